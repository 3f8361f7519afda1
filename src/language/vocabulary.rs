//! The words that anybody cares about, numbered.

use super::short_words::{PlainWord, ShortKey, ShortWords};
use super::token::{TokenKind, tokenize};
use crate::text::TextSpan;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of the vocabulary. Case, diacritics and the dots of "U.S." make no difference.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct WordId(u32);

impl WordId {
    /// Any word that nobody mentions.
    pub const UNKNOWN: WordId = WordId(0);

    /// Whether somebody mentions the word.
    pub fn is_known(self) -> bool {
        self != WordId::UNKNOWN
    }

    /// For tables with one entry a word.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The words that anybody cares about.
#[derive(Debug)]
pub struct Vocabulary {
    /// Those that are longer than sixteen bytes.
    long: FxHashMap<Box<str>, WordId>,
    /// The ids of single ASCII characters: a mark costs no hash.
    marks: [WordId; 128],
    /// The words of up to sixteen bytes, which nearly all are, held in place.
    short: ShortWords,
    /// Letters that digits may follow without white space, as they are written: "RM", "EUR".
    money: Vec<Box<str>>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            long: FxHashMap::default(),
            marks: [WordId::UNKNOWN; 128],
            short: ShortWords::default(),
            money: Vec::new(),
        }
    }
}

impl Vocabulary {
    /// The id of a word, however it is written.
    #[expect(clippy::missing_panics_doc, reason = "it cannot: ASCII is UTF-8")]
    pub fn id(&self, word: &str) -> WordId {
        // Nearly every word of news copy is short and ASCII: fold it on the stack.
        let mut buffer = [0u8; 32];
        if word.len() <= buffer.len() && word.is_ascii() {
            let folded = &mut buffer[..word.len()];
            folded.copy_from_slice(word.as_bytes());
            folded.make_ascii_lowercase();
            if !folded.contains(&b'.') {
                let folded = std::str::from_utf8(folded).expect("ASCII is UTF-8");
                return self.folded_id(folded);
            }
        }
        self.folded_id(&fold(word))
    }

    /// The id of a punctuation mark.
    pub(super) fn mark_id(&self, mark: &str) -> WordId {
        match mark.as_bytes() {
            [byte @ ..0x80] => self.marks[usize::from(*byte)],
            _ => self.folded_id(&fold(mark)),
        }
    }

    /// The id of digits with their separators.
    pub(super) fn number_id(&self, text: &[u8], start: usize, end: usize) -> WordId {
        match ShortKey::at(text, start, end) {
            Some(key) => self.short.get(key),
            None => WordId::UNKNOWN,
        }
    }

    /// The id of a word that was read at once.
    pub(super) fn plain_id(&self, word: &PlainWord) -> WordId {
        self.short.get(word.key)
    }

    /// Whether the letters, written so, are a sign of money.
    pub(super) fn is_money(&self, letters: &str) -> bool {
        self.money.iter().any(|sign| **sign == *letters)
    }

    /// How many ids there are, the unknown word's among them.
    pub fn len(&self) -> usize {
        self.long.len() + self.short.len() + 1
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 1
    }

    /// Shows every word, as it is kept, with its id; in no order.
    pub fn each_word(&self, mut show: impl FnMut(&str, WordId)) {
        self.long.iter().for_each(|(word, &id)| show(word, id));
        self.short.each(show);
    }

    /// Every word, as it is kept, in the order in which they came.
    pub fn in_order(&self) -> Vec<String> {
        let mut words = vec![String::new(); self.len() - 1];
        self.each_word(|word, id| word.clone_into(&mut words[id.index() - 1]));
        words
    }

    fn folded_id(&self, folded: &str) -> WordId {
        match ShortKey::at(folded.as_bytes(), 0, folded.len()) {
            Some(key) => self.short.get(key),
            None => self.long.get(folded).copied().unwrap_or_default(),
        }
    }
}

/// Collects words and numbers them.
#[derive(Debug, Default)]
pub struct VocabularyBuilder {
    vocabulary: Vocabulary,
    /// Words that stand in nearly every sentence.
    frequent: FxHashSet<WordId>,
}

