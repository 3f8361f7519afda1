//! Compares claims with facts: what the text says, what the record says, and whether they agree.
//!
//! One file a kind of value. Each comparison leaves room for rounding, hedges, revised counts and
//! every reading of a relative date: only what no reading saves is refuted.

mod age;
mod count;
mod date;
mod elapsed;
mod entity;
mod ongoing;
mod order;
mod stated;
mod tenure;
mod time;
mod words;

use crate::annotate::{Annotated, Annotation, Meaning};
use crate::claim::{Binding, Claim, ClaimValue, Mentions, QualifierWords, clause};
use crate::fact::{Fact, FactStore, Recorded, Subject};
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::Confidence;
use crate::pack::property_file::ValueKind;
use crate::text::Dated;
use crate::value::{DateMention, Scale};
use jiff::civil::Date;
use std::collections::BTreeSet;

pub use stated::{JudgedStatement, StatementBench, statement_evidence};

/// What is known of the day an article was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The day, and what gave it.
    Known(Dated),
    /// No day is given, but the article reports something that happened on this day.
    NotBefore(Date),
    /// Nothing.
    Unknown,
}

impl Reference {
    /// The day, if it is known.
    pub fn date(self) -> Option<Date> {
        match self {
            Reference::Known(dated) => Some(dated.date),
            Reference::NotBefore(_) | Reference::Unknown => None,
        }
    }

    /// The day, or the day it is known to come after: good for choosing a year.
    pub fn nearest_day(self) -> Option<Date> {
        match self {
            Reference::Known(dated) => Some(dated.date),
            Reference::NotBefore(bound) => Some(bound),
            Reference::Unknown => None,
        }
    }
}

/// What a claim is judged with.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// The article.
    pub annotated: &'a Annotated<'a>,
    /// What it mentions.
    pub mentions: &'a Mentions,
    /// What the packs hold.
    pub facts: &'a FactStore,
    /// The events of the packs that it tells of beyond doubt.
    pub told_of: &'a BTreeSet<Subject>,
    /// When the article was written.
    pub reference: Reference,
    /// Words that tell of what and of when a claim is.
    pub words: &'a QualifierWords,
}

/// What came of judging a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What was established.
    pub verdict: Verdict,
    /// What the text says and what the record says; empty for a claim that stays unchecked.
    pub message: String,
    /// What that rests on.
    pub evidence: Vec<Evidence>,
    /// How sure the desk is of the record.
    pub confidence: Confidence,
}

impl Judgement {
    fn unchecked() -> Self {
        Judgement {
            verdict: Verdict::Unchecked,
            message: String::new(),
            evidence: Vec::new(),
            confidence: Confidence::High,
        }
    }
}

/// A comparison's result: the verdict, what the message adds after naming text and record, and a
/// calculation if one was made.
struct Comparison {
    verdict: Verdict,
    arithmetic: Option<String>,
}

impl Comparison {
    fn of(verdict: Verdict) -> Self {
        Comparison { verdict, arithmetic: None }
    }
}

/// Judges claims, each beside its judgement. Of what an article names only in passing or by a common
/// word, nothing is judged: "unemployment" may be any country's.
pub fn judge_all(claims: Vec<Claim>, bench: &Bench<'_>) -> Vec<(Claim, Judgement)> {
    let Bench { mentions, facts, told_of, .. } = *bench;
    let is_on_topic = mentions.are_on_topic(bench.annotated, facts, told_of);
    let is_meant = |subject| {
        is_on_topic
            || told_of.contains(&subject)
            || mentions.name_in_full(bench.annotated, facts, subject)
    };
    let judged = claims.into_iter().map(|claim| {
        let judgement = match claim.subject {
            Some(subject) if !is_meant(subject) => Judgement::unchecked(),
            _ => judge(&claim, bench),
        };
        (claim, judgement)
    });
    judged.collect()
}

