//! The gazetteer: names of places, the countries they are in, the zones they keep.

use super::lexicon::{CountryEntry, PlacesFile};
use super::phrases::{Phrase, PhraseTable};
use super::token::Token;
use super::vocabulary::{VocabularyBuilder, WordId};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// The places the language knows.
#[derive(Debug)]
pub struct Places {
    places: Vec<Place>,
    names: PhraseTable<Vec<usize>>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: Box<str>,
    /// What it is.
    pub kind: PlaceKind,
    /// The code of its country.
    pub country: Box<str>,
    /// The zones it keeps, as the tz database names them.
    pub zones: Vec<Box<str>>,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A country.
    Country,
    /// Its people, or the adjective: "Iranian".
    People,
    /// A state, a province, a part of a country.
    Region,
    /// A city or a town.
    City,
}

impl Place {
    /// The zones it keeps.
    pub fn time_zones(&self) -> Vec<TimeZone> {
        let known = |name| TimeZone::get(name).ok();
        self.zones.iter().filter_map(|name| known(name)).collect()
    }
}

impl Places {
    pub(super) fn compile(file: &PlacesFile, vocabulary: &mut VocabularyBuilder) -> Places {
        let places: Vec<Place> = file.country.iter().flat_map(places_of).collect();
        let mut named: BTreeMap<Box<[WordId]>, Vec<usize>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            let words = Phrase::new(&place.name, (), vocabulary).words().into();
            named.entry(words).or_default().push(index);
        }
        let phrases = named.into_iter().map(|(words, all)| Phrase::of_words(words, all));
        let names = PhraseTable::new(phrases.collect());
        Places { places, names }
    }

    /// The places whose name starts at token `at`, with a capital: the longest name, all places
    /// of that name, and the token just past it.
    pub fn longest_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(usize, impl Iterator<Item = &Place>)> {
        tokens.get(at).filter(|token| token.is_capitalised())?;
        let (end, indices) = self.names.longest_at(text, tokens, at)?;
        Some((end, indices.iter().map(|&index| &self.places[index])))
    }

    /// The zones kept by the places of the name that starts at token `at`, and the token past it.
    pub fn zones_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(Vec<TimeZone>, usize)> {
        let (end, places) = self.longest_at(text, tokens, at)?;
        let zones = places.flat_map(Place::time_zones).collect();
        Some((zones, end))
    }

    /// Every place.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }
}

fn places_of(entry: &CountryEntry) -> Vec<Place> {
    let zones: Vec<Box<str>> = entry.zones.iter().map(|zone| zone.as_str().into()).collect();
    let place = |name: &str, kind, zones: Vec<Box<str>>| Place {
        name: name.into(),
        kind,
        country: entry.code.as_str().into(),
        zones,
    };
    let names = std::iter::once(&entry.name).chain(&entry.also);
    let mut places: Vec<Place> =
        names.map(|name| place(name, PlaceKind::Country, zones.clone())).collect();
    let people = entry.people.iter();
    places.extend(people.map(|name| place(name, PlaceKind::People, zones.clone())));
    let inner = [(PlaceKind::Region, &entry.regions), (PlaceKind::City, &entry.cities)];
    for (kind, by_zone) in inner {
        let zoned = zones_by_name(by_zone).into_iter();
        places.extend(zoned.map(|(name, zones)| place(name, kind, zones)));
    }
    places
}

fn zones_by_name(by_zone: &BTreeMap<String, Vec<String>>) -> BTreeMap<&str, Vec<Box<str>>> {
    let mut by_name: BTreeMap<&str, Vec<Box<str>>> = BTreeMap::new();
    for (zone, names) in by_zone {
        for name in names {
            by_name.entry(name).or_default().push(zone.as_str().into());
        }
    }
    by_name
}
