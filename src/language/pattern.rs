//! Patterns over tokens: how cues, descriptions and phrase rules are written.
//!
//! | written | means |
//! |---|---|
//! | `word` | the word, in any case; `AI`, in capitals, only in capitals |
//! | `~warn` | any form of the word: warn, warns, warned, warning |
//! | `(a\|b c)` | one of these |
//! | `word?` `(a\|b)?` | or nothing |
//! | `word*` `(a\|b)*` | none, or up to four in a row |
//! | `...` | up to four words, within a clause |
//! | `^` `$` | the start, the end of the sentence, a final mark aside |
//! | `@made` | a word of the class `made` of the lexicon |
//! | `\(` | the mark `(`, which would mean something here |
//! | `{value}` `{subject}` `{place}` | a slot: something annotated, captured |
//!
//! A joined hyphen in the text is passed over, so `twin bombing` finds "twin-bombing".

mod parser;

use super::inflection::Inflection;
use super::token::{Case, Token, TokenKind};
use super::vocabulary::{VocabularyBuilder, WordId};
use super::word_set::WordList;
use parser::Parser;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// How many tokens `...` may pass over.
const GAP: usize = 4;

/// How often in a row `*` takes what stands before it.
const REPEATS: usize = 4;

/// How many words a list may have that tells whether a pattern is worth an attempt.
const NEEDED: usize = 48;

/// How many steps one attempt may take: patterns are data from users, and none may stall a scan.
const BUDGET: u32 = 20_000;

/// A compiled pattern.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Pattern {
    steps: Vec<Step>,
    triggers: WordList,
    /// Lists of words of which one each stands wherever the pattern matches, the shortest first.
    needs: Box<[WordList]>,
    /// The words that a match can begin with; empty where it may begin with anything.
    openings: WordList,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
enum Step {
    Word(Vec<Literal>),
    Choice(Vec<Vec<Step>>),
    Optional(Vec<Step>),
    Repeated(Vec<Step>),
    Gap,
    Slot(Slot),
    Start,
    End,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Literal {
    word: WordId,
    capitals: Capitals,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
enum Capitals {
    Ignored,
    Required,
}

/// A place in a pattern that something annotated fills: `{value}`, `{value:phrase}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Slot {
    /// What the slot is called: `value`, `subject`, `place`.
    pub name: Arc<str>,
    /// What may fill it, where the name does not say: `phrase`.
    pub form: Option<Arc<str>>,
}

/// Knows what may fill a slot.
pub trait SlotSource {
    /// Appends the token index just past each thing that could fill `slot` starting at token
    /// `start`, the preferred one first.
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>);

    /// Whether `...` may not pass over the token, because something of its own starts there.
    fn bars_gap(&self, _token: usize) -> bool {
        false
    }
}

/// Fills no slot: for patterns that have none.
impl SlotSource for () {
    fn fill(&self, _slot: &Slot, _start: usize, _ends: &mut Vec<usize>) {}
}

/// What filled a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The slot's name.
    pub slot: Arc<str>,
    /// What the slot says may fill it.
    pub form: Option<Arc<str>>,
    /// The tokens that fill it, by index.
    pub tokens: Range<usize>,
}

/// What is wrong with a pattern's text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} in the pattern {pattern:?}; {remedy}")]
pub struct PatternError {
    problem: String,
    pattern: String,
    remedy: &'static str,
}

impl Pattern {
    /// Reads a pattern, adding its words to the vocabulary.
    ///
    /// # Errors
    /// When a bracket is not closed, a class is unknown, or nothing in it is certain to be a word
    /// or a slot.
    pub fn parse(
        pattern: &str,
        vocabulary: &mut VocabularyBuilder,
        inflection: &Inflection,
        classes: &BTreeMap<String, Vec<String>>,
    ) -> Result<Pattern, PatternError> {
        let mut parser = Parser { pattern, rest: pattern, vocabulary, inflection, classes };
        let alternatives = parser.alternatives()?;
        if !parser.rest.is_empty() {
            return Err(parser.error("unmatched )", "remove it or open the group with ("));
        }
        let steps = match <[_; 1]>::try_from(alternatives) {
            Ok([steps]) => steps,
            Err(alternatives) => vec![Step::Choice(alternatives)],
        };
        let is_frequent = |word: &WordId| parser.vocabulary.is_frequent(*word);
        let triggers =
            certain_words(&steps).max_by_key(|words| (!words.iter().any(is_frequent), words.len()));
        let has_slot = steps.iter().any(|step| matches!(step, Step::Slot(_)));
        if triggers.is_none() && !has_slot {
            return Err(parser.error(
                "nothing is certain to be there",
                "give it at least one word that is not optional",
            ));
        }
        let openings = WordList::from(openings_of(&steps).unwrap_or_default());
        let needs = needs_of(&steps, &openings);
        let triggers = triggers.unwrap_or_default().into();
        Ok(Pattern { steps, triggers, needs, openings })
    }

