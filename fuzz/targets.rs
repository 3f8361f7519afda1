//! What must hold for any bytes. `cargo fuzz` runs each function with bytes of its making,
//! `tests/robustness.rs` with made-up ones.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "a module of several programs, each of which uses a part"
)]

use factlint::cli::config::Config;
use factlint::cli::input::{self, Compression, Limit};
use factlint::engine::{self, CheckOptions, Outcome};
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::pack::{self, PackFiles};
use factlint::report::{ArticleReport, Depth};
use factlint::source::Library;
use factlint::text::Article;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(&[]).unwrap());

/// Decoders, formats, suppressions in comments, values, and every check: nothing panics, every
/// finding lies within the file, and a second look finds the same.
pub fn article(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let formats = InputFormat::ALL.map(|format| format::read(format, bytes));
    let record = format::read_record(bytes);
    let chosen = formats.into_iter().chain([record]).nth(usize::from(first % 6));
    if let Some(Ok(article)) = chosen {
        check(&article, bytes.len());
    }
}

fn check(article: &Article, length: usize) {
    let outcome = examine(article);
    assert_eq!(outcome.findings, examine(article).findings, "a second look finds something else");
    for claim in &outcome.claims {
        assert!(article.text().get(claim.span.range()).is_some(), "a claim lies between letters");
    }
    let is_record = article.origin.record.is_some() || article.origin.path.is_empty();
    let report = ArticleReport::new(article, outcome, Depth::Text);
    for finding in &report.findings {
        assert!(finding.span.start <= finding.span.end, "{finding:?}");
        assert!(is_record || finding.span.end <= length, "{finding:?}");
        assert_eq!(finding.text, article.slice(finding.text_span));
    }
}

fn examine(article: &Article) -> Outcome {
    let library = Library::new(&[], KNOWLEDGE.tongue());
    engine::check(article, &KNOWLEDGE, &library, CheckOptions::default())
}

/// Compressed streams, JSON Lines and web archives: each comes to an end, and what is read in it is
/// an article or a problem.
pub fn archive(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let compression = [Compression::None, Compression::Gzip, Compression::Zstd];
    let format = if first & 1 == 0 { InputFormat::Warc } else { InputFormat::JsonLines };
    let input = Cursor::new(bytes.to_vec());
    let compression = compression[usize::from(first >> 1) % 3];
    let limit = Limit::of(1 << 16);
    let units = input::units_in("fuzz", format, compression, input, limit);
    for unit in units.flatten() {
        if let Ok(article) = input::load(&unit, limit) {
            assert!(article.blocks().iter().all(|block| !block.span.is_empty()));
        }
    }
}

/// Configurations: read, or refused with a place.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(fault) = Config::parse(Path::new("factlint.toml"), &text) {
        assert!(!fault.to_string().is_empty());
    }
}

/// Packs, as TOML and as JSON: loaded, or refused with what is wrong; what loads can be compiled.
pub fn pack(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for name in ["facts.toml", "facts.json", "rules/a-rule.toml", "properties/a.toml", "pack.toml"]
    {
        let files = PackFiles::in_memory("fuzz", &[(name, &text)]);
        match pack::load(vec![files]) {
            Ok(packs) => drop(Knowledge::build(&packs, None)),
            Err(problems) => assert!(!problems.to_string().is_empty()),
        }
    }
}
