//! Changes: "rose 60% to 3.9 million from 2.4 million", "doubled from 10 to 20".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::pack::fact_file::Confidence;
use crate::value::{Interval, Modifier};
use std::cmp::Ordering;

/// How far a ratio may lie from the multiple that words name: nobody says "doubled" of 2.08 only.
const LEEWAY: f64 = 0.12;

/// How far a change may lie off, as a part of one, before rounding alone is an odd excuse, …
const FAR: f64 = 0.09;

/// … and as a part of the change.
const FAR_PART: f64 = 0.24;

/// How many times the other a number may be that is told without its unit.
const UNLIKE: f64 = 50.0;

/// How far a change may lie off before two figures told to different places are held to one.
const UNEVEN: f64 = 0.04;

/// How far it lies from it when no reader would accept the word.
const GROSS: f64 = 0.2;

/// The value after is the one before and so much of it more.
pub(super) fn rise(case: &Case<'_>) -> Option<Outcome> {
    by_share(case, 1.0)
}

/// The value after is the one before less so much of it.
pub(super) fn fall(case: &Case<'_>) -> Option<Outcome> {
    by_share(case, -1.0)
}

/// How many times the other an end may be before they are ends of two things.
const OTHER: f64 = 3.0;

/// The same where the ends are told apart: the smaller one is where a rise starts.
pub(super) fn between(case: &Case<'_>, way: Ordering) -> Option<Outcome> {
    let ends: Vec<&Stated> = case.found.all("end").collect();
    let [first, second] = ends[..] else { return None };
    let is_up = first.number()? < second.number()?;
    let (low, high) = if is_up { (first, second) } else { (second, first) };
    if is_year(low) || is_year(high) || low.number()? <= 0.0 {
        return None;
    }
    let has_change = case.found.get("change").is_some();
    if has_change && tells_other_change(case) {
        return None;
    }
    let is_far = high.number()? / low.number()? > OTHER;
    if is_far && (has_change || high.number()? / low.number()? > OTHER * case.factor) {
        return None;
    }
    let (before, after) = if way == Ordering::Greater { (low, high) } else { (high, low) };
    let mut found = case.found.clone();
    found.slots.push(("before".into(), before.clone()));
    found.slots.push(("after".into(), after.clone()));
    let case = Case { found: &found, ..*case };
    let outcome = match (has_change, way) {
        (true, Ordering::Greater) => rise(&case),
        (true, _) => fall(&case),
        (false, _) => multiple(&case),
    }?;
    Some(match outcome {
        Outcome::Off(flaw) => Outcome::Off(Flaw { confidence: Confidence::Medium, ..flaw }),
        Outcome::Fits => Outcome::Fits,
    })
}

/// Whether the sentences give another percentage: the ends may be those of that one.
fn tells_other_change(case: &Case<'_>) -> bool {
    let sentences = case.found.sentences.iter();
    let all = sentences.flat_map(|tokens| case.scene.annotated.within(tokens.clone()));
    let told: Vec<_> = case.found.all("change").map(|change| change.tokens.clone()).collect();
    let mut others = all.filter(|found| !told.contains(&found.tokens));
    others.any(|found| matches!(found.meaning, Meaning::Percent(_)))
}

fn by_share(case: &Case<'_>, sign: f64) -> Option<Outcome> {
    let (before, after) = ends(case)?;
    let change = case.found.get("change").filter(|change| !is_level(case, change))?;
    let share = |interval: Interval| match change.meaning {
        Meaning::Percent(_) => Interval::new(interval.low / 100.0, interval.high / 100.0),
        // A share in words is rounded to the next share in words.
        _ => interval.widened(0.04),
    };
    let grown = |interval: Interval| {
        let (a, b) = (1.0 + sign * interval.low, 1.0 + sign * interval.high);
        Interval::new(a.min(b), a.max(b))
    };
    let number = share(Interval::exactly(change.number()?));
    let expected = before.number()? * (1.0 + sign * (number.low + number.high) / 2.0);
    let loose = ratio(before.loose, after.loose)?;
    let nominal = sign * (after.number()? / before.number()? - 1.0);
    let stated = f64::midpoint(number.low, number.high);
    let is_far = (nominal - stated).abs() > FAR && (nominal - stated).abs() > FAR_PART * stated;
    let is_open = !change.is_plain() || !before.is_plain() || !after.is_plain();
    let tight = ratio(before.tight, after.tight)?;
    let meets = loose.meets(grown(share(change.loose))) && is_near(change, before, after)
        || tight.meets(grown(share(change.tight)));
    let is_even = (nominal - stated).abs() <= UNEVEN
        || evenly_told(before, after).meets(grown(share(change.loose)));
    if meets && (is_open || !is_far && is_even) {
        return Some(Outcome::Fits);
    }
    if let Some(points) = told_in_points(change, before, after) {
        return Some(points);
    }
    let real = 100.0 * (after.number()? / before.number()? - 1.0);
    let way = if real < 0.0 { "fall" } else { "rise" };
    let (from, to, stated) = (&before.text, &after.text, &change.text);
    let operator = if sign > 0.0 { "+" } else { "−" };
    let is_certain = before.is_plain()
        && after.is_plain()
        && change.is_plain()
        && !loose.meets(grown(share(change.loose)));
    Some(Flaw::off(
        format!("from {from} to {to} is a {way} of {}%, not {stated}", figure(real.abs())),
        format!("{from} {operator} {stated} = {}; {to} is stated", after.in_unit(expected)),
        if is_certain { Confidence::High } else { Confidence::Medium },
    ))
}

