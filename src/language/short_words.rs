//! Short words of ASCII, read sixteen bytes at a time and compared like numbers.
//!
//! Nearly every word of news copy is one. Reading it byte by byte costs a mispredicted branch at
//! its end and made up half the time of the tokenizer.

use super::token::Case;
use super::vocabulary::WordId;

/// The bytes that a key holds.
const WIDTH: usize = 16;

/// One in every byte.
const EACH: u128 = u128::MAX / 0xFF;

/// The high bit of every byte.
const HIGH: u128 = EACH * 0x80;

/// A word of ASCII letters and digits that is shorter than sixteen bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlainWord {
    /// The word in lower case.
    pub(super) key: ShortKey,
    /// Its bytes.
    pub(super) length: usize,
    /// The letters it begins with.
    pub(super) letters: usize,
    /// How it is capitalised.
    pub(super) case: Case,
}

impl PlainWord {
    /// The word that starts at `start`, which holds a letter, and ends before `end`: none where
    /// it is longer, and where an apostrophe or a character beyond ASCII follows.
    pub(super) fn at(text: &[u8], start: usize, end: usize) -> Option<PlainWord> {
        let window = window(text, start);
        let bytes = u128::from_le_bytes(window);
        let letters = within(bytes | (EACH * 0x20), b'a', b'z') & !bytes;
        let alphanumeric = letters | (within(bytes, b'0', b'9') & !bytes);
        let run = |marks: u128| ((!marks & HIGH).trailing_zeros() / 8) as usize;
        let length = run(alphanumeric);
        if length >= WIDTH {
            return None;
        }
        let length = length.min(end - start);
        let goes_on = start + length < end && matches!(window[length], b'\'' | 0x80..);
        if length == 0 || goes_on {
            return None;
        }
        let inside = first_bytes(length);
        // The bit that tells lower case from upper, moved to the high bit.
        let capitals = letters & !(bytes << 2) & inside & HIGH;
        let small = letters & inside & HIGH & !capitals;
        let key = ShortKey((bytes & inside) | (capitals >> 2));
        let first_is_capital = capitals & 0x80 != 0;
        let case = Case::of_letters(first_is_capital, capitals & !0x80 != 0, small & !0x80 != 0);
        Some(PlainWord { key, length, letters: run(letters).min(length), case })
    }
}

/// The high bit of each byte that lies between two characters, of those bytes that are ASCII.
/// A byte does if adding to it carries into its high bit from the first on but not past the last.
fn within(bytes: u128, first: u8, last: u8) -> u128 {
    let bytes = bytes & !HIGH;
    let from_first = bytes + EACH * u128::from(0x80 - first);
    let past_last = bytes + EACH * u128::from(0x7F - last);
    from_first & !past_last & HIGH
}

/// The bytes from `start` on, with zeros past the end of the text.
fn window(text: &[u8], start: usize) -> [u8; WIDTH] {
    let mut window = [0; WIDTH];
    match text.get(start..start + WIDTH) {
        Some(bytes) => window.copy_from_slice(bytes),
        None => window[..text.len() - start].copy_from_slice(&text[start..]),
    }
    window
}

fn first_bytes(length: usize) -> u128 {
    u128::MAX >> (8 * (WIDTH - length))
}

/// A word of up to sixteen bytes, padded with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShortKey(u128);

impl ShortKey {
    /// The bytes as they are, if there are some and not too many.
    pub(super) fn at(text: &[u8], start: usize, end: usize) -> Option<ShortKey> {
        let length = end - start;
        if length > WIDTH || length == 0 {
            return None;
        }
        Some(ShortKey(u128::from_le_bytes(window(text, start)) & first_bytes(length)))
    }

    /// How many bytes the word has: zeros follow it.
    fn len(self) -> usize {
        WIDTH - (self.0.leading_zeros() / 8) as usize
    }

    fn hash(self) -> usize {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 32)) as usize
    }
}

/// Short words in one table with open addressing, at most half full.
///
/// The table holds ids alone, so that it stays in the cache: with the words in it, waiting for
/// memory was half of the time of the tokenizer.
#[derive(Debug, Default)]
pub(super) struct ShortWords {
    slots: Vec<WordId>,
    /// The word of each id; none for the id of a longer word.
    keys: Vec<ShortKey>,
    used: usize,
}

impl ShortWords {
    pub(super) fn get(&self, key: ShortKey) -> WordId {
        if self.slots.is_empty() {
            return WordId::UNKNOWN;
        }
        let mask = self.slots.len() - 1;
        let mut at = key.hash();
        loop {
            let id = self.slots[at & mask];
            if !id.is_known() || self.keys[id.index()] == key {
                return id;
            }
            at += 1;
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.used
    }

    /// Shows every word with its id, in no order.
    pub(super) fn each(&self, mut show: impl FnMut(&str, WordId)) {
        for &id in self.slots.iter().filter(|id| id.is_known()) {
            let key = self.keys[id.index()];
            let bytes = key.0.to_le_bytes();
            let word = &bytes[..key.len()];
            show(std::str::from_utf8(word).expect("it was put in as a text"), id);
        }
    }

    /// Makes room for so many more words.
    pub(super) fn reserve(&mut self, more: usize) {
        let needed = 2 * (self.used + more);
        if self.slots.len() < needed {
            let larger = needed.next_power_of_two().max(64);
            let old = std::mem::replace(&mut self.slots, vec![WordId::UNKNOWN; larger]);
            old.into_iter().filter(|id| id.is_known()).for_each(|id| self.place(id));
        }
    }

    pub(super) fn insert(&mut self, key: ShortKey, id: WordId) {
        if self.slots.len() < 2 * (self.used + 1) {
            self.reserve(self.used + 2);
        }
        if self.keys.len() <= id.index() {
            self.keys.resize(id.index() + 1, ShortKey::default());
        }
        self.keys[id.index()] = key;
        self.place(id);
        self.used += 1;
    }

    fn place(&mut self, id: WordId) {
        let mask = self.slots.len() - 1;
        let mut at = self.keys[id.index()].hash();
        while self.slots[at & mask].is_known() {
            at += 1;
        }
        self.slots[at & mask] = id;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Case)>) {
        let padded = format!("{text}                ");
        let found = PlainWord::at(padded.as_bytes(), 0, padded.len());
        let found = found.map(|word| (word.key, word.length, word.case));
        let expected = expected.map(|(word, case)| {
            (ShortKey::at(word.as_bytes(), 0, word.len()).unwrap(), word.len(), case)
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_end_where_letters_and_digits_end() {
        check("harbour, quay", Some(("harbour", Case::Lower)));
        check("NATO-led", Some(("nato", Case::Upper)));
        check("Zürich", None);
        check("G7 @[`{", Some(("g7", Case::Title)));
        check("eBay/9:", Some(("ebay", Case::Mixed)));
        check("McCain.", Some(("mccain", Case::Mixed)));
    }

    #[test]
    fn what_needs_a_closer_look_is_left_alone() {
        check("doesn't", None);
        check("café", None);
        check("responsibilities", None);
    }

    #[test]
    fn a_word_ends_with_its_block_or_the_text() {
        let last = PlainWord::at(b"the last", 4, 8);
        assert_eq!(last.map(|word| word.length), Some(4));
        let word = PlainWord::at(b"sunset over the bay", 0, 3);
        assert_eq!(word.map(|word| word.length), Some(3));
    }
}
