//! From a word to everything that it may set off.

use crate::language::{Digest, Pattern, WordId, WordList, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// For each word of the vocabulary, what it sets off, known by its number.
///
/// A trigger is often a frequent word, so that a sentence sets off hundreds of patterns of which
/// nearly all lack another of their words: telling so is what most of the time is spent on, and
/// why digests come before lists and a bit before both.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct TriggerIndex {
    /// A bit for each word that sets something off.
    triggers: Vec<u64>,
    /// For each word, where what it sets off starts in `set_off`.
    starts: Vec<u32>,
    set_off: Vec<u32>,
    needs: Needs,
}

/// For each number, what else stands wherever it is.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(from = "Vec<Box<[WordList]>>", into = "Vec<Box<[WordList]>>")]
struct Needs {
    /// Lists of words of which one each stands there, the shortest first.
    lists: Vec<Box<[WordList]>>,
    /// The digest of the first of them.
    digests: Vec<Digest>,
}

impl From<Vec<Box<[WordList]>>> for Needs {
    fn from(lists: Vec<Box<[WordList]>>) -> Self {
        let first = |lists: &[WordList]| lists.first().map(|list| list.as_set().digest());
        let digests = lists.iter().map(|lists| first(lists).unwrap_or(Digest::ALL)).collect();
        Needs { lists, digests }
    }
}

impl From<Needs> for Vec<Box<[WordList]>> {
    fn from(needs: Needs) -> Self {
        needs.lists
    }
}

impl Needs {
    fn are_met(&self, number: usize, words: WordSet<'_>) -> bool {
        words.digest().may_meet(self.digests[number])
            && self.lists[number].iter().all(|list| words.has_any(list))
    }
}

/// How many things a word may set off before another word of theirs is looked for.
const CROWD: usize = 8;

impl TriggerIndex {
    /// Lets patterns be set off, each by its place. Where a pack says of thousands of events that
    /// people were "killed" at each, the name of the place sets its pattern off.
    pub fn of<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        TriggerIndex::of_lists(patterns.map(|pattern| pattern.certain_words().collect()))
    }

    /// Lets things be set off, each by its place: wherever one stands, a word of each of its lists
    /// does. The first list sets it off, unless its words set off too much. What has no list is
    /// never set off.
    pub fn of_lists<'w>(things: impl Iterator<Item = Vec<&'w WordList>>) -> Self {
        let things: Vec<Vec<&WordList>> = things.collect();
        let mut crowds: FxHashMap<WordId, usize> = FxHashMap::default();
        for word in things.iter().flatten().flat_map(|list| list.words()) {
            *crowds.entry(*word).or_default() += 1;
        }
        let crowd =
            |list: &&&WordList| list.words().iter().map(|word| crowds[word]).max().unwrap_or(0);
        let mut set_off: Vec<(WordId, u32)> = Vec::new();
        let mut needs: Vec<Box<[WordList]>> = Vec::new();
        for (number, lists) in things.iter().enumerate() {
            let usual = lists.first().filter(|list| crowd(list) <= CROWD);
            let key = usual.or_else(|| lists.iter().min_by_key(crowd)).copied();
            let words = key.map(WordList::words).unwrap_or_default();
            set_off.extend(words.iter().map(|&word| (word, number as u32)));
            let others = lists.iter().filter(|&&list| Some(list) != key);
            let mut others: Vec<WordList> = others.map(|&list| list.clone()).collect();
            others.sort_by_key(|list| list.words().len());
            needs.push(others.into());
        }
        set_off.sort_unstable();
        let mut index = TriggerIndex { needs: needs.into(), ..TriggerIndex::default() };
        index.arrange(&set_off);
        index
    }

    fn arrange(&mut self, set_off: &[(WordId, u32)]) {
        for &(word, number) in set_off {
            if self.triggers.len() <= word.index() / 64 {
                self.triggers.resize(word.index() / 64 + 1, 0);
            }
            self.triggers[word.index() / 64] |= 1 << (word.index() % 64);
            self.starts.resize(word.index() + 1, self.set_off.len() as u32);
            self.set_off.push(number);
        }
        self.starts.push(self.set_off.len() as u32);
    }

    /// What the words of a sentence set off, ascending, each once.
    pub fn triggered(&self, words: WordSet<'_>) -> Vec<usize> {
        let mut numbers: Vec<usize> = Vec::new();
        let may_stand = |number: &usize| self.needs.are_met(*number, words);
        for &word in words.words().iter().filter(|word| self.is_trigger(**word)) {
            let set_off = self.starts[word.index()]..self.starts[word.index() + 1];
            let set_off = &self.set_off[set_off.start as usize..set_off.end as usize];
            numbers.extend(set_off.iter().map(|&number| number as usize).filter(may_stand));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn is_trigger(&self, word: WordId) -> bool {
        self.triggers
            .get(word.index() / 64)
            .is_some_and(|bits| bits >> (word.index() % 64) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Inflection, VocabularyBuilder};
    use std::collections::BTreeMap;

    fn patterns(texts: &[String], words: &mut VocabularyBuilder) -> Vec<Pattern> {
        let mut pattern = |text: &String| {
            Pattern::parse(text, words, &Inflection::default(), &BTreeMap::new()).unwrap()
        };
        texts.iter().map(&mut pattern).collect()
    }

    #[test]
    fn a_crowded_word_leaves_it_to_a_rare_one() {
        let mut words = VocabularyBuilder::default();
        let texts: Vec<String> =
            (0..40).map(|n| format!("(killed|died) ... Tarnwell{n}")).collect();
        let patterns = patterns(&texts, &mut words);
        let index = TriggerIndex::of(patterns.iter());
        let killed = words.intern("killed");
        assert!(!index.is_trigger(killed));
        let rare = words.intern("tarnwell7");
        let of = |words: &[WordId]| WordList::from(words.to_vec());
        assert_eq!(index.triggered(of(&[killed, rare]).as_set()), [7]);
        assert!(index.triggered(of(&[rare]).as_set()).is_empty());
        let few = TriggerIndex::of(patterns[..3].iter());
        assert!(few.is_trigger(killed) && !few.is_trigger(rare));
    }

    #[test]
    fn what_several_words_set_off_comes_once() {
        let mut words = VocabularyBuilder::default();
        let texts = ["(quay|pier) fire".to_owned(), "pier".to_owned()];
        let index = TriggerIndex::of(patterns(&texts, &mut words).iter());
        let stands = ["fire", "pier", "quay"].map(|word| words.intern(word));
        let sentence = WordList::from(stands.to_vec());
        assert_eq!(index.triggered(sentence.as_set()), [0, 1]);
    }
}
