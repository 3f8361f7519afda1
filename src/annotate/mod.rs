//! Typed things found in the text: sentences, numbers, dates, times, durations, quotes.
//!
//! One file an annotation. Everything here reads tokens and language data only; names that packs
//! know are found by [`crate::claim`], which also knows the facts.

use crate::language::Token;
use crate::text::{Article, TextSpan};
use crate::value::{ClockTime, DateMention, Duration, Quantity};
use std::ops::Range;

/// An article with everything found in it.
#[derive(Debug)]
pub struct Annotated<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its tokens, block by block.
    pub tokens: Vec<Token>,
    /// Its sentences, in order; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// What was found, in order of first token; of two that start together the longer is first.
    pub annotations: Vec<Annotation>,
}

/// A sentence, or a heading, a row or an item that is none but stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// Its text.
    pub span: TextSpan,
    /// The block it is in, by index.
    pub block: usize,
}

/// A typed thing found in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its tokens, by index, hedge included.
    pub tokens: Range<usize>,
    /// Its text, hedge included.
    pub span: TextSpan,
    /// What it means.
    pub meaning: Meaning,
}

/// What an annotated thing means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A number that counts or measures nothing named here: "84", "over 80", "two dozen".
    Number(Quantity),
    /// "third", "21st".
    Ordinal(u32),
    /// "60%", "60 per cent".
    Percent(Quantity),
    /// An amount of money.
    Money {
        /// The amount in whole units of the currency.
        amount: Quantity,
        /// ISO 4217 where it is certain, else as written: `USD`, `$`.
        currency: String,
    },
    /// A number with a unit: "35 miles".
    Measure {
        /// The number, in the unit.
        amount: Quantity,
        /// The unit as the lexicon names it.
        unit: String,
    },
    /// A date.
    Date(DateMention),
    /// A time of day.
    Time(ClockTime),
    /// A length of time: "over 4 months".
    Duration(Duration),
    /// Words between quotation marks, the marks left out.
    Quote {
        /// Who said them, where the sentence says so.
        speaker: Option<TextSpan>,
    },
}

impl Annotated<'_> {
    /// What was found that starts at the token.
    pub fn starting_at(&self, token: usize) -> impl Iterator<Item = &Annotation> {
        let first = self.annotations.partition_point(|found| found.tokens.start < token);
        self.annotations[first..].iter().take_while(move |found| found.tokens.start == token)
    }

    /// What was found inside the tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Annotation> {
        let first = self.annotations.partition_point(|found| found.tokens.start < tokens.start);
        self.annotations[first..]
            .iter()
            .take_while(move |found| found.tokens.start < tokens.end)
            .filter(move |found| found.tokens.end <= tokens.end)
    }

    /// The text of tokens, from the first to the last.
    pub fn span_of(&self, tokens: Range<usize>) -> TextSpan {
        TextSpan::new(
            self.tokens[tokens.start].span().start,
            self.tokens[tokens.end - 1].span().end,
        )
    }
}
