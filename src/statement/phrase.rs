//! Noun phrases: whom or what a passage is about.

use super::passage::Passage;
use super::words::{Stems, WordLists};
use crate::annotate::{Annotated, Annotation, Meaning};
use crate::language::{Function, Slot, SlotSource, TokenKind};
use std::ops::Range;

/// How many tokens a noun phrase may take.
const PHRASE: usize = 8;

/// How many tokens may stand between commas after a noun: ", a father of two,".
const APPOSITION: usize = 12;

/// Whom or what a passage is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// The words of a name, as written; empty for common nouns.
    pub name: Vec<String>,
    /// The stem of the last word of a name between commas after it: "the minister, Joan Hale,".
    pub also: Option<String>,
    /// The stem of its noun.
    pub head: String,
    /// The stems of what stands before the noun and after it.
    modifiers: Stems,
    /// The stems of what "of" or "for" adds.
    pub complement: Stems,
    /// Whether it is one of several: "another gunman", "three of the hostages".
    is_part: bool,
}

impl Phrase {
    /// Reads the phrase at some tokens; none if it is a pronoun or says nothing.
    pub fn read(passage: &Passage<'_>, tokens: Range<usize>, words: &WordLists) -> Option<Phrase> {
        let annotated = passage.annotated;
        let is_word = |at: &usize| matches!(annotated.tokens[*at].kind, TokenKind::Word(_));
        let noun_end = tokens
            .clone()
            .find(|at| {
                let word = annotated.tokens[*at].word;
                !is_word(at) || words.is_preposition(word) || words.ends_phrase(word)
            })
            .unwrap_or(tokens.end);
        let start =
            (tokens.start..noun_end).find(|&at| !words.is_determiner(annotated.tokens[at].word))?;
        let head = (start..noun_end).rev().find_map(|at| words.content(annotated, at))?;
        let head_at = (start..noun_end).rev().find(|&at| words.content(annotated, at).is_some())?;
        let sentence_start = passage.tokens().start;
        let is_name = |at: usize| {
            let opens = at == sentence_start && is_plain_opening(annotated, at);
            annotated.tokens[at].is_capitalised() && !opens
        };
        let named = annotated.tokens[head_at].is_capitalised() && !passage.is_heading();
        let name = if named && is_name(head_at) {
            (start..noun_end).filter(|&at| is_name(at)).map(|at| passage.word(at).into()).collect()
        } else {
            Vec::new()
        };
        let lead = words.stems(annotated, start..head_at);
        Some(Phrase {
            is_part: is_part(annotated, tokens.start..noun_end, words),
            complement: words.stems(annotated, noun_end..tokens.end),
            modifiers: lead,
            also: apposed(passage, noun_end, tokens.end, words),
            tokens: tokens.start..noun_end,
            name,
            head,
        })
    }

    /// Whether both mean the same beyond reasonable doubt.
    pub fn is(&self, other: &Phrase) -> bool {
        if self.is_part || other.is_part {
            return false;
        }
        if self.head != other.head {
            return self.also.as_ref() == Some(&other.head)
                || other.also.as_ref() == Some(&self.head);
        }
        if !self.name.is_empty() && !other.name.is_empty() {
            // Two full names with one surname are two people, unless they are one name.
            return self.name.len() < 2 || other.name.len() < 2 || self.name[0] == other.name[0];
        }
        let apart = |a: &Stems, b: &Stems| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        !apart(&self.modifiers, &other.modifiers) && !apart(&self.complement, &other.complement)
    }
}

impl Phrase {
    /// Whether a headline's phrase may mean what a phrase of the text does: headlines leave out
    /// words.
    pub fn may_be(&self, text: &Phrase) -> bool {
        let names = |a: &Phrase, b: &Phrase| {
            a.head == b.head || b.modifiers.contains(&a.head) || b.complement.contains(&a.head)
        };
        let contrary = |a: &Stems, b: &Stems| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        let apart = self.head == text.head && contrary(&self.modifiers, &text.modifiers);
        !text.is_part && !apart && (names(self, text) || names(text, self))
    }
}

/// The stem of the last word of a name that follows a comma.
fn apposed(passage: &Passage<'_>, comma: usize, end: usize, words: &WordLists) -> Option<String> {
    let is_name = |at: usize| passage.annotated.tokens[at].is_capitalised();
    let first = comma + 1;
    if first >= end || passage.word(comma) != "," || !is_name(first) {
        return None;
    }
    let last = (first..end).take_while(|&at| is_name(at)).last()?;
    words.content(passage.annotated, last)
}

fn is_plain_opening(annotated: &Annotated<'_>, at: usize) -> bool {
    let functions = annotated.language.sense(annotated.tokens[at].word).functions;
    functions.has(Function::PlainOpening)
}

