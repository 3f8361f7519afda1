//! Measures of style that do not grow with length, in steps.

use super::prose::{Kind, Token};

/// Counts over a window of words.
#[derive(Debug, Default)]
pub(super) struct Style {
    words: u32,
    names: u32,
    numbers: u32,
    commas: u32,
    sentences: u32,
    letters: u32,
    /// Different words among the first.
    different: u32,
    /// The words of the sentence so far.
    length: u32,
    /// The words of whole sentences, and the sum of their squares.
    lengths: (u32, u32),
}

/// How many words variety is counted over: it falls with length.
const VARIETY: u32 = 100;

/// The highest step of a measure.
const HIGHEST: f64 = 40.0;

impl Style {
    /// Counts a token; `is_new` tells whether its word was not there before.
    pub(super) fn count(&mut self, token: &Token, is_new: bool) {
        if token.is_word() {
            self.words += 1;
            self.length += 1;
        }
        match token.kind {
            Kind::Word => {
                self.letters += token.letters;
                self.different += u32::from(is_new && self.words <= VARIETY);
            }
            Kind::Name => self.names += 1,
            Kind::Number => self.numbers += 1,
            Kind::Comma => self.commas += 1,
            Kind::Stop => {
                self.sentences += 1;
                self.lengths.0 += self.length;
                self.lengths.1 += self.length * self.length;
                self.length = 0;
            }
            Kind::Mark => {}
        }
    }

    /// Each measure and its step, fine and coarse.
    pub(super) fn steps(&self) -> impl Iterator<Item = (u64, u64)> {
        let measures = self.measures().into_iter().zip(0..);
        measures.flat_map(|(value, measure)| {
            let step = |value: f64| value.clamp(0.0, HIGHEST) as u64;
            [(2 * measure, step(value)), (2 * measure + 1, step(value / 2.0))]
        })
    }

    /// Length of sentences and how it varies; commas, names and numbers; length and variety of
    /// words. Each is scaled so that a step is about as much as people differ by.
    fn measures(&self) -> [f64; 7] {
        let share = |count: u32, of: u32| f64::from(count) / f64::from(of.max(1));
        let length = share(self.lengths.0, self.sentences);
        let spread = (share(self.lengths.1, self.sentences) - length * length).max(0.0).sqrt();
        let plain = self.words - self.names - self.numbers;
        [
            length / 3.0,
            spread / length.max(1.0) * 12.0,
            share(self.commas, self.words) * 150.0,
            share(self.names, self.words) * 60.0,
            share(self.numbers, self.words) * 150.0,
            share(self.letters, plain) * 5.0,
            f64::from(self.different) / 4.0,
        ]
    }
}
