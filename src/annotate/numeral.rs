//! Bare numerals: digits, words, and both at once ("1.2 million", "two dozen", "eighty-four").
//!
//! What a numeral counts, and whether it counts at all, is for [`super::number`] to say.

use super::number;
use super::reader::Reader;
use crate::language::{Function, NumberWord};
use crate::value::{Extent, Interval, Quantity};

/// A numeral.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) quantity: Quantity,
    /// The token just past it.
    pub(super) end: usize,
    pub(super) form: Form,
    /// What its last scale word multiplies by, 1 without one.
    pub(super) scale: f64,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    Words,
    /// "a couple", "several": a number only with something countable after it.
    NeedsUnit,
}

/// Whether "and" may stand inside a numeral: not between the ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conjunction {
    Allowed,
    EndsNumeral,
}

/// Reads the numeral that starts at the token.
pub(super) fn read(reader: &Reader<'_>, at: usize, conjunction: Conjunction) -> Option<Numeral> {
    if reader.is_number(at) {
        return slashed(reader, at).or_else(|| digits(reader, at, conjunction));
    }
    if let Some(NumberWord::Value(value)) = reader.sense(at).number {
        return Some(exact(value, at + 1));
    }
    let after_article = at + usize::from(reader.is(at, Function::Article));
    if let Some(NumberWord::Vague { .. }) = reader.sense(after_article).number {
        return vague(reader, after_article);
    }
    fraction(reader, at).or_else(|| words(reader, at, conjunction))
}

fn digits(reader: &Reader<'_>, at: usize, conjunction: Conjunction) -> Option<Numeral> {
    let (value, unit) = decimal(reader.text_of(at))?;
    let (value, unit) = match has_leading_point(reader, at) {
        Some(tenth) => (value * tenth, tenth),
        None => (value, unit),
    };
    if let Some((part, end)) = mixed_part(reader, at + 1).filter(|_| unit == 1.0) {
        let mut sum = Sum::new(value + part, 0.0, end);
        sum.words(reader, conjunction);
        return Some(sum.numeral(Form::Digits));
    }
    let mut sum = Sum::new(value, unit, at + 1);
    sum.suffix(reader);
    sum.words(reader, conjunction);
    Some(sum.numeral(Form::Digits))
}

/// The value of digits with separators, and the value of one in the last place.
fn decimal(text: &str) -> Option<(f64, f64)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.contains('.') || whole.len() > 18 || decimals.len() > 12 {
        return None;
    }
    let digits = whole.bytes().chain(decimals.bytes());
    let value = digits
        .filter(u8::is_ascii_digit)
        .fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
    let places = 10f64.powi(decimals.len() as i32);
    Some((value / places, 1.0 / places))
}

/// What the digits of ".77" must be multiplied by.
pub(super) fn has_leading_point(reader: &Reader<'_>, at: usize) -> Option<f64> {
    let point = reader.before(at).filter(|_| reader.is_joined(at))?;
    let is_leading = reader.mark(point) == Some('.') && !reader.is_joined(point);
    let digits = reader.text_of(at);
    let is_plain = digits.len() < 13 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_leading && is_plain).then(|| 10f64.powi(-(digits.len() as i32)))
}

/// The "1/2" of "2 1/2", the "½" of "2½".
fn mixed_part(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some(NumberWord::Value(part)) =
        reader.sense(at).number.filter(|_| reader.mark(at).is_some())
    {
        return Some((part, at + 1));
    }
    let part = slashed(reader, at)?;
    Some((part.quantity.stated, part.end))
}

