//! reviewdog's diagnostics, as one document or a line each. Columns count UTF-8 bytes.

use super::json::{Layout, write_json};
use super::located::{ArticleReport, LocatedEvidence, LocatedFinding};
use super::notes::{Note, notes};
use super::rule_page::RulePages;
use super::{Basis, Problem, Report, Shown, Summary, Workspace};
use crate::finding::Severity;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the document of `--format rdjson`.
#[derive(Debug)]
pub struct RdjsonReport {
    diagnostics: Diagnostics,
    written: usize,
}

/// Writes the lines of `--format rdjsonl`.
#[derive(Debug)]
pub struct RdjsonlReport {
    diagnostics: Diagnostics,
}

#[derive(Debug)]
struct Diagnostics {
    workspace: Workspace,
    shown: Shown,
    pages: RulePages,
}

impl RdjsonReport {
    /// A report with paths as seen from `workspace`.
    pub fn new(workspace: Workspace, shown: Shown) -> Self {
        RdjsonReport { diagnostics: Diagnostics::new(workspace, shown), written: 0 }
    }

    fn write(&mut self, out: &mut dyn Write, diagnostic: &Value) -> io::Result<()> {
        let separator = if self.written == 0 { "\n" } else { ",\n" };
        self.written += 1;
        out.write_all(separator.as_bytes())?;
        write_json(out, diagnostic, Layout::Line)
    }
}

impl RdjsonlReport {
    /// A report with paths as seen from `workspace`.
    pub fn new(workspace: Workspace, shown: Shown) -> Self {
        RdjsonlReport { diagnostics: Diagnostics::new(workspace, shown) }
    }
}

impl Report for RdjsonReport {
    fn begin(&mut self, out: &mut dyn Write, basis: Basis<'_>) -> io::Result<()> {
        self.diagnostics.pages = RulePages::of(basis.rules);
        out.write_all(b"{\"source\":")?;
        write_json(out, &source(), Layout::Line)?;
        out.write_all(b",\n\"diagnostics\":[")
    }

    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for diagnostic in self.diagnostics.of_article(article) {
            self.write(out, &diagnostic)?;
        }
        Ok(())
    }

    fn problem(&mut self, out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        let diagnostic = self.diagnostics.of_problem(problem);
        self.write(out, &diagnostic)
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

impl Report for RdjsonlReport {
    fn begin(&mut self, _out: &mut dyn Write, basis: Basis<'_>) -> io::Result<()> {
        self.diagnostics.pages = RulePages::of(basis.rules);
        Ok(())
    }

    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        self.diagnostics.of_article(article).iter().try_for_each(|one| line(out, one))
    }

    fn problem(&mut self, out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        line(out, &self.diagnostics.of_problem(problem))
    }
}

/// A line says itself who wrote it.
fn line(out: &mut dyn Write, diagnostic: &Value) -> io::Result<()> {
    let mut diagnostic = diagnostic.clone();
    diagnostic["source"] = source();
    write_json(out, &diagnostic, Layout::Line)?;
    out.write_all(b"\n")
}

fn source() -> Value {
    json!({"name": env!("CARGO_PKG_NAME"), "url": env!("CARGO_PKG_REPOSITORY")})
}

impl Diagnostics {
    fn new(workspace: Workspace, shown: Shown) -> Self {
        Diagnostics { workspace, shown, pages: RulePages::default() }
    }

    fn of_article(&self, article: &ArticleReport) -> Vec<Value> {
        let shown = article.shown(self.shown);
        shown.map(|finding| self.of_finding(article, finding)).collect()
    }

    fn of_finding(&self, article: &ArticleReport, finding: &LocatedFinding) -> Value {
        let notes = notes(article, finding);
        let message: Vec<String> =
            std::iter::once(finding.message.clone()).chain(notes.iter().map(Note::line)).collect();
        let range = range(article, finding);
        let mut code = json!({"value": &*finding.rule});
        if let Some(url) = self.pages.url(&finding.rule) {
            code["url"] = json!(url);
        }
        let suggestion = finding.correction.as_ref().filter(|_| article.record_line.is_none());
        json!({
            "message": message.join("\n"),
            "location": {"path": self.workspace.name(&article.path), "range": range},
            "severity": match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            "code": code,
            "suggestions": suggestion
                .map(|text| json!({"range": range, "text": text}))
                .into_iter()
                .collect::<Vec<_>>(),
            "related_locations": finding
                .evidence
                .iter()
                .filter_map(|evidence| self.related(article, evidence))
                .collect::<Vec<_>>(),
        })
    }

    fn related(&self, article: &ArticleReport, evidence: &LocatedEvidence) -> Option<Value> {
        let passage = evidence.passage.as_ref()?;
        let record = article.record_line.filter(|_| passage.path == article.path);
        let start = json!({"line": record.unwrap_or(passage.start.line)});
        Some(json!({
            "message": evidence.text,
            "location": {"path": self.workspace.name(&passage.path), "range": {"start": start}},
        }))
    }

    fn of_problem(&self, problem: &Problem) -> Value {
        let path = self.workspace.name(&problem.path);
        let range = json!({"start": {"line": problem.line.unwrap_or(1)}});
        json!({
            "message": format!("could not be checked: {}", problem.message),
            "location": {"path": path, "range": range},
            "severity": "ERROR",
        })
    }
}

fn range(article: &ArticleReport, finding: &LocatedFinding) -> Value {
    if let Some(line) = article.record_line {
        return json!({"start": {"line": line}});
    }
    let columns = &finding.byte_columns;
    json!({
        "start": {"line": finding.start.line, "column": columns.start},
        "end": {"line": finding.end.line, "column": columns.end},
    })
}
