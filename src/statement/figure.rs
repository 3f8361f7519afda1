//! Figures: numbers with what they count or measure.

use super::passage::Passage;
use super::setting::is_year;
use super::words::{Stems, WordLists, stem};
use crate::annotate::{Annotation, Meaning};
use crate::claim::TriggerIndex;
use crate::language::{Function, Pattern, Slot, SlotSource, WordId};
use crate::value::{Extent, Interval, Modifier, Quantity, TimeUnit};
use std::collections::BTreeSet;
use std::mem::discriminant;
use std::ops::Range;

/// How many tokens around a figure say what it is about.
const AROUND: usize = 12;

/// How many numbers a sentence about one of them may hold.
const FEW: usize = 2;

/// By what share of itself a bound may be off that says no more than "at least".
const SLACK_OF_BOUND: f64 = 0.25;

/// How many numbers make a sentence a list or a table.
const LIST: usize = 5;

/// A figure that may go by many words: the dead of an event, the votes for a motion.
#[derive(Clone, Debug)]
pub struct Tally {
    /// What it is called in a message.
    pub noun: String,
    /// Patterns with a slot `{value}`.
    pub cues: Vec<Pattern>,
}

/// The tallies of a rule, by the words that may tell one.
#[derive(Debug, Default)]
pub struct Tallies {
    all: Vec<Tally>,
    cues: Vec<(usize, usize)>,
    triggers: TriggerIndex,
}

/// What a figure counts or measures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// A tally, by index.
    Tally(usize),
    /// Things that go by a noun, by its stem.
    Things(String),
    /// A unit of measure or of time.
    Unit(String),
    /// Money of a currency.
    Money(String),
    /// A share of a hundred.
    Percent,
}

/// A number in a passage.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that hold of a number independently"
)]
pub struct Figure<'a> {
    /// Where it stands.
    pub passage: Passage<'a>,
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// Its tokens and those of its noun.
    pub shown: Range<usize>,
    /// What it counts.
    pub counted: Counted,
    /// The stem of the noun it counts, when it is one.
    pub noun: Option<String>,
    /// The number.
    pub amount: Quantity,
    /// Whether it takes up what is known: "the 12 people".
    pub is_definite: bool,
    /// Whether it belongs to somebody: "its 300 staff".
    pub is_owned: bool,
    /// Whether no other number of its kind stands in the sentence, and few of any.
    pub is_alone: bool,
    /// Whether the sentence is no list of numbers.
    pub is_told: bool,
}

impl Tallies {
    /// Arranges tallies by their triggers.
    pub fn new(all: Vec<Tally>) -> Self {
        let mut tallies = Tallies::default();
        for (at, tally) in all.iter().enumerate() {
            tallies.cues.extend((0..tally.cues.len()).map(|nth| (at, nth)));
        }
        tallies.triggers = TriggerIndex::of(all.iter().flat_map(|tally| &tally.cues));
        tallies.all = all;
        tallies
    }

    /// What a tally is called.
    pub fn noun(&self, tally: usize) -> &str {
        &self.all[tally].noun
    }

    /// The cues whose trigger stands in a passage.
    fn triggered(&self, passage: &Passage<'_>) -> Vec<(usize, usize)> {
        let hits = self.triggers.triggered(passage.annotated.words_of(passage.sentence));
        hits.into_iter().map(|hit| self.cues[hit]).collect()
    }
}

/// Fills `{value}` with one figure.
pub(super) struct ValueSlot(pub(super) Range<usize>);

impl SlotSource for ValueSlot {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        if *slot.name == *"value" && self.0.start == start {
            ends.push(self.0.end);
        }
    }
}

/// The figures of a passage, in order.
pub fn figures<'a>(passage: Passage<'a>, tallies: &Tallies, words: &WordLists) -> Vec<Figure<'a>> {
    let mut cues = None;
    let found = passage.annotated.within(passage.tokens());
    let told = found.filter(|found| !passage.annotated.is_quoted(&found.tokens));
    let numbers = passage.annotated.within(passage.tokens()).filter(|found| counts(&found.meaning));
    let kinds: Vec<_> = numbers.map(|found| discriminant(&found.meaning)).collect();
    told.filter_map(|found| {
        if is_joined(&passage, found.tokens.end) {
            return None;
        }
        let (counted, amount) = counted(&passage, found)?;
        let noun = passage.annotated.context(found).counted;
        let cues = cues.get_or_insert_with(|| tallies.triggered(&passage));
        let tally = matches!(found.meaning, Meaning::Number(_))
            .then(|| tally_of(&passage, found, tallies, cues))
            .flatten();
        let counted = tally.map(Counted::Tally).or(counted)?;
        let shown_end = noun.map_or(found.tokens.end, |noun| end_of(&passage, noun.end, found));
        if is_joined(&passage, shown_end) {
            return None;
        }
        Some(Figure {
            tokens: found.tokens.clone(),
            shown: found.tokens.start..shown_end,
            counted,
            noun: noun.map(|noun| head(passage.annotated.article.slice(noun))),
            amount,
            is_definite: follows(&passage, found, |word| words.is_definite(word)),
            is_owned: follows(&passage, found, |word| words.is_owned(word)),
            is_alone: kinds.len() <= FEW
                && kinds.iter().filter(|&&kind| kind == discriminant(&found.meaning)).count() == 1,
            is_told: kinds.len() <= LIST,
            passage,
        })
    })
    .collect()
}

