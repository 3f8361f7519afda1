//! Loading what articles are checked against, and keeping what packs were built to.
//!
//! A built form lies beside the first of the packs that are loaded together. It is there once
//! somebody asked for it, and kept fresh by every run that finds it stale.

use super::whole_file;
use crate::knowledge::Knowledge;
use crate::knowledge::built;
use crate::pack::{self, PackFiles};
use anyhow::Context;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Loads the built-in packs and these.
pub(super) fn load(packs: &[PathBuf]) -> anyhow::Result<Knowledge> {
    let found = place(packs).and_then(|place| Some((fs::read(&place).ok()?, place)));
    let Some((bytes, place)) = found else {
        return Ok(Knowledge::load(packs)?);
    };
    let own = read(packs);
    if let Some(knowledge) = built::restore(&bytes, &own) {
        return Ok(knowledge);
    }
    let (knowledge, bytes) = built::build(own)?;
    // Where it cannot be renewed, the run takes longer and says the same.
    let _ = whole_file::replace(&place, &bytes);
    Ok(knowledge)
}

/// Builds packs that are loaded together; gives what they were built to, and where that lies.
///
/// # Errors
/// When a pack does not load, or the folder of the first one cannot be written to.
pub(super) fn build(packs: &[PathBuf]) -> anyhow::Result<(Knowledge, PathBuf)> {
    let place = place(packs).context("name the packs to build")?;
    let (knowledge, bytes) = built::build(read(packs))?;
    whole_file::replace(&place, &bytes)
        .with_context(|| format!("cannot write {}", place.display()))?;
    Ok((knowledge, place))
}

fn read(packs: &[PathBuf]) -> Vec<PackFiles> {
    packs.iter().map(|path| pack::from_disk(path)).collect()
}

/// Where the built form of packs that are loaded together lies: `facts.toml.built`. Of several,
/// the others are in its name, so that each way to put packs together has a file of its own.
fn place(packs: &[PathBuf]) -> Option<PathBuf> {
    let (first, others) = packs.split_first()?;
    let (folder, mut name) = located(first)?;
    if !others.is_empty() {
        let mut hasher = blake3::Hasher::new();
        for (_, other) in others.iter().filter_map(|path| located(path)) {
            hasher.update(other.as_encoded_bytes()).update(b"/");
        }
        name.push(format!(".{}", &hasher.finalize().to_hex()[..8]));
    }
    name.push(".built");
    Some(folder.join(name))
}

/// The folder that a pack lies in, and its name there.
fn located(path: &Path) -> Option<(PathBuf, OsString)> {
    let whole = match path.file_name() {
        Some(_) => path.to_owned(),
        None => fs::canonicalize(path).ok()?,
    };
    Some((whole.parent()?.to_owned(), whole.file_name()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(deaths: u32) -> String {
        format!(
            "[[event]]\nid = \"quarry-slide\"\nname = \"the Marrick quarry slide\"\n\
             aliases = [\"Marrick quarry slide\"]\ndate = 2023-05-02\ndeaths = {deaths}\n"
        )
    }

    fn deaths(knowledge: &Knowledge) -> &str {
        let event = knowledge.facts.events.get(0);
        let fact = event.facts.iter().find(|fact| fact.id == "quarry-slide.deaths");
        &fact.unwrap().shown
    }

    #[test]
    fn each_way_to_put_packs_together_has_a_file_of_its_own() {
        let places =
            [&["a.toml"][..], &["a.toml", "b"], &["a.toml", "c"], &["b", "a.toml"], &["b"]];
        let places = places.map(|packs| {
            let packs: Vec<PathBuf> = packs.iter().map(PathBuf::from).collect();
            place(&packs).unwrap()
        });
        assert_eq!(places[0], Path::new("a.toml.built"));
        assert_eq!(places[4], Path::new("b.built"));
        for (at, one) in places.iter().enumerate() {
            assert!(!places[at + 1..].contains(one), "{}", one.display());
        }
    }

    #[test]
    fn a_changed_pack_is_never_answered_by_what_it_was_built_to() {
        let folder = tempfile::tempdir().unwrap();
        let packs = [folder.path().join("facts.toml")];
        fs::write(&packs[0], pack(11)).unwrap();
        let (_, place) = build(&packs).unwrap();
        assert_eq!(deaths(&load(&packs).unwrap()), "11");
        let first = fs::read(&place).unwrap();
        fs::write(&packs[0], pack(12)).unwrap();
        assert_eq!(deaths(&load(&packs).unwrap()), "12");
        assert_ne!(fs::read(&place).unwrap(), first, "the built form is renewed");
        assert!(built::restore(&fs::read(&place).unwrap(), &read(&packs)).is_some());
    }

    #[test]
    fn what_is_damaged_is_built_anew() {
        let folder = tempfile::tempdir().unwrap();
        let packs = [folder.path().join("facts.toml")];
        fs::write(&packs[0], pack(11)).unwrap();
        let (_, place) = build(&packs).unwrap();
        let whole = fs::read(&place).unwrap();
        for at in [0, 30, 60, 90, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert!(built::restore(&bytes, &read(&packs)).is_none(), "{at}");
            assert!(built::restore(&whole[..at], &read(&packs)).is_none(), "{at}");
        }
        fs::write(&place, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(deaths(&load(&packs).unwrap()), "11");
        assert_eq!(fs::read(&place).unwrap(), whole);
    }

    #[test]
    fn a_broken_pack_is_reported_with_its_line_although_it_was_built_before() {
        let folder = tempfile::tempdir().unwrap();
        let packs = [folder.path().join("facts.toml")];
        fs::write(&packs[0], pack(11)).unwrap();
        build(&packs).unwrap();
        fs::write(&packs[0], pack(11) + "colour = \"red\"\n").unwrap();
        let error = load(&packs).unwrap_err().to_string();
        assert!(error.contains("facts.toml:7"), "{error}");
    }
}