/// "3/4": only the denominators that people write so; "9/11" and "24/7" are none.
pub(super) fn slashed(reader: &Reader<'_>, at: usize) -> Option<Numeral> {
    let top = reader.digits(at, 1..4)?;
    let is_joined = reader.is_joined(at + 1) && reader.is_joined(at + 2);
    let bottom = reader.digits(at + 2, 1..4).filter(|_| is_joined)?;
    let runs_on = reader.is_joined(at + 3) && matches!(reader.mark(at + 3), Some('/' | '-'))
        || reader.is_joined(at) && reader.mark_before(at) == Some('/');
    let is_fraction = matches!(reader.mark(at + 1), Some('/' | '⁄'))
        && top < bottom
        && top > 0
        && matches!(bottom, 2 | 3 | 4 | 5 | 8 | 10 | 16 | 32 | 64 | 100 | 128);
    (is_fraction && !runs_on).then(|| exact(f64::from(top) / f64::from(bottom), at + 3))
}

fn words(reader: &Reader<'_>, at: usize, conjunction: Conjunction) -> Option<Numeral> {
    let (mut start, mut group) = (at, 0.0);
    if reader.is(at, Function::Article) {
        let next = reader.sense(at + 1).number;
        let is_one = matches!(next, Some(NumberWord::Scale(_) | NumberWord::Group(12.0)));
        (start, group) = is_one.then_some((at + 1, 1.0))?;
    }
    if let Some(NumberWord::Scale(_)) = reader.sense(at).number {
        // "parts per million" counts no million.
        group = if reader.follows(at, Function::Per) { 0.0 } else { 1.0 };
    }
    let mut sum = Sum::new(group, 1.0, start);
    sum.words(reader, conjunction);
    if let Some(part) = over_a_plural(reader, &sum) {
        return Some(part);
    }
    (sum.at > start).then(|| sum.numeral(Form::Words))
}

/// "twenty-one fifths", "a hundred trillionths". "Four quarters" are of a year.
fn over_a_plural(reader: &Reader<'_>, sum: &Sum) -> Option<Numeral> {
    let is_whole = matches!(sum.last, Piece::Small | Piece::Tens | Piece::Scale);
    let bottom = match reader.sense(sum.at).number {
        Some(NumberWord::Fraction(n @ 3..)) if n != 4 && is_whole => n as f64,
        _ => return None,
    };
    Some(exact(sum.value() / bottom, sum.at + 1))
}

/// "third", "twenty-first", "one hundred and fifth", "two millionth": its value and its end.
pub(super) fn ordinal(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let first = reader.sense(at).number?;
    if let NumberWord::Ordinal(n) = first {
        return Some((n as f64, at + 1));
    }
    if !matches!(first, NumberWord::Small(_) | NumberWord::Tens(_) | NumberWord::Scale(_)) {
        return None;
    }
    let group = if matches!(first, NumberWord::Scale(_)) { 1.0 } else { 0.0 };
    let mut sum = Sum::new(group, 1.0, at);
    sum.pieces(reader, Conjunction::Allowed);
    let has_and = sum.last == Piece::Scale && reader.is(sum.at, Function::And);
    let last = reader.past_hyphen(sum.at + usize::from(has_and));
    let Some(NumberWord::Ordinal(n)) = reader.sense(last).number else {
        return None;
    };
    let fits = match (sum.last, n) {
        (Piece::Tens, 1..=9) | (Piece::Scale, 1..=99) => {
            sum.group += n as f64;
            true
        }
        (Piece::Small | Piece::Tens | Piece::Scale, 100..) => sum.multiply(n as f64),
        _ => false,
    };
    fits.then_some((sum.value(), last + 1))
}

