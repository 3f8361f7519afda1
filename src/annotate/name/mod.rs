//! Names, from capitals, titles and the lexicon, without any pack: people, organisations, places,
//! laws, ships, peoples. What capitals do not tell, the rest of the article may: a headline is
//! read last, and a surname means whoever bore it in full before.

mod headline;
mod index;
mod read;
mod role;
mod run;

use super::reader::Reader;
use super::{Annotated, Sentence, annotated_span};
use crate::language::{Case, Language, NameKind, NamePart, TokenKind};
use crate::text::{BlockKind, TextSpan};
use index::NameIndex;
use std::ops::Range;

/// A name in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, by index, without title and possessive: "Keir Starmer".
    pub tokens: Range<usize>,
    /// Its text.
    pub span: TextSpan,
    /// What it names.
    pub kind: NameKind,
    /// The title or the description before it: "Prime Minister", "Dr.", "former senator".
    pub title: Option<TextSpan>,
    /// The description after it: "the prime minister", in "Keir Starmer, the prime minister,".
    pub role: Option<TextSpan>,
    /// The first full mention of the same, or the long form of the abbreviation, by index in
    /// [`Annotated::names`]. It has none of its own.
    pub refers_to: Option<usize>,
}

impl Annotated<'_> {
    /// The names that start within the tokens, in order.
    pub fn names_within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Name> {
        let first = self.names.partition_point(|name| name.tokens.start < tokens.start);
        self.names[first..].iter().take_while(move |name| name.tokens.start < tokens.end)
    }

    /// The name that holds the token.
    pub fn name_at(&self, token: usize) -> Option<&Name> {
        let after = self.names.partition_point(|name| name.tokens.start <= token);
        self.names.get(after.checked_sub(1)?).filter(|name| token < name.tokens.end)
    }

    /// The first full mention of what a name means: itself, if it is that.
    pub fn full_form<'n>(&'n self, name: &'n Name) -> &'n Name {
        name.refers_to.and_then(|at| self.names.get(at)).unwrap_or(name)
    }
}

/// The names of an article, in order; no two share a token.
pub(super) fn find(annotated: &Annotated<'_>, language: &Language) -> Vec<Name> {
    let mut names = Names {
        index: NameIndex::new(annotated.article.text()),
        drafts: Vec::with_capacity(annotated.tokens.len() / 12),
    };
    let mut headlines = Vec::new();
    for sentence in &annotated.sentences {
        let reader = reader(annotated, language, sentence);
        match capitals(annotated, language, sentence) {
            Capitals::None => {}
            Capitals::Names => names.read(reader),
            Capitals::Most | Capitals::All => headlines.push(sentence),
        }
    }
    for sentence in headlines {
        let is_shouted = capitals(annotated, language, sentence) == Capitals::All;
        let style = if is_shouted { headline::Shout::Yes } else { headline::Shout::No };
        names.read_headline(reader(annotated, language, sentence), style);
    }
    names.finish(annotated)
}

fn reader<'a>(
    annotated: &'a Annotated<'_>,
    language: &'a Language,
    sentence: &Sentence,
) -> Reader<'a> {
    Reader {
        text: annotated.article.text(),
        tokens: &annotated.tokens[..sentence.tokens.end],
        language,
        start: sentence.tokens.start,
        floor: sentence.tokens.start,
        style: super::reader::Style::Prose,
    }
}

/// Which words of a sentence have a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capitals {
    /// None, or nobody names anything in it: code.
    None,
    /// Its first, and names.
    Names,
    /// All but the small ones, as in headlines.
    Most,
    /// All letters of nearly all words.
    All,
}

/// How few words of a paragraph tell nothing of its style: a byline, a label.
const TELLING: usize = 5;

fn capitals(annotated: &Annotated<'_>, language: &Language, sentence: &Sentence) -> Capitals {
    let (mut words, mut capitals, mut shouted, mut small) = (0, 0, 0, 0);
    for token in &annotated.tokens[sentence.tokens.clone()] {
        match token.kind {
            TokenKind::Word(Case::Lower) => {
                words += 1;
                small += 1;
            }
            TokenKind::Word(case) => {
                words += 1;
                capitals += 1;
                shouted += usize::from(case == Case::Upper);
            }
            TokenKind::Number | TokenKind::Mark => {}
        }
    }
    let kind = annotated.article.blocks()[sentence.block].kind;
    if capitals == 0 || kind == BlockKind::Code {
        return Capitals::None;
    }
    if shouted * 4 > words * 3 && words > 2 {
        return Capitals::All;
    }
    let is_telling = words >= TELLING || kind == BlockKind::Heading;
    if capitals * 5 <= words * 3 || !is_telling {
        return Capitals::Names;
    }
    let tokens = &annotated.tokens[sentence.tokens.clone()];
    let are_small = tokens.iter().filter(|token| {
        token.kind == TokenKind::Word(Case::Lower)
            && language.names.parts(token.word).has(NamePart::HeadlineSmall)
    });
    let large = small - are_small.count();
    // A headline has no full stop as a rule: with one, any other small word makes it a sentence.
    let has_stop = tokens.last().is_some_and(|last| {
        last.kind == TokenKind::Mark && annotated.article.slice(last.span()) == "."
    });
    let allowed = if has_stop { 1 } else { words / 5 };
    if large < allowed { Capitals::Most } else { Capitals::Names }
}

/// A name before its place among the others is known.
#[derive(Clone, Debug)]
struct Draft {
    tokens: Range<usize>,
    kind: NameKind,
    title: Option<Range<usize>>,
    role: Option<Range<usize>>,
    /// By index among the drafts.
    refers_to: Option<usize>,
}

/// The names found so far.
struct Names<'a> {
    index: NameIndex<'a>,
    drafts: Vec<Draft>,
}

impl Names<'_> {
    /// Takes a name in, with what it refers to.
    fn take(&mut self, reader: &Reader<'_>, draft: Draft) {
        let at = self.drafts.len();
        self.drafts.push(draft);
        self.index.resolve(reader, &mut self.drafts, at);
    }

    /// In order of position, with what they refer to by that order.
    fn finish(self, annotated: &Annotated<'_>) -> Vec<Name> {
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.sort_by_key(|&at| self.drafts[at].tokens.start);
        let mut places = vec![0; order.len()];
        for (place, &at) in order.iter().enumerate() {
            places[at] = place;
        }
        let span = |tokens: &Range<usize>| annotated_span(&annotated.tokens, tokens);
        let name = |at: usize| {
            let draft = &self.drafts[at];
            let root = draft.refers_to.map(|root| &self.drafts[root]);
            Name {
                tokens: draft.tokens.clone(),
                span: span(&draft.tokens),
                kind: root.map_or(draft.kind, |root| root.kind),
                title: draft.title.as_ref().map(span),
                role: draft.role.as_ref().map(span),
                refers_to: draft.refers_to.map(|root| places[root]),
            }
        };
        order.iter().map(|&at| name(at)).collect()
    }
}
