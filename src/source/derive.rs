//! Figures that no source gives but that follow from what one gives: a sum, a difference, a share, a
//! change in per cent, a conversion, the years from one to another.

use super::figure::{Figure, Value, When};
use crate::language::Language;
use crate::value::{DateMention, Interval, Modifier, Quantity, TimeUnit};

/// Below this, too many sums come out by chance.
const LEAST: f64 = 13.0;
/// The part by which a converted measure may be off: people round it.
const CONVERTED: f64 = 0.03;

/// How a figure follows from a source.
pub(super) struct Derived {
    /// The calculation, written out.
    pub(super) text: String,
    /// The sentence of the source that has what it starts from.
    pub(super) sentence: usize,
}

/// The calculation that leads to a figure.
pub(super) fn find(figure: &Figure, source: &[Figure], language: &Language) -> Option<Derived> {
    let hedge = figure.value.quantity().and_then(|said| said.modifier);
    if hedge.is_some_and(|hedge| hedge != Modifier::Approx) {
        return None;
    }
    converted(figure, source, language)
        .or_else(|| by_two(figure, source, calculated))
        .or_else(|| by_two(figure, source, elapsed))
}

/// Tries each two figures of a sentence.
fn by_two(
    figure: &Figure,
    source: &[Figure],
    calculate: impl Fn(&Figure, &Figure, &Figure) -> Option<String>,
) -> Option<Derived> {
    let pairs = source.iter().enumerate().flat_map(|(at, one)| {
        let near = source[at + 1..].iter();
        near.take_while(|other| other.sentence == one.sentence).map(move |other| (one, other))
    });
    pairs.into_iter().find_map(|(one, other)| {
        let text = calculate(figure, one, other)?;
        Some(Derived { text, sentence: one.sentence })
    })
}

/// A sum, a difference, a share or a change of two numbers.
fn calculated(figure: &Figure, one: &Figure, other: &Figure) -> Option<String> {
    let said = figure.value.quantity()?;
    if !one.value.is_like(&other.value) && !are_one_sum(one, other) {
        return None;
    }
    let (a, b) = (one.value.quantity()?.stated, other.value.quantity()?.stated);
    match (&figure.value, &one.value) {
        (Value::Percent(_), Value::Percent(_)) => sum(said, a, b),
        (Value::Percent(_), _) => change(said.stated, a, b).or_else(|| share(said.stated, a, b)),
        _ if said.stated < LEAST => None,
        _ if one.value.is_like(&figure.value) || is_bare_money(figure, one) => sum(said, a, b),
        _ => None,
    }
}

fn sum(said: &Quantity, a: f64, b: f64) -> Option<String> {
    let room = room(said);
    let meets = |value: f64| room.low <= value && value <= room.high;
    if meets(a + b) {
        return Some(format!("{a} + {b} = {}", a + b));
    }
    let (more, less) = (a.max(b), a.min(b));
    meets(more - less).then(|| format!("{more} − {less} = {}", more - less))
}

/// Tenths have no exact binary form: 2.4 million less 1.9 million is not quite half a million.
fn room(said: &Quantity) -> Interval {
    said.interval.widened(said.stated.abs() * 1e-9)
}

fn change(said: f64, from: f64, to: f64) -> Option<String> {
    let change = (to - from) / from * 100.0;
    (from > 0.0 && is_close(change.abs(), said))
        .then(|| format!("from {from} to {to} is {change:.1} percent"))
}

fn share(said: f64, a: f64, b: f64) -> Option<String> {
    let (part, whole) = (a.min(b), a.max(b));
    let share = part / whole * 100.0;
    (part > 0.0 && is_close(share, said))
        .then(|| format!("{part} of {whole} is {share:.1} percent"))
}

/// "500,000" beside amounts of money that lack no word.
fn is_bare_money(figure: &Figure, source: &Figure) -> bool {
    matches!(figure.value, Value::Count(_)) && matches!(source.value, Value::Money { .. })
}

/// "2.1 million euros as first told, 3.4 million as corrected"
fn are_one_sum(one: &Figure, other: &Figure) -> bool {
    let is_bare = |figure: &Figure| matches!(figure.value, Value::Count(_)) && figure.is_bare();
    let is_money = |figure: &Figure| matches!(figure.value, Value::Money { .. });
    is_bare(one) && is_money(other) || is_money(one) && is_bare(other)
}

/// Per cents are rounded to their last digit.
fn is_close(exact: f64, said: f64) -> bool {
    let unit = if said.fract() == 0.0 { 1.0 } else { 0.1 };
    (exact - said).abs() <= unit / 2.0
}

/// The same measure in another unit.
fn converted(figure: &Figure, source: &[Figure], language: &Language) -> Option<Derived> {
    let Value::Measure { amount: said, unit: name } = &figure.value else { return None };
    let unit = language.units.get(name)?;
    source.iter().find_map(|other| {
        let Value::Measure { amount, unit: other_name } = &other.value else { return None };
        let from = language.units.get(other_name).filter(|_| other_name != name)?;
        let value = from.readings().find_map(|from| {
            let value = from.convert(amount.stated, unit)?;
            ((value - said.stated).abs() <= said.stated.abs() * CONVERTED).then_some(value)
        })?;
        let text = format!("{} {other_name} = {value:.1} {name}", amount.stated);
        Some(Derived { text, sentence: other.sentence })
    })
}

/// The years between two, as a length or as an age.
fn elapsed(figure: &Figure, one: &Figure, other: &Figure) -> Option<String> {
    let (Value::Length(said) | Value::Age(said)) = &figure.value else { return None };
    let (one, other) = (year(one)?, year(other)?);
    let (first, last) = (one.min(other), one.max(other));
    let years = f64::from(last - first);
    // The birthday or the anniversary may be yet to come.
    let meets = said.unit == TimeUnit::Year && (0.0..=1.0).contains(&(years - said.amount.stated));
    (meets && years > 1.0).then(|| format!("from {first} to {last} is {years} years"))
}

fn year(figure: &Figure) -> Option<i16> {
    match &figure.value {
        Value::Date(When::Mention(DateMention::Calendar { date, .. }), _) => date.year,
        _ => None,
    }
}
