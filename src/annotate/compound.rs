//! Amounts told in two units: "5 feet 2 inches", "6-foot-3", "11 stone 6", "31 dollars 12 cents",
//! "six years and nine months".

use super::Meaning;
use super::number;
use super::numeral::{self, Conjunction};
use super::reader::Reader;
use crate::language::Function;
use crate::value::{Extent, Quantity, TimeUnit};

/// What `amount` of the unit is with a smaller unit after it, told in the larger, and where that
/// ends.
pub(super) fn length(
    reader: &Reader<'_>,
    amount: Quantity,
    unit: &str,
    end: usize,
) -> (Meaning, usize) {
    let told = |amount: Quantity| Meaning::Measure { amount, unit: unit.to_owned() };
    if amount.extent == Extent::Range || amount.stated.fract() != 0.0 {
        return (told(amount), end);
    }
    match inches(reader, unit, end).or_else(|| smaller(reader, unit, end)) {
        Some((rest, end)) => (told(Quantity::exactly(amount.stated + rest)), end),
        None => (told(amount), end),
    }
}

/// Money with its hundredths: "31 dollars 12 cents".
pub(super) fn money(
    reader: &Reader<'_>,
    amount: Quantity,
    currency: &str,
    end: usize,
) -> (Meaning, usize) {
    let (sum, end) = match cents(reader, currency, end) {
        Some((cents, end)) if amount.stated.fract() == 0.0 => {
            (Quantity::exactly(amount.stated + cents), end)
        }
        _ => (amount, end),
    };
    (number::money(sum, currency), end)
}

/// A length of time with the smaller units after it, told in the smallest, and where that ends.
pub(super) fn time(
    reader: &Reader<'_>,
    amount: Quantity,
    unit: TimeUnit,
    end: usize,
) -> (Quantity, TimeUnit, usize) {
    let is_whole = amount.extent != Extent::Range && amount.stated.fract() == 0.0;
    match smaller_time(reader, unit, end).filter(|_| is_whole) {
        Some((rest, each, small, end)) => {
            time(reader, Quantity::exactly(amount.stated * each + rest), small, end)
        }
        None => (amount, unit, end),
    }
}

/// "and nine months" after years: how many, how many of them make one of the larger unit, the
/// unit, and where that ends.
fn smaller_time(
    reader: &Reader<'_>,
    unit: TimeUnit,
    end: usize,
) -> Option<(f64, f64, TimeUnit, usize)> {
    let (each, small) = unit.part()?;
    let at = past_link(reader, end);
    let numeral = numeral::read(reader, at, Conjunction::EndsNumeral)?;
    let unit_at = reader.past_hyphen(numeral.end);
    let rest = numeral.quantity.stated;
    let word = reader.sense(unit_at).time_unit.filter(|word| word.unit == small)?;
    let is_part = word.times == 1.0 && rest >= 1.0 && rest < each && rest.fract() == 0.0;
    // "He served two years, three months later he was back": the second is another length.
    let mut shifts = [Function::Later, Function::Earlier].into_iter();
    let is_shift = shifts.any(|function| reader.is(unit_at + 1, function));
    (is_part && !is_shift).then_some((rest, each, small, unit_at + 1))
}

/// The "-3" of "6-foot-3".
fn inches(reader: &Reader<'_>, unit: &str, end: usize) -> Option<(f64, usize)> {
    let at = reader.past_hyphen(end);
    let inches = reader.digits(at, 1..3).filter(|&inches| at > end && inches < 12)?;
    let is_plain = !reader.is_joined(at + 1) || reader.mark(at + 1).is_some_and(|mark| mark != '-');
    (unit == "foot" && is_plain).then(|| (f64::from(inches) / 12.0, at + 1))
}

/// "2 inches" after feet: less than one of the larger unit, told in the larger.
fn smaller(reader: &Reader<'_>, unit: &str, end: usize) -> Option<(f64, usize)> {
    let at = past_link(reader, end);
    let numeral = numeral::read(reader, at, Conjunction::Allowed)?;
    let (past, name) = number::measure(reader, reader.past_hyphen(numeral.end))?;
    let units = &reader.language.units;
    let (large, small) = (units.get(unit)?, units.get(name)?);
    let rest = small.convert_difference(numeral.quantity.stated, large)?;
    let is_part = small.factor < large.factor && rest > 0.0 && rest < 1.0;
    is_part.then_some((rest, past))
}

fn cents(reader: &Reader<'_>, currency: &str, end: usize) -> Option<(f64, usize)> {
    let at = past_link(reader, end);
    let numeral = numeral::read(reader, at, Conjunction::Allowed)?;
    let words = &reader.language.money_words;
    let (past, word) = words.longest_at(reader.text, reader.tokens, numeral.end)?;
    let cents = numeral.quantity.stated;
    let fits = word.currency == currency && word.times < 1.0 && (1.0..100.0).contains(&cents);
    fits.then_some((cents * word.times, past))
}

/// Past a comma or an "and".
fn past_link(reader: &Reader<'_>, at: usize) -> usize {
    let is_link = reader.mark(at) == Some(',') || reader.is(at, Function::And);
    at + usize::from(is_link)
}