    /// Whether the pattern cannot match without something for the slot.
    pub fn needs(&self, slot: &str) -> bool {
        let needs = |step: &Step| matches!(step, Step::Slot(found) if *found.name == *slot);
        self.steps.iter().any(needs)
    }

    /// Words of which at least one stands wherever the pattern matches; empty when only a slot
    /// is certain.
    pub fn triggers(&self) -> &WordList {
        &self.triggers
    }

    /// Lists of words of which one each stands wherever the pattern matches, the triggers first.
    /// Other long ones are left out: nearly every sentence has a word of theirs.
    pub fn certain_words(&self) -> impl Iterator<Item = &WordList> {
        Some(&self.triggers).filter(|list| !list.is_empty()).into_iter().chain(&self.needs)
    }

    /// The tokens the pattern covers from token `start` on, and what filled its slots. It looks
    /// at nothing but the tokens `within`, a sentence.
    pub fn match_at(
        &self,
        tokens: &[Token],
        start: usize,
        within: Range<usize>,
        slots: &impl SlotSource,
    ) -> Option<(usize, Vec<Capture>)> {
        let mut matcher = Matcher {
            tokens: &tokens[..within.end],
            first: within.start,
            slots,
            captures: Vec::new(),
            budget: BUDGET,
        };
        let mut matched_end = None;
        matcher.steps(&self.steps, start, &mut |_, at| {
            matched_end = Some(at);
            true
        });
        matched_end.map(|at| (at, matcher.captures))
    }

    /// The first match that starts in `range`, the rest of a sentence.
    pub fn find(
        &self,
        tokens: &[Token],
        range: Range<usize>,
        slots: &impl SlotSource,
    ) -> Option<(Range<usize>, Vec<Capture>)> {
        self.find_from(tokens, range.start, range, slots)
    }

    /// The first match in a sentence that starts at `from` or later.
    pub fn find_from(
        &self,
        tokens: &[Token],
        from: usize,
        sentence: Range<usize>,
        slots: &impl SlotSource,
    ) -> Option<(Range<usize>, Vec<Capture>)> {
        (from..sentence.end).filter(|&start| self.may_begin(tokens, start)).find_map(|start| {
            let (end, captures) = self.match_at(tokens, start, sentence.clone(), slots)?;
            Some((start..end, captures))
        })
    }

    /// Whether a match can begin with the token at `at`: most tokens need no attempt. The hyphen
    /// before a word counts as a space.
    pub fn may_begin(&self, tokens: &[Token], at: usize) -> bool {
        self.openings.is_empty()
            || self.openings.has(tokens[at].word)
            || is_inner_hyphen(tokens, at)
    }

    /// The slot that every match begins with, if one does.
    pub fn leading_slot(&self) -> Option<&Slot> {
        match self.steps.first()? {
            Step::Slot(slot) => Some(slot),
            _ => None,
        }
    }

    /// Whether the word is written in it.
    pub fn spells(&self, word: WordId) -> bool {
        word.is_known() && spells(&self.steps, word)
    }

    /// Every slot that is written in it.
    pub fn slots(&self) -> Vec<&Slot> {
        let mut all = Vec::new();
        slots_of(&self.steps, &mut all);
        all
    }
}

struct Matcher<'a, S> {
    tokens: &'a [Token],
    first: usize,
    slots: &'a S,
    captures: Vec<Capture>,
    budget: u32,
}

/// What follows a step: called with the token index reached, says whether the rest matched.
type Rest<'r, 'a, S> = &'r mut dyn FnMut(&mut Matcher<'a, S>, usize) -> bool;

impl<'a, S: SlotSource> Matcher<'a, S> {
    fn steps(&mut self, steps: &[Step], at: usize, rest: Rest<'_, 'a, S>) -> bool {
        let Some((step, following)) = steps.split_first() else {
            return rest(self, at);
        };
        if self.budget == 0 {
            return false;
        }
        self.budget -= 1;
        match step {
            Step::Word(literals) => {
                self.word(literals, at).is_some_and(|next| self.steps(following, next, rest))
            }
            Step::Choice(alternatives) => alternatives.iter().any(|alternative| {
                self.steps(alternative, at, &mut |matcher, next| {
                    matcher.steps(following, next, rest)
                })
            }),
            Step::Optional(inner) => {
                self.steps(inner, at, &mut |matcher, next| matcher.steps(following, next, rest))
                    || self.steps(following, at, rest)
            }
            Step::Repeated(inner) => self.repeated(inner, following, (at, REPEATS), rest),
            Step::Gap => self.gap(following, at, rest),
            Step::Slot(slot) => self.slot(slot, following, at, rest),
            Step::Start => at == self.first && self.steps(following, at, rest),
            Step::End => self.is_end(at) && self.steps(following, at, rest),
        }
    }

