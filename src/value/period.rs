//! Stretches of time that no single date names: quarters, seasons, parts of a day, "recently".

use super::date::{DateMention, Relation};
use super::duration::TimeUnit;
use jiff::civil::{Date, Weekday};

/// A stretch of time as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PeriodMention {
    /// "recently", "now", "in future".
    Reference(Relation),
    /// "the third quarter", "the first half of 2015".
    Division {
        /// Half or quarter.
        kind: Division,
        /// Which one, from 1.
        number: i8,
        /// The year it is of, when one is named.
        year: Option<DateMention>,
    },
    /// "summer", "last winter", "the spring of 1994".
    Season {
        /// Which one.
        season: Season,
        /// Which side of the day of writing.
        relation: Option<Relation>,
        /// The year it is of, when one is named.
        year: Option<DateMention>,
        /// The part of it: "early summer".
        part: Option<DatePart>,
    },
    /// "the 20th century", "the late 5th century BC".
    Century {
        /// Which one, from 1.
        number: u8,
        /// Whether it is counted from the year 1 on or back.
        era: Era,
        /// The part of it.
        part: Option<DatePart>,
    },
    /// "the '80s", "the nineties": of the century that is meant as a rule.
    ShortDecade {
        /// The tens of its years.
        tens: u8,
        /// The part of it.
        part: Option<DatePart>,
    },
    /// "567 BC"
    YearBefore(i16),
    /// "Thursday night", "this morning", "early on Sunday evening".
    PartOfDay {
        /// The day.
        day: DateMention,
        /// The part of the day.
        part: DayPart,
        /// The part of that part.
        within: Option<DatePart>,
    },
    /// "that night", "in the morning": of the day that was told of.
    PartOfSameDay {
        /// The part of the day.
        part: DayPart,
        /// The part of that part.
        within: Option<DatePart>,
    },
    /// "early 2015", "the end of last year".
    PartOfDate {
        /// The date.
        date: DateMention,
        /// The part.
        part: DatePart,
    },
    /// "last quarter", "the previous year", "the coming months".
    Unit {
        /// Which side of the time in question.
        relation: Relation,
        /// The unit.
        unit: TimeUnit,
        /// How many of the unit make one: three months are a quarter.
        times: u8,
        /// One of them, or several.
        number: Number,
        /// The time in question.
        from: Origin,
    },
    /// "that day", "the same week", "the end of the year".
    Same {
        /// The unit.
        unit: TimeUnit,
        /// How many of the unit make one.
        times: u8,
        /// The time that it is around.
        from: Origin,
        /// The part of it.
        part: Option<DatePart>,
    },
    /// "the same period last year", "the year-ago quarter", "the same month a year earlier".
    YearAgo(Compared),
    /// "a year earlier", "three days later".
    Shifted {
        /// How many, less than none when earlier.
        amount: i32,
        /// Of what.
        unit: TimeUnit,
    },
    /// "two days before Thursday", "three weeks from today".
    ShiftedFrom {
        /// How many, less than none when earlier.
        amount: i32,
        /// Of what.
        unit: TimeUnit,
        /// From when.
        day: DateMention,
    },
    /// "weeks", "for decades".
    Several {
        /// The unit.
        unit: TimeUnit,
        /// How many of the unit make one.
        times: u16,
    },
    /// "last weekend", "the weekend".
    Weekend(Option<Relation>),
    /// "fiscal 2009".
    FiscalYear(i16),
    /// "every Monday", "each July", "Tuesday nights".
    Every(Recurring),
    /// "Christmas", "Thanksgiving 2012".
    Holiday {
        /// Which one.
        holiday: Holiday,
        /// Which side of the day of writing.
        relation: Option<Relation>,
        /// The year it is of, when one is named.
        year: Option<i16>,
    },
}

/// What comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurring {
    /// "every Monday", "Tuesday nights"
    Weekday(Weekday, Option<DayPart>),
    /// "each July"
    Month(i8),
    /// "every summer"
    Season(Season),
    /// "every morning"
    DayPart(DayPart),
}

/// What a year-ago figure is compared over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The stretch that was told of.
    Told,
    /// The quarter that was told of.
    Quarter,
}

/// The time that "previous" and "following" count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The day of writing.
    Writing,
    /// The date told last.
    Told,
}

/// Which way years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// Before the year 1.
    Before,
    /// From it on.
    Common,
}

/// How the day of a holiday is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// The same date every year.
    Fixed {
        /// The month, 1 to 12.
        month: i8,
        /// The day of the month.
        day: i8,
    },
    /// The nth such weekday of a month, the last for −1.
    Nth {
        /// Which one.
        nth: i8,
        /// The weekday.
        weekday: Weekday,
        /// The month, 1 to 12.
        month: i8,
        /// So many days after it.
        then: i8,
    },
    /// So many days after Easter Sunday.
    Easter(i32),
}

