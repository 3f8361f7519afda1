//! Quantities: a numeral with its hedges, the other end of a range, and what it counts.

use super::Meaning;
use super::numeral::{self, Conjunction, Form, Numeral};
use super::reader::{Found, Reader, is_dash, is_hyphen};
use super::{duration, label};
use crate::language::{Function, Hedge, NumberWord, TokenKind};
use crate::value::{Duration, Extent, Interval, Modifier, Quantity, TimeUnit};

/// The quantity whose numeral, or whose sign of money, starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (numeral_at, sign) = match sign(reader, at) {
        Some((end, currency)) => (end, Some(currency)),
        None => (at, None),
    };
    if sign.is_none() {
        if let Some(found) = ordinal(reader, at).or_else(|| duration::single(reader, at)) {
            return Some(found);
        }
    }
    let between = reader.follows(at, Function::Between);
    let conjunction = if between { Conjunction::EndsNumeral } else { Conjunction::Allowed };
    let numeral = numeral::read(reader, numeral_at, conjunction)?;
    let ranged = range(reader, at, &numeral);
    let (amount, end) = ranged.unwrap_or((numeral.quantity, numeral.end));
    let is_range = ranged.is_some();
    let (meaning, end) = match sign {
        Some(currency) => (money(amount, currency), end),
        None => unit(reader, at, amount, end),
    };
    if matches!(meaning, Meaning::Number(_)) && !is_counting(reader, at, &numeral) {
        return None;
    }
    let start = if between && is_range { at - 1 } else { at };
    Some(hedged(reader, start, end, meaning))
}

fn sign<'a>(reader: &Reader<'a>, at: usize) -> Option<(usize, &'a str)> {
    if !reader.sense(at).sign {
        return None;
    }
    let signs = &reader.language.signs;
    let (end, currency) = signs.longest_at(reader.text, reader.tokens, at)?;
    Some((end, currency))
}

fn money(amount: Quantity, currency: &str) -> Meaning {
    Meaning::Money { amount, currency: currency.to_owned() }
}

/// "third", "twenty-first", "21st".
fn ordinal(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (value, end) = if reader.is_number(at) {
        let is_ordinal = reader.is_joined(at + 1) && reader.is(at + 1, Function::OrdinalEnding);
        (is_ordinal.then(|| reader.digits(at, 1..6))??, at + 2)
    } else {
        match reader.sense(at).number? {
            NumberWord::Ordinal(n) => (n, at + 1),
            NumberWord::Tens(tens) => {
                let last = reader.past_hyphen(at + 1);
                let Some(NumberWord::Ordinal(n @ 1..=9)) = reader.sense(last).number else {
                    return None;
                };
                (tens as u32 + n, last + 1)
            }
            _ => return None,
        }
    };
    Some(Found { tokens: at..end, meaning: Meaning::Ordinal(value) })
}

/// The range that starts with this numeral: "5 to 7", "between 5 and 7", "5-7".
fn range(reader: &Reader<'_>, at: usize, first: &Numeral) -> Option<(Quantity, usize)> {
    let after = first.end + usize::from(reader.is(first.end, Function::Percent));
    let links = if reader.follows(at, Function::Between) {
        reader.is(after, Function::And)
    } else if reader.is(after, Function::To) {
        // "rose from 5 to 7" states two numbers, not a range.
        !reader.follows(at, Function::From)
    } else {
        let is_joined = reader.is_joined(after) && reader.is_joined(after + 1);
        let mark = reader.mark(after);
        mark.is_some_and(is_dash) && is_joined && !mark.is_some_and(|m| m == '~')
    };
    let second_at = links.then_some(after + 1)?;
    let second_at = sign(reader, second_at).map_or(second_at, |(end, _)| end);
    let second = numeral::read(reader, second_at, Conjunction::Allowed)?;
    let is_shared = first.scale == 1.0 && second.scale > 1.0;
    let low = first.quantity.stated;
    let high = second.quantity.stated;
    let shares = is_shared && low < high / second.scale;
    let low = if shares { low * second.scale } else { low };
    (low < high).then(|| (Quantity::range(low, high), second.end))
}

