//! What a run needs, made from what the user typed, the configuration and the surroundings.

use super::args::{CheckArgs, OutputFormat, OutputSpec};
use super::baseline::{BaselinePlan, Stale};
use super::cache::Keeping;
use super::changes::Changes;
use super::config::{Config, RuleLevels};
use super::environment::{Environment, Stream};
use super::input::{InputOptions, Limit};
use super::lock::LOCK_NAME;
use super::outputs::Target;
use super::overrides::Overrides;
use super::settings::Settings;
use crate::engine::CheckOptions;
use crate::report::{
    Closing, Depth, FailOn, GithubReport, GitlabReport, HtmlReport, JobSummaryReport, JsonReport,
    JsonlReport, JunitReport, Links, Log, MarkdownReport, Paint, RdjsonReport, RdjsonlReport,
    Register, Report, SarifReport, TextOptions, TextReport, Workspace,
};
use anyhow::{bail, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Component, Path, PathBuf};

/// A run, decided in every detail.
#[derive(Debug)]
pub struct CheckPlan {
    /// What to check.
    pub input: InputOptions,
    /// What to check against, beside the built-in packs.
    pub packs: Vec<PathBuf>,
    /// The trusted documents to compare with.
    pub sources: InputOptions,
    /// What every check is told.
    pub options: CheckOptions,
    /// How rules are weighed.
    pub levels: RuleLevels,
    /// What holds for some articles only.
    pub(super) overrides: Overrides,
    /// The file that says which packs were reviewed, if there is one.
    pub(super) lock: Option<PathBuf>,
    /// Which findings are known already.
    pub baseline: BaselinePlan,
    /// What changed, if only that is reported.
    pub changes: Option<Changes>,
    /// What fails the run.
    pub fail_on: FailOn,
    /// How many threads to use; all processors without a number.
    pub threads: Option<NonZeroUsize>,
    /// Where results are kept from run to run, and for how long.
    pub(super) cache: Option<(PathBuf, Keeping)>,
    /// Whether articles that say nearly the same are told apart.
    pub(super) duplicates: Duplicates,
    /// Whether to report the time the run takes.
    pub timing: Timing,
    /// What standard error is connected to.
    pub stderr: Stream,
    /// Who reads the log.
    pub log: Log,
    /// How much of an article its reports keep.
    depth: Depth,
    outputs: Vec<OutputSpec>,
    text: TextOptions,
    pub(super) workspace: Workspace,
    job_summary: Option<PathBuf>,
}

/// What becomes of articles that say nearly the same as an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duplicates {
    /// They are reported as any other.
    Reported,
    /// Only what the earlier one has not is reported of them.
    Merged,
}

/// Whether the time a run takes is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// It is.
    Reported,
    /// It is not, so that output stays byte-identical.
    Omitted,
}

impl CheckPlan {
    /// Decides what to do.
    ///
    /// # Errors
    /// When the configuration has faults or outputs would get in each other's way.
    pub fn new(args: &CheckArgs, environment: &Environment) -> anyhow::Result<Self> {
        let config =
            Config::find(&config_start(args, environment), &environment.workspace.current)?;
        let settings = Settings::of(args, &config);
        let fail_on = settings.fail_on.value;
        let outputs = outputs(args, config.format.clone())?;
        let overrides = Overrides::new(&config, &environment.workspace.current)?;
        let lock = config.path.as_ref().map(|path| path.with_file_name(LOCK_NAME));
        let packs = each_once(config.facts.into_iter().chain(args.facts.clone()));
        let sources = each_once(config.sources.into_iter().chain(args.sources.clone()));
        let added = overrides.facts().iter().chain(overrides.sources()).flatten();
        let apart: Vec<PathBuf> = packs.iter().chain(&sources).chain(added).cloned().collect();
        Ok(CheckPlan {
            input: InputOptions {
                paths: args.paths.clone(),
                format: args.input_format,
                stdin_filename: args.stdin_filename.clone(),
                exclude: excluded(&apart, &outputs),
                limit: args
                    .max_article
                    .map_or_else(Limit::default, |mib| Limit::of(u64::from(mib.get()) << 20)),
            },
            packs,
            sources: InputOptions { paths: sources, ..InputOptions::default() },
            options: CheckOptions { date: args.date, today: args.today },
            baseline: baseline(args, config.baseline)?,
            changes: changes(args, environment)?,
            levels: config.rules,
            overrides,
            lock: lock.filter(|path| path.is_file()),
            cache: cache(args, &outputs)?,
            duplicates: match args.near_duplicates {
                true => Duplicates::Merged,
                false => Duplicates::Reported,
            },
            fail_on,
            threads: args.threads,
            timing: if args.timing { Timing::Reported } else { Timing::Omitted },
            stderr: environment.stderr,
            log: environment.log,
            depth: depth(settings.register.value, &outputs),
            outputs,
            text: text_options(args, &settings, environment),
            workspace: environment.workspace.clone(),
            job_summary: environment.job_summary.clone(),
        })
    }

