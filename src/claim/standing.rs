//! Whether an article asserts a claim, or only denies, doubts, quotes or imagines it.
//!
//! A word of denial, doubt, habit or an earlier time before the value, or a question, is enough:
//! what is not plainly asserted is not checked.

use crate::annotate::{Annotated, Meaning};
use crate::language::{Pattern, SlotSource, TokenKind};
use std::ops::Range;

/// Whether an article asserts a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Asserted,
    /// It denies it, doubts it, asks, imagines it, or says that it was so once.
    NotAsserted,
    /// Somebody is quoted saying it.
    Quoted,
}

impl Standing {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Asserted => "asserted",
            Standing::NotAsserted => "not asserted",
            Standing::Quoted => "quoted",
        }
    }

    /// Whether the article itself asserts the claim.
    pub fn is_asserted(self) -> bool {
        self == Standing::Asserted
    }
}

/// What takes a claim back.
#[derive(Debug, Default)]
pub struct StandingCues {
    patterns: Vec<Pattern>,
}

impl StandingCues {
    /// Knows these patterns, each of which takes back a claim whose sentence it stands in, before
    /// the value.
    pub fn new(patterns: Vec<Pattern>) -> Self {
        StandingCues { patterns }
    }

    /// The standing of a claim with its value at `tokens`.
    pub fn of(&self, annotated: &Annotated<'_>, sentence: usize, tokens: Range<usize>) -> Standing {
        let sentence = &annotated.sentences[sentence].tokens;
        let quoted = annotated.annotations.iter().any(|found| {
            matches!(found.meaning, Meaning::Quote { .. })
                && found.tokens.start <= tokens.start
                && tokens.end <= found.tokens.end
        });
        if quoted {
            return Standing::Quoted;
        }
        let before = sentence.start..tokens.end.min(sentence.end);
        let taken_back =
            || self.patterns.iter().any(|pattern| takes_back(pattern, annotated, before.clone()));
        if is_question(annotated, sentence) || taken_back() {
            return Standing::NotAsserted;
        }
        Standing::Asserted
    }
}

impl StandingCues {
    /// The standing of a claim, which patterns of its own property may take back too.
    pub(super) fn of_value(
        &self,
        annotated: &Annotated<'_>,
        sentence: usize,
        value: &Range<usize>,
        unless: &[Pattern],
        slots: &impl SlotSource,
    ) -> Standing {
        let before = annotated.sentences[sentence].tokens.start..value.end;
        let taken_back =
            |pattern: &Pattern| pattern.find(&annotated.tokens, before.clone(), slots).is_some();
        match self.of(annotated, sentence, value.clone()) {
            Standing::Asserted if unless.iter().any(taken_back) => Standing::NotAsserted,
            standing => standing,
        }
    }
}

/// Whether the words stand there as words: "may" in "6 May" is none.
fn takes_back(pattern: &Pattern, annotated: &Annotated<'_>, within: Range<usize>) -> bool {
    let mut from = within.start;
    while let Some((found, _)) = pattern.find(&annotated.tokens, from..within.end, &()) {
        let is_read = annotated.annotations.iter().any(|read| {
            !matches!(read.meaning, Meaning::Quote { .. })
                && read.tokens.start <= found.start
                && found.end <= read.tokens.end
        });
        if !is_read {
            return true;
        }
        from = found.end;
    }
    false
}

fn is_question(annotated: &Annotated<'_>, sentence: &Range<usize>) -> bool {
    let last = annotated.tokens[sentence.clone()].iter().rev();
    last.take_while(|token| token.kind == TokenKind::Mark)
        .any(|token| annotated.article.slice(token.span()) == "?")
}
