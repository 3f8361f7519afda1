//! SARIF 2.1.0, with the fields that GitHub code scanning reads.
//!
//! An alert shows on a pull request only if all its lines are in the difference, so a finding's
//! primary region is one line; where it is longer, the context region holds all of it. GitHub
//! reckons its own line hash; the fingerprint here stands beside it.

use super::json::{Layout, write_json};
use super::located::{ArticleReport, LocatedEvidence, LocatedFinding, Passage};
use super::notes::{Note, notes};
use super::rule_page::RulePages;
use super::{Basis, Problem, Report, Shown, Summary, Workspace};
use crate::finding::Severity;
use crate::pack::rule_file::Status;
use crate::rule::Rule;
use crate::text::Position;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the log of `--format sarif`.
#[derive(Debug)]
pub struct SarifReport {
    workspace: Workspace,
    shown: Shown,
    results: usize,
    /// They stand behind the results, so they wait.
    notifications: Vec<Value>,
}

/// More results than this make GitHub refuse the whole file.
const MOST_RESULTS: usize = 25_000;
/// GitHub takes a description of this many characters.
const DESCRIPTION: usize = 1024;
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// Why a finding of the baseline does not count.
pub(super) const KNOWN: &str = "in the baseline";
const ROOT: &str = "%SRCROOT%";

impl SarifReport {
    /// A log with paths as seen from `workspace`.
    pub fn new(workspace: Workspace, shown: Shown) -> Self {
        SarifReport { workspace, shown, results: 0, notifications: Vec::new() }
    }

    fn result(&self, article: &ArticleReport, finding: &LocatedFinding) -> Value {
        let related: Vec<Value> = (1..)
            .zip(finding.evidence.iter().filter_map(|evidence| self.related(article, evidence)))
            .map(|(id, mut location)| {
                location["id"] = json!(id);
                location
            })
            .collect();
        let mut result = json!({
            "ruleId": &*finding.rule,
            "level": level(finding.severity),
            "message": {"text": message(article, finding)},
            "locations": [{"physicalLocation": self.physical(article, finding)}],
            "relatedLocations": related,
            "partialFingerprints": {"factlint/v1": finding.fingerprint},
            "properties": {"verdict": finding.verdict.name()},
        });
        if let Some(suppressions) = suppressions(finding) {
            result["suppressions"] = suppressions;
        }
        result
    }

    fn physical(&self, article: &ArticleReport, finding: &LocatedFinding) -> Value {
        let mut location = json!({"artifactLocation": self.artifact(&article.path)});
        match article.record_line {
            Some(line) => location["region"] = json!({"startLine": line}),
            None if finding.start.line == finding.end.line => {
                location["region"] = region(finding.start, finding.end);
            }
            None => {
                location["region"] = region(finding.start, end_of_first_line(finding));
                location["contextRegion"] = region(finding.start, finding.end);
            }
        }
        location
    }

    fn related(&self, article: &ArticleReport, evidence: &LocatedEvidence) -> Option<Value> {
        let Passage { path, start, .. } = evidence.passage.as_ref()?;
        let is_same_record = article.record_line.filter(|_| *path == article.path);
        let region = match is_same_record {
            Some(line) => json!({"startLine": line}),
            None => json!({"startLine": start.line, "startColumn": start.column}),
        };
        Some(json!({
            "message": {"text": evidence.text},
            "physicalLocation": {"artifactLocation": self.artifact(path), "region": region},
        }))
    }

    fn artifact(&self, path: &str) -> Value {
        match self.workspace.file(path) {
            Some(file) if !file.starts_with('/') => json!({"uri": uri(&file), "uriBaseId": ROOT}),
            Some(file) => json!({"uri": format!("file://{}", uri(&file))}),
            None => json!({"uri": uri(path)}),
        }
    }
}

