//! Flags figures that stand nowhere on record and have the digits of one that does: 1,409 for
//! 1,904. Only records that the article mentions or describes are looked at.

use super::on_record::{OnRecord, is_stated, is_year};
use super::{Hit, Scene};
use crate::annotate::Annotation;
use crate::finding::Verdict;
use crate::value::{Amount, Scale};

/// How many digits a figure must have for its digits to tell it from others.
const DIGITS: usize = 3;

/// How many are enough where it has the unit of the record's, or counts the same.
const DIGITS_OF_THE_SAME: usize = 2;

/// Flags every figure that is a record's with its digits in another order.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let recorded = OnRecord::of_scene(scene);
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
    if stated.len() < DIGITS_OF_THE_SAME || is_year(amount) {
        return None;
    }
    let is_enough = |on: &OnRecord<'_>| {
        stated.len() >= DIGITS || has_a_unit(amount) || on.counts(scene, found) == Some(true)
    };
    let is_transposed = |value: f64| {
        let digits = digits(value);
        magnitude(value) == magnitude(amount.quantity.stated)
            && digits != stated
            && sorted(&digits) == sorted(&stated)
    };
    let mut same_scale = recorded.iter().filter(|on| on.scale.compares(&amount.scale));
    let on = same_scale.find(|on| is_enough(on) && on.middles().any(is_transposed))?;
    let is_on_record = recorded.iter().any(|on| on.agrees(amount));
    (!is_on_record && is_stated(scene, found)).then(|| hit(scene, found, on))
}

fn hit(scene: &Scene<'_>, found: &Annotation, on: &OnRecord<'_>) -> Hit {
    let stated = scene.annotated.article.slice(found.span);
    let noun = &scene.facts.property(on.fact.property).noun;
    let name = scene.facts.subject_phrase(on.subject);
    Hit {
        span: found.span,
        verdict: Verdict::Unsupported,
        message: format!(
            "has “{stated}”, which is not on record; the record has {} as the {noun} of {name}, with the same digits",
            on.fact.shown
        ),
        evidence: vec![on.evidence(scene.facts)],
        confidence: on.fact.confidence,
    }
}

/// Whether a figure is told in something that few others are told in: sums of money, percentages
/// and lengths of time are everywhere.
fn has_a_unit(amount: &Amount) -> bool {
    matches!(amount.scale, Scale::Unit(_))
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
