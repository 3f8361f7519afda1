//! What a change of records does to an article: the claims and findings that rest on them, before
//! and after.

use super::diff::{Change, ChangeKind, FieldChange};
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
    /// Records that are new or gone, and those that changed and have no facts.
    records: BTreeSet<String>,
    /// The subjects of changed facts as claims name them, each with the property.
    subjects: BTreeMap<(String, String), String>,
}

/// Words of an article that rest on a record that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedSpan {
    /// Where they stand in the article's text.
    pub span: TextSpan,
    /// The fact or the record; where neither changed, what the verdict is about.
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

    /// Who vouches for a record, and the notes on it, change no verdict. A name of an entity or an
    /// event changes one only where an article uses it, which the verdicts show.
    fn take(&mut self, change: &Change, stores: [&FactStore; 2]) {
        let is_property = |key: &str| stores.iter().any(|store| store.property_id(key).is_some());
        let has_facts = matches!(change.record, "entity" | "event");
        if change.kind != ChangeKind::Changed {
            self.records.insert(change.id.clone());
        }
        let matters = |field: &&FieldChange| {
            let part = field.part.as_deref().unwrap_or_default();
            ![&*field.key, part].iter().any(|key| matches!(*key, "source" | "note"))
        };
        for field in change.fields.iter().filter(matters) {
            if has_facts && is_property(&field.key) {
                self.facts.insert(format!("{}.{}", change.id, field.key));
            } else if !has_facts {
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

/// The words of an article that rest on what changed, or on which another verdict is given, in
/// order of position.
pub fn touched(touched: &Touched, before: &Outcome, after: &Outcome) -> Vec<TouchedSpan> {
    let mut spans = claims(touched, before, after);
    let told: BTreeSet<TextSpan> = spans.iter().map(|span| span.span).collect();
    // A claim and the finding about it are one.
    let findings = findings(touched, before, after).into_iter();
    spans.extend(findings.filter(|finding| !told.contains(&finding.span)));
    spans.sort_by_key(|span| span.span);
    spans
}

/// What both versions have to say to the same, either of which may be silent.
type Pairs<'a, Key, T> = BTreeMap<Key, [Option<&'a T>; 2]>;

fn pairs<'a, Key: Ord, T>(lists: [&'a [T]; 2], key: impl Fn(&'a T) -> Key) -> Pairs<'a, Key, T> {
    let mut pairs: Pairs<'a, Key, T> = BTreeMap::new();
    for (side, list) in lists.into_iter().enumerate() {
        for item in list {
            pairs.entry(key(item)).or_default()[side] = Some(item);
        }
    }
    pairs
}

fn claims(touched: &Touched, before: &Outcome, after: &Outcome) -> Vec<TouchedSpan> {
    let pairs = pairs([&before.claims, &after.claims], |claim| (claim.span, &*claim.property));
    let spans = pairs.into_iter().filter_map(|((span, property), pair)| {
        let each = || pair.into_iter().flatten();
        let id = each().find_map(|claim| touched.claim(claim));
        let id = id.map(str::to_owned).or_else(|| {
            let turned = turns(pair.map(|claim| claim.map(|claim| claim.verdict)));
            turned.then(|| each().find_map(subject).unwrap_or_else(|| property.into()))
        })?;
        let said = |claim: Option<&CheckedClaim>| {
            claim.map(|claim| Said { verdict: claim.verdict, message: claim.message.clone() })
        };
        let [before, after] = pair.map(said);
        Some(TouchedSpan { span, id, before, after })
    });
    spans.collect()
}

/// The fact that a claim was held against, else what it is about.
fn subject(claim: &CheckedClaim) -> Option<String> {
    let fact = claim.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Fact { id, .. } => Some(id.clone()),
        _ => None,
    });
    fact.or_else(|| Some(format!("{}, {}", claim.subject.as_ref()?, claim.property)))
}

fn findings(touched: &Touched, before: &Outcome, after: &Outcome) -> Vec<TouchedSpan> {
    let pairs = pairs([&before.findings, &after.findings], |found| (found.span, &*found.rule));
    let spans = pairs.into_iter().filter_map(|((span, rule), pair)| {
        let id = pair.into_iter().flatten().find_map(|found| touched.by_evidence(&found.evidence));
        let turned = turns(pair.map(|found| found.map(|found| found.verdict)));
        let id = id.map(str::to_owned).or_else(|| turned.then(|| rule.to_owned()))?;
        let said = |found: Option<&Finding>| {
            found.map(|found| Said { verdict: found.verdict, message: found.message.clone() })
        };
        let [before, after] = pair.map(said);
        Some(TouchedSpan { span, id, before, after })
    });
    spans.collect()
}

fn turns([before, after]: [Option<Verdict>; 2]) -> bool {
    before != after
}
