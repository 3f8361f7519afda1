//! Rows of entities → records.

use super::Written;
use super::facts::{Sources, source};
use super::table::Row;
use crate::desk::fragment::{self, Fragment};
use crate::desk::known::Known;
use crate::language::fold;
use std::collections::BTreeMap;

/// Writes the records of rows, a record each.
pub(super) fn write(rows: &[Row], known: &Known) -> Written {
    let mut ids = known.ids();
    let mut fragment = Fragment::default();
    let sources = Sources::write(rows, known, &mut ids, &mut fragment);
    let mut own = BTreeMap::new();
    let given: Vec<String> = rows
        .iter()
        .map(|row| {
            let name = row.get("name").unwrap_or_default();
            let id = row.get("id").map_or_else(|| ids.entities.give(name, "entity"), str::to_owned);
            own.entry(fold(name).into_owned()).or_insert_with(|| id.clone());
            id
        })
        .collect();
    for (at, (row, id)) in rows.iter().zip(&given).enumerate() {
        fragment.record("entity");
        entity(row, at, id, known, &own, &mut fragment);
        let vouching: Vec<&str> = sources.of(row).into_iter().collect();
        source(&vouching, &mut fragment, Some(at));
    }
    Written { fragment, records: rows.len() }
}

fn entity(
    row: &Row,
    at: usize,
    id: &str,
    known: &Known,
    own: &BTreeMap<String, String>,
    fragment: &mut Fragment,
) {
    let mut field = |key: &str, literal: String| fragment.field(key, &literal, Some(at));
    field("id", fragment::text(id));
    for key in ["kind", "name"] {
        field(key, fragment::text(row.get(key).unwrap_or_default()));
    }
    for key in ["aliases", "misspellings"] {
        if let Some(cell) = row.get(key) {
            let names = cell.split([';', '|']).map(str::trim).filter(|name| !name.is_empty());
            field(key, fragment::texts(names));
        }
    }
    if let Some(place) = row.get("within") {
        let id = own.get(&*fold(place)).map(String::as_str).or_else(|| known.entity(place));
        field("within", fragment::text(id.unwrap_or(place)));
    }
    for key in ["time_zone", "note"] {
        if let Some(cell) = row.get(key) {
            field(key, fragment::text(cell));
        }
    }
    if let Some(day) = row.get("as_of") {
        field("as_of", fragment::date(day));
    }
    for (column, cell) in row.columns().filter(|(column, _)| known.properties.contains_key(*column))
    {
        field(column, known.literal(column, cell, own));
    }
}
