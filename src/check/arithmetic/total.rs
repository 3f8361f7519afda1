//! Totals and their parts: "12 people, 7 men and 5 women".

use super::form::Form;
use super::stated::{Stated, Values, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::language::TokenKind;
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
    if case.is_told_apart() && has_more_than_all(total, &parts) {
        return None;
    }
    if sum.meets(leeway(total)) {
        return Some(Outcome::Fits);
    }
    let outcome = flaw(total, &parts, None);
    Some(if case.is_told_apart() { weakened(outcome) } else { outcome })
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
    let outcome = flaw(total, &parts, None);
    Some(if case.is_told_apart() { weakened(outcome) } else { outcome })
}

/// After "There were 100 votes:" all numbers to the end of the sentence are parts of it.
pub(super) fn parts_follow(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let rest = case.found.tokens.end..case.sentence.tokens.end;
    let list = parts_of(case, rest, form_of(total))?;
    let parts: Vec<&Stated> = list.parts.iter().collect();
    // "a repeal, a reform or a law" counts nothing.
    let is_counted = parts.iter().any(|part| part.number() > Some(1.0));
    let is_list = list.is_whole && parts.len() >= 2 && is_counted && is_countable(total, &parts);
    if !is_list || has_more_than_all(total, &parts) {
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

/// A part at the head of an item, or the end of the list.
enum Item {
    Part(Stated),
    Word,
    End,
}

/// The counts that head the items of a list; nothing if anything else in it is a value. After a
/// comma, an item without a count ends it, and so does a dash or a bracket after the last.
fn parts_in(case: &Case<'_>, tokens: Range<usize>) -> Option<Parts> {
    parts_of(case, tokens, Form::Count)
}

/// What the parts of a total are told as: a sum as sums, a measure as measures.
fn form_of(total: &Stated) -> Form {
    match total.meaning {
        Meaning::Money { .. } => Form::Sum,
        Meaning::Measure { .. } => Form::Measure,
        _ => Form::Count,
    }
}

fn parts_of(case: &Case<'_>, tokens: Range<usize>, form: Form) -> Option<Parts> {
    let mut parts: Vec<Stated> = Vec::new();
    let (mut starts_item, mut is_last) = (true, false);
    let mut at = tokens.start;
    while at < tokens.end {
        match item(case, at, starts_item, form)? {
            Item::Part(part) => {
                at = part.tokens.end;
                parts.push(part);
                starts_item = false;
                continue;
            }
            Item::End => {
                let is_whole = is_last && !starts_item;
                return is_whole.then_some(Parts { parts, is_whole });
            }
            Item::Word => {}
        }
        let text = word(case, at);
        let parts_items = text == "," || text == "and";
        // "…, and nothing else"
        if starts_item && case.scene.language.is_of("nothing_more", text) && parts.len() > 1 {
            return Some(Parts { parts, is_whole: true });
        }
        // "… and £90,000 for paint and a fence"
        if starts_item && is_last && parts.len() > 2 && word(case, at - 1) == "and" {
            starts_item = false;
            at += 1;
            continue;
        }
        if starts_item && (!parts_items || text == ",") {
            // "a son and two daughters, all of them musicians"
            let is_whole = is_last && parts.len() > 1 && word(case, at - 1) == ",";
            return (!parts.is_empty()).then_some(Parts { parts, is_whole });
        }
        starts_item = parts_items;
        is_last |= text == "and";
        at += 1;
    }
    (!starts_item).then_some(Parts { parts, is_whole: true })
}

/// What stands at a token of a list; nothing where it is a value that heads no item.
fn item(case: &Case<'_>, at: usize, starts_item: bool, form: Form) -> Option<Item> {
    let annotated = case.scene.annotated;
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let mut here = annotated.starting_at(at);
    let found = here.find(|found| !matches!(found.meaning, Meaning::Quote { .. }));
    if let Some(found) = found {
        let is_aside = matches!(
            found.meaning,
            Meaning::Date(_) | Meaning::Time(_) | Meaning::Period(_) | Meaning::Ordinal(_)
        );
        if !starts_item && is_aside {
            return Some(Item::Word);
        }
        return values.stated(form, &found.tokens).filter(|_| starts_item).map(Item::Part);
    }
    let text = word(case, at);
    let counts_one = text == "one"
        || matches!(text, "a" | "an")
            && at + 1 < tokens_end(case, at)
            && !case.scene.language.is_of("many_of_one", word(case, at + 1));
    if starts_item && counts_one && form == Form::Count {
        return Some(Item::Part(values.one(at)));
    }
    match text {
        ")" | "—" | "–" => Some(Item::End),
        ";" | ":" | "(" => None,
        _ => Some(Item::Word),
    }
}

fn tokens_end(case: &Case<'_>, at: usize) -> usize {
    case.scene.annotated.sentence_of(at).map_or(at, |sentence| sentence.tokens.end)
}

fn word<'a>(case: &Case<'a>, at: usize) -> &'a str {
    let token = case.scene.annotated.tokens.get(at);
    token.map_or("", |token| case.scene.annotated.article.slice(token.span()))
}

