//! Values told apart, in one sentence or in neighbouring ones.
//!
//! Each *role* has its own wordings: "born in {birth}", "died at {age}". A statement is read where
//! every role has a value and none has two, in the fewest sentences around the first role.

use super::stated::{Stated, Values};
use super::template::{Found, Fragment, Match};
use crate::annotate::Sentence;
use crate::language::{Inflection, PatternError, VocabularyBuilder, WordList};
use crate::pack::rule_file::Look;
use crate::text::BlockKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// The slots of which a statement has two values: the ends of a stretch of time, and of a change.
const PAIRS: [&str; 2] = ["point", "end"];

/// How many values of one role a passage may have; beyond that it is a list.
const MOST: usize = 8;

/// The roles of a statement, the one that sets it off first.
#[derive(Debug, Default)]
pub(super) struct Together {
    roles: Vec<Role>,
    sentences: usize,
    look: Look,
}

#[derive(Debug)]
struct Role {
    wordings: Vec<Fragment>,
    /// Whether it takes any value that no other role takes.
    is_rest: bool,
}

/// Sentences by index, the first and the last.
type Window = (usize, usize);

impl Together {
    /// Reads the wordings of each role.
    ///
    /// # Errors
    /// When one of them is no pattern.
    pub(super) fn parse(
        roles: &[Vec<String>],
        (sentences, look): (usize, Look),
        vocabulary: &mut VocabularyBuilder,
        inflection: &Inflection,
        classes: &BTreeMap<String, Vec<String>>,
    ) -> Result<Together, PatternError> {
        let mut all = Vec::new();
        for role in roles {
            let mut wordings = Vec::new();
            for wording in role {
                wordings.push(Fragment::parse(wording, vocabulary, inflection, classes)?);
            }
            let is_rest = role.iter().all(|wording| {
                wording.starts_with('{') && wording.ends_with('}') && !wording.contains(' ')
            });
            all.push(Role { wordings, is_rest });
        }
        Ok(Together { roles: all, sentences, look })
    }

    /// Whether every slot has a form that exists.
    pub(super) fn is_filled_by_known_forms(&self) -> bool {
        self.roles.iter().flat_map(|role| &role.wordings).all(Fragment::is_filled_by_known_forms)
    }

    /// How many wordings may set it off.
    pub(super) fn anchors(&self) -> usize {
        self.roles.first().map_or(0, |role| role.wordings.len())
    }

    /// Lists of words of which one each stands where the wording matches that sets it off.
    pub(super) fn certain_words(&self, anchor: usize) -> Vec<WordList> {
        let wording = &self.roles[0].wordings[anchor];
        wording.certain_words().cloned().collect()
    }

    /// Everything that one of the wordings sets off in a sentence.
    pub(super) fn find(
        &self,
        anchor: usize,
        values: &Values<'_>,
        sentence: &Sentence,
    ) -> Vec<Match> {
        let annotated = values.scene.annotated;
        let wording = &self.roles[0].wordings[anchor];
        if !wording.may_be_filled(values, sentence) {
            return Vec::new();
        }
        let found = wording.occurrences(values, sentence);
        if found.is_empty() || found.len() > MOST {
            return Vec::new();
        }
        let at = annotated.sentences.partition_point(|s| s.tokens.end <= sentence.tokens.start);
        let told = found.into_iter().filter(|found| !annotated.is_quoted(&found.tokens));
        told.filter_map(|found| self.complete(found, values, at)).collect()
    }

    /// The values of the other roles, from the fewest sentences that hold them all.
    fn complete(&self, anchor: Found, values: &Values<'_>, at: usize) -> Option<Match> {
        for window in self.windows(values, at) {
            let mut taken = vec![anchor.clone()];
            match self.fill(&mut taken, values, window) {
                Filled::Missing => {}
                Filled::Ambiguous => return None,
                Filled::Whole => {
                    if self.is_told_twice(&anchor, values, window) {
                        return None;
                    }
                    return Some(joined(taken, values));
                }
            }
        }
        None
    }

    /// Whether the first role has another value as well.
    fn is_told_twice(&self, anchor: &Found, values: &Values<'_>, window: Window) -> bool {
        let others = self.roles[0].found(values, window);
        others.iter().any(|other| !other.says_the_same(anchor) && !other.shares_figure(anchor))
    }

    fn fill(&self, taken: &mut Vec<Found>, values: &Values<'_>, window: Window) -> Filled {
        let (plain, rest): (Vec<&Role>, Vec<&Role>) =
            self.roles[1..].iter().partition(|role| !role.is_rest);
        for role in plain.into_iter().chain(rest) {
            let mut found = role.found(values, window);
            found.retain(|found| {
                let is_told = |other: &Found| {
                    other.shares_figure(found) || role.is_rest && other.shares_value(found)
                };
                !taken.iter().any(is_told)
            });
            let mut distinct: Vec<Found> = Vec::new();
            for one in found {
                if !distinct.iter().any(|other| other.says_the_same(&one)) {
                    distinct.push(one);
                }
            }
            let wanted = if distinct.first().is_some_and(Found::is_one_of_a_pair) { 2 } else { 1 };
            match distinct.len() {
                n if n < wanted => return Filled::Missing,
                n if n > wanted => return Filled::Ambiguous,
                _ => taken.extend(distinct),
            }
        }
        Filled::Whole
    }

