//! How likely it is that two figures are about the same.

use super::Library;
use super::context::Weighted;
use super::figure::Figure;

/// What the words of an article's figure weigh, once for all candidates.
pub(super) struct Bound<'a> {
    figure: &'a Figure,
    /// Its context by stem: weight, and what the word is worth if it merely stands somewhere.
    words: Vec<(Weighted, f32)>,
    total: f32,
}

/// What a word is worth that stands elsewhere in the sources.
const ELSEWHERE: f32 = 0.25;
/// What it weighs that both count the same.
const COUNTED: f32 = 0.35;

impl<'a> Bound<'a> {
    pub(super) fn new(figure: &'a Figure, library: &Library<'_>) -> Self {
        let words: Vec<_> = figure
            .context
            .iter()
            .map(|&(stem, near)| {
                let weight = near * library.weight(stem);
                let elsewhere = if library.holds(stem) { ELSEWHERE } else { 0.0 };
                ((stem, weight), elsewhere)
            })
            .collect();
        let total = words.iter().map(|word| word.0.1).sum();
        Bound { figure, words, total }
    }

    /// From 0, nothing in common, to 1.
    pub(super) fn likeness(&self, source: &Figure) -> f32 {
        let context = if self.total == 0.0 { 0.0 } else { self.shared(source) / self.total };
        match (&self.figure.counted[..], &source.counted[..]) {
            ([], _) | (_, []) => context,
            (one, other) => {
                let is_shared = one.iter().any(|stem| other.contains(stem));
                (1.0 - COUNTED) * context + if is_shared { COUNTED } else { 0.0 }
            }
        }
    }

    fn shared(&self, source: &Figure) -> f32 {
        let mut others = source.context.iter().peekable();
        let mut sum = 0.0;
        for ((stem, weight), elsewhere) in &self.words {
            while others.next_if(|other| other.0 < *stem).is_some() {}
            sum += match others.peek() {
                Some((other, near)) if other == stem => weight * near.max(*elsewhere),
                _ => weight * elsewhere,
            };
        }
        sum
    }
}
