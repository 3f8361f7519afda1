//! Lengths of time against the dates they lie between: "from 2010 to 2018, his eight years there".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::language::{Function, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::value::{
    ClockTime, DateMention, Duration, Interval, PartialDate, Period, Quantity, TimeUnit,
};
use jiff::civil::Date;

/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// How far a length between two times may lie off, as a part of it, …
const LOOSE: f64 = 0.15;

/// … and at least, in minutes.
const LEAST: f64 = 10.0;

/// How far a length in decades or centuries may lie off, as a part of it, …
const ROUND: f64 = 0.15;

/// … and at least, in years.
const LEAST_YEARS: f64 = 7.0;

/// A year without a leap day, for dates that name none.
const COMMON_YEAR: i16 = 2023;

/// As much time lies between the two dates as is stated.
pub(super) fn between(case: &Case<'_>) -> Option<Outcome> {
    let length = case.found.get("length")?;
    let stated = whole(length, case.found.get("more"))?;
    if let [first, second] = case.found.all("point").collect::<Vec<_>>()[..] {
        return across(case, [first, second], &stated);
    }
    if let (Some(from), Some(to)) = (case.found.get("from"), case.found.get("point")) {
        return across(case, [from, to], &stated);
    }
    let time = |slot: &str| case.found.get(slot).and_then(Stated::time);
    if let (Some(from), Some(to)) = (time("from"), time("to")) {
        let ends = [case.found.get("from")?, case.found.get("to")?];
        return within_a_day(case, ends, (from, to), &stated);
    }
    let (from, to) = dates(case, stated.unit)?;
    let lapse = Lapse::between(from, to)?;
    if lapse.allows(&stated, coarseness(case, length)) {
        return Some(Outcome::Fits);
    }
    Some(flaw(case, length, &lapse.shown(stated.unit)))
}

fn flaw(case: &Case<'_>, length: &Stated, lapse: &str) -> Outcome {
    let text = |slot: &str| case.found.get(slot).map_or("the day of writing", |found| &found.text);
    let is_certain = length.is_plain();
    told_apart([text("from"), text("to")], length, lapse, case.confidence(is_certain))
}

fn told_apart(
    [from, to]: [&str; 2],
    length: &Stated,
    lapse: &str,
    confidence: Confidence,
) -> Outcome {
    Flaw::off(
        format!("between {from} and {to} lie {lapse}, not {}", length.text),
        format!("{to} − {from} = {lapse}; {} stated", length.text),
        confidence,
    )
}

/// A length of two parts: "three hours and 25 minutes".
fn whole(length: &Stated, more: Option<&Stated>) -> Option<Duration> {
    let Meaning::Duration(stated) = length.meaning else {
        return None;
    };
    let Some(Meaning::Duration(rest)) = more.map(|more| &more.meaning) else {
        return Some(stated);
    };
    if rest.unit >= stated.unit {
        return None;
    }
    let parts = stated.amount.stated * (stated.unit.days() / rest.unit.days()).round();
    Some(Duration { amount: Quantity::exactly(parts + rest.amount.stated), unit: rest.unit })
}

/// As much time lies between two points, whichever is named first.
fn across(case: &Case<'_>, points: [&Stated; 2], stated: &Duration) -> Option<Outcome> {
    let length = case.found.get("length")?;
    if tells_other_length(case) {
        return None;
    }
    if stated.unit < TimeUnit::Day {
        return across_hours(case, points, stated);
    }
    // "Born in 1960, … six weeks later": weeks are counted from no year.
    let is_year = |point: &&Stated| point.date().is_some_and(|date| date.month.is_none());
    if stated.unit < TimeUnit::Year && points.iter().any(is_year) {
        return None;
    }
    let today = case.scene.reference.date();
    let [first, second] = points.map(|point| days_of(point, points, today));
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (*a, *b)));
    let is_open = points.iter().any(|point| point.date().is_none_or(|date| date.year.is_none()));
    let lapses: Vec<Lapse> = pairs
        .filter_map(|(a, b)| Lapse::between(a, b).or_else(|| Lapse::between(b, a)))
        .filter(|lapse| !is_open || lapse.days.low <= 366.0)
        .collect();
    if lapses.iter().any(|lapse| lapse.allows(stated, coarseness(case, length))) {
        return Some(Outcome::Fits);
    }
    let nearest = lapses.iter().min_by(|a, b| a.days.low.total_cmp(&b.days.low))?;
    let shown = nearest.shown(stated.unit);
    let ends = [points[0].text.as_str(), points[1].text.as_str()];
    Some(told_apart(ends, length, &shown, Confidence::Medium))
}

