//! `factlint facts diff`: which records changed, and which articles that touches.

use super::args::DiffArgs;
use crate::cli::args::ListFormat;
use crate::cli::exit::Exit;
use crate::cli::input::{self, InputOptions, InputProblem, Limit, Unit};
use crate::desk::diff::{Change, ChangeKind, FieldChange, diff};
use crate::desk::touched::{Said, Touched, TouchedSpan, touched};
use crate::engine::{self, CheckOptions};
use crate::knowledge::Knowledge;
use crate::pack::{self, Pack};
use crate::report::{counted, visible};
use crate::source::Library;
use crate::text::{LineIndex, Position};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Articles that are checked at a time.
const BATCH: usize = 256;

/// Compares two versions of a pack.
///
/// # Errors
/// When one of them cannot be loaded.
pub(super) fn run(args: &DiffArgs) -> anyhow::Result<Exit> {
    let (old, before) = load(&args.old, &args.facts)?;
    let (new, after) = load(&args.new, &args.facts)?;
    let changes = diff(&old, &new);
    let ids = Touched::new(&changes, [&before.facts, &after.facts]);
    let (articles, problems) = match changes.is_empty() {
        true => (Vec::new(), Vec::new()),
        false => check(&args.articles, &before, &after, &ids),
    };
    for problem in &problems {
        eprintln!("factlint: {problem}");
    }
    let has_articles = !args.articles.is_empty();
    let report = match args.format {
        ListFormat::Text => text(&changes, has_articles.then_some(&articles)),
        ListFormat::Json => json(&changes, &articles)?,
    };
    io::stdout().lock().write_all(report.as_bytes())?;
    Ok(match (problems.is_empty(), has_articles) {
        (false, _) => Exit::Failure,
        (true, true) if articles.is_empty() => Exit::Clean,
        (true, false) if changes.is_empty() => Exit::Clean,
        (true, _) => Exit::Findings,
    })
}

/// A pack with those it refers to, and the knowledge of all of them.
fn load(path: &Path, others: &[PathBuf]) -> anyhow::Result<(Vec<Pack>, Knowledge)> {
    let mut sources = pack::built_in();
    sources.push(pack::from_disk(path));
    sources.extend(others.iter().map(|path| pack::from_disk(path)));
    let packs = pack::load(sources)?;
    let knowledge = Knowledge::build(&packs, None)?;
    Ok((packs, knowledge))
}

/// An article that a change touches.
struct TouchedArticle {
    path: String,
    record: Option<String>,
    spans: Vec<(Position, String, TouchedSpan)>,
}

fn check(
    paths: &[PathBuf],
    before: &Knowledge,
    after: &Knowledge,
    ids: &Touched,
) -> (Vec<TouchedArticle>, Vec<InputProblem>) {
    let options = InputOptions { paths: paths.to_vec(), ..InputOptions::default() };
    let mut units = input::units(&options).peekable();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    while units.peek().is_some() {
        let batch: Vec<_> = units.by_ref().take(BATCH).collect();
        let checked: Vec<_> =
            batch.into_par_iter().map(|unit| check_one(&unit?, before, after, ids)).collect();
        for article in checked {
            match article {
                Ok(article) => articles.extend(article),
                Err(problem) => problems.push(problem),
            }
        }
    }
    (articles, problems)
}

fn check_one(
    unit: &Unit,
    before: &Knowledge,
    after: &Knowledge,
    ids: &Touched,
) -> Result<Option<TouchedArticle>, InputProblem> {
    let article = input::load(unit, Limit::default())?;
    let [before, after] = [before, after].map(|knowledge| {
        engine::check(&article, knowledge, &Library::default(), CheckOptions::default())
    });
    let spans = touched(ids, &before, &after);
    if spans.is_empty() {
        return Ok(None);
    }
    let lines = LineIndex::new(article.source());
    let place = |span: TouchedSpan| {
        let start = lines.position(article.source_range(span.span).start);
        (start, article.slice(span.span).to_owned(), span)
    };
    Ok(Some(TouchedArticle {
        path: article.origin.path.clone(),
        record: article.origin.record.clone(),
        spans: spans.into_iter().map(place).collect(),
    }))
}

