//! Stretches of time without a date of their own: quarters, seasons, decades, "recently".
//!
//! What checks rely on is read by [`super::date`]; a period may lie around such a date.

use super::Meaning;
use super::reader::{Found, Reader, Style, is_hyphen};
use super::{comparison, day_part, recurrence};
use crate::language::{Function, NumberWord, TimeWord};
use crate::value::{
    DateMention, DatePart, Division, Era, Number, Origin, PartialDate, PeriodMention, Relation,
    TimeUnit,
};
use std::ops::Range;

/// The period that starts at the token. It claims its tokens up to the position returned; after
/// that a date of its own may stand, as in "the first quarter of 2015".
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let sense = reader.sense(at);
    if sense.begins_reference
        && let Some(found) = reference(reader, at)
    {
        return Some(found);
    }
    if sense.begins_holiday
        && let Some(found) = holiday(reader, at)
    {
        return Some(found);
    }
    if let Some(found) = day_part::read(reader, at) {
        return Some(found);
    }
    division(reader, at)
        .or_else(|| season(reader, at))
        .or_else(|| relative(reader, at))
        .or_else(|| weekend(reader, at))
        .or_else(|| comparison::year_ago(reader, at))
        .or_else(|| century(reader, at))
        .or_else(|| before_christ(reader, at))
        .or_else(|| short_decade(reader, at))
        .or_else(|| by_its_unit(reader, at))
        .or_else(|| recurrence::read(reader, at))
}

/// A period that claims all its tokens.
pub(super) fn period(tokens: Range<usize>, meaning: PeriodMention) -> (Found<Meaning>, usize) {
    let rest = tokens.end;
    (Found { tokens, meaning: Meaning::Period(meaning) }, rest)
}

/// "now", "in recent years".
fn reference(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let (end, found) = reader.language.references.longest_at(reader.text, reader.tokens, at)?;
    let has_article = at > reader.floor
        && (reader.follows(at, Function::Definite) || reader.follows(at, Function::Article));
    if found.needs_article && !has_article {
        return None;
    }
    let leads_on = reader.sense(end).time_unit.is_some()
        || reader.sense(end).number.is_some()
        || reader.is_number(end);
    // "as soon as"
    let is_compared = reader.follows(at, Function::As);
    if leads_on && (reader.is(end - 1, Function::Previous) || reader.is(end - 1, Function::This)) {
        return None;
    }
    // "Now" in capitals inside a sentence is part of a name.
    let is_name =
        reader.is_capitalised(at) && at > reader.start && reader.mark_before(at).is_none();
    let is_joined = reader.mark(end).is_some_and(is_hyphen) && reader.is_joined(end)
        || reader.mark_before(at).is_some_and(is_hyphen) && reader.is_joined(at);
    // "past" and "future" before a noun only describe it: "the future king".
    let describes = found.needs_article
        && end == at + 1
        && reader.is_word(end)
        && !reader.is_joined(end)
        && !reader.is(end, Function::NounEnd);
    (!is_joined && !describes && !is_compared && (!is_name || reader.style == Style::Title)).then(
        || {
            let takes_article = has_article && (found.needs_article || end > at + 1);
            period(at - usize::from(takes_article)..end, PeriodMention::Reference(found.relation))
        },
    )
}

/// "Christmas", "last Thanksgiving", "Easter 2012".
fn holiday(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let (end, &holiday) = reader.language.holidays.longest_at(reader.text, reader.tokens, at)?;
    let is_name = reader.is_capitalised(at)
        && reader.is_capitalised(end)
        && !reader.is_joined(end)
        && reader.style == Style::Prose;
    if !reader.is_capitalised(at) || is_name {
        return None;
    }
    let before = reader.before(at).filter(|&before| before >= reader.floor);
    let relation = before.and_then(|before| relation(reader, before));
    let year = reader.digits(end, 4..5).filter(|year| (1500..2200).contains(year));
    let year = year.and_then(|year| i16::try_from(year).ok());
    let start = at - usize::from(relation.is_some());
    let meaning = PeriodMention::Holiday { holiday, relation, year };
    Some(period(start..end + usize::from(year.is_some()), meaning))
}

