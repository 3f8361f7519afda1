//! Fact files → records: references resolved, values typed, patterns compiled.
//!
//! [`crate::pack`] has already checked that ids exist and values fit their property; what can
//! still go wrong here is a pattern.

use super::model::{
    Debunked, Entity, EntityId, Event, Fact, FactStore, HistoryEntry, Property, PropertyId,
    Recorded, Source, WordsTerm,
};
use crate::language::{Inflection, Pattern, PatternError, VocabularyBuilder};
use crate::pack::fact_file::{
    DateText, EntityShape, EventShape, FactFile, FactShape, FactTable, Ids, Scalar,
};
use crate::pack::property_file::{PropertyFile, ValueKind};
use crate::value::{Interval, PartialDate, Period};
use jiff::civil::Date;
use jiff::tz::TimeZoneDatabase;
use std::collections::BTreeMap;

/// A record that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record}: {problem}")]
pub struct FactProblem {
    /// The record's id.
    pub record: String,
    /// What is wrong with it.
    pub problem: PatternError,
}

/// Compiles the fact files of all packs against the properties of all packs.
///
/// # Errors
/// Every pattern that does not compile.
pub fn compile(
    files: &[&FactFile],
    properties: &[&PropertyFile],
    words: &mut VocabularyBuilder,
    inflection: &Inflection,
    classes: &BTreeMap<String, Vec<String>>,
) -> Result<FactStore, Vec<FactProblem>> {
    let sources = files.iter().flat_map(|file| &file.source);
    let entities = files.iter().flat_map(|file| &file.entity);
    let mut compiler = Compiler {
        words,
        inflection,
        classes,
        sources: sources
            .map(|s| {
                (
                    s.id.as_str(),
                    Source {
                        name: s.name.clone(),
                        url: s.url.clone(),
                    },
                )
            })
            .collect(),
        entities: entities
            .enumerate()
            .map(|(at, e)| (e.id.as_str(), EntityId(at)))
            .collect(),
        kinds: properties
            .iter()
            .map(|p| (p.property.as_str(), p.values))
            .collect(),
        property_ids: properties
            .iter()
            .enumerate()
            .map(|(at, p)| (p.property.as_str(), PropertyId(at)))
            .collect(),
        problems: Vec::new(),
    };
    let store = FactStore {
        properties: properties
            .iter()
            .map(|file| compiler.property(file))
            .collect(),
        entities: files
            .iter()
            .flat_map(|f| &f.entity)
            .map(|e| compiler.entity(e))
            .collect(),
        events: files
            .iter()
            .flat_map(|f| &f.event)
            .map(|e| compiler.event(e))
            .collect(),
        debunked: files
            .iter()
            .flat_map(|f| &f.debunked)
            .map(|d| compiler.debunked(d))
            .collect(),
    };
    if compiler.problems.is_empty() {
        Ok(store)
    } else {
        Err(compiler.problems)
    }
}

struct Compiler<'a> {
    words: &'a mut VocabularyBuilder,
    inflection: &'a Inflection,
    classes: &'a BTreeMap<String, Vec<String>>,
    sources: BTreeMap<&'a str, Source>,
    entities: BTreeMap<&'a str, EntityId>,
    kinds: BTreeMap<&'a str, ValueKind>,
    property_ids: BTreeMap<&'a str, PropertyId>,
    problems: Vec<FactProblem>,
}

