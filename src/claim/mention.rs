//! The things of the packs that an article names or describes.

use super::alias::{AliasIndex, Named as AliasOf};
use super::trigger::TriggerIndex;
use crate::annotate::{Annotated, Sentence};
use crate::fact::{EntityId, EventId, FactStore, PropertyId, Subject};
use crate::language::{Pattern, Slot, SlotSource, Token, Vocabulary};
use crate::pack::fact_file::EntityKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A stretch of text that names or describes something a pack knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// The sentence it stands in, by index.
    pub sentence: usize,
    /// What it may mean.
    pub named: Named,
}

impl Mention {
    /// Whether it means its subject wherever it stands.
    fn is_certain(&self) -> bool {
        matches!(self.named, Named::Subject(_))
    }
}

/// What a mention may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Entities that bear the name.
    Entity(Vec<EntityId>),
    /// Subjects that bear the name or that the words describe without doubt.
    Subject(Vec<Subject>),
    /// Events that the words describe if they are the topic: "the attack".
    Described(Vec<EventId>),
}

impl Named {
    /// Everything that it may mean.
    pub fn subjects(&self) -> Vec<Subject> {
        match self {
            Named::Entity(entities) => entities.iter().copied().map(Subject::Entity).collect(),
            Named::Subject(subjects) => subjects.clone(),
            Named::Described(events) => events.iter().copied().map(Subject::Event).collect(),
        }
    }
}

/// All mentions of an article, in order of first token.
#[derive(Debug, Default)]
pub struct Mentions {
    all: Vec<Mention>,
}

impl Mentions {
    /// Every mention.
    pub fn all(&self) -> &[Mention] {
        &self.all
    }

    /// The mentions that start at a token.
    pub fn starting_at(&self, token: usize) -> impl Iterator<Item = &Mention> {
        let first = self.all.partition_point(|mention| mention.tokens.start < token);
        self.all[first..].iter().take_while(move |mention| mention.tokens.start == token)
    }

    /// The mentions that start within the tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Mention> {
        let first = self.all.partition_point(|mention| mention.tokens.start < tokens.start);
        self.all[first..].iter().take_while(move |mention| mention.tokens.start < tokens.end)
    }

    /// The entities mentioned within the tokens.
    pub fn entities_within(&self, tokens: Range<usize>) -> impl Iterator<Item = EntityId> {
        self.within(tokens)
            .flat_map(|mention| match &mention.named {
                Named::Entity(entities) => entities.as_slice(),
                Named::Subject(_) | Named::Described(_) => &[],
            })
            .copied()
    }
}

/// How many things with a name an article must mention, the events that it tells of included, to be
/// about what the packs know.
const KNOWN: usize = 3;

impl Mentions {
    /// Whether the article mentions enough of the packs by their names, and more than places: "the
    /// coastguard" may be any country's. `told_of` are the events that it tells of beyond doubt.
    pub fn are_on_topic(
        &self,
        annotated: &Annotated<'_>,
        facts: &FactStore,
        told_of: &BTreeSet<Subject>,
    ) -> bool {
        let is_name = |mention: &&Mention| {
            annotated.tokens[mention.tokens.clone()].iter().any(Token::is_capitalised)
        };
        let named = self.all.iter().filter(is_name);
        let known = named.flat_map(|mention| self.entities_within(mention.tokens.clone()));
        let known: BTreeSet<EntityId> =
            known.filter(|entity| has_proper_name(facts, *entity)).collect();
        let is_place = |entity: &EntityId| facts.entity(*entity).kind == EntityKind::Place;
        known.len() + told_of.len() >= KNOWN && !known.iter().all(is_place)
    }

    /// Whether the article names a subject by its whole name or by several words in capitals, none of
    /// them common: "unemployment" may be anybody's, "the Union" many a union, and there is more than
    /// one coast guard.
    pub fn name_in_full(
        &self,
        annotated: &Annotated<'_>,
        facts: &FactStore,
        subject: Subject,
    ) -> bool {
        if let Subject::Entity(entity) | Subject::Happening(entity, _) = subject
            && !has_proper_name(facts, entity)
        {
            return false;
        }
        let words = facts.subject_name(subject).split_whitespace().count();
        let is_it = |mention: &Mention| mention.named.subjects().contains(&subject);
        let is_name = |mention: &Mention| {
            let last = mention.tokens.end - 1;
            let is_whole = mention.tokens.len() >= words.min(2);
            is_whole && annotated.tokens[last].is_capitalised()
        };
        self.all.iter().any(|mention| is_name(mention) && is_it(mention))
    }
}

