//! Ranges and changes: two numbers, and what lies between them.

use super::Meaning;
use super::number::{self, sign};
use super::numeral::{self, Conjunction, Form, Numeral};
use super::reader::{Found, Reader, is_dash};
use crate::language::Function;
use crate::value::{Extent, Quantity};

/// How many words a hedge may have: "in the region of".
const LONGEST_HEDGE: usize = 5;

/// The range that starts with this numeral: "5 to 7", "between 5 and 7", "5-7", "three or four".
pub(super) fn within(reader: &Reader<'_>, at: usize, first: &Numeral) -> Option<(Quantity, usize)> {
    let second_at = linked(reader, at, first)?;
    let second_sign = sign(reader, second_at);
    if second_sign.is_some() && !reader.sense(at).sign && !number::has_sign_before(reader, at) {
        return None;
    }
    let second_at = second_sign.map_or(second_at, |(end, _)| end);
    let second = numeral::read(reader, second_at, Conjunction::Allowed)?;
    if reader.is(first.end, Function::Or) && !are_neighbours(first, &second) {
        return None;
    }
    let is_shared = first.scale == 1.0 && second.scale > 1.0;
    let low = first.quantity.stated;
    let high = second.quantity.stated;
    let shares = is_shared && low < high / second.scale;
    let low = if shares { low * second.scale } else { low };
    (low < high).then(|| (Quantity::range(low, high), second.end))
}

/// "three or four", "40 or 50": not "one or 200".
fn are_neighbours(first: &Numeral, second: &Numeral) -> bool {
    let (low, high) = (first.quantity.stated, second.quantity.stated);
    first.form == second.form
        && first.form != Form::NeedsUnit
        && (high - low == 1.0 || high - low == 10.0 && low % 10.0 == 0.0)
}

/// Where the second number of a range may start.
fn linked(reader: &Reader<'_>, at: usize, first: &Numeral) -> Option<usize> {
    let end = first.end;
    let has_percent = reader.is(end, Function::Percent);
    let after = end + usize::from(has_percent);
    let between = reader.follows(at, Function::Between);
    // "gained 0.9 percent to 4,118" moves to a level.
    let is_level = has_percent && !percent_follows(reader, after + 1);
    if is_level {
        return None;
    }
    if between && !reader.is(after, Function::To) {
        return reader.is(after, Function::And).then_some(after + 1);
    }
    if reader.is(end, Function::Or) {
        return Some(end + 1);
    }
    let to = reader.past_hyphen(after);
    if reader.is(to, Function::To) {
        // "rose from 5 to 7" states two numbers, not a range; "rose by $5 to $7" a gain and a level.
        let before = reader.before(at).unwrap_or(at);
        let is_change = reader.follows(at, Function::From)
            || reader.sense(at).sign
                && reader.sense(to + 1).sign
                && [Function::Up, Function::Down, Function::By]
                    .iter()
                    .any(|&way| reader.is(before, way));
        let next = to + 1;
        let hyphen = reader.mark(next).is_some_and(is_dash) && reader.is_joined(next + 1);
        return (!is_change).then_some(next + usize::from(hyphen));
    }
    let mark = reader.mark(after).filter(|&mark| is_dash(mark))?;
    let is_joined = reader.is_joined(after) && reader.is_joined(after + 1);
    let is_parted = !reader.is_joined(after) && !reader.is_joined(after + 1);
    // "25 – 40 minutes" is a range, "3 – 2" a score, "one in ten — 10%" an aside.
    let is_range = is_joined
        || is_parted
            && mark != '—'
            && (mark == '–' && reader.is_word(after + 2) || is_measured(reader, after + 2));
    is_range.then_some(after + 1)
}

/// Whether a unit stands at the token.
fn is_measured(reader: &Reader<'_>, at: usize) -> bool {
    number::measure(reader, at).is_some()
        || reader.is(at, Function::Percent)
        || reader.sense(at).time_unit.is_some()
}

fn percent_follows(reader: &Reader<'_>, at: usize) -> bool {
    (at..at + 4).any(|at| reader.is(at, Function::Percent))
}

