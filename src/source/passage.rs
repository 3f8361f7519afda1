//! The sentences of the sources that tell what a sentence of an article does.

use super::{Document, Library, Tongue};
use crate::annotate::{Annotated, Sentence};
use crate::language::Stem;
use std::ops::Range;

/// What two sentences must share to tell the same, from 0 to 1.
const SAME: f32 = 0.55;
/// The same where nothing but the place of a name tells that it is another one.
const ALMOST_ONE: f32 = 0.65;
/// What they must share to be looked at where the words beside tell the place.
const RELATED: f32 = 0.2;
/// How many related sentences are looked at.
const MOST: usize = 3;
/// How many content words on each side tell where a word stands.
const BESIDE: usize = 2;
/// How many tokens away they may be.
const REACH: usize = 5;

/// A content word and its token.
pub(super) type Told = (Stem, usize);

/// A sentence of a source that shares words with one of the article.
#[derive(Clone, Copy)]
pub(super) struct Passage<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) sentence: &'a Sentence,
    share: f32,
}

/// The sentences of the sources that share most with these words, if they share enough, the
/// closest first.
pub(super) fn closest<'a>(libraries: &[&'a Library<'a>], words: &[Told]) -> Vec<Passage<'a>> {
    let mut found: Vec<Passage<'a>> = Vec::new();
    for library in libraries {
        let weighed: Vec<(Stem, f32)> =
            words.iter().map(|word| (word.0, library.weight(word.0))).collect();
        let total: f32 = weighed.iter().map(|word| word.1).sum();
        for document in &library.documents {
            for (sentence, theirs) in document.annotated.sentences.iter().zip(&document.told) {
                let shared = weighed.iter().filter(|word| theirs.binary_search(&word.0).is_ok());
                let share = shared.map(|word| word.1).sum::<f32>() / total;
                if share >= RELATED {
                    found.push(Passage { document, sentence, share });
                }
            }
        }
    }
    found.sort_by(|one, other| other.share.total_cmp(&one.share));
    found.truncate(MOST);
    found
}

/// The share of these words, weighed, that the closest sentence of the sources has.
pub(super) fn nearest(libraries: &[&Library<'_>], words: &[Told]) -> f32 {
    closest(libraries, words).first().map_or(0.0, |passage| passage.share)
}

impl Passage<'_> {
    /// Whether the two sentences surely tell the same.
    pub(super) fn is_close(&self) -> bool {
        self.share >= SAME
    }

    /// Whether they are the same but for a word or two.
    pub(super) fn is_almost_one(&self) -> bool {
        self.share >= ALMOST_ONE
    }

    /// How many of the words beside one passage stand beside the other, too.
    pub(super) fn shared_beside(
        &self,
        annotated: &Annotated<'_>,
        ours: &Range<usize>,
        theirs: &Range<usize>,
        tongue: Tongue<'_>,
    ) -> usize {
        let here = beside(annotated, tongue, ours);
        let there = beside(&self.document.annotated, tongue, theirs);
        here.iter().filter(|stem| there.contains(stem)).count()
    }
}

/// The nearest content words on both sides.
fn beside(annotated: &Annotated<'_>, tongue: Tongue<'_>, tokens: &Range<usize>) -> Vec<Stem> {
    let Some(sentence) = annotated.sentence_at(tokens.start) else { return Vec::new() };
    let text = annotated.article.text();
    let stem = |at: usize| tongue.stems.of(&annotated.tokens[at], text);
    let after = (tokens.end..sentence.end).take(REACH).filter_map(stem).take(BESIDE);
    let before = (sentence.start..tokens.start).rev().take(REACH).filter_map(stem).take(BESIDE);
    after.chain(before).collect()
}

/// The content words of a sentence.
pub(super) fn told(
    annotated: &Annotated<'_>,
    tongue: Tongue<'_>,
    sentence: &Sentence,
) -> Vec<Told> {
    let text = annotated.article.text();
    sentence
        .tokens
        .clone()
        .filter_map(|at| Some((tongue.stems.of(&annotated.tokens[at], text)?, at)))
        .collect()
}
