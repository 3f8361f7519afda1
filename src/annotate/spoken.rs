//! Times of day as people say them: "half past seven", "ten minutes to three", "at eleven in the
//! morning".

use super::reader::Reader;
use crate::language::{Function, NumberWord};
use crate::value::{DayPart, TimeUnit};

/// The minutes after midnight that the tokens name, and where that ends.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let (hour, minutes, end) = past_the_hour(reader, at).or_else(|| {
        let (hour, end) = hour(reader, at)?;
        // Numbers stand in mornings too: "fined 11 in the morning".
        (is_cued(reader, at) && part_of_day(reader, end).is_some()).then_some((hour, 0, end))
    })?;
    let (hour, end) = match part_of_day(reader, end) {
        Some((part, end)) => (in_part(hour, part), end),
        None => (hour, end),
    };
    Some(((hour * 60 + minutes).rem_euclid(24 * 60), end))
}

fn is_cued(reader: &Reader<'_>, at: usize) -> bool {
    reader.follows(at, Function::At) || reader.follows(at, Function::DayLink)
}

/// The hour, the minutes past it, which may be less than none, and the end.
fn past_the_hour(reader: &Reader<'_>, at: usize) -> Option<(i32, i32, usize)> {
    let (minutes, is_certain, link) = minutes(reader, at)?;
    let is_to = reader.is(link, Function::To);
    // "ten to three" is a vote as often, "five after two" a row of goals.
    let is_sequence = !is_certain && reader.is(link, Function::CountsOn);
    let is_past = reader.is(link, Function::PastHour) && (!is_sequence || is_cued(reader, at));
    let (hour, end) = hour(reader, link + 1).filter(|_| is_past || is_to && is_certain)?;
    let counts = reader.is_word(end)
        && !reader.is_joined(end)
        && !reader.is(end, Function::NounEnd)
        && !reader.is(end, Function::OClock)
        && reader.sense(end).weekday.is_none()
        && reader.sense(end).day.is_none();
    let end = end + usize::from(reader.is(end, Function::OClock));
    let minutes = if is_to { -minutes } else { minutes };
    (!counts).then_some((hour, minutes, end))
}

/// "half", "a quarter", "ten minutes", "twenty": how many, whether it can be nothing but part of
/// an hour, and the token after it.
fn minutes(reader: &Reader<'_>, at: usize) -> Option<(i32, bool, usize)> {
    let word = at + usize::from(reader.is(at, Function::Article));
    if super::period::is_quarter(reader, word) {
        return Some((15, true, word + 1));
    }
    match reader.sense(at).number {
        Some(NumberWord::Fraction(2)) => return Some((30, true, at + 1)),
        Some(NumberWord::Small(n @ 1.0..=19.0)) => return Some(named(reader, n as i32, at + 1)),
        Some(NumberWord::Tens(n @ 20.0..=50.0)) => return Some(named(reader, n as i32, at + 1)),
        _ => {}
    }
    let minutes = reader.digits(at, 1..3).filter(|minutes| (1..60).contains(minutes))?;
    let (minutes, is_certain, end) = named(reader, i32::try_from(minutes).ok()?, at + 1);
    is_certain.then_some((minutes, is_certain, end))
}

fn named(reader: &Reader<'_>, minutes: i32, end: usize) -> (i32, bool, usize) {
    let is_named = reader.sense(end).time_unit.is_some_and(|word| word.unit == TimeUnit::Minute);
    (minutes, is_named, end + usize::from(is_named))
}

fn hour(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    if reader.is(at, Function::Noon) {
        return Some((12, at + 1));
    }
    let hour = match reader.sense(at).number {
        Some(NumberWord::Small(hour)) => hour as i32,
        _ => i32::try_from(reader.digits(at, 1..3)?).ok()?,
    };
    let runs_on =
        reader.past_hyphen(at + 1) > at + 1 || reader.is_joined(at + 1) && reader.is_word(at + 1);
    ((1..=12).contains(&hour) && !runs_on).then_some((hour, at + 1))
}

/// "in the morning", "at night".
pub(super) fn part_of_day(reader: &Reader<'_>, at: usize) -> Option<(DayPart, usize)> {
    let links = reader.is(at, Function::Inside) || reader.is(at, Function::At);
    let word = at + 1 + usize::from(reader.is(at + 1, Function::Definite));
    let part = reader.sense(word).day_part.filter(|_| links)?;
    Some((part, word + 1))
}

/// The hour of 24 that one of 12 is in a part of the day.
pub(super) fn in_part(hour: i32, part: DayPart) -> i32 {
    match (part, hour) {
        (DayPart::Morning, 12) => 0,
        (DayPart::Morning, hour) => hour,
        (DayPart::Afternoon, 12) => 12,
        (DayPart::Night, 12) => 24,
        (DayPart::Night, hour @ 1..=4) => hour,
        (_, hour) => hour + 12,
    }
}
