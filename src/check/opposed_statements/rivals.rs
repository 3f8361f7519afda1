//! A headline that tells of one thing where the text tells of another of its kind: a dog for a
//! goose, a bus for a tram.
//!
//! Something is missing from the text only where none of its words stands there; what stands for it
//! is the one other of its kind in the sentences after the headline.

use super::super::figure_differs::passage_evidence;
use crate::check::{Hit, Scene};
use crate::finding::Verdict;
use crate::language::TokenKind;
use crate::pack::fact_file::Confidence;
use crate::statement::{Passage, Telling};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many sentences after the headline are held against it.
const LEAD: usize = 4;

/// A thing, by its kind and its place among those of that kind.
type Thing = (usize, usize);

/// Words for things of one kind.
#[derive(Debug, Default)]
pub(super) struct Rivals {
    things: BTreeMap<String, Thing>,
}

/// A word for a thing.
struct Named<'a> {
    thing: Thing,
    passage: Passage<'a>,
    tokens: Range<usize>,
}

impl Rivals {
    /// Reads the kinds: a list of things each, a thing the words for it with spaces between.
    pub(super) fn new(kinds: &[Vec<String>]) -> Self {
        let mut things = BTreeMap::new();
        for (kind, list) in kinds.iter().enumerate() {
            for (place, words) in list.iter().enumerate() {
                for word in words.split_whitespace() {
                    things.insert(word.to_owned(), (kind, place));
                }
            }
        }
        Rivals { things }
    }

    /// Flags what stands in the text for another thing of the headline.
    pub(super) fn hits(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let heads = scene.passages.iter().take_while(|passage| passage.is_heading());
        let head: Vec<Named<'_>> = heads.flat_map(|passage| self.named(passage)).collect();
        if head.is_empty() {
            return Vec::new();
        }
        let body: Vec<(usize, Named<'_>)> = scene
            .passages
            .iter()
            .filter(|passage| passage.telling == Telling::Body)
            .enumerate()
            .flat_map(|(order, passage)| self.named(passage).map(move |named| (order, named)))
            .collect();
        head.iter().filter_map(|told| displaced(told, &head, &body)).collect()
    }

    fn named<'a>(&self, passage: &Passage<'a>) -> impl Iterator<Item = Named<'a>> {
        let passage = *passage;
        passage.tokens().filter_map(move |at| {
            let token = passage.annotated.tokens[at];
            let is_word = matches!(token.kind, TokenKind::Word(_));
            let thing = is_word.then(|| self.things.get(&passage.word(at).to_lowercase()))??;
            Some(Named { thing: *thing, passage, tokens: at..at + 1 })
        })
    }
}

/// What stands in the text for a thing of the headline that it does not name.
fn displaced(told: &Named<'_>, head: &[Named<'_>], body: &[(usize, Named<'_>)]) -> Option<Hit> {
    let kind = told.thing.0;
    let in_head = |named: &Named<'_>| {
        named.thing != told.thing && head.iter().any(|other| other.thing == named.thing)
    };
    let others = || body.iter().filter(|(_, named)| named.thing.0 == kind && !in_head(named));
    if others().any(|(_, named)| named.thing == told.thing) {
        return None;
    }
    let (order, found) = others().next()?;
    let is_one = others().all(|(_, named)| named.thing == found.thing);
    // A name is no thing: "Mr Wolf".
    let is_name = |named: &Named<'_>| {
        let at = named.tokens.start;
        named.passage.annotated.name_at(at).is_some_and(|name| name.tokens.len() > 1)
    };
    if *order >= LEAD || !is_one || is_name(found) || is_name(told) {
        return None;
    }
    let shown = |named: &Named<'_>| named.passage.word(named.tokens.start).to_owned();
    Some(Hit {
        span: found.passage.span(found.tokens.clone()),
        verdict: Verdict::Refuted,
        message: format!(
            "says “{}”, but the headline says “{}”, of which the text has nothing",
            shown(found),
            shown(told)
        ),
        evidence: vec![passage_evidence(&told.passage, told.passage.span(told.tokens.clone()))],
        confidence: Confidence::Medium,
    })
}
