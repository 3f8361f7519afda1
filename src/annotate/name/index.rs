//! The names an article has used so far, by what later mentions may say of them: the whole, the
//! surname, the abbreviation.

use super::Draft;
use crate::annotate::reader::Reader;
use crate::language::{NameKind, NamePart};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// The names of an article under reading.
pub(super) struct NameIndex<'a> {
    text: &'a str,
    /// By key: the draft it means. One that may mean several means none.
    by_key: FxHashMap<Key, Meant>,
}

/// What a mention says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// All its words.
    Whole(u64),
    /// Its last word, or the first of a company's.
    Short(u64),
    /// The given name.
    Given(u64),
    /// Its initials.
    Initials(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    Name(usize),
    /// More than one, or nothing that is a name.
    Nobody,
}

impl<'a> NameIndex<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        NameIndex { text, by_key: FxHashMap::default() }
    }

    /// Finds out what a new name refers to, or notes it as the first of its bearer.
    pub(super) fn resolve(&mut self, reader: &Reader<'_>, drafts: &mut [Draft], at: usize) {
        if drafts[at].kind == NameKind::Demonym {
            return;
        }
        let words = Words::of(reader, &drafts[at]);
        let known = drafts[at].refers_to.or_else(|| self.referent(reader, drafts, at, &words));
        match known {
            Some(root) => {
                let root = drafts[root].refers_to.unwrap_or(root);
                drafts[at].refers_to = Some(root);
                if drafts[root].kind == NameKind::Unknown {
                    drafts[root].kind = drafts[at].kind;
                }
                if words.count > 1 {
                    self.note(Key::Whole(words.whole), root);
                }
            }
            None => {
                if drafts[at].kind == NameKind::Unknown && self.has_family(drafts, &words) {
                    drafts[at].kind = NameKind::Person;
                }
                self.register(reader, drafts, at, &words);
            }
        }
    }

    /// The draft that a single word means: a surname, a given name, the short form of a company.
    pub(super) fn short(&self, word: &str) -> Option<usize> {
        let hash = hash(word);
        self.get(Key::Whole(hash)).or_else(|| self.get(Key::Short(hash)))
    }

    /// The draft that these words name in full, with the hash of as many words as `count`.
    pub(super) fn whole(&self, words: impl Iterator<Item = &'a str>) -> Option<usize> {
        self.get(Key::Whole(words.fold(0, |whole, word| join(whole, hash(word)))))
    }

    /// The draft with these initials.
    pub(super) fn initials(&self, letters: &str) -> Option<usize> {
        self.get(Key::Initials(letters_of(letters)))
    }

    /// Whether the abbreviation was introduced for something that is no name.
    pub(super) fn is_plain(&self, letters: &str) -> bool {
        self.by_key.get(&Key::Initials(letters_of(letters))) == Some(&Meant::Nobody)
    }

    /// Notes an abbreviation for what is no name: "gross domestic product (GDP)".
    pub(super) fn note_plain(&mut self, letters: &str) {
        self.by_key.insert(Key::Initials(letters_of(letters)), Meant::Nobody);
    }

    /// Notes an abbreviation that the text introduces.
    pub(super) fn note_abbreviation(&mut self, letters: &str, means: usize) {
        self.by_key.insert(Key::Initials(letters_of(letters)), Meant::Name(means));
    }

    fn get(&self, key: Key) -> Option<usize> {
        match self.by_key.get(&key) {
            Some(&Meant::Name(at)) => Some(at),
            Some(Meant::Nobody) | None => None,
        }
    }

    fn referent(
        &self,
        reader: &Reader<'_>,
        drafts: &[Draft],
        at: usize,
        words: &Words,
    ) -> Option<usize> {
        if let Some(same) = self.get(Key::Whole(words.whole)) {
            return Some(same);
        }
        let draft = &drafts[at];
        if words.count > 1 {
            let namesake = self.get(Key::Short(words.last))?;
            let other = Words::of(reader, &drafts[namesake]);
            let is_person =
                |draft: &Draft| matches!(draft.kind, NameKind::Person | NameKind::Unknown);
            let agree = other.count > 1
                && other.last == words.last
                && (other.first == words.first || words.abbreviates(&other));
            return (agree && is_person(draft) && is_person(&drafts[namesake])).then_some(namesake);
        }
        let may_be = |found: &usize| match draft.kind {
            NameKind::Unknown => true,
            kind => drafts[*found].kind == kind || drafts[*found].kind == NameKind::Unknown,
        };
        let short = self.get(Key::Short(words.last)).filter(|_| draft.kind != NameKind::Place);
        let given = || {
            let is_given = reader.plays(draft.tokens.start, NamePart::Given);
            self.get(Key::Given(words.last)).filter(|_| is_given && draft.title.is_none())
        };
        let initials = || {
            let text = reader.text_of(draft.tokens.start);
            (reader.is_upper(draft.tokens.start) && text.len() > 2).then(|| self.initials(text))?
        };
        short.or_else(given).filter(may_be).or_else(initials)
    }

    /// Whether somebody of the same surname was named.
    fn has_family(&self, drafts: &[Draft], words: &Words) -> bool {
        let namesake = self.get(Key::Short(words.last)).map(|namesake| drafts[namesake].kind);
        words.count > 1 && namesake == Some(NameKind::Person)
    }

    /// Notes a name under all that later mentions may say of it.
    fn register(&mut self, reader: &Reader<'_>, drafts: &[Draft], at: usize, words: &Words) {
        let draft = &drafts[at];
        self.note(Key::Whole(words.whole), at);
        if words.count < 2 {
            return;
        }
        match draft.kind {
            NameKind::Person => {
                self.claim(Key::Short(words.last), at);
                self.claim(Key::Given(words.first), at);
            }
            NameKind::Unknown => self.claim(Key::Short(words.last), at),
            NameKind::Organisation | NameKind::Vessel => {
                self.register_short(reader, draft, at, words);
            }
            NameKind::Place | NameKind::Law | NameKind::Demonym => {}
        }
        if draft.kind != NameKind::Person && words.count > 2 {
            self.note(Key::Initials(words.initials), at);
        }
    }

    /// "Goldman Sachs Group Inc." is "Goldman Sachs" and "Goldman" from then on.
    fn register_short(&mut self, reader: &Reader<'_>, draft: &Draft, at: usize, words: &Words) {
        if words.bare != words.whole {
            self.note(Key::Whole(words.bare), at);
        }
        let first = reader.parts(draft.tokens.start);
        let names_alone = !first.has(NamePart::Common)
            && !first.has(NamePart::Given)
            && !first.has(NamePart::Organisation)
            && !first.has(NamePart::PlaceHead)
            && !first.has(NamePart::TitleModifier)
            && reader
                .language
                .places
                .longest_at(self.text, reader.tokens, draft.tokens.start)
                .is_none();
        if draft.kind == NameKind::Vessel {
            self.claim(Key::Short(words.last), at);
        } else if names_alone && words.initials != 0 {
            self.claim(Key::Short(words.first), at);
        }
    }

    /// The first that bears it keeps it.
    fn note(&mut self, key: Key, at: usize) {
        self.by_key.entry(key).or_insert(Meant::Name(at));
    }

    /// Two that bear it make it nobody's.
    fn claim(&mut self, key: Key, at: usize) {
        match self.by_key.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Meant::Name(at));
            }
            Entry::Occupied(mut entry) => {
                if *entry.get() != Meant::Name(at) {
                    entry.insert(Meant::Nobody);
                }
            }
        }
    }
}

