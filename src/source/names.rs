//! The names of an article against those of the sources.

use super::{Compared, Document, Library, Tongue};
use super::{bearing, displaced, words};
use crate::annotate::{Annotated, Name};
use crate::finding::{Topic, Verdict};
use crate::language::{
    Case, NameKind, NamePart, PlaceKind, TokenKind, WordForm, likely_misspelling,
};
use crate::pack::fact_file::Confidence;
use crate::text::BlockKind;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Looks each name of an article up, at its first mention.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
) -> Vec<Compared> {
    let desk = Desk { annotated, libraries, tongue };
    let mut told = FxHashSet::default();
    let firsts = annotated.names.iter().filter(|name| {
        name.refers_to.is_none() && !bearing::is_furniture(annotated, name.tokens.start)
    });
    let new = firsts.filter(|name| told.insert(annotated.article.slice(name.span)));
    let mut compared: Vec<Compared> = new.filter_map(|name| desk.look_up(name)).collect();
    compared.extend(displaced::compare(annotated, libraries, tongue));
    compared
}

/// How many tokens after a name may tell what it is.
const EXPLAINED: usize = 5;
/// How many letters a rank in capitals has at most.
const LONGEST_RANK: usize = 4;

/// An article's names beside the sources.
pub(super) struct Desk<'a> {
    pub(super) annotated: &'a Annotated<'a>,
    pub(super) libraries: &'a [&'a Library<'a>],
    pub(super) tongue: Tongue<'a>,
}

impl<'a> Desk<'a> {
    fn look_up(&self, name: &Name) -> Option<Compared> {
        let stated = self.annotated.article.slice(name.span);
        if self.stands(name) {
            return Some(compared(name, Verdict::Supported));
        }
        if let Some((document, theirs)) = self.slip(stated) {
            let right = document.annotated.article.slice(theirs.span);
            let mut compared = compared(name, Verdict::Refuted);
            compared.message = format!("writes “{stated}”; the source has “{right}”");
            let sentence = document.annotated.sentence_of(theirs.tokens.start);
            let passage = sentence.map_or(theirs.span, |sentence| sentence.span);
            compared.evidence = vec![document.passage(passage)];
            return Some(compared);
        }
        if !self.is_telling(name) || self.is_title_cased(name) {
            return None;
        }
        let mut compared = compared(name, Verdict::Unsupported);
        compared.message = format!("no source names “{stated}”");
        compared.confidence = self.confidence(name);
        if let Some((document, theirs)) = self.namesake(name) {
            let other = document.annotated.article.slice(theirs.span);
            compared.message = format!("no source names “{stated}”; one has “{other}”");
            let sentence = document.annotated.sentence_of(theirs.tokens.start);
            compared.evidence =
                sentence.map(|one| document.passage(one.span)).into_iter().collect();
        }
        Some(compared)
    }

    /// How sure it is that a source would have had the name: it would have had a person, whoever
    /// holds a post that it tells of, and what stands where it tells the same.
    fn confidence(&self, name: &Name) -> Confidence {
        let is_introduced = name.kind == NameKind::Person
            || self.has_known_post(name)
            || self.is_explained(name)
            || self.is_near_namesake(name);
        if is_introduced {
            return Confidence::High;
        }
        bearing::around(self.annotated, self.libraries, self.tongue, name.span).of_name()
    }

    /// Whether the article says what it is, in words of the sources: "Harrow Fell, the open prison".
    fn is_explained(&self, name: &Name) -> bool {
        let text = self.annotated.article.text();
        let end = self.annotated.sentence_at(name.tokens.start).map_or(0, |sentence| sentence.end);
        let after = name.tokens.end..end.min(name.tokens.end + EXPLAINED);
        let tokens = &self.annotated.tokens[after.start..after.end.max(after.start)];
        let [comma, article, rest @ ..] = tokens else { return false };
        let is_apposition = self.annotated.article.slice(comma.span()) == ","
            && self.annotated.language.is_function_word(article)
            && self.annotated.article.slice(article.span()).len() <= "the".len();
        let mut told = rest.iter().filter_map(|token| self.tongue.stems.of(token, text));
        is_apposition && told.any(|stem| self.libraries.iter().any(|library| library.holds(stem)))
    }