/// Judges a claim.
fn judge(claim: &Claim, bench: &Bench<'_>) -> Judgement {
    let Some(subject) = claim.subject.filter(|_| claim.standing.is_asserted()) else {
        return Judgement::unchecked();
    };
    if let ClaimValue::Elapsed(duration) = claim.value {
        return elapsed::judge(claim, subject, duration, bench);
    }
    if let ClaimValue::Age(years) = claim.value {
        return age::judge(claim, subject, years, bench);
    }
    match claim.value {
        ClaimValue::Before(later) => return order::judge(claim, (subject, later), bench),
        ClaimValue::After(earlier) => return order::judge(claim, (earlier, subject), bench),
        ClaimValue::Ongoing => return ongoing::judge(claim, subject, bench),
        ClaimValue::TenureOf(length) => return tenure::judge_length(claim, subject, length, bench),
        ClaimValue::TenureFrom(start) => return tenure::judge_start(claim, subject, start, bench),
        _ => {}
    }
    let Some(fact) = bench.facts.fact(subject, claim.property) else {
        return Judgement::unchecked();
    };
    let comparison = compare(claim, subject, fact, bench);
    let is_wrong = matches!(comparison.verdict, Verdict::Refuted | Verdict::Outdated);
    let is_topic = claim.binding == Binding::Topic;
    // Of what a day is told whose sentence names nothing, the topic seldom tells.
    let is_loose = is_topic && matches!(claim.value, ClaimValue::Date(_));
    let may_be_right = is_loose
        || is_topic && is_right_of_another(claim, subject, bench)
        || is_of_another_size(claim, fact)
        || is_of_the_period_before(claim, fact, bench);
    if is_wrong && may_be_right {
        return Judgement::unchecked();
    }
    let is_silent = comparison.verdict == Verdict::Unchecked && fact.undisclosed;
    if is_silent && words::is_specific(claim, bench) {
        return judgement(claim, subject, fact, Comparison::of(Verdict::Undisclosed), bench);
    }
    judgement(claim, subject, fact, comparison, bench)
}

/// How far a measure may be off for having been rounded.
fn rounding(claim: &Claim, bench: &Bench<'_>) -> f64 {
    let mut found = bench.annotated.starting_at(claim.tokens.start);
    let measure = found.find(|found| found.tokens == claim.tokens);
    measure.map_or(0.0, |measure| bench.annotated.rounding(measure))
}

/// How many times as much as the record has a figure may be and still be a mistake about it.
const SIZES: f64 = 20.0;

/// Whether a figure is of another order than anything on record, and no slip in the noughts: it
/// tells of something else.
fn is_of_another_size(claim: &Claim, fact: &Fact) -> bool {
    let (ClaimValue::Amount(amount), Recorded::Amounts { allowed, history, .. }) =
        (&claim.value, &fact.recorded)
    else {
        return false;
    };
    let stated = amount.quantity.stated.abs();
    let recorded = allowed.iter().copied().chain(history.iter().map(|entry| entry.value));
    let ratios = recorded.map(|interval| {
        let middle = if interval.high.is_finite() {
            f64::midpoint(interval.low, interval.high)
        } else {
            interval.low
        };
        stated / middle.abs()
    });
    let is_near = |ratio: f64| {
        let power = ratio.log10().round();
        let is_slip = (ratio / 10f64.powf(power) - 1.0).abs() < 0.05;
        is_slip || (1.0 / SIZES..=SIZES).contains(&ratio)
    };
    stated > 0.0 && !ratios.filter(|ratio| ratio.is_finite()).any(is_near)
}

/// Whether a figure is the one that reports compare with, and told of the time before: "it had been
/// 88 million", "88 million a year earlier".
fn is_of_the_period_before(claim: &Claim, fact: &Fact, bench: &Bench<'_>) -> bool {
    let (ClaimValue::Amount(amount), Recorded::Amounts { before: Some(before), .. }) =
        (&claim.value, &fact.recorded)
    else {
        return false;
    };
    amount.interval().meets(*before) && is_told_of_before(claim, bench)
}

