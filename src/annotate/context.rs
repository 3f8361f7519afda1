//! What the words around an annotation add to it: what a number counts, per what, whether it is a
//! gain or a loss, and whether a date is behind or ahead.

use super::{Annotated, Annotation, Meaning};
use crate::language::{Function, Language, NumberWord, TokenKind, WordId, WordSense};
use crate::text::TextSpan;
use crate::value::{ClockTime, DateMention, Extent, Lean, Quantity};
use jiff::civil::Date;
use std::ops::Range;

/// How many words may stand between a number and the noun it counts.
const NOUN_REACH: usize = 5;

/// How many words may stand between a verb of change and its number.
const CHANGE_REACH: usize = 3;

/// How many tokens may lie between a number and the one it says again: "240 points, or 0.8%".
const OTHER_REACH: usize = 8;

/// How many words may stand between what looks ahead and a date.
const LEAN_REACH: usize = 14;

/// How many words may stand between a verb of saying and its date: "said on Thursday".
const SPEECH_REACH: usize = 3;

/// How many words may stand between a time of day and its date: "at 9 a.m. on Thursday".
const DATE_REACH: usize = 2;

/// How many tokens a date may take.
const DATE_LENGTH: usize = 10;

/// How many tokens after a time may tell which half of the day it is of.
const HALF_REACH: usize = 4;

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
            Meaning::Number(amount) => {
                let counted = around.counted(tokens.end, amount);
                let end = counted.as_ref().map_or(tokens.end, |counted| counted.end);
                Context {
                    per: around.per(end, Rate::OfTime),
                    counted: counted.map(|counted| self.span_of(counted)),
                    direction: around.direction(tokens, amount),
                    ..Context::default()
                }
            }
            Meaning::Percent(amount)
            | Meaning::Money { amount, .. }
            | Meaning::Measure { amount, .. }
            | Meaning::Range { from: amount, .. } => Context {
                per: around.per(tokens.end, Rate::OfAnything),
                direction: around.direction(tokens, amount),
                ..Context::default()
            },
            Meaning::Duration(_) => {
                Context { per: around.per(tokens.end, Rate::OfTime), ..Context::default() }
            }
            Meaning::Date(_) | Meaning::Period(_) | Meaning::Moment { .. } => {
                Context { lean: around.lean(tokens), ..Context::default() }
            }
            _ => Context::default(),
        }
    }
}

/// What may stand after "a" to make it a rate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rate {
    /// "40 hours a week", "two goals a game"
    OfTime,
    /// "$75 a barrel" too
    OfAnything,
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

    /// The word for a hundredth of the currency that a sum of money is told in: "cents".
    pub fn hundredths(&self, money: &Annotation) -> Option<&str> {
        let text = self.article.text();
        let tokens = &self.tokens[..money.tokens.end];
        let words = &self.language.money_words;
        // "31 dollars and 12 cents" is told in dollars.
        let found = |at| words.longest_at(text, tokens, at).map(|(end, word)| (at..end, word));
        let (told, word) = money.tokens.clone().find_map(found)?;
        (word.times < 1.0).then(|| self.article.slice(self.span_of(told)))
    }

    /// Whether a time of day at `tokens` may be of either half of the day: "half past eight", but
    /// neither "08:30" nor "8:30 p.m." nor "11:30 GMT".
    pub fn may_be_either_half(&self, tokens: &Range<usize>, time: &ClockTime) -> bool {
        let is_early = (60..13 * 60).contains(&time.minutes);
        let end = self.sentence_of(tokens.start).map_or(tokens.end, |one| one.tokens.end);
        let mut around = tokens.start..end.min(tokens.end + HALF_REACH);
        let is_padded = self.article.slice(self.tokens[tokens.start].span()).starts_with('0');
        let is_told = around.any(|at| self.language.tells_half_of_day(self.tokens[at].word));
        is_early && time.zone.is_none() && !is_padded && !is_told
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
    /// The latest whole date that the text reports in the past tense, the verb right before it:
    /// "died on January 3, 2024". It cannot have been written before.
    pub fn latest_reported_day(&self) -> Option<Date> {
        let reported = self.annotations.iter().filter_map(|found| match &found.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) if date.day.is_some() => {
                date.period().filter(|_| self.reports(found)).map(|period| period.first)
            }
            _ => None,
        });
        reported.max()
    }

    fn reports(&self, date: &Annotation) -> bool {
        let Some(sentence) = self.sentence_at(date.tokens.start) else { return false };
        let around = Around { annotated: self, language: self.language, sentence };
        let on = date.tokens.start.checked_sub(1).filter(|&at| around.is(at, Function::DayLink));
        let verb = on.unwrap_or(date.tokens.start).checked_sub(1);
        verb.is_some_and(|verb| {
            around.sentence.contains(&verb)
                && !around.is(verb, Function::Future)
                && around.is_past(verb)
        })
    }

    /// Whether a date is only when somebody spoke: "said on Thursday".
    pub(super) fn dates_speech(&self, found: &Annotation) -> bool {
        let Some(sentence) = self.sentence_at(found.tokens.start) else { return false };
        let floor = sentence.start.max(found.tokens.start.saturating_sub(SPEECH_REACH));
        let is_said =
            |at: usize| self.language.sense(self.tokens[at].word).functions.has(Function::Said);
        (floor..found.tokens.start).any(is_said)
    }
}

