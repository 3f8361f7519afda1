//! Who said a quotation: whoever a verb of saying names beside it, else whoever spoke last.

use super::reader::Found;
use super::{Annotated, Attribution, Meaning};
use crate::language::{Case, Function, Language, TokenKind};
use std::ops::Range;

/// How many tokens from a quotation its speaker may stand.
const REACH: usize = 24;

/// How many tokens a name before a colon may take.
const LABEL: usize = 6;

/// How many tokens a speaker's name and description may take.
const NAME: usize = 12;

/// Finds the speakers of quotations.
pub(super) struct Speakers<'a> {
    pub(super) annotated: &'a Annotated<'a>,
    language: &'a Language,
    /// Who spoke last.
    last: Option<Range<usize>>,
    /// The name of whoever that was, by index.
    last_name: Option<usize>,
    /// The speakers of the quotations of the block under way.
    block: Vec<(Option<Range<usize>>, Attribution)>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(annotated: &'a Annotated<'a>, language: &'a Language) -> Self {
        Speakers { annotated, language, last: None, last_name: None, block: Vec::new() }
    }

    /// Appends the quotations of a block, in order, with their speakers.
    pub(super) fn of_block(&mut self, quotes: &[Range<usize>], found: &mut Vec<Found<Meaning>>) {
        self.block.clear();
        let mut outer_end = 0;
        for quote in quotes {
            let stated = self.stated(quote);
            let speaker = stated.clone().or_else(|| self.inferred(quote));
            let attribution =
                if stated.is_some() { Attribution::Stated } else { Attribution::Inferred };
            let is_inner = outer_end > quote.start;
            outer_end = outer_end.max(quote.end);
            if !is_inner {
                self.last = speaker.clone().or(self.last.take());
            }
            self.block.push((speaker, attribution));
        }
        self.take_over_from_next();
        for (quote, (speaker, attribution)) in quotes.iter().zip(&self.block) {
            let name = speaker
                .as_ref()
                .and_then(|tokens| self.annotated.speaker_name(tokens, self.last_name, quotes));
            self.last_name = name.or(self.last_name);
            let speaker = speaker.clone().map(|tokens| self.annotated.span_of(tokens));
            let meaning = Meaning::Quote { speaker, name, attribution: *attribution };
            found.push(Found { tokens: quote.clone(), meaning });
        }
    }

    /// "“We knew. … ” “We knew,” she said": what opens a paragraph belongs to whoever the
    /// paragraph names.
    fn take_over_from_next(&mut self) {
        let mut next = None;
        for (speaker, attribution) in self.block.iter_mut().rev() {
            match attribution {
                Attribution::Stated => next.clone_from(speaker),
                Attribution::Inferred if speaker.is_none() => speaker.clone_from(&next),
                Attribution::Inferred => {}
            }
        }
    }

    /// Who the words beside a quotation say it is from.
    fn stated(&self, quote: &Range<usize>) -> Option<Range<usize>> {
        self.after(quote.end)
            .or_else(|| self.before(quote.start))
            .or_else(|| self.introduced(quote.start))
    }

    /// Who it is likely from: the subject of its sentence, else whoever spoke last.
    fn inferred(&self, quote: &Range<usize>) -> Option<Range<usize>> {
        let open = quote.start.checked_sub(1)?;
        let sentence = self.sentence_of(open)?;
        self.subject_near(sentence.start, open).or_else(|| self.last.clone())
    }

    /// The speaker that a sentence ending in a colon introduces: "The minister replied:".
    fn introduced(&self, first: usize) -> Option<Range<usize>> {
        let open = first.checked_sub(1)?;
        let before = open.checked_sub(1).filter(|&colon| self.mark(colon) == Some(':'))?;
        let sentence = self.sentence_of(before)?;
        let floor = sentence.start.max(before.saturating_sub(2 * REACH));
        if let Some(label) = self.label(before, floor).or_else(|| self.credit(before, floor)) {
            return Some(label);
        }
        let verb = (floor..before).rev().find(|&at| self.says(at));
        verb.and_then(|verb| self.subject_of(verb, floor))
            .or_else(|| self.subject_near(sentence.start, before))
    }

    /// "Wells run dry — Mary Marsh:", "More from Mary Marsh:".
    fn credit(&self, colon: usize, floor: usize) -> Option<Range<usize>> {
        let name = self.name_before(colon)?;
        let before = name.start.checked_sub(1).filter(|&before| before >= floor)?;
        let is_credit = matches!(self.mark(before), Some('-' | '–' | '—'))
            || matches!(self.text(before), "from" | "by");
        is_credit.then_some(name)
    }

    /// The name that stands by itself before a colon, as in a transcript: "WALLACE:".
    fn label(&self, colon: usize, floor: usize) -> Option<Range<usize>> {
        let is_part = |at: usize| {
            self.annotated.tokens[at].is_capitalised()
                || self.mark(at) == Some('.') && self.annotated.tokens[at].joined
        };
        let first = (floor..colon).rev().take_while(|&at| is_part(at)).last()?;
        let stands_alone = first == floor || self.mark(first - 1).is_some();
        (stands_alone && colon - first <= LABEL).then_some(first..colon)
    }

    /// A verb of saying; "the report", "a claim", "that states" are none.
    fn says(&self, at: usize) -> bool {
        let is_small = self.annotated.tokens.get(at).is_some_and(|token| {
            // "States" and "Reports" with a capital are parts of names.
            matches!(token.kind, TokenKind::Word(Case::Lower | Case::Upper))
        });
        if !is_small || !self.is(at, Function::Said) {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return true };
        let follows_preposition = self.is(before, Function::NameEnd)
            && !matches!(self.text(before), "who" | "to")
            && self.text(at).ends_with('s');
        let is_noun = self.is(before, Function::Definite)
            || self.is(before, Function::Article)
            || self.is(before, Function::Possessive)
            || self.is(before, Function::Of);
        !is_noun && !follows_preposition
    }

    /// `… ,” the minister said`, `… ,” said the minister`.
    fn after(&self, close: usize) -> Option<Range<usize>> {
        let sentence = self.sentence_of(close)?;
        let start = close + 1;
        let end = sentence.end.min(start + REACH);
        if start >= end {
            return None;
        }
        if self.says(start) {
            return self.name_from(start + 1, end).map(|told| self.with_apposition(told));
        }
        if self.is(start, Function::According) {
            return self.name_from(start + 2, end);
        }
        if let Some(tag) = self.tag(close, start) {
            return Some(tag);
        }
        let mut comma = None;
        for at in start..end {
            match self.mark(at) {
                Some(',') => comma = comma.or(Some(at)),
                Some('-' | '’' | '\'' | '.') if self.annotated.tokens[at].joined => {}
                Some(_) => return None,
                None if self.says(at) && at > start => {
                    return self
                        .nearer_name(start, comma, at)
                        .or_else(|| self.named_between_commas(start, comma, at))
                        .or_else(|| self.plausible(start..comma.unwrap_or(at), at));
                }
                None => {}
            }
        }
        None
    }

    /// `… ,” Marsh shot back`: whatever the verb, after a comma inside the marks.
    fn tag(&self, close: usize, start: usize) -> Option<Range<usize>> {
        let is_open = matches!(self.mark(close.checked_sub(1)?), Some(',' | '?' | '!'));
        let subject = self.subject_at(start).filter(|_| is_open)?;
        self.may_be_verb(subject.end).then_some(subject)
    }

    /// "the mayor, Anna Lind, told": a description and the name between commas after it.
    fn named_between_commas(
        &self,
        start: usize,
        comma: Option<usize>,
        verb: usize,
    ) -> Option<Range<usize>> {
        let close = verb.checked_sub(1).filter(|&at| self.mark(at) == Some(','))?;
        let name = self.name_before(close)?;
        let describes = self.is(start, Function::Definite) || self.is(start, Function::Article);
        (describes && comma? + 1 == name.start).then_some(start..name.end)
    }

    /// "the dawn of the movement, Bozell says": a name right before the verb, where what follows
    /// the quotation is no name.
    fn nearer_name(&self, start: usize, comma: Option<usize>, verb: usize) -> Option<Range<usize>> {
        let comma = comma.filter(|_| !self.annotated.tokens[start].is_capitalised())?;
        let clause = self.clause_before(verb, comma);
        let is_subject = !clause.is_empty()
            && (self.annotated.tokens[clause.start].is_capitalised()
                || self.is(clause.start, Function::Pronoun));
        is_subject.then(|| self.plausible(clause, verb))?
    }

    /// `The minister said: “…`, `According to the minister, “…`.
    fn before(&self, first: usize) -> Option<Range<usize>> {
        let open = first.checked_sub(1)?;
        let sentence = self.sentence_of(open)?;
        let start = sentence.start.max(open.saturating_sub(REACH));
        for at in (start..open).rev() {
            if matches!(self.mark(at), Some(';')) {
                return None;
            }
            if self.says(at) {
                let is_aside = at > start && self.mark(at - 1) == Some(',');
                let subject = (!is_aside).then(|| self.subject_of(at, start)).flatten();
                return subject.or_else(|| self.subject_near(sentence.start, at));
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
        let is_aside = first >= floor + 2
            && self.mark(first - 1) == Some(',')
            && self.annotated.tokens[first - 2].is_capitalised();
        if is_aside && self.is(first, Function::NameEnd) {
            let name = self.name_before(first - 1);
            return name
                .or_else(|| self.plausible(self.clause_before(first - 1, floor), first - 1));
        }
        let describes = self.is(first, Function::Article) || self.is(first, Function::Definite);
        let opens = |name: &Range<usize>| name.start == floor;
        if let Some(name) = self.name_before(first.saturating_sub(1)).filter(opens)
            && is_aside
            && describes
        {
            return Some(name);
        }
        self.plausible(clause, verb).or_else(|| self.name_before(verb))
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
            // "In Izmir the board said": no name, but a noun of its own.
            let follows_preposition =
                |at: usize| self.is(at - 1, Function::NameEnd) || self.is(at - 1, Function::Of);
            let noun = (first + 1..name.end).find(|&at| {
                (self.is(at, Function::Definite) || self.is(at, Function::Article))
                    && !follows_preposition(at)
            });
            name.start = if start == name.end { noun.unwrap_or(start) } else { start };
        }
        let is_nominal = !name.is_empty()
            && (self.annotated.tokens[name.start].is_capitalised()
                || self.is(name.start, Function::Article)
                || self.is(name.start, Function::Definite)
                || self.is(name.start, Function::Pronoun)
                || name.start + 2 >= verb
                    && !self.is_filler(name.end - 1)
                    && !self.text(name.end - 1).ends_with("ing"));
        is_nominal.then_some(name)
    }

    /// The name that starts at the token.
    fn name_from(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let mut at = start;
        while at < end.min(start + NAME) {
            let token = &self.annotated.tokens[at];
            let is_inner = match token.kind {
                TokenKind::Word(_) => {
                    !self.is(at, Function::NameEnd) && !self.says(at) && !self.sense_is_day(at)
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
        self.annotated.sentence_at(token)
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.annotated.tokens.get(at).map_or("", |token| self.annotated.article.slice(token.span()))
    }

    pub(super) fn is(&self, at: usize, function: Function) -> bool {
        let word = self.annotated.tokens.get(at).map_or_else(Default::default, |t| t.word);
        self.language.sense(word).functions.has(function)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        let token = self.annotated.tokens.get(at).filter(|token| token.kind == TokenKind::Mark)?;
        self.annotated.article.slice(token.span()).chars().next()
    }
}
