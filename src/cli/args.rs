//! What the user typed.

use super::facts::args::FactsCommand;
use super::profile::Profile;
use crate::format::InputFormat;
use crate::report::FailOn;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use std::ffi::OsStr;
use std::fmt;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;

/// Checks news articles against reference facts, trusted sources and themselves.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, after_help = EXIT_CODES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 nothing at or above --fail-on, 1 findings, \
2 wrong usage or configuration, something that could not be checked, or an internal error.";

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check articles and report what is wrong, with evidence
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Show what factlint sees in articles: every annotation and claim
    Annotate(AnnotateArgs),
    /// Explain a rule: what it finds, why it matters, how to mend it
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Work on packs: check them, test them, compare them, fill them
    Facts {
        /// What to do with them
        #[command(subcommand)]
        command: FactsCommand,
    },
    /// Write a commented factlint.toml and a first pack of facts
    Init(InitArgs),
    /// Show which settings `check` with these arguments would follow, and what gave them
    Config(CheckArgs),
    /// Write down which packs `factlint.toml` relies on, so that none changes unseen
    Lock(LockArgs),
    /// Record in a tamper-evident log that an article goes out, and under which facts
    #[command(after_help = EXIT_CODES)]
    Signoff(SignoffArgs),
    /// Verify a sign-off log and say what went out under which facts
    Audit(AuditArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one a command into a folder
    Man(ManArgs),
}

/// Arguments of `factlint check`.
#[derive(Debug, Default, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that the user sets or not")]
pub struct CheckArgs {
    /// Files and directories to check; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Check against this pack of facts (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// Compare with the trusted documents in this file or folder (repeatable)
    #[arg(long, value_name = "PATH")]
    pub sources: Vec<PathBuf>,
    /// Take this as the date of every article, instead of what the articles say
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// What blocks, what advises and what is shown: while writing (draft: nothing blocks), before
    /// publication (publish: errors block), long after (audit: warnings block, advice and claims
    /// are shown) [default: publish]
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<Profile>,
    /// Report only what stands in lines changed since this commit parted from the work tree
    #[arg(long, value_name = "REF", conflicts_with = "diff")]
    pub since: Option<String>,
    /// Report only what stands in lines that this unified difference adds or changes; `-` reads it
    /// from standard input
    #[arg(long, value_name = "FILE")]
    pub diff: Option<PathBuf>,
    /// The day of the run, which the last days of suppressions are held against; without it none
    /// of them is over
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Count only findings that are not in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings to this file, for --baseline in later runs
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// Remove from the baseline what is not found any more
    #[arg(long)]
    pub prune_baseline: bool,
    /// Report standard input under this name
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// How the input is written, instead of what file names say
    #[arg(long, value_name = "FORMAT", value_parser = input_format())]
    pub input_format: Option<InputFormat>,
    /// How to report, and with `=FILE` where to (repeatable) [default: text]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = OutputParser)]
    pub format: Vec<OutputSpec>,
    /// The least severity that makes the run fail [default: that of the profile]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on())]
    pub fail_on: Option<FailOn>,
    /// Show advice too, not just errors and warnings
    #[arg(long)]
    pub show_info: bool,
    /// List every claim with what came of it: in the text, and as `claim_register` in JSON
    #[arg(long)]
    pub claims: bool,
    /// Report findings only, without the closing summary
    #[arg(long, short)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Use this many threads; the output is the same for any number [default: all processors]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Report articles that say nearly the same once: of every later copy, only what the first has not
    #[arg(long)]
    pub near_duplicates: bool,
    /// How many MiB an article may hold, once unpacked; a larger one is reported and not checked
    /// [default: 256]
    #[arg(long, value_name = "MIB")]
    pub max_article: Option<NonZeroU32>,
    /// Keep what came of each article in this folder, and check anew only what changed: articles,
    /// packs, settings or the program
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// How many MiB the folder of --cache may hold: what was of no use for longest goes first
    /// [default: 1024]
    #[arg(long, value_name = "MIB", requires = "cache")]
    pub cache_limit: Option<NonZeroU32>,
    /// Take up a run that was interrupted: the same command goes on where it ended, and its reports
    /// are those of one whole run. Needs a report in a file, or --cache
    #[arg(long)]
    pub resume: bool,
    /// Report how long the run took
    #[arg(long)]
    pub timing: bool,
}

/// Arguments of `factlint annotate`.
#[derive(Debug, clap::Args)]
pub struct AnnotateArgs {
    /// Files and directories; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Know the names and events of this pack (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// Take this as the date of every article
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Call standard input this
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// How the input is written, instead of what file names say
    #[arg(long, value_name = "FORMAT", value_parser = input_format())]
    pub input_format: Option<InputFormat>,
    /// How to show the annotations
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// Arguments of `factlint explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The rule's name, such as `wrong-date`
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Look among the rules of this pack as well (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
}

/// Arguments of `factlint rules`.
#[derive(Debug, clap::Args)]
pub struct RulesArgs {
    /// How to list them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
    /// List the rules of this pack as well (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
}

/// Arguments of `factlint signoff`.
#[derive(Debug, clap::Args)]
pub struct SignoffArgs {
    /// The article
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Who signs it off
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Let the findings of a rule stand, and say why (repeatable)
    #[arg(long, value_name = "RULE=REASON")]
    pub accept: Vec<String>,
    /// The log
    #[arg(long, value_name = "FILE", default_value = "factlint-signoff.jsonl")]
    pub log: PathBuf,
    /// The time to record, instead of now
    #[arg(long, value_name = "TIMESTAMP")]
    pub at: Option<Timestamp>,
    /// Check against this pack of facts (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// Compare with the trusted documents of this file or folder (repeatable)
    #[arg(long, value_name = "PATH")]
    pub sources: Vec<PathBuf>,
    /// Take this as the date of the article
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// The day of the run, which the last days of suppressions are held against
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
}

/// Arguments of `factlint lock`.
#[derive(Debug, clap::Args)]
pub struct LockArgs {
    /// Where to look for factlint.toml, there and above
    #[arg(value_name = "DIR", default_value = ".")]
    pub directory: PathBuf,
}

/// Arguments of `factlint audit`.
#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    /// The log
    #[arg(value_name = "LOG", default_value = "factlint-signoff.jsonl")]
    pub log: PathBuf,
    /// Tell of this article alone; the whole log is verified all the same
    #[arg(long, value_name = "PATH")]
    pub article: Option<PathBuf>,
    /// The hash that the last record must have, noted elsewhere
    #[arg(long, value_name = "HASH")]
    pub expect: Option<String>,
}

