//! Articles as text: what was decoded, where it stood, and how to get back.
//!
//! Two coordinate systems exist and never mix. Everything that reads or checks an article speaks
//! [`TextSpan`]: bytes of the prose in [`Article::text`]. Everything that reports speaks
//! [`FileSpan`]: bytes of the file as it lies on disk. [`OffsetMap`] alone converts the one into
//! the other. Lines and columns come later still, in reports, from a [`LineIndex`].

mod article;
mod line_index;
mod offset_map;
pub(crate) mod script;
mod sketch;
mod span;
mod suppression;

pub use article::{
    Article, ArticleBuilder, Block, BlockKind, DateOrigin, Dated, Link, Metadata, Origin, Statement,
};
pub use line_index::{LineIndex, Position};
pub use offset_map::{Decoding, OffsetMap};
pub use sketch::Sketch;
pub use span::{FileSpan, TextSpan};
pub use suppression::{Instructions, Malformed, Scope, Suppression};
