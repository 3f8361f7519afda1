//! Lengths of time against the dates they lie between: "from 2010 to 2018, his eight years there".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::language::TokenKind;
use crate::pack::fact_file::Confidence;
use crate::value::{ClockTime, DateMention, Duration, Interval, PartialDate, Period, TimeUnit};
use jiff::civil::Date;

/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// How far a length between two times may lie off, as a part of it, …
const LOOSE: f64 = 0.15;

/// … and at least, in minutes.
const LEAST: f64 = 10.0;

/// A year without a leap day, for dates that name none.
const COMMON_YEAR: i16 = 2023;

/// As much time lies between the two dates as is stated.
pub(super) fn between(case: &Case<'_>) -> Option<Outcome> {
    let length = case.found.get("length")?;
    let Meaning::Duration(stated) = length.meaning else {
        return None;
    };
    let time = |slot: &str| case.found.get(slot).and_then(Stated::time);
    if let (Some(from), Some(to)) = (time("from"), time("to")) {
        return within_a_day(case, from, to, &stated);
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
    let (from, to) = (text("from"), text("to"));
    Flaw::off(
        format!("between {from} and {to} lie {lapse}, not {}", length.text),
        format!("{to} − {from} = {lapse}; {} stated", length.text),
        if length.is_plain() { Confidence::High } else { Confidence::Medium },
    )
}

/// The same for two times of day. Half a day is passed over: "from 8 to 10" may mean either half.
fn within_a_day(
    case: &Case<'_>,
    from: &ClockTime,
    to: &ClockTime,
    stated: &Duration,
) -> Option<Outcome> {
    let minute = TimeUnit::Minute.days();
    if from.zone != to.zone || stated.unit.days() >= 1.0 {
        return None;
    }
    let minutes = (to.minutes - from.minutes).rem_euclid(DAY);
    let amount = stated.amount.interval;
    let unit = stated.unit.days() / minute;
    let told = Interval::new(amount.low * unit, amount.high * unit);
    let told = told.widened((LOOSE * told.high).max(unit / 2.0).max(LEAST));
    let is_it = |minutes: i32| told.meets(Interval::exactly(f64::from(minutes)));
    if [minutes, minutes + DAY / 2, minutes - DAY / 2].into_iter().any(is_it) {
        return Some(Outcome::Fits);
    }
    Some(flaw(case, case.found.get("length")?, &shown_minutes(minutes)))
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
        times * 0.7
    } else if is_half {
        0.6
    } else {
        0.75
    }
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
    let Meaning::Date(DateMention::MonthOffset(months)) = ago.meaning else {
        return None;
    };
    let hedges = &case.scene.language.hedges_before;
    let is_hedged = hedges.longest_before(&case.scene.annotated.tokens, ago.tokens.start).is_some();
    let years = -f64::from(months) / 12.0;
    if is_hedged || years < 1.0 {
        return None;
    }
    let real = f64::from(today.year()) - f64::from(from.date()?.year?);
    let leeway = coarseness(case, ago).max(1.0);
    if (real - years).abs() <= leeway || real < 0.0 {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} is {} years before the day of writing", from.text, figure(real)),
        format!("{} − {} = {}; {} stated", today.year(), from.text, figure(real), ago.text),
        Confidence::High,
    ))
}
