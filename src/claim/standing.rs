//! Whether an article asserts a claim, or only denies, doubts, quotes or imagines it.
//!
//! A word of denial, doubt, habit or an earlier time before the value, or a question, is enough:
//! what is not plainly asserted is not checked.

use super::clause::clause;
use super::{Claim, ClaimValue};
use crate::annotate::{Annotated, Meaning, Sentence};
use crate::fact::Property;
use crate::language::{Pattern, SlotSource, TokenKind, WordId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// Whether an article asserts a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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

/// How many tokens a sentence may have that only answers the one before it.
const REPLY: usize = 8;

/// How many tokens a date or a number may have on one side of a word inside it.
const READ: usize = 8;

/// How many tokens lead to a value that is one of several.
const LEAD: usize = 2;

/// No tokens.
const NOTHING: Range<usize> = 0..0;

/// What takes a claim back.
#[derive(Debug, Default)]
pub struct StandingCues {
    /// In the sentence before a value.
    pub before: Vec<Pattern>,
    /// In the clause before a value.
    pub in_clause: Vec<Pattern>,
    /// Of what is to come: it takes back what has happened, and nothing that is planned.
    pub ahead: Vec<Pattern>,
    /// Of what may be or is to come, after a value and before its clause goes on.
    pub after: Vec<Pattern>,
    /// Right before a count that is one of several: "the other three".
    pub lots: Vec<Pattern>,
    /// Anywhere in a sentence that is not the article's own word.
    pub anywhere: Vec<Pattern>,
    /// Words that join one verb to another: "and".
    pub joins: BTreeSet<WordId>,
    /// Words that open a clause.
    pub clause_openers: BTreeSet<WordId>,
}

impl StandingCues {
    /// Whether a sentence denies what it says or tells it as somebody else's, anywhere in it, or
    /// what the next opens with does: "It did not.", "That was never so, the agency said".
    pub fn is_disowned(&self, annotated: &Annotated<'_>, sentence: usize) -> bool {
        let disowns = |tokens: Range<usize>| any(&self.anywhere, annotated, &tokens, &NOTHING);
        let reply = annotated.sentences.get(sentence + 1).map(|next| opening(annotated, next));
        disowns(annotated.sentences[sentence].tokens.clone())
            || reply.is_some_and(|reply| reply.len() <= REPLY && disowns(reply))
    }

    /// The standing of a claim with its value at `tokens`.
    pub fn of(&self, annotated: &Annotated<'_>, sentence: usize, tokens: Range<usize>) -> Standing {
        let standing = self.of_plan(annotated, sentence, &tokens, &NOTHING);
        let whole = &annotated.sentences[sentence].tokens;
        let before = whole.start..tokens.end.min(whole.end);
        match standing {
            Standing::Asserted if any(&self.ahead, annotated, &before, &NOTHING) => {
                Standing::NotAsserted
            }
            standing => standing,
        }
    }

    /// What is said right after a value: up to a mark or to a word that opens another clause.
    fn rest(&self, annotated: &Annotated<'_>, after: Range<usize>) -> Range<usize> {
        let ends = |&at: &usize| {
            let token = annotated.tokens[at];
            token.kind == TokenKind::Mark && !token.joined
                || self.clause_openers.contains(&token.word)
        };
        let end = after.clone().find(ends).unwrap_or(after.end);
        after.start..end
    }

    /// The same for a claim of what may well be to come.
    pub fn of_plan(
        &self,
        annotated: &Annotated<'_>,
        sentence: usize,
        tokens: &Range<usize>,
        meant: &Range<usize>,
    ) -> Standing {
        let sentence = &annotated.sentences[sentence].tokens;
        if annotated.is_quoted(tokens) {
            return Standing::Quoted;
        }
        let before = sentence.start..tokens.end.min(sentence.end);
        let clause = clause(annotated, sentence, tokens, &self.clause_openers);
        let in_clause = clause.start..before.end;
        let is_taken_back = is_question(annotated, sentence)
            || any(&self.before, annotated, &before, meant)
            || any(&self.in_clause, annotated, &in_clause, meant);
        if is_taken_back { Standing::NotAsserted } else { Standing::Asserted }
    }

    /// The standing of a claim, which patterns of its own property may take back too.
    pub(super) fn of_value(
        &self,
        annotated: &Annotated<'_>,
        claim: &Claim,
        property: &Property,
        slots: &impl SlotSource,
    ) -> Standing {
        let (sentence, value) = (claim.sentence, &claim.tokens);
        let whole = annotated.sentences[sentence].tokens.clone();
        let before = whole.start..value.end;
        // A pattern with the value looks at what follows it, too.
        let taken_back = |pattern: &Pattern| {
            let has_value = pattern.slots().iter().any(|slot| *slot.name == *"value");
            let within = if has_value { whole.clone() } else { before.clone() };
            let found = pattern.find(&annotated.tokens, within, slots);
            found.is_some_and(|(_, captures)| {
                let stands = captures.iter().find(|capture| *capture.slot == *"value");
                stands.is_none_or(|capture| capture.tokens == *value)
            })
        };
        let is_lot = || {
            let counts = matches!(claim.value, ClaimValue::Amount(_));
            counts && self.is_lot(annotated, value, &claim.meant)
        };
        let standing = self.of_plan(annotated, sentence, value, &claim.meant);
        let rest = self.rest(annotated, value.end..whole.end);
        let is_imagined = || {
            !property.planned
                && (any(&self.ahead, annotated, &before, &claim.meant)
                    || any(&self.after, annotated, &rest, &claim.meant))
        };
        match standing {
            Standing::Asserted
                if is_lot() || property.unless.iter().any(taken_back) || is_imagined() =>
            {
                Standing::NotAsserted
            }
            standing => standing,
        }
    }
}

impl StandingCues {
    /// Whether what leads to a value makes it one of several, unless its wording means that: "a crew
    /// of 35".
    pub fn is_lot(
        &self,
        annotated: &Annotated<'_>,
        value: &Range<usize>,
        meant: &Range<usize>,
    ) -> bool {
        let lead = value.start.saturating_sub(LEAD)..value.start;
        self.lots.iter().any(|pattern| {
            (lead.clone()).any(|at| {
                let found = pattern.find(&annotated.tokens, at..value.start, &());
                found.is_some_and(|(tokens, _)| {
                    tokens.end == value.start && tokens.start < meant.start
                })
            })
        })
    }
}

/// Whether a pattern is found that takes back what is said, outside what the wording means.
fn any(
    patterns: &[Pattern],
    annotated: &Annotated<'_>,
    within: &Range<usize>,
    meant: &Range<usize>,
) -> bool {
    patterns.iter().any(|pattern| takes_back(pattern, annotated, within.clone(), meant))
}

/// Whether the words stand there as words: "may" in "6 May" is none.
fn takes_back(
    pattern: &Pattern,
    annotated: &Annotated<'_>,
    within: Range<usize>,
    meant: &Range<usize>,
) -> bool {
    let mut from = within.start;
    while let Some((found, _)) = pattern.find(&annotated.tokens, from..within.end, &()) {
        let near = found.start.saturating_sub(READ)..found.end + READ;
        let is_read = annotated.within(near).any(|read| {
            !matches!(read.meaning, Meaning::Quote { .. })
                && read.tokens.start <= found.start
                && found.end <= read.tokens.end
        });
        let is_meant = meant.start <= found.start && found.end <= meant.end;
        if !is_read && !is_meant {
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

/// A sentence up to its first mark.
fn opening(annotated: &Annotated<'_>, sentence: &Sentence) -> Range<usize> {
    let tokens = sentence.tokens.clone();
    let is_mark = |&at: &usize| {
        let token = annotated.tokens[at];
        token.kind == TokenKind::Mark && !token.joined
    };
    let end = tokens.clone().skip(1).find(|at| is_mark(at)).unwrap_or(tokens.end);
    tokens.start..end
}
