//! The texts to learn from, read as the program reads articles.

use anyhow::{Context, Result, ensure};
use factlint::format::{self, InputFormat};
use factlint::score::Prose;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Into how many parts texts are divided: each is measured with a model trained on the others.
pub(crate) const PARTS: usize = 5;

/// The share of a group of human texts that may reach the threshold, where its lines say nothing.
const LIMIT: f64 = 0.01;

/// Labelled texts.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) texts: Vec<Text>,
}

/// A labelled text.
#[derive(Debug)]
pub(crate) struct Text {
    /// As it was given.
    pub(crate) raw: String,
    /// What of it is read.
    pub(crate) prose: Prose,
    pub(crate) is_machine: bool,
    pub(crate) group: String,
    /// Whose model wrote it; empty for people.
    pub(crate) family: String,
    pub(crate) document: String,
    /// The share of its group that may reach the threshold.
    pub(crate) limit: f64,
}

/// A line of a file of texts.
#[derive(Deserialize, Serialize)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) label: Label,
    pub(crate) group: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<f64>,
}

/// Who wrote a text.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Label {
    Human,
    Machine,
}

impl Corpus {
    /// Adds the texts of lines of JSON.
    pub(crate) fn add(&mut self, lines: &str) -> Result<()> {
        for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = at + 1;
            let line: Line =
                serde_json::from_str(line).with_context(|| format!("line {number}"))?;
            let is_machine = line.label == Label::Machine;
            ensure!(
                is_machine != line.family.is_empty(),
                "line {number}: a machine text needs a family, a human one has none"
            );
            self.texts.push(Text {
                prose: prose(&line.text)?,
                is_machine,
                group: line.group,
                family: line.family,
                document: line.document.unwrap_or_else(|| line.text.clone()),
                limit: line.limit.unwrap_or(LIMIT),
                raw: line.text,
            });
        }
        Ok(())
    }

    /// In which part the texts of each family are held back: the parts are about equally large.
    pub(crate) fn families(&self) -> BTreeMap<&str, usize> {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for text in self.texts.iter().filter(|text| text.is_machine) {
            *sizes.entry(&text.family).or_default() += 1;
        }
        let mut families: Vec<(&str, usize)> = sizes.into_iter().collect();
        families.sort_by_key(|&(name, size)| (std::cmp::Reverse(size), name));
        let mut held = [0; PARTS];
        let parts = families.into_iter().map(|(family, size)| {
            let part = (0..PARTS).min_by_key(|&part| held[part]).unwrap_or_default();
            held[part] += size;
            (family, part)
        });
        parts.collect()
    }

    /// How many texts each group has, with what wrote them.
    pub(crate) fn groups(&self) -> BTreeMap<(bool, &str), usize> {
        let mut sizes = BTreeMap::new();
        for text in &self.texts {
            *sizes.entry(text.key()).or_default() += 1;
        }
        sizes
    }
}

impl Text {
    /// Its group: texts of people and of machines may be called the same.
    pub(crate) fn key(&self) -> (bool, &str) {
        (self.is_machine, &self.group)
    }

    /// In which part it is held back with all others of its document.
    pub(crate) fn part(&self) -> usize {
        let digest = blake3::hash(self.document.as_bytes());
        usize::from(digest.as_bytes()[0]) % PARTS
    }
}

/// What is read of a text.
pub(crate) fn prose(text: &str) -> Result<Prose> {
    Ok(Prose::of(&format::read(InputFormat::Plain, text.as_bytes())?))
}
