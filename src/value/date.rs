//! Dates as texts give them: whole, in part, or relative to the day of writing.

use super::duration::TimeUnit;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// The days from `first` to `last`.
    pub fn new(first: Date, last: Date) -> Self {
        debug_assert!(first <= last, "a period cannot end before it starts");
        Period { first, last }
    }

    /// A single day.
    pub fn day(date: Date) -> Self {
        Period::new(date, date)
    }

    /// Whether the two have a day in common.
    pub fn meets(self, other: Period) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// A date of which some parts are given: "January 3", "2015", "July 2022".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct PartialDate {
    /// The year, in full.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Reads `2024-01-03`, `2024-01` or `2024`; nothing if there is no such day.
    pub fn parse(iso: &str) -> Option<PartialDate> {
        let mut parts = iso.split('-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        let date = PartialDate { year: Some(year), month, day };
        (parts.next().is_none() && date.period().is_some()).then_some(date)
    }

    /// The days it covers, when the year is given and such a date exists.
    pub fn period(&self) -> Option<Period> {
        let year = self.year?;
        let first = Date::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        let last = match (self.month, self.day) {
            (None, _) => Date::new(year, 12, 31).ok()?,
            (Some(_), None) => first.last_of_month(),
            (Some(_), Some(_)) => first,
        };
        Some(Period::new(first, last))
    }

    /// The same date in the given year, if it lacks one.
    pub fn in_year(&self, year: i16) -> PartialDate {
        PartialDate { year: self.year.or(Some(year)), ..*self }
    }

    /// ISO 8601 with `X` for what is not given: `2024-01-03`, `2024-01`, `XXXX-01-03`.
    pub fn iso(&self) -> String {
        let year = self.year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            (None, _) => year,
        }
    }
}

/// Which side of the day of writing a relative date lies on, as its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// "last August"
    Last,
    /// "this August"
    This,
    /// "next August"
    Next,
}

/// A date as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMention {
    /// "January 3, 2024", "Jan. 3", "in 2015", with the weekday when one is stated.
    Calendar {
        /// What is given.
        date: PartialDate,
        /// The weekday beside it: "Wednesday, January 3".
        weekday: Option<Weekday>,
    },
    /// "last August", "this January": a month on one side of the day of writing.
    RelativeMonth {
        /// Which side.
        relation: Relation,
        /// The month, 1 to 12.
        month: i8,
    },
    /// "on Thursday", "last Friday", "next Monday".
    Weekday {
        /// Which side, when the words say so.
        relation: Option<Relation>,
        /// The day.
        weekday: Weekday,
    },
    /// "today" 0, "yesterday" −1, "two weeks ago" −14: days from the day of writing.
    DayOffset(i32),
    /// "two years ago" −24, "a month ago" −1: months from the day of writing, which people round.
    MonthOffset(i32),
    /// "last week", "this month", "next year": a calendar unit around the day of writing.
    RelativeUnit {
        /// Which one.
        relation: Relation,
        /// A week, a month or a year.
        unit: TimeUnit,
    },
    /// "July last year", "3 October of next year": a month of the year around the day of writing.
    MonthOf {
        /// Which year.
        relation: Relation,
        /// The month, 1 to 12.
        month: i8,
        /// The day of the month.
        day: Option<i8>,
    },
    /// "Saturday last week", "Monday of next week".
    WeekdayOf {
        /// Which week.
        relation: Relation,
        /// The day.
        weekday: Weekday,
    },
    /// "03/04/2023": March in one country, April in the next.
    DayOrMonth {
        /// The year.
        year: i16,
        /// The number that stands first.
        first: i8,
        /// The number that stands second.
        second: i8,
    },
    /// "the 1990s", by its first year.
    Decade(i16),
}

impl DateMention {
    /// Whether the calendar or the weekday names it, rather than its distance from the day of
    /// writing.
    pub fn is_by_name(&self) -> bool {
        matches!(self, DateMention::Calendar { .. } | DateMention::Weekday { .. })
    }