/// "half a million", "three-quarters", "a third of", "one-fifth".
fn fraction(reader: &Reader<'_>, at: usize) -> Option<Numeral> {
    if let Some(NumberWord::Fraction(2)) = reader.sense(at).number {
        let scale_at = past_of_article(reader, at + 1);
        let scale_at = scale_at + usize::from(reader.is(scale_at, Function::Article));
        return match reader.sense(scale_at).number {
            Some(NumberWord::Scale(n) | NumberWord::Group(n)) => {
                Some(numeral(0.5 * n, 0.1 * n, scale_at + 1, n))
            }
            _ if is_unit(reader, scale_at) => Some(exact(0.5, scale_at)),
            _ => is_half_of(reader, at).then(|| exact(0.5, at + 1)),
        };
    }
    let top = match reader.sense(at).number {
        Some(NumberWord::Small(n)) if n > 0.0 => n,
        _ if reader.is(at, Function::Article) => 1.0,
        _ => return None,
    };
    let bottom_at = reader.past_hyphen(at + 1);
    if let Some((bottom, end)) = compound_bottom(reader, at, bottom_at) {
        return Some(exact(1.0 / bottom, end));
    }
    let bottom = match reader.sense(bottom_at).number {
        Some(NumberWord::Fraction(n)) => n,
        Some(NumberWord::Ordinal(n)) if top == 1.0 && n > 2 => n,
        _ => return None,
    };
    if bottom == 4 && is_quarters_of_a_year(reader, at, top, bottom_at) {
        return None;
    }
    let scale_at = past_of_article(reader, bottom_at + 1);
    if let Some(NumberWord::Scale(scale)) = reader.sense(scale_at).number {
        // "a quarter million", "three-quarters of a billion"
        let part = top / bottom as f64 * scale;
        return Some(numeral(part, 0.1 * scale, scale_at + 1, scale));
    }
    let is_hedged = || reader.language.hedges_before.longest_before(reader.tokens, at).is_some();
    let is_certain = top > 1.0
        || is_unit(reader, bottom_at + 1)
        || reader.is(bottom_at + 1, Function::Comparative)
        || reader.is(reader.past_hyphen(bottom_at + 1), Function::Point)
        || reader.is(bottom_at + 1, Function::Of)
        || (bottom_at > at + 1 && !reader.is(at, Function::Article))
        || bottom > 9 && reader.is(at, Function::Article)
        || !reader.is(at, Function::Article) && !reader.is_word(bottom_at + 1)
        || is_hedged();
    is_certain.then(|| exact(top / bottom as f64, bottom_at + 1))
}

/// Past the "of a" of "a quarter of a million".
fn past_of_article(reader: &Reader<'_>, at: usize) -> usize {
    let is_scale = matches!(reader.sense(at + 2).number, Some(NumberWord::Scale(_)));
    let leads = reader.is(at, Function::Of) && reader.is(at + 1, Function::Article);
    at + if leads && is_scale { 2 } else { 0 }
}

/// The "twenty-fifth" of "one twenty-fifth".
fn compound_bottom(reader: &Reader<'_>, top_at: usize, at: usize) -> Option<(f64, usize)> {
    let is_one = reader.sense(top_at).number == Some(NumberWord::Small(1.0));
    let is_tens = matches!(reader.sense(at).number, Some(NumberWord::Tens(_)));
    let (bottom, end) = ordinal(reader, at).filter(|_| is_one && is_tens)?;
    (end > at + 1).then_some((bottom, end))
}

/// "Two quarters", "the past three quarters", "three quarters in a row" are no fractions.
fn is_quarters_of_a_year(reader: &Reader<'_>, at: usize, top: f64, bottom_at: usize) -> bool {
    let counts_time = [Function::Last, Function::Next, Function::Previous, Function::This]
        .iter()
        .any(|&function| reader.follows(at, function));
    let follows_ordinal = reader
        .before(at)
        .is_some_and(|before| matches!(reader.sense(before).number, Some(NumberWord::Ordinal(_))));
    let is_plain = bottom_at == at + 1;
    is_plain && top > 1.0 && (top != 3.0 || counts_time || follows_ordinal)
}

/// Whether a unit of measure or "percent" stands at the token.
fn is_unit(reader: &Reader<'_>, at: usize) -> bool {
    let measures = &reader.language.measures;
    let at = reader.past_hyphen(at);
    reader.is(at, Function::Percent)
        || measures.longest_at(reader.text, reader.tokens, at).is_some()
}

/// "half of them", "half the seats", "nearly half"; the second half of a match is none.
fn is_half_of(reader: &Reader<'_>, at: usize) -> bool {
    let follows_ordinal = reader
        .before(at)
        .is_some_and(|before| matches!(reader.sense(before).number, Some(NumberWord::Ordinal(_))));
    let hedges = &reader.language.hedges_before;
    !follows_ordinal
        && (reader.is(at + 1, Function::Of)
            || reader.is(at + 1, Function::Definite)
            || hedges.longest_before(reader.tokens, at).is_some())
}

