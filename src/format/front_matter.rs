//! Front matter: YAML between `---` lines or TOML between `+++` lines, before anything else.
//!
//! Broken front matter is skipped, not reported: the article below it can still be read.

use super::metadata::{byline, first_date, first_text, statements};
use crate::text::{DateOrigin, Dated, Metadata};
use serde_json::Value;
use std::ops::Range;

/// What stands before an article's body.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) metadata: Metadata,
    /// Where the title stands in the source, if it stands there as it is.
    pub(super) title_at: Option<Range<usize>>,
    /// Where the body starts.
    pub(super) body_start: usize,
}

/// Reads the front matter at the start of `source`; without any, the body starts at 0.
pub(super) fn read(source: &str) -> FrontMatter {
    find(source).unwrap_or_default()
}

fn find(source: &str) -> Option<FrontMatter> {
    let fence = source.lines().next()?.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let start = next_line(source, 0);
    let end = closing_fence(source, start, fence)?;
    let inside = &source[start..end];
    let parsed = if fence == "---" { yaml(inside) } else { toml(inside) };
    let is_fields = parsed.as_ref().map_or_else(|| inside.lines().any(is_key), Value::is_object);
    // Two thematic breaks with prose between them look the same, but hold no keys.
    if !is_fields && !inside.trim().is_empty() {
        return None;
    }
    let fields = parsed.unwrap_or_default();
    Some(FrontMatter {
        title_at: title_at(source, start..end, &fields),
        metadata: metadata(&fields),
        body_start: next_line(source, end),
    })
}

fn next_line(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |end| at + end + 1)
}

/// Where the closing fence starts. YAML may also end in `...`.
fn closing_fence(source: &str, start: usize, fence: &str) -> Option<usize> {
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        let text = line.trim_end();
        if text == fence || (fence == "---" && text == "...") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn yaml(text: &str) -> Option<Value> {
    serde_saphyr::from_str(text).ok()
}

fn toml(text: &str) -> Option<Value> {
    let table: toml::Table = toml::from_str(text).ok()?;
    Some(json(toml::Value::Table(table)))
}

/// A TOML value in the shape the metadata readers take; dates become text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(datetime) => Value::String(datetime.to_string()),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, json(value))).collect()
        }
    }
}

/// A top-level `key: value` or `key = value`.
fn is_key(line: &str) -> bool {
    let key = line.split([':', '=']).next().unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || "_-\" ".contains(c);
    key.len() < line.len() && key.starts_with(char::is_alphabetic) && key.chars().all(is_name)
}

const TITLE: &[&str] = &["title", "headline"];
const DATE: &[&str] = &[
    "date",
    "published",
    "publishDate",
    "publish_date",
    "published_at",
    "publishedAt",
    "pubDate",
    "pubdate",
    "datePublished",
    "date_published",
    "publication_date",
    "created",
];

fn metadata(fields: &Value) -> Metadata {
    let author = ["author", "authors", "byline", "by"];
    Metadata {
        title: first_text(fields, TITLE),
        date: first_date(fields, DATE).map(|date| Dated { date, from: DateOrigin::FrontMatter }),
        author: author.iter().find_map(|key| byline(fields.get(key)?)),
        url: first_text(
            fields,
            &["url", "permalink", "canonical", "canonical_url", "canonicalUrl"],
        ),
        language: first_text(fields, &["lang", "language"]),
        captured: None,
        statements: statements(fields),
    }
}

fn title_at(source: &str, inside: Range<usize>, fields: &Value) -> Option<Range<usize>> {
    let title = first_text(fields, TITLE)?;
    let key_at = inside.start + key_offset(&source[inside.clone()])?;
    let at = key_at + source[key_at..inside.end].find(&title)?;
    Some(at..at + title.len())
}

/// Where the value of the title's key starts.
fn key_offset(inside: &str) -> Option<usize> {
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        let key = line.split([':', '=']).next().unwrap_or_default();
        if TITLE.contains(&key.trim().trim_matches('"')) && !line.starts_with(' ') {
            return Some(at + key.len());
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the front matter on one line: title, date, author, url, language, and what is left
    /// of the source.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let found = read(source);
        let Metadata { title, date, author, url, language, .. } = found.metadata;
        let date = date.map(|dated| dated.date.to_string());
        let fields = [title, date, author, url, language].map(Option::unwrap_or_default);
        let drawn = format!("{} / {}", fields.join(" / "), &source[found.body_start..]);
        assert_eq!(drawn, expected);
    }

    #[test]
    fn yaml_fields() {
        check(
            "---\ntitle: \"Ferry: 40 saved\"\ndate: 2024-01-25\nauthor: Ann Lee\nlang: en-GB\n---\nBody",
            "Ferry: 40 saved / 2024-01-25 / Ann Lee /  / en-GB / Body",
        );
        check(
            "---\r\nheadline: Ferry\r\npubDate: 2024-01-25T10:00:00Z\r\nauthors:\r\n  - Ann Lee\r\n  - name: Bo Ek\r\npermalink: /a\r\n...\r\nBody",
            "Ferry / 2024-01-25 / Ann Lee, Bo Ek / /a /  / Body",
        );
    }

    #[test]
    fn toml_fields() {
        check(
            "+++\ntitle = 'Ferry'\ndate = 2024-01-25T10:00:00-05:00\n[author]\nname = \"Ann Lee\"\n+++\nBody",
            "Ferry / 2024-01-25 / Ann Lee /  /  / Body",
        );
    }

    #[test]
    fn broken_front_matter_is_skipped() {
        check("---\ntitle: [\ndate: 2024-01-25\n---\nBody", " /  /  /  /  / Body");
        check("---\n---\nBody", " /  /  /  /  / Body");
    }

    #[test]
    fn what_is_no_front_matter() {
        for source in ["", "---", "---\nOne.\n---\nTwo.", "---\ntitle: a", "\n---\ntitle: a\n---\n"]
        {
            check(source, &format!(" /  /  /  /  / {source}"));
        }
    }

    #[test]
    fn the_title_is_found_where_it_stands() {
        let at = |source| read(source).title_at;
        assert_eq!(at("---\ntitle: title\n---\n"), Some(11..16));
        assert_eq!(at("+++\ntitle = \"Zoë\"\n+++\n"), Some(13..17));
        assert_eq!(at("---\ntitle: 'It''s'\n---\n"), None);
    }
}
