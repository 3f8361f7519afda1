//! Rows of facts → records: one a subject, with the newest value of each property and its history.

use super::table::Row;
use super::{Fault, Written};
use crate::desk::fragment::{self, Fragment};
use crate::desk::known::{Known, NewIds};
use crate::pack::fact_file::EntityKind;
use crate::value::PartialDate;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use std::collections::BTreeMap;

/// What a subject is where its rows do not say: most tables tell of what happened.
const EVENT: &str = "event";

/// Whether a row has a kind and a day that there are, and tells of a new record: a fact file cannot
/// add to one of another pack.
pub(super) fn is_sound(row: &Row, known: &Known, faults: &mut Vec<Fault>) -> bool {
    let subject = row.get("subject").unwrap_or_default();
    let kind = row.get("kind").unwrap_or(EVENT);
    if kind != EVENT && entity_kind(kind).is_none() {
        let message = format!(
            "the kind is {kind:?}: expected event, person, organisation, place, vessel, law or thing"
        );
        faults.push(row.fault(message));
        return false;
    }
    if let Some(day) = row.get("as_of").filter(|day| PartialDate::parse(day).is_none()) {
        let message = format!("as_of is {day:?}: expected a day, month or year such as 2024-01-03");
        faults.push(row.fault(message));
        return false;
    }
    let taken = if kind == EVENT { known.event(subject) } else { known.entity(subject) };
    if let Some(id) = taken {
        let message =
            format!("{subject} is the record {id:?} already: add the fact there, by hand");
        faults.push(row.fault(message));
    }
    taken.is_none()
}

pub(super) fn entity_kind(name: &str) -> Option<EntityKind> {
    let reader: StrDeserializer<'_, Error> = name.into_deserializer();
    EntityKind::deserialize(reader).ok()
}

/// Writes the records of rows.
pub(super) fn write(rows: &[Row], known: &Known) -> Written {
    let mut ids = known.ids();
    let mut fragment = Fragment::default();
    let sources = Sources::write(rows, known, &mut ids, &mut fragment);
    let subjects = subjects(rows);
    for subject in &subjects {
        subject.write(rows, &sources, known, &mut ids, &mut fragment);
    }
    Written { fragment, records: subjects.len() }
}

/// The rows of one subject, by index, in the order of the table.
struct Subject<'a> {
    kind: &'a str,
    name: &'a str,
    rows: Vec<usize>,
}

fn subjects(rows: &[Row]) -> Vec<Subject<'_>> {
    let mut subjects: Vec<Subject<'_>> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let (kind, name) =
            (row.get("kind").unwrap_or(EVENT), row.get("subject").unwrap_or_default());
        let place = *places.entry((kind, name)).or_insert_with(|| {
            subjects.push(Subject { kind, name, rows: Vec::new() });
            subjects.len() - 1
        });
        subjects[place].rows.push(at);
    }
    subjects
}

impl Subject<'_> {
    fn write(
        &self,
        rows: &[Row],
        sources: &Sources,
        known: &Known,
        ids: &mut NewIds,
        fragment: &mut Fragment,
    ) {
        let first = self.rows.first().copied();
        let is_event = self.kind == EVENT;
        let table = if is_event { "event" } else { "entity" };
        fragment.record(table);
        let ids = if is_event { &mut ids.events } else { &mut ids.entities };
        fragment.field("id", &fragment::text(&ids.give(self.name, table)), first);
        if !is_event {
            fragment.field("kind", &fragment::text(self.kind), first);
        }
        fragment.field("name", &fragment::text(self.name), first);
        let mut properties: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &at in &self.rows {
            properties.entry(rows[at].get("property").unwrap_or_default()).or_default().push(at);
        }
        for (property, at) in properties {
            fragment.table(table, &key(property), at.first().copied());
            fact(property, Values::of(rows, at), rows, sources, known, fragment);
        }
    }
}

/// A key that TOML takes bare, or in quotation marks.
fn key(property: &str) -> String {
    let is_bare = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    match !property.is_empty() && property.bytes().all(is_bare) {
        true => property.to_owned(),
        false => fragment::text(property),
    }
}

/// The rows of a property: what holds, what holds too, and what held before.
struct Values {
    value: usize,
    also: Vec<usize>,
    history: Vec<usize>,
}

