//! Stretches of time without a date of their own: quarters, seasons, parts of a day, "recently".
//!
//! What checks rely on is read by [`super::date`]; a period may lie around such a date.

use super::Meaning;
use super::reader::{Found, Reader, Style, is_hyphen};
use crate::language::{Function, NumberWord, TimeWord};
use crate::value::{
    DateMention, Division, Duration, Number, PartialDate, PeriodMention, Quantity, Relation,
    TimeUnit,
};

/// The period that starts at the token. It claims its tokens up to `rest`; after that a date of
/// its own may stand, as in "the first quarter of 2015".
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    division(reader, at)
        .or_else(|| season(reader, at))
        .or_else(|| relative(reader, at))
        .or_else(|| reference(reader, at))
        .or_else(|| the_quarter(reader, at))
        .or_else(|| year_ago(reader, at))
        .or_else(|| century(reader, at))
        .or_else(|| short_decade(reader, at))
        .or_else(|| several(reader, at))
        .or_else(|| set(reader, at))
}

fn period(tokens: std::ops::Range<usize>, meaning: PeriodMention) -> (Found<Meaning>, usize) {
    let rest = tokens.end;
    (Found { tokens, meaning: Meaning::Period(meaning) }, rest)
}

/// "now", "in recent years".
fn reference(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    if !reader.sense(at).begins_reference {
        return None;
    }
    let (end, found) = reader.language.references.longest_at(reader.text, reader.tokens, at)?;
    let has_article = at > reader.floor
        && (reader.follows(at, Function::Definite) || reader.follows(at, Function::Article));
    if found.needs_article && !has_article {
        return None;
    }
    let leads_on = reader.sense(end).time_unit.is_some() || reader.sense(end).number.is_some();
    if leads_on && reader.sense(end - 1).functions.has(Function::Previous) {
        return None;
    }
    // "Now" in capitals inside a sentence is part of a name.
    let is_name =
        reader.is_capitalised(at) && at > reader.start && reader.mark_before(at).is_none();
    let is_joined = reader.mark(end).is_some_and(is_hyphen) && reader.is_joined(end)
        || reader.mark_before(at).is_some_and(is_hyphen) && reader.is_joined(at);
    (!is_joined && (!is_name || reader.style == Style::Title)).then(|| {
        let start = at - usize::from(has_article && found.relation != Relation::This);
        period(start..end, PeriodMention::Reference(found.relation))
    })
}

/// "the third quarter of 2015", "fiscal first-half", "this year's third quarter".
fn division(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let number = match reader.sense(at).number {
        Some(NumberWord::Ordinal(n @ 1..=4)) => n as i8,
        _ if reader.is(at, Function::Final) => 4,
        _ => return None,
    };
    let word_at = reader.past_hyphen(at + 1);
    let fiscal = usize::from(reader.is(word_at, Function::Fiscal));
    let word_at = word_at + fiscal;
    let sense = reader.sense(word_at);
    let kind = match (sense.time_unit, sense.number) {
        (Some(TimeWord { unit: TimeUnit::Month, .. }), _) if is_quarter(reader, word_at) => {
            Division::Quarter
        }
        (_, Some(NumberWord::Fraction(2))) if number <= 2 => Division::Half,
        _ => return None,
    };
    let rest = word_at + 1;
    let (year, end) = year_after(reader, rest);
    let (year, owner) = match year {
        Some(year) => (Some(year), None),
        None => owning_year(reader, at),
    };
    // Without a year the second half may be that of a match.
    if kind == Division::Half && year.is_none() {
        return None;
    }
    let start = owner.unwrap_or_else(|| before_division(reader, at));
    let meaning = PeriodMention::Division { kind, number, year };
    Some((Found { tokens: start..end, meaning: Meaning::Period(meaning) }, rest))
}

fn is_quarter(reader: &Reader<'_>, at: usize) -> bool {
    reader.sense(at).time_unit.is_some_and(|word| word.times == 3.0)
        && !reader.text_of(at).ends_with(['s', 'S'])
}