    /// Whether nothing but marks is left.
    fn is_end(&self, at: usize) -> bool {
        self.tokens[at.min(self.tokens.len())..].iter().all(|token| token.kind == TokenKind::Mark)
    }

    fn word(&self, literals: &[Literal], at: usize) -> Option<usize> {
        let past_hyphen = || self.literal(literals, at + 1).filter(|_| self.is_inner_hyphen(at));
        self.literal(literals, at).or_else(past_hyphen)
    }

    /// Past the token, if it is one of the literals.
    fn literal(&self, literals: &[Literal], at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        if !token.word.is_known() {
            return None;
        }
        let first = literals.partition_point(|literal| literal.word < token.word);
        let fits = |literal: &Literal| {
            literal.capitals == Capitals::Ignored
                || matches!(token.kind, TokenKind::Word(Case::Upper))
        };
        let same = literals[first..].iter().take_while(|literal| literal.word == token.word);
        same.into_iter().any(fits).then_some(at + 1)
    }

    /// As many of `inner` in a row as there are, and what follows; then with fewer.
    fn repeated(
        &mut self,
        inner: &[Step],
        following: &[Step],
        (at, left): (usize, usize),
        rest: Rest<'_, 'a, S>,
    ) -> bool {
        let goes_on = left > 0
            && self.steps(inner, at, &mut |matcher, next| {
                next > at && matcher.repeated(inner, following, (next, left - 1), rest)
            });
        goes_on || self.steps(following, at, rest)
    }

    fn gap(&mut self, following: &[Step], start: usize, rest: Rest<'_, 'a, S>) -> bool {
        let mut at = start;
        let mut passed = 0;
        loop {
            if self.steps(following, at, rest) {
                return true;
            }
            let ends_clause = self
                .tokens
                .get(at)
                .is_none_or(|token| token.kind == TokenKind::Mark && !self.is_inner_hyphen(at));
            if passed == GAP || ends_clause || self.slots.bars_gap(at) {
                return false;
            }
            passed += usize::from(!self.is_inner_hyphen(at));
            at += 1;
        }
    }

    fn slot(&mut self, slot: &Slot, following: &[Step], at: usize, rest: Rest<'_, 'a, S>) -> bool {
        let mut ends = Vec::new();
        self.slots.fill(slot, at, &mut ends);
        // Most ends have the wrong word after them: a look at it saves writing down a capture.
        if let Some(Step::Word(literals)) = following.first() {
            ends.retain(|&end| self.word(literals, end).is_some());
        }
        let depth = self.captures.len();
        for end in ends {
            if end <= self.tokens.len() {
                self.captures.push(Capture {
                    slot: Arc::clone(&slot.name),
                    form: slot.form.clone(),
                    tokens: at..end,
                });
                if self.steps(following, end, rest) {
                    return true;
                }
                self.captures.truncate(depth);
            }
        }
        false
    }

    fn is_inner_hyphen(&self, at: usize) -> bool {
        is_inner_hyphen(self.tokens, at)
    }
}

/// Whether the token is the hyphen of a compound: joined to the words on both sides.
fn is_inner_hyphen(tokens: &[Token], at: usize) -> bool {
    let is_mark = tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark && t.joined);
    let next = tokens.get(at + 1);
    is_mark
        && tokens[at].span().len() == 1
        && next.is_some_and(|t| t.joined && t.kind != TokenKind::Mark)
        && at > 0
        && tokens[at - 1].kind != TokenKind::Mark
}

fn spells(steps: &[Step], word: WordId) -> bool {
    steps.iter().any(|step| match step {
        Step::Word(literals) => literals.iter().any(|literal| literal.word == word),
        Step::Optional(inner) | Step::Repeated(inner) => spells(inner, word),
        Step::Choice(alternatives) => alternatives.iter().any(|inner| spells(inner, word)),
        Step::Slot(_) | Step::Gap | Step::Start | Step::End => false,
    })
}

