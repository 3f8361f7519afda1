//! Whom and what a sentence means without naming it.

use crate::annotate::{Annotated, Name, Sentence};
use crate::claim::Mentions;
use crate::fact::{EntityId, FactStore};
use crate::language::{NameKind, WordId};
use crate::pack::fact_file::EntityKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many sentences back a pronoun may look for its name.
const BACK: usize = 3;

/// How many pronouns of a sentence are resolved: each looks through the sentence for its name.
const PRONOUNS: usize = 16;

/// The pronouns that stand for what has a record.
#[derive(Debug, Default)]
pub(super) struct Pronouns {
    /// "he", "her"
    pub(super) of_persons: BTreeSet<WordId>,
    /// "it", "their"
    pub(super) of_others: BTreeSet<WordId>,
    /// "said": whoever speaks does nothing else.
    pub(super) says: BTreeSet<WordId>,
}

/// What an article has told when a sentence begins.
pub(super) struct Told<'a> {
    pub(super) annotated: &'a Annotated<'a>,
    pub(super) mentions: &'a Mentions,
    pub(super) facts: &'a FactStore,
}

impl Told<'_> {
    /// The pronouns of a sentence, each with the one entity that it can stand for.
    pub(super) fn by_pronouns(
        &self,
        pronouns: &Pronouns,
        sentence: &Sentence,
    ) -> Vec<(usize, EntityId)> {
        let word = |at: usize| self.annotated.tokens.get(at).map(|token| token.word);
        let is_of = |words: &BTreeSet<WordId>, at: usize| {
            word(at).is_some_and(|word| words.contains(&word))
        };
        let stands = |&at: &usize| {
            let is_pronoun = is_of(&pronouns.of_persons, at) || is_of(&pronouns.of_others, at);
            is_pronoun && !is_of(&pronouns.says, at + 1)
        };
        let meant = |at: usize| match is_of(&pronouns.of_persons, at) {
            true => self.nearest(at, |tokens| self.persons(tokens)),
            false => self.nearest(at, |tokens| self.others(tokens)),
        };
        let found = sentence.tokens.clone().filter(stands).take(PRONOUNS);
        found.filter_map(|at| Some((at, meant(at)?))).collect()
    }

    /// What a sentence that names nobody and nothing goes on about: the one thing, no person and no
    /// place, that those before it named last.
    pub(super) fn topic(&self, sentence: &Sentence) -> Option<EntityId> {
        let tokens = sentence.tokens.clone();
        let is_place = |entity| self.facts.entity(entity).kind == EntityKind::Place;
        let mut named = self.mentions.entities_within(tokens.clone());
        let names_one = named.any(|entity| !is_place(entity));
        let is_stranger = |name: &Name| {
            let is_known = self.mentions.within(name.tokens.clone()).next().is_some();
            !is_known && !matches!(name.kind, NameKind::Demonym | NameKind::Place)
        };
        let names_stranger = self.annotated.names_within(tokens.clone()).any(is_stranger);
        let is_silent = !names_one && !names_stranger;
        is_silent.then(|| self.nearest(tokens.start, |tokens| self.others(tokens))).flatten()
    }

    /// The only one that the nearest sentence before the token names that names any.
    fn nearest(
        &self,
        at: usize,
        named: impl Fn(Range<usize>) -> BTreeSet<Option<EntityId>>,
    ) -> Option<EntityId> {
        let sentences = &self.annotated.sentences;
        let current = sentences.partition_point(|sentence| sentence.tokens.end <= at);
        let recent = sentences.get(current.saturating_sub(BACK)..=current)?.iter().rev();
        let mut all = recent.map(|one| named(one.tokens.start..one.tokens.end.min(at)));
        let mut nearest = all.find(|found| !found.is_empty())?.into_iter();
        nearest.next().filter(|_| nearest.next().is_none()).flatten()
    }

    /// The persons that some tokens name, none for one without a record.
    fn persons(&self, tokens: Range<usize>) -> BTreeSet<Option<EntityId>> {
        let names = self.annotated.names_within(tokens.clone());
        let strangers = names
            .filter(|name| name.kind == NameKind::Person)
            .filter(|name| self.mentions.entities_within(name.tokens.clone()).next().is_none());
        let strangers = strangers.map(|_| None);
        strangers.chain(self.of_kind(tokens, |kind| kind == EntityKind::Person)).collect()
    }

    /// What some tokens name that is neither a person nor a place.
    fn others(&self, tokens: Range<usize>) -> BTreeSet<Option<EntityId>> {
        let is_other = |kind| !matches!(kind, EntityKind::Person | EntityKind::Place);
        self.of_kind(tokens, is_other).collect()
    }

    /// The entities of a kind that some tokens name, none for a name that may mean several.
    fn of_kind(
        &self,
        tokens: Range<usize>,
        is_it: impl Fn(EntityKind) -> bool,
    ) -> impl Iterator<Item = Option<EntityId>> {
        self.mentions.within(tokens).filter_map(move |mention| {
            let start = mention.tokens.start;
            let mut entities = self.mentions.entities_within(start..start + 1);
            let first = entities.next()?;
            is_it(self.facts.entity(first).kind).then(|| entities.next().is_none().then_some(first))
        })
    }
}
