//! What somebody is, beside his name: "former senator Mary Marsh", "Mary Marsh, the mayor of Leeds,".

use crate::annotate::reader::{Reader, is_hyphen};
use crate::language::{Function, NamePart};
use std::ops::Range;

/// How many tokens a title may take.
const TITLE: usize = 8;

/// How many tokens a description after a name may take.
const ROLE: usize = 16;

/// How far into a description its noun may stand.
const NOUN: usize = 8;

impl Reader<'_> {
    /// Just past the title that starts at the token, if one does.
    pub(super) fn title_end(&self, start: usize, limit: usize) -> Option<usize> {
        let (mut at, mut end) = (start, None);
        while at < limit.min(start + TITLE) {
            let parts = self.parts(at);
            let is_of = end == Some(at) && self.is(at, Function::Of);
            if is_of {
                at = self.past_domain(at, limit)?;
                end = Some(at);
                continue;
            }
            if !parts.is_titular() {
                break;
            }
            at += 1;
            if parts.has(NamePart::Honorific) && self.mark(at) == Some('.') && self.is_joined(at) {
                at += 1;
            }
            if parts.has(NamePart::Title) || parts.has(NamePart::Honorific) {
                end = Some(at);
            } else if end == Some(at - 1) {
                // "Attorney General", "Secretary General": what follows the noun is part of it.
                end = Some(at);
            }
            let is_joined = self.mark(at).is_some_and(is_hyphen) && self.is_joined(at);
            at += usize::from(is_joined && self.parts(at + 1).is_titular());
        }
        end
    }

    /// "of State", "of Homeland Security".
    fn past_domain(&self, of: usize, limit: usize) -> Option<usize> {
        let domain = (of + 1..limit).take_while(|&at| self.plays(at, NamePart::TitleDomain));
        domain.last().map(|last| last + 1)
    }

    /// The title that leads up to a name, capitalised or not.
    pub(super) fn title_before(&self, name: usize) -> Option<Range<usize>> {
        let (mut start, mut is_title) = (name, false);
        while let Some(at) = self.before(start).filter(|_| name - start < TITLE) {
            let parts = self.parts(at);
            let is_inner = match self.mark(at) {
                Some('.') => self.is_joined(at) && self.plays(at - 1, NamePart::Honorific),
                Some(mark) => is_hyphen(mark) && start < name && self.is_joined(at),
                None => parts.is_titular() && !self.is(at, Function::Possessive),
            };
            if !is_inner || at < self.floor {
                break;
            }
            is_title |= parts.has(NamePart::Title) || parts.has(NamePart::Honorific);
            start = at;
        }
        let whole = (start < name).then(|| self.before_domain(start)).flatten();
        is_title |= whole.is_some();
        let start = whole.unwrap_or(start);
        let start = start + usize::from(self.mark(start).is_some());
        (is_title && start < name).then_some(start..name)
    }

    /// "secretary of" before "state".
    fn before_domain(&self, domain: usize) -> Option<usize> {
        let of = self.before(domain).filter(|&of| self.is(of, Function::Of))?;
        let noun = self.before(of).filter(|&noun| self.plays(noun, NamePart::Title))?;
        let mut start = noun;
        while let Some(at) = self.before(start).filter(|&at| of - at < TITLE && at >= self.floor) {
            if !self.parts(at).is_titular() {
                break;
            }
            start = at;
        }
        Some(start)
    }

    /// What is said of the bearer between commas after his name.
    pub(super) fn role_after(&self, end: usize) -> Option<Range<usize>> {
        let first = end + 1;
        if self.mark(end) != Some(',') || !self.is_word(first) {
            return None;
        }
        let opens = self.is(first, Function::Article)
            || self.is(first, Function::Definite)
            || self.parts(first).is_titular();
        if !opens {
            return None;
        }
        let is_inner = |at: &usize| self.is_inner(*at);
        let close = (first..self.tokens.len().min(first + ROLE)).take_while(is_inner).last()? + 1;
        let names = (first..close.min(first + NOUN))
            .take_while(|&at| !self.is(at, Function::Of) && !self.is(at, Function::NameEnd));
        let is_role = names
            .into_iter()
            .any(|at| self.plays(at, NamePart::Title) && !self.is(at + 1, Function::Possessive));
        is_role.then_some(first..close)
    }

    /// Whether a description goes on over the token: up to a comma, a verb or the end.
    fn is_inner(&self, at: usize) -> bool {
        let goes_on = match self.mark(at) {
            Some('.') => self.plays(at - 1, NamePart::Honorific) || self.is_initial(at - 1),
            Some(mark) => is_hyphen(mark) || matches!(mark, '\'' | '’' | '&'),
            None => !matches!(self.text_of(at), "who" | "whose" | "which" | "and"),
        };
        goes_on && (self.is_capitalised(at) || !self.is(at, Function::Said))
    }
}
