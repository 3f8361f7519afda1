//! The figures of a text: numbers and dates, with what they count and the words around them.

use super::agree;
use super::context::{self, Weighted};
use super::number;
use crate::annotate::{Annotated, Annotation, Meaning};
use crate::language::{Stem, Stems, Token, TokenKind};
use crate::text::TextSpan;
use crate::value::{
    ClockTime, DateMention, Division, Duration, Era, Modifier, PartialDate, Period, PeriodMention,
    Quantity, Relation,
};
use jiff::civil::Date;
use std::ops::Range;

/// A number or a date, and what it is about.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) tokens: Range<usize>,
    pub(super) span: TextSpan,
    pub(super) sentence: usize,
    pub(super) value: Value,
    /// What it counts.
    pub(super) counted: Vec<Stem>,
    /// Whether it tells one thing from another of its name: "the 2016 Games", "Under-20".
    pub(super) is_label: bool,
    /// Per what it is told.
    pub(super) per: Option<Stem>,
    /// The dates that its sentence names; empty for a date.
    pub(super) dates: Vec<PartialDate>,
    /// The words around it, by stem.
    pub(super) context: Vec<Weighted>,
    /// The nearest of them on both sides.
    pub(super) nearest: Vec<Stem>,
}

/// Which half of the day a time is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// "17:05", "5 p.m."
    Known,
    /// "five past five"
    Either,
}

/// How exactly a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hand {
    pub(super) half: Half,
    /// Whether it is a round one in words, which people say of any time about it: "midnight", "half
    /// past three".
    pub(super) is_round: bool,
}

/// A value that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Count(Quantity),
    Rank(f64),
    Percent(Quantity),
    Money {
        amount: Quantity,
        currency: String,
    },
    Measure {
        amount: Quantity,
        unit: String,
    },
    Length(Duration),
    Age(Duration),
    Date(When, Side),
    Time(ClockTime, Side, Hand),
    /// "the third quarter"
    Part(Division, i8),
}

/// A date, or a stretch of time with ends of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Mention(DateMention),
    Span(Period),
}

impl When {
    /// The periods it can mean in a text of the given day.
    pub(super) fn readings(self, day: Option<Date>) -> Vec<Period> {
        match self {
            When::Mention(date) => date.readings(day),
            When::Span(period) => vec![period],
        }
    }
}

/// Where something lies that is told by a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// "on 3 May"
    At,
    /// "before 3 May"
    Before,
    /// "by 3 May", "until 3 May"
    UpTo,
    /// "after 3 May"
    After,
    /// "since 3 May", "from 3 May"
    From,
    /// "as of 3 May": the day of a count, not of what it counts
    AsOf,
}

/// What a text is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Each of its figures is looked up once.
    Article,
    /// A figure may be read in several ways.
    Source,
}

/// Marks out of so many: "6.3/10".
fn marks(annotated: &Annotated<'_>, stems: &Stems) -> Vec<Figure> {
    let slashes = annotated.tokens.windows(3).enumerate().filter(|(_, tokens)| {
        let text = |token: &Token| annotated.article.slice(token.span());
        let [top, slash, bottom] = tokens else { return false };
        [top, bottom].iter().all(|token| token.kind == TokenKind::Number)
            && text(slash) == "/"
            && matches!(text(bottom), "5" | "10" | "100")
    });
    let figures = slashes.filter_map(|(at, tokens)| {
        let number = |token: &Token| annotated.article.slice(token.span()).parse::<f64>().ok();
        let part = number(&tokens[0])? / number(&tokens[2])?;
        if annotated.within(at..at + 3).next().is_some() || !(0.0..1.0).contains(&part) {
            return None;
        }
        let found = Annotation {
            tokens: at..at + 3,
            span: annotated.span_of(at..at + 3),
            meaning: Meaning::Number(Quantity::exactly(part)),
        };
        let sentence = annotated.sentences.partition_point(|one| one.tokens.end <= at);
        Some(figure(annotated, stems, &found, Value::Count(Quantity::exactly(part)), sentence))
    });
    figures.collect()
}

