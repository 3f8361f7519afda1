//! Two figures of one sentence that statements on record give the other way round: "14 divers in 38
//! shifts" for 38 in 14, "64 to Port Vessen and 212 to Kaldsund".
//!
//! Each figure goes with what it counts and with what is named right beside it. Both must be on
//! record with what goes with the other, and neither with its own.

use super::on_record::{is_on_topic, is_stated, is_year};
use super::{Hit, Scene};
use crate::annotate::Annotation;
use crate::fact::{EntityId, StatedAmount, StatedFact, Subject, counted};
use crate::finding::Verdict;
use crate::judge::statement_evidence;
use crate::pack::fact_file::Confidence;
use crate::value::Amount;
use std::ops::Range;

/// How many tokens from a figure a name may stand that goes with it.
const NEAR: usize = 6;

/// A smaller figure may be that of something else by chance.
const TELLING: f64 = 10.0;

/// What a figure goes with.
#[derive(Debug)]
enum Label {
    /// What it counts.
    Noun(String),
    /// What is named beside it.
    Entity(EntityId),
}

/// On which side of its figure a name stands.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// A figure of the article, and what it goes with.
struct Told<'a> {
    found: &'a Annotation,
    amount: Amount,
    labels: Vec<Label>,
}

/// Flags both figures of every such pair.
pub(super) fn run(scene: &Scene<'_>) -> Vec<Hit> {
    if scene.facts.statements.is_empty() || !is_on_topic(scene) {
        return Vec::new();
    }
    let sentences = scene.annotated.sentences.iter();
    sentences.flat_map(|sentence| in_sentence(scene, &sentence.tokens)).collect()
}

fn in_sentence(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Hit> {
    let figures: Vec<(&Annotation, Amount)> = scene
        .annotated
        .within(sentence.clone())
        .filter_map(|found| Some((found, scene.annotated.amount(found)?)))
        .filter(|(found, amount)| !is_year(amount) && is_stated(scene, found))
        .collect();
    if figures.len() < 2 {
        return Vec::new();
    }
    let on_side = |side: Side| {
        let told: Vec<Told<'_>> =
            (0..figures.len()).map(|at| told(scene, sentence, &figures, at, side)).collect();
        let pairs = told.windows(2).filter_map(|pair| swapped(scene, &pair[0], &pair[1]));
        pairs.flatten().collect::<Vec<Hit>>()
    };
    let after = on_side(Side::After);
    if after.is_empty() { on_side(Side::Before) } else { after }
}

fn told<'a>(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    figures: &[(&'a Annotation, Amount)],
    at: usize,
    side: Side,
) -> Told<'a> {
    let (found, amount) = &figures[at];
    let near = match side {
        Side::After => {
            let next = figures.get(at + 1).map_or(sentence.end, |(next, _)| next.tokens.start);
            found.tokens.end..next.min(found.tokens.end + NEAR)
        }
        Side::Before => {
            let last = at.checked_sub(1).map_or(sentence.start, |at| figures[at].0.tokens.end);
            last.max(found.tokens.start.saturating_sub(NEAR))..found.tokens.start
        }
    };
    let named = scene.mentions.within(near).filter_map(|mention| {
        match mention.named.subjects().as_slice() {
            [Subject::Entity(entity)] => Some(Label::Entity(*entity)),
            _ => None,
        }
    });
    let noun = counted(scene.annotated, found).map(Label::Noun);
    Told { found, amount: amount.clone(), labels: named.chain(noun).collect() }
}

fn swapped(scene: &Scene<'_>, one: &Told<'_>, two: &Told<'_>) -> Option<[Hit; 2]> {
    if one.amount.quantity.stated == two.amount.quantity.stated {
        return None;
    }
    let gives = |told: &Told<'_>, label: &Label| giving(scene, &told.amount, label);
    let crossed = one.labels.iter().find_map(|of_one| {
        let first = gives(two, of_one)?;
        let second = two.labels.iter().find_map(|of_two| gives(one, of_two))?;
        Some((first, second))
    });
    let is_right = |told: &Told<'_>| told.labels.iter().any(|label| gives(told, label).is_some());
    let (first, second) = crossed.filter(|_| !is_right(one) && !is_right(two))?;
    Some([hit(scene, one, (first, second), two), hit(scene, two, (second, first), one)])
}

/// Whether a figure is the very one of a statement.
fn is_figure(stated: &StatedAmount, amount: &Amount) -> bool {
    stated.amount.scale.compares(&amount.scale)
        && stated.amount.quantity.stated == amount.quantity.stated
}

/// The statement that gives a figure with what goes with it.
fn giving<'a>(scene: &Scene<'a>, amount: &Amount, label: &Label) -> Option<&'a StatedFact> {
    let is_it = |statement: &&StatedFact| {
        let mut alike = statement.values.amounts.iter().filter(|one| is_figure(one, amount));
        alike.any(|one| match label {
            Label::Noun(noun) => one
                .counted
                .as_ref()
                .is_some_and(|counted| scene.known_claims.are_alike(counted, noun)),
            Label::Entity(entity) => names(scene, statement, *entity),
        })
    };
    scene.facts.statements.iter().find(is_it)
}

/// Whether a statement names an entity.
fn names(scene: &Scene<'_>, statement: &StatedFact, entity: EntityId) -> bool {
    let entity = scene.facts.entity(entity);
    let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.any(|name| statement.says().contains(name.as_str()))
}

fn hit(
    scene: &Scene<'_>,
    told: &Told<'_>,
    (own, other): (&StatedFact, &StatedFact),
    with: &Told<'_>,
) -> Hit {
    let stated = scene.annotated.article.slice(told.found.span);
    let is_telling = [told, with].iter().all(|one| one.amount.quantity.stated >= TELLING);
    let surest = if is_telling { Confidence::High } else { Confidence::Medium };
    Hit {
        span: told.found.span,
        verdict: Verdict::Refuted,
        message: format!(
            "has “{stated}” here; on record are “{}” and “{}”: the two figures are swapped",
            own.says(),
            other.says()
        ),
        evidence: vec![statement_evidence(own), statement_evidence(other)],
        confidence: surest.min(own.confidence).min(other.confidence),
    }
}
