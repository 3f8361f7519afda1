//! The values a text states, as arithmetic takes them: what may fill a slot, how precisely it is
//! told, and how it is written in a message.

use super::form::Form;
use crate::annotate::Meaning;
use crate::check::Scene;
use crate::language::{Case, Function, NumberWord, Pattern, Slot, SlotSource, TokenKind};
use crate::value::{
    ClockTime, DateMention, Duration, Extent, Interval, Modifier, PartialDate, Period, Quantity,
    TimeUnit,
};
use jiff::civil::Date;
use std::ops::Range;

/// Final noughts leave no more open than this part of a number, on either side.
const COARSE: f64 = 0.05;

/// A value that a text states.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What it means.
    pub(super) meaning: Meaning,
    /// What it leaves open as it is written: half of the last place that is told, hedge included.
    pub(super) tight: Interval,
    /// The same for readers who take every final nought for rounding.
    pub(super) loose: Interval,
    /// The value of one in the last place told: 0.1 million for "3.9 million".
    pub(super) place: f64,
    /// As the text has it.
    pub(super) text: String,
}

impl Stated {
    /// The number itself; none for a date.
    pub(super) fn number(&self) -> Option<f64> {
        quantity(&self.meaning).map(|quantity| quantity.stated)
    }

    /// The ends of a range: "between 18 and 35".
    pub(super) fn ends(&self) -> Option<Interval> {
        let quantity = quantity(&self.meaning)?;
        (quantity.extent == Extent::Range).then(|| quantity.stated_ends())
    }

    /// The percentage, if it is one.
    pub(super) fn percent(&self) -> Option<f64> {
        match self.meaning {
            Meaning::Percent(amount) => Some(amount.stated),
            _ => None,
        }
    }

    /// Whether it is told as the least there is: "at least 30".
    pub(super) fn is_from_below(&self) -> bool {
        let modifier = quantity(&self.meaning).and_then(|quantity| quantity.modifier);
        matches!(modifier, Some(Modifier::AtLeast | Modifier::More))
    }

    /// Whether it is told as the most there is: "no more than 20".
    pub(super) fn is_from_above(&self) -> bool {
        let modifier = quantity(&self.meaning).and_then(|quantity| quantity.modifier);
        matches!(modifier, Some(Modifier::AtMost | Modifier::Less))
    }

    /// Whether it is told as a bound: "up to 300".
    pub(super) fn is_open(&self) -> bool {
        let modifier = quantity(&self.meaning).and_then(|quantity| quantity.modifier);
        modifier.is_some_and(|modifier| modifier != Modifier::Approx)
    }

    /// Whether no hedge and no range leaves it open.
    pub(super) fn is_plain(&self) -> bool {
        quantity(&self.meaning)
            .is_none_or(|quantity| quantity.modifier.is_none() && quantity.extent == Extent::Point)
    }

