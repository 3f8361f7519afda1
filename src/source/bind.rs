//! How likely it is that two figures are about the same.

use super::context::Weighted;
use super::figure::{Figure, Value, When};
use super::{Library, agree};
use crate::language::Stem;

/// What the words of an article's figure weigh, once for all candidates.
pub(super) struct Bound<'a> {
    figure: &'a Figure,
    /// Its context by stem: weight, and what the word is worth if it merely stands somewhere.
    words: Vec<(Weighted, f32)>,
    total: f32,
}

/// What a word is worth that stands elsewhere in the sources.
const ELSEWHERE: f32 = 0.25;
/// What is left of a word's weight when no source has it: it may be another word for the same.
const ABSENT: f32 = 0.5;

impl<'a> Bound<'a> {
    pub(super) fn new(figure: &'a Figure, library: &Library<'_>) -> Self {
        let words: Vec<_> = figure
            .context
            .iter()
            .map(|&(stem, near)| {
                let weight = near * library.weight(stem);
                if library.holds(stem) {
                    ((stem, weight), ELSEWHERE)
                } else {
                    ((stem, weight * ABSENT), 0.0)
                }
            })
            .collect();
        let total = words.iter().map(|word| word.0.1).sum();
        Bound { figure, words, total }
    }

    pub(super) fn bond(&self, source: &Figure) -> Bond {
        let (shared, local, words) = self.shared(source);
        let part = |sum: f32| if self.total == 0.0 { 0.0 } else { sum / self.total };
        let counted = match (&self.figure.counted[..], &source.counted[..]) {
            ([], _) | (_, []) => Counted::Unsaid,
            _ if self.figure.per.is_some() != source.per.is_some() => Counted::Other,
            (one, other) if one.iter().any(|stem| other.contains(stem)) => Counted::Same,
            _ => Counted::Other,
        };
        let beside = beside(&self.figure.nearest, &source.nearest);
        Bond {
            beside,
            beside_share: beside as f32 / self.figure.nearest.len().max(1) as f32,
            likeness: part(shared),
            local: part(local),
            words,
            nearness: nearness(&self.figure.value, &source.value),
            counted,
            time_conflict: !self.figure.dates.is_empty()
                && !source.dates.is_empty()
                && !agree::share_a_day(&self.figure.dates, &source.dates),
        }
    }

    /// What the words weigh that the source has, and those of them that stand by its figure, and how
    /// many those are.
    fn shared(&self, source: &Figure) -> (f32, f32, usize) {
        let mut others = source.context.iter().peekable();
        let (mut sum, mut local, mut words) = (0.0, 0.0, 0);
        for ((stem, weight), elsewhere) in &self.words {
            while others.next_if(|other| other.0 < *stem).is_some() {}
            sum += match others.peek() {
                Some((other, near)) if other == stem => {
                    local += weight;
                    words += 1;
                    weight * near.max(*elsewhere)
                }
                _ => weight * elsewhere,
            };
        }
        (sum, local, words)
    }
}

/// What speaks for two figures being about the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bond {
    /// The share of the words around the article's figure that stand around the source's.
    pub(super) likeness: f32,
    /// The share of them that stand in the sentence of the source's, near or far.
    pub(super) local: f32,
    /// How many of them.
    pub(super) words: usize,
    /// How near the values are, from 0 to 1: what changed on the way is often still of the size.
    pub(super) nearness: f32,
    /// Whether they count the same.
    pub(super) counted: Counted,
    /// How many of the words nearest to the article's figure are nearest to the source's.
    pub(super) beside: usize,
    /// The share of them.
    pub(super) beside_share: f32,
    /// Whether their sentences speak of different days.
    pub(super) time_conflict: bool,
}

/// What two figures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Different things.
    Other,
    /// One of them does not say.
    Unsaid,
    /// The same.
    Same,
}

impl Bond {
    /// Whether the sentences share enough for one figure to speak against the other. A text may have
    /// but one date, which is of anything: one word in common is not enough, unless there are few.
    pub(super) fn is_local(&self, figure: &Figure) -> bool {
        let is_enough = self.words > 1 || self.local >= MOSTLY || figure.is_sided();
        match figure.value.is_temporal() {
            true => self.local >= LOCAL_DATE && is_enough,
            false => self.local >= LOCAL,
        }
    }

    /// From 0 up. A hedged number is rather held to the number it was made from, which is near.
    pub(super) fn score(&self, figure: &Figure) -> f32 {
        let counted = match self.counted {
            Counted::Same => COUNTED,
            Counted::Unsaid => 0.4 * COUNTED,
            Counted::Other => 0.0,
        };
        let near = if figure.is_hedged() { NEAR_HEDGED } else { NEAR };
        self.likeness + counted + near * self.nearness
    }
}

/// What two figures must share in their sentences for one to speak against the other.
const LOCAL: f32 = 0.05;
/// The same for dates.
const LOCAL_DATE: f32 = 0.1;
/// What a single word must weigh to be enough.
const MOSTLY: f32 = 0.5;
/// What it is worth that both count the same.
const COUNTED: f32 = 0.2;
/// What it is worth that the values are near.
const NEAR: f32 = 0.2;
/// The same for a hedged number.
const NEAR_HEDGED: f32 = 0.45;
/// The logarithm of a ratio from which two numbers are far apart.
const FAR: f64 = 1.5;
/// Days from which two dates are far apart.
const FAR_DAYS: f64 = 700.0;

fn beside(one: &[Stem], other: &[Stem]) -> usize {
    one.iter().filter(|stem| other.contains(stem)).count()
}

fn nearness(one: &Value, other: &Value) -> f32 {
    let distance = match (one, other) {
        (Value::Date(one, _), Value::Date(other, _)) => days_apart(*one, *other),
        _ => match (one.quantity(), other.quantity()) {
            (Some(one), Some(other)) if one.stated > 0.0 && other.stated > 0.0 => {
                Some((one.stated / other.stated).ln().abs() / FAR)
            }
            _ => None,
        },
    };
    distance.map_or(0.0, |distance| (1.0 - distance as f32).max(0.0))
}

fn days_apart(one: When, other: When) -> Option<f64> {
    let first = |when: When| when.readings(None).first().map(|period| period.first);
    Some(f64::from((first(one)? - first(other)?).get_days().abs()) / FAR_DAYS)
}
