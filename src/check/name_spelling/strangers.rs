//! Names that an article takes up in a form it never introduced.
//!
//! Whoever is named for the first time is introduced: with a description, an age, an indefinite
//! article. A name that comes without, and shares a part with one that was introduced before, is
//! that one under a wrong form: "Justice Marion Adler" after "Justice Miriam Adler".

use super::roles::Roles;
use super::{NameSpelling, Spelling, against, is_form};
use crate::annotate::{Annotated, Name};
use crate::check::Hit;
use crate::language::{Function, NameKind, NamePart, TokenKind, fold};
use rustc_hash::FxHashMap;

/// How many names that share a word with one are held against it.
const NEAR: usize = 12;

/// How often a name may stand that is a slip.
const FEW: usize = 2;

/// How much of two words must agree for one to pass for the other.
const ALIKE: f64 = 0.6;

/// How much of two given names must agree.
const NAMESAKES: f64 = 0.5;

/// How many letters at the start of two words index them as near.
const START: usize = 2;

/// How much of two words must agree where the later one may be no name.
const OPENER: f64 = 0.7;

/// The shortest surname that can be told from another.
const LEAST: usize = 4;

/// The same, where even the first letters differ.
const RHYMING: f64 = 0.75;

/// The shortest word that is a name by itself and may be a slip of another.
const LONG: usize = 7;

/// How many words a name has of which any may be a slip.
const CHAIN: usize = 4;

/// How many people an article may name in full, for two of their names in one to be a slip.
const PEOPLE: usize = 7;

/// The shortest word of a name of several that may be a slip of another.
const SHORT: usize = 5;

