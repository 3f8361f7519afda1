//! The shape of a property file on disk: what can be claimed of an event or an entity, and the
//! ways a language has of claiming it.

use crate::value::Measures;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A property that facts can have and articles can assert.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyFile {
    /// Its name, which is the file's name: `deaths`, `channel`.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"))]
    pub property: String,
    /// What its values are.
    pub values: ValueKind,
    /// How messages name it: "the number of people killed".
    pub noun: String,
    /// What its amounts measure, where its values are amounts: `money`, `length`, `percent`. Without
    /// it, whatever the fact is told in.
    #[serde(default)]
    pub measures: Option<Measures>,
    /// Nouns that name it, as patterns: "revenue", "(net|operating) profit". A figure that an
    /// article ties to the noun is a claim: "revenue rose to $4 billion", "$4 billion in revenue".
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub names: Vec<String>,
    /// What its numbers count, as patterns: "(seat|seats)". Such a noun after a number is a claim.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub counts: Vec<String>,
    /// What stands for it at the head of a row, as patterns: "(dead|killed)" of "Dead: 212". The
    /// `names` and `counts` do, too.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub labels: Vec<String>,
    /// How people assert it: patterns with a `{value}`, and a `{subject}` where the wording
    /// names what it is asserted of. Without one the claim is about the event in focus.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub cues: Vec<String>,
    /// What whoever or whatever it names is called, as patterns: "(captain|skipper)". The title
    /// beside a name is a claim: "Captain Juri Halm", "Juri Halm, captain of the ferry".
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub roles: Vec<String>,
    /// How people name the happening that the property dates: "~death of {entity}" for `died`.
    /// Such a phrase can be the subject of a claim, as an event can.
    #[serde(default)]
    pub named_as: Vec<String>,
    /// Patterns that, before the value in the same sentence, take such a claim back.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether it may be told of what is to come: "will cut 900 jobs" is a claim then.
    #[serde(default)]
    pub planned: bool,
    /// Whether only what is on record can be right, as of a winner: another entity of the same
    /// kind refutes. Places that lie apart always do.
    #[serde(default)]
    pub exclusive: bool,
}

/// What the values of a property are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// A number of people or things.
    Count,
    /// A number with a unit: money, a length, a percentage.
    Amount,
    /// A day, month or year.
    Date,
    /// A time of day, in the zone of the event's place.
    Time,
    /// The time since the subject, up to the day of writing. No fact holds it: it is reckoned.
    Elapsed,
    /// Another event that the subject is told to come before. No fact holds it: it is reckoned
    /// from the days of both, and from what packs say of their order.
    Later,
    /// Another event that the subject is told to come after, likewise.
    Earlier,
    /// The subject itself, told of as still going on. No fact holds it: it is reckoned from the
    /// subject's end.
    Ongoing,
    /// Since when, or for how long, a person has held a post. No fact holds it: it is reckoned from
    /// the person's only role.
    Tenure,
    /// An entity, by id.
    Entity,
    /// Words: compared by what they name.
    Words,
}
