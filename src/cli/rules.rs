//! `factlint rules`: what there is to be found.

use super::args::{ListFormat, RulesArgs};
use super::exit::Exit;
use super::packs;
use crate::finding::Severity;
use crate::pack::rule_file::Status;
use crate::rule::Rule;
use serde::Serialize;
use std::io::{self, Write};

/// Lists the rules.
///
/// # Errors
/// When a pack cannot be loaded.
pub fn run(args: &RulesArgs) -> anyhow::Result<Exit> {
    let knowledge = packs::load(&args.facts)?;
    let list = match args.format {
        ListFormat::Text => text(knowledge.rules.rules()),
        ListFormat::Json => json(knowledge.rules.rules())?,
    };
    io::stdout().lock().write_all(list.as_bytes())?;
    Ok(Exit::Clean)
}

fn text(rules: &[Rule]) -> String {
    let width = |name: fn(&Rule) -> &str| rules.iter().map(|rule| name(rule).len()).max();
    let id = width(|rule| &rule.id).unwrap_or(0);
    let pack = width(|rule| &rule.pack).unwrap_or(0);
    let lines = rules.iter().map(|rule| {
        let severity = rule.severity.name();
        let finds = first_sentence(&rule.doc.finds);
        format!("{:id$}  {severity:7}  {:pack$}  {finds}\n", rule.id, rule.pack)
    });
    lines.collect()
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    pack: &'a str,
    severity: Severity,
    status: Status,
    since: &'a str,
    tags: &'a [String],
    finds: &'a str,
}

fn json(rules: &[Rule]) -> serde_json::Result<String> {
    let lines: Vec<_> = rules.iter().map(Line::from).collect();
    serde_json::to_string_pretty(&lines).map(|text| text + "\n")
}

impl<'a> From<&'a Rule> for Line<'a> {
    fn from(rule: &'a Rule) -> Self {
        Line {
            id: &rule.id,
            pack: &rule.pack,
            severity: rule.severity,
            status: rule.status,
            since: &rule.since,
            tags: &rule.tags,
            finds: &rule.doc.finds,
        }
    }
}

fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_one_sentence() {
        assert_eq!(first_sentence("A figure of 1.5. And more."), "A figure of 1.5.");
        assert_eq!(first_sentence("Only one."), "Only one.");
    }
}
