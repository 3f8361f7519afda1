//! What keeping a pack takes: holding articles to expectations, doubts about records, what changed
//! between two versions, records proposed from texts and tables.
//!
//! Reads no file: the command line hands it what was read, and writes what it returns.

pub mod diff;
pub mod draft;
pub mod expected;
pub mod fragment;
pub mod grade;
pub mod import;
pub mod lint;
pub mod touched;

mod known;
mod trial;
