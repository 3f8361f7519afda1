//! What the words around an annotation add to it: what a number counts, per what, whether it is a
//! gain or a loss, and whether a date is behind or ahead.

use super::{Annotated, Annotation, Meaning};
use crate::language::{Function, Language, NumberWord, TokenKind};
use crate::text::TextSpan;
use crate::value::{Extent, Lean, Quantity};
use std::ops::Range;

/// How many words may stand between a number and the noun it counts.
const NOUN_REACH: usize = 4;

/// How many words may stand between a verb of change and its number.
const CHANGE_REACH: usize = 3;

/// How many words may stand between what looks ahead and a date.
const LEAN_REACH: usize = 14;

/// How many words may stand between a verb of saying and its date: "said on Thursday".
const SPEECH_REACH: usize = 3;

/// How many words may stand between a time of day and its date: "at 9 a.m. on Thursday".
const DATE_REACH: usize = 2;

/// How many tokens a date may take.
const DATE_LENGTH: usize = 10;

/// What the words around an annotation add to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What a bare number counts: "people", "Coptic Christians".
    pub counted: Option<TextSpan>,
    /// Per what: the "barrel" of "$75 a barrel".
    pub per: Option<TextSpan>,
    /// Whether the number is a gain or a loss.
    pub direction: Option<Direction>,
    /// Which way the sentence looks.
    pub lean: Lean,
}

/// A gain or a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// "rose 2 percent"
    Up,
    /// "fell 2 percent"
    Down,
}

impl Direction {
    /// The name used in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}

impl Annotated<'_> {
    /// What the words around an annotation add to it.
    pub fn context(&self, found: &Annotation) -> Context {
        let Some(sentence) = self.sentence_at(found.tokens.start) else {
            return Context::default();
        };
        let around = Around { annotated: self, language: self.language, sentence };
        let tokens = &found.tokens;
        match &found.meaning {
            Meaning::Number(amount) => Context {
                counted: around.counted(tokens.end, amount),
                direction: around.direction(tokens.start),
                ..Context::default()
            },
            Meaning::Percent(_)
            | Meaning::Money { .. }
            | Meaning::Measure { .. }
            | Meaning::Range { .. } => Context {
                per: around.per(tokens.end),
                direction: around.direction(tokens.start),
                ..Context::default()
            },
            Meaning::Date(_) | Meaning::Period(_) | Meaning::Moment { .. } => {
                Context { lean: around.lean(tokens), ..Context::default() }
            }
            _ => Context::default(),
        }
    }
}

impl Annotated<'_> {
    /// Whether an annotation holds a number, in digits or in words that name one.
    pub fn counts(&self, found: &Annotation) -> bool {
        self.tokens[found.tokens.clone()].iter().any(|token| {
            token.kind == TokenKind::Number
                || matches!(
                    self.language.sense(token.word).number,
                    Some(NumberWord::Small(_) | NumberWord::Tens(_) | NumberWord::Scale(_))
                )
        })
    }

    /// The date that a time of day is told beside: "noon Thursday", "on Jan. 3 at 9 a.m.".
    pub fn date_beside(&self, time: &Annotation) -> Option<&Annotation> {
        let sentence = self.sentence_at(time.tokens.start)?;
        let from = time.tokens.start.saturating_sub(DATE_REACH).max(sentence.start);
        let to = (time.tokens.end + DATE_REACH).min(sentence.end);
        let is_date = |found: &&Annotation| matches!(found.meaning, Meaning::Date(_));
        let around = from.saturating_sub(DATE_LENGTH).max(sentence.start)
            ..(to + DATE_LENGTH).min(sentence.end);
        let near = self.within(around).filter(is_date);
        near.filter(|date| date.tokens.start <= to && date.tokens.end >= from).min_by_key(|date| {
            let after = date.tokens.start >= time.tokens.end;
            let distance = if after {
                date.tokens.start - time.tokens.end
            } else {
                time.tokens.start.saturating_sub(date.tokens.end)
            };
            (distance, !after)
        })
    }
}

impl Annotated<'_> {
    /// Whether a date is only when somebody spoke: "said on Thursday".
    pub(super) fn dates_speech(&self, found: &Annotation) -> bool {
        let Some(sentence) = self.sentence_at(found.tokens.start) else { return false };
        let floor = sentence.start.max(found.tokens.start.saturating_sub(SPEECH_REACH));
        let is_said =
            |at: usize| self.language.sense(self.tokens[at].word).functions.has(Function::Said);
        (floor..found.tokens.start).any(is_said)
    }
}

struct Around<'a> {
    annotated: &'a Annotated<'a>,
    language: &'a Language,
    sentence: Range<usize>,
}

