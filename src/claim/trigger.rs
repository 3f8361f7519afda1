//! From a word to everything that it may set off.

use crate::language::{Pattern, WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// For each word of the vocabulary, the patterns that can match only where it stands.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct TriggerIndex {
    by_word: Vec<Vec<u32>>,
    /// For each pattern, lists of words of which one each must stand there too.
    needs: Vec<Box<[Box<[WordId]>]>>,
}

/// How many patterns a word may set off before another word of theirs is looked for.
const CROWD: usize = 8;

impl TriggerIndex {
    /// Lets patterns be set off, each by its number. Where a pack says of thousands of events that
    /// people were "killed" at each, the name of the place sets its pattern off.
    pub fn of<'p>(patterns: impl Iterator<Item = &'p Pattern> + Clone) -> Self {
        let mut crowds: FxHashMap<WordId, usize> = FxHashMap::default();
        for word in patterns.clone().flat_map(lists).flatten() {
            *crowds.entry(*word).or_default() += 1;
        }
        let crowd = |words: &&[WordId]| words.iter().map(|word| crowds[word]).max().unwrap_or(0);
        let mut index = TriggerIndex::default();
        for (number, pattern) in patterns.enumerate() {
            let usual = Some(pattern.triggers()).filter(|words| crowd(words) <= CROWD);
            let words = usual.or_else(|| lists(pattern).min_by_key(crowd)).unwrap_or_default();
            index.add_words(words.iter().copied(), number);
            index.need(pattern.needs_words().iter().cloned(), number);
        }
        index
    }

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

/// Lists of words of which one each stands wherever a pattern matches.
fn lists(pattern: &Pattern) -> impl Iterator<Item = &[WordId]> {
    let needs = pattern.needs_words().iter().map(|list| &**list);
    std::iter::once(pattern.triggers()).filter(|words| !words.is_empty()).chain(needs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Inflection, VocabularyBuilder};
    use std::collections::BTreeMap;

    #[test]
    fn a_crowded_word_leaves_it_to_a_rare_one() {
        let mut words = VocabularyBuilder::default();
        let text = |n: usize| format!("(killed|died) ... Tarnwell{n}");
        let mut pattern = |text: &str| {
            Pattern::parse(text, &mut words, &Inflection::default(), &BTreeMap::new()).unwrap()
        };
        let patterns: Vec<Pattern> = (0..40).map(|n| pattern(&text(n))).collect();
        let index = TriggerIndex::of(patterns.iter());
        let killed = words.intern("killed");
        assert!(index.by_word.get(killed.index()).is_none_or(Vec::is_empty));
        let rare = words.intern("tarnwell7");
        assert_eq!(index.by_word[rare.index()], [7]);
        let few = TriggerIndex::of(patterns[..3].iter());
        assert_eq!(few.by_word[killed.index()], [0, 1, 2]);
    }
}
