//! Lengths of time, ages, and the dates told by them: "two weeks ago".

use super::Meaning;
use super::compound;
use super::reader::{Found, Reader};
use crate::language::{Function, NumberWord};
use crate::value::{
    DateMention, Duration, PeriodMention, Quantity, Relation, TimeUnit, is_unspecific,
};

/// By what share of itself a part of a longer time may be off.
const ROUGHLY: f64 = 0.05;

/// What `amount` of the unit of time at `unit_at` is, and where that ends.
pub(super) fn counted(
    reader: &Reader<'_>,
    amount: Quantity,
    unit_at: usize,
) -> Option<(Meaning, usize)> {
    // "six straight days"
    let unit_at = unit_at + usize::from(reader.is(unit_at, Function::Intervening));
    // "three quarters of an hour"
    let is_part = amount.stated < 1.0
        && reader.is(unit_at, Function::Of)
        && reader.is(unit_at + 1, Function::Article);
    let unit_at = unit_at + if is_part { 2 } else { 0 };
    let word = reader.sense(unit_at).time_unit?;
    let amount = amount.times(word.times);
    // Nobody counts the months of a third of a century.
    let amount = if is_part { amount.within_share(ROUGHLY) } else { amount };
    let unit = word.unit;
    Some(whole(reader, amount, unit, unit_at + 1))
}

/// The length with the words that single it out: "the first nine months", "the four days", "a
/// three-year period".
pub(super) fn determined(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    let Meaning::Duration(length) = found.meaning else {
        return None;
    };
    let start = found.tokens.start;
    let before = reader.before(start)?;
    let singles_out = matches!(reader.sense(before).number, Some(NumberWord::Ordinal(_)))
        || reader.is(before, Function::Last)
        || reader.is(before, Function::Final);
    let article = if singles_out { reader.before(before)? } else { before };
    let has_article = reader.is(article, Function::Definite);
    let is_indefinite = article + 1 == start && reader.is(article, Function::Article);
    let is_stretch = reader.is(found.tokens.end, Function::Stretch);
    let end = found.tokens.end + usize::from(is_stretch);
    let is_described = reader.past_hyphen(start + 1) > start + 1 && !is_stretch;
    (!is_described && (has_article || is_indefinite && is_stretch))
        .then(|| Found { tokens: article..end, meaning: Meaning::Duration(length) })
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
    let shifts = [Function::Ago, Function::Earlier, Function::Later]
        .iter()
        .any(|&function| reader.is(unit_at + 1, function));
    if value == 1.0 && !shifts && is_rate(reader, at) {
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
    (at > reader.start && at == reader.floor)
        || reader.follows(at, Function::Rate)
        || at > reader.start && counts_before(reader, at)
}

/// "two flights a week": a number and its plural noun just before.
fn counts_before(reader: &Reader<'_>, at: usize) -> bool {
    let number = reader.floor.checked_sub(1).filter(|&number| number >= reader.start);
    let is_number = number
        .is_some_and(|number| reader.is_number(number) || reader.sense(number).number.is_some());
    let noun = reader.text_of(at - 1);
    is_number && at - reader.floor <= 2 && noun.ends_with('s') && reader.is_word(at - 1)
}

/// Takes in what follows the unit: "and a half", "old", "ago".
fn whole(reader: &Reader<'_>, amount: Quantity, unit: TimeUnit, end: usize) -> (Meaning, usize) {
    let adds_half = reader.is(end, Function::And)
        && reader.is(end + 1, Function::Article)
        && reader.sense(end + 2).number == Some(NumberWord::Fraction(2));
    let (amount, end) =
        if adds_half { (Quantity::exactly(amount.stated + 0.5), end + 3) } else { (amount, end) };
    let (amount, unit, end) = compound::time(reader, amount, unit, end);
    let old_at = reader.past_hyphen(end);
    if reader.is(old_at, Function::Old) {
        return (Meaning::Age(Duration { amount, unit }), old_at + 1);
    }
    match past_ago(reader, end) {
        Some(past) => (ago(&amount, unit), past),
        None => (Meaning::Duration(Duration { amount, unit }), end),
    }
}

/// Just past "ago" or "or so ago".
fn past_ago(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let hedges = &reader.language.hedges_after;
    let hedged = hedges.longest_at(reader.text, reader.tokens, at).map(|(end, _)| end);
    let ago_at = hedged.unwrap_or(at);
    reader.is(ago_at, Function::Ago).then_some(ago_at + 1)
}

/// "several years ago" is no year.
fn ago(amount: &Quantity, unit: TimeUnit) -> Meaning {
    let units = |each: f64| -(amount.stated * each).round() as i32;
    let date = match unit {
        _ if is_unspecific(amount) => None,
        TimeUnit::Day => Some(DateMention::DayOffset(units(1.0))),
        TimeUnit::Week => Some(DateMention::DayOffset(units(7.0))),
        TimeUnit::Month => Some(DateMention::MonthOffset(units(1.0))),
        TimeUnit::Year => Some(DateMention::MonthOffset(units(12.0))),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
    };
    date.map_or(Meaning::Period(PeriodMention::Reference(Relation::Last)), Meaning::Date)
}
