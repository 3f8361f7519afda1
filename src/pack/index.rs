//! Every id that a record can be referred to by, and where it was given.

use super::located::Place;
use super::problem::Problems;
use super::property_file::ValueKind;
use super::suggest::did_you_mean;
use super::tree::Node;
use super::wording::{a, quoted};
use std::collections::BTreeMap;

/// What the values of each property are; none if its file is broken.
pub(super) type PropertyKinds = BTreeMap<String, Option<ValueKind>>;

/// The kinds of records with ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Record {
    Source,
    Entity,
    Event,
    Debunked,
    Statement,
    Quote,
    Term,
}

impl Record {
    const ALL: [Record; 7] = [
        Record::Source,
        Record::Entity,
        Record::Event,
        Record::Debunked,
        Record::Statement,
        Record::Quote,
        Record::Term,
    ];

    /// The key of its list in a fact file.
    fn key(self) -> &'static str {
        match self {
            Record::Source => "source",
            Record::Entity => "entity",
            Record::Event => "event",
            Record::Debunked => "debunked",
            Record::Statement => "statement",
            Record::Quote => "quote",
            Record::Term => "term",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Record::Debunked => "debunked claim",
            _ => self.key(),
        }
    }
}

/// The ids of records, taken from trees: a record with a fault is still there to be referred to.
pub(super) struct Index<'a> {
    /// Facts of the packs, where this holds those of an example.
    base: Option<&'a Index<'a>>,
    places: BTreeMap<Record, BTreeMap<&'a str, Place<'a>>>,
    pub properties: &'a PropertyKinds,
    /// Whether all files could be parsed. If not, an id that is missing here may be in them.
    pub complete: bool,
}

impl<'a> Index<'a> {
    pub(super) fn new(properties: &'a PropertyKinds) -> Self {
        Index { base: None, places: BTreeMap::new(), properties, complete: true }
    }

    /// An index that adds to this one.
    pub(super) fn over(base: &'a Index<'a>) -> Self {
        Index { base: Some(base), complete: base.complete, ..Index::new(base.properties) }
    }

    /// Takes in the ids of a fact file, and reports those that are taken.
    pub(super) fn declare(&mut self, file: Place<'a>, problems: &mut Problems) {
        for record in Record::ALL {
            let places = self.places.entry(record).or_default();
            let items = file.node.get(record.key()).map_or(&[][..], Node::items);
            for node in items {
                let Some(id) = node.get("id").and_then(Node::text) else {
                    continue;
                };
                let place = Place { node, ..file };
                match places.get(id) {
                    // A term is named after its property, so two packs may well have it.
                    Some(_) if record == Record::Term => {}
                    Some(first) => taken(record, id, *first, place, problems),
                    None => drop(places.insert(id, place)),
                }
            }
        }
    }

    /// The record with this id.
    pub(super) fn find(&self, record: Record, id: &str) -> Option<Place<'a>> {
        let own = self.places.get(&record).and_then(|places| places.get(id));
        own.copied().or_else(|| self.base.and_then(|base| base.find(record, id)))
    }

    /// The ids of this kind of record, own ones first.
    pub(super) fn ids(&self, record: Record) -> Vec<&'a str> {
        let own = self.places.get(&record).into_iter().flat_map(BTreeMap::keys);
        let base = self.base.map(|base| base.ids(record)).unwrap_or_default();
        own.copied().chain(base).collect()
    }

    /// The records of this kind that are its own.
    pub(super) fn own(&self, record: Record) -> impl Iterator<Item = (&'a str, Place<'a>)> + '_ {
        let places = self.places.get(&record).into_iter().flatten();
        places.map(|(id, place)| (*id, *place))
    }

    /// Reports an id that no record has.
    pub(super) fn expect(&self, record: Record, id: &str, at: Place<'_>, problems: &mut Problems) {
        if self.complete && self.find(record, id).is_none() {
            at.complain(problems, || {
                let guess = did_you_mean(id, self.ids(record));
                format!("no {} has the id {}{guess}", record.noun(), quoted(id))
            });
        }
    }

    /// Reports a property that no file describes.
    pub(super) fn expect_property(&self, name: &str, at: Place<'_>, problems: &mut Problems) {
        if self.complete && !self.properties.contains_key(name) {
            at.complain(problems, || {
                let guess = did_you_mean(name, self.properties.keys().map(String::as_str));
                format!("no property is named {}{guess}", quoted(name))
            });
        }
    }
}

fn taken(record: Record, id: &str, first: Place<'_>, again: Place<'_>, problems: &mut Problems) {
    let noun = record.noun();
    again.key("id").complain_with_help(
        problems,
        || format!("the id {} is taken: it names {}", quoted(id), a_record(noun, first)),
        || format!("every {noun} needs an id of its own, over all packs"),
    );
}

fn a_record(noun: &str, place: Place<'_>) -> String {
    format!("{} at {}", a(noun), place.address())
}
