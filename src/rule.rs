//! A rule: data that names a check, sets its parameters, documents it and shows it at work.

use crate::check::Check;
use crate::finding::Severity;
use crate::pack::rule_file::{BadExample, GoodExample, RuleDoc, Status};
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