impl VocabularyBuilder {
    /// A vocabulary that starts with these words, as [`Vocabulary::in_order`] gives them: each has
    /// the id that it had there.
    pub fn of<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let mut builder = VocabularyBuilder::default();
        builder.vocabulary.short.reserve(words.len());
        for word in words {
            builder.add(word);
        }
        builder
    }

    /// The id of a word, new if it is.
    ///
    /// # Panics
    /// When there are more than 2³² words: more than a pack of any size can hold.
    pub fn intern(&mut self, word: &str) -> WordId {
        self.add(&fold(word))
    }

    fn add(&mut self, folded: &str) -> WordId {
        let known = self.vocabulary.folded_id(folded);
        if known.is_known() {
            return known;
        }
        let next = WordId(u32::try_from(self.vocabulary.len()).expect("fewer than 2^32 words"));
        if let [byte @ ..0x80] = folded.as_bytes() {
            self.vocabulary.marks[usize::from(*byte)] = next;
        }
        match ShortKey::at(folded.as_bytes(), 0, folded.len()) {
            Some(key) => self.vocabulary.short.insert(key, next),
            None => drop(self.vocabulary.long.insert(folded.into(), next)),
        }
        next
    }

    /// Notes that a word stands in nearly every sentence: it makes a poor trigger.
    pub(super) fn set_frequent(&mut self, word: WordId) {
        self.frequent.insert(word);
    }

    /// Whether a word stands in nearly every sentence.
    pub(super) fn is_frequent(&self, word: WordId) -> bool {
        self.frequent.contains(&word)
    }

    /// Makes letters a token of their own where digits follow them.
    pub(super) fn part_from_digits(&mut self, letters: &str) {
        self.vocabulary.money.push(letters.into());
    }

    /// Adds every word and number of a text, as the tokenizer parts them.
    pub fn intern_text(&mut self, text: &str) {
        let mut tokens = Vec::new();
        let whole = TextSpan::new(0, text.len());
        tokenize(text, whole, &self.vocabulary, &mut tokens);
        for token in tokens.iter().filter(|token| token.kind != TokenKind::Mark) {
            self.intern(&text[token.span().range()]);
        }
    }

    /// The vocabulary so far.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The vocabulary, closed.
    pub fn finish(self) -> Vocabulary {
        self.vocabulary
    }
}

/// A word as the vocabulary keeps it: lower case, without diacritics, with a straight apostrophe,
/// and without the dots of an abbreviation ("U.S." is "us").
pub fn fold(word: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'' || b == b'-';
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    let is_abbreviation =
        word.len() > 1 && word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit());
    if word.is_ascii() {
        let mut folded = word.to_ascii_lowercase();
        if is_abbreviation {
            folded.retain(|c| c != '.');
        }
        return Cow::Owned(folded);
    }
    let folded = word
        .nfd()
        .filter(|&c| !is_combining_mark(c) && (!is_abbreviation || c != '.'))
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_id_however_it_is_written() {
        let mut words = VocabularyBuilder::default();
        let chavez = words.intern("Chávez");
        let us = words.intern("US");
        let vocabulary = words.finish();
        assert_eq!(vocabulary.id("CHAVEZ"), chavez);
        assert_eq!(vocabulary.id("U.S."), us);
        assert_eq!(vocabulary.id("Cháve"), WordId::UNKNOWN);
    }

    #[test]
    fn plain_words_are_found_wherever_they_stand() {
        let mut words = VocabularyBuilder::default();
        let ids: Vec<WordId> = (0..500).map(|n| words.intern(&format!("Word{n}"))).collect();
        let vocabulary = words.finish();
        let text = b"at WORD499, word49 and elsewhere";
        let id = |start| PlainWord::at(text, start, text.len()).map(|w| vocabulary.plain_id(&w));
        assert_eq!(id(3), Some(ids[499]));
        assert_eq!(id(12), Some(ids[49]));
        assert_eq!(id(0), Some(WordId::UNKNOWN));
    }
}
