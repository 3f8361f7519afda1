//! Templates: fragments of wording that together state something that can be recomputed.
//!
//! `~double & from {before:amount} & to {after:amount}` finds its three fragments in any order;
//! `>` in place of `&` keeps the order. They must stand close together within a sentence.

use super::form::Form;
use super::stated::{Stated, Values};
use crate::annotate::{Annotation, Meaning, Sentence};
use crate::language::{
    Capture, Inflection, Pattern, PatternError, Token, VocabularyBuilder, WordList,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// How many fragments' occurrences a sentence may have; beyond that it is a list.
const MOST: usize = 6;

/// A template.
#[derive(Debug)]
pub(super) struct Template {
    fragments: Vec<Fragment>,
    /// How many tokens may lie between two neighbouring fragments.
    reach: usize,
    /// Whether it takes a value that is annotated: shares in words and bare years may not be.
    is_stated: bool,
}

/// A piece of wording.
#[derive(Debug)]
pub(super) struct Fragment {
    pattern: Pattern,
    /// What fills the slot that every match begins with, if one does.
    leading: Option<Form>,
    /// What fills its slots; empty if something that is not annotated may.
    forms: Vec<Form>,
    follows_last: bool,
}

/// What was found: where, and what fills the slots.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// All of its tokens; of values told apart, those that set it off.
    pub(super) tokens: Range<usize>,
    pub(super) slots: Vec<(Arc<str>, Stated)>,
    /// The sentences that the values stand in, if they are told apart.
    pub(super) sentences: Vec<Range<usize>>,
}

impl Match {
    /// What fills the slot, the first if several do.
    pub(super) fn get(&self, slot: &str) -> Option<&Stated> {
        self.slots.iter().find(|(name, _)| **name == *slot).map(|(_, stated)| stated)
    }

    /// Whether that this match fits explains the other one away: it holds all of it, or it gives
    /// the same change other ends, or the same ends another change.
    pub(super) fn explains(&self, other: &Match) -> bool {
        let change = |found: &Match| found.get("change").map(|change| change.tokens.clone());
        let ends = |found: &Match| {
            let of = |slot| found.get(slot).map(|end| end.tokens.clone());
            Some((of("before")?, of("after")?))
        };
        self.tokens.start <= other.tokens.start && other.tokens.end <= self.tokens.end
            || ends(self).is_some() && ends(self) == ends(other)
            || change(self).is_some() && change(self) == change(other)
    }

    /// All that fill the slot, in order.
    pub(super) fn all<'m>(&'m self, slot: &'m str) -> impl Iterator<Item = &'m Stated> {
        self.slots.iter().filter(move |(name, _)| **name == *slot).map(|(_, stated)| stated)
    }
}

/// A fragment found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) slots: Vec<(Arc<str>, Stated)>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// When one of its fragments is no pattern.
    pub(super) fn parse(
        template: &str,
        reach: usize,
        vocabulary: &mut VocabularyBuilder,
        inflection: &Inflection,
        classes: &BTreeMap<String, Vec<String>>,
    ) -> Result<Template, PatternError> {
        let mut fragments = Vec::new();
        for ordered in template.split(" & ") {
            for (place, part) in ordered.split(" > ").enumerate() {
                let fragment = Fragment::parse(part, vocabulary, inflection, classes)?;
                fragments.push(Fragment { follows_last: place > 0, ..fragment });
            }
        }
        let slots = fragments.iter().flat_map(|fragment| fragment.pattern.slots());
        let forms = slots.into_iter().filter_map(|slot| Form::named(slot.form.as_deref()));
        let is_stated = forms.into_iter().any(Form::is_annotated);
        Ok(Template { fragments, reach, is_stated })
    }

    /// Lists of words of which one each stands wherever the template matches, the longest of those
    /// that set a fragment off first.
    pub(super) fn certain_words(&self) -> Vec<&WordList> {
        let triggers = self.fragments.iter().map(|fragment| fragment.pattern.triggers());
        let longest = triggers.max_by_key(|list| list.words().len());
        let all = self.fragments.iter().flat_map(|fragment| fragment.pattern.certain_words());
        longest.filter(|list| !list.is_empty()).into_iter().chain(all).collect()
    }

    /// Words of which one stands in the first sentence of a passage that the template matches: any
    /// of its fragments, or the first word of one, may end that sentence.
    pub(super) fn certain_openings(&self) -> WordList {
        let lists = self.fragments.iter().flat_map(|fragment| fragment.pattern.certain_words());
        lists.flat_map(WordList::words).copied().collect()
    }

    /// The slots of the template, with what may fill them.
    pub(super) fn is_filled_by_known_forms(&self) -> bool {
        self.fragments.iter().all(Fragment::is_filled_by_known_forms)
    }

    /// Whether a passage has a word of every fragment. Most have not, and telling so costs a tenth
    /// of an attempt.
    pub(super) fn may_stand_in(&self, tokens: &[Token]) -> bool {
        self.fragments.iter().all(|fragment| fragment.stands_in(tokens))
    }

    fn has_values(&self, values: &Values<'_>, sentence: &Sentence) -> bool {
        let is_value = |found: &Annotation| !matches!(found.meaning, Meaning::Quote { .. });
        !self.is_stated || values.scene.annotated.within(sentence.tokens.clone()).any(is_value)
    }

    /// Everything the template finds in a sentence that holds a word of every fragment.
    pub(super) fn find(&self, values: &Values<'_>, sentence: &Sentence) -> Vec<Match> {
        let Some((first, others)) = self.fragments.split_first() else {
            return Vec::new();
        };
        let is_filled = |fragment: &Fragment| fragment.may_be_filled(values, sentence);
        if !self.has_values(values, sentence) || !self.fragments.iter().all(is_filled) {
            return Vec::new();
        }
        let mut firsts = first.occurrences(values, sentence);
        firsts.truncate(MOST);
        if firsts.is_empty() {
            return Vec::new();
        }
        let mut rest = Vec::with_capacity(others.len());
        for fragment in others {
            let found = fragment.occurrences(values, sentence);
            if found.is_empty() || found.len() > MOST {
                return Vec::new();
            }
            rest.push((found, fragment.follows_last));
        }
        firsts.into_iter().filter_map(|first| self.joined(first, &rest, values)).collect()
    }

    /// The match that starts with this occurrence of the first fragment and takes the nearest of
    /// each other one.
    fn joined(
        &self,
        first: Found,
        rest: &[(Vec<Found>, bool)],
        values: &Values<'_>,
    ) -> Option<Match> {
        let mut taken = vec![first];
        for (found, follows) in rest {
            let near = found
                .iter()
                .filter(|found| taken.iter().all(|other| !overlap(&found.tokens, &other.tokens)))
                .filter(|found| {
                    !follows
                        || taken.last().is_some_and(|last| found.tokens.start >= last.tokens.end)
                })
                .min_by_key(|found| distance(found, &taken))?;
            taken.push(near.clone());
        }
        taken.sort_by_key(|found| found.tokens.start);
        let is_close = taken.windows(2).all(|pair| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            between.len() <= self.reach && !values.parts_clauses(between)
        });
        let (start, end) = (taken.first()?.tokens.start, taken.last()?.tokens.end);
        let slots = taken.into_iter().flat_map(|found| found.slots).collect();
        is_close.then_some(Match { tokens: start..end, slots, sentences: Vec::new() })
    }
}

