//! tour
pub mod cli;
pub mod format;
pub mod text;
