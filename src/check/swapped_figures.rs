//! Flags two figures of one sentence that the record gives the other way round: "410 jobs go in
//! Leuvenhout and 230 at Harrowmouth".
//!
//! Names and figures must take turns, so that it is plain which belongs to which. The second figure
//! may leave the unit of the first to be understood: "eight years for Krone and eleven for Melby".

use super::on_record::{OnRecord, is_stated, is_year};
use super::{Hit, Scene, swapped_statements};
use crate::annotate::{Annotation, Meaning};
use crate::fact::Subject;
use crate::finding::Verdict;
use crate::value::{Amount, Scale};
use std::ops::Range;

/// A name or a figure of a sentence.
enum Item<'a> {
    Named(Subject),
    Figure(&'a Annotation, Amount),
}

/// Flags both figures of every such pair.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let recorded = OnRecord::of_scene(scene);
    let sentences = scene.annotated.sentences.iter().filter(|_| recorded.len() > 1);
    let of_facts = sentences.flat_map(|sentence| in_sentence(scene, &sentence.tokens, &recorded));
    let mut hits: Vec<Hit> = of_facts.collect();
    let is_new = |hit: &Hit, hits: &[Hit]| hits.iter().all(|other| other.span != hit.span);
    for hit in swapped_statements::run(scene) {
        if is_new(&hit, &hits) {
            hits.push(hit);
        }
    }
    hits
}

fn in_sentence(scene: &Scene<'_>, sentence: &Range<usize>, recorded: &[OnRecord<'_>]) -> Vec<Hit> {
    let items = items(scene, sentence, recorded);
    let pairs = items.windows(4).filter_map(|four| match four {
        [Item::Named(a), Item::Figure(one, of_a), Item::Named(b), Item::Figure(two, of_b)]
        | [Item::Figure(one, of_a), Item::Named(a), Item::Figure(two, of_b), Item::Named(b)] => {
            Some([(*a, *one, of_a.clone()), (*b, *two, of_b.clone())])
        }
        _ => None,
    });
    pairs.flat_map(|pair| swapped(scene, &pair, recorded)).collect()
}

/// The names with figures on record and the figures of a sentence, in order.
fn items<'a>(
    scene: &Scene<'a>,
    sentence: &Range<usize>,
    recorded: &[OnRecord<'_>],
) -> Vec<Item<'a>> {
    let has_figures = |subject: &Subject| recorded.iter().any(|on| on.subject == *subject);
    let mentions = scene.mentions.within(sentence.clone()).filter_map(|mention| {
        let mut subjects = mention.named.subjects();
        subjects.retain(has_figures);
        match subjects.as_slice() {
            [one] => Some((mention.tokens.start, Item::Named(*one))),
            _ => None,
        }
    });
    let figures = scene.annotated.within(sentence.clone()).filter_map(|found| {
        let amount = scene.annotated.amount(found).filter(|amount| !is_year(amount))?;
        Some((found.tokens.start, Item::Figure(found, amount)))
    });
    let mut items: Vec<(usize, Item<'a>)> = mentions.chain(figures).collect();
    items.sort_by_key(|(at, _)| *at);
    items.into_iter().map(|(_, item)| item).collect()
}

/// A name, and the figure told of it.
type Told<'a> = (Subject, &'a Annotation, Amount);

fn swapped(scene: &Scene<'_>, [one, two]: &[Told<'_>; 2], recorded: &[OnRecord<'_>]) -> Vec<Hit> {
    let ((a, found_a, of_a), (b, found_b, of_b)) = (one, two);
    let of_b = understood(scene, found_a, of_b);
    let is_told = is_stated(scene, found_a) && is_stated(scene, found_b);
    if a == b || !is_told {
        return Vec::new();
    }
    let of = |subject: Subject| recorded.iter().filter(move |on| on.subject == subject);
    let pair = of(*a).find_map(|on_a| {
        let on_b = of(*b).find(|on_b| on_b.fact.property == on_a.fact.property)?;
        let is_crossed = on_a.agrees(&of_b) && on_b.agrees(of_a);
        let is_other = [(on_a, found_a), (on_b, found_b)]
            .iter()
            .any(|(on, found)| on.counts(scene, found) == Some(false));
        let is_right = on_a.agrees(of_a) || on_b.agrees(&of_b);
        (is_crossed && !is_right && !is_other).then_some((on_a, on_b))
    });
    let Some((on_a, on_b)) = pair else { return Vec::new() };
    vec![hit(scene, found_a, on_a, on_b), hit(scene, found_b, on_b, on_a)]
}

/// A bare number after a figure with a unit has the same.
fn understood(scene: &Scene<'_>, first: &Annotation, second: &Amount) -> Amount {
    let Some(amount) = scene.annotated.amount(first) else { return second.clone() };
    let factor = match &first.meaning {
        Meaning::Duration(length) => length.unit.days(),
        Meaning::Measure { unit, .. } => {
            scene.language.units.get(unit).map_or(1.0, |unit| unit.factor)
        }
        _ => 1.0,
    };
    match second.scale {
        Scale::Number => Amount { quantity: second.quantity.times(factor), scale: amount.scale },
        _ => second.clone(),
    }
}

fn hit(scene: &Scene<'_>, found: &Annotation, on: &OnRecord<'_>, other: &OnRecord<'_>) -> Hit {
    let stated = scene.annotated.article.slice(found.span);
    let noun = &scene.facts.property(on.fact.property).noun;
    let name = |on: &OnRecord<'_>| scene.facts.subject_phrase(on.subject);
    Hit {
        span: found.span,
        verdict: Verdict::Refuted,
        message: format!(
            "gives “{stated}” as the {noun} of {}; the record has {}, and “{stated}” of {}: the two are swapped",
            name(on),
            on.fact.shown,
            name(other)
        ),
        evidence: vec![on.evidence(scene.facts), other.evidence(scene.facts)],
        confidence: on.fact.confidence.min(other.fact.confidence),
    }
}
