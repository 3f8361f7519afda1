//! A page of Markdown for a comment on a pull request: the gravest findings with their evidence.

use super::gravest::Gravest;
use super::job_summary::literal;
use super::notes::{Note, notes, place};
use super::{ArticleReport, LocatedFinding, Problem, Report, Shown, Summary};
use crate::finding::Severity;
use std::io::{self, Write};

/// Writes the page of `--format markdown`.
#[derive(Debug)]
pub struct MarkdownReport {
    shown: Shown,
    items: Gravest<String>,
}

/// Findings of each severity that are listed.
const LISTED: usize = 50;
/// GitHub takes a comment of 65,536 characters; the head and the end of the page need some.
const BYTES: usize = 60_000;

impl MarkdownReport {
    /// A page of the findings that `shown` includes.
    pub fn new(shown: Shown) -> Self {
        MarkdownReport { shown, items: Gravest::new(LISTED) }
    }
}

impl Report for MarkdownReport {
    fn article(&mut self, _out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for finding in article.shown(self.shown) {
            self.items.add(finding.severity, || item(article, finding));
        }
        Ok(())
    }

    fn problem(&mut self, _out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        self.items.add(Severity::Error, || {
            let (place, message) = (literal(&problem.place()), literal(&problem.message));
            format!("- **could not be checked** {place}: {message}\n")
        });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "### factlint\n\n{}\n", literal(&summary.sentence(self.shown)))?;
        let mut room = BYTES;
        let mut listed = 0;
        for item in self.items.kept().take_while(|item| {
            room = room.saturating_sub(item.len());
            room > 0
        }) {
            out.write_all(item.as_bytes())?;
            listed += 1;
        }
        let more = self.items.seen().total() - listed;
        if more > 0 {
            writeln!(out, "\n{more} more in the log of the run.")?;
        }
        match summary.failure() {
            Some(reason) => writeln!(out, "\n**Failed:** {}", literal(&reason)),
            None => Ok(()),
        }
    }
}

fn item(article: &ArticleReport, finding: &LocatedFinding) -> String {
    let mut item = format!(
        "- **{}** `{}` {}  \n  {}\n",
        finding.severity.name(),
        finding.rule,
        literal(&place(article, finding.start)),
        literal(&finding.message),
    );
    for note in notes(article, finding) {
        item += &format!("  - {}\n", in_words(&note));
    }
    item
}

fn in_words(note: &Note) -> String {
    let text = literal(&note.text);
    match &note.url {
        Some(url) => format!("{}: [{text}](<{url}>)", note.label),
        None => format!("{}: {text}", note.label),
    }
}
