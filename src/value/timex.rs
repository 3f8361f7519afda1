//! TIMEX3 values: ISO 8601 with names for what it has no word for.

use super::anchor::{Anchor, Grain, Lean, Viewpoint};
use super::clock::{ClockTime, Zone};
use super::date::{DateMention, Period, Relation};
use super::duration::{Duration, TimeUnit};
use super::period::{
    Compared, DatePart, DayPart, Division, Era, Holiday, Number, Origin, PeriodMention, Recurring,
    Season,
};
use super::quantity::{Extent, Interval, Modifier, Quantity};
use jiff::civil::{Date, Weekday};

/// Within so many days of the day of writing, the verbs do not matter.
const CERTAINLY_NEAR: i32 = 40;

/// Where no verb tells, a date that is no further ahead than this is to come: news is of the past.
const EXPECTED_WITHIN: i32 = 100;

impl DateMention {
    /// The value: resolved where the day of writing allows.
    pub fn timex(&self, view: Viewpoint) -> String {
        let first = || self.readings(view.reference).first().copied();
        let day = || first().map(|period| period.first.to_string());
        match self {
            DateMention::Calendar { date, .. } => match view.resolve(self) {
                Some(period) if date.month.is_some() => date.in_year(period.first.year()).iso(),
                _ => date.iso(),
            },
            DateMention::Weekday { weekday, relation: None | Some(Relation::This) } => {
                let resolved = view.resolve(self).map(|period| period.first.to_string());
                resolved.unwrap_or_else(|| any_week(*weekday))
            }
            DateMention::Weekday { weekday, .. } | DateMention::WeekdayOf { weekday, .. } => {
                day().unwrap_or_else(|| any_week(*weekday))
            }
            DateMention::Decade(year) => format!("{:03}", year / 10),
            DateMention::RelativeMonth { month, .. } => match first() {
                Some(period) => Grain::Month.of(period.first),
                None => format!("XXXX-{month:02}"),
            },
            DateMention::MonthOf { month, day, .. } => match (first(), day) {
                (Some(period), Some(_)) => period.first.to_string(),
                (Some(period), None) => Grain::Month.of(period.first),
                (None, Some(day)) => format!("XXXX-{month:02}-{day:02}"),
                (None, None) => format!("XXXX-{month:02}"),
            },
            DateMention::DayOrMonth { year, first, second } => {
                day().unwrap_or_else(|| format!("{year:04}-{first:02}-{second:02}"))
            }
            DateMention::DayOffset(days) => {
                day().unwrap_or_else(|| reference(relation_of(*days)).to_owned())
            }
            DateMention::MonthOffset(months) => shifted_months(*months, view.reference),
            DateMention::RelativeUnit { relation, unit } => match first() {
                Some(period) => unit_of(period.first, *unit),
                None => reference(*relation).to_owned(),
            },
        }
    }
}

impl DateMention {
    /// The reading meant, from where the article stands.
    fn resolved(&self, view: Viewpoint) -> Option<Period> {
        match self {
            DateMention::Calendar { .. } | DateMention::Weekday { relation: None, .. } => {
                view.resolve(self)
            }
            _ => self.readings(view.reference).first().copied(),
        }
    }
}

fn any_week(weekday: Weekday) -> String {
    format!("XXXX-WXX-{}", weekday.to_monday_one_offset())
}

impl Viewpoint {
    /// The reading of a date without a year, or of a weekday, that the sentence means.
    fn resolve(self, date: &DateMention) -> Option<Period> {
        let reference = self.reference?;
        let readings = fitting(date, reference);
        let distance = |period: &Period| (period.first - reference).get_days().abs();
        let nearest = readings.iter().min_by_key(|period| distance(period));
        let past = readings.iter().filter(|period| period.first <= reference).max_by_key(by_start);
        let coming = readings.iter().filter(|period| period.last >= reference).min_by_key(by_start);
        let weekday = match date {
            DateMention::Weekday { weekday, relation } => Some((*weekday, *relation)),
            _ => None,
        };
        let meant = match (self.lean, weekday) {
            (Lean::Open, Some((weekday, Some(Relation::This)))) => {
                if is_before(weekday, reference.weekday()) { past } else { coming }
            }
            (Lean::Open | Lean::Past, Some(_)) => past,
            (Lean::Future, Some(_)) => coming,
            // "The vote on Nov. 6", "a night last January": months are past before days are.
            (lean, None) if nearest.is_some_and(|near| distance(near) < CERTAINLY_NEAR) => {
                let is_month = nearest.is_some_and(|near| near.first < near.last);
                if lean == Lean::Past && is_month { past } else { nearest }
            }
            (Lean::Past, None) => past,
            (Lean::Future, None) => coming,
            (Lean::Open, None) => {
                let is_soon = coming.is_some_and(|next| distance(next) < EXPECTED_WITHIN);
                if is_soon { nearest } else { past }
            }
        };
        meant.or(readings.first()).copied()
    }

