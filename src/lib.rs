//! factlint, a linter for facts.
//!
//! bytes → [`text::Article`] → annotations → claims → checks → [`finding::Finding`]s → report

pub mod annotate;
pub mod check;
pub mod claim;
pub mod cli;
pub mod desk;
pub mod engine;
pub mod fact;
pub mod finding;
pub mod format;
pub mod judge;
pub mod knowledge;
pub mod known_claim;
pub mod language;
pub mod pack;
pub mod quote;
pub mod report;
pub mod rule;
pub mod rule_set;
pub mod score;
pub mod source;
pub mod statement;
pub mod text;
pub mod value;
