//! TIMEX3 values: ISO 8601 with names for what it has no word for.

use super::clock::{ClockTime, Zone};
use super::date::{DateMention, Period, Relation};
use super::duration::TimeUnit;
use super::period::{DayPart, Division, Number, PeriodMention, Season};
use super::quantity::{Extent, Modifier, Quantity};
use jiff::civil::Date;

/// Within so many days of the day of writing, the verbs do not matter.
const CERTAINLY_NEAR: i32 = 40;

/// Which way the sentence looks, as its verbs tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    /// At what has happened.
    #[default]
    Past,
    /// At what is to come.
    Future,
}

/// The day of writing, and which way the sentence looks from it.
#[derive(Clone, Copy, Debug)]
pub struct Viewpoint {
    /// The day of writing, if it is known.
    pub reference: Option<Date>,
    /// Which way the sentence looks.
    pub lean: Lean,
}

impl DateMention {
    /// The value: resolved where the day of writing allows.
    pub fn timex(&self, view: Viewpoint) -> String {
        let first = || self.readings(view.reference).first().copied();
        match self {
            DateMention::Calendar { date, .. } => match view.resolve(self) {
                Some(period) if date.month.is_some() => date.in_year(period.first.year()).iso(),
                _ => date.iso(),
            },
            DateMention::Weekday { weekday, relation: None } => match view.resolve(self) {
                Some(period) => period.first.to_string(),
                None => format!("XXXX-WXX-{}", weekday.to_monday_one_offset()),
            },
            DateMention::Weekday { weekday, .. } => match first() {
                Some(period) => period.first.to_string(),
                None => format!("XXXX-WXX-{}", weekday.to_monday_one_offset()),
            },
            DateMention::Decade(year) => format!("{:03}", year / 10),
            DateMention::RelativeMonth { month, .. } => match first() {
                Some(period) => month_of(period.first),
                None => format!("XXXX-{month:02}"),
            },
            DateMention::DayOffset(days) => match first() {
                Some(period) => period.first.to_string(),
                None => reference(relation_of(*days)).to_owned(),
            },
            DateMention::MonthOffset(months) => shifted_months(*months, view.reference),
            DateMention::RelativeUnit { relation, unit } => match first() {
                Some(period) => unit_of(period.first, *unit),
                None => reference(*relation).to_owned(),
            },
        }
    }
}

impl Viewpoint {
    /// The reading of a date without a year, or of a weekday, that the sentence means.
    fn resolve(self, date: &DateMention) -> Option<Period> {
        let reference = self.reference?;
        let readings = date.readings(Some(reference)).into_iter();
        let distance = |period: &Period| (period.first - reference).get_days().abs();
        if let DateMention::Calendar { .. } = date {
            let near = readings.clone().filter(|period| distance(period) < CERTAINLY_NEAR);
            if let Some(near) = near.min_by_key(distance) {
                return Some(near);
            }
        }
        match self.lean {
            Lean::Past => readings.filter(|period| period.first <= reference).max_by_key(by_start),
            Lean::Future => readings.filter(|period| period.last >= reference).min_by_key(by_start),
        }
        .or_else(|| date.readings(Some(reference)).first().copied())
    }
}

fn by_start(period: &Period) -> Date {
    period.first
}

impl PeriodMention {
    /// The value: resolved where the day of writing allows.
    pub fn timex(&self, view: Viewpoint) -> String {
        match self {
            PeriodMention::Reference(relation) => reference(*relation).to_owned(),
            PeriodMention::Division { kind, number, year } => {
                let year = division_year(*kind, *number, year.as_ref(), view);
                let letter = if *kind == Division::Half { 'H' } else { 'Q' };
                format!("{year}-{letter}{number}")
            }
            PeriodMention::Season { season, relation, year } => {
                let year = season_year(*season, *relation, year.as_ref(), view);
                format!("{year}-{}", season_code(*season))
            }
            PeriodMention::Century(number) => format!("{:02}", number.saturating_sub(1)),
            PeriodMention::ShortDecade(tens) => format!("19{tens}"),
            PeriodMention::PartOfDay { day, part } => {
                let code = match part {
                    DayPart::Morning => "TMO",
                    DayPart::Afternoon => "TAF",
                    DayPart::Evening => "TEV",
                    DayPart::Night => "TNI",
                };
                format!("{}{code}", day.timex(view))
            }
            PeriodMention::PartOfDate { date, .. } => date.timex(view),
            PeriodMention::Unit { number: Number::Plural, relation, .. } => {
                reference(*relation).to_owned()
            }
            PeriodMention::Unit { relation, unit, times, .. } => {
                unit_beside(*relation, *unit, *times, view)
            }
            PeriodMention::Shifted { amount, unit } => shifted(*amount, *unit, view),
            PeriodMention::Several(unit) => unspecific(*unit).to_owned(),
            PeriodMention::Weekend(relation) => match view.reference {
                Some(day) => {
                    let week = day.saturating_add(jiff::Span::new().weeks(steps(*relation)));
                    format!("{}-WE", unit_of(week, TimeUnit::Week))
                }
                None => "XXXX-WXX-WE".to_owned(),
            },
            PeriodMention::FiscalYear(year) => format!("FY{year:04}"),
        }
    }
}

fn year_text(year: &DateMention, view: Viewpoint) -> String {
    let value = year.timex(view);
    value.get(..4).unwrap_or("XXXX").to_owned()
}

