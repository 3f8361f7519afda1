//! Numbers as intervals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The numbers a statement leaves possible, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Interval {
    /// The least.
    pub low: f64,
    /// The greatest; infinite when nothing bounds it.
    pub high: f64,
}

impl Interval {
    /// The numbers from `low` to `high`.
    pub fn new(low: f64, high: f64) -> Self {
        debug_assert!(low <= high, "an interval cannot end before it starts: {low}..{high}");
        Interval { low, high }
    }

    /// A single number.
    pub fn exactly(value: f64) -> Self {
        Interval::new(value, value)
    }

    /// Whether the two have a number in common.
    pub fn meets(self, other: Interval) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The interval, wider by `margin` on both sides.
    pub fn widened(self, margin: f64) -> Interval {
        Interval::new(self.low - margin, self.high + margin)
    }
}

/// How a stated number is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// About.
    Approx,
    /// Less than, nearly.
    Less,
    /// More than.
    More,
    /// At least.
    AtLeast,
    /// At most, up to.
    AtMost,
}

impl Modifier {
    /// The name used in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Approx => "approx",
            Modifier::Less => "less",
            Modifier::More => "more",
            Modifier::AtLeast => "at_least",
            Modifier::AtMost => "at_most",
        }
    }
}

/// A stated number with its hedge.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Quantity {
    /// The number itself; the middle of a stated range.
    pub stated: f64,
    /// What the statement leaves possible: rounding, hedge and pragmatic limit included.
    pub interval: Interval,
    /// The hedge.
    pub modifier: Option<Modifier>,
    /// Whether one number is stated or two.
    pub extent: Extent,
    /// Half the distance between the two numbers stated, if two are.
    pub spread: f64,
}

/// Whether a statement gives one number or the ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Extent {
    /// "84", "about 84"
    Point,
    /// "between 80 and 90"
    Range,
}

impl Quantity {
    /// The number, unhedged and exact.
    pub fn exactly(value: f64) -> Self {
        Quantity {
            stated: value,
            interval: Interval::exactly(value),
            modifier: None,
            extent: Extent::Point,
            spread: 0.0,
        }
    }

    /// Whether it is a part of one, such as two thirds.
    pub fn is_share(&self) -> bool {
        self.stated > 0.0 && self.stated < 1.0
    }

    /// The number, which may be off by a share of itself either way.
    pub fn within_share(self, share: f64) -> Self {
        let margin = self.stated.abs() * share;
        Quantity { interval: self.interval.widened(margin), ..self }
    }

    /// A number from `low` to `high`.
    pub fn range(low: f64, high: f64) -> Self {
        Quantity {
            stated: f64::midpoint(low, high),
            interval: Interval::new(low, high),
            modifier: None,
            extent: Extent::Range,
            spread: (high - low) / 2.0,
        }
    }

    /// The two numbers stated, without what a hedge makes of them.
    pub fn stated_ends(&self) -> Interval {
        Interval::exactly(self.stated).widened(self.spread)
    }

    /// The same below nought.
    pub fn negated(self) -> Self {
        Quantity {
            stated: -self.stated,
            interval: Interval::new(-self.interval.high, -self.interval.low),
            ..self
        }
    }

    /// The same in a unit of which one is `factor`.
    pub fn times(self, factor: f64) -> Self {
        Quantity {
            stated: self.stated * factor,
            spread: self.spread * factor,
            interval: Interval::new(self.interval.low * factor, self.interval.high * factor),
            ..self
        }
    }
}