    /// The date, if it is one.
    pub(super) fn date(&self) -> Option<PartialDate> {
        match self.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) => Some(date),
            _ => None,
        }
    }

    /// The days it may mean in an article of this day.
    pub(super) fn periods(&self, today: Option<Date>) -> Vec<Period> {
        match &self.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) if date.year.is_none() => {
                today.and_then(|today| date.in_year(today.year()).period()).into_iter().collect()
            }
            Meaning::Date(date) | Meaning::Moment { day: date, .. } => date.readings(today),
            _ => Vec::new(),
        }
    }

    /// The time of day, if it is one.
    pub(super) fn time(&self) -> Option<&ClockTime> {
        match &self.meaning {
            Meaning::Time(time) | Meaning::Moment { time, .. } => Some(time),
            _ => None,
        }
    }

    /// Whether both are told in the same unit.
    pub(super) fn is_like(&self, other: &Stated) -> bool {
        match (&self.meaning, &other.meaning) {
            (Meaning::Money { currency: a, .. }, Meaning::Money { currency: b, .. }) => a == b,
            (Meaning::Measure { unit: a, .. }, Meaning::Measure { unit: b, .. }) => a == b,
            (Meaning::Duration(a), Meaning::Duration(b)) => a.unit == b.unit,
            (Meaning::Age(_), Meaning::Number(_)) | (Meaning::Number(_), Meaning::Age(_)) => true,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    /// A number in this value's unit.
    pub(super) fn in_unit(&self, number: f64) -> String {
        let figure = figure(number);
        match &self.meaning {
            Meaning::Percent(_) => format!("{figure}%"),
            Meaning::Money { currency, .. } if currency.chars().count() == 1 => {
                format!("{currency}{figure}")
            }
            Meaning::Money { currency, .. } => format!("{currency} {figure}"),
            Meaning::Duration(length) => format!("{figure} {}", length.unit.plural()),
            _ => figure,
        }
    }
}

/// A number for a message: at most two decimals, thousands parted, millions named.
pub(super) fn figure(number: f64) -> String {
    let (number, scale) = match number.abs() {
        1e12.. => (number / 1e12, " trillion"),
        1e9.. => (number / 1e9, " billion"),
        1e6.. => (number / 1e6, " million"),
        _ => (number, ""),
    };
    let rounded = format!("{number:.2}");
    let plain = rounded.trim_end_matches('0').trim_end_matches('.');
    let (whole, decimals) = plain.split_once('.').map_or((plain, ""), |(w, d)| (w, d));
    let point = if decimals.is_empty() { "" } else { "." };
    let digits = whole.trim_start_matches('-');
    let sign = if whole.starts_with('-') { "−" } else { "" };
    let mut parted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    format!("{sign}{parted}{point}{decimals}{scale}")
}

fn quantity(meaning: &Meaning) -> Option<Quantity> {
    match meaning {
        Meaning::Number(amount)
        | Meaning::Percent(amount)
        | Meaning::Money { amount, .. }
        | Meaning::Measure { amount, .. } => Some(*amount),
        Meaning::Duration(length) | Meaning::Age(length) => Some(length.amount),
        Meaning::Ordinal(n) => Some(Quantity::exactly(*n)),
        _ => None,
    }
}

/// Reads the values of a sentence for templates.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    /// The article.
    pub(super) scene: &'a Scene<'a>,
    /// What parts the fragments of two statements.
    pub(super) clause_breaks: &'a [Pattern],
}