/// The counts after the template are all the parts of a total told before.
pub(super) fn parts_row(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let own = case.scene.annotated.sentence_of(case.found.tokens.start)?;
    let list = parts_in(case, case.found.tokens.end..own.tokens.end)?;
    let parts: Vec<&Stated> = list.parts.iter().collect();
    if !list.is_whole || parts.len() < 2 || !is_countable(total, &parts) {
        return None;
    }
    if added(&parts).meets(leeway(total)) {
        return Some(Outcome::Fits);
    }
    let tokens = case.found.tokens.start..parts.last()?.tokens.end;
    Some(weakened(flaw(total, &parts, Some(tokens))))
}

/// "the remaining 25%": with the shares told before it in its sentence it makes the whole.
pub(super) fn remainder(case: &Case<'_>) -> Option<Outcome> {
    let last = case.found.get("part")?;
    let annotated = case.scene.annotated;
    let own = annotated.sentence_of(case.found.tokens.start)?;
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let form = if last.percent().is_some() { Form::Percent } else { Form::Sum };
    let before = annotated.within(own.tokens.start..case.found.tokens.start);
    let told = before.filter_map(|found| values.stated(form, &found.tokens));
    let parts: Vec<Stated> = told.chain([last.clone()]).collect();
    let total = case.found.get("total");
    let is_plain = parts.iter().chain(total).all(Stated::is_plain);
    if parts.len() < 2 || !is_plain || shares_before(case, own.tokens.clone()).next().is_some() {
        return None;
    }
    let parts: Vec<&Stated> = parts.iter().collect();
    // Beside 1.5 million, 2 million are 2.0 million.
    let place = parts.iter().map(|part| part.place).fold(f64::INFINITY, f64::min);
    let whole = total.and_then(Stated::number).map_or(Interval::exactly(case.factor), |total| {
        Interval::exactly(total).widened(place / 2.0)
    });
    let ends = parts.iter().fold(Interval::exactly(0.0), |sum, part| {
        let told = Interval::exactly(part.number().unwrap_or_default()).widened(place / 2.0);
        Interval::new(sum.low + told.low, sum.high + told.high)
    });
    if ends.meets(whole) {
        return Some(Outcome::Fits);
    }
    let sum: f64 = parts.iter().filter_map(|part| part.number()).sum();
    let shown: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let (shown, sum) = (shown.join(" + "), last.in_unit(sum));
    let whole = total.map_or_else(|| last.in_unit(case.factor), |total| total.text.clone());
    Some(Flaw::off(
        format!("{shown} makes {sum}, not {whole}"),
        format!("{shown} = {sum}; {whole} is the whole"),
        Confidence::Medium,
    ))
}

/// How far shares in words may lie off a whole.
const SHARES: f64 = 0.02;

/// "the remaining quarter": with the shares in words before it, it makes one whole.
pub(super) fn remaining_share(case: &Case<'_>) -> Option<Outcome> {
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let last = values.fraction(case.found.tokens.end - 1)?;
    let own = case.scene.annotated.sentence_of(case.found.tokens.start)?.tokens.clone();
    let mut shares: Vec<f64> = shares_before(case, own.start..case.found.tokens.start).collect();
    if shares.is_empty() {
        let before = case.scene.annotated.sentence_of(own.start.checked_sub(1)?)?;
        shares = shares_before(case, before.tokens.clone()).collect();
    }
    let sum = shares.iter().sum::<f64>() + last;
    if shares.len() < 2 || (sum - 1.0).abs() <= SHARES {
        return (shares.len() >= 2).then_some(Outcome::Fits);
    }
    let left = figure(100.0 * (1.0 - shares.iter().sum::<f64>()));
    Some(Flaw::off(
        format!("what is told before it leaves {left}% of the whole"),
        format!("the shares add up to {}%", figure(100.0 * sum)),
        Confidence::Medium,
    ))
}

/// The shares in words among the tokens.
fn shares_before<'c>(case: &'c Case<'_>, tokens: Range<usize>) -> impl Iterator<Item = f64> + 'c {
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let mut next = tokens.start;
    tokens.filter_map(move |at| {
        let (end, share) = values.share(at).filter(|_| at >= next)?;
        next = end;
        Some(share)
    })
}

fn weakened(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Off(flaw) => Outcome::Off(Flaw { confidence: Confidence::Medium, ..flaw }),
        Outcome::Fits => outcome,
    }
}