impl Annotated<'_> {
    /// "'s"
    pub fn is_possessive(&self, word: WordId) -> bool {
        self.language.sense(word).functions.has(Function::Possessive)
    }

    /// Whether a word of the function stands right before an annotation: "by seven million".
    pub fn follows(&self, found: &Annotation, function: Function) -> bool {
        let before = found.tokens.start.checked_sub(1);
        let word = before.map(|at| self.tokens[at].word);
        word.is_some_and(|word| self.language.sense(word).functions.has(function))
    }

    /// "is", "was".
    pub fn is_copula(&self, word: WordId) -> bool {
        self.language.sense(word).functions.has(Function::Copula)
    }

    /// Whether a word may be a verb in the past: "said", "condemned".
    pub fn may_be_past_verb(&self, at: usize) -> bool {
        let functions = self.language.sense(self.tokens[at].word).functions;
        let text = self.article.slice(self.tokens[at].span());
        functions.has(Function::PastTense)
            || functions.has(Function::Said)
            || text.len() > 3 && text.ends_with("ed")
    }
}

struct Around<'a> {
    annotated: &'a Annotated<'a>,
    language: &'a Language,
    sentence: Range<usize>,
}

impl Around<'_> {
    /// The noun phrase after a number, up to its plural noun.
    fn counted(&self, end: usize, amount: &Quantity) -> Option<Range<usize>> {
        let is_part = amount.extent == Extent::Point && amount.stated.abs() < 1.0;
        let start = self.past_whole(end, is_part);
        let is_whole = start > end;
        let is_joined = self.is_hyphen(start);
        let start = start + usize::from(is_joined);
        let is_one = amount.stated == 1.0 && amount.extent == Extent::Point || is_joined;
        let is_one = is_one || is_part && !is_whole;
        let mut first = None;
        let mut last = start;
        let mut words = 0;
        for at in start..self.sentence.end {
            if self.is(at, Function::Possessive) {
                // "two of Marsh's deputies"
                first = None;
                continue;
            }
            if self.joins_names(at) || first.is_some() && self.is_hyphen(at) {
                continue;
            }
            let is_joined = at > start && self.is_hyphen(at - 1);
            if !self.is_word(at) || self.is(at, Function::NounEnd) && !is_joined {
                break;
            }
            if words == NOUN_REACH {
                return None;
            }
            words += usize::from(!is_joined);
            let from = *first.get_or_insert(at);
            // "eight more picks", "12 dead soldiers"
            let goes_on = self.is(at, Function::Counted) && self.ends_plural(at + 1);
            let is_last = is_one || self.is_plural(at) && !self.is_hyphen(at + 1) && !goes_on;
            if is_last {
                return Some(from..at + 1);
            }
            last = at + 1;
        }
        // "half the population"
        first.filter(|_| is_part && is_whole).map(|first| first..last)
    }

    /// Past the "of the 48" of "12 of the 48 seats".
    fn past_whole(&self, end: usize, is_part: bool) -> usize {
        let mut at = end;
        while self.is(at, Function::Of)
            || (at > end || is_part) && self.is(at, Function::Definite)
            || at > end && is_part && self.is(at, Function::Article)
        {
            at += 1;
        }
        let numbers = (at..at + 3).take_while(|&at| at > end && self.is_number(at)).count();
        at + numbers
    }

    fn is_number(&self, at: usize) -> bool {
        self.sense(at).is_some_and(|sense| {
            sense.number.is_some() || self.annotated.tokens[at].kind == TokenKind::Number
        })
    }

    /// The "and" of "310 Fiat and Skoda vans".
    fn joins_names(&self, at: usize) -> bool {
        let is_name = |at: usize| self.is_word(at) && self.annotated.tokens[at].is_capitalised();
        self.is(at, Function::And) && is_name(at - 1) && is_name(at + 1)
    }

    /// "a barrel", "per share", "per 100,000 people", "a-day".
    fn per(&self, end: usize, rate: Rate) -> Option<TextSpan> {
        let at = end + usize::from(self.is_hyphen(end));
        let noun = at + 1 + usize::from(self.is_hyphen(at + 1));
        let is_noun = self.is_word(noun) && !self.is(noun, Function::NounEnd);
        if self.is(at, Function::Per) {
            return self.per_what(noun, is_noun);
        }
        let is_time = || self.sense(noun).is_some_and(|sense| sense.time_unit.is_some());
        let fits = rate == Rate::OfAnything || is_time() || self.is(noun, Function::RateNoun);
        // "from $6 billion a year earlier"
        let is_moment = [Function::Ago, Function::Earlier, Function::Later]
            .iter()
            .any(|&function| self.is(noun + 1, function));
        let is_rate = self.is(at, Function::Article) && is_noun && fits && !is_moment;
        is_rate.then(|| self.annotated.span_of(noun..noun + 1))
    }

    /// What follows "per": "share", "square foot", "100,000 people".
    fn per_what(&self, at: usize, is_noun: bool) -> Option<TextSpan> {
        let tokens = &self.annotated.tokens[..self.sentence.end];
        let text = self.annotated.article.text();
        if let Some((end, _)) = self.language.measures.longest_at(text, tokens, at) {
            return Some(self.annotated.span_of(at..end));
        }
        let counted = at + (at..at + 3).take_while(|&at| self.is_number(at)).count();
        if counted > at && self.is_word(counted) && !self.is(counted, Function::NounEnd) {
            return Some(self.annotated.span_of(at..counted + 1));
        }
        is_noun.then(|| self.annotated.span_of(at..at + 1))
    }

    /// A verb of change before ("rose by 2 percent"), or the sign of the number itself.
    fn direction(&self, tokens: &Range<usize>, amount: &Quantity) -> Option<Direction> {
        let before = self.direction_before(tokens.start);
        let start = self.alternative_of(tokens.start);
        before
            .or_else(|| start.and_then(|start| self.direction_before(start)))
            .or_else(|| (amount.stated < 0.0 && self.is_change(tokens)).then_some(Direction::Down))
    }

    fn direction_before(&self, start: usize) -> Option<Direction> {
        let by = start > self.sentence.start && self.is(start - 1, Function::By);
        // "grew, by 5 percent"
        let is_apart = by && start > self.sentence.start + 1 && self.text(start - 2) == ",";
        let start = if is_apart { start - 2 } else { start };
        let reach = CHANGE_REACH + usize::from(by);
        let floor = self.sentence.start.max(start.saturating_sub(reach));
        for at in (floor..start).rev() {
            if let Some(direction) = self.way(at) {
                return Some(direction);
            }
            let is_article = self.is(at, Function::Article);
            // "a further 5 percent", but not "added a 5 percent fee".
            let is_link = self.is(at, Function::ChangeLink) && !(is_article && at + 1 == start);
            // "cut sales by 5 percent"
            let is_object = by && self.is_word(at) && !self.is(at, Function::NounEnd);
            if !is_link && !is_object {
                return None;
            }
        }
        None
    }

    /// Where the number starts that this one says again: "lost 240 points, or 0.8%".
    fn alternative_of(&self, start: usize) -> Option<usize> {
        let or = start.checked_sub(1).filter(|&or| self.is(or, Function::Or))?;
        let end = or - usize::from(or > self.sentence.start && self.text(or - 1) == ",");
        let from = end.saturating_sub(OTHER_REACH).max(self.sentence.start);
        let others = self.annotated.within(from..end);
        let is_amount = |found: &&Annotation| {
            matches!(
                found.meaning,
                Meaning::Number(_)
                    | Meaning::Money { .. }
                    | Meaning::Measure { .. }
                    | Meaning::Percent(_)
            )
        };
        others.filter(is_amount).last().map(|other| other.tokens.start)
    }

    fn way(&self, at: usize) -> Option<Direction> {
        if self.is(at, Function::Up) {
            return Some(Direction::Up);
        }
        self.is(at, Function::Down).then_some(Direction::Down)
    }

    /// Whether a number below nought is a loss: a percentage, not a temperature.
    fn is_change(&self, tokens: &Range<usize>) -> bool {
        self.is(tokens.end - 1, Function::Percent)
    }

    /// The nearest word before that speaks of what is to come or of what has been; without one,
    /// the nearest after.
    fn lean(&self, tokens: &Range<usize>) -> Lean {
        let start = tokens.start;
        let floor = self.sentence.start.max(start.saturating_sub(LEAN_REACH));
        if start > self.sentence.start && self.is(start - 1, Function::Through) {
            return Lean::Future;
        }
        if start > self.sentence.start && self.is(start - 1, Function::Since) {
            return Lean::Past;
        }
        if self.is_scheduled(start) {
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

    /// "The concert is at 8 p.m. on Friday": nothing but a time between the verb and the date.
    fn is_scheduled(&self, start: usize) -> bool {
        let floor = self.sentence.start.max(start.saturating_sub(DATE_REACH + 5));
        let is_passed = |&at: &usize| {
            let token = &self.annotated.tokens[at];
            self.is(at, Function::At)
                || self.is(at, Function::DayLink)
                || self.is(at, Function::AnteMeridiem)
                || self.is(at, Function::PostMeridiem)
                || self.is(at, Function::Noon)
                || token.kind == TokenKind::Number
                || self.text(at) == ":"
        };
        let verb = (floor..start).rev().find(|at| !is_passed(at));
        verb.is_some_and(|verb| self.is(verb, Function::Copula))
    }

    /// What one word tells: "will", "was", "opened".
    fn leans(&self, at: usize) -> Lean {
        // In capitals "May" is a month.
        let is_month = self.annotated.tokens[at].is_capitalised()
            && self.language.sense(self.annotated.tokens[at].word).month.is_some();
        let is_coming = self.is(at, Function::Future) && !self.gives_reason(at)
            || self.is(at, Function::Next)
            || self.is(at, Function::FutureLinked) && self.is_linked(at + 1);
        if is_month {
            Lean::Open
        } else if is_coming || self.is_to_be(at) || self.is_progressive(at) {
            Lean::Future
        } else if self.is_past(at) || self.is(at, Function::Said) {
            Lean::Past
        } else {
            Lean::Open
        }
    }

    /// The "to" of "set to open", the "for" of "set for Monday", the "of" of "ahead of the vote".
    fn is_linked(&self, at: usize) -> bool {
        [Function::To, Function::During, Function::Of].iter().any(|&link| self.is(at, link))
    }

    /// "due to the snow"
    fn gives_reason(&self, at: usize) -> bool {
        let is_noun = self.is(at + 2, Function::Definite) || self.is(at + 2, Function::Article);
        self.is(at + 1, Function::To) && is_noun
    }

    /// "is arriving"
    fn is_progressive(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start);
        before.is_some_and(|before| self.is(before, Function::Copula))
            && self.text(at).ends_with("ing")
    }

    /// "to be released in May"
    fn is_to_be(&self, at: usize) -> bool {
        self.is(at, Function::To) && self.is(at + 1, Function::Copula)
    }

    fn is_past(&self, at: usize) -> bool {
        self.is(at, Function::PastTense) || self.is_past_form(at)
    }

    /// "opened": what ends in -ed is past often enough.
    fn is_past_form(&self, at: usize) -> bool {
        let token = self.annotated.tokens[at];
        let is_word = matches!(token.kind, TokenKind::Word(_)) && !token.is_capitalised();
        // "be completed", "are expected"
        let is_passive = (at.saturating_sub(2).max(self.sentence.start)..at)
            .any(|before| self.is(before, Function::Copula));
        let text = self.text(at);
        let has_ending = text.len() > 3 && text.ends_with("ed") && !text.ends_with("eed");
        let counts = self.language.sense(token.word).number.is_some();
        is_word && !is_passive && has_ending && !counts
    }

    fn is_comma(&self, at: usize) -> bool {
        self.sentence.contains(&at) && matches!(self.text(at), "," | ";" | "–" | "—")
    }

    fn is(&self, at: usize, function: Function) -> bool {
        self.sense(at).is_some_and(|sense| sense.functions.has(function))
    }

    fn sense(&self, at: usize) -> Option<&WordSense> {
        let inside = self.sentence.contains(&at);
        inside.then(|| self.language.sense(self.annotated.tokens[at].word))
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
        self.ends_plural(at)
            || self.text(at).ends_with("men")
            || self.is(at, Function::Counted)
            || self.is(at, Function::Plural)
    }

    fn ends_plural(&self, at: usize) -> bool {
        let is_word = self.is_word(at) && !self.is(at, Function::NounEnd);
        let word = if is_word { self.text(at) } else { "" };
        word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
    }

    fn text(&self, at: usize) -> &str {
        self.annotated.article.slice(self.annotated.tokens[at].span())
    }
}
