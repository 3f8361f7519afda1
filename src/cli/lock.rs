//! `factlint.lock`: the packs that a desk relies on, as somebody reviewed them.
//!
//! A pack that comes from elsewhere may change under a desk. Where the file lies beside
//! `factlint.toml`, a run ends before it begins if a pack is not the one that was locked.

use super::args::LockArgs;
use super::config::{Config, FILE_NAME};
use super::environment::Environment;
use super::exit::Exit;
use super::packs;
use super::plan::each_once;
use super::whole_file::replace;
use crate::knowledge::PackInfo;
use crate::pack;
use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The name of the file.
pub(super) const LOCK_NAME: &str = "factlint.lock";

const HEAD: &str = "# The packs that this desk relies on, as they were reviewed: `factlint lock` writes this file.\n\
                    # A run ends with 2 while a pack is another one.\n";

/// What the file says.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    #[serde(default)]
    pack: Vec<LockedPack>,
}

#[derive(Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct LockedPack {
    id: String,
    version: String,
    digest: String,
}

/// The packs that were locked, and the file that says so.
#[derive(Debug)]
pub(super) struct Lock {
    file: LockFile,
    path: PathBuf,
}

impl Lock {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> anyhow::Result<Lock> {
        let told = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {told}"))?;
        let file = toml::from_str(&text)
            .with_context(|| format!("{told} is no lock file; `factlint lock` writes one"))?;
        Ok(Lock { file, path: path.to_owned() })
    }

    /// Makes sure that each pack that did not come with the program is the one that was locked.
    pub(super) fn verify(&self, packs: &[PackInfo]) -> anyhow::Result<()> {
        let faults: Vec<String> =
            from_elsewhere(packs).filter_map(|pack| self.fault(pack)).collect();
        ensure!(
            faults.is_empty(),
            "{}; look at what changed (`factlint facts diff`), then run `factlint lock`",
            faults.join("; ")
        );
        Ok(())
    }

    fn fault(&self, pack: &PackInfo) -> Option<String> {
        let told = self.path.display();
        let locked = self.file.pack.iter().find(|locked| *locked.id == *pack.id);
        match locked {
            None => Some(format!("the pack {} is not in {told}", pack.id)),
            Some(locked) if locked.digest != pack.digest => Some(format!(
                "the pack {} is not the one in {told}: {} {} there, {} {} here",
                pack.id,
                locked.version,
                short(&locked.digest),
                pack.version,
                short(&pack.digest)
            )),
            Some(_) => None,
        }
    }
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// Built-in packs change with the program alone.
fn from_elsewhere(packs: &[PackInfo]) -> impl Iterator<Item = &PackInfo> {
    packs.iter().skip(pack::built_in().len())
}

/// `factlint lock`: writes the file for the packs that the configuration names.
///
/// # Errors
/// When there is no configuration, a pack does not load, or the file cannot be written.
pub(super) fn run(args: &LockArgs, environment: &Environment) -> anyhow::Result<Exit> {
    let current = &environment.workspace.current;
    let config = Config::find(&current.join(&args.directory), current)?;
    let Some(file) = &config.path else {
        bail!("there is no {FILE_NAME} here or above; `factlint init` writes one");
    };
    let path = file.with_file_name(LOCK_NAME);
    let of_overrides = config.overrides.iter().flat_map(|part| part.facts.clone());
    let paths = each_once(config.facts.iter().cloned().chain(of_overrides));
    let mut locked: Vec<LockedPack> = Vec::new();
    let knowledge = packs::load(&paths)?;
    locked.extend(from_elsewhere(&knowledge.packs).map(|pack| LockedPack {
        id: pack.id.to_string(),
        version: pack.version.clone(),
        digest: pack.digest.clone(),
    }));
    let count = locked.len();
    let text = toml::to_string(&LockFile { pack: locked }).context("cannot write the lock file")?;
    replace(&path, format!("{HEAD}\n{text}").as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))?;
    let packs = if count == 1 { "pack" } else { "packs" };
    writeln!(io::stdout(), "{count} {packs} locked in {}", path.display())?;
    Ok(Exit::Clean)
}
