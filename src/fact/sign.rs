//! Values that no annotator reads: scores and points of the compass.

use crate::annotate::Annotated;
use crate::language::{Token, TokenKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The class of words that name points of the compass.
const COMPASS: &str = "compass";

/// A value told in marks or words of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Sign {
    /// "6-3", whoever is named first.
    Score(u32, u32),
    /// "north-east", without its hyphen.
    Compass(String),
}

impl Sign {
    /// The signs among the tokens, and where they stand.
    pub fn all(annotated: &Annotated<'_>, range: Range<usize>) -> Vec<(Range<usize>, Sign)> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let sign = score(annotated, at).or_else(|| compass(annotated, at));
            match sign.filter(|(tokens, _)| tokens.end <= range.end) {
                Some((tokens, sign)) => {
                    at = tokens.end;
                    found.push((tokens, sign));
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether the two are of one kind.
    pub fn is_like(&self, other: &Sign) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn score(one: u32, other: u32) -> Sign {
        Sign::Score(one.max(other), one.min(other))
    }
}

fn score(annotated: &Annotated<'_>, at: usize) -> Option<(Range<usize>, Sign)> {
    let tokens = annotated.tokens.get(at..at + 3)?;
    let [one, mark, other] = tokens else { return None };
    let is_score = one.kind == TokenKind::Number
        && matches!(text(annotated, mark), "-" | "–")
        && other.kind == TokenKind::Number
        && mark.joined
        && other.joined;
    // "2024-06-12", "10-year", "555-0142-7"
    let goes_on = annotated
        .tokens
        .get(at + 3)
        .is_some_and(|next| next.joined && matches!(text(annotated, next), "-" | "–" | "/" | "%"));
    let is_inner = one.joined && at > 0 && annotated.tokens[at - 1].kind == TokenKind::Mark;
    if !is_score || goes_on || is_inner {
        return None;
    }
    let number = |token: &Token| text(annotated, token).parse::<u32>().ok();
    Some((at..at + 3, Sign::score(number(one)?, number(other)?)))
}

fn compass(annotated: &Annotated<'_>, at: usize) -> Option<(Range<usize>, Sign)> {
    let mut end = at;
    let mut point = String::new();
    while let Some(token) = annotated.tokens.get(end) {
        let word = text(annotated, token).to_lowercase();
        let is_hyphen = word == "-" && token.joined && end > at;
        if !is_hyphen {
            let may_follow = end == at || token.joined;
            if !may_follow || !is_point(annotated, &word) {
                break;
            }
            point.push_str(&word);
        }
        end += 1;
    }
    // "South Korea" is no direction.
    let is_name = annotated.name_at(at).is_some();
    (!point.is_empty() && !is_name).then_some((at..end, Sign::Compass(point)))
}

fn is_point(annotated: &Annotated<'_>, word: &str) -> bool {
    let points = annotated.language.classes.get(COMPASS);
    points.is_some_and(|points| points.iter().any(|point| point == word))
}

fn text<'a>(annotated: &'a Annotated<'_>, token: &Token) -> &'a str {
    annotated.article.slice(token.span())
}
