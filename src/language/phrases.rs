//! Phrases found by the word they begin with: one index a look-up.

use super::token::{Token, tokenize};
use super::vocabulary::{Vocabulary, VocabularyBuilder, WordId};
use crate::text::TextSpan;
use std::cmp::Reverse;

/// Phrases with a meaning each.
#[derive(Debug)]
pub(crate) struct PhraseTable<T> {
    /// By first word: where its phrases start in `phrases`.
    starts: Vec<u32>,
    /// By first word, then the longest first.
    phrases: Vec<Phrase<T>>,
}

/// A phrase of one word or more.
#[derive(Debug)]
pub(crate) struct Phrase<T> {
    words: Box<[WordId]>,
    /// The spelling, where capitals matter.
    written: Option<Box<str>>,
    meaning: T,
}

impl<T> Phrase<T> {
    /// A phrase in any case.
    pub(crate) fn new(phrase: &str, meaning: T, vocabulary: &mut VocabularyBuilder) -> Self {
        Phrase::of_words(words_of(phrase, vocabulary), meaning)
    }

    /// A phrase of these words, in any case.
    pub(crate) fn of_words(words: Box<[WordId]>, meaning: T) -> Self {
        Phrase { words, written: None, meaning }
    }

    /// A phrase written just so.
    pub(crate) fn written(phrase: &str, meaning: T, vocabulary: &mut VocabularyBuilder) -> Self {
        Phrase { written: Some(phrase.into()), ..Phrase::new(phrase, meaning, vocabulary) }
    }

    /// The same phrase, to be found from its last word.
    pub(crate) fn reversed(mut self) -> Self {
        self.words.reverse();
        self
    }

    /// Its words.
    pub(crate) fn words(&self) -> &[WordId] {
        &self.words
    }
}

/// The ids of a phrase's words, parted as the tokens of a text are.
fn words_of(phrase: &str, vocabulary: &mut VocabularyBuilder) -> Box<[WordId]> {
    let mut tokens = Vec::new();
    let whole = TextSpan::new(0, phrase.len());
    tokenize(phrase, whole, &Vocabulary::default(), &mut tokens);
    tokens.iter().map(|token| vocabulary.intern(&phrase[token.span().range()])).collect()
}

impl<T> PhraseTable<T> {
    pub(crate) fn new(mut phrases: Vec<Phrase<T>>) -> Self {
        phrases.retain(|phrase| !phrase.words.is_empty());
        phrases.sort_by_key(|phrase| (phrase.words[0], Reverse(phrase.words.len())));
        let words = phrases.last().map_or(0, |last| last.words[0].index() + 1);
        let mut starts = vec![0; words + 1];
        for phrase in &phrases {
            starts[phrase.words[0].index() + 1] += 1;
        }
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        PhraseTable { starts, phrases }
    }

    /// The longest phrase from token `at` on, with the token just past it.
    pub(crate) fn longest_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(usize, &T)> {
        let rest = tokens.get(at..)?;
        self.beginning_with(rest.first()?.word)
            .iter()
            .find(|phrase| phrase.matches(rest.iter()) && phrase.spelt_as(text, rest))
            .map(|phrase| (at + phrase.words.len(), &phrase.meaning))
    }

    /// The longest reversed phrase that ends just before token `end`, with its first token.
    pub(crate) fn longest_before(&self, tokens: &[Token], end: usize) -> Option<(usize, &T)> {
        let before = tokens.get(..end)?;
        self.beginning_with(before.last()?.word)
            .iter()
            .find(|phrase| phrase.matches(before.iter().rev()))
            .map(|phrase| (end - phrase.words.len(), &phrase.meaning))
    }

    fn beginning_with(&self, word: WordId) -> &[Phrase<T>] {
        match self.starts.get(word.index()..word.index() + 2) {
            Some(&[start, end]) => &self.phrases[start as usize..end as usize],
            _ => &[],
        }
    }
}

impl<T> Phrase<T> {
    fn matches<'t>(&self, mut tokens: impl Iterator<Item = &'t Token>) -> bool {
        self.words.iter().all(|&word| tokens.next().is_some_and(|token| token.word == word))
    }

    fn spelt_as(&self, text: &str, tokens: &[Token]) -> bool {
        self.written.as_deref().is_none_or(|written| {
            let (first, last) = (tokens[0].span(), tokens[self.words.len() - 1].span());
            text[first.start..last.end] == *written
        })
    }
}
