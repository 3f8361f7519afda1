//! Quotations: curly, straight and single marks, one inside another, over several paragraphs.

use super::reader::Found;
use super::speaker::Speakers;
use super::{Annotated, Meaning};
use crate::language::{Case, Language, Token, TokenKind};
use crate::text::BlockKind;
use std::ops::Range;

/// Appends the quotations of an article.
pub(super) fn find(
    annotated: &Annotated<'_>,
    language: &Language,
    found: &mut Vec<Found<Meaning>>,
) {
    let mut speakers = Speakers::new(annotated, language);
    let mut marks = Marks::new(annotated);
    let mut blocks = Blocks { annotated, next: 0 }.peekable();
    while let Some((block, tokens)) = blocks.next() {
        let kind = annotated.article.blocks()[block].kind;
        if kind == BlockKind::Code {
            continue;
        }
        marks.read(tokens.clone());
        let continued = match blocks.peek() {
            Some((_, next)) if !marks.open.is_empty() => marks.continued(next.start),
            _ => None,
        };
        marks.quotes.extend(continued);
        if kind == BlockKind::Quotation && marks.quotes.is_empty() {
            marks.quotes.push(tokens);
        }
        marks.quotes.sort_by_key(|quote| quote.start);
        speakers.of_block(&marks.quotes, found);
    }
}

/// The tokens of each block that has any, in order.
struct Blocks<'a> {
    annotated: &'a Annotated<'a>,
    /// The first sentence of the next block.
    next: usize,
}

impl Iterator for Blocks<'_> {
    type Item = (usize, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let sentences = &self.annotated.sentences[self.next..];
        let first = sentences.first()?;
        let count = sentences.iter().take_while(|sentence| sentence.block == first.block).count();
        self.next += count;
        Some((first.block, first.tokens.start..sentences[count - 1].tokens.end))
    }
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
    /// « », and » « as some print them
    Angle,
    /// ‹ ›
    SingleAngle,
    /// 「 」
    Corner,
    /// ``` `` ''  ```
    Typed,
}

const PAIRS: usize = 8;

/// How far the true end of a quotation is looked for past an apostrophe.
const LOOK_AHEAD: usize = 40;

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
    fn new(annotated: &'a Annotated<'_>) -> Self {
        Marks {
            text: annotated.article.text(),
            tokens: &annotated.tokens,
            block: 0..0,
            open: Vec::new(),
            counts: [0; PAIRS],
            quotes: Vec::new(),
        }
    }

    /// Reads a block; what an earlier block left is forgotten.
    fn read(&mut self, block: Range<usize>) {
        self.block = block;
        self.open.clear();
        self.quotes.clear();
        self.counts = [0; PAIRS];
        for at in self.block.clone() {
            if self.tokens[at].kind != TokenKind::Mark {
                continue;
            }
            match self.char_at(at) {
                '“' | '„' => self.open_or_swap(at),
                '”' => self.close_curly(at),
                '«' | '»' => self.angle(Pair::Angle, at),
                '‹' | '›' => self.angle(Pair::SingleAngle, at),
                '「' | '『' => self.open(Pair::Corner, at),
                '」' | '』' => self.close(Pair::Corner, at),
                '`' if self.is_doubled(at) => self.open(Pair::Typed, at + 1),
                '\'' if self.counts[Pair::Typed as usize] > 0 && self.is_doubled(at) => {
                    self.close(Pair::Typed, at);
                }
                '‘' => self.open(Pair::Single, at),
                '’' if self.can_close(at) && !self.is_possessive(at) => {
                    self.close(Pair::Single, at);
                }
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
        let marks = (pair, self.char_at(next));
        let reopens = matches!(marks, (Pair::Double, '“') | (Pair::Straight, '"'));
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

    /// Angles open on either side: what stands before a word after a space opens.
    fn angle(&mut self, pair: Pair, at: usize) {
        let points_in = matches!(self.char_at(at), '«' | '‹');
        let closes = self.counts[pair as usize] > 0 && (self.can_close(at) || !points_in);
        if closes {
            self.close(pair, at);
        } else if points_in || !self.tokens[at].joined {
            self.open(pair, at);
        }
    }

    /// The first of two of the same mark that nothing parts.
    fn is_doubled(&self, at: usize) -> bool {
        at + 1 < self.block.end
            && self.tokens[at + 1].joined
            && self.tokens[at + 1].kind == TokenKind::Mark
            && self.char_at(at + 1) == self.char_at(at)
            && !(at > self.block.start
                && self.tokens[at].joined
                && self.tokens[at - 1].kind == TokenKind::Mark
                && self.char_at(at - 1) == self.char_at(at)
                && self.char_at(at) == '`')
    }

    /// An opening mark that stands where only a closing one can, of which many systems make one
    /// too many: right after a word and before a space.
    fn open_or_swap(&mut self, at: usize) {
        let is_open = self.counts[Pair::Double as usize] > 0;
        if is_open && self.char_at(at) == '“' && self.can_close(at) {
            self.close(Pair::Double, at);
        } else {
            self.open(Pair::Double, at);
        }
    }

    /// A curly mark also ends what a straight one began.
    fn close_curly(&mut self, at: usize) {
        let is_double = self.counts[Pair::Double as usize] > 0;
        self.close(if is_double { Pair::Double } else { Pair::Straight }, at);
    }

    /// A straight mark opens where none is open, or where it clearly stands before a word.
    fn straight(&mut self, at: usize) {
        let is_open = self.counts[Pair::Straight as usize] > 0;
        let is_inches = !is_open
            && at > self.block.start
            && self.tokens[at].joined
            && self.tokens[at - 1].kind == TokenKind::Number;
        let ends_curly = self.counts[Pair::Double as usize] > 0 && self.can_close(at);
        if is_open {
            self.close(Pair::Straight, at);
        } else if ends_curly {
            self.close(Pair::Double, at);
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

    /// "the residents’ routines": an apostrophe after a plural, inside a quotation whose own end
    /// comes later.
    fn is_possessive(&self, at: usize) -> bool {
        let after_s =
            at > self.block.start && self.text[..self.tokens[at].span().start].ends_with('s');
        let before_word = self
            .tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, TokenKind::Word(Case::Lower)) && !next.joined);
        let closes_later = || {
            let rest = at + 1..self.block.end.min(at + LOOK_AHEAD);
            rest.clone().any(|later| self.char_at(later) == '’' && self.can_close(later))
        };
        after_s && before_word && self.counts[Pair::Single as usize] > 0 && closes_later()
    }

    fn follows_opening(&self, at: usize) -> bool {
        at > self.block.start
            && matches!(self.char_at(at - 1), '“' | '"' | '(' | '[' | '—' | '–' | '-')
    }

    fn char_at(&self, at: usize) -> char {
        let start = self.tokens[at].span().start;
        match self.text.as_bytes()[start] {
            byte @ ..0x80 => char::from(byte),
            _ => self.text[start..].chars().next().unwrap_or_default(),
        }
    }
}
