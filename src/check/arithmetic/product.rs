//! Products, rates and shares: "200 tickets at $15 each, $3,000 in all", "one in five, or 20%".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::pack::fact_file::Confidence;
use crate::value::{Interval, TimeUnit};

/// How far a percentage may lie from the share in words beside it, in points.
const ROUND_SHARE: f64 = 1.0;

/// The same for small shares, as a part of them.
const SMALL_SHARE: f64 = 0.15;

/// So many at so much each make the total.
pub(super) fn product(case: &Case<'_>) -> Option<Outcome> {
    let (each, total) = (case.found.get("each")?, case.found.get("total")?);
    let count = case.found.get("count");
    let part = fraction_of(each, total)?;
    let is_bound = [Some(each), Some(total), count].into_iter().flatten().any(Stated::is_open);
    if each.number()? <= 0.0 || is_bound && case.is_told_apart() {
        return None;
    }
    let (counted, shown) = match (count, case.found.get("per")) {
        (Some(count), Some(per)) => {
            let times = units_in(case, count, per)?;
            (scaled(factor(count), times), count.text.clone())
        }
        (Some(count), None) => (factor(count), count.text.clone()),
        (None, _) => (Interval::exactly(case.factor), figure(case.factor)),
    };
    let each_all = scaled(factor(each), part);
    let product = Interval::new(counted.low * each_all.low, counted.high * each_all.high);
    if product.meets(total.loose) {
        return Some(Outcome::Fits);
    }
    let number = f64::midpoint(counted.low, counted.high) * each.number()? * part;
    let product = total.in_unit(number);
    let is_certain = [each, total].into_iter().chain(count).all(Stated::is_plain);
    let outcome = Flaw::off(
        format!("{shown} × {} is {product}, not {}", each.text, total.text),
        format!("{shown} × {} = {product}; {} stated", each.text, total.text),
        case.confidence(is_certain),
    );
    Some(outcome.over(case, total))
}

/// A small whole number is exact.
fn factor(stated: &Stated) -> Interval {
    let is_exact = stated.number().is_some_and(|n| n < 1000.0 && n.fract() == 0.0);
    if is_exact && stated.is_plain() {
        Interval::exactly(stated.number().unwrap_or_default())
    } else {
        stated.loose
    }
}

/// What makes the unit of the one into that of the other: cents are hundredths.
fn fraction_of(each: &Stated, total: &Stated) -> Option<f64> {
    if each.is_like(total) {
        return Some(1.0);
    }
    let currency = |stated: &Stated| match &stated.meaning {
        Meaning::Money { currency, .. } => Some(currency.clone()),
        _ => None,
    };
    let (small, _) = (currency(each)?, currency(total)?);
    matches!(small.as_str(), "cents" | "cent" | "pence" | "penny").then_some(0.01)
}

/// How many of the unit that a rate is told in lie in one of the unit of a length of time.
fn units_in(case: &Case<'_>, length: &Stated, per: &Stated) -> Option<f64> {
    let (Meaning::Duration(length_of), Meaning::Duration(rate)) = (&length.meaning, &per.meaning)
    else {
        return None;
    };
    // "a year" in "£900 a year" is no length.
    let annotated = case.scene.annotated;
    let before = length.tokens.start.checked_sub(1)?;
    let mut beside = annotated.within(annotated.sentence_at(before)?);
    let is_rate = beside.any(|found| {
        found.tokens.end == length.tokens.start && matches!(found.meaning, Meaning::Money { .. })
    });
    let times = length_of.unit.days() / rate.unit.days();
    // Months are no whole number of weeks or days.
    let is_whole = length_of.unit == rate.unit
        || matches!(
            (length_of.unit, rate.unit),
            (TimeUnit::Year, TimeUnit::Month)
                | (TimeUnit::Week, TimeUnit::Day)
                | (TimeUnit::Hour, TimeUnit::Minute)
        );
    (is_whole && !is_rate).then_some(times.round())
}

fn scaled(interval: Interval, by: f64) -> Interval {
    Interval::new(interval.low * by, interval.high * by)
}

/// How far a way may lie from speed times time, as a part of it: nobody drives evenly.
const UNEVEN: f64 = 0.1;

