//! Entities against the one on record.

use super::Bench;
use crate::claim::{Binding, Claim};
use crate::fact::{EntityId, Subject, WordsTerm};
use crate::finding::Verdict;
use crate::pack::fact_file::EntityKind;

/// Supported when the claim names an entity on record, or a place that holds or lies in it.
/// Refuted when it names one that the record rejects, a place that is known to lie apart, or,
/// where only what is on record can be right, another entity of the same kind.
pub(super) fn compare(
    claim: &Claim,
    allowed: &[WordsTerm],
    rejects: &[WordsTerm],
    bench: &Bench<'_>,
) -> Verdict {
    let facts = bench.facts;
    let named: Vec<EntityId> = bench.mentions.entities_within(claim.tokens.clone()).collect();
    let recorded = || entities(allowed);
    let kind = |entity: EntityId| facts.entity(entity).kind;
    let holds = |outer, inner| facts.containers(inner).any(|place| place == outer);
    let agrees = |&entity: &EntityId| {
        recorded().any(|on_record| {
            entity == on_record || holds(entity, on_record) || holds(on_record, entity)
        })
    };
    if named.is_empty() || recorded().next().is_none() && rejects.is_empty() {
        return Verdict::Unchecked;
    }
    if named.iter().any(agrees) {
        return Verdict::Supported;
    }
    let is_rejected = named.iter().any(|&entity| entities(rejects).any(|wrong| wrong == entity));
    // What a claim is about was only taken from the topic: another match has other sides.
    let is_party = |entity: EntityId| match claim.subject {
        Some(Subject::Event(event)) => facts.has_part(event, entity),
        _ => false,
    };
    let is_near = |entity: EntityId| claim.binding == Binding::Named || is_party(entity);
    let is_exclusive = facts.property(claim.property).exclusive;
    let is_other = |&entity: &EntityId| {
        recorded().next().is_some()
            && recorded().all(|on_record| match kind(on_record) {
                EntityKind::Place => facts.lie_apart(entity, on_record),
                other => is_exclusive && kind(entity) == other && is_near(entity),
            })
    };
    if is_rejected || named.iter().all(is_other) { Verdict::Refuted } else { Verdict::Unchecked }
}

fn entities(terms: &[WordsTerm]) -> impl Iterator<Item = EntityId> + '_ {
    terms.iter().filter_map(|term| match term {
        WordsTerm::Entity(entity) => Some(*entity),
        WordsTerm::Phrase(_) => None,
    })
}