/// The mentions of strangers that are somebody known under a wrong form.
pub(super) fn find(
    check: &NameSpelling,
    annotated: &Annotated<'_>,
    all: &[Spelling<'_>],
    roles: &Roles,
) -> Vec<Hit> {
    let (by_key, known) = (FxHashMap::default(), Vec::new());
    let people = all.iter().filter(|one| one.is_full() && one.is_person()).count();
    let is_small = people <= PEOPLE;
    let mut search = Search { check, annotated, roles, is_small, by_key, known };
    let mut hits = Vec::new();
    for spelling in all {
        hits.extend(search.stranger(spelling));
        search.note(spelling);
    }
    hits
}

/// The names that stand before one, by what they may share with it.
struct Search<'a, 'b> {
    check: &'b NameSpelling,
    annotated: &'b Annotated<'a>,
    roles: &'b Roles,
    /// Whether few people are named: then nobody new bears two of their names.
    is_small: bool,
    by_key: FxHashMap<String, Vec<usize>>,
    known: Vec<&'b Spelling<'b>>,
}

impl<'b> Search<'_, 'b> {
    fn note(&mut self, spelling: &'b Spelling<'b>) {
        let at = self.known.len();
        self.known.push(spelling);
        let mut keys: Vec<String> = spelling.words.clone();
        keys.extend(spelling.words.last().map(|word| start_of(word)));
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let entry = self.by_key.entry(key).or_default();
            if entry.len() < NEAR {
                entry.push(at);
            }
        }
    }

    fn stranger(&self, spelling: &Spelling<'_>) -> Option<Hit> {
        let first = spelling.mentions[0];
        let last = spelling.words.last()?;
        let is_new = first.refers_to.is_none() || spelling.words.len() > 1;
        let follows_hyphen = first.tokens.start > 0 && {
            let before = self.annotated.tokens[first.tokens.start - 1];
            let nearest = if before.kind == TokenKind::Mark { 1 } else { 2 };
            self.is_mark(first.tokens.start.checked_sub(nearest), "-")
        };
        if !is_new || follows_hyphen || self.is_apposition(first) || spelling.mentions.len() > FEW {
            return None;
        }
        let start = start_of(last);
        let keys = spelling.words.iter().chain([&start]);
        let mut near: Vec<usize> =
            keys.filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let mut near: Vec<&Spelling<'_>> = near.into_iter().map(|at| self.known[at]).collect();
        if spelling.words.len() == 1 && self.is_polite(first) {
            near.extend(self.known.iter().filter(|known| known.is_full()).take(PEOPLE));
        }
        let mut meant = near.iter().filter(|other| self.is_taken_for(spelling, other, &near));
        let other = meant.next()?;
        let is_sole = meant.all(|another| another.words.last() == other.words.last());
        let is_one = is_sole && self.check.is_one_person(self.annotated, other, spelling);
        is_one.then(|| self.hit(spelling, other))
    }

    fn is_taken_for(
        &self,
        one: &Spelling<'_>,
        other: &Spelling<'_>,
        near: &[&Spelling<'_>],
    ) -> bool {
        let may_be_people = one.may_be_person() && other.may_be_person();
        match one.words.len() {
            1 => {
                may_be_people && self.is_surname_of(one, other)
                    || other.words.len() == 1 && self.is_misspelt(one, other)
            }
            _ if may_be_people && one.is_full() && other.is_full() => {
                self.is_reversed(one, other)
                    || self.is_mixed(one, other, near)
                    || self.has_another_given_name(one, other)
                    || Self::has_another_surname(one, other)
                    || self.is_part_otherwise(one, other)
            }
            _ => self.is_part_otherwise(one, other),
        }
    }

    /// "Lord Aberfeldy" after "Lord Abernethy", "Mr Braithwait" after "Ellis Braithwaite".
    fn is_surname_of(&self, one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
        let (Some(a), Some(b)) = (one.words.last(), other.words.last()) else { return false };
        let (name, before) = (one.mentions[0], other.mentions[0]);
        let same_start = a.chars().next() == b.chars().next();
        let alike = likeness(a, b);
        let is_short = a.chars().count().min(b.chars().count()) < LEAST;
        let is_cut = is_short || a.ends_with(b.as_str()) || b.ends_with(a.as_str());
        if a == b || is_cut || is_ending(a, b) || alike < if same_start { ALIKE } else { RHYMING } {
            return false;
        }
        if !same_start {
            return self.is_small && self.is_polite(name) && other.is_full();
        }
        if other.words.len() == 1 && name.title.is_none() {
            let introduced = self.is_described(before);
            return introduced && one.mentions.len() == 1 && self.check.acts(self.annotated, name);
        }
        let same_title = name.title.is_some() && self.title(name) == self.title(before);
        let is_known = other.is_full() && other.is_person();
        let is_arabic = a.contains('-') || b.contains('-');
        let acts = || {
            name.title.is_none()
                && (self.is_named(name) || alike > OPENER && self.opens_unknown(name))
                && !is_form(a, b)
                && self.check.acts(self.annotated, name)
        };
        same_title || is_known && (self.is_polite(name) || !is_arabic && acts())
    }

    /// "Llanfechain" after "Llanfechan": a place or a firm by its only word.
    fn is_misspelt(&self, one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
        let (a, b) = (&one.words[0], &other.words[0]);
        let is_long = a.chars().count().min(b.chars().count()) >= LONG;
        let is_demonym = |spelling: &Spelling<'_>| {
            spelling.mentions.iter().any(|name| name.kind == NameKind::Demonym)
        };
        is_long
            && one.mentions.len() == 1
            && strsim::osa_distance(a, b) == 1
            && !a.contains('-')
            && !b.contains('-')
            && a.chars().next() == b.chars().next()
            && !is_derived(a, b)
            && !is_demonym(one)
            && !is_demonym(other)
            && !self.is_word(one, a)
            && !self.is_word(other, b)
    }

    /// "Reilly Thomas" after "Thomas Reilly".
    fn is_reversed(&self, one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
        let is_person = one.is_person() || other.is_person();
        let (a, b) = (&one.words, &other.words);
        // A father of Cairo bears his son's second name first.
        let of_kin = speaks_of_kin(self.annotated, one.mentions[0]);
        is_person && !of_kin && a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0]
    }

    /// The given name of one and the surname of another, with a description that fits one of them.
    fn is_mixed(&self, one: &Spelling<'_>, other: &Spelling<'_>, near: &[&Spelling<'_>]) -> bool {
        let (given, surname) = (&one.words[0], &one.words[1..]);
        let lends = |third: &&&Spelling<'_>| {
            third.is_full() && third.words[1..] == *surname && third.words[0] != *given
        };
        let is_pair = other.words[0] == *given && other.words[1..] != *surname;
        let Some(third) = near.iter().find(lends).filter(|_| is_pair) else { return false };
        if self.check.is_nickname(self.annotated.language, &third.words[0], given) {
            return false;
        }
        let held = |role| {
            let mut known = self.roles.of(other).chain(self.roles.of(third));
            known.any(|held| held == role)
        };
        let (title, before) = (one.mentions[0].title, other.mentions[0]);
        let is_same = title.is_none() || self.title(one.mentions[0]) == self.title(before);
        let is_plain = is_same
            && self.is_small
            && one.is_person()
            && other.is_person()
            && third.is_person()
            && !speaks_of_kin(self.annotated, one.mentions[0]);
        is_plain || self.roles.of(one).any(held)
    }

    /// "Justice Marion Adler" after "Justice Miriam Adler", "Timothy Reilly" after "Thomas Reilly".
    fn has_another_given_name(&self, one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
        let (name, before) = (one.mentions[0], other.mentions[0]);
        let (given, known) = (&one.words[0], &other.words[0]);
        let same_surname = one.words[1..] == other.words[1..];
        if !same_surname
            || given == known
            || self.check.is_nickname(self.annotated.language, given, known)
        {
            return false;
        }
        let is_person = one.is_person() && other.is_person();
        let same_title = name.title.is_some() && self.title(name) == self.title(before);
        let same_start = given.chars().next() == known.chars().next();
        let is_plain = name.title.is_none() || same_title;
        let is_alike =
            likeness(given, known) >= NAMESAKES || self.is_small && one.mentions.len() == 1;
        is_person && is_plain && same_start && is_alike && !speaks_of_kin(self.annotated, name)
    }

    /// "Hannah Whitford" after "Hannah Whitfield".
    fn has_another_surname(one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
        let (a, b) = (&one.words, &other.words);
        let is_pair = a.len() == 2 && b.len() == 2 && a[0] == b[0];
        let is_untitled = one.mentions[0].title.is_none();
        is_pair
            && is_untitled
            && one.may_be_person()
            && other.may_be_person()
            && (one.is_person() || other.is_person())
            && (likeness(&a[1], &b[1]) >= ALIKE || shared_start(&a[1], &b[1]) >= SHORT)
            && shared_start(&a[1], &b[1]) > 0
            && !is_derived(&a[1], &b[1])
    }

    /// "Bishop Wulfric School" after "Bishop Wulfstan School", the ship "Castor Sun" after "Castor
    /// Star".
    fn is_part_otherwise(&self, one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
        if one.words.len() != other.words.len() || one.words.len() < 2 {
            return false;
        }
        let mut pairs = one.words.iter().zip(&other.words).filter(|(a, b)| a != b);
        let (Some((a, b)), None) = (pairs.next(), pairs.next()) else { return false };
        let is_ship = other.mentions.iter().any(|name| name.kind == NameKind::Vessel);
        let shares_name = one.words[0] == other.words[0] && !self.is_ship_prefix(other.mentions[0]);
        if is_ship && shares_name && self.is_definite(one.mentions[0]) {
            return !is_form(a, b);
        }
        let are_things = !one.is_person() && !other.is_person();
        let is_long = a.chars().count().min(b.chars().count()) >= SHORT;
        let shared = shared_start(a, b);
        let alike = likeness(a, b);
        let least = if one.words.len() > 2 { NAMESAKES } else { ALIKE };
        let is_slip = is_long
            && (shared > 0 && alike >= least
                || shared > START && (alike >= NAMESAKES || shared > START + 1)
                || strsim::osa_distance(a, b) == 1 && a.chars().count() > SHORT);
        are_things
            && (is_slip || one.words.len() >= CHAIN && strsim::osa_distance(a, b) == 1)
            && !is_derived(a, b)
            && !self.is_word(one, a)
            && !self.is_word(other, b)
            && !(self.is_known(one, a) && self.is_known(other, b))
            && !self.stand_together(one, (a, b))
    }

    /// "Medicaid and Medicare": whether a sentence that has one word of the two has the other.
    fn stand_together(&self, one: &Spelling<'_>, (a, b): (&str, &str)) -> bool {
        let Some(sentence) = self.annotated.sentence_at(one.mentions[0].tokens.start) else {
            return false;
        };
        let has = |word: &str| {
            let mut tokens = self.annotated.tokens[sentence.clone()].iter();
            tokens.any(|token| *fold(self.annotated.article.slice(token.span())) == *word)
        };
        has(a) && has(b) || a.contains('-') || b.contains('-')
    }

    /// Whether the word of a name is one that says something by itself, or a place or a people.
    fn is_word(&self, spelling: &Spelling<'_>, word: &str) -> bool {
        let name = spelling.mentions[0];
        let tokens = name.tokens.clone().map(|at| (at, self.annotated.tokens[at]));
        let mut same =
            tokens.filter(|(_, token)| *fold(self.annotated.article.slice(token.span())) == *word);
        let language = self.annotated.language;
        same.any(|(at, token)| {
            language.names.parts(token.word).has(NamePart::Common)
                || language.names.parts(token.word).has(NamePart::Organisation)
                || language
                    .places
                    .longest_at(self.annotated.article.text(), &self.annotated.tokens, at)
                    .is_some()
        })
    }

    /// Whether the word is one that the language has: "Supreme Court", "Superior Court".
    fn is_known(&self, spelling: &Spelling<'_>, word: &str) -> bool {
        let mut tokens = self.annotated.tokens[spelling.mentions[0].tokens.clone()].iter();
        tokens.any(|token| {
            *fold(self.annotated.article.slice(token.span())) == *word && token.word.is_known()
        })
    }

    fn title(&self, name: &Name) -> Option<String> {
        let title = self.annotated.article.slice(name.title?);
        Some(fold(title.trim_end_matches('.')).into_owned())
    }

    /// Whether "Mr" or the like leads to it: whoever is named so was named before.
    fn is_polite(&self, name: &Name) -> bool {
        let tokens = &self.annotated.tokens[..name.tokens.start];
        let mut words = tokens.iter().rev().filter(|token| token.kind != TokenKind::Mark);
        name.title.is_some()
            && words.next().is_some_and(|token| {
                self.annotated.language.names.parts(token.word).has(NamePart::Honorific)
            })
    }

    fn is_mark(&self, at: Option<usize>, mark: &str) -> bool {
        let token = at.and_then(|at| self.annotated.tokens.get(at));
        token.is_some_and(|token| self.annotated.article.slice(token.span()) == mark)
    }

    /// "His predecessor, Judge Whitmore,": named to say who is meant.
    fn is_apposition(&self, name: &Name) -> bool {
        let start = name.title.map_or(name.tokens.start, |title| {
            self.annotated.tokens.partition_point(|token| token.span().start < title.start)
        });
        self.is_mark(start.checked_sub(1), ",") && self.is_mark(Some(name.tokens.end), ",")
            || self.is_mark(start.checked_sub(1), "(")
    }

    /// Whether it opens a sentence with a word that the language does not have.
    fn opens_unknown(&self, name: &Name) -> bool {
        let is_known = self.annotated.tokens[name.tokens.start].word.is_known();
        self.annotated.name_at(name.tokens.start).is_none() && !is_known
    }

    /// Whether more than its place at the start of a sentence tells that it is a name, and nothing that
    /// it is a place's: "a degree from Lomar".
    fn is_named(&self, name: &Name) -> bool {
        let before = name.tokens.start.checked_sub(1).map(|at| self.annotated.tokens[at]);
        let is_place = before.is_some_and(|token| {
            let text = self.annotated.article.slice(token.span());
            self.annotated.language.is_of("leads_to_place", text)
        });
        self.annotated.name_at(name.tokens.start).is_some() && !is_place
    }

    /// "Poppy, a three-year-old spaniel,"
    fn is_described(&self, name: &Name) -> bool {
        let word = |at: usize| self.annotated.tokens.get(at);
        let is_apart = word(name.tokens.end)
            .is_some_and(|comma| self.annotated.article.slice(comma.span()) == ",");
        is_apart
            && word(name.tokens.end + 1).is_some_and(|next| {
                let functions = self.annotated.language.sense(next.word).functions;
                functions.has(Function::Article) || functions.has(Function::Definite)
            })
    }

    fn is_ship_prefix(&self, name: &Name) -> bool {
        let first = self.annotated.tokens[name.tokens.start].word;
        self.annotated.language.names.parts(first).has(NamePart::VesselPrefix)
    }

    fn is_definite(&self, name: &Name) -> bool {
        let before = name.tokens.start.checked_sub(1).map(|at| self.annotated.tokens[at].word);
        before.is_some_and(|word| {
            self.annotated.language.sense(word).functions.has(Function::Definite)
        })
    }

    fn hit(&self, wrong: &Spelling<'_>, right: &Spelling<'_>) -> Hit {
        let (flagged, kept) = (wrong.mentions[0].span, right.mentions[0].span);
        let named = |span| self.annotated.article.slice(span);
        let message = format!(
            "names “{}”, which nothing introduces; another passage has “{}”",
            named(flagged),
            named(kept)
        );
        against(flagged, kept, message)
    }
}

