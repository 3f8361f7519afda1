//! The figures of a text: numbers and dates, with what they count and the words around them.

use super::context::{self, Weighted};
use crate::annotate::{Annotated, Annotation, Direction, Meaning};
use crate::language::{Stem, Stems, TokenKind};
use crate::text::TextSpan;
use crate::value::{ClockTime, DateMention, Duration, Quantity};
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
    /// Whether it is a gain or a loss.
    pub(super) direction: Option<Direction>,
    /// The words around it, by stem.
    pub(super) context: Vec<Weighted>,
}

/// A value that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Count(Quantity),
    Rank(f64),
    Percent(Quantity),
    Money { amount: Quantity, currency: String },
    Measure { amount: Quantity, unit: String },
    Length(Duration),
    Age(Duration),
    Date(DateMention, Side),
    Time(ClockTime),
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
}

/// The figures of an annotated text, in order.
pub(super) fn find(annotated: &Annotated<'_>, stems: &Stems) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut sentence = 0;
    for found in &annotated.annotations {
        while annotated.sentences[sentence].tokens.end <= found.tokens.start {
            sentence += 1;
        }
        if let Some(value) = value(annotated, found) {
            figures.push(figure(annotated, stems, found, value, sentence));
        }
    }
    figures
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
    let counted = around.counted.map_or(Vec::new(), |span| {
        let tokens = annotated.tokens[found.tokens.end..within.end].iter();
        tokens
            .take_while(|token| token.span().start < span.end)
            .filter_map(|token| stems.of(token, annotated.article.text()))
            .collect()
    });
    Figure {
        tokens: found.tokens.clone(),
        span: found.span,
        sentence,
        value,
        counted,
        direction: around.direction,
        context: context::around(annotated, stems, within, &found.tokens),
    }
}

fn value(annotated: &Annotated<'_>, found: &Annotation) -> Option<Value> {
    Some(match &found.meaning {
        Meaning::Number(amount) => Value::Count(*amount),
        Meaning::Ordinal(rank) => Value::Rank(*rank),
        Meaning::Percent(amount) => Value::Percent(*amount),
        Meaning::Money { amount, currency } => {
            Value::Money { amount: *amount, currency: currency.clone() }
        }
        Meaning::Measure { amount, unit } => Value::Measure { amount: *amount, unit: unit.clone() },
        Meaning::Duration(length) => Value::Length(*length),
        Meaning::Age(age) => Value::Age(*age),
        Meaning::Date(date) => Value::Date(*date, side(annotated, found.tokens.start)),
        Meaning::Time(time) => Value::Time(time.clone()),
        _ => return None,
    })
}

/// How many words may stand between "before" and its date: "before the spring of".
const SIDE_REACH: usize = 2;

fn side(annotated: &Annotated<'_>, start: usize) -> Side {
    let floor = start.saturating_sub(SIDE_REACH);
    for at in (floor..start).rev() {
        let token = &annotated.tokens[at];
        if token.kind == TokenKind::Mark {
            break;
        }
        match annotated.article.slice(token.span()).to_ascii_lowercase().as_str() {
            "before" | "prior" => return Side::Before,
            "by" | "until" | "till" => return Side::UpTo,
            "after" => return Side::After,
            "since" | "from" => return Side::From,
            "the" | "to" | "than" => {}
            _ => break,
        }
    }
    Side::At
}

impl Value {
    pub(super) fn is_temporal(&self) -> bool {
        matches!(self, Value::Date(..) | Value::Time(_))
    }

    /// Its number, if it has one.
    pub(super) fn quantity(&self) -> Option<&Quantity> {
        match self {
            Value::Count(amount)
            | Value::Percent(amount)
            | Value::Money { amount, .. }
            | Value::Measure { amount, .. } => Some(amount),
            Value::Length(length) | Value::Age(length) => Some(&length.amount),
            Value::Rank(_) | Value::Date(..) | Value::Time(_) => None,
        }
    }
}
