//! Times of day against the range a record allows, in the zone of the subject's place.

use super::{Bench, Comparison};
use crate::claim::Claim;
use crate::fact::Subject;
use crate::finding::Verdict;
use crate::value::{ClockTime, Zone, offsets};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Minutes of a day.
pub(super) const DAY: i32 = 24 * 60;

/// A time agrees when it falls into a recorded range in any reading of its zone. A time without
/// a zone may be told in the zone of the place, in UTC, or in those of London and New York, where
/// much of the world's copy is written; it is refuted only when none fits.
pub(super) fn compare(
    claim: &Claim,
    time: &ClockTime,
    subject: Subject,
    allowed: &[(i32, i32)],
    tolerance: i32,
    bench: &Bench<'_>,
) -> Comparison {
    let Subject::Event(event) = subject else {
        return Comparison::of(Verdict::Unchecked);
    };
    let Some(place_zone) = bench.facts.time_zone(event).filter(|_| !allowed.is_empty()) else {
        return Comparison::of(Verdict::Unchecked);
    };
    let date = bench.facts.period(subject).map(|period| period.first);
    let mut local = local_readings(time, &place_zone, date);
    if bench.annotated.may_be_either_half(&claim.tokens, time) {
        local.extend(local.clone().into_iter().map(|minutes| (minutes + DAY / 2) % DAY));
    }
    let fits = |minutes: &i32| {
        allowed.iter().any(|&(from, to)| within(*minutes, from - tolerance, to + tolerance))
    };
    let verdict = if local.iter().any(fits) { Verdict::Supported } else { Verdict::Refuted };
    Comparison { verdict, arithmetic: arithmetic(claim, time, &local, event, bench) }
}

/// The time in the place's zone, in every reading.
fn local_readings(time: &ClockTime, place: &TimeZone, date: Option<Date>) -> Vec<i32> {
    let stated_zones = match &time.zone {
        Some(Zone::Local) => return vec![time.minutes],
        Some(Zone::Named { readings, .. }) => readings.clone(),
        None => unstated_zones(place),
    };
    let mut readings = Vec::new();
    for stated in stated_zones.iter().flat_map(|zone| offsets(zone, date)) {
        for local in offsets(place, date) {
            readings.push((time.minutes - stated + local).rem_euclid(DAY));
        }
    }
    readings.sort_unstable();
    readings.dedup();
    readings
}

fn unstated_zones(place: &TimeZone) -> Vec<TimeZone> {
    let database = TimeZoneDatabase::bundled();
    let publishers = ["Europe/London", "America/New_York"];
    let named = publishers.iter().filter_map(|name| database.get(name).ok());
    named.chain([place.clone(), TimeZone::UTC]).collect()
}

/// Whether a minute of the day lies between two others, across midnight if need be.
pub(super) fn within(minutes: i32, from: i32, to: i32) -> bool {
    (minutes - from).rem_euclid(DAY) <= to - from
}

fn arithmetic(
    claim: &Claim,
    time: &ClockTime,
    local: &[i32],
    event: crate::fact::EventId,
    bench: &Bench<'_>,
) -> Option<String> {
    let (Some(Zone::Named { .. }), [local]) = (&time.zone, local) else {
        return None;
    };
    let stated = bench.annotated.article.slice(claim.span);
    let place = &bench.facts.entity(bench.facts.place(event)?).name;
    let local = ClockTime { minutes: *local, zone: None };
    Some(format!("{stated} is {} in {place}", local.iso()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_reach_across_midnight() {
        assert!(within(10, DAY - 30, DAY + 30));
        assert!(!within(60, DAY - 30, DAY + 30));
        assert!(within(900, 885, 920));
    }

    #[test]
    fn iran_keeps_no_summer_time_any_more() {
        let tehran = TimeZoneDatabase::bundled().get("Asia/Tehran").unwrap();
        let eastern = TimeZoneDatabase::bundled().get("America/New_York").unwrap();
        let zone = |readings| Some(Zone::Named { name: "ET".into(), readings });
        let time = ClockTime { minutes: 13 * 60 + 15, zone: zone(vec![eastern]) };
        let local = |date| local_readings(&time, &tehran, Some(date));
        assert_eq!(local(Date::constant(2024, 1, 3)), [21 * 60 + 45]);
        assert_eq!(local(Date::constant(2024, 7, 3)), [20 * 60 + 45]);
        assert_eq!(local(Date::constant(2021, 7, 3)), [21 * 60 + 45]);
    }
}