impl Values<'_> {
    /// Whether something between two fragments makes them parts of two statements.
    pub(super) fn parts_clauses(&self, between: Range<usize>) -> bool {
        let tokens = &self.scene.annotated.tokens;
        self.clause_breaks
            .iter()
            .any(|pattern| pattern.find(tokens, between.clone(), &()).is_some())
    }

    /// The value of a form at exactly these tokens.
    pub(super) fn stated(&self, form: Form, tokens: &Range<usize>) -> Option<Stated> {
        let annotated = self.scene.annotated;
        let found = annotated
            .starting_at(tokens.start)
            .find(|found| found.tokens.end == tokens.end && form.takes(&found.meaning))
            .map(|found| found.meaning.clone());
        let meaning = found.or_else(|| {
            self.read(form, tokens.start).filter(|(end, _)| *end == tokens.end).map(|(_, m)| m)
        })?;
        let (tight, loose) = self.leeway(&meaning, tokens);
        let text = annotated.article.slice(annotated.span_of(tokens.clone())).to_owned();
        let place = quantity(&meaning).map_or(0.0, |told| self.last_place(tokens, told.stated));
        Some(Stated { tokens: tokens.clone(), meaning, tight, loose, place, text })
    }

    /// Whether a value of a form can start at the token: few do.
    pub(super) fn may_state(&self, form: Form, at: usize) -> bool {
        let annotated = self.scene.annotated;
        let is_read = match form {
            Form::Share => self.number_word(at).is_some(),
            Form::Unit => true,
            Form::Digits => annotated.tokens[at].kind == TokenKind::Number,
            Form::Year | Form::Date | Form::Edge | Form::Point => {
                annotated.tokens[at].kind == TokenKind::Number
            }
            _ => false,
        };
        is_read || annotated.starting_at(at).next().is_some()
    }

    /// What no annotation holds: shares in words, years that look like numbers.
    fn read(&self, form: Form, at: usize) -> Option<(usize, Meaning)> {
        match form {
            Form::Share => {
                self.share(at).map(|(end, share)| (end, Meaning::Number(Quantity::exactly(share))))
            }
            Form::Point if self.is_quantity(at) => None,
            Form::Year | Form::Date | Form::Edge | Form::Moment | Form::Point => {
                let year = self.year(at)?;
                let date = PartialDate { year: Some(year), month: None, day: None };
                let weekday = None;
                Some((at + 1, Meaning::Date(DateMention::Calendar { date, weekday })))
            }
            Form::Digits => {
                let digits = self.digits(at)?;
                Some((at + 1, Meaning::Number(Quantity::exactly(digits))))
            }
            Form::Unit => self.unit(at).map(|unit| {
                let amount = Quantity::exactly(1.0);
                (at + 1, Meaning::Duration(Duration { amount, unit }))
            }),
            _ => None,
        }
    }

    fn is_quantity(&self, at: usize) -> bool {
        let mut found = self.scene.annotated.starting_at(at);
        found.any(|found| quantity(&found.meaning).is_some())
    }

    fn unit(&self, at: usize) -> Option<TimeUnit> {
        let token = self.scene.annotated.tokens.get(at)?;
        let unit = self.scene.language.sense(token.word).time_unit?;
        (unit.times == 1.0).then_some(unit.unit)
    }

    fn digits(&self, at: usize) -> Option<f64> {
        let token = self.scene.annotated.tokens.get(at)?;
        let text = self.scene.annotated.article.slice(token.span());
        let is_plain = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse().ok())?
    }

    fn year(&self, at: usize) -> Option<i16> {
        let token = self.scene.annotated.tokens.get(at)?;
        let text = self.scene.annotated.article.slice(token.span());
        let is_year = token.kind == TokenKind::Number && text.len() == 4;
        is_year.then(|| text.parse().ok())?.filter(|year| (1000..2200).contains(year))
    }

    /// "one in five", "two out of three", "a third", "two-thirds", "three quarters", "half".
    pub(super) fn share(&self, at: usize) -> Option<(usize, f64)> {
        let (top, next) = match self.number_word(at)? {
            NumberWord::Fraction(2) => return Some((at + 1, 0.5)),
            NumberWord::Small(n) => (n, self.past_hyphen(at + 1)),
            _ => return None,
        };
        match self.number_word(next) {
            Some(NumberWord::Fraction(n)) => Some((next + 1, top / n as f64)),
            Some(NumberWord::Ordinal(n)) if n > 2 => Some((next + 1, top / n as f64)),
            _ => {
                // "one patient in 1,000"
                let noun = self.scene.annotated.tokens.get(at + 1)?;
                let is_noun = noun.kind == TokenKind::Word(Case::Lower);
                let beside = self.past_in(at + 1);
                let whole_at = beside.or_else(|| self.past_in(at + 2).filter(|_| is_noun))?;
                let NumberWord::Small(whole) = self.number_word(whole_at)? else {
                    return None;
                };
                (top < whole && top > 0.0).then_some((whole_at + 1, top / whole))
            }
        }
    }

    /// "quarter", without "a".
    pub(super) fn fraction(&self, at: usize) -> Option<f64> {
        match self.number_word(at)? {
            NumberWord::Fraction(n) => Some(1.0 / n as f64),
            NumberWord::Ordinal(n) if n > 2 => Some(1.0 / n as f64),
            _ => None,
        }
    }

    /// "one", which most often counts nothing.
    pub(super) fn one(&self, at: usize) -> Stated {
        let exactly = Interval::exactly(1.0);
        let text = self.scene.annotated.article.slice(self.scene.annotated.tokens[at].span());
        Stated {
            tokens: at..at + 1,
            meaning: Meaning::Number(Quantity::exactly(1.0)),
            tight: exactly,
            loose: exactly,
            place: 1.0,
            text: text.to_owned(),
        }
    }

    /// The number word at a token; "a" is one, and so are digits of at most two places.
    fn number_word(&self, at: usize) -> Option<NumberWord> {
        let annotated = self.scene.annotated;
        let token = annotated.tokens.get(at)?;
        let sense = self.scene.language.sense(token.word);
        if sense.functions.has(Function::Article) {
            return Some(NumberWord::Small(1.0));
        }
        if token.kind == TokenKind::Number {
            let digits = annotated.article.slice(token.span());
            let is_short = digits.len() <= 3 || digits.contains(',');
            let plain = digits.replace(',', "");
            return is_short.then(|| plain.parse().ok().map(NumberWord::Small))?;
        }
        sense.number
    }

    fn past_hyphen(&self, at: usize) -> usize {
        let annotated = self.scene.annotated;
        let is_hyphen = annotated
            .tokens
            .get(at)
            .is_some_and(|token| token.joined && annotated.article.slice(token.span()) == "-");
        at + usize::from(is_hyphen)
    }

    /// Past "in", "in every", "out of".
    fn past_in(&self, at: usize) -> Option<usize> {
        let has = |at: usize, function| {
            let token = self.scene.annotated.tokens.get(at);
            token.is_some_and(|t| self.scene.language.sense(t.word).functions.has(function))
        };
        let joins = has(at, Function::OutOf);
        let next = at + 1 + usize::from(has(at + 1, Function::Of) || has(at + 1, Function::Every));
        joins.then_some(next)
    }

    fn leeway(&self, meaning: &Meaning, tokens: &Range<usize>) -> (Interval, Interval) {
        let Some(quantity) = quantity(meaning) else {
            return (Interval::exactly(0.0), Interval::exactly(0.0));
        };
        if quantity.extent == Extent::Range {
            return (quantity.interval, quantity.interval);
        }
        let last_place = self.last_place(tokens, quantity.stated);
        let noughts = final_noughts(quantity.stated, last_place);
        let finer = last_place * 10f64.powi((noughts - 1).max(0));
        let most = (2.0 * COARSE * quantity.stated.abs()).max(finer);
        let coarse = (last_place * 10f64.powi(noughts)).min(most);
        let stated = Interval::exactly(quantity.stated);
        let around = |place: f64| hedged(quantity, stated.widened(place / 2.0));
        (around(finer), around(coarse))
    }

    /// The value of one in the last place stated: 0.1 million for "3.9 million".
    fn last_place(&self, tokens: &Range<usize>, stated: f64) -> f64 {
        let annotated = self.scene.annotated;
        let digits = annotated.tokens[tokens.clone()]
            .iter()
            .find(|token| token.kind == TokenKind::Number)
            .map(|token| annotated.article.slice(token.span()).replace(',', ""));
        if digits.is_none() && stated.fract() != 0.0 {
            return 0.0;
        }
        let Some(digits) = digits else { return 1.0_f64.min(stated.abs().max(f64::MIN_POSITIVE)) };
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let written: f64 = digits.parse().unwrap_or(stated);
        let scale = if written == 0.0 { 1.0 } else { (stated / written).abs() };
        scale / 10f64.powi(decimals.min(9) as i32)
    }
}

