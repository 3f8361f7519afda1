//! Ages against the dates of birth and of the event: "born in 1960 … died in 2001 aged 41".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::pack::fact_file::Confidence;
use crate::value::Period;
use jiff::civil::Date;

/// Nobody grows older.
const OLDEST: i32 = 125;

/// How many days before the day of writing what is told as new may have happened.
const NEWS: i64 = 30;

/// Somebody born then is as old as is stated when the other thing happens, or on the day of writing.
pub(super) fn judge(case: &Case<'_>) -> Option<Outcome> {
    let born = case.found.get("birth")?;
    let age = case.found.get("age")?;
    let stated = age.number().filter(|_| age.is_plain())? as i32;
    let today = case.scene.reference.date();
    let (events, shown) = match case.found.get("event") {
        Some(event) => (event.periods(today), event.text.clone()),
        None => (vec![lately(today?)?], "the day of writing".to_owned()),
    };
    let born_in = born.date()?.period()?;
    let (least, most) = events
        .iter()
        .filter_map(|event| ages(born_in, *event))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    if (least..=most).contains(&stated) {
        return Some(Outcome::Fits);
    }
    // Who is born on a leap day counts birthdays.
    let is_leap =
        born_in.first == born_in.last && (born_in.first.month(), born_in.first.day()) == (2, 29);
    if most > OLDEST || is_leap && stated < least / 3 || !case.is_about_one_person() {
        return None;
    }
    let off = (least - stated).max(stated - most);
    let range = if least == most { figure(f64::from(least)) } else { format!("{least} or {most}") };
    // Without a day of birth, a year of difference is often the age at the last birthday.
    let is_certain = off > 1 || born_in.first == born_in.last && events.len() == 1;
    Some(Flaw::off(
        format!("somebody born {} is {range} in {shown}", at(born)),
        format!("{shown} − {} = {range}; {stated} stated", born.text),
        case.confidence(is_certain),
    ))
}

/// Somebody of one age then is as much older later as the two dates lie apart.
pub(super) fn grown(case: &Case<'_>) -> Option<Outcome> {
    let (young, old) = (case.found.get("then")?, case.found.get("age")?);
    let event = case.found.get("event")?;
    let (before, after) = (young.number()?, old.number()?);
    let today = case.scene.reference.date()?;
    let years = f64::from(today.year()) - f64::from(event.date()?.year?);
    let off = (after - before - years).abs();
    if off <= 1.0 {
        return Some(Outcome::Fits);
    }
    if !young.is_plain() || !old.is_plain() || years < 1.0 || !case.is_about_one_person() {
        return None;
    }
    let right = figure(before + years);
    Some(Flaw::off(
        format!("somebody who was {} in {} is about {right} now", young.text, event.text),
        format!(
            "{} + ({} − {}) = {right}; {} stated",
            young.text,
            today.year(),
            event.text,
            old.text
        ),
        Confidence::Medium,
    ))
}

/// The age lies in the ten years that a word names: eighty and more of an octogenarian.
pub(super) fn in_decade(case: &Case<'_>) -> Option<Outcome> {
    let age = case.found.get("age").filter(|age| age.is_plain())?;
    let years = age.number()?;
    let last = case.factor + 9.0;
    if (case.factor..=last).contains(&years) {
        return Some(Outcome::Fits);
    }
    let words = case.text();
    Some(Flaw::off(
        format!("“{words}” is {} to {}, not {}", figure(case.factor), figure(last), age.text),
        format!("{} ≤ {} ≤ {} does not hold", figure(case.factor), figure(years), figure(last)),
        case.confidence(true),
    ))
}

/// Twins are of one age.
pub(super) fn same(case: &Case<'_>) -> Option<Outcome> {
    let (one, other) = (case.found.get("one")?, case.found.get("other")?);
    if one.number()? == other.number()? {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("twins cannot be {} and {}", one.text, other.text),
        format!("{} ≠ {}", one.text, other.text),
        Confidence::High,
    ))
}

/// Whoever is called the elder has lived longer.
pub(super) fn elder(case: &Case<'_>) -> Option<Outcome> {
    let (elder, younger) = (case.found.get("elder")?, case.found.get("younger")?);
    if elder.number()? >= younger.number()? {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("whoever is {} is not older than somebody of {}", elder.text, younger.text),
        format!("{} < {}", elder.text, younger.text),
        Confidence::Medium,
    ))
}

/// One of a group lies within the ages of all.
pub(super) fn inside(case: &Case<'_>) -> Option<Outcome> {
    let ends = case.found.get("group")?.ends()?;
    let (from, to) = (ends.low, ends.high);
    let age = case.found.get("age")?;
    let years = age.number()?;
    if (from..=to).contains(&years) {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} lies outside {} to {}", age.text, figure(from), figure(to)),
        format!("{} ≤ {} ≤ {} does not hold", figure(from), figure(years), figure(to)),
        Confidence::Medium,
    ))
}

/// News is of the last weeks; a birthday may lie between.
pub(super) fn lately(today: Date) -> Option<Period> {
    let first = today.checked_sub(jiff::Span::new().days(NEWS)).ok()?;
    Some(Period::new(first, today))
}

fn at(born: &Stated) -> String {
    format!("in {}", born.text)
}

/// The least and the greatest age that the two dates allow.
pub(super) fn ages(born: Period, event: Period) -> Option<(i32, i32)> {
    let least = whole_years(born.last, event.first);
    let most = whole_years(born.first, event.last);
    (most >= 0).then_some((least.max(0), most))
}

fn whole_years(from: Date, to: Date) -> i32 {
    let years = i32::from(to.year()) - i32::from(from.year());
    years - i32::from((to.month(), to.day()) < (from.month(), from.day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::PartialDate;

    #[test]
    fn dates_in_part_leave_an_age_open() {
        let date = |iso| PartialDate::parse(iso).unwrap().period().unwrap();
        assert_eq!(ages(date("1940"), date("2010")), Some((69, 70)));
        assert_eq!(ages(date("1960-03-05"), date("2001")), Some((40, 41)));
        assert_eq!(ages(date("1944-05-01"), date("2004-05-03")), Some((60, 60)));
        assert_eq!(ages(date("2004"), date("1944")), None);
    }
}
