//! Units of measure: what they measure and how large they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A unit of measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it measures. Units of different dimensions never compare.
    pub dimension: Dimension,
    /// How much of the dimension's base unit one of it is.
    pub factor: f64,
    /// Where its scale has its nought, in the base unit: 273.15 for degrees Celsius, else 0.
    pub offset: f64,
    /// Other sizes that people mean by the same word: a ton is short, long or metric.
    pub other_factors: Vec<f64>,
}

impl Unit {
    /// An amount of this unit, told in another: 100 degrees Celsius are 212 degrees Fahrenheit.
    /// Nothing for units of another dimension.
    pub fn convert(&self, amount: f64, to: &Unit) -> Option<f64> {
        let base = amount * self.factor + self.offset;
        (self.dimension == to.dimension).then(|| (base - to.offset) / to.factor)
    }

    /// A difference of so much of this unit, told in another: 2 degrees Celsius warmer is 3.6
    /// degrees Fahrenheit warmer. Nothing for units of another dimension.
    pub fn convert_difference(&self, amount: f64, to: &Unit) -> Option<f64> {
        (self.dimension == to.dimension).then(|| amount * self.factor / to.factor)
    }

    /// The unit once for each size that people mean by it, the usual one first.
    pub fn readings(&self) -> impl Iterator<Item = Unit> {
        let factors = std::iter::once(self.factor).chain(self.other_factors.iter().copied());
        factors.map(|factor| Unit { factor, other_factors: Vec::new(), ..*self })
    }
}

/// What a unit measures, with the base that factors are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// In metres.
    Length,
    /// In square metres.
    Area,
    /// In litres.
    Volume,
    /// In kilograms.
    Mass,
    /// What an explosion sets free, in kilotons of TNT.
    ExplosiveYield,
    /// In metres per second.
    Speed,
    /// In kelvins.
    Temperature,
    /// In degrees; a bare degree may be one of temperature, too.
    Angle,
    /// In watts.
    Power,
    /// In joules.
    Energy,
    /// In pascals.
    Pressure,
    /// In volts.
    Voltage,
    /// In amperes.
    Current,
    /// In ampere-hours.
    Charge,
    /// In ohms.
    Resistance,
    /// In hertz.
    Frequency,
    /// In turns per minute.
    Rotation,
    /// In newtons.
    Force,
    /// In newton metres.
    Torque,
    /// In decibels, which do not add up.
    Loudness,
    /// In sieverts.
    RadiationDose,
    /// In becquerels.
    Radioactivity,
    /// In bytes.
    Data,
    /// In bits per second.
    DataRate,
    /// In pixels.
    Pixels,
    /// In dots per inch.
    Resolution,
    /// In American miles per gallon.
    FuelEconomy,
    /// In litres per 100 kilometres.
    FuelUse,
    /// Differences of percentages, in percentage points.
    Points,
    /// In parts of one.
    Concentration,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(dimension: Dimension, factor: f64, offset: f64) -> Unit {
        Unit { dimension, factor, offset, other_factors: Vec::new() }
    }

    fn is_near(got: Option<f64>, expected: f64) -> bool {
        got.is_some_and(|got| (got - expected).abs() < 1e-9)
    }

    #[test]
    fn differences_of_temperature_have_no_offset() {
        let celsius = unit(Dimension::Temperature, 1.0, 273.15);
        let fahrenheit = unit(Dimension::Temperature, 5.0 / 9.0, 459.67 * 5.0 / 9.0);
        assert!(is_near(celsius.convert(100.0, &fahrenheit), 212.0));
        assert!(is_near(fahrenheit.convert(-40.0, &celsius), -40.0));
        assert!(is_near(celsius.convert_difference(2.0, &fahrenheit), 3.6));
        assert!(is_near(fahrenheit.convert_difference(3.6, &celsius), 2.0));
    }

    #[test]
    fn only_units_of_one_dimension_convert() {
        let mile = unit(Dimension::Length, 1609.344, 0.0);
        let litre = unit(Dimension::Volume, 1.0, 0.0);
        assert_eq!(mile.convert(1.0, &litre), None);
        assert_eq!(mile.convert_difference(1.0, &litre), None);
    }

    #[test]
    fn a_word_for_several_sizes_has_a_reading_for_each() {
        let ton =
            Unit { other_factors: vec![1_016.05, 1_000.0], ..unit(Dimension::Mass, 907.18, 0.0) };
        let factors: Vec<f64> = ton.readings().map(|reading| reading.factor).collect();
        assert_eq!(factors, [907.18, 1_016.05, 1_000.0]);
        assert!(ton.readings().all(|reading| reading.other_factors.is_empty()));
    }
}
