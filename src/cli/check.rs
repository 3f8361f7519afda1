//! `factlint check`: takes articles in batches, checks each batch on all threads, and reports in the
//! order of the input, so that the output does not depend on the threads and memory stays flat.

use super::args::CheckArgs;
use super::baseline::{Baseline, BaselinePlan, Stale};
use super::cache::{Cache, Entry, Ground, Keeping};
use super::changes::Changes;
use super::copies::Copies;
use super::desks::Desks;
use super::environment::Environment;
use super::exit::Exit;
use super::input::{self, Compression, InputProblem, Unit};
use super::outputs::Outputs;
use super::plan::{CheckPlan, Duplicates, Timing};
use super::progress::Progress;
use crate::engine::Outcome;
use crate::report::{ArticleReport, Basis, Log, Problem, Summary, counted, log_safe, visible};
use crate::text::{Article, Sketch};
use anyhow::{Context, ensure};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::any::Any;
use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Articles of a batch, at most.
const BATCH_UNITS: usize = 256;
/// Bytes that the records of a batch may hold in memory, all but the last one.
const BATCH_BYTES: usize = 32 << 20;

/// Checks what the user asked for.
///
/// # Errors
/// When the run cannot start, or a report cannot be written.
pub fn run(args: &CheckArgs, environment: &Environment) -> anyhow::Result<Exit> {
    let plan = CheckPlan::new(args, environment)?;
    // They last as long as the program: to take them apart first takes a tenth of a short run.
    let desks = ManuallyDrop::new(Desks::load(&plan)?);
    let libraries = desks.libraries();
    let check = |article: &Article| desks.check(article, &libraries, &plan);
    let (packs, rules) = (desks.packs(), desks.rules());
    let ground = Ground { packs: &packs, sources: desks.documents(), settings: plan.shaping() };
    check_all(&plan, Basis { packs: &packs, rules: &rules }, &ground, check, &mut io::stderr())
}

/// Checks everything with `check`, tells `stderr` of troubles, and says how it ended.
fn check_all(
    plan: &CheckPlan,
    basis: Basis<'_>,
    ground: &Ground<'_>,
    check: impl Fn(&Article) -> Outcome + Sync,
    stderr: &mut dyn Write,
) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let pool = pool(plan)?;
    let mut cache = open_cache(plan, ground, stderr)?;
    let mut run = Run::begin(plan, basis, stderr)?;
    let mut units =
        input::units(&plan.input).filter(|unit| may_have_changed(unit, plan)).peekable();
    while units.peek().is_some() {
        let batch = next_batch(&mut units);
        let results = pool.install(|| examine_all(batch, plan, cache.as_ref(), &check));
        let (results, fresh): (Vec<_>, Vec<_>) = results.into_iter().unzip();
        if let Some(cache) = &mut cache {
            cache.keep(fresh.into_iter().flatten().collect());
        }
        run.emit(results)?;
    }
    if plan.timing == Timing::Reported {
        run.summary.elapsed = Some(started.elapsed());
    }
    run.finish(cache)
}

fn open_cache(
    plan: &CheckPlan,
    ground: &Ground<'_>,
    stderr: &mut dyn Write,
) -> anyhow::Result<Option<Cache>> {
    let Some((folder, keeping)) = &plan.cache else { return Ok(None) };
    let cache = Cache::open(folder, *keeping, ground)?;
    if *keeping == Keeping::UntilTheEnd && cache.len() > 0 {
        let articles = counted(cache.len(), "article");
        complain(stderr, plan.log, &format!("takes up a run that had checked {articles}"));
    }
    Ok(Some(cache))
}

/// A file in which nothing changed need not be read. Lines cannot be told apart in what is
/// compressed.
fn may_have_changed(unit: &Taken, plan: &CheckPlan) -> bool {
    match (unit, &plan.changes) {
        (Ok(Unit::File { path, .. }), Some(changes)) => changes.has(path),
        (Ok(Unit::Capture { path, .. }), Some(changes)) => changes.has(Path::new(&**path)),
        (Ok(Unit::Record { path, .. }), Some(changes)) if is_compressed(Path::new(&**path)) => {
            changes.has(Path::new(&**path))
        }
        (Ok(Unit::Record { path, line, .. }), Some(changes)) => {
            changes.touch(Path::new(&**path), std::iter::once(*line..=*line))
        }
        _ => true,
    }
}

fn is_compressed(path: &Path) -> bool {
    Compression::of(path).0 != Compression::None
}

