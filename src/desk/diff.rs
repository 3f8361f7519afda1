//! What changed between two versions of a pack, record by record.
//!
//! Records are compared as they are written, so that whatever a shape may hold is seen. A fact that
//! says the same in another form (`deaths = 3`, `deaths = { value = 3 }`) has not changed.

use crate::pack::{Pack, Place};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of records, by their key in fact files.
const KINDS: [&str; 8] =
    ["source", "entity", "event", "debunked", "statement", "quote", "term", "order"];

/// A record that is not the same in both versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// `entity`, `event`, `quote`, …
    pub record: &'static str,
    /// Its id; for an order, the two events.
    pub id: String,
    /// What happened to it.
    pub kind: ChangeKind,
    /// What is not the same, for a record that both have.
    pub fields: Vec<FieldChange>,
    /// Where it stands, in the newer version that has it: `file:line`.
    pub address: String,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Only the newer version has it.
    Added,
    /// Only the older version has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

impl ChangeKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
        }
    }
}

/// A key whose value is not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The key: a property, or a fixed one such as `aliases`.
    pub key: String,
    /// The part of a fact: `value`, `history`, `source`, …
    pub part: Option<String>,
    /// What the older version has.
    pub before: Option<Value>,
    /// What the newer version has.
    pub after: Option<Value>,
}

/// Everything that changed, by kind of record and id.
pub fn diff(old: &[Pack], new: &[Pack]) -> Vec<Change> {
    let properties: BTreeSet<&str> = properties(old).chain(properties(new)).collect();
    let mut changes = Vec::new();
    for kind in KINDS {
        let (before, after) = (records(old, kind), records(new, kind));
        let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for id in ids {
            changes.extend(change(kind, id, before.get(id), after.get(id), &properties));
        }
    }
    changes
}

fn properties(packs: &[Pack]) -> impl Iterator<Item = &str> {
    packs.iter().flat_map(|pack| &pack.properties).map(|file| file.value.property.as_str())
}

/// A record as it is written, and its address.
struct Written {
    json: Map<String, Value>,
    address: String,
}

fn records(packs: &[Pack], kind: &str) -> BTreeMap<String, Written> {
    let mut records = BTreeMap::new();
    for file in packs.iter().flat_map(|pack| &pack.facts) {
        let list = file.place().key(kind);
        let count = file.place().json().get(kind).and_then(Value::as_array).map_or(0, Vec::len);
        for at in 0..count {
            let place: Place<'_> = list.item(at);
            if let Value::Object(json) = place.json() {
                records.insert(id(&json), Written { address: place.address(), json });
            }
        }
    }
    records
}

fn id(record: &Map<String, Value>) -> String {
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
    match record.contains_key("id") {
        true => text("id").to_owned(),
        false => format!("{} before {}", text("first"), text("then")),
    }
}

fn change(
    record: &'static str,
    id: &str,
    before: Option<&Written>,
    after: Option<&Written>,
    properties: &BTreeSet<&str>,
) -> Option<Change> {
    let (kind, fields) = match (before, after) {
        (Some(before), Some(after)) => {
            (ChangeKind::Changed, fields(&before.json, &after.json, properties))
        }
        (None, _) => (ChangeKind::Added, Vec::new()),
        (_, None) => (ChangeKind::Removed, Vec::new()),
    };
    let address = after.or(before)?.address.clone();
    let is_same = kind == ChangeKind::Changed && fields.is_empty();
    (!is_same).then(|| Change { record, id: id.to_owned(), kind, fields, address })
}

fn fields(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    properties: &BTreeSet<&str>,
) -> Vec<FieldChange> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        match properties.contains(key.as_str()) {
            true => parts(key, before.get(key), after.get(key), &mut changes),
            false => field(key, None, before.get(key), after.get(key), &mut changes),
        }
    }
    changes
}

fn parts(key: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<FieldChange>) {
    let (before, after) = (before.map(table), after.map(table));
    let keys = before.iter().chain(&after).flat_map(Map::keys);
    let keys: BTreeSet<&String> = keys.collect();
    for part in keys {
        let [old, new] = [&before, &after].map(|table| table.as_ref()?.get(part));
        field(key, Some(part), old, new, changes);
    }
}

fn field(
    key: &str,
    part: Option<&str>,
    before: Option<&Value>,
    after: Option<&Value>,
    changes: &mut Vec<FieldChange>,
) {
    if before != after {
        changes.push(FieldChange {
            key: key.to_owned(),
            part: part.map(str::to_owned),
            before: before.cloned(),
            after: after.cloned(),
        });
    }
}

/// A fact as a table, however it is written.
fn table(fact: &Value) -> Map<String, Value> {
    match fact {
        Value::Object(table) => table.clone(),
        Value::Array(values) => {
            let mut table = Map::new();
            if let Some((first, rest)) = values.split_first() {
                table.insert("value".to_owned(), first.clone());
                if !rest.is_empty() {
                    table.insert("also".to_owned(), rest.to_vec().into());
                }
            }
            table
        }
        value => Map::from_iter([("value".to_owned(), value.clone())]),
    }
}
