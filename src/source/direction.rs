//! Which way things went: a word of an article against its opposite in the sentence of a source
//! that tells the same.

use super::{Compared, Document, Library, Tongue};
use crate::annotate::{Annotated, Sentence};
use crate::finding::{Topic, Verdict};
use crate::language::Stem;
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;

/// What two sentences must share to tell the same, from 0 to 1.
const SAME: f32 = 0.55;
/// Sentences of fewer content words tell too little to find their like.
const SHORTEST: usize = 4;

/// Looks for words whose opposite the sources have.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
) -> Vec<Compared> {
    let desk = Desk { annotated, libraries, tongue };
    annotated.sentences.iter().flat_map(|sentence| desk.sentence(sentence)).collect()
}

struct Desk<'a> {
    annotated: &'a Annotated<'a>,
    libraries: &'a [&'a Library<'a>],
    tongue: Tongue<'a>,
}

/// How many content words on each side tell where a word stands.
const BESIDE: usize = 2;
/// How many tokens away they may be.
const REACH: usize = 5;

/// A word that has an opposite.
struct Turned<'a> {
    token: usize,
    bare: Stem,
    opposites: &'a [Stem],
}

/// A content word and its token.
type Told = (Stem, usize);

impl<'a> Desk<'a> {
    fn sentence(&self, sentence: &Sentence) -> Vec<Compared> {
        let turned: Vec<Turned<'_>> = self.turned(sentence).collect();
        if turned.is_empty() {
            return Vec::new();
        }
        let words = told(self.annotated, self.tongue, sentence);
        if words.len() < SHORTEST {
            return Vec::new();
        }
        let Some((document, theirs)) = self.closest(&words) else { return Vec::new() };
        let stems = self.tongue.stems;
        let bare = |annotated: &Annotated<'_>, sentence: &Sentence| -> Vec<Told> {
            let tokens = sentence.tokens.clone();
            tokens.filter_map(|at| Some((stems.bare(&annotated.tokens[at])?, at))).collect()
        };
        let ours_bare = bare(self.annotated, sentence);
        let theirs_bare = bare(&document.annotated, theirs);
        let has = |wanted: Stem, all: &[Told]| all.iter().any(|told| told.0 == wanted);
        let hits = turned.into_iter().filter_map(|turned| {
            let is_both = has(turned.bare, &theirs_bare)
                || turned.opposites.iter().any(|&other| has(other, &ours_bare));
            let mut others = theirs_bare.iter().filter(|told| turned.opposites.contains(&told.0));
            let other = others.find(|told| self.same_place(turned.token, document, told.1))?;
            (!is_both).then(|| self.compared(turned.token, document, theirs.span, other.1))
        });
        hits.collect()
    }

    /// The words of a sentence that have an opposite.
    fn turned(&self, sentence: &Sentence) -> impl Iterator<Item = Turned<'a>> {
        let stems = self.tongue.stems;
        sentence.tokens.clone().filter_map(move |token| {
            let bare = stems.bare(&self.annotated.tokens[token])?;
            let opposites = stems.opposites(bare);
            (!opposites.is_empty()).then_some(Turned { token, bare, opposites })
        })
    }

    /// Whether the words beside one stand beside the other, too.
    fn same_place(&self, ours: usize, document: &Document<'_>, theirs: usize) -> bool {
        let here = self.beside(self.annotated, ours);
        let there = self.beside(&document.annotated, theirs);
        here.iter().any(|stem| there.contains(stem))
    }

    /// The nearest content words on both sides.
    fn beside(&self, annotated: &Annotated<'_>, token: usize) -> Vec<Stem> {
        let Some(sentence) = annotated.sentence_at(token) else { return Vec::new() };
        let text = annotated.article.text();
        let stem = |at: usize| self.tongue.stems.of(&annotated.tokens[at], text);
        let after = (token + 1..sentence.end).take(REACH).filter_map(stem).take(BESIDE);
        let before = (sentence.start..token).rev().take(REACH).filter_map(stem).take(BESIDE);
        after.chain(before).collect()
    }

    /// The sentence of the sources that shares most with these words, if it shares enough.
    fn closest(&self, words: &[Told]) -> Option<(&'a Document<'a>, &'a Sentence)> {
        let mut best: Option<(f32, &'a Document<'a>, &'a Sentence)> = None;
        for library in self.libraries {
            let weight = |stem| library.weight(stem);
            let total: f32 = words.iter().map(|word| weight(word.0)).sum();
            for document in &library.documents {
                for (at, sentence) in document.annotated.sentences.iter().enumerate() {
                    let theirs = &document.told[at];
                    let shared = words.iter().filter(|word| theirs.binary_search(&word.0).is_ok());
                    let share = shared.map(|word| weight(word.0)).sum::<f32>() / total;
                    if share >= SAME && best.is_none_or(|(most, ..)| share > most) {
                        best = Some((share, document, sentence));
                    }
                }
            }
        }
        best.map(|(_, document, sentence)| (document, sentence))
    }

    fn compared(
        &self,
        at: usize,
        document: &Document<'_>,
        passage: TextSpan,
        other: usize,
    ) -> Compared {
        let span = self.annotated.tokens[at].span();
        let stated = self.annotated.article.slice(span);
        let theirs = document.annotated.article.slice(document.annotated.tokens[other].span());
        Compared {
            span,
            topic: Topic::Direction,
            verdict: Verdict::Refuted,
            message: format!("says “{stated}” where the source has “{theirs}”"),
            evidence: vec![document.passage(passage)],
            confidence: Confidence::High,
        }
    }
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
