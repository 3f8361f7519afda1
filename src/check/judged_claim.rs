//! Flags claims that were judged against facts: the rule says which properties and verdicts.

use super::{Hit, Scene};
use crate::fact::PropertyId;
use crate::finding::Verdict;
use crate::pack::property_file::ValueKind;

/// Which judged claims a rule flags.
#[derive(Debug)]
pub struct JudgedClaim {
    /// The properties it speaks for; none for every property.
    pub properties: Vec<PropertyId>,
    /// The kinds of value it speaks for; none for every kind.
    pub values: Vec<ValueKind>,
    /// The verdicts it flags.
    pub verdicts: Vec<Verdict>,
}

impl JudgedClaim {
    /// Flags the claims it speaks for.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let flagged = scene.claims.iter().filter(|(claim, judgement)| {
            let values = scene.facts.property(claim.property).values;
            let speaks = self.properties.is_empty() || self.properties.contains(&claim.property);
            let is_kind = self.values.is_empty() || self.values.contains(&values);
            speaks && is_kind && self.verdicts.contains(&judgement.verdict)
        });
        flagged
            .map(|(claim, judgement)| Hit {
                span: claim.span,
                verdict: judgement.verdict,
                message: judgement.message.clone(),
                evidence: judgement.evidence.clone(),
                confidence: judgement.confidence,
            })
            .collect()
    }
}
