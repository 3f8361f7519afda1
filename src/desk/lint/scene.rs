//! Events that a description can never mean for certain.

use super::Remark;
use super::records::{Records, Thing};
use crate::finding::Severity;
use crate::pack::Place;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    let described: Vec<Described<'_>> = records
        .of("event", |file| &file.event)
        .into_iter()
        .filter(|(shape, _)| !shape.described_as.is_empty())
        .filter_map(|(shape, place)| {
            Some(Described {
                event: records.event(&shape.id)?,
                patterns: &shape.described_as,
                place,
            })
        })
        .collect();
    let orders = records.of("order", |file| &file.order);
    let ordered: BTreeSet<&str> =
        orders.iter().flat_map(|(order, _)| [&*order.first, &*order.then]).collect();
    for event in &described {
        if scene(records, event.event).is_none() && !ordered.contains(event.event.id) {
            remarks.push(unset(event));
        }
    }
    clashes(records, &described, remarks);
}

/// An event with descriptions.
struct Described<'a> {
    event: Thing<'a>,
    patterns: &'a [String],
    place: Place<'a>,
}

/// What a sentence must name for a description in it to be believed: the place, else both parties.
fn scene<'a>(records: &Records<'a>, event: Thing<'a>) -> Option<Vec<&'a str>> {
    let first = |property| records.named(event, property).first().map(|thing| thing.id);
    let place = first("place").map(|place| vec![place]);
    place.or_else(|| Some(vec![first("actor")?, first("target")?]))
}

/// An event that an order ties to another is recognised with it.
fn unset(event: &Described<'_>) -> Remark {
    let Described { event: thing, place, .. } = event;
    let message = format!(
        "no sentence can set the scene for {}: its descriptions are never certain",
        thing.name
    );
    let help = "give it a `place`, an `actor` and a `target`, or an [[order]] that ties it to an event \
                with a place";
    let severity = if thing.aliases.is_empty() { Severity::Warning } else { Severity::Info };
    Remark::new("unset-scene", severity, place.key("described_as"), message).help(help)
}

/// Descriptions of two events that the same sentence sets the scene for: neither is ever certain.
fn clashes(records: &Records<'_>, described: &[Described<'_>], remarks: &mut Vec<Remark>) {
    let mut first: BTreeMap<(Vec<&str>, String), &Described<'_>> = BTreeMap::new();
    for event in described {
        let Some(scene) = scene(records, event.event) else { continue };
        for (at, pattern) in event.patterns.iter().enumerate() {
            let words = alternatives(pattern);
            let earlier = words.iter().find_map(|words| {
                let earlier = first.get(&(scene.clone(), words.clone())).copied()?;
                (earlier.event.id != event.event.id).then_some((words, earlier))
            });
            if let Some((words, earlier)) = earlier {
                let place = event.place.key("described_as").item(at);
                remarks.push(clash(event, earlier, words, place));
            }
            for words in words {
                first.entry((scene.clone(), words)).or_insert(event);
            }
        }
    }
}

fn clash(event: &Described<'_>, earlier: &Described<'_>, words: &str, place: Place<'_>) -> Remark {
    let message = format!(
        "“{words}” may mean {} as well as {}, in the same scene: it is certain of neither",
        event.event.name, earlier.event.name
    );
    let help = format!(
        "take words that tell them apart, here or at {}",
        earlier.place.key("described_as").address()
    );
    Remark::new("clashing-description", Severity::Warning, place, message).help(help)
}

/// What a pattern of words alone may stand for; any other pattern stands for itself.
fn alternatives(pattern: &str) -> Vec<String> {
    let pattern = pattern.trim();
    let inner = pattern.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match inner.filter(|inner| !inner.contains(['(', ')'])) {
        Some(inner) => inner.split('|').map(|words| words.trim().to_lowercase()).collect(),
        None => vec![pattern.to_lowercase()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_of_words_is_each_of_them() {
        assert_eq!(alternatives("(flood|Deluge)"), ["flood", "deluge"]);
        assert_eq!(alternatives("(a|b) c (d|e)"), ["(a|b) c (d|e)"]);
        assert_eq!(alternatives("~burst ... banks"), ["~burst ... banks"]);
    }
}