impl Compiler<'_> {
    fn property(&mut self, file: &PropertyFile) -> Property {
        Property {
            name: file.property.clone(),
            values: file.values,
            noun: file.noun.clone(),
            cues: self.patterns(&file.property, &file.cues),
            named_as: self.patterns(&file.property, &file.named_as),
        }
    }

    fn entity(&mut self, shape: &EntityShape) -> Entity {
        for name in std::iter::once(&shape.name).chain(&shape.aliases) {
            self.intern_words(name);
        }
        Entity {
            id: shape.id.clone(),
            kind: shape.kind,
            name: shape.name.clone(),
            aliases: shape.aliases.clone(),
            within: shape
                .within
                .as_deref()
                .and_then(|id| self.entities.get(id).copied()),
            time_zone: shape
                .time_zone
                .as_deref()
                .and_then(|name| TimeZoneDatabase::bundled().get(name).ok()),
            facts: self.facts(&shape.id, &shape.facts, &Origin::of_entity(shape)),
        }
    }

    fn event(&mut self, shape: &EventShape) -> Event {
        for name in std::iter::once(&shape.name).chain(&shape.aliases) {
            self.intern_words(name);
        }
        self.patterns(&shape.id, &shape.described_as);
        Event {
            id: shape.id.clone(),
            name: shape.name.clone(),
            aliases: shape.aliases.clone(),
            described_as: shape.described_as.clone(),
            facts: self.facts(&shape.id, &shape.facts, &Origin::of_event(shape)),
        }
    }

    fn debunked(&mut self, shape: &crate::pack::fact_file::DebunkedShape) -> Debunked {
        let wordings: Vec<String> = std::iter::once(&shape.claim)
            .chain(&shape.wordings)
            .cloned()
            .collect();
        for wording in &wordings {
            self.intern_words(wording);
        }
        Debunked {
            id: shape.id.clone(),
            wordings,
            why: shape.why.clone(),
            truth: shape.truth.clone(),
            confidence: shape.confidence,
            sources: self.sources(&shape.source),
            as_of: shape.as_of.as_ref().and_then(first_day),
        }
    }

    fn facts(
        &mut self,
        subject: &str,
        shapes: &BTreeMap<String, FactShape>,
        origin: &Origin<'_>,
    ) -> Vec<Fact> {
        let known = |name: &String| self.property_ids.contains_key(name.as_str());
        let names: Vec<&String> = shapes.keys().filter(|name| known(name)).collect();
        names
            .into_iter()
            .map(|name| self.fact(subject, name, &shapes[name], origin))
            .collect()
    }

    fn fact(&mut self, subject: &str, name: &str, shape: &FactShape, origin: &Origin<'_>) -> Fact {
        let table = as_table(shape);
        let id = format!("{subject}.{name}");
        let own_sources = self.sources(&table.source);
        Fact {
            property: self.property_ids[name],
            recorded: self.recorded(&id, self.kinds[name], &table),
            undisclosed: table.undisclosed,
            confidence: table.confidence.min(origin.confidence),
            sources: if own_sources.is_empty() {
                self.sources(origin.sources)
            } else {
                own_sources
            },
            as_of: table.as_of.as_ref().or(origin.as_of).and_then(first_day),
            shown: shown(&table),
            note: table.note.clone().or_else(|| origin.note.clone()),
            id,
        }
    }

    fn recorded(&mut self, id: &str, kind: ValueKind, table: &FactTable) -> Recorded {
        match kind {
            ValueKind::Count => counts(table),
            ValueKind::Date => Recorded::Dates(periods(table)),
            ValueKind::Time => times(table),
            ValueKind::Entity | ValueKind::Words | ValueKind::Elapsed => Recorded::Words {
                allowed: self.terms(id, table.value.iter().chain(&table.also)),
                rejects: self.terms(id, table.rejects.iter()),
            },
        }
    }

    fn terms<'s>(&mut self, id: &str, scalars: impl Iterator<Item = &'s Scalar>) -> Vec<WordsTerm> {
        scalars
            .filter_map(|scalar| self.term(id, &text_of(scalar)))
            .collect()
    }

    fn term(&mut self, id: &str, words: &str) -> Option<WordsTerm> {
        if let Some(&entity) = self.entities.get(words) {
            return Some(WordsTerm::Entity(entity));
        }
        self.pattern(id, words).map(WordsTerm::Phrase)
    }

    fn patterns(&mut self, id: &str, patterns: &[String]) -> Vec<Pattern> {
        patterns
            .iter()
            .filter_map(|pattern| self.pattern(id, pattern))
            .collect()
    }

    fn pattern(&mut self, id: &str, pattern: &str) -> Option<Pattern> {
        Pattern::parse(pattern, self.words, self.inflection, self.classes)
            .map_err(|problem| {
                self.problems.push(FactProblem {
                    record: id.to_owned(),
                    problem,
                });
            })
            .ok()
    }

    fn sources(&self, ids: &Ids) -> Vec<Source> {
        ids.as_slice()
            .iter()
            .filter_map(|id| self.sources.get(id.as_str()).cloned())
            .collect()
    }

    fn intern_words(&mut self, words: &str) {
        for word in words.split(|c: char| c.is_whitespace() || c == '-') {
            self.words
                .intern(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
        }
    }
}

/// What a record says for those of its facts that do not say it themselves.
struct Origin<'a> {
    sources: &'a Ids,
    as_of: Option<&'a DateText>,
    confidence: crate::pack::fact_file::Confidence,
    note: Option<String>,
}

impl<'a> Origin<'a> {
    fn of_entity(shape: &'a EntityShape) -> Self {
        Origin {
            sources: &shape.source,
            as_of: shape.as_of.as_ref(),
            confidence: shape.confidence,
            note: None,
        }
    }

