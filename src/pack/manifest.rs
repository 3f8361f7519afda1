//! The shape of `pack.toml`: what a pack is called and whose it is.

use super::located::Located;
use super::problem::Problems;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the shapes that this program reads.
pub const SCHEMA: u32 = 1;

/// What a pack says of itself, in `pack.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Manifest")]
pub struct Manifest {
    /// Kebab-case, unique among the packs of a run.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// What people call it.
    pub name: String,
    /// A version such as `1.4.0`, raised with every change that others may notice.
    #[schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$"))]
    pub version: String,
    /// The version of the file shapes; always 1.
    pub schema: u32,
    /// The licence of its texts and data, as an SPDX expression.
    pub licence: String,
    /// Who answers for it, and how to reach them.
    pub maintainer: String,
    /// What it holds, in a sentence or two.
    pub description: String,
    /// The language of its wordings: `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The packs whose ids it refers to.
    #[serde(default)]
    pub imports: Vec<String>,
}

impl Manifest {
    /// The manifest of files that came without one.
    pub(super) fn implied(name: &str) -> Self {
        let id = super::wording::kebab(name);
        Manifest {
            id: if id.is_empty() { "facts".to_owned() } else { id },
            name: name.to_owned(),
            version: "0".to_owned(),
            schema: SCHEMA,
            licence: String::new(),
            maintainer: String::new(),
            description: String::new(),
            language: None,
            imports: Vec::new(),
        }
    }
}

/// Reports a manifest for another version of the shapes.
pub(super) fn review(manifest: &Located<Manifest>, problems: &mut Problems) {
    let schema = manifest.value.schema;
    if schema != SCHEMA {
        manifest.place().key("schema").complain_with_help(
            problems,
            || format!("\"schema\" is {schema}: this version of factlint reads {SCHEMA}"),
            || format!("write schema = {SCHEMA}, or use a version of factlint that reads {schema}"),
        );
    }
}
