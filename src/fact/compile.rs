//! Fact files → records: references resolved, values typed, patterns compiled.
//!
//! [`crate::pack`] has already checked that ids exist and values fit their property; what can
//! still go wrong here is a pattern.

use super::amounts::AmountReader;
use super::index::FactIndex;
use super::model::{
    Debunked, Description, Entity, EntityId, Event, EventId, Fact, FactStore, Property, PropertyId,
    Recorded, Role, Source, Speaker, Term, VerifiedQuote, WordsTerm,
};
use super::records::Records;
use super::stated::StatedFact;
use super::times::{first_day, last_day, periods, times};
use crate::language::{Language, Pattern, VocabularyBuilder};
use crate::pack::fact_file::{
    Confidence, DateText, DebunkedShape, EntityShape, EventShape, FactFile, FactShape, FactTable,
    Ids, QuoteShape, RoleShape, Scalar, StatementShape, TermShape,
};
use crate::pack::property_file::{PropertyFile, ValueKind};
use crate::pack::{Located, Place, Problems};
use crate::value::{Measures, Period};
use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;
use std::collections::BTreeMap;

/// Compiles the fact files of all packs against the properties of all packs.
///
/// Every pattern that does not compile is added to `problems`, and left out.
pub fn compile(
    files: &[&Located<FactFile>],
    properties: &[&Located<PropertyFile>],
    words: &mut VocabularyBuilder,
    language: &Language,
    problems: &mut Problems,
) -> FactStore {
    let sources = files.iter().flat_map(|file| &file.value.source);
    let entities = files.iter().flat_map(|file| &file.value.entity);
    let shapes = properties.iter().map(|file| &file.value);
    let mut compiler = Compiler {
        words,
        language,
        sources: sources
            .map(|s| (s.id.as_str(), Source { name: s.name.clone(), url: s.url.clone() }))
            .collect(),
        names: entities.clone().map(|e| (e.id.as_str(), e.name.as_str())).collect(),
        entities: entities.enumerate().map(|(at, e)| (e.id.as_str(), EntityId(at))).collect(),
        properties: shapes
            .enumerate()
            .map(|(at, p)| (p.property.as_str(), PropertyShape::of(PropertyId(at), p)))
            .collect(),
        described: properties.len(),
        counted: Vec::new(),
        problems,
    };
    let mut store = FactStore {
        properties: properties.iter().map(|file| compiler.property(file)).collect(),
        ..FactStore::default()
    };
    for file in files {
        let (shape, place) = (&file.value, file.place());
        let at = |kind: &'static str| move |index: usize| place.key(kind).item(index);
        for (index, entity) in shape.entity.iter().enumerate() {
            store.entities.push(compiler.entity(entity, at("entity")(index)));
        }
        for (index, event) in shape.event.iter().enumerate() {
            store.events.push(compiler.event(event, at("event")(index)));
        }
        store.terms.extend(shape.term.iter().filter_map(term));
        store.debunked.extend(shape.debunked.iter().map(|claim| compiler.debunked(claim)));
        store.statements.extend(shape.statement.iter().map(|one| compiler.statement(one)));
        store.quotes.extend(shape.quote.iter().map(|quote| compiler.quote(quote)));
    }
    store.properties.append(&mut compiler.counted);
    store.orders = orders(files, &store.events);
    store.index = FactIndex::new(&store);
    store
}

/// A term that is mistaken for something; the others are there for people.
fn term(shape: &TermShape) -> Option<Term> {
    Some(Term {
        property: shape.id.clone(),
        means: shape.means.clone(),
        counts: shape.counts.clone(),
        mistaken_for: shape.mistaken_for.clone()?,
        instead: shape.instead.clone(),
    })
}

fn orders(files: &[&Located<FactFile>], events: &Records<Event>) -> Vec<(EventId, EventId)> {
    let ids: BTreeMap<&str, EventId> =
        events.iter().enumerate().map(|(at, event)| (event.id.as_str(), EventId(at))).collect();
    let orders = files.iter().flat_map(|file| &file.value.order);
    orders.filter_map(|order| Some((*ids.get(&*order.first)?, *ids.get(&*order.then)?))).collect()
}

