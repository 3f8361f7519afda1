//! The edge: arguments in, text out.

pub mod annotate;
