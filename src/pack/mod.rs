//! Packs on disk: shapes, validation, loading.

pub mod fact_file;
pub mod property_file;
pub mod rule_file;
