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
        index
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

    /// Whether something is known to lie within a place.
    pub(super) fn holds_some(&self, place: EntityId) -> bool {
        self.index.around.contains(&place)
    }

    /// The people with a surname, as it is written.
    pub fn of_surname(&self, surname: &str) -> &[EntityId] {
        self.index.by_surname.get(surname).map_or(&[], Vec::as_slice)
    }
}
