//! What is found in the records without a look at every one of them.

use super::model::{Entity, EntityId, EventId, Fact, FactStore, Subject};
use crate::pack::fact_file::EntityKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Records by what checks ask for.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct FactIndex {
    /// Entities with posts.
    posts: Vec<EntityId>,
    /// Facts that nobody has disclosed, by subject and place among its facts: events first.
    undisclosed: Vec<(Subject, usize)>,
    /// The events that an entity took part in.
    by_party: BTreeMap<EntityId, Vec<EventId>>,
    /// What other entities lie within.
    around: BTreeSet<EntityId>,
    /// The events whose names name an entity, other than the places around them.
    called_after: BTreeMap<EntityId, Vec<EventId>>,
    /// People by the last word of their names.
    by_surname: BTreeMap<String, Vec<EntityId>>,
}

impl FactIndex {
    /// Indexes the records of a store.
    pub(super) fn new(store: &FactStore) -> Self {
        let mut index = FactIndex::default();
        for (at, event) in store.events.iter().enumerate() {
            for party in store.parties(EventId(at)) {
                let events = index.by_party.entry(party).or_default();
                if events.last() != Some(&EventId(at)) {
                    events.push(EventId(at));
                }
            }
            index.add_undisclosed(Subject::Event(EventId(at)), &event.facts);
        }
        for (at, entity) in store.entities.iter().enumerate() {
            index.add_entity(EntityId(at), entity);
            index.add_undisclosed(Subject::Entity(EntityId(at)), &entity.facts);
        }
        index.add_names_of_events(store);
        index
    }

    fn add_names_of_events(&mut self, store: &FactStore) {
        let mut entities: BTreeMap<&str, EntityId> = BTreeMap::new();
        for (at, entity) in store.entities.iter().enumerate() {
            let names = std::iter::once(&entity.name).chain(&entity.aliases);
            let proper = names.filter(|name| name.starts_with(char::is_uppercase));
            entities.extend(proper.map(|name| (name.as_str(), EntityId(at))));
        }
        for (at, event) in store.events.iter().enumerate() {
            let around: Vec<EntityId> =
                store.place(EventId(at)).into_iter().flat_map(|it| store.containers(it)).collect();
            let named = phrases(&event.name).filter_map(|phrase| entities.get(phrase));
            for entity in named.filter(|entity| !around.contains(entity)) {
                self.called_after.entry(*entity).or_default().push(EventId(at));
            }
        }
    }

    fn add_entity(&mut self, id: EntityId, entity: &Entity) {
        if !entity.roles.is_empty() {
            self.posts.push(id);
        }
        self.around.extend(entity.within);
        let surname = entity.name.rsplit_once(' ').map(|(_, last)| last);
        if let Some(last) = surname.filter(|_| entity.kind == EntityKind::Person) {
            self.by_surname.entry(last.to_owned()).or_default().push(id);
        }
    }

    fn add_undisclosed(&mut self, subject: Subject, facts: &[Fact]) {
        let undisclosed = facts.iter().enumerate().filter(|(_, fact)| fact.undisclosed);
        self.undisclosed.extend(undisclosed.map(|(nth, _)| (subject, nth)));
    }
}

impl FactStore {
    /// Everybody with a post on record.
    pub fn with_posts(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.index.posts.iter().map(|&id| (id, self.entity(id)))
    }

    /// Every fact that nobody has disclosed: of events first, then of entities.
    pub fn undisclosed(&self) -> impl Iterator<Item = (Subject, &Fact)> {
        let all = self.index.undisclosed.iter();
        all.map(|&(subject, nth)| (subject, &self.facts_of(subject)[nth]))
    }

    /// The events that an entity took part in, in order.
    pub fn events_of(&self, party: EntityId) -> &[EventId] {
        self.index.by_party.get(&party).map_or(&[], Vec::as_slice)
    }

    /// The events whose names name an entity, other than the places around them: "the collapse of
    /// Cormorant Tower".
    pub fn events_called_after(&self, entity: EntityId) -> &[EventId] {
        self.index.called_after.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// Whether something is known to lie within a place.
    pub(super) fn holds_some(&self, place: EntityId) -> bool {
        self.index.around.contains(&place)
    }

    /// The people with a surname, as it is written.
    pub fn of_surname(&self, surname: &str) -> &[EntityId] {
        self.index.by_surname.get(surname).map_or(&[], Vec::as_slice)
    }
}

/// How many words a name within a name has at most.
const WORDS_OF_NAME: usize = 5;

/// The runs of words in a text, up to the length of names.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    let ends = |from: usize| {
        let rest = &text[from..];
        let spaces = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
        spaces.take(WORDS_OF_NAME).map(move |at| &rest[..at])
    };
    let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1));
    starts.flat_map(ends)
}
