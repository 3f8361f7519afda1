//! What a word is about, whatever its form: "employs", "employed" and "employee" share a stem.
//!
//! Stems are compared, never shown. They come from the spelling, from the irregular forms of the
//! lexicon and from its list of words that mean the same.

use super::inflection::Inflection;
use super::lexicon::WordingsFile;
use super::token::{Token, TokenKind};
use super::vocabulary::{Vocabulary, WordId, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What words of the same meaning have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stem(u64);

/// A word as it is spelt, whatever its case, its accents and the dots of an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct WordForm(u64);

impl WordForm {
    /// The spelling of a word.
    pub fn of(word: &str) -> Self {
        if word.is_ascii() && !word.contains('.') {
            return WordForm(fnv(word.bytes().map(|byte| byte.to_ascii_lowercase())));
        }
        WordForm(fnv(fold(word).bytes()))
    }
}

/// FNV-1a.
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// "up 3 percent"
    Up,
    /// "down 3 percent"
    Down,
}

/// The stems of a language.
#[derive(Debug, Default)]
pub struct Stems {
    /// By word id; none for words without a meaning of their own.
    known: Vec<Option<Stem>>,
    /// By word id: the stem by spelling alone, whatever means the same.
    bare: Vec<Option<Stem>>,
    /// From a stem by spelling to the first of the words that mean the same.
    alike: FxHashMap<Stem, Stem>,
    /// From a stem to those of words that tell the opposite.
    opposite: FxHashMap<Stem, Vec<Stem>>,
    /// From a stem to the kinds that it excludes others of.
    kinds: FxHashMap<Stem, Vec<u32>>,
    /// From a stem to the way that a figure beside it went.
    trends: FxHashMap<Stem, Trend>,
    negating_prefixes: Vec<String>,
    negations: FxHashSet<WordId>,
    past: FxHashSet<Stem>,
    denials: FxHashSet<Stem>,
}

impl Stems {
    /// Works out the stems of every word of the vocabulary. `function` are the words without a
    /// meaning of their own.
    pub fn new(
        vocabulary: &Vocabulary,
        inflection: &Inflection,
        wordings: &WordingsFile,
        function: &[String],
    ) -> Self {
        let mut base: FxHashMap<&str, &str> = FxHashMap::default();
        for (form, word) in inflection.irregular() {
            let kept = base.entry(form).or_insert(word);
            *kept = (*kept).min(word);
        }
        let lemma = |word: &str| by_spelling(base.get(word).copied().unwrap_or(word));
        let mut stems = Stems::default();
        for group in &wordings.alike {
            let Some(first) = group.first().map(|word| lemma(word)) else { continue };
            for word in group {
                stems.alike.entry(lemma(word)).or_insert(first);
            }
        }
        for entry in &wordings.opposite {
            let side =
                |words: &[String]| -> Vec<Stem> { words.iter().map(|word| lemma(word)).collect() };
            let (one, other) = (side(&entry.one), side(&entry.other));
            for &stem in &one {
                stems.opposite.entry(stem).or_default().extend(&other);
            }
            for &stem in &other {
                stems.opposite.entry(stem).or_default().extend(&one);
            }
        }
        for (kind, group) in wordings.rivals.iter().enumerate() {
            for word in group {
                stems.kinds.entry(lemma(word)).or_default().push(kind as u32);
            }
        }
        let ways = [(&wordings.upward, Trend::Up), (&wordings.downward, Trend::Down)];
        for (words, trend) in ways {
            stems.trends.extend(words.iter().map(|word| (lemma(word), trend)));
        }
        stems.negating_prefixes.clone_from(&wordings.negating_prefixes);
        stems.negations = wordings.negations.iter().map(|word| vocabulary.id(word)).collect();
        stems.past = wordings.past.iter().map(|word| lemma(word)).collect();
        stems.denials = wordings.denials.iter().map(|word| lemma(word)).collect();
        stems.known = vec![None; vocabulary.len()];
        stems.bare = vec![None; vocabulary.len()];
        vocabulary.each_word(|word, id| {
            if is_content(word) {
                let bare = lemma(word);
                stems.known[id.index()] = Some(stems.shared(bare));
                stems.bare[id.index()] = Some(bare);
            }
        });
        for word in function {
            if let Some(known) = stems.known.get_mut(vocabulary.id(word).index()) {
                *known = None;
            }
        }
        stems
    }

    /// The stem of a token of `text`; none for marks, numbers and words without a meaning of
    /// their own.
    pub fn of(&self, token: &Token, text: &str) -> Option<Stem> {
        if !matches!(token.kind, TokenKind::Word(_)) {
            return None;
        }
        if token.word.is_known() {
            return self.known.get(token.word.index()).copied().flatten();
        }
        let folded = fold(&text[token.span().range()]);
        is_content(&folded).then(|| self.shared(by_spelling(&folded)))
    }

    /// The stem of a word by itself; none for one too short to have a meaning of its own.
    pub fn of_word(&self, word: &str) -> Option<Stem> {
        let folded = fold(word);
        is_content(&folded).then(|| self.shared(by_spelling(&folded)))
    }

    /// The stem of a token by spelling alone, if the language knows the word.
    pub fn bare(&self, token: &Token) -> Option<Stem> {
        self.bare.get(token.word.index()).copied().flatten()
    }

    /// Words that tell the opposite of one with this bare stem, by theirs.
    pub fn opposites(&self, bare: Stem) -> &[Stem] {
        self.opposite.get(&bare).map_or(&[], Vec::as_slice)
    }

