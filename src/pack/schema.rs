//! The published JSON Schemas of pack files, for editors.

use super::fact_file::FactFile;
use super::manifest::Manifest;
use super::property_file::PropertyFile;
use super::rule_file::RuleFile;
use schemars::{JsonSchema, schema_for};

/// The schema of `pack.toml`.
pub fn manifest() -> String {
    pretty::<Manifest>("factlint pack")
}

/// The schema of a fact file.
pub fn facts() -> String {
    pretty::<FactFile>("factlint facts")
}

/// The schema of a rule file.
pub fn rule() -> String {
    pretty::<RuleFile>("factlint rule")
}

/// The schema of a property file.
pub fn property() -> String {
    pretty::<PropertyFile>("factlint property")
}

/// The schema of a shape as it is published.
pub(crate) fn pretty<T: JsonSchema>(title: &str) -> String {
    let mut schema = schema_for!(T);
    schema.insert("title".to_owned(), title.into());
    format!("{:#}\n", schema.to_value())
}