/// The words of a name, hashed.
struct Words {
    count: usize,
    first: u64,
    last: u64,
    whole: u64,
    /// Without "Inc." and "Group" at the end.
    bare: u64,
    initials: u64,
    first_letter: u8,
    /// Whether the first word is but an initial.
    begins_short: bool,
}

impl Words {
    fn of(reader: &Reader<'_>, draft: &Draft) -> Words {
        let mut words = Words {
            count: 0,
            first: 0,
            last: 0,
            whole: 0,
            bare: 0,
            initials: 0,
            first_letter: first_letter(reader.text_of(draft.tokens.start)),
            begins_short: reader.text_of(draft.tokens.start).len() == 1,
        };
        for at in draft.tokens.clone().filter(|&at| reader.is_word(at)) {
            words.add(reader, at);
        }
        words
    }

    fn add(&mut self, reader: &Reader<'_>, at: usize) {
        let parts = reader.parts(at);
        let text = reader.text_of(at);
        let word = hash(text);
        self.whole = join(self.whole, word);
        if !(parts.has(NamePart::Company) || self.count > 1 && text == "Group") {
            self.bare = self.whole;
        }
        if parts.has(NamePart::Suffix) && self.count > 0 {
            return;
        }
        self.count += 1;
        self.first = if self.count == 1 { word } else { self.first };
        self.last = word;
        if reader.is_capitalised(at) {
            self.initials = join_letter(self.initials, first_letter(text));
        }
    }

    /// Whether one begins with the initial of the other.
    fn abbreviates(&self, other: &Words) -> bool {
        self.first_letter == other.first_letter && (self.begins_short || other.begins_short)
    }
}

const MIX: u64 = 0x517C_C1B7_2722_0A95;

/// A word whatever its case, as far as ASCII goes.
fn hash(word: &str) -> u64 {
    word.bytes().fold(word.len() as u64, |hash, byte| {
        (hash.rotate_left(5) ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(MIX)
    })
}

/// A single word hashes to itself, so that it is found as the whole of a name too.
fn join(whole: u64, word: u64) -> u64 {
    if whole == 0 { word } else { whole.rotate_left(21).wrapping_mul(MIX) ^ word }
}

fn letters_of(letters: &str) -> u64 {
    letters.bytes().filter(u8::is_ascii_alphabetic).fold(0, join_letter)
}

fn join_letter(letters: u64, letter: u8) -> u64 {
    (letters.rotate_left(7) ^ u64::from(letter.to_ascii_lowercase())).wrapping_mul(MIX)
}

fn first_letter(word: &str) -> u8 {
    word.bytes().next().unwrap_or_default()
}
