//! Texts that are wrong by themselves, and texts that only look so: `tests/consistency/RULE.toml`
//! lists both for a rule, as reporters write them, beyond the examples the rule carries. A text may
//! mark the passages at fault with `⟦` and `⟧`: then one of them is flagged.

mod marked;

use factlint::engine::{self, CheckOptions};
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::pack;
use factlint::source::Library;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Undated(String),
    Record { text: String, date: Option<String>, title: Option<String> },
}

#[test]
fn texts_are_flagged_where_they_are_wrong() {
    let packs = pack::load(pack::built_in()).expect("the built-in packs load");
    let knowledge = Knowledge::build(&packs, None).expect("the built-in packs compile");
    marked::check("consistency", Text::text, |rule, text| flagged(&knowledge, rule, text));
}

/// The messages of what the rule flags where the text is marked.
fn flagged(knowledge: &Knowledge, rule: &str, text: &Text) -> Vec<String> {
    let (bare, marks) = marked::unmarked(text.text());
    let mut article = format::read(InputFormat::Plain, bare.as_bytes()).expect("they are text");
    article.metadata.title = text.title();
    let options = CheckOptions { date: text.date(), ..CheckOptions::default() };
    let findings = engine::check(&article, knowledge, &Library::default(), options).findings;
    let ours = findings.into_iter().filter(|finding| &*finding.rule == rule).filter(|finding| {
        let span = finding.span;
        marks.is_empty() || marks.iter().any(|mark| span.start < mark.end && mark.start < span.end)
    });
    ours.map(|finding| finding.message).collect()
}

impl Text {
    fn text(&self) -> &str {
        match self {
            Text::Undated(text) | Text::Record { text, .. } => text,
        }
    }

    fn title(&self) -> Option<String> {
        match self {
            Text::Undated(_) => None,
            Text::Record { title, .. } => title.clone(),
        }
    }

    fn date(&self) -> Option<jiff::civil::Date> {
        match self {
            Text::Undated(_) => None,
            Text::Record { date, .. } => date.as_ref().map(|date| date.parse().expect("a date")),
        }
    }
}
