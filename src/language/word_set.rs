//! The words of a sentence, for a great many questions whether some of them stand there.

use super::token::Token;
use super::vocabulary::WordId;

/// Words of the vocabulary. Holding other ones costs no allocation.
#[derive(Clone, Debug, Default)]
pub struct WordSet {
    /// A bit for each word of the vocabulary.
    bits: Vec<u64>,
    words: Vec<WordId>,
}

impl WordSet {
    /// The known words of these tokens.
    pub fn of(tokens: &[Token]) -> Self {
        let mut set = WordSet::default();
        set.hold(tokens.iter().map(|token| token.word).filter(|word| word.is_known()));
        set
    }

    /// Holds these words from now on, and no others.
    pub fn hold(&mut self, words: impl Iterator<Item = WordId>) {
        for word in self.words.drain(..) {
            self.bits[word.index() / 64] = 0;
        }
        for word in words {
            let (at, bit) = place(word);
            if self.bits.len() <= at {
                self.bits.resize(at + 1, 0);
            }
            if self.bits[at] & bit == 0 {
                self.bits[at] |= bit;
                self.words.push(word);
            }
        }
    }

    /// Each word once, in the order of the text.
    pub fn words(&self) -> &[WordId] {
        &self.words
    }

    /// Whether one of these words stands there.
    pub fn has_any(&self, words: &[WordId]) -> bool {
        words.iter().any(|&word| {
            let (at, bit) = place(word);
            self.bits.get(at).is_some_and(|bits| bits & bit != 0)
        })
    }
}

fn place(word: WordId) -> (usize, u64) {
    (word.index() / 64, 1 << (word.index() % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{VocabularyBuilder, tokenize};
    use crate::text::TextSpan;

    #[test]
    fn it_holds_the_last_tokens_alone() {
        let mut words = VocabularyBuilder::default();
        let [harbour, ferry] = ["harbour", "ferry"].map(|word| words.intern(word));
        let vocabulary = words.finish();
        let tokens = |text: &str| {
            let mut tokens = Vec::new();
            tokenize(text, TextSpan::new(0, text.len()), &vocabulary, &mut tokens);
            tokens
        };
        let mut set = WordSet::of(&tokens("The ferry left; no other ferry came."));
        assert_eq!(set.words(), [ferry]);
        set.hold([harbour].into_iter());
        assert!(set.has_any(&[ferry, harbour]) && !set.has_any(&[ferry]));
    }
}
