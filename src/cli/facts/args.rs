//! What the user typed after `factlint facts`.

use crate::cli::args::{ListFormat, fail_on};
use crate::report::FailOn;
use clap::Subcommand;
use jiff::civil::Date;
use std::path::PathBuf;

/// Work on packs.
#[derive(Debug, Subcommand)]
pub enum FactsCommand {
    /// Say what looks wrong in packs that load: contradictions, missing sources, stale records
    #[command(after_help = LINT_HELP)]
    Lint(LintArgs),
    /// Compile packs once, so that every run with them starts at once
    #[command(after_help = BUILD_HELP)]
    Build(BuildArgs),
    /// Check a pack's own articles, and report where the findings differ from those expected
    #[command(after_help = TEST_HELP)]
    Test(TestArgs),
    /// Propose records from trusted texts about one story, each with its passage, for you to accept
    #[command(after_help = DRAFT_HELP)]
    Draft(DraftArgs),
    /// Say which records changed between two versions of a pack, and which articles that touches
    #[command(after_help = DIFF_HELP)]
    Diff(DiffArgs),
    /// Make records of a table (CSV), or of fact checks that others published (`ClaimReview`)
    #[command(after_help = IMPORT_HELP)]
    Import(ImportArgs),
}

const LINT_HELP: &str = "Exit codes: 0 nothing at or above --fail-on, 1 remarks at or above it, \
2 a pack that does not load, or wrong usage.";

const TEST_HELP: &str = "An article NAME.* is checked if NAME.expected.toml lies beside it. \
Articles are looked for in the folder `articles` beside the pack and in `tests/articles` inside it; \
a folder `sources` beside `articles` holds documents to compare with.\n\n\
Exit codes: 0 all as expected, 1 something differs, 2 something could not be checked.";

const DIFF_HELP: &str = "Exit codes: 0 no record changed, or none that an article rests on; \
1 records changed, or with --articles, articles rest on them; 2 something could not be read.";

const IMPORT_HELP: &str = "A table of facts has the columns subject, property and value, and maybe \
kind, as_of, source and url. One of entities has name and kind, and maybe id, aliases and misspellings \
(with semicolons between names), within, time_zone, note, as_of, source, url, and columns named after \
properties. From ClaimReview in JSON-LD, alone or in a feed, claims that are rated as false are \
taken.\n\nExit codes: 0 all was taken or left out on purpose, 2 something could not be taken; the rest \
is written all the same.";

const DRAFT_HELP: &str = "Every proposal is commented out with \"#~ \", below the passage it was read \
in: take that away from what you accept.\n\nExit codes: 0 all was read, 2 something could not be read.";

const BUILD_HELP: &str = "The packs are built as they are loaded together, into one file beside the \
first of them: facts.toml.built. Every command that is given the same packs in the same order finds it \
there. Nothing stale is ever used: a run that finds a pack or the program changed reads the packs \
themselves, and renews the file. Without PACK, what factlint.toml names is built, overrides too.\n\n\
Exit codes: 0 all was built, 2 a pack does not load, or a file cannot be written.";

/// Arguments of `factlint facts build`.
#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// Packs that are loaded together, in the order in which runs name them
    #[arg(value_name = "PACK")]
    pub packs: Vec<PathBuf>,
}

/// Arguments of `factlint facts lint`.
#[derive(Debug, clap::Args)]
pub struct LintArgs {
    /// Packs, reviewed together
    #[arg(value_name = "PACK", required = true)]
    pub packs: Vec<PathBuf>,
    /// Remark on records whose as-of date lies more than so many days before --today
    #[arg(long, value_name = "DAYS", requires = "today", value_parser = clap::value_parser!(i32).range(0..))]
    pub stale_after: Option<i32>,
    /// The day of the run: no clock is read
    #[arg(long, value_name = "YYYY-MM-DD", requires = "stale_after")]
    pub today: Option<Date>,
    /// The least severity that makes the run fail
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on(), default_value = "error")]
    pub fail_on: FailOn,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

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

/// Arguments of `factlint facts diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The older version of the pack
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer version
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Say which of these articles rest on what changed, and what comes of it (repeatable)
    #[arg(long, value_name = "DIR")]
    pub articles: Vec<PathBuf>,
    /// Load this pack as well, which both versions refer to (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// Arguments of `factlint facts import`.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The table, or the document with reviews
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write the records to this file, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Let the records refer to those of this pack (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
}

/// Arguments of `factlint facts draft`.
#[derive(Debug, clap::Args)]
pub struct DraftArgs {
    /// The texts: files and folders; `-` reads standard input
    #[arg(value_name = "SOURCES", required = true)]
    pub sources: Vec<PathBuf>,
    /// Leave out the names that this pack knows, and say what the texts say otherwise (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// Take this as the date of every text, instead of what the texts say
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Write the records to this file, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "output")]
    pub force: bool,
}
