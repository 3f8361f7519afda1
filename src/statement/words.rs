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
    function: BTreeSet<WordId>,
    phrase_end: BTreeSet<WordId>,
    preposition: BTreeSet<WordId>,
    locative: BTreeSet<WordId>,
    determiner: BTreeSet<WordId>,
    said: BTreeSet<WordId>,
    settlement: BTreeSet<WordId>,
    since: BTreeSet<WordId>,
    noun_tie: BTreeSet<WordId>,
    owned: BTreeSet<WordId>,
    person: BTreeSet<WordId>,
    definite: BTreeSet<WordId>,
    partitive: BTreeSet<WordId>,
    relative: BTreeSet<WordId>,
}

impl WordLists {
    /// Takes the classes from the lexicon.
    pub fn new(language: &Language, words: &mut VocabularyBuilder) -> Self {
        let mut class = |name: &str| -> BTreeSet<WordId> {
            let members = language.classes.get(name).into_iter().flatten();
            members.map(|word| words.intern(word)).collect()
        };
        WordLists {
            function: class("function"),
            phrase_end: class("phrase_end"),
            preposition: class("preposition"),
            locative: class("locative"),
            determiner: class("determiner"),
            said: class("attributing"),
            settlement: class("settlement"),
            since: class("since"),
            noun_tie: class("noun_tie"),
            owned: class("owned"),
            person: class("person"),
            definite: class("definite"),
            partitive: class("partitive"),
            relative: class("relative"),
        }
    }

    /// Whether no noun phrase goes past the word.
    pub fn ends_phrase(&self, word: WordId) -> bool {
        self.phrase_end.contains(&word)
    }

    /// Whether the word ties a noun to the one before it.
    pub fn is_preposition(&self, word: WordId) -> bool {
        self.preposition.contains(&word)
    }

    /// Whether a place may follow the word.
    pub fn is_locative(&self, word: WordId) -> bool {
        self.locative.contains(&word)
    }

    /// "the", "a", "his", "two".
    pub fn is_determiner(&self, word: WordId) -> bool {
        self.determiner.contains(&word)
    }

    /// "the", "those": takes up what is known.
    pub fn is_definite(&self, word: WordId) -> bool {
        self.definite.contains(&word)
    }

    /// "another", "some": not all there is.
    pub fn is_partitive(&self, word: WordId) -> bool {
        self.partitive.contains(&word)
    }

    /// "who", "which".
    pub fn is_relative(&self, word: WordId) -> bool {
        self.relative.contains(&word)
    }

    /// "city": before "of", makes a place of the name that follows.
    pub fn is_settlement(&self, word: WordId) -> bool {
        self.settlement.contains(&word)
    }

    /// "since": before a date, says from when something counts.
    pub fn counts_from(&self, word: WordId) -> bool {
        self.since.contains(&word)
    }

    /// "of", "for": what follows says which one is meant.
    pub fn ties_noun(&self, word: WordId) -> bool {
        self.noun_tie.contains(&word)
    }

    /// "its": what follows belongs to somebody.
    pub fn is_owned(&self, word: WordId) -> bool {
        self.owned.contains(&word)
    }

    /// "said", "told": whoever stands beside it vouches for what is said.
    pub fn says(&self, word: WordId) -> bool {
        self.said.contains(&word)
    }

    /// "people", "victims": anybody, whoever is counted.
    pub fn is_person(&self, word: WordId) -> bool {
        self.person.contains(&word)
    }

    /// The stem of a token, if it is a word with a meaning of its own.
    pub fn content(&self, annotated: &Annotated<'_>, at: usize) -> Option<String> {
        let token = annotated.tokens[at];
        let is_word = matches!(token.kind, TokenKind::Word(_));
        let is_little = token.word.is_known()
            && (self.function.contains(&token.word)
                || self.phrase_end.contains(&token.word)
                || self.preposition.contains(&token.word)
                || self.determiner.contains(&token.word)
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
