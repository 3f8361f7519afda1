//! Loading what articles are checked against.

use crate::knowledge::Knowledge;
use std::path::PathBuf;

/// Loads the built-in packs and these.
pub(super) fn load(packs: &[PathBuf]) -> anyhow::Result<Knowledge> {
    Ok(Knowledge::load(packs)?)
}