/// Leaves the findings that stand in changed lines, or rest on some; gives how many others there were.
fn keep_changed(article: &mut ArticleReport, changes: &Changes) -> usize {
    let is_whole = article.record_line.is_some() || is_compressed(Path::new(&article.path));
    if is_whole || article.path.starts_with('<') {
        return 0;
    }
    let (path, before) = (PathBuf::from(&article.path), article.findings.len());
    article.findings.retain(|finding| {
        let passages = finding.evidence.iter().filter_map(|evidence| evidence.passage.as_ref());
        let here = passages.filter(|passage| Path::new(&passage.path) == path);
        let lines = here.map(|passage| passage.start.line..=passage.start.line);
        let own = std::iter::once(finding.start.line..=finding.end.line);
        changes.touch(&path, own.chain(lines))
    });
    before - article.findings.len()
}

/// Checks the one article that a plan names.
///
/// # Errors
/// When it cannot be read or is none.
pub(super) fn examine_one(plan: &CheckPlan, desks: &Desks) -> anyhow::Result<ArticleReport> {
    let mut units = input::units(&plan.input);
    let unit = units.next().context("no article is there")??;
    ensure!(units.next().is_none(), "give one article, not a folder or a file of records");
    let article = input::load(&unit, plan.input.limit)?;
    let outcome = desks.check(&article, &desks.libraries(), plan);
    Ok(ArticleReport::new(&article, outcome, plan.depth()))
}

fn pool(plan: &CheckPlan) -> anyhow::Result<ThreadPool> {
    let threads = plan.threads.map_or(0, NonZeroUsize::get);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .context("cannot start threads; give fewer with --threads")
}

type Taken = Result<Unit, InputProblem>;

fn next_batch(units: &mut impl Iterator<Item = Taken>) -> Vec<Taken> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_UNITS && bytes < BATCH_BYTES {
        let Some(unit) = units.next() else { break };
        bytes += unit.as_ref().map_or(0, held_bytes);
        batch.push(unit);
    }
    batch
}

fn held_bytes(unit: &Unit) -> usize {
    match unit {
        Unit::File { .. } => 0,
        Unit::Record { bytes, .. } | Unit::Stdin { bytes, .. } => bytes.len(),
        Unit::Capture { capture, .. } => capture.held_bytes(),
    }
}

/// What came of an article, with what tells whether another one is a copy of it, if that is asked for.
type Examined = Result<(ArticleReport, Option<Sketch>), Problem>;

/// What came of an article, and what of it is worth keeping.
type Kept = (Examined, Option<Entry>);

fn examine_all(
    batch: Vec<Taken>,
    plan: &CheckPlan,
    cache: Option<&Cache>,
    check: &(impl Fn(&Article) -> Outcome + Sync),
) -> Vec<Kept> {
    let examine = |unit: Taken| match unit {
        Ok(unit) => examine(&unit, plan, cache, check),
        Err(problem) => (Err(problem.into()), None),
    };
    batch.into_par_iter().map(examine).collect()
}

/// Reads and checks one article. A fault of the program ends this article, not the run.
fn examine(
    unit: &Unit,
    plan: &CheckPlan,
    cache: Option<&Cache>,
    check: impl Fn(&Article) -> Outcome,
) -> Kept {
    let examined = catch_unwind(AssertUnwindSafe(|| {
        let raw = input::read(unit, plan.input.limit)?;
        let key = cache.map(|cache| cache.key(&raw));
        if let Some(known) = cache.zip(key).and_then(|(cache, key)| cache.find(&key)) {
            let sketch = match plan.duplicates {
                Duplicates::Reported => None,
                Duplicates::Merged => Sketch::of(raw.article()?.text()),
            };
            return Ok((known, sketch, None));
        }
        let article = raw.article()?;
        let report = ArticleReport::new(&article, check(&article), plan.depth());
        let entry = key.and_then(|key| Cache::entry(key, &report));
        let wanted = plan.duplicates == Duplicates::Merged;
        let sketch = wanted.then(|| Sketch::of(article.text())).flatten();
        Ok((report, sketch, entry))
    }));
    match examined.unwrap_or_else(|panic| Err(internal_problem(unit, &*panic))) {
        Ok((report, sketch, entry)) => (Ok((report, sketch)), entry),
        Err(problem) => (Err(problem), None),
    }
}

fn internal_problem(unit: &Unit, panic: &(dyn Any + Send)) -> Problem {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(|text| &**text));
    let reason = text.unwrap_or("no reason given");
    let (path, line) = match unit {
        Unit::File { path, .. } => (path.display().to_string(), None),
        Unit::Record { path, line, .. } | Unit::Capture { path, number: line, .. } => {
            (path.to_string(), Some(*line))
        }
        Unit::Stdin { name, .. } => (name.clone(), None),
    };
    Problem {
        path,
        line,
        message: format!("internal error ({reason}); please report it with this article"),
    }
}

