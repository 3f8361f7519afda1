//! Offices in the wrong hands: an article gives a person of the sources a title that they give to
//! another.

use super::passage::told;
use super::{Compared, Document, Library, Tongue};
use crate::annotate::{Annotated, Name};
use crate::finding::{Topic, Verdict};
use crate::language::{NameKind, Stem, WordForm};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A title of fewer words is borne by many: "minister".
const WORDS: usize = 2;
/// A longer one is a description.
const MOST: usize = 5;
/// How many other words a source may put between the words of a title.
const LOOSE: usize = 3;
/// How many tokens may stand between a title and who bears it: "transport minister, Dr Lindahl".
const BESIDE: usize = 3;

/// Looks for titles that the sources give to somebody else.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
) -> Vec<Compared> {
    let mut seen = FxHashSet::default();
    let named = annotated.names.iter().filter(|name| name.kind == NameKind::Person);
    let titled = named.flat_map(|name| {
        let spans = [name.title, name.role].into_iter().flatten();
        spans.map(move |title| (name, title))
    });
    let new = titled.filter(|(name, title)| {
        let text = annotated.article;
        seen.insert((surname(annotated, name), text.slice(*title)))
    });
    new.filter_map(|(name, title)| look_up(annotated, libraries, tongue, name, title)).collect()
}

fn look_up(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
    name: &Name,
    title: TextSpan,
) -> Option<Compared> {
    let words = stems(annotated, tongue, title);
    if !(WORDS..=MOST).contains(&words.len()) || is_past(annotated, tongue, title) {
        return None;
    }
    let ours = surname(annotated, name)?;
    let documents = || libraries.iter().flat_map(|library| &library.documents);
    // Nobody can tell whom the sources mean of somebody they do not name.
    if !documents().any(|document| document.words.holds(ours)) {
        return None;
    }
    let mut bearer = None;
    for document in documents() {
        for borne in borne(document, tongue, &words) {
            if holds(&document.annotated, &borne.sentence, ours) {
                return None;
            }
            bearer = bearer.or_else(|| Some((document, borne.by?, borne.sentence)));
        }
    }
    let Some((document, by, sentence)) = bearer else {
        return other_office(annotated, libraries, tongue, name, title, &words);
    };
    let theirs = document.annotated.article.slice(by.span);
    let (whom, office) = (annotated.article.slice(name.span), annotated.article.slice(title));
    let passage = document.annotated.span_of(sentence);
    Some(Compared {
        span: title,
        topic: Topic::Name,
        verdict: Verdict::Refuted,
        message: format!("gives {whom} the title “{office}”; in the source {theirs} has it"),
        evidence: vec![document.passage(passage)],
        confidence: Confidence::High,
    })
}

/// Says so where the sources give the same person another office with the same noun: "interior
/// minister" for "health minister".
fn other_office(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
    name: &Name,
    title: TextSpan,
    words: &[Stem],
) -> Option<Compared> {
    let ours = surname(annotated, name)?;
    let documents = libraries.iter().flat_map(|library| &library.documents);
    let mut other = None;
    for document in documents {
        let people = document.annotated.names.iter().filter(|theirs| {
            theirs.kind == NameKind::Person && surname(&document.annotated, theirs) == Some(ours)
        });
        for theirs in people {
            for office in [theirs.title, theirs.role].into_iter().flatten() {
                let stems = stems(&document.annotated, tongue, office);
                let shared = words.iter().filter(|word| stems.contains(word)).count();
                let is_other = shared > 0 && shared < words.len() && stems.len() > shared;
                if !is_other {
                    // A shorter title leaves open which it is.
                    return None;
                }
                if stems.len() <= MOST && !is_past(&document.annotated, tongue, office) {
                    other = other.or(Some((document, office)));
                }
            }
        }
    }
    let (document, office) = other?;
    let (whom, stated) = (annotated.article.slice(name.span), annotated.article.slice(title));
    let theirs = document.annotated.article.slice(office);
    let at = document.annotated.tokens.partition_point(|token| token.span().end <= office.start);
    let sentence = document.annotated.sentence_of(at)?;
    Some(Compared {
        span: title,
        topic: Topic::Name,
        verdict: Verdict::Refuted,
        message: format!("gives {whom} the title “{stated}”; in the source it is “{theirs}”"),
        evidence: vec![document.passage(sentence.span)],
        confidence: Confidence::High,
    })
}

/// A title in a sentence of a source, and who stands beside it.
struct Borne<'d> {
    sentence: Range<usize>,
    by: Option<&'d Name>,
}

/// Where the words of a title stand together in a document.
fn borne<'d>(
    document: &'d Document<'_>,
    tongue: Tongue<'_>,
    words: &'d [Stem],
) -> impl Iterator<Item = Borne<'d>> {
    let has_all = |told: &[Stem]| words.iter().all(|word| told.binary_search(word).is_ok());
    let sentences = document.annotated.sentences.iter().zip(&document.told);
    let found = sentences.filter(move |(_, told)| has_all(told));
    found.filter_map(move |(sentence, _)| {
        let told = told(&document.annotated, tongue, sentence);
        let places: Vec<usize> =
            told.iter().filter(|word| words.contains(&word.0)).map(|word| word.1).collect();
        let run = places.windows(words.len()).find(|run| {
            let length = run[run.len() - 1] - run[0];
            let mut stems: Vec<Stem> =
                told.iter().filter(|word| run.contains(&word.1)).map(|word| word.0).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.len() == words.len() && length <= words.len() + LOOSE
        })?;
        let (first, last) = (run[0], run[run.len() - 1]);
        let people = document.annotated.names_within(sentence.tokens.clone());
        let by = people.into_iter().find(|name| {
            let is_beside = name.tokens.start.abs_diff(last) <= BESIDE + 1
                || first.abs_diff(name.tokens.end) <= BESIDE;
            name.kind == NameKind::Person && is_beside
        });
        Some(Borne { sentence: sentence.tokens.clone(), by })
    })
}

fn holds(annotated: &Annotated<'_>, tokens: &Range<usize>, form: WordForm) -> bool {
    let mut tokens = annotated.tokens[tokens.clone()].iter();
    tokens.any(|token| WordForm::of(annotated.article.slice(token.span())) == form)
}

fn stems(annotated: &Annotated<'_>, tongue: Tongue<'_>, title: TextSpan) -> Vec<Stem> {
    let text = annotated.article.text();
    let mut stems: Vec<Stem> =
        tokens(annotated, title).filter_map(|token| tongue.stems.of(token, text)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// "former transport minister": another may have the office now.
fn is_past(annotated: &Annotated<'_>, tongue: Tongue<'_>, title: TextSpan) -> bool {
    let text = annotated.article.text();
    tokens(annotated, title).any(|token| tongue.stems.is_past(token, text))
}

fn tokens<'a>(
    annotated: &'a Annotated<'_>,
    span: TextSpan,
) -> impl Iterator<Item = &'a crate::language::Token> {
    let start = annotated.tokens.partition_point(|token| token.span().start < span.start);
    annotated.tokens[start..].iter().take_while(move |token| token.span().start < span.end)
}

/// The last word of a name.
fn surname(annotated: &Annotated<'_>, name: &Name) -> Option<WordForm> {
    let last = annotated.tokens[name.tokens.clone()].last()?;
    Some(WordForm::of(annotated.article.slice(last.span())))
}
