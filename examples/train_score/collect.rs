//! Turns the lines of public collections into texts to learn from.

use super::corpus::{Label, Line};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What to take from which collection, and what it counts as.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Collections {
    fields: Fields,
    family: Vec<Family>,
    group: Vec<Group>,
}

/// The fields that hold each thing; the first that a line has counts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    text: Vec<String>,
    document: Vec<String>,
    model: Vec<String>,
}

/// Whose model a machine text is by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    name: String,
    /// Pieces of the model's name, of which one is enough.
    in_model: Vec<String>,
}

/// Texts that are measured as one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    label: Label,
    limit: Option<f64>,
    /// The values that each field may have.
    when: BTreeMap<String, Vec<String>>,
}

impl Collections {
    /// Reads the description of collections.
    pub(crate) fn read(description: &str) -> Result<Collections> {
        Ok(toml::from_str(description)?)
    }

    /// The texts of a collection's lines, and how many lines no group takes.
    pub(crate) fn collect(&self, lines: &str) -> Result<(Vec<Line>, usize)> {
        let mut taken = Vec::new();
        let mut left_out = 0;
        for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = at + 1;
            let fields: Map<String, Value> =
                serde_json::from_str(line).with_context(|| format!("line {number}"))?;
            let Some(group) = self.group.iter().find(|group| group.takes(&fields)) else {
                left_out += 1;
                continue;
            };
            let text = self.text(group, &fields).with_context(|| format!("line {number}"))?;
            taken.push(text);
        }
        Ok((taken, left_out))
    }

    fn text(&self, group: &Group, fields: &Map<String, Value>) -> Result<Line> {
        let text = first(fields, &self.fields.text).context("it has no text")?.to_owned();
        let family = match group.label {
            Label::Human => String::new(),
            Label::Machine => self.family(fields)?,
        };
        Ok(Line {
            document: first(fields, &self.fields.document).map(str::to_owned),
            label: group.label,
            group: group.name.clone(),
            limit: group.limit,
            family,
            text,
        })
    }

    fn family(&self, fields: &Map<String, Value>) -> Result<String> {
        let model = first(fields, &self.fields.model).context("it names no model")?.to_lowercase();
        let is_by = |family: &&Family| family.in_model.iter().any(|piece| model.contains(piece));
        let family = self.family.iter().find(is_by);
        Ok(family.with_context(|| format!("no family is known for {model}"))?.name.clone())
    }
}

impl Group {
    fn takes(&self, fields: &Map<String, Value>) -> bool {
        self.when.iter().all(|(field, values)| {
            let value = fields.get(field).and_then(Value::as_str);
            value.is_some_and(|value| values.iter().any(|wanted| wanted == value))
        })
    }
}

fn first<'f>(fields: &'f Map<String, Value>, names: &[String]) -> Option<&'f str> {
    let mut values = names.iter().filter_map(|name| fields.get(name)?.as_str());
    values.find(|value| !value.is_empty())
}
