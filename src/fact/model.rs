//! Records: entities, events and their facts.

use super::index::FactIndex;
use super::records::Records;
use super::stated::StatedFact;
use crate::language::Pattern;
use crate::pack::fact_file::{Confidence, EntityKind};
use crate::pack::property_file::ValueKind;
use crate::value::{Amount, Interval, Measures, PartialDate, Period, Scale};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// Everything the loaded packs hold to be true.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct FactStore {
    /// What can be claimed, and the ways of claiming it.
    pub properties: Vec<Property>,
    /// People, organisations, places and other things with names.
    pub entities: Records<Entity>,
    /// What happened.
    pub events: Records<Event>,
    /// Claims known to be false.
    pub debunked: Vec<Debunked>,
    /// What holds and fits no property.
    pub statements: Vec<StatedFact>,
    /// Quotes, word for word.
    pub quotes: Vec<VerifiedQuote>,
    /// Words with an exact meaning.
    pub terms: Vec<Term>,
    /// What happened before what.
    pub orders: Vec<(EventId, EventId)>,
    /// What is found without a look at every record.
    pub(super) index: FactIndex,
}

impl FactStore {
    /// Whether no pack brought any fact.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
            && self.events.is_empty()
            && self.debunked.is_empty()
            && self.statements.is_empty()
            && self.quotes.is_empty()
            && self.terms.is_empty()
    }
}

/// A property, by index into [`FactStore::properties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct PropertyId(pub usize);

/// An entity, by index into [`FactStore::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct EntityId(pub usize);

/// An event, by index into [`FactStore::events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct EventId(pub usize);

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Subject {
    /// An event of a pack.
    Event(EventId),
    /// An entity of a pack.
    Entity(EntityId),
    /// What a dated property of an entity tells of: "the death of X" is X's `died`.
    Happening(EntityId, PropertyId),
}

/// What can be claimed.
#[derive(Debug, Deserialize, Serialize)]
pub struct Property {
    /// `deaths`, `channel`.
    pub name: String,
    /// What its values are.
    pub values: ValueKind,
    /// What its amounts measure.
    pub measures: Measures,
    /// How messages name it.
    pub noun: String,
    /// Nouns that name it.
    pub names: Vec<Pattern>,
    /// What its numbers count.
    pub counts: Vec<Pattern>,
    /// What stands for it at the head of a row.
    pub labels: Vec<Pattern>,
    /// How people assert it.
    pub cues: Vec<Pattern>,
    /// How people name the happening it dates.
    pub named_as: Vec<Pattern>,
    /// What takes such a claim back.
    pub unless: Vec<Pattern>,
    /// Whether it may be told of what is to come.
    pub planned: bool,
    /// Whether only what is on record can be right.
    pub exclusive: bool,
}

/// What a value must be to be one of a property's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// What values are.
    pub values: ValueKind,
    /// What amounts measure.
    pub measures: Measures,
}

impl Kind {
    /// Values of a kind that measure nothing.
    pub fn of(values: ValueKind) -> Self {
        Kind { values, measures: Measures::Anything }
    }
}

impl Property {
    /// What its values must be.
    pub fn kind(&self) -> Kind {
        Kind { values: self.values, measures: self.measures }
    }
}

/// A thing with a name.
#[derive(Debug, Deserialize, Serialize)]
pub struct Entity {
    /// Its id in its pack.
    pub id: String,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Other accepted names.
    pub aliases: Vec<String>,
    /// Spellings known to be wrong.
    pub misspellings: Vec<String>,
    /// The place it lies in.
    pub within: Option<EntityId>,
    /// Its own time zone.
    #[serde(with = "zone_name")]
    pub time_zone: Option<TimeZone>,
    /// Posts that a person held.
    pub roles: Vec<Role>,
    /// Who vouches for it.
    pub sources: Vec<Source>,
    /// How sure the desk is.
    pub confidence: Confidence,
    /// What is known of it.
    pub facts: Vec<Fact>,
}

/// A post that a person held.
#[derive(Debug, Deserialize, Serialize)]
pub struct Role {
    /// The title in full.
    pub title: String,
    /// Other ways to say it.
    pub also: Vec<String>,
    /// The organisation or country.
    pub of: Option<EntityId>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Who vouches for it.
    pub sources: Vec<Source>,
}

