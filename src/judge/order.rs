//! What came before what.

use super::{Bench, Judgement, fact_evidence};
use crate::claim::Claim;
use crate::fact::Subject;
use crate::finding::Verdict;
use crate::pack::fact_file::Confidence;

/// Judges "the warning, which came after the attack": `earlier` is what the article has first.
pub(super) fn judge(
    claim: &Claim,
    (earlier, later): (Subject, Subject),
    bench: &Bench<'_>,
) -> Judgement {
    let facts = bench.facts;
    let verdict = if facts.is_before(earlier, later) {
        Verdict::Supported
    } else if facts.is_before(later, earlier) {
        Verdict::Refuted
    } else {
        return Judgement::unchecked();
    };
    let records = [earlier, later].map(|subject| facts.date_fact(subject).map(|f| (subject, f)));
    let records = records.into_iter().flatten();
    let confidence = records.clone().map(|(_, fact)| fact.confidence).min();
    let [first, second] = [earlier, later].map(|subject| facts.subject_phrase(subject));
    let stated = bench.annotated.article.slice(claim.span);
    let on_record = if verdict == Verdict::Supported { "before" } else { "after" };
    Judgement {
        verdict,
        message: format!(
            "has {first} before {second} (“{stated}”); by the record it was {on_record} it"
        ),
        evidence: records.map(|(subject, fact)| fact_evidence(subject, fact, facts)).collect(),
        confidence: confidence.unwrap_or(Confidence::High),
    }
}
