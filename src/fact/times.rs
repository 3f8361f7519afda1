//! The days and times of day of facts.

use super::compile::text_of;
use super::model::Recorded;
use crate::pack::fact_file::{DateText, FactTable, Scalar};
use crate::value::{PartialDate, Period};
use jiff::civil::Date;

/// The days that are right.
pub(super) fn periods(table: &FactTable) -> Vec<Period> {
    let period = |scalar: &Scalar| PartialDate::parse(&text_of(scalar))?.period();
    let mut periods: Vec<Period> =
        table.value.iter().chain(&table.also).filter_map(period).collect();
    if table.from.is_some() || table.to.is_some() {
        let first = table.from.as_ref().and_then(period).map_or(Date::MIN, |p| p.first);
        let last = table.to.as_ref().and_then(period).map_or(Date::MAX, |p| p.last);
        periods.push(Period::new(first.min(last), last));
    }
    periods
}

/// Minutes by which a stated time may be off where the record does not say: people round times
/// to the quarter of an hour.
pub const TIME_TOLERANCE: i32 = 15;

/// The times of day that are right.
pub(super) fn times(table: &FactTable) -> Recorded {
    let minutes = |scalar: &Scalar| minutes_of(&text_of(scalar));
    let mut allowed: Vec<(i32, i32)> =
        table.value.iter().chain(&table.also).filter_map(minutes).map(|m| (m, m)).collect();
    if table.from.is_some() || table.to.is_some() {
        let from = table.from.as_ref().and_then(minutes).unwrap_or(0);
        let to = table.to.as_ref().and_then(minutes).unwrap_or(24 * 60 - 1);
        allowed.push((from, to));
    }
    let tolerance = table.tolerance.map_or(TIME_TOLERANCE, |minutes| minutes as i32);
    Recorded::Times { allowed, tolerance }
}

fn minutes_of(time: &str) -> Option<i32> {
    let mut parts = time.split(':').map(str::parse::<i32>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(hour * 60 + minute)
}

/// The last day that a date may mean.
pub(super) fn last_day(date: &DateText) -> Option<Date> {
    PartialDate::parse(&date.0)?.period().map(|period| period.last)
}

/// The first day that a date may mean.
pub(super) fn first_day(date: &DateText) -> Option<Date> {
    PartialDate::parse(&date.0)?.period().map(|period| period.first)
}
