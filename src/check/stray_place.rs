//! A place that does not belong to the story: "the Tunis fire" in a report about Aleppo.
//!
//! Flagged only where an event is named with a place of the gazetteer that stands nowhere else in
//! the article, whose country the article does not speak of, and where the article opens with an
//! event of the same kind that it sets somewhere else.

mod elsewhere;

use super::figure_differs::passage_evidence;
use super::{Hit, Scene};
use crate::finding::Verdict;
use crate::language::{NameKind, Pattern, PlaceKind, WordList};
use crate::pack::fact_file::Confidence;
use crate::statement::{Passage, PhraseSlots, Setting, WordLists};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many sentences set the scene, headline left out.
const LEAD: usize = 3;

/// The shape of the check, compiled.
#[derive(Debug)]
pub struct StrayPlace {
    /// Nouns for events, those that may mean one event together.
    pub events: Vec<Vec<String>>,
    /// All of them.
    pub event_words: WordList,
    /// Nouns for things that have a place; those in one list may name one thing.
    pub things: Vec<Vec<String>>,
    /// Nouns of waters, mountains and streets that stand in their names: "lake".
    pub grounds: Vec<String>,
    /// Patterns of passages that speak of another event.
    pub unless: Vec<Pattern>,
    /// The classes of words that comparing needs.
    pub words: WordLists,
}

/// A place of the gazetteer where the article names it.
struct Named<'a> {
    passage: Passage<'a>,
    order: usize,
    tokens: Range<usize>,
    name: String,
    countries: BTreeSet<String>,
    is_city: bool,
    /// Whether the gazetteer lists it.
    is_listed: bool,
}

impl StrayPlace {
    /// Flags places that the story knows nothing of.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let passages = scene.passages;
        let mut hits = self.elsewhere(passages);
        if passages.iter().any(|passage| self.may_be_stray(*passage)) {
            hits.extend(self.events_elsewhere(passages));
        }
        hits.sort_by_key(|hit| hit.span.start);
        hits.dedup_by(|one, other| one.span.overlaps(other.span));
        hits
    }

    /// Flags events that are told with a place of which the story knows nothing.
    fn events_elsewhere(&self, passages: &[Passage<'_>]) -> Vec<Hit> {
        let named: Vec<Named<'_>> = passages
            .iter()
            .enumerate()
            .flat_map(|(order, &passage)| named(order, passage))
            .collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
        for place in &named {
            *times.entry(&place.name).or_default() += 1;
            place.countries.iter().for_each(|code| *countries.entry(code).or_default() += 1);
        }
        let heads = passages.iter().take_while(|passage| passage.is_heading()).count();
        // Where the lead names a city, another one is another scene, whatever its country.
        let is_set = named.iter().any(|place| place.is_city && place.order < heads + LEAD);
        let is_stray = |place: &&Named<'_>| {
            let is_foreign = || place.countries.iter().all(|code| countries[code.as_str()] == 1);
            let is_lead = place.order < heads + 1;
            let is_other = is_set && !is_lead || is_foreign();
            place.is_city && times[place.name.as_str()] == 1 && is_other
        };
        let strays = named.iter().filter(is_stray);
        strays.filter_map(|place| self.check(place, passages)).collect()
    }

    /// Whether a passage ties an event to a city. Hardly an article has one that does, and listing
    /// all places of the others would cost more than all else here.
    fn may_be_stray(&self, passage: Passage<'_>) -> bool {
        let words = passage.annotated.words_of(passage.sentence);
        let is_tied = |place: &Named<'_>| place.is_city && self.event_at(place).is_some();
        words.has_any(&self.event_words) && named(0, passage).iter().any(is_tied)
    }

    fn check(&self, place: &Named<'_>, passages: &[Passage<'_>]) -> Option<Hit> {
        let (noun, tokens) = self.event_at(place)?;
        if place.order == 0 || self.speaks_of_another(&place.passage) {
            return None;
        }
        let heads = passages.iter().take_while(|passage| passage.is_heading()).count();
        let lead = &passages[..(heads + LEAD).min(place.order)];
        let is_placed = lead.iter().any(|passage| self.is_placed(passage));
        let (scene, at) = lead.iter().find_map(|passage| self.scene(passage, noun))?;
        if !is_placed {
            return None;
        }
        let here = place.passage.annotated.article.slice(place.passage.span(tokens.clone()));
        let there = scene.annotated.article.slice(scene.span(at.clone()));
        Some(Hit {
            span: place.passage.is_in_text().then(|| place.passage.span(tokens))?,
            verdict: Verdict::Refuted,
            message: format!(
                "says “{here}”, but the article is set elsewhere (“{there}”) and names this place \
                 nowhere else"
            ),
            evidence: vec![passage_evidence(scene, scene.span(at))],
            confidence: Confidence::High,
        })
    }

    /// The event that a place is tied to, "the Tunis fire" or "the fire in Tunis",
    /// with the tokens that say so.
    fn event_at<'a>(&self, place: &Named<'a>) -> Option<(&'a str, Range<usize>)> {
        let passage = &place.passage;
        let whole = passage.tokens();
        let token = |at: usize| passage.annotated.tokens[at];
        let is_definite = |at: usize| at >= whole.start && self.words.is_definite(token(at).word);
        let before = place.tokens.start.checked_sub(1).filter(|&at| at >= whole.start)?;
        if is_definite(before) {
            // "The Grenfell Tower fire" is a name of its own; so may any unlisted one be.
            if !place.is_listed {
                return None;
            }
            let after = place.tokens.end..whole.end.min(place.tokens.end + 2);
            let found = after.rev().find_map(|at| Some((at, self.event(passage, at)?)));
            let (at, event) = found?;
            return Some((event, place.tokens.start..at + 1));
        }
        let noun = before.checked_sub(1).filter(|&at| at > whole.start)?;
        let event = self.event(passage, noun)?;
        let is_tied = self.words.is_locative(token(before).word) && is_definite(noun - 1);
        is_tied.then_some((event, noun..place.tokens.end))
    }

    /// The word, if it may name an event.
    fn event<'a>(&self, passage: &Passage<'a>, at: usize) -> Option<&'a str> {
        let word = passage.word(at);
        self.events.iter().any(|kind| names(kind, word)).then_some(word)
    }

    /// The place where a passage sets an event of a kind, with its words.
    fn scene<'a, 'p>(
        &self,
        passage: &'p Passage<'a>,
        event: &str,
    ) -> Option<(&'p Passage<'a>, Range<usize>)> {
        let kinds: Vec<_> = self.events.iter().filter(|kind| names(kind, event)).collect();
        let tells =
            passage.tokens().find(|&at| kinds.iter().any(|kind| names(kind, passage.word(at))))?;
        Some((passage, passage.part(&(tells..tells + 1))))
    }

    fn is_placed(&self, passage: &Passage<'_>) -> bool {
        !Setting::of(passage, &passage.tokens(), &self.words).places.is_empty()
    }

    fn speaks_of_another(&self, passage: &Passage<'_>) -> bool {
        let slots = PhraseSlots { passage: *passage, words: &self.words };
        let setting = Setting::of(passage, &passage.tokens(), &self.words);
        let speaks = |pattern: &Pattern| {
            pattern.find(&passage.annotated.tokens, passage.tokens(), &slots).is_some()
        };
        !setting.times.is_empty() || self.unless.iter().any(speaks)
    }
}

