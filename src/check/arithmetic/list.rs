//! Counts announced against the names that follow: "three people: Ann Bell, Carl Dorn and Eva Fink".

use super::stated::figure;
use super::{Case, Flaw, Outcome};
use crate::language::TokenKind;
use crate::pack::fact_file::Confidence;
use std::ops::Range;

/// How many tokens a name may take.
const LONGEST_NAME: usize = 5;

/// A row of names.
struct Row {
    names: Vec<Range<usize>>,
    /// Whether "and" stands before the last of them, so that the row is whole.
    is_closed: bool,
}

/// As many names follow the template as it counts.
pub(super) fn follows(case: &Case<'_>) -> Option<Outcome> {
    let all = case.found.get("all");
    let count = case.found.get("count").or(all);
    let announced = match count {
        Some(count) => count.number().filter(|n| (2.0..=12.0).contains(n) && count.is_plain())?,
        None => case.factor,
    };
    let shown_count = count.map_or_else(|| figure(announced), |count| count.text.clone());
    let row = names(case, case.found.tokens.end);
    if row.names.len() < 2 || !row.is_closed {
        return None;
    }
    if describes_one_before(case, &row) {
        return None;
    }
    let counted = row.names.len();
    if counted as f64 == announced {
        return Some(Outcome::Fits);
    }
    let introduced = introduced_by_mark(case) || all.is_some();
    if introduced && is_marked(case) && !is_whole(case, row.names.last()?.end) {
        return None;
    }
    // After a comma a shorter row may name only some, or only the first of them.
    if !introduced && (counted as f64) < announced {
        return None;
    }
    let annotated = case.scene.annotated;
    let shown: Vec<&str> = row
        .names
        .iter()
        .map(|name| annotated.article.slice(annotated.span_of(name.clone())))
        .collect();
    let end = row.names.last()?.end;
    Some(Outcome::Off(Flaw {
        comes_out: format!("{counted} names follow, not {shown_count}"),
        arithmetic: format!("{} = {counted} names; {} announced", shown.join(", "), shown_count),
        confidence: if introduced { Confidence::High } else { Confidence::Medium },
        tokens: Some(case.found.tokens.start..end),
    }))
}

/// Whether an item without a name may say who the one before it is: "Ann Pell, a nurse, Joe Marsh".
fn describes_one_before(case: &Case<'_>, row: &Row) -> bool {
    let is_named = |name: &Range<usize>| case.scene.annotated.tokens[name.start].is_capitalised();
    let inner = row.names.windows(2).take(row.names.len().saturating_sub(2));
    inner.into_iter().any(|pair| is_named(&pair[0]) && !is_named(&pair[1]))
}

/// As many clauses follow the colon as it counts, each with the same first word: "two conditions:
/// that … and that …".
pub(super) fn clauses_follow(case: &Case<'_>) -> Option<Outcome> {
    let count = case.found.get("count")?;
    let announced = count.number().filter(|n| (2.0..=12.0).contains(n) && count.is_plain())?;
    let annotated = case.scene.annotated;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let tokens = case.found.tokens.end..case.sentence.tokens.end;
    let first = text(case.found.tokens.end - 1);
    let is_head = |at: usize| text(at) == first && matches!(text(at - 1), "," | "and" | ";");
    let heads: Vec<usize> = tokens.clone().filter(|&at| is_head(at)).collect();
    let is_closed = heads.last().is_some_and(|&last| text(last - 1) == "and");
    let is_simple = heads.windows(2).all(|pair| text(pair[0] - 1) != "and");
    let clauses = heads.len() + 1;
    if !is_closed || !is_simple {
        return None;
    }
    if clauses as f64 == announced {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{clauses} follow, not {}", count.text),
        format!("“{first}” stands {clauses} times; {} announced", count.text),
        Confidence::Medium,
    ))
}

fn introduced_by_mark(case: &Case<'_>) -> bool {
    let annotated = case.scene.annotated;
    let mark = annotated.tokens[case.found.tokens.end - 1];
    annotated.article.slice(mark.span()) != ","
}

/// Whether a colon or a dash introduces the row.
fn is_marked(case: &Case<'_>) -> bool {
    case.scene.annotated.tokens[case.found.tokens.end - 1].kind == TokenKind::Mark
        && introduced_by_mark(case)
}

