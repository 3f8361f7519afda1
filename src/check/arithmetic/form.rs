//! What may fill a slot of a template.

use crate::annotate::Meaning;
use crate::value::DateMention;

/// From here on a bare number may be a sum of money.
const LARGE: f64 = 10_000.0;

/// What may fill a slot of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A number of things, whole.
    Count,
    /// Any bare number.
    Number,
    /// Digits alone, whatever they stand for: those of a page, or of "21st".
    Digits,
    /// A number, a sum of money, a measure, a percentage or a length of time.
    Amount,
    /// A number, a sum of money or a measure: what may go up and down.
    Level,
    /// "60%"
    Percent,
    /// "2 percentage points"
    Points,
    /// "a third", "one in five", "half".
    Share,
    /// A sum of money, or a number as large as one.
    Sum,
    /// A number with a unit.
    Measure,
    /// A sum of money.
    Money,
    /// A date with a year, or a day of a month.
    Date,
    /// A date as above, or a month alone.
    Edge,
    /// A date as above, or a time of day.
    Moment,
    /// A time of day.
    Time,
    /// A year alone.
    Year,
    /// Any date or stretch of time.
    When,
    /// A day, a month or a year however it is named, a time of day, or both.
    Point,
    /// A unit of time, as in "a day": the word alone.
    Unit,
    /// A length of time.
    Length,
    /// "two years ago"
    Ago,
    /// "tenth"
    Ordinal,
    /// An age, or a bare number that can be one.
    Age,
}

impl Form {
    /// The form a slot names.
    pub(super) fn named(name: Option<&str>) -> Option<Form> {
        Some(match name? {
            "count" => Form::Count,
            "number" => Form::Number,
            "digits" => Form::Digits,
            "amount" => Form::Amount,
            "level" => Form::Level,
            "percent" => Form::Percent,
            "points" => Form::Points,
            "share" => Form::Share,
            "sum" => Form::Sum,
            "measure" => Form::Measure,
            "money" => Form::Money,
            "date" => Form::Date,
            "edge" => Form::Edge,
            "moment" => Form::Moment,
            "time" => Form::Time,
            "year" => Form::Year,
            "when" => Form::When,
            "point" => Form::Point,
            "unit" => Form::Unit,
            "length" => Form::Length,
            "ago" => Form::Ago,
            "ordinal" => Form::Ordinal,
            "age" => Form::Age,
            _ => return None,
        })
    }

    /// Whether only an annotation can fill it: shares in words and bare years may stand without.
    pub(super) fn is_annotated(self) -> bool {
        !matches!(
            self,
            Form::Share
                | Form::Year
                | Form::Date
                | Form::Edge
                | Form::Moment
                | Form::Point
                | Form::Unit
                | Form::Digits
        )
    }

    /// Whether something annotated can fill it.
    pub(super) fn takes(self, meaning: &Meaning) -> bool {
        match (self, meaning) {
            (Form::Count, Meaning::Number(n)) => n.stated.fract() == 0.0 && n.stated >= 0.0,
            (Form::Share, Meaning::Number(n)) => n.stated > 0.0 && n.stated < 1.0,
            (Form::Level, Meaning::Number(n) | Meaning::Measure { amount: n, .. }) => {
                n.stated != 1.0
            }
            (Form::Level, Meaning::Money { .. }) => true,
            (Form::Sum, Meaning::Number(n)) => n.stated >= LARGE,
            (Form::Number, Meaning::Number(_))
            | (
                Form::Amount,
                Meaning::Number(_)
                | Meaning::Money { .. }
                | Meaning::Measure { .. }
                | Meaning::Percent(_)
                | Meaning::Duration(_),
            )
            | (Form::When, Meaning::Date(_) | Meaning::Period(_))
            | (Form::Percent, Meaning::Percent(_))
            | (Form::Measure, Meaning::Measure { .. })
            | (Form::Money | Form::Sum, Meaning::Money { .. })
            | (Form::Length, Meaning::Duration(_))
            | (Form::Time | Form::Moment | Form::Point, Meaning::Time(_))
            | (Form::Point, Meaning::Moment { .. })
            | (Form::Ordinal, Meaning::Ordinal(_))
            | (Form::Age, Meaning::Age(_))
            | (Form::Ago, Meaning::Date(DateMention::MonthOffset(_) | DateMention::DayOffset(_))) => {
                true
            }
            (Form::Age, Meaning::Number(n)) => {
                n.modifier.is_none() && n.stated.fract() == 0.0 && (0.0..120.0).contains(&n.stated)
            }
            (Form::Points, Meaning::Measure { unit, .. }) => unit == "percentage point",
            (Form::Date | Form::Moment, Meaning::Date(DateMention::Calendar { date, .. })) => {
                date.year.is_some() || date.day.is_some()
            }
            (Form::Edge, Meaning::Date(DateMention::Calendar { .. })) => true,
            (Form::Point, Meaning::Date(date)) => is_point(date),
            (Form::Year, Meaning::Date(DateMention::Calendar { date, .. })) => {
                date.year.is_some() && date.month.is_none()
            }
            _ => false,
        }
    }
}

/// Whether a date is one of a calendar: "two years ago" and "the 1990s" are stretches.
fn is_point(date: &DateMention) -> bool {
    match date {
        DateMention::Calendar { date, .. } => date.year.is_some() || date.day.is_some(),
        DateMention::Weekday { .. } | DateMention::DayOffset(_) | DateMention::MonthOf { .. } => {
            true
        }
        _ => false,
    }
}