/// The wordings for each role: "{value} , the {role} of {entity}" for "captain".
fn with_roles(roles: &[String], wordings: &[String]) -> Vec<String> {
    let each = |role: &String| -> Vec<String> {
        wordings.iter().map(|wording| wording.replace("{role}", role)).collect()
    };
    roles.iter().flat_map(each).collect()
}

/// What the slots of cues and descriptions may be called.
const SLOTS: [&str; 9] =
    ["value", "subject", "date", "time", "count", "entity", "person", "organisation", "place"];

fn unknown_slot(pattern: &Pattern) -> Option<String> {
    let mut slots = pattern.slots().into_iter();
    slots.find(|slot| !SLOTS.contains(&&*slot.name)).map(|slot| slot.name.to_string())
}

/// What a fact needs to know of its property.
#[derive(Clone, Copy)]
struct PropertyShape {
    id: PropertyId,
    values: ValueKind,
    measures: Measures,
}

impl PropertyShape {
    fn of(id: PropertyId, file: &PropertyFile) -> Self {
        PropertyShape { id, values: file.values, measures: measures(file) }
    }
}

fn measures(file: &PropertyFile) -> Measures {
    match file.values {
        ValueKind::Count => file.measures.unwrap_or(Measures::Number),
        _ => file.measures.unwrap_or(Measures::Anything),
    }
}

struct Compiler<'a> {
    words: &'a mut VocabularyBuilder,
    language: &'a Language,
    sources: BTreeMap<&'a str, Source>,
    entities: BTreeMap<&'a str, EntityId>,
    names: BTreeMap<&'a str, &'a str>,
    properties: BTreeMap<&'a str, PropertyShape>,
    /// How many properties the property files bring.
    described: usize,
    /// Properties of what facts count, by their noun, in order.
    counted: Vec<Property>,
    problems: &'a mut Problems,
}