    /// The day that parts of a day without one belong to.
    fn day(self) -> Option<Date> {
        let told = self.told.filter(|told| told.grain == Grain::Day).map(|told| told.first);
        told.or(self.reference)
    }
}

/// Whether a weekday comes before another in the week.
fn is_before(weekday: Weekday, other: Weekday) -> bool {
    weekday.to_monday_zero_offset() < other.to_monday_zero_offset()
}

/// The readings of a date on which its weekday, if it names one, can fall; else all.
fn fitting(date: &DateMention, reference: Date) -> Vec<Period> {
    let readings = date.readings(Some(reference));
    let DateMention::Calendar { weekday: Some(weekday), .. } = date else {
        return readings;
    };
    let fits = |period: &&Period| period.first.weekday() == *weekday;
    let fitting: Vec<Period> = readings.iter().filter(fits).copied().collect();
    if fitting.is_empty() { readings } else { fitting }
}

fn by_start(period: &&Period) -> Date {
    period.first
}

impl PeriodMention {
    /// The value: resolved where the day of writing allows.
    pub fn timex(&self, view: Viewpoint) -> String {
        match *self {
            PeriodMention::Reference(relation) => reference(relation).to_owned(),
            PeriodMention::Division { kind, number, year } => {
                let year = division_year(kind, number, year.as_ref(), view);
                let letter = if kind == Division::Half { 'H' } else { 'Q' };
                format!("{year}-{letter}{number}")
            }
            PeriodMention::Season { season, relation, year, .. } => {
                let year = season_year(season, relation, year.as_ref(), view);
                format!("{year}-{}", season_code(season))
            }
            PeriodMention::Century { number, era, .. } => {
                let sign = if era == Era::Before { "-" } else { "" };
                format!("{sign}{:02}", number.saturating_sub(1))
            }
            PeriodMention::ShortDecade { tens, .. } => format!("19{tens}"),
            // The year 1 BC is the year 0 of ISO 8601.
            PeriodMention::YearBefore(1) => "0000".to_owned(),
            PeriodMention::YearBefore(year) => format!("-{:04}", year - 1),
            PeriodMention::PartOfDay { day, part, .. } => {
                format!("{}{}", day.timex(view), day_part_code(part))
            }
            PeriodMention::PartOfSameDay { part, .. } => {
                let day = view.day().map_or("XXXX-XX-XX".to_owned(), |day| day.to_string());
                format!("{day}{}", day_part_code(part))
            }
            PeriodMention::PartOfDate { date, .. } => date.timex(view),
            PeriodMention::Unit { number: Number::Plural, relation, .. } => {
                reference(relation).to_owned()
            }
            PeriodMention::Unit { relation, unit, times, from, .. } => {
                unit_beside(relation, unit, times, from, view)
            }
            PeriodMention::Same { unit, times, from, .. } => same(unit, times, from, view),
            PeriodMention::YearAgo(compared) => year_ago(compared, view),
            PeriodMention::Shifted { amount, unit } => shifted(amount, unit, view),
            PeriodMention::Several { unit, times } => several(unit, times).to_owned(),
            PeriodMention::Weekend(relation) => match view.reference {
                Some(day) => {
                    let weekend = weekend_beside(relation, day, view.lean);
                    format!("{}-WE", Grain::Week.of(weekend))
                }
                None => "XXXX-WXX-WE".to_owned(),
            },
            PeriodMention::FiscalYear(year) => format!("{year:04}"),
            PeriodMention::ShiftedFrom { amount, unit, day } => {
                let first = day.resolved(view).map(|period| period.first);
                let told = first.map(|first| Anchor { first, grain: Grain::Day });
                shifted(amount, unit, Viewpoint { told, ..view })
            }
            PeriodMention::Every(recurring) => every(recurring),
            PeriodMention::Holiday { holiday, relation, year } => {
                holiday_value(holiday, relation, year, view)
            }
        }
    }

