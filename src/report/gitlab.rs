//! GitLab's code quality report: one array, an entry a finding.

use super::fingerprint::fingerprint_of;
use super::json::{Layout, write_json};
use super::visible::visible;
use super::{ArticleReport, LocatedFinding, Problem, Report, Shown, Summary, Workspace};
use crate::finding::Severity;
use serde::Serialize;
use std::io::{self, Write};

/// Writes the array of `--format gitlab`.
#[derive(Debug)]
pub struct GitlabReport {
    workspace: Workspace,
    shown: Shown,
    entries: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl GitlabReport {
    /// A report with paths as seen from `workspace`.
    pub fn new(workspace: Workspace, shown: Shown) -> Self {
        GitlabReport { workspace, shown, entries: 0 }
    }

    fn write(&mut self, out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
        let separator = if self.entries == 0 { "[\n" } else { ",\n" };
        self.entries += 1;
        out.write_all(separator.as_bytes())?;
        write_json(out, entry, Layout::Line)
    }

    /// The rule stands in the description, because nothing else of it is displayed.
    fn entry<'a>(&self, article: &ArticleReport, finding: &'a LocatedFinding) -> Entry<'a> {
        let record = article.record.as_deref().unwrap_or_default();
        let path = self.workspace.name(&article.path);
        let (begin, end) = match article.record_line {
            Some(line) => (line, line),
            None => (finding.start.line, finding.end.line),
        };
        Entry {
            description: visible(&format!("{}: {}", finding.rule, finding.message)).into_owned(),
            check_name: &finding.rule,
            fingerprint: fingerprint_of(&[&path, record, &finding.fingerprint]),
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location { path, lines: Lines { begin, end } },
        }
    }
}

impl Report for GitlabReport {
    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for finding in article.shown(self.shown) {
            let entry = self.entry(article, finding);
            self.write(out, &entry)?;
        }
        Ok(())
    }

    fn problem(&mut self, out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        let line = problem.line.unwrap_or(1);
        let path = self.workspace.name(&problem.path);
        let entry = Entry {
            description: visible(&format!("could not be checked: {}", problem.message))
                .into_owned(),
            check_name: "could-not-be-checked",
            fingerprint: fingerprint_of(&[&path, &line.to_string(), &problem.message]),
            severity: "blocker",
            location: Location { path, lines: Lines { begin: line, end: line } },
        };
        self.write(out, &entry)
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        out.write_all(if self.entries == 0 { b"[]\n" } else { b"\n]\n" })
    }
}