impl Holiday {
    /// Its day in a year.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Holiday::Fixed { month, day } => Date::new(year, month, day).ok(),
            Holiday::Nth { nth, weekday, month, then } => {
                let day =
                    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
                day.checked_add(jiff::Span::new().days(i64::from(then))).ok()
            }
            Holiday::Easter(days) => {
                easter(year)?.checked_add(jiff::Span::new().days(i64::from(days))).ok()
            }
        }
    }
}

impl Holiday {
    /// Its day in a year by the Easter of the Eastern churches, if it moves with Easter.
    pub fn in_year_of_the_east(self, year: i16) -> Option<Date> {
        let Holiday::Easter(days) = self else { return None };
        eastern_easter(year)?.checked_add(jiff::Span::new().days(i64::from(days))).ok()
    }
}

/// Easter Sunday of the Julian calendar by Meeus, as a date of the Gregorian one between 1900 and
/// 2099.
fn eastern_easter(year: i16) -> Option<Date> {
    const CALENDARS_APART: i64 = 13;
    let y = i32::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let sunday = (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7;
    let days = moon + sunday + 114;
    let julian = Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    julian.ok()?.checked_add(jiff::Span::new().days(CALENDARS_APART)).ok()
}

/// Easter Sunday by the Gregorian computus, in the anonymous form of 1876.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y % 19;
    let (century, of_century) = (y / 100, y % 100);
    let epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * correction + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

/// A half or a quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// Six months.
    Half,
    /// Three months.
    Quarter,
}

/// A season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Season {
    /// Spring.
    Spring,
    /// Summer.
    Summer,
    /// Autumn.
    Autumn,
    /// Winter.
    Winter,
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DayPart {
    /// Morning.
    Morning,
    /// Afternoon.
    Afternoon,
    /// Evening.
    Evening,
    /// Night.
    Night,
}

/// A part of a longer date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DatePart {
    /// "early"
    Start,
    /// "mid"
    Mid,
    /// "late"
    End,
}

/// One or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
}

impl DatePart {
    /// The name used in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            DatePart::Start => "start",
            DatePart::Mid => "mid",
            DatePart::End => "end",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_moves_with_the_moon() {
        let sundays = [2008, 2011, 2019, 2024, 2038].map(|year| easter(year).unwrap());
        let expected = [
            date(2008, 3, 23),
            date(2011, 4, 24),
            date(2019, 4, 21),
            date(2024, 3, 31),
            date(2038, 4, 25),
        ];
        assert_eq!(sundays, expected);
    }

    #[test]
    fn the_east_keeps_its_own_easter() {
        let of = |year| Holiday::Easter(0).in_year_of_the_east(year).unwrap();
        assert_eq!(of(2024), date(2024, 5, 5));
        assert_eq!(of(2025), date(2025, 4, 20));
        assert_eq!(Holiday::Fixed { month: 12, day: 25 }.in_year_of_the_east(2025), None);
    }

    #[test]
    fn some_holidays_keep_their_weekday() {
        let thanksgiving = Holiday::Nth { nth: 4, weekday: Weekday::Thursday, month: 11, then: 0 };
        assert_eq!(thanksgiving.in_year(2012), Some(date(2012, 11, 22)));
        let memorial = Holiday::Nth { nth: -1, weekday: Weekday::Monday, month: 5, then: 0 };
        assert_eq!(memorial.in_year(2021), Some(date(2021, 5, 31)));
    }

    #[test]
    fn easter_is_right_in_every_century() {
        let years = [1609, 1700, 1761, 1800, 1818, 1875, 1900, 1943, 1954, 1981];
        let later = [2000, 2049, 2100, 2200, 2285, 2300, 2400];
        let sundays: Vec<i16> = years.into_iter().chain(later).collect();
        let days = sundays.into_iter().map(|year| easter(year).unwrap());
        let days: Vec<(i8, i8)> = days.map(|day| (day.month(), day.day())).collect();
        let expected = [(4, 19), (4, 11), (3, 22), (4, 13), (3, 22), (3, 28), (4, 15), (4, 25)];
        let later = [(4, 18), (4, 19), (4, 23), (4, 18), (3, 28), (4, 6), (3, 22), (4, 8), (4, 16)];
        let expected = [&expected[..], &later].concat();
        assert_eq!(days, expected);
        let friday = Holiday::Easter(-2);
        assert_eq!(friday.in_year(2024), Some(date(2024, 3, 29)));
    }
}
