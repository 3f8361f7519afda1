//! What is legal in a pack and yet looks wrong. One file a kind of doubt.
//!
//! The loader refuses what has no meaning. What is left here has one, and a person should look:
//! each remark says where, what, and how to mend it.

mod age;
mod contradiction;
mod history;
mod life;
mod name;
mod order;
mod records;
mod rejected;
mod role;
mod scene;
mod source;
mod wording;

pub use age::Staleness;
pub use records::Records;
pub use wording::Wordings;

use crate::finding::Severity;
use crate::language::{Language, Vocabulary};
use crate::pack::{Place, Problem};

/// A doubt about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is called, such as `unused-source`.
    pub name: &'static str,
    /// An error is certain to be a mistake, a warning likely; advice is a matter of care.
    pub severity: Severity,
    /// Where, what, and how to mend it.
    pub problem: Problem,
}

impl Remark {
    fn new(name: &'static str, severity: Severity, at: Place<'_>, message: String) -> Self {
        Remark { name, severity, problem: at.problem(message) }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.problem = self.problem.help(help);
        self
    }
}

/// What the words of names mean.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The language.
    pub language: &'a Language,
    /// Its words and those of the packs.
    pub vocabulary: &'a Vocabulary,
}

/// Everything doubtful about the records, in order of file and line.
pub fn lint(
    records: &Records<'_>,
    words: Words<'_>,
    wordings: Wordings<'_>,
    staleness: Option<Staleness>,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    source::review(records, &mut remarks);
    contradiction::review(records, &mut remarks);
    life::review(records, &mut remarks);
    order::review(records, &mut remarks);
    history::review(records, &mut remarks);
    rejected::review(records, &mut remarks);
    name::review(records, words, &mut remarks);
    role::review(records, words, &mut remarks);
    scene::review(records, &mut remarks);
    wording::review(records, wordings, &mut remarks);
    if let Some(staleness) = staleness {
        age::review(records, staleness, &mut remarks);
    }
    remarks.sort_by(|a, b| (a.problem.order(), a.name).cmp(&(b.problem.order(), b.name)));
    remarks.dedup();
    remarks
}