fn tally_of(
    passage: &Passage<'_>,
    found: &Annotation,
    tallies: &Tallies,
    cues: &[(usize, usize)],
) -> Option<usize> {
    let slot = ValueSlot(found.tokens.clone());
    let within = passage.tokens();
    let start = found.tokens.start.saturating_sub(AROUND).max(within.start);
    let matching = cues.iter().find(|&&(tally, nth)| {
        let cue = &tallies.all[tally].cues[nth];
        let mut starts = start..found.tokens.start + 1;
        starts
            .any(|at| cue.match_at(&passage.annotated.tokens, at, within.clone(), &slot).is_some())
    });
    matching.map(|&(tally, _)| tally)
}

fn counted(passage: &Passage<'_>, found: &Annotation) -> Option<(Option<Counted>, Quantity)> {
    match &found.meaning {
        Meaning::Number(amount) if !is_year(passage, &found.tokens, amount.stated) => {
            let noun = passage.annotated.context(found).counted;
            let things =
                noun.map(|noun| Counted::Things(head(passage.annotated.article.slice(noun))));
            Some((things, *amount))
        }
        Meaning::Percent(amount) => Some((Some(Counted::Percent), *amount)),
        Meaning::Money { amount, currency } => {
            Some((Some(Counted::Money(currency.clone())), *amount))
        }
        Meaning::Measure { amount, unit } => Some((Some(Counted::Unit(unit.clone())), *amount)),
        Meaning::Duration(length) => {
            let unit = Counted::Unit(format!("{:?}", length.unit));
            // Hours and minutes are counted of many things in one story.
            let is_long =
                !matches!(length.unit, TimeUnit::Minute | TimeUnit::Second | TimeUnit::Hour);
            let is_stated = is_long && passage.annotated.counts(found);
            is_stated.then_some((Some(unit), length.amount))
        }
        _ => None,
    }
}

/// The stem of the last word of a noun phrase.
fn head(noun: &str) -> String {
    stem(&noun.rsplit([' ', '-', '\n']).next().unwrap_or(noun).to_lowercase())
}

/// The token past the noun that ends at `end` of the text.
fn end_of(passage: &Passage<'_>, end: usize, found: &Annotation) -> usize {
    let tokens = &passage.annotated.tokens[..passage.tokens().end];
    let past = tokens.partition_point(|token| token.span().end <= end);
    past.max(found.tokens.end)
}

fn follows(passage: &Passage<'_>, found: &Annotation, is_lead: impl Fn(WordId) -> bool) -> bool {
    let before = found.tokens.start.checked_sub(1).filter(|&at| at >= passage.tokens().start);
    before.is_some_and(|at| is_lead(passage.annotated.tokens[at].word))
}

/// Whether the number is part of another word: "five-justice".
fn is_joined(passage: &Passage<'_>, end: usize) -> bool {
    let next = passage.annotated.tokens.get(end);
    next.is_some_and(|next| next.joined && passage.word(end) == "-")
}

fn counts(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Number(_)
            | Meaning::Percent(_)
            | Meaning::Money { .. }
            | Meaning::Measure { .. }
            | Meaning::Duration(_)
            | Meaning::Age(_)
            | Meaning::Range { .. }
            | Meaning::Ordinal(_)
    )
}