/// How many noughts stand before the last place and in it.
fn final_noughts(stated: f64, last_place: f64) -> i32 {
    if last_place <= 0.0 {
        return 0;
    }
    let (mut rest, mut noughts) = ((stated / last_place).abs().round(), 0);
    while rest >= 10.0 && rest % 10.0 == 0.0 && noughts < 12 {
        rest /= 10.0;
        noughts += 1;
    }
    noughts
}

/// What a hedge makes of the leeway: it opens the side it points to.
fn hedged(quantity: Quantity, around: Interval) -> Interval {
    let wide = quantity.interval;
    match quantity.modifier {
        None => around,
        Some(Modifier::Approx) => {
            Interval::new(around.low.min(wide.low), around.high.max(wide.high))
        }
        Some(Modifier::Less | Modifier::AtMost) => {
            Interval::new(wide.low.min(around.low), around.high)
        }
        Some(Modifier::More | Modifier::AtLeast) => {
            Interval::new(around.low, wide.high.max(around.high))
        }
    }
}

impl SlotSource for Values<'_> {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        let Some(form) = Form::named(slot.form.as_deref()) else { return };
        let annotated = self.scene.annotated;
        let found = annotated.starting_at(start).filter(|found| form.takes(&found.meaning));
        ends.extend(found.map(|found| found.tokens.end));
        if let Some((end, _)) = self.read(form, start)
            && !ends.contains(&end)
        {
            ends.push(end);
        }
    }

    /// A value of its own parts what it stands between.
    fn bars_gap(&self, token: usize) -> bool {
        self.scene.annotated.starting_at(token).any(|found| {
            quantity(&found.meaning).is_some()
                || matches!(found.meaning, Meaning::Date(DateMention::Calendar { .. }))
        })
    }
}

/// The same values for what excuses a sentence: there a gap may pass over any of them.
pub(super) struct Excuses<'a>(pub(super) Values<'a>);

impl SlotSource for Excuses<'_> {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        self.0.fill(slot, start, ends);
    }
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_are_short() {
        assert_eq!(figure(4_960_000.0), "4.96 million");
        assert_eq!(figure(12_500.0), "12,500");
        assert_eq!(figure(-0.5), "−0.5");
        assert_eq!(figure(33.333_33), "33.33");
    }
}
