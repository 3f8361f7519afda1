//! Digits that count nothing: names, labels, scores, telephone numbers, versions.

use super::numeral;
use super::reader::{Reader, Style, is_dash, is_hyphen};
use crate::language::Function;

/// Just past the label that starts with the number at `at`, if it is one.
pub(super) fn end_of(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if numeral::slashed(reader, at).is_some() && !is_glued(reader, at) {
        return None;
    }
    let end = chain_end(reader, at);
    let is_label = is_glued(reader, at)
        || is_item_marker(reader, at)
        || has_leading_zero(reader, at)
        || has_foreign_suffix(reader, at)
        || (end > at + 1 && is_score_or_phone(reader, at, end))
        || is_named(reader, at, end);
    is_label.then_some(end)
}

/// Past the numbers joined to this one: "3-1", "9/11", "555-0123", "16:9".
fn chain_end(reader: &Reader<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while reader.is_joined(end)
        && reader.is_joined(end + 1)
        && reader.is_number(end + 1)
        && reader.mark(end).is_some_and(is_link)
    {
        end += 2;
    }
    end
}

fn is_link(mark: char) -> bool {
    is_dash(mark) || matches!(mark, '/' | ':' | '.' | '×')
}

/// "Covid-19", "F-16", "#5", "+98": joined to what stands before.
fn is_glued(reader: &Reader<'_>, at: usize) -> bool {
    if !reader.is_joined(at) {
        return false;
    }
    let Some(before) = reader.before(at) else {
        return false;
    };
    match reader.mark(before) {
        Some('#' | '@' | '/' | ':' | '_' | '&' | '=' | '\\') => true,
        // "+98" calls a country, "+0.2%" is a gain.
        Some('+') => {
            let is_gain = reader.is(at + 1, Function::Percent) || reader.text_of(at).contains('.');
            !reader.is_joined(before) && !is_gain
        }
        Some(mark) if is_hyphen(mark) => reader.is_joined(before),
        Some(_) => false,
        None => true,
    }
}

/// "1." or "2)" at the head of a sentence.
fn is_item_marker(reader: &Reader<'_>, at: usize) -> bool {
    let is_opened = reader.mark_before(at) == Some('(') && at == reader.start + 1;
    let is_first = at == reader.start || is_opened;
    is_first && reader.is_joined(at + 1) && matches!(reader.mark(at + 1), Some('.' | ')'))
}

fn has_leading_zero(reader: &Reader<'_>, at: usize) -> bool {
    let bytes = reader.text_of(at).as_bytes();
    bytes.len() > 1
        && bytes[0] == b'0'
        && bytes[1] != b'.'
        && numeral::has_leading_point(reader, at).is_none()
}

/// "5G", "3D", "20s": letters that are neither a scale nor a unit.
fn has_foreign_suffix(reader: &Reader<'_>, at: usize) -> bool {
    let next = at + 1;
    if !reader.is_word(next) || !reader.is_joined(next) {
        return false;
    }
    let sense = reader.sense(next);
    let tokens = reader.tokens;
    let is_unit = || reader.language.measures.longest_at(reader.text, tokens, next).is_some();
    let is_part = sense.suffix.is_some()
        || sense.time_unit.is_some()
        || sense.functions.has(Function::OrdinalEnding)
        || sense.functions.has(Function::Possessive)
        || sense.functions.has(Function::Percent);
    !is_part && !is_unit()
}

/// More than two parts, parts that fall, "555-0123", or a score by the word that follows.
fn is_score_or_phone(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let is_dashed = reader.mark(at + 1).is_some_and(is_dash);
    if end > at + 3 || !is_dashed {
        return true;
    }
    let value = |at| reader.digits(at, 1..9);
    match (value(at), value(at + 2)) {
        (Some(first), Some(second)) => {
            let is_phone = reader.text_of(at + 2).len() == 4 && reader.text_of(at).len() == 3;
            let is_score = first < 20 && second < 20 && reader.is(end, Function::ScoreNoun);
            first >= second || is_phone || is_score
        }
        _ => false,
    }
}

/// "Boeing 737", "No. 10", "Section 230": a name stands before, and nothing after that counts.
fn is_named(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let Some(before) = reader.before(at) else {
        return false;
    };
    if reader.mark(before) == Some('.') {
        let is_abbreviation = |word| reader.is(word, Function::BeforeNumbers);
        return reader.before(before).is_some_and(|word| {
            is_abbreviation(word) && reader.is_capitalised(word) && reader.is_joined(before)
        });
    }
    if !reader.is_capitalised(before) || reader.sense(before).sign || counts(reader, end) {
        return false;
    }
    if reader.is(before, Function::Series) {
        return true;
    }
    let is_opening = before == reader.start;
    let is_plain =
        reader.is(before, Function::PlainOpening) || reader.sense(before).month.is_some();
    let is_day = reader.sense(before).weekday.is_some();
    reader.style == Style::Prose && !is_plain && !is_day && !is_opening
}

/// Whether what follows a number shows that it counts or measures.
fn counts(reader: &Reader<'_>, end: usize) -> bool {
    let sense = reader.sense(end);
    let unit_at = reader.past_hyphen(end);
    let tokens = reader.tokens;
    sense.functions.has(Function::Counted)
        || sense.functions.has(Function::Percent)
        || sense.functions.has(Function::Per)
        || sense.number.is_some()
        || (sense.suffix.is_some() && reader.is_joined(end))
        || reader.sense(unit_at).time_unit.is_some()
        || reader.language.measures.longest_at(reader.text, tokens, unit_at).is_some()
        || reader.language.money_words.longest_at(reader.text, tokens, end).is_some()
}
