//! A day and a time of day told together: "9 a.m. Thursday", "on Jan. 3 at noon".

use super::Meaning;
use super::reader::{Found, Reader};
use crate::language::Function;
use crate::value::DateMention;

/// How many of the last annotations may belong to the day or the time just before.
const LOOK_BACK: usize = 4;

/// The moment that the last annotation and the one before it make up.
pub(super) fn ending_with(reader: &Reader<'_>, all: &[Found<Meaning>]) -> Option<Found<Meaning>> {
    let (last, before) = all.split_last()?;
    let wanted = |found: &&Found<Meaning>| match (&last.meaning, &found.meaning) {
        (Meaning::Time(_), Meaning::Date(day)) => is_day(day),
        (Meaning::Date(day), Meaning::Time(_)) => is_day(day),
        _ => false,
    };
    let first = before.iter().rev().take(LOOK_BACK).find(wanted)?;
    let gap = whole(before, first)..last.tokens.start;
    let (day, time) = match (&first.meaning, &last.meaning) {
        (Meaning::Date(day), Meaning::Time(time)) => (*day, time.clone()),
        (Meaning::Time(time), Meaning::Date(day)) => (*day, time.clone()),
        _ => return None,
    };
    let links = gap.start <= gap.end
        && gap.end - gap.start <= 2
        && gap.clone().all(|at| is_link(reader, at));
    let end = all.iter().rev().take(LOOK_BACK).map(|found| found.tokens.end).max()?;
    (links && first.tokens.start >= reader.start)
        .then(|| Found { tokens: first.tokens.start..end, meaning: Meaning::Moment { day, time } })
}

/// The end of the longest annotation around the first of the two: "Thursday night at nine".
fn whole(before: &[Found<Meaning>], first: &Found<Meaning>) -> usize {
    let around = before.iter().rev().take(LOOK_BACK).filter(|found| {
        found.tokens.start <= first.tokens.start && found.tokens.end >= first.tokens.end
    });
    around.map(|found| found.tokens.end).max().unwrap_or(first.tokens.end)
}

/// Whether a date names a single day.
pub(super) fn is_day(date: &DateMention) -> bool {
    match date {
        DateMention::Calendar { date, .. } => date.day.is_some(),
        DateMention::Weekday { .. }
        | DateMention::DayOffset(_)
        | DateMention::WeekdayOf { .. }
        | DateMention::DayOrMonth { .. } => true,
        DateMention::MonthOf { day, .. } => day.is_some(),
        DateMention::RelativeMonth { .. }
        | DateMention::MonthOffset(_)
        | DateMention::RelativeUnit { .. }
        | DateMention::Decade(_) => false,
    }
}

fn is_link(reader: &Reader<'_>, at: usize) -> bool {
    reader.mark(at) == Some(',') || reader.is(at, Function::At) || reader.is(at, Function::DayLink)
}
