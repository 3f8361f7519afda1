//! Stretches of time that no single date names: quarters, seasons, parts of a day, "recently".

use super::date::{DateMention, Relation};
use super::duration::TimeUnit;

/// A stretch of time as a text gives it. Checks rely on none of these.
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
    },
    /// "the 20th century".
    Century(u8),
    /// "the '80s", "the nineties": of the century that is meant as a rule.
    ShortDecade(u8),
    /// "Thursday night", "this morning".
    PartOfDay {
        /// The day.
        day: DateMention,
        /// The part.
        part: DayPart,
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
    },
    /// "a year earlier", "three days later".
    Shifted {
        /// How many, less than none when earlier.
        amount: i32,
        /// Of what.
        unit: TimeUnit,
    },
    /// "weeks", "for decades".
    Several(TimeUnit),
    /// "last weekend".
    Weekend(Relation),
    /// "fiscal 2009".
    FiscalYear(i16),
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