    /// The part of it that is meant: "early", "late".
    pub fn part(&self) -> Option<DatePart> {
        match *self {
            PeriodMention::PartOfDate { part, .. } => Some(part),
            PeriodMention::Season { part, .. }
            | PeriodMention::Century { part, .. }
            | PeriodMention::ShortDecade { part, .. }
            | PeriodMention::Same { part, .. } => part,
            PeriodMention::PartOfDay { within, .. }
            | PeriodMention::PartOfSameDay { within, .. } => within,
            _ => None,
        }
    }
}

fn day_part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
    }
}

fn every(recurring: Recurring) -> String {
    match recurring {
        Recurring::Weekday(weekday, None) => any_week(weekday),
        Recurring::Weekday(weekday, Some(part)) => {
            format!("{}{}", any_week(weekday), day_part_code(part))
        }
        Recurring::Month(month) => format!("XXXX-{month:02}"),
        Recurring::Season(season) => format!("XXXX-{}", season_code(season)),
        Recurring::DayPart(part) => format!("XXXX-XX-XX{}", day_part_code(part)),
    }
}

fn holiday_value(
    holiday: Holiday,
    relation: Option<Relation>,
    year: Option<i16>,
    view: Viewpoint,
) -> String {
    let day = match (year, view.reference) {
        (Some(year), _) => holiday.in_year(year),
        (None, Some(reference)) => holiday_near(holiday, relation, reference, view.lean),
        (None, None) => None,
    };
    match (day, holiday) {
        (Some(day), _) => day.to_string(),
        (None, Holiday::Fixed { month, day }) => format!("XXXX-{month:02}-{day:02}"),
        (None, Holiday::Nth { month, .. }) => format!("XXXX-{month:02}-XX"),
        (None, Holiday::Easter(_)) => "XXXX-XX-XX".to_owned(),
    }
}