/// So far at this speed for so long.
pub(super) fn distance(case: &Case<'_>) -> Option<Outcome> {
    let (speed, time) = (case.found.get("each")?, case.found.get("count")?);
    let way = case.found.get("total")?;
    let (Meaning::Measure { unit: speed_unit, .. }, Meaning::Measure { unit, .. }) =
        (&speed.meaning, &way.meaning)
    else {
        return None;
    };
    let Meaning::Duration(length) = &time.meaning else { return None };
    let hours = time.number()? * length.unit.days() / TimeUnit::Hour.days();
    if *speed_unit != format!("{unit} per hour") || speed.is_open() || way.is_open() {
        return None;
    }
    let real = speed.number()? * hours;
    let around = Interval::exactly(real).widened(UNEVEN * real);
    if around.meets(way.loose) {
        return Some(Outcome::Fits);
    }
    let outcome = Flaw::off(
        format!("{} for {} is {} {unit}s, not {}", speed.text, time.text, figure(real), way.text),
        format!("{} × {} = {}; {} stated", speed.text, time.text, figure(real), way.text),
        Confidence::Medium,
    );
    Some(outcome.over(case, way))
}

/// A share in words and the percentage beside it are the same.
pub(super) fn same_share(case: &Case<'_>) -> Option<Outcome> {
    let (share, percent) = (case.found.get("share")?, case.found.get("percent")?);
    let real = 100.0 * share.number()?;
    let told = Interval::new(
        percent.loose.low.min(percent.tight.low),
        percent.tight.high.max(percent.tight.high),
    );
    let words = Interval::new(
        100.0 * share.tight.low.min(share.number()?),
        100.0 * share.tight.high.max(share.number()?),
    );
    // Three in four are 75%: only a share that comes out uneven is rounded.
    let is_even = (real - real.round()).abs() < 1e-6 && share.is_plain() && percent.is_plain();
    let told = if is_even && !is_hedged(case, share) { percent.tight } else { told };
    let words = if share.is_plain() && !is_hedged(case, share) {
        Interval::exactly(real)
    } else {
        words.widened(6.0)
    };
    if words.widened((ROUND_SHARE + 0.5).min(SMALL_SHARE * real)).meets(told) {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} is {}%, not {}", share.text, figure(real), percent.text),
        format!("{} = {}%; {} stated", share.text, figure(real), percent.text),
        case.confidence(!is_hedged(case, share) && percent.is_plain()),
    ))
}

fn is_hedged(case: &Case<'_>, stated: &Stated) -> bool {
    let hedges = &case.scene.language.hedges_before;
    !stated.is_plain()
        || hedges.longest_before(&case.scene.annotated.tokens, stated.tokens.start).is_some()
}

/// A part of a whole is as many percent of it as is stated.
pub(super) fn share_of(case: &Case<'_>) -> Option<Outcome> {
    let (part, whole) = (case.found.get("part")?, case.found.get("whole")?);
    if let Some(share) = case.found.get("share") {
        return share_in_words(case, share, [part, whole]);
    }
    let percent = case.found.get("percent")?;
    if part.number()? > whole.number()?
        || whole.number()? <= 0.0
        || !matches!(percent.meaning, Meaning::Percent(_))
    {
        return None;
    }
    let real = 100.0 * part.number()? / whole.number()?;
    let leeway = if part.is_plain() && whole.is_plain() { 1.0 } else { 8.0 };
    if Interval::exactly(real).widened(leeway).meets(percent.tight)
        || Interval::exactly(real).widened(leeway).meets(percent.loose) && !percent.is_plain()
    {
        return Some(Outcome::Fits);
    }
    let is_certain = part.is_plain() && whole.is_plain() && percent.is_plain();
    Some(Flaw::off(
        format!("{} of {} is {}%, not {}", part.text, whole.text, figure(real), percent.text),
        format!("{} ÷ {} = {}%; {} stated", part.text, whole.text, figure(real), percent.text),
        case.confidence(is_certain),
    ))
}

/// How far a part may lie from a share in words of the whole, as a part of it.
const WORDED: f64 = 0.1;

/// "a third of the 120 members, 40 in all"
fn share_in_words(case: &Case<'_>, share: &Stated, [part, whole]: [&Stated; 2]) -> Option<Outcome> {
    if !part.is_plain() || !whole.is_plain() || part.number()? > whole.number()? {
        return None;
    }
    let real = share.number()? * whole.number()?;
    let hedge = if is_hedged(case, share) { 2.0 * WORDED } else { WORDED };
    if Interval::exactly(real).widened((hedge * real).max(1.0)).meets(part.loose) {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} of {} is {}, not {}", share.text, whole.text, figure(real), part.text),
        format!("{} × {} = {}; {} stated", share.text, whole.text, figure(real), part.text),
        case.confidence(!is_hedged(case, share)),
    ))
}
