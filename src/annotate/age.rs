//! Numbers that say how old somebody is, without a unit of time: "aged 24", "Corran, 58, has".

use super::reader::{Reader, Style};
use crate::language::Function;
use crate::value::Extent;

/// The greatest age that a number beside a name can be.
const OLDEST: u32 = 110;

/// Whether the number from `at` to `end` is an age: "aged 24", "aged between 18 and 34", "at the
/// age of 21", "Corran, 58, has", "At 61, it falls to her".
pub(super) fn is_told(reader: &Reader<'_>, at: usize, end: usize, extent: Extent) -> bool {
    let Some(before) = reader.before(at) else { return false };
    if reader.is(before, Function::Aged) {
        return true;
    }
    if reader.is(before, Function::And) && before >= reader.start + 2 {
        // "aged 10 and 12"
        return reader.is_number(before - 1) && reader.is(before - 2, Function::Aged);
    }
    if reader.is(before, Function::Between) {
        return extent == Extent::Range && reader.follows(before, Function::Aged);
    }
    if reader.is(before, Function::Of) {
        return reader.follows(before, Function::Aged);
    }
    is_apposition(reader, at, before, end)
}

/// A number between commas after a name, or at the head of a sentence after "At".
fn is_apposition(reader: &Reader<'_>, at: usize, before: usize, end: usize) -> bool {
    let is_possible = end == at + 1
        && reader.mark(end) == Some(',')
        && reader.digits(at, 1..4).is_some_and(|years| (1..=OLDEST).contains(&years));
    let opens = before == reader.start && reader.is(before, Function::At);
    is_possible
        && reader.style == Style::Prose
        && (opens || reader.mark(before) == Some(',') && follows_name(reader, before))
}

fn follows_name(reader: &Reader<'_>, comma: usize) -> bool {
    reader.before(comma).is_some_and(|name| {
        reader.is_word(name) && reader.is_capitalised(name) && reader.sense(name).month.is_none()
    })
}
