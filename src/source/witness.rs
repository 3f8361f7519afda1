//! What each of several sources has where an article says a figure: which agree, which do not, and
//! which is the newest.

use super::agree::Outcome;
use super::case::Match;
use super::swap::Looked;
use crate::finding::Evidence;
use jiff::civil::Date;

/// A source whose figure is so much less likely to be the one is no witness.
const BEHIND: f32 = 0.15;
/// How many passages are shown.
const MOST: usize = 3;

/// The figure of a newer source that an article's differs from, where an older one has it.
pub(super) fn newer<'a>(looked: &Looked<'_, 'a>) -> Option<Match<'a>> {
    let (_, agreed) = looked.case.agrees.as_ref()?;
    let day = dated(agreed)?;
    if agreed.outcome != Outcome::Same || looked.figure.is_hedged() {
        return None;
    }
    let likely = agreed.bond.score(looked.figure) - BEHIND;
    let since = looked.found.iter().filter(|found| dated(found).is_some_and(|other| other > day));
    let since: Vec<&Match<'a>> = since.collect();
    if since.iter().any(|found| found.outcome != Outcome::Differs) {
        return None;
    }
    let bound = since.into_iter().filter(|found| {
        let score = found.bond.score(looked.figure);
        score >= likely && found.is_sure() && !found.figure.is_hedged()
    });
    bound.max_by_key(|found| dated(found)).copied()
}

fn dated(found: &Match<'_>) -> Option<Date> {
    found.document.annotated.article.metadata.date.map(|dated| dated.date)
}

/// What the sources have instead of what is `stated`, and where.
pub(super) fn told(
    stated: &str,
    looked: &Looked<'_, '_>,
    against: &Match<'_>,
) -> (String, Vec<Evidence>) {
    let witnesses = witnesses(looked, against);
    let first = &witnesses[0];
    let theirs = text(first);
    let with = witnesses.iter().filter(|found| is_alike(found, first)).count();
    let apart = witnesses.iter().find(|found| !is_alike(found, first));
    let day = dated(first).filter(|_| apart.is_some());
    let whose = match (day, with) {
        (Some(day), 1) if newest(&witnesses, day) => format!("the newest source, of {day}, has"),
        (_, 1) if witnesses.len() == 1 => "the source has".to_owned(),
        (_, 1) => "one source has".to_owned(),
        (_, with) => format!("{with} sources have"),
    };
    let other = apart.map_or(String::new(), |other| match dated(other) {
        Some(day) => format!(", one of {day} “{}”", text(other)),
        None => format!(", another “{}”", text(other)),
    });
    let passages = witnesses.iter().take(MOST).map(Match::passage);
    (format!("says “{stated}”; {whose} “{theirs}”{other}"), passages.collect())
}

/// How many sources have the figure that speaks against the article's.
pub(super) fn count(looked: &Looked<'_, '_>, against: &Match<'_>) -> usize {
    let witnesses = witnesses(looked, against);
    witnesses.iter().filter(|found| is_alike(found, against)).count()
}

fn newest(witnesses: &[Match<'_>], day: Date) -> bool {
    witnesses.iter().all(|other| dated(other).is_none_or(|other| other <= day))
}

/// The likeliest figure of each source, if it is about as likely as the one that was chosen, the
/// newest first; without days, the one that was chosen.
fn witnesses<'a>(looked: &Looked<'_, 'a>, against: &Match<'a>) -> Vec<Match<'a>> {
    let score = |found: &Match<'_>| found.bond.score(looked.figure);
    let likely = score(against) - BEHIND;
    let mut witnesses = vec![*against];
    for found in looked.found.iter().filter(|found| score(found) >= likely) {
        let is_of = |other: &Match<'_>| std::ptr::eq(other.document, found.document);
        match witnesses.iter().position(is_of) {
            None => witnesses.push(*found),
            Some(0) => {}
            Some(at) if score(found) > score(&witnesses[at]) => witnesses[at] = *found,
            Some(_) => {}
        }
    }
    witnesses.sort_by_key(|found| std::cmp::Reverse(dated(found)));
    witnesses
}

fn is_alike(one: &Match<'_>, other: &Match<'_>) -> bool {
    one.figure.value == other.figure.value
}

fn text<'a>(found: &Match<'a>) -> &'a str {
    found.document.annotated.article.slice(found.figure.span)
}