impl Compiler<'_> {
    fn property(&mut self, file: &Located<PropertyFile>) -> Property {
        let (shape, place) = (&file.value, file.place());
        let told = &self.language.roles;
        let cues = [shape.cues.clone(), with_roles(&shape.roles, &told.cues)].concat();
        let unless = [shape.unless.clone(), with_roles(&shape.roles, &told.unless)].concat();
        Property {
            name: shape.property.clone(),
            values: shape.values,
            measures: measures(shape),
            noun: shape.noun.clone(),
            names: self.patterns(&shape.names, place.key("names")),
            counts: self.patterns(&shape.counts, place.key("counts")),
            labels: self.patterns(&shape.labels, place.key("labels")),
            cues: self.patterns(&cues, place.key("cues")),
            named_as: self.patterns(&shape.named_as, place.key("named_as")),
            unless: self.patterns(&unless, place.key("unless")),
            planned: shape.planned,
            exclusive: shape.exclusive,
        }
    }

    fn entity(&mut self, shape: &EntityShape, place: Place<'_>) -> Entity {
        std::iter::once(&shape.name)
            .chain(&shape.aliases)
            .chain(&shape.misspellings)
            .for_each(|name| self.words.intern_text(name));
        let zone = shape.time_zone.as_deref();
        let roles: Vec<Role> = shape.role.iter().map(|role| self.role(role)).collect();
        let mut facts = self.all_facts(
            &shape.id,
            [&shape.facts, &shape.counts],
            &Origin::of_entity(shape),
            place,
        );
        facts.extend(self.tenures(shape, &roles));
        Entity {
            id: shape.id.clone(),
            kind: shape.kind,
            name: shape.name.clone(),
            aliases: shape.aliases.clone(),
            misspellings: shape.misspellings.clone(),
            within: shape.within.as_deref().and_then(|id| self.entities.get(id).copied()),
            time_zone: zone.and_then(|name| TimeZoneDatabase::bundled().get(name).ok()),
            roles,
            sources: self.sources(&shape.source),
            confidence: shape.confidence,
            facts,
        }
    }

    /// The time in the only post of a person, for each property that is reckoned from it. Of
    /// several posts, none could be told to be meant.
    fn tenures(&self, shape: &EntityShape, roles: &[Role]) -> Vec<Fact> {
        let [role] = roles else { return Vec::new() };
        let Some(from) = role.from else { return Vec::new() };
        let term = Period::new(from, role.to.unwrap_or(Date::MAX));
        let tenures = self.properties.iter().filter(|(_, p)| p.values == ValueKind::Tenure);
        let until = role.to.map_or(String::new(), |to| format!(" to {to}"));
        let fact = |(name, property): (&&str, &PropertyShape)| Fact {
            id: format!("{}.{name}", shape.id),
            property: property.id,
            recorded: Recorded::Dates(vec![term]),
            undisclosed: false,
            confidence: shape.confidence,
            sources: if role.sources.is_empty() {
                self.sources(&shape.source)
            } else {
                role.sources.clone()
            },
            as_of: None,
            shown: format!("{} from {from}{until}", role.title),
            note: None,
        };
        tenures.map(fact).collect()
    }

    fn role(&self, shape: &RoleShape) -> Role {
        Role {
            title: shape.title.clone(),
            also: shape.also.clone(),
            of: shape.of.as_deref().and_then(|id| self.entities.get(id).copied()),
            from: shape.from.as_ref().and_then(first_day),
            to: shape.to.as_ref().and_then(last_day),
            sources: self.sources(&shape.source),
        }
    }

    fn event(&mut self, shape: &EventShape, place: Place<'_>) -> Event {
        std::iter::once(&shape.name)
            .chain(&shape.aliases)
            .for_each(|name| self.words.intern_text(name));
        let described_as = shape.described_as.iter().enumerate().filter_map(|(at, text)| {
            let pattern = self.pattern(text, place.key("described_as").item(at))?;
            Some(Description { text: text.clone(), pattern })
        });
        let described_as = described_as.collect();
        Event {
            id: shape.id.clone(),
            name: shape.name.clone(),
            aliases: shape.aliases.clone(),
            described_as,
            facts: self.all_facts(
                &shape.id,
                [&shape.facts, &shape.counts],
                &Origin::of_event(shape),
                place,
            ),
        }
    }

    fn debunked(&mut self, shape: &DebunkedShape) -> Debunked {
        let wordings = std::iter::once(&shape.claim).chain(&shape.wordings);
        wordings.clone().for_each(|wording| self.words.intern_text(wording));
        Debunked {
            id: shape.id.clone(),
            wordings: wordings.cloned().collect(),
            why: shape.why.clone(),
            truth: shape.truth.clone(),
            confidence: shape.confidence,
            sources: self.sources(&shape.source),
            as_of: shape.as_of.as_ref().and_then(first_day),
        }
    }

    fn statement(&mut self, shape: &StatementShape) -> StatedFact {
        let texts = std::iter::once(&shape.says).chain(&shape.wordings);
        texts.for_each(|text| self.words.intern_text(text));
        let as_of = shape.as_of.as_ref().and_then(first_day);
        let (sources, vocabulary) = (self.sources(&shape.source), self.words.vocabulary());
        StatedFact::read(shape, sources, as_of, self.language, vocabulary)
    }

    /// The facts of a record, by property and by what they count.
    fn all_facts(
        &mut self,
        subject: &str,
        [by_property, by_noun]: [&BTreeMap<String, FactShape>; 2],
        origin: &Origin<'_>,
        place: Place<'_>,
    ) -> Vec<Fact> {
        let mut facts = self.facts(subject, by_property, origin, place);
        for (noun, shape) in by_noun {
            let property = self.counted(noun, place.key("counts").key(noun));
            let id = format!("{subject}.{}", slug(noun));
            let place = place.key("counts").key(noun);
            facts.push(self.fact(id, property, &shape.table(), origin, place));
        }
        facts
    }

    /// The property of what a noun counts.
    fn counted(&mut self, noun: &str, place: Place<'_>) -> PropertyShape {
        let name = slug(noun);
        let known = self.counted.iter().position(|property| property.name == name);
        let at = known.unwrap_or_else(|| {
            let forms: Vec<String> =
                noun.split('|').map(|noun| either_number(noun.trim())).collect();
            let pattern = self.pattern(&format!("({})", forms.join("|")), place);
            self.counted.push(Property {
                name,
                values: ValueKind::Count,
                measures: Measures::Number,
                noun: format!("number of {}", noun.split('|').next().unwrap_or(noun).trim()),
                names: Vec::new(),
                counts: pattern.into_iter().collect(),
                labels: Vec::new(),
                cues: Vec::new(),
                named_as: Vec::new(),
                unless: Vec::new(),
                planned: false,
                exclusive: false,
            });
            self.counted.len() - 1
        });
        let id = PropertyId(self.described + at);
        PropertyShape { id, values: ValueKind::Count, measures: Measures::Number }
    }

    fn quote(&mut self, shape: &QuoteShape) -> VerifiedQuote {
        self.words.intern_text(&shape.words);
        let speaker = match self.entities.get(shape.speaker.as_str()) {
            Some(&entity) => Speaker::Entity(entity),
            None => Speaker::InWords(shape.speaker.clone()),
        };
        VerifiedQuote {
            id: shape.id.clone(),
            speaker,
            words: shape.words.clone(),
            date: shape.date.as_ref().and_then(first_day),
            is_translated: shape.translated,
            is_complete: shape.complete,
            sources: self.sources(&shape.source),
            note: shape.note.clone(),
        }
    }

    fn facts(
        &mut self,
        subject: &str,
        shapes: &BTreeMap<String, FactShape>,
        origin: &Origin<'_>,
        place: Place<'_>,
    ) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (name, shape) in shapes {
            if let Some(&property) = self.properties.get(name.as_str()) {
                let id = format!("{subject}.{name}");
                facts.push(self.fact(id, property, &shape.table(), origin, place.key(name)));
            }
        }
        facts
    }

    fn fact(
        &mut self,
        id: String,
        property: PropertyShape,
        table: &FactTable,
        origin: &Origin<'_>,
        place: Place<'_>,
    ) -> Fact {
        let own_sources = self.sources(&table.source);
        Fact {
            id,
            property: property.id,
            recorded: self.recorded(property, table, place),
            undisclosed: table.undisclosed,
            confidence: table.confidence.min(origin.confidence),
            sources: if own_sources.is_empty() {
                self.sources(origin.sources)
            } else {
                own_sources
            },
            as_of: table.as_of.as_ref().or(origin.as_of).and_then(first_day),
            shown: self.shown(table),
            note: table.note.clone(),
        }
    }

    fn recorded(
        &mut self,
        property: PropertyShape,
        table: &FactTable,
        place: Place<'_>,
    ) -> Recorded {
        match property.values {
            ValueKind::Count | ValueKind::Amount => {
                let (language, vocabulary) = (self.language, self.words.vocabulary());
                let reader = AmountReader { language, vocabulary, measures: property.measures };
                reader.recorded(table, place, self.problems)
            }
            ValueKind::Date => Recorded::Dates(periods(table)),
            ValueKind::Time => times(table),
            ValueKind::Entity
            | ValueKind::Words
            | ValueKind::Elapsed
            | ValueKind::Later
            | ValueKind::Earlier
            | ValueKind::Ongoing
            | ValueKind::Tenure => {
                let value = table.value.as_ref();
                let mut allowed: Vec<WordsTerm> =
                    value.and_then(|value| self.value_term(value)).into_iter().collect();
                allowed.extend(self.terms(&table.also, place.key("also")));
                Recorded::Words {
                    allowed,
                    rejects: self.terms(&table.rejects, place.key("rejects")),
                }
            }
        }
    }

    /// The value itself is prose for people, unless it is an entity's id; `also` holds patterns.
    fn value_term(&mut self, value: &Scalar) -> Option<WordsTerm> {
        self.entities.get(text_of(value).as_str()).copied().map(WordsTerm::Entity)
    }

    fn terms(&mut self, scalars: &[Scalar], place: Place<'_>) -> Vec<WordsTerm> {
        let mut terms = Vec::new();
        for (index, scalar) in scalars.iter().enumerate() {
            let words = text_of(scalar);
            match self.entities.get(words.as_str()) {
                Some(&entity) => terms.push(WordsTerm::Entity(entity)),
                None => {
                    terms.extend(self.pattern(&words, place.item(index)).map(WordsTerm::Phrase));
                }
            }
        }
        terms
    }

    fn patterns(&mut self, patterns: &[String], place: Place<'_>) -> Vec<Pattern> {
        let all = patterns.iter().enumerate();
        all.filter_map(|(index, pattern)| self.pattern(pattern, place.item(index))).collect()
    }

    fn pattern(&mut self, pattern: &str, place: Place<'_>) -> Option<Pattern> {
        match Pattern::parse(pattern, self.words, &self.language.inflection, &self.language.classes)
        {
            Ok(pattern) => {
                if let Some(name) = unknown_slot(&pattern) {
                    let known = SLOTS.map(|slot| format!("{{{slot}}}")).join(", ");
                    self.problems.push(place.problem(format!(
                        "nothing fills the slot {{{name}}}; write one of {known}, or a word without braces"
                    )));
                }
                Some(pattern)
            }
            Err(error) => {
                self.problems.push(place.problem(error.to_string()));
                None
            }
        }
    }

    fn sources(&self, ids: &Ids) -> Vec<Source> {
        ids.as_slice().iter().filter_map(|id| self.sources.get(id.as_str()).cloned()).collect()
    }

    /// The value for people: "95", "Kerman", "14:45 to 15:20", "no later than 2023-12-27".
    fn shown(&self, table: &FactTable) -> String {
        let text = |scalar: &Option<Scalar>| {
            let text = match scalar.as_ref()? {
                Scalar::Number(number) => grouped(*number),
                Scalar::Text(text) => text.clone(),
            };
            Some(match self.names.get(text.as_str()) {
                Some(&name) => name.to_owned(),
                None => text,
            })
        };
        match (text(&table.value), text(&table.from), text(&table.to)) {
            (_, Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(value), _, _) => value,
            (None, Some(from), None) => format!("no earlier than {from}"),
            (None, None, Some(to)) => format!("no later than {to}"),
            (None, None, None) => String::new(),
        }
    }
}