    /// Whether a name of the sources is all but the same.
    fn is_near_namesake(&self, name: &Name) -> bool {
        let first = |annotated: &'a Annotated<'_>, name: &Name| {
            annotated.article.slice(annotated.tokens[name.tokens.start].span())
        };
        self.namesake(name).is_some_and(|(document, other)| {
            let (ours, theirs) = (first(self.annotated, name), first(&document.annotated, other));
            are_near(ours, theirs)
        })
    }

    fn has_known_post(&self, name: &Name) -> bool {
        let text = self.annotated.article.text();
        let mut posts = [name.title, name.role].into_iter().flatten();
        posts.any(|post| {
            let from =
                self.annotated.tokens.partition_point(|token| token.span().start < post.start);
            let words = self.annotated.tokens[from..].iter();
            let mut words = words
                .take_while(|token| token.span().start < post.end)
                .filter_map(|token| self.tongue.stems.of(token, text));
            words.any(|stem| self.libraries.iter().any(|library| library.holds(stem)))
        })
    }

    /// Somebody of the sources with the same surname.
    fn namesake(&self, name: &Name) -> Option<(&'a Document<'a>, &'a Name)> {
        let may_be_person = |name: &Name| matches!(name.kind, NameKind::Person | NameKind::Unknown);
        if !may_be_person(name) || name.tokens.len() != 2 {
            return None;
        }
        let last = |annotated: &'a Annotated<'_>, name: &Name| {
            annotated.article.slice(annotated.tokens[name.tokens.end - 1].span())
        };
        let surname = last(self.annotated, name);
        let documents = self.libraries.iter().flat_map(|library| &library.documents);
        documents.into_iter().find_map(|document| {
            let mut names = document.annotated.names.iter();
            let other = names.find(|other| {
                let is_full = may_be_person(other) && other.tokens.len() == 2;
                is_full && last(&document.annotated, other) == surname
            });
            other.map(|other| (document, other))
        })
    }

    /// Whether it stands in a heading and nothing tells what it is: there, any word has a capital.
    fn is_title_cased(&self, name: &Name) -> bool {
        let sentence = self.annotated.sentence_of(name.tokens.start);
        let block = sentence.map(|sentence| &self.annotated.article.blocks()[sentence.block]);
        let is_heading = block.is_some_and(|block| block.kind == BlockKind::Heading);
        name.kind == NameKind::Unknown && is_heading
    }

    /// Whether the sources name it: by its words, its initials, its people.
    pub(super) fn stands(&self, name: &Name) -> bool {
        let abbreviated = words::initials(self.annotated, name.tokens.clone());
        abbreviated.is_some_and(|short| self.holds(short))
            || self.past_rank(name).all(|at| self.word_stands(at))
            || self.place_stands(name)
    }

    /// The words of a name without a rank in capitals before it: "DCI Oona Tarrant".
    fn past_rank(&self, name: &Name) -> Range<usize> {
        let Range { start, end } = name.tokens;
        let first = &self.annotated.tokens[start];
        let is_rank = matches!(first.kind, TokenKind::Word(Case::Upper))
            && first.span().len() <= LONGEST_RANK
            && matches!(name.kind, NameKind::Person | NameKind::Unknown)
            && name.tokens.len() > 2;
        start + usize::from(is_rank)..end
    }

    fn word_stands(&self, at: usize) -> bool {
        let token = &self.annotated.tokens[at];
        let text = self.annotated.article.text();
        let word = self.annotated.article.slice(token.span());
        let is_name =
            matches!(token.kind, TokenKind::Word(Case::Title | Case::Upper | Case::Mixed));
        let parts = self.tongue.language.names.parts(token.word);
        if !is_name || parts.is_titular() || parts.has(NamePart::Common) && self.follows_stop(at) {
            return true;
        }
        let form = WordForm::of(word);
        let stem = self.tongue.stems.of(token, text);
        self.libraries.iter().any(|library| {
            stem.is_some_and(|stem| library.holds(stem))
                || library
                    .documents
                    .iter()
                    .any(|document| document.words.holds(form) || document.words.abbreviates(form))
        }) || word.split(['-', '\'', '’']).nth(1).is_some() && self.pieces_stand(word)
    }

