//! The report for people: each finding with its line, carets under it, and the evidence.

use super::excerpt::{Excerpt, ExcerptLine};
use super::notes::{Note, notes, place};
use super::visible::{log_safe, visible};
use super::{ArticleReport, LocatedFinding, Report, Shown, Summary, register};
use crate::finding::Severity;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes findings for people.
#[derive(Debug)]
pub struct TextReport {
    options: TextOptions,
}

/// How the text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// Whether to colour it.
    pub paint: Paint,
    /// Whether addresses become links.
    pub links: Links,
    /// Which findings to show.
    pub shown: Shown,
    /// Whether to end with the line that states the coverage.
    pub closing: Closing,
    /// Who reads the output besides people.
    pub log: Log,
    /// Whether to list every claim.
    pub register: Register,
}

/// Whether a report lists every claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Register {
    /// It does not.
    #[default]
    Omitted,
    /// It does.
    Listed,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// No escape sequences.
    #[default]
    Plain,
    /// ANSI colours.
    Colour,
}

/// How to show the address of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// In parentheses.
    #[default]
    Written,
    /// As a hyperlink (OSC 8).
    Hidden,
}

/// Whether the report ends with a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// A line with counts and coverage, and one that says why a run failed.
    #[default]
    Summary,
    /// Nothing: findings only.
    Nothing,
}

/// Who reads the output besides people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Log {
    /// Nobody.
    #[default]
    Plain,
    /// The runner of GitHub Actions, which obeys commands in it.
    Actions,
}

impl TextReport {
    /// A report that looks as `options` say.
    pub fn new(options: TextOptions) -> Self {
        TextReport { options }
    }

    fn write(&self, out: &mut dyn Write, text: &str) -> io::Result<()> {
        match self.options.log {
            Log::Plain => out.write_all(text.as_bytes()),
            Log::Actions => out.write_all(log_safe(text).as_bytes()),
        }
    }

    fn render(&self, article: &ArticleReport, finding: &LocatedFinding) -> String {
        let numbers = finding.excerpt.lines.iter().map(|line| line.number);
        let gutter = numbers.max().unwrap_or(1).to_string().len();
        let mut page = Page { options: self.options, gutter, text: String::new() };
        page.heading(finding);
        page.location(&place(article, finding.start));
        page.excerpt(&finding.excerpt, finding.severity);
        for note in notes(article, finding) {
            page.note(&note);
        }
        page.text.push('\n');
        page.text
    }
}

impl Report for TextReport {
    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        let shown = self.options.shown;
        for finding in article.shown(shown) {
            self.write(out, &self.render(article, finding))?;
        }
        if let Some(original) = &article.copy_of {
            let copy = named(&article.path, article.record.as_deref());
            let original = named(&original.path, original.record.as_deref());
            self.write(out, &format!("copy: {copy} is nearly the same as {original}\n\n"))?;
        }
        match self.options.register {
            Register::Omitted => Ok(()),
            Register::Listed => self.write(out, &register::lines(article)),
        }
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.options.closing == Closing::Nothing {
            return Ok(());
        }
        writeln!(out, "{}", summary.sentence(self.options.shown))?;
        match summary.failure() {
            Some(reason) => writeln!(out, "failed: {reason}"),
            None => Ok(()),
        }
    }
}

/// An article as a line names it: its path and its record.
fn named(path: &str, record: Option<&str>) -> String {
    let record = record.map_or_else(String::new, |record| format!(" ({})", visible(record)));
    format!("{}{record}", visible(path))
}

/// One finding under construction.
struct Page {
    options: TextOptions,
    gutter: usize,
    text: String,
}

impl Page {
    fn heading(&mut self, finding: &LocatedFinding) {
        let name = format!("{}[{}]", finding.severity.name(), visible(&finding.rule));
        let name = self.paint(severity_code(finding.severity), &name);
        let message = self.paint(BOLD, &format!(": {}", visible(&finding.message)));
        self.line(&format!("{name}{message}"));
    }

    fn location(&mut self, place: &str) {
        let arrow = self.paint(BLUE, &format!("{:w$}-->", "", w = self.gutter));
        self.line(&format!("{arrow} {place}"));
    }

    fn excerpt(&mut self, excerpt: &Excerpt, severity: Severity) {
        self.bar("", "");
        let mut last = None;
        for line in &excerpt.lines {
            if last.is_some_and(|last| line.number > last + 1) {
                let gap = self.paint(BLUE, "...");
                self.line(&gap);
            }
            self.source_line(line, severity);
            last = Some(line.number);
        }
    }

    fn source_line(&mut self, line: &ExcerptLine, severity: Severity) {
        let [before, flagged, after] =
            [&line.before, &line.flagged, &line.after].map(|part| on_screen(part));
        let number = line.number.to_string();
        if [&before, &flagged, &after].into_iter().any(|part| runs_leftwards(part)) {
            // A terminal reorders such a line, so carets would point elsewhere.
            let marked = self.paint(severity_code(severity), &format!("⟦{flagged}⟧"));
            return self.bar(&number, &format!("{before}{marked}{after}"));
        }
        self.bar(&number, format!("{before}{flagged}{after}").trim_end());
        let carets = "^".repeat(flagged.width().max(1));
        let carets = self.paint(severity_code(severity), &carets);
        self.bar("", &format!("{:w$}{carets}", "", w = before.width()));
    }

    fn note(&mut self, note: &Note) {
        let sign = self.paint(BLUE, &format!("{:w$} =", "", w = self.gutter));
        let label = self.paint(BOLD, note.label);
        let text = match (&note.url, self.options.links) {
            (None, _) => note.text.clone(),
            (Some(url), Links::Written) => format!("{} <{url}>", note.text),
            (Some(url), Links::Hidden) => {
                format!("\x1b]8;;{url}\x1b\\{}\x1b]8;;\x1b\\", note.text)
            }
        };
        self.line(&format!("{sign} {label}: {text}"));
    }

    fn bar(&mut self, number: &str, text: &str) {
        let bar = self.paint(BLUE, &format!("{number:>w$} |", w = self.gutter));
        let gap = if text.is_empty() { "" } else { " " };
        self.line(&format!("{bar}{gap}{text}"));
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn paint(&self, code: &str, text: &str) -> String {
        match self.options.paint {
            Paint::Plain => text.to_owned(),
            Paint::Colour => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

const BOLD: &str = "1";
const BLUE: &str = "1;34";

fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}

/// A part of a source line as a terminal will show it; carets are counted in this text.
fn on_screen(part: &str) -> String {
    visible(&part.replace('\t', "    ")).into_owned()
}

/// Whether any letter belongs to a script that is written from right to left.
fn runs_leftwards(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}
