//! What a page says about its article: JSON-LD, then meta tags, then its title.

use super::page::{Clues, Page};
use crate::format::metadata::{
    byline, first_date, first_text, one_line, read_date, statement, statements,
};
use crate::text::{DateOrigin, Dated, Metadata, Statement};
use htmlize::unescape;
use serde_json::Value;

/// Reads the page's metadata.
pub(super) fn read(page: &Page) -> Metadata {
    let clues = &page.clues;
    let json_ld = article_object(&clues.json_ld).unwrap_or_default();
    Metadata {
        title: title(clues, &json_ld),
        date: date(clues, &json_ld),
        author: json_ld.get("author").and_then(byline).or_else(|| author(clues)),
        url: clues
            .canonical
            .clone()
            .or_else(|| meta(clues, &["og:url"]))
            .or_else(|| first_text(&json_ld, &["url"])),
        language: clues.language.clone().or_else(|| first_text(&json_ld, &["inLanguage"])),
        captured: None,
        statements: statements(&json_ld)
            .into_iter()
            .chain(clues.meta.iter().filter_map(|(name, content)| statement(name, content)))
            .chain(clues.manifests.iter().flat_map(|script| manifest(script)))
            .collect(),
    }
}

fn title(clues: &Clues, json_ld: &Value) -> Option<String> {
    let plain = |text: String| one_line(&unescape(text.as_str()));
    first_text(json_ld, &["headline"])
        .and_then(plain)
        .or_else(|| meta(clues, &["og:title", "twitter:title", "headline"]))
        .or_else(|| clues.title.clone().and_then(plain))
}

fn date(clues: &Clues, json_ld: &Value) -> Option<Dated> {
    let names = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "article.published",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "pubdate",
        "publish-date",
        "publication_date",
        "date",
    ];
    let dated = |from| move |date| Dated { date, from };
    let in_meta = names
        .iter()
        .find_map(|name| read_date(&meta(clues, &[name])?))
        .or_else(|| read_date(clues.time.as_deref()?));
    first_date(json_ld, &["datePublished", "dateCreated"])
        .map(dated(DateOrigin::JsonLd))
        .or(in_meta.map(dated(DateOrigin::MetaTag)))
}

/// `article:author` often holds the address of a profile, which is nobody's name.
fn author(clues: &Clues) -> Option<String> {
    ["author", "article:author", "parsely-author", "dc.creator", "byl"]
        .iter()
        .find_map(|name| meta(clues, &[name]).filter(|author| !author.contains("://")))
}

fn meta(clues: &Clues, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let (_, content) = clues.meta.iter().find(|(key, _)| key == name)?;
        one_line(content)
    })
}

/// The first object of an article's type in the scripts; broken scripts say nothing.
fn article_object(scripts: &[String]) -> Option<Value> {
    scripts
        .iter()
        .filter_map(|script| serde_json::from_str(script.trim()).ok())
        .find_map(find_article)
}

/// What a provenance manifest says of a text; those of pictures and sound say nothing of it.
fn manifest(script: &str) -> Vec<Statement> {
    let Ok(manifest) = serde_json::from_str::<Value>(script.trim()) else { return Vec::new() };
    let format = first_text(&manifest, &["format", "dc:format"]).unwrap_or_default();
    if ["image", "video", "audio"].iter().any(|kind| format.starts_with(kind)) {
        return Vec::new();
    }
    let mut todo = vec![manifest];
    let mut said = Vec::new();
    while let Some(value) = todo.pop() {
        match value {
            Value::Array(values) => todo.extend(values),
            Value::Object(fields) => {
                let object = Value::Object(fields);
                said.extend(statements(&object));
                let Value::Object(fields) = object else { continue };
                let kept = fields.into_iter().filter(|(name, _)| name != "ingredients");
                todo.extend(kept.map(|(_, value)| value));
            }
            _ => {}
        }
    }
    said
}

/// Looks through lists and `@graph`s, in order.
fn find_article(value: Value) -> Option<Value> {
    let mut todo = vec![value];
    while let Some(value) = todo.pop() {
        match value {
            Value::Array(values) => todo.extend(values.into_iter().rev()),
            Value::Object(_) if is_article(&value) => return Some(value),
            Value::Object(mut object) => {
                let inner = ["mainEntity", "mainEntityOfPage", "@graph"];
                todo.extend(inner.iter().filter_map(|key| object.remove(*key)));
            }
            _ => {}
        }
    }
    None
}

/// `NewsArticle`, `OpinionNewsArticle`, `http://schema.org/Article`, `BlogPosting`…
fn is_article(object: &Value) -> bool {
    let is_type = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        name.ends_with("Article")
            || name.ends_with("BlogPosting")
            || name.ends_with("/Report")
            || name == "Report"
    };
    match object.get("@type") {
        Some(Value::Array(names)) => names.iter().any(is_type),
        Some(name) => is_type(name),
        None => false,
    }
}
