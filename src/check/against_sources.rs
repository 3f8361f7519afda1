//! Flags what an article says otherwise than its trusted sources, or what none of them says.

use super::{Hit, Scene};
use crate::finding::{Topic, Verdict};

/// Flags what was compared with sources.
#[derive(Clone, Debug)]
pub struct AgainstSources {
    /// What it speaks for.
    pub topic: Topic,
    /// The verdicts it flags.
    pub verdicts: Vec<Verdict>,
}

impl AgainstSources {
    /// Flags what has one of its verdicts.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let compared = scene.compared.iter().filter(|compared| {
            compared.topic == self.topic && self.verdicts.contains(&compared.verdict)
        });
        compared
            .map(|compared| Hit {
                span: compared.span,
                verdict: compared.verdict,
                message: compared.message.clone(),
                evidence: compared.evidence.clone(),
                confidence: compared.confidence,
            })
            .collect()
    }
}
