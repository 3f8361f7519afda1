//! Which way a figure went: the source has the same figure beside a word that tells the opposite.

use super::agree::Outcome;
use super::case::Match;
use super::figure::Figure;
use super::swap::Looked;
use super::{Compared, Tongue};
use crate::annotate::Annotated;
use crate::finding::{Topic, Verdict};
use crate::language::Stem;
use crate::pack::fact_file::Confidence;
use std::ops::Range;

/// How many tokens before a figure may tell which way it went: "fell by about".
const BEFORE: usize = 3;
/// How many after it: "3 percent higher".
const AFTER: usize = 2;
/// What two figures must have in common to be of the same: words near both.
const BESIDE: usize = 2;
/// The share of the words of the article's that stand in the source's sentence, if they are not
/// near.
const LOCAL: f32 = 0.4;

/// Says so where a figure of the article went up and the same figure of the source went down.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    tongue: Tongue<'_>,
    looked: &Looked<'_, '_>,
) -> Option<Compared> {
    let (_, agreed) = looked.case.agrees.as_ref()?;
    if !looked.figure.is_telling() || !is_same(agreed) {
        return None;
    }
    let theirs = &agreed.document.annotated;
    let there = told(theirs, tongue, agreed.figure);
    let here = told(annotated, tongue, looked.figure);
    let (at, other) = here.iter().find_map(|&(stem, at)| {
        let opposites = tongue.stems.opposites(stem);
        let is_said = there.iter().any(|word| word.0 == stem);
        let other = there.iter().find(|word| opposites.contains(&word.0));
        other.filter(|_| !is_said).map(|other| (at, other.1))
    })?;
    let stated = annotated.article.slice(annotated.tokens[at].span());
    let has = theirs.article.slice(theirs.tokens[other].span());
    let figure = annotated.article.slice(looked.figure.span);
    Some(Compared {
        span: annotated.tokens[at].span(),
        topic: Topic::Direction,
        verdict: Verdict::Refuted,
        message: format!("says “{stated}” of “{figure}” where the source has “{has}”"),
        evidence: vec![agreed.passage()],
        confidence: Confidence::High,
    })
}

fn is_same(agreed: &Match<'_>) -> bool {
    let bond = &agreed.bond;
    let is_about = bond.beside >= BESIDE || bond.words >= BESIDE && bond.local >= LOCAL;
    agreed.outcome == Outcome::Same && is_about
}

/// The words beside a figure that have an opposite, within its clause.
fn told(annotated: &Annotated<'_>, tongue: Tongue<'_>, figure: &Figure) -> Vec<(Stem, usize)> {
    let sentence = annotated.sentences[figure.sentence].tokens.clone();
    let Range { start, end } = figure.tokens;
    let text = annotated.article.text();
    let before = start.saturating_sub(BEFORE).max(sentence.start)..start;
    let after = end..(end + AFTER).min(sentence.end);
    before
        .chain(after)
        .filter_map(|at| Some((tongue.stems.spelt(&annotated.tokens[at], text)?, at)))
        .filter(|word| !tongue.stems.opposites(word.0).is_empty())
        .collect()
}
