//! Where sentences end. Most full stops in news copy do end one; these do not: those of
//! abbreviations, of initials, and those inside numbers, which tokens already hold together.

use super::Sentence;
use crate::language::{Case, Function, Language, Token, TokenKind};
use crate::text::TextSpan;

/// How many closing marks may follow one another: a longer run must not be read again and again.
const CLOSING: usize = 32;

/// How many tokens the name after a quoted question may take.
const TAG: usize = 5;

/// How many tokens a sentence may have. Nobody writes one as long; lists, tables and what is made to
/// hurt have no full stops, and much that is asked of a sentence is asked for each thing in it.
const LONGEST: usize = 500;

/// Appends the sentences of the block whose tokens start at `first` and run to the last.
pub(super) fn split(
    text: &str,
    tokens: &[Token],
    first: usize,
    block: usize,
    language: &Language,
    sentences: &mut Vec<Sentence>,
) {
    let splitter = Splitter { text, tokens, first, language };
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        let end = splitter.end_at(at, start);
        at = end.unwrap_or(at + 1);
        if end.is_some() || at == tokens.len() || at - start >= LONGEST {
            let span = TextSpan::new(tokens[start].span().start, tokens[at - 1].span().end);
            sentences.push(Sentence { tokens: start..at, span, block });
            start = at;
        }
    }
}

struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The block's first token.
    first: usize,
    language: &'a Language,
}