/// "Kelmar", but not "inflation": of that other articles tell, too.
fn has_proper_name(facts: &FactStore, entity: EntityId) -> bool {
    facts.entity(entity).name.contains(char::is_uppercase)
}

/// Finds mentions.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct MentionIndex {
    aliases: AliasIndex,
    descriptions: Vec<Description>,
    description_triggers: TriggerIndex,
}

/// A pattern that describes events, or that names what a property of an entity dates.
#[derive(Debug, Deserialize, Serialize)]
struct Description {
    pattern: Pattern,
    means: Means,
}

#[derive(Debug, Deserialize, Serialize)]
enum Means {
    /// These events, when one of them is the topic.
    Events(Vec<EventId>),
    /// What the property dates, of the entity in the slot.
    Happening(PropertyId),
}

impl MentionIndex {
    /// Indexes names and descriptions. The vocabulary must know their words.
    pub fn new(facts: &FactStore, vocabulary: &Vocabulary) -> Self {
        let descriptions = descriptions(facts);
        let patterns = descriptions.iter().map(|description| &description.pattern);
        MentionIndex {
            aliases: AliasIndex::new(facts, vocabulary),
            description_triggers: TriggerIndex::of(patterns),
            descriptions,
        }
    }

    /// The names of the packs alone.
    pub fn aliases(&self) -> &AliasIndex {
        &self.aliases
    }

    /// Every mention of an article.
    pub fn find(&self, annotated: &Annotated<'_>, facts: &FactStore) -> Mentions {
        let mut mentions = Mentions::default();
        for (at, sentence) in annotated.sentences.iter().enumerate() {
            self.names(annotated, sentence, at, &mut mentions.all);
        }
        let mut described = Vec::new();
        for (at, sentence) in annotated.sentences.iter().enumerate() {
            let slots = EntitySlots { mentions: &mentions, facts };
            let triggered = self.description_triggers.triggered(annotated.words_of(at));
            self.described(annotated, (at, sentence), triggered, &slots, &mut described);
        }
        let certain = Reach::of(mentions.all.iter().chain(&described).filter(|m| m.is_certain()));
        described.retain(|mention| mention.is_certain() || !certain.overlaps(&mention.tokens));
        mentions.all.append(&mut described);
        mentions.all.sort_by_key(|mention| (mention.tokens.start, usize::MAX - mention.tokens.end));
        mentions
    }

    fn names(
        &self,
        annotated: &Annotated<'_>,
        sentence: &Sentence,
        at: usize,
        found: &mut Vec<Mention>,
    ) {
        let tokens = &annotated.tokens[..sentence.tokens.end];
        let mut next = sentence.tokens.start;
        while next < sentence.tokens.end {
            let hit = tokens[next].word.is_known().then(|| self.aliases.longest_at(tokens, next));
            let Some((end, named)) = hit.flatten() else {
                next += 1;
                continue;
            };
            let named = match name_of(&named) {
                Named::Subject(subjects) if is_common(annotated, next..end) => described(subjects),
                named => named,
            };
            found.push(Mention { tokens: next..end, sentence: at, named });
            next = end;
        }
    }

    fn described(
        &self,
        annotated: &Annotated<'_>,
        (at, sentence): (usize, &Sentence),
        triggered: Vec<usize>,
        slots: &EntitySlots<'_>,
        found: &mut Vec<Mention>,
    ) {
        for description in triggered.into_iter().map(|index| &self.descriptions[index]) {
            let mut from = sentence.tokens.start;
            while let Some((tokens, captures)) =
                description.pattern.find(&annotated.tokens, from..sentence.tokens.end, slots)
            {
                from = tokens.end.max(tokens.start + 1);
                if is_owner(annotated, &tokens) {
                    continue;
                }
                let entity = captures.first().map(|capture| capture.tokens.clone());
                if let Some(named) = description.means.named(entity, slots) {
                    found.push(Mention { tokens, sentence: at, named });
                }
            }
        }
    }
}

/// Whether a name is one word that anybody uses: "the recount".
fn is_common(annotated: &Annotated<'_>, name: Range<usize>) -> bool {
    let tokens = &annotated.tokens[name];
    let telling = tokens.iter().filter(|token| !annotated.language.is_function_word(token));
    telling.count() < 2 && !tokens.iter().any(Token::is_capitalised)
}