/// Something that happened.
#[derive(Debug, Deserialize, Serialize)]
pub struct Event {
    /// Its id in its pack.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Phrases that mean it and nothing else.
    pub aliases: Vec<String>,
    /// Patterns that mean it once it is the topic.
    pub described_as: Vec<Description>,
    /// What is known of it.
    pub facts: Vec<Fact>,
}

/// How an event may be described.
#[derive(Debug, Deserialize, Serialize)]
pub struct Description {
    /// The pattern as it is written.
    pub text: String,
    /// The same, compiled.
    pub pattern: Pattern,
}

/// A fact of an entity or an event.
#[derive(Debug, Deserialize, Serialize)]
pub struct Fact {
    /// `kerman-bombings.time`
    pub id: String,
    /// Which property it gives.
    pub property: PropertyId,
    /// What holds.
    pub recorded: Recorded,
    /// Nobody has said.
    pub undisclosed: bool,
    /// How sure the desk is.
    pub confidence: Confidence,
    /// Who vouches for it.
    pub sources: Vec<Source>,
    /// The day the value was established.
    pub as_of: Option<Date>,
    /// The value as the pack writes it, for messages.
    pub shown: String,
    /// The record in words.
    pub note: Option<String>,
}

/// What a fact records, by the kind of its property.
#[derive(Debug, Deserialize, Serialize)]
pub enum Recorded {
    /// Numbers, in the base of their scale.
    Amounts {
        /// What they are told in.
        scale: Scale,
        /// The numbers that are right now.
        allowed: Vec<Interval>,
        /// The numbers that were right, oldest first.
        history: Vec<HistoryEntry>,
        /// Numbers known to be wrong.
        rejects: Vec<Interval>,
        /// How far a stated number may be off.
        tolerance: f64,
        /// The number of the period before, which reports compare with.
        before: Option<Interval>,
        /// The change from it in percent, less than nought for a loss.
        change: Option<Interval>,
    },
    /// Dates: any of these periods.
    Dates(Vec<Period>),
    /// Times of day: from one minute of the day to another, in the zone of the subject's place.
    Times {
        /// The ranges that are right, in minutes after midnight.
        allowed: Vec<(i32, i32)>,
        /// How many minutes a stated time may be off.
        tolerance: i32,
    },
    /// Words or entities.
    Words {
        /// What agrees.
        allowed: Vec<WordsTerm>,
        /// What refutes.
        rejects: Vec<WordsTerm>,
    },
}

impl Recorded {
    /// Whether it gives the amount, now or earlier, or as the number or the change before.
    pub fn gives(&self, amount: &Amount) -> bool {
        let Recorded::Amounts { scale, allowed, history, before, change, .. } = self else {
            return false;
        };
        let stated = amount.interval();
        let past = history.iter().map(|entry| entry.value);
        let mut values = allowed.iter().copied().chain(past).chain(*before);
        scale.compares(&amount.scale) && values.any(|value| stated.meets(value))
            || amount.scale == Scale::Percent && change.is_some_and(|change| stated.meets(change))
    }
}

/// A number that was right for a while.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct HistoryEntry {
    /// The number.
    pub value: Interval,
    /// When it was established: a day, or a month or year where no more is known.
    pub as_of: PartialDate,
}

/// What a phrase is compared with.
#[derive(Debug, Deserialize, Serialize)]
pub enum WordsTerm {
    /// The phrase names this entity.
    Entity(EntityId),
    /// The phrase contains these words.
    Phrase(Pattern),
}

/// Who vouches for a fact.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Source {
    /// As a reader would know it.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A claim known to be false.
#[derive(Debug, Deserialize, Serialize)]
pub struct Debunked {
    /// Its id in its pack.
    pub id: String,
    /// The claim and its wordings.
    pub wordings: Vec<String>,
    /// Why it is false.
    pub why: String,
    /// What is true instead.
    pub truth: Option<String>,
    /// How sure the desk is.
    pub confidence: Confidence,
    /// Who vouches for that.
    pub sources: Vec<Source>,
    /// The day on which the record was right.
    pub as_of: Option<Date>,
}

/// What somebody said, word for word.
#[derive(Debug, Deserialize, Serialize)]
pub struct VerifiedQuote {
    /// Its id in its pack.
    pub id: String,
    /// Who said it.
    pub speaker: Speaker,
    /// The words.
    pub words: String,
    /// The day they were said.
    pub date: Option<Date>,
    /// Whether the words are a translation, of which there may be others.
    pub is_translated: bool,
    /// Whether the packs hold everything that the speaker has said on the matter.
    pub is_complete: bool,
    /// Who vouches for it.
    pub sources: Vec<Source>,
    /// For the evidence shown with a finding.
    pub note: Option<String>,
}

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Speaker {
    /// Somebody with a record.
    Entity(EntityId),
    /// In words: "a US official".
    InWords(String),
}