impl Around<'_> {
    /// The noun phrase after a number, up to its plural noun.
    fn counted(&self, end: usize, amount: &Quantity) -> Option<TextSpan> {
        let mut start = end;
        while self.is(start, Function::Of) || start > end && self.is(start, Function::Definite) {
            start += 1;
        }
        let is_joined = self.is_hyphen(start);
        start += usize::from(is_joined);
        let is_one = amount.stated == 1.0 && amount.extent == Extent::Point || is_joined;
        let mut first = None;
        for at in start..(start + NOUN_REACH).min(self.sentence.end) {
            if !self.is_word(at) || self.is(at, Function::NounEnd) {
                break;
            }
            first = first.or(Some(at));
            if is_one || self.is_plural(at) {
                return Some(self.annotated.span_of(start..at + 1));
            }
        }
        first.map(|at| self.annotated.span_of(start..at + 1))
    }

    /// "a barrel", "per share".
    fn per(&self, end: usize) -> Option<TextSpan> {
        let end = end + usize::from(self.is_hyphen(end));
        let is_rate = self.is(end, Function::Per) || self.is(end, Function::Article);
        let is_noun = self.is_word(end + 1) && !self.is(end + 1, Function::NounEnd);
        (is_rate && is_noun).then(|| self.annotated.span_of(end + 1..end + 2))
    }

    fn direction(&self, start: usize) -> Option<Direction> {
        let floor = self.sentence.start.max(start.saturating_sub(CHANGE_REACH));
        for at in (floor..start).rev() {
            if self.is(at, Function::Up) {
                return Some(Direction::Up);
            }
            if self.is(at, Function::Down) {
                return Some(Direction::Down);
            }
            if !self.is(at, Function::ChangeLink) {
                return None;
            }
        }
        None
    }

    /// The nearest word before that speaks of what is to come or of what has been; without one,
    /// the nearest after.
    fn lean(&self, tokens: &Range<usize>) -> Lean {
        let start = tokens.start;
        let floor = self.sentence.start.max(start.saturating_sub(LEAN_REACH));
        if start > self.sentence.start && self.is(start - 1, Function::Through) {
            return Lean::Future;
        }
        let before = (floor..start).rev();
        let said = |at: usize| start - at <= SPEECH_REACH && self.is(at, Function::Said);
        for at in before {
            match self.leans(at) {
                _ if said(at) => return Lean::Past,
                Lean::Open => {}
                lean => return lean,
            }
        }
        let end = self.sentence.end.min(tokens.end + LEAN_REACH);
        // "On Monday, the court will …"
        let after = tokens.end + usize::from(self.is_comma(tokens.end));
        let goes_on = |&at: &usize| !self.is_comma(at) && !self.is(at, Function::NameEnd);
        let after = (after..end).take_while(goes_on);
        after.map(|at| self.leans(at)).find(|&lean| lean != Lean::Open).unwrap_or_default()
    }

    /// What one word tells: "will", "was", "opened".
    fn leans(&self, at: usize) -> Lean {
        if self.is(at, Function::Future) || self.is(at, Function::Next) || self.is_to_be(at) {
            Lean::Future
        } else if self.is(at, Function::PastTense) || self.is_past_form(at) {
            Lean::Past
        } else {
            Lean::Open
        }
    }

    /// "to be released in May"
    fn is_to_be(&self, at: usize) -> bool {
        self.is(at, Function::To) && self.is(at + 1, Function::Copula)
    }

    /// "opened": what ends in -ed is past often enough.
    fn is_past_form(&self, at: usize) -> bool {
        let token = self.annotated.tokens[at];
        let is_word = matches!(token.kind, TokenKind::Word(_)) && !token.is_capitalised();
        // "be completed", "are expected"
        let is_passive = at > self.sentence.start && self.is(at - 1, Function::Copula);
        is_word && !is_passive && token.span().len() > 4 && self.text(at).ends_with("ed")
            || self.is(at, Function::Said)
    }

    fn is_comma(&self, at: usize) -> bool {
        self.sentence.contains(&at) && matches!(self.text(at), "," | ";" | "–" | "—")
    }

    fn is(&self, at: usize, function: Function) -> bool {
        let inside = self.sentence.contains(&at);
        inside && self.language.sense(self.annotated.tokens[at].word).functions.has(function)
    }

    fn is_word(&self, at: usize) -> bool {
        self.sentence.contains(&at)
            && matches!(self.annotated.tokens[at].kind, TokenKind::Word(_))
            && !self.is(at, Function::Possessive)
    }

    fn is_hyphen(&self, at: usize) -> bool {
        self.sentence.contains(&at) && self.text(at) == "-" && self.annotated.tokens[at].joined
    }

    fn is_plural(&self, at: usize) -> bool {
        let word = self.text(at);
        let ends_plural = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        ends_plural || self.is(at, Function::Counted)
    }

    fn text(&self, at: usize) -> &str {
        self.annotated.article.slice(self.annotated.tokens[at].span())
    }
}
