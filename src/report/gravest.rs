//! The gravest findings of a run, in bounded memory however long the run.

use super::summary::Tally;
use crate::finding::Severity;

/// How many annotations of each level GitHub takes from one step; reports for it keep no more.
pub(super) const LIMIT: usize = 10;

/// The first of each severity up to a limit, and how many there were.
#[derive(Debug)]
pub(super) struct Gravest<T> {
    errors: Vec<T>,
    warnings: Vec<T>,
    infos: Vec<T>,
    seen: Tally,
    limit: usize,
}

impl<T> Default for Gravest<T> {
    fn default() -> Self {
        Gravest::new(LIMIT)
    }
}

impl<T> Gravest<T> {
    /// Keeps up to `limit` of each severity.
    pub(super) fn new(limit: usize) -> Self {
        Gravest {
            errors: Vec::new(),
            warnings: Vec::new(),
            infos: Vec::new(),
            seen: Tally::default(),
            limit,
        }
    }

    /// Counts one, and keeps it if there is room among those of its severity.
    pub(super) fn add(&mut self, severity: Severity, make: impl FnOnce() -> T) {
        self.seen.count(severity);
        let limit = self.limit;
        let level = self.level(severity);
        if level.len() < limit {
            level.push(make());
        }
    }

    /// Makes room among the least grave for one more line if anything was left out already.
    pub(super) fn make_room_for_notice(&mut self) {
        if self.left_out().total() > 0 {
            self.infos.truncate(self.limit - 1);
        }
    }

    /// Those that were kept, gravest first, then in order of the input.
    pub(super) fn kept(&self) -> impl Iterator<Item = &T> {
        self.errors.iter().chain(&self.warnings).chain(&self.infos)
    }

    /// How many there were.
    pub(super) fn seen(&self) -> Tally {
        self.seen
    }

    /// How many were not kept.
    pub(super) fn left_out(&self) -> Tally {
        Tally {
            errors: self.seen.errors - self.errors.len(),
            warnings: self.seen.warnings - self.warnings.len(),
            infos: self.seen.infos - self.infos.len(),
        }
    }

    fn level(&mut self, severity: Severity) -> &mut Vec<T> {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.infos,
        }
    }
}
