//! Quantities: a numeral with its hedges, the other end of a range, and what it counts.

use super::Meaning;
use super::numeral::{self, Conjunction, Form, Numeral};
use super::reader::{Found, Reader, is_hyphen};
use super::{age, compound, duration, label, proportion, range};
use crate::language::{Function, Hedge, NumberWord, TokenKind};
use crate::value::{Duration, Extent, Interval, Modifier, Quantity, TimeUnit};

/// How many tokens a sign of money may have: "US$".
const LONGEST_SIGN: usize = 3;

/// The quantity whose numeral, or whose sign of money, starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (numeral_at, sign) = match sign(reader, at) {
        Some((end, currency)) => (past_minus(reader, end), Some(currency)),
        None => (at, None),
    };
    if sign.is_none() {
        if let Some(found) = ordinal(reader, at) {
            return Some(found);
        }
        if let Some(Found { tokens, meaning }) = duration::single(reader, at) {
            return Some(hedged(reader, tokens.start, tokens.end, meaning));
        }
    }
    let between = reader.follows(at, Function::Between);
    let conjunction = if between { Conjunction::EndsNumeral } else { Conjunction::Allowed };
    let numeral = numeral::read(reader, numeral_at, conjunction)?;
    let numeral = proportion::of(reader, at, &numeral).unwrap_or(numeral);
    let ranged = range::within(reader, at, &numeral);
    let (amount, end) = ranged.unwrap_or((numeral.quantity, numeral.end));
    let is_range = ranged.is_some();
    let (start, amount) = match minus_before(reader, at) {
        Some(start) => (start, amount.negated()),
        None if numeral_at > at + 1 && reader.mark(numeral_at - 1).is_some_and(is_minus) => {
            (at, amount.negated())
        }
        None => (at - usize::from(numeral::has_leading_point(reader, at).is_some()), amount),
    };
    let (meaning, end) = match sign {
        Some(currency) => signed_money(reader, amount, currency, end),
        None => unit(reader, at, amount, end),
    };
    let is_signed = amount.stated < 0.0;
    if matches!(meaning, Meaning::Number(_)) && !is_signed && !is_counting(reader, at, &numeral) {
        return None;
    }
    let start = if between && is_range { at - 1 } else { start };
    Some(hedged(reader, start, end, meaning))
}

/// Whether a sign of money ends just before the token.
pub(super) fn has_sign_before(reader: &Reader<'_>, at: usize) -> bool {
    let starts = at.saturating_sub(LONGEST_SIGN).max(reader.start)..at;
    starts.rev().any(|start| sign(reader, start).is_some_and(|(end, _)| end == at))
}

fn is_minus(mark: char) -> bool {
    matches!(mark, '-' | '−')
}

/// Past the minus of "$-50.8bn".
pub(super) fn past_minus(reader: &Reader<'_>, at: usize) -> usize {
    let has_minus = reader.mark(at).is_some_and(is_minus) && reader.is_joined(at + 1);
    at + usize::from(has_minus)
}

/// Where the "minus" of "minus 5", "minus-1.4" or "-0.6" stands: a hyphen only where nothing is
/// joined to it on the left. The point of "-.5" may lie between.
fn minus_before(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let has_point = numeral::has_leading_point(reader, at).is_some();
    let at = at - usize::from(has_point);
    let before = reader.before(at).filter(|&before| before >= reader.floor)?;
    if reader.is(before, Function::Minus) {
        return Some(before);
    }
    let is_sign = reader.mark(before).is_some_and(is_minus) && reader.is_joined(at);
    if !is_sign {
        return None;
    }
    if !reader.is_joined(before) {
        return Some(before);
    }
    let word = reader.before(before)?;
    (reader.is(word, Function::Minus) && word >= reader.floor).then_some(word)
}

pub(super) fn sign<'a>(reader: &Reader<'a>, at: usize) -> Option<(usize, &'a str)> {
    if !reader.sense(at).sign {
        return None;
    }
    let signs = &reader.language.signs;
    let (end, currency) = signs.longest_at(reader.text, reader.tokens, at)?;
    Some((end, currency))
}

pub(super) fn money(amount: Quantity, currency: &str) -> Meaning {
    Meaning::Money { amount, currency: currency.to_owned() }
}

/// Money with its sign before it. A sign that several countries share may be settled after the
/// number: "$68 U.S. per barrel".
fn signed_money(
    reader: &Reader<'_>,
    amount: Quantity,
    currency: &str,
    end: usize,
) -> (Meaning, usize) {
    let countries = &reader.language.countries_of_money;
    let is_shared = !currency.starts_with(|c: char| c.is_ascii_alphabetic());
    match countries.longest_at(reader.text, reader.tokens, end) {
        // "$75 US officials" have come by otherwise.
        Some((past, country)) if is_shared && ends_phrase(reader, past) => {
            (money(amount, country), past)
        }
        _ => (money(amount, currency), end),
    }
}

/// Whether no noun follows.
fn ends_phrase(reader: &Reader<'_>, at: usize) -> bool {
    let goes_on = [Function::NounEnd, Function::Per, Function::Article];
    !reader.is_word(at) || goes_on.iter().any(|&function| reader.is(at, function))
}