/// "rose from 5%", "at 5%": where it stands, not how far it went.
fn is_level(case: &Case<'_>, change: &Stated) -> bool {
    let annotated = case.scene.annotated;
    let before = annotated.tokens[case.sentence.tokens.start..change.tokens.start].last();
    before.is_some_and(|before| {
        let word = annotated.article.slice(before.span());
        ["from", "to", "at", "between", "and", "than", "below", "above"].contains(&word)
    })
}

/// The ratio if both are told to the same place: beside 4.4 million, 4 million is 4.0 million.
/// Whole numbers, such as 4 and 6 crowns, are what they are.
fn evenly_told(before: &Stated, after: &Stated) -> Interval {
    let place = before.place.min(after.place);
    let half = if place == 1.0 && !is_percent(before) { 0.0 } else { place / 2.0 };
    let around =
        |stated: &Stated| Interval::exactly(stated.number().unwrap_or_default()).widened(half);
    ratio(around(before), around(after)).unwrap_or(Interval::exactly(0.0))
}

/// Final noughts are taken for rounding only where the change is as coarse.
fn is_near(change: &Stated, before: &Stated, after: &Stated) -> bool {
    let is_round = |stated: &Stated| stated.loose != stated.tight;
    is_round(change) || !is_round(before) && !is_round(after)
}

/// "from 4% to 6%, a 2% rise": two points, or half as much again.
fn told_in_points(change: &Stated, before: &Stated, after: &Stated) -> Option<Outcome> {
    let is_percent = |stated: &Stated| matches!(stated.meaning, Meaning::Percent(_));
    if !is_percent(change) || !is_percent(before) || !is_percent(after) {
        return None;
    }
    let (from, to) = (before.number()?, after.number()?);
    let points = Interval::exactly((to - from).abs());
    let leeway = (before.tight.high - from) + (after.tight.high - to);
    points.widened(leeway).meets(change.tight).then(|| {
        let real = figure((100.0 * (to / from - 1.0)).abs());
        let points = figure((to - from).abs());
        Flaw::off(
            format!("that is {points} percentage points; in percent it is {real}%"),
            format!(
                "{} − {} = {points} points; {to} ÷ {from} = {}",
                after.text,
                before.text,
                figure(to / from)
            ),
            Confidence::Medium,
        )
    })
}

/// The value after is a multiple of the one before, which the template's words name.
pub(super) fn multiple(case: &Case<'_>) -> Option<Outcome> {
    let (before, after) = ends(case)?;
    let factor = case.factor;
    let modifier = hedge_of_verb(case);
    let (below, above) = match modifier {
        Some(Modifier::More | Modifier::AtLeast) => (0.0, 0.6),
        Some(Modifier::Less | Modifier::AtMost) => (0.25, 0.0),
        Some(Modifier::Approx) => (0.25, 0.25),
        None => (LEEWAY, LEEWAY),
    };
    // "almost halved" and "more than halved" lie on the other side.
    let (below, above) = if factor < 1.0 { (above, below) } else { (below, above) };
    let range =
        |scale: f64| Interval::new(factor * (1.0 - below * scale), factor * (1.0 + above * scale));
    let allowed = range(1.0).widened(1e-9);
    let found = ratio(before.loose, after.loose)?;
    if found.meets(allowed)
        && ratio(before.tight, after.tight)?.meets(allowed.widened(0.02 * factor))
    {
        return Some(Outcome::Fits);
    }
    let (from, to) = (before.number()?, after.number()?);
    let real = to / from;
    let is_gross = (real / factor - 1.0).abs() > GROSS && !found.meets(allowed);
    let is_certain = is_gross
        && modifier.is_none_or(|m| m != Modifier::Approx)
        && before.is_plain()
        && after.is_plain();
    let would_be = after.in_unit(from * factor);
    Some(Flaw::off(
        format!(
            "{would_be} would be {} times {}, {} is {} times",
            figure(factor),
            before.text,
            after.text,
            figure(real)
        ),
        format!("{} × {} = {would_be}; {} is stated", before.text, figure(factor), after.text),
        if is_certain { Confidence::High } else { Confidence::Medium },
    ))
}

