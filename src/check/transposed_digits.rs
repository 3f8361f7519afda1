//! Flags figures that stand nowhere on record and have the digits of one that does: 1,409 for
//! 1,904. Only records that the article mentions are looked at.

use super::{Hit, Scene};
use crate::annotate::Annotation;
use crate::claim::MentionedAs;
use crate::fact::{EntityId, Fact, FactStore, Recorded, Subject};
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::EntityKind;
use crate::value::{Amount, Interval, Scale};
use std::collections::BTreeSet;

/// How many digits a figure must have for its digits to tell it from others.
const DIGITS: usize = 3;

/// A number on record.
struct OnRecord<'a> {
    fact: &'a Fact,
    subject: Subject,
    scale: &'a Scale,
    value: f64,
}

/// Flags every figure that is a record's with its digits in another order.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    if !is_on_topic(scene) {
        return Vec::new();
    }
    let subjects = mentioned(scene);
    let recorded: Vec<OnRecord<'_>> =
        subjects.into_iter().flat_map(|subject| on_record(scene.facts, subject)).collect();
    if recorded.is_empty() {
        return Vec::new();
    }
    let annotated = scene.annotated;
    let figures = annotated.annotations.iter().filter_map(|found| {
        let amount = annotated.amount(found)?;
        let is_told = amount.quantity.modifier.is_none() && !annotated.is_quoted(&found.tokens);
        is_told.then_some((found, amount))
    });
    figures.filter_map(|(found, amount)| check(scene, found, &amount, &recorded)).collect()
}

fn check(
    scene: &Scene<'_>,
    found: &Annotation,
    amount: &Amount,
    recorded: &[OnRecord<'_>],
) -> Option<Hit> {
    let stated = digits(amount.quantity.stated);
    if stated.len() < DIGITS || is_year(amount) {
        return None;
    }
    let same_scale = || recorded.iter().filter(|on| on.scale.compares(&amount.scale));
    let is_on_record = same_scale().any(|on| amount.interval().meets(Interval::exactly(on.value)));
    let mut transposed = same_scale().filter(|on| {
        let digits = digits(on.value);
        magnitude(on.value) == magnitude(amount.quantity.stated)
            && digits != stated
            && sorted(&digits) == sorted(&stated)
    });
    let on = transposed.next().filter(|_| !is_on_record)?;
    let sentence = scene.annotated.sentence_of(found.tokens.start)?;
    let at = scene.annotated.sentences.iter().position(|other| other == sentence)?;
    if !scene.standing.of(scene.annotated, at, found.tokens.clone()).is_asserted() {
        return None;
    }
    Some(hit(scene, found, on))
}

fn hit(scene: &Scene<'_>, found: &Annotation, on: &OnRecord<'_>) -> Hit {
    let stated = scene.annotated.article.slice(found.span);
    let noun = &scene.facts.property(on.fact.property).noun;
    let name = scene.facts.subject_name(on.subject);
    let source = on.fact.sources.first();
    Hit {
        span: found.span,
        verdict: Verdict::Unsupported,
        message: format!(
            "has “{stated}”, which is not on record; the record has {} as the {noun} of the {name}, with the same digits",
            on.fact.shown
        )
        .replace("the the ", "the "),
        evidence: vec![Evidence::Fact {
            id: on.fact.id.clone(),
            text: format!("{name}, {noun}: {}", on.fact.shown),
            value: Some(on.fact.shown.clone()),
            source: source.map(|source| source.name.clone()),
            url: source.and_then(|source| source.url.clone()),
            as_of: on.fact.as_of,
        }],
        confidence: on.fact.confidence,
    }
}

/// How many things with a name the article must mention to be about what the packs know.
const KNOWN: usize = 3;

/// Whether the article mentions enough of the packs, and more than places.
fn is_on_topic(scene: &Scene<'_>) -> bool {
    let all = scene.annotated.tokens.len();
    let known: BTreeSet<EntityId> = scene.mentions.entities_within(0..all).collect();
    let is_place = |entity: &EntityId| scene.facts.entity(*entity).kind == EntityKind::Place;
    known.len() >= KNOWN && !known.iter().all(is_place)
}

/// What the article mentions, in order.
fn mentioned(scene: &Scene<'_>) -> BTreeSet<Subject> {
    let mut subjects = BTreeSet::new();
    for mention in scene.mentions.all() {
        match &mention.named {
            MentionedAs::Entity(entities) => {
                subjects.extend(entities.iter().copied().map(Subject::Entity));
            }
            MentionedAs::Subject(named) => subjects.extend(named.iter().copied()),
            // "The attack" may be any.
            MentionedAs::Described(_) => {}
        }
    }
    subjects
}

fn on_record(facts: &FactStore, subject: Subject) -> Vec<OnRecord<'_>> {
    let own = match subject {
        Subject::Event(event) => &facts.event(event).facts,
        Subject::Entity(entity) => &facts.entity(entity).facts,
        Subject::Happening(..) => return Vec::new(),
    };
    let amounts = own.iter().filter_map(|fact| match &fact.recorded {
        Recorded::Amounts { scale, allowed, history, before, .. } => {
            let past = history.iter().map(|entry| entry.value);
            let values = allowed.iter().copied().chain(past).chain(*before);
            Some((fact, scale, values.collect::<Vec<Interval>>()))
        }
        _ => None,
    });
    amounts
        .flat_map(|(fact, scale, values)| {
            let values = values.into_iter().filter(|value| value.high.is_finite());
            values.map(move |value| {
                let value = f64::midpoint(value.low, value.high);
                OnRecord { fact, subject, scale, value }
            })
        })
        .collect()
}

/// The digits that matter: no noughts before or behind.
fn digits(value: f64) -> String {
    let rounded = (value.abs() * 1e4).round();
    let text = format!("{rounded:.0}");
    text.trim_matches('0').to_owned()
}

fn sorted(digits: &str) -> Vec<u8> {
    let mut bytes = digits.as_bytes().to_vec();
    bytes.sort_unstable();
    bytes
}

fn magnitude(value: f64) -> i32 {
    value.abs().log10().floor() as i32
}

/// Whether a bare number may be a year.
fn is_year(amount: &Amount) -> bool {
    let stated = amount.quantity.stated;
    amount.scale == Scale::Number && stated.fract() == 0.0 && (1900.0..2100.0).contains(&stated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noughts_around_digits_do_not_matter() {
        assert_eq!(digits(27_900_000.0), "279");
        assert_eq!(digits(1904.0), "1904");
        assert_eq!(digits(11.75), "1175");
    }
}