    /// The reports to write, and where to.
    pub fn reports(&self) -> Vec<(Box<dyn Report>, Target)> {
        let shown = self.text.shown;
        let mut reports: Vec<_> = self.outputs.iter().map(|spec| self.report(spec)).collect();
        let annotates = self.outputs.iter().any(|spec| spec.format == OutputFormat::Github);
        if let Some(file) = self.job_summary.clone().filter(|_| annotates) {
            reports.push((Box::new(JobSummaryReport::new(shown)), Target::Append(file)));
        }
        reports
    }

    /// Whether standard output will say why a run failed; otherwise standard error must.
    pub fn stdout_tells_why(&self) -> bool {
        let is_text = |spec: &OutputSpec| spec.format == OutputFormat::Text && spec.file.is_none();
        self.text.closing == Closing::Nothing || self.outputs.iter().any(is_text)
    }

    /// How much of an article its reports keep.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Every setting that shapes what is kept of an article, in no particular form.
    pub(super) fn shaping(&self) -> String {
        format!("{:?}", (&self.levels, &self.overrides, self.options, self.depth))
    }

    /// The reports as the command line would name them.
    pub fn formats(&self) -> impl Iterator<Item = String> {
        self.outputs.iter().map(ToString::to_string)
    }

    fn report(&self, spec: &OutputSpec) -> (Box<dyn Report>, Target) {
        let target = spec.file.clone().map_or(Target::Stdout, Target::File);
        let (workspace, shown) = (self.workspace.clone(), self.text.shown);
        let report: Box<dyn Report> = match spec.format {
            OutputFormat::Text => Box::new(TextReport::new(self.text_for(&target))),
            OutputFormat::Json => Box::new(JsonReport::new(self.text.register)),
            OutputFormat::Jsonl => Box::new(JsonlReport),
            OutputFormat::Github => Box::new(GithubReport::new(workspace, shown)),
            OutputFormat::Sarif => Box::new(SarifReport::new(workspace, shown)),
            OutputFormat::Gitlab => Box::new(GitlabReport::new(workspace, shown)),
            OutputFormat::Junit => Box::new(JunitReport::new(shown, self.fail_on)),
            OutputFormat::Rdjson => Box::new(RdjsonReport::new(workspace, shown)),
            OutputFormat::Rdjsonl => Box::new(RdjsonlReport::new(workspace, shown)),
            OutputFormat::Markdown => Box::new(MarkdownReport::new(shown)),
            OutputFormat::Html => Box::new(HtmlReport::new(shown)),
        };
        (report, target)
    }

    fn text_for(&self, target: &Target) -> TextOptions {
        match target {
            Target::Stdout => self.text,
            Target::File(_) | Target::Append(_) => {
                TextOptions { paint: Paint::Plain, links: Links::Written, ..self.text }
            }
        }
    }
}

fn changes(args: &CheckArgs, environment: &Environment) -> anyhow::Result<Option<Changes>> {
    let current = &environment.workspace.current;
    Ok(match (&args.since, &args.diff) {
        (Some(reference), _) => Some(Changes::since(reference, current)?),
        (None, Some(file)) => Some(Changes::of_diff(file, current)?),
        (None, None) => None,
    })
}

fn baseline(args: &CheckArgs, configured: Option<PathBuf>) -> anyhow::Result<BaselinePlan> {
    let read = args.baseline.clone().or(configured);
    ensure!(
        read.is_some() || !args.prune_baseline,
        "--prune-baseline needs a baseline; name it with --baseline FILE"
    );
    Ok(BaselinePlan {
        read,
        write: args.write_baseline.clone(),
        stale: if args.prune_baseline { Stale::Pruned } else { Stale::Kept },
    })
}

/// How many MiB a cache may hold where nobody says.
const CACHE_LIMIT: u32 = 1024;

