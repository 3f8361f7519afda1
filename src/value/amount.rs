//! Quantities of something: numbers on the scale they are told on.

use super::quantity::{Interval, Quantity};
use super::unit::Dimension;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a number is told in. Amounts on different scales never compare.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Scale {
    /// Bare numbers: of people or things, of points on a scale without a unit.
    Number,
    /// Parts of a hundred.
    Percent,
    /// Whole units of a currency: ISO 4217 where it is certain, else as written; empty where it
    /// goes without saying.
    Money(String),
    /// The base unit of a dimension.
    Unit(Dimension),
    /// Days.
    Time,
}

/// A number on its scale.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Amount {
    /// The number, in the scale's base.
    pub quantity: Quantity,
    /// The scale.
    pub scale: Scale,
}

impl Scale {
    /// Whether amounts on the two can be compared. A bare dollar may be any country's, and a sum
    /// without a currency is of the other's.
    pub fn compares(&self, other: &Scale) -> bool {
        match (self, other) {
            (Scale::Money(a), Scale::Money(b)) => {
                let is_dollar = |code: &str| code == "$" || code.ends_with('D');
                a == b
                    || a.is_empty()
                    || b.is_empty()
                    || (a == "$" || b == "$") && is_dollar(a) && is_dollar(b)
            }
            _ => self == other,
        }
    }
}

/// What the amounts of a property measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measures {
    /// People or things, or points on a scale without a unit.
    #[default]
    Number,
    /// Parts of a hundred.
    Percent,
    /// Money.
    Money,
    /// Lengths of time.
    Time,
    /// Years: a bare number is so many of them.
    Years,
    /// Lengths: heights, depths, distances.
    Length,
    /// Areas.
    Area,
    /// Volumes.
    Volume,
    /// Masses.
    Mass,
    /// Speeds.
    Speed,
    /// Temperatures.
    Temperature,
    /// Powers.
    Power,
    /// Energies.
    Energy,
    /// Pressures.
    Pressure,
    /// Percentage points.
    Points,
    /// Whatever the fact is told in.
    Anything,
}

impl Measures {
    /// Whether an amount on the scale is one of these.
    pub fn admits(self, scale: &Scale) -> bool {
        let dimension = match self {
            Measures::Anything => return true,
            Measures::Number => return *scale == Scale::Number,
            Measures::Percent => return *scale == Scale::Percent,
            Measures::Money => return matches!(scale, Scale::Money(_)),
            Measures::Time | Measures::Years => return *scale == Scale::Time,
            Measures::Length => Dimension::Length,
            Measures::Area => Dimension::Area,
            Measures::Volume => Dimension::Volume,
            Measures::Mass => Dimension::Mass,
            Measures::Speed => Dimension::Speed,
            Measures::Temperature => Dimension::Temperature,
            Measures::Power => Dimension::Power,
            Measures::Energy => Dimension::Energy,
            Measures::Pressure => Dimension::Pressure,
            Measures::Points => Dimension::Points,
        };
        *scale == Scale::Unit(dimension)
    }
}

impl Amount {
    /// A bare number.
    pub fn number(quantity: Quantity) -> Self {
        Amount { quantity, scale: Scale::Number }
    }

    /// The values the statement leaves possible.
    pub fn interval(&self) -> Interval {
        self.quantity.interval
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(code: &str) -> Scale {
        Scale::Money(code.to_owned())
    }

    #[test]
    fn a_bare_dollar_may_be_any_countrys() {
        assert!(money("$").compares(&money("CAD")));
        assert!(money("USD").compares(&money("USD")));
        assert!(!money("USD").compares(&money("CAD")));
        assert!(!money("$").compares(&money("EUR")));
    }

    #[test]
    fn a_property_admits_what_it_measures() {
        assert!(Measures::Length.admits(&Scale::Unit(Dimension::Length)));
        assert!(!Measures::Length.admits(&Scale::Number));
        assert!(Measures::Money.admits(&money("EUR")));
    }

    #[test]
    fn a_property_admits_nothing_else() {
        let scales = [
            Scale::Number,
            Scale::Percent,
            Scale::Time,
            money("EUR"),
            Scale::Unit(Dimension::Mass),
        ];
        let admitted = |measures: Measures| scales.clone().map(|scale| measures.admits(&scale));
        assert_eq!(admitted(Measures::Number), [true, false, false, false, false]);
        assert_eq!(admitted(Measures::Percent), [false, true, false, false, false]);
        assert_eq!(admitted(Measures::Years), [false, false, true, false, false]);
        assert_eq!(admitted(Measures::Money), [false, false, false, true, false]);
        assert_eq!(admitted(Measures::Mass), [false, false, false, false, true]);
        assert_eq!(admitted(Measures::Anything), [true; 5]);
    }

    #[test]
    fn a_sum_without_a_currency_is_of_the_others() {
        assert!(money("").compares(&money("EUR")) && money("EUR").compares(&money("")));
        assert!(Scale::Percent.compares(&Scale::Percent));
        assert!(!Scale::Percent.compares(&Scale::Number));
        assert!(!money("").compares(&Scale::Number));
    }
}
