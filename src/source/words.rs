//! Every word of the sources by its form: where it stands, and what it may be short for.

use crate::annotate::Annotated;
use crate::language::{TokenKind, WordForm};
use rustc_hash::{FxHashMap, FxHashSet};

/// A word of a document: its form and its token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) form: WordForm,
    pub(super) token: u32,
}

/// The words of a document in order, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) in_order: Vec<Word>,
    places: FxHashMap<WordForm, Vec<u32>>,
    /// The first letters of runs of capitalised words: "un" for "United Nations".
    initials: FxHashSet<WordForm>,
}

impl Words {
    pub(super) fn new(annotated: &Annotated<'_>) -> Self {
        let mut words = Words { in_order: in_order(annotated), ..Words::default() };
        for (at, word) in words.in_order.iter().enumerate() {
            words.places.entry(word.form).or_default().push(at as u32);
        }
        for name in &annotated.names {
            words.initials.extend(initials(annotated, name.tokens.clone()));
        }
        words
    }

    pub(super) fn holds(&self, form: WordForm) -> bool {
        self.places.contains_key(&form)
    }

    pub(super) fn abbreviates(&self, form: WordForm) -> bool {
        self.initials.contains(&form)
    }

    /// Where a word stands, by index into the words.
    pub(super) fn places(&self, form: WordForm) -> &[u32] {
        self.places.get(&form).map_or(&[], Vec::as_slice)
    }
}

/// The words and numbers of a text, marks left out.
pub(super) fn in_order(annotated: &Annotated<'_>) -> Vec<Word> {
    let all = 0..annotated.tokens.len();
    within(annotated, all).collect()
}

/// The words and numbers of some tokens.
pub(super) fn within<'a>(
    annotated: &'a Annotated<'_>,
    tokens: std::ops::Range<usize>,
) -> impl Iterator<Item = Word> + 'a {
    let start = tokens.start;
    annotated.tokens[tokens]
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind != TokenKind::Mark)
        .map(move |(at, token)| Word {
            form: WordForm::of(annotated.article.slice(token.span())),
            token: (start + at) as u32,
        })
}

/// What the capitals of a name spell, if it has two or more.
pub(super) fn initials(
    annotated: &Annotated<'_>,
    tokens: std::ops::Range<usize>,
) -> Option<WordForm> {
    let capitalised = annotated.tokens[tokens].iter().filter(|token| token.is_capitalised());
    let letters: String = capitalised
        .filter_map(|token| annotated.article.slice(token.span()).chars().next())
        .collect();
    (letters.chars().count() > 1).then(|| WordForm::of(&letters))
}
