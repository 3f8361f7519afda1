//! Records of packs: as they are written, where, and what they mean.

use crate::fact::{EntityId, Fact, FactStore, Property, Recorded};
use crate::pack::fact_file::{
    DateText, EntityKind, EntityShape, EventShape, FactFile, FactShape, FactTable, Ids,
};
use crate::pack::{Located, Pack, Place};
use crate::value::{PartialDate, Period};
use std::collections::BTreeMap;

/// The records of the packs under review.
#[derive(Debug)]
pub struct Records<'a> {
    files: Vec<&'a Located<FactFile>>,
    facts: &'a FactStore,
    entities: BTreeMap<&'a str, Thing<'a>>,
    events: BTreeMap<&'a str, Thing<'a>>,
}

/// An entity or an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thing<'a> {
    /// What kind of entity it is; none for an event.
    pub kind: Option<EntityKind>,
    pub id: &'a str,
    pub name: &'a str,
    pub aliases: &'a [String],
    pub source: &'a Ids,
    pub as_of: Option<&'a DateText>,
    /// What the file says of it, by property.
    pub facts: &'a BTreeMap<String, FactShape>,
    /// What that means.
    known: &'a [Fact],
    pub place: Place<'a>,
}

/// A fact as it is written, where, and what it means.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    pub thing: Thing<'a>,
    pub table: FactTable,
    pub place: Place<'a>,
    pub property: &'a Property,
    pub fact: &'a Fact,
}

impl<'a> Records<'a> {
    /// Whether nothing can be compared with a statement.
    pub(super) fn is_without_value(&self, id: &str) -> bool {
        self.facts.statements.iter().any(|one| one.id == id && one.values.is_empty())
    }

    /// The records of `packs`; `facts` holds what they mean.
    pub fn new(packs: &'a [Pack], facts: &'a FactStore) -> Self {
        let files: Vec<&Located<FactFile>> = packs.iter().flat_map(|pack| &pack.facts).collect();
        let mut records =
            Records { files, facts, entities: BTreeMap::new(), events: BTreeMap::new() };
        let known: BTreeMap<&str, &[Fact]> =
            facts.entities.iter().map(|entity| (&*entity.id, &*entity.facts)).collect();
        for (shape, place) in records.of("entity", |file| &file.entity) {
            let known = known.get(&*shape.id).copied().unwrap_or_default();
            records.entities.insert(&shape.id, entity(shape, known, place));
        }
        let known: BTreeMap<&str, &[Fact]> =
            facts.events.iter().map(|event| (&*event.id, &*event.facts)).collect();
        for (shape, place) in records.of("event", |file| &file.event) {
            let known = known.get(&*shape.id).copied().unwrap_or_default();
            records.events.insert(&shape.id, event(shape, known, place));
        }
        records
    }

    /// The records under a key of the fact files, each with its place.
    pub(super) fn of<T>(
        &self,
        key: &'static str,
        list: fn(&FactFile) -> &Vec<T>,
    ) -> Vec<(&'a T, Place<'a>)> {
        let files = self.files.iter().copied();
        let records = files.flat_map(|file: &'a Located<FactFile>| {
            let root = file.place().key(key);
            list(&file.value).iter().enumerate().map(move |(at, shape)| (shape, root.item(at)))
        });
        records.collect()
    }

    pub(super) fn entities(&self) -> impl Iterator<Item = Thing<'a>> + '_ {
        self.entities.values().copied()
    }

    pub(super) fn events(&self) -> impl Iterator<Item = Thing<'a>> + '_ {
        self.events.values().copied()
    }

    pub(super) fn things(&self) -> impl Iterator<Item = Thing<'a>> + '_ {
        self.entities().chain(self.events())
    }

    pub(super) fn entity(&self, id: &str) -> Option<Thing<'a>> {
        self.entities.get(id).copied()
    }

    pub(super) fn event(&self, id: &str) -> Option<Thing<'a>> {
        self.events.get(id).copied()
    }

    /// What is stated of a thing, in order of property.
    pub(super) fn stated(&self, thing: Thing<'a>) -> impl Iterator<Item = Stated<'a>> + '_ {
        thing.known.iter().filter_map(move |fact| {
            let property = self.facts.property(fact.property);
            let shape = thing.facts.get(&property.name)?;
            let place = thing.place.key(&property.name);
            Some(Stated { thing, table: shape.table(), place, property, fact })
        })
    }

    /// What is stated of a property.
    pub(super) fn fact(&self, thing: Thing<'a>, property: &str) -> Option<Stated<'a>> {
        self.stated(thing).find(|stated| stated.property.name == property)
    }

    /// The entities that a property names, the value first.
    pub(super) fn named(&self, thing: Thing<'a>, property: &str) -> Vec<Thing<'a>> {
        let Some(stated) = self.fact(thing, property) else { return Vec::new() };
        let values = stated.table.value.iter().chain(&stated.table.also);
        values.filter_map(|value| self.entity(&value.to_string())).collect()
    }

    /// Whether one of two places lies in the other.
    pub(super) fn are_nested(&self, a: &str, b: &str) -> bool {
        let at = |id| self.facts.entities.iter().position(|entity| entity.id == id).map(EntityId);
        let (Some(a), Some(b)) = (at(a), at(b)) else { return false };
        let lies_in = |inner, outer| self.facts.containers(inner).any(|place| place == outer);
        lies_in(a, b) || lies_in(b, a)
    }

    /// The days from the first to the last that a dated property may mean.
    pub(super) fn period(&self, thing: Thing<'a>, property: &str) -> Option<Period> {
        match &self.fact(thing, property)?.fact.recorded {
            Recorded::Dates(periods) => {
                let first = periods.iter().map(|period| period.first).min()?;
                let last = periods.iter().map(|period| period.last).max()?;
                Some(Period::new(first, last))
            }
            _ => None,
        }
    }
}

fn entity<'a>(shape: &'a EntityShape, known: &'a [Fact], place: Place<'a>) -> Thing<'a> {
    Thing {
        kind: Some(shape.kind),
        id: &shape.id,
        name: &shape.name,
        aliases: &shape.aliases,
        source: &shape.source,
        as_of: shape.as_of.as_ref(),
        facts: &shape.facts,
        known,
        place,
    }
}

fn event<'a>(shape: &'a EventShape, known: &'a [Fact], place: Place<'a>) -> Thing<'a> {
    Thing {
        kind: None,
        id: &shape.id,
        name: &shape.name,
        aliases: &shape.aliases,
        source: &shape.source,
        as_of: shape.as_of.as_ref(),
        facts: &shape.facts,
        known,
        place,
    }
}

impl<'a> Thing<'a> {
    /// The place of each of its names, and the name.
    pub(super) fn names(self) -> impl Iterator<Item = (&'a str, Place<'a>)> {
        let aliases = self.aliases.iter().enumerate();
        let aliases =
            aliases.map(move |(at, alias)| (&**alias, self.place.key("aliases").item(at)));
        std::iter::once((self.name, self.place.key("name"))).chain(aliases)
    }

    /// Its kind as a noun.
    pub(super) fn noun(self) -> &'static str {
        match self.kind {
            None => "event",
            Some(EntityKind::Person) => "person",
            Some(EntityKind::Organisation) => "organisation",
            Some(EntityKind::Place) => "place",
            Some(EntityKind::Vessel) => "vessel",
            Some(EntityKind::Law) => "law",
            Some(EntityKind::Thing) => "thing",
        }
    }
}

/// The days that a written date means.
pub(super) fn days(date: &DateText) -> Option<Period> {
    PartialDate::parse(&date.0)?.period()
}
