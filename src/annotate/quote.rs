//! Quotations: curly, straight and single marks, one inside another, over several paragraphs.

use super::reader::Found;
use super::speaker::Speakers;
use super::{Annotated, Meaning};
use crate::language::{Language, Token, TokenKind};
use crate::text::BlockKind;
use std::ops::Range;

/// Appends the quotations of an article.
pub(super) fn find(
    annotated: &Annotated<'_>,
    language: &Language,
    found: &mut Vec<Found<Meaning>>,
) {
    let speakers = Speakers { annotated, language };
    let blocks = block_tokens(annotated);
    for (index, (block, tokens)) in blocks.iter().enumerate() {
        let kind = annotated.article.blocks()[*block].kind;
        if kind == BlockKind::Code {
            continue;
        }
        let mut marks = Marks::new(annotated, tokens.clone());
        marks.read();
        let next = blocks.get(index + 1).map(|(_, tokens)| tokens.start);
        if let Some(continued) = next.and_then(|next| marks.continued(next)) {
            marks.quotes.push(continued);
        }
        if kind == BlockKind::Quotation && marks.quotes.is_empty() {
            marks.quotes.push(tokens.clone());
        }
        found.extend(marks.quotes.into_iter().map(|tokens| {
            let speaker = speakers.of(&tokens);
            Found { tokens, meaning: Meaning::Quote { speaker } }
        }));
    }
}

/// The tokens of each block that has any, in order.
fn block_tokens(annotated: &Annotated<'_>) -> Vec<(usize, Range<usize>)> {
    let mut blocks: Vec<(usize, Range<usize>)> = Vec::new();
    for sentence in &annotated.sentences {
        match blocks.last_mut() {
            Some((block, tokens)) if *block == sentence.block => tokens.end = sentence.tokens.end,
            _ => blocks.push((sentence.block, sentence.tokens.clone())),
        }
    }
    blocks
}

/// A pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// “ ”
    Double,
    /// " "
    Straight,
    /// ‘ ’
    Single,
    /// ' '
    StraightSingle,
    /// « »
    Angle,
}

const PAIRS: usize = 5;

/// The marks of a block as they open and close.
struct Marks<'a> {
    text: &'a str,
    tokens: &'a [Token],
    block: Range<usize>,
    /// Opening marks not closed yet, outermost first.
    open: Vec<(Pair, usize)>,
    /// How many of each pair are open: a closing mark without an opening one costs no search.
    counts: [usize; PAIRS],
    quotes: Vec<Range<usize>>,
}

impl<'a> Marks<'a> {
    fn new(annotated: &'a Annotated<'_>, block: Range<usize>) -> Self {
        Marks {
            text: annotated.article.text(),
            tokens: &annotated.tokens,
            block,
            open: Vec::new(),
            counts: [0; PAIRS],
            quotes: Vec::new(),
        }
    }

    fn read(&mut self) {
        for at in self.block.clone() {
            if self.tokens[at].kind != TokenKind::Mark {
                continue;
            }
            match self.char_at(at) {
                '“' | '„' => self.open(Pair::Double, at),
                '”' => self.close(Pair::Double, at),
                '«' => self.open(Pair::Angle, at),
                '»' => self.close(Pair::Angle, at),
                '‘' => self.open(Pair::Single, at),
                '’' if self.can_close(at) => self.close(Pair::Single, at),
                '\'' => self.straight_single(at),
                '"' => self.straight(at),
                _ => {}
            }
        }
    }

    /// The part of an unclosed quotation that this block holds, when the next block opens it
    /// again as newspapers do.
    fn continued(&self, next: usize) -> Option<Range<usize>> {
        let doubles = [Pair::Double, Pair::Straight];
        let (pair, at) = *self.open.iter().find(|(pair, _)| doubles.contains(pair))?;
        let reopens = match (pair, self.char_at(next)) {
            (Pair::Double, '“') | (Pair::Straight, '"') => true,
            _ => false,
        };
        (reopens && at + 1 < self.block.end).then(|| at + 1..self.block.end)
    }

    fn open(&mut self, pair: Pair, at: usize) {
        self.open.push((pair, at));
        self.counts[pair as usize] += 1;
    }

    fn close(&mut self, pair: Pair, at: usize) {
        if self.counts[pair as usize] == 0 {
            return;
        }
        while let Some((open, start)) = self.open.pop() {
            self.counts[open as usize] -= 1;
            if open == pair {
                if start + 1 < at {
                    self.quotes.push(start + 1..at);
                }
                return;
            }
        }
    }

    /// A straight mark opens where none is open, or where it clearly stands before a word.
    fn straight(&mut self, at: usize) {
        let is_open = self.counts[Pair::Straight as usize] > 0;
        let is_inches = !is_open
            && at > self.block.start
            && self.tokens[at].joined
            && self.tokens[at - 1].kind == TokenKind::Number;
        if is_open {
            self.close(Pair::Straight, at);
        } else if !is_inches {
            self.open(Pair::Straight, at);
        }
    }

    /// A straight single mark is an apostrophe unless it stands at the edge of a word.
    fn straight_single(&mut self, at: usize) {
        let before_word = self.tokens.get(at + 1).is_some_and(|next| next.joined);
        let after_word = self.tokens[at].joined && !self.follows_opening(at);
        if before_word && !after_word {
            self.open(Pair::StraightSingle, at);
        } else if self.can_close(at) {
            self.close(Pair::StraightSingle, at);
        }
    }

    /// Right after something, and right before a space, a mark or the end.
    fn can_close(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < self.block.end);
        self.tokens[at].joined
            && next.is_none_or(|next| !next.joined || next.kind == TokenKind::Mark)
    }

    fn follows_opening(&self, at: usize) -> bool {
        at > self.block.start
            && matches!(self.char_at(at - 1), '“' | '"' | '(' | '[' | '—' | '–' | '-')
    }

    fn char_at(&self, at: usize) -> char {
        let start = self.tokens[at].span().start;
        self.text[start..].chars().next().unwrap_or_default()
    }
}
