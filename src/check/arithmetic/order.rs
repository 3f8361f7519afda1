//! Ranges that start after their end: "between 12 and 5", "from 1999 to 1995".

use super::stated::Stated;
use super::{Case, Flaw, Outcome};
use crate::pack::fact_file::Confidence;
use crate::value::PartialDate;
use std::cmp::Ordering;

/// The range starts before it ends.
pub(super) fn ascending(case: &Case<'_>) -> Option<Outcome> {
    let (from, to) = (case.found.get("from")?, case.found.get("to")?);
    let order = match (from.date(), to.date()) {
        (Some(from), Some(to)) => dates(from, to)?,
        (None, Some(to)) if from.is_plain() => days(from.number()?, to)?,
        (None, None) if from.is_plain() && to.is_plain() => numbers(from, to)?,
        _ => return None,
    };
    if order != Ordering::Greater {
        return Some(Outcome::Fits);
    }
    let (first, last) = (&from.text, &to.text);
    let relation = if from.date().is_some() { "is later than" } else { "is more than" };
    Some(Flaw::off(
        format!("the range starts at {first}, which {relation} its end, {last}"),
        format!("{first} > {last}"),
        Confidence::High,
    ))
}

/// How many times the other one figure may be: beyond that, one of them leaves out its millions.
const SIZES: f64 = 50.0;

/// What is told as a rise or a fall goes that way.
pub(super) fn moves(case: &Case<'_>, way: Ordering) -> Option<Outcome> {
    let (before, after) = (case.found.get("before")?, case.found.get("after")?);
    if !before.is_plain() || !after.is_plain() || !before.is_like(after) {
        return None;
    }
    let (low, high) = (before.number()?, after.number()?);
    let is_scaled = !(1.0 / SIZES..=SIZES).contains(&(high / low));
    let goes = high.total_cmp(&low);
    if goes == way || goes == Ordering::Equal || is_scaled {
        return (!is_scaled).then_some(Outcome::Fits);
    }
    let (told, is) = if way == Ordering::Greater { ("rise", "fall") } else { ("fall", "rise") };
    let (before, after) = (&before.text, &after.text);
    let sign = if way == Ordering::Greater { '<' } else { '>' };
    Some(Flaw::off(
        format!("from {before} to {after} is a {is}, not a {told}"),
        format!("{after} {sign} {before}"),
        Confidence::High,
    ))
}

fn numbers(from: &Stated, to: &Stated) -> Option<Ordering> {
    let is_bare = |stated: &Stated| matches!(stated.meaning, crate::annotate::Meaning::Number(_));
    // "between the ages of 12 and 6": only the first number is told to be an age.
    let is_age = matches!(from.meaning, crate::annotate::Meaning::Age(_)) && is_bare(to);
    if !from.is_like(to) && !is_bare(from) && !is_age {
        return None;
    }
    let (low, high) = (from.number()?, to.number()?);
    // "between 10 percent and a quarter"
    let is_share = high < 1.0 && low >= 1.0;
    // "between 2 and 1.5 million" leaves out the scale of its first number.
    let is_scaled = high >= 1000.0 && low < 1000.0;
    (!is_scaled && !is_share).then(|| low.total_cmp(&high))
}

/// "from 15 to 12 March": two days of one month.
fn days(from: f64, to: PartialDate) -> Option<Ordering> {
    let is_day = (1.0..=31.0).contains(&from) && from.fract() == 0.0 && to.month.is_some();
    let day = to.day.filter(|_| is_day)?;
    Some(from.total_cmp(&f64::from(day)))
}

/// Which date is later, where they settle it: both years, or days of one month.
fn dates(from: PartialDate, to: PartialDate) -> Option<Ordering> {
    if let (Some(first), Some(last)) = (from.year, to.year) {
        let by_year = first.cmp(&last);
        let by_month = || match (from.month, to.month) {
            (Some(first), Some(last)) => first.cmp(&last),
            _ => Ordering::Equal,
        };
        let by_day = || match (from.day, to.day) {
            (Some(first), Some(last)) => first.cmp(&last),
            _ => Ordering::Equal,
        };
        return Some(by_year.then_with(by_month).then_with(by_day));
    }
    let is_one_month = from.month.is_some() && from.month == to.month && from.year.is_none();
    match (from.day, to.day) {
        (Some(first), Some(last)) if is_one_month => Some(first.cmp(&last)),
        _ => None,
    }
}
