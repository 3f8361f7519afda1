//! The words that say what a passage is about.

use crate::annotate::Annotated;
use crate::language::{Function, Language, TokenKind, VocabularyBuilder, WordId};
use std::collections::BTreeSet;
use std::ops::Range;

/// Stems of content words.
pub type Stems = BTreeSet<String>;

/// The classes of words that comparing passages needs.
#[derive(Clone, Debug, Default)]
pub struct WordLists {
    /// The classes of each word, a bit each.
    classes: Vec<u16>,
}

/// A class of words, by the place of its bit.
#[derive(Clone, Copy, Debug)]
enum Class {
    Function,
    PhraseEnd,
    Preposition,
    Locative,
    Determiner,
    Said,
    Settlement,
    Since,
    NounTie,
    Owned,
    Person,
    Definite,
    Partitive,
    Relative,
}

/// The classes, as the lexicon names them.
const CLASSES: &[(Class, &str)] = &[
    (Class::Function, "function"),
    (Class::PhraseEnd, "phrase_end"),
    (Class::Preposition, "preposition"),
    (Class::Locative, "locative"),
    (Class::Determiner, "determiner"),
    (Class::Said, "attributing"),
    (Class::Settlement, "settlement"),
    (Class::Since, "since"),
    (Class::NounTie, "noun_tie"),
    (Class::Owned, "owned"),
    (Class::Person, "person"),
    (Class::Definite, "definite"),
    (Class::Partitive, "partitive"),
    (Class::Relative, "relative"),
];

impl WordLists {
    /// Takes the classes from the lexicon.
    pub fn new(language: &Language, words: &mut VocabularyBuilder) -> Self {
        let mut classes = Vec::new();
        for &(class, name) in CLASSES {
            for word in language.classes.get(name).into_iter().flatten() {
                let at = words.intern(word).index();
                classes.resize(classes.len().max(at + 1), 0);
                classes[at] |= 1 << class as u16;
            }
        }
        WordLists { classes }
    }

    fn is(&self, word: WordId, class: Class) -> bool {
        self.classes.get(word.index()).is_some_and(|classes| classes >> class as u16 & 1 == 1)
    }

    /// Whether no noun phrase goes past the word.
    pub fn ends_phrase(&self, word: WordId) -> bool {
        self.is(word, Class::PhraseEnd)
    }

    /// Whether the word ties a noun to the one before it.
    pub fn is_preposition(&self, word: WordId) -> bool {
        self.is(word, Class::Preposition)
    }

    /// Whether a place may follow the word.
    pub fn is_locative(&self, word: WordId) -> bool {
        self.is(word, Class::Locative)
    }

    /// "the", "a", "his", "two".
    pub fn is_determiner(&self, word: WordId) -> bool {
        self.is(word, Class::Determiner)
    }

    /// "the", "those": takes up what is known.
    pub fn is_definite(&self, word: WordId) -> bool {
        self.is(word, Class::Definite)
    }

    /// "another", "some": not all there is.
    pub fn is_partitive(&self, word: WordId) -> bool {
        self.is(word, Class::Partitive)
    }

    /// "who", "which".
    pub fn is_relative(&self, word: WordId) -> bool {
        self.is(word, Class::Relative)
    }

    /// "city": before "of", makes a place of the name that follows.
    pub fn is_settlement(&self, word: WordId) -> bool {
        self.is(word, Class::Settlement)
    }

    /// "since": before a date, says from when something counts.
    pub fn counts_from(&self, word: WordId) -> bool {
        self.is(word, Class::Since)
    }

    /// "of", "for": what follows says which one is meant.
    pub fn ties_noun(&self, word: WordId) -> bool {
        self.is(word, Class::NounTie)
    }

    /// "its": what follows belongs to somebody.
    pub fn is_owned(&self, word: WordId) -> bool {
        self.is(word, Class::Owned)
    }

    /// "said", "told": whoever stands beside it vouches for what is said.
    pub fn says(&self, word: WordId) -> bool {
        self.is(word, Class::Said)
    }

    /// "people", "victims": anybody, whoever is counted.
    pub fn is_person(&self, word: WordId) -> bool {
        self.is(word, Class::Person)
    }

    /// The stem of a token, if it is a word with a meaning of its own.
    pub fn content(&self, annotated: &Annotated<'_>, at: usize) -> Option<String> {
        let token = annotated.tokens[at];
        let is_word = matches!(token.kind, TokenKind::Word(_));
        let is_little = token.word.is_known()
            && (self.is(token.word, Class::Function)
                || self.is(token.word, Class::PhraseEnd)
                || self.is(token.word, Class::Preposition)
                || self.is(token.word, Class::Determiner)
                || self.says(token.word)
                || annotated.language.measures_or_dates(token.word)
                || annotated.language.sense(token.word).functions.has(Function::Possessive));
        let text = annotated.article.slice(token.span());
        (is_word && !is_little && text.len() > 2).then(|| stem(&text.to_lowercase()))
    }

    /// The stems of the content words among tokens.
    pub fn stems(&self, annotated: &Annotated<'_>, tokens: Range<usize>) -> Stems {
        tokens.filter_map(|at| self.content(annotated, at)).collect()
    }
}

/// A crude stem: what is left when one of the commonest endings of English is taken off a
/// lower-case word. Both sides of a comparison go through it, so it need not be a word.
pub(super) fn stem(word: &str) -> String {
    let endings = ["ies", "ied", "ing", "ers", "ed", "es", "er", "s", "e", "y", "d"];
    let cut =
        endings.iter().find_map(|ending| word.strip_suffix(ending)).filter(|cut| cut.len() > 2);
    let cut = cut.unwrap_or(word);
    let bytes = cut.as_bytes();
    let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    // A doubled ASCII letter may be halved; a letter of several bytes may not.
    let is_plain = bytes.last().is_some_and(u8::is_ascii);
    if doubled && is_plain { cut[..cut.len() - 1].to_owned() } else { cut.to_owned() }
}
