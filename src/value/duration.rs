//! Lengths of time in calendar units.

use super::quantity::{Interval, Quantity};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl TimeUnit {
    /// Its length in days; the mean Gregorian length for months and years.
    pub fn days(self) -> f64 {
        match self {
            TimeUnit::Second => 1.0 / 86_400.0,
            TimeUnit::Minute => 1.0 / 1_440.0,
            TimeUnit::Hour => 1.0 / 24.0,
            TimeUnit::Day => 1.0,
            TimeUnit::Week => 7.0,
            TimeUnit::Month => 30.436_875,
            TimeUnit::Year => 365.242_5,
        }
    }

    /// How many of which smaller unit make one, where that is a whole number in every calendar.
    pub fn part(self) -> Option<(f64, TimeUnit)> {
        match self {
            TimeUnit::Second | TimeUnit::Month => None,
            TimeUnit::Minute => Some((60.0, TimeUnit::Second)),
            TimeUnit::Hour => Some((60.0, TimeUnit::Minute)),
            TimeUnit::Day => Some((24.0, TimeUnit::Hour)),
            TimeUnit::Week => Some((7.0, TimeUnit::Day)),
            TimeUnit::Year => Some((12.0, TimeUnit::Month)),
        }
    }

    /// The word for several of it.
    pub fn plural(self) -> &'static str {
        match self {
            TimeUnit::Second => "seconds",
            TimeUnit::Minute => "minutes",
            TimeUnit::Hour => "hours",
            TimeUnit::Day => "days",
            TimeUnit::Week => "weeks",
            TimeUnit::Month => "months",
            TimeUnit::Year => "years",
        }
    }
}

/// A stated length of time: "over 5 months".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duration {
    /// How many units, hedge included.
    pub amount: Quantity,
    /// The unit it is stated in.
    pub unit: TimeUnit,
}

impl Duration {
    /// The lengths it leaves possible, in days, at the precision of its unit: people say "four
    /// months" from three and a half to not quite five, so one unit of leeway lies on each side.
    pub fn days(&self) -> Interval {
        let unit = self.unit.days();
        let amount = self.amount.interval.widened(1.0);
        Interval::new(amount.low.max(0.0) * unit, amount.high * unit)
    }
}

/// Whole calendar months from `earlier` to `later`; none if `later` is not later.
pub fn months_between(earlier: Date, later: Date) -> i32 {
    let months = (i32::from(later.year()) - i32::from(earlier.year())) * 12
        + (i32::from(later.month()) - i32::from(earlier.month()));
    (months - i32::from(later.day() < earlier.day())).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_unit_of_leeway_lies_on_each_side() {
        let days = |amount, unit| Duration { amount: Quantity::exactly(amount), unit }.days();
        assert_eq!(days(3.0, TimeUnit::Week), Interval::new(14.0, 28.0));
        assert_eq!(days(0.5, TimeUnit::Day), Interval::new(0.0, 1.5));
        let months = days(4.0, TimeUnit::Month);
        assert!((months.low - 91.31).abs() < 0.01 && (months.high - 152.18).abs() < 0.01);
    }

    #[test]
    fn units_make_up_longer_ones() {
        let times = |unit: TimeUnit, count: f64| unit.days() * count;
        for (unit, count, days) in [
            (TimeUnit::Second, 86_400.0, 1.0),
            (TimeUnit::Minute, 1_440.0, 1.0),
            (TimeUnit::Hour, 24.0, 1.0),
            (TimeUnit::Week, 2.0, 14.0),
            (TimeUnit::Month, 12.0, 365.242_5),
            (TimeUnit::Year, 4.0, 1_460.97),
        ] {
            assert!((times(unit, count) - days).abs() < 1e-9, "{unit:?}");
        }
    }

    #[test]
    fn a_month_is_over_on_its_day() {
        assert_eq!(months_between(date(2022, 9, 16), date(2024, 1, 25)), 16);
        assert_eq!(months_between(date(2023, 12, 5), date(2024, 1, 5)), 1);
        assert_eq!(months_between(date(2023, 12, 5), date(2024, 1, 4)), 0);
        assert_eq!(months_between(date(2023, 3, 9), date(2023, 5, 9)), 2);
        assert_eq!(months_between(date(2024, 1, 5), date(2023, 1, 5)), 0);
    }
}
