//! Where in a sentence a clause begins and ends.

use crate::annotate::Annotated;
use crate::language::WordId;
use std::collections::BTreeSet;
use std::ops::Range;

/// The clause around some tokens of a sentence: up to a semicolon, a dash, or a comma with a word
/// that opens another clause.
pub fn clause(
    annotated: &Annotated<'_>,
    whole: &Range<usize>,
    core: &Range<usize>,
    openers: &BTreeSet<WordId>,
) -> Range<usize> {
    let tokens = &annotated.tokens;
    let parts = |at: usize| match annotated.article.slice(tokens[at].span()) {
        ";" | "—" | "–" => true,
        "," => tokens.get(at + 1).is_some_and(|next| openers.contains(&next.word)),
        _ => false,
    };
    let start = (whole.start..core.start).rev().find(|&at| parts(at));
    let end = (core.end..whole.end).find(|&at| parts(at));
    start.map_or(whole.start, |at| at + 1)..end.unwrap_or(whole.end)
}
