//! Ranges that start after their end: "between 12 and 5", "from 1999 to 1995".

use super::form::Form;
use super::stated::{Stated, Values, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::pack::fact_file::Confidence;
use crate::value::PartialDate;
use std::cmp::Ordering;

/// The range starts before it ends.
pub(super) fn ascending(case: &Case<'_>) -> Option<Outcome> {
    let (from, to) = (case.found.get("from")?, case.found.get("to")?);
    // "pp. 288–95" ends on page 295.
    let is_short = is_digits(from) && is_digits(to) && to.text.len() < from.text.len();
    if is_short && is_joined_by_dash(case, from) {
        return None;
    }
    let order = match (from.date(), to.date()) {
        _ if from.time().is_some() => from.time()?.minutes.cmp(&to.time()?.minutes),
        (Some(from), Some(to)) => dates(from, to)?,
        (None, Some(to)) if from.is_plain() => days(from.number()?, to)?,
        (None, None) if from.is_plain() && to.is_plain() => numbers(from, to)?,
        _ => return None,
    };
    if order != Ordering::Greater {
        return Some(Outcome::Fits);
    }
    let (first, last) = (&from.text, &to.text);
    let is_when = from.date().is_some() || from.time().is_some();
    let relation = if is_when { "is later than" } else { "is more than" };
    Some(Flaw::off(
        format!("the range starts at {first}, which {relation} its end, {last}"),
        format!("{first} > {last}"),
        Confidence::High,
    ))
}

fn is_digits(stated: &Stated) -> bool {
    stated.text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_joined_by_dash(case: &Case<'_>, from: &Stated) -> bool {
    let annotated = case.scene.annotated;
    let next = annotated.tokens.get(from.tokens.end);
    next.is_some_and(|next| matches!(annotated.article.slice(next.span()), "-" | "–" | "—"))
}

/// No more than a bound: a share of a whole, a place in a field.
pub(super) fn at_most(case: &Case<'_>) -> Option<Outcome> {
    let part = case.found.get("part").filter(|part| !part.is_from_above())?;
    let (most, shown) = match case.found.get("whole") {
        Some(whole) if whole.is_plain() => (whole.number()?, whole.text.clone()),
        Some(_) => return None,
        None => (case.factor, figure(case.factor)),
    };
    // That it is no more explains no other figure.
    if part.number()? <= most {
        return None;
    }
    Some(Flaw::off(
        format!("{} is beyond {shown}, the most there can be", part.text),
        format!("{} > {shown}", part.text),
        Confidence::Medium,
    ))
}

/// "at least 30 and no more than 20": the lower bound lies below the upper one.
pub(super) fn bounds(case: &Case<'_>) -> Option<Outcome> {
    let (from, to) = (case.found.get("from")?, case.found.get("to")?);
    if !from.is_from_below() || !to.is_from_above() || !from.is_like(to) {
        return None;
    }
    if from.number()? <= to.number()? {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("nothing is both {} and {}", from.text, to.text),
        format!("{} > {}", from.text, to.text),
        Confidence::High,
    ))
}

/// How many figures a passage may have; beyond that it is a list.
const MOST: usize = 8;

/// What was told of all holds of each that the passage tells of.
pub(super) fn inside(case: &Case<'_>) -> Option<Outcome> {
    let slot = |name: &str| case.found.get(name);
    let ages = ["group", "oldest", "youngest"].into_iter().find_map(slot);
    let range = slot("range").or(slot("group"));
    let most =
        slot("most").or(slot("oldest")).or(slot("ceiling").filter(|told| told.is_from_above()));
    let least =
        slot("least").or(slot("youngest")).or(slot("floor").filter(|told| told.is_from_below()));
    let bound = range.or(most).or(least)?;
    let (low, high) = match (range.and_then(Stated::ends), most, least) {
        (Some(ends), ..) => (ends.low, ends.high),
        (None, Some(most), _) => (f64::NEG_INFINITY, most.number()?),
        (None, None, Some(least)) => (least.number()?, f64::INFINITY),
        _ => return None,
    };
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let told: Vec<Stated> = match slot("value") {
        Some(value) => vec![value.clone()],
        None => {
            let rest = case.found.tokens.end..case.sentence.tokens.end;
            let found = case.scene.annotated.within(rest);
            let stated = found.filter(|found| {
                Form::Amount.takes(&found.meaning) || Form::Age.takes(&found.meaning)
            });
            stated
                .filter_map(|found| {
                    values
                        .stated(Form::Amount, &found.tokens)
                        .or_else(|| values.stated(Form::Age, &found.tokens))
                })
                .collect()
        }
    };
    if told.len() > MOST {
        return None;
    }
    let is_one_kind = |stated: &Stated| {
        if ages.is_some() {
            return matches!(stated.meaning, Meaning::Age(_));
        }
        let is_bare = matches!(bound.meaning, Meaning::Number(_))
            && matches!(stated.meaning, Meaning::Number(_));
        let is_like = stated.is_like(bound) || is_part_of_unit(stated, bound);
        is_like && (!is_bare || slot("value").is_some())
    };
    let leeway = bound.place / 2.0;
    let off = told.iter().find(|stated| {
        let number = stated.number().filter(|_| {
            is_one_kind(stated)
                && stated.ends().is_none()
                && stated.tokens.start >= bound.tokens.end
        });
        number.is_some_and(|number| {
            number < low - leeway && !stated.is_from_below()
                || number > high + leeway && !stated.is_from_above()
        })
    })?;
    let outcome = Flaw::off(
        format!("{} is beyond {}", off.text, case.text()),
        format!("{} against {}", off.text, bound.text),
        Confidence::Medium,
    );
    let Outcome::Off(flaw) = outcome else { return None };
    Some(Outcome::Off(Flaw { tokens: Some(off.tokens.clone()), ..flaw }))
}

/// Whether a measure is told in short for that of the bound: milligrams for those in a litre.
fn is_part_of_unit(stated: &Stated, bound: &Stated) -> bool {
    match (&stated.meaning, &bound.meaning) {
        (Meaning::Measure { unit, .. }, Meaning::Measure { unit: whole, .. }) => {
            whole.strip_prefix(unit.as_str()).is_some_and(|rest| rest.starts_with(" per "))
        }
        _ => false,
    }
}

/// The letters after the digits are those of the ordinal: 21st, 12th, 113th.
pub(super) fn ending(case: &Case<'_>) -> Option<Outcome> {
    let digits = case.found.get("nth")?;
    let annotated = case.scene.annotated;
    let ending = annotated.tokens.get(digits.tokens.end).filter(|ending| ending.joined)?;
    let told = annotated.article.slice(ending.span());
    let before = digits.tokens.start.checked_sub(1).map(|at| annotated.tokens[at]);
    let is_inner = annotated.tokens[digits.tokens.start].joined
        && before.is_some_and(|before| annotated.article.slice(before.span()) != "(");
    let number = digits.number()? as u32;
    let right = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    // "8st" weighs eight stone.
    if is_inner || told == "st" && right != "st" {
        return None;
    }
    if told.eq_ignore_ascii_case(right) {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("the ordinal of {} is {}{right}", digits.text, digits.text),
        format!("{}{right}, not {}{told}", digits.text, digits.text),
        Confidence::Medium,
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
    // "aged between 12 and 6": only the first number is told to be an age.
    let is_age = matches!(from.meaning, crate::annotate::Meaning::Age(_)) && is_bare(to);
    if !from.is_like(to) && !is_bare(from) && !is_age {
        return None;
    }
    let (low, high) = (from.number()?, to.number()?);
    // "between 8 percent and a third"
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
