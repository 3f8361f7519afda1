//! Packs: files → trees → shapes → packs whose every reference holds.
//!
//! Reading from disk happens in [`files`] alone; the rest works on text that was read. Whatever
//! is wrong is reported together, each problem with its file, line and column.

mod alternatives;
mod branch;
mod built;
mod digest;
mod draft;
mod embedded;
mod expression;
pub mod fact_file;
pub mod files;
mod fits;
mod index;
mod json_tree;
mod load;
mod located;
pub mod manifest;
mod moment;
mod names;
pub mod problem;
pub mod property_file;
mod references;
mod review;
pub mod rule_file;
mod rule_review;
pub mod schema;
mod shape;
mod source;
mod statement_shape;
mod suggest;
mod toml_tree;
pub mod tree;
mod validate;
mod wording;

pub use alternatives::Alternatives;
pub use built::BuiltPack;
pub use embedded::{embedded, is_built_in};
pub use expression::Expression;
pub use files::{PackFiles, built_in, from_disk};
pub use load::{Lexicon, Pack, load, load_after, load_beside};
pub use located::{Located, Place, Step};
pub use problem::{Problem, Problems};
pub use shape::parse;
