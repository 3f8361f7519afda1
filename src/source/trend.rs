//! Which way a figure went: the source has the same figure beside a word that tells the opposite.

use super::agree::Outcome;
use super::case::Match;
use super::figure::{Figure, Value};
use super::swap::Looked;
use super::{Compared, Tongue};
use crate::annotate::Annotated;
use crate::finding::{Topic, Verdict};
use crate::language::{Stem, TokenKind, Trend};
use crate::pack::fact_file::Confidence;
use std::ops::Range;

/// How many tokens before a figure may tell which way it went: "fell last month by about".
const BEFORE: usize = 6;
/// How many after it: "3 percent in April, up from".
const AFTER: usize = 5;
/// The same for a word of which the opposite may be of something else.
const BEFORE_WORD: usize = 3;
const AFTER_WORD: usize = 2;
/// What two figures must have in common to be of the same: words near both.
const BESIDE: usize = 2;
/// The share of the words of the article's that stand in the source's sentence, if they are not
/// near.
const LOCAL: f32 = 0.4;
/// The same where it is a single word.
const MOSTLY: f32 = 0.6;

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
    let there = Beside::of(theirs, tongue, agreed.figure);
    let here = Beside::of(annotated, tongue, looked.figure);
    let is_length = matches!(looked.figure.value, Value::Length(_));
    let found = here.opposed(&there).or_else(|| here.turned(&there, tongue).filter(|_| !is_length));
    let (at, other) = found?;
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
    let is_about = bond.beside >= BESIDE
        || bond.words >= BESIDE && bond.local >= LOCAL
        || bond.local >= MOSTLY;
    agreed.outcome == Outcome::Same && is_about
}

/// The words beside a figure that tell which way it went, or have an opposite.
struct Beside {
    trends: Vec<(Trend, usize)>,
    words: Vec<(Stem, usize)>,
}

impl Beside {
    fn of(annotated: &Annotated<'_>, tongue: Tongue<'_>, figure: &Figure) -> Self {
        let text = annotated.article.text();
        let sentence = annotated.sentences[figure.sentence].tokens.clone();
        let Range { start, end } = figure.tokens;
        let is_apart = |at: &usize| is_apart(annotated, *at);
        let after = (end..sentence.end.min(end + AFTER)).take_while(|at| !is_apart(at));
        let floor = sentence.start.max(start.saturating_sub(BEFORE));
        let before = (floor..start).rev().take_while(|at| !is_apart(at));
        let near: Vec<usize> = before.chain(after).collect();
        let token = |at: usize| &annotated.tokens[at];
        let trends = near.iter().filter_map(|&at| Some((tongue.stems.trend(token(at), text)?, at)));
        let close = near.iter().filter(|&&at| at + BEFORE_WORD >= start && at < end + AFTER_WORD);
        let words = close.filter_map(|&at| Some((tongue.stems.spelt(token(at), text)?, at)));
        Beside { trends: trends.collect(), words: words.collect() }
    }

    /// Our word and theirs, if one tells of a rise and the other of a fall.
    fn opposed(&self, other: &Beside) -> Option<(usize, usize)> {
        let ((ours, at), (theirs, other_at)) = (self.trends.first()?, other.trends.first()?);
        let is_one = self.trends.iter().all(|more| more.0 == *ours)
            && other.trends.iter().all(|more| more.0 == *theirs);
        (is_one && ours != theirs).then_some((*at, *other_at))
    }

    /// Our word and theirs, if neither tells of a rise or a fall and theirs is the opposite.
    fn turned(&self, other: &Beside, tongue: Tongue<'_>) -> Option<(usize, usize)> {
        if !self.trends.is_empty() || !other.trends.is_empty() {
            return None;
        }
        self.words.iter().find_map(|&(stem, at)| {
            let opposites = tongue.stems.opposites(stem);
            let is_said = other.words.iter().any(|word| word.0 == stem);
            let theirs = other.words.iter().find(|word| opposites.contains(&word.0));
            theirs.filter(|_| !is_said).map(|theirs| (at, theirs.1))
        })
    }
}

/// Whether what lies past a token is of another figure or another clause.
fn is_apart(annotated: &Annotated<'_>, at: usize) -> bool {
    let token = &annotated.tokens[at];
    let is_stop = matches!(annotated.article.slice(token.span()), ";" | ":" | "." | "–" | "—");
    is_stop || token.kind == TokenKind::Number || annotated.language.joins(token)
}
