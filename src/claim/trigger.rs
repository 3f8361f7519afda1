//! From a word to everything that it may set off.

use crate::language::{Token, WordId};

/// For each word of the vocabulary, the patterns that can match only where it stands.
#[derive(Debug, Default)]
pub struct TriggerIndex {
    by_word: Vec<Vec<u32>>,
}

impl TriggerIndex {
    /// Lets `word` set off `pattern`.
    pub fn add(&mut self, word: WordId, pattern: usize) {
        if self.by_word.len() <= word.index() {
            self.by_word.resize_with(word.index() + 1, Vec::new);
        }
        self.by_word[word.index()].push(pattern as u32);
    }

    /// The patterns that words among `tokens` set off, ascending, each once.
    pub fn triggered(&self, tokens: &[Token]) -> Vec<usize> {
        let mut patterns: Vec<usize> = Vec::new();
        for token in tokens {
            if token.word.is_known()
                && let Some(hits) = self.by_word.get(token.word.index())
            {
                patterns.extend(hits.iter().map(|&pattern| pattern as usize));
            }
        }
        patterns.sort_unstable();
        patterns.dedup();
        patterns
    }
}
