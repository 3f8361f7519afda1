//! TOML → tree.

use super::problem::{Problem, Problems};
use super::source::Source;
use super::tree::{Entry, Node, Value};
use serde_json::Number;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The tree of a TOML file, without what could not be understood.
pub(super) fn read(source: &Source, problems: &mut Problems) -> Node {
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.add(&source.path, || {
            Problem::at(source, &span, format!("not valid TOML: {}", error.message()))
        });
    }
    let mut reader = Reader { source, problems };
    Node { span: 0..0, value: reader.table(root.into_inner()) }
}

struct Reader<'a> {
    source: &'a Source,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn table(&mut self, table: DeTable<'_>) -> Value {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: key.span(),
                key: key.into_inner().into_owned(),
                node: self.node(value.span(), value.into_inner()),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Value::Table(entries)
    }

    fn node(&mut self, span: Range<usize>, value: DeValue<'_>) -> Node {
        let value = match value {
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Boolean(value) => Value::Bool(value),
            DeValue::Datetime(moment) => Value::Text(moment.to_string()),
            DeValue::Integer(integer) => {
                let whole = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                self.number(whole.map(Number::from), &span)
            }
            DeValue::Float(float) => {
                let real = float.as_str().parse().ok().and_then(Number::from_f64);
                self.number(real, &span)
            }
            DeValue::Array(items) => Value::List(
                items.into_iter().map(|item| self.node(item.span(), item.into_inner())).collect(),
            ),
            DeValue::Table(table) => self.table(table),
        };
        Node { span, value }
    }

    fn number(&mut self, number: Option<Number>, span: &Range<usize>) -> Value {
        let uncountable = || {
            self.problems.add(&self.source.path, || {
                Problem::at(self.source, span, "not a number that can be counted with")
                    .help("write a finite number of at most 18 digits")
            });
            Value::Null
        };
        number.map_or_else(uncountable, Value::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_become_iso_text() {
        let text = "a = 2024-01-03\nb = 14:55:00\nc = 14:55\nd = 14:55:30\n";
        let mut problems = Problems::default();
        let tree = read(&Source::new("x.toml", text), &mut problems);
        assert!(problems.is_empty(), "{problems}");
        let expected = serde_json::json!({
            "a": "2024-01-03", "b": "14:55:00", "c": "14:55", "d": "14:55:30",
        });
        assert_eq!(tree.to_json(), expected);
    }

    #[test]
    fn entries_keep_the_order_of_the_file() {
        let tree = read(&Source::new("x.toml", "b = 1\na = 2\n"), &mut Problems::default());
        let Value::Table(entries) = tree.value else { panic!("not a table") };
        assert_eq!(entries[0].key, "b");
        assert_eq!(entries[1].key_span, 6..7);
    }
}