fn names(kind: &[String], word: &str) -> bool {
    kind.iter().any(|noun| noun.eq_ignore_ascii_case(word))
}

/// The places of the gazetteer that a passage names.
fn named(order: usize, passage: Passage<'_>) -> Vec<Named<'_>> {
    let annotated = passage.annotated;
    let whole = passage.tokens();
    let mut found = Vec::new();
    let mut at = whole.start;
    while at < whole.end {
        let known = annotated.language.places.longest_at(
            annotated.article.text(),
            &annotated.tokens[..whole.end],
            at,
        );
        let Some((end, places)) = known else {
            at += 1;
            continue;
        };
        let mut place = Named {
            passage,
            order,
            tokens: at..end,
            name: annotated.article.slice(passage.span(at..end)).to_lowercase(),
            countries: BTreeSet::new(),
            is_city: false,
            is_listed: true,
        };
        for known in places {
            place.is_city |= known.kind == PlaceKind::City;
            place.countries.insert(known.country.to_string());
        }
        found.push(place);
        at = end;
    }
    found.extend(unlisted(order, passage, &found));
    found
}

/// The names of places that the gazetteer does not list.
fn unlisted<'a>(order: usize, passage: Passage<'a>, listed: &[Named<'a>]) -> Vec<Named<'a>> {
    let names = passage.annotated.names_within(passage.tokens());
    let places = names.filter(|name| name.kind == NameKind::Place);
    let is_new = |tokens: &Range<usize>| {
        let next = listed.partition_point(|known| known.tokens.end <= tokens.start);
        listed.get(next).is_none_or(|known| tokens.end <= known.tokens.start)
    };
    places
        .filter(|name| is_new(&name.tokens))
        .map(|name| Named {
            passage,
            order,
            tokens: name.tokens.clone(),
            name: passage.annotated.article.slice(name.span).to_lowercase(),
            countries: BTreeSet::new(),
            is_city: true,
            is_listed: false,
        })
        .collect()
}