/// Whether the sentences before give a length of their own: it may be that of the two points.
fn tells_other_length(case: &Case<'_>) -> bool {
    let annotated = case.scene.annotated;
    let own = annotated.sentence_of(case.found.tokens.start).map(|own| own.tokens.clone());
    let others = case.found.sentences.iter().filter(|tokens| Some(*tokens) != own.as_ref());
    let mut found = others.flat_map(|tokens| annotated.within(tokens.clone()));
    found.any(|found| matches!(found.meaning, Meaning::Duration(_)))
}

/// The dates that a point may be; one without a year lies near the other.
fn days_of(point: &Stated, all: [&Stated; 2], today: Option<Date>) -> Vec<PartialDate> {
    let Some(date) = point.date() else {
        let days = point.periods(today).into_iter().filter(|p| p.first == p.last);
        let days: Vec<Date> = days.map(|period| period.first).collect();
        // On a Tuesday, "on Tuesday" is today.
        let today = today.filter(|today| days.contains(today));
        return today.map_or(days, |today| vec![today]).into_iter().map(day).collect();
    };
    if date.year.is_some() {
        return vec![date];
    }
    let told = all.iter().find_map(|other| other.date()?.year);
    let year = told.or(today.map(Date::year)).unwrap_or(COMMON_YEAR);
    [year, year - 1, year + 1].into_iter().map(|year| date.in_year(year)).collect()
}

/// The same in hours or minutes, between times of one day or of days that are told.
fn across_hours(case: &Case<'_>, points: [&Stated; 2], stated: &Duration) -> Option<Outcome> {
    let [first, second] = points;
    let (from, to) = (first.time()?, second.time()?);
    let today = case.scene.reference.date();
    let day = |point: &Stated| match point.periods(today)[..] {
        [period] if period.first == period.last => Some(period.first),
        _ => None,
    };
    let nights = match (&first.meaning, &second.meaning) {
        (
            Meaning::Moment { day: DateMention::Weekday { weekday: a, .. }, .. },
            Meaning::Moment { day: DateMention::Weekday { weekday: b, .. }, .. },
        ) => i32::from(a.until(*b)),
        (Meaning::Moment { .. }, Meaning::Moment { .. }) => {
            day(first)?.until(day(second)?).ok()?.get_days()
        }
        _ => return within_a_day(case, [first, second], (from, to), stated),
    };
    if from.zone != to.zone {
        return None;
    }
    let minutes = to.minutes - from.minutes + nights * DAY;
    let told = minutes_of(stated);
    let leeway = (LOOSE * told.high).max(LEAST);
    if minutes < 0 || told.widened(leeway).meets(Interval::exactly(f64::from(minutes))) {
        return (minutes >= 0).then_some(Outcome::Fits);
    }
    let ends = [first.text.as_str(), second.text.as_str()];
    let length = case.found.get("length")?;
    Some(told_apart(ends, length, &shown_minutes(minutes), Confidence::Medium))
}

fn minutes_of(stated: &Duration) -> Interval {
    let unit = stated.unit.days() / TimeUnit::Minute.days();
    let amount = stated.amount.interval;
    Interval::new(amount.low * unit, amount.high * unit)
}

/// The same for two times of day. Half a day is passed over: "from 8 to 10" may mean either half.
fn within_a_day(
    case: &Case<'_>,
    ends: [&Stated; 2],
    (from, to): (&ClockTime, &ClockTime),
    stated: &Duration,
) -> Option<Outcome> {
    let minute = TimeUnit::Minute.days();
    if from.zone != to.zone || stated.unit.days() >= 1.0 {
        return None;
    }
    let minutes = (to.minutes - from.minutes).rem_euclid(DAY);
    let unit = stated.unit.days() / minute;
    let told = minutes_of(stated);
    let open = LOOSE * stated.amount.stated * unit;
    let told = told.widened(open.max(unit / 2.0).max(LEAST));
    let is_it = |minutes: i32| told.meets(Interval::exactly(f64::from(minutes)));
    let is_certain = names_half(case, ends[0], from) && names_half(case, ends[1], to);
    let halves = if is_certain { [0, 0, 0] } else { [0, DAY / 2, -DAY / 2] };
    if halves.into_iter().any(|half| is_it(minutes + half)) {
        return Some(Outcome::Fits);
    }
    let length = case.found.get("length")?;
    let shown = ends.map(|end| end.text.as_str());
    let confidence = case.confidence(length.is_plain());
    Some(told_apart(shown, length, &shown_minutes(minutes), confidence))
}