/// The figures of an annotated text.
pub(super) fn find(annotated: &Annotated<'_>, stems: &Stems, role: Role) -> Vec<Figure> {
    let mut figures = marks(annotated, stems);
    let mut sentence = 0;
    for found in &annotated.annotations {
        while annotated.sentences[sentence].tokens.end <= found.tokens.start {
            sentence += 1;
        }
        if let Some(value) = value(annotated, found) {
            figures.push(figure(annotated, stems, found, value, sentence));
            if role == Role::Article {
                continue;
            }
            for part in parts(annotated, found) {
                let value = Value::Count(Quantity::exactly(part));
                figures.push(figure(annotated, stems, found, value, sentence));
            }
        }
    }
    figures.sort_by_key(|figure| figure.tokens.start);
    figures
}

/// The two numbers of a proportion: "22 out of 28" says both.
fn parts(annotated: &Annotated<'_>, found: &Annotation) -> Vec<f64> {
    let is_part = matches!(&found.meaning, Meaning::Number(n) if n.stated > 0.0 && n.stated < 1.0);
    if !is_part {
        return Vec::new();
    }
    let numbers = annotated.tokens[found.tokens.clone()]
        .iter()
        .filter(|token| token.kind == TokenKind::Number);
    let values: Vec<f64> = numbers
        .filter_map(|token| annotated.article.slice(token.span()).replace(',', "").parse().ok())
        .collect();
    if values.len() == 2 { values } else { Vec::new() }
}

fn figure(
    annotated: &Annotated<'_>,
    stems: &Stems,
    found: &Annotation,
    value: Value,
    sentence: usize,
) -> Figure {
    let around = annotated.context(found);
    let within = annotated.sentences[sentence].tokens.clone();
    let text = annotated.article.text();
    let after = annotated.tokens[found.tokens.end..within.end].iter();
    let counted = match (&value, around.counted) {
        (_, Some(span)) => after
            .take_while(|token| token.span().start < span.end)
            .filter_map(|token| stems.of(token, text))
            .collect(),
        (Value::Rank(_), None) => {
            let words = after.take_while(|token| token.kind != TokenKind::Mark).take(RANKED_REACH);
            words.filter_map(|token| stems.of(token, text)).take(1).collect()
        }
        _ => Vec::new(),
    };
    let beside = context::around(annotated, stems, within.clone(), &found.tokens);
    Figure {
        tokens: found.tokens.clone(),
        span: found.span,
        sentence,
        counted,
        is_label: is_label(annotated, found, &value),
        per: around.per.and_then(|span| stems.of_word(annotated.article.slice(span))),
        dates: dates(annotated, &value, within),
        context: beside.words,
        nearest: beside.nearest,
        value,
    }
}

fn dates(annotated: &Annotated<'_>, value: &Value, sentence: Range<usize>) -> Vec<PartialDate> {
    if value.is_temporal() {
        return Vec::new();
    }
    let whole = annotated.within(sentence).filter_map(|found| match &found.meaning {
        Meaning::Date(DateMention::Calendar { date, .. }) => Some(*date),
        _ => None,
    });
    whole.collect()
}

fn value(annotated: &Annotated<'_>, found: &Annotation) -> Option<Value> {
    Some(match &found.meaning {
        Meaning::Number(amount) if is_numbered(annotated, found.tokens.start) => {
            Value::Rank(amount.stated)
        }
        Meaning::Number(amount) => Value::Count(*amount),
        Meaning::Ordinal(_) if is_bounded(annotated, found.tokens.start) => return None,
        Meaning::Ordinal(rank) => Value::Rank(*rank),
        Meaning::Percent(amount) => Value::Percent(*amount),
        Meaning::Money { amount, currency } => {
            Value::Money { amount: *amount, currency: currency.clone() }
        }
        Meaning::Measure { amount, unit } => match annotated.language.money_by_unit.get(unit) {
            Some(currency) if amount.stated >= SUM => {
                Value::Money { amount: *amount, currency: currency.clone() }
            }
            _ => Value::Measure { amount: *amount, unit: unit.clone() },
        },
        Meaning::Duration(length) => Value::Length(*length),
        Meaning::Age(age) => Value::Age(*age),
        Meaning::Date(date) => {
            let when = years(annotated, found, date).map_or(When::Mention(*date), When::Span);
            Value::Date(when, side(annotated, found.tokens.start))
        }
        Meaning::Period(PeriodMention::Century { number, era: Era::Common, .. }) => {
            Value::Date(When::Span(century(*number)?), side(annotated, found.tokens.start))
        }
        Meaning::Period(PeriodMention::PartOfDay { day, .. }) => {
            Value::Date(When::Mention(*day), side(annotated, found.tokens.start))
        }
        Meaning::Period(PeriodMention::Division { kind, number, .. }) => {
            Value::Part(*kind, *number)
        }
        Meaning::Time(time) => {
            let is_open = annotated.may_be_either_half(&found.tokens, time);
            let half = if is_open { Half::Either } else { Half::Known };
            let hand = Hand { half, is_round: is_round(annotated, found, time) };
            Value::Time(time.clone(), side(annotated, found.tokens.start), hand)
        }
        _ => return None,
    })
}

