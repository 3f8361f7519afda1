//! Annotated numbers as amounts that compare.

use super::{Annotated, Annotation, Meaning};
use crate::value::{Amount, Interval, Measures, Quantity, Scale};

impl Annotated<'_> {
    /// What an annotation is an amount of, in the base of its scale: "35 miles" in metres.
    pub fn amount(&self, found: &Annotation) -> Option<Amount> {
        let (quantity, scale) = match &found.meaning {
            Meaning::Number(number) => (*number, Scale::Number),
            Meaning::Percent(percent) => (*percent, Scale::Percent),
            Meaning::Money { amount, currency } => (*amount, Scale::Money(currency.clone())),
            Meaning::Duration(length) => (length.amount.times(length.unit.days()), Scale::Time),
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

/// The most decimals that a measure is told with.
const DECIMALS: i32 = 3;

impl Annotated<'_> {
    /// How far a measure may be off for having been rounded, in the base of its scale: half of its
    /// last digit, for it may be converted from another unit. Nought for anything else.
    pub fn rounding(&self, found: &Annotation) -> f64 {
        let Meaning::Measure { amount, unit } = &found.meaning else { return 0.0 };
        let Some(unit) = self.language.units.get(unit) else { return 0.0 };
        let is_whole = |decimals: &i32| {
            let scaled = amount.stated * 10f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6
        };
        let decimals = (0..DECIMALS).find(is_whole).unwrap_or(DECIMALS);
        0.5 * 10f64.powi(-decimals) * unit.factor
    }
}

/// How large a sum in bare millions is at least: smaller numbers may count anything.
const SUM: f64 = 100_000.0;

impl Annotated<'_> {
    /// What an annotation is an amount of where a sum of money or a percentage is meant: "412
    /// million pounds" weigh nothing then, and "37.1 million" or "a margin of 12.4" need no unit.
    pub fn amount_as(&self, found: &Annotation, measures: Measures) -> Option<Amount> {
        let text = self.article.slice(found.span);
        let meant = match (&found.meaning, measures) {
            (Meaning::Measure { amount, unit }, Measures::Money) => {
                let currency = self.language.money_by_unit.get(unit);
                currency.map(|currency| (*amount, Scale::Money(currency.clone())))
            }
            (Meaning::Number(number), Measures::Money)
                if number.stated >= SUM && self.context(found).counted.is_none() =>
            {
                Some((*number, Scale::Money(String::new())))
            }
            (Meaning::Number(number), Measures::Percent)
                if text.contains('.') && self.context(found).counted.is_none() =>
            {
                Some((*number, Scale::Percent))
            }
            _ => None,
        };
        let meant = meant.map(|(quantity, scale)| Amount { quantity, scale });
        meant.or_else(|| self.amount(found)).filter(|amount| measures.admits(&amount.scale))
    }
}

fn shifted(quantity: Quantity, by: f64) -> Quantity {
    let interval = Interval { low: quantity.interval.low + by, high: quantity.interval.high + by };
    Quantity { stated: quantity.stated + by, interval, ..quantity }
}
