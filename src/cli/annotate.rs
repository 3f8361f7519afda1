//! `factlint annotate`: what factlint sees in an article.

use super::args::ListFormat;
use super::exit::Exit;
use anyhow::bail;
use std::path::PathBuf;

/// Arguments of `factlint annotate`.
#[derive(Debug, clap::Args)]
pub struct AnnotateArgs {
    /// Files and directories; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// How to show the annotations
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// Shows every annotation and claim.
///
/// # Errors
/// Always, until annotations exist.
pub fn run(_args: &AnnotateArgs) -> anyhow::Result<Exit> {
    bail!("`factlint annotate` is not built yet")
}
