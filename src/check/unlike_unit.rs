//! Flags figures that have the number of a record and another unit: 85 miles per hour for 85
//! kilometres per hour, 410 million euros for 410 million marks.

use super::on_record::{
    OnRecord, is_in_statements, is_on_topic, is_stated, sentence_of, shares_a_word,
};
use super::{Hit, Scene};
use crate::annotate::{Annotation, Meaning};
use crate::fact::StatedAmount;
use crate::finding::Verdict;
use crate::judge::statement_evidence;
use crate::pack::fact_file::Confidence;
use crate::value::{Amount, Scale};

/// How far two numbers may lie apart that are one, as a share.
const ALIKE: f64 = 1e-6;

/// The least number that tells one figure from another.
const TELLING: f64 = 20.0;

/// Flags every such figure of an article about the packs.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    if !is_on_topic(scene) {
        return Vec::new();
    }
    let annotated = scene.annotated;
    let figures = annotated.annotations.iter().filter(|found| is_told(scene, found));
    let figures: Vec<(&Annotation, Amount)> =
        figures.filter_map(|found| Some((found, annotated.amount(found)?))).collect();
    if figures.is_empty() {
        return Vec::new();
    }
    let recorded = OnRecord::of_scene(scene);
    let hits = figures.iter().filter_map(|(found, amount)| check(scene, found, amount, &recorded));
    hits.collect()
}

/// Whether an annotation is a figure with a unit or a currency that the article tells for itself.
fn is_told(scene: &Scene<'_>, found: &Annotation) -> bool {
    let (Meaning::Measure { amount: number, .. } | Meaning::Money { amount: number, .. }) =
        &found.meaning
    else {
        return false;
    };
    number.stated.abs() >= TELLING
        && number.modifier.is_none()
        && !scene.annotated.is_quoted(&found.tokens)
}

fn check(
    scene: &Scene<'_>,
    found: &Annotation,
    amount: &Amount,
    recorded: &[OnRecord<'_>],
) -> Option<Hit> {
    let others = in_other_units(scene, found);
    let is_other = |scale: &Scale, value: f64| match (scale, &amount.scale) {
        (Scale::Money(_), Scale::Money(_)) => {
            !scale.compares(&amount.scale) && is_one(amount.quantity.stated, value)
        }
        _ => *scale == amount.scale && others.iter().any(|other| is_one(*other, value)),
    };
    let on = recorded.iter().find(|on| on.middles().any(|value| is_other(on.scale, value)));
    let is_right = recorded.iter().any(|on| on.agrees(amount)) || is_in_statements(scene, amount);
    if is_right || !is_stated(scene, found) {
        return None;
    }
    let is_judged = scene.claims.iter().any(|(claim, judgement)| {
        claim.span.overlaps(found.span) && judgement.verdict == Verdict::Refuted
    });
    if is_judged {
        return None;
    }
    let stated = scene.annotated.article.slice(found.span);
    let hit = |shown: &str, evidence, confidence| Hit {
        span: found.span,
        verdict: Verdict::Refuted,
        message: format!("has “{stated}”; the record has the same number in another unit: {shown}"),
        evidence: vec![evidence],
        confidence,
    };
    if let Some(on) = on {
        let noun = &scene.facts.property(on.fact.property).noun;
        let shown = format!(
            "{} as the {noun} of {}",
            on.fact.shown,
            scene.facts.subject_phrase(on.subject)
        );
        return Some(hit(&shown, on.evidence(scene.facts), on.fact.confidence));
    }
    let is_told_otherwise = |one: &StatedAmount| {
        is_other(&one.amount.scale, one.amount.quantity.stated)
            || is_unknown_currency(scene, found, one)
    };
    let sentence = sentence_of(scene, found)?;
    let statement = scene.facts.statements.iter().find(|statement| {
        statement.values.amounts.iter().any(is_told_otherwise)
            && shares_a_word(scene, sentence, statement)
    })?;
    let shown = format!("“{}”", statement.says());
    Some(hit(&shown, statement_evidence(statement), statement.confidence.min(Confidence::Medium)))
}

/// What the number of a measure would be, in the base of its scale, in any other unit of its
/// dimension.
fn in_other_units(scene: &Scene<'_>, found: &Annotation) -> Vec<f64> {
    let Meaning::Measure { amount, unit } = &found.meaning else { return Vec::new() };
    let units = &scene.language.units;
    let Some(own) = units.get(unit) else { return Vec::new() };
    let others = units.iter().filter(|(name, other)| {
        *name != unit && other.dimension == own.dimension && other.factor != own.factor
    });
    others.map(|(_, other)| amount.stated * other.factor + other.offset).collect()
}

/// Whether a sum of money has the number of a statement that counts it in something that is no
/// currency the language knows: "410 million marks".
fn is_unknown_currency(scene: &Scene<'_>, found: &Annotation, one: &StatedAmount) -> bool {
    let Meaning::Money { amount, .. } = &found.meaning else { return false };
    let number = one.amount.quantity.stated;
    let text = scene.annotated.article.slice(found.span).to_lowercase();
    one.amount.scale == Scale::Number
        // "20,000 Talmaran dollars" are dollars.
        && one.counted.as_ref().is_some_and(|noun| !text.ends_with(noun.as_str()))
        && is_one(amount.stated, number)
}

fn is_one(a: f64, b: f64) -> bool {
    (a - b).abs() <= ALIKE * b.abs()
}