/// Whether the clause of a value gives another time than that of writing.
fn is_told_of_before(claim: &Claim, bench: &Bench<'_>) -> bool {
    let Bench { annotated, words, reference, .. } = *bench;
    let whole = &annotated.sentences[claim.sentence].tokens;
    let clause = clause(annotated, whole, &claim.tokens, &words.clause_openers);
    let is_dated = |found: &Annotation| match &found.meaning {
        Meaning::Date(DateMention::Weekday { weekday, .. }) => {
            reference.date().is_none_or(|written| written.weekday() != *weekday)
        }
        Meaning::Date(_) | Meaning::Period(_) => true,
        _ => false,
    };
    let tokens = &annotated.tokens[clause.clone()];
    tokens.iter().any(|token| words.before.contains(&token.word))
        || annotated.within(clause).any(is_dated)
}

/// Whether the claim is right of something else that the article has mentioned when its sentence
/// ends: what a claim is about was only taken from the topic.
fn is_right_of_another(claim: &Claim, subject: Subject, bench: &Bench<'_>) -> bool {
    let mentions = bench.mentions.all().iter();
    let told = mentions.take_while(|mention| mention.sentence <= claim.sentence);
    // "The by-election" that the claim is about is no other, whatever else the words describe.
    let others = told.map(|mention| mention.named.subjects());
    let others = others.filter(|subjects| !subjects.contains(&subject));
    let others: BTreeSet<Subject> = others.flatten().collect();
    let agrees = |other: Subject| {
        let fact = bench.facts.fact(other, claim.property);
        fact.is_some_and(|fact| compare(claim, other, fact, bench).verdict == Verdict::Supported)
    };
    others.into_iter().any(agrees)
}

fn compare(claim: &Claim, subject: Subject, fact: &Fact, bench: &Bench<'_>) -> Comparison {
    match (&claim.value, &fact.recorded) {
        (
            ClaimValue::Amount(amount),
            Recorded::Amounts { scale, allowed, history, rejects, tolerance, .. },
        ) if scale.compares(&amount.scale) => {
            let record = count::Record {
                allowed,
                history,
                rejects,
                tolerance: tolerance.max(rounding(claim, bench)),
                as_of: fact.as_of,
                written: bench.reference,
            };
            let told = count::told_on(claim, subject, bench);
            let reference = told.unwrap_or(bench.reference);
            // What is measured in metres or degrees has no year of its own.
            let is_another = matches!(subject, Subject::Entity(_))
                && !matches!(amount.scale, Scale::Unit(_))
                && match told {
                    Some(told) => count::is_of_another_time(&record, told),
                    None => count::is_told_later(claim, bench),
                };
            if is_another || count::is_part(claim, subject, bench) {
                return Comparison::of(Verdict::Unchecked);
            }
            Comparison::of(count::compare(&amount.quantity, &record, reference))
        }
        (ClaimValue::Change(percent), Recorded::Amounts { change: Some(change), .. }) => {
            let agrees = percent.interval.meets(*change);
            Comparison::of(if agrees { Verdict::Supported } else { Verdict::Refuted })
        }
        (ClaimValue::Date(date), Recorded::Dates(periods)) => {
            Comparison::of(date::compare(*date, periods, fact.undisclosed, bench.reference))
        }
        (ClaimValue::Time(time), Recorded::Times { allowed, tolerance }) => {
            time::compare(claim, time, subject, allowed, *tolerance, bench)
        }
        (ClaimValue::Words, Recorded::Words { allowed, rejects }) => {
            let is_entity = bench.facts.property(claim.property).values == ValueKind::Entity;
            let compare = if is_entity { entity::compare } else { words::compare };
            Comparison::of(compare(claim, allowed, rejects, bench))
        }
        _ => Comparison::of(Verdict::Unchecked),
    }
}

