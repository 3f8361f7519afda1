//! Since when somebody has held a post, and for how long, against the role on record.

use super::{Bench, Judgement, fact_evidence};
use crate::annotate::Meaning;
use crate::claim::Claim;
use crate::fact::{Fact, Recorded, Subject};
use crate::finding::{Evidence, Verdict};
use crate::value::{DateMention, Duration, Interval, PartialDate, Period};
use jiff::civil::Date;

/// By how many days a beginning may be off: somebody is named, sworn in and at work on different
/// days.
const LEEWAY_DAYS: i32 = 92;

/// Judges "has run the company since 2012".
pub(super) fn judge_start(
    claim: &Claim,
    subject: Subject,
    start: DateMention,
    bench: &Bench<'_>,
) -> Judgement {
    let DateMention::Calendar { date, .. } = start else { return Judgement::unchecked() };
    let Some((fact, term)) = term(claim, subject, bench) else { return Judgement::unchecked() };
    let Some(stated) = date.period().filter(|_| date.year.is_some()) else {
        return Judgement::unchecked();
    };
    let agrees = stated.meets(beginning(term));
    judgement(claim, subject, fact, agrees, None, bench)
}

/// Judges "has run the company for ten years": up to the day of writing or, of somebody who no
/// longer does, up to the end.
pub(super) fn judge_length(
    claim: &Claim,
    subject: Subject,
    stated: Duration,
    bench: &Bench<'_>,
) -> Judgement {
    let Some((fact, term)) = term(claim, subject, bench) else { return Judgement::unchecked() };
    let Some(written) = bench.reference.date() else { return Judgement::unchecked() };
    let beginning = beginning(term);
    let lasted = |until: Date| {
        let days = |from: Date| f64::from((until - from).get_days()).max(0.0);
        Interval::new(days(beginning.last), days(beginning.first))
    };
    let ends = [written, term.last.min(written)];
    let agrees = ends.iter().any(|&end| stated.days().meets(lasted(end)));
    let text =
        format!("{} to {} = {} days", term.first, ends[1], (ends[1] - term.first).get_days());
    judgement(claim, subject, fact, agrees, Some(text), bench)
}

/// The time in office, where the sentence speaks of no other post or time.
fn term<'a>(claim: &Claim, subject: Subject, bench: &Bench<'a>) -> Option<(&'a Fact, Period)> {
    let fact = bench.facts.fact(subject, claim.property)?;
    let Recorded::Dates(periods) = &fact.recorded else { return None };
    let term = *periods.first()?;
    (!is_of_another(claim, subject, bench)).then_some((fact, term))
}

/// Whether the sentence names an organisation or a place that has nothing to do with the role, or
/// gives another time.
fn is_of_another(claim: &Claim, subject: Subject, bench: &Bench<'_>) -> bool {
    let Subject::Entity(person) = subject else { return true };
    let entity = bench.facts.entity(person);
    let own = entity.roles.first().and_then(|role| role.of);
    let sentence = bench.annotated.sentences[claim.sentence].tokens.clone();
    let is_own = |id| id == person || own == Some(id);
    let strangers = bench.annotated.names_within(sentence.clone()).any(|name| {
        let mut known = bench.mentions.entities_within(name.tokens.clone()).peekable();
        known.peek().is_none() || !known.any(is_own)
    });
    let dates = bench
        .annotated
        .within(sentence)
        .any(|found| matches!(found.meaning, Meaning::Date(_)) && found.tokens != claim.tokens);
    strangers || dates
}

/// When it began: a first of January stands for a year of which no more is known.
fn beginning(term: Period) -> Period {
    let from = term.first;
    if (from.month(), from.day()) == (1, 1) {
        let year = PartialDate { year: Some(from.year()), month: None, day: None };
        return year.period().unwrap_or(Period::day(from));
    }
    let shift = |days: i32| from.checked_add(jiff::ToSpan::days(days)).unwrap_or(from);
    Period::new(shift(-LEEWAY_DAYS), shift(LEEWAY_DAYS))
}

fn judgement(
    claim: &Claim,
    subject: Subject,
    fact: &Fact,
    agrees: bool,
    arithmetic: Option<String>,
    bench: &Bench<'_>,
) -> Judgement {
    let stated = bench.annotated.article.slice(claim.span);
    let name = bench.facts.subject_name(subject);
    let mut evidence = vec![fact_evidence(subject, fact, bench.facts)];
    evidence.extend(arithmetic.map(|text| Evidence::Arithmetic { text }));
    Judgement {
        verdict: if agrees { Verdict::Supported } else { Verdict::Refuted },
        message: format!(
            "gives “{stated}” as the time of {name} in office; the record has {}",
            fact.shown
        ),
        evidence,
        confidence: fact.confidence,
    }
}
