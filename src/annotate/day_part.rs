//! Parts of a day: "Thursday night", "this morning", "late on Sunday evening", "overnight".

use super::Meaning;
use super::period::{before_article, date_part_before, period, relation};
use super::reader::{Found, Reader, is_hyphen};
use crate::language::Function;
use crate::value::{DateMention, DatePart, DayPart, PeriodMention, Relation};

/// The part of a day that starts at the token, where no date has been read.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    if reader.is(at, Function::Overnight) {
        return overnight(reader, at);
    }
    if let Some(part) = singular(reader, at) {
        return alone(reader, at, part);
    }
    let relation = relation(reader, at).filter(|&side| side != Relation::Next)?;
    let part = singular(reader, at + 1)?;
    let days = if relation == Relation::Last { -1 } else { 0 };
    let (within, start) = within(reader, at);
    let day = DateMention::DayOffset(days);
    Some(period(start..at + 2, PeriodMention::PartOfDay { day, part, within }))
}

/// The part of the day that a word names, if it does not mean several.
fn singular(reader: &Reader<'_>, at: usize) -> Option<DayPart> {
    let part = reader.sense(at).day_part?;
    let is_plural = reader.text_of(at).ends_with(['s', 'S']);
    let begins_compound = reader.mark(at + 1).is_some_and(is_hyphen) && reader.is_joined(at + 1);
    (!is_plural && !begins_compound && reader.sense(at).day.is_none()).then_some(part)
}

/// "early" or "mid-" before a part of the day, and where that starts.
fn within(reader: &Reader<'_>, at: usize) -> (Option<DatePart>, usize) {
    match date_part_before(reader, at) {
        Some((part, start)) => (Some(part), start),
        None => (None, at),
    }
}

/// "overnight", said of the night before the day of writing.
fn overnight(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let describes = reader.past_hyphen(at + 1) > at + 1
        || reader.mark_before(at).is_some_and(is_hyphen) && reader.is_joined(at);
    let day = DateMention::DayOffset(-1);
    let meaning = PeriodMention::PartOfDay { day, part: DayPart::Night, within: None };
    (!describes).then(|| period(at..at + 1, meaning))
}

/// "in the morning", "that night", "late afternoon".
fn alone(reader: &Reader<'_>, at: usize, part: DayPart) -> Option<(Found<Meaning>, usize)> {
    let is_modifier = reader.is_word(at + 1)
        && !reader.is_joined(at + 1)
        && !reader.is(at + 1, Function::NounEnd);
    let is_that = reader.follows(at, Function::Same) && at > reader.floor;
    let (within, start) = within(reader, at);
    let has_article = reader.follows(start, Function::Definite) && start > reader.floor;
    let is_timed = has_article
        && reader.before(start - 1).is_some_and(|cue| reader.is(cue, Function::StrongYearCue));
    if is_modifier || !(is_that || within.is_some() || is_timed) {
        return None;
    }
    let start =
        if is_that { before_article(reader, at - 1) } else { before_article(reader, start) };
    Some(period(start..at + 1, PeriodMention::PartOfSameDay { part, within }))
}

/// The part of a day around its date: "Thursday night", "early on Sunday evening", "tonight",
/// "the morning of Jan. 3", "mid-afternoon yesterday".
pub(super) fn of_day(
    reader: &Reader<'_>,
    day: DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let tokens = &found.tokens;
    // "tonight" names day and part at once.
    if let Some(part) = reader.sense(tokens.end - 1).day_part {
        let (within, start) = within(reader, tokens.start);
        return Some(part_of_day(start..tokens.end, day, part, within));
    }
    let is_day = match day {
        DateMention::Weekday { .. } | DateMention::DayOffset(_) => true,
        DateMention::Calendar { date, .. } => date.day.is_some(),
        _ => false,
    };
    if !is_day {
        return None;
    }
    if let Some(part) = singular(reader, tokens.end).filter(|_| !reader.is_joined(tokens.end)) {
        let (within, start) = within(reader, tokens.start);
        return Some(part_of_day(start..tokens.end + 1, day, part, within));
    }
    before_day(reader, day, found)
}

/// "the morning of January 19", "late afternoon Thursday".
fn before_day(
    reader: &Reader<'_>,
    day: DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let before = reader.before(found.tokens.start)?;
    let links = reader.is(before, Function::Of) || reader.is(before, Function::DayLink);
    let word = if links { reader.before(before)? } else { before };
    let part = singular(reader, word)?;
    let unclaimed = Reader { floor: reader.start, ..*reader };
    let (within, start) = within(&unclaimed, word);
    let start = before_article(&unclaimed, start);
    Some(part_of_day(start..found.tokens.end, day, part, within))
}

fn part_of_day(
    tokens: std::ops::Range<usize>,
    day: DateMention,
    part: DayPart,
    within: Option<DatePart>,
) -> Found<Meaning> {
    let meaning = Meaning::Period(PeriodMention::PartOfDay { day, part, within });
    Found { tokens, meaning }
}
