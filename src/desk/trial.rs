//! Loading what was written on trial, beside the packs it is meant for.

use super::fragment::Fragment;
use crate::knowledge::Knowledge;
use crate::pack::{self, PackFiles, Problems};
use std::collections::BTreeMap;

/// The file under which a fragment is loaded.
const FILE: &str = "on-trial.toml";

/// Loads a fragment as it will be loaded once it is a file.
///
/// # Errors
/// What is wrong with it, or with the packs.
pub(super) fn load(fragment: &Fragment, packs: &[PackFiles]) -> Result<(), Problems> {
    let mut packs = packs.to_vec();
    packs.push(PackFiles::in_memory("on trial", &[(FILE, &fragment.text())]));
    // A table may have any number of bad rows, and each should be found in one go.
    let packs = pack::load_after(packs, Problems::keeping(usize::MAX))?;
    Knowledge::build(&packs, None).map(|_| ())
}

/// The rows at fault, each with what is wrong with it.
pub(super) fn blamed(problems: &Problems, fragment: &Fragment) -> BTreeMap<usize, String> {
    let mut bad = BTreeMap::new();
    for problem in problems.list().iter().filter(|problem| problem.file == FILE) {
        if let Some(row) = fragment.row_at(problem.line) {
            let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            bad.entry(row).or_insert_with(|| format!("{}{help}", problem.message));
        }
    }
    bad
}
