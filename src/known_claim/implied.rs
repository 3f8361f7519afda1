//! Whom a sentence means by a pronoun.

use crate::annotate::{Annotated, Name, Sentence};
use crate::claim::Mentions;
use crate::fact::{EntityId, FactStore};
use crate::language::{Language, NameKind, Vocabulary, WordId};
use crate::pack::fact_file::EntityKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many sentences back a pronoun may look for its name.
const BACK: usize = 3;

/// The pronouns that stand for what has a record.
#[derive(Debug, Default)]
pub(super) struct Pronouns {
    /// "he", "her"
    of_persons: BTreeSet<WordId>,
    /// "it", "their"
    of_others: BTreeSet<WordId>,
}

impl Pronouns {
    pub(super) fn new(language: &Language, vocabulary: &Vocabulary) -> Self {
        let class = |name: &str| {
            let words = language.classes.get(name).into_iter().flatten();
            words.map(|word| vocabulary.id(word)).filter(|word| word.is_known()).collect()
        };
        Pronouns { of_persons: class("he_or_she"), of_others: class("it_or_they") }
    }

    /// The pronouns of a sentence, each with the one entity that it can stand for.
    pub(super) fn implied(
        &self,
        annotated: &Annotated<'_>,
        mentions: &Mentions,
        facts: &FactStore,
        sentence: &Sentence,
    ) -> Vec<(usize, EntityId)> {
        let reader = Reader { annotated, mentions, facts };
        let meant = |at: usize| {
            let word = annotated.tokens[at].word;
            if self.of_persons.contains(&word) {
                reader.nearest(at, |tokens| reader.persons(tokens))
            } else if self.of_others.contains(&word) {
                reader.nearest(at, |tokens| reader.others(tokens))
            } else {
                None
            }
        };
        sentence.tokens.clone().filter_map(|at| Some((at, meant(at)?))).collect()
    }
}

/// What a sentence that names nobody and nothing goes on about: the one thing, no person and no
/// place, that those before it named last.
pub(super) fn topic(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    facts: &FactStore,
    sentence: &Sentence,
) -> Option<EntityId> {
    let reader = Reader { annotated, mentions, facts };
    let tokens = sentence.tokens.clone();
    let is_place = |entity| facts.entity(entity).kind == EntityKind::Place;
    let names_one = mentions.entities_within(tokens.clone()).any(|entity| !is_place(entity));
    let is_stranger = |name: &Name| {
        let is_known = mentions.within(name.tokens.clone()).next().is_some();
        !is_known && !matches!(name.kind, NameKind::Demonym | NameKind::Place)
    };
    let names_stranger = annotated.names_within(tokens.clone()).any(is_stranger);
    let is_silent = !names_one && !names_stranger;
    is_silent.then(|| reader.nearest(tokens.start, |tokens| reader.others(tokens))).flatten()
}

struct Reader<'a> {
    annotated: &'a Annotated<'a>,
    mentions: &'a Mentions,
    facts: &'a FactStore,
}

impl Reader<'_> {
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
        let nearest = all.find(|found| !found.is_empty())?;
        let mut nearest = nearest.into_iter();
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
        let named = self.mentions.within(tokens).filter_map(move |mention| {
            let mut entities =
                self.mentions.entities_within(mention.tokens.start..mention.tokens.start + 1);
            let first = entities.next()?;
            is_it(self.facts.entity(first).kind).then(|| entities.next().is_none().then_some(first))
        });
        named.collect::<Vec<_>>().into_iter()
    }
}
