//! From findings to output: one file a format.
//!
//! A run hands every [`Report`] its articles in the order of the input, as results arrive, and each
//! writes at once what it can. Nothing here reads files, the clock or the environment: what a format
//! must know of its surroundings comes in as options. Article text is hostile until shown otherwise;
//! [`visible`] and each format's own escaping stand between it and the reader.

mod annotations;
mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod gravest;
mod html;
mod job_summary;
mod json;
mod jsonl;
mod junit;
mod located;
mod markdown;
mod notes;
mod rdjson;
mod register;
mod rule_page;
mod sarif;
mod summary;
mod text;
mod visible;
mod wire;
mod workspace;

#[cfg(test)]
mod sample;

pub use annotations::{to_json as annotations_json, write_text as write_annotations};
pub use excerpt::{Excerpt, ExcerptLine};
pub use github::{GithubReport, failure_annotation};
pub use gitlab::GitlabReport;
pub use html::HtmlReport;
pub use job_summary::JobSummaryReport;
pub use json::JsonReport;
pub use jsonl::JsonlReport;
pub use junit::JunitReport;
pub use located::{
    ArticleReport, CopyOf, Depth, EvidenceKind, LocatedClaim, LocatedEvidence, LocatedFinding,
    Page, Passage, Scores,
};
pub use markdown::MarkdownReport;
pub use rdjson::{RdjsonReport, RdjsonlReport};
pub use sarif::SarifReport;
pub(crate) use summary::counted;
pub use summary::{FailOn, Summary, Tally, UnknownFailOn};
pub use text::{Closing, Links, Log, Paint, Register, TextOptions, TextReport};
pub use visible::{log_safe, visible};
pub use wire::json_schema;
pub use workspace::Workspace;

use crate::finding::Severity;
use crate::knowledge::PackInfo;
use crate::rule::Rule;
use std::io::{self, Write};

/// One output format, written piece by piece.
pub trait Report {
    /// Called once, before anything else.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn begin(&mut self, _out: &mut dyn Write, _basis: Basis<'_>) -> io::Result<()> {
        Ok(())
    }

    /// Called for every article, in the order of the input.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()>;

    /// Called for everything that could not be checked, in the order of the input.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn problem(&mut self, _out: &mut dyn Write, _problem: &Problem) -> io::Result<()> {
        Ok(())
    }

    /// Called once, after everything else.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn finish(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// What a run rests on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Basis<'a> {
    /// The packs, in the order they were loaded.
    pub packs: &'a [PackInfo],
    /// The rules, in order of id.
    pub rules: &'a [&'a Rule],
}

/// Something that could not be checked, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path as it is reported.
    pub path: String,
    /// The 1-based line, if the problem lies in one.
    pub line: Option<usize>,
    /// What is wrong and what would help.
    pub message: String,
}

impl Problem {
    /// `path:line`, or the path alone.
    pub fn place(&self) -> String {
        let line = self.line.map(|line| format!(":{line}"));
        format!("{}{}", self.path, line.unwrap_or_default())
    }
}

/// Which findings a report for people shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Errors and warnings.
    #[default]
    Serious,
    /// Advice too.
    All,
}

impl Shown {
    /// Whether a finding of this severity is shown.
    pub fn includes(self, severity: Severity) -> bool {
        self == Shown::All || severity > Severity::Info
    }
}
