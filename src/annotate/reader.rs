//! Tokens under an annotator: it sees one sentence, and nothing it may not claim.

use crate::language::{Function, Language, Token, TokenKind, WordSense};
use std::ops::Range;

/// A sentence as annotators see it. Positions are token indices of the article.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// The article's tokens up to the end of the sentence.
    pub(super) tokens: &'a [Token],
    pub(super) language: &'a Language,
    /// The sentence's first token.
    pub(super) start: usize,
    /// The first token that no annotation has claimed.
    pub(super) floor: usize,
    pub(super) style: Style,
}

/// Whether capitals in a sentence tell names apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Running text.
    Prose,
    /// A headline, where most words have a capital.
    Title,
}

impl<'a> Reader<'a> {
    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// Whether the token is all there is to the sentence: a cell of a table, a caption.
    pub(super) fn is_alone(&self, at: usize) -> bool {
        at == self.start && at + 1 == self.tokens.len()
    }

    /// The token before `at`, if the sentence has one.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (at > self.start).then(|| at - 1)
    }

    pub(super) fn text_of(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.span().range()])
    }

    pub(super) fn sense(&self, at: usize) -> &'a WordSense {
        let word = self.tokens.get(at).map_or_else(Default::default, |t| t.word);
        self.language.sense(word)
    }

    pub(super) fn is(&self, at: usize, function: Function) -> bool {
        self.sense(at).functions.has(function)
    }

    /// Whether the word before `at` plays the part.
    pub(super) fn follows(&self, at: usize, function: Function) -> bool {
        self.before(at).is_some_and(|before| self.is(before, function))
    }

    /// The punctuation mark at `at`.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        let token = self.tokens.get(at)?;
        match token.kind {
            TokenKind::Mark => match self.text.as_bytes()[token.span().start] {
                byte @ ..0x80 => Some(char::from(byte)),
                _ => self.text[token.span().start..].chars().next(),
            },
            _ => None,
        }
    }

    /// The mark before `at`.
    pub(super) fn mark_before(&self, at: usize) -> Option<char> {
        self.mark(self.before(at)?)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Word(_)))
    }

    pub(super) fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.joined)
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_capitalised)
    }

    /// Just past a hyphen that joins `at - 1` to the next token, or `at` itself.
    pub(super) fn past_hyphen(&self, at: usize) -> usize {
        let is_hyphen = self.mark(at).is_some_and(is_hyphen);
        if is_hyphen && self.is_joined(at) && self.is_joined(at + 1) { at + 1 } else { at }
    }

    /// The value of a number token of nothing but digits, of so many digits.
    pub(super) fn digits(&self, at: usize, count: Range<usize>) -> Option<u32> {
        let text = self.is_number(at).then(|| self.text_of(at))?;
        let fits = count.contains(&text.len()) && text.len() < 9;
        (fits && text.bytes().all(|b| b.is_ascii_digit())).then(|| number_of(text))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }
}

fn number_of(digits: &str) -> u32 {
    digits.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

pub(super) fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}' | '\u{2011}')
}

/// A mark that can stand for "to": a hyphen or a dash.
pub(super) fn is_dash(mark: char) -> bool {
    is_hyphen(mark) || matches!(mark, '–' | '—' | '−' | '~')
}

/// Something found: its tokens and what they mean.
#[derive(Debug)]
pub(super) struct Found<M> {
    pub(super) tokens: Range<usize>,
    pub(super) meaning: M,
}