    /// The periods it can mean in an article of the given day. People disagree on "last" and
    /// "next" near the turn of a period, so each reading in use is listed; a check may object
    /// only when none fits. Without a reference date, only whole dates mean anything.
    pub fn readings(&self, reference: Option<Date>) -> Vec<Period> {
        match (self, reference) {
            (DateMention::Calendar { date, .. }, None) => date.period().into_iter().collect(),
            (DateMention::Calendar { date, .. }, Some(reference)) => match date.year {
                Some(_) => date.period().into_iter().collect(),
                None => (reference.year() - 1..=reference.year() + 1)
                    .filter_map(|year| date.in_year(year).period())
                    .collect(),
            },
            (DateMention::Decade(year), _) => decade(*year).into_iter().collect(),
            (DateMention::DayOrMonth { year, first, second }, _) => {
                [(*first, *second), (*second, *first)]
                    .into_iter()
                    .filter_map(|(month, day)| Date::new(*year, month, day).ok())
                    .map(Period::day)
                    .collect()
            }
            (_, None) => Vec::new(),
            (DateMention::RelativeMonth { relation, month }, Some(reference)) => {
                relative_month(*relation, *month, reference)
            }
            (DateMention::Weekday { relation, weekday }, Some(reference)) => {
                relative_weekday(*relation, *weekday, reference)
            }
            (DateMention::DayOffset(days), Some(reference)) => {
                let day = reference.checked_add(jiff::Span::new().days(*days)).ok();
                day.map(Period::day).into_iter().collect()
            }
            (DateMention::MonthOffset(months), Some(reference)) => {
                around_month_offset(*months, reference)
            }
            (DateMention::RelativeUnit { relation, unit }, Some(reference)) => {
                relative_unit(*relation, *unit, reference)
            }
            (DateMention::MonthOf { relation, month, day }, Some(reference)) => {
                let year = reference.year().saturating_add(relation.steps());
                let date = PartialDate { year: Some(year), month: Some(*month), day: *day };
                date.period().into_iter().collect()
            }
            (DateMention::WeekdayOf { relation, weekday }, Some(reference)) => {
                let week = relative_unit(*relation, TimeUnit::Week, reference);
                week.into_iter().filter_map(|week| day_of_week(week, *weekday)).collect()
            }
        }
    }
}

impl Relation {
    /// How many steps from the present one lies.
    pub(super) fn steps(self) -> i16 {
        match self {
            Relation::Last => -1,
            Relation::This => 0,
            Relation::Next => 1,
        }
    }
}

fn day_of_week(week: Period, weekday: Weekday) -> Option<Period> {
    let days = i64::from(weekday.to_monday_zero_offset());
    week.first.checked_add(jiff::Span::new().days(days)).ok().map(Period::day)
}

/// A tenth of the distance, and half a month, on either side: "two years ago" is no day.
fn around_month_offset(months: i32, reference: Date) -> Vec<Period> {
    let leeway = jiff::Span::new().days(15 + 3 * i64::from(months.abs()));
    let centre = reference.checked_add(jiff::Span::new().months(months));
    let period = centre.and_then(|centre| {
        Ok(Period::new(centre.checked_sub(leeway)?, centre.checked_add(leeway)?))
    });
    period.into_iter().collect()
}

fn relative_unit(relation: Relation, unit: TimeUnit, reference: Date) -> Vec<Period> {
    let steps = i64::from(relation.steps());
    let span = match unit {
        TimeUnit::Week => jiff::Span::new().weeks(steps),
        TimeUnit::Month => jiff::Span::new().months(steps),
        _ => jiff::Span::new().years(steps),
    };
    let Ok(inside) = reference.checked_add(span) else {
        return Vec::new();
    };
    let period = match unit {
        TimeUnit::Week => week_of(inside),
        TimeUnit::Month => Some(Period::new(inside.first_of_month(), inside.last_of_month())),
        _ => Some(Period::new(inside.first_of_year(), inside.last_of_year())),
    };
    period.into_iter().collect()
}

fn week_of(day: Date) -> Option<Period> {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.checked_sub(jiff::Span::new().days(back)).ok()?;
    let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
    Some(Period::new(monday, sunday))
}

fn decade(year: i16) -> Option<Period> {
    let first = Date::new(year, 1, 1).ok()?;
    let last = Date::new(year.checked_add(9)?, 12, 31).ok()?;
    Some(Period::new(first, last))
}

/// "Last August" is the latest August that is over or under way, or the one before it.
fn relative_month(relation: Relation, month: i8, reference: Date) -> Vec<Period> {
    let year = reference.year();
    let latest = if month <= reference.month() { year } else { year - 1 };
    let years = match relation {
        Relation::Last => [latest, latest - 1],
        Relation::This => [year, year],
        Relation::Next => [latest + 1, latest + 2],
    };
    let period = |year| PartialDate { year: Some(year), month: Some(month), day: None }.period();
    years.into_iter().filter_map(period).collect()
}