/// The other end of what a quantity begins, and both as one: "from 6.1 percent to 5.9",
/// "$75 a barrel to $46", "12 miles to 18 miles". A first number without a unit takes the second's.
pub(super) fn beyond(
    reader: &Reader<'_>,
    first: &mut Found<Meaning>,
) -> Option<(Found<Meaning>, Found<Meaning>)> {
    let end = past_rate(reader, first.tokens.end);
    let is_dashed = reader.mark(end).is_some_and(is_dash)
        && reader.is_joined(end)
        && (reader.sense(end + 1).sign || reader.is_number(end + 1))
        && reader.is_joined(end + 1);
    let from = reader.follows(first.tokens.start, Function::From);
    let between = reader.follows(first.tokens.start, Function::Between);
    let is_linked =
        reader.is(end, Function::To) || is_dashed || between && reader.is(end, Function::And);
    let second_at = number::past_minus(reader, past_hedge(reader, end + 1));
    let starts = reader.is_number(second_at)
        || reader.sense(second_at).sign
        || reader.sense(second_at).number.is_some();
    // "rose 12 sen to 41.20" moves by one and arrives at the other.
    let is_gain = [Function::Up, Function::Down, Function::By]
        .iter()
        .any(|&way| reader.follows(first.tokens.start, way));
    if !is_linked || !starts || is_gain && first.meaning.unit_name().is_some() {
        return None;
    }
    let ahead = Reader { floor: end + 1, ..*reader };
    let mut second = number::read(&ahead, second_at)?;
    let (low, high) = (first.meaning.amount()?, second.meaning.amount()?);
    if low.extent == Extent::Range || high.extent == Extent::Range {
        return None;
    }
    second.meaning.take_country(&first.meaning);
    let is_bare = |meaning: &Meaning| matches!(meaning, Meaning::Number(_));
    let is_change = from || between || low.stated < high.stated;
    match (is_bare(&first.meaning), is_bare(&second.meaning)) {
        (true, false) if from => first.meaning = second.meaning.with_amount(low),
        (false, true) if from || between => second.meaning = first.meaning.with_amount(high),
        (true, true) if from => {}
        _ => {}
    }
    (is_change && first.meaning.is_like(&second.meaning)).then(|| {
        let tokens = first.tokens.start..second.tokens.end;
        let unit = first.meaning.unit_name();
        (second, Found { tokens, meaning: Meaning::Range { from: low, to: high, unit } })
    })
}

/// Past the "about" of "from about 12 to about 18".
fn past_hedge(reader: &Reader<'_>, at: usize) -> usize {
    let hedges = &reader.language.hedges_before;
    (at + 1..at + LONGEST_HEDGE)
        .find(|&end| {
            let longest = hedges.longest_before(reader.tokens, end);
            longest.is_some_and(|(first, _)| first == at)
                && (reader.is_number(end)
                    || reader.sense(end).number.is_some()
                    || reader.sense(end).sign)
        })
        .unwrap_or(at)
}

/// Past "a barrel", "per share".
fn past_rate(reader: &Reader<'_>, at: usize) -> usize {
    let is_rate = reader.is(at, Function::Per) || reader.is(at, Function::Article);
    let is_noun = reader.is_word(at + 1) && reader.is(at + 2, Function::To);
    if is_rate && is_noun { at + 2 } else { at }
}

impl Meaning {
    /// The amount of a number, a percentage, a sum of money or a measure.
    fn amount(&self) -> Option<Quantity> {
        match self {
            Meaning::Number(amount)
            | Meaning::Percent(amount)
            | Meaning::Money { amount, .. }
            | Meaning::Measure { amount, .. } => Some(*amount),
            _ => None,
        }
    }

    fn with_amount(&self, amount: Quantity) -> Meaning {
        match self {
            Meaning::Percent(_) => Meaning::Percent(amount),
            Meaning::Money { currency, .. } => {
                Meaning::Money { amount, currency: currency.clone() }
            }
            Meaning::Measure { unit, .. } => Meaning::Measure { amount, unit: unit.clone() },
            _ => Meaning::Number(amount),
        }
    }

    /// A shared sign is whose the other's is: "$75 U.S. to $46".
    fn take_country(&mut self, other: &Meaning) {
        if let (Meaning::Money { currency, .. }, Meaning::Money { currency: known, .. }) =
            (self, other)
        {
            let is_shared =
                |currency: &str| !currency.starts_with(|c: char| c.is_ascii_alphabetic());
            if is_shared(currency) && !is_shared(known) {
                currency.clone_from(known);
            }
        }
    }

    fn unit_name(&self) -> Option<String> {
        match self {
            Meaning::Percent(_) => Some("percent".to_owned()),
            Meaning::Money { currency, .. } => Some(currency.clone()),
            Meaning::Measure { unit, .. } => Some(unit.clone()),
            _ => None,
        }
    }

    fn is_like(&self, other: &Meaning) -> bool {
        self.unit_name() == other.unit_name()
    }
}
