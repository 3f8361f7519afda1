//! Whole runs with a checker that flags marked words, so that no rule has to exist.

use super::*;
use crate::cli::args::ColorChoice;
use crate::finding::{Finding, Severity, Verdict};
use crate::report::FailOn;
use crate::text::TextSpan;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Flags the words ERROR, WARNING and INFO; cannot stand the word PANIC.
fn flag_words(article: &Article) -> Outcome {
    assert!(!article.text().contains("PANIC"), "did not expect this word");
    let mut outcome = Outcome::default();
    let starts = article.text().match_indices(|c: char| c.is_ascii_uppercase());
    let flagged = starts.filter_map(|(at, _)| flag(at, &article.text()[at..]));
    outcome.findings.extend(flagged);
    for verdict in [Verdict::Refuted, Verdict::Unchecked] {
        outcome.coverage.count(verdict);
    }
    outcome
}

fn flag(at: usize, rest: &str) -> Option<Finding> {
    let severity = |word| match word {
        "ERROR" => Severity::Error,
        "WARNING" => Severity::Warning,
        _ => Severity::Info,
    };
    let words = ["ERROR", "WARNING", "INFO"];
    let word = words.into_iter().find(|word| rest.starts_with(word))?;
    Some(Finding {
        rule: "marked-word".into(),
        severity: severity(word),
        verdict: Verdict::Refuted,
        span: TextSpan::new(at, at + word.len()),
        message: format!("says {word}"),
        evidence: Vec::new(),
        correction: None,
        suppressed: None,
    })
}

fn ground() -> Ground<'static> {
    Ground { packs: &[], sources: Vec::new(), settings: String::new() }
}

struct Desk {
    folder: TempDir,
    args: CheckArgs,
}

