//! Parts told by two numbers: "one in five", "two out of ten".

use super::numeral::{self, Conjunction, Numeral};
use super::reader::Reader;
use crate::language::{Function, NumberWord};
use crate::value::Quantity;

/// The proportion that starts with this numeral, as a part of one.
pub(super) fn of(reader: &Reader<'_>, at: usize, top: &Numeral) -> Option<Numeral> {
    let is_plain = top.quantity.modifier.is_none() && top.scale == 1.0;
    // "seven-in-10"
    let link = reader.past_hyphen(top.end);
    if !is_plain || !reader.is(link, Function::OutOf) {
        return None;
    }
    let out = reader.is(link + 1, Function::Of);
    let every = reader.is(link + 1, Function::Every);
    let bottom_at = reader.past_hyphen(link + 1 + usize::from(out || every));
    // "two in a thousand"
    let is_round = reader.is(bottom_at, Function::Article)
        && matches!(reader.sense(bottom_at + 1).number, Some(NumberWord::Scale(_)));
    let starts =
        is_round || reader.is_number(bottom_at) || reader.sense(bottom_at).number.is_some();
    if !starts || !out && reader.follows(at, Function::And) {
        return None;
    }
    let bottom = numeral::read(reader, bottom_at, Conjunction::EndsNumeral)?;
    let (part, whole) = (top.quantity.stated, bottom.quantity.stated);
    let is_usual = out || every || link > top.end || is_usual(reader, at, part, &bottom);
    let is_measured = reader.sense(bottom.end).time_unit.is_some()
        || reader.sense(bottom.end).month.is_some()
        || reader.is_joined(bottom.end) && reader.past_hyphen(bottom.end) > bottom.end;
    (part > 0.0 && part < whole && is_usual && !is_measured).then(|| Numeral {
        quantity: Quantity::exactly(part / whole),
        end: bottom.end,
        ..*top
    })
}

/// Whether two numbers with nothing but "in" between them are a proportion. "Killed two in three
/// days" and "won one in 2015" are none.
fn is_usual(reader: &Reader<'_>, at: usize, part: f64, bottom: &Numeral) -> bool {
    let whole = bottom.quantity.stated;
    let is_round = matches!(whole as u32, 5 | 10 | 20 | 50 | 100 | 1_000 | 10_000 | 100_000);
    let hedges = &reader.language.hedges_before;
    let is_hedged = || hedges.longest_before(reader.tokens, at).is_some();
    let counts = || reader.is(bottom.end, Function::Counted);
    is_round || part == 1.0 && whole <= 12.0 || whole <= 20.0 && (is_hedged() || counts())
}
