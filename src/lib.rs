//! factlint, a linter for facts.
//!
//! bytes → [`text::Article`] → annotations → claims → checks → [`finding::Finding`]s → [`report`]

pub mod check;
pub mod cli;
pub mod engine;
pub mod finding;
pub mod format;
pub mod knowledge;
pub mod report;
pub mod rule;
pub mod text;
