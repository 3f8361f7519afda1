//! Who said a quotation, as far as its own sentence tells by a verb of saying.

use super::Annotated;
use crate::language::{Function, Language, TokenKind};
use crate::text::TextSpan;
use std::ops::Range;

/// How many tokens from a quotation its speaker may stand.
const REACH: usize = 24;

/// How many tokens a speaker's name and description may take.
const NAME: usize = 12;

/// Finds the speakers of quotations.
pub(super) struct Speakers<'a> {
    pub(super) annotated: &'a Annotated<'a>,
    pub(super) language: &'a Language,
}

impl Speakers<'_> {
    /// Who said the tokens, which stand between quotation marks.
    pub(super) fn of(&self, quote: &Range<usize>) -> Option<TextSpan> {
        let name = self.after(quote.end).or_else(|| self.before(quote.start));
        name.map(|tokens| self.annotated.span_of(tokens))
    }

    /// `… ,” the minister said`, `… ,” said the minister`.
    fn after(&self, close: usize) -> Option<Range<usize>> {
        let sentence = self.sentence_of(close)?;
        let start = close + 1;
        let end = sentence.end.min(start + REACH);
        if start >= end {
            return None;
        }
        if self.is(start, Function::Said) {
            return self.name_from(start + 1, end);
        }
        if self.is(start, Function::According) {
            return self.name_from(start + 2, end);
        }
        let mut comma = None;
        for at in start..end {
            match self.mark(at) {
                Some(',') => comma = comma.or(Some(at)),
                Some('-' | '’' | '\'' | '.') if self.annotated.tokens[at].joined => {}
                Some(_) => return None,
                None if self.is(at, Function::Said) => {
                    return self.plausible(start..comma.unwrap_or(at), at);
                }
                None => {}
            }
        }
        None
    }

    /// `The minister said: “…`, `According to the minister, “…`.
    fn before(&self, first: usize) -> Option<Range<usize>> {
        let open = first.checked_sub(1)?;
        let start = self.sentence_of(open)?.start.max(open.saturating_sub(REACH));
        for at in (start..open).rev() {
            if matches!(self.mark(at), Some('”' | '“' | '"' | ';')) {
                return None;
            }
            if self.is(at, Function::Said) {
                return self.subject_of(at, start);
            }
            if self.is(at, Function::According) {
                return self.name_from(at + 2, open);
            }
        }
        None
    }

    /// The clause before a verb; past a description between commas to the name before it.
    fn subject_of(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        let clause = self.clause_before(verb, floor);
        let first = clause.start;
        let describes = self.is(first, Function::NameEnd)
            || self.is(first, Function::Article)
            || self.is(first, Function::Definite);
        let is_aside = describes
            && first >= floor + 2
            && self.mark(first - 1) == Some(',')
            && self.annotated.tokens[first - 2].is_capitalised();
        if is_aside {
            return self.plausible(self.clause_before(first - 1, floor), first - 1);
        }
        self.plausible(clause, verb)
    }

    fn clause_before(&self, end: usize, floor: usize) -> Range<usize> {
        let mut start = end;
        while start > floor && end - start < NAME {
            let is_stop =
                self.mark(start - 1) == Some('.') && self.annotated.tokens[start - 1].joined;
            let is_inner = self.mark(start - 1).is_none()
                || is_stop
                || matches!(self.mark(start - 1), Some('-' | '’' | '\''));
            if !is_inner
                || self.is(start - 1, Function::And)
                    && !self.annotated.tokens[start].is_capitalised()
            {
                break;
            }
            start -= 1;
        }
        start..end
    }

    /// The name, without adverbs before the verb and without what leads up to it: "On Monday".
    fn plausible(&self, mut name: Range<usize>, verb: usize) -> Option<Range<usize>> {
        while name.end > name.start + 1 && self.is_filler(name.end - 1) {
            name.end -= 1;
        }
        if name.is_empty() {
            return None;
        }
        let first = name.start;
        let leads_up = self.is(first, Function::NameEnd)
            || self.is(first, Function::YearCue) && !self.is(first, Function::Definite)
            || self.sense_is_day(first);
        if leads_up {
            let is_part =
                |at: usize| self.annotated.tokens[at].is_capitalised() && !self.sense_is_day(at);
            let mut start = name.end;
            while start > first && is_part(start - 1) {
                start -= 1;
            }
            name.start = start;
        }
        let is_nominal = !name.is_empty()
            && (self.annotated.tokens[name.start].is_capitalised()
                || self.is(name.start, Function::Article)
                || self.is(name.start, Function::Definite)
                || self.is(name.start, Function::Pronoun)
                || name.start + 2 >= verb);
        is_nominal.then_some(name)
    }

    /// The name that starts at the token.
    fn name_from(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let mut at = start;
        while at < end.min(start + NAME) {
            let token = &self.annotated.tokens[at];
            let is_inner = match token.kind {
                TokenKind::Word(_) => {
                    !self.is(at, Function::NameEnd)
                        && !self.is(at, Function::Said)
                        && !self.sense_is_day(at)
                }
                TokenKind::Number => false,
                TokenKind::Mark => {
                    let next_joined = self.annotated.tokens.get(at + 1).is_some_and(|t| t.joined);
                    let short = at > start && self.annotated.tokens[at - 1].span().len() < 5;
                    match self.mark(at) {
                        Some('-' | '’' | '\'') => token.joined && next_joined,
                        Some('.') => token.joined && short && at + 1 < end,
                        _ => false,
                    }
                }
            };
            if !is_inner {
                break;
            }
            at += 1;
        }
        (at > start).then_some(start..at)
    }

    /// "also", "later", "repeatedly", "has".
    fn is_filler(&self, at: usize) -> bool {
        let token = &self.annotated.tokens[at];
        let text = &self.annotated.article.text()[token.span().range()];
        !token.is_capitalised()
            && (text.ends_with("ly")
                || matches!(
                    text,
                    "also"
                        | "later"
                        | "has"
                        | "had"
                        | "have"
                        | "then"
                        | "once"
                        | "once more"
                        | "was"
                        | "who"
                ))
    }

    fn sense_is_day(&self, at: usize) -> bool {
        let token = &self.annotated.tokens[at];
        let sense = self.language.sense(token.word);
        token.is_capitalised() && (sense.weekday.is_some() || sense.month.is_some())
    }

    fn sentence_of(&self, token: usize) -> Option<Range<usize>> {
        let sentences = &self.annotated.sentences;
        let after = sentences.partition_point(|sentence| sentence.tokens.start <= token);
        let sentence = &sentences[after.checked_sub(1)?];
        Some(sentence.tokens.clone())
    }

    fn is(&self, at: usize, function: Function) -> bool {
        let word = self.annotated.tokens.get(at).map_or_else(Default::default, |t| t.word);
        self.language.sense(word).functions.has(function)
    }

    fn mark(&self, at: usize) -> Option<char> {
        let token = &self.annotated.tokens[at];
        let text = &self.annotated.article.text()[token.span().start..];
        (token.kind == TokenKind::Mark).then(|| text.chars().next())?
    }
}