fn judgement(
    claim: &Claim,
    subject: Subject,
    fact: &Fact,
    comparison: Comparison,
    bench: &Bench<'_>,
) -> Judgement {
    let mut evidence = vec![fact_evidence(subject, fact, bench.facts)];
    evidence.extend(comparison.arithmetic.map(|text| Evidence::Arithmetic { text }));
    Judgement {
        verdict: comparison.verdict,
        message: message(claim, subject, fact, comparison.verdict, bench),
        evidence,
        confidence: fact.confidence,
    }
}

fn message(
    claim: &Claim,
    subject: Subject,
    fact: &Fact,
    verdict: Verdict,
    bench: &Bench<'_>,
) -> String {
    let stated = bench.annotated.article.slice(claim.span);
    let property = &bench.facts.property(claim.property).noun;
    let noun = match claim.value {
        ClaimValue::Change(_) => format!("change in {property}"),
        _ => property.clone(),
    };
    let name = bench.facts.subject_phrase(subject);
    let shown = match claim.value {
        ClaimValue::Change(_) => shown_change(fact),
        ClaimValue::Time(_) => format!("{} local time", fact.shown),
        ClaimValue::Words => format!("“{}”", fact.shown.trim_end_matches('.')),
        _ => fact.shown.clone(),
    };
    let source = fact.sources.first().map_or(String::new(), |source| format!(" ({})", source.name));
    if let Some(day) = held_as_of(claim, fact, bench).filter(|_| verdict == Verdict::Supported) {
        let now = if shown.is_empty() { String::new() } else { format!(", and {shown} now") };
        return format!(
            "gives “{stated}” as the {noun} of {name}; the record has that as of {day}{now}{source}"
        );
    }
    match verdict {
        Verdict::Undisclosed => {
            format!(
                "gives “{stated}” as the {noun} of {name}; the record says that nobody has disclosed it{source}"
            )
        }
        Verdict::Outdated => {
            format!("gives “{stated}” as the {noun} of {name}; that was revised to {shown}{source}")
        }
        _ if fact.shown.is_empty() => {
            format!("gives “{stated}” as the {noun} of {name}; the record rules that out{source}")
        }
        _ => format!("gives “{stated}” as the {noun} of {name}; the record has {shown}{source}"),
    }
}

/// The day of the older value that a figure is right by, where the present one would refute it.
fn held_as_of(claim: &Claim, fact: &Fact, bench: &Bench<'_>) -> Option<String> {
    let ClaimValue::Amount(amount) = &claim.value else { return None };
    let Recorded::Amounts { allowed, history, tolerance, .. } = &fact.recorded else { return None };
    let stated = amount.quantity.interval.widened(tolerance.max(rounding(claim, bench)));
    if allowed.iter().any(|&value| stated.meets(value)) {
        return None;
    }
    let held = history.iter().rev().find(|entry| stated.meets(entry.value))?;
    Some(held.as_of.iso())
}

/// "12% up", "4.5% down"
fn shown_change(fact: &Fact) -> String {
    let Recorded::Amounts { change: Some(change), .. } = &fact.recorded else {
        return fact.shown.clone();
    };
    let middle = f64::midpoint(change.low, change.high);
    let way = if middle < 0.0 { "down" } else { "up" };
    let percent = (middle.abs() * 100.0).round() / 100.0;
    format!("{percent}% {way}")
}

fn fact_evidence(subject: Subject, fact: &Fact, facts: &FactStore) -> Evidence {
    let property = facts.property(fact.property);
    let text = fact.note.clone().unwrap_or_else(|| {
        let shown = if fact.undisclosed { "not disclosed" } else { &fact.shown };
        format!("{}, {}: {shown}", facts.subject_name(subject), property.noun)
    });
    let text = text.trim_end().to_owned();
    let source = fact.sources.first();
    Evidence::Fact {
        id: fact.id.clone(),
        text,
        value: (!fact.shown.is_empty()).then(|| fact.shown.clone()),
        source: source.map(|source| source.name.clone()),
        url: source.and_then(|source| source.url.clone()),
        as_of: fact.as_of,
    }
}
