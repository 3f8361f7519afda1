//! Facts: each says something, does not contradict itself, and has values of its property's kind.

use super::fact_file::{FactFile, FactShape, FactTable, Scalar};
use super::index::{Index, Record};
use super::located::{Located, Place};
use super::moment::{clock, days};
use super::problem::Problems;
use super::property_file::ValueKind;
use super::references::{real_day, sources};
use super::wording::quoted;
use std::collections::BTreeMap;

/// Reports facts of a file that say nothing, contradict themselves, or do not fit.
pub(super) fn review(file: &Located<FactFile>, index: &Index<'_>, problems: &mut Problems) {
    let mut facts = Facts { index, problems };
    let root = file.place();
    for (at, entity) in file.value.entity.iter().enumerate() {
        let record = root.key("entity").item(at);
        facts.all(&entity.facts, record);
        facts.counted(&entity.counts, record.key("counts"));
    }
    for (at, event) in file.value.event.iter().enumerate() {
        let record = root.key("event").item(at);
        facts.all(&event.facts, record);
        facts.counted(&event.counts, record.key("counts"));
    }
}

struct Facts<'a> {
    index: &'a Index<'a>,
    problems: &'a mut Problems,
}

/// The property a fact is of, as far as its values are concerned.
#[derive(Clone, Copy)]
struct Property<'a> {
    name: &'a str,
    kind: ValueKind,
}

impl Facts<'_> {
    fn all(&mut self, facts: &BTreeMap<String, FactShape>, record: Place<'_>) {
        for (name, fact) in facts {
            let at = record.key(name);
            if let FactShape::Table(table) = fact {
                self.meaning(table, at);
            }
            if let Some(Some(kind)) = self.index.properties.get(name) {
                self.values(fact, Property { name, kind: *kind }, at);
            }
        }
    }

    /// Facts keyed by what they count.
    fn counted(&mut self, facts: &BTreeMap<String, FactShape>, counts: Place<'_>) {
        for (noun, fact) in facts {
            let at = counts.key(noun);
            if let FactShape::Table(table) = fact {
                self.meaning(table, at);
            }
            self.values(fact, Property { name: noun, kind: ValueKind::Count }, at);
        }
    }

    /// What does not depend on the property.
    fn meaning(&mut self, table: &FactTable, at: Place<'_>) {
        if !table.undisclosed && !has_value(table) && table.rejects.is_empty() {
            at.complain_with_help(
                self.problems,
                || "the fact says nothing".to_owned(),
                || "give it a value, also, from, to, rejects, history or undisclosed".to_owned(),
            );
        }
        if table.undisclosed && discloses(table) {
            at.key("undisclosed").complain_with_help(
                self.problems,
                || "the fact is undisclosed and has a value".to_owned(),
                || "what is known is not undisclosed: remove one of them".to_owned(),
            );
        }
        if let Some(tolerance) = table.tolerance.filter(|tolerance| *tolerance < 0.0) {
            at.key("tolerance").complain(self.problems, || {
                format!("\"tolerance\" cannot be less than nothing, found {tolerance}")
            });
        }
        sources(&table.source, at, self.index, self.problems);
        if let Some(day) = &table.as_of {
            real_day(day, at.key("as_of"), self.problems);
        }
        for (n, old) in table.history.iter().enumerate() {
            let at = at.key("history").item(n);
            real_day(&old.as_of, at.key("as_of"), self.problems);
            sources(&old.source, at, self.index, self.problems);
        }
    }

    fn values(&mut self, fact: &FactShape, property: Property<'_>, at: Place<'_>) {
        match fact {
            FactShape::Value(value) => self.value(value, property, at),
            FactShape::Values(values) if values.is_empty() => {
                at.complain(self.problems, || format!("no value in {}", quoted(property.name)));
            }
            FactShape::Values(values) => self.list(values, property, at),
            FactShape::Table(table) => self.table(table, property, at),
        }
    }

    fn table(&mut self, table: &FactTable, property: Property<'_>, at: Place<'_>) {
        if let Some(value) = &table.value {
            self.value(value, property, at.key("value"));
        }
        self.list(&table.also, property, at.key("also"));
        self.list(&table.rejects, property, at.key("rejects"));
        for (n, old) in table.history.iter().enumerate() {
            self.value(&old.value, property, at.key("history").item(n).key("value"));
        }
        self.limits(table, property, at);
    }

    fn list(&mut self, values: &[Scalar], property: Property<'_>, at: Place<'_>) {
        for (n, value) in values.iter().enumerate() {
            self.value(value, property, at.item(n));
        }
    }

    fn limits(&mut self, table: &FactTable, property: Property<'_>, at: Place<'_>) {
        for (limit, key) in [(&table.from, "from"), (&table.to, "to")] {
            let Some(value) = limit else { continue };
            match property.kind {
                ValueKind::Entity | ValueKind::Words => at.key(key).complain(self.problems, || {
                    let name = quoted(property.name);
                    format!("{name} holds words: \"{key}\" has no meaning for it")
                }),
                _ => self.value(value, property, at.key(key)),
            }
        }
        if let (Some(from), Some(to)) = (&table.from, &table.to)
            && reversed(from, to, property.kind)
        {
            at.key("to").complain(self.problems, || {
                format!("\"to\" ({}) lies before \"from\" ({})", shown(to), shown(from))
            });
        }
    }

    fn value(&mut self, value: &Scalar, property: Property<'_>, at: Place<'_>) {
        match (property.kind, value) {
            (ValueKind::Entity, Scalar::Text(id)) => {
                self.index.expect(Record::Entity, id, at, self.problems);
            }
            (kind, value) if fits(value, kind) => {}
            (kind, value) => at.complain(self.problems, || {
                let (name, expected) = (quoted(property.name), expected(kind));
                format!("{name} must be {expected}, found {}", shown(value))
            }),
        }
    }
}