impl Fragment {
    /// Reads a piece of wording.
    ///
    /// # Errors
    /// When it is no pattern.
    pub(super) fn parse(
        text: &str,
        vocabulary: &mut VocabularyBuilder,
        inflection: &Inflection,
        classes: &BTreeMap<String, Vec<String>>,
    ) -> Result<Fragment, PatternError> {
        let pattern = Pattern::parse(text, vocabulary, inflection, classes)?;
        let leading = pattern.leading_slot();
        let leading = leading.and_then(|slot| Form::named(slot.form.as_deref()));
        let slots = pattern.slots().into_iter();
        let forms: Vec<Form> = slots.filter_map(|slot| Form::named(slot.form.as_deref())).collect();
        let is_annotated = forms.iter().all(|form| form.is_annotated());
        let forms = if is_annotated { forms } else { Vec::new() };
        Ok(Fragment { pattern, leading, forms, follows_last: false })
    }

    /// Whether each of its slots has a form that exists.
    pub(super) fn is_filled_by_known_forms(&self) -> bool {
        self.pattern.slots().into_iter().all(|slot| Form::named(slot.form.as_deref()).is_some())
    }

    /// Lists of words of which one each stands wherever it matches.
    pub(super) fn certain_words(&self) -> impl Iterator<Item = &WordList> {
        self.pattern.certain_words()
    }

    /// Whether something is annotated that one of its slots takes.
    pub(super) fn may_be_filled(&self, values: &Values<'_>, sentence: &Sentence) -> bool {
        let mut found = values.scene.annotated.within(sentence.tokens.clone());
        self.forms.is_empty()
            || found.any(|found| self.forms.iter().any(|form| form.takes(&found.meaning)))
    }

    /// Whether one of the words stands there without which the fragment cannot match.
    pub(super) fn stands_in(&self, tokens: &[Token]) -> bool {
        let triggers = self.pattern.triggers();
        triggers.is_empty() || tokens.iter().any(|token| triggers.has(token.word))
    }

    /// Everything the fragment finds in a sentence.
    pub(super) fn occurrences(&self, values: &Values<'_>, sentence: &Sentence) -> Vec<Found> {
        let tokens = &values.scene.annotated.tokens;
        let pattern = &self.pattern;
        let mut all = Vec::new();
        if self.leading.is_some_and(Form::is_annotated) {
            let mut next = sentence.tokens.start;
            for value in values.scene.annotated.within(sentence.tokens.clone()) {
                let start = value.tokens.start;
                if start >= next
                    && let Some((end, captures)) =
                        pattern.match_at(tokens, start, sentence.tokens.clone(), values)
                {
                    next = end.max(start + 1);
                    all.push(found(values, start..end, &captures));
                }
            }
            return all;
        }
        let may_begin = |at: usize| match self.leading {
            Some(form) => values.may_state(form, at),
            None => pattern.may_begin(tokens, at),
        };
        let mut next = sentence.tokens.start;
        for at in sentence.tokens.clone() {
            if at >= next
                && may_begin(at)
                && let Some((end, captures)) =
                    pattern.match_at(tokens, at, sentence.tokens.clone(), values)
            {
                next = end.max(at + 1);
                all.push(found(values, at..end, &captures));
            }
        }
        all
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn distance(found: &Found, taken: &[Found]) -> usize {
    let apart = |other: &Found| {
        let after = found.tokens.start.saturating_sub(other.tokens.end);
        after.max(other.tokens.start.saturating_sub(found.tokens.end))
    };
    taken.iter().map(apart).min().unwrap_or_default()
}

fn found(values: &Values<'_>, tokens: Range<usize>, captures: &[Capture]) -> Found {
    let slots = captures.iter().filter_map(|capture| {
        let stated = values.stated(Form::named(capture.form.as_deref())?, &capture.tokens)?;
        Some((Arc::clone(&capture.slot), stated))
    });
    Found { slots: slots.collect(), tokens }
}
