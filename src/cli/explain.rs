//! `factlint explain`: a rule's documentation and its examples.

use super::args::ExplainArgs;
use super::exit::Exit;
use super::packs;
use super::suggest::did_you_mean;
use crate::pack::rule_file::RuleDoc;
use crate::rule::Rule;
use anyhow::bail;
use std::io::{self, Write};

/// Prints what a rule is for.
///
/// # Errors
/// When there is no such rule, or a pack cannot be loaded.
pub fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let knowledge = packs::load(&args.facts)?;
    let Some(rule) = knowledge.rules.rules().iter().find(|rule| *rule.id == *args.rule) else {
        let names = knowledge.rules.rules().iter().map(|rule| &*rule.id);
        let hint = did_you_mean(&args.rule, names);
        bail!("no rule is called `{}`{hint} (`factlint rules` lists all)", args.rule);
    };
    io::stdout().lock().write_all(page(rule).as_bytes())?;
    Ok(Exit::Clean)
}

fn page(rule: &Rule) -> String {
    let mut page = Page(format!("{}\n", rule.id));
    let (severity, pack, since) = (rule.severity.name(), &rule.pack, &rule.since);
    page.0 += &format!("{severity}, in the pack {pack} since {since}\n");
    page.doc(&rule.doc);
    page.examples("Flagged", rule.bad.iter().map(|example| &*example.text));
    page.examples("Left alone", rule.good.iter().map(|example| &*example.text));
    page.0
}

/// A page of documentation under construction.
struct Page(String);

impl Page {
    fn doc(&mut self, doc: &RuleDoc) {
        self.section("What it finds", &doc.finds);
        self.section("Why it matters", &doc.why);
        self.section("How to mend it", &doc.mend);
        if let Some(limits) = &doc.limits {
            self.section("What it leaves alone", limits);
        }
        if !doc.sources.is_empty() {
            self.section("Sources", &doc.sources.join("\n"));
        }
    }

    fn section(&mut self, title: &str, text: &str) {
        self.0 += &format!("\n{title}\n");
        for line in text.trim().lines() {
            self.0 += format!("  {line}").trim_end();
            self.0.push('\n');
        }
    }

    fn examples<'a>(&mut self, title: &str, texts: impl Iterator<Item = &'a str>) {
        let texts: Vec<_> = texts.map(str::trim).collect();
        if !texts.is_empty() {
            self.section(title, &texts.join("\n\n"));
        }
    }
}
