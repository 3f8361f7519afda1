//! Evidence in words: the lines under a finding, the same in every report for people.

use super::excerpt::keep_head;
use super::located::{ArticleReport, EvidenceKind, LocatedEvidence, LocatedFinding, Passage};
use super::visible::visible;
use crate::text::Position;

/// Code points of a quoted passage that are shown.
const QUOTE_BUDGET: usize = 120;

/// One line under a finding. Its text is safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// What it is: `record`, `source`, `arithmetic`, …
    pub(super) label: &'static str,
    /// What it says.
    pub(super) text: String,
    /// The address behind it, if that can be followed.
    pub(super) url: Option<String>,
}

impl Note {
    /// The note on one line, its address at the end.
    pub(super) fn line(&self) -> String {
        match &self.url {
            Some(url) => format!("{}: {} <{url}>", self.label, self.text),
            None => format!("{}: {}", self.label, self.text),
        }
    }
}

/// The evidence and the suggestion of a finding.
pub(super) fn notes(article: &ArticleReport, finding: &LocatedFinding) -> Vec<Note> {
    let evidence = evidence_notes(article, &finding.evidence);
    let suggestion = finding.correction.as_deref();
    evidence
        .into_iter()
        .chain(suggestion.map(|text| note("suggestion", visible(text).into_owned())))
        .collect()
}

/// Evidence in words.
pub(super) fn evidence_notes(article: &ArticleReport, evidence: &[LocatedEvidence]) -> Vec<Note> {
    evidence.iter().flat_map(|evidence| notes_of(article, evidence)).collect()
}

/// `path:line:column`; for a record the line of the record in its file, then the place in its text.
pub(super) fn place(article: &ArticleReport, start: Position) -> String {
    place_in(article, &article.path, start)
}

fn place_in(article: &ArticleReport, path: &str, start: Position) -> String {
    let Position { line, column } = start;
    let path = visible(path);
    match (article.record_line, &article.record) {
        (None, _) => format!("{path}:{line}:{column}"),
        (Some(at), None) => format!("{path}:{at} (at {line}:{column} of its text)"),
        (Some(at), Some(id)) => {
            format!("{path}:{at} (record {}, at {line}:{column} of its text)", visible(id))
        }
    }
}

fn notes_of(article: &ArticleReport, evidence: &LocatedEvidence) -> Vec<Note> {
    let text = visible(&evidence.text);
    let words = match evidence.kind {
        EvidenceKind::Fact => note("record", text.into_owned()),
        EvidenceKind::Arithmetic => note("arithmetic", text.into_owned()),
        EvidenceKind::Lexicon => note("phrase", format!("{}{}", quoted(&text), listed(evidence))),
        EvidenceKind::Article | EvidenceKind::Source => {
            note("also", passage(article, evidence.passage.as_ref(), &quoted(&text)))
        }
    };
    std::iter::once(words).chain(value(evidence)).chain(source(evidence)).collect()
}

/// The recorded value, where the record's words do not give it.
fn value(evidence: &LocatedEvidence) -> Option<Note> {
    let value = evidence.value.as_deref()?;
    let is_told = evidence.text.contains(value);
    (!is_told).then(|| note("value", visible(value).into_owned()))
}

fn listed(evidence: &LocatedEvidence) -> String {
    let id = evidence.id.as_deref().map(visible);
    id.map_or_else(String::new, |id| format!(" (in the list {id})"))
}

fn passage(article: &ArticleReport, passage: Option<&Passage>, quoted: &str) -> String {
    passage.map_or_else(
        || quoted.to_owned(),
        |at| format!("{} {quoted}", place_in(article, &at.path, at.start)),
    )
}

fn quoted(text: &str) -> String {
    format!("“{}”", keep_head(text, QUOTE_BUDGET))
}

fn source(evidence: &LocatedEvidence) -> Option<Note> {
    let name = evidence.source.as_deref().or(evidence.url.as_deref())?;
    let as_of = evidence.as_of.map(|date| format!(", as of {date}"));
    Some(Note {
        label: "source",
        text: format!("{}{}", visible(name), as_of.unwrap_or_default()),
        url: evidence.url.as_deref().filter(|url| is_followable(url)).map(str::to_owned),
    })
}

/// Whether an address is a plain web address that cannot break out of a link.
fn is_followable(url: &str) -> bool {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web && url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"`\\".contains(&byte))
}

fn note(label: &'static str, text: String) -> Note {
    Note { label, text, url: None }
}
