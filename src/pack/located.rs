//! A shape together with where its parts stand, for stages that find faults later.

use super::problem::{Problem, Problems};
use super::source::Source;
use super::tree::Node;
use std::sync::Arc;

/// What a file says, and where it says it.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// What the file says.
    pub value: T,
    pub(super) source: Arc<Source>,
    pub(super) tree: Arc<Node>,
}

/// One step into a file: `event`, then `3`, then `place`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// An item of a list, from 0.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Step::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

impl<T> Located<T> {
    /// The file as reports name it.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// The whole file.
    pub fn place(&self) -> Place<'_> {
        Place { source: &self.source, node: &self.tree }
    }

    /// A problem with what stands at `path`, such as `&["event".into(), 3.into()]`.
    pub fn problem_at(&self, path: &[Step<'_>], message: impl Into<String>) -> Problem {
        let mut place = self.place();
        for step in path {
            place = match *step {
                Step::Key(key) => place.key(key),
                Step::Index(index) => place.item(index),
            };
        }
        place.problem(message)
    }
}

/// A value in a file.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub(super) source: &'a Source,
    pub(super) node: &'a Node,
}

impl<'a> Place<'a> {
    /// The value of `key`; where there is none, the place itself, so that a message always has
    /// one: a fact's `value` may be written as the fact.
    pub fn key(self, key: &str) -> Place<'a> {
        let node = self.node.get(key).unwrap_or(self.node);
        Place { node, ..self }
    }

    /// The item at `index`; where there is none, the place itself: one id may stand for a list.
    pub fn item(self, index: usize) -> Place<'a> {
        let node = self.node.item(index).unwrap_or(self.node);
        Place { node, ..self }
    }

    /// A problem with what stands here.
    pub fn problem(self, message: impl Into<String>) -> Problem {
        Problem::at(self.source, &self.node.span, message)
    }

    /// Reports that something is wrong here; `message` is asked for only if it will be kept.
    pub(super) fn complain(self, problems: &mut Problems, message: impl FnOnce() -> String) {
        problems.add(&self.source.path, || self.problem(message()));
    }

    /// The same, with how to mend it.
    pub(super) fn complain_with_help(
        self,
        problems: &mut Problems,
        message: impl FnOnce() -> String,
        help: impl FnOnce() -> String,
    ) {
        problems.add(&self.source.path, || self.problem(message()).help(help()));
    }

    /// What stands here, without places.
    pub fn json(self) -> serde_json::Value {
        self.node.to_json()
    }

    /// `file:line`, to point at from elsewhere.
    pub fn address(self) -> String {
        let (line, _) = self.source.position(self.node.span.start);
        format!("{}:{line}", self.source.path)
    }
}
