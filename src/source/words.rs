//! Every word of the sources by its form, and what it may be short for.

use crate::annotate::Annotated;
use crate::language::{TokenKind, WordForm};
use rustc_hash::FxHashSet;

/// The words of a document.
#[derive(Debug, Default)]
pub(super) struct Words {
    forms: FxHashSet<WordForm>,
    /// The first letters of runs of capitalised words: "un" for "United Nations".
    initials: FxHashSet<WordForm>,
}

impl Words {
    pub(super) fn new(annotated: &Annotated<'_>) -> Self {
        let tokens = annotated.tokens.iter().filter(|token| token.kind != TokenKind::Mark);
        let form = |span| WordForm::of(annotated.article.slice(span));
        let names = annotated.names.iter();
        Words {
            forms: tokens.map(|token| form(token.span())).collect(),
            initials: names.filter_map(|name| initials(annotated, name.tokens.clone())).collect(),
        }
    }

    pub(super) fn holds(&self, form: WordForm) -> bool {
        self.forms.contains(&form)
    }

    pub(super) fn abbreviates(&self, form: WordForm) -> bool {
        self.initials.contains(&form)
    }
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
