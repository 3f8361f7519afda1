//! The wordings of properties: each file of `tests/wordings` has an opening sentence that names
//! something of `facts.toml`, sentences after it that give a wrong value of one property in the
//! words of reporters, and sentences that give it none and are left alone.

use factlint::engine::{self, CheckOptions};
use factlint::finding::Verdict;
use factlint::format::{self, InputFormat};
use factlint::knowledge::Knowledge;
use factlint::source::Library;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wordings {
    /// The property that the sentences tell of.
    property: String,
    /// The day of writing.
    date: String,
    /// What the article opens with.
    opening: String,
    /// Refuted, each with a value of the property that is not on record.
    wrong: Vec<String>,
    /// Not refuted: right, of something else, or not asserted.
    right: Vec<String>,
    /// Refuted if the wording were recognised.
    #[serde(default)]
    missed: Vec<String>,
    /// Not refuted if it were seen what the figure is of.
    #[serde(default)]
    mistaken: Vec<String>,
}

#[test]
fn wrong_values_are_refuted_in_whatever_words_they_come() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wordings");
    let facts = folder.join("facts.toml");
    let knowledge = Knowledge::load(std::slice::from_ref(&facts))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let files = entries(&folder).into_iter().filter(|path| *path != facts);
    let failures: Vec<String> = files.flat_map(|path| failures(&path, &knowledge)).collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn failures(path: &Path, knowledge: &Knowledge) -> Vec<String> {
    let wordings: Wordings = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let property = wordings.property.as_str();
    let refuted = |sentence: &String| refuted(&wordings, sentence, knowledge);
    let misses = |sentence: &&String| !refuted(sentence).iter().any(|found| found == property);
    let flags = |sentence: &&String| !refuted(sentence).is_empty();
    let name = path.file_stem().unwrap().to_str().unwrap();
    let listed = |fault: &str, sentence: &String| format!("{name} {fault}: {sentence}");
    [
        wordings.wrong.iter().filter(misses).map(|s| listed("misses", s)).collect::<Vec<_>>(),
        wordings.right.iter().filter(flags).map(|s| listed("flags", s)).collect(),
        wordings.missed.iter().filter(|s| !misses(s)).map(|s| listed("now finds", s)).collect(),
        wordings.mistaken.iter().filter(|s| !flags(s)).map(|s| listed("now spares", s)).collect(),
    ]
    .concat()
}

/// The properties of which a claim is refuted where the sentence follows the opening.
fn refuted(wordings: &Wordings, sentence: &str, knowledge: &Knowledge) -> Vec<String> {
    let text = format!("{}\n\n{sentence}", wordings.opening);
    let article = format::read(InputFormat::Plain, text.as_bytes()).unwrap();
    let date = Some(wordings.date.parse().unwrap());
    let options = CheckOptions { date, ..CheckOptions::default() };
    let checked = engine::check(&article, knowledge, &Library::default(), options);
    let refuted = checked.claims.into_iter().filter(|claim| claim.verdict == Verdict::Refuted);
    refuted.map(|claim| claim.property).collect()
}