/// Below how many of its unit a length of time is likely reckoned from dates.
const RECKONED: f64 = 10.0;
/// Up to here anybody counts.
const COMMON: f64 = 4.0;
/// Up to here a number is small.
pub(super) const SMALL: f64 = 12.0;

/// So many pounds are money: nobody weighs so much in them.
const SUM: f64 = 10_000.0;

/// Whether a number is a place in a row: "# 5", "number one".
fn is_numbered(annotated: &Annotated<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let word = annotated.article.slice(annotated.tokens[before].span());
    word == "#" || word.eq_ignore_ascii_case("number")
}

/// "below 26th": whether that is better or worse, nobody knows.
fn is_bounded(annotated: &Annotated<'_>, start: usize) -> bool {
    let floor = start.saturating_sub(SIDE_REACH);
    annotated.tokens[floor..start].iter().any(|token| {
        let word = annotated.article.slice(token.span()).to_ascii_lowercase();
        matches!(
            word.as_str(),
            "below" | "above" | "under" | "over" | "than" | "before" | "after" | "behind"
        )
    })
}

fn is_round(annotated: &Annotated<'_>, found: &Annotation, time: &ClockTime) -> bool {
    let tokens = &annotated.tokens[found.tokens.clone()];
    time.minutes % 30 == 0 && tokens.iter().all(|token| token.kind != TokenKind::Number)
}

/// The years from one to the next: "2007–08", "1984-89".
fn years(annotated: &Annotated<'_>, found: &Annotation, date: &DateMention) -> Option<Period> {
    let DateMention::Calendar { date: PartialDate { year: Some(year), month: None, .. }, .. } =
        date
    else {
        return None;
    };
    let tail = tail(annotated, found.tokens.clone())?;
    let last = if tail < 100 { year - year % 100 + tail } else { tail };
    let first = Date::new(*year, 1, 1).ok()?;
    (*year < last).then(|| Some(Period::new(first, Date::new(last, 12, 31).ok()?)))?
}

/// The number past the dashes that follow a year: the 8 of "2007–08", "2007 -- 08".
fn tail(annotated: &Annotated<'_>, tokens: Range<usize>) -> Option<i16> {
    let word = |at: usize| annotated.tokens.get(at).map(|t| annotated.article.slice(t.span()));
    let is_dash = |at: usize| word(at).is_some_and(|word| matches!(word, "-" | "–" | "—" | "--"));
    let mut at = tokens.start + 1;
    while is_dash(at) {
        at += 1;
    }
    let digits = word(at).filter(|_| at > tokens.start + 1)?;
    matches!(digits.len(), 2 | 4).then(|| digits.parse().ok())?
}

fn century(number: u8) -> Option<Period> {
    let last = i16::from(number) * 100;
    let first = Date::new(last - 99, 1, 1).ok()?;
    Some(Period::new(first, Date::new(last, 12, 31).ok()?))
}

fn is_label(annotated: &Annotated<'_>, found: &Annotation, value: &Value) -> bool {
    let Range { start, end } = found.tokens;
    let token = |at: usize| annotated.tokens.get(at);
    let touches = |one: usize, other: usize| {
        let ends = token(one).zip(token(other));
        ends.is_some_and(|(one, other)| one.span().end == other.span().start)
    };
    let text = |at: usize| token(at).map(|token| annotated.article.slice(token.span()));
    let is_named = |at: usize| {
        let token = token(at).filter(|token| token.is_capitalised());
        token.is_some_and(|token| !annotated.language.is_function_word(token))
    };
    match value {
        Value::Date(When::Mention(DateMention::Calendar { date, .. }), Side::At) => {
            let is_year = date.year.is_some() && date.month.is_none() && end == start + 1;
            is_year && (is_named(end) || start.checked_sub(1).is_some_and(is_named))
        }
        Value::Count(_) => {
            start >= 2 && text(start - 1) == Some("-") && touches(start - 2, start - 1)
        }
        _ => false,
    }
}

