//! What the user typed after `factlint facts`.

use crate::cli::args::ListFormat;
use clap::Subcommand;
use std::path::PathBuf;

/// Work on packs.
#[derive(Debug, Subcommand)]
pub enum FactsCommand {
    /// Check a pack's own articles, and report where the findings differ from those expected
    #[command(after_help = TEST_HELP)]
    Test(TestArgs),
}

const TEST_HELP: &str = "An article NAME.* is checked if NAME.expected.toml lies beside it. \
Articles are looked for in the folder `articles` beside the pack and in `tests/articles` inside it; \
a folder `sources` beside `articles` holds documents to compare with.\n\n\
Exit codes: 0 all as expected, 1 something differs, 2 something could not be checked.";

/// Arguments of `factlint facts test`.
#[derive(Debug, clap::Args)]
pub struct TestArgs {
    /// Packs, each tested by itself; or desks, which are folders with `articles` in them, and maybe
    /// `facts` and `sources`
    #[arg(value_name = "PACK", required = true)]
    pub packs: Vec<PathBuf>,
    /// Check the articles of this folder instead
    #[arg(long, value_name = "DIR")]
    pub articles: Option<PathBuf>,
    /// Compare with the trusted documents of this file or folder too (repeatable)
    #[arg(long, value_name = "PATH")]
    pub sources: Vec<PathBuf>,
    /// Load this pack as well, which those under test refer to (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}
