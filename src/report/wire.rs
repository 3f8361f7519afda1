//! The shapes of the JSON output. Their keys are stable: keys may be added, none goes or changes.

use super::located::{
    ArticleReport, EvidenceKind, LocatedClaim, LocatedEvidence, LocatedFinding, Passage, Scores,
};
use super::sarif::KNOWN;
use super::{Problem, Register, Summary, register};
use crate::engine::Coverage;
use crate::finding::{Severity, Verdict};
use crate::knowledge::PackInfo;
use crate::score::StyleReading;
use crate::text::FileSpan;
use schemars::JsonSchema;
use serde::Serialize;

/// The version of these shapes.
pub(super) const SCHEMA: u32 = 1;

/// The JSON Schema of `--format json`.
pub fn json_schema() -> String {
    crate::pack::schema::pretty::<Document<'static>>("factlint findings")
}

/// One run.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Document<'a> {
    schema: u32,
    tool: Tool,
    packs: Vec<Pack<'a>>,
    articles: Vec<ArticleWire<'a>>,
    problems: Vec<ProblemWire<'a>>,
    summary: SummaryWire,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    pub(super) const THIS: Tool =
        Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    /// A hash over the pack's files, in hexadecimal.
    digest: &'a str,
}

impl<'a> From<&'a PackInfo> for Pack<'a> {
    fn from(pack: &'a PackInfo) -> Self {
        Pack { id: &pack.id, version: &pack.version, digest: &pack.digest }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ArticleWire<'a> {
    path: &'a str,
    /// The `id` of a JSON Lines record, or the address of a page in a web archive.
    record: Option<&'a str>,
    /// The 1-based line of a JSON Lines record in its file, or the number of a page's record in a
    /// web archive.
    record_line: Option<usize>,
    /// The day on which a web archive took the page (YYYY-MM-DD).
    #[serde(skip_serializing_if = "Option::is_none")]
    captured: Option<String>,
    /// The reference date (YYYY-MM-DD).
    date: Option<String>,
    /// What gave the reference date, such as `front-matter`.
    date_from: Option<&'static str>,
    /// The article that it is nearly the same as; only with `--near-duplicates`. Findings that both
    /// have stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<CopyWire<'a>>,
    findings: Vec<FindingWire<'a>>,
    claims: Claims,
    /// Every claim in order of position; only with `--claims`.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim_register: Option<Vec<ClaimWire<'a>>>,
    scores: ScoresWire,
}

