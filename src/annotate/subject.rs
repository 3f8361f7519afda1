//! Who a sentence is about, as far as names and pronouns tell: for quotations without a verb of
//! saying beside them, and for verbs whose subject is not right before them.

use super::speaker::Speakers;
use super::{Annotated, Name};
use crate::language::{Function, NameKind, TokenKind};
use std::ops::Range;

/// How many tokens of a sentence are searched for its subject.
const REACH: usize = 48;

/// How many tokens a title before a name may take.
const TITLE: usize = 8;

impl Speakers<'_> {
    /// A pronoun or a name that may be the subject of what runs from `start` to `end`.
    pub(super) fn subject_near(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let start = self.main_clause(start.max(end.saturating_sub(REACH)), end);
        let pronoun = (start..end).find(|&at| self.is_personal(at));
        let names = self.annotated.names_within(start..pronoun.unwrap_or(end));
        let name = names.map(|name| (name, self.with_title(name))).find(|(name, tokens)| {
            may_act(name, tokens.start == start) && !self.is_object(tokens.start, start)
        });
        name.map(|(_, tokens)| tokens).or_else(|| pronoun.map(|at| at..at + 1))
    }

    /// Past what leads up to the subject: "When the vote came, Marsh …", "In Izmir, she …".
    fn main_clause(&self, start: usize, end: usize) -> usize {
        let leads_up = self.is(start, Function::NameEnd)
            || self.is(start, Function::YearCue)
            || self.is(start, Function::MonthCue)
            || self.text(start).ends_with("ing")
            || self.text(start).ends_with("ed");
        if !leads_up || self.annotated.name_at(start).is_some() {
            return start;
        }
        let commas = (start..end).filter(|&at| self.mark(at) == Some(','));
        let mut clauses = commas.map(|comma| comma + 1);
        clauses.find(|&at| at < end && self.begins_subject(at, end)).unwrap_or(start)
    }

    /// A pronoun or a name, with or without a title, starts here.
    fn begins_subject(&self, at: usize, end: usize) -> bool {
        let mut names = self.annotated.names_within(at..end.min(at + TITLE));
        self.is_personal(at)
            || names.next().is_some_and(|name| {
                self.with_title(name).start == at && name.kind != NameKind::Demonym
            })
    }

    /// Whether the token follows a preposition, so that it is no subject.
    fn is_object(&self, at: usize, start: usize) -> bool {
        let before = |at: usize| (at > start).then(|| at - 1);
        let Some(mut last) = before(at) else { return false };
        if self.is(last, Function::Definite) || self.is(last, Function::Article) {
            match before(last) {
                Some(earlier) => last = earlier,
                None => return false,
            }
        }
        self.is(last, Function::NameEnd) || self.is(last, Function::Of)
    }

    /// "he", "they": who may have said something.
    pub(super) fn is_personal(&self, at: usize) -> bool {
        const OTHERS: [&str; 5] = ["it", "one", "who", "i", "we"];
        self.is(at, Function::Pronoun)
            && !OTHERS.iter().any(|other| self.text(at).eq_ignore_ascii_case(other))
    }

    /// A name with the title before it.
    pub(super) fn with_title(&self, name: &Name) -> Range<usize> {
        let first = name.tokens.start;
        let Some(title) = name.title else { return name.tokens.clone() };
        let tokens = &self.annotated.tokens;
        let start = (first.saturating_sub(TITLE)..first)
            .find(|&at| tokens[at].span().start == title.start)
            .unwrap_or(first);
        start..name.tokens.end
    }

    /// The name that ends just before the token, with its title.
    pub(super) fn name_before(&self, end: usize) -> Option<Range<usize>> {
        let name = self.annotated.name_at(end.checked_sub(1)?)?;
        (name.tokens.end == end).then(|| self.with_title(name))
    }

    /// A description with the person that it is set beside: "the chairman, Ann Marsh".
    pub(super) fn with_apposition(&self, told: Range<usize>) -> Range<usize> {
        let is_description = self.is(told.start, Function::Definite);
        if !is_description || self.mark(told.end) != Some(',') {
            return told;
        }
        let person = self.subject_at(told.end + 1).filter(|tokens| {
            let name = self.annotated.name_at(tokens.end - 1);
            name.is_some_and(|name| name.kind == NameKind::Person)
        });
        person.map_or(told.clone(), |person| told.start..person.end)
    }

    /// The name or pronoun that starts at the token.
    pub(super) fn subject_at(&self, at: usize) -> Option<Range<usize>> {
        if self.is_personal(at) {
            return Some(at..at + 1);
        }
        let name = self.annotated.names_within(at..at + TITLE).next()?;
        let tokens = self.with_title(name);
        (tokens.start == at).then_some(tokens)
    }

    /// A word in small letters that may be a verb.
    pub(super) fn may_be_verb(&self, at: usize) -> bool {
        let is_lower = self.annotated.tokens.get(at).is_some_and(|token| {
            matches!(token.kind, TokenKind::Word(crate::language::Case::Lower))
        });
        is_lower
            && !self.is(at, Function::NameEnd)
            && !self.is(at, Function::Of)
            && !self.is(at, Function::And)
            && !self.is(at, Function::Or)
            && !self.is(at, Function::Possessive)
    }
}