/// A word with an exact meaning that is taken for another one.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Term {
    /// The property that figures beside the word state.
    pub property: String,
    /// What it means.
    pub means: String,
    /// The properties it counts together.
    pub counts: Vec<String>,
    /// The property it is mistaken for.
    pub mistaken_for: String,
    /// What to write instead when it is.
    pub instead: Option<String>,
}

impl FactStore {
    /// Every fact of every record.
    pub fn all_facts(&self) -> impl Iterator<Item = &Fact> {
        let entities = self.entities.iter().flat_map(|entity| &entity.facts);
        entities.chain(self.events.iter().flat_map(|event| &event.facts))
    }

    /// The property's id, if there is such a property.
    pub fn property_id(&self, name: &str) -> Option<PropertyId> {
        self.properties.iter().position(|property| property.name == name).map(PropertyId)
    }

    /// The property that a subject must have for a claim of `property` to be about it: an elapsed
    /// time is reckoned from a date, a misused term compared with what it is mistaken for.
    pub fn known_by(&self, property: PropertyId) -> PropertyId {
        let Property { name, values, .. } = self.property(property);
        let term = self.terms.iter().find(|term| term.property == *name);
        let known_by = match (values, term) {
            (ValueKind::Elapsed | ValueKind::Later | ValueKind::Earlier, _) => {
                self.property_id("date")
            }
            (ValueKind::Ongoing, _) => self.property_id("ended"),
            (_, Some(term)) => self.property_id(&term.mistaken_for),
            (_, None) => None,
        };
        known_by.unwrap_or(property)
    }

    /// A property.
    pub fn property(&self, id: PropertyId) -> &Property {
        &self.properties[id.0]
    }

