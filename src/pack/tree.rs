//! What a TOML and a JSON file have in common: a tree of values that know where they stand.

use super::problem::Problems;
use super::source::Source;
use super::{json_tree, toml_tree};
use serde_json::Number;
use std::ops::Range;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The bytes it covers; for a table under a header, the header.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a file can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON's null.
    Null,
    /// True or false.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// A text; dates and times too, as ISO 8601 writes them.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Keys with their values, in the order of the file, each key once.
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node,
}

/// Reads a file as JSON if it is named so, else as TOML, and reports every syntax error. What
/// could be read nevertheless is returned, for what other files may refer to.
pub(super) fn read(source: &Source, problems: &mut Problems) -> Option<Node> {
    match source.path.rsplit('.').next() {
        Some(extension) if extension.eq_ignore_ascii_case("json") => {
            json_tree::read(source, problems)
        }
        _ => Some(toml_tree::read(source, problems)),
    }
}

impl Node {
    /// The value of `key`, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Value::Table(entries) = &self.value else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.node)
    }

    /// The item at `index`, if this is a list that long.
    pub fn item(&self, index: usize) -> Option<&Node> {
        self.items().get(index)
    }

    /// The items, if this is a list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same without places.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(number) => Json::Number(number.clone()),
            Value::Text(text) => Json::String(text.clone()),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Table(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect()
            }
        }
    }
}
