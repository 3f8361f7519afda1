//! Annotated numbers as amounts that compare.

use super::{Annotated, Annotation, Meaning};
use crate::value::{Amount, Interval, Quantity, Scale};

impl Annotated<'_> {
    /// What an annotation is an amount of, in the base of its scale: "35 miles" in metres.
    pub fn amount(&self, found: &Annotation) -> Option<Amount> {
        let (quantity, scale) = match &found.meaning {
            Meaning::Number(number) => (*number, Scale::Number),
            Meaning::Percent(percent) => (*percent, Scale::Percent),
            Meaning::Money { amount, currency } => (*amount, Scale::Money(currency.clone())),
            Meaning::Duration(length) => {
                (length.amount.times(length.unit.days()), Scale::Time)
            }
            Meaning::Measure { amount, unit } => {
                let unit = self.language.units.get(unit)?;
                let base = shifted(amount.times(unit.factor), unit.offset);
                (base, Scale::Unit(unit.dimension))
            }
            _ => return None,
        };
        Some(Amount { quantity, scale })
    }
}

fn shifted(quantity: Quantity, by: f64) -> Quantity {
    let interval = Interval {
        low: quantity.interval.low + by,
        high: quantity.interval.high + by,
    };
    Quantity { stated: quantity.stated + by, interval, ..quantity }
}