/// Whether a time can be of one half of the day only.
fn names_half(case: &Case<'_>, end: &Stated, time: &ClockTime) -> bool {
    let functions = |at: usize| {
        let token = case.scene.annotated.tokens.get(at);
        token.map(|token| case.scene.language.sense(token.word))
    };
    let named = end.tokens.clone().chain([end.tokens.end, end.tokens.end + 1]).any(|at| {
        functions(at).is_some_and(|sense| {
            sense.day_part.is_some()
                || sense.functions.has(Function::AnteMeridiem)
                || sense.functions.has(Function::PostMeridiem)
        })
    });
    named || time.minutes >= 13 * 60 || end.text.contains(". m")
}

fn shown_minutes(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} minutes"),
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// The dates, the earlier one first; a year or month that one lacks is the other's. Two dates
/// without years are of one year where the length is one of days, weeks or months.
fn dates(case: &Case<'_>, unit: TimeUnit) -> Option<(PartialDate, PartialDate)> {
    let from = case.found.get("from")?.date()?;
    let to = match case.found.get("to") {
        Some(to) => to.date()?,
        None => day(case.scene.reference.date().filter(|_| from.year.is_some())?),
    };
    let is_short = unit != TimeUnit::Year && from.month.is_some() && to.month.is_some();
    let some_year = case.scene.reference.date().map_or(COMMON_YEAR, Date::year);
    let year = to.year.or(is_short.then_some(some_year));
    let from = PartialDate { year: from.year.or(year), ..from };
    let to = PartialDate { year: to.year.or(from.year), ..to };
    (from.year.is_some() && to.year.is_some() && from.period()?.first <= to.period()?.first)
        .then_some((from, to))
}

