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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_meet_up_to_their_ends() {
        let meets = |a: (f64, f64), b: (f64, f64)| {
            let [a, b] = [a, b].map(|(low, high)| Interval::new(low, high));
            assert_eq!(a.meets(b), b.meets(a));
            a.meets(b)
        };
        assert!(meets((1.0, 2.0), (2.0, 3.0)));
        assert!(meets((1.0, 5.0), (2.0, 3.0)));
        assert!(meets((2.0, 2.0), (2.0, 2.0)));
        assert!(meets((84.0, f64::INFINITY), (1e9, 1e9)));
        assert!(!meets((1.0, 2.0), (2.1, 3.0)));
        assert_eq!(Interval::exactly(5.0).widened(2.0), Interval::new(3.0, 7.0));
    }

    #[test]
    fn a_range_lies_around_its_middle() {
        let range = Quantity::range(80.0, 90.0);
        assert_eq!((range.stated, range.spread), (85.0, 5.0));
        assert_eq!(range.interval, Interval::new(80.0, 90.0));
        assert_eq!(range.stated_ends(), Interval::new(80.0, 90.0));
        assert_eq!(Quantity::exactly(7.0).stated_ends(), Interval::exactly(7.0));
    }

    #[test]
    fn quantities_change_with_all_their_parts() {
        let range = Quantity::range(2.0, 6.0);
        let loss = range.negated();
        assert_eq!((loss.stated, loss.interval), (-4.0, Interval::new(-6.0, -2.0)));
        let thousands = range.times(1_000.0);
        assert_eq!((thousands.stated, thousands.spread), (4_000.0, 2_000.0));
        assert_eq!(thousands.interval, Interval::new(2_000.0, 6_000.0));
    }

    #[test]
    fn a_share_is_more_than_nothing_and_less_than_all() {
        let is_share = |value| Quantity::exactly(value).is_share();
        assert!(is_share(0.5));
        assert!(!is_share(0.0) && !is_share(1.0) && !is_share(-0.5) && !is_share(2.0));
    }

    #[test]
    fn a_number_may_be_off_by_a_share_of_itself() {
        let near = |value| Quantity::exactly(value).within_share(0.25).interval;
        assert_eq!(near(200.0), Interval::new(150.0, 250.0));
        assert_eq!(near(-8.0), Interval::new(-10.0, -6.0));
    }
}
