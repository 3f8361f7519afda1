//! What of an article is read for its style: the words of its paragraphs, in order.
//!
//! Left out are headings, tables, captions, code, block quotations and short blocks, which are
//! bylines, labels and links as often as prose; the dateline; and what stands between quotation
//! marks, for those words are somebody else's. Reading stops after [`Prose::LONGEST`] words, so
//! the work for one article is bounded.

use super::fold::{DASH, Folded};
use super::hash::{hash, mix};
use crate::text::{Article, BlockKind, TextSpan};
use std::ops::Range;

/// The words of an article that count, and the marks between them.
#[derive(Debug, Default)]
pub struct Prose {
    /// Words, numbers and marks.
    pub(super) tokens: Vec<Token>,
    /// Where in `tokens` each word stands.
    words: Vec<u32>,
    /// The part of the words of all blocks so far that stands between quotation marks.
    pub(super) quoted: usize,
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// What it says.
    pub(super) hash: u64,
    /// Its last letters, if it is long enough to have an ending.
    pub(super) ending: Option<u64>,
    /// How many letters it has.
    pub(super) letters: u32,
    start: u32,
    end: u32,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// A word with a capital letter inside a sentence; all names are alike.
    Name,
    /// Digits; numbers of one shape are alike.
    Number,
    /// A comma.
    Comma,
    /// The end of a sentence.
    Stop,
    /// Another mark.
    Mark,
}

/// The fewest words of a block that is prose.
const SHORTEST_BLOCK: usize = 6;

/// How many letters an ending has.
const ENDING: usize = 3;

/// How much of a block is looked at, in bytes: many times what [`Prose::LONGEST`] words take, but
/// no article on a single line.
const LONGEST_BLOCK: usize = 1 << 17;

/// How far into a text its dateline may reach, in bytes.
const DATELINE: usize = 80;

impl Prose {
    /// How many words of an article are read.
    pub const LONGEST: usize = 1200;

    /// Reads an article.
    pub fn of(article: &Article) -> Prose {
        let mut prose = Prose::default();
        let mut folded = Folded::default();
        for block in article.blocks() {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
                continue;
            }
            folded.read(opening(article.slice(block.span)), block.span.start);
            let is_first = prose.tokens.is_empty();
            let from = if is_first { dateline(&folded.bytes) } else { 0 };
            prose.read_block(&folded, from);
            if prose.words() >= Prose::LONGEST {
                break;
            }
        }
        prose
    }

    /// How many words were read.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The tokens of a window of words.
    pub(super) fn tokens_of(&self, words: Range<usize>) -> &[Token] {
        let at = |word: usize| self.words.get(word).map_or(self.tokens.len(), |&at| at as usize);
        &self.tokens[at(words.start)..at(words.end.max(words.start))]
    }

    fn read_block(&mut self, folded: &Folded, from: usize) {
        let (tokens, words, quoted) = (self.tokens.len(), self.words.len(), self.quoted);
        let mut reader = Reader { folded, at: from, quoted: false, opens: true, prose: self };
        reader.run();
        if self.words.len() - words < SHORTEST_BLOCK {
            self.tokens.truncate(tokens);
            self.words.truncate(words);
            self.quoted = quoted;
        }
    }
}

impl Token {
    /// Where it stands in the article's text.
    pub(super) fn span(&self) -> TextSpan {
        TextSpan::new(self.start as usize, self.end as usize)
    }

    /// Whether it counts as a word.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Name | Kind::Number)
    }
}

fn opening(block: &str) -> &str {
    let most = block.len().min(LONGEST_BLOCK);
    let end = (0..=most).rev().find(|&end| block.is_char_boundary(end));
    &block[..end.unwrap_or_default()]
}

/// The end of a dateline at the head of a text, such as "KERMAN, Iran (Agency) —"; 0 if there is
/// none.
fn dateline(text: &[u8]) -> usize {
    let head = &text[..text.len().min(DATELINE)];
    let dash = (1..head.len().saturating_sub(1)).find(|&at| match head[at] {
        DASH => true,
        b'-' => head[at - 1] == b'-' || head[at - 1] == b' ' && head[at + 1] == b' ',
        _ => false,
    });
    let opening = head.iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b',');
    let mut letters = opening.filter(|byte| byte.is_ascii_alphabetic()).peekable();
    let in_capitals = letters.peek().is_some() && letters.all(u8::is_ascii_uppercase);
    dash.filter(|_| in_capitals).map_or(0, |at| at + 1)
}