    fn of_event(shape: &'a EventShape) -> Self {
        Origin {
            sources: &shape.source,
            as_of: shape.as_of.as_ref(),
            confidence: shape.confidence,
            note: None,
        }
    }
}

fn as_table(shape: &FactShape) -> FactTable {
    match shape {
        FactShape::Table(table) => FactTable::clone(table),
        FactShape::Value(value) => FactTable {
            value: Some(value.clone()),
            ..FactTable::default()
        },
        FactShape::Values(values) => FactTable {
            value: values.first().cloned(),
            also: values.iter().skip(1).cloned().collect(),
            ..FactTable::default()
        },
    }
}

fn counts(table: &FactTable) -> Recorded {
    let mut allowed: Vec<Interval> = table
        .value
        .iter()
        .chain(&table.also)
        .filter_map(number_of)
        .map(Interval::exactly)
        .collect();
    if table.from.is_some() || table.to.is_some() {
        allowed.push(Interval::new(
            table.from.as_ref().and_then(number_of).unwrap_or(0.0),
            table
                .to
                .as_ref()
                .and_then(number_of)
                .unwrap_or(f64::INFINITY),
        ));
    }
    let mut history: Vec<HistoryEntry> = table
        .history
        .iter()
        .filter_map(|entry| {
            let as_of = PartialDate::parse(&entry.as_of.0)?;
            Some(HistoryEntry {
                value: number_of(&entry.value)?,
                as_of,
            })
        })
        .collect();
    history.sort_by_key(|entry| entry.as_of.period().map(|period| period.first));
    Recorded::Counts {
        allowed,
        history,
        rejects: table.rejects.iter().filter_map(number_of).collect(),
        tolerance: table.tolerance.unwrap_or(0.0),
    }
}

fn periods(table: &FactTable) -> Vec<Period> {
    let period = |scalar: &Scalar| PartialDate::parse(&text_of(scalar))?.period();
    let mut periods: Vec<Period> = table
        .value
        .iter()
        .chain(&table.also)
        .filter_map(period)
        .collect();
    if table.from.is_some() || table.to.is_some() {
        let first = table
            .from
            .as_ref()
            .and_then(period)
            .map_or(Date::MIN, |p| p.first);
        let last = table
            .to
            .as_ref()
            .and_then(period)
            .map_or(Date::MAX, |p| p.last);
        periods.push(Period::new(first.min(last), last));
    }
    periods
}

/// Minutes by which a stated time may be off where the record does not say: people round times
/// to the quarter of an hour.
const TIME_TOLERANCE: i32 = 15;

fn times(table: &FactTable) -> Recorded {
    let minutes = |scalar: &Scalar| minutes_of(&text_of(scalar));
    let mut allowed: Vec<(i32, i32)> = table
        .value
        .iter()
        .chain(&table.also)
        .filter_map(minutes)
        .map(|m| (m, m))
        .collect();
    if table.from.is_some() || table.to.is_some() {
        let from = table.from.as_ref().and_then(minutes).unwrap_or(0);
        let to = table.to.as_ref().and_then(minutes).unwrap_or(24 * 60 - 1);
        allowed.push((from, to));
    }
    let tolerance = table
        .tolerance
        .map_or(TIME_TOLERANCE, |minutes| minutes as i32);
    Recorded::Times { allowed, tolerance }
}

fn minutes_of(time: &str) -> Option<i32> {
    let mut parts = time.split(':').map(str::parse::<i32>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(hour * 60 + minute)
}

fn number_of(scalar: &Scalar) -> Option<f64> {
    match scalar {
        Scalar::Number(number) => Some(*number),
        Scalar::Text(_) => None,
    }
}

fn text_of(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Number(number) => number.to_string(),
        Scalar::Text(text) => text.clone(),
    }
}

fn first_day(date: &DateText) -> Option<Date> {
    PartialDate::parse(&date.0)?
        .period()
        .map(|period| period.first)
}

/// The value for people: "95", "14:45 to 15:20", "no later than 2023-12-27".
fn shown(table: &FactTable) -> String {
    let text = |scalar: &Option<Scalar>| scalar.as_ref().map(text_of);
    match (text(&table.value), text(&table.from), text(&table.to)) {
        (Some(value), _, _) => value,
        (None, Some(from), Some(to)) => format!("{from} to {to}"),
        (None, Some(from), None) => format!("no earlier than {from}"),
        (None, None, Some(to)) => format!("no later than {to}"),
        (None, None, None) => String::new(),
    }
}