fn day(date: Date) -> PartialDate {
    PartialDate { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
}

/// Time between two dates, in days, as far as they settle it.
struct Lapse {
    days: Interval,
    /// Whether both are told to the year alone; then people count years.
    in_years: bool,
    years: f64,
}

impl Lapse {
    fn between(from: PartialDate, to: PartialDate) -> Option<Lapse> {
        let (first, last) = (from.period()?, to.period()?);
        if first.first > last.first {
            return None;
        }
        let days =
            |from: Date, to: Date| f64::from(from.until(to).map_or(0, |span| span.get_days()));
        let Period { first: earliest, last: latest } = first;
        Some(Lapse {
            // The last day may be counted with the rest.
            days: Interval::new(days(latest, last.first).max(0.0), days(earliest, last.last) + 1.0),
            in_years: from.month.is_none() || to.month.is_none(),
            years: f64::from(to.year?) - f64::from(from.year?),
        })
    }

    fn allows(&self, stated: &Duration, coarseness: f64) -> bool {
        let amount = stated.amount.interval;
        if self.in_years && stated.unit == TimeUnit::Year {
            return Interval::exactly(self.years).widened(coarseness.max(1.0)).meets(amount);
        }
        let unit = stated.unit.days();
        let leeway = if unit < 1.0 {
            1.0
        } else if stated.amount.modifier.is_some() && coarseness <= 0.75 && unit > 200.0 {
            // The hedge leaves its own side open.
            0.4
        } else {
            (coarseness.max(0.75)).min(0.25 + 0.25 * stated.amount.stated.max(1.0))
        };
        let widened = amount.widened(leeway);
        Interval::new(widened.low * unit, widened.high * unit).meets(self.days)
    }

    fn shown(&self, unit: TimeUnit) -> String {
        if self.in_years && unit == TimeUnit::Year {
            let years = self.years;
            return if years == 1.0 {
                "1 year".to_owned()
            } else {
                format!("{} years", figure(years))
            };
        }
        let amount = f64::midpoint(self.days.low, self.days.high) / unit.days();
        let amount =
            if unit == TimeUnit::Day { amount.floor() } else { (amount * 10.0).round() / 10.0 };
        format!("{} {}", figure(amount), unit.plural())
    }
}

/// How coarsely a length is told, in its unit: "three decades" leaves five years open.
fn coarseness(case: &Case<'_>, length: &Stated) -> f64 {
    let annotated = case.scene.annotated;
    let words = annotated.tokens[length.tokens.clone()].iter();
    let times = words.filter_map(|token| case.scene.language.sense(token.word).time_unit);
    let times = times.map(|unit| unit.times).fold(1.0, f64::max);
    let is_half = annotated.tokens[length.tokens.clone()].iter().any(|token| {
        token.kind == TokenKind::Number && annotated.article.slice(token.span()).contains('.')
    });
    if times > 1.0 {
        let years = length.number().unwrap_or_default();
        (times * 0.7).min((ROUND * years).max(LEAST_YEARS))
    } else if is_half {
        0.6
    } else {
        0.75
    }
}

/// "72 hours, or three days": one length in two units.
pub(super) fn same(case: &Case<'_>) -> Option<Outcome> {
    let (one, other) = (case.found.get("one")?, case.found.get("other")?);
    let (Meaning::Duration(first), Meaning::Duration(second)) = (&one.meaning, &other.meaning)
    else {
        return None;
    };
    if first.unit == second.unit || !one.is_plain() || !other.is_plain() {
        return None;
    }
    let days = |length: &Duration| length.amount.stated * length.unit.days();
    let coarser = first.unit.days().max(second.unit.days());
    let leeway = (coarser / 2.0).max(LOOSE * days(first));
    if (days(first) - days(second)).abs() <= leeway.min(coarser) {
        return Some(Outcome::Fits);
    }
    let real = figure((10.0 * days(first) / second.unit.days()).round() / 10.0);
    let unit = second.unit.plural();
    Some(Flaw::off(
        format!("{} is {real} {unit}, not {}", one.text, other.text),
        format!("{} = {real} {unit}", one.text),
        Confidence::Medium,
    ))
}

/// So many years lie between a year and its anniversary: in the year named, or that of writing.
pub(super) fn anniversary(case: &Case<'_>) -> Option<Outcome> {
    let from = case.found.get("from")?;
    let count = case.found.get("nth").map_or(Some(case.factor), Stated::number)?;
    let year = f64::from(from.date()?.year?);
    let (held, shown) = match case.found.get("to") {
        Some(to) => (f64::from(to.date()?.year?), to.text.clone()),
        None => {
            let today = case.scene.reference.date()?;
            (f64::from(today.year()), format!("the year of writing, {}", today.year()))
        }
    };
    let off = (held - year - count).abs();
    // What was told as new in January may have happened in December.
    let is_new_year = case.found.get("to").is_none()
        && case.scene.reference.date().is_some_and(|today| today.month() == 1);
    if off < 1.0 || is_new_year && off < 2.0 {
        return Some(Outcome::Fits);
    }
    if held <= year {
        return None;
    }
    let real = held - year;
    Some(Flaw::off(
        format!("from {} to {shown} is {} years", figure_of_year(year), figure(real)),
        format!("{held} − {year} = {real}; {count} stated"),
        if off >= 2.0 { Confidence::High } else { Confidence::Medium },
    ))
}

fn figure_of_year(year: f64) -> String {
    format!("{year}")
}

/// "in 1990, 34 years ago": against the day of writing.
pub(super) fn ago(case: &Case<'_>) -> Option<Outcome> {
    let today = case.scene.reference.date()?;
    let ago = case.found.get("ago")?;
    let from = case.found.get("from")?;
    let months = match ago.meaning {
        Meaning::Date(DateMention::MonthOffset(months)) => months,
        Meaning::Date(DateMention::DayOffset(days)) => return days_ago(case, (ago, from), days),
        _ => return None,
    };
    let hedges = &case.scene.language.hedges_before;
    let is_hedged = hedges.longest_before(&case.scene.annotated.tokens, ago.tokens.start).is_some();
    let years = -f64::from(months) / 12.0;
    if is_hedged || years < 1.0 {
        return None;
    }
    let date = from.date()?;
    let day = date.period().filter(|_| date.day.is_some()).map(|period| period.first);
    let real = match day.and_then(|day| day.until(today).ok()) {
        Some(span) => f64::from(span.get_days()) / TimeUnit::Year.days(),
        None => f64::from(today.year()) - f64::from(date.year?),
    };
    let leeway = coarseness(case, ago).max(if day.is_some() { 0.6 } else { 1.0 });
    if (real - years).abs() <= leeway || real < 0.0 {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} is {} years before the day of writing", from.text, shown_years(real)),
        format!("{} − {} = {}; {} stated", today.year(), from.text, shown_years(real), ago.text),
        Confidence::High,
    ))
}

fn shown_years(years: f64) -> String {
    figure((10.0 * years).round() / 10.0)
}

/// "ten days ago, on 10 February"
fn days_ago(case: &Case<'_>, (ago, from): (&Stated, &Stated), days: i32) -> Option<Outcome> {
    let today = case.scene.reference.date()?;
    let date = from.date().filter(|date| date.day.is_some())?;
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let periods = years.into_iter().filter_map(|year| date.in_year(year).period());
    let real = |period: Period| period.first.until(today).ok().map(|span| span.get_days());
    let nearest = periods.filter_map(real).filter(|&real| real >= 0).min()?;
    // Weeks are counted from one weekday to the next, and the day of writing is not that of print.
    let leeway = if days % 7 == 0 { 3 } else { 1 };
    if days >= -1 || (nearest + days).abs() <= leeway {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} is {nearest} days before the day of writing", from.text),
        format!("{today} − {} = {nearest} days; {} stated", from.text, ago.text),
        Confidence::Medium,
    ))
}
