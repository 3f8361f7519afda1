//! Dates against the periods a record allows.

use super::Reference;
use crate::finding::Verdict;
use crate::value::{DateMention, PartialDate, Period};
use jiff::civil::Date;

/// A date agrees when any of its readings meets any recorded period. A relative date in an
/// undated article is weighed only where the article's lower bound settles it.
pub(super) fn compare(
    stated: DateMention,
    recorded: &[Period],
    undisclosed: bool,
    reference: Reference,
) -> Verdict {
    if recorded.is_empty() {
        return Verdict::Unchecked;
    }
    let readings = readings(stated, recorded, reference);
    let meets = |reading: &Period| recorded.iter().any(|period| period.meets(*reading));
    match (readings.is_empty(), readings.iter().any(meets)) {
        (true, _) => Verdict::Unchecked,
        (_, false) => Verdict::Refuted,
        // A bound that holds does not disclose the day.
        (_, true) if undisclosed => Verdict::Unchecked,
        (_, true) => Verdict::Supported,
    }
}

fn readings(stated: DateMention, recorded: &[Period], reference: Reference) -> Vec<Period> {
    match (stated, reference) {
        (DateMention::Calendar { date, .. }, _) if date.year.is_none() => {
            match (recorded.iter().all(is_bounded), reference.nearest_day()) {
                // The year goes without saying: any year of the record will do.
                (true, _) => {
                    let years = recorded.iter().flat_map(|p| [p.first.year(), p.last.year()]);
                    years.filter_map(|year| date.in_year(year).period()).collect()
                }
                (false, Some(written)) => nearest(date, written).into_iter().collect(),
                (false, None) => Vec::new(),
            }
        }
        (DateMention::RelativeMonth { .. }, Reference::NotBefore(bound)) => {
            // "Last August" never reaches back further for a later day of writing.
            stated
                .readings(Some(bound))
                .into_iter()
                .map(|p| Period::new(p.first, Date::MAX))
                .collect()
        }
        _ => stated.readings(reference.date()),
    }
}

/// Whether a period has two ends: "no later than" has one.
fn is_bounded(period: &Period) -> bool {
    period.first != Date::MIN && period.last != Date::MAX
}

/// The occurrence of a date without a year that is nearest to the day of writing.
fn nearest(date: PartialDate, written: Date) -> Option<Period> {
    let years = written.year() - 1..=written.year() + 1;
    let occurrences = years.filter_map(|year| date.in_year(year).period());
    occurrences.min_by_key(|period| (period.first - written).get_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Relation;
    use jiff::civil::date;

    #[track_caller]
    fn check(stated: DateMention, recorded: Period, reference: Reference, expected: Verdict) {
        assert_eq!(compare(stated, &[recorded], false, reference), expected);
    }

    fn day(month: i8, day: i8) -> DateMention {
        let date = PartialDate { year: None, month: Some(month), day: Some(day) };
        DateMention::Calendar { date, weekday: None }
    }

    #[test]
    fn a_date_without_a_year_takes_the_year_of_the_record() {
        let third = Period::day(date(2024, 1, 3));
        check(day(1, 3), third, Reference::Unknown, Verdict::Supported);
        check(day(1, 5), third, Reference::Unknown, Verdict::Refuted);
    }

    #[test]
    fn a_bound_refutes_what_lies_beyond_it() {
        let by_christmas = Period::new(Date::MIN, date(2023, 12, 27));
        let january = Reference::NotBefore(date(2024, 1, 3));
        check(day(1, 3), by_christmas, january, Verdict::Refuted);
        check(day(12, 20), by_christmas, january, Verdict::Supported);
        check(day(1, 3), by_christmas, Reference::Unknown, Verdict::Unchecked);
    }

    #[test]
    fn last_august_cannot_be_earlier_than_the_bound_allows() {
        let stated = DateMention::RelativeMonth { relation: Relation::Last, month: 8 };
        let bound = Reference::NotBefore(date(2024, 1, 3));
        check(stated, Period::day(date(2022, 7, 31)), bound, Verdict::Refuted);
        check(stated, Period::day(date(2023, 8, 9)), bound, Verdict::Supported);
    }
}
