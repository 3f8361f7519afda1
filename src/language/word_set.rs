//! Sets of words, for a great many questions whether two of them share one.
//!
//! A sentence has some twenty words that anybody cares about, and each is asked for thousands of
//! others. Most questions are settled by a digest, which stays in a register; a bit for each word
//! of the vocabulary would be exact, and cost half of the time of all triggers in the cache.

use super::token::Token;
use super::vocabulary::WordId;
use serde::{Deserialize, Serialize};

/// A few words, in order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "Vec<WordId>", into = "Vec<WordId>")]
pub struct WordList {
    words: Box<[WordId]>,
    digest: Digest,
}

/// The words of a list or of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct WordSet<'a> {
    words: &'a [WordId],
    digest: Digest,
}

/// A bit for every 128th word: two sets without a common bit share no word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Digest(u128);

impl Digest {
    /// The digest of no matter what words.
    pub(crate) const ALL: Digest = Digest(u128::MAX);

    /// The digest of these words.
    pub(crate) fn of(words: &[WordId]) -> Self {
        words.iter().fold(Digest::default(), |all, &word| Digest(all.0 | Digest::bit(word)))
    }

    fn bit(word: WordId) -> u128 {
        1 << (word.index() % 128)
    }

    fn may_hold(self, word: WordId) -> bool {
        self.0 & Digest::bit(word) != 0
    }

    /// Whether there may be a word that both hold.
    pub(crate) fn may_meet(self, other: Digest) -> bool {
        self.0 & other.0 != 0
    }
}

impl From<Vec<WordId>> for WordList {
    fn from(mut words: Vec<WordId>) -> Self {
        words.sort_unstable();
        words.dedup();
        WordList { digest: Digest::of(&words), words: words.into() }
    }
}

impl From<WordList> for Vec<WordId> {
    fn from(list: WordList) -> Self {
        list.words.into()
    }
}

impl FromIterator<WordId> for WordList {
    fn from_iter<I: IntoIterator<Item = WordId>>(words: I) -> Self {
        words.into_iter().collect::<Vec<_>>().into()
    }
}

impl WordList {
    /// The known words of these tokens.
    pub fn of(tokens: &[Token]) -> Self {
        tokens.iter().map(|token| token.word).filter(|word| word.is_known()).collect()
    }

    /// Its words.
    pub fn words(&self) -> &[WordId] {
        &self.words
    }

    /// The list, to be held against others.
    pub fn as_set(&self) -> WordSet<'_> {
        WordSet { words: &self.words, digest: self.digest }
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the word is one of them.
    pub fn has(&self, word: WordId) -> bool {
        self.as_set().has(word)
    }
}

impl<'a> WordSet<'a> {
    /// A set of words that are in order, each once, and their digest.
    pub(crate) fn new(words: &'a [WordId], digest: Digest) -> Self {
        WordSet { words, digest }
    }

    /// Its words, in order.
    pub fn words(self) -> &'a [WordId] {
        self.words
    }

    /// Tells of other sets whether it may share a word with them.
    pub(crate) fn digest(self) -> Digest {
        self.digest
    }

    /// Whether the word is one of them.
    pub fn has(self, word: WordId) -> bool {
        self.digest.may_hold(word) && self.words.binary_search(&word).is_ok()
    }

    /// Whether one of the words is in both.
    pub fn has_any(self, list: &WordList) -> bool {
        self.digest.may_meet(list.digest) && list.words.iter().any(|&word| self.has(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{VocabularyBuilder, tokenize};
    use crate::text::TextSpan;

    #[test]
    fn a_digest_in_common_is_no_word_in_common() {
        let mut vocabulary = VocabularyBuilder::default();
        let words: Vec<WordId> = (0..300).map(|n| vocabulary.intern(&format!("quay{n}"))).collect();
        let far = |at: usize| WordList::from(vec![words[at], words[at + 128]]);
        let (one, other) = (far(0), WordList::from(vec![words[256], words[7]]));
        assert!(one.as_set().digest().may_meet(other.as_set().digest()));
        assert!(!one.as_set().has_any(&other));
        assert!(one.as_set().has_any(&far(128)));
        assert!(one.has(words[128]) && !one.has(words[256]));
    }

    #[test]
    fn tokens_give_each_known_word_once() {
        let mut words = VocabularyBuilder::default();
        let [harbour, ferry] = ["harbour", "ferry"].map(|word| words.intern(word));
        let vocabulary = words.finish();
        let text = "The ferry left; no other ferry came.";
        let mut tokens = Vec::new();
        tokenize(text, TextSpan::new(0, text.len()), &vocabulary, &mut tokens);
        let list = WordList::of(&tokens);
        assert_eq!(list.words(), [ferry]);
        assert!(!list.has(harbour) && !list.has(WordId::UNKNOWN));
    }
}
