//! Texts held against facts: each folder of `tests/reference` has a `facts.toml` and texts for
//! each rule, `RULE.toml`: those that the rule flags and those that it leaves alone. A text may
//! mark the passage at fault with `⟦` and `⟧`.

use factlint::engine::{self, CheckOptions};
use factlint::finding::Severity;
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::source::Library;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    /// The day of writing of texts that give none.
    date: Option<String>,
    /// Flagged by the rule, at `info` too.
    bad: Vec<Text>,
    /// Left alone by it.
    good: Vec<Text>,
    /// Flagged if the rule saw more than it does.
    #[serde(default)]
    missed: Vec<Text>,
    /// Left alone if the rule saw more than it does.
    #[serde(default)]
    mistaken: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Record { text: String, date: Option<String>, severity: Option<Severity> },
}

#[test]
fn texts_are_flagged_where_the_facts_say_otherwise() {
    let mut failures = Vec::new();
    for folder in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference")) {
        let facts = folder.join("facts.toml");
        let knowledge = Knowledge::load(std::slice::from_ref(&facts))
            .unwrap_or_else(|problems| panic!("{problems}"));
        for path in entries(&folder).into_iter().filter(|path| *path != facts) {
            let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let texts: Texts = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let date = texts.date.as_deref();
            let wanted = [
                (&texts.bad, true),
                (&texts.good, false),
                (&texts.missed, false),
                (&texts.mistaken, true),
            ];
            for (texts, is_wanted) in wanted {
                let wrong = texts.iter().filter_map(|text| {
                    let wrong = fault(&knowledge, &rule, text, date, is_wanted)?;
                    Some(format!("{rule} {wrong}: {}", text.text()))
                });
                failures.extend(wrong);
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What the rule does to a text and should not, if anything.
fn fault(
    knowledge: &Knowledge,
    rule: &str,
    text: &Text,
    date: Option<&str>,
    is_wanted: bool,
) -> Option<String> {
    let bare: String = text.text().chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
    let article = format::read(InputFormat::Plain, bare.as_bytes()).unwrap();
    let date = text.date().or(date).map(|date| date.parse().unwrap());
    let options = CheckOptions { date, ..CheckOptions::default() };
    let findings = engine::check(&article, knowledge, &Library::default(), options).findings;
    let mut ours = findings.iter().filter(|finding| &*finding.rule == rule);
    let marked = text.text().split_once('⟦').and_then(|(_, rest)| rest.split_once('⟧'));
    let found = ours.find(|finding| {
        marked.is_none_or(|(marked, _)| article.slice(finding.span).contains(marked))
    });
    match found {
        None if is_wanted => Some("misses".to_owned()),
        Some(found) if !is_wanted => {
            Some(format!("flags as {} “{}”", found.severity.name(), found.message))
        }
        Some(found) if text.severity().is_some_and(|severity| severity != found.severity) => {
            Some(format!("makes {} of", found.severity.name()))
        }
        _ => None,
    }
}

impl Text {
    fn text(&self) -> &str {
        match self {
            Text::Plain(text) | Text::Record { text, .. } => text,
        }
    }

    fn date(&self) -> Option<&str> {
        match self {
            Text::Plain(_) => None,
            Text::Record { date, .. } => date.as_deref(),
        }
    }

    fn severity(&self) -> Option<Severity> {
        match self {
            Text::Plain(_) => None,
            Text::Record { severity, .. } => *severity,
        }
    }
}
