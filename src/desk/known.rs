//! What the packs know already that new records are to stand beside.

use crate::desk::fragment::{self, Ids};
use crate::language::fold;
use crate::pack::Pack;
use crate::pack::property_file::ValueKind;
use std::collections::{BTreeMap, BTreeSet};

/// Ids and names of records, and the kinds of properties.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The entities by their names and ids, folded.
    entities: BTreeMap<String, String>,
    /// The events likewise.
    events: BTreeMap<String, String>,
    sources: BTreeSet<String>,
    quotes: BTreeSet<String>,
    pub properties: BTreeMap<String, ValueKind>,
}

impl Known {
    pub(super) fn new(packs: &[Pack]) -> Self {
        let mut known = Known::default();
        for file in packs.iter().flat_map(|pack| &pack.facts) {
            for entity in &file.value.entity {
                for name in [&entity.id, &entity.name].into_iter().chain(&entity.aliases) {
                    known.entities.insert(fold(name).into_owned(), entity.id.clone());
                }
            }
            for event in &file.value.event {
                for name in [&event.id, &event.name].into_iter().chain(&event.aliases) {
                    known.events.insert(fold(name).into_owned(), event.id.clone());
                }
            }
            known.sources.extend(file.value.source.iter().map(|source| source.id.clone()));
            known.quotes.extend(file.value.quote.iter().map(|quote| quote.id.clone()));
        }
        for file in packs.iter().flat_map(|pack| &pack.properties) {
            known.properties.insert(file.value.property.clone(), file.value.values);
        }
        known
    }

    /// The id of the entity of that name or id.
    pub(super) fn entity(&self, name: &str) -> Option<&str> {
        self.entities.get(&*fold(name)).map(String::as_str)
    }

    /// The id of the event of that name or id.
    pub(super) fn event(&self, name: &str) -> Option<&str> {
        self.events.get(&*fold(name)).map(String::as_str)
    }

    pub(super) fn has_source(&self, id: &str) -> bool {
        self.sources.contains(id)
    }

    /// Ids for new entities, events and sources; they may not be those of others of their kind.
    pub(super) fn ids(&self) -> NewIds {
        let ids = |map: &BTreeMap<String, String>| Ids::beside(map.values().map(String::as_str));
        NewIds {
            entities: ids(&self.entities),
            events: ids(&self.events),
            sources: Ids::beside(self.sources.iter().map(String::as_str)),
            quotes: Ids::beside(self.quotes.iter().map(String::as_str)),
        }
    }

    /// A cell as a value of the property; an entity may be given by its name. `own` knows the
    /// entities of the table itself.
    pub(super) fn literal(
        &self,
        property: &str,
        cell: &str,
        own: &BTreeMap<String, String>,
    ) -> String {
        match self.properties.get(property) {
            Some(ValueKind::Count | ValueKind::Amount) => number(cell),
            Some(ValueKind::Date) => fragment::date(cell),
            Some(ValueKind::Entity | ValueKind::Words) => {
                let own = own.get(&*fold(cell)).map(String::as_str);
                fragment::text(own.or_else(|| self.entity(cell)).unwrap_or(cell))
            }
            _ => fragment::text(cell),
        }
    }
}

/// Ids for new records.
#[derive(Debug)]
pub(super) struct NewIds {
    pub entities: Ids,
    pub events: Ids,
    pub sources: Ids,
    pub quotes: Ids,
}

/// A plain number bare, with or without commas between thousands; anything else is for the loader
/// to read.
fn number(cell: &str) -> String {
    let plain = cell.replace(',', "");
    let is_plain = plain.parse::<f64>().is_ok_and(f64::is_finite)
        && plain.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    match is_plain && grouped(cell) {
        true => trimmed(&plain),
        false => fragment::text(cell),
    }
}

/// TOML knows no leading zeros, and wants a digit on both sides of a point.
fn trimmed(plain: &str) -> String {
    plain.parse::<f64>().map_or_else(|_| fragment::text(plain), |number| number.to_string())
}

/// Whether commas stand between groups of three digits alone: "1,5" is one and a half elsewhere.
fn grouped(cell: &str) -> bool {
    let whole = cell.split('.').next().unwrap_or_default();
    whole.split(',').skip(1).all(|group| group.len() == 3)
        && !cell.contains(".,")
        && cell.split('.').skip(1).all(|fraction| !fraction.contains(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_are_numbers() {
        for (cell, literal) in [
            ("12", "12"),
            ("1,200", "1200"),
            ("0012", "12"),
            ("-3.50", "-3.5"),
            ("1,5", "\"1,5\""),
            ("3.2 million", "\"3.2 million\""),
            ("1e5", "\"1e5\""),
            ("inf", "\"inf\""),
            ("2019-10", "\"2019-10\""),
        ] {
            assert_eq!(number(cell), literal, "{cell}");
        }
    }
}
