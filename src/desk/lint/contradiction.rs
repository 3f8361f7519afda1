//! Two records of the same thing that cannot both be right.

use super::Remark;
use super::records::{Records, Stated, Thing};
use crate::fact::Recorded;
use crate::finding::Severity;
use crate::language::fold;
use crate::pack::fact_file::EntityKind;
use crate::value::Interval;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    for (one, other) in twins(records) {
        for stated in records.stated(other) {
            let twin = records.fact(one, &stated.property.name);
            if let Some(twin) = twin.filter(|twin| !may_agree(records, twin, &stated)) {
                remarks.push(contradiction(&twin, &stated));
            }
        }
    }
}

/// Things of one kind of which one bears the name of the other, each pair once.
fn twins<'a>(records: &Records<'a>) -> Vec<(Thing<'a>, Thing<'a>)> {
    let mut bearers: BTreeMap<(&'static str, String), Vec<Thing<'_>>> = BTreeMap::new();
    for thing in records.things() {
        for (name, _) in thing.names() {
            bearers.entry((thing.noun(), fold(name).into_owned())).or_default().push(thing);
        }
    }
    let mut seen = BTreeSet::new();
    let mut twins = Vec::new();
    for thing in records.things() {
        let key = (thing.noun(), fold(thing.name).into_owned());
        for &other in bearers.get(&key).into_iter().flatten() {
            let (first, second) = if thing.id < other.id { (thing, other) } else { (other, thing) };
            if thing.id != other.id && seen.insert((thing.noun(), first.id, second.id)) {
                twins.push((first, second));
            }
        }
    }
    twins
}

fn may_agree(records: &Records<'_>, one: &Stated<'_>, other: &Stated<'_>) -> bool {
    if one.fact.undisclosed != other.fact.undisclosed {
        return false;
    }
    match (&one.fact.recorded, &other.fact.recorded) {
        (
            Recorded::Amounts { allowed: a, tolerance, .. },
            Recorded::Amounts { allowed: b, tolerance: more, .. },
        ) => meet(a, b, |a, b| a.widened(tolerance.max(*more)).meets(*b)),
        (Recorded::Dates(a), Recorded::Dates(b)) => meet(a, b, |a, b| a.meets(*b)),
        (
            Recorded::Times { allowed: a, tolerance },
            Recorded::Times { allowed: b, tolerance: more },
        ) => meet(a, b, |a, b| {
            minutes(*a).widened(f64::from(*tolerance.max(more))).meets(minutes(*b))
        }),
        _ => same_entities(records, one, other),
    }
}

/// Nothing said on one side contradicts nothing.
fn meet<T>(a: &[T], b: &[T], agrees: impl Fn(&T, &T) -> bool) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|a| b.iter().any(|b| agrees(a, b)))
}

fn minutes((from, to): (i32, i32)) -> Interval {
    Interval::new(f64::from(from), f64::from(to))
}

/// Words prove nothing by being other words; entities do, unless one lies within the other or
/// bears its name.
fn same_entities(records: &Records<'_>, one: &Stated<'_>, other: &Stated<'_>) -> bool {
    let ones = records.named(one.thing, &one.property.name);
    let others = records.named(other.thing, &other.property.name);
    meet(&ones, &others, |a, b| {
        let is_place = [a.kind, b.kind].contains(&Some(EntityKind::Place));
        (is_place && records.are_nested(a.id, b.id)) || a.id == b.id || shares_name(*a, *b)
    })
}

fn shares_name(a: Thing<'_>, b: Thing<'_>) -> bool {
    a.names().any(|(name, _)| b.names().any(|(other, _)| fold(name) == fold(other)))
}

fn contradiction(one: &Stated<'_>, other: &Stated<'_>) -> Remark {
    let (noun, name) = (&one.property.noun, one.thing.name);
    let message = format!(
        "gives {} as the {noun} of {name}; {} has {}",
        shown(other),
        one.place.address(),
        shown(one)
    );
    Remark::new("contradictory-facts", Severity::Error, other.place, message).help(
        "keep one record of it; where sources disagree, give both values in `also`, and an earlier \
         one in `history`",
    )
}

fn shown(stated: &Stated<'_>) -> String {
    if stated.fact.undisclosed { "“undisclosed”".to_owned() } else { stated.fact.shown.clone() }
}
