//! Dates: by the calendar, by the weekday, and relative to the day of writing.

use super::Meaning;
use super::reader::{Found, Reader, is_dash, is_hyphen};
use crate::language::{Case, Function, MonthWord, NumberWord, Spelling, TokenKind, WeekdayWord};
use crate::value::{DateMention, PartialDate, Relation, TimeUnit};
use jiff::civil::Weekday;

/// The date that starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (date, end) = if reader.is_number(at) {
        numeric(reader, at)
            .or_else(|| day_month(reader, at))
            .or_else(|| decade(reader, at))
            .or_else(|| year_alone(reader, at))
            .or_else(|| short_year(reader, at))?
    } else {
        weekday(reader, at)
            .or_else(|| month(reader, at))
            .or_else(|| relative(reader, at))
            .or_else(|| offset(reader, at))
            .or_else(|| second_day(reader, at))
            .or_else(|| in_words(reader, at))?
    };
    let start = at - usize::from(takes_before(reader, &date, at));
    Some(Found { tokens: start..end, meaning: Meaning::Date(date) })
}

/// Whether the mark of "'82", or the article of "the last year" and "the 1990s", belongs to it.
fn takes_before(reader: &Reader<'_>, date: &DateMention, at: usize) -> bool {
    let is_long = matches!(
        date,
        DateMention::RelativeUnit { .. }
            | DateMention::Decade(_)
            | DateMention::Weekday { relation: Some(_), .. }
            | DateMention::DayOffset(-2 | 2)
    );
    let has_article = is_long && at > reader.floor && reader.follows(at, Function::Definite);
    let is_numbered = matches!(reader.sense(at).number, Some(NumberWord::Ordinal(_)));
    has_article
        || is_numbered && at > reader.floor && reader.follows(at, Function::Definite)
        || reader.digits(at, 2..3).is_some() && has_short_mark(reader, at)
}

/// Whether the digits follow the mark of a year without its century.
fn has_short_mark(reader: &Reader<'_>, at: usize) -> bool {
    let is_mark = matches!(reader.mark_before(at), Some('\'' | '’' | '‘'));
    is_mark && reader.is_joined(at) && !reader.is_joined(at - 1)
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
        meaning: Meaning::Date(calendar(parts(year, Some(month), Some(day)))),
    })
}

fn calendar(date: PartialDate) -> DateMention {
    DateMention::Calendar { date, weekday: None }
}

/// The year that two digits stand for: people abbreviate those near their own.
fn in_full(short: u32) -> i16 {
    let century = if short < 40 { 2000 } else { 1900 };
    i16::try_from(short).map_or(century, |short| century + short)
}

