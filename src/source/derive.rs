//! Figures that no source gives but that follow from two that one gives: a sum, a difference, a
//! change in per cent.

use super::figure::{Figure, Value};

/// Below this, too many sums come out by chance.
const LEAST: f64 = 13.0;

/// The calculation that leads to a figure, written out.
pub(super) fn find(figure: &Figure, source: &[Figure]) -> Option<String> {
    let said = figure.value.quantity()?;
    // Tenths have no exact binary form: 2.4 million less 1.9 million is not quite half a million.
    let room = said.interval.widened(said.stated.abs() * 1e-9);
    let meets = |value: f64| room.low <= value && value <= room.high;
    let is_percent = matches!(figure.value, Value::Percent(_));
    if figure.is_hedged() || said.stated < LEAST && !is_percent {
        return None;
    }
    let pairs = source.iter().enumerate().flat_map(|(at, one)| {
        let near = source[at + 1..].iter();
        near.take_while(|other| other.sentence == one.sentence).map(move |other| (one, other))
    });
    for (one, other) in pairs {
        if !one.value.is_like(&other.value) {
            continue;
        }
        let (a, b) = (one.value.quantity()?.stated, other.value.quantity()?.stated);
        if is_percent && !matches!(one.value, Value::Percent(_)) {
            let change = (b - a) / a * 100.0;
            if a > 0.0 && is_close(change.abs(), said.stated) {
                return Some(format!("from {a} to {b} is {change:.1} percent"));
            }
        } else if one.value.is_like(&figure.value) || is_bare_money(figure, one) {
            if meets(a + b) {
                return Some(format!("{a} + {b} = {}", a + b));
            }
            if meets((a - b).abs()) {
                return Some(format!("{} − {} = {}", a.max(b), a.min(b), (a - b).abs()));
            }
        }
    }
    None
}

/// "500,000" beside amounts of money that lack no word.
fn is_bare_money(figure: &Figure, source: &Figure) -> bool {
    matches!(figure.value, Value::Count(_)) && matches!(source.value, Value::Money { .. })
}

/// Per cents are rounded to their last digit.
fn is_close(exact: f64, said: f64) -> bool {
    let unit = if said.fract() == 0.0 { 1.0 } else { 0.1 };
    (exact - said).abs() <= unit / 2.0
}
