//! Everything factlint knows during a run: rules, facts and language data, immutable and shared.

use crate::rule::Rule;
use std::sync::Arc;

/// What articles are checked against.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// The packs it was made from, in the order they were loaded.
    pub packs: Vec<PackInfo>,
    /// The rules, sorted by id.
    pub rules: Vec<Rule>,
}

/// A pack that was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Its id.
    pub id: Arc<str>,
    /// Its version.
    pub version: String,
    /// A hash over its files, in hexadecimal, so that a report says what it rests on.
    pub digest: String,
}
