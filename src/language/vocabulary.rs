//! The words that anybody cares about, numbered.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of the vocabulary. Case, diacritics and the dots of "U.S." make no difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    words: FxHashMap<Box<str>, WordId>,
    /// The ids of single ASCII characters: a mark costs no hash.
    marks: [WordId; 128],
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary { words: FxHashMap::default(), marks: [WordId::UNKNOWN; 128] }
    }
}

impl Vocabulary {
    /// The id of a word, however it is written.
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

    /// How many ids there are, the unknown word's among them.
    pub fn len(&self) -> usize {
        self.words.len() + 1
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Every word, as it is kept, with its id; in no order.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordId)> {
        self.words.iter().map(|(word, &id)| (word.as_ref(), id))
    }

    fn folded_id(&self, folded: &str) -> WordId {
        self.words.get(folded).copied().unwrap_or_default()
    }
}

/// Collects words and numbers them.
#[derive(Debug, Default)]
pub struct VocabularyBuilder {
    vocabulary: Vocabulary,
}

impl VocabularyBuilder {
    /// The id of a word, new if it is.
    pub fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        let next = WordId(u32::try_from(self.vocabulary.len()).expect("fewer than 2^32 words"));
        match self.vocabulary.words.get(folded.as_ref()) {
            Some(&id) => id,
            None => {
                if let [byte @ ..0x80] = folded.as_bytes() {
                    self.vocabulary.marks[usize::from(*byte)] = next;
                }
                self.vocabulary.words.insert(folded.into(), next);
                next
            }
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
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '\'' || c == '-';
    if word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    let is_abbreviation =
        word.len() > 1 && word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit());
    let folded = word
        .nfd()
        .filter(|&c| !is_combining_mark(c) && !(is_abbreviation && c == '.'))
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
}
