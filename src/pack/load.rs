//! Files → packs whose every reference holds, or everything that is wrong with them.

use super::draft::{Draft, Shapes};
use super::fact_file::FactFile;
use super::files::PackFiles;
use super::index::{Index, PropertyKinds};
use super::located::Located;
use super::manifest::Manifest;
use super::names::{self, Claimed};
use super::problem::Problems;
use super::property_file::PropertyFile;
use super::review::review;
use super::rule_file::RuleFile;
use crate::language::Notation;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A pack that can be relied on: shapes are right, names are unique, references hold.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What it says of itself.
    pub manifest: Manifest,
    /// A hash over its files, in hexadecimal.
    pub digest: String,
    /// Its rules.
    pub rules: Vec<Located<RuleFile>>,
    /// Its facts.
    pub facts: Vec<Located<FactFile>>,
    /// Its properties.
    pub properties: Vec<Located<PropertyFile>>,
    /// Its language data, not yet looked into.
    pub lexicons: Vec<Lexicon>,
    /// Facts for the examples of its rules, by path inside the pack: `examples/kerman.toml`.
    pub examples: BTreeMap<String, Located<FactFile>>,
}

/// A file of language data.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Lexicon {
    /// Its path inside `lexicon/`, without extension: `hedges`.
    pub name: String,
    /// How its text is written.
    pub notation: Notation,
    /// Its text.
    pub text: String,
    /// The file as reports name it.
    pub path: String,
}

/// Loads packs together, so that one may refer to another, and reports everything wrong at once.
///
/// # Errors
/// Everything that is wrong with any of them.
pub fn load(sources: Vec<PackFiles>) -> Result<Vec<Pack>, Problems> {
    load_after(sources, Problems::default())
}

/// Loads packs as [`load`] does, with what is wrong beside other problems.
///
/// # Errors
/// All of them.
pub fn load_after(sources: Vec<PackFiles>, problems: Problems) -> Result<Vec<Pack>, Problems> {
    load_all(Vec::new(), sources, problems)
}

/// Loads packs that may refer to `settled` ones, which are known to be right and hold no facts.
/// All of them come back, the settled ones first.
///
/// # Errors
/// Everything that is wrong with any of the others.
pub fn load_beside(settled: Vec<Pack>, sources: Vec<PackFiles>) -> Result<Vec<Pack>, Problems> {
    if sources.is_empty() {
        return Ok(settled);
    }
    load_all(settled, sources, Problems::default())
}

fn load_all(
    settled: Vec<Pack>,
    sources: Vec<PackFiles>,
    mut problems: Problems,
) -> Result<Vec<Pack>, Problems> {
    let drafts: Vec<Draft> =
        sources.into_iter().map(|files| Draft::read(files, &mut problems)).collect();
    let known = property_names(&settled, &drafts);
    let shapes = Shapes::new(&known);
    let first = settled.len();
    let mut packs = settled;
    packs.extend(drafts.iter().map(|draft| draft.shape(&shapes, &mut problems)));
    let properties = property_kinds(known.iter(), &packs);
    let places = std::iter::repeat_n(None, first).chain(drafts.iter().map(Draft::manifest_place));
    let manifests: Vec<Claimed<'_>> = std::iter::zip(&packs, places)
        .map(|(pack, place)| Claimed { manifest: &pack.manifest, place })
        .collect();
    names::review_packs(&manifests, &mut problems);
    names::review(&packs, &mut problems);
    let index = index(&drafts, &properties, &mut problems);
    review(&packs[first..], &index, &mut problems);
    problems.or(packs)
}

/// Names count even if their file is broken: one fault is reported once.
fn property_names(settled: &[Pack], drafts: &[Draft]) -> BTreeSet<String> {
    let settled = settled.iter().flat_map(|pack| &pack.properties);
    let settled = settled.map(|file| file.value.property.clone());
    settled.chain(drafts.iter().flat_map(Draft::property_names)).collect()
}

fn property_kinds<'a>(known: impl Iterator<Item = &'a String>, packs: &[Pack]) -> PropertyKinds {
    let mut kinds: PropertyKinds = known.map(|name| (name.clone(), None)).collect();
    for file in packs.iter().flat_map(|pack| &pack.properties) {
        kinds.insert(file.value.property.clone(), Some(file.value.values));
    }
    kinds
}

fn index<'a>(
    drafts: &'a [Draft],
    properties: &'a PropertyKinds,
    problems: &mut Problems,
) -> Index<'a> {
    let mut index = Index::new(properties);
    for draft in drafts {
        index.complete &= draft.complete;
        for place in draft.facts() {
            index.declare(place, problems);
        }
    }
    index
}