/// "dozens", "a couple of hundred", "tens of thousands", "several million".
fn vague(reader: &Reader<'_>, at: usize) -> Option<Numeral> {
    let Some(NumberWord::Vague { low, high, alone }) = reader.sense(at).number else {
        return None;
    };
    let next = at + 1 + usize::from(reader.is(at + 1, Function::Of));
    let (scale, end) = match reader.sense(next).number {
        Some(NumberWord::Scale(n) | NumberWord::Group(n)) => (n, next + 1),
        Some(NumberWord::Vague { low, alone: true, .. }) => (low / 2.0, next + 1),
        _ => (1.0, at + 1),
    };
    let needs_unit = !alone && scale == 1.0;
    let end = if needs_unit { next } else { end };
    Some(Numeral {
        quantity: Quantity {
            stated: low * scale,
            interval: Interval::new(low * scale, high * scale),
            modifier: Some(crate::value::Modifier::Approx),
            extent: Extent::Point,
            spread: 0.0,
        },
        end,
        form: if needs_unit { Form::NeedsUnit } else { Form::Words },
        scale,
    })
}

fn exact(value: f64, end: usize) -> Numeral {
    numeral(value, 0.0, end, 1.0)
}

/// A numeral in words, stated to within half of `unit` on either side.
fn numeral(value: f64, unit: f64, end: usize, scale: f64) -> Numeral {
    Numeral { quantity: rounded(value, unit), end, form: Form::Words, scale }
}

fn rounded(value: f64, unit: f64) -> Quantity {
    Quantity { interval: Interval::exactly(value).widened(unit / 2.0), ..Quantity::exactly(value) }
}

/// A numeral adding up.
struct Sum {
    /// Whole groups: "two million" of "two million three hundred thousand".
    total: f64,
    /// What rounding has cost `total`: numbers in words run to more digits than it holds.
    lost: f64,
    /// The group under way: "three hundred".
    group: f64,
    /// The last piece read.
    last: Piece,
    /// The scale that closed the last group.
    scale: f64,
    /// The value of one in the last place stated.
    unit: f64,
    at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Nothing,
    Digits,
    Small,
    Tens,
    Scale,
    /// No more pieces can follow.
    Closed,
}

impl Sum {
    fn new(group: f64, unit: f64, at: usize) -> Self {
        Sum {
            total: 0.0,
            lost: 0.0,
            group,
            last: if group == 0.0 && unit == 1.0 { Piece::Nothing } else { Piece::Digits },
            scale: 1.0,
            unit,
            at,
        }
    }

    /// "1.2bn", "5k"; a single letter may also be a unit and needs care.
    fn suffix(&mut self, reader: &Reader<'_>) {
        let Some(scale) = reader.sense(self.at).suffix else {
            return;
        };
        let written = reader.text_of(self.at);
        let is_certain = match written {
            "k" | "K" | "B" | "b" => reader.is_joined(self.at),
            "m" | "M" => reader.is_joined(self.at) && (written == "M" || self.is_millions(reader)),
            _ => written.len() > 1,
        };
        if is_certain {
            self.multiply(scale);
            self.at += 1;
            self.last = Piece::Closed;
        }
    }

    /// Whether an "m" means millions: after a sign of money, before what is counted, "1.2m tons".
    /// "A 100m final" and "1.5m waves" are lengths.
    fn is_millions(&self, reader: &Reader<'_>) -> bool {
        let next = self.at + 1;
        let has_sign = number::has_sign_before(reader, self.at - 1);
        let counts = reader.is(next, Function::Counted)
            || reader.is(next, Function::Of) && reader.is(next + 1, Function::PersonsOwn)
            || counts_plural(reader, next);
        has_sign || counts || is_amount_of(reader, next)
    }

