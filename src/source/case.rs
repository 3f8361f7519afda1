//! What the sources say to one figure, and what follows from it.

use super::Document;
use super::agree::Outcome;
use super::bind::{Bond, Counted};
use super::figure::{self, Figure, Value};
use crate::finding::{Evidence, Verdict};

/// A figure of a source that may be about the same as one of the article.
#[derive(Clone, Copy)]
pub(super) struct Match<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) figure: &'a Figure,
    pub(super) outcome: Outcome,
    pub(super) bond: Bond,
}

impl<'a> Match<'a> {
    /// The sentence of the source, by its document and its place in it.
    pub(super) fn place(&self) -> Passage<'a> {
        (self.document, self.figure.sentence)
    }
}

impl Match<'_> {
    /// Whether the two figures surely are about the same: both say what they count, or the words
    /// around them do.
    pub(super) fn is_sure(&self) -> bool {
        let counts_other = self.bond.counted == Counted::Other;
        !counts_other && !self.bond.time_conflict && self.bond.likeness >= SURE
    }

    /// Whether the sentence has the number of the article, too, in a place that was not understood.
    fn reads(&self, figure: &Figure) -> bool {
        let annotated = &self.document.annotated;
        let Some(said) = figure.value.quantity().filter(|said| said.modifier.is_none()) else {
            return false;
        };
        let sentence = annotated.sentences[self.figure.sentence].tokens.clone();
        figure::unread(annotated, sentence).any(|number| number == said.stated)
    }
}

/// A sentence of a source.
pub(super) type Passage<'a> = (&'a Document<'a>, usize);

pub(super) fn is_same(one: Passage<'_>, other: Passage<'_>) -> bool {
    std::ptr::eq(one.0, other.0) && one.1 == other.1
}

/// The sentences of the sources that surely speak of what a sentence of the article does, since
/// both give the same figure of the same thing.
pub(super) struct Anchors<'a> {
    /// By sentence of the article: the place of a figure among the article's, and the passage.
    found: Vec<(usize, usize, Passage<'a>)>,
}

/// From here on, an equal figure shows that two sentences speak of the same.
const ANCHORS: f32 = 0.35;

impl<'a> Anchors<'a> {
    pub(super) fn new(figures: &[Figure], found: &[Vec<Match<'a>>]) -> Self {
        let both = figures.iter().zip(found).enumerate();
        let telling = both.filter(|(_, (figure, _))| figure.is_telling());
        let found = telling.filter_map(|(at, (figure, matches))| {
            let equal = matches.iter().filter(|found| found.outcome == Outcome::Same);
            let scored = equal.map(|found| (found.bond.score(figure), found));
            let (score, best) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
            let is_one = !is_small(figure) || best.bond.counted == Counted::Same;
            (is_one && score >= ANCHORS).then(|| (figure.sentence, at, best.place()))
        });
        Anchors { found: found.collect() }
    }

    /// Whether another figure of the same sentence ties it to the passage.
    fn hold(&self, figure: &Figure, at: usize, passage: Passage<'_>) -> bool {
        let from = self.found.partition_point(|found| found.0 < figure.sentence);
        let beside = self.found[from..].iter().take_while(|found| found.0 == figure.sentence);
        beside.into_iter().any(|found| found.1 != at && is_same(found.2, passage))
    }
}

/// The likeliest figure that agrees with one of the article, and the likeliest that does not.
#[derive(Default)]
pub(super) struct Case<'a> {
    pub(super) agrees: Option<(f32, Match<'a>)>,
    against: f32,
    pub(super) differs: Option<Match<'a>>,
}

// Measured on claims beside their sources; see `docs/against-sources.md`.
/// What an equal value is worth: few numbers are equal by chance.
const EQUAL: f32 = 0.6;
/// What a value is worth that lies in what the article leaves open.
const WITHIN: f32 = 0.05;
/// What a figure of a source must have in common with the article's to speak against it.
const BINDS: f32 = 0.25;
/// The same for a number so small that many things have it.
const BINDS_SMALL: f32 = 0.6;
/// The same for a number that stands elsewhere in the sources.
const BINDS_PRESENT: f32 = 0.8;
/// The same for a day of the week: a story has several.
const BINDS_WEEKDAY: f32 = 0.6;
/// What it is worth that another figure ties the two sentences together.
const ANCHORED: f32 = 0.25;
/// The share of the words around two figures that makes it sure that they are about the same.
const SURE: f32 = 0.5;
/// Up to here a number is small.
const SMALL: f64 = 12.0;

impl<'a> Case<'a> {
    /// Weighs the figures of the sources that may be about the same as the figure at `at`.
    pub(super) fn new(
        figure: &Figure,
        at: usize,
        found: &[Match<'a>],
        anchors: &Anchors<'_>,
    ) -> Self {
        let mut case = Case::default();
        for found in found {
            let anchored = anchors.hold(figure, at, found.place());
            let score = found.bond.score(figure) + if anchored { ANCHORED } else { 0.0 };
            case.add(*found, score);
        }
        case
    }

    fn add(&mut self, found: Match<'a>, score: f32) {
        match found.outcome {
            Outcome::Differs if self.differs.is_none() || score > self.against => {
                self.against = score;
                self.differs = Some(found);
            }
            Outcome::Differs => {}
            outcome => {
                let score = score + if outcome == Outcome::Same { EQUAL } else { WITHIN };
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
        if figure.is_label {
            return if agreed.is_some() { Verdict::Supported } else { Verdict::Unchecked };
        }
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
        // Small numbers are counted by the writer; places in a row are not.
        let is_counted = is_small(figure) && !matches!(figure.value, Value::Rank(_));
        if is_present
            || is_counted
            || figure.is_vague()
            || figure.is_common_rank()
            || !figure.is_specific()
        {
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
            (false, false) if !figure.is_specific() => BINDS_WEEKDAY,
            (false, false) => BINDS,
        };
        // A small number, or one of quite another size, is about the same only if it counts the same.
        let is_far = figure.value.quantity().is_some() && found.bond.nearness == 0.0;
        let counts_same = !(small || is_far) || found.bond.counted == Counted::Same;
        self.against >= needed
            && found.bond.is_local(figure)
            && counts_same
            && !figure.is_vague()
            && !found.bond.time_conflict
            && !found.figure.is_vague()
            && !found.reads(figure)
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
