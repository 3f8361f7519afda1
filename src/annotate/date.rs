//! Dates: by the calendar, by the weekday, and relative to the day of writing.

use super::Meaning;
use super::reader::{Found, Reader, is_dash, is_hyphen};
use crate::language::{Function, Spelling};
use crate::value::{DateMention, PartialDate, Relation, TimeUnit};
use jiff::civil::Weekday;

/// The date that starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (date, end) = if reader.is_number(at) {
        numeric(reader, at)
            .or_else(|| day_month(reader, at).map(calendar))
            .or_else(|| decade(reader, at))
            .or_else(|| year_alone(reader, at).map(calendar))?
    } else {
        weekday(reader, at)
            .or_else(|| month(reader, at).map(calendar))
            .or_else(|| relative(reader, at))
            .or_else(|| offset(reader, at))?
    };
    Some(Found { tokens: at..end, meaning: Meaning::Date(date) })
}

/// The second day of a range of days in the same month: the "5" of "January 3-5".
pub(super) fn range_end(
    reader: &Reader<'_>,
    date: &DateMention,
    end: usize,
) -> Option<Found<Meaning>> {
    let DateMention::Calendar { date, .. } = date else {
        return None;
    };
    let (first, month, None) = (date.day?, date.month?, date.year) else {
        return None;
    };
    let is_dashed = reader.mark(end).is_some_and(is_dash);
    let links = is_dashed || reader.is(end, Function::To) || reader.is(end, Function::Through);
    let (day, day_end) = day(reader, end + 1).filter(|_| links)?;
    let (year, date_end) = year_after(reader, day_end);
    let counts = reader.is_word(day_end) && !is_dashed && year.is_none();
    (day > first && !counts).then(|| Found {
        tokens: end + 1..date_end,
        meaning: Meaning::Date(calendar((parts(year, Some(month), Some(day)), date_end)).0),
    })
}

fn calendar((date, end): (PartialDate, usize)) -> (DateMention, usize) {
    let weekday = None;
    (DateMention::Calendar { date, weekday }, end)
}