impl Report for SarifReport {
    fn begin(&mut self, out: &mut dyn Write, basis: Basis<'_>) -> io::Result<()> {
        let packs: Vec<Value> = basis
            .packs
            .iter()
            .map(|pack| json!({"id": &*pack.id, "version": pack.version, "digest": pack.digest}))
            .collect();
        let pages = RulePages::of(basis.rules);
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": basis.rules.iter().map(|known| rule(known, &pages)).collect::<Vec<_>>(),
            "properties": {"packs": packs},
        });
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        write_json(out, &json!({"driver": driver}), Layout::Line)?;
        let bases = json!({ROOT: {"description": {"text": "The root of the repository."}}});
        out.write_all(b",\n\"originalUriBaseIds\":")?;
        write_json(out, &bases, Layout::Line)?;
        out.write_all(
            b",\n\"columnKind\":\"unicodeCodePoints\",\"automationDetails\":{\"id\":\"factlint/\"},\
              \n\"results\":[",
        )
    }

    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for finding in &article.findings {
            if !self.shown.includes(finding.severity) {
                continue;
            }
            if self.results < MOST_RESULTS {
                let separator = if self.results == 0 { "\n" } else { ",\n" };
                out.write_all(separator.as_bytes())?;
                write_json(out, &self.result(article, finding), Layout::Line)?;
            }
            self.results += 1;
        }
        Ok(())
    }

    fn problem(&mut self, _out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        let mut location = json!({"artifactLocation": self.artifact(&problem.path)});
        if let Some(line) = problem.line {
            location["region"] = json!({"startLine": line});
        }
        self.notifications.push(json!({
            "level": "error",
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": location}],
        }));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let left_out = self.results.saturating_sub(MOST_RESULTS);
        if left_out > 0 {
            let text = format!("{left_out} more results are left out: GitHub takes {MOST_RESULTS}");
            self.notifications.push(json!({"level": "warning", "message": {"text": text}}));
        }
        let invocation = json!({
            "executionSuccessful": summary.problems == 0,
            "toolExecutionNotifications": self.notifications,
        });
        let coverage = json!({
            "checkable": summary.coverage.checkable,
            "checked": summary.coverage.checked(),
        });
        out.write_all(b"\n],\n\"invocations\":[")?;
        write_json(out, &invocation, Layout::Line)?;
        out.write_all(b"],\n\"properties\":")?;
        write_json(out, &json!({"coverage": coverage}), Layout::Line)?;
        out.write_all(b"}]}\n")
    }
}

/// Who lets a finding stand: its editors in the text, or the desk by its baseline.
fn suppressions(finding: &LocatedFinding) -> Option<Value> {
    let suppression = match &finding.suppressed {
        Some(suppressed) => {
            let by = suppressed.by.as_deref().map(|by| format!(" ({by})")).unwrap_or_default();
            let justification = format!("{}{by}", suppressed.reason);
            json!({"kind": "inSource", "status": "accepted", "justification": justification})
        }
        None if finding.is_known => json!({"kind": "external", "justification": KNOWN}),
        None => return None,
    };
    Some(json!([suppression]))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The message and, a line each, what it rests on: GitHub shows nothing else of a result. Brackets
/// would make links, so they are escaped as the standard says.
fn message(article: &ArticleReport, finding: &LocatedFinding) -> String {
    let notes = notes(article, finding);
    let lines: Vec<String> =
        std::iter::once(finding.message.clone()).chain(notes.iter().map(Note::line)).collect();
    lines.join("\n").replace('[', "\\[").replace(']', "\\]")
}

fn region(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn end_of_first_line(finding: &LocatedFinding) -> Position {
    let first = finding.excerpt.lines.first();
    let flagged = first.map_or(1, |line| line.flagged.trim_end_matches('…').chars().count());
    Position { line: finding.start.line, column: finding.start.column + flagged.max(1) }
}

fn rule(rule: &Rule, pages: &RulePages) -> Value {
    let text = |text: &str| text.trim().to_owned();
    let clipped = |text: &str| text.trim().chars().take(DESCRIPTION).collect::<String>();
    let mut help = format!("{}\n\n{}\n\n{}", rule.doc.finds, rule.doc.why, rule.doc.mend);
    if let Some(limits) = &rule.doc.limits {
        help += &format!("\n\n{limits}");
    }
    let mut described = json!({
        "id": &*rule.id,
        "name": name(&rule.id),
        "shortDescription": {"text": first_sentence(&rule.doc.finds)},
        "fullDescription": {"text": clipped(&rule.doc.finds)},
        "help": {"text": text(&help), "markdown": text(&help)},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {
            "tags": rule.tags.iter().take(20).collect::<Vec<_>>(),
            "precision": precision(rule),
            "problem.severity": match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    });
    if let Some(url) = pages.url(&rule.id) {
        described["helpUri"] = json!(url);
    }
    described
}

/// An error must be right every time; what may still change promises less.
fn precision(rule: &Rule) -> &'static str {
    match (rule.severity, rule.status) {
        (Severity::Error, Status::Stable) => "very-high",
        (Severity::Error | Severity::Warning, _) => "high",
        (Severity::Info, _) => "medium",
    }
}

fn first_sentence(text: &str) -> String {
    let text = text.trim();
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `wrong-date` as `WrongDate`, as the standard asks.
fn name(id: &str) -> String {
    id.split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

/// The path as a relative reference: everything but plain characters is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("news/kerman, 50%.md"), "news/kerman%2C%2050%25.md");
        assert_eq!(uri("é:x"), "%C3%A9%3Ax");
    }

    #[test]
    fn names_are_words_run_together() {
        assert_eq!(name("wrong-date"), "WrongDate");
        assert_eq!(first_sentence("One thing. And\nanother."), "One thing.");
    }

    #[test]
    fn what_exceeds_the_limit_is_counted_aloud() {
        let mut report = SarifReport::new(Workspace::default(), Shown::All);
        report.results = MOST_RESULTS + 7;
        let mut out = Vec::new();
        report.finish(&mut out, &Summary::default()).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("7 more results are left out"));
    }
}
