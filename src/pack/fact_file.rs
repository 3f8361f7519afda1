//! The shape of a fact file on disk. TOML and JSON share it.
//!
//! These types say what may be written; [`crate::fact`] says what it means once every reference
//! is resolved. Their doc comments are the descriptions of the published JSON Schema.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A file of facts: what a desk holds to be true about one topic, and who says so.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    /// Where facts come from; records name these by id.
    #[serde(default)]
    pub source: Vec<SourceShape>,
    /// People, organisations, places, vessels, laws.
    #[serde(default)]
    pub entity: Vec<EntityShape>,
    /// Things that happened, once, at a time and a place.
    #[serde(default)]
    pub event: Vec<EventShape>,
    /// Claims known to be false.
    #[serde(default)]
    pub debunked: Vec<DebunkedShape>,
    /// What holds and fits no property, in sentences.
    #[serde(default)]
    pub statement: Vec<StatementShape>,
    /// Verified quotes, word for word.
    #[serde(default)]
    pub quote: Vec<QuoteShape>,
    /// Words with an exact meaning that get misused.
    #[serde(default)]
    pub term: Vec<TermShape>,
    /// What happened before what.
    #[serde(default)]
    pub order: Vec<OrderShape>,
}

/// Where facts come from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// As a reader would know it: "Xinhua via China Daily".
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
    /// The day it was published.
    #[serde(default)]
    pub published: Option<DateText>,
    /// The day it was last looked at.
    #[serde(default)]
    pub retrieved: Option<DateText>,
    /// What it says, in a few words; what it gets wrong, too.
    #[serde(default)]
    pub note: Option<String>,
}

/// A day, month or year: `2024-01-03`, `2024-01` or `2024`. TOML dates are fine.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct DateText(#[schemars(regex(pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))] pub String);

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, an agency, an armed group, a party.
    Organisation,
    /// A country, a province, a city, a building.
    Place,
    /// A ship, an aircraft, a spacecraft.
    Vessel,
    /// A law, a treaty, a directive.
    Law,
    /// Anything else with a name.
    Thing,
}

/// A person, organisation, place, vessel, law or other thing with a name.
// Unknown keys are caught when the pack is loaded, for only then are all properties known.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct EntityShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its name as the desk writes it.
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Other names and accepted spellings, demonyms included. A capital letter must stand where
    /// it stands here; a surname alone is worth listing.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub aliases: Vec<String>,
    /// Spellings worth flagging.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub misspellings: Vec<String>,
    /// The place it lies in, by id.
    #[serde(default)]
    pub within: Option<String>,
    /// A place's time zone: an IANA name such as `Asia/Tehran`. Places within it inherit it.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Posts a person held.
    #[serde(default)]
    pub role: Vec<RoleShape>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
    /// The day on which the record was right.
    #[serde(default)]
    pub as_of: Option<DateText>,
    /// How sure the desk is.
    #[serde(default)]
    pub confidence: Confidence,
    /// For the desk's own eyes, and for the evidence shown with a finding.
    #[serde(default)]
    pub note: Option<String>,
    /// How many there are of what, keyed by the noun: `"fishing boats" = 12`. Several nouns for
    /// the same are parted by `|`.
    #[serde(default)]
    pub counts: BTreeMap<String, FactShape>,
    /// Its facts, keyed by property: `born`, `died`, `founded`, …
    #[serde(flatten)]
    pub facts: BTreeMap<String, FactShape>,
}

/// A post a person held.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleShape {
    /// The title in full.
    #[schemars(regex(pattern = r"\S"))]
    pub title: String,
    /// Other ways to say it that are right.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub also: Vec<String>,
    /// The organisation or country, by id.
    #[serde(default)]
    pub of: Option<String>,
    /// The first day.
    #[serde(default)]
    pub from: Option<DateText>,
    /// The last day.
    #[serde(default)]
    pub to: Option<DateText>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct EventShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// Its name as the desk writes it: "the Kerman bombings".
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Phrases that mean this event and no other.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub aliases: Vec<String>,
    /// Words that mean it once it is the topic: "attack", "~warn ... (Iran|Tehran)". Patterns.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub described_as: Vec<String>,
    /// The sources that vouch for it, by id, where a fact names none of its own.
    #[serde(default)]
    pub source: Ids,
    /// The day on which the record was right.
    #[serde(default)]
    pub as_of: Option<DateText>,
    /// How sure the desk is.
    #[serde(default)]
    pub confidence: Confidence,
    /// For the desk's own eyes, and for the evidence shown with a finding.
    #[serde(default)]
    pub note: Option<String>,
    /// How many there are of what, keyed by the noun: `"fishing boats" = 12`. Several nouns for
    /// the same are parted by `|`.
    #[serde(default)]
    pub counts: BTreeMap<String, FactShape>,
    /// Its facts, keyed by property: `date`, `time`, `place`, `deaths`, `motive`, …
    #[serde(flatten)]
    pub facts: BTreeMap<String, FactShape>,
}

/// A fact: its value alone, several accepted values, or a table that says more.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FactShape {
    /// A value.
    Value(Scalar),
    /// Several values, each right.
    Values(Vec<Scalar>),
    /// A value with its history, limits and sources.
    Table(Box<FactTable>),
}

impl FactShape {
    /// The fact as a table, however it is written: of several values the first is the value.
    pub fn table(&self) -> FactTable {
        match self {
            FactShape::Table(table) => FactTable::clone(table),
            FactShape::Value(value) => {
                FactTable { value: Some(value.clone()), ..FactTable::default() }
            }
            FactShape::Values(values) => FactTable {
                value: values.first().cloned(),
                also: values.iter().skip(1).cloned().collect(),
                ..FactTable::default()
            },
        }
    }
}

