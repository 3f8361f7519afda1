//! factlint, a linter for facts.
//!
//! bytes → [`text::Article`] → annotations → claims → checks → [`finding::Finding`]s → report

pub mod annotate;
pub mod check;
pub mod cli;
pub mod engine;
pub mod finding;
pub mod knowledge;
pub mod language;
pub mod pack;
pub mod rule;
pub mod text;
pub mod value;
