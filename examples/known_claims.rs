//! Measures how well texts lead to the known claims that they repeat.
//!
//!     cargo run --release --example known_claims -- claims.jsonl pairs.jsonl
//!
//! `claims.jsonl` has a claim a line, `{"id", "claim", "title"}`; `pairs.jsonl` a text a line with
//! the id of its claim, `{"text", "match"}`. Prints the mean average precision of the first five
//! claims for each text, which with one right claim a text is the mean of one over its rank, and
//! the share of texts whose first claim is right.

use anyhow::{Context, Result};
use factlint::knowledge::Knowledge;
use factlint::pack;
use serde::Deserialize;
use serde_json::json;
use std::path::Path;
use std::{env, fs};

/// How many claims count.
const FIRST: usize = 5;

#[derive(Deserialize)]
struct Claim {
    id: String,
    #[serde(rename = "claim")]
    text: String,
    title: Option<String>,
}

#[derive(Deserialize)]
struct Pair {
    text: String,
    #[serde(rename = "match")]
    of: String,
}

fn main() -> Result<()> {
    let mut paths = env::args().skip(1);
    let usage = "give a file of claims and a file of texts";
    let claims: Vec<Claim> = lines(&paths.next().context(usage)?)?;
    let pairs: Vec<Pair> = lines(&paths.next().context(usage)?)?;
    let knowledge = knowledge(&claims)?;
    let (mut precision, mut right) = (0.0, 0);
    for pair in &pairs {
        let closest = knowledge.known_claims.closest(&pair.text, FIRST, &knowledge.vocabulary);
        let rank = closest.iter().position(|(claim, _)| claims[*claim].id == pair.of);
        precision += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        right += usize::from(rank == Some(0));
    }
    let texts = pairs.len().max(1) as f64;
    println!("claims {}, texts {}", claims.len(), pairs.len());
    println!(
        "MAP@{FIRST} {:.4}, first right {:.4}",
        precision / texts,
        f64::from(right as u32) / texts
    );
    Ok(())
}

fn lines<T: for<'de> Deserialize<'de>>(path: &str) -> Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let parsed = text.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    parsed.with_context(|| format!("{path} is no JSON Lines"))
}

/// The claims as a pack of facts.
fn knowledge(claims: &[Claim]) -> Result<Knowledge> {
    let records: Vec<_> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| {
            let title = claim.title.iter().filter(|title| !title.trim().is_empty());
            let wordings: Vec<&String> = title.collect();
            json!({ "id": format!("c{at}"), "claim": claim.text, "wordings": wordings, "why": "It is false." })
        })
        .collect();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("claims.json");
    fs::write(&path, serde_json::to_vec(&json!({ "debunked": records }))?)?;
    let mut sources = pack::built_in();
    sources.push(pack::from_disk(Path::new(&path)));
    let packs = pack::load(sources).map_err(|problems| anyhow::anyhow!("{problems}"))?;
    Knowledge::build(&packs, None).map_err(|problems| anyhow::anyhow!("{problems}"))
}
