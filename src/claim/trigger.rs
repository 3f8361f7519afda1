//! From a word to everything that it may set off.

use crate::language::{Pattern, WordId, WordSet};

/// For each word of the vocabulary, the patterns that can match only where it stands.
#[derive(Debug, Default)]
pub struct TriggerIndex {
    by_word: Vec<Vec<u32>>,
    /// For each pattern, lists of words of which one each must stand there too.
    needs: Vec<Box<[Box<[WordId]>]>>,
}

impl TriggerIndex {
    /// Lets the words of a pattern set it off, known by this number.
    pub fn add(&mut self, pattern: &Pattern, number: usize) {
        self.add_words(pattern.triggers().iter().copied(), number);
        self.need(pattern.needs_words().iter().cloned(), number);
    }

    /// Lets each of the words set off what is known by this number.
    pub fn add_words(&mut self, words: impl IntoIterator<Item = WordId>, number: usize) {
        for word in words {
            if self.by_word.len() <= word.index() {
                self.by_word.resize_with(word.index() + 1, Vec::new);
            }
            self.by_word[word.index()].push(number as u32);
        }
    }

    /// Keeps back what is known by this number where no word of one of the lists stands.
    pub fn need(&mut self, lists: impl IntoIterator<Item = Box<[WordId]>>, number: usize) {
        if self.needs.len() <= number {
            self.needs.resize_with(number + 1, Box::default);
        }
        self.needs[number] = lists.into_iter().collect();
    }

    /// What the words of a sentence set off, ascending, each once. A trigger is often a frequent
    /// word: nine in ten patterns lack another of their words, which costs little to see.
    pub fn triggered(&self, words: &WordSet) -> Vec<usize> {
        let mut numbers: Vec<usize> = Vec::new();
        for word in words.words() {
            let set_off = self.by_word.get(word.index()).map_or(&[][..], Vec::as_slice);
            let may_match = |number: &usize| {
                let needs = self.needs.get(*number).map_or(&[][..], |needs| needs);
                needs.iter().all(|list| words.has_any(list))
            };
            numbers.extend(set_off.iter().map(|&number| number as usize).filter(may_match));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}