/// Events as they are meant where one of them is the topic.
fn described(subjects: Vec<Subject>) -> Named {
    let events = subjects.iter().filter_map(|subject| match subject {
        Subject::Event(event) => Some(*event),
        Subject::Entity(_) | Subject::Happening(..) => None,
    });
    let events: Vec<EventId> = events.collect();
    if events.len() == subjects.len() { Named::Described(events) } else { Named::Subject(subjects) }
}

/// How events are described and happenings named.
fn descriptions(facts: &FactStore) -> Vec<Description> {
    let mut events: BTreeMap<&str, (&Pattern, Vec<EventId>)> = BTreeMap::new();
    for (at, event) in facts.events.iter().enumerate() {
        for described in &event.described_as {
            let entry = events.entry(&described.text);
            let (_, of) = entry.or_insert_with(|| (&described.pattern, Vec::new()));
            of.push(EventId(at));
        }
    }
    let described = events.into_values().map(|(pattern, events)| Description {
        pattern: pattern.clone(),
        means: Means::Events(events),
    });
    let mut all: Vec<Description> = described.collect();
    for (at, property) in facts.properties.iter().enumerate() {
        all.extend(property.named_as.iter().map(|pattern| Description {
            pattern: pattern.clone(),
            means: Means::Happening(PropertyId(at)),
        }));
    }
    all
}

/// Ranges of tokens, ready to tell whether one of them overlaps another range.
struct Reach {
    /// Where each starts, and the furthest that it or one before it reaches.
    ranges: Vec<(usize, usize)>,
}

impl Reach {
    fn of<'a>(mentions: impl Iterator<Item = &'a Mention>) -> Self {
        let mut ranges: Vec<(usize, usize)> =
            mentions.map(|mention| (mention.tokens.start, mention.tokens.end)).collect();
        ranges.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut ranges {
            reach = reach.max(*end);
            *end = reach;
        }
        Reach { ranges }
    }

    fn overlaps(&self, tokens: &Range<usize>) -> bool {
        let started = self.ranges.partition_point(|&(start, _)| start < tokens.end);
        started.checked_sub(1).is_some_and(|last| tokens.start < self.ranges[last].1)
    }
}

/// Whether a name at the end of the words only owns what follows: "told Iran's state news agency".
fn is_owner(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let is_name = annotated.tokens[tokens.end - 1].is_capitalised();
    let next = annotated.tokens.get(tokens.end);
    is_name
        && next.is_some_and(|next| {
            next.joined && matches!(annotated.article.slice(next.span()), "'s" | "’s")
        })
}

impl Means {
    fn named(&self, entity: Option<Range<usize>>, slots: &EntitySlots<'_>) -> Option<Named> {
        match self {
            Means::Events(events) => Some(Named::Described(events.clone())),
            Means::Happening(property) => {
                let subjects: Vec<Subject> = slots
                    .mentions
                    .entities_within(entity?)
                    .map(|entity| Subject::Happening(entity, *property))
                    .filter(|&subject| slots.facts.fact(subject, *property).is_some())
                    .collect();
                (!subjects.is_empty()).then_some(Named::Subject(subjects))
            }
        }
    }
}

fn name_of(named: &[AliasOf]) -> Named {
    let entities: Vec<EntityId> = named
        .iter()
        .filter_map(|named| match named {
            AliasOf::Entity(entity) => Some(*entity),
            AliasOf::Event(_) => None,
        })
        .collect();
    if !entities.is_empty() {
        return Named::Entity(entities);
    }
    let events = named.iter().filter_map(|named| match named {
        AliasOf::Event(event) => Some(Subject::Event(*event)),
        AliasOf::Entity(_) => None,
    });
    Named::Subject(events.collect())
}

/// Fills `{entity}`, `{person}`, `{organisation}`, `{place}` with names.
struct EntitySlots<'a> {
    mentions: &'a Mentions,
    facts: &'a FactStore,
}

impl SlotSource for EntitySlots<'_> {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        for mention in self.mentions.starting_at(start) {
            if let Named::Entity(entities) = &mention.named
                && entities.iter().any(|&entity| is_a(&slot.name, self.facts.entity(entity).kind))
            {
                ends.push(mention.tokens.end);
            }
        }
    }
}

/// Whether an entity of this kind may fill the slot.
pub(super) fn is_a(slot: &str, kind: EntityKind) -> bool {
    match slot {
        "entity" => true,
        "person" => kind == EntityKind::Person,
        "organisation" => kind == EntityKind::Organisation,
        "place" => kind == EntityKind::Place,
        _ => false,
    }
}
