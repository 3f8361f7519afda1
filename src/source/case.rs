//! What the sources say to one figure, and what follows from it.

use super::Document;
use super::agree::Outcome;
use super::bind::{Bond, Counted};
use super::figure::{Figure, Value};
use crate::finding::{Evidence, Verdict};

/// A figure of a source that may be about the same as one of the article.
#[derive(Clone, Copy)]
pub(super) struct Match<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) figure: &'a Figure,
    pub(super) outcome: Outcome,
    pub(super) bond: Bond,
}

/// The likeliest figure that agrees with one of the article, and the likeliest that does not.
#[derive(Default)]
pub(super) struct Case<'a> {
    agrees: Option<(f32, Match<'a>)>,
    against: f32,
    pub(super) differs: Option<Match<'a>>,
}

// Measured on claims beside their sources; see `docs/against-sources.md`.
/// What an equal value is worth: few numbers are equal by chance.
const EQUAL: f32 = 0.6;
/// What a value is worth that lies in what the article leaves open.
const WITHIN: f32 = 0.05;
/// What a figure of a source must have in common with the article's to speak against it.
const BINDS: f32 = 0.3;
/// The same for a number so small that many things have it.
const BINDS_SMALL: f32 = 0.6;
/// The same for a number that stands elsewhere in the sources.
const BINDS_PRESENT: f32 = 0.8;
/// Up to here a number is small.
const SMALL: f64 = 12.0;

impl<'a> Case<'a> {
    pub(super) fn add(&mut self, found: Match<'a>, figure: &Figure) {
        let is_hedged = figure.is_hedged();
        let score = found.bond.score(is_hedged);
        match found.outcome {
            Outcome::Differs if self.differs.is_none() || score > self.against => {
                self.against = score;
                self.differs = Some(found);
            }
            Outcome::Differs => {}
            outcome => {
                let is_equal = outcome == Outcome::Same && !is_hedged;
                let score = score + if is_equal { EQUAL } else { WITHIN };
                if self.agrees.as_ref().is_none_or(|(best, _)| score > *best) {
                    self.agrees = Some((score, found));
                }
            }
        }
    }

    /// What follows. `is_present` tells whether the number stands in the sources as whatever.
    pub(super) fn verdict(&self, figure: &Figure, is_present: bool) -> Verdict {
        if figure.is_idle() {
            return Verdict::Unchecked;
        }
        let agreed = self.agrees.as_ref().map(|(score, _)| *score);
        if agreed.is_some_and(|score| score >= self.against) {
            return Verdict::Supported;
        }
        let is_stated = is_present && !figure.is_hedged() && !figure.is_sided();
        if self.differs.is_some_and(|found| self.binds(&found, figure, is_stated)) {
            return Verdict::Refuted;
        }
        if agreed.is_some() {
            return Verdict::Supported;
        }
        if is_present || is_small(figure) || !figure.is_specific() {
            return Verdict::Unchecked;
        }
        Verdict::Unsupported
    }

    /// Whether a figure that differs is surely about the same.
    fn binds(&self, found: &Match<'_>, figure: &Figure, is_stated: bool) -> bool {
        let small = is_small(figure);
        let needed = match (is_stated, small) {
            (true, _) => BINDS_PRESENT,
            (false, true) => BINDS_SMALL,
            (false, false) => BINDS,
        };
        // A small number, or one of quite another size, is about the same only if it counts the same.
        let is_far = figure.value.quantity().is_some() && found.bond.nearness == 0.0;
        let counts_same = !(small || is_far) || found.bond.counted == Counted::Same;
        self.against >= needed && counts_same && !found.bond.time_conflict
    }
}

fn is_small(figure: &Figure) -> bool {
    match &figure.value {
        Value::Count(amount) => amount.stated.abs() <= SMALL && amount.modifier.is_none(),
        Value::Rank(rank) => *rank <= SMALL,
        _ => false,
    }
}

impl Match<'_> {
    /// The sentence of the source.
    pub(super) fn passage(&self) -> Evidence {
        let sentence = self.document.annotated.sentences[self.figure.sentence].span;
        self.document.passage(sentence)
    }
}
