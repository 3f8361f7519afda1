//! `factlint facts test`: a pack's own articles, with the findings that are expected of them.

use super::args::TestArgs;
use super::desks::{Desk, Shelf};
use crate::cli::args::ListFormat;
use crate::cli::config::Config;
use crate::cli::environment::Environment;
use crate::cli::exit::Exit;
use crate::cli::input::{self, InputOptions, Limit, Unit};
use crate::cli::overrides::Overrides;
use crate::cli::packs;
use crate::cli::plan::each_once;
use crate::desk::expected::{self, ENDING};
use crate::desk::grade::{Difference, DifferenceKind, Grade, Score, Tally, grade};
use crate::engine::{self, CheckOptions};
use crate::finding::Severity;
use crate::knowledge::Knowledge;
use crate::report::{counted, visible};
use crate::source::Library;
use crate::text::{Article, LineIndex, Position};
use anyhow::{Context, bail};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Checks the articles of each pack.
///
/// # Errors
/// When a pack or a trusted document cannot be loaded, or there are no articles.
pub(super) fn run(args: &TestArgs, environment: &Environment) -> anyhow::Result<Exit> {
    let mut run = Run::default();
    for path in &args.packs {
        run.desk(path, args, &House::of(path, environment)?)?;
    }
    for trouble in &run.troubles {
        eprintln!("factlint: {trouble}");
    }
    let report = match args.format {
        ListFormat::Text => run.text(),
        ListFormat::Json => run.json()?,
    };
    io::stdout().lock().write_all(report.as_bytes())?;
    Ok(run.exit())
}

/// What the nearest `factlint.toml` decided, as `check` would follow it.
struct House {
    config: Config,
    overrides: Overrides,
}

impl House {
    fn of(pack: &Path, environment: &Environment) -> anyhow::Result<House> {
        let current = &environment.workspace.current;
        let pack = current.join(pack);
        let start = fs::canonicalize(&pack).unwrap_or(pack);
        let config = Config::find(&start, current)?;
        let overrides = Overrides::new(&config, current)?;
        Ok(House { config, overrides })
    }

    fn packs(&self, desk: &Desk, args: &TestArgs) -> Vec<PathBuf> {
        each_once(desk.pack.iter().chain(&args.facts).chain(&self.config.facts).cloned())
    }

    fn validate(&self, knowledge: &Knowledge) -> anyhow::Result<()> {
        let rules = knowledge.rules.rules().iter().map(|rule| &*rule.id);
        self.config.rules.validate(rules.clone())?;
        self.overrides.levels().try_for_each(|levels| levels.validate(rules.clone()))
    }
}

/// What came of the articles so far.
#[derive(Debug, Default)]
struct Run {
    articles: usize,
    unexpecting: usize,
    differences: Vec<Told>,
    score: Score,
    troubles: Vec<String>,
}

/// A difference, as it is told.
#[derive(Debug)]
struct Told {
    path: String,
    start: Position,
    words: String,
    difference: Difference,
}

/// What came of one article.
enum Tested {
    Graded(Grade, Vec<Told>),
    /// Nobody said what to expect.
    Unexpecting,
    Trouble(String),
}

impl Run {
    fn desk(&mut self, path: &Path, args: &TestArgs, house: &House) -> anyhow::Result<()> {
        let desk = Desk::at(path);
        let knowledge = packs::load(&house.packs(&desk, args))?;
        house.validate(&knowledge)?;
        let sources = args.sources.iter().chain(&house.config.sources);
        let sources: Vec<PathBuf> = each_once(sources.cloned());
        let shelves = match &args.articles {
            Some(folder) => vec![Shelf::of(folder)],
            None => desk.shelves,
        };
        if shelves.is_empty() {
            bail!(
                "{} has no articles: put them into a folder `articles` beside it or into \
                 `tests/articles` inside it, or name a folder with --articles",
                path.display()
            );
        }
        for shelf in shelves {
            self.shelf(&shelf, &knowledge, &sources, house)?;
        }
        Ok(())
    }

