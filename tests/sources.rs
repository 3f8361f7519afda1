//! Texts beside their sources: `tests/sources/RULE.toml` lists for a rule what it flags and what
//! only looks so, beyond the examples the rule carries. A text may mark the passages at fault with
//! `⟦` and `⟧`: then one of them is flagged. A source may have a day, and a text the words that the
//! message must hold. With a severity, only findings of that severity count: what is flagged louder
//! or softer is none.

mod marked;

use factlint::engine::{self, CheckOptions};
use factlint::finding::Finding;
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::pack;
use factlint::source::Library;
use factlint::text::{Article, DateOrigin, Dated};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    text: String,
    sources: Vec<Source>,
    message: Option<String>,
    severity: Option<String>,
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
    marked::check("sources", |pair: &Pair| &pair.text, |rule, pair| hits(&knowledge, rule, pair));
}

/// The messages of what the rule flags where the text is marked.
fn hits(knowledge: &Knowledge, rule: &str, text: &Pair) -> Vec<String> {
    let (bare, marks) = marked::unmarked(&text.text);
    let documents: Vec<Article> = text.sources.iter().map(Source::read).collect();
    let library = Library::new(&documents, knowledge.tongue());
    let article = plain(&bare);
    let findings = engine::check(&article, knowledge, &library, CheckOptions::default()).findings;
    let wanted = |finding: &Finding| {
        let span = finding.span;
        let told = text.message.as_ref().is_none_or(|words| finding.message.contains(words));
        let is_marked = marks.is_empty()
            || marks.iter().any(|mark| span.start < mark.end && mark.start < span.end);
        let is_as_loud = text.severity.as_ref().is_none_or(|name| finding.severity.name() == name);
        &*finding.rule == rule && is_marked && told && is_as_loud
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