/// "third", "twenty-first", "21st".
fn ordinal(reader: &Reader<'_>, at: usize) -> Option<Found<Meaning>> {
    let (value, end) = ordinal_number(reader, at)?;
    // "third-party", "First, …", "at first": words of their own.
    let is_compound = reader.past_hyphen(end) > end && reader.is_word(end + 1);
    let is_adverb = value == 1.0
        && (at == reader.start && reader.mark(end) == Some(',')
            || reader.follows(at, Function::At));
    (!is_compound && !is_adverb)
        .then_some(Found { tokens: at..end, meaning: Meaning::Ordinal(value) })
}

/// The number of an ordinal and where it ends.
pub(super) fn ordinal_number(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    if !reader.is_number(at) {
        return numeral::ordinal(reader, at);
    }
    let is_ordinal = reader.is_joined(at + 1) && reader.is(at + 1, Function::OrdinalEnding);
    let value = is_ordinal.then(|| reader.digits(at, 1..6))??;
    Some((f64::from(value), at + 2))
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
    if reader.is_joined(end) && reader.text_of(end) == "pc" {
        return (Meaning::Percent(amount), end + 1);
    }
    if let Some(found) = duration::counted(reader, amount, unit_at) {
        return found;
    }
    let unit_at = past_of_a(reader, amount, end).unwrap_or(unit_at);
    if reader.is(unit_at, Function::Percent) {
        return (Meaning::Percent(amount), unit_at + 1);
    }
    if let Some((unit_end, unit)) = measure(reader, unit_at) {
        return compound::length(reader, amount, unit, unit_end);
    }
    let money_word = language.money_words.longest_at(text, tokens, unit_at);
    if let Some((unit_end, word)) = money_word.filter(|&(end, _)| !is_sign_of_next(reader, end)) {
        let amount = amount.times(word.times);
        return compound::money(reader, amount, &word.currency, unit_end);
    }
    if let Some(found) = suspended(reader, amount, end) {
        return found;
    }
    if age::is_told(reader, at, end, amount.extent) {
        let unit = TimeUnit::Year;
        return (Meaning::Age(Duration { amount, unit }), end);
    }
    (Meaning::Number(amount), end)
}

/// The unit that a number with a loose hyphen shares with the next: "five- and 10-year terms".
fn suspended(reader: &Reader<'_>, amount: Quantity, end: usize) -> Option<(Meaning, usize)> {
    let is_loose = reader.mark(end).is_some_and(is_hyphen)
        && reader.is_joined(end)
        && !reader.is_joined(end + 1);
    let links = [Function::And, Function::Or, Function::To];
    if !is_loose || !links.iter().any(|&link| reader.is(end + 1, link)) {
        return None;
    }
    let next = numeral::read(reader, end + 2, Conjunction::EndsNumeral)?;
    let unit_at = reader.past_hyphen(next.end);
    if let Some((unit, _)) = duration::counted(reader, amount, unit_at) {
        return Some((unit, end));
    }
    let (_, unit) = measure(reader, unit_at)?;
    Some((Meaning::Measure { amount, unit: unit.to_owned() }, end))
}

/// The "USD" of "4 USD25 cards" belongs to what follows.
fn is_sign_of_next(reader: &Reader<'_>, end: usize) -> bool {
    reader.is_number(end) && reader.is_joined(end)
}

/// Past the "of a" of "a quarter of a percentage point", where a unit follows.
fn past_of_a(reader: &Reader<'_>, amount: Quantity, end: usize) -> Option<usize> {
    let is_part = amount.stated < 1.0 && reader.is(end, Function::Of);
    let unit_at = end + 2;
    let is_unit = is_part
        && reader.is(end + 1, Function::Article)
        && (reader.is(unit_at, Function::Percent) || measure(reader, unit_at).is_some());
    is_unit.then_some(unit_at)
}

/// The unit of measure at the token, and where it ends. In "640,000 F-Series trucks" the letter
/// is part of a name.
pub(super) fn measure<'a>(reader: &Reader<'a>, at: usize) -> Option<(usize, &'a str)> {
    let measures = &reader.language.measures;
    let (end, unit) = measures.longest_at(reader.text, reader.tokens, at)?;
    let is_letter = end == at + 1 && reader.text_of(at).len() == 1 && reader.is_word(at);
    let is_name = is_letter && reader.past_hyphen(end) > end;
    (!is_name).then_some((end, unit.as_str()))
}

/// Whether a numeral without a unit counts something: "one" is mostly a pronoun, "a few" and
/// "several" name no number.
fn is_counting(reader: &Reader<'_>, at: usize, numeral: &Numeral) -> bool {
    let is_name = || label::is_named_in_words(reader, at, numeral.end);
    if numeral.form == Form::NeedsUnit || numeral.form == Form::Words && is_name() {
        return false;
    }
    let is_one = numeral.form == Form::Words
        && numeral.quantity == Quantity::exactly(1.0)
        && numeral.end == at + 1;
    if !is_one || stands_alone(reader, at) {
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

/// "one" and nothing else, or in a row of numbers.
fn stands_alone(reader: &Reader<'_>, at: usize) -> bool {
    let next = at + 1;
    let is_all = at == reader.start && reader.token(next).is_none();
    let is_row = reader.mark(next) == Some(',')
        && matches!(reader.sense(next + 1).number, Some(NumberWord::Small(_)));
    is_all || is_row
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
    if amount.stated < 0.0 {
        return Quantity { modifier: Some(hedge.modifier), ..amount };
    }
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
