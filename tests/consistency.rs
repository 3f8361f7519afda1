//! Texts that are wrong by themselves, and texts that only look so: `tests/consistency/RULE.toml`
//! lists both for a rule, as reporters write them, beyond the examples the rule carries. A text may
//! mark the passages at fault with `⟦` and `⟧`: then one of them is flagged.

use factlint::engine::{self, CheckOptions};
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::pack;
use factlint::source::Library;
use serde::Deserialize;
use std::fs;
use std::ops::Range;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    /// Flagged by the rule.
    bad: Vec<Text>,
    /// Left alone by it.
    good: Vec<Text>,
    /// Flagged if the rule saw more than it does.
    #[serde(default)]
    missed: Vec<Text>,
    /// Left alone if the rule saw more than it does.
    #[serde(default)]
    mistaken: Vec<Text>,
}

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consistency");
    let mut failures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let texts: Texts = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let wanted =
            [(texts.bad, true), (texts.good, false), (texts.missed, false), (texts.mistaken, true)];
        for (texts, is_wanted) in wanted {
            for text in texts {
                let flagged = is_flagged(&knowledge, &rule, &text);
                if flagged != is_wanted {
                    let verb = if is_wanted { "misses" } else { "flags" };
                    failures.push(format!("{rule} {verb}: {}", text.text()));
                }
            }
        }
    }
    failures.sort();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn is_flagged(knowledge: &Knowledge, rule: &str, text: &Text) -> bool {
    let (bare, marks) = unmarked(text.text());
    let mut article = format::read(InputFormat::Plain, bare.as_bytes()).expect("they are text");
    article.metadata.title = text.title();
    let options = CheckOptions { date: text.date() };
    let findings = engine::check(&article, knowledge, &Library::default(), options).findings;
    findings.iter().filter(|finding| &*finding.rule == rule).any(|finding| {
        let span = finding.span;
        marks.is_empty() || marks.iter().any(|mark| span.start < mark.end && mark.start < span.end)
    })
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