/// The year before: "this year's third quarter". It has been read by itself.
fn owning_year(reader: &Reader<'_>, at: usize) -> (Option<DateMention>, Option<usize>) {
    let start = at.checked_sub(3).filter(|&start| start >= reader.start);
    let owns = reader.follows(at, Function::Possessive);
    match start.filter(|_| owns).and_then(|start| Some((relation(reader, start)?, start))) {
        Some((relation, start)) => {
            (Some(DateMention::RelativeUnit { relation, unit: TimeUnit::Year }), Some(start))
        }
        None => (None, None),
    }
}

/// "the quarter": the one the article is about, which is the last one as a rule.
fn the_quarter(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let is_known = is_quarter(reader, at)
        && reader.follows(at, Function::Definite)
        && !reader.is(at + 1, Function::Of)
        && reader.past_hyphen(at + 1) == at + 1
        && at > reader.floor;
    let unit = TimeUnit::Month;
    let (relation, number) = (Relation::Last, Number::Singular);
    is_known
        .then(|| period(at - 1..at + 1, PeriodMention::Unit { relation, unit, times: 3, number }))
}

/// "the year-ago period", "the year-earlier quarter".
fn year_ago(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let word = reader.sense(at).time_unit?;
    let ago_at = reader.past_hyphen(at + 1);
    let is_ago = reader.is(ago_at, Function::Ago) || reader.is(ago_at, Function::Earlier);
    if ago_at == at + 1 || !is_ago || word.times != 1.0 {
        return None;
    }
    let start = at - usize::from(reader.follows(at, Function::Definite) && at > reader.floor);
    let noun =
        usize::from(is_quarter(reader, ago_at + 1) || reader.text_of(ago_at + 1) == "period");
    let meaning = PeriodMention::Shifted { amount: -1, unit: word.unit };
    Some(period(start..ago_at + 1 + noun, meaning))
}

/// Back over "the fiscal".
fn before_division(reader: &Reader<'_>, at: usize) -> usize {
    let is_fiscal = reader.follows(at, Function::Fiscal);
    let at = at - usize::from(is_fiscal && at > reader.floor);
    let has_article = reader.follows(at, Function::Definite) && at > reader.floor;
    at - usize::from(has_article)
}

/// The year that "of 2015", "of last year" or a bare "2015" names.
fn year_after(reader: &Reader<'_>, at: usize) -> (Option<DateMention>, usize) {
    let of = at + usize::from(reader.is(at, Function::Of) || reader.is(at, Function::YearCue));
    let fiscal = of + usize::from(reader.is(of, Function::Fiscal));
    if let Some(year) = year(reader, fiscal) {
        return (Some(year), fiscal + 1);
    }
    let word = of + usize::from(reader.is(of, Function::Definite));
    let is_year = reader.sense(word + 1).time_unit.is_some_and(|w| w.unit == TimeUnit::Year);
    match relation(reader, word).filter(|_| is_year) {
        Some(relation) => {
            let unit = TimeUnit::Year;
            (Some(DateMention::RelativeUnit { relation, unit }), word + 2)
        }
        None => (None, at),
    }
}

fn year(reader: &Reader<'_>, at: usize) -> Option<DateMention> {
    let year = reader.digits(at, 4..5).filter(|year| (1500..2200).contains(year))?;
    let date = PartialDate { year: i16::try_from(year).ok(), month: None, day: None };
    Some(DateMention::Calendar { date, weekday: None })
}

fn relation(reader: &Reader<'_>, at: usize) -> Option<Relation> {
    let sides = [
        (Function::Last, Relation::Last),
        (Function::Previous, Relation::Last),
        (Function::This, Relation::This),
        (Function::Next, Relation::Next),
        (Function::Following, Relation::Next),
    ];
    sides.into_iter().find(|&(function, _)| reader.is(at, function)).map(|(_, side)| side)
}

/// "last summer", "in the spring of 1994".
fn season(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let side = relation(reader, at);
    let skip = usize::from(side.is_some());
    let skip = skip + usize::from(skip == 1 && reader.is(at + 1, Function::Previous));
    let season = reader.sense(at + skip).season?;
    let word = at + skip;
    let (year, end) = year_after(reader, word + 1);
    // Of these words two are verbs and all are adjectives: they need company.
    let before = reader.before(at).filter(|&before| before >= reader.floor);
    let has_article = before.is_some_and(|before| reader.is(before, Function::Definite));
    let cue_at = if has_article { reader.before(at - 1) } else { before };
    let is_cued = cue_at.is_some_and(|cue| reader.is(cue, Function::StrongYearCue));
    let is_modifier = reader.is_word(word + 1)
        && !reader.is_joined(word + 1)
        && !reader.is(word + 1, Function::NounEnd);
    if side.is_none() && year.is_none() && (!is_cued || is_modifier) {
        return None;
    }
    let start = at - usize::from(has_article);
    let meaning = PeriodMention::Season { season, relation: side, year };
    Some((Found { tokens: start..end, meaning: Meaning::Period(meaning) }, word + 1))
}

