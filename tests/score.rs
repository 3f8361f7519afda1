//! The trainer of the score, on a handful of texts made for it.

#[path = "../examples/train_score/calibrate.rs"]
mod calibrate;
#[path = "../examples/train_score/card.rs"]
mod card;
#[path = "../examples/train_score/corpus.rs"]
mod corpus;
#[path = "../examples/train_score/evaluate.rs"]
mod evaluate;
#[path = "../examples/train_score/fit.rs"]
mod fit;
#[path = "../examples/train_score/trainer.rs"]
mod trainer;

use corpus::Corpus;
use factlint::format::{self, InputFormat};
use factlint::score::StyleModel;

/// What the people of this test write with.
const PEOPLE: [&str; 12] =
    ["sold", "fish", "went", "home", "rain", "got", "boat", "wet", "asked", "why", "cheap", "rope"];

/// What its machines write with.
const MACHINES: [&str; 12] = [
    "vital", "journey", "crucial", "fosters", "vibrant", "growth", "embrace", "realm", "shared",
    "vision", "pivotal", "thrive",
];

/// What both write with.
const ALL: [&str; 8] = ["the", "of", "and", "harbour", "town", "to", "in", "people"];

/// A text of about 160 words, another for each number.
fn text(number: usize, own: &[&str]) -> String {
    let word = |at: usize| match (at * 7 + number * 13 + at * at) % 5 {
        0 | 1 => own[(at * 5 + number * 3 + at / 7) % own.len()],
        _ => ALL[(at * 3 + number + at / 5) % ALL.len()],
    };
    let sentence = |at: usize| {
        let words: Vec<&str> = (at * 16..at * 16 + 16).map(word).collect();
        format!("The {}.", words.join(" "))
    };
    (0..10).map(sentence).collect::<Vec<_>>().join(" ")
}

fn line(number: usize, is_machine: bool) -> String {
    let (label, own) = if is_machine { ("machine", &MACHINES) } else { ("human", &PEOPLE) };
    let family = match (is_machine, number % 3) {
        (false, _) => "",
        (true, 0) => "first",
        (true, 1) => "second",
        (true, _) => "third",
    };
    let line = serde_json::json!({
        "text": text(number, own),
        "label": label,
        "group": format!("{label} {}", number % 2),
        "family": family,
        "document": format!("document {number}"),
    });
    line.to_string()
}

fn corpus() -> Corpus {
    let lines = (0..60).map(|number| line(number / 2, number % 2 == 1));
    let mut corpus = Corpus::default();
    corpus.add(&lines.collect::<Vec<_>>().join("\n")).unwrap();
    corpus
}

#[test]
fn a_handful_of_texts_is_learned() {
    let corpus = corpus();
    let trained = trainer::train(&corpus).unwrap();
    let bytes = trained.model.to_bytes();
    let model = StyleModel::from_bytes(bytes.clone()).unwrap();
    let score = |own: &[&str]| {
        let article = format::read(InputFormat::Plain, text(1000, own).as_bytes()).unwrap();
        model.read(&article).score.map(|score| score.value)
    };
    assert!(score(&MACHINES) > Some(model.calibration.threshold), "{:?}", score(&MACHINES));
    assert!(score(&PEOPLE) < Some(0.5), "{:?}", score(&PEOPLE));
    let figures = card::figures(&trained);
    assert!(figures.contains("| human 0 | 15 | 0.0 % |"), "{figures}");
    assert!(reached(&figures, "| machine 1 | 15 | ") > 0.5, "{figures}");
    assert!(reached(&figures, "| second | 10 | ") > 0.5, "{figures}");
    assert!(trainer::train(&corpus).unwrap().model.to_bytes() == bytes, "the same file again");
}

/// The share in the row that opens like this.
fn reached(figures: &str, row: &str) -> f64 {
    let (_, rest) = figures.split_once(row).unwrap();
    rest.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn a_corpus_of_one_kind_is_refused() {
    let mut corpus = Corpus::default();
    corpus.add(&line(1, false)).unwrap();
    assert!(trainer::train(&corpus).unwrap_err().to_string().contains("no text by machines"));
}

#[test]
fn a_line_that_says_too_little_is_named() {
    let mut corpus = Corpus::default();
    let fault =
        corpus.add("{\"text\": \"x\", \"label\": \"machine\", \"group\": \"g\"}").unwrap_err();
    assert!(fault.to_string().contains("line 1: a machine text needs a family"), "{fault}");
}