/// Bounds do not disclose a value: "no later than December" names no day.
fn discloses(table: &FactTable) -> bool {
    table.value.is_some() || !table.also.is_empty() || !table.history.is_empty()
}

fn has_value(table: &FactTable) -> bool {
    let values = [&table.value, &table.from, &table.to];
    let any = values.iter().any(|value| value.is_some());
    any || !table.also.is_empty() || !table.history.is_empty()
}

fn fits(value: &Scalar, kind: ValueKind) -> bool {
    match (kind, value) {
        // How a number is written is looked at when it is read.
        (ValueKind::Count | ValueKind::Amount, _) => true,
        (ValueKind::Date, Scalar::Text(text)) => days(text).is_some(),
        (ValueKind::Time, Scalar::Text(text)) => clock(text).is_some(),
        (ValueKind::Words, Scalar::Text(text)) => !text.trim().is_empty(),
        _ => false,
    }
}

fn expected(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Count => "a number",
        ValueKind::Amount => "an amount with its unit, such as \"$4.2 billion\"",
        ValueKind::Date => "a real day, month or year such as \"2024-01-03\" or \"2024\"",
        ValueKind::Time => "a time of day such as \"14:55\"",
        ValueKind::Elapsed => "left out: it is reckoned from the date of its subject",
        ValueKind::Later | ValueKind::Earlier => {
            "left out: it is reckoned from the days of two events"
        }
        ValueKind::Ongoing => "left out: it is reckoned from the end of its subject",
        ValueKind::Tenure => "left out: it is reckoned from the role of its person",
        ValueKind::Entity => "the id of an entity",
        ValueKind::Words => "words, or the id of an entity",
    }
}

/// Whether a range ends before it begins. A month or year begins with its first day.
fn reversed(from: &Scalar, to: &Scalar, kind: ValueKind) -> bool {
    match (kind, from, to) {
        (_, Scalar::Number(from), Scalar::Number(to)) => from > to,
        (ValueKind::Date, Scalar::Text(from), Scalar::Text(to)) => {
            matches!((days(from), days(to)), (Some(from), Some(to)) if from.0 > to.1)
        }
        (ValueKind::Time, Scalar::Text(from), Scalar::Text(to)) => {
            matches!((clock(from), clock(to)), (Some(from), Some(to)) if from > to)
        }
        _ => false,
    }
}

fn shown(value: &Scalar) -> String {
    match value {
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => quoted(text),
    }
}
