//! The one path, for one article: annotate, find claims, judge them, run the checks.

use crate::finding::{Finding, Verdict};
use crate::knowledge::Knowledge;
use crate::text::{Article, Dated};
use jiff::civil::Date;

/// What a run may tell the engine about every article.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions {
    /// The reference date to use instead of the article's own.
    pub date: Option<Date>,
}

/// What came of checking one article.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The article's reference date and what gave it.
    pub date: Option<Dated>,
    /// Findings in order of position, then of rule; at most one of a rule at a span.
    pub findings: Vec<Finding>,
    /// How many claims could be checked, and what came of them.
    pub coverage: Coverage,
}

/// How much of an article could be checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Claims of a kind that factlint can check.
    pub checkable: usize,
    /// Claims with the verdict [`Verdict::Supported`].
    pub supported: usize,
    /// Claims with the verdict [`Verdict::Refuted`].
    pub refuted: usize,
    /// Claims with the verdict [`Verdict::Outdated`].
    pub outdated: usize,
    /// Claims with the verdict [`Verdict::Unsupported`].
    pub unsupported: usize,
    /// Claims with the verdict [`Verdict::Undisclosed`].
    pub undisclosed: usize,
}

impl Coverage {
    /// Counts one claim.
    pub fn count(&mut self, verdict: Verdict) {
        self.checkable += 1;
        match verdict {
            Verdict::Supported => self.supported += 1,
            Verdict::Refuted => self.refuted += 1,
            Verdict::Outdated => self.outdated += 1,
            Verdict::Unsupported => self.unsupported += 1,
            Verdict::Undisclosed => self.undisclosed += 1,
            Verdict::Unchecked => {}
        }
    }

    /// Claims that were compared with something.
    pub fn checked(&self) -> usize {
        self.supported + self.refuted + self.outdated + self.unsupported + self.undisclosed
    }

    /// Adds another article's counts.
    pub fn add(&mut self, other: Coverage) {
        self.checkable += other.checkable;
        self.supported += other.supported;
        self.refuted += other.refuted;
        self.outdated += other.outdated;
        self.unsupported += other.unsupported;
        self.undisclosed += other.undisclosed;
    }
}

/// Checks an article. Pure: no I/O, cannot fail, same output for same input.
pub fn check(_article: &Article, _knowledge: &Knowledge, _options: CheckOptions) -> Outcome {
    Outcome::default()
}
