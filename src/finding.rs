//! What a check reports: a flagged span, what is wrong with it, and the evidence.

use crate::text::{FileSpan, Position, TextSpan};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How much a finding weighs, from advice to a reason to stop a publication.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice; hidden by default.
    Info,
    /// An editor should look.
    Warning,
    /// Deterministic and safe to block publication on.
    Error,
}

impl Severity {
    /// The name used in output and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What was established about a claim.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The evidence agrees.
    Supported,
    /// The evidence says otherwise.
    Refuted,
    /// It was right once, and had been replaced when the article was written.
    Outdated,
    /// No evidence was found; never worded as "false".
    Unsupported,
    /// The reference says that nobody has disclosed it.
    Undisclosed,
    /// Nothing was established: no record, or the text is not a claim.
    Unchecked,
}

impl Verdict {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Refuted => "refuted",
            Verdict::Outdated => "outdated",
            Verdict::Unsupported => "unsupported",
            Verdict::Undisclosed => "undisclosed",
            Verdict::Unchecked => "unchecked",
        }
    }
}

/// What an article says that can be looked for in sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// A number with what it counts or measures.
    Figure,
    /// A date.
    Date,
    /// A name.
    Name,
    /// A quotation.
    Quote,
    /// Which way something went, or whether it did.
    Direction,
    /// A number that follows from others.
    Derivation,
}

/// A flagged span.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it, such as `wrong-date`.
    pub rule: Arc<str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What was established.
    pub verdict: Verdict,
    /// Where it stands in the article's text.
    pub span: TextSpan,
    /// What the text says, what the record says, and where that is from: one sentence, no jargon.
    pub message: String,
    /// What the message rests on.
    pub evidence: Vec<Evidence>,
    /// What could stand in the span's place; shown, never applied.
    pub correction: Option<String>,
    /// Who lets it stand, and why.
    pub suppressed: Option<Suppressed>,
}

/// The decision to let a finding stand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Suppressed {
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// A record of a pack.
    Fact {
        /// The fact's id, such as `kerman-bombings.time`.
        id: String,
        /// The record in words.
        text: String,
        /// Its value, if it has one.
        value: Option<String>,
        /// The name of the source that vouches for it.
        source: Option<String>,
        /// The source's address.
        url: Option<String>,
        /// The day the value was established.
        as_of: Option<Date>,
    },
    /// A passage of a trusted document.
    Source {
        /// The document, as it is reported.
        path: String,
        /// Where the passage stands in its file.
        span: FileSpan,
        /// Where it starts, as people count.
        start: Position,
        /// The passage.
        text: String,
        /// The day of the document, if it says so.
        date: Option<Date>,
    },
    /// Another passage of the same article.
    Passage {
        /// Where it stands in the article's text.
        span: TextSpan,
    },
    /// A calculation, written out.
    Arithmetic {
        /// The calculation, such as `14:40 EST = 23:10 in Tehran`.
        text: String,
    },
    /// A word or phrase of a lexicon that was recognised.
    Lexicon {
        /// The list it is in.
        id: String,
        /// The words as the article has them.
        text: String,
    },
}
