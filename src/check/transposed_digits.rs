//! Flags figures that stand nowhere on record and have the digits of one that does: 1,409 for
//! 1,904. Only records that the article mentions or describes are looked at, and statements that
//! have a word in common with the figure's sentence.

use super::on_record::{
    OnRecord, is_in_statements, is_on_topic, is_stated, is_year, sentence_of, shares_a_word,
};
use super::{Hit, Scene};
use crate::annotate::Annotation;
use crate::fact::{StatedFact, counted};
use crate::finding::Verdict;
use crate::judge::statement_evidence;
use crate::value::{Amount, Scale};

/// How many digits a figure must have for its digits to tell it from others.
const DIGITS: usize = 3;

/// How many are enough where it has the unit of the record's, or counts the same.
const DIGITS_OF_THE_SAME: usize = 2;

/// From which number on two digits and noughts are enough, where both count the same.
const THOUSAND: f64 = 1000.0;

/// Flags every figure that is a record's with its digits in another order.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    if !is_on_topic(scene) {
        return Vec::new();
    }
    let recorded = OnRecord::of_scene(scene);
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
    let on = same_scale.find(|on| is_enough(on) && on.middles().any(is_transposed));
    let noun = counted(scene.annotated, found);
    let statement = || {
        let sentence = sentence_of(scene, found)?;
        scene.facts.statements.iter().find(|statement| {
            let amounts = statement.values.amounts.iter();
            let mut alike = amounts.filter(|one| one.amount.scale.compares(&amount.scale));
            alike.any(|one| {
                let counts_the_same = noun.is_some() && noun == one.counted;
                let is_long = amount.quantity.stated >= THOUSAND && counts_the_same;
                (stated.len() >= DIGITS || is_long) && is_transposed(one.amount.quantity.stated)
            }) && shares_a_word(scene, sentence, statement)
        })
    };
    let hit = match on {
        Some(on) => hit(scene, found, on),
        None => hit_of(scene, found, statement()?),
    };
    let is_on_record =
        recorded.iter().any(|on| on.agrees(amount)) || is_in_statements(scene, amount);
    (!is_on_record && is_stated(scene, found)).then_some(hit)
}

fn hit_of(scene: &Scene<'_>, found: &Annotation, statement: &StatedFact) -> Hit {
    let stated = scene.annotated.article.slice(found.span);
    Hit {
        span: found.span,
        verdict: Verdict::Unsupported,
        message: format!(
            "has “{stated}”, which is not on record; “{}” has the same digits",
            statement.says()
        ),
        evidence: vec![statement_evidence(statement)],
        confidence: statement.confidence,
    }
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