/// Arguments of `factlint completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `factlint man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(value_name = "DIR")]
    pub directory: Option<PathBuf>,
}

/// Arguments of `factlint init`.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// Where to write; created if it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    pub directory: PathBuf,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that can show them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A report, and the file it goes to; standard output without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputSpec {
    /// How it is written.
    pub format: OutputFormat,
    /// Where it goes.
    pub file: Option<PathBuf>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// For people.
    Text,
    /// One document a run.
    Json,
    /// One finding a line.
    Jsonl,
    /// Annotations on GitHub.
    Github,
    /// For code scanning.
    Sarif,
    /// For GitLab's code quality.
    Gitlab,
    /// For services that show tests.
    Junit,
    /// For reviewdog, one document.
    Rdjson,
    /// For reviewdog, one finding a line.
    Rdjsonl,
    /// For a comment on a pull request.
    Markdown,
    /// One page with the articles and what was found in them.
    Html,
}

impl OutputFormat {
    /// Every format.
    pub const ALL: [OutputFormat; 11] = [
        OutputFormat::Text,
        OutputFormat::Json,
        OutputFormat::Jsonl,
        OutputFormat::Github,
        OutputFormat::Sarif,
        OutputFormat::Gitlab,
        OutputFormat::Junit,
        OutputFormat::Rdjson,
        OutputFormat::Rdjsonl,
        OutputFormat::Markdown,
        OutputFormat::Html,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            OutputFormat::Text => "text",
            OutputFormat::Json => "json",
            OutputFormat::Jsonl => "jsonl",
            OutputFormat::Github => "github",
            OutputFormat::Sarif => "sarif",
            OutputFormat::Gitlab => "gitlab",
            OutputFormat::Junit => "junit",
            OutputFormat::Rdjson => "rdjson",
            OutputFormat::Rdjsonl => "rdjsonl",
            OutputFormat::Markdown => "markdown",
            OutputFormat::Html => "html",
        }
    }

    /// Every name, for a message.
    fn names() -> String {
        let names = OutputFormat::ALL.map(OutputFormat::name);
        let (last, others) = names.split_last().expect("there are formats");
        format!("{} or {last}", others.join(", "))
    }
}

/// Reads outputs, and names the formats to shells and readers.
#[derive(Clone, Copy, Debug)]
struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = OutputSpec;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<OutputSpec, clap::Error> {
        let parse = |text: &str| text.parse::<OutputSpec>();
        TypedValueParser::parse_ref(&parse, command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            OutputFormat::ALL.map(|format| PossibleValue::new(format.name())).into_iter(),
        ))
    }
}

impl FromStr for OutputSpec {
    type Err = BadOutput;

    fn from_str(text: &str) -> Result<Self, BadOutput> {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (text, None),
        };
        let known = OutputFormat::ALL.into_iter().find(|format| format.name() == name);
        let format = known.ok_or_else(|| BadOutput::Format(name.to_owned()))?;
        if file == Some("") {
            return Err(BadOutput::NoFile(format));
        }
        Ok(OutputSpec { format, file: file.map(PathBuf::from) })
    }
}

impl fmt::Display for OutputSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.format.name())?;
        self.file.as_ref().map_or(Ok(()), |file| write!(f, "={}", file.display()))
    }
}

/// Why a text names no output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadOutput {
    /// There is no such format.
    #[error("unknown format `{0}`; use {names}", names = OutputFormat::names())]
    Format(String),
    /// The file after `=` has no name.
    #[error("no file after `{name}=`; write {name}=FILE, or {name} for standard output", name = .0.name())]
    NoFile(OutputFormat),
}

fn input_format() -> impl TypedValueParser<Value = InputFormat> {
    PossibleValuesParser::new(InputFormat::ALL.map(InputFormat::name))
        .try_map(|name| name.parse::<InputFormat>())
}

pub(super) fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(FailOn::ALL.map(FailOn::name)).try_map(|name| name.parse::<FailOn>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn an_output_is_a_format_and_maybe_a_file() {
        let spec = |text: &str| text.parse::<OutputSpec>();
        assert_eq!(
            spec("json=out/a=b.json"),
            Ok(OutputSpec { format: OutputFormat::Json, file: Some("out/a=b.json".into()) })
        );
        assert_eq!(spec("github").unwrap().to_string(), "github");
        assert_eq!(
            spec("sarf").unwrap_err().to_string(),
            "unknown format `sarf`; use text, json, jsonl, github, sarif, gitlab, junit, rdjson, \
             rdjsonl, markdown or html"
        );
        assert_eq!(
            spec("json=").unwrap_err().to_string(),
            "no file after `json=`; write json=FILE, or json for standard output"
        );
    }
}
