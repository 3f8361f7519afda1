//! People whose rank changes from one passage to another.

use super::{NameSpelling, Spelling, against};
use crate::annotate::{Annotated, Name};
use crate::check::Hit;
use crate::language::{TokenKind, fold};
use std::collections::BTreeMap;

/// Titles of which nobody bears two, for one bearer in an article without a word of promotion.
pub(super) fn find(
    check: &NameSpelling,
    annotated: &Annotated<'_>,
    all: &[Spelling<'_>],
) -> Vec<Hit> {
    let mut titled: BTreeMap<usize, Vec<(&Name, String)>> = BTreeMap::new();
    for name in &annotated.names {
        if let Some(title) = last_title(annotated, name) {
            let full = annotated.full_form(name);
            titled.entry(full.tokens.start).or_default().push((name, title));
        }
    }
    let mut hits = Vec::new();
    for mentions in titled.values() {
        let (first, title) = &mentions[0];
        let other = mentions[1..].iter().find(|(_, other)| check.are_opposed(title, other));
        let Some((second, _)) = other else { continue };
        if !shares_surname(annotated, second, all) && !check.tells_of_ranks(annotated) {
            hits.push(hit(annotated, first, second));
        }
    }
    hits
}

/// The last word of the title before a name: "sergeant" of "Detective Sergeant".
fn last_title(annotated: &Annotated<'_>, name: &Name) -> Option<String> {
    name.title?;
    let before = &annotated.tokens[..name.tokens.start];
    let word = before.iter().rev().find(|token| token.kind != TokenKind::Mark)?;
    Some(fold(annotated.article.slice(word.span())).into_owned())
}

/// Whether another person of the article has the surname.
fn shares_surname(annotated: &Annotated<'_>, name: &Name, all: &[Spelling<'_>]) -> bool {
    let full = fold(annotated.article.slice(annotated.full_form(name).span)).into_owned();
    let surname = full.split_whitespace().last().unwrap_or_default();
    let bearers = all.iter().filter(|spelling| {
        spelling.words.len() > 1 && spelling.words.last().is_some_and(|last| last == surname)
    });
    bearers.count() > 1
}

fn hit(annotated: &Annotated<'_>, first: &Name, second: &Name) -> Hit {
    let with_title = |name: &Name| name.title.map_or(name.span, |title| title.cover(name.span));
    let (kept, flagged) = (with_title(first), with_title(second));
    let text = |span| annotated.article.slice(span);
    let message = format!("says “{}”, where another passage says “{}”", text(flagged), text(kept));
    against(flagged, kept, message)
}