/// "last quarter", "the previous year", "the past decade", "last weekend", "the coming months".
fn relative(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let relation = relation(reader, at)?;
    let start = at - usize::from(reader.follows(at, Function::Definite) && at > reader.floor);
    let word_at = at + 1 + usize::from(reader.is(at + 1, Function::Fiscal));
    if reader.is(word_at, Function::Weekend) {
        return Some(period(start..word_at + 1, PeriodMention::Weekend(relation)));
    }
    if let Some(part) = reader.sense(word_at).day_part {
        let days = if relation == Relation::Last { -1 } else { 0 };
        let day = DateMention::DayOffset(days);
        let fits = relation != Relation::Next;
        let meaning = PeriodMention::PartOfDay { day, part };
        return fits.then(|| period(start..word_at + 1, meaning));
    }
    if let Some(length) = length_after(reader, start, word_at) {
        return Some(length);
    }
    let word = reader.sense(word_at).time_unit?;
    let is_plural = reader.text_of(word_at).ends_with(['s', 'S']);
    let is_compound = reader.past_hyphen(word_at + 1) > word_at + 1;
    let is_long = !matches!(word.unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    // "one last year", "the following day" are told apart only by context; days are no news.
    (is_long && !is_compound).then(|| {
        let number = if is_plural { Number::Plural } else { Number::Singular };
        let times = word.times as u8;
        let meaning = PeriodMention::Unit { relation, unit: word.unit, times, number };
        period(start..word_at + 1, meaning)
    })
}

/// "the past three months": the length is read again by itself.
fn length_after(reader: &Reader<'_>, start: usize, at: usize) -> Option<(Found<Meaning>, usize)> {
    let starts = reader.is_number(at) || reader.sense(at).number.is_some();
    let found = starts.then(|| super::number::read(reader, at))??;
    let is_next = found.tokens.start == at;
    match found.meaning {
        Meaning::Duration(length) if is_next => {
            let tokens = start..found.tokens.end;
            Some((Found { tokens, meaning: Meaning::Duration(length) }, at))
        }
        _ => None,
    }
}

/// "the 20th century".
fn century(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let may_be = reader.is_number(at) || reader.sense(at).number.is_some();
    let (number, end) = may_be.then(|| super::number::ordinal_number(reader, at))??;
    let word_at = reader.past_hyphen(end);
    let is_century = reader
        .sense(word_at)
        .time_unit
        .is_some_and(|word| word.unit == TimeUnit::Year && word.times == 100.0);
    let number = (is_century && (1.0..30.0).contains(&number)).then_some(number as u8)?;
    let start = at - usize::from(reader.follows(at, Function::Definite) && at > reader.floor);
    Some(period(start..word_at + 1, PeriodMention::Century(number)))
}

/// "the '80s", "the 70s"; "the nineties" of a century goes without saying.
fn short_decade(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let tens = reader.digits(at, 2..3).filter(|tens| tens % 10 == 0)?;
    let is_plural = reader.is_joined(at + 1) && reader.text_of(at + 1) == "s";
    let has_mark = matches!(reader.mark_before(at), Some('\'' | '’' | '‘')) && reader.is_joined(at);
    let before = if has_mark { at - 1 } else { at };
    let is_cued = reader.follows(before, Function::Definite)
        || reader.follows(before, Function::And)
        || reader.follows(before, Function::PartOf);
    let is_age = before.checked_sub(1).is_some_and(|word| reader.is(word, Function::PersonsOwn));
    (is_plural && is_cued && !is_age && tens >= 20)
        .then(|| period(before..at + 2, PeriodMention::ShortDecade(tens as u8 / 10)))
}

/// "for decades", "in minutes": several of a unit, nobody says how many.
fn several(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let word = reader.sense(at).time_unit?;
    let is_plural = reader.text_of(at).ends_with(['s', 'S']);
    let is_counted = reader.follows(at, Function::SeveralCue);
    let begins_more = reader.is(at + 1, Function::Of) || reader.is(at + 1, Function::Possessive);
    (is_plural && is_counted && !begins_more && word.times != 3.0)
        .then(|| period(at..at + 1, PeriodMention::Several(word.unit)))
}

/// "annual", "every day", "each week", "a month" after a rate.
fn set(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let (word, end) = match reader.sense(at).every {
        Some(word) => (word, at + 1),
        None => {
            let is_every = reader.is(at, Function::Every) || reader.is(at, Function::Per);
            (reader.sense(at + 1).time_unit.filter(|_| is_every)?, at + 2)
        }
    };
    if reader.text_of(end - 1).ends_with(['s', 'S']) {
        return None;
    }
    let amount = Quantity::exactly(word.times);
    let every = Duration { amount, unit: word.unit };
    Some((Found { tokens: at..end, meaning: Meaning::Set(every) }, end))
}

/// What lies around a date just read: "early 2015", "the end of last year", "Thursday night",
/// "mid-2011".
pub(super) fn around(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    let Meaning::Date(date) = found.meaning else {
        return None;
    };
    part_of_day(reader, date, found).or_else(|| part_of_date(reader, date, found))
}

fn part_of_day(
    reader: &Reader<'_>,
    date: DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let end = found.tokens.end;
    let is_day = match date {
        DateMention::Weekday { .. } | DateMention::DayOffset(_) => true,
        DateMention::Calendar { date, .. } => date.day.is_some(),
        _ => false,
    };
    // "tonight" names day and part at once.
    let itself = reader.sense(end - 1).day_part;
    let after = reader.sense(end).day_part.filter(|_| !reader.is_joined(end));
    let (part, end) = match (itself, after) {
        (Some(part), _) => (part, end - 1),
        (None, part) => (part.filter(|_| is_day)?, end),
    };
    let meaning = Meaning::Period(PeriodMention::PartOfDay { day: date, part });
    Some(Found { tokens: found.tokens.start..end + 1, meaning })
}

fn part_of_date(
    reader: &Reader<'_>,
    date: DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let is_compared = || {
        reader.before(found.tokens.start).is_some_and(|before| {
            reader.is(before, Function::Earlier) || reader.is(before, Function::Later)
        })
    };
    let is_long = match date {
        DateMention::DayOffset(_) | DateMention::Weekday { .. } => is_compared(),
        DateMention::Calendar { date, .. } => date.day.is_none(),
        DateMention::RelativeMonth { .. }
        | DateMention::RelativeUnit { .. }
        | DateMention::Decade(_) => true,
        DateMention::MonthOffset(_) => false,
    };
    let mut at = reader.before(found.tokens.start).filter(|_| is_long)?;
    // "the end of the 1990s", "mid-2011"
    while reader.is(at, Function::Of) || reader.is(at, Function::Definite) || is_link(reader, at) {
        at = reader.before(at)?;
    }
    let part = reader.sense(at).date_part.filter(|_| at >= reader.floor)?;
    let start = at - usize::from(reader.follows(at, Function::Definite) && at > reader.floor);
    let meaning = Meaning::Period(PeriodMention::PartOfDate { date, part });
    Some(Found { tokens: start..found.tokens.end, meaning })
}

fn is_link(reader: &Reader<'_>, at: usize) -> bool {
    reader.mark(at).is_some_and(is_hyphen) && reader.is_joined(at)
}

/// "three days later", "a year earlier": the length of time is an annotation of its own.
pub(super) fn shifted(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    let Meaning::Duration(length) = found.meaning else {
        return None;
    };
    let end = found.tokens.end;
    let sign = if reader.is(end, Function::Earlier) {
        -1.0
    } else if reader.is(end, Function::Later) {
        1.0
    } else {
        return None;
    };
    let amount = (sign * length.amount.stated).round() as i32;
    let meaning = PeriodMention::Shifted { amount, unit: length.unit };
    Some(Found { tokens: found.tokens.start..end + 1, meaning: Meaning::Period(meaning) })
}
