//! Names: of packs, rules and properties, each unique, each the name of its file.

use super::fact_file::{EntityShape, EventShape};
use super::load::Pack;
use super::located::{Located, Place};
use super::manifest::Manifest;
use super::problem::{Problem, Problems};
use super::property_file::PropertyFile;
use super::suggest::did_you_mean;
use super::wording::quoted;
use std::collections::{BTreeMap, BTreeSet};

/// Reports names that are taken, or that their file does not have.
pub(super) fn review(packs: &[Pack], problems: &mut Problems) {
    let rules = packs.iter().flat_map(|pack| &pack.rules);
    review_names(rules.map(|rule| Named::new("rule", "id", &rule.value.id, rule)), problems);
    let properties = packs.iter().flat_map(|pack| &pack.properties);
    let names = properties
        .clone()
        .map(|file| Named::new("property", "property", &file.value.property, file));
    review_names(names, problems);
    let fixed = fixed_keys();
    for property in properties {
        review_reserved(property, &fixed, problems);
    }
}

/// Reports packs with the same id, and imports of packs that are not there.
pub(super) fn review_packs(packs: &[Claimed<'_>], problems: &mut Problems) {
    let mut ids = BTreeSet::new();
    for pack in packs {
        let id = pack.manifest.id.as_str();
        if !ids.insert(id) {
            pack.report("id", problems, || format!("two packs have the id {}", quoted(id)));
        }
    }
    for pack in packs {
        for import in &pack.manifest.imports {
            if !ids.contains(import.as_str()) {
                pack.report("imports", problems, || {
                    let guess = did_you_mean(import, ids.iter().copied());
                    format!("the pack {} is not loaded{guess}", quoted(import))
                });
            }
        }
    }
}

/// A manifest, and where it stands if the pack has one.
pub(super) struct Claimed<'a> {
    pub manifest: &'a Manifest,
    pub place: Option<Place<'a>>,
}

impl Claimed<'_> {
    fn report(&self, key: &str, problems: &mut Problems, message: impl FnOnce() -> String) {
        match self.place {
            Some(place) => place.key(key).complain(problems, message),
            None => problems.push(Problem::of_file(self.manifest.name.clone(), message())),
        }
    }
}

struct Named<'a> {
    noun: &'static str,
    name: &'a str,
    stem: &'a str,
    place: Place<'a>,
}

impl<'a> Named<'a> {
    fn new<T>(noun: &'static str, key: &str, name: &'a str, file: &'a Located<T>) -> Self {
        Named { noun, name, stem: file.source.stem(), place: file.place().key(key) }
    }
}

fn review_names<'a>(all: impl Iterator<Item = Named<'a>>, problems: &mut Problems) {
    let mut seen: BTreeMap<&str, Place<'_>> = BTreeMap::new();
    for Named { noun, name, stem, place } in all {
        if name != stem {
            place.complain_with_help(
                problems,
                || format!("{noun} {} stands in the file {}", quoted(name), quoted(stem)),
                || format!("a {noun} has the name of its file: change one of them"),
            );
        }
        match seen.get(name) {
            Some(first) => place.complain(problems, || {
                format!("the {noun} {} is already at {}", quoted(name), first.address())
            }),
            None => drop(seen.insert(name, place)),
        }
    }
}

/// A property with the name of a fixed key could never be given as a fact.
fn review_reserved(
    file: &Located<PropertyFile>,
    fixed: &BTreeSet<String>,
    problems: &mut Problems,
) {
    let name = file.value.property.as_str();
    if fixed.contains(name) {
        file.place().key("property").complain(problems, || {
            format!("{} is a fixed key of records and cannot be a property", quoted(name))
        });
    }
}

fn fixed_keys() -> BTreeSet<String> {
    let schemas = [schemars::schema_for!(EntityShape), schemars::schema_for!(EventShape)];
    let keys = schemas.iter().filter_map(|schema| schema.get("properties")?.as_object());
    keys.flat_map(|keys| keys.keys().cloned()).collect()
}