fn start_of(word: &str) -> String {
    let mut key = String::from("^");
    key.extend(word.chars().take(START));
    key
}

/// Whether one word is the other with an ending, a last letter aside that is none: "Braithwait" for "Braithwaite".
fn is_ending(a: &str, b: &str) -> bool {
    let longer = if a.len() > b.len() { a } else { b };
    is_form(a, b) && (a.len().abs_diff(b.len()) > 1 || longer.ends_with(['s', 'a']))
}

/// Whether two words are of one stem: "Carolina" and "Carolinians".
fn is_derived(a: &str, b: &str) -> bool {
    shared_start(a, b) + 1 >= a.chars().count().min(b.chars().count())
}

/// How many letters two words begin with alike.
fn shared_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// Whether the sentence of a name speaks of kin.
fn speaks_of_kin(annotated: &Annotated<'_>, name: &Name) -> bool {
    let sentence = annotated.sentence_at(name.tokens.start).unwrap_or_default();
    annotated.tokens[sentence].iter().any(|token| {
        let word = annotated.article.slice(token.span());
        ["kin", "offspring"]
            .iter()
            .any(|class| annotated.language.is_of(class, &word.to_lowercase()))
    })
}

/// How much of two words agrees, from nothing, 0, to all, 1.
fn likeness(a: &str, b: &str) -> f64 {
    let longer = a.chars().count().max(b.chars().count()).max(1);
    1.0 - strsim::osa_distance(a, b) as f64 / longer as f64
}