impl Splitter<'_> {
    /// Just past the sentence that ends at token `at`, closing quotation marks included.
    fn end_at(&self, at: usize, start: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let ends = match token.kind {
            TokenKind::Mark => match self.char_at(at) {
                '.' | '…' => self.full_stop_ends(at, start),
                '!' | '?' | '。' => {
                    let next = self.past_closing(at + 1);
                    self.opens_sentence(next) && !(next > at + 1 && self.is_tag(next))
                }
                _ => false,
            },
            TokenKind::Word(_) => self.text_of(at).ends_with('.') && self.abbreviation_ends(at),
            TokenKind::Number => false,
        };
        ends.then(|| self.past_closing(at + 1))
    }

    /// `“Why now?” Mary Marsh asked.`: who asked it belongs to the question.
    fn is_tag(&self, start: usize) -> bool {
        let is_name = |at: &usize| {
            let Some(token) = self.tokens.get(*at) else { return false };
            let functions = self.language.sense(token.word).functions;
            let is_stop = token.joined && self.char_at(*at) == '.';
            token.is_capitalised() && !functions.has(Function::Starter) || is_stop && *at > start
        };
        let name = (start..start + TAG).take_while(is_name).count();
        let verb = self.tokens.get(start + name).filter(|_| name > 0 && name < TAG);
        verb.is_some_and(|verb| {
            verb.kind == TokenKind::Word(Case::Lower)
                && self.language.sense(verb.word).functions.has(Function::Said)
        })
    }

    fn full_stop_ends(&self, at: usize, start: usize) -> bool {
        if self.tokens.get(at + 1).is_some_and(|next| next.joined) && self.char_at(at + 1) == '.' {
            return false;
        }
        let next = self.past_closing(at + 1);
        if next > at + 1 || at == start || !self.tokens[at].joined {
            return self.opens_sentence(next);
        }
        let before = &self.tokens[at - 1];
        let functions = self.language.sense(before.word).functions;
        match before.kind {
            // "1." at the head of a block is the number of an item.
            TokenKind::Number => at - 1 != self.first && self.opens_sentence(next),
            TokenKind::Mark => self.opens_sentence(next),
            TokenKind::Word(_) if before.is_capitalised() && before.span().len() == 1 => {
                self.is_starter(next)
            }
            TokenKind::Word(_) if functions.has(Function::BeforeNames) => false,
            TokenKind::Word(_) if functions.has(Function::BeforeNumbers) => {
                !self.is_number(next) && self.opens_sentence(next)
            }
            TokenKind::Word(_) if functions.has(Function::Abbreviation) => {
                self.stands_like_abbreviation(at - 1) && self.is_starter(next)
                    || !self.stands_like_abbreviation(at - 1) && self.opens_sentence(next)
            }
            TokenKind::Word(_) => self.opens_sentence(next) || self.lost_space(at),
        }
    }

    /// "Miss." and "Jan." are abbreviations, "miss." and "in." are words at the end.
    fn stands_like_abbreviation(&self, at: usize) -> bool {
        self.tokens[at].is_capitalised()
            || self.language.sense(self.tokens[at].word).time_unit.is_some()
    }

    /// The full stop of "U.S." or "p.m." is its own and may be the sentence's too.
    fn abbreviation_ends(&self, at: usize) -> bool {
        let next = self.past_closing(at + 1);
        let functions = self.language.sense(self.tokens[at].word).functions;
        let is_hour =
            functions.has(Function::AnteMeridiem) || functions.has(Function::PostMeridiem);
        if next > at + 1 && self.char_at(next - 1) != ')' {
            return self.opens_sentence(next);
        }
        self.is_starter(next)
            || (is_hour && self.opens_sentence(next) && !self.belongs_to_time(next))
    }

    /// "at 9 a.m. Thursday", "9 a.m. Eastern": still about the time.
    fn belongs_to_time(&self, at: usize) -> bool {
        let sense = self.language.sense(self.tokens[at].word);
        let is_zone = self.language.zones.longest_at(self.text, self.tokens, at).is_some();
        let is_place = self.language.places.longest_at(self.text, self.tokens, at).is_some();
        sense.month.is_some()
            || sense.weekday.is_some()
            || is_zone
            || is_place
            || self.char_at(at) == '('
    }

    /// "…the attack.The ministry said": a space lost in copying.
    fn lost_space(&self, at: usize) -> bool {
        let before = &self.tokens[at - 1];
        let is_word = !before.is_capitalised() && before.span().len() > 2;
        let next = self.tokens.get(at + 1);
        is_word && next.is_some_and(|next| next.joined && self.is_starter(at + 1))
    }

    /// Past the quotation marks and brackets that close right after a full stop.
    fn past_closing(&self, mut at: usize) -> usize {
        let limit = at + CLOSING;
        while let Some(token) = self.tokens.get(at).filter(|_| at < limit) {
            let closes = token.joined
                && token.kind == TokenKind::Mark
                && matches!(
                    self.char_at(at),
                    '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '.' | '!' | '?'
                );
            let opens_next = closes
                && matches!(self.char_at(at), '"' | '\'')
                && self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.joined && next.kind != TokenKind::Mark);
            if !closes || opens_next {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a sentence can start at the token: after a space, with a capital, a digit or an
    /// opening mark. The end of the block will do too.
    fn opens_sentence(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        if token.joined {
            return false;
        }
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Word(_) => token.is_capitalised(),
            TokenKind::Mark => match self.char_at(at) {
                '“' | '"' | '‘' | '\'' | '(' | '[' | '«' => {
                    let next = self.tokens.get(at + 1);
                    next.is_some_and(|next| {
                        next.is_capitalised()
                            || next.kind != TokenKind::Word(crate::language::Case::Lower)
                    })
                }
                '$' | '€' | '£' | '#' | '@' | '—' | '–' | '-' | '•' | '…' | '|' => true,
                _ => false,
            },
        }
    }

    fn is_starter(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        let opening = matches!(self.char_at(at), '“' | '"' | '‘') && !token.joined;
        let word = if opening { at + 1 } else { at };
        self.tokens.get(word).is_some_and(|token| {
            token.is_capitalised()
                && self.language.sense(token.word).functions.has(Function::Starter)
        })
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn text_of(&self, at: usize) -> &str {
        &self.text[self.tokens[at].span().range()]
    }

    fn char_at(&self, at: usize) -> char {
        let start = self.tokens[at].span().start;
        match self.text.as_bytes()[start] {
            byte @ ..0x80 => char::from(byte),
            _ => self.text[start..].chars().next().unwrap_or_default(),
        }
    }
}
