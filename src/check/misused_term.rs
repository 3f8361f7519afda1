//! Flags a term that counts several things where the figure beside it counts one of them: "nearly
//! 100 casualties" where nearly 100 died and 280 more were hurt.

use super::{Hit, Scene};
use crate::claim::{Claim, ClaimValue};
use crate::fact::{Fact, PropertyId, Recorded, Subject, Term};
use crate::finding::{Evidence, Verdict};
use crate::value::{Interval, Quantity};

/// Flags figures that fit what the term is mistaken for and not what it counts.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let claims = scene.claims.iter().map(|(claim, _)| claim);
    claims
        .filter(|claim| claim.standing.is_asserted())
        .filter_map(|claim| check(scene, claim))
        .collect()
}

fn check(scene: &Scene<'_>, claim: &Claim) -> Option<Hit> {
    let (Some(subject), ClaimValue::Amount(count)) = (claim.subject, &claim.value) else {
        return None;
    };
    let name = &scene.facts.property(claim.property).name;
    let term = scene.facts.terms.iter().find(|term| term.property == *name)?;
    let mistaken_for = fact(scene, subject, &term.mistaken_for)?;
    let parts: Option<Vec<Interval>> =
        term.counts.iter().map(|part| extent(fact(scene, subject, part)?)).collect();
    let whole = parts?.into_iter().reduce(|a, b| Interval::new(a.low + b.low, a.high + b.high))?;
    let part = extent(mistaken_for)?;
    let count = count.quantity;
    let is_misused = count.interval.meets(part) && !count.interval.meets(whole);
    is_misused.then(|| hit(scene, claim, count, term, whole, mistaken_for))
}

fn fact<'a>(scene: &Scene<'a>, subject: Subject, property: &str) -> Option<&'a Fact> {
    let property: PropertyId = scene.facts.property_id(property)?;
    scene.facts.fact(subject, property)
}

/// From the least to the greatest count that was ever given.
fn extent(fact: &Fact) -> Option<Interval> {
    let Recorded::Amounts { allowed, history, .. } = &fact.recorded else { return None };
    let past = history.iter().map(|entry| entry.value);
    let all = allowed.iter().copied().chain(past);
    all.reduce(|a, b| Interval::new(a.low.min(b.low), a.high.max(b.high)))
}

fn hit(
    scene: &Scene<'_>,
    claim: &Claim,
    count: Quantity,
    term: &Term,
    whole: Interval,
    mistaken_for: &Fact,
) -> Hit {
    let stated = scene.annotated.article.slice(claim.span);
    let instead =
        term.instead.as_ref().map_or(String::new(), |instead| format!("; write {instead}"));
    let counted = term.counts.join(" and ");
    let source = mistaken_for.sources.first();
    Hit {
        span: scene.annotated.span_of(claim.tokens.start..claim.tokens.end + 1),
        verdict: Verdict::Refuted,
        message: format!(
            "calls “{stated}” {}, a word that means {}; that is the number of {} alone{instead}",
            term.property,
            term.means.trim_end_matches('.'),
            term.mistaken_for
        ),
        evidence: vec![
            Evidence::Fact {
                id: mistaken_for.id.clone(),
                text: format!("{}: {}", term.mistaken_for, mistaken_for.shown),
                value: Some(mistaken_for.shown.clone()),
                source: source.map(|source| source.name.clone()),
                url: source.and_then(|source| source.url.clone()),
                as_of: mistaken_for.as_of,
            },
            Evidence::Arithmetic {
                text: format!(
                    "{counted} together: {} to {}, not {}",
                    whole.low, whole.high, count.stated
                ),
            },
        ],
        confidence: mistaken_for.confidence,
    }
}