    /// An entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        self.entities.get(id.0)
    }

    /// An event.
    pub fn event(&self, id: EventId) -> &Event {
        self.events.get(id.0)
    }

    /// How messages name a subject.
    pub fn subject_name(&self, subject: Subject) -> &str {
        match subject {
            Subject::Event(event) => &self.event(event).name,
            Subject::Entity(entity) | Subject::Happening(entity, _) => &self.entity(entity).name,
        }
    }

    /// The same as it stands in a sentence, with its article where it takes one: "the Osmeri
    /// earthquake", "Anna Lind".
    pub fn subject_phrase(&self, subject: Subject) -> String {
        let name = self.subject_name(subject);
        let first = name.split_whitespace().next().unwrap_or_default();
        let is_common = name.starts_with(char::is_lowercase);
        let is_owned = first.ends_with("'s") || first.ends_with("’s");
        let takes_article = match subject {
            Subject::Event(_) => !matches!(first, "the" | "a" | "an") && !is_owned,
            Subject::Entity(entity) | Subject::Happening(entity, _) => {
                let kind = self.entity(entity).kind;
                kind == EntityKind::Vessel && !is_common && first != "The"
            }
        };
        if takes_article { format!("the {name}") } else { name.to_owned() }
    }

    /// What is known of an event or an entity; what a property dates has no facts of its own.
    pub fn facts_of(&self, subject: Subject) -> &[Fact] {
        match subject {
            Subject::Event(event) => &self.event(event).facts,
            Subject::Entity(entity) => &self.entity(entity).facts,
            Subject::Happening(..) => &[],
        }
    }

    /// What is known of a subject's property.
    pub fn fact(&self, subject: Subject, property: PropertyId) -> Option<&Fact> {
        let (facts, property) = match subject {
            Subject::Event(event) => (&self.event(event).facts, property),
            Subject::Entity(entity) => (&self.entity(entity).facts, property),
            // The date of a happening is what the entity's property records.
            Subject::Happening(entity, dated) if self.property(property).name == "date" => {
                (&self.entity(entity).facts, dated)
            }
            Subject::Happening(entity, _) => (&self.entity(entity).facts, property),
        };
        facts.iter().find(|fact| fact.property == property)
    }

    /// The fact that dates a subject.
    pub fn date_fact(&self, subject: Subject) -> Option<&Fact> {
        match subject {
            Subject::Event(_) | Subject::Entity(_) => self.fact(subject, self.property_id("date")?),
            Subject::Happening(_, property) => self.fact(subject, property),
        }
    }

    /// When a subject happened, if one period says it.
    pub fn period(&self, subject: Subject) -> Option<Period> {
        match &self.date_fact(subject)?.recorded {
            Recorded::Dates(periods) => match periods.as_slice() {
                [period] => Some(*period),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the packs say that one of two events came before the other: they are one story.
    pub fn are_in_order(&self, a: Subject, b: Subject) -> bool {
        let (Subject::Event(a), Subject::Event(b)) = (a, b) else { return false };
        self.orders.contains(&(a, b)) || self.orders.contains(&(b, a))
    }

    /// Whether one subject is known to have come wholly before another: by their days, or because
    /// the packs say so.
    pub fn is_before(&self, a: Subject, b: Subject) -> bool {
        let by_days = match (self.period(a), self.period(b)) {
            (Some(a), Some(b)) => Some((a.last < b.first, b.last < a.first)),
            _ => None,
        };
        let by_order = match (a, b) {
            (Subject::Event(a), Subject::Event(b)) => self.orders.contains(&(a, b)),
            _ => false,
        };
        match by_days {
            Some((is_before, is_after)) => is_before || by_order && !is_after,
            None => by_order,
        }
    }

    /// Where an event happened.
    pub fn place(&self, event: EventId) -> Option<EntityId> {
        self.entities_of(event, "place").first().copied()
    }

    /// Who did it, and to whom.
    pub fn parties(&self, event: EventId) -> Vec<EntityId> {
        let each = ["actor", "target"].iter();
        each.filter_map(|role| self.entities_of(event, role).first().copied()).collect()
    }

    /// Whether some fact of an event names the entity: it has a part in it.
    pub fn has_part(&self, event: EventId, entity: EntityId) -> bool {
        self.event(event).facts.iter().any(|fact| match &fact.recorded {
            Recorded::Words { allowed, .. } => allowed
                .iter()
                .any(|term| matches!(term, WordsTerm::Entity(found) if *found == entity)),
            _ => false,
        })
    }

    /// The entities that an event's property names, the recorded value first.
    fn entities_of(&self, event: EventId, property: &str) -> Vec<EntityId> {
        let property = self.property_id(property);
        let fact = property.and_then(|property| self.fact(Subject::Event(event), property));
        match fact.map(|fact| &fact.recorded) {
            Some(Recorded::Words { allowed, .. }) => allowed
                .iter()
                .filter_map(|term| match term {
                    WordsTerm::Entity(entity) => Some(*entity),
                    WordsTerm::Phrase(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether two places are known to lie apart: neither lies within the other, and it is known
    /// what both lie within.
    pub fn lie_apart(&self, a: EntityId, b: EntityId) -> bool {
        let placed = |place: EntityId| self.entity(place).within.is_some();
        let holds = |outer: EntityId, inner: EntityId| self.containers(inner).any(|p| p == outer);
        let is_known = placed(a) && placed(b)
            || placed(a) && self.is_top_of_another(b, a)
            || placed(b) && self.is_top_of_another(a, b);
        is_known && !holds(a, b) && !holds(b, a)
    }

    /// Whether a place without a container is one that holds other places, and not `inner`.
    fn is_top_of_another(&self, place: EntityId, inner: EntityId) -> bool {
        let is_top = self.entity(place).within.is_none();
        is_top && self.holds_some(place) && !self.containers(inner).any(|around| around == place)
    }

    /// A place and all that it lies within, smallest first.
    pub fn containers(&self, place: EntityId) -> impl Iterator<Item = EntityId> {
        std::iter::successors(Some(place), |&place| self.entity(place).within)
    }

    /// The zone in which an event's local times are told.
    pub fn time_zone(&self, event: EventId) -> Option<TimeZone> {
        self.containers(self.place(event)?).find_map(|place| self.entity(place).time_zone.clone())
    }
}

/// A time zone as its name in the time-zone database, which the program holds.
mod zone_name {
    use jiff::tz::{TimeZone, TimeZoneDatabase};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands the field over so")]
    pub(super) fn serialize<S: Serializer>(
        zone: &Option<TimeZone>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        zone.as_ref().and_then(TimeZone::iana_name).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<TimeZone>, D::Error> {
        let name = Option::<&str>::deserialize(deserializer)?;
        Ok(name.and_then(|name| TimeZoneDatabase::bundled().get(name).ok()))
    }
}
