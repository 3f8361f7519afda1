//! Findings that an article's editors have decided to let stand.

use super::span::TextSpan;
use jiff::civil::Date;

/// A decision to let findings stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The rules whose findings may stand.
    pub rules: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// What it covers.
    pub scope: Scope,
    /// How it is written, as messages quote it.
    pub written: String,
}

/// What a suppression covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The findings in this part of the text.
    Part(TextSpan),
    /// The findings that flag exactly these words, up to white space and case.
    Words(String),
    /// The whole article.
    Article,
}

/// A note to factlint that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The part of the text it stands at.
    pub part: TextSpan,
    /// What is wrong and what would be right.
    pub fault: String,
}

/// All that an article's editors tell factlint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instructions {
    /// The suppressions.
    pub suppressions: Vec<Suppression>,
    /// What was meant as one and cannot be read.
    pub malformed: Vec<Malformed>,
}