/// What a record says for those of its facts that do not say it themselves.
struct Origin<'a> {
    sources: &'a Ids,
    as_of: Option<&'a DateText>,
    confidence: Confidence,
}

impl<'a> Origin<'a> {
    fn of_entity(shape: &'a EntityShape) -> Self {
        Origin { sources: &shape.source, as_of: shape.as_of.as_ref(), confidence: shape.confidence }
    }

    fn of_event(shape: &'a EventShape) -> Self {
        Origin { sources: &shape.source, as_of: shape.as_of.as_ref(), confidence: shape.confidence }
    }
}

/// "12,400", "6.4"
fn grouped(number: f64) -> String {
    let text = number.to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let digits = whole.trim_start_matches('-');
    let mut shown = whole.get(..whole.len() - digits.len()).unwrap_or_default().to_owned();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    rest.map_or(shown.clone(), |rest| format!("{shown}.{rest}"))
}

/// "fishing-boats"
fn slug(noun: &str) -> String {
    let noun = noun.split('|').next().unwrap_or(noun).trim();
    noun.to_lowercase().replace(' ', "-")
}

/// "(boats|boat)" of "boats": one of them is counted without the ending.
fn either_number(noun: &str) -> String {
    match noun.strip_suffix('s') {
        Some(one) if !noun.contains(['(', '~', '{']) => format!("{noun}|{one}"),
        _ => noun.to_owned(),
    }
}

pub(super) fn text_of(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Inflection;

    #[test]
    fn a_slot_that_nothing_fills_is_a_mistake() {
        let unknown = |text| {
            let mut words = VocabularyBuilder::default();
            let pattern =
                Pattern::parse(text, &mut words, &Inflection::default(), &BTreeMap::new());
            unknown_slot(&pattern.unwrap())
        };
        assert_eq!(unknown("bridge {collapsed}"), Some("collapsed".to_owned()));
        assert_eq!(unknown("bridge in {place} ... by {value:phrase}"), None);
    }
}
