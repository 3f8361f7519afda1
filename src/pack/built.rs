//! What a pack brings beside its facts, in a form that can be kept and need not be reviewed again.

use super::load::{Lexicon, Pack};
use super::located::Located;
use super::manifest::Manifest;
use super::rule_file::RuleFile;
use super::source::Source;
use super::tree::{Node, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A pack that was loaded once, without its facts and properties, which are kept compiled.
#[derive(Debug, Deserialize, Serialize)]
pub struct BuiltPack {
    manifest: Manifest,
    digest: String,
    rules: Vec<BuiltRule>,
    lexicons: Vec<Lexicon>,
}

#[derive(Debug, Deserialize, Serialize)]
struct BuiltRule {
    /// The file as reports name it.
    path: String,
    json: String,
}

impl BuiltPack {
    /// What is kept of a pack.
    pub fn of(pack: &Pack) -> Self {
        let rules = pack.rules.iter().map(|rule| BuiltRule {
            path: rule.path().to_owned(),
            json: rule.place().json().to_string(),
        });
        BuiltPack {
            manifest: pack.manifest.clone(),
            digest: pack.digest.clone(),
            rules: rules.collect(),
            lexicons: pack.lexicons.clone(),
        }
    }

    /// The pack again, without its facts; nothing if one of its rules has not its shape.
    pub fn restore(self) -> Option<Pack> {
        Some(Pack {
            manifest: self.manifest,
            digest: self.digest,
            rules: self.rules.into_iter().map(BuiltRule::restore).collect::<Option<_>>()?,
            facts: Vec::new(),
            properties: Vec::new(),
            lexicons: self.lexicons,
            examples: BTreeMap::new(),
        })
    }
}

impl BuiltRule {
    fn restore(self) -> Option<Located<RuleFile>> {
        Some(Located {
            value: serde_json::from_str(&self.json).ok()?,
            source: Arc::new(Source::new(self.path, "")),
            tree: Arc::new(Node { span: 0..0, value: Value::Table(Vec::new()) }),
        })
    }
}
