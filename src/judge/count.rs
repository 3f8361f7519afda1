//! Numbers against a record that was revised.

use super::Reference;
use crate::fact::HistoryEntry;
use crate::finding::Verdict;
use crate::value::{Interval, Quantity};
use jiff::civil::Date;

/// Days by which copy may lag behind a revision.
const LAG_DAYS: i64 = 2;

/// What a fact says of a number.
pub(super) struct Record<'a> {
    pub(super) allowed: &'a [Interval],
    pub(super) history: &'a [HistoryEntry],
    pub(super) rejects: &'a [f64],
    pub(super) tolerance: f64,
    /// The day the current value was established.
    pub(super) as_of: Option<Date>,
}

/// A count agrees when it meets a value that was current when the article was written, or one
/// that came later: articles are updated. An earlier value is outdated.
pub(super) fn compare(count: Quantity, record: &Record<'_>, reference: Reference) -> Verdict {
    let stated = count.interval.widened(record.tolerance);
    let meets = |value: f64| stated.meets(Interval::exactly(value));
    if record.allowed.iter().any(|&allowed| stated.meets(allowed)) {
        return Verdict::Supported;
    }
    let revised_on = |at: usize| match record.history.get(at + 1) {
        Some(next) => first_day(next),
        None => record.as_of,
    };
    let held = |at: usize| match (reference.date(), revised_on(at)) {
        (Some(written), Some(revised)) => i64::from((written - revised).get_days()) <= LAG_DAYS,
        (Some(_), None) => record.allowed.is_empty(),
        (None, _) => true,
    };
    let past: Vec<usize> =
        (0..record.history.len()).filter(|&at| meets(record.history[at].value)).collect();
    if past.iter().any(|&at| held(at)) {
        Verdict::Supported
    } else if !past.is_empty() {
        Verdict::Outdated
    } else if record.allowed.is_empty() && record.rejects.iter().all(|&wrong| !meets(wrong)) {
        Verdict::Unchecked
    } else {
        Verdict::Refuted
    }
}

fn first_day(entry: &HistoryEntry) -> Option<Date> {
    entry.as_of.period().map(|period| period.first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DateOrigin, Dated};
    use crate::value::{Modifier, PartialDate};

    #[track_caller]
    fn check(count: Quantity, written: Option<&str>, expected: Verdict) {
        let entry =
            |value, as_of| HistoryEntry { value, as_of: PartialDate::parse(as_of).unwrap() };
        let history =
            [entry(103.0, "2024-01-03"), entry(84.0, "2024-01-04"), entry(91.0, "2024-01-06")];
        let record = Record {
            allowed: &[Interval::exactly(95.0)],
            history: &history,
            rejects: &[],
            tolerance: 0.0,
            as_of: Some("2024-01-11".parse().unwrap()),
        };
        let reference = written.map_or(Reference::Unknown, |date| {
            Reference::Known(Dated { date: date.parse().unwrap(), from: DateOrigin::Record })
        });
        assert_eq!(compare(count, &record, reference), expected, "{count:?} on {written:?}");
    }

    fn at_least(value: f64) -> Quantity {
        Quantity {
            interval: Interval::new(value, 2.0 * value),
            modifier: Some(Modifier::AtLeast),
            ..Quantity::exactly(value)
        }
    }

    #[test]
    fn an_old_toll_is_right_in_its_day_and_outdated_later() {
        check(Quantity::exactly(84.0), Some("2024-01-04"), Verdict::Supported);
        check(Quantity::exactly(84.0), Some("2024-01-08"), Verdict::Supported);
        check(Quantity::exactly(84.0), Some("2024-01-25"), Verdict::Outdated);
        check(Quantity::exactly(103.0), Some("2024-01-25"), Verdict::Outdated);
        check(Quantity::exactly(91.0), Some("2024-01-10"), Verdict::Supported);
    }

    #[test]
    fn a_floor_holds_and_an_unknown_day_excuses_any_value() {
        check(at_least(84.0), Some("2024-01-25"), Verdict::Supported);
        check(Quantity::exactly(103.0), None, Verdict::Supported);
    }

    #[test]
    fn a_number_nobody_gave_is_refuted() {
        check(Quantity::exactly(60.0), None, Verdict::Refuted);
        check(Quantity::exactly(120.0), Some("2024-01-25"), Verdict::Refuted);
    }
}
