//! A tree against a JSON Schema, in the words of an editor.
//!
//! The schemas are those that `schemars` makes of our own shapes, so only what it emits for them
//! is understood: types, properties, items, constants, patterns, unions and references.

use super::branch::Branch;
use super::problem::{Problem, Problems};
use super::source::Source;
use super::suggest::did_you_mean;
use super::tree::{Entry, Node, Value};
use super::wording::{a, any_of, found, kebab, quoted, some_of};
use regex::Regex;
use schemars::JsonSchema;
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

/// The JSON Schema of a kind of file, ready to be held against many.
pub(super) struct Schema<'a> {
    root: Json,
    known_properties: Option<&'a BTreeSet<String>>,
    patterns: Patterns,
}

impl<'a> Schema<'a> {
    /// The schema of a shape. With `known_properties`, the keys of its free part are among them.
    pub(super) fn of<T: JsonSchema>(known_properties: Option<&'a BTreeSet<String>>) -> Self {
        Schema {
            root: schemars::schema_for!(T).to_value(),
            known_properties,
            patterns: Patterns::default(),
        }
    }

    /// Reports everything in `tree` that is not allowed.
    pub(super) fn validate(&self, tree: &Node, source: &Source, problems: &mut Problems) {
        let resolved = HashMap::new();
        let mut validator = Validator { source, schema: self, problems, resolved };
        validator.check(tree, &self.root, Name::File);
    }
}

/// The patterns of a schema, each compiled when it is first needed and then kept: many files
/// have the same shape.
#[derive(Default)]
pub(super) struct Patterns(RefCell<HashMap<String, Option<Regex>>>);

impl Patterns {
    /// Whether `text` matches; a pattern that is none refuses nothing.
    fn matches(&self, pattern: &str, text: &str) -> bool {
        let mut compiled = self.0.borrow_mut();
        if !compiled.contains_key(pattern) {
            compiled.insert(pattern.to_owned(), Regex::new(pattern).ok());
        }
        compiled[pattern].as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

struct Validator<'a> {
    source: &'a Source,
    schema: &'a Schema<'a>,
    problems: &'a mut Problems,
    /// The alternatives of the schemas met so far, by their place in memory: following references
    /// for each of ten thousand records took a third of their loading.
    resolved: HashMap<usize, Rc<[Branch<'a>]>>,
}

/// How a message names the value it is about.
#[derive(Clone, Copy)]
enum Name<'k> {
    File,
    Key(&'k str),
    ItemOf(&'k str),
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::File => write!(f, "the file"),
            Name::Key(key) => write!(f, "{}", quoted(key)),
            Name::ItemOf(key) => write!(f, "an item of {}", quoted(key)),
        }
    }
}

impl<'a> Validator<'a> {
    fn check(&mut self, node: &Node, schema: &'a Json, name: Name<'_>) {
        let branches = self.branches(schema);
        let fitting: Vec<Branch<'a>> =
            branches.iter().copied().filter(|branch| branch.accepts(&node.value)).collect();
        match fitting.as_slice() {
            [] => self.wrong_type(node, &branches, name),
            all if all.iter().all(|branch| branch.is_choice()) => {
                self.check_choice(node, all, name);
            }
            [one] => self.check_branch(node, *one, name),
            all => self.check_tagged(node, all, name),
        }
    }

