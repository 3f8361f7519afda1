//! tour
pub mod text;