struct Reader<'a> {
    folded: &'a Folded,
    at: usize,
    /// Whether it is between quotation marks.
    quoted: bool,
    /// Whether the next word opens a sentence, so that its capital tells nothing.
    opens: bool,
    prose: &'a mut Prose,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.folded.bytes.get(self.at) {
            if self.prose.words() >= Prose::LONGEST {
                break;
            }
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' => self.word(),
                b'0'..=b'9' => self.number(),
                b'"' => self.quotation_mark(),
                b'\'' | b'`' if self.byte(self.at + 1) == Some(byte) => {
                    self.at += 1;
                    self.quotation_mark();
                }
                _ => self.mark(byte),
            }
        }
        let last = self.prose.tokens.last();
        if last.is_some_and(|last| last.kind != Kind::Stop) {
            self.push(self.at..self.at, Kind::Stop, hash(b"."));
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.folded.bytes.get(at).copied()
    }

    fn is_letter(&self, at: usize) -> bool {
        self.byte(at).is_some_and(|byte| byte.is_ascii_alphabetic())
    }

    fn quotation_mark(&mut self) {
        self.at += 1;
        self.quoted = !self.quoted;
        self.opens |= self.quoted;
    }

    /// Letters, with apostrophes between them; a possessive is a word of its own.
    fn word(&mut self) {
        let start = self.at;
        while self.is_letter(self.at)
            || self.byte(self.at) == Some(b'\'') && self.is_letter(self.at + 1)
        {
            self.at += 1;
        }
        let word = &self.folded.bytes[start..self.at];
        let possessive = word.len() > 2 && word[word.len() - 2..].eq_ignore_ascii_case(b"'s");
        let end = if possessive { self.at - 2 } else { self.at };
        let is_i = word[0] == b'I' && !self.is_letter(start + 1);
        let is_name = word[0].is_ascii_uppercase() && !self.opens && !is_i;
        let said = hash(&self.folded.bytes[start..end]);
        match is_name {
            true => self.name(start..end),
            false => self.push(start..end, Kind::Word, said),
        }
        if possessive {
            self.push(end..self.at, Kind::Word, hash(b"'s"));
        }
        self.opens = false;
    }

    /// Names that follow each other are one.
    fn name(&mut self, span: Range<usize>) {
        let end = self.folded.places[span.end];
        match self.prose.tokens.last_mut() {
            Some(last) if last.kind == Kind::Name && !self.quoted => {
                last.end = end;
                let at = self.prose.tokens.len() as u32 - 1;
                self.prose.words.push(at);
            }
            _ => self.push(span, Kind::Name, hash(b"<name>")),
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let is_digit = |at| self.byte(at).is_some_and(|byte| byte.is_ascii_digit());
        let mut end = start;
        while is_digit(end) || matches!(self.byte(end), Some(b',' | b'.')) && is_digit(end + 1) {
            end += 1;
        }
        self.at = end;
        let number = &self.folded.bytes[start..end];
        let digits = number.iter().filter(|byte| byte.is_ascii_digit()).count().min(5) as u64;
        let point = u64::from(number.contains(&b'.')) << 8 | u64::from(number.contains(&b',')) << 9;
        self.push(start..end, Kind::Number, mix(hash(b"<number>"), digits | point));
        self.opens = false;
    }

    fn mark(&mut self, byte: u8) {
        let start = self.at;
        self.at += 1;
        match byte {
            b',' => self.push(start..self.at, Kind::Comma, hash(b",")),
            b'.' | b'?' | b'!' if self.ends_sentence(start) => {
                self.push(start..self.at, Kind::Stop, hash(&[byte]));
                self.opens = true;
            }
            b':' | b';' | b'(' | b')' | b'$' | b'%' => {
                self.push(start..self.at, Kind::Mark, hash(&[byte]));
            }
            _ => {}
        }
    }

    /// Whether a sentence ends here: what follows opens one, and what stands before is no
    /// abbreviation: an initial, a short title, a word without a vowel.
    fn ends_sentence(&self, at: usize) -> bool {
        let rest = &self.folded.bytes[at + 1..];
        let next = rest.iter().find(|byte| !matches!(byte, b'"' | b'\'' | b')' | b' '));
        if next.is_some_and(|byte| !byte.is_ascii_uppercase() && !byte.is_ascii_digit()) {
            return false;
        }
        let before = &self.folded.bytes[..at];
        let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = &before[at - letters..];
        let is_vowel = |byte: &u8| b"aeiouy".contains(&byte.to_ascii_lowercase());
        let is_capital = word.first().is_some_and(u8::is_ascii_uppercase);
        !(is_capital
            && (letters == 1
                || letters <= 4 && !word.iter().any(is_vowel)
                || self.is_title(letters)))
    }

    /// Whether the last word, of so many letters, is short and capital inside a sentence.
    fn is_title(&self, letters: usize) -> bool {
        let last = self.prose.tokens.last();
        letters <= 4 && last.is_some_and(|last| last.kind == Kind::Name)
    }

    fn push(&mut self, span: Range<usize>, kind: Kind, said: u64) {
        let (start, end) = (self.folded.places[span.start], self.folded.places[span.end]);
        let is_word = matches!(kind, Kind::Word | Kind::Name | Kind::Number);
        if self.quoted {
            self.prose.quoted += usize::from(is_word);
            return;
        }
        let text = &self.folded.bytes[span];
        let ending =
            (kind == Kind::Word && text.len() > ENDING).then(|| hash(&text[text.len() - ENDING..]));
        if is_word {
            self.prose.words.push(self.prose.tokens.len() as u32);
        }
        let letters = text.len() as u32;
        self.prose.tokens.push(Token { kind, hash: said, ending, letters, start, end });
    }
}