/// How many words after a place in a row may tell in which: "third straight win".
const RANKED_REACH: usize = 2;

/// How many words may stand between "before" and its date: "before the spring of".
const SIDE_REACH: usize = 2;

fn side(annotated: &Annotated<'_>, start: usize) -> Side {
    let floor = start.saturating_sub(SIDE_REACH);
    let is_word = |at: usize, word: &str| {
        let token = annotated.tokens.get(at);
        token.is_some_and(|token| annotated.article.slice(token.span()).eq_ignore_ascii_case(word))
    };
    for at in (floor..start).rev() {
        let token = &annotated.tokens[at];
        if token.kind == TokenKind::Mark {
            break;
        }
        match annotated.article.slice(token.span()).to_ascii_lowercase().as_str() {
            "before" | "prior" | "earlier" => return Side::Before,
            "by" | "until" | "till" => return Side::UpTo,
            "after" | "later" | "following" => return Side::After,
            "since" | "from" | "starting" | "beginning" | "effective" => return Side::From,
            "of" if is_word(at.wrapping_sub(1), "as") => return Side::AsOf,
            "the" | "to" | "than" => {}
            _ => break,
        }
    }
    Side::At
}

impl Figure {
    /// Whether it is bounded or blurred: "more than 60".
    pub(super) fn is_hedged(&self) -> bool {
        self.value.quantity().is_some_and(|amount| amount.modifier.is_some())
    }

    fn is_present_day(&self) -> bool {
        matches!(
            &self.value,
            Value::Date(
                When::Mention(
                    DateMention::DayOffset(0)
                        | DateMention::RelativeUnit { relation: Relation::This, .. }
                ),
                _
            )
        )
    }

    /// Whether writers have it without a source: "first", "four of them", "this week".
    pub(super) fn is_commonplace(&self) -> bool {
        match &self.value {
            Value::Count(amount) => amount.stated.abs() <= COMMON && amount.modifier.is_none(),
            Value::Rank(rank) => *rank <= 1.0,
            _ => self.is_present_day(),
        }
    }

    /// Whether it is a day of the week and no more.
    pub(super) fn is_weekday(&self) -> bool {
        matches!(&self.value, Value::Date(When::Mention(DateMention::Weekday { .. }), _))
    }

    /// Whether a writer may have counted or reckoned it from what a source says: small numbers, places
    /// in a row, short lengths of time, days of the week.
    pub(super) fn is_counted(&self) -> bool {
        match &self.value {
            Value::Length(length) => length.amount.stated < RECKONED,
            Value::Rank(_) => true,
            Value::Count(amount) => amount.stated.abs() <= SMALL && amount.modifier.is_none(),
            _ => !self.is_specific(),
        }
    }

    /// Whether it is given as about right: "some 1,200".
    pub(super) fn is_estimate(&self) -> bool {
        let quantity = self.value.quantity();
        quantity.is_some_and(|amount| amount.modifier == Some(Modifier::Approx))
    }

    /// Whether it tells on which side of a day something lies: "before 3 May".
    pub(super) fn is_sided(&self) -> bool {
        matches!(
            self.value,
            Value::Date(_, side) | Value::Time(_, side, _) if !matches!(side, Side::At | Side::AsOf)
        )
    }

    /// Whether it hardly tells anything: "one", "first", "a week".
    pub(super) fn is_idle(&self) -> bool {
        match &self.value {
            Value::Count(amount) => amount.stated.abs() <= 1.0 && amount.modifier.is_none(),
            Value::Length(_) => self.is_idle_length(),
            Value::Rank(_) => self.is_common_rank() && self.counted.is_empty(),
            _ => false,
        }
    }