fn parts(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> PartialDate {
    PartialDate { year, month, day }
}

/// "2024-01-03", "13/01/2024"; "03/01/2024" is March in one country and January in the next.
fn numeric(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let mark = reader.mark(at + 1)?;
    let is_one = (at + 1..at + 5).all(|part| reader.is_joined(part))
        && reader.mark(at + 3) == Some(mark)
        && (is_hyphen(mark) || mark == '/')
        && !(reader.is_joined(at + 5) && reader.mark(at + 5) == Some(mark));
    if !is_one {
        return None;
    }
    let small = |at| reader.digits(at, 1..3).and_then(|n| i8::try_from(n).ok());
    let date = match reader.digits(at, 4..5) {
        Some(_) => parts(year(reader, at), small(at + 2), small(at + 4)),
        None => {
            let (first, second) = (small(at)?, small(at + 2)?);
            let (day, month) = match (first, second) {
                (13.., 1..=12) => (first, second),
                (1..=12, 13..) => (second, first),
                _ if first == second => (first, second),
                _ => return None,
            };
            parts(year(reader, at + 4), Some(month), Some(day))
        }
    };
    let is_whole = date.year.is_some() && date.month.is_some() && date.day.is_some();
    is_whole.then(|| calendar((date, at + 5)))
}

/// "3 January 2024", "3rd of January".
fn day_month(reader: &Reader<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let (day, end) = day(reader, at)?;
    let end = end + usize::from(reader.is(end, Function::Of));
    let end = reader.past_hyphen(end);
    let month = reader.sense(end).month.filter(|_| reader.is_capitalised(end))?;
    let end = past_stop(reader, end + 1, month.spelling);
    let (year, end) = year_after(reader, end);
    Some((parts(year, Some(month.number), Some(day)), end))
}

/// "January 3", "Jan. 3, 2024", "January 2024", "January".
fn month(reader: &Reader<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let month = reader.sense(at).month.filter(|_| reader.is_capitalised(at))?;
    let number = Some(month.number);
    let end = past_stop(reader, at + 1, month.spelling);
    if let Some((day, end)) = day(reader, reader.past_hyphen(end)) {
        let is_clock = reader.is_joined(end) && reader.mark(end) == Some(':');
        if !is_clock {
            let (year, end) = year_after(reader, end);
            return Some((parts(year, number, Some(day)), end));
        }
    }
    if let (Some(year), end) = year_after(reader, end) {
        return Some((parts(Some(year), number, None), end));
    }
    let is_certain = match month.spelling {
        Spelling::Full => true,
        Spelling::AlsoAWord => is_cued(reader, at) || reader.is_alone(at),
        Spelling::Abbreviated => end > at + 1 && is_cued(reader, at),
    };
    is_certain.then(|| (parts(None, number, None), end))
}

fn is_cued(reader: &Reader<'_>, at: usize) -> bool {
    let before = reader.before(at);
    let before = before
        .filter(|&before| reader.mark(before).is_some_and(is_hyphen))
        .map_or(before, |hyphen| reader.before(hyphen));
    let is_name = reader.is_capitalised(at + 1) && !reader.is_joined(at + 1);
    before.is_some_and(|before| reader.is(before, Function::MonthCue)) && !is_name
}

/// The day of a month, with its ordinal ending.
fn day(reader: &Reader<'_>, at: usize) -> Option<(i8, usize)> {
    let day = reader.digits(at, 1..3)?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let has_ending = reader.is_joined(at + 1) && reader.is(at + 1, Function::OrdinalEnding);
    let end = at + 1 + usize::from(has_ending);
    // "January 5G launch", "May 30-year bonds", "March 20 percent".
    let runs_on =
        reader.is_joined(end) && reader.is_word(end) && !reader.is(end, Function::Possessive);
    let is_percent = reader.is(end, Function::Percent);
    (!runs_on && !is_percent).then_some((day, end))
}

/// Past the full stop of an abbreviated month or weekday.
fn past_stop(reader: &Reader<'_>, at: usize, spelling: Spelling) -> usize {
    let has_stop =
        spelling == Spelling::Abbreviated && reader.is_joined(at) && reader.mark(at) == Some('.');
    at + usize::from(has_stop)
}

/// The year after a day or a month, with or without a comma.
fn year_after(reader: &Reader<'_>, at: usize) -> (Option<i16>, usize) {
    let comma = usize::from(reader.mark(at) == Some(','));
    let year_at = reader.past_hyphen(at + comma);
    let year_at = year_at + usize::from(reader.is(year_at, Function::Of));
    match year(reader, year_at) {
        Some(year) if !is_measured(reader, year_at + 1) => (Some(year), year_at + 1),
        _ => (None, at),
    }
}

fn year(reader: &Reader<'_>, at: usize) -> Option<i16> {
    let year = reader.digits(at, 4..5)?;
    i16::try_from(year).ok().filter(|year| (1000..2200).contains(year))
}

/// "in 2015", "the 2017 attacks", "mid-2023": four digits that count nothing.
fn year_alone(reader: &Reader<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let year = year(reader, at)?;
    if reader.is_alone(at) {
        let is_usual = (1800..2100).contains(&year);
        return is_usual.then(|| (parts(Some(year), None, None), at + 1));
    }
    let hyphenated = reader.is_joined(at) && reader.mark_before(at).is_some_and(is_hyphen);
    let before = reader.before(at)?;
    let cue = if hyphenated { reader.before(before)? } else { before };
    if is_glued(reader, at, hyphenated) || is_measured(reader, at + 1) {
        return None;
    }
    let is_cued = reader.is(cue, Function::YearCue);
    let counts = counts_plural(reader, at + 1);
    let is_year = if hyphenated {
        is_cued || reader.is_number(cue)
    } else if reader.is(cue, Function::StrongYearCue) {
        !reader.is(at + 1, Function::Counted)
    } else {
        !counts && (is_cued || (1800..2100).contains(&year))
    };
    let hedged = reader.language.hedges_before.longest_before(reader.tokens, at);
    let is_number = hedged.is_some() && !is_cued;
    (is_year && !is_number)
        .then(|| (parts(Some(year), None, None), past_second_year(reader, at + 1)))
}

/// Part of something else: "$2000", "#2024", "1.2024", "2024%".
fn is_glued(reader: &Reader<'_>, at: usize, hyphenated: bool) -> bool {
    let joined_before = reader.is_joined(at)
        && !hyphenated
        && !matches!(
            reader.mark_before(at),
            Some('(' | '[' | '“' | '"' | '‘' | '\'' | '–' | '—' | '|' | ',')
        );
    let sign_before = reader.before(at).is_some_and(|before| reader.sense(before).sign);
    let joined_after = reader.is_joined(at + 1)
        && (reader.is_word(at + 1) && !reader.is(at + 1, Function::Possessive)
            || matches!(reader.mark(at + 1), Some('/' | ':' | '.' | '%' | '°' | '$'))
                && reader.is_joined(at + 2)
                && reader.is_number(at + 2));
    joined_before || sign_before || joined_after
}

/// The "-16" of "2015-16" belongs to the year.
fn past_second_year(reader: &Reader<'_>, at: usize) -> usize {
    let is_linked = reader.is_joined(at)
        && reader.mark(at).is_some_and(|mark| is_dash(mark) || mark == '/')
        && reader.is_joined(at + 1)
        && reader.digits(at + 1, 2..3).is_some();
    if is_linked { at + 2 } else { at }
}

/// "2000 percent", "2000 miles", "2000-year-old", "2000 million".
fn is_measured(reader: &Reader<'_>, at: usize) -> bool {
    let unit_at = reader.past_hyphen(at);
    let sense = reader.sense(unit_at);
    let is_unit = sense.time_unit.is_some() || sense.functions.has(Function::Percent);
    let is_scale = matches!(sense.number, Some(crate::language::NumberWord::Scale(_)));
    let language = reader.language;
    is_unit
        || is_scale
        || language.measures.longest_at(reader.text, reader.tokens, unit_at).is_some()
        || language.money_words.longest_at(reader.text, reader.tokens, unit_at).is_some()
}

/// Whether a plural noun follows, as far as spelling tells.
fn counts_plural(reader: &Reader<'_>, at: usize) -> bool {
    let word = reader.text_of(at);
    let is_plural = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
    reader.is(at, Function::Counted)
        || (reader.is_word(at) && !reader.is_capitalised(at) && is_plural)
}

/// "the 1990s", "1990's".
fn decade(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let year = year(reader, at).filter(|year| year % 10 == 0)?;
    let ending = reader.text_of(at + 1);
    let is_plural =
        reader.is_joined(at + 1) && (ending == "s" || reader.is(at + 1, Function::Possessive));
    (is_plural && (ending == "s" || reader.follows(at, Function::Definite)))
        .then_some((DateMention::Decade(year), at + 2))
}

/// "Thursday", "Wednesday, January 3".
fn weekday(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let word = reader.sense(at).weekday.filter(|_| reader.is_capitalised(at))?;
    let end = past_stop(reader, at + 1, word.spelling);
    if let Some((date, end)) = date_after(reader, end) {
        let weekday = Some(word.weekday);
        return Some((DateMention::Calendar { date, weekday }, end));
    }
    let is_certain =
        word.spelling == Spelling::Full || (end > at + 1 && reader.follows(at, Function::MonthCue));
    is_certain.then_some((weekday_mention(None, word.weekday), end))
}

fn weekday_mention(relation: Option<Relation>, weekday: Weekday) -> DateMention {
    DateMention::Weekday { relation, weekday }
}

/// The month and day beside a weekday.
fn date_after(reader: &Reader<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let at = at + usize::from(reader.mark(at) == Some(','));
    let at = at + usize::from(reader.is(at, Function::Definite));
    let date = if reader.is_number(at) { day_month(reader, at) } else { month(reader, at) };
    date.filter(|(date, _)| date.day.is_some())
}

/// "last August", "next Monday", "this week".
fn relative(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let relations = [
        (Function::Last, Relation::Last),
        (Function::This, Relation::This),
        (Function::Next, Relation::Next),
    ];
    let relation = relations.into_iter().find(|&(function, _)| reader.is(at, function))?.1;
    let sense = reader.sense(at + 1);
    let is_name = reader.is_capitalised(at + 1);
    if let Some(word) = sense.weekday.filter(|_| is_name) {
        let end = past_stop(reader, at + 2, word.spelling);
        return Some((weekday_mention(Some(relation), word.weekday), end));
    }
    if sense.month.is_some() && is_name {
        let (date, end) = month(reader, at + 1)?;
        let month = date.month.filter(|_| date.year.is_none())?;
        return Some(match date.day {
            None => (DateMention::RelativeMonth { relation, month }, end),
            Some(_) => calendar((date, end)),
        });
    }
    let unit = sense.time_unit.filter(|unit| unit.times == 1.0)?.unit;
    let is_calendar = matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Year);
    let is_single =
        !reader.text_of(at + 1).ends_with(['s', 'S']) && reader.past_hyphen(at + 2) == at + 2;
    (is_calendar && is_single).then_some((DateMention::RelativeUnit { relation, unit }, at + 2))
}

/// "yesterday"
fn offset(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    // "Today" in capitals inside a sentence is a newspaper.
    let is_title = reader.is_capitalised(at)
        && at > reader.start
        && reader.mark_before(at).is_none()
        && reader.style == super::reader::Style::Prose;
    let days = reader.sense(at).day.filter(|_| !is_title)?;
    Some((DateMention::DayOffset(days), at + 1))
}
