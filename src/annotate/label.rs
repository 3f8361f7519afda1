//! Digits that count nothing: names, labels, scores, telephone numbers, versions.

use super::reader::{Reader, Style, is_dash, is_hyphen};
use super::{number, numeral};
use crate::language::{Function, NumberWord};

/// How many tokens the name of a street may have: "E 84th St".
const LONGEST_STREET: usize = 6;

/// How many tokens back a bracket is looked for.
const BRACKET_REACH: usize = 24;

/// Just past the label that starts with the number at `at`, if it is one.
pub(super) fn end_of(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if numeral::slashed(reader, at).is_some() && !is_glued(reader, at) {
        return None;
    }
    if let Some(end) = phone(reader, at) {
        return Some(end);
    }
    let end = chain_end(reader, at);
    let is_label = is_glued(reader, at)
        || is_item_marker(reader, at)
        || is_screen(reader, at)
        || is_enumerator(reader, at)
        || is_version(reader, at)
        || is_year(reader, at)
        || is_in_brackets_after_name(reader, at, end)
        || is_address(reader, at, end)
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

/// "020 7946 0958", "+44 20 7946 0958": groups of digits after a code.
fn phone(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let has_plus = reader.is_joined(at) && reader.mark_before(at) == Some('+');
    let is_code = has_leading_zero(reader, at) && reader.digits(at, 3..6).is_some();
    let is_group = |at: &usize| reader.digits(*at, 2..9).is_some() && !reader.is_joined(*at);
    let groups = (at + 1..at + 5).take_while(is_group).count();
    let is_long = reader.digits(at + groups, 3..9).is_some();
    (groups > 0 && is_long && (has_plus || is_code)).then_some(at + 1 + groups)
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
        Some(mark) if is_hyphen(mark) => {
            reader.is_joined(before) && !reader.follows(before, Function::JoinedAdverb)
        }
        // "the class of '82"
        Some('\'' | '’') => !reader.is_joined(before) && reader.digits(at, 2..3).is_some(),
        Some(_) => false,
        None => true,
    }
}

/// Heights of a picture: "1080p", "4K".
const SCREENS: [(&str, &str); 7] = [
    ("480", "p"),
    ("720", "p"),
    ("1080", "p"),
    ("1080", "i"),
    ("1440", "p"),
    ("4", "K"),
    ("8", "K"),
];

fn is_screen(reader: &Reader<'_>, at: usize) -> bool {
    let is_joined = reader.is_joined(at + 1) && reader.is_word(at + 1);
    is_joined
        && !number::has_sign_before(reader, at)
        && SCREENS.contains(&(reader.text_of(at), reader.text_of(at + 1)))
}

/// The "2)" of "those who 1) came late and 2) left early": no bracket opens before it.
fn is_enumerator(reader: &Reader<'_>, at: usize) -> bool {
    let closes = reader.mark(at + 1) == Some(')') && reader.is_joined(at + 1);
    let is_plain = !reader.is_joined(at) && reader.digits(at, 1..3).is_some();
    let floor = at.saturating_sub(BRACKET_REACH).max(reader.start);
    closes && is_plain && !(floor..at).any(|before| reader.mark(before) == Some('('))
}

/// The "2.0" of "Nafta 2.0".
fn is_version(reader: &Reader<'_>, at: usize) -> bool {
    let follows_name = reader.before(at).is_some_and(|before| reader.is_capitalised(before));
    let is_opening = reader.before(at) == Some(reader.start);
    let is_point_nought = reader.text_of(at).len() == 3 && reader.text_of(at).ends_with(".0");
    is_point_nought && follows_name && !is_opening && !counts(reader, at + 1)
}

/// "More on 2018 election meddling": four digits without a comma before what they do not count.
fn is_year(reader: &Reader<'_>, at: usize) -> bool {
    let next = at + 1;
    let is_glued = reader.is_joined(at) || reader.is_word(next) && reader.is_joined(next);
    let is_possible =
        reader.digits(at, 4..5).is_some_and(|year| (1901..2100).contains(&year) && year % 100 != 0);
    !is_glued && is_possible && !counts(reader, next) && !counts_plural_soon(reader, next)
}

fn counts_plural_soon(reader: &Reader<'_>, at: usize) -> bool {
    (at..at + 3)
        .take_while(|&at| reader.is_word(at) && !reader.is(at, Function::NounEnd))
        .any(|at| numeral::counts_plural(reader, at) || reader.is(at, Function::Counted))
}

/// "phase two", "Chapter Eleven", "net zero", "a top-two primary".
pub(super) fn is_named_in_words(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let Some(before) = reader.before(at).filter(|_| end == at + 1) else {
        return false;
    };
    let goes_on = || counts(reader, end) || numeral::counts_plural(reader, end);
    if reader.mark(before).is_some_and(is_hyphen)
        && reader.is_joined(at)
        && reader.is_joined(before)
    {
        return reader.before(before).is_some_and(|word| {
            reader.is_word(word)
                && reader.sense(word).number.is_none()
                && !reader.is(word, Function::JoinedAdverb)
        });
    }
    if reader.is_capitalised(before) {
        return reader.is(before, Function::Series) && before > reader.start && !goes_on();
    }
    (reader.is(before, Function::LabelNoun) || reader.is(before, Function::OrderNoun)) && !goes_on()
}

