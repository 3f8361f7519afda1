//! What a figure is compared with: "a year earlier", "the year-ago quarter", "the same period last
//! year".

use super::Meaning;
use super::period::{before_article, is_quarter, period};
use super::reader::{Found, Reader};
use crate::language::{Function, NumberWord};
use crate::value::{Compared, DateMention, PeriodMention, Relation, TimeUnit};

/// "the year-ago period", "the year-earlier third quarter".
pub(super) fn year_ago(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let word = reader.sense(at).time_unit?;
    let ago_at = reader.past_hyphen(at + 1);
    let is_ago = reader.is(ago_at, Function::Ago) || reader.is(ago_at, Function::Earlier);
    let is_year = word.unit == TimeUnit::Year && word.times == 1.0;
    if ago_at == at + 1 || !is_ago || !is_year {
        return None;
    }
    let noun = ago_at + 1;
    let is_numbered = matches!(reader.sense(noun).number, Some(NumberWord::Ordinal(1..=4)));
    let noun = noun + usize::from(is_numbered && is_quarter(reader, noun + 1));
    let (compared, end) = if is_quarter(reader, noun) {
        (Compared::Quarter, noun + 1)
    } else {
        (Compared::Told, noun + usize::from(reader.is(noun, Function::Stretch)))
    };
    Some(period(before_article(reader, at)..end, PeriodMention::YearAgo(compared)))
}

/// "the same period last year", "the corresponding quarter of the previous year".
pub(super) fn with_last_year(
    reader: &Reader<'_>,
    date: DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let is_last_year = matches!(
        date,
        DateMention::RelativeUnit { relation: Relation::Last, unit: TimeUnit::Year }
            | DateMention::MonthOffset(-12)
    );
    is_last_year.then(|| like_period(reader, found.tokens.clone()))?
}

/// The "same period" before "last year" or "a year earlier", with both.
fn like_period(reader: &Reader<'_>, year: std::ops::Range<usize>) -> Option<Found<Meaning>> {
    let mut at = reader.before(year.start)?;
    while [Function::Of, Function::Definite, Function::Inside].iter().any(|&f| reader.is(at, f)) {
        at = reader.before(at)?;
    }
    let is_span = reader.is(at, Function::Stretch) || reader.sense(at).time_unit.is_some();
    let is_time = is_span || reader.is(at, Function::Time);
    let like =
        reader.before(at).filter(|&like| is_time && reader.is(like, Function::LikePeriod))?;
    let compared = if is_quarter(reader, at) { Compared::Quarter } else { Compared::Told };
    let unclaimed = Reader { floor: reader.start, ..*reader };
    let start = before_article(&unclaimed, like);
    let meaning = Meaning::Period(PeriodMention::YearAgo(compared));
    Some(Found { tokens: start..year.end, meaning })
}

/// What lies around a length of time, or around the date that one and "ago" make.
pub(super) fn around(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    match found.meaning {
        Meaning::Date(date) => with_last_year(reader, date, found),
        _ => shifted(reader, found),
    }
}

/// "three days later", "a year earlier": the length of time is an annotation of its own.
fn shifted(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    let Meaning::Duration(length) = found.meaning else {
        return None;
    };
    let end = found.tokens.end;
    let sign = if reader.is(end, Function::Earlier) && !counts_from(reader, end) {
        -1.0
    } else if reader.is(end, Function::Later) {
        1.0
    } else {
        return None;
    };
    let amount = (sign * length.amount.stated).round() as i32;
    let tokens = found.tokens.start..end + 1;
    if amount == -1
        && length.unit == TimeUnit::Year
        && let Some(compared) = like_period(reader, tokens.clone())
    {
        return Some(compared);
    }
    let is_vague = crate::value::is_unspecific(&length.amount);
    let meaning = if is_vague || amount == 0 {
        PeriodMention::Reference(if sign < 0.0 { Relation::Last } else { Relation::Next })
    } else {
        PeriodMention::Shifted { amount, unit: length.unit }
    };
    Some(Found { tokens, meaning: Meaning::Period(meaning) })
}

/// Whether "before" has something to count from: "two days before the vote".
fn counts_from(reader: &Reader<'_>, at: usize) -> bool {
    reader.is(at, Function::CountsBack) && reader.is_word(at + 1)
}

/// "two days before yesterday", "three weeks from next Tuesday": the length has been read just
/// before the date.
pub(super) fn from_date(
    reader: &Reader<'_>,
    all: &[Found<Meaning>],
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let Meaning::Date(day) = found.meaning else { return None };
    let link = reader.before(found.tokens.start)?;
    let sign = if reader.is(link, Function::CountsBack) {
        -1.0
    } else if reader.is(link, Function::CountsOn) {
        1.0
    } else {
        return None;
    };
    let is_before = |found: &&Found<Meaning>| {
        found.tokens.end == link && matches!(found.meaning, Meaning::Duration(_))
    };
    let length = all.iter().rev().take(3).find(is_before)?;
    let Meaning::Duration(stated) = length.meaning else { return None };
    let amount = (sign * stated.amount.stated).round() as i32;
    let unit = stated.unit;
    let meaning = Meaning::Period(PeriodMention::ShiftedFrom { amount, unit, day });
    let fits =
        super::moment::is_day(&day) && length.tokens.start >= reader.start && unit >= TimeUnit::Day;
    fits.then(|| Found { tokens: length.tokens.start..found.tokens.end, meaning })
}