    /// Every alternative a schema allows, references followed.
    fn branches(&mut self, schema: &'a Json) -> Rc<[Branch<'a>]> {
        let place = std::ptr::from_ref(schema).addr();
        if let Some(known) = self.resolved.get(&place) {
            return Rc::clone(known);
        }
        let type_name = schema["title"].as_str().unwrap_or_default();
        let branches: Rc<[Branch<'a>]> = self.branches_of(Branch { schema, type_name }).into();
        self.resolved.insert(place, Rc::clone(&branches));
        branches
    }

    fn branches_of(&self, branch: Branch<'a>) -> Vec<Branch<'a>> {
        if let Some(name) = branch.schema["$ref"].as_str() {
            let type_name = name.rsplit('/').next().unwrap_or(name);
            let schema = &self.schema.root["$defs"][type_name];
            return self.branches_of(Branch { schema, type_name });
        }
        let union = branch.schema["anyOf"].as_array().or_else(|| branch.schema["oneOf"].as_array());
        match union {
            Some(schemas) => schemas
                .iter()
                .flat_map(|schema| self.branches_of(Branch { schema, ..branch }))
                .collect(),
            None => vec![branch],
        }
    }

    fn check_branch(&mut self, node: &Node, branch: Branch<'a>, name: Name<'_>) {
        match &node.value {
            Value::Table(entries) => self.check_table(node, entries, branch),
            Value::List(items) => {
                let key = match name {
                    Name::Key(key) | Name::ItemOf(key) => key,
                    Name::File => "the file",
                };
                for item in items {
                    self.check(item, &branch.schema["items"], Name::ItemOf(key));
                }
            }
            Value::Text(text) => self.check_pattern(node, text, branch, name),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn check_table(&mut self, node: &Node, entries: &[Entry], branch: Branch<'a>) {
        for key in branch.required() {
            if !entries.iter().any(|entry| entry.key == key) {
                let thing = branch.thing();
                self.report(&node.span, || {
                    format!("missing key \"{key}\": every {thing} needs one")
                });
            }
        }
        for entry in entries {
            match self.schema_for(branch, &entry.key) {
                Some(schema) => self.check(&entry.node, schema, Name::Key(&entry.key)),
                None => self.unknown_key(entry, branch),
            }
        }
    }

    /// The schema of the value of `key`, if the table may have that key.
    fn schema_for(&self, branch: Branch<'a>, key: &str) -> Option<&'a Json> {
        let fixed = branch.schema["properties"].get(key);
        fixed.or_else(|| match branch.schema.get("additionalProperties") {
            Some(Json::Bool(false)) => None,
            // A map with no keys of its own may have any.
            Some(schema) if self.is_known(key) || !branch.schema["properties"].is_object() => {
                Some(schema)
            }
            Some(_) => None,
            None => Some(&Json::Bool(true)),
        })
    }

    fn is_known(&self, key: &str) -> bool {
        self.schema.known_properties.is_none_or(|known| known.contains(key))
    }

    fn unknown_key(&mut self, entry: &Entry, branch: Branch<'a>) {
        let free = branch.schema["additionalProperties"].is_object();
        let properties = self.schema.known_properties.filter(|_| free);
        self.report_with_help(
            &entry.key_span,
            || {
                let known = branch.keys();
                let properties = properties.into_iter().flatten().map(String::as_str);
                let guess = did_you_mean(&entry.key, known.into_iter().chain(properties));
                format!("unknown key {}{guess}", quoted(&entry.key))
            },
            || {
                let takes = format!("{} takes {}", a(&branch.thing()), some_of(branch.keys()));
                match properties {
                    Some(_) => format!("{takes}; and facts, keyed by property"),
                    None => takes,
                }
            },
        );
    }

    fn check_choice(&mut self, node: &Node, branches: &[Branch<'a>], name: Name<'_>) {
        let choices: Vec<&str> = branches.iter().flat_map(|branch| branch.choices()).collect();
        let text = node.text().unwrap_or_default();
        if choices.contains(&text) {
            return;
        }
        self.report_with_help(
            &node.span,
            || {
                let guess = did_you_mean(text, choices.iter().copied());
                format!("{name} is {}{guess}", quoted(text))
            },
            || format!("it can be {}", any_of(&choices)),
        );
    }

    /// A table whose alternatives are told apart by a key that names them.
    fn check_tagged(&mut self, node: &Node, branches: &[Branch<'a>], name: Name<'_>) {
        let Some(tag) = branches.iter().find_map(|branch| branch.tag()) else {
            return self.check_branch(node, branches[0], name);
        };
        let Some(given) = node.get(tag) else {
            let thing = branches[0].type_thing();
            return self
                .report(&node.span, || format!("missing key \"{tag}\": every {thing} needs one"));
        };
        let tags = branches
            .iter()
            .map(|branch| Branch { schema: &branch.schema["properties"][tag], ..*branch });
        let tags: Vec<Branch<'a>> = tags.collect();
        let chosen = tags
            .iter()
            .position(|tag| given.text().is_some_and(|text| tag.choices().contains(&text)));
        match chosen {
            Some(at) => self.check_branch(node, branches[at], name),
            None if given.text().is_some() => self.check_choice(given, &tags, Name::Key(tag)),
            None => self.wrong_type(given, &tags, Name::Key(tag)),
        }
    }

    fn check_pattern(&mut self, node: &Node, text: &str, branch: Branch<'a>, name: Name<'_>) {
        let Some(pattern) = branch.schema["pattern"].as_str() else {
            return;
        };
        if self.schema.patterns.matches(pattern, text) {
            return;
        }
        let kebab = Some(kebab(text)).filter(|kebab| self.schema.patterns.matches(pattern, kebab));
        self.report_with_help(
            &node.span,
            || {
                let guess = kebab.map(|kebab| format!(": did you mean \"{kebab}\"?"));
                format!("{name} is {}{}", quoted(text), guess.unwrap_or_default())
            },
            || format!("expected {}", branch.expectation()),
        );
    }

    fn wrong_type(&mut self, node: &Node, branches: &[Branch<'a>], name: Name<'_>) {
        let mut types: Vec<&str> = branches.iter().flat_map(|branch| branch.types()).collect();
        types.dedup();
        let message = || format!("{name} must be {}, found {}", any_of(&types), found(node));
        match list_instead(&types, node, name) {
            Some(help) => self.report_with_help(&node.span, message, || help),
            None => self.report(&node.span, message),
        }
    }

    fn report(&mut self, span: &Range<usize>, message: impl FnOnce() -> String) {
        self.problems.add(&self.source.path, || Problem::at(self.source, span, message()));
    }

    fn report_with_help(
        &mut self,
        span: &Range<usize>,
        message: impl FnOnce() -> String,
        help: impl FnOnce() -> String,
    ) {
        self.problems
            .add(&self.source.path, || Problem::at(self.source, span, message()).help(help()));
    }
}

/// How to write a list, where one is expected and a single thing found.
fn list_instead(types: &[&str], node: &Node, name: Name<'_>) -> Option<String> {
    match (name, &node.value) {
        _ if types != ["a list"] => None,
        (Name::Key(key), Value::Table(_)) => {
            Some(format!("write [[{key}]] in TOML: there may be several"))
        }
        (_, Value::Text(text)) => Some(format!("write [{}]: there may be several", quoted(text))),
        _ => None,
    }
}