/// Where results are kept. Without `--cache` an interrupted run leaves them beside its first report.
fn cache(args: &CheckArgs, outputs: &[OutputSpec]) -> anyhow::Result<Option<(PathBuf, Keeping)>> {
    if let Some(folder) = &args.cache {
        let limit = args.cache_limit.map_or(CACHE_LIMIT, NonZeroU32::get);
        return Ok(Some((folder.clone(), Keeping::Within(u64::from(limit) << 20))));
    }
    if !args.resume {
        return Ok(None);
    }
    let Some(file) = outputs.iter().find_map(|spec| spec.file.as_ref()) else {
        bail!(
            "--resume needs a report in a file, such as --format jsonl=findings.jsonl, or --cache"
        );
    };
    let mut folder = file.clone().into_os_string();
    folder.push(".resume");
    Ok(Some((folder.into(), Keeping::UntilTheEnd)))
}

/// Each path once: the command line may name one that the configuration names too.
pub(super) fn each_once(paths: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    let place = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    paths.filter(|path| seen.insert(place(path))).collect()
}

/// Packs, trusted sources and reports of earlier runs are no articles.
fn excluded(apart: &[PathBuf], outputs: &[OutputSpec]) -> Vec<PathBuf> {
    let reports = outputs.iter().filter_map(|spec| spec.file.as_ref());
    apart.iter().chain(reports).cloned().collect()
}

/// Where the search for a configuration starts: at the first path.
pub(super) fn config_start(args: &CheckArgs, environment: &Environment) -> PathBuf {
    let current = &environment.workspace.current;
    let first = args.paths.first().filter(|path| **path != Path::new("-"));
    let start = first.map_or_else(|| current.clone(), |path| current.join(path));
    // The folders above `..` are not those its words suggest.
    if start.components().any(|part| part == Component::ParentDir) {
        return fs::canonicalize(&start).unwrap_or(start);
    }
    start
}

/// The outputs asked for; only reports for people and annotations can share standard output.
fn outputs(args: &CheckArgs, configured: Vec<OutputSpec>) -> anyhow::Result<Vec<OutputSpec>> {
    let asked = if args.format.is_empty() { configured } else { args.format.clone() };
    if asked.is_empty() {
        let format = OutputFormat::Text;
        return Ok(vec![OutputSpec { format, file: None }]);
    }
    for (at, spec) in asked.iter().enumerate() {
        for other in &asked[..at] {
            ensure_apart(spec, other)?;
        }
    }
    Ok(asked)
}

fn ensure_apart(spec: &OutputSpec, other: &OutputSpec) -> anyhow::Result<()> {
    ensure!(spec != other, "--format {spec} is given twice; give it once, or another file");
    let shares_well = |spec: &OutputSpec| {
        spec.file.is_none() && matches!(spec.format, OutputFormat::Text | OutputFormat::Github)
    };
    if spec.file == other.file && !(shares_well(spec) && shares_well(other)) {
        bail!(
            "--format {other} and --format {spec} would write into each other; \
             send one of them to a file of its own with --format {}=FILE",
            spec.format.name()
        );
    }
    Ok(())
}

/// Only the page shows the text.
fn depth(register: Register, outputs: &[OutputSpec]) -> Depth {
    let shows_text = outputs.iter().any(|spec| spec.format == OutputFormat::Html);
    match (shows_text, register) {
        (true, _) => Depth::Text,
        (false, Register::Listed) => Depth::Claims,
        (false, Register::Omitted) => Depth::Findings,
    }
}

fn text_options(args: &CheckArgs, settings: &Settings, environment: &Environment) -> TextOptions {
    let paint = environment.paint(args.color);
    TextOptions {
        paint,
        links: environment.links(paint),
        shown: settings.shown.value,
        closing: if args.quiet { Closing::Nothing } else { Closing::Summary },
        log: environment.log,
        register: settings.register.value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn outputs_of(formats: &[&str]) -> anyhow::Result<Vec<OutputSpec>> {
        let format = formats.iter().map(|format| format.parse().unwrap()).collect();
        let args = CheckArgs { format, ..CheckArgs::default() };
        outputs(&args, Vec::new())
    }

    #[test]
    fn text_is_the_default() {
        assert_eq!(outputs_of(&[]).unwrap()[0].format, OutputFormat::Text);
    }

    #[test]
    fn only_text_and_annotations_share_standard_output() {
        assert!(outputs_of(&["text", "github"]).is_ok());
        assert!(outputs_of(&["text", "json=a.json", "jsonl=b.jsonl"]).is_ok());
        assert!(outputs_of(&["text", "json"]).is_err());
        assert!(outputs_of(&["text", "text"]).is_err());
        assert!(outputs_of(&["text=a", "json=a"]).is_err());
    }
}
