//! The time since something happened, up to the day of writing.

use super::{Bench, Judgement, Reference, fact_evidence};
use crate::claim::Claim;
use crate::fact::Subject;
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::Confidence;
use crate::value::{Duration, Interval, Period, months_between};
use jiff::civil::Date;

/// Judges "over 5 months since the death of X". Where the day of writing is not known, the
/// article's lower bound can still show that the time is too short, and only that.
pub(super) fn judge(
    claim: &Claim,
    subject: Subject,
    stated: Duration,
    bench: &Bench<'_>,
) -> Judgement {
    let (Some(since), Some(actual)) = (
        bench.facts.period(subject),
        bench.facts.period(subject).and_then(|since| actual_days(since, bench.reference)),
    ) else {
        return Judgement::unchecked();
    };
    let stated = stated.days();
    let verdict = if stated.meets(actual) {
        Verdict::Supported
    } else if stated.high < actual.low {
        Verdict::Outdated
    } else {
        Verdict::Refuted
    };
    let fact = bench.facts.date_fact(subject);
    let mut evidence: Vec<Evidence> =
        fact.map(|fact| fact_evidence(subject, fact, bench.facts)).into_iter().collect();
    evidence.extend(arithmetic(since, bench.reference));
    Judgement {
        verdict,
        message: message(claim, subject, since, bench),
        evidence,
        confidence: fact.map_or(Confidence::High, |fact| fact.confidence),
    }
}

/// Days from the period to the day of writing.
fn actual_days(since: Period, reference: Reference) -> Option<Interval> {
    let days = |from: Date, to: Date| f64::from((to - from).get_days()).max(0.0);
    match reference {
        Reference::Known(dated) => {
            Some(Interval::new(days(since.last, dated.date), days(since.first, dated.date)))
        }
        Reference::NotBefore(bound) if since.last < bound => {
            Some(Interval::new(days(since.last, bound), f64::INFINITY))
        }
        Reference::NotBefore(_) | Reference::Unknown => None,
    }
}

fn message(claim: &Claim, subject: Subject, since: Period, bench: &Bench<'_>) -> String {
    let article = bench.annotated.article;
    let stated = article.slice(claim.span);
    let named = match claim.subject_span {
        Some(span) => article.slice(span),
        None => bench.facts.subject_name(subject),
    };
    let day = if since.first == since.last {
        format!("on {}", since.first.strftime("%-d %B %Y"))
    } else {
        format!("between {} and {}", since.first, since.last)
    };
    match bench.reference {
        Reference::NotBefore(bound) => format!(
            "says “{stated}” since {named}; that was {day}, over {} months before this article can have been written",
            months_between(since.last, bound)
        ),
        _ => format!(
            "says “{stated}” since {named}; that was {day}, {} months before this article’s date",
            bench.reference.date().map_or(0, |date| months_between(since.last, date))
        ),
    }
}

fn arithmetic(since: Period, reference: Reference) -> Option<Evidence> {
    let (until, what) = match reference {
        Reference::Known(dated) => (dated.date, "the article’s date"),
        Reference::NotBefore(bound) => (bound, "the latest dated event it reports"),
        Reference::Unknown => return None,
    };
    let months = months_between(since.last, until);
    let text = format!("{} to {until} ({what}) = {months} whole months", since.last);
    Some(Evidence::Arithmetic { text })
}
