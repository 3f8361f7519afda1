//! Trains the model behind `scores.ai_style` and measures what it is worth.
//!
//!     cargo run --release --example train_score -- --model rules/generated/ai-score.model \
//!         --card docs/ai-score.md texts.jsonl more-texts.jsonl
//!
//! What to learn from is gathered from public collections first, whose lines say other things:
//!
//!     cargo run --release --example train_score -- --collect examples/train_score/collections.toml \
//!         collection.jsonl another-collection.jsonl > texts.jsonl
//!
//! `collections.toml` says which lines are taken, what they count as, and where each collection is
//! published. No text is part of this repository.
//!
//! Each line to train on is a text, as a JSON object:
//!
//! | key | |
//! |---|---|
//! | `text` | the article, as plain text |
//! | `label` | `human` or `machine` |
//! | `group` | what collection it belongs to; every figure is given by group |
//! | `family` | of a machine text: whose model wrote it, such as `mistral` |
//! | `document` | what it is about: a human text and the machine texts made from it share one |
//! | `limit` | of a human text: the share of its group that may reach the threshold, 0.01 if absent; 1 for kinds of text that the score is not meant for |
//!
//! All figures are for texts that the model measured was not trained on: no text of their document
//! was, human or machine, and no text of their family. The model that is written is trained on all
//! of them. The same lines give the same file.

mod calibrate;
mod card;
mod collect;
mod corpus;
mod evaluate;
mod fit;
mod trainer;

use anyhow::{Context, Result, bail};
use collect::Collections;
use corpus::Corpus;
use std::io::Write;
use std::{env, fs, io};

/// Stands before and after what is rewritten in the card.
const MARKS: [&str; 2] = ["<!-- figures -->\n", "<!-- end of figures -->"];

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let (mut model, mut card, mut collections, mut files) = (None, None, None, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--model" => model = arguments.next(),
            "--card" => card = arguments.next(),
            "--collect" => collections = arguments.next(),
            option if option.starts_with("--") => bail!("no option is called {option}"),
            _ => files.push(argument),
        }
    }
    if let Some(collections) = collections {
        return collect(&collections, &files);
    }
    let model = model.context("say with --model where to write the model")?;
    let mut corpus = Corpus::default();
    for file in &files {
        let lines = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
        corpus.add(&lines).with_context(|| format!("{file} is no file of texts"))?;
    }
    let trained = trainer::train(&corpus)?;
    let figures = card::figures(&trained);
    print!("{figures}");
    let bytes = trained.model.to_bytes();
    fs::write(&model, bytes).with_context(|| format!("cannot write {model}"))?;
    match card {
        Some(card) => rewrite(&card, &figures),
        None => Ok(()),
    }
}

/// Prints the texts of collections, and says how many lines of each were taken.
fn collect(description: &str, files: &[String]) -> Result<()> {
    let read = |file: &str| fs::read_to_string(file).with_context(|| format!("cannot read {file}"));
    let collections = Collections::read(&read(description)?)
        .with_context(|| format!("{description} describes no collections"))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in files {
        let (texts, left_out) = collections
            .collect(&read(file)?)
            .with_context(|| format!("{file} is no collection"))?;
        eprintln!("{file}: {} texts, {left_out} lines left out", texts.len());
        for text in &texts {
            serde_json::to_writer(&mut out, text)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush().context("cannot write the texts")
}

fn rewrite(card: &str, figures: &str) -> Result<()> {
    let page = fs::read_to_string(card).with_context(|| format!("cannot read {card}"))?;
    let [open, close] = MARKS;
    let (before, rest) = page.split_once(open).with_context(|| format!("{card} lacks {open}"))?;
    let (_, after) = rest.split_once(close).with_context(|| format!("{card} lacks {close}"))?;
    let page = format!("{before}{open}{figures}{close}{after}");
    fs::write(card, page).with_context(|| format!("cannot write {card}"))
}
