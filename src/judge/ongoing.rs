//! What is told of as still going on, against its end on record.

use super::{Bench, Judgement, Reference, fact_evidence};
use crate::annotate::Meaning;
use crate::claim::Claim;
use crate::fact::{Recorded, Subject};
use crate::finding::{Evidence, Verdict};
use jiff::civil::Date;

/// For how many days after its end something may still be told of as going on: ends are seldom
/// sharp, and articles are written ahead.
const LINGERS: i32 = 60;

/// Judges "the ongoing protests" on the day of writing. A sentence with a date of its own is left
/// alone, and so is anything that may be going on again.
pub(super) fn judge(claim: &Claim, subject: Subject, bench: &Bench<'_>) -> Judgement {
    let ended = bench.facts.property_id("ended");
    let Some(fact) = ended.and_then(|ended| bench.facts.fact(subject, ended)) else {
        return Judgement::unchecked();
    };
    let Recorded::Dates(periods) = &fact.recorded else { return Judgement::unchecked() };
    let Some(last) = periods.iter().map(|period| period.last).max() else {
        return Judgement::unchecked();
    };
    let written = match bench.reference {
        Reference::Known(dated) => dated.date,
        Reference::NotBefore(bound) => bound,
        Reference::Unknown => return Judgement::unchecked(),
    };
    if last == Date::MAX || has_date(claim, bench) {
        return Judgement::unchecked();
    }
    let days = (written - last).get_days();
    let verdict = if days > LINGERS { Verdict::Refuted } else { Verdict::Supported };
    let stated = bench.annotated.article.slice(claim.span);
    let name = bench.facts.subject_name(subject);
    let mut evidence = vec![fact_evidence(subject, fact, bench.facts)];
    evidence.push(Evidence::Arithmetic { text: format!("{last} to {written} = {days} days") });
    Judgement {
        verdict,
        message: format!(
            "tells of {name} (“{stated}”) as still going on; by the record it was over by {last}, {days} days before this article was written"
        ),
        evidence,
        confidence: fact.confidence,
    }
}

fn has_date(claim: &Claim, bench: &Bench<'_>) -> bool {
    let sentence = bench.annotated.sentences[claim.sentence].tokens.clone();
    bench.annotated.within(sentence).any(|found| matches!(found.meaning, Meaning::Date(_)))
}
