//! Runs the texts of `tests/generated`: what machines and production steps leave behind, and what
//! only looks like it.
//!
//! Each file lists `bad` texts, in which a finding must touch every stretch between `⟦` and `⟧`
//! and none may stand elsewhere, and `good` ones, in which none may stand. `missed` lists bad
//! texts that go unseen, so that a change which sees one shows. Only findings of the packs
//! `generated` and `production` count, and only errors and warnings.
//!
//! Those in `blind` and `blind-2` were written without sight of any rule. How many of them each kind
//! finds is printed by `cargo test --test generated -- --nocapture`; `corpus/ledger.md` has the
//! figures of the first run, before any rule was changed for them.

use factlint::engine::{self, CheckOptions};
use factlint::finding::{Finding, Severity};
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::source::Library;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    #[serde(default = "plain")]
    format: String,
    bad: Vec<String>,
    good: Vec<String>,
    #[serde(default)]
    missed: Vec<String>,
}

fn plain() -> String {
    "plain".to_owned()
}

#[test]
fn texts_are_flagged_where_they_should_be() {
    let knowledge = Knowledge::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    let rules = counted_rules(&knowledge);
    let mut failures = Vec::new();
    let mut seen_of: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for path in specs() {
        let spec: Spec = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let format: InputFormat = spec.format.parse().unwrap();
        let name = name(&path);
        let kind = name.trim_end_matches("-html").trim_end_matches("-markdown").to_owned();
        let counts = [spec.bad.len(), spec.missed.len(), spec.good.len()];
        let all = seen_of.entry(kind).or_default();
        *all = std::array::from_fn(|at| all[at] + counts[at]);
        let check = |text: &str| check(&knowledge, &rules, format, text);
        let wrong = spec.bad.iter().chain(&spec.good).filter_map(|text| check(text));
        failures.extend(wrong.map(|wrong| format!("{name}: {wrong}")));
        let seen = spec.missed.iter().filter(|text| check(text).is_none());
        failures.extend(seen.map(|text| format!("{name}: no longer missed\n{text}")));
    }
    for (kind, [found, missed, good]) in seen_of {
        println!("{kind}: {found} of {} found; {good} good texts", found + missed);
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

fn specs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated");
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// The file's name, and the folder's that it is in.
fn name(path: &Path) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated");
    let inner = path.strip_prefix(folder).unwrap().with_extension("");
    inner.to_string_lossy().replace('\\', "/")
}

fn counted_rules(knowledge: &Knowledge) -> BTreeSet<String> {
    let rules = knowledge.rules.rules().iter();
    let counted = rules.filter(|rule| matches!(&*rule.pack, "generated" | "production"));
    counted.map(|rule| rule.id.to_string()).collect()
}

/// What is wrong with the findings on a marked text, if anything.
fn check(
    knowledge: &Knowledge,
    rules: &BTreeSet<String>,
    format: InputFormat,
    marked: &str,
) -> Option<String> {
    let (text, marks) = unmark(marked);
    let article = format::read(format, text.as_bytes()).unwrap();
    let findings: Vec<Finding> =
        engine::check(&article, knowledge, &Library::default(), CheckOptions::default())
            .findings
            .into_iter()
            .filter(|found| rules.contains(&*found.rule) && found.severity > Severity::Info)
            .collect();
    let spans: Vec<(usize, usize)> = findings
        .iter()
        .map(|found| article.source_range(found.span))
        .map(|range| (range.start, range.end))
        .collect();
    let touches = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
    let missed = marks.iter().filter(|mark| !spans.iter().any(|span| touches(mark, span)));
    let stray = spans.iter().filter(|span| !marks.iter().any(|mark| touches(mark, span)));
    let missed: Vec<&str> = missed.map(|&(start, end)| &text[start..end]).collect();
    let stray: Vec<&str> = stray.map(|&(start, end)| &text[start..end]).collect();
    let found: Vec<&str> = findings.iter().map(|found| &*found.rule).collect();
    (!missed.is_empty() || !stray.is_empty())
        .then(|| format!("missed {missed:?}, stray {stray:?} of {found:?} in\n{marked}"))
}

/// The text without its marks, and what they stand around.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut start = 0;
    for c in marked.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => marks.push((start, text.len())),
            other => text.push(other),
        }
    }
    (text, marks)
}