impl From<InputProblem> for Problem {
    fn from(problem: InputProblem) -> Self {
        Problem { path: problem.path, line: problem.line, message: problem.message }
    }
}

/// A run under way: what was found so far, and where it is written.
struct Run<'a> {
    plan: &'a CheckPlan,
    outputs: Outputs,
    stderr: &'a mut dyn Write,
    summary: Summary,
    progress: Progress,
    known: Known,
    copies: Copies,
}

impl<'a> Run<'a> {
    fn begin(
        plan: &'a CheckPlan,
        basis: Basis<'_>,
        stderr: &'a mut dyn Write,
    ) -> anyhow::Result<Self> {
        let mut outputs = Outputs::open(plan.reports())?;
        outputs.each(|report, out| report.begin(out, basis))?;
        Ok(Run {
            plan,
            outputs,
            stderr,
            summary: Summary::new(plan.fail_on),
            progress: Progress::new(plan.stderr),
            known: Known::new(&plan.baseline, &plan.workspace.current)?,
            copies: Copies::default(),
        })
    }

    fn emit(&mut self, mut results: Vec<Examined>) -> anyhow::Result<()> {
        self.progress.advance(results.len());
        let Run { plan, outputs, stderr, summary, progress, known, copies } = self;
        for (article, sketch) in results.iter_mut().flatten() {
            known.mark(article);
            if let Some(changes) = &plan.changes {
                summary.unchanged += keep_changed(article, changes);
            }
            if let Some(sketch) = sketch.take() {
                summary.repeated += copies.mark(article, sketch);
            }
        }
        progress.aside(|| {
            for result in &results {
                match result {
                    Ok((article, _)) => {
                        summary.add(article);
                        outputs.each(|report, out| report.article(out, article))?;
                    }
                    Err(problem) => {
                        summary.problems += 1;
                        complain(
                            *stderr,
                            plan.log,
                            &format!("{}: {}", problem.place(), problem.message),
                        );
                        outputs.each(|report, out| report.problem(out, problem))?;
                    }
                }
            }
            outputs.flush()
        })
    }

    fn finish(self, cache: Option<Cache>) -> anyhow::Result<Exit> {
        drop(self.progress);
        let summary = self.summary;
        if let Some(remark) = self.known.finish(&self.plan.baseline)? {
            complain(self.stderr, self.plan.log, &remark);
        }
        self.outputs.finish(|report, out| report.finish(out, &summary))?;
        for remark in cache.map(Cache::finish).unwrap_or_default() {
            complain(self.stderr, self.plan.log, &remark);
        }
        if let Some(reason) = summary.failure().filter(|_| !self.plan.stdout_tells_why()) {
            complain(self.stderr, self.plan.log, &format!("failed: {reason}"));
        }
        Ok(Exit::of(&summary))
    }
}

/// The findings that are known, if a run has to do with that.
enum Known {
    Nothing,
    Read(Baseline),
    Written(Baseline),
}

impl Known {
    fn new(plan: &BaselinePlan, current: &Path) -> anyhow::Result<Known> {
        Ok(match (&plan.write, &plan.read) {
            (Some(file), _) => Known::Written(Baseline::empty(file, current)),
            (None, Some(file)) => Known::Read(Baseline::read(file, current)?),
            (None, None) => Known::Nothing,
        })
    }

    fn mark(&mut self, article: &mut ArticleReport) {
        match self {
            Known::Nothing => {}
            Known::Read(baseline) => baseline.mark(article),
            Known::Written(baseline) => baseline.record(article),
        }
    }

    /// Writes what is to be written, and gives a remark for the user.
    fn finish(self, plan: &BaselinePlan) -> anyhow::Result<Option<String>> {
        match (self, &plan.write, &plan.read) {
            (Known::Written(baseline), Some(file), _) => baseline.write(file).map(|()| None),
            (Known::Read(baseline), _, Some(file)) if plan.stale == Stale::Pruned => {
                let stale = baseline.stale();
                baseline.write(file)?;
                Ok((stale > 0).then(|| format!("{stale} removed from {}", file.display())))
            }
            (Known::Read(baseline), _, Some(file)) => {
                let (stale, file) = (baseline.stale(), file.display());
                Ok((stale > 0).then(|| {
                    format!("{stale} in {file} not found any more; --prune-baseline removes them")
                }))
            }
            _ => Ok(None),
        }
    }
}

/// Says something on standard error; a closed one is no reason to stop.
fn complain(stderr: &mut dyn Write, log: Log, message: &str) {
    let message = format!("factlint: {}", visible(message));
    let message = match log {
        Log::Plain => message,
        Log::Actions => log_safe(&message),
    };
    let _ = writeln!(stderr, "{message}");
}

#[cfg(test)]
mod tests;
