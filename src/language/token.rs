//! Splits text into tokens: words, numbers and punctuation, each with its exact place.

use super::short_words::PlainWord;
use super::vocabulary::{Vocabulary, WordId};
use crate::text::TextSpan;

/// A word, a number or a punctuation mark of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// Which word it is, if anybody mentions it. Punctuation counts as a word here.
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it follows the token before it without white space.
    pub joined: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word; also a possessive `'s`, and what follows a number in "24th" or "1.2bn".
    Word(Case),
    /// Digits with their separators: `1,234.5`.
    Number,
    /// A single punctuation mark or symbol.
    Mark,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `word`
    Lower,
    /// `Word`
    Title,
    /// `WORD`, two letters or more; `U.S.` too
    Upper,
    /// `iPhone`
    Mixed,
}

impl Case {
    /// The case of a word: whether its first letter is a capital, and whether the letters after it
    /// include capitals and small ones.
    pub(super) fn of_letters(first_is_capital: bool, capitals: bool, small: bool) -> Case {
        match (first_is_capital, capitals, small) {
            (true, false, _) => Case::Title,
            (true, true, false) => Case::Upper,
            (false, false, _) => Case::Lower,
            _ => Case::Mixed,
        }
    }
}

impl Token {
    /// Where it stands in the article's text.
    pub fn span(&self) -> TextSpan {
        TextSpan::new(self.start as usize, self.end as usize)
    }

    /// Whether it is a word with a capital first letter.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.kind, TokenKind::Word(Case::Title | Case::Upper | Case::Mixed))
    }
}

/// Appends the tokens of `text[span]` to `tokens`. Texts stay below 4 GiB, which input ensures.
pub fn tokenize(text: &str, span: TextSpan, vocabulary: &Vocabulary, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { text, at: span.start, end: span.end, plain: None, vocabulary };
    let mut previous_end = usize::MAX;
    while let Some((start, kind)) = scanner.next_token() {
        let word = match kind {
            TokenKind::Number => vocabulary.number_id(text.as_bytes(), start, scanner.at),
            TokenKind::Mark => vocabulary.mark_id(&text[start..scanner.at]),
            TokenKind::Word(_) => match &scanner.plain {
                Some(word) => vocabulary.plain_id(word),
                None => vocabulary.id(&text[start..scanner.at]),
            },
        };
        tokens.push(Token {
            start: start as u32,
            end: scanner.at as u32,
            word,
            kind,
            joined: start == previous_end,
        });
        previous_end = scanner.at;
    }
}

/// What a byte of UTF-8 can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Digit,
    Lower,
    Upper,
    Apostrophe,
    Mark,
    /// Part of a character beyond ASCII, which needs decoding.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'\'' => Class::Apostrophe,
            0x80.. => Class::Other,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// How many groups of two digits a number may have: "12,34,56,78,901".
const LONGEST_GROUPS: usize = 5;

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// The last word, if it could be read at once.
    plain: Option<PlainWord>,
    vocabulary: &'a Vocabulary,
}