/// The nearest such day on either side, and for "last" and "next" also the one beyond it.
fn relative_weekday(relation: Option<Relation>, weekday: Weekday, reference: Date) -> Vec<Period> {
    let nth = |n: i32| match n {
        0 => (reference.weekday() == weekday).then_some(reference),
        n => reference.nth_weekday(n, weekday).ok(),
    };
    let nths: &[i32] = match relation {
        Some(Relation::Last) => &[-1, -2],
        Some(Relation::Next) => &[1, 2],
        Some(Relation::This) | None => &[0, -1, 1],
    };
    nths.iter().filter_map(|&n| nth(n)).map(Period::day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn parts_of_a_date_cover_their_days() {
        let period = |iso| PartialDate::parse(iso).unwrap().period().unwrap();
        assert_eq!(period("2024-02"), Period::new(date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!(period("2015"), Period::new(date(2015, 1, 1), date(2015, 12, 31)));
        assert_eq!(PartialDate::parse("2024-02-30"), None);
    }

    #[test]
    fn last_month_has_two_readings() {
        let last_august = DateMention::RelativeMonth { relation: Relation::Last, month: 8 };
        let years = |reference| -> Vec<i16> {
            last_august.readings(Some(reference)).iter().map(|period| period.first.year()).collect()
        };
        assert_eq!(years(date(2024, 1, 26)), [2023, 2022]);
        assert_eq!(years(date(2022, 9, 1)), [2022, 2021]);
    }

    /// What a date can mean on Wednesday, 15 May 2024: its days, or its first and last.
    #[track_caller]
    fn check(mention: DateMention, expected: &[&str]) {
        let told = mention.readings(Some(date(2024, 5, 15))).into_iter().map(|period| {
            let Period { first, last } = period;
            if first == last { first.to_string() } else { format!("{first} {last}") }
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_day_without_a_year_is_of_a_year_nearby() {
        let third = PartialDate { year: None, month: Some(1), day: Some(3) };
        let mention = DateMention::Calendar { date: third, weekday: None };
        check(mention, &["2023-01-03", "2024-01-03", "2025-01-03"]);
        assert_eq!(mention.readings(None), []);
        check(DateMention::Decade(1990), &["1990-01-01 1999-12-31"]);
        let day = |first, second| DateMention::DayOrMonth { year: 2023, first, second };
        check(day(3, 4), &["2023-03-04", "2023-04-03"]);
        check(day(13, 4), &["2023-04-13"]);
    }

    #[test]
    fn weekdays_lie_on_either_side() {
        let day = |relation, weekday| DateMention::Weekday { relation, weekday };
        check(day(None, Weekday::Wednesday), &["2024-05-15", "2024-05-08", "2024-05-22"]);
        check(day(None, Weekday::Thursday), &["2024-05-09", "2024-05-16"]);
        check(day(Some(Relation::Last), Weekday::Friday), &["2024-05-10", "2024-05-03"]);
        check(day(Some(Relation::Next), Weekday::Monday), &["2024-05-20", "2024-05-27"]);
        let of = |relation, weekday| DateMention::WeekdayOf { relation, weekday };
        check(of(Relation::Last, Weekday::Saturday), &["2024-05-11"]);
        check(of(Relation::This, Weekday::Monday), &["2024-05-13"]);
    }

    #[test]
    fn months_lie_on_either_side() {
        let month = |relation, month| DateMention::RelativeMonth { relation, month };
        let august = ["2024-08-01 2024-08-31", "2025-08-01 2025-08-31"];
        check(month(Relation::Next, 8), &august);
        check(month(Relation::This, 8), &[august[0], august[0]]);
        check(month(Relation::Last, 5), &["2024-05-01 2024-05-31", "2023-05-01 2023-05-31"]);
        let of = |relation, month, day| DateMention::MonthOf { relation, month, day };
        check(of(Relation::Last, 7, None), &["2023-07-01 2023-07-31"]);
        check(of(Relation::Next, 10, Some(3)), &["2025-10-03"]);
    }

    #[test]
    fn distances_are_counted_from_the_day_of_writing() {
        check(DateMention::DayOffset(-14), &["2024-05-01"]);
        check(DateMention::MonthOffset(-24), &["2022-02-17 2022-08-10"]);
        check(DateMention::MonthOffset(1), &["2024-05-28 2024-07-03"]);
        let unit = |relation, unit| DateMention::RelativeUnit { relation, unit };
        check(unit(Relation::Last, TimeUnit::Week), &["2024-05-06 2024-05-12"]);
        check(unit(Relation::This, TimeUnit::Month), &["2024-05-01 2024-05-31"]);
        check(unit(Relation::Next, TimeUnit::Year), &["2025-01-01 2025-12-31"]);
    }

    #[test]
    fn periods_meet_up_to_their_ends() {
        let may = |first, last| Period::new(date(2024, 5, first), date(2024, 5, last));
        let meets = |a: Period, b: Period| {
            assert_eq!(a.meets(b), b.meets(a));
            a.meets(b)
        };
        assert!(meets(may(1, 7), may(7, 9)));
        assert!(meets(may(1, 9), may(3, 4)));
        assert!(meets(may(5, 5), may(5, 5)));
        assert!(!meets(may(1, 7), may(8, 9)));
    }
}
