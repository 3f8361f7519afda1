//! Flags sentences that repeat a claim known to be false, in the record's words or in others.

use super::on_record::is_on_topic;
use super::{Hit, Scene};
use crate::fact::Debunked;
use crate::finding::{Evidence, Verdict};
use crate::known_claim::{ClaimReader, Repeated};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;

/// The share of a wording's words that a sentence must carry.
#[derive(Clone, Copy, Debug)]
pub struct DebunkedClaim {
    /// From 0 to 1.
    pub threshold: f64,
}

impl DebunkedClaim {
    /// Flags the sentences that repeat a claim.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        if scene.known_claims.is_empty() {
            return Vec::new();
        }
        let reader = scene.known_claims.reader(scene.annotated, scene.mentions, scene.facts);
        let sentences = 0..scene.annotated.sentences.len();
        sentences.filter_map(|at| self.in_sentence(scene, &reader, at)).collect()
    }

    fn in_sentence(&self, scene: &Scene<'_>, reader: &ClaimReader<'_>, at: usize) -> Option<Hit> {
        let annotated = scene.annotated;
        let repeated = reader.repeated_in(&annotated.sentences[at], self.threshold)?;
        let is_too_short = repeated.is_short && scene.told_of.is_empty();
        let needs_topic = repeated.is_loose || repeated.is_short;
        if is_too_short || needs_topic && !is_on_topic(scene) {
            return None;
        }
        let claim = &scene.facts.debunked[repeated.claim];
        let span = annotated.span_of(repeated.tokens.clone());
        let is_told_here = is_of_the_packs(scene, at);
        is_asserted(scene, at, &repeated).then(|| hit(span, claim, &repeated, is_told_here))
    }
}

/// Whether the article says so itself. A claim that something is not so is told with words of
/// denial, which then take nothing back.
fn is_asserted(scene: &Scene<'_>, sentence: usize, repeated: &Repeated) -> bool {
    let annotated = scene.annotated;
    if repeated.is_denial {
        return !annotated.is_quoted(&repeated.tokens);
    }
    let standing = scene.standing.of(annotated, sentence, repeated.tokens.clone());
    standing.is_asserted() && !scene.standing.is_disowned(annotated, sentence)
}

/// Whether the sentence names something of the packs, or the article tells of one of their events:
/// ransoms are paid elsewhere, too.
fn is_of_the_packs(scene: &Scene<'_>, sentence: usize) -> bool {
    let tokens = scene.annotated.sentences[sentence].tokens.clone();
    !scene.told_of.is_empty() || scene.mentions.entities_within(tokens).next().is_some()
}

fn hit(span: TextSpan, claim: &Debunked, repeated: &Repeated, is_told_here: bool) -> Hit {
    let source = claim.sources.first();
    let (wording, why) = (claim.wordings[0].trim_end_matches('.'), claim.why.trim_end_matches('.'));
    let is_sure = is_told_here && !repeated.is_denial && !repeated.is_loose;
    let surest = if is_sure { Confidence::High } else { Confidence::Medium };
    Hit {
        span,
        verdict: Verdict::Refuted,
        message: format!("repeats a claim known to be false, “{wording}”: {why}"),
        evidence: vec![Evidence::Fact {
            id: claim.id.clone(),
            text: claim.why.clone(),
            value: claim.truth.clone(),
            source: source.map(|source| source.name.clone()),
            url: source.and_then(|source| source.url.clone()),
            as_of: claim.as_of,
        }],
        confidence: claim.confidence.min(surest),
    }
}