impl Scanner<'_> {
    fn next_token(&mut self) -> Option<(usize, TokenKind)> {
        let class = self.skip_white_space()?;
        let start = self.at;
        let kind = match class {
            Class::Digit => {
                self.number();
                TokenKind::Number
            }
            Class::Lower | Class::Upper => TokenKind::Word(self.word()),
            Class::Apostrophe | Class::Other => return Some((start, self.beyond_ascii())),
            Class::Mark | Class::Space => {
                self.at += 1;
                TokenKind::Mark
            }
        };
        Some((start, kind))
    }

    /// The class of the first byte that is no space.
    fn skip_white_space(&mut self) -> Option<Class> {
        loop {
            match self.class()? {
                Class::Space => self.at += 1,
                Class::Other => {
                    let c = self.peek()?;
                    if !c.is_whitespace() && !is_invisible(c) {
                        return Some(Class::Other);
                    }
                    self.at += c.len_utf8();
                }
                class => return Some(class),
            }
        }
    }

    fn beyond_ascii(&mut self) -> TokenKind {
        let Some(first) = self.peek() else { return TokenKind::Mark };
        if first.is_alphabetic() {
            TokenKind::Word(self.word())
        } else if is_apostrophe(first) && self.possessive() {
            self.plain = None;
            TokenKind::Word(Case::Lower)
        } else {
            self.at += first.len_utf8();
            TokenKind::Mark
        }
    }

    /// Digits; a comma or a point between digits belongs to them, a comma only before three, or
    /// before two where another group follows: "12,34,567".
    fn number(&mut self) {
        self.digits();
        while let Some(separator @ (b',' | b'.')) = self.byte(self.at) {
            let count = self.digits_from(self.at + 1);
            let belongs = match separator {
                b',' => count == 3 || count == 2 && self.has_last_group(self.at + 3),
                _ => count > 0,
            };
            if !belongs {
                break;
            }
            self.at += 1 + count;
        }
    }

    /// Whether groups of two digits and a last one of three stand at `at`.
    fn has_last_group(&self, at: usize) -> bool {
        let count = |group: usize| match self.byte(at + 3 * group) {
            Some(b',') => self.digits_from(at + 3 * group + 1),
            _ => 0,
        };
        (0..LONGEST_GROUPS).map(count).find(|&count| count != 2) == Some(3)
    }

    fn digits(&mut self) {
        self.at += self.digits_from(self.at);
    }

    fn digits_from(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at.min(self.end)..self.end];
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// Letters and digits; single letters with dots ("U.S.", "a.m."); apostrophes inside a word,
    /// but not a possessive.
    fn word(&mut self) -> Case {
        let start = self.at;
        self.plain = None;
        if self.byte(start + 1) == Some(b'.') && self.dotted_abbreviation() {
            return case_of(&self.text[start..self.at]);
        }
        self.plain = PlainWord::at(self.text.as_bytes(), start, self.end);
        if let Some(word) = self.plain.filter(|word| word.letters < word.length)
            && self.is_sum(start, word.letters)
        {
            self.plain = PlainWord::at(self.text.as_bytes(), start, start + word.letters);
        }
        match self.plain {
            Some(word) => {
                self.at += word.length;
                word.case
            }
            None => self.odd_word(),
        }
    }

    /// Whether the letters at `start` are a sign of money, and the digits after them its amount:
    /// "RM79", "$US55".
    fn is_sum(&self, start: usize, letters: usize) -> bool {
        let after_sign = start > 0 && self.text.as_bytes()[start - 1] == b'$';
        let sign = &self.text[start..start + letters];
        letters < 4 && (after_sign || self.vocabulary.is_money(sign))
    }

    /// A word that is long, or holds something other than letters and digits of ASCII.
    fn odd_word(&mut self) -> Case {
        let start = self.at;
        while let Some(c) = self.peek() {
            let inside = c.is_alphanumeric()
                || is_mark_on_letter(c)
                || (is_apostrophe(c) && self.continues_after_apostrophe(c));
            if !inside {
                break;
            }
            self.at += c.len_utf8();
        }
        case_of(&self.text[start..self.at])
    }

    fn dotted_abbreviation(&mut self) -> bool {
        let bytes = &self.text.as_bytes()[self.at..self.end];
        let pairs = bytes
            .chunks_exact(2)
            .take_while(|pair| pair[0].is_ascii_alphabetic() && pair[1] == b'.')
            .count();
        // The last pair may be the start of a word: "U.S.Army" is not an abbreviation throughout.
        let runs_on = bytes.get(2 * pairs).is_some_and(u8::is_ascii_alphanumeric);
        if pairs < 2 || runs_on {
            return false;
        }
        self.at += 2 * pairs;
        true
    }

    fn continues_after_apostrophe(&self, apostrophe: char) -> bool {
        let mut rest = self.text[self.at + apostrophe.len_utf8()..self.end].chars();
        match (rest.next(), rest.next()) {
            (Some('s' | 'S'), next) => next.is_some_and(char::is_alphanumeric),
            (Some(c), _) => c.is_alphabetic(),
            (None, _) => false,
        }
    }

    /// `'s` after a word.
    fn possessive(&mut self) -> bool {
        let after_word = self.text[..self.at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
        let apostrophe = self.peek().map_or(0, char::len_utf8);
        let mut rest = self.text[self.at + apostrophe..self.end].chars();
        let is_s = matches!(rest.next(), Some('s' | 'S'));
        let ends = rest.next().is_none_or(|c| !c.is_alphanumeric());
        if after_word && is_s && ends {
            self.at += apostrophe + 1;
        }
        after_word && is_s && ends
    }

    fn byte(&self, at: usize) -> Option<u8> {
        (at < self.end).then(|| self.text.as_bytes()[at])
    }

    fn class(&self) -> Option<Class> {
        self.byte(self.at).map(|byte| CLASSES[usize::from(byte)])
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..self.end].chars().next()
    }
}

fn case_of(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first_is_upper = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        if c.is_uppercase() { upper += 1 } else { lower += 1 }
    }
    Case::of_letters(first_is_upper, upper > 0, lower > 0)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_mark_on_letter(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Characters without width that may stand anywhere: they neither join nor part words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        let whole = TextSpan::new(0, text.len());
        tokenize(text, whole, &Vocabulary::default(), &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|token| &text[token.span().range()]).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn possessives_part_and_contractions_stay() {
        check("Iran’s envoy doesn't", &["Iran", "’s", "envoy", "doesn't"]);
        check("ISIS' claim", &["ISIS", "'", "claim"]);
    }

    #[test]
    fn abbreviations_keep_their_dots() {
        check(
            "U.S.-led at 9 a.m. in St. Ives",
            &["U.S.", "-", "led", "at", "9", "a.m.", "in", "St", ".", "Ives"],
        );
    }

    #[test]
    fn numbers_keep_their_separators() {
        check("1,234.5 and 12,34", &["1,234.5", "and", "12", ",", "34"]);
        check("12,34,567 or 1,22,33", &["12,34,567", "or", "1", ",", "22", ",", "33"]);
        check("$1.2bn at 9:00.", &["$", "1.2", "bn", "at", "9", ":", "00", "."]);
        check("US55, $US55", &["US55", ",", "$", "US", "55"]);
        check("3rd 2024-01-03", &["3", "rd", "2024", "-", "01", "-", "03"]);
    }

    #[test]
    fn case_is_told_apart() {
        assert_eq!(case_of("A"), Case::Title);
        assert_eq!(case_of("U.S."), Case::Upper);
        assert_eq!(case_of("iPhone"), Case::Mixed);
        assert_eq!(case_of("McCain"), Case::Mixed);
    }
}