/// A number, a date (`2024-01-03`, `"2024-01"`), a time (`"14:55"`), the id of an entity, or words.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// A number.
    Number(f64),
    /// Anything else, as text.
    Text(String),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::Number(number) => number.fmt(f),
            Scalar::Text(text) => text.fmt(f),
        }
    }
}

/// A fact with its history, limits and sources.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactTable {
    /// What holds, or what holds now.
    #[serde(default)]
    pub value: Option<Scalar>,
    /// Other values that are right too; for words, other ways to put it, or entities it names.
    #[serde(default)]
    pub also: Vec<Scalar>,
    /// The least value, the earliest date or time that is right.
    #[serde(default)]
    pub from: Option<Scalar>,
    /// The greatest value, the latest date or time that is right.
    #[serde(default)]
    pub to: Option<Scalar>,
    /// Values known to be wrong: for words, phrases or the ids of entities that refute a claim
    /// which names them. Words are never refuted otherwise.
    #[serde(default)]
    pub rejects: Vec<Scalar>,
    /// Nobody has said: any specific assertion is an invented detail.
    #[serde(default)]
    pub undisclosed: bool,
    /// Earlier values, each with the day it was established. An older value is right in an
    /// article of its day and outdated later.
    #[serde(default)]
    pub history: Vec<HistoryShape>,
    /// The value of the period before, which reports compare with: last year's revenue.
    #[serde(default)]
    pub before: Option<Scalar>,
    /// The change from the period before in percent, less than nought for a fall: `12`, `"-3.5%"`.
    #[serde(default)]
    pub change: Option<Scalar>,
    /// How far a stated number may be off, in the number's own unit; for times, in minutes.
    #[serde(default)]
    pub tolerance: Option<f64>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
    /// The day the value was established.
    #[serde(default)]
    pub as_of: Option<DateText>,
    /// How sure the desk is.
    #[serde(default)]
    pub confidence: Confidence,
    /// The record in words, shown as evidence.
    #[serde(default)]
    pub note: Option<String>,
}

/// A value that was current for a while.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EarlierValue")]
pub struct HistoryShape {
    /// The value.
    pub value: Scalar,
    /// The day it was established.
    pub as_of: DateText,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
}

/// One id, or a list of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Ids {
    /// One id.
    One(String),
    /// Several ids.
    Many(Vec<String>),
}

impl Default for Ids {
    fn default() -> Self {
        Ids::Many(Vec::new())
    }
}

impl Ids {
    /// The ids as a slice.
    pub fn as_slice(&self) -> &[String] {
        match self {
            Ids::One(id) => std::slice::from_ref(id),
            Ids::Many(ids) => ids,
        }
    }
}

/// How sure the desk is of a record. Only a record of high confidence leads to an error.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One source, or a shaky one. Findings are shown as advice.
    Low,
    /// Good, but not settled. Findings are warnings.
    Medium,
    /// Settled.
    #[default]
    High,
}

/// A claim known to be false.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DebunkedShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// The claim in plain words.
    #[schemars(regex(pattern = r"\S"))]
    pub claim: String,
    /// Other wordings of it, as unlike each other as they come.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub wordings: Vec<String>,
    /// Why it is false.
    pub why: String,
    /// What is true instead.
    #[serde(default)]
    pub truth: Option<String>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
    /// The day on which the record was right.
    #[serde(default)]
    pub as_of: Option<DateText>,
    /// How sure the desk is.
    #[serde(default)]
    pub confidence: Confidence,
}

/// Something that holds, in a sentence with a figure, a date or a time. An article that says the
/// same with another one contradicts it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// One short sentence that tells one thing: "Eleven guards were on duty that night."
    #[schemars(regex(pattern = r"\S"))]
    pub says: String,
    /// Other wordings of it, as unlike each other as they come.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub wordings: Vec<String>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
    /// The day on which the record was right.
    #[serde(default)]
    pub as_of: Option<DateText>,
    /// How sure the desk is.
    #[serde(default)]
    pub confidence: Confidence,
}

/// A verified quote.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// Who said it: the id of an entity, or words for a speaker without a name.
    pub speaker: String,
    /// The exact words.
    #[schemars(regex(pattern = r"\S"))]
    pub words: String,
    /// The day they were said.
    #[serde(default)]
    pub date: Option<DateText>,
    /// The words are a translation: others may be as good, and none is held against a writer.
    #[serde(default)]
    pub translated: bool,
    /// The packs hold all that this speaker has said on the matter: other words in quotation
    /// marks deserve a look whenever they were printed.
    #[serde(default)]
    pub complete: bool,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
    /// For the desk's own eyes, and for the evidence shown with a finding.
    #[serde(default)]
    pub note: Option<String>,
}

/// A word with an exact meaning that gets misused.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermShape {
    /// Kebab-case, unique in the pack.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// The word, in every form that is meant.
    #[schemars(inner(regex(pattern = r"\S")))]
    pub words: Vec<String>,
    /// What it means.
    pub means: String,
    /// The properties it counts together, such as `deaths` and `injured`.
    #[serde(default)]
    pub counts: Vec<String>,
    /// The property it is mistaken for, such as `deaths`.
    #[serde(default)]
    pub mistaken_for: Option<String>,
    /// What to write instead when it is.
    #[serde(default)]
    pub instead: Option<String>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
}

/// One event happened before another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderShape {
    /// The event that came first, by id.
    pub first: String,
    /// The event that followed, by id.
    pub then: String,
    /// The time between them, such as "about a week".
    #[serde(default)]
    pub apart: Option<String>,
    /// The sources that vouch for it, by id.
    #[serde(default)]
    pub source: Ids,
}