impl<'a> ArticleWire<'a> {
    pub(super) fn new(article: &'a ArticleReport, register: Register) -> Self {
        let claims = match register {
            Register::Omitted => None,
            Register::Listed => article.claims.as_ref(),
        };
        ArticleWire {
            path: &article.path,
            record: article.record.as_deref(),
            record_line: article.record_line,
            captured: article.captured.map(|day| day.to_string()),
            date: article.date.map(|dated| dated.date.to_string()),
            date_from: article.date.map(|dated| dated.from.name()),
            copy_of: article.copy_of.as_ref().map(|original| CopyWire {
                path: &original.path,
                record: original.record.as_deref(),
            }),
            findings: article.findings.iter().map(FindingWire::from).collect(),
            claims: article.coverage.into(),
            claim_register: claims.map(|claims| claims.iter().map(ClaimWire::from).collect()),
            scores: (&article.scores).into(),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct CopyWire<'a> {
    path: &'a str,
    record: Option<&'a str>,
}

/// A line of `--format jsonl`: a finding that says where it is from.
#[derive(Debug, Serialize)]
pub(super) struct LineWire<'a> {
    path: &'a str,
    record: Option<&'a str>,
    record_line: Option<usize>,
    date: Option<String>,
    #[serde(flatten)]
    finding: FindingWire<'a>,
}

impl<'a> LineWire<'a> {
    pub(super) fn new(article: &'a ArticleReport, finding: &'a LocatedFinding) -> Self {
        LineWire {
            path: &article.path,
            record: article.record.as_deref(),
            record_line: article.record_line,
            date: article.date.map(|dated| dated.date.to_string()),
            finding: finding.into(),
        }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct FindingWire<'a> {
    rule: &'a str,
    severity: Severity,
    verdict: Verdict,
    message: &'a str,
    /// The flagged text.
    text: &'a str,
    span: SpanWire,
    line: usize,
    /// In code points, from 1.
    column: usize,
    end_line: usize,
    /// In code points, from 1, just past the last character.
    end_column: usize,
    evidence: Vec<EvidenceWire<'a>>,
    correction: Option<Correction<'a>>,
    /// A name that survives edits elsewhere in the article.
    fingerprint: &'a str,
    suppressed: Option<Suppression<'a>>,
}

impl<'a> From<&'a LocatedFinding> for FindingWire<'a> {
    fn from(finding: &'a LocatedFinding) -> Self {
        FindingWire {
            rule: &finding.rule,
            severity: finding.severity,
            verdict: finding.verdict,
            message: &finding.message,
            text: &finding.text,
            span: finding.span.into(),
            line: finding.start.line,
            column: finding.start.column,
            end_line: finding.end.line,
            end_column: finding.end.column,
            evidence: finding.evidence.iter().map(EvidenceWire::from).collect(),
            correction: finding.correction.as_deref().map(|text| Correction { text }),
            fingerprint: &finding.fingerprint,
            suppressed: suppression(finding),
        }
    }
}

/// A claim and what came of it.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ClaimWire<'a> {
    /// What it is about; none when that is not certain.
    subject: Option<&'a str>,
    property: &'a str,
    /// The property in words.
    noun: &'a str,
    /// The words of its value.
    text: &'a str,
    span: SpanWire,
    line: usize,
    column: usize,
    /// `asserted`, `not asserted` or `quoted`.
    standing: &'static str,
    verdict: Verdict,
    /// What text and record say; none for a claim that stays unchecked.
    message: Option<&'a str>,
    /// Why it stays unchecked.
    unchecked_because: Option<&'static str>,
    evidence: Vec<EvidenceWire<'a>>,
}

impl<'a> From<&'a LocatedClaim> for ClaimWire<'a> {
    fn from(claim: &'a LocatedClaim) -> Self {
        ClaimWire {
            subject: claim.subject.as_deref(),
            property: &claim.property,
            noun: &claim.noun,
            text: &claim.text,
            span: claim.span.into(),
            line: claim.start.line,
            column: claim.start.column,
            standing: claim.standing.name(),
            verdict: claim.verdict,
            message: Some(&*claim.message).filter(|message| !message.is_empty()),
            unchecked_because: register::unchecked_because(claim),
            evidence: claim.evidence.iter().map(EvidenceWire::from).collect(),
        }
    }
}

/// Bytes of the file (of the record's text for JSON Lines), end exclusive.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct SpanWire {
    start: usize,
    end: usize,
}

impl From<FileSpan> for SpanWire {
    fn from(span: FileSpan) -> Self {
        SpanWire { start: span.start, end: span.end }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct EvidenceWire<'a> {
    kind: EvidenceKind,
    id: Option<&'a str>,
    text: &'a str,
    value: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    as_of: Option<String>,
    path: Option<&'a str>,
    span: Option<SpanWire>,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> From<&'a LocatedEvidence> for EvidenceWire<'a> {
    fn from(evidence: &'a LocatedEvidence) -> Self {
        let passage: Option<&'a Passage> = evidence.passage.as_ref();
        EvidenceWire {
            kind: evidence.kind,
            id: evidence.id.as_deref(),
            text: &evidence.text,
            value: evidence.value.as_deref(),
            source: evidence.source.as_deref(),
            url: evidence.url.as_deref(),
            as_of: evidence.as_of.map(|date| date.to_string()),
            path: passage.map(|at| &*at.path),
            span: passage.map(|at| at.span.into()),
            line: passage.map(|at| at.start.line),
            column: passage.map(|at| at.start.column),
        }
    }
}

/// What could stand in the text's place; shown, never applied.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Correction<'a> {
    text: &'a str,
}

/// Who accepted a finding, and why.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Suppression<'a> {
    reason: &'a str,
    by: Option<&'a str>,
    until: Option<String>,
}

