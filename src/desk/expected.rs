//! `NAME.expected.toml`: what must be found in an article, and what must be left alone.

use crate::finding::Severity;
use crate::pack::{self, Located, Problems, schema};
use schemars::JsonSchema;
use serde::Deserialize;

/// The ending of the file beside an article, after the article's name without its own.
pub const ENDING: &str = "expected.toml";

/// What a person expects of an article.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFile {
    /// What must be found.
    #[serde(default)]
    pub finding: Vec<ExpectedFinding>,
    /// What looks like a fault and is none.
    #[serde(default)]
    pub quiet: Vec<QuietSpan>,
}

/// A finding that is expected.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFinding {
    /// The flagged words as the article has them.
    #[schemars(regex(pattern = r"\S"))]
    pub text: String,
    /// The rules any of which may flag them.
    pub rules: Vec<String>,
    /// The least severity that will do.
    pub severity: Severity,
    /// Why they are wrong.
    pub why: String,
    /// Which of several places with these words is meant, from 1.
    #[serde(default)]
    pub occurrence: Option<usize>,
    /// Why no rule can find it yet. It counts as missed, and is an error once it is found.
    #[serde(default)]
    pub beyond: Option<String>,
}

/// Words that nothing may flag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietSpan {
    /// The words as the article has them.
    #[schemars(regex(pattern = r"\S"))]
    pub text: String,
    /// Why they are right.
    pub why: String,
    /// Which of several places with these words is meant, from 1.
    #[serde(default)]
    pub occurrence: Option<usize>,
}

/// The JSON Schema of the file, for editors.
pub fn json_schema() -> String {
    schema::pretty::<ExpectedFile>("factlint expected findings")
}

/// Reads the text of such a file.
///
/// # Errors
/// Everything that is wrong with its shape.
pub fn read(path: &str, text: &str) -> Result<Located<ExpectedFile>, Problems> {
    pack::parse(path, text, None)
}