impl Figure<'_> {
    /// Whether both figures can be right.
    pub fn agrees(&self, other: &Figure<'_>) -> bool {
        let (a, b) = match self.amount.modifier == other.amount.modifier {
            // "At least 91" and "at least 19" are two bounds of one thing.
            true => (bound(&self.amount), bound(&other.amount)),
            false => (possible(&self.amount), possible(&other.amount)),
        };
        a.meets(b) || rounds(&self.amount, &other.amount) || rounds(&other.amount, &self.amount)
    }

    /// Whether both have the same digits in another order: 15.6 and 16.5.
    pub fn is_transposed(&self, other: &Figure<'_>) -> bool {
        let digits = |amount: &Quantity| {
            let text = amount.stated.abs().to_string();
            let mut digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
            digits.sort_unstable();
            digits
        };
        let (a, b) = (digits(&self.amount), digits(&other.amount));
        a.len() > 1 && a == b && self.amount.stated != other.amount.stated
    }

    /// What the words around it are about, its own noun left out.
    pub fn around(&self, words: &WordLists) -> Stems {
        let whole = self.passage.tokens();
        let start = self.tokens.start.saturating_sub(AROUND).max(whole.start);
        let end = (self.shown.end + AROUND).min(whole.end);
        let annotated = self.passage.annotated;
        let mut stems = words.stems(annotated, start..self.tokens.start);
        stems.extend(words.stems(annotated, self.shown.end..end));
        stems
    }

    /// The words right beside it, in its own part of the sentence.
    pub fn beside(&self, words: &WordLists) -> Stems {
        let part = self.passage.part(&self.tokens);
        let annotated = self.passage.annotated;
        let before = part.start.max(self.tokens.start.saturating_sub(AROUND / 2));
        let after = part.end.min(self.shown.end + AROUND / 2);
        let mut stems = words.stems(annotated, before..self.tokens.start);
        stems.extend(words.stems(annotated, self.shown.end.min(after)..after));
        stems
    }

    /// Whether a new thing is told of right before the figure: "a bomb killed 12".
    pub fn has_indefinite(&self) -> bool {
        let part = self.passage.part(&self.tokens);
        let language = self.passage.annotated.language;
        let start = part.start.max(self.tokens.start.saturating_sub(AROUND / 2));
        (start..self.tokens.start).any(|at| {
            let word = self.passage.annotated.tokens[at].word;
            language.sense(word).functions.has(Function::Article)
        })
    }

    /// What the number counts, word by word, without the number.
    pub fn things(&self, words: &WordLists) -> Stems {
        words.stems(self.passage.annotated, self.tokens.end..self.shown.end)
    }

    /// Whether it is told without a bound: "up to 20" says little of what there was.
    pub fn is_plain(&self) -> bool {
        matches!(self.amount.modifier, None | Some(Modifier::Approx)) && self.amount.stated >= 0.0
    }

    /// The names before it in its sentence, in full and lower case, by their last word.
    pub fn names(&self) -> BTreeSet<String> {
        let annotated = self.passage.annotated;
        let before = annotated.names_within(self.passage.tokens().start..self.tokens.start);
        let last = |text: &str| text.rsplit(' ').next().unwrap_or(text).to_lowercase();
        before.map(|name| last(annotated.article.slice(annotated.full_form(name).span))).collect()
    }

    /// The last two words of meaning before it.
    pub fn lead(&self, words: &WordLists) -> Vec<String> {
        let before = (self.passage.tokens().start..self.tokens.start).rev();
        before.filter_map(|at| words.content(self.passage.annotated, at)).take(2).collect()
    }

    /// The first word of meaning after it, in its own part of the sentence.
    pub fn next(&self, words: &WordLists) -> Option<String> {
        let part = self.passage.part(&self.tokens);
        let after = self.shown.end..part.end.max(self.shown.end);
        after.into_iter().find_map(|at| words.content(self.passage.annotated, at))
    }
}

/// What a statement leaves possible by logic: "at least 20" has no upper end.
fn possible(amount: &Quantity) -> Interval {
    let (low, high) = (amount.interval.low, amount.interval.high);
    match amount.modifier {
        Some(Modifier::More | Modifier::AtLeast) => Interval { low, high: f64::INFINITY },
        Some(Modifier::Less | Modifier::AtMost) => Interval { low: f64::NEG_INFINITY, high },
        Some(Modifier::Approx) => amount.interval.widened((high - low).abs() / 2.0),
        None => amount.interval,
    }
}

/// What a figure leaves possible beside one with the same hedge: two bounds of one thing lie near
/// each other.
fn bound(amount: &Quantity) -> Interval {
    match amount.modifier {
        None | Some(Modifier::Approx) => possible(amount),
        Some(_) => amount.stated_ends().widened(amount.stated.abs() * SLACK_OF_BOUND),
    }
}

/// Whether the first may be the second, rounded: 300 for 312, 5 for 4.8.
fn rounds(rounded: &Quantity, exact: &Quantity) -> bool {
    let (coarse, fine) = (rounded.stated.abs(), exact.stated.abs());
    if coarse == 0.0 || rounded.extent == Extent::Range {
        return false;
    }
    let fraction = fine.fract() != 0.0 && coarse.fract() == 0.0;
    let mut step = if fraction { 1.0 } else { 0.0 };
    let mut power = 10.0;
    while coarse.fract() == 0.0 && coarse % power == 0.0 && power <= coarse {
        step = power;
        power *= 10.0;
    }
    step > 0.0 && coarse >= 2.0 * step && (coarse - fine).abs() < step * 0.75
}
