//! Numbers against a record that was revised.

use super::{Bench, Reference};
use crate::annotate::{Meaning, Name};
use crate::claim::{Claim, Mention, MentionedAs};
use crate::fact::{EntityId, HistoryEntry, Subject};
use crate::finding::Verdict;
use crate::language::{Function, NameKind, TokenKind};
use crate::text::{DateOrigin, Dated};
use crate::value::{DateMention, Interval, PartialDate, Quantity};
use jiff::civil::Date;

/// Days by which copy may lag behind a revision.
const LAG_DAYS: i64 = 2;

/// What a fact says of a number.
pub(super) struct Record<'a> {
    pub(super) allowed: &'a [Interval],
    pub(super) history: &'a [HistoryEntry],
    pub(super) rejects: &'a [Interval],
    pub(super) tolerance: f64,
    /// The day the current value was established.
    pub(super) as_of: Option<Date>,
    /// The day of writing, whatever day the count is told of.
    pub(super) written: Reference,
}

/// A count agrees when it meets a value that was current when the article was written, or one
/// that came soon after: articles are updated. An earlier value is outdated.
pub(super) fn compare(count: &Quantity, record: &Record<'_>, reference: Reference) -> Verdict {
    let stated = count.interval.widened(record.tolerance);
    let meets = |value: Interval| stated.meets(value);
    // What is right besides has no day.
    let to_come = usize::from(is_to_come(record, record.written));
    if record.allowed.iter().skip(to_come).any(|&allowed| meets(allowed)) {
        return Verdict::Supported;
    }
    let revised_on = |at: usize| match record.history.get(at + 1) {
        Some(next) => first_day(next),
        None => record.as_of,
    };
    let held = |at: usize| match (reference.date(), revised_on(at)) {
        (Some(written), Some(revised)) => i64::from((written - revised).get_days()) <= LAG_DAYS,
        (Some(_), None) => record.allowed.is_empty(),
        (None, _) => true,
    };
    let past: Vec<usize> =
        (0..record.history.len()).filter(|&at| meets(record.history[at].value)).collect();
    if past.iter().any(|&at| held(at)) {
        Verdict::Supported
    } else if !past.is_empty() {
        Verdict::Outdated
    } else if record.allowed.is_empty() && record.rejects.iter().all(|&wrong| !meets(wrong)) {
        Verdict::Unchecked
    } else {
        Verdict::Refuted
    }
}

/// For how many days after it was written an article may be brought up to date.
const UPDATE_DAYS: i32 = 14;

/// Whether the current value was established long after the article was written, and the
/// record has what held then.
fn is_to_come(record: &Record<'_>, reference: Reference) -> bool {
    let (Some(written), Some(established)) = (reference.date(), record.as_of) else {
        return false;
    };
    let known = record.history.iter().filter_map(first_day);
    let held_then = known.into_iter().any(|day| day <= written);
    held_then && (established - written).get_days() > UPDATE_DAYS
}

/// The day that the claim's own sentence gives for the count: "by 5 November it had killed 157",
/// "in 2019 the party won 19".
pub(super) fn told_on(claim: &Claim, subject: Subject, bench: &Bench<'_>) -> Option<Reference> {
    let year = bench.facts.period(subject).map(|period| period.first.year());
    let sentence = bench.annotated.sentences[claim.sentence].tokens.clone();
    let day = |date: PartialDate| {
        let date = if date.year.is_some() { date } else { date.in_year(year?) };
        let is_told = year.is_none() || date.day.is_some();
        let day = date.period().filter(|_| is_told).map(|period| period.first);
        // The day of writing is that of the dateline.
        day.filter(|day| Some(*day) != bench.reference.date())
    };
    let told = bench.annotated.within(sentence).find_map(|found| match &found.meaning {
        Meaning::Date(DateMention::Calendar { date, .. }) => day(*date),
        _ => None,
    });
    let told = told.or_else(|| day(bench.annotated.day_of_entry(claim.sentence)?))?;
    Some(Reference::Known(Dated { date: told, from: DateOrigin::Dateline }))
}

/// Whether the claim's sentence tells of a time that only those before it place: "three years later".
pub(super) fn is_told_later(claim: &Claim, bench: &Bench<'_>) -> bool {
    let annotated = bench.annotated;
    let sentence = annotated.sentences[claim.sentence].tokens.clone();
    let is_later = |at: usize| {
        let token = annotated.tokens.get(at).filter(|_| sentence.contains(&at));
        token.is_some_and(|token| {
            annotated.language.sense(token.word).functions.has(Function::Later)
        })
    };
    let before = sentence.start..claim.tokens.start;
    let mut durations =
        annotated.within(before).filter(|found| matches!(found.meaning, Meaning::Duration(_)));
    durations.any(|found| is_later(found.tokens.end) || is_later(found.tokens.end - 1))
}

/// How far from a day on record a date may lie that still means it.
const SAME_DAYS: i32 = 370;