fn slots_of<'p>(steps: &'p [Step], all: &mut Vec<&'p Slot>) {
    for step in steps {
        match step {
            Step::Slot(slot) => all.push(slot),
            Step::Optional(inner) | Step::Repeated(inner) => slots_of(inner, all),
            Step::Choice(alternatives) => {
                for steps in alternatives {
                    slots_of(steps, all);
                }
            }
            Step::Word(_) | Step::Gap | Step::Start | Step::End => {}
        }
    }
}

/// The words of a step that cannot be left out and is nothing but words: of several, the one with
/// most words, which are usually content words.
fn triggers_of(steps: &[Step]) -> Option<Vec<WordId>> {
    certain_words(steps).max_by_key(Vec::len)
}

/// For each step that cannot be left out and is nothing but words, the words of which one stands
/// there.
fn certain_words(steps: &[Step]) -> impl Iterator<Item = Vec<WordId>> {
    steps.iter().filter_map(|step| match step {
        Step::Word(literals) => Some(literals.iter().map(|l| l.word).collect::<Vec<_>>()),
        Step::Choice(alternatives) => {
            let each: Option<Vec<Vec<WordId>>> =
                alternatives.iter().map(|steps| triggers_of(steps)).collect();
            each.map(|words| words.concat())
        }
        Step::Optional(_)
        | Step::Repeated(_)
        | Step::Gap
        | Step::Slot(_)
        | Step::Start
        | Step::End => None,
    })
}

/// Of the openings too one stands there, where there are any.
fn needs_of(steps: &[Step], openings: &WordList) -> Box<[WordList]> {
    let certain = certain_words(steps).map(WordList::from);
    let lists = certain.chain(Some(openings.clone()).filter(|list| !list.is_empty()));
    let mut lists: Vec<WordList> = lists.filter(|list| list.words().len() <= NEEDED).collect();
    lists.sort_by(|a, b| (a.words().len(), a.words()).cmp(&(b.words().len(), b.words())));
    lists.dedup();
    lists.into()
}

/// The words of which one begins every match; none where a slot or nothing may begin it.
fn openings_of(steps: &[Step]) -> Option<Vec<WordId>> {
    let (step, following) = steps.split_first()?;
    match step {
        Step::Word(literals) => Some(literals.iter().map(|literal| literal.word).collect()),
        Step::Choice(alternatives) => {
            let each = alternatives.iter().map(|inner| openings_after(inner, following));
            each.collect::<Option<Vec<_>>>().map(|words| words.concat())
        }
        Step::Optional(inner) | Step::Repeated(inner) => {
            Some([openings_after(inner, following)?, openings_of(following)?].concat())
        }
        Step::Start => openings_of(following),
        Step::Gap | Step::Slot(_) | Step::End => None,
    }
}

/// The openings of steps that others follow: they may all be optional.
fn openings_after(steps: &[Step], following: &[Step]) -> Option<Vec<WordId>> {
    openings_of(&[steps, following].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::text::TextSpan;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: Option<&str>) {
        let mut words = VocabularyBuilder::default();
        let classes = BTreeMap::from([(
            "ai".to_owned(),
            vec!["AI".to_owned(), "artificial intelligence".to_owned()],
        )]);
        let pattern =
            Pattern::parse(pattern, &mut words, &Inflection::default(), &classes).unwrap();
        let mut tokens = Vec::new();
        tokenize(text, TextSpan::new(0, text.len()), &words.finish(), &mut tokens);
        let found = pattern.find(&tokens, 0..tokens.len(), &()).map(|(range, _)| {
            &text[tokens[range.start].span().start..tokens[range.end - 1].span().end]
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn words_match_in_any_case_but_capitals_only_in_capitals() {
        check("twin bombing", "The Twin-Bombing", Some("Twin-Bombing"));
        check("AI", "ai", None);
        check("by @ai", "by artificial intelligence", Some("by artificial intelligence"));
    }

    #[test]
    fn inflections_groups_gaps_and_options() {
        check(
            "~warn ... (Iran|Tehran)",
            "it quietly warned officials in Iran",
            Some("warned officials in Iran"),
        );
        check("~warn ... Iran", "it warned, and Iran heard", None);
        check("~warn ... Iran", "warned a b c d e Iran", None);
        check("(was|has been)? written", "has been written", Some("has been written"));
    }

    #[test]
    fn a_pattern_that_cannot_stand_is_refused() {
        let parse = |pattern: &str| {
            let mut words = VocabularyBuilder::default();
            Pattern::parse(pattern, &mut words, &Inflection::default(), &BTreeMap::new()).err()
        };
        for bad in ["(a|b", "a)", "word?", "{value", "@nope", "..."] {
            assert!(parse(bad).is_some(), "{bad} should be refused");
        }
        assert!(parse("a ... (b|c d)?").is_none());
    }
}
