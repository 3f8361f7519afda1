//! Products, rates and shares: "200 tickets at $15 each, $3,000 in all", "one in five, or 20%".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::pack::fact_file::Confidence;
use crate::value::Interval;

/// How far a percentage may lie from the share in words beside it, in points.
const ROUND_SHARE: f64 = 1.0;

/// So many at so much each make the total.
pub(super) fn product(case: &Case<'_>) -> Option<Outcome> {
    let (each, total) = (case.found.get("each")?, case.found.get("total")?);
    let count = case.found.get("count");
    if !each.is_like(total) || each.number()? <= 0.0 {
        return None;
    }
    let times = |a: Interval, b: Interval| Interval::new(a.low * b.low, a.high * b.high);
    let is_exact =
        |stated: &Stated| stated.number().is_some_and(|n| n < 1000.0 && n.fract() == 0.0);
    let factor = |stated: &Stated| {
        if is_exact(stated) && stated.is_plain() {
            Interval::exactly(stated.number().unwrap_or_default())
        } else {
            stated.loose
        }
    };
    let (counted, shown) = match count {
        Some(count) => (factor(count), count.text.clone()),
        None => (Interval::exactly(case.factor), figure(case.factor)),
    };
    let expected = count.map_or(Some(case.factor), Stated::number)? * each.number()?;
    if times(counted, factor(each)).meets(total.loose) {
        return Some(Outcome::Fits);
    }
    let product = total.in_unit(expected);
    let is_certain = [each, total].into_iter().chain(count).all(Stated::is_plain);
    Some(Flaw::off(
        format!("{shown} × {} is {product}, not {}", each.text, total.text),
        format!("{shown} × {} = {product}; {} stated", each.text, total.text),
        if is_certain { Confidence::High } else { Confidence::Medium },
    ))
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
    let words = if share.is_plain() && !is_hedged(case, share) {
        Interval::exactly(real)
    } else {
        words.widened(6.0)
    };
    if words.widened(ROUND_SHARE + 0.5).meets(told) {
        return Some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("{} is {}%, not {}", share.text, figure(real), percent.text),
        format!("{} = {}%; {} stated", share.text, figure(real), percent.text),
        if is_hedged(case, share) || !percent.is_plain() {
            Confidence::Medium
        } else {
            Confidence::High
        },
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
        if is_certain { Confidence::High } else { Confidence::Medium },
    ))
}
