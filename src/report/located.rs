//! Findings with everything a report says about them, free of the article they were found in.

use super::Shown;
use super::excerpt::Excerpt;
use super::fingerprint::Fingerprints;
use crate::claim::Standing;
use crate::engine::{CheckedClaim, Coverage, Outcome};
use crate::finding::{Evidence, Finding, Severity, Suppressed, Verdict};
use crate::score::StyleReading;
use crate::text::{Article, Block, Dated, FileSpan, LineIndex, Metadata, Position, TextSpan};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// What came of one article. The article itself can be dropped, so memory stays flat.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ArticleReport {
    /// The path as it is reported.
    pub path: String,
    /// The `id` of a JSON Lines record, or the address of a page in a web archive.
    pub record: Option<String>,
    /// The 1-based line of a JSON Lines record in its file, or the number of a page's record in a
    /// web archive.
    pub record_line: Option<usize>,
    /// The day on which a web archive took the page.
    pub captured: Option<Date>,
    /// The reference date and what gave it.
    pub date: Option<Dated>,
    /// The findings in order of position.
    pub findings: Vec<LocatedFinding>,
    /// How many claims could be checked.
    pub coverage: Coverage,
    /// Every claim in order of position, if a report lists them.
    pub claims: Option<Vec<LocatedClaim>>,
    /// The article's text, if a report shows it.
    pub page: Option<Page>,
    /// Scores of the article as a whole.
    pub scores: Scores,
    /// The article that it is nearly the same as, where that was asked for.
    pub copy_of: Option<CopyOf>,
}

/// An article that came earlier and says nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct CopyOf {
    /// The path as it is reported.
    pub path: String,
    /// The `id` of a JSON Lines record, or the address of a page in a web archive.
    pub record: Option<String>,
}

/// How much of an article reports want to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Its findings.
    #[default]
    Findings,
    /// The claims in it too.
    Claims,
    /// Its text too.
    Text,
}

/// An article as its reader sees it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Page {
    /// The text.
    pub text: String,
    /// The blocks of the text, ascending and apart.
    pub blocks: Vec<Block>,
    /// What the file says about it.
    pub metadata: Metadata,
}

/// A claim and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LocatedClaim {
    /// The words of its value.
    pub text: String,
    /// The sentence it stands in.
    pub sentence: String,
    /// Where the value stands in the article's text.
    pub text_span: TextSpan,
    /// Where the value stands in the file.
    pub span: FileSpan,
    /// Where it starts, as people count.
    pub start: Position,
    /// What it is about; none when that is not certain.
    pub subject: Option<String>,
    /// The property's name.
    pub property: String,
    /// The property in words.
    pub noun: String,
    /// Whether the article asserts it.
    pub standing: Standing,
    /// What was established.
    pub verdict: Verdict,
    /// What text and record say; empty for a claim that stays unchecked.
    pub message: String,
    /// What that rests on.
    pub evidence: Vec<LocatedEvidence>,
}

/// Scores of an article as a whole.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Scores {
    /// How much its style is like that of generated text; advisory.
    pub ai_style: StyleReading,
}

/// A finding and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LocatedFinding {
    /// The rule that found it.
    pub rule: Arc<str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What was established.
    pub verdict: Verdict,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The flagged text.
    pub text: String,
    /// Where it stands in the article's text.
    pub text_span: TextSpan,
    /// Where the text stands in the file.
    pub span: FileSpan,
    /// Where it starts, as people count.
    pub start: Position,
    /// Where it ends, as people count: just past its last character.
    pub end: Position,
    /// The columns of start and end in UTF-8 bytes of their lines, from 1.
    pub byte_columns: Range<usize>,
    /// The lines it stands in.
    pub excerpt: Excerpt,
    /// What the message rests on.
    pub evidence: Vec<LocatedEvidence>,
    /// What could stand in the text's place.
    pub correction: Option<String>,
    /// A name that survives edits elsewhere.
    pub fingerprint: String,
    /// Who lets it stand, and why.
    pub suppressed: Option<Suppressed>,
    /// Whether it is in the baseline.
    pub is_known: bool,
}

impl LocatedFinding {
    /// Whether it counts: nobody lets it stand, and it is new.
    pub fn counts(&self) -> bool {
        self.suppressed.is_none() && !self.is_known
    }
}

/// A piece of evidence in the one shape that reports use.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LocatedEvidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The id of a fact or a lexicon.
    pub id: Option<String>,
    /// The evidence in words.
    pub text: String,
    /// The value of a fact.
    pub value: Option<String>,
    /// The name of the source that vouches for it.
    pub source: Option<String>,
    /// The source's address.
    pub url: Option<String>,
    /// The day a value was established.
    pub as_of: Option<Date>,
    /// Where the evidence stands, if it is a passage of a file.
    pub passage: Option<Passage>,
}

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// A record of a pack.
    Fact,
    /// A passage of a trusted source.
    Source,
    /// Another passage of the article.
    Article,
    /// A calculation.
    Arithmetic,
    /// A word or phrase of a lexicon.
    Lexicon,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Passage {
    /// The path as it is reported.
    pub path: String,
    /// Where it stands in the file.
    pub span: FileSpan,
    /// Where it starts, as people count.
    pub start: Position,
}