    fn words(&mut self, reader: &Reader<'_>, conjunction: Conjunction) {
        self.pieces(reader, conjunction);
        self.point(reader);
        self.and_a_part(reader);
    }

    fn pieces(&mut self, reader: &Reader<'_>, conjunction: Conjunction) {
        loop {
            let next = self.next_piece(reader, conjunction);
            let added = match reader.sense(next).number {
                Some(word) => self.add(word),
                None => self.digits_between_scales(reader, next),
            };
            if !added {
                break;
            }
            self.at = next + 1;
        }
    }

    /// The "3" of "4 thousand 3 hundred".
    fn digits_between_scales(&mut self, reader: &Reader<'_>, at: usize) -> bool {
        let Some(digits) = reader.digits(at, 1..4).filter(|_| self.last == Piece::Scale) else {
            return false;
        };
        let next = reader.sense(at + 1).number;
        let continues = matches!(next, Some(NumberWord::Scale(scale)) if scale < self.scale);
        if continues && self.group == 0.0 {
            self.group = f64::from(digits);
            self.last = Piece::Digits;
        }
        continues
    }

    fn next_piece(&self, reader: &Reader<'_>, conjunction: Conjunction) -> usize {
        let may_continue = self.last == Piece::Scale && conjunction == Conjunction::Allowed;
        if may_continue && reader.is(self.at, Function::And) {
            let continues = matches!(
                reader.sense(self.at + 1).number,
                Some(NumberWord::Small(_) | NumberWord::Tens(_))
            );
            let is_part = part_of_one(reader, self.at + 1).is_some();
            let continues = continues && !is_part;
            return self.at + usize::from(continues);
        }
        match self.last {
            Piece::Nothing => self.at,
            _ => reader.past_hyphen(self.at),
        }
    }

    fn add(&mut self, word: NumberWord) -> bool {
        let (value, piece) = match (word, self.last) {
            (NumberWord::Small(n), Piece::Nothing | Piece::Scale) => (n, Piece::Small),
            (NumberWord::Small(n), Piece::Tens) if (1.0..10.0).contains(&n) => (n, Piece::Small),
            (NumberWord::Tens(n), Piece::Nothing | Piece::Scale) => (n, Piece::Tens),
            (
                NumberWord::Scale(n),
                Piece::Digits | Piece::Small | Piece::Tens | Piece::Scale | Piece::Nothing,
            ) => {
                return self.multiply(n);
            }
            // "three billions", "two hundred dozens"
            (
                NumberWord::Vague { low, alone: true, .. },
                Piece::Digits | Piece::Small | Piece::Tens | Piece::Scale,
            ) if self.group > 0.0 => {
                self.multiply(low / 2.0);
                self.last = Piece::Closed;
                return true;
            }
            (NumberWord::Group(n), Piece::Digits | Piece::Small | Piece::Tens) => {
                self.multiply(n);
                self.last = Piece::Closed;
                return true;
            }
            _ => return false,
        };
        self.group += value;
        self.last = piece;
        self.unit = 1.0;
        true
    }

    fn multiply(&mut self, scale: f64) -> bool {
        let is_smaller = self.total == 0.0 || scale < self.scale;
        if scale == 100.0 {
            let fits = self.group > 0.0 && (self.group < 100.0 || self.last == Piece::Digits);
            self.group *= if fits { 100.0 } else { 1.0 };
            self.unit *= if fits { 100.0 } else { 1.0 };
            self.last = if fits { Piece::Scale } else { self.last };
            return fits;
        }
        if self.group == 0.0 && self.last == Piece::Scale && scale >= self.scale {
            // "ten thousand million"
            self.total *= scale;
            self.lost *= scale;
            self.scale *= scale;
            self.unit *= scale;
            return true;
        }
        if self.group == 0.0 || !is_smaller {
            return false;
        }
        self.add_group(self.group * scale);
        self.group = 0.0;
        self.scale = scale;
        self.unit *= scale;
        self.last = Piece::Scale;
        true
    }

