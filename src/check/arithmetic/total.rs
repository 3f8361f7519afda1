//! Totals and their parts: "12 people, 7 men and 5 women".

use super::stated::{Form, Stated, Values, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::pack::fact_file::Confidence;
use crate::value::Interval;
use std::ops::Range;

/// Beyond this, counts are told rounded.
const EXACT: f64 = 10_000.0;

/// The parts make up the total.
pub(super) fn sum(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let parts: Vec<&Stated> = case.found.all("part").collect();
    if parts.len() < 2 || !is_countable(total, &parts) {
        return None;
    }
    let sum = added(&parts);
    if sum.meets(leeway(total)) {
        return Some(Outcome::Fits);
    }
    Some(flaw(total, &parts, None))
}

/// The parts are no more than the total.
pub(super) fn within(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let parts: Vec<&Stated> = case.found.all("part").collect();
    if !is_countable(total, &parts) {
        return None;
    }
    if added(&parts).low <= leeway(total).high {
        return Some(Outcome::Fits);
    }
    Some(flaw(total, &parts, None))
}

/// After "There were 100 votes:" all numbers to the end of the sentence are parts of it.
pub(super) fn parts_follow(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let rest = case.found.tokens.end..case.sentence.tokens.end;
    let list = parts_in(case, rest)?;
    let parts: Vec<&Stated> = list.parts.iter().collect();
    if !list.is_whole || parts.len() < 2 || !is_countable(total, &parts) {
        return None;
    }
    if added(&parts).meets(leeway(total)) {
        return Some(Outcome::Fits);
    }
    let last = parts.last()?.tokens.end;
    Some(flaw(total, &parts, Some(case.found.tokens.start..last)))
}

/// After "Of the 100 votes," the numbers that follow are parts of it which exclude one another.
pub(super) fn parts_within(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let list = parts_in(case, case.found.tokens.end..case.sentence.tokens.end)?;
    let parts: Vec<&Stated> = case.found.all("part").chain(&list.parts).collect();
    if parts.len() < 2 || !is_countable(total, &parts) {
        return None;
    }
    if added(&parts).low <= leeway(total).high {
        return Some(Outcome::Fits);
    }
    let last = parts.last()?.tokens.end;
    Some(flaw(total, &parts, Some(case.found.tokens.start..last)))
}

/// The counts that head the items of a list.
struct Parts {
    parts: Vec<Stated>,
    /// Whether nothing follows them in the sentence.
    is_whole: bool,
}

/// The counts that head the items of a list; nothing if anything else in it is a value. After a
/// comma, an item without a count ends it.
fn parts_in(case: &Case<'_>, tokens: Range<usize>) -> Option<Parts> {
    let annotated = case.scene.annotated;
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let mut parts = Vec::new();
    let mut starts_item = true;
    let mut at = tokens.start;
    while at < tokens.end {
        let token = annotated.tokens[at];
        let text = annotated.article.slice(token.span());
        let found =
            annotated.starting_at(at).find(|found| !matches!(found.meaning, Meaning::Quote { .. }));
        if let Some(found) = found {
            if !starts_item
                && matches!(found.meaning, Meaning::Date(_) | Meaning::Time(_) | Meaning::Period(_))
            {
                at = found.tokens.end;
                continue;
            }
            let part = values.stated(Form::Count, &found.tokens).filter(|_| starts_item)?;
            at = part.tokens.end;
            parts.push(part);
            starts_item = false;
            continue;
        }
        if matches!(text, ";" | ":" | "(" | "—" | "–") {
            return None;
        }
        let parts_items = text == "," || text == "and";
        if starts_item && (!parts_items || text == ",") {
            return (!parts.is_empty()).then_some(Parts { parts, is_whole: false });
        }
        starts_item = parts_items;
        at += 1;
    }
    (!starts_item).then_some(Parts { parts, is_whole: true })
}

/// Three or more percentages of one whole cannot pass a hundred.
pub(super) fn shares_of_one(case: &Case<'_>) -> Option<Outcome> {
    let parts = row_of_percentages(case);
    if parts.len() < 3 || parts.iter().any(|part| !part.is_plain()) {
        return None;
    }
    let low: f64 = parts.iter().map(|part| part.tight.low).sum();
    let sum: f64 = parts.iter().filter_map(Stated::number).sum();
    if low <= 100.0 {
        return Some(Outcome::Fits);
    }
    let shown: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let start = parts.first()?.tokens.start.min(case.found.tokens.start);
    let Outcome::Off(flaw) = Flaw::off(
        format!("the shares of one whole add up to {}%", figure(sum)),
        format!("{} = {}%", shown.join(" + "), figure(sum)),
        Confidence::Medium,
    ) else {
        return None;
    };
    Some(Outcome::Off(Flaw { tokens: Some(start..parts.last()?.tokens.end), ..flaw }))
}

/// The percentages after the template's words that follow one another within a few tokens.
fn row_of_percentages(case: &Case<'_>) -> Vec<Stated> {
    let annotated = case.scene.annotated;
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let rest = case.found.tokens.start..case.sentence.tokens.end;
    let mut row: Vec<Stated> = Vec::new();
    for found in annotated.within(rest) {
        let is_of_another = annotated
            .tokens
            .get(found.tokens.end)
            .is_some_and(|next| annotated.article.slice(next.span()) == "of");
        let part = values.stated(Form::Percent, &found.tokens).filter(|_| !is_of_another);
        let Some(part) = part else { continue };
        if row.last().is_some_and(|last| part.tokens.start > last.tokens.end + 6) {
            break;
        }
        row.push(part);
    }
    row
}

fn is_countable(total: &Stated, parts: &[&Stated]) -> bool {
    total.is_plain() && parts.iter().all(|part| part.is_plain() && part.is_like(total))
}

/// Small counts are exact; large ones are rounded at their last place.
fn leeway(stated: &Stated) -> Interval {
    match stated.number() {
        Some(number) if number < EXACT && number.fract() == 0.0 => Interval::exactly(number),
        _ => stated.tight,
    }
}

fn added(parts: &[&Stated]) -> Interval {
    let ends = parts.iter().map(|part| leeway(part));
    ends.fold(Interval::exactly(0.0), |sum, part| {
        Interval::new(sum.low + part.low, sum.high + part.high)
    })
}

fn flaw(total: &Stated, parts: &[&Stated], tokens: Option<Range<usize>>) -> Outcome {
    let sum: f64 = parts.iter().filter_map(|part| part.number()).sum();
    let shown: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let (sum, shown) = (total.in_unit(sum), shown.join(" + "));
    let comes_out = if parts.len() == 1 {
        format!("{shown} of {} is more than there are", total.text)
    } else {
        format!("{shown} makes {sum}, not {}", total.text)
    };
    let arithmetic = format!("{shown} = {sum}; {} stated", total.text);
    Outcome::Off(Flaw { comes_out, arithmetic, confidence: Confidence::High, tokens })
}
