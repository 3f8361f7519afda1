//! The words of a quotation and of what was said, in the form in which they are compared.

use crate::annotate::Annotated;
use crate::language::{Token, TokenKind, WordForm};
use std::ops::Range;

/// A word that somebody said or printed.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// How it is compared.
    pub form: WordForm,
    /// It and the word after it, written as one.
    pub joined: WordForm,
    /// Whether it may be left out and put in without changing what was said.
    pub is_light: bool,
    /// Whether it carries no meaning of its own, such as "the".
    pub is_function: bool,
    /// Its first token, by index.
    pub token: u32,
    /// The token past its last.
    pub end: u32,
}

/// The words among some tokens.
pub fn words(annotated: &Annotated<'_>, tokens: Range<usize>) -> Vec<Word> {
    let mut written: Vec<Written> = Vec::with_capacity(tokens.len());
    let mut at = tokens.start;
    while at < tokens.end {
        let (end, word) = written_at(annotated, at, tokens.end);
        if let Some((text, is_light)) = word {
            let is_function = annotated.language.is_function_word(&annotated.tokens[at]);
            written.push(Written { text, is_light, is_function, tokens: at..end });
        }
        at = end;
    }
    let next = |at: usize| written.get(at + 1).map_or("", |next| next.text.as_str());
    let word = |(at, word): (usize, &Written)| Word {
        form: WordForm::of(&word.text),
        joined: WordForm::of(&format!("{}{}", word.text, next(at))),
        is_light: word.is_light,
        is_function: word.is_function,
        token: word.tokens.start as u32,
        end: word.tokens.end as u32,
    };
    written.iter().enumerate().map(word).collect()
}

struct Written {
    text: String,
    is_light: bool,
    is_function: bool,
    tokens: Range<usize>,
}

/// The word that starts at a token, and the token past it.
fn written_at(
    annotated: &Annotated<'_>,
    at: usize,
    limit: usize,
) -> (usize, Option<(String, bool)>) {
    let (language, text) = (annotated.language, annotated.article.text());
    let token = &annotated.tokens[at];
    let units = at + 1 + usize::from(is_hyphen(annotated, at + 1));
    if units < limit
        && let Some(number) = language.tens_and_units(token, &annotated.tokens[units])
    {
        return (units + 1, Some((number, false)));
    }
    let word = language.written(token, text).map(|written| {
        let is_light = is_possessive(token, text) || language.is_passed_over(&written);
        (written, is_light)
    });
    (at + 1, word)
}

fn is_hyphen(annotated: &Annotated<'_>, at: usize) -> bool {
    let token = annotated.tokens.get(at);
    token.is_some_and(|token| token.joined && annotated.article.slice(token.span()) == "-")
}

/// The `'s` of "Iran's", and of "it's".
fn is_possessive(token: &Token, text: &str) -> bool {
    matches!(token.kind, TokenKind::Word(_)) && text[token.span().range()].starts_with(['\'', '’'])
}