/// A quarter that has hardly begun belongs to the year before, unless the text looks ahead.
fn division_year(
    kind: Division,
    number: i8,
    year: Option<&DateMention>,
    view: Viewpoint,
) -> String {
    if let Some(year) = year {
        return year_text(year, view);
    }
    let Some(reference) = view.reference else { return "XXXX".to_owned() };
    let months = if kind == Division::Half { 6 } else { 3 };
    let now = (reference.month() - 1) / months + 1;
    let back = i16::from(number > now + 1 && view.lean == Lean::Past);
    format!("{:04}", reference.year() - back)
}

fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

fn season_year(
    season: Season,
    relation: Option<Relation>,
    year: Option<&DateMention>,
    view: Viewpoint,
) -> String {
    if let Some(year) = year {
        return year_text(year, view);
    }
    let Some(reference) = view.reference else { return "XXXX".to_owned() };
    let begins = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let is_over = reference.month() > begins + 2;
    let has_begun = reference.month() >= begins;
    let shift = match relation {
        Some(Relation::Last) => -i16::from(!is_over),
        Some(Relation::Next) => i16::from(has_begun),
        Some(Relation::This) => 0,
        None => i16::from(is_over && view.lean == Lean::Future),
    };
    format!("{:04}", reference.year() + shift)
}

fn steps(relation: Relation) -> i64 {
    match relation {
        Relation::Last => -1,
        Relation::This => 0,
        Relation::Next => 1,
    }
}

fn relation_of(distance: i32) -> Relation {
    match distance.signum() {
        -1 => Relation::Last,
        0 => Relation::This,
        _ => Relation::Next,
    }
}

fn reference(relation: Relation) -> &'static str {
    match relation {
        Relation::Last => "PAST_REF",
        Relation::This => "PRESENT_REF",
        Relation::Next => "FUTURE_REF",
    }
}

fn unit_beside(relation: Relation, unit: TimeUnit, times: u8, view: Viewpoint) -> String {
    let Some(day) = view.reference else { return reference(relation).to_owned() };
    let by = steps(relation) * i64::from(times);
    let beside = match unit {
        TimeUnit::Day => day.saturating_add(jiff::Span::new().days(by)),
        TimeUnit::Week => day.saturating_add(jiff::Span::new().weeks(by)),
        TimeUnit::Month => day.saturating_add(jiff::Span::new().months(by)),
        TimeUnit::Year => day.saturating_add(jiff::Span::new().years(by)),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => day,
    };
    match (unit, times) {
        (TimeUnit::Day, _) => beside.to_string(),
        (TimeUnit::Month, 3) => format!("{:04}-Q{}", beside.year(), (beside.month() - 1) / 3 + 1),
        (TimeUnit::Year, 10) => format!("{:03}", beside.year() / 10),
        (TimeUnit::Year, 100) => format!("{:02}", beside.year() / 100),
        _ => unit_of(beside, unit),
    }
}

fn shifted(amount: i32, unit: TimeUnit, view: Viewpoint) -> String {
    let day = |days: i32| {
        let span = jiff::Span::new().days(days);
        let day = view.reference.and_then(|reference| reference.checked_add(span).ok());
        day.map_or_else(|| reference(relation_of(days)).to_owned(), |day| day.to_string())
    };
    match unit {
        TimeUnit::Week => day(amount * 7),
        TimeUnit::Month => shifted_months(amount, view.reference),
        TimeUnit::Year => shifted_months(amount.saturating_mul(12), view.reference),
        _ => day(amount),
    }
}

fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn unit_of(first: Date, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Week => {
            let week = first.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        TimeUnit::Month => month_of(first),
        _ => format!("{:04}", first.year()),
    }
}

fn shifted_months(months: i32, day: Option<Date>) -> String {
    let span = jiff::Span::new().try_months(months);
    let day = day.and_then(|day| day.checked_add(span.ok()?).ok());
    match day {
        Some(day) if months % 12 == 0 => format!("{:04}", day.year()),
        Some(day) => month_of(day),
        None => reference(relation_of(months)).to_owned(),
    }
}

/// A length of so many units: `P4M`. `amount` is written already.
pub fn timex_duration(amount: &str, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Second => format!("PT{amount}S"),
        TimeUnit::Minute => format!("PT{amount}M"),
        TimeUnit::Hour => format!("PT{amount}H"),
        TimeUnit::Day => format!("P{amount}D"),
        TimeUnit::Week => format!("P{amount}W"),
        TimeUnit::Month => format!("P{amount}M"),
        TimeUnit::Year => format!("P{amount}Y"),
    }
}

/// Whether a number is one of the vague words: "several".
pub fn is_unspecific(amount: &Quantity) -> bool {
    let interval = amount.interval;
    amount.extent == Extent::Point
        && amount.modifier == Some(Modifier::Approx)
        && interval.low == amount.stated
        && interval.high > 1.4 * amount.stated
}

/// A length of an unknown number of units: `PXY`.
pub fn unspecific(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "PTXS",
        TimeUnit::Minute => "PTXM",
        TimeUnit::Hour => "PTXH",
        TimeUnit::Day => "PXD",
        TimeUnit::Week => "PXW",
        TimeUnit::Month => "PXM",
        TimeUnit::Year => "PXY",
    }
}

impl ClockTime {
    /// The value on a day, where one is known: `2024-01-03T13:15`, with `Z` for UTC.
    pub fn timex(&self, day: Option<&str>) -> String {
        let is_utc = match &self.zone {
            Some(Zone::Named { name, .. }) => name == "UTC" || name == "(UTC)",
            _ => false,
        };
        let zone = if is_utc { "Z" } else { "" };
        format!("{}T{}{zone}", day.unwrap_or_default(), self.iso())
    }
}