fn parts(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> PartialDate {
    PartialDate { year, month, day }
}

/// "2024-01-03", "13/01/2024", "5/6/09"; "03/01/2024" is March in one country and January in the
/// next.
fn numeric(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let mark = reader.mark(at + 1)?;
    let is_one = (at + 1..at + 5).all(|part| reader.is_joined(part))
        && reader.mark(at + 3) == Some(mark)
        && (is_hyphen(mark) || mark == '/')
        && !(reader.is_joined(at + 5) && reader.mark(at + 5) == Some(mark))
        && !(reader.is_joined(at) && reader.mark_before(at) == Some(mark));
    if !is_one {
        return None;
    }
    let small = |at| reader.digits(at, 1..3).and_then(|n| i8::try_from(n).ok());
    if reader.digits(at, 4..5).is_some() {
        let date = parts(year(reader, at), small(at + 2), small(at + 4));
        let is_whole = date.year.is_some() && date.month.is_some() && date.day.is_some();
        return is_whole.then(|| (calendar(date), at + 5));
    }
    let (first, second) = (small(at)?, small(at + 2)?);
    let year = match reader.digits(at + 4, 2..3) {
        Some(short) => (mark == '/').then(|| in_full(short))?,
        None => year(reader, at + 4)?,
    };
    let (day, month) = match (first, second) {
        (13..=31, 1..=12) => (first, second),
        (1..=12, 13..=31) => (second, first),
        (1..=12, 1..=12) if first == second => (first, second),
        (1..=12, 1..=12) => return Some((DateMention::DayOrMonth { year, first, second }, at + 5)),
        _ => return None,
    };
    Some((calendar(parts(Some(year), Some(month), Some(day))), at + 5))
}

/// "3 January 2024", "3rd of January".
fn day_month(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let (day, end) = day(reader, at)?;
    month_after_day(reader, day, end)
}

/// The month, with its year, after a day.
fn month_after_day(reader: &Reader<'_>, day: i8, end: usize) -> Option<(DateMention, usize)> {
    let end = end + usize::from(reader.is(end, Function::Of));
    let end = reader.past_hyphen(end);
    let month = reader.sense(end).month?;
    if month.spelling == Spelling::Abbreviated && !reader.is_capitalised(end) {
        return None;
    }
    let end = past_stop(reader, end + 1, month.spelling);
    Some(in_its_year(reader, month.number, Some(day), end))
}

/// A month, with or without a day, in the year that follows.
fn in_its_year(
    reader: &Reader<'_>,
    month: i8,
    day: Option<i8>,
    end: usize,
) -> (DateMention, usize) {
    if let Some((relation, end)) = year_by_relation(reader, end) {
        return (DateMention::MonthOf { relation, month, day }, end);
    }
    let (year, end) = year_after(reader, end);
    (calendar(parts(year, Some(month), day)), end)
}

/// The "last year" of "July last year" and "of next year" of "October of next year".
fn year_by_relation(reader: &Reader<'_>, at: usize) -> Option<(Relation, usize)> {
    let at = at + usize::from(reader.is(at, Function::Of));
    let at = at + usize::from(reader.is(at, Function::Definite));
    let relation = relation(reader, at)?;
    let unit = reader.sense(at + 1).time_unit?;
    let is_year = unit.unit == TimeUnit::Year && unit.times == 1.0;
    let owns = reader.is(at + 2, Function::Possessive);
    (is_year && !owns && !is_plural(reader, at + 1)).then_some((relation, at + 2))
}

fn is_plural(reader: &Reader<'_>, at: usize) -> bool {
    reader.text_of(at).ends_with(['s', 'S'])
}

/// "January 3", "Jan. 3, 2024", "January 2024", "January", "March the 4th", "July last year".
fn month(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let month = reader.sense(at).month?;
    let is_name = reader.is_capitalised(at);
    if !is_name && month.spelling == Spelling::Abbreviated {
        return None;
    }
    let end = past_stop(reader, at + 1, month.spelling);
    if let Some((day, end)) = day_after_month(reader, end) {
        let is_clock = reader.is_joined(end) && reader.mark(end) == Some(':');
        if !is_clock {
            return Some(in_its_year(reader, month.number, Some(day), end));
        }
    }
    let (date, year_end) = in_its_year(reader, month.number, None, end);
    if year_end > end {
        return Some((date, year_end));
    }
    let is_certain = match month.spelling {
        Spelling::Full => true,
        Spelling::AlsoAWord => is_name && (is_cued(reader, at) || reader.is_alone(at)),
        Spelling::Abbreviated => end > at + 1 && is_cued(reader, at),
    };
    is_certain.then_some((date, end))
}

/// "3", "3rd", "the 3rd", "third".
fn day_after_month(reader: &Reader<'_>, at: usize) -> Option<(i8, usize)> {
    if let Some(found) = day(reader, reader.past_hyphen(at)) {
        return Some(found);
    }
    let at = at + usize::from(reader.is(at, Function::Definite));
    let (day, end) = ordinal_day(reader, at)?;
    let runs_on =
        reader.is_word(end) && !reader.is_joined(end) && !reader.is(end, Function::NounEnd)
            || reader.past_hyphen(end) > end;
    (!runs_on).then_some((day, end))
}

/// A day of the month as an ordinal in words, or in digits with their ending.
fn ordinal_day(reader: &Reader<'_>, at: usize) -> Option<(i8, usize)> {
    let may_be = reader.is_number(at) || reader.sense(at).number.is_some();
    let (value, end) = may_be.then(|| super::number::ordinal_number(reader, at))??;
    let day = (value as i64).try_into().ok().filter(|day| (1..=31).contains(day))?;
    Some((day, end))
}

/// "the second of June", "nineteen ninety-six".
fn in_words(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let first = reader.sense(at).number?;
    if let NumberWord::Ordinal(_) = first {
        let (day, end) = ordinal_day(reader, at)?;
        let has_of = reader.is(end, Function::Of);
        return has_of.then(|| month_after_day(reader, day, end))?;
    }
    let NumberWord::Small(century @ 15.0..=20.0) = first else {
        return two_thousand(reader, at);
    };
    let (years, end) = two_digits_in_words(reader, reader.past_hyphen(at + 1))?;
    let counts = reader.sense(end).number.is_some() || is_measured(reader, end);
    let year = century as i16 * 100 + years;
    (!counts && years > 9).then(|| (calendar(parts(Some(year), None, None)), end))
}

/// "two thousand and ten", where a year is what is meant.
fn two_thousand(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let is_two = reader.sense(at).number == Some(NumberWord::Small(2.0));
    let thousand_at = reader.past_hyphen(at + 1);
    let is_thousand = reader.sense(thousand_at).number == Some(NumberWord::Scale(1000.0));
    let is_cued = reader.before(at).is_some_and(|cue| {
        reader.sense(cue).time_unit.is_some_and(|word| word.unit == TimeUnit::Year)
    });
    if !is_two || !is_thousand || !is_cued {
        return None;
    }
    let and = thousand_at + 1 + usize::from(reader.is(thousand_at + 1, Function::And));
    let (years, end) = two_digits_in_words(reader, and).unwrap_or((0, thousand_at + 1));
    Some((calendar(parts(Some(2000 + years), None, None)), end))
}

fn two_digits_in_words(reader: &Reader<'_>, at: usize) -> Option<(i16, usize)> {
    match reader.sense(at).number? {
        NumberWord::Small(n) if n > 0.0 => Some((n as i16, at + 1)),
        NumberWord::Tens(tens) => {
            let unit_at = reader.past_hyphen(at + 1);
            match reader.sense(unit_at).number {
                Some(NumberWord::Small(n @ 1.0..=9.0)) => Some(((tens + n) as i16, unit_at + 1)),
                _ => Some((tens as i16, at + 1)),
            }
        }
        _ => None,
    }
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
    // "21 Sep '03"
    if let Some(short) = reader.digits(at + 1, 2..3).filter(|_| has_short_mark(reader, at + 1)) {
        return (Some(in_full(short)), at + 2);
    }
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
fn year_alone(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let year = year(reader, at)?;
    let date = calendar(parts(Some(year), None, None));
    if reader.is_alone(at) {
        let is_usual = (1800..2100).contains(&year);
        return is_usual.then_some((date, at + 1));
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
    (is_year && !is_number).then(|| (date, past_second_year(reader, at + 1)))
}

/// "since '82", "the summer of '69".
fn short_year(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let short = reader.digits(at, 2..3)?;
    let mark = reader.before(at).filter(|_| has_short_mark(reader, at))?;
    let runs_on = reader.is_joined(at + 1)
        && !reader.is(at + 1, Function::Possessive)
        && (reader.is_word(at + 1) || reader.is_number(at + 1));
    let is_cued = reader.follows(mark, Function::YearCue);
    (is_cued && !runs_on).then(|| (calendar(parts(Some(in_full(short)), None, None)), at + 1))
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
    // "the 1994 quarter" is one of that year.
    let is_unit = sense.time_unit.is_some() && !super::period::is_quarter(reader, unit_at)
        || sense.functions.has(Function::Percent);
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
    let word = weekday_word(reader, at)?;
    let end = past_stop(reader, at + 1, word.spelling);
    if let Some((date, end)) = date_after(reader, end) {
        let weekday = Some(word.weekday);
        return Some((DateMention::Calendar { date, weekday }, end));
    }
    if let Some((relation, end)) = week_by_relation(reader, end) {
        return Some((DateMention::WeekdayOf { relation, weekday: word.weekday }, end));
    }
    let is_certain =
        word.spelling == Spelling::Full || (end > at + 1 && reader.follows(at, Function::MonthCue));
    is_certain.then_some((weekday_mention(None, word.weekday), end))
}

/// The weekday that a word names: its abbreviations are words too unless they have a capital.
fn weekday_word(reader: &Reader<'_>, at: usize) -> Option<WeekdayWord> {
    let word = reader.sense(at).weekday?;
    (reader.is_capitalised(at) || word.spelling == Spelling::Full).then_some(word)
}

fn weekday_mention(relation: Option<Relation>, weekday: Weekday) -> DateMention {
    DateMention::Weekday { relation, weekday }
}

/// The "last week" of "Saturday last week" and "Monday of next week".
fn week_by_relation(reader: &Reader<'_>, at: usize) -> Option<(Relation, usize)> {
    let at = at + usize::from(reader.is(at, Function::Of));
    let relation = relation(reader, at)?;
    let unit = reader.sense(at + 1).time_unit?;
    let is_week = unit.unit == TimeUnit::Week && unit.times == 1.0;
    (is_week && !is_plural(reader, at + 1)).then_some((relation, at + 2))
}

/// The month and day beside a weekday.
fn date_after(reader: &Reader<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let at = at + usize::from(reader.mark(at) == Some(','));
    let at = at + usize::from(reader.is(at, Function::Definite));
    let found = if reader.is_number(at) { day_month(reader, at) } else { month(reader, at) };
    match found? {
        (DateMention::Calendar { date, .. }, end) if date.day.is_some() => Some((date, end)),
        _ => None,
    }
}

fn relation(reader: &Reader<'_>, at: usize) -> Option<Relation> {
    let relations = [
        (Function::Last, Relation::Last),
        (Function::This, Relation::This),
        (Function::Next, Relation::Next),
    ];
    relations.into_iter().find(|&(function, _)| reader.is(at, function)).map(|(_, side)| side)
}

/// "last August", "next Monday", "this week", "this past Friday", "the previous Friday".
fn relative(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let side = relation(reader, at);
    let is_past = reader.is(at, Function::Previous);
    let (relation, name_at) = match side {
        Some(Relation::This) if reader.is(at + 1, Function::Previous) => (Relation::Last, at + 2),
        Some(Relation::This) if reader.is(at + 1, Function::Next) => (Relation::Next, at + 2),
        Some(relation) => (relation, at + 1),
        None if is_past => (Relation::Last, at + 1),
        None if reader.is(at, Function::Following) => (Relation::Next, at + 1),
        None => return None,
    };
    let sense = reader.sense(name_at);
    if let Some(word) = weekday_word(reader, name_at) {
        let end = past_stop(reader, name_at + 1, word.spelling);
        if let Some((date, end)) = date_after(reader, end) {
            let weekday = Some(word.weekday);
            return Some((DateMention::Calendar { date, weekday }, end));
        }
        return Some((weekday_mention(Some(relation), word.weekday), end));
    }
    if let Some(word) = sense.month {
        let (found, end) =
            month(reader, name_at).or_else(|| month_in_lower_case(reader, at, name_at, word))?;
        let DateMention::Calendar { date, .. } = found else { return None };
        let month = date.month.filter(|_| date.year.is_none())?;
        return Some(match date.day {
            None => (DateMention::RelativeMonth { relation, month }, end),
            Some(_) => (found, end),
        });
    }
    if side.is_none() || name_at > at + 1 {
        return None;
    }
    let unit = sense.time_unit.filter(|unit| unit.times == 1.0)?.unit;
    let is_calendar = matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Year);
    // "the last week of March" is not last week.
    let is_of_month = super::period::is_of_date(reader, at + 2);
    let is_single =
        !is_plural(reader, at + 1) && reader.past_hyphen(at + 2) == at + 2 && !is_of_month;
    (is_calendar && is_single).then_some((DateMention::RelativeUnit { relation, unit }, at + 2))
}

/// "last march" is a month, "the last march" a march.
fn month_in_lower_case(
    reader: &Reader<'_>,
    at: usize,
    name_at: usize,
    word: MonthWord,
) -> Option<(DateMention, usize)> {
    let is_month = word.spelling == Spelling::AlsoAWord
        && (reader.is(at, Function::Last) || reader.is(at, Function::Next))
        && !reader.follows(at, Function::Definite)
        && (!reader.is_word(name_at + 1) || reader.is(name_at + 1, Function::NounEnd));
    is_month.then(|| (calendar(parts(None, Some(word.number), None)), name_at + 1))
}

/// "the day before yesterday", "the day after tomorrow".
fn second_day(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    let unit = reader.sense(at).time_unit?;
    let is_day = unit.unit == TimeUnit::Day && !is_plural(reader, at);
    let days = reader.sense(at + 2).day.filter(|_| is_day)?;
    let is_second = match days {
        -1 => reader.is(at + 1, Function::CountsBack),
        1 => reader.is(at + 1, Function::CountsOn),
        _ => false,
    };
    is_second.then_some((DateMention::DayOffset(2 * days), at + 3))
}

/// "yesterday"
fn offset(reader: &Reader<'_>, at: usize) -> Option<(DateMention, usize)> {
    // "Today" in capitals inside a sentence is a newspaper.
    let is_title = reader.is_capitalised(at)
        && at > reader.start
        && reader.mark_before(at).is_none()
        && reader.style == super::reader::Style::Prose;
    let is_shouted =
        |at: usize| matches!(reader.token(at).map(|t| t.kind), Some(TokenKind::Word(Case::Upper)));
    let is_title = is_title || at > reader.start && is_shouted(at) && is_shouted(at - 1);
    let days = reader.sense(at).day.filter(|_| !is_title)?;
    Some((DateMention::DayOffset(days), at + 1))
}