impl ArticleReport {
    /// Takes from the article what reports will say about the outcome.
    pub fn new(article: &Article, outcome: Outcome, depth: Depth) -> Self {
        let needs_places = !outcome.findings.is_empty() || depth >= Depth::Claims;
        let source = if needs_places { article.source() } else { "" };
        let places = Places { article, lines: LineIndex::new(source) };
        ArticleReport {
            path: article.origin.path.clone(),
            record: article.origin.record.clone(),
            record_line: article.origin.record_line,
            captured: article.metadata.captured,
            date: outcome.date,
            findings: places.findings(outcome.findings),
            coverage: outcome.coverage,
            claims: (depth >= Depth::Claims).then(|| places.claims(outcome.claims)),
            page: (depth >= Depth::Text).then(|| Page::of(article)),
            scores: Scores { ai_style: outcome.style },
            copy_of: None,
        }
    }
}

impl ArticleReport {
    /// The findings that count and that a report for people shows.
    pub(super) fn shown(&self, shown: Shown) -> impl Iterator<Item = &LocatedFinding> {
        self.findings.iter().filter(move |found| found.counts() && shown.includes(found.severity))
    }
}

impl Page {
    fn of(article: &Article) -> Self {
        Page {
            text: article.text().to_owned(),
            blocks: article.blocks().to_vec(),
            metadata: article.metadata.clone(),
        }
    }
}

/// Finds out where things stand in one article.
struct Places<'a> {
    article: &'a Article,
    lines: LineIndex<'a>,
}

impl Places<'_> {
    fn findings(&self, findings: Vec<Finding>) -> Vec<LocatedFinding> {
        let mut fingerprints = Fingerprints::default();
        findings.into_iter().map(|finding| self.finding(finding, &mut fingerprints)).collect()
    }

    fn claims(&self, claims: Vec<CheckedClaim>) -> Vec<LocatedClaim> {
        claims.into_iter().map(|claim| self.claim(claim)).collect()
    }

    fn claim(&self, claim: CheckedClaim) -> LocatedClaim {
        let source = self.article.source_range(claim.span);
        LocatedClaim {
            text: self.article.slice(claim.span).to_owned(),
            sentence: self.article.slice(claim.sentence).to_owned(),
            text_span: claim.span,
            span: self.article.file_span(claim.span),
            start: self.lines.position(source.start),
            subject: claim.subject,
            property: claim.property,
            noun: claim.noun,
            standing: claim.standing,
            verdict: claim.verdict,
            message: claim.message,
            evidence: self.all_evidence(claim.evidence),
        }
    }

    fn all_evidence(&self, evidence: Vec<Evidence>) -> Vec<LocatedEvidence> {
        evidence.into_iter().map(|evidence| self.evidence(evidence)).collect()
    }

    fn finding(&self, finding: Finding, fingerprints: &mut Fingerprints) -> LocatedFinding {
        let source = self.article.source_range(finding.span);
        let text = self.article.slice(finding.span);
        LocatedFinding {
            fingerprint: fingerprints.next(&finding.rule, text),
            rule: finding.rule,
            severity: finding.severity,
            verdict: finding.verdict,
            message: finding.message,
            text: text.to_owned(),
            text_span: finding.span,
            span: self.article.file_span(finding.span),
            start: self.lines.position(source.start),
            end: self.lines.position(source.end),
            byte_columns: self.lines.byte_column(source.start)..self.lines.byte_column(source.end),
            excerpt: Excerpt::new(&self.lines, source),
            evidence: self.all_evidence(finding.evidence),
            correction: finding.correction,
            suppressed: finding.suppressed,
            is_known: false,
        }
    }

    fn evidence(&self, evidence: Evidence) -> LocatedEvidence {
        match evidence {
            Evidence::Fact { id, text, value, source, url, as_of } => LocatedEvidence {
                id: Some(id),
                value,
                source,
                url,
                as_of,
                ..LocatedEvidence::in_words(EvidenceKind::Fact, text)
            },
            Evidence::Source { path, span, start, text, date } => LocatedEvidence {
                as_of: date,
                passage: Some(Passage { path, span, start }),
                ..LocatedEvidence::in_words(EvidenceKind::Source, text)
            },
            Evidence::Passage { span } => self.passage(span),
            Evidence::Arithmetic { text } => {
                LocatedEvidence::in_words(EvidenceKind::Arithmetic, text)
            }
            Evidence::Lexicon { id, text } => LocatedEvidence {
                id: Some(id),
                ..LocatedEvidence::in_words(EvidenceKind::Lexicon, text)
            },
        }
    }

    fn passage(&self, span: TextSpan) -> LocatedEvidence {
        let start = self.article.source_range(span).start;
        let text = self.article.slice(span).to_owned();
        LocatedEvidence {
            passage: Some(Passage {
                path: self.article.origin.path.clone(),
                span: self.article.file_span(span),
                start: self.lines.position(start),
            }),
            ..LocatedEvidence::in_words(EvidenceKind::Article, text)
        }
    }
}

impl LocatedEvidence {
    fn in_words(kind: EvidenceKind, text: String) -> Self {
        LocatedEvidence {
            kind,
            id: None,
            text,
            value: None,
            source: None,
            url: None,
            as_of: None,
            passage: None,
        }
    }
}
