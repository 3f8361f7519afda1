//! JSON → tree. Comments and trailing commas are fine, other liberties are not.

use super::problem::{Problem, Problems};
use super::source::Source;
use super::tree::{Entry, Node, Value};
use super::wording::quoted;
use jsonc_parser::ast::{Object, Value as Ast};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::HashSet;

/// The tree of a JSON file, or none if it is not JSON.
pub(super) fn read(source: &Source, problems: &mut Problems) -> Option<Node> {
    match parse_to_ast(&source.text, &CollectOptions::default(), &options()) {
        Ok(parsed) => {
            let mut reader = Reader { source, problems };
            Some(parsed.value.map_or_else(empty, |root| reader.node(root)))
        }
        Err(error) => {
            let message = lower_first(&error.kind().to_string());
            problems.add(&source.path, || {
                Problem::at(source, &span(error.range()), format!("not valid JSON: {message}"))
            });
            None
        }
    }
}

/// An empty file is an empty table, as in TOML.
fn empty() -> Node {
    Node { span: 0..0, value: Value::Table(Vec::new()) }
}

fn options() -> ParseOptions {
    ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn span(range: Range) -> std::ops::Range<usize> {
    range.start..range.end
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

struct Reader<'a> {
    source: &'a Source,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn node(&mut self, ast: Ast<'_>) -> Node {
        let span = span(ast.range());
        let value = match ast {
            Ast::NullKeyword(_) => Value::Null,
            Ast::BooleanLit(literal) => Value::Bool(literal.value),
            Ast::StringLit(literal) => Value::Text(literal.value.into_owned()),
            Ast::NumberLit(literal) => self.number(literal.value, &span),
            Ast::Array(array) => {
                Value::List(array.elements.into_iter().map(|item| self.node(item)).collect())
            }
            Ast::Object(object) => self.table(object),
        };
        Node { span, value }
    }

    fn table(&mut self, object: Object<'_>) -> Value {
        let mut seen = HashSet::new();
        let mut entries = Vec::with_capacity(object.properties.len());
        for property in object.properties {
            let key_span = span(property.name.range());
            let key = property.name.into_string();
            if seen.insert(key.clone()) {
                let node = self.node(property.value);
                entries.push(Entry { key, key_span, node });
            } else {
                self.complain(&key_span, || format!("key {} is given twice", quoted(&key)));
            }
        }
        Value::Table(entries)
    }

    fn number(&mut self, literal: &str, span: &std::ops::Range<usize>) -> Value {
        serde_json::from_str(literal).map_or_else(
            |_| {
                self.complain(span, || "not a number that can be counted with".to_owned());
                Value::Null
            },
            Value::Number,
        )
    }

    fn complain(&mut self, span: &std::ops::Range<usize>, message: impl FnOnce() -> String) {
        self.problems.add(&self.source.path, || Problem::at(self.source, span, message()));
    }
}
