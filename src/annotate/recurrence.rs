//! What comes again: "annual", "every two weeks", "each July", "Tuesday nights".

use super::Meaning;
use super::period::period;
use super::reader::{Found, Reader};
use crate::language::Function;
use crate::value::{DateMention, Duration, PeriodMention, Quantity, Recurring};

/// The set of times that starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    if let Some(word) = reader.sense(at).every {
        let every = Duration { amount: Quantity::exactly(word.times), unit: word.unit };
        return Some((Found { tokens: at..at + 1, meaning: Meaning::Set(every) }, at + 1));
    }
    if reader.is(at, Function::Every) {
        return every_day(reader, at).or_else(|| every_length(reader, at));
    }
    let is_rate = reader.is(at, Function::Per) && is_single(reader, at + 1);
    is_rate.then(|| once_in(reader, at, at + 1))?
}

/// "every Monday", "each July", "every summer", "every morning".
fn every_day(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let sense = reader.sense(at + 1);
    let is_name = reader.is_capitalised(at + 1);
    let weekday = sense.weekday.filter(|_| is_name).map(|word| word.weekday);
    let part = reader.sense(at + 2).day_part.filter(|_| weekday.is_some());
    let recurring = weekday
        .map(|weekday| Recurring::Weekday(weekday, part))
        .or(sense.month.filter(|_| is_name).map(|word| Recurring::Month(word.number)))
        .or(sense.season.map(Recurring::Season))
        .or(sense.day_part.map(Recurring::DayPart))?;
    let end = at + 2 + usize::from(part.is_some());
    Some(period(at..end, PeriodMention::Every(recurring)))
}

/// "every week", "every two years", "every other day".
fn every_length(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    if is_single(reader, at + 1) {
        return once_in(reader, at, at + 1);
    }
    let counts = reader.is_number(at + 1) || reader.sense(at + 1).number.is_some();
    let found = counts.then(|| super::number::read(reader, at + 1))??;
    match found.meaning {
        Meaning::Duration(every) if found.tokens.start == at + 1 => {
            let tokens = at..found.tokens.end;
            Some((Found { tokens, meaning: Meaning::Set(every) }, found.tokens.end))
        }
        _ => None,
    }
}

/// Whether the token is a unit of time that names one of it.
fn is_single(reader: &Reader<'_>, at: usize) -> bool {
    reader.sense(at).time_unit.is_some() && !reader.text_of(at).ends_with(['s', 'S'])
}

fn once_in(reader: &Reader<'_>, at: usize, unit_at: usize) -> Option<(Found<Meaning>, usize)> {
    let word = reader.sense(unit_at).time_unit?;
    let every = Duration { amount: Quantity::exactly(word.times), unit: word.unit };
    let tokens = at..unit_at + 1;
    Some((Found { tokens, meaning: Meaning::Set(every) }, unit_at + 1))
}

/// "Tuesday nights": the weekday has been read by itself.
pub(super) fn around(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    let Meaning::Date(DateMention::Weekday { weekday, relation: None }) = found.meaning else {
        return None;
    };
    let end = found.tokens.end;
    let is_plural = reader.text_of(end).ends_with(['s', 'S']) && !reader.is_joined(end);
    let part = reader.sense(end).day_part.filter(|_| is_plural)?;
    let meaning = PeriodMention::Every(Recurring::Weekday(weekday, Some(part)));
    Some(Found { tokens: found.tokens.start..end + 1, meaning: Meaning::Period(meaning) })
}
