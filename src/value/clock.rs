//! Times of day and the zones they are told in.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// A time of day as a text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockTime {
    /// Minutes after midnight.
    pub minutes: i32,
    /// The zone named beside it.
    pub zone: Option<Zone>,
}

/// The zone a time is told in.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// A named zone with each reading in use: "BST" is British or Bangladesh time.
    Named {
        /// As the text has it.
        name: String,
        /// What it can mean.
        readings: Vec<TimeZone>,
    },
    /// "local time": the zone of the place the sentence is about.
    Local,
}

impl ClockTime {
    /// Whether it is told in no zone but that of the place.
    pub fn is_local(&self) -> bool {
        matches!(self.zone, None | Some(Zone::Local))
    }

    /// `HH:MM`.
    pub fn iso(&self) -> String {
        format!("{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

/// The offsets from UTC, in minutes, that a zone keeps on `date`, or, without a date, at any time
/// of the year in force now.
pub fn offsets(zone: &TimeZone, date: Option<Date>) -> Vec<i32> {
    let at = |date: Date| {
        let offset = zone.to_ambiguous_timestamp(date.at(12, 0, 0, 0)).offset();
        match offset {
            jiff::tz::AmbiguousOffset::Unambiguous { offset } => minutes(offset),
            jiff::tz::AmbiguousOffset::Gap { before, .. }
            | jiff::tz::AmbiguousOffset::Fold { before, .. } => minutes(before),
        }
    };
    match date {
        Some(date) => vec![at(date)],
        None => {
            let mut both = vec![at(Date::constant(2024, 1, 15)), at(Date::constant(2024, 7, 15))];
            both.dedup();
            both
        }
    }
}

fn minutes(offset: Offset) -> i32 {
    offset.seconds() / 60
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use jiff::tz::TimeZoneDatabase;

    #[test]
    fn zones_keep_their_offsets_of_the_day() {
        let at = |name: &str, date| offsets(&TimeZoneDatabase::bundled().get(name).unwrap(), date);
        assert_eq!(at("America/New_York", Some(date(2023, 7, 4))), [-240]);
        assert_eq!(at("America/New_York", Some(date(2023, 12, 4))), [-300]);
        assert_eq!(at("America/New_York", None), [-300, -240]);
        assert_eq!(at("Asia/Kolkata", None), [330]);
    }

    #[test]
    fn a_time_has_two_digits_each() {
        assert_eq!(ClockTime { minutes: 785, zone: None }.iso(), "13:05");
    }
}
