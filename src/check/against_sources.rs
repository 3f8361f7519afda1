//! Flags what an article says otherwise than its trusted sources, or what none of them says.

use super::{Hit, Scene};
use crate::finding::{Topic, Verdict};
use crate::source::Compared;

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
            compared.topic == self.topic
                && self.verdicts.contains(&compared.verdict)
                && !(compared.verdict == Verdict::Unsupported && is_on_record(scene, compared))
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

/// Whether a record of the packs vouches for what no source says: a claim or a quotation that it
/// supports, or a name that it knows.
fn is_on_record(scene: &Scene<'_>, compared: &Compared) -> bool {
    let span = compared.span;
    let is_supported = scene.claims.iter().any(|(claim, judgement)| {
        judgement.verdict == Verdict::Supported && claim.span.overlaps(span)
    });
    let is_quoted = scene
        .quotes
        .iter()
        .any(|quote| quote.verdict == Verdict::Supported && quote.span.overlaps(span));
    let tokens = &scene.annotated.tokens;
    let start = tokens.partition_point(|token| token.span().end <= span.start);
    let end = tokens.partition_point(|token| token.span().start < span.end);
    let is_known = compared.topic == Topic::Name
        && scene.mentions.entities_within(start..end.max(start)).next().is_some();
    is_supported || is_quoted || is_known
}