/// The holiday of the year that the words mean; without any, the one next to the day of writing.
fn holiday_near(
    holiday: Holiday,
    relation: Option<Relation>,
    reference: Date,
    lean: Lean,
) -> Option<Date> {
    let year = reference.year();
    let days: Vec<Date> = (year - 1..=year + 1).filter_map(|year| holiday.in_year(year)).collect();
    let last = days.iter().copied().filter(|&day| day < reference).max();
    let next = days.iter().copied().find(|&day| day >= reference);
    let nearest = days.iter().copied().min_by_key(|&day| (day - reference).get_days().abs());
    match relation {
        Some(Relation::Last) => last,
        Some(Relation::Next) => next,
        Some(Relation::This) => holiday.in_year(year),
        None if lean == Lean::Past => last,
        None => nearest,
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
    let reach = match view.lean {
        Lean::Past => now,
        Lean::Open => now + 1,
        Lean::Future => 4,
    };
    let back = i16::from(number > reach);
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

/// "the weekend" is the last one that has begun, or the next one if the text looks ahead.
fn weekend_beside(relation: Option<Relation>, day: Date, lean: Lean) -> Date {
    let has_begun = day.weekday().to_monday_zero_offset() > 4;
    let steps = match relation {
        Some(relation) => relation.steps(),
        None => -i16::from(!has_begun && lean != Lean::Future),
    };
    day.saturating_add(jiff::Span::new().weeks(i64::from(steps)))
}

fn unit_beside(
    relation: Relation,
    unit: TimeUnit,
    times: u8,
    from: Origin,
    view: Viewpoint,
) -> String {
    let grain = grain(unit, times);
    let told = view.told.filter(|told| from == Origin::Told && Some(told.grain) <= grain);
    let Some(day) = told.map(|told| told.first).or(view.reference) else {
        return reference(relation).to_owned();
    };
    let by = i64::from(relation.steps()) * i64::from(times);
    let beside = match unit {
        TimeUnit::Day => day.saturating_add(jiff::Span::new().days(by)),
        TimeUnit::Week => day.saturating_add(jiff::Span::new().weeks(by)),
        TimeUnit::Month => day.saturating_add(jiff::Span::new().months(by)),
        TimeUnit::Year => day.saturating_add(jiff::Span::new().years(by)),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => day,
    };
    unit_around(beside, unit, times)
}

/// The value of the unit that holds a day.
fn unit_around(day: Date, unit: TimeUnit, times: u8) -> String {
    match (unit, times) {
        (TimeUnit::Month, 3) => Grain::Quarter.of(day),
        (TimeUnit::Year, 10) => format!("{:03}", day.year() / 10),
        (TimeUnit::Year, 100) => format!("{:02}", day.year() / 100),
        (TimeUnit::Day, _) => day.to_string(),
        _ => unit_of(day, unit),
    }
}

fn grain(unit: TimeUnit, times: u8) -> Option<Grain> {
    match (unit, times) {
        (TimeUnit::Day, 1) => Some(Grain::Day),
        (TimeUnit::Week, 1) => Some(Grain::Week),
        (TimeUnit::Month, 1) => Some(Grain::Month),
        (TimeUnit::Month, 3) => Some(Grain::Quarter),
        (TimeUnit::Year, _) => Some(Grain::Year),
        _ => None,
    }
}

/// "that week": around the date told last, else around the day of writing.
fn same(unit: TimeUnit, times: u8, from: Origin, view: Viewpoint) -> String {
    let told =
        view.told.filter(|told| from == Origin::Told && Some(told.grain) <= grain(unit, times));
    match told.map(|told| told.first).or(view.reference) {
        Some(day) => unit_around(day, unit, times),
        None => reference(Relation::This).to_owned(),
    }
}

fn year_ago(compared: Compared, view: Viewpoint) -> String {
    let is_division = |told: &Anchor| matches!(told.grain, Grain::Quarter | Grain::Half);
    let told = view.told.filter(|told| is_division(told) || told.grain == Grain::Month);
    let told = match compared {
        Compared::Told => told,
        Compared::Quarter => told.filter(is_division).or_else(|| {
            let months = jiff::Span::new().months(3);
            let first = view.reference?.checked_sub(months).ok()?;
            Some(Anchor { first, grain: Grain::Quarter })
        }),
    };
    told.and_then(|told| told.in_years(-1)).unwrap_or_else(|| shifted_months(-12, view.reference))
}

fn shifted(amount: i32, unit: TimeUnit, view: Viewpoint) -> String {
    let told = view.told;
    let origin = match (unit, told) {
        (TimeUnit::Day | TimeUnit::Week, Some(told)) if told.grain == Grain::Day => {
            Some(told.first)
        }
        (TimeUnit::Month, Some(told)) if told.grain <= Grain::Month => Some(told.first),
        (TimeUnit::Year, Some(told)) => {
            let same = told
                .in_years(amount)
                .filter(|_| matches!(told.grain, Grain::Quarter | Grain::Half));
            if let Some(same) = same {
                return same;
            }
            Some(told.first)
        }
        _ => None,
    };
    let origin = origin.or(view.reference);
    let day = |days: i32| {
        let span = jiff::Span::new().days(days);
        let day = origin.and_then(|origin| origin.checked_add(span).ok());
        day.map_or_else(|| reference(relation_of(days)).to_owned(), |day| day.to_string())
    };
    match unit {
        TimeUnit::Week => day(amount.saturating_mul(7)),
        TimeUnit::Month => shifted_months(amount, origin),
        TimeUnit::Year => shifted_months(amount.saturating_mul(12), origin),
        TimeUnit::Day => day(amount),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => {
            reference(relation_of(amount)).to_owned()
        }
    }
}

fn unit_of(first: Date, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Week => Grain::Week.of(first),
        TimeUnit::Month => Grain::Month.of(first),
        _ => Grain::Year.of(first),
    }
}

fn shifted_months(months: i32, day: Option<Date>) -> String {
    let span = jiff::Span::new().try_months(months);
    let day = day.and_then(|day| day.checked_add(span.ok()?).ok());
    match day {
        Some(day) if months % 12 == 0 => Grain::Year.of(day),
        Some(day) => Grain::Month.of(day),
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

impl Duration {
    /// The value: `P4M`, `PXW` for "several weeks", `P2M/P3M` for "two to three months".
    pub fn timex(&self) -> String {
        let length = |amount| timex_duration(&written(amount), self.unit);
        match self.amount.extent {
            Extent::Point if is_unspecific(&self.amount) => unspecific(self.unit).to_owned(),
            Extent::Point => length(self.amount.stated),
            Extent::Range => {
                let Interval { low, high } = self.amount.stated_ends();
                format!("{}/{}", length(low), length(high))
            }
        }
    }
}

/// A number without the noise of binary fractions.
fn written(amount: f64) -> String {
    let rounded = (amount * 1e6).round() / 1e6;
    format!("{}", if rounded.is_finite() { rounded } else { amount })
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

/// Decades and centuries have units of their own, which ISO 8601 lacks.
fn several(unit: TimeUnit, times: u16) -> &'static str {
    match times {
        10 => "PXDE",
        100 => "PXCE",
        _ => unspecific(unit),
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