impl Desk {
    fn new(articles: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in articles {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let args = CheckArgs {
            paths: vec![folder.path().to_owned()],
            color: ColorChoice::Never,
            ..CheckArgs::default()
        };
        Desk { folder, args }
    }

    fn with(mut self, change: impl FnOnce(&mut CheckArgs)) -> Self {
        change(&mut self.args);
        self
    }

    /// Runs with the report in a file, and returns the end and the report.
    fn run(mut self, format: &str) -> (Exit, String) {
        let report = self.report();
        let spec = format!("{format}={}", report.display());
        self.args.format = vec![spec.parse().unwrap()];
        let exit = self.check();
        (exit, fs::read_to_string(report).unwrap())
    }

    fn check(&self) -> Exit {
        let mut environment = Environment::default();
        environment.workspace.current = self.folder.path().to_owned();
        let plan = CheckPlan::new(&self.args, &environment).unwrap();
        check_all(&plan, Basis::default(), &ground(), flag_words, &mut io::sink()).unwrap()
    }

    fn report(&self) -> PathBuf {
        self.folder.path().join("report.out")
    }
}

const ARTICLES: [(&str, &str); 4] = [
    ("a.txt", "all is well"),
    ("b.txt", "an INFO here"),
    ("c.txt", "a WARNING here"),
    ("d.txt", "an ERROR here"),
];

#[track_caller]
fn check_exit(articles: &[(&str, &str)], fail_on: FailOn, code: u8) {
    let desk = Desk::new(articles).with(|args| args.fail_on = Some(fail_on));
    assert_eq!(desk.run("text").0.code(), code, "{articles:?} {fail_on:?}");
}

#[test]
fn the_exit_code_follows_fail_on() {
    let all = [FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::Never];
    let matrix = [[0, 0, 0, 0], [0, 0, 1, 0], [0, 1, 1, 0], [1, 1, 1, 0]];
    for (article, codes) in ARTICLES.into_iter().zip(matrix) {
        for (fail_on, code) in all.into_iter().zip(codes) {
            check_exit(&[article], fail_on, code);
            check_exit(&[article, ("z.txt", "PANIC")], fail_on, 2);
        }
    }
}

#[test]
fn output_does_not_depend_on_threads() {
    let articles: Vec<_> = (0..600)
        .map(|number| (format!("{number:03}.txt"), format!("{} ERROR\n", "x ".repeat(number))))
        .collect();
    let articles: Vec<_> = articles.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut reports = [1, 2, 7].into_iter().map(|threads| {
        let desk = Desk::new(&articles).with(|args| args.threads = NonZeroUsize::new(threads));
        let folder = desk.folder.path().display().to_string();
        desk.run("json").1.replace(&folder, "")
    });
    let first = reports.next().unwrap();
    assert!(first.contains("\"errors\":600"));
    assert!(reports.all(|report| report == first));
}

#[test]
fn a_panic_is_reported_with_its_file_and_the_rest_is_checked() {
    let (exit, report) = Desk::new(&[("a.txt", "PANIC"), ("b.txt", "ERROR")]).run("json");
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(exit, Exit::Failure);
    assert_eq!(report["summary"]["errors"], 1);
    let problem = &report["problems"][0];
    assert!(problem["path"].as_str().unwrap().ends_with("a.txt"));
    assert!(problem["message"].as_str().unwrap().contains("did not expect this word"));
}

#[test]
fn the_text_closes_with_coverage_and_the_reason() {
    let (_, report) = Desk::new(&ARTICLES).run("text");
    let closing: Vec<_> = report.lines().rev().take(2).collect();
    assert_eq!(
        closing[1],
        "4 articles: 1 error, 1 warning in 2 articles (1 info not shown, see --show-info); \
         4 of 8 checkable claims were checked, 4 could not be (no record, or not plainly asserted)"
    );
    assert_eq!(closing[0], "failed: 1 error at or above --fail-on=error");
}

#[test]
fn quiet_leaves_findings_only() {
    let (_, report) = Desk::new(&ARTICLES[..1]).with(|args| args.quiet = true).run("text");
    assert_eq!(report, "");
}

#[test]
fn several_formats_in_one_run() {
    let mut desk = Desk::new(&ARTICLES);
    let path = |name: &str| desk.folder.path().join(name);
    let (json, jsonl, text) = (path("o.json"), path("o.jsonl"), path("o.text"));
    let spec = |format: &str, path: &Path| format!("{format}={}", path.display());
    let specs = [spec("json", &json), spec("jsonl", &jsonl), spec("text", &text)];
    desk.args.format = specs.iter().map(|spec| spec.parse().unwrap()).collect();
    assert_eq!(desk.check(), Exit::Findings);
    let read = |path| fs::read_to_string(path).unwrap();
    assert!(read(json).ends_with("}\n"));
    assert_eq!(read(jsonl).lines().count(), 3);
    assert!(read(text).contains("error[marked-word]: says ERROR"));
}

#[test]
fn a_desk_weighs_rules_as_it_likes() {
    let desk = Desk::new(&ARTICLES);
    let config = "[rules]\nmarked-word = \"info\"\n";
    fs::write(desk.folder.path().join("factlint.toml"), config).unwrap();
    let mut environment = Environment::default();
    environment.workspace.current = desk.folder.path().to_owned();
    let plan = CheckPlan::new(&desk.args, &environment).unwrap();
    let check = |article: &Article| {
        let mut outcome = flag_words(article);
        plan.levels.apply(&mut outcome);
        outcome
    };
    assert_eq!(
        check_all(&plan, Basis::default(), &ground(), check, &mut io::sink()).unwrap(),
        Exit::Clean
    );
}

#[test]
fn batches_are_bounded_by_what_they_hold() {
    let record =
        || Ok(Unit::Record { path: "a.jsonl".into(), line: 1, bytes: vec![b'x'; BATCH_BYTES / 2] });
    let mut units = (0..5).map(|_| record());
    assert_eq!(next_batch(&mut units).len(), 2);
}