    /// Whether words with these bare stems are two of one kind, of which only one can be right.
    pub fn are_rivals(&self, one: Stem, other: Stem) -> bool {
        let kinds = |stem| self.kinds.get(&stem).map_or(&[][..], Vec::as_slice);
        one != other && kinds(one).iter().any(|kind| kinds(other).contains(kind))
    }

    /// Whether a word with this bare stem excludes others of its kind.
    pub fn has_rivals(&self, bare: Stem) -> bool {
        self.kinds.contains_key(&bare)
    }

    /// The stem, by spelling, of what a word is the denial of: of "manned" for "unmanned".
    pub fn undenied(&self, token: &Token, text: &str) -> Option<Stem> {
        if !matches!(token.kind, TokenKind::Word(_)) {
            return None;
        }
        let word = fold(&text[token.span().range()]);
        let mut prefixes = self.negating_prefixes.iter();
        let rest = prefixes.find_map(|prefix| word.strip_prefix(prefix.as_str()))?;
        (rest.len() >= SHORTEST_DENIED).then(|| by_spelling(rest.trim_start_matches('-')))
    }

    /// The stem of a token by spelling alone, whether the language knows the word or not.
    pub fn spelt(&self, token: &Token, text: &str) -> Option<Stem> {
        if !matches!(token.kind, TokenKind::Word(_)) {
            return None;
        }
        self.bare(token).or_else(|| {
            let folded = fold(&text[token.span().range()]);
            is_content(&folded).then(|| by_spelling(&folded))
        })
    }

    /// Which way a figure went that stands beside a token.
    pub fn trend(&self, token: &Token, text: &str) -> Option<Trend> {
        let is_word = matches!(token.kind, TokenKind::Word(_));
        is_word.then(|| self.trends.get(&self.lemma(token, text)).copied())?
    }

    /// Whether a word tells that another may bear the title after it today: "former".
    pub fn is_past(&self, token: &Token, text: &str) -> bool {
        self.past.contains(&self.lemma(token, text))
    }

    /// The stem of a token by its spelling, however short.
    fn lemma(&self, token: &Token, text: &str) -> Stem {
        self.bare(token).unwrap_or_else(|| by_spelling(&fold(&text[token.span().range()])))
    }

    /// Whether a word denies the next one: "not".
    pub fn negates(&self, token: &Token) -> bool {
        token.word.is_known() && self.negations.contains(&token.word)
    }

    /// Whether a word has a denial in it: "refused".
    pub fn denies(&self, token: &Token) -> bool {
        self.bare(token).is_some_and(|bare| self.denials.contains(&bare))
    }

    fn shared(&self, stem: Stem) -> Stem {
        self.alike.get(&stem).copied().unwrap_or(stem)
    }
}

/// What is left of a word without its prefix is a word of its own from so many letters on.
const SHORTEST_DENIED: usize = 5;

/// Words of one or two letters, marks and numbers tell nothing.
fn is_content(word: &str) -> bool {
    word.len() > 2 && word.starts_with(char::is_alphabetic) || word.len() == 2 && word == "us"
}

fn by_spelling(word: &str) -> Stem {
    let (stem, ending) = stem_of(word.as_bytes());
    // What is left must not depend on where the ending was cut.
    Stem(fnv(stem.iter().chain(ending).copied()))
}

/// The word without the ending that its form adds: what stays of it, and what replaces the rest.
fn stem_of(word: &[u8]) -> (&[u8], &'static [u8]) {
    let singular = without_s(word);
    if singular.1.is_empty() { without_ending(singular.0) } else { singular }
}

fn without_s(word: &[u8]) -> (&[u8], &'static [u8]) {
    let long = word.len() > 3;
    if let Some(stem) = word.strip_suffix(b"ies").filter(|stem| stem.len() > 1) {
        return (stem, b"y");
    }
    let keeps = [&b"ss"[..], b"us", b"is"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix(b"s") {
        Some(stem) if long && !keeps => (stem, b""),
        _ => (word, b""),
    }
}

fn without_ending(word: &[u8]) -> (&[u8], &'static [u8]) {
    if let Some(stem) = word.strip_suffix(b"ied").filter(|stem| stem.len() > 1) {
        return (stem, b"y");
    }
    for ending in [&b"ed"[..], b"ing"] {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2 && has_vowel(stem));
        if let Some(stem) = stem {
            return (undoubled(without_e(stem)), b"");
        }
    }
    (without_e(word), b"")
}

fn without_e(word: &[u8]) -> &[u8] {
    word.strip_suffix(b"e").filter(|stem| stem.len() > 2).unwrap_or(word)
}

fn undoubled(stem: &[u8]) -> &[u8] {
    match stem {
        [rest @ .., one, other] if one == other && !b"lsz".contains(one) => &stem[..=rest.len()],
        _ => stem,
    }
}

fn has_vowel(stem: &[u8]) -> bool {
    stem.iter().any(|byte| b"aeiouy".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str]) {
        let stems: Vec<Stem> = words.iter().map(|word| by_spelling(word)).collect();
        assert!(stems.iter().all(|&stem| stem == stems[0]), "{words:?}");
    }

    #[test]
    fn forms_of_a_word_share_its_stem() {
        check(&["review", "reviews", "reviewed", "reviewing"]);
        check(&["city", "cities"]);
        check(&["carry", "carried", "carries", "carrying"]);
        check(&["stop", "stopped", "stopping", "stops"]);
        check(&["release", "released", "releases", "releasing"]);
    }

    #[test]
    fn other_words_keep_theirs() {
        let apart = |one, other| assert_ne!(by_spelling(one), by_spelling(other), "{one} {other}");
        apart("bus", "bu");
        apart("king", "k");
        apart("need", "ne");
        apart("crisis", "crisi");
    }
}