    /// "for a week", "another day", "a year earlier"
    pub(super) fn is_idle_length(&self) -> bool {
        match &self.value {
            Value::Length(length) => length.amount.stated == 1.0 && !self.is_hedged(),
            _ => false,
        }
    }

    /// Whether it is a place in a row that anything may have: "first", "second", "third".
    pub(super) fn is_common_rank(&self) -> bool {
        matches!(self.value, Value::Rank(rank) if rank <= 3.0)
    }

    /// Whether it leaves the number open: "hundreds", "several years".
    pub(super) fn is_vague(&self) -> bool {
        self.value.quantity().is_some_and(agree::is_vague)
    }

    /// Whether nothing tells what it counts.
    pub(super) fn is_bare(&self) -> bool {
        match self.value {
            Value::Count(_) => self.counted.is_empty(),
            Value::Rank(_) => true,
            _ => false,
        }
    }

    /// Whether it is enough to tell that two sentences speak of the same.
    pub(super) fn is_telling(&self) -> bool {
        let day = |date: &PartialDate| date.day.is_some();
        match &self.value {
            Value::Date(When::Mention(DateMention::Calendar { date, .. }), _) => day(date),
            Value::Date(..) | Value::Part(..) | Value::Rank(_) => false,
            _ => !self.is_hedged() && !self.is_idle(),
        }
    }

    /// Whether the kinds of two figures let them be the same: "two weeks" and "two people" are not.
    pub(super) fn may_be(&self, source: &Figure) -> bool {
        use std::mem::discriminant;
        if discriminant(&self.value) == discriminant(&source.value) {
            return true;
        }
        match (&self.value, &source.value) {
            (Value::Count(_), Value::Percent(_) | Value::Money { .. })
            | (Value::Percent(_) | Value::Money { .. }, Value::Count(_)) => true,
            (Value::Length(one), Value::Age(other)) | (Value::Age(one), Value::Length(other)) => {
                one.unit == other.unit
            }
            (Value::Count(_), _) => self.is_bare(),
            (_, Value::Count(_)) => source.is_bare(),
            _ => false,
        }
    }

    /// Whether it names a number or a day of its own: not "last year", "on Monday".
    pub(super) fn is_specific(&self) -> bool {
        match &self.value {
            Value::Date(When::Mention(DateMention::Calendar { date, .. }), _) => {
                date.year.is_some() || date.day.is_some()
            }
            Value::Date(..) | Value::Part(..) => false,
            _ => true,
        }
    }

    /// Its number, as it is meant and as it is written.
    pub(super) fn numbers<'a>(
        &'a self,
        annotated: &'a Annotated<'_>,
    ) -> impl Iterator<Item = f64> + 'a {
        let meant = self.value.quantity().map(|amount| amount.stated);
        let tokens = &annotated.tokens[self.tokens.clone()];
        let is_date = matches!(self.value, Value::Date(..));
        // Of a date, the year alone proves little: its day must stand there.
        let written = tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Number)
            .filter_map(|token| number::written(annotated, token))
            .filter(move |number| !is_date || *number <= 31.0)
            // The 3 of "3 million" may be of anything.
            .filter(move |number| *number > SMALL || meant.is_none_or(|meant| meant <= SMALL));
        meant.into_iter().chain(written)
    }
}

impl Value {
    /// Whether two amounts can be added.
    pub(super) fn is_like(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Count(_), Value::Count(_)) | (Value::Percent(_), Value::Percent(_)) => true,
            (Value::Money { currency: one, .. }, Value::Money { currency: other, .. }) => {
                one == other
            }
            (Value::Measure { unit: one, .. }, Value::Measure { unit: other, .. }) => one == other,
            _ => false,
        }
    }

    pub(super) fn is_temporal(&self) -> bool {
        matches!(self, Value::Date(..) | Value::Time(..) | Value::Part(..))
    }

    /// Its number, if it has one.
    pub(super) fn quantity(&self) -> Option<&Quantity> {
        match self {
            Value::Count(amount)
            | Value::Percent(amount)
            | Value::Money { amount, .. }
            | Value::Measure { amount, .. } => Some(amount),
            Value::Length(length) | Value::Age(length) => Some(&length.amount),
            Value::Rank(_) | Value::Date(..) | Value::Time(..) | Value::Part(..) => None,
        }
    }
}
