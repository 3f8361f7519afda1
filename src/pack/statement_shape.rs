//! The shape of a statement that arithmetic recomputes, in a rule file.

use schemars::JsonSchema;
use serde::Deserialize;

/// Something that can be recomputed, and the wordings that state it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementShape {
    /// What holds between its values.
    pub relation: Relation,
    /// Its wordings: patterns whose slots name a value and its form, `{part:count}`. Fragments
    /// parted by `&` stand near one another in any order, those parted by `>` in this one.
    #[schemars(inner(regex(pattern = r"\S")))]
    #[serde(default)]
    pub find: Vec<String>,
    /// Lists of wordings of which one each stands in the passage, wherever it is: one list for each
    /// part of the statement. The first sets it off and is what is flagged. Nothing is read where
    /// a part is told twice.
    #[serde(default)]
    pub together: Vec<Vec<String>>,
    /// Where the other parts may stand.
    #[serde(default)]
    pub look: Look,
    /// The number that its words name: 2 for "doubled", 100 for "centenary".
    #[serde(default)]
    pub factor: Option<f64>,
    /// How many sentences of a paragraph it may take up; one, if absent.
    #[serde(default)]
    pub sentences: Option<usize>,
    /// How many words may lie between two fragments.
    #[serde(default)]
    pub reach: Option<usize>,
    /// Patterns that, found between two fragments, make them parts of two statements; if absent,
    /// the class `@clause_break`.
    #[serde(default)]
    pub breaks: Option<Vec<String>>,
    /// Patterns of which one must stand in the same sentence; none, if absent.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Patterns that, found in the same sentence, excuse this statement.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Where the parts of a statement may stand that do not set it off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// In the sentences before and after it.
    #[default]
    Around,
    /// In its own sentence and those before it.
    Back,
}

/// What holds between the values of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// `after` is `before` and `change` of it more.
    Rise,
    /// `after` is `before` less `change` of it.
    Fall,
    /// `after` is `factor` times `before`.
    Multiple,
    /// The larger `end` is the smaller one and `change` of it more, or `factor` times it.
    RiseBetween,
    /// The smaller `end` is the larger one less `change` of it, or `factor` times it.
    FallBetween,
    /// `after` and `before`, percentages, lie `change` points apart.
    Points,
    /// The `part`s add up to `total`.
    Sum,
    /// The `part`s add up to no more than `total`.
    Within,
    /// The counts to the end of the sentence add up to `total`.
    PartsFollow,
    /// The `part`s and the counts that head what follows add up to no more than `total`.
    PartsWithin,
    /// The percentages that follow add up to no more than a hundred.
    SharesOfOne,
    /// The counts that head what follows add up to the `total` that is told apart.
    PartsRow,
    /// The `part` that remains and those before it in its sentence make the `total`, or `factor`.
    Remainder,
    /// The share in words that remains and those told before it make one whole.
    RemainingShare,
    /// Counts in brackets before it make up the `total`.
    Bracketed,
    /// A `share` of the `total` leaves the `part`.
    RestOfShare,
    /// `one` and `other` lie the `margin` apart.
    Margin,
    /// As many clauses follow as `count` says, each with the same first word.
    ClausesFollow,
    /// As many names follow as `count` says.
    ListFollows,
    /// `length` lies between `from` and `to`.
    Elapsed,
    /// The lengths of time `one` and `other` are the same.
    SameLength,
    /// The `nth` anniversary of `from` falls in `to`, or in the year of writing.
    Anniversary,
    /// `from` lies as long `ago` as is said, from the day of writing.
    Ago,
    /// Somebody of that `birth` has that `age` at the `event`, or on the day of writing.
    Age,
    /// Somebody who was as old as `then` says at the `event` is of that `age` on the day of writing.
    AgeGrown,
    /// Somebody of that `birth` has every age that the sentences around give him.
    Life,
    /// The `age` is the one that was given before.
    AgeAgain,
    /// The ages of those named on either side lie the `length` apart.
    AgesApart,
    /// The `age` is `factor` years or up to nine more.
    AgeDecade,
    /// The ages `one` and `other` are the same.
    SameAge,
    /// The age `elder` is not below `younger`.
    Elder,
    /// The `age` lies within the range `group`.
    WithinAges,
    /// `count` times `each` makes `total`; with `per`, a unit of time, `count` is a length of time.
    Product,
    /// The speed `each` over the time `count` makes the way `total`.
    Distance,
    /// `each` for every one of what is counted in the passage makes the total told there; `count` may
    /// be told with it.
    Rate,
    /// `one` in one `unit` of time is `other` in one of `more`.
    SameRate,
    /// `share` and `percent` are the same.
    SameShare,
    /// `part` is so many `percent` of `whole`.
    ShareOf,
    /// `from` is not above `to`.
    Ascending,
    /// `part` is no more than `whole`, or than `factor`.
    AtMost,
    /// `from`, the least there is, is not above `to`, the most there is.
    Bounds,
    /// No like figure of the passage, or `value` where it is told, is above `most`, below `least` or
    /// outside `range`.
    Inside,
    /// The letters after the digits `nth` are those of its ordinal.
    OrdinalEnding,
    /// `after` is not below `before`.
    Upward,
    /// `after` is not above `before`.
    Downward,
}
