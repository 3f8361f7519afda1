//! A page of Markdown for the summary of a GitHub Actions job: the coverage and the gravest findings.

use super::excerpt::keep_head;
use super::gravest::Gravest;
use super::notes::place;
use super::visible::visible;
use super::{ArticleReport, Problem, Report, Shown, Summary};
use crate::finding::Severity;
use std::io::{self, Write};

/// Writes the job summary. It is short by construction: far below the 1 MiB that GitHub takes.
#[derive(Debug)]
pub struct JobSummaryReport {
    shown: Shown,
    rows: Gravest<Row>,
}

#[derive(Debug)]
struct Row {
    level: &'static str,
    place: String,
    message: String,
}

/// Code points of a message that are shown.
const MESSAGE_BUDGET: usize = 400;

impl JobSummaryReport {
    /// A summary of the findings that `shown` includes.
    pub fn new(shown: Shown) -> Self {
        JobSummaryReport { shown, rows: Gravest::default() }
    }
}

impl Report for JobSummaryReport {
    fn article(&mut self, _out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for finding in article.shown(self.shown) {
            self.rows.add(finding.severity, || Row {
                level: finding.severity.name(),
                place: place(article, finding.start),
                message: format!("{}: {}", finding.rule, finding.message),
            });
        }
        Ok(())
    }

    fn problem(&mut self, _out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        self.rows.add(Severity::Error, || Row {
            level: "problem",
            place: problem.place(),
            message: problem.message.clone(),
        });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "### factlint\n\n{}\n", literal(&summary.sentence(self.shown)))?;
        if self.rows.kept().next().is_some() {
            writeln!(out, "| | where | finding |\n|---|---|---|")?;
        }
        for row in self.rows.kept() {
            let (place, message) = (literal(&row.place), literal(&row.message));
            writeln!(out, "| {} | {place} | {message} |", row.level)?;
        }
        let left_out = self.rows.left_out();
        if left_out.total() > 0 {
            let log = "in the log of the step";
            writeln!(out, "\n{} more ({left_out}) {log}.", left_out.total())?;
        }
        match summary.failure() {
            Some(reason) => writeln!(out, "\n**Failed:** {}\n", literal(&reason)),
            None => writeln!(out),
        }
    }
}

/// The text as Markdown and HTML that shows exactly it: every sign that could mean something to
/// either, or start an automatic link, becomes a character reference.
pub(super) fn literal(text: &str) -> String {
    let clipped = keep_head(&visible(text), MESSAGE_BUDGET);
    let mut out = String::with_capacity(clipped.len());
    for c in clipped.chars() {
        match c {
            c if !c.is_ascii_punctuation() || ",;-()'/\"".contains(c) => out.push(c),
            c => out.push_str(&format!("&#{};", c as u32)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything() {
        let out = literal("a|b <img src=x> ![i](https://x.example) `c` **d** @e www.f.example");
        for sign in ["|", "<", "![", "](", "://", "`", "*", "@", "www."] {
            assert!(!out.contains(sign), "{sign} in {out}");
        }
        assert!(out.starts_with("a&#124;b &#60;img src&#61;x&#62;"));
    }
}