/// Whether a figure of an entity is told of a time of which the record has none: "in 2019".
pub(super) fn is_of_another_time(record: &Record<'_>, told: Reference) -> bool {
    let Some(told) = told.date() else { return false };
    let days = record.history.iter().filter_map(first_day).chain(record.as_of);
    let mut is_near = days.map(|day| (day - told).get_days().abs() <= SAME_DAYS);
    !is_near.any(|near| near)
}

/// How many tokens after a count may tell where it was taken.
const REACH: usize = 8;

/// Whether the count is of one place among several, or of something smaller than the event:
/// "killed 101 people in one district". "In the attack", "in Iran" and "in May" are no part of it.
pub(super) fn is_part(claim: &Claim, subject: Subject, bench: &Bench<'_>) -> bool {
    let annotated = bench.annotated;
    let sentence = annotated.sentences[claim.sentence].tokens.clone();
    if is_bracketed(claim, bench) {
        return true;
    }
    let reach = claim.tokens.end..(claim.tokens.end + REACH).min(sentence.end);
    let is_in = |&at: &usize| annotated.article.slice(annotated.tokens[at].span()) == "in";
    let is_clause_end = |&at: &usize| annotated.tokens[at].kind == TokenKind::Mark;
    let Some(at) = reach.take_while(|at| !is_clause_end(at)).find(is_in) else { return false };
    let ahead = at + 1..(at + 5).min(sentence.end);
    let is_whole = |mention: &Mention| match &mention.named {
        MentionedAs::Entity(entities) => {
            entities.iter().any(|&place| contains(place, subject, bench))
        }
        MentionedAs::Subject(_) | MentionedAs::Described(_) => true,
    };
    let names_whole = bench.mentions.within(ahead.clone()).any(is_whole);
    if matches!(subject, Subject::Entity(_)) {
        // "24 seats in the assembly" is all of them, "in the north" is not.
        let is_place = |name: &Name| name.kind == NameKind::Place;
        return annotated.names_within(ahead).any(is_place);
    }
    let dates = annotated.within(ahead).any(|found| matches!(found.meaning, Meaning::Date(_)));
    !names_whole && !dates
}

/// "Sandmark (21 sites), Torvalia (14)": how many of them are there.
fn is_bracketed(claim: &Claim, bench: &Bench<'_>) -> bool {
    let annotated = bench.annotated;
    let opens = claim
        .tokens
        .start
        .checked_sub(1)
        .filter(|&at| annotated.article.slice(annotated.tokens[at].span()) == "(");
    opens.and_then(|at| annotated.name_at(at.checked_sub(1)?)).is_some()
}

fn contains(place: EntityId, subject: Subject, bench: &Bench<'_>) -> bool {
    let Subject::Event(event) = subject else { return false };
    let scene = bench.facts.place(event);
    scene.is_some_and(|scene| bench.facts.containers(scene).any(|around| around == place))
}

fn first_day(entry: &HistoryEntry) -> Option<Date> {
    entry.as_of.period().map(|period| period.first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Modifier, PartialDate};

    #[track_caller]
    fn check(count: Quantity, written: Option<&str>, expected: Verdict) {
        let entry = |value, as_of| HistoryEntry {
            value: Interval::exactly(value),
            as_of: PartialDate::parse(as_of).unwrap(),
        };
        let history =
            [entry(103.0, "2024-01-03"), entry(84.0, "2024-01-04"), entry(91.0, "2024-01-06")];
        let reference = written.map_or(Reference::Unknown, |date| {
            Reference::Known(Dated { date: date.parse().unwrap(), from: DateOrigin::Record })
        });
        let record = Record {
            allowed: &[Interval::exactly(95.0)],
            history: &history,
            rejects: &[],
            tolerance: 0.0,
            as_of: Some("2024-01-11".parse().unwrap()),
            written: reference,
        };
        assert_eq!(compare(&count, &record, reference), expected, "{count:?} on {written:?}");
    }

    fn at_least(value: f64) -> Quantity {
        Quantity {
            interval: Interval::new(value, 2.0 * value),
            modifier: Some(Modifier::AtLeast),
            ..Quantity::exactly(value)
        }
    }

    #[test]
    fn an_old_toll_is_right_in_its_day_and_outdated_later() {
        check(Quantity::exactly(84.0), Some("2024-01-04"), Verdict::Supported);
        check(Quantity::exactly(84.0), Some("2024-01-08"), Verdict::Supported);
        check(Quantity::exactly(84.0), Some("2024-01-25"), Verdict::Outdated);
        check(Quantity::exactly(103.0), Some("2024-01-25"), Verdict::Outdated);
        check(Quantity::exactly(91.0), Some("2024-01-10"), Verdict::Supported);
    }

    #[test]
    fn a_floor_holds_and_an_unknown_day_excuses_any_value() {
        check(at_least(84.0), Some("2024-01-25"), Verdict::Supported);
        check(Quantity::exactly(103.0), None, Verdict::Supported);
    }

    #[test]
    fn a_number_nobody_gave_is_refuted() {
        check(Quantity::exactly(60.0), None, Verdict::Refuted);
        check(Quantity::exactly(120.0), Some("2024-01-25"), Verdict::Refuted);
    }
}