fn suppression(finding: &LocatedFinding) -> Option<Suppression<'_>> {
    let known = finding.is_known.then_some(Suppression { reason: KNOWN, by: None, until: None });
    let stated = finding.suppressed.as_ref().map(|suppressed| Suppression {
        reason: &suppressed.reason,
        by: suppressed.by.as_deref(),
        until: suppressed.until.map(|until| until.to_string()),
    });
    stated.or(known)
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Claims {
    checkable: usize,
    checked: usize,
    supported: usize,
    refuted: usize,
    outdated: usize,
    unsupported: usize,
    undisclosed: usize,
}

impl From<Coverage> for Claims {
    fn from(coverage: Coverage) -> Self {
        Claims {
            checkable: coverage.checkable,
            checked: coverage.checked(),
            supported: coverage.supported,
            refuted: coverage.refuted,
            outdated: coverage.outdated,
            unsupported: coverage.unsupported,
            undisclosed: coverage.undisclosed,
        }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ScoresWire {
    /// How much the style is like that of generated text, from 0 to 1; advisory. None for an article
    /// of less than 100 words, quotations not counted, or in another language than English. A low
    /// score does not mean that a person wrote it.
    ai_style: Option<f64>,
    ai_style_basis: StyleBasisWire,
}

/// What a score of style rests on.
#[derive(Debug, JsonSchema, Serialize)]
struct StyleBasisWire {
    /// How many words were read.
    words: usize,
    /// The lower end of the interval in which nine in ten such scores would lie, were there much
    /// more of the text to read.
    low: Option<f64>,
    /// The upper end of the interval.
    high: Option<f64>,
    /// The score from which the rule `ai-score` speaks.
    threshold: f64,
    /// The version of the model.
    model: String,
}

impl From<&Scores> for ScoresWire {
    fn from(scores: &Scores) -> Self {
        let StyleReading { words, score, threshold, model } = &scores.ai_style;
        ScoresWire {
            ai_style: score.map(|score| score.value),
            ai_style_basis: StyleBasisWire {
                words: *words,
                low: score.map(|score| score.low),
                high: score.map(|score| score.high),
                threshold: *threshold,
                model: model.to_string(),
            },
        }
    }
}

/// A file or record that could not be checked.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ProblemWire<'a> {
    path: &'a str,
    line: Option<usize>,
    message: &'a str,
}

impl<'a> From<&'a Problem> for ProblemWire<'a> {
    fn from(problem: &'a Problem) -> Self {
        ProblemWire { path: &problem.path, line: problem.line, message: &problem.message }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct SummaryWire {
    articles: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    checkable: usize,
    checked: usize,
    problems: usize,
    /// Findings that somebody lets stand; they count nowhere else.
    suppressed: usize,
    /// Findings of the baseline; they count nowhere else.
    known: usize,
    /// Only with `--timing`, so that output stays byte-identical without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<u64>,
}

impl From<&Summary> for SummaryWire {
    fn from(summary: &Summary) -> Self {
        SummaryWire {
            articles: summary.articles,
            errors: summary.findings.errors,
            warnings: summary.findings.warnings,
            infos: summary.findings.infos,
            checkable: summary.coverage.checkable,
            checked: summary.coverage.checked(),
            problems: summary.problems,
            suppressed: summary.suppressed,
            known: summary.known,
            elapsed_ms: summary.elapsed.map(|time| time.as_millis() as u64),
        }
    }
}