/// "the third quarter of 2015", "fiscal first-half", "this year's third quarter".
fn division(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let (number, is_last) = match reader.sense(at).number {
        Some(NumberWord::Ordinal(n @ 1..=4)) => (n as i8, false),
        _ if reader.is(at, Function::Final) => (4, true),
        _ if reader.is(at, Function::Last) => (2, true),
        _ => return None,
    };
    let word_at = reader.past_hyphen(at + 1);
    let word_at = word_at + usize::from(reader.is(word_at, Function::Fiscal));
    let sense = reader.sense(word_at);
    let (kind, number) = match (sense.time_unit, sense.number) {
        (Some(TimeWord { unit: TimeUnit::Month, .. }), _)
            if is_quarter(reader, word_at) && !reader.is(at, Function::Last) =>
        {
            (Division::Quarter, number)
        }
        (_, Some(NumberWord::Fraction(2))) if is_last => (Division::Half, 2),
        (_, Some(NumberWord::Fraction(2))) if number <= 2 => (Division::Half, number),
        _ => return None,
    };
    let rest = word_at + 1;
    let (year, end) = year_after(reader, rest);
    let (year, owner) = match year {
        Some(year) => (Some(year), None),
        None => year_before(reader, at),
    };
    // Without a year the second half may be that of a match.
    if kind == Division::Half && year.is_none() {
        return None;
    }
    let start = owner.unwrap_or_else(|| before_division(reader, at));
    let meaning = PeriodMention::Division { kind, number, year };
    Some((Found { tokens: start..end, meaning: Meaning::Period(meaning) }, rest))
}

pub(super) fn is_quarter(reader: &Reader<'_>, at: usize) -> bool {
    reader.sense(at).time_unit.is_some_and(|word| word.times == 3.0)
        && !reader.text_of(at).ends_with(['s', 'S'])
}

/// The year before: "this year's third quarter", "the 2012 first quarter". It has been read by
/// itself.
fn year_before(reader: &Reader<'_>, at: usize) -> (Option<DateMention>, Option<usize>) {
    if let Some(before) = reader.before(at)
        && let Some(year) = year(reader, before)
    {
        let has_article = reader.follows(before, Function::Definite);
        return (Some(year), Some(before - usize::from(has_article)));
    }
    let start = at.checked_sub(3).filter(|&start| start >= reader.start);
    let owns = reader.follows(at, Function::Possessive);
    match start.filter(|_| owns).and_then(|start| Some((relation(reader, start)?, start))) {
        Some((relation, start)) => {
            (Some(DateMention::RelativeUnit { relation, unit: TimeUnit::Year }), Some(start))
        }
        None => (None, None),
    }
}

/// Back over "the fiscal".
fn before_division(reader: &Reader<'_>, at: usize) -> usize {
    let is_fiscal = reader.follows(at, Function::Fiscal);
    let at = at - usize::from(is_fiscal && at > reader.floor);
    before_article(reader, at)
}

/// Back over "the", if nothing has claimed it.
pub(super) fn before_article(reader: &Reader<'_>, at: usize) -> usize {
    at - usize::from(reader.follows(at, Function::Definite) && at > reader.floor)
}

