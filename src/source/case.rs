//! What the sources say to one figure, and what follows from it.

use super::Document;
use super::agree::Outcome;
use super::bind::{Bond, Counted};
use super::figure::{Figure, SMALL, Value};
use super::number;
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

    /// Whether enough speaks for the two being about the same to trouble an editor with: more than one
    /// word in common, or the greater part of few.
    pub(super) fn is_firm(&self, figure: &Figure) -> bool {
        let Bond { local, words, nearness, counted, .. } = self.bond;
        let is_far = figure.value.quantity().is_some() && nearness < FAR;
        let is_tied = match words {
            0 => false,
            _ if figure.is_estimate() => local >= FIRM_ESTIMATE,
            _ if is_far => self.is_placed(),
            1 => local >= FIRM_ONE || counted == Counted::Same && local >= FIRM,
            _ => local >= FIRM,
        };
        let is_one_day = figure.is_specific() || figure.value.quantity().is_some();
        is_tied && is_one_day && !self.is_other_unit(figure)
    }

    /// Whether the nearest words on both sides tell that the two are of the same.
    fn is_placed(&self) -> bool {
        self.bond.beside >= PLACED && self.bond.beside_share >= PLACED_SHARE
    }

    /// Whether lengths are told in different units: "six weeks" is changed to "six months", "two
    /// hours" never to "thirteen days".
    fn is_other_unit(&self, figure: &Figure) -> bool {
        match (&figure.value, &self.figure.value) {
            (Value::Length(one), Value::Length(other)) => {
                one.unit != other.unit && one.amount.stated != other.amount.stated
            }
            _ => false,
        }
    }

    /// Whether the sentence has the number of the article, too, in a place that was not understood.
    fn reads(&self, figure: &Figure) -> bool {
        let annotated = &self.document.annotated;
        let Some(said) = figure.value.quantity().filter(|said| said.modifier.is_none()) else {
            return false;
        };
        let sentence = annotated.sentences[self.figure.sentence].tokens.clone();
        number::unread(annotated, sentence).any(|number| number == said.stated)
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
    /// The figure that does not agree and stands among the same words, and how many of those.
    placed: Option<Match<'a>>,
    /// How many of the nearest words a figure that agrees shares.
    agreed_beside: usize,
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
/// The share of the words of a figure's sentence that must stand in the source's for an editor to be
/// troubled.
const FIRM: f32 = 0.2;
/// The same where it is a single word.
const FIRM_ONE: f32 = 0.55;
/// The same where the article's figure is an estimate: writers reckon their own.
const FIRM_ESTIMATE: f32 = 0.5;
/// How near two values must be for one to have become the other on the way.
const FAR: f32 = 0.15;
/// How many of the nearest words two figures must share for their place alone to tell that they are
/// of the same, and how many of six.
const PLACED: usize = 3;
const PLACED_SHARE: f32 = 0.6;
/// By how many an agreeing figure must fall behind.
const AHEAD: usize = 2;

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
        case.placed = placed(found);
        case
    }

    fn add(&mut self, found: Match<'a>, score: f32) {
        if found.outcome != Outcome::Differs {
            self.agreed_beside = self.agreed_beside.max(found.bond.beside);
        }
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
        if self.displaced(figure).is_some() {
            return Verdict::Refuted;
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
        // A source that names other days of the week would have named this one.
        let is_unlike = self.differs.is_some_and(|found| found.figure.is_weekday());
        if is_present
            || figure.is_vague()
            || figure.is_commonplace()
            || figure.is_weekday() && !is_unlike
        {
            return Verdict::Unchecked;
        }
        Verdict::Unsupported
    }

    /// The figure that stands in the source among the very words among which this one stands in the
    /// article, if no figure that agrees stands so.
    pub(super) fn displaced(&self, figure: &Figure) -> Option<Match<'a>> {
        self.placed.filter(|found| {
            let is_far = figure.value.quantity().is_some() && found.bond.nearness == 0.0;
            let is_loose = is_small(figure) || is_small(found.figure) || is_far;
            (!is_loose || found.bond.counted == Counted::Same)
                && found.bond.beside >= self.agreed_beside + AHEAD
                && found.bond.counted != Counted::Other
                && figure.is_specific()
                && !figure.is_vague()
                && !found.figure.is_vague()
                && !found.figure.is_idle_length()
                && !found.bond.time_conflict
                && !found.reads(figure)
        })
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
        let is_rank = matches!(figure.value, Value::Rank(_));
        let counts_same = !(small || is_far || is_rank) || found.bond.counted == Counted::Same;
        self.against >= needed
            && found.bond.is_local(figure)
            && counts_same
            && !figure.is_vague()
            && !found.bond.time_conflict
            && !found.figure.is_vague()
            && !found.figure.is_idle_length()
            && !found.reads(figure)
    }
}

/// The figure that differs and stands among most of the same words, in a sentence that has none
/// which agrees.
fn placed<'a>(found: &[Match<'a>]) -> Option<Match<'a>> {
    let differs = found.iter().filter(|found| found.outcome == Outcome::Differs);
    let placed = differs.filter(|one| {
        let agrees = |other: &Match<'a>| {
            other.outcome != Outcome::Differs && is_same(other.place(), one.place())
        };
        one.is_placed() && !found.iter().any(agrees)
    });
    placed.max_by_key(|found| found.bond.beside).copied()
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
