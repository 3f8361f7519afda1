//! Tree → shape: validated against the shape's own JSON Schema, then read by serde.

use super::located::Located;
use super::problem::{Problem, Problems};
use super::source::Source;
use super::tree::{self, Node};
use super::validate::Schema;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::Arc;

/// Reads the text of one file, and reports everything that is wrong with its shape.
///
/// With `known_properties`, keys of a shape's free part must be among them.
///
/// # Errors
/// Everything that is wrong with the shape.
pub fn parse<T: DeserializeOwned + JsonSchema>(
    path: &str,
    text: &str,
    known_properties: Option<&BTreeSet<String>>,
) -> Result<Located<T>, Problems> {
    let mut problems = Problems::default();
    let source = Arc::new(Source::new(path, text));
    let tree = tree::read(&source, &mut problems);
    let shape = Shape::<T>::new(known_properties);
    let located = tree.and_then(|tree| shape.read(&source, &Arc::new(tree), &mut problems));
    match located {
        Some(located) if problems.is_empty() => Ok(located),
        _ => Err(problems),
    }
}

/// The shape of a kind of file, ready to read many.
pub(super) struct Shape<'a, T> {
    schema: Schema<'a>,
    reads: PhantomData<T>,
}

impl<'a, T: DeserializeOwned + JsonSchema> Shape<'a, T> {
    pub(super) fn new(known_properties: Option<&'a BTreeSet<String>>) -> Self {
        Shape { schema: Schema::of::<T>(known_properties), reads: PhantomData }
    }

    /// What the tree says, if its shape is right.
    pub(super) fn read(
        &self,
        source: &Arc<Source>,
        tree: &Arc<Node>,
        problems: &mut Problems,
    ) -> Option<Located<T>> {
        let before = problems.count();
        self.schema.validate(tree, source, problems);
        if problems.count() > before {
            return None;
        }
        match serde_json::from_value(tree.to_json()) {
            Ok(value) => {
                Some(Located { value, source: Arc::clone(source), tree: Arc::clone(tree) })
            }
            Err(error) => {
                problems.push(Problem::of_file(source.path.clone(), error.to_string()));
                None
            }
        }
    }
}
