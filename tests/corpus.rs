//! Runs the desks under `corpus/`: every expected finding is there, nothing quiet is flagged.
//!
//! A finding that no check can reach yet says so with `beyond = "why"`. It is held to that: when
//! it is found after all, the mark must go.

use factlint::engine::{self, CheckOptions};
use factlint::finding::{Finding, Severity};
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::source::Library;
use factlint::text::{Article, TextSpan};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    finding: Vec<ExpectedFinding>,
    #[serde(default)]
    quiet: Vec<Quiet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    text: String,
    rules: Vec<String>,
    severity: Severity,
    #[allow(dead_code, reason = "for people")]
    why: String,
    #[serde(default)]
    occurrence: Option<usize>,
    #[serde(default)]
    beyond: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiet {
    text: String,
    #[allow(dead_code, reason = "for people")]
    why: String,
    #[serde(default)]
    occurrence: Option<usize>,
}

#[test]
fn duty_to_warn() {
    check_desk("duty-to-warn");
}

#[test]
fn skelmouth_bridge() {
    check_desk("skelmouth-bridge");
}

#[track_caller]
fn check_desk(name: &str) {
    let desk = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let facts: Vec<PathBuf> =
        Some(desk.join("facts")).filter(|pack| pack.exists()).into_iter().collect();
    let knowledge = Knowledge::load(&facts).unwrap_or_else(|p| panic!("{p}"));
    let documents: Vec<Article> = sources_of(&desk).iter().map(|path| read(path)).collect();
    let library = Library::new(&documents, knowledge.tongue());
    let mut failures = Vec::new();
    let mut articles = 0;
    for path in articles_of(&desk) {
        failures.extend(check_article(&path, &knowledge, &library));
        articles += 1;
    }
    assert!(articles > 0, "{name} has no articles");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// The articles of a desk: whatever has expectations beside it.
fn articles_of(desk: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.join("articles")).expect("a desk has articles");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "toml"))
        .collect();
    paths.sort();
    paths
}

/// The trusted documents of a desk, if it has any.
fn sources_of(desk: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.join("sources")).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Article {
    let format = InputFormat::from_path(path).expect("articles have known formats");
    format::read(format, &fs::read(path).expect("readable")).expect("an article")
}

fn check_article(path: &Path, knowledge: &Knowledge, library: &Library<'_>) -> Vec<String> {
    let article = read(path);
    let findings = engine::check(&article, knowledge, library, CheckOptions::default()).findings;
    let loud: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity >= Severity::Warning).collect();
    let expected = fs::read_to_string(path.with_extension("expected.toml")).expect("expectations");
    let expected: Expected = toml::from_str(&expected).expect("expectations are TOML");
    let name = path.file_name().expect("a name").to_string_lossy();
    let missing = expected.finding.iter().filter_map(|wanted| unmet(&article, &loud, wanted));
    let alarms = loud.iter().filter_map(|finding| alarm(&article, finding, &expected));
    missing.chain(alarms).map(|failure| format!("{name}: {failure}")).collect()
}

fn unmet(article: &Article, findings: &[&Finding], wanted: &ExpectedFinding) -> Option<String> {
    let span = find(article, &wanted.text, wanted.occurrence);
    let met = findings.iter().any(|finding| {
        finding.span.overlaps(span)
            && wanted.rules.iter().any(|rule| **rule == *finding.rule)
            && finding.severity >= wanted.severity
    });
    match (met, &wanted.beyond) {
        (false, None) => Some(format!("missed {:?} {:?}", wanted.rules, wanted.text)),
        (true, Some(_)) => Some(format!("found {:?}: remove `beyond`", wanted.text)),
        _ => None,
    }
}

/// A loud finding that touches a quiet span or no expected one.
fn alarm(article: &Article, finding: &Finding, expected: &Expected) -> Option<String> {
    let overlaps = |text: &str, nth| find(article, text, nth).overlaps(finding.span);
    let wanted = expected.finding.iter().any(|wanted| overlaps(&wanted.text, wanted.occurrence));
    let quiet = expected.quiet.iter().any(|quiet| overlaps(&quiet.text, quiet.occurrence));
    let text = article.slice(finding.span);
    (quiet || !wanted).then(|| {
        let touch = if quiet { "touches a quiet span" } else { "is not expected" };
        format!("{} at {text:?} {touch}: {}", finding.rule, finding.message)
    })
}

fn find(article: &Article, text: &str, occurrence: Option<usize>) -> TextSpan {
    let nth = occurrence.unwrap_or(1);
    let mut places = article.text().match_indices(text);
    let (start, found) = places.nth(nth - 1).unwrap_or_else(|| panic!("{text:?} is not there"));
    TextSpan::new(start, start + found.len())
}
