//! Flags sentences that make a statement on record with another value.

use super::{Hit, Scene};
use crate::finding::Verdict;
use crate::judge::JudgedStatement;

/// Flags every value that differs, unless a claim that it is part of was judged already.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let differs = |one: &&JudgedStatement| {
        let is_judged = scene.claims.iter().any(|(claim, judgement)| {
            claim.span.overlaps(one.span) && judgement.verdict != Verdict::Unchecked
        });
        one.verdict == Verdict::Refuted && !is_judged
    };
    let hits = scene.statements.iter().filter(differs).map(|one| Hit {
        span: one.span,
        verdict: one.verdict,
        message: one.message.clone(),
        evidence: one.evidence.clone(),
        confidence: one.confidence,
    });
    hits.collect()
}