fn text(changes: &[Change], articles: Option<&Vec<TouchedArticle>>) -> String {
    let mut text: String = changes.iter().map(change).collect();
    text += &match changes.len() {
        0 => "no record changed\n".to_owned(),
        count => format!("{}\n", counted(count, "changed record")),
    };
    if let Some(articles) = articles {
        text.push('\n');
        text.extend(articles.iter().map(touched_article));
        let turned = articles.iter().filter(|article| article.turns()).count();
        let touched = counted(articles.len(), "article");
        text += &format!("{touched} touched, {turned} with another verdict\n");
    }
    text
}

fn change(change: &Change) -> String {
    let Change { record, id, kind, fields, address } = change;
    let (kind, id, address) = (kind.name(), visible(id), visible(address));
    let mut text = format!("{kind} {record} {id} ({address})\n");
    for FieldChange { key, part, before, after } in fields {
        let part = part.as_ref().map(|part| format!(" {part}")).unwrap_or_default();
        let (before, after) = (shown(before.as_ref()), shown(after.as_ref()));
        text += &format!("  {key}{part}: {} → {}\n", visible(&before), visible(&after));
    }
    text
}

/// A value as a pack would write it, nearly: texts without quotation marks.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| shown(Some(item))).collect();
            format!("[{}]", items.join(", "))
        }
        Some(Value::Object(table)) => {
            let pairs = table.iter().map(|(key, value)| format!("{key} {}", shown(Some(value))));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        Some(value) => value.to_string(),
    }
}

impl TouchedArticle {
    fn turns(&self) -> bool {
        self.spans.iter().any(|(_, _, span)| span.turns())
    }
}

fn touched_article(article: &TouchedArticle) -> String {
    let path = visible(&article.path);
    let record = article.record.as_ref().map(|record| format!(" ({record})")).unwrap_or_default();
    let mut text = String::new();
    for (Position { line, column }, words, span) in &article.spans {
        let (before, after) = (verdict(span.before.as_ref()), verdict(span.after.as_ref()));
        let words = visible(words);
        let id = &span.id;
        text += &format!("{path}:{line}:{column}{record}: “{words}” ({id}): {before} → {after}\n");
        let message = span.after.as_ref().map(|said| said.message.as_str()).unwrap_or_default();
        if span.turns() && !message.is_empty() {
            text += &format!("  {}\n", visible(message));
        }
    }
    text
}

fn verdict(said: Option<&Said>) -> &'static str {
    said.map_or("nothing", |said| said.verdict.name())
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    changes: Vec<ChangeEntry<'a>>,
    articles: Vec<ArticleEntry<'a>>,
}

#[derive(Serialize)]
struct ChangeEntry<'a> {
    record: &'a str,
    id: &'a str,
    kind: ChangeKind,
    address: &'a str,
    fields: &'a [FieldChange],
}

#[derive(Serialize)]
struct ArticleEntry<'a> {
    path: &'a str,
    record: Option<&'a str>,
    claims: Vec<SpanEntry<'a>>,
}

#[derive(Serialize)]
struct SpanEntry<'a> {
    line: usize,
    column: usize,
    text: &'a str,
    fact: &'a str,
    before: Option<SaidEntry<'a>>,
    after: Option<SaidEntry<'a>>,
}

#[derive(Serialize)]
struct SaidEntry<'a> {
    verdict: &'static str,
    message: &'a str,
}

fn json(changes: &[Change], articles: &[TouchedArticle]) -> serde_json::Result<String> {
    let document = Document {
        schema: 1,
        changes: changes.iter().map(change_entry).collect(),
        articles: articles.iter().map(article_entry).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

fn change_entry(change: &Change) -> ChangeEntry<'_> {
    ChangeEntry {
        record: change.record,
        id: &change.id,
        kind: change.kind,
        address: &change.address,
        fields: &change.fields,
    }
}

fn article_entry(article: &TouchedArticle) -> ArticleEntry<'_> {
    let spans = article.spans.iter().map(|(start, text, span)| SpanEntry {
        line: start.line,
        column: start.column,
        text,
        fact: &span.id,
        before: span.before.as_ref().map(SaidEntry::from),
        after: span.after.as_ref().map(SaidEntry::from),
    });
    ArticleEntry { path: &article.path, record: article.record.as_deref(), claims: spans.collect() }
}

impl<'a> From<&'a Said> for SaidEntry<'a> {
    fn from(said: &'a Said) -> Self {
        SaidEntry { verdict: said.verdict.name(), message: &said.message }
    }
}