/// Whether what the name means can say something; a place can where it opens the clause.
fn may_act(name: &Name, opens: bool) -> bool {
    match name.kind {
        NameKind::Person | NameKind::Organisation | NameKind::Unknown => true,
        NameKind::Place => opens,
        NameKind::Law | NameKind::Vessel | NameKind::Demonym => false,
    }
}

/// How many quotations may stand inside one another.
const NESTED: usize = 8;

/// How many names before a pronoun are tried.
const NEAR: usize = 16;

/// How many sentences back a pronoun may look for its name.
const SENTENCES: usize = 6;

/// How many names back a description ("the minister") may look for its own.
const NAMES: usize = 64;

impl Annotated<'_> {
    /// The first full mention of whoever a speaker is, by index in the names: a name in his
    /// description, the bearer of the title it gives, or, for a pronoun, the person spoken of last.
    pub(super) fn speaker_name(
        &self,
        speaker: &Range<usize>,
        last: Option<usize>,
        quotes: &[Range<usize>],
    ) -> Option<usize> {
        // "the mayor of Leeds, Ann Marsh": it is Marsh who speaks.
        let is_comma = |at: &usize| self.article.slice(self.tokens[*at].span()) == ",";
        let speaker =
            speaker.clone().rfind(is_comma).map_or(speaker.start, |at| at + 1)..speaker.end;
        let first = self.names.partition_point(|name| name.tokens.end <= speaker.start);
        let named = self.names[first..]
            .iter()
            .take_while(|name| name.tokens.end <= speaker.end)
            .position(|name| name.kind != NameKind::Demonym);
        if let Some(at) = named {
            // "a friend of Mary Marsh" is not she.
            let head = speaker.start..self.names[first + at].tokens.start;
            let head = self.tokens.get(head).unwrap_or_default();
            let is_part = head
                .iter()
                .any(|token| self.language.sense(token.word).functions.has(Function::Of));
            return (!is_part).then(|| self.root(first + at));
        }
        let is_pronoun = speaker.len() == 1
            && self
                .language
                .sense(self.tokens[speaker.start].word)
                .functions
                .has(Function::Pronoun);
        if is_pronoun {
            return self.antecedent(speaker.start, last, quotes);
        }
        self.titled(first, &speaker)
    }

    fn root(&self, at: usize) -> usize {
        self.names[at].refers_to.unwrap_or(at)
    }

    /// The person who is the subject of this sentence or of one before, else who spoke last.
    fn antecedent(
        &self,
        pronoun: usize,
        last: Option<usize>,
        quotes: &[Range<usize>],
    ) -> Option<usize> {
        let word = self.article.slice(self.tokens[pronoun].span());
        if !["he", "she", "they"].iter().any(|person| word.eq_ignore_ascii_case(person)) {
            return None;
        }
        let current = self.sentences.partition_point(|s| s.tokens.end <= pronoun);
        let is_quoted = |name: &Name| {
            let opened = quotes.partition_point(|quote| quote.start <= name.tokens.start);
            let around = quotes[..opened].iter().rev().take(NESTED);
            around.into_iter().any(|quote| name.tokens.end <= quote.end)
        };
        let recent = self.sentences[current.saturating_sub(1)..].iter().take(2).rev();
        let mut subjects = recent.flat_map(|sentence| {
            let names = self.names_within(sentence.tokens.clone());
            names.filter(|name| name.tokens.end <= pronoun && name.kind == NameKind::Person)
        });
        let near = subjects.by_ref().take(NEAR).find(|name| !is_quoted(name));
        let far = || last.filter(|&last| self.is_near(last, current));
        let found =
            near.map(|name| self.names.partition_point(|n| n.tokens.start < name.tokens.start));
        found.or_else(far).map(|at| self.root(at))
    }

    /// Whether a name stands in one of the last sentences.
    fn is_near(&self, name: usize, sentence: usize) -> bool {
        let first = self.sentences.get(sentence.saturating_sub(SENTENCES));
        first.is_some_and(|first| self.names[name].tokens.start >= first.tokens.start)
    }

    /// The last person whose title or role ends like the description: "the minister".
    fn titled(&self, before: usize, description: &Range<usize>) -> Option<usize> {
        let noun = self.article.slice(self.tokens[description.end - 1].span());
        let fits = |said: crate::text::TextSpan| {
            let words = self.article.slice(said).split_whitespace();
            words.into_iter().any(|word| word.trim_matches(',').eq_ignore_ascii_case(noun))
        };
        let names = self.names[before.saturating_sub(NAMES)..before].iter().rev();
        let found = names
            .enumerate()
            .find(|(_, name)| name.title.is_some_and(fits) || name.role.is_some_and(fits));
        found.map(|(back, _)| self.root(before - 1 - back))
    }
}
