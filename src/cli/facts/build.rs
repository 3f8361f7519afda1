//! `factlint facts build`: packs compiled once, for all later runs.

use super::args::BuildArgs;
use crate::cli::config::{Config, FILE_NAME};
use crate::cli::environment::Environment;
use crate::cli::exit::Exit;
use crate::cli::packs;
use crate::knowledge::Knowledge;
use crate::report::counted;
use anyhow::ensure;
use std::io::{self, Write};
use std::path::PathBuf;

/// Builds the packs, or those that the configuration names.
///
/// # Errors
/// When there are none, one cannot be loaded, or the result cannot be written.
pub(super) fn run(args: &BuildArgs, environment: &Environment) -> anyhow::Result<Exit> {
    let sets = match args.packs.is_empty() {
        true => configured(environment)?,
        false => vec![args.packs.clone()],
    };
    for packs in sets {
        let (knowledge, place) = packs::build(&packs)?;
        let (records, facts) = held(&knowledge);
        let [records, facts] = [counted(records, "record"), counted(facts, "fact")];
        writeln!(io::stdout(), "{}: {records}, {facts}", place.display())?;
    }
    Ok(Exit::Clean)
}

/// The packs of each desk that the configuration makes.
fn configured(environment: &Environment) -> anyhow::Result<Vec<Vec<PathBuf>>> {
    let current = &environment.workspace.current;
    let config = Config::find(current, current)?;
    let mut sets = vec![config.facts.clone()];
    for part in &config.overrides {
        let new = part.facts.iter().filter(|path| !config.facts.contains(path));
        let set = config.facts.iter().chain(new).cloned().collect();
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets.retain(|set| !set.is_empty());
    ensure!(!sets.is_empty(), "name the packs to build: no {FILE_NAME} here or above names any");
    Ok(sets)
}

/// How many records with a name or a claim there are, and how many facts of them.
fn held(knowledge: &Knowledge) -> (usize, usize) {
    let store = &knowledge.facts;
    let records =
        store.entities.len() + store.events.len() + store.debunked.len() + store.quotes.len();
    let of_entities = store.entities.iter().map(|entity| entity.facts.len());
    let of_events = store.events.iter().map(|event| event.facts.len());
    (records, of_entities.chain(of_events).sum())
}