/// Whether a row after a colon or a dash is all there is: it ends with the sentence or at a dash.
fn is_whole(case: &Case<'_>, end: usize) -> bool {
    let annotated = case.scene.annotated;
    let end = past_age(case, end, case.sentence.tokens.end);
    annotated.tokens[end..case.sentence.tokens.end].first().is_none_or(|next| {
        matches!(annotated.article.slice(next.span()), "." | "—" | "–" | "-" | "!")
    })
}

/// The row of names from a token on: capitals alone, parted by commas and "and".
fn names(case: &Case<'_>, start: usize) -> Row {
    let annotated = case.scene.annotated;
    let end = case.sentence.tokens.end;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let mut row = Row { names: Vec::new(), is_closed: false };
    let mut at = start;
    let mut is_last = false;
    loop {
        let name = name_at(case, at, end);
        if name.is_empty() {
            row.is_closed = false;
            return row;
        }
        at = name.end;
        row.names.push(name);
        at = past_age(case, at, end);
        if is_last || at >= end {
            row.is_closed = is_last && !runs_on(case, at, end);
            return row;
        }
        let comma = text(at) == ",";
        let and_at = at + usize::from(comma);
        is_last = and_at < end && text(and_at) == "and";
        if !comma && !is_last {
            return row;
        }
        at = and_at + usize::from(is_last);
    }
}

/// Whether what follows a row makes its last member something else: "A, B and C's brother".
fn runs_on(case: &Case<'_>, at: usize, end: usize) -> bool {
    let annotated = case.scene.annotated;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    at < end
        && (annotated.tokens[at].joined && matches!(annotated.tokens[at].kind, TokenKind::Word(_))
            || matches!(text(at), "and" | "of" | "-"))
        || at + 1 < end && text(at) == "," && text(at + 1) == "and"
}

/// Capitalised words and initials, with the particles inside names.
fn name_at(case: &Case<'_>, start: usize, end: usize) -> Range<usize> {
    let annotated = case.scene.annotated;
    if let Some(described) = described_at(case, start, end) {
        return described;
    }
    let mut at = start;
    while at < end && at - start < LONGEST_NAME {
        let token = annotated.tokens[at];
        let text = annotated.article.slice(token.span());
        let is_particle = at > start
            && matches!(text, "de" | "van" | "von" | "der" | "al" | "bin" | "la" | "da" | "di");
        let is_hyphen = at > start && token.joined && text == "-";
        let is_joined = is_hyphen || at > start && is_stop_of_initial(case, at, end);
        if !token.is_capitalised() && !is_particle && !is_joined {
            break;
        }
        at += 1;
    }
    start..at
}

/// "a man", "an old woman": one of a kind, without a name.
fn described_at(case: &Case<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let annotated = case.scene.annotated;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let is_article = start < end && matches!(text(start), "a" | "an");
    let is_word = |at: &usize| {
        matches!(annotated.tokens[*at].kind, TokenKind::Word(_))
            && !matches!(text(*at), "and" | "of" | "in")
    };
    let words = (start + 1..end.min(start + 4)).take_while(is_word).count();
    (is_article && words > 0 && introduced_by_mark(case)).then(|| start..start + 1 + words)
}

/// The full stop of "J. Doe" or "Dr. Doe".
fn is_stop_of_initial(case: &Case<'_>, at: usize, end: usize) -> bool {
    let tokens = &case.scene.annotated.tokens;
    let is_stop = tokens[at].joined && case.scene.annotated.article.slice(tokens[at].span()) == ".";
    is_stop && tokens[at - 1].span().len() <= 3 && at + 1 < end && tokens[at + 1].is_capitalised()
}

/// Past ", 24,": an age between commas.
fn past_age(case: &Case<'_>, at: usize, end: usize) -> usize {
    let annotated = case.scene.annotated;
    let is_comma =
        |at: usize| at < end && annotated.article.slice(annotated.tokens[at].span()) == ",";
    let is_number = at + 1 < end && annotated.tokens[at + 1].kind == TokenKind::Number;
    if is_comma(at) && is_number { at + 2 } else { at }
}