/// Three or more percentages of one whole cannot pass a hundred.
pub(super) fn shares_of_one(case: &Case<'_>) -> Option<Outcome> {
    let parts = row_of_percentages(case);
    // Of two that are for and against, both stand beside "by".
    let least = if case.factor > 1.0 { 2 } else { 3 };
    if parts.len() < least || parts.iter().any(|part| !part.is_plain()) {
        return None;
    }
    if allows_several(case) {
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

/// "34 seats" and "(19)" in brackets make up what the parties have together.
pub(super) fn bracketed(case: &Case<'_>) -> Option<Outcome> {
    let total = case.found.get("total")?;
    let values = Values { scene: case.scene, clause_breaks: &[] };
    let mut before = case.sentence.tokens.start..total.tokens.start;
    let annotated = case.scene.annotated;
    let mut parts = Vec::new();
    while let Some(open) = before.find(|&at| word(case, at) == "(") {
        let closes = (open + 2..open + 5).any(|at| word(case, at) == ")");
        let tokens = open + 1..open + 2;
        let is_number = annotated.tokens[open + 1].kind == TokenKind::Number;
        parts.extend(values.stated(Form::Digits, &tokens).filter(|_| closes && is_number));
    }
    let parts: Vec<&Stated> = parts.iter().collect();
    if parts.len() < 2 || !is_countable(total, &parts) || has_more_than_all(total, &parts) {
        return None;
    }
    if added(&parts).meets(leeway(total)) {
        return Some(Outcome::Fits);
    }
    Some(weakened(flaw(total, &parts, Some(case.found.tokens.clone()))))
}

/// "Two-thirds of the 330 flats … the other 110": what a share leaves of the total.
pub(super) fn rest_of_share(case: &Case<'_>) -> Option<Outcome> {
    let (share, total) = (case.found.get("share")?.number()?, case.found.get("total")?);
    let part = case.found.get("part")?;
    if !total.is_plain() || !part.is_plain() || !(0.0..1.0).contains(&share) {
        return None;
    }
    let left = total.number()? * (1.0 - share);
    let stated = part.number()?;
    if (left - stated).abs() <= (left * SHARES).max(1.0) {
        return Some(Outcome::Fits);
    }
    Some(weakened(Flaw::off(
        format!("that leaves {} of {}, not {}", figure(left), total.text, part.text),
        format!("{} × (1 − {}) = {}", total.text, figure(share), figure(left)),
        Confidence::High,
    )))
}

/// A majority is by how much one side has more votes than the other.
pub(super) fn margin(case: &Case<'_>) -> Option<Outcome> {
    let (one, other) = (case.found.get("one")?, case.found.get("other")?);
    let margin = case.found.get("margin")?;
    let parts = [one, other];
    if !is_countable(margin, &parts) {
        return None;
    }
    let apart = (one.number()? - other.number()?).abs();
    if (apart - margin.number()?).abs() < 1.0 {
        return Some(Outcome::Fits);
    }
    Some(weakened(Flaw::off(
        format!("{} and {} lie {} apart", one.text, other.text, figure(apart)),
        format!("|{} − {}| = {}; {} stated", one.text, other.text, figure(apart), margin.text),
        Confidence::High,
    )))
}

/// "Several answers were possible.": whether the next sentence says that shares overlap.
fn allows_several(case: &Case<'_>) -> bool {
    let next = case.scene.annotated.sentence_of(case.sentence.tokens.end);
    next.is_some_and(|next| {
        let mut tokens = next.tokens.clone();
        tokens
            .any(|at| case.scene.language.is_of("several_answers", &word(case, at).to_lowercase()))
    })
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
        // "46 percent of residents wanted flats, 38 percent a park": the first names the whole.
        let is_of_another = is_of_another && found.tokens.start > case.found.tokens.start;
        let part = values.stated(Form::Percent, &found.tokens).filter(|_| !is_of_another);
        let Some(part) = part else { continue };
        if row.last().is_some_and(|last| part.tokens.start > last.tokens.end + 6) {
            break;
        }
        row.push(part);
    }
    row
}

/// Whether one of them alone is more than the total: then they count something else.
fn has_more_than_all(total: &Stated, parts: &[&Stated]) -> bool {
    parts.iter().any(|part| part.number() >= total.number())
}

fn is_countable(total: &Stated, parts: &[&Stated]) -> bool {
    let is_money = matches!(total.meaning, Meaning::Money { .. });
    let is_bare = |part: &Stated| is_money && matches!(part.meaning, Meaning::Number(_));
    total.is_plain()
        && parts.iter().all(|part| part.is_plain() && (part.is_like(total) || is_bare(part)))
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
