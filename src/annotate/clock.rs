//! Times of day, with the zone named beside them.

use super::reader::{Found, Reader, is_dash};
use super::{Meaning, spoken};
use crate::language::{Function, NumberWord, Place};
use crate::value::{ClockTime, DayPart, Zone};
use jiff::tz::{Offset, TimeZone};

/// The time of day that starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let named = named(reader, at)
        .or_else(|| hour_in_words(reader, at))
        .or_else(|| spoken::read(reader, at));
    let (minutes, end) = match named {
        Some(found) => found,
        None => numeric(reader, at)?,
    };
    let (zone, end) = match zone(reader, end) {
        Some((zone, end)) => (Some(zone), end),
        None => (None, end),
    };
    Some(Found { tokens: at..end, meaning: Meaning::Time(ClockTime { minutes, zone }) })
}

/// "noon", "midnight", "12 noon".
fn named(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let at = at + usize::from(reader.digits(at, 2..3) == Some(12));
    let minutes = if reader.is(at, Function::Noon) {
        12 * 60
    } else if reader.is(at, Function::Midnight) {
        0
    } else {
        return None;
    };
    Some((minutes, at + 1))
}

/// "five o'clock"
fn hour_in_words(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let NumberWord::Small(hour @ 1.0..=12.0) = reader.sense(at).number? else {
        return None;
    };
    let end = at + 2;
    let is_time = reader.is(at + 1, Function::OClock);
    if !is_time && is_led(reader, at) {
        let (part, end) = spoken::part_of_day(reader, at + 1)?;
        return Some((spoken::in_part(hour as i32, part) % 24 * 60, end));
    }
    let (half, end) = half_of_day(reader, end).unwrap_or((Half::Unsaid, end));
    if let Some((part, end)) = spoken::part_of_day(reader, end).filter(|_| is_time) {
        return Some((spoken::in_part(hour as i32, part) % 24 * 60, end));
    }
    let face = Face { hour: hour as i32, minute: 0, seconds: false, style: Style::Bare, end };
    is_time.then(|| face.in_half(half).map(|minutes| (minutes, end)))?
}

/// Whether the word before a number says that a time follows: "at two in the morning".
fn is_led(reader: &Reader<'_>, at: usize) -> bool {
    let before = reader.before(at);
    before.is_some_and(|before| {
        reader.is(before, Function::At)
            || reader.language.is_of("before_hour", &reader.text_of(before).to_lowercase())
    })
}

fn numeric(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    if !reader.is_number(at) || is_part_of_more(reader, at) {
        return None;
    }
    if let Some(found) = military(reader, at) {
        return Some(found);
    }
    let face = face(reader, at)?;
    if let Some((half, end)) = half_of_day(reader, face.end) {
        return face.in_half(half).map(|minutes| (minutes, end));
    }
    if let Some(half) = half_shared(reader, face.end) {
        return face.in_half(half).map(|minutes| (minutes, face.end));
    }
    if face.style == Style::Point
        && let Some(half) = half_told(reader, face.end)
    {
        return face.in_half(half).map(|minutes| (minutes, face.end));
    }
    if reader.is(face.end, Function::OClock) && face.minute == 0 {
        let (half, end) = half_of_day(reader, face.end + 1).unwrap_or((Half::Unsaid, face.end + 1));
        return face.in_half(half).map(|minutes| (minutes, end));
    }
    let has_zone = zone(reader, face.end).is_some();
    let is_time = match face.style {
        Style::Colon => !face.seconds || has_zone,
        Style::Point | Style::Bare => false,
    };
    is_time.then(|| (face.hour * 60 + face.minute, face.end))
}

/// "16:9", "3:10:12 ahead", "/9:00": inside a longer run of digits.
fn is_part_of_more(reader: &Reader<'_>, at: usize) -> bool {
    reader.is_joined(at) && matches!(reader.mark_before(at), Some(':' | '/' | '.' | '$' | '#'))
}

/// What the digits of a clock show.
struct Face {
    hour: i32,
    minute: i32,
    seconds: bool,
    style: Style,
    end: usize,
}

/// How hours and minutes are parted.
#[derive(PartialEq, Eq)]
enum Style {
    Colon,
    Point,
    Bare,
}

/// Which half of the day is named.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
    Unsaid,
}

impl Face {
    fn in_half(&self, half: Half) -> Option<i32> {
        let hour = match (half, self.hour) {
            (Half::Unsaid, hour @ 0..=12) => hour,
            (Half::Morning, 12) => 0,
            (Half::Morning, hour @ 0..=11) => hour,
            (Half::Afternoon, 12) => 12,
            (Half::Afternoon, hour @ 1..=11) => hour + 12,
            // "14:30 pm" says the same twice.
            (Half::Afternoon, hour @ 13..=23) => hour,
            _ => return None,
        };
        Some(hour * 60 + self.minute)
    }
}

fn face(reader: &Reader<'_>, at: usize) -> Option<Face> {
    if let Some((hour, minute)) = reader.text_of(at).split_once('.') {
        let two = minute.len() == 2;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = two && valid(hour, minute);
        return fits.then_some(Face {
            hour,
            minute,
            seconds: false,
            style: Style::Point,
            end: at + 1,
        });
    }
    let hour = i32::try_from(reader.digits(at, 1..3)?).ok()?;
    let minute_at = colon_part(reader, at + 1);
    let seconds_at = minute_at.and_then(|minute| colon_part(reader, minute + 1));
    let minute = minute_at.and_then(|minute_at| reader.digits(minute_at, 2..3));
    let minute = i32::try_from(minute.unwrap_or(0)).ok()?;
    let fits = valid(hour, minute) && minute_at.is_none_or(|m| reader.digits(m, 2..3).is_some());
    fits.then_some(Face {
        hour,
        minute,
        seconds: seconds_at.is_some(),
        style: if minute_at.is_some() { Style::Colon } else { Style::Bare },
        end: seconds_at.or(minute_at).unwrap_or(at) + 1,
    })
}

