//! The kinds of check, one file each.

/// A check with its parameters.
#[derive(Debug)]
pub enum Check {}