/// The year that "of 2015", "of last year" or a bare "2015" names.
pub(super) fn year_after(reader: &Reader<'_>, at: usize) -> (Option<DateMention>, usize) {
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

pub(super) fn year(reader: &Reader<'_>, at: usize) -> Option<DateMention> {
    let year = reader.digits(at, 4..5).filter(|year| (1500..2200).contains(year))?;
    let date = PartialDate { year: i16::try_from(year).ok(), month: None, day: None };
    Some(DateMention::Calendar { date, weekday: None })
}

pub(super) fn relation(reader: &Reader<'_>, at: usize) -> Option<Relation> {
    let sides = [
        (Function::Last, Relation::Last),
        (Function::Previous, Relation::Last),
        (Function::This, Relation::This),
        (Function::Next, Relation::Next),
        (Function::Following, Relation::Next),
    ];
    sides.into_iter().find(|&(function, _)| reader.is(at, function)).map(|(_, side)| side)
}

/// "last summer", "in the spring of 1994", "early summer".
fn season(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let side = relation(reader, at);
    let skip = usize::from(side.is_some());
    let skip = skip + usize::from(skip == 1 && reader.is(at + 1, Function::Previous));
    let season = reader.sense(at + skip).season?;
    let word = at + skip;
    let (year, end) = year_after(reader, word + 1);
    let (part, start) = match date_part_before(reader, at) {
        Some((part, start)) => (Some(part), start),
        None => (None, at),
    };
    // Of these words two are verbs and all are adjectives: they need company.
    let before = reader.before(start).filter(|&before| before >= reader.floor);
    let has_article = before.is_some_and(|before| reader.is(before, Function::Definite));
    let cue_at = if has_article { reader.before(start - 1) } else { before };
    let is_cued =
        part.is_some() || cue_at.is_some_and(|cue| reader.is(cue, Function::StrongYearCue));
    let is_modifier = reader.is_word(word + 1)
        && !reader.is_joined(word + 1)
        && !reader.is(word + 1, Function::NounEnd);
    let stands_alone = reader.is_alone(at);
    if side.is_none() && year.is_none() && !stands_alone && (!is_cued || is_modifier) {
        return None;
    }
    let start = start - usize::from(has_article);
    let meaning = PeriodMention::Season { season, relation: side, year, part };
    Some((Found { tokens: start..end, meaning: Meaning::Period(meaning) }, word + 1))
}

/// The "early" or "mid-" just before, and where it starts.
pub(super) fn date_part_before(reader: &Reader<'_>, at: usize) -> Option<(DatePart, usize)> {
    let before = reader.before(at)?;
    let is_hyphen = reader.mark(before).is_some_and(is_hyphen) && reader.is_joined(before);
    let word = if is_hyphen { reader.before(before)? } else { before };
    let part = reader.sense(word).date_part?;
    (word >= reader.floor && reader.is(word, Function::PartOf)).then_some((part, word))
}

/// "last quarter", "the previous year", "the past decade", "last weekend", "the coming months".
fn relative(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let relation = relation(reader, at)?;
    let start = before_article(reader, at);
    // "this past year", "this coming week"
    let is_doubled = reader.is(at, Function::This)
        && (reader.is(at + 1, Function::Previous) || reader.is(at + 1, Function::Next));
    if is_doubled {
        let ahead = Reader { floor: at + 1, ..*reader };
        let (mut found, rest) = relative(&ahead, at + 1)?;
        found.tokens.start = at;
        return Some((found, rest));
    }
    let word_at = at + 1 + usize::from(reader.is(at + 1, Function::Fiscal));
    if reader.is(word_at, Function::Weekend) {
        return Some(period(start..word_at + 1, PeriodMention::Weekend(Some(relation))));
    }
    if let Some(length) = length_after(reader, start, word_at) {
        return Some(length);
    }
    let word = reader.sense(word_at).time_unit?;
    if is_of_date(reader, word_at + 1) {
        return None;
    }
    let is_plural = reader.text_of(word_at).ends_with(['s', 'S']);
    let is_compound = reader.past_hyphen(word_at + 1) > word_at + 1;
    let is_long = !matches!(word.unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let counts_from_told = reader.is(at, Function::CountsFromTold)
        || word.unit == TimeUnit::Day && word.times == 1.0 && start < at;
    // "one last year" is told apart only by context.
    (is_long && !is_compound).then(|| {
        let number = if is_plural { Number::Plural } else { Number::Singular };
        let times = word.times as u8;
        let from = if counts_from_told { Origin::Told } else { Origin::Writing };
        let meaning = PeriodMention::Unit { relation, unit: word.unit, times, number, from };
        period(start..word_at + 1, meaning)
    })
}

/// "of March", "of 2016": what stands before is a part of that.
pub(super) fn is_of_date(reader: &Reader<'_>, at: usize) -> bool {
    let is_date = reader.sense(at + 1).month.is_some() || year(reader, at + 1).is_some();
    reader.is(at, Function::Of) && is_date
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

/// "the weekend", "that weekend".
fn weekend(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let is_known = reader.follows(at, Function::Definite) || reader.follows(at, Function::Same);
    let is_modifier = reader.is_word(at + 1)
        && !reader.is_joined(at + 1)
        && !reader.is(at + 1, Function::NounEnd);
    (reader.is(at, Function::Weekend) && is_known && at > reader.floor && !is_modifier)
        .then(|| period(at - 1..at + 1, PeriodMention::Weekend(None)))
}

/// "the 20th century", "the late 5th century BC".
fn century(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let may_be = reader.is_number(at) || reader.sense(at).number.is_some();
    let (number, end) = may_be.then(|| super::number::ordinal_number(reader, at))??;
    let word_at = reader.past_hyphen(end);
    let is_century = reader
        .sense(word_at)
        .time_unit
        .is_some_and(|word| word.unit == TimeUnit::Year && word.times == 100.0);
    let number = (is_century && (1.0..30.0).contains(&number)).then_some(number as u8)?;
    let (part, start) = match date_part_before(reader, at) {
        Some((part, start)) => (Some(part), start),
        None => (None, at),
    };
    let era_at = word_at + 1;
    let (era, end) = if reader.is(era_at, Function::BeforeChrist) {
        (Era::Before, era_at + 1)
    } else {
        (Era::Common, era_at + usize::from(reader.is(era_at, Function::AnnoDomini)))
    };
    let meaning = PeriodMention::Century { number, era, part };
    Some(period(before_article(reader, start)..end, meaning))
}

/// "567 BC"
fn before_christ(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let year = reader.digits(at, 1..5).filter(|&year| year > 0)?;
    let is_name = reader.is_capitalised(at + 2) && !reader.is_joined(at + 2);
    let year = i16::try_from(year).ok().filter(|_| !is_name)?;
    reader
        .is(at + 1, Function::BeforeChrist)
        .then(|| period(at..at + 2, PeriodMention::YearBefore(year)))
}

/// "the '80s", "the 70s", "the nineties": the century goes without saying.
fn short_decade(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let (tens, first, end) = short_decade_in_digits(reader, at).or_else(|| {
        let is_name = reader.is_capitalised(at) && reader.style == Style::Prose;
        let tens = reader.sense(at).decade.filter(|_| !is_name)?;
        Some((tens, at, at + 1))
    })?;
    let (part, start) = match date_part_before(reader, first) {
        Some((part, start)) => (Some(part), start),
        None => (None, first),
    };
    let is_cued = part.is_some()
        || reader.follows(start, Function::Definite)
        || reader.follows(start, Function::And);
    let is_age = start.checked_sub(1).is_some_and(|word| reader.is(word, Function::PersonsOwn));
    let meaning = PeriodMention::ShortDecade { tens, part };
    (is_cued && !is_age).then(|| period(before_article(reader, start)..end, meaning))
}

fn short_decade_in_digits(reader: &Reader<'_>, at: usize) -> Option<(u8, usize, usize)> {
    let years = reader.digits(at, 2..3).filter(|years| years % 10 == 0 && *years >= 20)?;
    let is_plural = reader.is_joined(at + 1) && reader.text_of(at + 1) == "s";
    let has_mark = matches!(reader.mark_before(at), Some('\'' | '’' | '‘')) && reader.is_joined(at);
    is_plural.then_some((years as u8 / 10, at - usize::from(has_mark), at + 2))
}

/// What the unit of time at the token tells with the words before it: "for decades", "that week",
/// "the end of the year", "another month".
fn by_its_unit(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let word = reader.sense(at).time_unit?;
    let is_joined = reader.is_joined(at) && reader.mark_before(at).is_some_and(is_hyphen);
    if is_joined || reader.is_capitalised(at) && at > reader.start && reader.style == Style::Prose {
        return None;
    }
    if reader.text_of(at).ends_with(['s', 'S']) {
        return several(reader, at, word);
    }
    one_more(reader, at, word)
        .or_else(|| the_quarter(reader, at))
        .or_else(|| that_unit(reader, at, word))
        .or_else(|| part_of_unit(reader, at, word))
}

/// "for decades", "in minutes", "years of war": several of a unit, nobody says how many.
fn several(reader: &Reader<'_>, at: usize, word: TimeWord) -> Option<(Found<Meaning>, usize)> {
    let counts_back = reader.is(at + 1, Function::CountsBack) && reader.is_word(at + 2);
    let shifts = if counts_back {
        None
    } else if reader.is(at + 1, Function::Ago) || reader.is(at + 1, Function::Earlier) {
        Some(Relation::Last)
    } else if reader.is(at + 1, Function::Later) {
        Some(Relation::Next)
    } else {
        None
    };
    let is_first =
        at == reader.start || reader.mark_before(at).is_some_and(|mark| !is_hyphen(mark));
    let is_counted = reader.follows(at, Function::SeveralCue) || is_first;
    let begins_more =
        reader.is(at + 1, Function::Possessive) || reader.past_hyphen(at + 1) > at + 1;
    let is_rate = reader.is(at + 1, Function::Per) || reader.is(at + 1, Function::Article);
    if let Some(relation) = shifts {
        return Some(period(at..at + 2, PeriodMention::Reference(relation)));
    }
    (is_counted && !begins_more && !is_rate && word.times != 3.0).then(|| {
        let meaning = PeriodMention::Several { unit: word.unit, times: word.times as u16 };
        period(at..at + 1, meaning)
    })
}

/// "another year", "an additional month": one of it.
fn one_more(reader: &Reader<'_>, at: usize, word: TimeWord) -> Option<(Found<Meaning>, usize)> {
    let before = reader.before(at).filter(|&before| before >= reader.floor)?;
    if !reader.is(before, Function::OneMore) {
        return None;
    }
    let has_article = reader.follows(before, Function::Article) && before > reader.floor;
    let amount = crate::value::Quantity::exactly(word.times);
    let length = crate::value::Duration { amount, unit: word.unit };
    let tokens = before - usize::from(has_article)..at + 1;
    Some((Found { tokens, meaning: Meaning::Duration(length) }, at + 1))
}

/// "the quarter": the one the article is about, which is the last one as a rule.
fn the_quarter(reader: &Reader<'_>, at: usize) -> Option<(Found<Meaning>, usize)> {
    let is_known = is_quarter(reader, at)
        && reader.follows(at, Function::Definite)
        && !reader.is(at + 1, Function::Of)
        && reader.past_hyphen(at + 1) == at + 1
        && at > reader.floor;
    let unit = TimeUnit::Month;
    let (relation, number, from) = (Relation::Last, Number::Singular, Origin::Writing);
    is_known.then(|| {
        period(at - 1..at + 1, PeriodMention::Unit { relation, unit, times: 3, number, from })
    })
}

/// "that day", "the same year".
fn that_unit(reader: &Reader<'_>, at: usize, word: TimeWord) -> Option<(Found<Meaning>, usize)> {
    let is_long = !matches!(word.unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    let is_named = reader.follows(at, Function::Same) && at > reader.floor && is_long;
    let begins_more = reader.past_hyphen(at + 1) > at + 1
        || [Function::Last, Function::Previous, Function::Of, Function::Article]
            .iter()
            .any(|&function| reader.is(at + 1, function));
    (is_named && !begins_more).then(|| {
        let meaning = same(word, Origin::Told, None);
        period(before_article(reader, at - 1)..at + 1, meaning)
    })
}

fn same(word: TimeWord, from: Origin, part: Option<DatePart>) -> PeriodMention {
    PeriodMention::Same { unit: word.unit, times: word.times as u8, from, part }
}

/// "the end of the year", "later in the day", "year-end".
fn part_of_unit(reader: &Reader<'_>, at: usize, word: TimeWord) -> Option<(Found<Meaning>, usize)> {
    let is_long = !matches!(word.unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    if !is_long {
        return None;
    }
    let from = if word.unit == TimeUnit::Day { Origin::Told } else { Origin::Writing };
    if let Some(end) = ends_unit(reader, at, word) {
        let start = before_article(reader, at);
        return Some(period(start..end, same(word, from, Some(DatePart::End))));
    }
    let before = reader.before(at).filter(|_| !begins_noun(reader, at + 1))?;
    if let Some(start) = whole_before(reader, before, at + 1) {
        return Some(period(start..at + 1, same(word, Origin::Told, None)));
    }
    let has_article = reader.is(before, Function::Definite);
    let link = if has_article { reader.before(before)? } else { before };
    let links = reader.is(link, Function::Of) || has_article && reader.is(link, Function::Inside);
    let part_at = reader.before(link).filter(|&part_at| links && part_at >= reader.floor)?;
    let part = reader.sense(part_at).date_part?;
    let start = before_article(reader, part_at);
    Some(period(start..at + 1, same(word, from, Some(part))))
}

/// Where "the" or "the entire" stands after "for": "for the year", "throughout the whole day".
fn whole_before(reader: &Reader<'_>, before: usize, end: usize) -> Option<usize> {
    let is_whole = reader.is(before, Function::Intervening);
    let article = if is_whole { reader.before(before)? } else { before };
    let cue = reader.before(article)?;
    let is_cued = reader.is(cue, Function::During);
    let runs_on =
        reader.is_word(end) && !reader.is(end, Function::NounEnd) || reader.is(end, Function::Of);
    let fits = is_cued && !runs_on && article >= reader.floor;
    (fits && reader.is(article, Function::Definite)).then_some(article)
}

/// Just past the "-end" of "year-end" or the "'s end" of "year's end".
fn ends_unit(reader: &Reader<'_>, at: usize, word: TimeWord) -> Option<usize> {
    let is_year = word.unit == TimeUnit::Year && word.times == 1.0;
    let owns = reader.is(at + 1, Function::Possessive);
    let end_at = if owns { at + 2 } else { reader.past_hyphen(at + 1) };
    (is_year && reader.is(end_at, Function::End)).then_some(end_at + 1)
}

/// Whether the unit only describes what follows: "the end of the year report".
fn begins_noun(reader: &Reader<'_>, at: usize) -> bool {
    reader.past_hyphen(at) > at || reader.is(at, Function::Possessive)
}

/// What lies around a date just read: "early 2015", "the end of last year", "mid-2011", "late
/// Monday".
pub(super) fn around(reader: &Reader<'_>, found: &Found<Meaning>) -> Option<Found<Meaning>> {
    let Meaning::Date(date) = found.meaning else {
        return None;
    };
    if let Some(fiscal) = fiscal_year(reader, &date, found) {
        return Some(fiscal);
    }
    day_part::of_day(reader, date, found)
        .or_else(|| comparison::with_last_year(reader, date, found))
        .or_else(|| part_of_date(reader, date, found))
}

/// "fiscal 2009", "the fiscal year 2009".
fn fiscal_year(
    reader: &Reader<'_>,
    date: &DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let DateMention::Calendar { date: PartialDate { year: Some(year), month: None, .. }, .. } =
        date
    else {
        return None;
    };
    let before = reader.before(found.tokens.start)?;
    let is_year = reader.sense(before).time_unit.is_some_and(|word| word.unit == TimeUnit::Year);
    let fiscal = if is_year { reader.before(before)? } else { before };
    if !reader.is(fiscal, Function::Fiscal) {
        return None;
    }
    let tokens = before_article(reader, fiscal)..found.tokens.end;
    Some(Found { tokens, meaning: Meaning::Period(PeriodMention::FiscalYear(*year)) })
}

fn part_of_date(
    reader: &Reader<'_>,
    date: DateMention,
    found: &Found<Meaning>,
) -> Option<Found<Meaning>> {
    let is_day = match date {
        DateMention::DayOffset(_) | DateMention::Weekday { .. } => true,
        DateMention::Calendar { date, .. } => date.day.is_some(),
        DateMention::MonthOffset(_) | DateMention::DayOrMonth { .. } => return None,
        DateMention::MonthOf { day, .. } => day.is_some(),
        DateMention::WeekdayOf { .. } => true,
        DateMention::RelativeMonth { .. }
        | DateMention::RelativeUnit { .. }
        | DateMention::Decade(_) => false,
    };
    let mut at = reader.before(found.tokens.start)?;
    if is_day {
        let is_part = [Function::PartOf, Function::Earlier, Function::Later]
            .iter()
            .any(|&function| reader.is(at, function));
        let part = reader.sense(at).date_part.filter(|_| is_part)?;
        return (at >= reader.floor).then(|| part_found(reader, date, part, at, found));
    }
    // "the end of the 1990s", "mid-2011"
    while reader.is(at, Function::Of) || reader.is(at, Function::Definite) || is_link(reader, at) {
        at = reader.before(at)?;
    }
    if let Some((part, start)) = numbered_part(reader, at) {
        let unclaimed = Reader { floor: reader.start, ..*reader };
        return Some(part_found(&unclaimed, date, part, start, found));
    }
    let part = reader.sense(at).date_part.filter(|_| at >= reader.floor)?;
    Some(part_found(reader, date, part, at, found))
}

/// The "last week" of "the last week of March", and where it starts.
fn numbered_part(reader: &Reader<'_>, unit_at: usize) -> Option<(DatePart, usize)> {
    let word = reader.sense(unit_at).time_unit?;
    let is_short = matches!(word.unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Month);
    let number_at = reader.before(unit_at).filter(|_| is_short && word.times < 3.0)?;
    let part = match reader.sense(number_at).number {
        Some(NumberWord::Ordinal(1)) => DatePart::Start,
        Some(NumberWord::Ordinal(_)) => DatePart::Mid,
        _ if reader.is(number_at, Function::Last) => DatePart::End,
        _ if reader.is(number_at, Function::Final) => DatePart::End,
        _ => return None,
    };
    Some((part, number_at))
}

fn part_found(
    reader: &Reader<'_>,
    date: DateMention,
    part: DatePart,
    at: usize,
    found: &Found<Meaning>,
) -> Found<Meaning> {
    let meaning = Meaning::Period(PeriodMention::PartOfDate { date, part });
    Found { tokens: before_article(reader, at)..found.tokens.end, meaning }
}

fn is_link(reader: &Reader<'_>, at: usize) -> bool {
    reader.mark(at).is_some_and(is_hyphen) && reader.is_joined(at)
}