/// "Prescott (4)": what a shirt says, a place in a list, a seed.
fn is_in_brackets_after_name(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    reader.mark_before(at) == Some('(')
        && reader.mark(end) == Some(')')
        && reader.digits(at, 1..4).is_some()
        && reader.before(at).and_then(|bracket| reader.before(bracket)).is_some_and(|name| {
            reader.is_word(name) && reader.is_capitalised(name) && reader.style == Style::Prose
        })
}

/// "16-18 Station Road", "12 E 84th St".
fn is_address(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    // "221B Baker Street"
    let is_lettered =
        reader.is_joined(end) && reader.is_word(end) && reader.text_of(end).len() == 1;
    let end = end + usize::from(is_lettered);
    if !reader.is_capitalised(end) || reader.is_joined(end) {
        return false;
    }
    let is_part = |word: usize| {
        reader.is_capitalised(word)
            || reader.is_number(word)
            || reader.is(word, Function::OrdinalEnding)
            || reader.mark(word) == Some('.')
    };
    let run = (end..end + LONGEST_STREET).take_while(|&word| is_part(word));
    let is_plain = reader.digits(at, 1..6).is_some();
    is_plain
        && run.enumerate().any(|(place, word)| {
            reader.is(word, Function::Street) && (place > 0 || reader.is_capitalised(word + 1))
        })
}

/// "1." or "2)" at the head of a sentence.
fn is_item_marker(reader: &Reader<'_>, at: usize) -> bool {
    let is_opened =
        matches!(reader.mark_before(at), Some('(' | '"' | '“')) && at == reader.start + 1;
    let is_alone = reader.token(at + 2).is_none() && reader.text_of(at).len() > 2;
    let is_first = !is_alone && (at == reader.start || is_opened);
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
    let language = reader.language;
    let is_unit = || {
        number::measure(reader, next).is_some()
            || language.money_words.longest_at(reader.text, tokens, next).is_some()
    };
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
    if !reader.is_capitalised(before) && end == at + 1 && reader.digits(at, 1..5).is_some() {
        let goes_on = || counts(reader, end) || numeral::counts_plural(reader, end);
        let is_ordered = reader.is(before, Function::OrderNoun) && !goes_on();
        if is_ordered || reader.is(before, Function::LabelNoun) && !counts(reader, end) {
            return true;
        }
    }
    if !reader.is_capitalised(before) || reader.sense(before).sign || counts(reader, end) {
        return is_model(reader, at, end);
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

/// "The 787 Dreamliner", "its 767 airliner", "a 2003 NCAA title": a name of one thing follows.
fn is_model(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    if end != at + 1 || !reader.is_word(end) || reader.is_joined(end) || counts(reader, end) {
        return false;
    }
    let is_plain = reader.digits(at, 3..4).is_some();
    if is_plain && reader.is(end, Function::ModelNoun) {
        return true;
    }
    let has_article = reader.follows(at, Function::Article);
    let is_year = reader.digits(at, 4..5).is_some_and(|year| (1800..2100).contains(&year));
    if has_article && is_year {
        return true;
    }
    let is_marked = has_article
        || reader.follows(at, Function::Definite)
        || reader.follows(at, Function::ModelCue)
        || follows_ordinal(reader, at);
    let goes_on = numeral::counts_plural(reader, end + 1)
        || reader.is(end + 1, Function::Plural)
        || reader.is(end + 1, Function::Counted);
    let is_single = reader.is_capitalised(end) && !reader.text_of(end).ends_with('s');
    is_marked && is_single && is_plain && !goes_on && !reader.is_capitalised(end + 1)
}

/// "the first 787 Dreamliner"
fn follows_ordinal(reader: &Reader<'_>, at: usize) -> bool {
    reader
        .before(at)
        .is_some_and(|before| matches!(reader.sense(before).number, Some(NumberWord::Ordinal(_))))
}

/// Whether what follows a number shows that it counts or measures.
fn counts(reader: &Reader<'_>, end: usize) -> bool {
    reader.is(end, Function::Counted) || is_measured(reader, end)
}

/// Whether a unit, a scale or money follows a number.
fn is_measured(reader: &Reader<'_>, end: usize) -> bool {
    let sense = reader.sense(end);
    let unit_at = reader.past_hyphen(end);
    let tokens = reader.tokens;
    sense.functions.has(Function::Percent)
        || sense.functions.has(Function::Per)
        || sense.number.is_some()
        || (sense.suffix.is_some() && reader.is_joined(end))
        || reader.sense(unit_at).time_unit.is_some()
        || reader.language.measures.longest_at(reader.text, tokens, unit_at).is_some()
        || reader.language.money_words.longest_at(reader.text, tokens, end).is_some()
}
