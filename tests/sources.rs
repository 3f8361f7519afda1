//! Texts beside their sources: `tests/sources/RULE.toml` lists for a rule what it flags and what
//! only looks so, beyond the examples the rule carries. A text may mark the passages at fault with
//! `⟦` and `⟧`: then one of them is flagged. A source may have a day, and a text the words that the
//! message must hold.

use factlint::engine::{self, CheckOptions};
use factlint::finding::Finding;
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::pack;
use factlint::source::Library;
use factlint::text::{Article, DateOrigin, Dated};
use serde::Deserialize;
use std::fs;
use std::ops::Range;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    /// Flagged by the rule.
    bad: Vec<Pair>,
    /// Left alone by it.
    good: Vec<Pair>,
    /// Flagged if the rule saw more than it does.
    #[serde(default)]
    missed: Vec<Pair>,
    /// Left alone if the rule saw more than it does.
    #[serde(default)]
    mistaken: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    text: String,
    sources: Vec<Source>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    Undated(String),
    Dated { text: String, date: String },
}

#[test]
fn texts_are_flagged_where_their_sources_say_otherwise() {
    let packs = pack::load(pack::built_in()).expect("the built-in packs load");
    let knowledge = Knowledge::build(&packs, None).expect("the built-in packs compile");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources");
    let mut failures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let texts: Texts = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let wanted = texts.bad.iter().chain(&texts.mistaken).map(|text| (text, true));
        let unwanted = texts.good.iter().chain(&texts.missed).map(|text| (text, false));
        for (text, is_wanted) in wanted.chain(unwanted) {
            let hits = hits(&knowledge, &rule, text);
            if hits.is_empty() == is_wanted {
                let verb = if is_wanted { "misses" } else { "flags" };
                failures.push(format!("{rule} {verb}: {} {hits:?}", text.text));
            }
        }
    }
    failures.sort();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// The messages of what the rule flags where the text is marked.
fn hits(knowledge: &Knowledge, rule: &str, text: &Pair) -> Vec<String> {
    let (bare, marks) = unmarked(&text.text);
    let documents: Vec<Article> = text.sources.iter().map(Source::read).collect();
    let library = Library::new(&documents, knowledge.tongue());
    let article = plain(&bare);
    let findings = engine::check(&article, knowledge, &library, CheckOptions::default()).findings;
    let wanted = |finding: &Finding| {
        let span = finding.span;
        let told = text.message.as_ref().is_none_or(|words| finding.message.contains(words));
        let is_marked = marks.is_empty()
            || marks.iter().any(|mark| span.start < mark.end && mark.start < span.end);
        &*finding.rule == rule && is_marked && told
    };
    findings.into_iter().filter(wanted).map(|finding| finding.message.clone()).collect()
}

impl Source {
    fn read(&self) -> Article {
        match self {
            Source::Undated(text) => plain(text),
            Source::Dated { text, date } => {
                let mut article = plain(text);
                let date = date.parse().expect("a date");
                article.metadata.date = Some(Dated { date, from: DateOrigin::FrontMatter });
                article
            }
        }
    }
}

fn plain(text: &str) -> Article {
    format::read(InputFormat::Plain, text.as_bytes()).expect("they are text")
}

/// The text without its marks, and what they enclose.
fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut start, mut marks) = (String::new(), 0, Vec::new());
    for c in marked.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => marks.push(start..text.len()),
            _ => text.push(c),
        }
    }
    (text, marks)
}