/// "another", "one of", a number: not all there is.
fn is_part(annotated: &Annotated<'_>, tokens: Range<usize>, words: &WordLists) -> bool {
    let counted = annotated.within(tokens.clone()).any(|found| {
        matches!(found.meaning, Meaning::Number(_) | Meaning::Ordinal(_) | Meaning::Percent(_))
    });
    counted || tokens.into_iter().any(|at| words.is_partitive(annotated.tokens[at].word))
}

/// Fills `{who}` and `{what}` with noun phrases, `{count}` with a number.
#[derive(Debug)]
pub struct PhraseSlots<'a> {
    /// The passage.
    pub passage: Passage<'a>,
    /// The classes of words.
    pub words: &'a WordLists,
}

impl SlotSource for PhraseSlots<'_> {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        match &*slot.name {
            "what" if slot.form.as_deref() == Some("subject") => self.subject(start, ends),
            "who" => self.subject(start, ends),
            "what" => self.object(start, ends),
            "count" => self.count(start, ends),
            "sum" => self.sum(start, ends),
            _ => {}
        }
    }
}

impl PhraseSlots<'_> {
    /// Everything that may be a noun phrase from here, with what is said of it between commas.
    fn subject(&self, start: usize, ends: &mut Vec<usize>) {
        if !self.begins(start) {
            return;
        }
        let past = self.noun_end(start, |at| at > start && self.ties_subject(at));
        ends.extend(start + 1..=past);
        for end in start + 1..=past {
            ends.extend(self.beyond(end));
        }
    }

    fn object(&self, start: usize, ends: &mut Vec<usize>) {
        let past =
            self.noun_end(start, |at| self.words.ties_noun(self.passage.annotated.tokens[at].word));
        if past > start {
            ends.push(past);
        }
    }

    fn count(&self, start: usize, ends: &mut Vec<usize>) {
        let found = self.passage.annotated.starting_at(start);
        let numbers = found.filter(|found| matches!(found.meaning, Meaning::Number(_)));
        ends.extend(numbers.map(|found| found.tokens.end));
    }

    fn sum(&self, start: usize, ends: &mut Vec<usize>) {
        let found = self.passage.annotated.starting_at(start);
        let is_sum = |found: &&Annotation| {
            matches!(found.meaning, Meaning::Money { .. } | Meaning::Measure { .. })
        };
        ends.extend(found.filter(is_sum).map(|found| found.tokens.end));
    }

    /// Whether no noun phrase goes on here: the token before is none of its words.
    fn begins(&self, start: usize) -> bool {
        let whole = self.passage.tokens();
        start == whole.start || !self.is_inside(start - 1, |_| false)
    }

    fn noun_end(&self, start: usize, allowed: impl Fn(usize) -> bool) -> usize {
        let whole = self.passage.tokens();
        let end = whole.end.min(start + PHRASE);
        (start..end).find(|&at| !self.is_inside(at, &allowed)).unwrap_or(end)
    }

    fn is_inside(&self, at: usize, allowed: impl Fn(usize) -> bool) -> bool {
        let token = self.passage.annotated.tokens[at];
        let is_hyphen =
            token.kind == TokenKind::Mark && token.joined && self.passage.word(at) == "-";
        let is_word = token.kind != TokenKind::Mark;
        let is_tie = self.words.is_preposition(token.word) || self.words.ends_phrase(token.word);
        let is_owner = token.kind == TokenKind::Mark && token.joined && self.is_apostrophe(at);
        is_hyphen || is_owner || is_word && (!is_tie || allowed(at))
    }

    /// The apostrophe of "the teachers' union".
    fn is_apostrophe(&self, at: usize) -> bool {
        matches!(self.passage.word(at), "'" | "’")
    }

    /// "of", "in": what follows says which one is meant.
    fn ties_subject(&self, at: usize) -> bool {
        let word = self.passage.annotated.tokens[at].word;
        self.words.ties_noun(word) || self.words.is_locative(word)
    }

    /// Past ", who" or ", a father of two,".
    fn beyond(&self, end: usize) -> Vec<usize> {
        let whole = self.passage.tokens();
        let word = |at: usize| if at < whole.end { self.passage.word(at) } else { "" };
        let relative = |at: usize| {
            at < whole.end && self.words.is_relative(self.passage.annotated.tokens[at].word)
        };
        if relative(end) {
            return vec![end + 1];
        }
        if word(end) != "," {
            return Vec::new();
        }
        let close = (end + 1..whole.end.min(end + APPOSITION)).find(|&at| word(at) == ",");
        let mut ends: Vec<usize> = close.map(|at| at + 1).into_iter().collect();
        if relative(end + 1) {
            ends.push(end + 2);
        }
        ends
    }
}