impl Values {
    /// The newest holds. What has no day cannot be older, and holds too.
    fn of(rows: &[Row], mut at: Vec<usize>) -> Values {
        let day = |at: &usize| {
            let period = PartialDate::parse(rows[*at].get("as_of")?)?.period();
            period.map(|period| period.first)
        };
        at.sort_by_key(|at| (std::cmp::Reverse(day(at)), *at));
        let value = at[0];
        let newest = day(&value);
        let (also, history) =
            at[1..].iter().partition(|&at| day(at).is_none() || day(at) == newest);
        Values { value, also, history }
    }
}

fn fact(
    property: &str,
    values: Values,
    rows: &[Row],
    sources: &Sources,
    known: &Known,
    fragment: &mut Fragment,
) {
    let none = BTreeMap::new();
    let literal =
        |at: usize| known.literal(property, rows[at].get("value").unwrap_or_default(), &none);
    let at = values.value;
    fragment.field("value", &literal(at), Some(at));
    if !values.also.is_empty() {
        fragment.line("also = [".to_owned(), None);
        for &at in &values.also {
            fragment.line(format!("    {},", literal(at)), Some(at));
        }
        fragment.line("]".to_owned(), None);
    }
    if let Some(day) = rows[at].get("as_of") {
        fragment.field("as_of", &fragment::date(day), Some(at));
    }
    let vouching: Vec<&str> =
        std::iter::once(&at).chain(&values.also).filter_map(|&at| sources.of(&rows[at])).collect();
    source(&vouching, fragment, Some(at));
    if !values.history.is_empty() {
        fragment.line("history = [".to_owned(), None);
        for &at in values.history.iter().rev() {
            let day = fragment::date(rows[at].get("as_of").unwrap_or_default());
            let source = sources.of(&rows[at]);
            let source = source.map(|id| format!(", source = {}", fragment::text(id)));
            let (value, source) = (literal(at), source.unwrap_or_default());
            fragment.line(format!("    {{ value = {value}, as_of = {day}{source} }},"), Some(at));
        }
        fragment.line("]".to_owned(), None);
    }
}

/// Whoever vouches, each once.
pub(super) fn source(ids: &[&str], fragment: &mut Fragment, row: Option<usize>) {
    let mut each: Vec<&str> = Vec::new();
    for id in ids {
        if !each.contains(id) {
            each.push(id);
        }
    }
    match each.as_slice() {
        [] => {}
        [one] => fragment.field("source", &fragment::text(one), row),
        several => fragment.field("source", &fragment::texts(several.iter().copied()), row),
    }
}

/// The ids of the sources that rows name.
pub(super) struct Sources {
    ids: BTreeMap<(String, String), String>,
}

impl Sources {
    /// Writes a record for each source that the packs do not know by its id.
    pub(super) fn write(
        rows: &[Row],
        known: &Known,
        ids: &mut NewIds,
        fragment: &mut Fragment,
    ) -> Sources {
        let mut sources = Sources { ids: BTreeMap::new() };
        for (at, row) in rows.iter().enumerate() {
            let Some(key) = source_of(row).filter(|key| !sources.ids.contains_key(key)) else {
                continue;
            };
            let (name, url) = &key;
            if known.has_source(name) {
                sources.ids.insert(key.clone(), name.clone());
                continue;
            }
            let id = ids.sources.give(name, "source");
            fragment.record("source");
            fragment.field("id", &fragment::text(&id), Some(at));
            fragment.field("name", &fragment::text(name), Some(at));
            if !url.is_empty() {
                fragment.field("url", &fragment::text(url), Some(at));
            }
            sources.ids.insert(key, id);
        }
        sources
    }

    /// The source of a row, if it names one.
    pub(super) fn of(&self, row: &Row) -> Option<&str> {
        self.ids.get(&source_of(row)?).map(String::as_str)
    }
}

/// Name and address; an address alone is its own name.
fn source_of(row: &Row) -> Option<(String, String)> {
    let url = row.get("url").unwrap_or_default();
    let address = || url.rsplit("://").next().filter(|address| !address.is_empty());
    let name = row.get("source").or_else(address)?;
    Some((name.to_owned(), url.to_owned()))
}
