//! Where proposed records go: standard output, or a file that nothing else is in.

use anyhow::{Context, ensure};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    Kept,
    Replaced,
}

impl Existing {
    pub(super) fn of(force: bool) -> Self {
        if force { Existing::Replaced } else { Existing::Kept }
    }
}

/// Writes a fact file.
///
/// # Errors
/// When it cannot be written, or is there already.
pub(super) fn write(text: &str, file: Option<&Path>, existing: Existing) -> anyhow::Result<()> {
    let Some(file) = file else {
        return Ok(io::stdout().lock().write_all(text.as_bytes())?);
    };
    let name = file.display();
    let may_write = existing == Existing::Replaced || !file.exists();
    ensure!(may_write, "{name} is there already; name another file, or replace it with --force");
    fs::write(file, text).with_context(|| format!("cannot write {name}"))
}
