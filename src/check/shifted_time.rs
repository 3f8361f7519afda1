//! Flags times of day that stand nowhere on record and are half a day or an hour off one that
//! does: "4:25 on Saturday morning" for 16:25.
//!
//! Half a day is the slip of whoever takes one clock for the other, an hour that of whoever reckons
//! with summer time.

use super::on_record::{evidence, is_on_topic, is_stated, mentioned};
use super::{Hit, Scene};
use crate::annotate::{Annotation, Meaning};
use crate::fact::{Fact, Recorded, Subject};
use crate::finding::Verdict;
use crate::pack::fact_file::Confidence;
use crate::value::{ClockTime, Zone};

const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;

/// A time of day on record, in the zone of its place.
struct OnRecord<'a> {
    subject: Subject,
    fact: &'a Fact,
    allowed: &'a [(i32, i32)],
    tolerance: i32,
}

impl OnRecord<'_> {
    fn holds(&self, minutes: i32) -> bool {
        let minutes = minutes.rem_euclid(DAY);
        let fits = |&(from, to): &(i32, i32)| {
            (minutes - (from - self.tolerance)).rem_euclid(DAY) <= to - from + 2 * self.tolerance
        };
        self.allowed.iter().any(fits)
    }

    /// Whether it gives this very minute.
    fn gives(&self, minutes: i32) -> bool {
        let minutes = minutes.rem_euclid(DAY);
        self.allowed.iter().any(|&(from, to)| minutes == from || minutes == to)
    }
}

/// Flags every such time, in articles that tell of an event of the packs.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    if scene.told_of.is_empty() || !is_on_topic(scene) {
        return Vec::new();
    }
    let subjects = mentioned(scene).into_iter();
    let recorded: Vec<OnRecord<'_>> = subjects.flat_map(|one| of_subject(scene, one)).collect();
    if recorded.is_empty() {
        return Vec::new();
    }
    let times = scene.annotated.annotations.iter().filter_map(|found| match &found.meaning {
        Meaning::Time(time) => Some((found, time)),
        _ => None,
    });
    times.filter_map(|(found, time)| check(scene, found, time, &recorded)).collect()
}

fn of_subject<'a>(
    scene: &Scene<'a>,
    subject: Subject,
) -> impl Iterator<Item = OnRecord<'a>> + use<'a> {
    scene.facts.facts_of(subject).iter().filter_map(move |fact| match &fact.recorded {
        Recorded::Times { allowed, tolerance } if !fact.undisclosed => {
            Some(OnRecord { subject, fact, allowed, tolerance: *tolerance })
        }
        _ => None,
    })
}

fn check(
    scene: &Scene<'_>,
    found: &Annotation,
    time: &ClockTime,
    recorded: &[OnRecord<'_>],
) -> Option<Hit> {
    let is_local = matches!(time.zone, None | Some(Zone::Local));
    let is_open = scene.annotated.may_be_either_half(&found.tokens, time);
    let is_known = recorded
        .iter()
        .any(|on| on.holds(time.minutes) || is_open && on.holds(time.minutes + DAY / 2));
    let is_judged = scene.claims.iter().any(|(claim, judgement)| {
        claim.span.overlaps(found.span) && judgement.verdict != Verdict::Unchecked
    });
    if !is_local
        || is_known
        || is_judged
        || scene.annotated.opens_block(found)
        || !is_stated(scene, found)
    {
        return None;
    }
    let half_a_day = recorded.iter().find(|on| on.gives(time.minutes + DAY / 2));
    // Whole hours are an hour apart everywhere.
    let may_be_summer = time.minutes % HOUR != 0;
    let hours = [time.minutes - HOUR, time.minutes + HOUR];
    let an_hour = || {
        let mut near = recorded.iter().filter(|_| may_be_summer);
        near.find(|on| hours.iter().any(|&at| on.gives(at)))
    };
    match (half_a_day, is_open) {
        (Some(on), false) => Some(hit(scene, found, on, "half a day")),
        _ => an_hour().map(|on| hit(scene, found, on, "an hour")),
    }
}

fn hit(scene: &Scene<'_>, found: &Annotation, on: &OnRecord<'_>, apart: &str) -> Hit {
    let stated = scene.annotated.article.slice(found.span);
    let name = scene.facts.subject_phrase(on.subject);
    let noun = &scene.facts.property(on.fact.property).noun;
    Hit {
        span: found.span,
        verdict: Verdict::Unsupported,
        message: format!(
            "has “{stated}”, which is not on record; the record has {} as the {noun} of {name}, {apart} off",
            on.fact.shown
        ),
        evidence: vec![evidence(scene.facts, on.subject, on.fact)],
        confidence: on.fact.confidence.min(Confidence::Medium),
    }
}
