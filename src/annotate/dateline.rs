//! The head of a report that says where and when it was written: "KERMAN, Iran, January 4, 2024
//! (Agency) —".

use super::{Annotated, Meaning};
use crate::language::{Case, TokenKind};
use crate::value::DateMention;
use jiff::civil::Date;
use std::ops::Range;

/// How many tokens it may take.
const LENGTH: usize = 16;

/// In how many of the first sentences it may stand.
const SENTENCES: usize = 4;

/// A dateline with a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// Its tokens, by index, up to the dash.
    pub tokens: Range<usize>,
    /// The day.
    pub day: Date,
}

impl Annotated<'_> {
    /// The dateline: a whole date in the first tokens of one of the first paragraphs, which opens
    /// in capitals, with a dash after it.
    pub fn dateline(&self) -> Option<Dateline> {
        let heads = self.sentences.iter().take(SENTENCES).map(|sentence| {
            let end = sentence.tokens.end.min(sentence.tokens.start + LENGTH);
            sentence.tokens.start..end
        });
        heads.filter(|head| self.opens_in_capitals(head)).find_map(|head| {
            let (past, day) = self.within(head.clone()).find_map(|found| match &found.meaning {
                Meaning::Date(DateMention::Calendar { date, .. }) if date.day.is_some() => {
                    Some((found.tokens.end, date.period()?.first))
                }
                _ => None,
            })?;
            let is_dash =
                |&at: &usize| matches!(self.article.slice(self.tokens[at].span()), "—" | "–" | "-");
            let dash = (past..head.end).find(is_dash)?;
            Some(Dateline { tokens: head.start..dash, day })
        })
    }

    fn opens_in_capitals(&self, head: &Range<usize>) -> bool {
        let first = self.tokens.get(head.start);
        first.is_some_and(|token| token.kind == TokenKind::Word(Case::Upper)) && !head.is_empty()
    }
}