/// The hedge before the words of the template: "more than doubled".
fn hedge_of_verb(case: &Case<'_>) -> Option<Modifier> {
    let verb = case.found.tokens.start;
    let hedges = &case.scene.language.hedges_before;
    let tokens = &case.scene.annotated.tokens;
    let inside =
        case.found.tokens.clone().take(4).find_map(|at| hedges.longest_before(tokens, at + 1));
    let hedge = hedges.longest_before(tokens, verb).or(inside);
    hedge.filter(|(first, _)| *first >= case.sentence.tokens.start).map(|(_, hedge)| hedge.modifier)
}

/// The difference of two percentages, in points.
pub(super) fn points(case: &Case<'_>) -> Option<Outcome> {
    let (before, after) = ends(case)?;
    let change = case.found.get("change").filter(|change| !is_level(case, change))?;
    let real = (after.number()? - before.number()?).abs();
    let leeway = (before.tight.high - before.tight.low + after.tight.high - after.tight.low) / 2.0;
    if Interval::exactly(real).widened(leeway + 1e-9).meets(change.tight) {
        return Some(Outcome::Fits);
    }
    let is_certain = before.is_plain() && after.is_plain() && change.is_plain();
    Some(Flaw::off(
        format!("from {} to {} is {} points", before.text, after.text, figure(real)),
        format!("{} − {} = {} points, not {}", after.text, before.text, figure(real), change.text),
        if is_certain { Confidence::High } else { Confidence::Medium },
    ))
}

/// The values before and after, in one unit and above nought.
fn ends<'c>(case: &'c Case<'_>) -> Option<(&'c Stated, &'c Stated)> {
    let (before, after) = (case.found.get("before")?, case.found.get("after")?);
    let is_above = before.number()? > 0.0 && after.number()? >= 0.0;
    let is_told = before.is_like(after) || leaves_out_unit(before, after);
    let is_stretch = is_length(before) && before.number() == after.number();
    let is_no_end = is_year(before) || is_year(after) || is_stretch;
    (is_told && is_above && !is_no_end).then_some((before, after))
}

/// "from 4 to 6 crowns", "from $900 to 1,200": the unit stands with one of the two alone.
fn leaves_out_unit(before: &Stated, after: &Stated) -> bool {
    let is_bare = |stated: &Stated| matches!(stated.meaning, Meaning::Number(_));
    let may_be_left_out = |stated: &Stated| {
        matches!(
            stated.meaning,
            Meaning::Number(_)
                | Meaning::Money { .. }
                | Meaning::Measure { .. }
                | Meaning::Duration(_)
        )
    };
    let (Some(from), Some(to)) = (before.number(), after.number()) else { return false };
    is_bare(before) != is_bare(after)
        && (is_bare(before) && !is_percent(after) || may_be_left_out(before))
        && from < to * UNLIKE
        && to < from * UNLIKE
}

/// A number that may be a year: "from 2019".
fn is_year(stated: &Stated) -> bool {
    let is_bare = matches!(stated.meaning, Meaning::Number(_) | Meaning::Date(_));
    is_bare
        && stated.text.len() == 4
        && stated.number().is_none_or(|n| (1900.0..2100.0).contains(&n))
}

/// "the 12 months to June, up 5% from the 12 months before": two lengths of time that say when.
fn is_length(stated: &Stated) -> bool {
    matches!(stated.meaning, Meaning::Duration(_))
}

fn is_percent(stated: &Stated) -> bool {
    matches!(stated.meaning, Meaning::Percent(_))
}

fn ratio(before: Interval, after: Interval) -> Option<Interval> {
    (before.low > 0.0).then(|| {
        Interval::new((after.low / before.high).max(0.0), (after.high / before.low).max(0.0))
    })
}
