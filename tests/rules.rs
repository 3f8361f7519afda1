//! Runs the examples that rules carry: every bad text must be flagged at exactly the marked spans,
//! every good one left alone.

use factlint::engine::{self, CheckOptions};
use factlint::finding::Finding;
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::pack::{self, Pack};
use factlint::rule::Rule;
use factlint::source::Library;
use factlint::text::Article;
use std::collections::BTreeMap;
use std::ops::Range;

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

#[test]
fn every_rule_does_what_its_examples_say() {
    let packs = pack::load(pack::built_in()).expect("the built-in packs load");
    let mut worlds: BTreeMap<Option<String>, Knowledge> = BTreeMap::new();
    let mut failures = Vec::new();
    let plain = Knowledge::build(&packs, None).expect("the built-in packs compile");
    for rule in plain.rules.rules() {
        let world = worlds
            .entry(rule.example_facts.clone())
            .or_insert_with_key(|facts| knowledge(&packs, &rule.pack, facts.as_deref()));
        failures.extend(check_rule(rule, world));
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_rule_is_documented_and_shows_near_misses() {
    let packs = pack::load(pack::built_in()).expect("the built-in packs load");
    for file in packs.iter().flat_map(|pack| &pack.rules) {
        let rule = &file.value;
        assert!(rule.doc.finds.ends_with('.'), "{}: what it finds is a sentence", rule.id);
        assert!(!rule.doc.why.is_empty() && !rule.doc.mend.is_empty(), "{}", rule.id);
        assert!(rule.good.len() >= 2, "{}: show two near misses at least", rule.id);
    }
}

fn knowledge(packs: &[Pack], pack: &str, facts: Option<&str>) -> Knowledge {
    let examples = facts.map(|facts| {
        let pack = packs.iter().find(|found| found.manifest.id == pack).expect("a loaded pack");
        &pack.examples[facts]
    });
    Knowledge::build(packs, examples).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A text of a rule and what it is read with.
struct Example<'a> {
    format: Option<&'a str>,
    /// What is to be flagged stands between marks.
    marked: &'a str,
    date: Option<&'a str>,
    sources: &'a [String],
    message: Option<&'a str>,
}

fn check_rule(rule: &Rule, knowledge: &Knowledge) -> Vec<String> {
    let bad = rule.bad.iter().map(|example| Example {
        marked: &example.text,
        date: example.date.as_deref(),
        format: example.format.as_deref(),
        sources: &example.sources,
        message: example.message.as_deref(),
    });
    let good = rule.good.iter().map(|example| Example {
        marked: &example.text,
        date: example.date.as_deref(),
        format: example.format.as_deref(),
        sources: &example.sources,
        message: None,
    });
    bad.chain(good).filter_map(|example| check_example(rule, knowledge, &example)).collect()
}

fn check_example(rule: &Rule, knowledge: &Knowledge, example: &Example<'_>) -> Option<String> {
    let Example { marked, message, .. } = *example;
    let text = marked.replace([OPEN, CLOSE], "");
    let article = written(&text, example.format);
    let findings: Vec<Finding> = findings(knowledge, &text, example)
        .into_iter()
        .filter(|finding| finding.rule == rule.id)
        .collect();
    let spans = findings.iter().map(|finding| article.source_range(finding.span)).collect();
    let found = mark(&text, spans);
    let lacks_message = message
        .is_some_and(|wanted| !findings.iter().any(|finding| finding.message.contains(wanted)));
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    (found != marked || lacks_message)
        .then(|| format!("{}\nexpected {marked}\nfound    {found}\nmessages {messages:?}", rule.id))
}

fn findings(knowledge: &Knowledge, text: &str, example: &Example<'_>) -> Vec<Finding> {
    let article = written(text, example.format);
    let date = example.date.map(|date| date.parse().expect("examples have real dates"));
    let documents: Vec<Article> = example.sources.iter().map(|source| plain(source)).collect();
    let library = Library::new(&documents, knowledge.tongue());
    engine::check(&article, knowledge, &library, CheckOptions { date, today: date }).findings
}

fn written(text: &str, format: Option<&str>) -> Article {
    let format = format.unwrap_or("plain").parse().expect("examples name a format");
    format::read(format, text.as_bytes()).expect("examples are text")
}

fn plain(text: &str) -> Article {
    format::read(InputFormat::Plain, text.as_bytes()).expect("examples are text")
}

fn mark(text: &str, mut spans: Vec<Range<usize>>) -> String {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut marked = text.to_owned();
    for Range { start, end } in spans.into_iter().rev() {
        marked.insert(end, CLOSE);
        marked.insert(start, OPEN);
    }
    marked
}
