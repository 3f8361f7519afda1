//! A rule: data that names a check, sets its parameters, documents it and shows it at work.

use crate::check::Check;
use crate::finding::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A rule that can run.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which is its file's name: the fault, in kebab-case.
    pub id: Arc<str>,
    /// The pack it belongs to.
    pub pack: Arc<str>,
    /// How settled it is.
    pub status: Status,
    /// The version of its pack that brought it.
    pub since: String,
    /// How much its findings weigh.
    pub severity: Severity,
    /// What it belongs to, for selection.
    pub tags: Vec<String>,
    /// The check it runs.
    pub check: Check,
    /// What it is for.
    pub doc: RuleDoc,
    /// Texts it must flag.
    pub bad: Vec<BadExample>,
    /// Texts it must leave alone, near misses first.
    pub good: Vec<GoodExample>,
    /// The fact file, beside the rule, that its examples are checked against.
    pub example_facts: Option<String>,
}

/// How settled a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its findings are kept comparable between versions.
    Stable,
    /// It may still change.
    Preview,
}

/// What a rule is for. `factlint explain` prints it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDoc {
    /// What it finds, in one or two sentences.
    pub finds: String,
    /// Why that matters to a reader or an editor.
    pub why: String,
    /// How to mend a finding.
    pub mend: String,
    /// What it does not see, or leaves alone on purpose.
    #[serde(default)]
    pub limits: Option<String>,
    /// Where the method or a figure comes from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A text the rule must flag.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadExample {
    /// The text, each span to be flagged between `⟦` and `⟧`.
    pub text: String,
    /// A part of the message that must appear.
    #[serde(default)]
    pub message: Option<String>,
    /// The article's reference date (YYYY-MM-DD).
    #[serde(default)]
    pub date: Option<String>,
}

/// A text the rule must leave alone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodExample {
    /// The text.
    pub text: String,
    /// The article's reference date (YYYY-MM-DD).
    #[serde(default)]
    pub date: Option<String>,
}