    /// Ranges of sentences around the one that sets it off, the short ones first.
    fn windows(&self, values: &Values<'_>, at: usize) -> Vec<Window> {
        let more = self.sentences.saturating_sub(1);
        let back = reach(values, at, more, Way::Back);
        let ahead = match self.look {
            Look::Around => reach(values, at, more, Way::Ahead),
            Look::Back => 0,
        };
        let mut all = Vec::new();
        for size in 0..=more {
            for before in (0..=size.min(back)).rev() {
                if size - before <= ahead {
                    all.push((at - before, at + size - before));
                }
            }
        }
        all
    }
}

enum Filled {
    /// Some role has no value.
    Missing,
    /// Some role has more than it should.
    Ambiguous,
    /// Each has its own.
    Whole,
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    Ahead,
}

/// How many sentences of running text lie beside this one, at most so many.
fn reach(values: &Values<'_>, at: usize, most: usize, way: Way) -> usize {
    let annotated = values.scene.annotated;
    let kind = |at: usize| annotated.article.blocks()[annotated.sentences[at].block].kind;
    let beside = |n: usize| match way {
        Way::Back => at.checked_sub(n),
        Way::Ahead => Some(at + n).filter(|&at| at < annotated.sentences.len()),
    };
    let is_text = |at: &usize| kind(*at) == BlockKind::Paragraph;
    (1..=most).take_while(|&n| beside(n).as_ref().is_some_and(is_text) && is_text(&at)).count()
}

impl Role {
    /// Everything that its wordings find, quotations left out; of two that overlap, the longer.
    fn found(&self, values: &Values<'_>, (first, last): Window) -> Vec<Found> {
        let annotated = values.scene.annotated;
        let mut all: Vec<Found> = Vec::new();
        for sentence in &annotated.sentences[first..=last] {
            let tokens = &annotated.tokens[sentence.tokens.clone()];
            let may_match = |wording: &&Fragment| {
                wording.stands_in(tokens) && wording.may_be_filled(values, sentence)
            };
            for wording in self.wordings.iter().filter(may_match) {
                let found = wording.occurrences(values, sentence);
                all.extend(found.into_iter().filter(|found| !annotated.is_quoted(&found.tokens)));
            }
        }
        all.truncate(4 * MOST);
        // The day of a dateline is that of writing, and no part of what the text tells.
        let dateline = if first == 0 && !all.is_empty() { annotated.dateline() } else { None };
        if let Some(dateline) = dateline {
            all.retain(|found| found.tokens.start >= dateline.tokens.end);
        }
        all
    }
}

/// One match of the values; what is flagged is the wording that set it off.
fn joined(taken: Vec<Found>, values: &Values<'_>) -> Match {
    let annotated = values.scene.annotated;
    let mut sentences: Vec<Range<usize>> = taken
        .iter()
        .filter_map(|found| annotated.sentence_of(found.tokens.start))
        .map(|sentence| sentence.tokens.clone())
        .collect();
    sentences.sort_by_key(|tokens| tokens.start);
    sentences.dedup();
    let tokens = taken[0].tokens.clone();
    let slots = taken.into_iter().flat_map(|found| found.slots).collect();
    Match { tokens, slots, sentences }
}

impl Found {
    /// Whether both fill the same slots with the same values.
    fn says_the_same(&self, other: &Found) -> bool {
        let says = |a: &Found, b: &Found| {
            a.slots.iter().all(|(name, value)| {
                b.slots.iter().any(|(n, v)| n == name && v.meaning == value.meaning)
            })
        };
        says(self, other) || says(other, self)
    }

    /// Whether one figure is a value of both; a date may be that of two things.
    fn shares_figure(&self, other: &Found) -> bool {
        self.shares(other, |stated| stated.number().is_some())
    }

    fn shares_value(&self, other: &Found) -> bool {
        self.shares(other, |_| true)
    }

    fn shares(&self, other: &Found, counts: impl Fn(&Stated) -> bool) -> bool {
        let values = |found: &Found| -> Vec<Range<usize>> {
            let slots = found.slots.iter().filter(|(_, stated)| counts(stated));
            slots.map(|(_, stated)| stated.tokens.clone()).collect()
        };
        let others = values(other);
        values(self).iter().any(|a| others.iter().any(|b| a.start < b.end && b.start < a.end))
    }

    fn is_one_of_a_pair(&self) -> bool {
        self.slots.iter().any(|(name, _)| PAIRS.contains(&&**name))
    }
}
