//! What a change of records does to an article: the claims and findings that rest on them, before
//! and after.

use super::diff::{Change, ChangeKind};
use crate::engine::{CheckedClaim, Outcome};
use crate::fact::FactStore;
use crate::finding::{Evidence, Finding, Verdict};
use crate::text::TextSpan;
use std::collections::{BTreeMap, BTreeSet};

/// What changed, by the ids that evidence names.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Facts: `flood.deaths`.
    facts: BTreeSet<String>,
    /// Records of which everything counts as changed: how they are found, or whether they exist.
    records: BTreeSet<String>,
    /// The subjects of changed facts as claims name them, each with the property.
    subjects: BTreeMap<(String, String), String>,
}

/// Words of an article that rest on a record that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedSpan {
    /// Where they stand in the article's text.
    pub span: TextSpan,
    /// The fact or the record.
    pub id: String,
    /// What the older version says to them.
    pub before: Option<Said>,
    /// What the newer version says to them.
    pub after: Option<Said>,
}

/// What is said to words of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What is established.
    pub verdict: Verdict,
    /// In words; empty for a claim that stays unchecked.
    pub message: String,
}

impl TouchedSpan {
    /// Whether the change makes a difference to what is established.
    pub fn turns(&self) -> bool {
        let verdict = |said: &Option<Said>| said.as_ref().map(|said| said.verdict);
        verdict(&self.before) != verdict(&self.after)
    }
}

impl Touched {
    /// What the changes touch; `stores` hold the records of both versions.
    pub fn new(changes: &[Change], stores: [&FactStore; 2]) -> Touched {
        let mut touched = Touched::default();
        for change in changes.iter().filter(|change| change.record != "source") {
            touched.take(change, stores);
        }
        touched.subjects = stores.into_iter().flat_map(|store| touched.subjects(store)).collect();
        touched
    }

    /// Who vouches for a record, and the notes on it, change no verdict.
    fn take(&mut self, change: &Change, stores: [&FactStore; 2]) {
        let is_property = |key: &str| stores.iter().any(|store| store.property_id(key).is_some());
        let silent = |key: &str| matches!(key, "source" | "note");
        if change.kind != ChangeKind::Changed {
            self.records.insert(change.id.clone());
        }
        for field in &change.fields {
            let part = field.part.as_deref().unwrap_or_default();
            if silent(&field.key) || silent(part) {
                continue;
            }
            if is_property(&field.key) {
                self.facts.insert(format!("{}.{}", change.id, field.key));
            } else {
                self.records.insert(change.id.clone());
            }
        }
    }

    /// The changed facts as claims name them: by the name of the subject and the property.
    fn subjects(&self, store: &FactStore) -> Vec<((String, String), String)> {
        let entities = store.entities.iter().map(|entity| (&entity.name, &entity.facts));
        let events = store.events.iter().map(|event| (&event.name, &event.facts));
        let facts = entities
            .chain(events)
            .flat_map(|(name, facts)| facts.iter().map(move |fact| (name, fact)));
        let changed = facts.filter(|(_, fact)| self.has(&fact.id));
        let named = changed.map(|(name, fact)| {
            let property = store.property(fact.property).name.clone();
            ((name.clone(), property), fact.id.clone())
        });
        named.collect()
    }

    fn has(&self, id: &str) -> bool {
        let record = id.split_once('.').map_or(id, |(record, _)| record);
        self.facts.contains(id) || self.records.contains(record)
    }

    fn by_evidence<'a>(&self, evidence: &'a [Evidence]) -> Option<&'a str> {
        evidence.iter().find_map(|evidence| match evidence {
            Evidence::Fact { id, .. } if self.has(id) => Some(id.as_str()),
            _ => None,
        })
    }

    fn claim<'a>(&'a self, claim: &'a CheckedClaim) -> Option<&'a str> {
        self.by_evidence(&claim.evidence).or_else(|| {
            let key = (claim.subject.clone()?, claim.property.clone());
            self.subjects.get(&key).map(String::as_str)
        })
    }
}

/// The words of an article that rest on what changed, in order of position.
pub fn touched(touched: &Touched, before: &Outcome, after: &Outcome) -> Vec<TouchedSpan> {
    let mut spans: BTreeMap<(usize, usize, String), TouchedSpan> = BTreeMap::new();
    for (outcome, side) in [(before, Side::Before), (after, Side::After)] {
        for claim in &outcome.claims {
            if let Some(id) = touched.claim(claim) {
                let said = Said { verdict: claim.verdict, message: claim.message.clone() };
                put(&mut spans, claim.span, id, side, said);
            }
        }
        for finding in &outcome.findings {
            if let Some(id) = touched.by_evidence(&finding.evidence) {
                put(&mut spans, finding.span, id, side, said(finding));
            }
        }
    }
    complete(&mut spans, before, after);
    spans.into_values().collect()
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Side {
    fn of(self, span: &mut TouchedSpan) -> &mut Option<Said> {
        match self {
            Side::Before => &mut span.before,
            Side::After => &mut span.after,
        }
    }
}

fn said(finding: &Finding) -> Said {
    Said { verdict: finding.verdict, message: finding.message.clone() }
}

/// A claim and the finding about it are one: whoever comes first is kept.
fn put(
    spans: &mut BTreeMap<(usize, usize, String), TouchedSpan>,
    span: TextSpan,
    id: &str,
    side: Side,
    said: Said,
) {
    let entry = spans.entry((span.start, span.end, id.to_owned())).or_insert_with(|| TouchedSpan {
        span,
        id: id.to_owned(),
        before: None,
        after: None,
    });
    side.of(entry).get_or_insert(said);
}

/// A claim that only one version binds to the record is still told of by the other.
fn complete(
    spans: &mut BTreeMap<(usize, usize, String), TouchedSpan>,
    before: &Outcome,
    after: &Outcome,
) {
    for touched in spans.values_mut() {
        for (outcome, side) in [(before, Side::Before), (after, Side::After)] {
            let claim = outcome.claims.iter().find(|claim| claim.span == touched.span);
            let said =
                claim.map(|claim| Said { verdict: claim.verdict, message: claim.message.clone() });
            let slot = side.of(touched);
            if slot.is_none() {
                *slot = said;
            }
        }
    }
}