    /// Whether a full stop stands before a word: that of an abbreviation, or of a sentence.
    fn follows_stop(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.annotated.tokens[before].span());
        before.is_some_and(|before| self.annotated.article.slice(before).ends_with('.'))
    }

    fn pieces_stand(&self, word: &str) -> bool {
        let mut pieces = word.split(['-', '\'', '’']).filter(|piece| piece.len() > 1);
        pieces.all(|piece| self.holds(WordForm::of(piece)))
    }

    fn holds(&self, form: WordForm) -> bool {
        let documents = self.libraries.iter().flat_map(|library| &library.documents);
        documents.into_iter().any(|document| document.words.holds(form))
    }

    /// "Iranian" for "Iran", "Britain" for "the UK".
    fn place_stands(&self, name: &Name) -> bool {
        let text = self.annotated.article.text();
        let places = &self.tongue.language.places;
        let Some((end, found)) = places.longest_at(text, &self.annotated.tokens, name.tokens.start)
        else {
            return false;
        };
        let is_nation = |kind| matches!(kind, PlaceKind::Country | PlaceKind::People);
        let countries: Vec<&str> =
            found.filter(|place| is_nation(place.kind)).map(|place| &*place.country).collect();
        end >= name.tokens.end
            && countries.iter().any(|&country| {
                self.libraries.iter().any(|library| library.countries.contains(country))
            })
    }

    /// The name of the sources that this one is likely a slip of.
    fn slip(&self, stated: &str) -> Option<(&'a Document<'a>, &'a Name)> {
        let documents = self.libraries.iter().flat_map(|library| &library.documents);
        documents.into_iter().find_map(|document| {
            let same = |name: &&Name| {
                likely_misspelling(stated, document.annotated.article.slice(name.span))
            };
            document.annotated.names.iter().find(same).map(|name| (document, name))
        })
    }

    /// Whether it is common words in capitals: "CLICK HERE".
    fn is_shouted(&self, name: &Name) -> bool {
        let tokens = &self.annotated.tokens[name.tokens.clone()];
        let names = &self.tongue.language.names;
        tokens.iter().all(|token| {
            let is_upper = matches!(token.kind, TokenKind::Word(Case::Upper));
            is_upper && token.span().len() > 3 && names.parts(token.word).has(NamePart::Common)
        })
    }

    /// Whether it is capitals that name nothing: "Q3".
    fn is_plain(&self, name: &Name) -> bool {
        let names = &self.tongue.language.names;
        let mut tokens = self.annotated.tokens[name.tokens.clone()].iter();
        tokens.all(|token| names.parts(token.word).has(NamePart::PlainAbbreviation))
    }

    /// Whether it surely names something: a single word that begins a sentence may not.
    fn is_telling(&self, name: &Name) -> bool {
        let sentence = self.annotated.sentence_of(name.tokens.start);
        let opens = sentence.is_some_and(|sentence| sentence.tokens.start == name.tokens.start);
        match name.kind {
            NameKind::Demonym => false,
            _ if self.is_shouted(name) || self.is_plain(name) => false,
            NameKind::Unknown => name.tokens.len() > 1 || !opens,
            _ => true,
        }
    }
}

/// Whether two first names differ by no more than a letter or two.
fn are_near(one: &str, other: &str) -> bool {
    one.chars().count().min(other.chars().count()) > 3 && strsim::osa_distance(one, other) <= 2
}

fn compared(name: &Name, verdict: Verdict) -> Compared {
    Compared {
        span: name.span,
        topic: Topic::Name,
        verdict,
        message: String::new(),
        evidence: Vec::new(),
        confidence: Confidence::High,
    }
}