    /// Adds a group that is smaller than all before it.
    fn add_group(&mut self, group: f64) {
        let sum = self.total + group;
        self.lost += group - (sum - self.total);
        self.total = sum;
    }

    fn value(&self) -> f64 {
        self.total + (self.lost + self.group)
    }

    /// "eleven point two"
    fn point(&mut self, reader: &Reader<'_>) {
        if !matches!(self.last, Piece::Small | Piece::Tens) || !reader.is(self.at, Function::Point)
        {
            return;
        }
        let mut at = self.at + 1;
        let mut unit = 1.0;
        let mut decimals = 0.0;
        while let Some(NumberWord::Small(n)) = reader.sense(at).number.filter(|_| unit > 1e-9) {
            let places = if n < 10.0 { 10.0 } else { 100.0 };
            unit /= places;
            decimals = decimals * places + n;
            at += 1;
        }
        if unit < 1.0 {
            self.group += decimals * unit;
            self.unit = unit;
            self.at = at;
            if let Some(NumberWord::Scale(scale)) = reader.sense(at).number {
                self.multiply(scale);
                self.at += 1;
            }
        }
    }

    /// "two and a half million", "three and a fifth", "two and three quarters".
    fn and_a_part(&mut self, reader: &Reader<'_>) {
        let is_plain = matches!(self.last, Piece::Digits | Piece::Small | Piece::Tens);
        let may_be = is_plain || self.last == Piece::Scale;
        if !may_be || !reader.is(self.at, Function::And) {
            return;
        }
        let Some((part, end)) = part_of_one(reader, self.at + 1) else { return };
        if is_plain {
            self.group += part;
        } else {
            // "three million and a half", "a billion and a half million"
            let next = reader.sense(end).number;
            let of = match next {
                Some(NumberWord::Scale(scale)) if scale < self.scale => scale,
                _ => self.scale.max(1.0),
            };
            self.total += part * of;
        }
        self.unit = 0.0;
        self.at = end + usize::from(!is_plain && reader.sense(end).number.is_some());
        if let Some(NumberWord::Scale(scale)) = reader.sense(self.at).number.filter(|_| is_plain) {
            self.multiply(scale);
            self.at += 1;
        }
        self.last = Piece::Closed;
    }

    fn numeral(&self, form: Form) -> Numeral {
        let is_exact = self.unit <= 1.0 && self.unit.fract() == 0.0
            || (self.unit == 100.0 && self.scale == 1.0);
        let unit = if is_exact { 0.0 } else { self.unit };
        Numeral { quantity: rounded(self.value(), unit), end: self.at, form, scale: self.scale }
    }
}

/// Whether a unit, a currency or a length of time stands at the token.
fn is_amount_of(reader: &Reader<'_>, at: usize) -> bool {
    let language = reader.language;
    !reader.is_joined(at)
        && (language.measures.longest_at(reader.text, reader.tokens, at).is_some()
            || language.money_words.longest_at(reader.text, reader.tokens, at).is_some()
            || reader.sense(at).time_unit.is_some())
}

/// Whether a plural noun stands at the token that is not told by its length in metres.
pub(super) fn counts_plural(reader: &Reader<'_>, at: usize) -> bool {
    let word = reader.text_of(at);
    reader.is_word(at)
        && !reader.is_joined(at)
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !reader.is(at, Function::MeasuredByLength)
}

/// "a half", "a fifth", "three quarters": less than one.
fn part_of_one(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let top = match reader.sense(at).number {
        Some(NumberWord::Small(n)) => n,
        _ if reader.is(at, Function::Article) => 1.0,
        _ => return None,
    };
    let bottom_at = reader.past_hyphen(at + 1);
    let bottom = match reader.sense(bottom_at).number? {
        NumberWord::Fraction(n) => n,
        NumberWord::Ordinal(n) if top == 1.0 && n > 2 => n,
        _ => return None,
    };
    let part = top / bottom as f64;
    (part < 1.0).then_some((part, bottom_at + 1))
}
