//! Lengths of time, ages, and the dates told by them: "two weeks ago".

use super::Meaning;
use super::reader::{Found, Reader};
use crate::language::{Function, NumberWord};
use crate::value::{DateMention, Duration, Quantity, TimeUnit};

/// What `amount` of the unit of time at `unit_at` is, and where that ends.
pub(super) fn counted(
    reader: &Reader<'_>,
    amount: Quantity,
    unit_at: usize,
) -> Option<(Meaning, usize)> {
    let word = reader.sense(unit_at).time_unit?;
    let amount = amount.times(word.times);
    let unit = word.unit;
    Some(whole(reader, amount, unit, unit_at + 1))
}

/// "a year", "an hour", "half an hour", "the decade" being no number of them.
pub(super) fn single(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (value, unit_at) = if reader.is(at, Function::Article) {
        (1.0, at + 1)
    } else if reader.sense(at).number == Some(NumberWord::Fraction(2)) {
        (0.5, at + 1 + usize::from(reader.is(at + 1, Function::Article)))
    } else {
        return None;
    };
    let word = reader.sense(unit_at).time_unit?;
    // "a second blast", "a quarter of", "half the day".
    let is_fraction = reader.is(unit_at + 1, Function::Of);
    let is_ordinal = reader.sense(unit_at).number.is_some();
    let is_compound = reader.past_hyphen(unit_at + 1) > unit_at + 1;
    if is_fraction || is_compound {
        return None;
    }
    if value == 1.0 && is_rate(reader, at) {
        let every = Duration { amount: Quantity::exactly(word.times), unit: word.unit };
        return Some(Found { tokens: at..unit_at + 1, meaning: Meaning::Set(every) });
    }
    if is_ordinal && !reader.is(unit_at + 1, Function::Ago) {
        return None;
    }
    let amount = Quantity::exactly(value).times(word.times);
    let (meaning, end) = whole(reader, amount, word.unit, unit_at + 1);
    Some(Found { tokens: at..end, meaning })
}

/// "20 miles a day", "twice a week".
fn is_rate(reader: &Reader<'_>, at: usize) -> bool {
    (at > reader.start && at == reader.floor) || reader.follows(at, Function::Rate)
}

/// Takes in what follows the unit: "and a half", "old", "ago".
fn whole(reader: &Reader<'_>, amount: Quantity, unit: TimeUnit, end: usize) -> (Meaning, usize) {
    let adds_half = reader.is(end, Function::And)
        && reader.is(end + 1, Function::Article)
        && reader.sense(end + 2).number == Some(NumberWord::Fraction(2));
    let (amount, end) =
        if adds_half { (Quantity::exactly(amount.stated + 0.5), end + 3) } else { (amount, end) };
    let old_at = reader.past_hyphen(end);
    if reader.is(old_at, Function::Old) {
        return (Meaning::Age(Duration { amount, unit }), old_at + 1);
    }
    if reader.is(end, Function::Ago)
        && let Some(date) = ago(amount.stated, unit)
    {
        return (Meaning::Date(date), end + 1);
    }
    (Meaning::Duration(Duration { amount, unit }), end)
}

fn ago(amount: f64, unit: TimeUnit) -> Option<DateMention> {
    let units = |each: f64| (amount * each).round() as i32;
    match unit {
        TimeUnit::Day => Some(DateMention::DayOffset(-units(1.0))),
        TimeUnit::Week => Some(DateMention::DayOffset(-units(7.0))),
        TimeUnit::Month => Some(DateMention::MonthOffset(-units(1.0))),
        TimeUnit::Year => Some(DateMention::MonthOffset(-units(12.0))),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
    }
}