/// What the number counts or measures, and where that ends.
fn unit(reader: &Reader<'_>, at: usize, amount: Quantity, end: usize) -> (Meaning, usize) {
    let unit_at = reader.past_hyphen(end);
    let language = reader.language;
    let (text, tokens) = (reader.text, reader.tokens);
    if reader.is(unit_at, Function::Percent) {
        return (Meaning::Percent(amount), unit_at + 1);
    }
    if reader.is(end, Function::Per) && reader.is(end + 1, Function::Cent) {
        return (Meaning::Percent(amount), end + 2);
    }
    if let Some(found) = duration::counted(reader, amount, unit_at) {
        return found;
    }
    if let Some((unit_end, unit)) = language.measures.longest_at(text, tokens, unit_at) {
        let unit = unit.clone();
        return (Meaning::Measure { amount, unit }, unit_end);
    }
    if let Some((unit_end, word)) = language.money_words.longest_at(text, tokens, unit_at) {
        return (money(amount.times(word.times), &word.currency), unit_end);
    }
    if reader.follows(at, Function::Aged) {
        let unit = TimeUnit::Year;
        return (Meaning::Age(Duration { amount, unit }), end);
    }
    (Meaning::Number(amount), end)
}

/// Whether a numeral without a unit counts something: "one" is mostly a pronoun, "a few" and
/// "several" name no number.
fn is_counting(reader: &Reader<'_>, at: usize, numeral: &Numeral) -> bool {
    if numeral.form == Form::NeedsUnit {
        return false;
    }
    let is_one = numeral.form == Form::Words
        && numeral.quantity == Quantity::exactly(1.0)
        && numeral.end == at + 1;
    if !is_one {
        return true;
    }
    let counts_noun = reader
        .token(at + 1)
        .is_some_and(|next| matches!(next.kind, TokenKind::Word(_)) && !next.joined);
    let hyphenated = reader.mark(at + 1).is_some_and(is_hyphen) && reader.is_joined(at + 1);
    counts_noun
        && !hyphenated
        && !reader.follows(at, Function::BeforePronounOne)
        && !reader.is(at + 1, Function::AfterPronounOne)
}

/// Takes in the hedges on both sides.
fn hedged(reader: &Reader<'_>, start: usize, end: usize, meaning: Meaning) -> Found<Meaning> {
    let mut found = Found { tokens: start..end, meaning };
    while let Some((first, hedge)) = hedge_before(reader, found.tokens.start) {
        found.tokens.start = first;
        found.apply(hedge);
    }
    if let Some((end, hedge)) = hedge_after(reader, found.tokens.end) {
        found.tokens.end = end;
        found.apply(hedge);
    }
    found
}

fn hedge_before<'a>(reader: &Reader<'a>, at: usize) -> Option<(usize, &'a Hedge)> {
    let hedges = &reader.language.hedges_before;
    let (first, hedge) = hedges.longest_before(reader.tokens, at)?;
    let is_other = reader
        .before(first)
        .is_some_and(|before| hedge.not_after.contains(&reader.tokens[before].word));
    (first >= reader.floor && !is_other).then_some((first, hedge))
}

fn hedge_after<'a>(reader: &Reader<'a>, at: usize) -> Option<(usize, &'a Hedge)> {
    let hedges = &reader.language.hedges_after;
    let (end, hedge) = hedges.longest_at(reader.text, reader.tokens, at)?;
    let is_loose_mark = reader.mark(at).is_some() && !reader.is_joined(at);
    (!is_loose_mark).then_some((end, hedge))
}

impl Found<Meaning> {
    fn apply(&mut self, hedge: &Hedge) {
        match &mut self.meaning {
            Meaning::Number(amount)
            | Meaning::Percent(amount)
            | Meaning::Money { amount, .. }
            | Meaning::Measure { amount, .. }
            | Meaning::Duration(Duration { amount, .. })
            | Meaning::Age(Duration { amount, .. }) => *amount = hedge_amount(*amount, hedge),
            _ => {}
        }
    }
}

fn hedge_amount(amount: Quantity, hedge: &Hedge) -> Quantity {
    // An open word such as "dozens", a range or an earlier hedge has its own ends to stretch.
    let is_open = amount.extent == Extent::Range || amount.modifier.is_some();
    let Interval { low, high } = amount.interval;
    let (from_low, from_high) = if is_open { (low, high) } else { (amount.stated, amount.stated) };
    let hedged =
        Interval::new(from_low * hedge.low, (from_high * hedge.high).max(from_low * hedge.low));
    let is_weak = hedge.modifier == Modifier::Approx;
    Quantity {
        interval: if is_weak {
            Interval::new(hedged.low.min(low), hedged.high.max(high))
        } else {
            hedged
        },
        modifier: if is_weak {
            amount.modifier.or(Some(Modifier::Approx))
        } else {
            Some(hedge.modifier)
        },
        ..amount
    }
}

/// Just past digits at `at` that are no quantity but a name or a label.
pub(super) fn passed_over(reader: &Reader<'_>, at: usize) -> Option<usize> {
    reader.is_number(at).then(|| label::end_of(reader, at)).flatten()
}
