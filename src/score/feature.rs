//! The features of a window of words: which of them are there, not how often.
//!
//! Words, pairs of neighbours, the last letters of words, alone and after the word before, and
//! measures of style in steps. Each has a number by its hash; some share one, and the trainer
//! saw them so too.

use super::hash::{hash, mix};
use super::prose::{Kind, Prose, Token};
use super::style::Style;
use std::ops::Range;

/// Collects the features of windows, one window after the other.
#[derive(Debug)]
pub struct Features {
    mask: u64,
    /// A bit for each feature that was found.
    seen: Vec<u64>,
    found: Vec<u32>,
}

/// What kind of feature a hash is of.
const WORD: u64 = 1;
const PAIR: u64 = 2;
const ENDING: u64 = 3;
const PAIR_WITH_ENDING: u64 = 4;
const STYLE: u64 = 5;

impl Features {
    /// Features numbered below two to the power of `bits`.
    pub fn new(bits: u32) -> Features {
        let size = 1_usize << bits;
        Features { mask: size as u64 - 1, seen: vec![0; size.div_ceil(64)], found: Vec::new() }
    }

    /// The features of a window of words, each once, in order of their first place.
    pub fn of(&mut self, prose: &Prose, words: Range<usize>) -> &[u32] {
        self.seen.fill(0);
        self.found.clear();
        let mut style = Style::default();
        let mut before = hash(b".");
        for token in prose.tokens_of(words) {
            let is_new = self.add(numbered(WORD, token.hash));
            self.add(numbered(PAIR, mix(before, token.hash)));
            if let Some(ending) = token.ending {
                self.add(numbered(ENDING, ending));
                self.add(numbered(PAIR_WITH_ENDING, mix(before, ending)));
            }
            style.count(token, is_new);
            before = token.hash;
        }
        for (measure, step) in style.steps() {
            self.add(numbered(STYLE, mix(measure, step)));
        }
        &self.found
    }

    /// The numbers of a word and of its pair with the token before it.
    pub(super) fn phrases(&self, before: &Token, token: &Token) -> [usize; 2] {
        let pair = mix(before.hash, token.hash);
        [numbered(WORD, token.hash), numbered(PAIR, pair)].map(|hash| (hash & self.mask) as usize)
    }

    /// Notes a feature; tells whether it is the first time.
    fn add(&mut self, hash: u64) -> bool {
        let feature = hash & self.mask;
        let (place, bit) = ((feature / 64) as usize, 1 << (feature % 64));
        let is_new = self.seen[place] & bit == 0;
        if is_new {
            self.seen[place] |= bit;
            self.found.push(feature as u32);
        }
        is_new
    }
}

fn numbered(kind: u64, hash: u64) -> u64 {
    mix(hash, kind)
}

impl Token {
    /// Whether it is a word of the language, whose choice tells something.
    pub(super) fn is_plain(&self) -> bool {
        self.kind == Kind::Word
    }
}
