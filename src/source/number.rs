//! The bare numbers of a text, whatever they are of.

use super::figure::{Figure, Value};
use crate::annotate::{Annotated, Annotation, Meaning};
use crate::language::{Token, TokenKind};
use std::ops::Range;

/// Every number that stands in a text, whatever it is: also those of scores, labels and dates.
pub(super) fn numbers<'a>(annotated: &'a Annotated<'_>) -> impl Iterator<Item = f64> + 'a {
    let read = annotated.annotations.iter().filter_map(|found| match &found.meaning {
        Meaning::Number(amount) | Meaning::Percent(amount) => Some(amount.stated),
        Meaning::Money { amount, .. } | Meaning::Measure { amount, .. } => Some(amount.stated),
        Meaning::Duration(length) | Meaning::Age(length) => Some(length.amount.stated),
        Meaning::Ordinal(rank) => Some(*rank),
        _ => None,
    });
    let numbers = annotated.tokens.iter().filter(|token| token.kind == TokenKind::Number);
    let digits = numbers.filter_map(|token| written(annotated, token));
    read.chain(digits).chain(spaced(annotated))
}

/// The numbers that may be of anything: those that no annotation takes in, those that count
/// nothing, and places in a row.
pub(super) fn loose<'a>(
    annotated: &'a Annotated<'_>,
    figures: &'a [Figure],
) -> impl Iterator<Item = f64> + 'a {
    let open = figures.iter().filter(|figure| figure.is_bare());
    let open = open.filter_map(|figure| match figure.value {
        Value::Rank(rank) => Some(rank),
        _ => figure.value.quantity().map(|amount| amount.stated),
    });
    open.chain(unread(annotated, 0..annotated.tokens.len())).chain(spaced(annotated))
}

/// The numbers in `tokens` that no annotation takes in.
pub(super) fn unread<'a>(
    annotated: &'a Annotated<'_>,
    tokens: Range<usize>,
) -> impl Iterator<Item = f64> + 'a {
    let mut from = annotated.annotations.partition_point(|found| found.tokens.end <= tokens.start);
    tokens.filter_map(move |at| {
        let token = &annotated.tokens[at];
        let rest = &annotated.annotations[from..];
        from += rest.iter().take_while(|found| found.tokens.end <= at).count();
        let is_quote = |found: &Annotation| matches!(found.meaning, Meaning::Quote { .. });
        let mut covering = annotated.annotations[from..]
            .iter()
            .take_while(|found| found.tokens.start <= at)
            .filter(|found| found.tokens.contains(&at) && !is_quote(found));
        (token.kind == TokenKind::Number && covering.next().is_none())
            .then(|| written(annotated, token))?
    })
}

/// What a number in digits says.
pub(super) fn written(annotated: &Annotated<'_>, token: &Token) -> Option<f64> {
    annotated.article.slice(token.span()).replace(',', "").parse().ok()
}

/// Numbers whose hyphen stands apart, as transcripts have them: "twenty - five".
fn spaced<'a>(annotated: &'a Annotated<'_>) -> impl Iterator<Item = f64> + 'a {
    annotated.annotations.windows(2).filter_map(|pair| {
        let [Annotation { meaning: Meaning::Number(tens), tokens, .. }, units] = pair else {
            return None;
        };
        let Meaning::Number(ones) = &units.meaning else { return None };
        let is_tens = tens.stated >= 20.0 && tens.stated <= 90.0 && tens.stated % 10.0 == 0.0;
        let is_one = ones.stated >= 1.0 && ones.stated <= 9.0;
        let apart = units.tokens.start == tokens.end + 1;
        (is_tens && is_one && apart).then_some(tens.stated + ones.stated)
    })
}
