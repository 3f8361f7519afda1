//! Names that changed places: a sentence of a source tells the same, word for word, of another.

use super::passage::{self, Passage, told};
use super::{Compared, Library, Tongue};
use crate::annotate::{Annotated, Name, Sentence};
use crate::finding::{Topic, Verdict};
use crate::language::NameKind;
use crate::pack::fact_file::Confidence;
use std::ops::Range;

/// How many words beside both names must be the same.
const PLACED: usize = 2;
/// Sentences of fewer content words tell too little to find their like.
const SHORTEST: usize = 5;

/// Looks for names where the sources have others.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
) -> Vec<Compared> {
    let sentences = annotated.sentences.iter();
    let found = sentences.flat_map(|sentence| {
        let names = names_in(annotated, &sentence.tokens);
        let passage = (!names.is_empty()).then(|| closest(annotated, sentence, libraries, tongue));
        let passage = passage.flatten();
        names.iter().filter_map(move |name| {
            let passage = passage.as_ref()?;
            let other = displaced(annotated, name, passage, tongue)?;
            Some(compared(annotated, name, passage, other))
        })
    });
    found.collect()
}

fn closest<'a>(
    annotated: &Annotated<'_>,
    sentence: &Sentence,
    libraries: &[&'a Library<'a>],
    tongue: Tongue<'_>,
) -> Option<Passage<'a>> {
    let words = told(annotated, tongue, sentence);
    let best = passage::closest(libraries, &words).into_iter().next()?;
    (words.len() >= SHORTEST && best.is_almost_one()).then_some(best)
}

fn names_in<'a>(annotated: &'a Annotated<'_>, tokens: &Range<usize>) -> &'a [Name] {
    let names = &annotated.names;
    let start = names.partition_point(|name| name.tokens.start < tokens.start);
    let end = names.partition_point(|name| name.tokens.start < tokens.end);
    &names[start..end.max(start)]
}

/// The name that stands in the source where this one stands in the article, if neither text has
/// both.
fn displaced<'p>(
    annotated: &Annotated<'_>,
    name: &Name,
    passage: &Passage<'p>,
    tongue: Tongue<'_>,
) -> Option<&'p Name> {
    let theirs = &passage.document.annotated;
    let said = words(annotated, annotated.sentence_at(name.tokens.start)?);
    let source = words(theirs, passage.sentence.tokens.clone());
    let is_among = |words: &[String], text: &Annotated<'_>, name: &Name| {
        let mut own = self::words(text, name.tokens.clone()).into_iter();
        own.any(|word| words.contains(&word))
    };
    if !matches!(name.kind, NameKind::Person | NameKind::Organisation | NameKind::Place)
        || is_among(&source, annotated, name)
    {
        return None;
    }
    let others = names_in(theirs, &passage.sentence.tokens).iter();
    let mut others =
        others.filter(|other| other.kind == name.kind && !is_among(&said, theirs, other));
    others.find(|other| {
        follows_alike(annotated, name, theirs, other)
            && !is_one_country(annotated, name, theirs, other, tongue)
            && passage.shared_beside(annotated, &name.tokens, &other.tokens, tongue) >= PLACED
    })
}

/// Whether the words before two names let them play the same part: not "at" and "for".
fn follows_alike(ours: &Annotated<'_>, name: &Name, theirs: &Annotated<'_>, other: &Name) -> bool {
    let before = |text: &Annotated<'_>, name: &Name| {
        let token = text.tokens[..name.tokens.start].last()?;
        let is_function = text.language.is_function_word(token);
        is_function.then(|| text.article.slice(token.span()).to_lowercase())
    };
    match (before(ours, name), before(theirs, other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// "USA" for "the United States"
fn is_one_country(
    ours: &Annotated<'_>,
    name: &Name,
    theirs: &Annotated<'_>,
    other: &Name,
    tongue: Tongue<'_>,
) -> bool {
    let countries = |text: &Annotated<'_>, name: &Name| -> Vec<String> {
        let found =
            tongue.language.places.longest_at(text.article.text(), &text.tokens, name.tokens.start);
        found.map_or(Vec::new(), |(_, places)| {
            places.map(|place| place.country.to_string()).collect()
        })
    };
    let one = countries(ours, name);
    countries(theirs, other).iter().any(|country| one.contains(country))
}

fn words(annotated: &Annotated<'_>, tokens: Range<usize>) -> Vec<String> {
    let tokens = annotated.tokens[tokens].iter();
    tokens.map(|token| annotated.article.slice(token.span()).to_lowercase()).collect()
}

fn compared(
    annotated: &Annotated<'_>,
    name: &Name,
    passage: &Passage<'_>,
    other: &Name,
) -> Compared {
    let stated = annotated.article.slice(name.span);
    let theirs = passage.document.annotated.article.slice(other.span);
    Compared {
        span: name.span,
        topic: Topic::Name,
        verdict: Verdict::Refuted,
        message: format!("says “{stated}” where the source has “{theirs}”"),
        evidence: vec![passage.document.passage(passage.sentence.span)],
        confidence: Confidence::High,
    }
}
