//! The words around a figure that tell what it is about, each with a weight that falls with the
//! distance.

use crate::annotate::{Annotated, Meaning};
use crate::language::{Stem, Stems, TokenKind};
use std::ops::Range;

/// What is left of a word's weight past a comma or the like.
const PAST_MARK: f32 = 0.6;
/// What is left past another figure: the words beyond it are rather about that one.
const PAST_FIGURE: f32 = 0.6;
/// What is left after each word.
const PER_WORD: f32 = 0.97;
/// Words count this much however far off they are in the sentence.
const LEAST: f32 = 0.1;

/// A word of a context and how close it is.
pub(super) type Weighted = (Stem, f32);

/// How many of the nearest words on each side tell the place of a figure.
const NEAREST: usize = 3;

/// The words around a figure.
pub(super) struct Context {
    /// Each once, by stem.
    pub(super) words: Vec<Weighted>,
    /// The nearest on both sides.
    pub(super) nearest: Vec<Stem>,
}

/// The content words around `tokens` in `sentence`.
pub(super) fn around(
    annotated: &Annotated<'_>,
    stems: &Stems,
    sentence: Range<usize>,
    tokens: &Range<usize>,
) -> Context {
    let mut words = Vec::new();
    let mut nearest = Vec::with_capacity(2 * NEAREST);
    let walk = Walk { annotated, stems, words: &mut words, nearest: &mut nearest };
    walk.along(tokens.end..sentence.end, Iterator::next);
    let walk = Walk { annotated, stems, words: &mut words, nearest: &mut nearest };
    walk.along(sentence.start..tokens.start, DoubleEndedIterator::next_back);
    nearest.sort_unstable();
    nearest.dedup();
    words.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    words.dedup_by_key(|word| word.0);
    Context { words, nearest }
}

struct Walk<'a> {
    annotated: &'a Annotated<'a>,
    stems: &'a Stems,
    words: &'a mut Vec<Weighted>,
    nearest: &'a mut Vec<Stem>,
}

impl Walk<'_> {
    fn along(
        self,
        mut range: Range<usize>,
        mut step: impl FnMut(&mut Range<usize>) -> Option<usize>,
    ) {
        let text = self.annotated.article.text();
        let mut weight = 1.0f32;
        // Words past another figure are rather its own, and so are those between it and an "and".
        let mut left = NEAREST;
        let mut parted = None;
        while let Some(at) = step(&mut range) {
            let token = &self.annotated.tokens[at];
            match self.stems.of(token, text) {
                Some(stem) => {
                    self.words.push((stem, weight.max(LEAST)));
                    if left > 0 {
                        self.nearest.push(stem);
                        left -= 1;
                    }
                    weight *= PER_WORD;
                }
                None if token.kind == TokenKind::Mark && parts(text, token.span().range()) => {
                    weight *= PAST_MARK;
                    parted = parted.or(Some(self.nearest.len()));
                }
                None if token.kind == TokenKind::Number && self.is_figure(at) => {
                    weight *= PAST_FIGURE;
                    if left > 0 {
                        self.nearest.truncate(parted.unwrap_or(self.nearest.len()));
                    }
                    left = 0;
                }
                None if self.annotated.language.joins(token) => {
                    parted = parted.or(Some(self.nearest.len()));
                }
                None => {}
            }
        }
    }

    fn is_figure(&self, at: usize) -> bool {
        let is_time = |meaning: &Meaning| matches!(meaning, Meaning::Date(_) | Meaning::Time(_));
        self.annotated.starting_at(at).any(|found| !is_time(&found.meaning))
    }
}

fn parts(text: &str, mark: Range<usize>) -> bool {
    matches!(&text[mark], "," | ";" | ":" | "(" | ")" | "–" | "—")
}