fn valid(hour: i32, minute: i32) -> bool {
    (0..24).contains(&hour) && (0..60).contains(&minute)
}

/// The number after a joined colon.
fn colon_part(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let is_part = reader.mark(at) == Some(':')
        && reader.is_joined(at)
        && reader.is_joined(at + 1)
        && reader.is_number(at + 1);
    is_part.then_some(at + 1)
}

/// "am", "p.m.", "p. m.".
fn half_of_day(reader: &Reader<'_>, at: usize) -> Option<(Half, usize)> {
    if reader.is(at, Function::AnteMeridiem) {
        return Some((Half::Morning, at + 1));
    }
    if reader.is(at, Function::PostMeridiem) {
        return Some((Half::Afternoon, at + 1));
    }
    let half = match reader.text_of(at) {
        "a" | "A" => Half::Morning,
        "p" | "P" => Half::Afternoon,
        _ => return None,
    };
    let is_parted = reader.mark(at + 1) == Some('.') && matches!(reader.text_of(at + 2), "m" | "M");
    let end = at + 3;
    let has_stop = reader.mark(end) == Some('.') && reader.is_joined(end);
    is_parted.then_some((half, end + usize::from(has_stop)))
}

/// The half of the day that the end of a range names: "9 to 11 am".
fn half_shared(reader: &Reader<'_>, at: usize) -> Option<Half> {
    let links = reader.mark(at).is_some_and(is_dash) || reader.is(at, Function::To);
    let last = face(reader, at + 1).filter(|_| links && reader.is_number(at + 1))?;
    half_of_day(reader, last.end).map(|(half, _)| half)
}

/// The half of the day of "6.15 that morning" and "6.15 in the evening".
fn half_told(reader: &Reader<'_>, at: usize) -> Option<Half> {
    let part = spoken::part_of_day(reader, at).map(|(part, _)| part).or_else(|| {
        let is_same = reader.is(at, Function::This) || reader.is(at, Function::Same);
        reader.sense(at + 1).day_part.filter(|_| is_same)
    })?;
    Some(match part {
        DayPart::Morning => Half::Morning,
        DayPart::Afternoon | DayPart::Evening => Half::Afternoon,
        DayPart::Night => return None,
    })
}

/// "1430 GMT", "1430 hours".
fn military(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let digits = i32::try_from(reader.digits(at, 4..5)?).ok()?;
    let (hour, minute) = (digits / 100, digits % 100);
    let says_hours = reader.is(at + 1, Function::Hours);
    let is_time = valid(hour, minute) && (says_hours || zone(reader, at + 1).is_some());
    is_time.then_some((hour * 60 + minute, at + 1 + usize::from(says_hours)))
}

/// The zone named at the token: "EST", "Eastern time", "local", "Tehran time", "(GMT)".
fn zone(reader: &Reader<'_>, at: usize) -> Option<(Zone, usize)> {
    if reader.mark(at) == Some('(') {
        let (zone, end) = bare_zone(reader, at + 1)?;
        return (reader.mark(end) == Some(')')).then_some((zone, end + 1));
    }
    bare_zone(reader, at)
}

fn bare_zone(reader: &Reader<'_>, at: usize) -> Option<(Zone, usize)> {
    let language = reader.language;
    if reader.is(at, Function::Local) {
        return Some((Zone::Local, past_time(reader, at + 1)));
    }
    if let Some((end, readings)) = language.zones.longest_at(reader.text, reader.tokens, at) {
        let (readings, end) = shifted(reader, end).unwrap_or_else(|| (readings.clone(), end));
        return Some((named_zone(reader, at, end, readings), past_time(reader, end)));
    }
    let (end, places) = language.places.longest_at(reader.text, reader.tokens, at)?;
    let end = end + usize::from(reader.is(end, Function::Local));
    if !reader.is(end, Function::Time) {
        return None;
    }
    let readings = places.flat_map(Place::time_zones).collect();
    Some((named_zone(reader, at, end + 1, readings), end + 1))
}

fn past_time(reader: &Reader<'_>, at: usize) -> usize {
    at + usize::from(reader.is(at, Function::Time))
}

fn named_zone(reader: &Reader<'_>, at: usize, end: usize, readings: Vec<TimeZone>) -> Zone {
    let (first, last) = (reader.tokens[at].span(), reader.tokens[end - 1].span());
    Zone::Named { name: reader.text[first.start..last.end].to_owned(), readings }
}

/// "GMT+3", "UTC-5".
fn shifted(reader: &Reader<'_>, at: usize) -> Option<(Vec<TimeZone>, usize)> {
    let sign = match reader.mark(at) {
        Some('+') => 1,
        Some('-' | '−') => -1,
        _ => return None,
    };
    let is_joined = reader.is_joined(at) && reader.is_joined(at + 1);
    let hours = reader.digits(at + 1, 1..3).filter(|&hours| is_joined && hours < 15)?;
    let minute_at = colon_part(reader, at + 2);
    let minutes = minute_at.and_then(|at| reader.digits(at, 2..3)).unwrap_or(0);
    let seconds = sign * i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let zone = TimeZone::fixed(Offset::from_seconds(seconds).ok()?);
    Some((vec![zone], minute_at.unwrap_or(at + 1) + 1))
}