    fn shelf(
        &mut self,
        shelf: &Shelf,
        knowledge: &Knowledge,
        sources: &[PathBuf],
        house: &House,
    ) -> anyhow::Result<()> {
        let paths = shelf.sources.iter().chain(sources).cloned().collect();
        let documents = documents(paths)?;
        let library = Library::new(&documents, knowledge.tongue());
        let before = self.articles;
        let options =
            InputOptions { paths: vec![shelf.articles.clone()], ..InputOptions::default() };
        let units: Vec<_> = input::units(&options).collect();
        let stems = units.iter().flatten().filter_map(|unit| match unit {
            Unit::File { path, .. } => Some(path.with_extension("")),
            Unit::Record { .. } | Unit::Capture { .. } | Unit::Stdin { .. } => None,
        });
        self.troubles.extend(orphans(&shelf.articles, &stems.collect())?);
        let tested: Vec<Tested> = units
            .into_par_iter()
            .map(|unit| match unit {
                Ok(unit) => test(&unit, knowledge, &library, house),
                Err(problem) => Tested::Trouble(problem.to_string()),
            })
            .collect();
        for tested in tested {
            self.take(tested);
        }
        if self.articles == before && self.troubles.is_empty() {
            bail!(
                "no article in {} has expectations: write a NAME.{ENDING} beside NAME.txt",
                shelf.articles.display()
            );
        }
        Ok(())
    }

    fn take(&mut self, tested: Tested) {
        match tested {
            Tested::Graded(grade, told) => {
                self.articles += 1;
                self.score.add(grade.score);
                self.differences.extend(told);
            }
            Tested::Unexpecting => self.unexpecting += 1,
            Tested::Trouble(trouble) => self.troubles.push(trouble),
        }
    }

    fn exit(&self) -> Exit {
        if !self.troubles.is_empty() {
            Exit::Failure
        } else if !self.differences.is_empty() {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }

    fn text(&self) -> String {
        let told: String = self.differences.iter().map(Told::text).collect();
        let differences = match self.differences.len() {
            0 => "all as expected".to_owned(),
            count => counted(count, "difference"),
        };
        let unread = match self.troubles.len() {
            0 => String::new(),
            count => format!("; {} could not be used", counted(count, "file")),
        };
        let articles = counted(self.articles, "article");
        let mut text = format!("{told}{articles}: {differences}{unread}\n");
        text += &tally("errors", self.score.errors);
        text += &tally("warnings", self.score.warnings);
        let Score { quiet, beyond, .. } = self.score;
        text += &format!("{} left alone on purpose", counted(quiet, "span"));
        if beyond > 0 {
            text += &format!(", {} marked as beyond every rule", counted(beyond, "fault"));
        }
        text.push('\n');
        if self.unexpecting > 0 {
            let articles = counted(self.unexpecting, "article");
            text += &format!("{articles} left out, for want of a NAME.{ENDING} beside\n");
        }
        text
    }

    fn json(&self) -> serde_json::Result<String> {
        let document = Document {
            schema: 1,
            articles: self.articles,
            without_expectations: self.unexpecting,
            differences: self.differences.iter().map(Told::entry).collect(),
            errors: self.score.errors.into(),
            warnings: self.score.warnings.into(),
            quiet: self.score.quiet,
            beyond: self.score.beyond,
            problems: &self.troubles,
        };
        serde_json::to_string_pretty(&document).map(|text| text + "\n")
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    articles: usize,
    without_expectations: usize,
    differences: Vec<Entry<'a>>,
    errors: Scored,
    warnings: Scored,
    quiet: usize,
    beyond: usize,
    problems: &'a [String],
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: DifferenceKind,
    path: &'a str,
    line: usize,
    column: usize,
    text: &'a str,
    rules: &'a [String],
    severity: Severity,
    message: &'a str,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct Scored {
    #[serde(flatten)]
    tally: Tally,
    precision: Option<f64>,
    recall: Option<f64>,
}

impl From<Tally> for Scored {
    fn from(tally: Tally) -> Self {
        Scored { tally, precision: tally.precision(), recall: tally.recall() }
    }
}

/// The trusted documents.
fn documents(paths: Vec<PathBuf>) -> anyhow::Result<Vec<Article>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let options = InputOptions { paths, ..InputOptions::default() };
    let read = input::units(&options).map(|unit| Ok(input::load(&unit?, options.limit)?));
    let read: anyhow::Result<Vec<Article>> = read.collect();
    read.context("cannot read a trusted source")
}

fn test(unit: &Unit, knowledge: &Knowledge, library: &Library<'_>, house: &House) -> Tested {
    let Unit::File { path, .. } = unit else { return Tested::Unexpecting };
    let beside = path.with_extension(ENDING);
    let text = match fs::read_to_string(&beside) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Tested::Unexpecting,
        Err(error) => return Tested::Trouble(format!("{}: {error}", beside.display())),
    };
    let article = match input::load(unit, Limit::default()) {
        Ok(article) => article,
        Err(problem) => return Tested::Trouble(problem.to_string()),
    };
    let name = beside.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let mut outcome = engine::check(&article, knowledge, library, CheckOptions::default());
    let levels = house.overrides.levels_of(&house.config.rules, &article.origin.path);
    levels.apply(&mut outcome);
    let graded = expected::read(&name, &text)
        .and_then(|expected| grade(&article, &outcome.findings, &expected));
    match graded {
        Ok(grade) => {
            let told = told(&article, &grade);
            Tested::Graded(grade, told)
        }
        Err(problems) => Tested::Trouble(problems.to_string()),
    }
}

/// Expectations of articles that are not there.
fn orphans(folder: &Path, articles: &BTreeSet<PathBuf>) -> anyhow::Result<Vec<String>> {
    let mut orphans = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let path = entry.context("cannot read the folder of articles")?.into_path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.strip_suffix(ENDING).and_then(|name| name.strip_suffix('.'));
        if let Some(stem) = stem.filter(|stem| !articles.contains(&path.with_file_name(stem))) {
            let path = path.display();
            orphans.push(format!("{path}: no article {stem}.* lies beside it"));
        }
    }
    Ok(orphans)
}

fn told(article: &Article, grade: &Grade) -> Vec<Told> {
    let lines = LineIndex::new(article.source());
    let differences = grade.differences.iter();
    differences
        .map(|difference| Told {
            path: article.origin.path.clone(),
            start: lines.position(article.source_range(difference.span).start),
            words: article.slice(difference.span).to_owned(),
            difference: difference.clone(),
        })
        .collect()
}

impl Told {
    fn text(&self) -> String {
        let Difference { kind, rules, severity, message, why, .. } = &self.difference;
        let (weight, why) = (severity.name(), why.as_deref().unwrap_or_default());
        let said = match kind {
            DifferenceKind::Missed => format!("should be flagged as {weight}: {message}"),
            DifferenceKind::NoLongerBeyond => {
                format!("is found after all: remove its `beyond` ({why})")
            }
            DifferenceKind::BrokenQuiet => {
                format!("must be left alone ({why}) and is flagged as {weight}: {message}")
            }
            DifferenceKind::Unexpected => format!("is flagged as {weight}: {message}"),
        };
        let (name, rules, words) = (kind.name(), rules.join(" or "), visible(&self.words));
        let Position { line, column } = self.start;
        format!(
            "{name}[{}]: “{words}” {}\n --> {}:{line}:{column}\n",
            visible(&rules),
            visible(&said),
            visible(&self.path)
        )
    }

    fn entry(&self) -> Entry<'_> {
        Entry {
            kind: self.difference.kind,
            path: &self.path,
            line: self.start.line,
            column: self.start.column,
            text: &self.words,
            rules: &self.difference.rules,
            severity: self.difference.severity,
            message: &self.difference.message,
            why: self.difference.why.as_deref(),
        }
    }
}

fn tally(name: &str, tally: Tally) -> String {
    let share = |share: Option<f64>, of: usize, all: usize, told: &str| match share {
        Some(share) => format!("{share:.2} ({of} of {all} {told})"),
        None => format!("– (none {told})"),
    };
    let precision = share(tally.precision(), tally.right, tally.flagged, "flagged");
    let recall = share(tally.recall(), tally.met, tally.expected, "expected");
    format!("{name}: precision {precision}, recall {recall}\n")
}
