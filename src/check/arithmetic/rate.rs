//! Rates over several sentences: "600 bricks on each of the four days … his tally of 3,600".
//!
//! The wording gives the rate; what it counts, how often and what came of it are told apart by
//! their nouns and units. Nothing is flagged where two things may be meant, or where any other
//! figure of the passage explains the total.

use super::form::Form;
use super::stated::{Stated, Values, figure};
use super::{Case, Flaw, Outcome};
use crate::annotate::Meaning;
use crate::language::{Case as LetterCase, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::value::{Duration, Extent, Interval, TimeUnit};
use std::ops::Range;

/// How many tokens after a number its noun may follow.
const NOUN_REACH: usize = 4;

/// How many tokens a cue may stand from a total that shares no noun with the rate.
const CUE_REACH: usize = 5;

/// How far lengths of time may lie off: a month has no fixed number of days.
const UNEVEN: f64 = 0.06;

/// The same where they are hedged: "nearly a year".
const HEDGED: f64 = 0.3;

/// How many figures a passage may have; beyond that it is a list.
const MOST: usize = 10;

/// What a rate is told for.
#[derive(Debug, PartialEq)]
enum Per {
    Time(TimeUnit),
    Noun(String),
}

/// So many of `each` for every one of what is counted make the total.
pub(super) fn rate(case: &Case<'_>) -> Option<Outcome> {
    let passage = Passage::around(case)?;
    let each = case.found.get("each")?;
    if !each.is_plain() || each.number()? <= 0.0 {
        return None;
    }
    let (per, end) = passage.per(case)?;
    let own = case.found.tokens.start..end.max(case.found.tokens.end);
    if case.found.get("count").is_some_and(is_year) {
        return None;
    }
    let inner = case.found.get("count").cloned().or_else(|| passage.inner_count(&own));
    let figures = passage.figures();
    if figures.len() > MOST {
        return None;
    }
    let others: Vec<&Stated> =
        figures.iter().filter(|other| !own.contains(&other.tokens.start)).collect();
    let counts: Vec<(f64, &Stated)> = match &inner {
        Some(count) => vec![(count.number()?, count)],
        None => {
            others.iter().filter_map(|other| Some((passage.count(other, &per)?, *other))).collect()
        }
    };
    let [(times, count)] = counts[..] else { return None };
    let totals: Vec<&&Stated> = others
        .iter()
        .filter(|other| other.tokens != count.tokens && passage.is_total(other, each))
        .collect();
    let [total] = totals[..] else { return None };
    let product = each.number()? * times;
    let is_time = matches!(count.meaning, Meaning::Duration(_));
    let uneven = if count.is_open() { HEDGED } else { UNEVEN };
    let leeway = if is_time { uneven * product } else { 0.0 };
    let around = |number: f64| Interval::exactly(number).widened(leeway + spread(each, times));
    let mut factors = vec![1.0];
    factors.extend(
        others
            .iter()
            .filter(|o| o.tokens != count.tokens && o.tokens != total.tokens)
            .filter_map(|o| o.number()),
    );
    if factors.iter().any(|more| around(product * more).meets(total.loose)) {
        return Some(Outcome::Fits);
    }
    let right = total.in_unit(product);
    let outcome = Flaw::off(
        format!("{} × {} is {right}, not {}", count.text, each.text, total.text),
        format!("{} × {} = {right}; {} stated", count.text, each.text, total.text),
        Confidence::Medium,
    );
    let Outcome::Off(flaw) = outcome else { return Some(outcome) };
    // Of the rate, the count and the total, those of the last sentence are shown.
    let parts = [own, count.tokens.clone(), total.tokens.clone()];
    let last = parts[1..].iter().map(|part| part.start).max()?;
    let sentence = case.scene.annotated.sentence_at(last)?;
    let shown = parts.iter().filter(|part| sentence.contains(&part.start));
    let start = shown.clone().map(|part| part.start).min()?;
    let end = shown.map(|part| part.end).max()?;
    Some(Outcome::Off(Flaw { tokens: Some(start..end), ..flaw }))
}

/// Whether digits are more likely those of a year.
fn is_year(count: &Stated) -> bool {
    !count.text.contains(',') && count.number().is_some_and(|n| (1900.0..2100.0).contains(&n))
}

/// "20 jars a minute, 12,000 an hour": one rate for two units of time.
pub(super) fn same_rate(case: &Case<'_>) -> Option<Outcome> {
    let (one, other) = (case.found.get("one")?, case.found.get("other")?);
    let unit = |slot: &str| match case.found.get(slot).map(|unit| &unit.meaning) {
        Some(Meaning::Duration(length)) => Some(length.unit),
        _ => None,
    };
    let (first, second) = (unit("unit")?, unit("more")?);
    if first == second || !one.is_plain() || !other.is_plain() {
        return None;
    }
    let is_one_kind = one.is_like(other) || matches!(other.meaning, Meaning::Number(_));
    let ratio = second.days() / first.days();
    let right = one.number()? * ratio;
    let leeway = UNEVEN * right + spread(one, ratio);
    if !is_one_kind || Interval::exactly(right).widened(leeway).meets(other.loose) {
        return is_one_kind.then_some(Outcome::Fits);
    }
    // A working day or week is shorter than one of the clock.
    let is_worked = second >= TimeUnit::Day && first < TimeUnit::Day;
    if is_worked && other.number()? < right {
        return None;
    }
    Some(Flaw::off(
        format!(
            "{} {} is {} {}, not {}",
            one.text,
            singular_of(first),
            figure(right),
            singular_of(second),
            other.text
        ),
        format!("{} × {} = {}; {} stated", one.text, figure(ratio), figure(right), other.text),
        Confidence::Medium,
    ))
}

fn singular_of(unit: TimeUnit) -> String {
    format!("a {}", unit.plural().trim_end_matches('s'))
}

/// What the last place of the rate leaves open.
fn spread(each: &Stated, times: f64) -> f64 {
    let is_exact = each.number().is_some_and(|number| number.fract() == 0.0 && number < 1000.0);
    if is_exact { 0.0 } else { each.place / 2.0 * times }
}

/// The sentence of a rate and those beside it, of one paragraph.
struct Passage<'a> {
    case: &'a Case<'a>,
    tokens: Range<usize>,
}

impl<'a> Passage<'a> {
    fn around(case: &'a Case<'a>) -> Option<Passage<'a>> {
        let annotated = case.scene.annotated;
        let at = annotated.sentences.partition_point(|s| s.tokens.end <= case.found.tokens.start);
        let own = annotated.sentences.get(at)?;
        let in_block = |at: usize| annotated.sentences.get(at).filter(|s| s.block == own.block);
        let before = at.checked_sub(1).and_then(in_block).unwrap_or(own);
        let after = in_block(at + 1).unwrap_or(own);
        Some(Passage { case, tokens: before.tokens.start..after.tokens.end })
    }

    fn text(&self, at: usize) -> String {
        let annotated = self.case.scene.annotated;
        let token = annotated.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.map_or(String::new(), |token| annotated.article.slice(token.span()).to_lowercase())
    }

    fn is_of(&self, class: &str, at: usize) -> bool {
        self.case.scene.language.is_of(class, &self.text(at))
    }

    /// What the rate is told for, and the token past it.
    fn per(&self, case: &Case<'_>) -> Option<(Per, usize)> {
        if let Some(noun) = case.found.get("count").and_then(|count| self.noun(count)) {
            return Some((Per::Noun(noun), case.found.tokens.end));
        }
        let mut at = case.found.tokens.end;
        let most = at + 6;
        while at < most {
            if let Some(length) = self.stated_at(at, Form::Length)
                && let Meaning::Duration(told) = &length.meaning
            {
                return Some((Per::Time(told.unit), length.tokens.end));
            }
            if !(self.is_of("rate_words", at) || self.number_at(at).is_some()) {
                break;
            }
            at += self.number_at(at).map_or(1, |stated| stated.tokens.len());
        }
        let token =
            self.case.scene.annotated.tokens.get(at).filter(|_| self.tokens.contains(&at))?;
        let is_word = matches!(token.kind, TokenKind::Word(LetterCase::Lower));
        let sense = self.case.scene.language.sense(token.word);
        match sense.time_unit.filter(|unit| unit.times == 1.0) {
            Some(unit) => Some((Per::Time(unit.unit), at + 1)),
            None => is_word.then(|| (Per::Noun(stem(&self.text(at))), at + 1)),
        }
    }

    /// The "four" of "on each of the four days".
    fn inner_count(&self, own: &Range<usize>) -> Option<Stated> {
        let from = self.case.found.tokens.end.saturating_sub(1);
        let inside = (from..own.end).find_map(|at| self.number_at(at));
        let length = (from + 1..own.end).find_map(|at| self.stated_at(at, Form::Length));
        inside.or(length).filter(|count| count.number().is_some_and(|number| number >= 2.0))
    }

    fn number_at(&self, at: usize) -> Option<Stated> {
        self.stated_at(at, Form::Count)
    }

    fn stated_at(&self, at: usize, form: Form) -> Option<Stated> {
        let values = Values { scene: self.case.scene, clause_breaks: &[] };
        let mut found = self.case.scene.annotated.starting_at(at);
        let tokens = found.find(|found| form.takes(&found.meaning))?.tokens.clone();
        values.stated(form, &tokens)
    }

    /// Every figure of the passage, each once.
    fn figures(&self) -> Vec<Stated> {
        let values = Values { scene: self.case.scene, clause_breaks: &[] };
        let mut all: Vec<Stated> = Vec::new();
        for found in self.case.scene.annotated.within(self.tokens.clone()) {
            let is_inside = all.last().is_some_and(|last| found.tokens.start < last.tokens.end);
            if !is_inside
                && Form::Amount.takes(&found.meaning)
                && let Some(stated) = values.stated(Form::Amount, &found.tokens)
            {
                all.push(stated);
            }
        }
        all
    }

    /// The noun that a number counts.
    fn noun(&self, stated: &Stated) -> Option<String> {
        let tokens = &self.case.scene.annotated.tokens;
        let mut noun = None;
        for at in stated.tokens.end..stated.tokens.end + NOUN_REACH {
            let token = tokens.get(at).filter(|_| self.tokens.contains(&at))?;
            let is_word = matches!(token.kind, TokenKind::Word(LetterCase::Lower));
            if !is_word || self.is_of("after_noun", at) {
                break;
            }
            noun = Some(self.text(at));
            if self.text(at).ends_with('s') {
                break;
            }
        }
        noun.map(|noun| stem(&noun))
    }

    /// How often the rate is told to hold, if a figure tells so.
    fn count(&self, stated: &Stated, per: &Per) -> Option<f64> {
        let is_exact = |length: &Duration| {
            length.amount.extent == Extent::Point
                && !self.is_of("vague_length", stated.tokens.start)
        };
        match (&stated.meaning, per) {
            (Meaning::Duration(length), Per::Time(unit))
                if is_exact(length) && self.is_length(stated) =>
            {
                Some(length.amount.stated * length.unit.days() / unit.days())
                    .filter(|&times| times >= 2.0)
            }
            (Meaning::Number(_), Per::Noun(noun)) => {
                if stated.is_open() {
                    return None;
                }
                let is_it = self.noun(stated).as_ref() == Some(noun) || self.is_of_them(stated);
                is_it.then(|| stated.number())?.filter(|&n| n >= 2.0)
            }
            _ => None,
        }
    }

    /// Whether a length of time is told as one: "the fewest in a year" is none.
    fn is_length(&self, stated: &Stated) -> bool {
        let before = stated.tokens.start.saturating_sub(3)..stated.tokens.start;
        stated.number() != Some(1.0) || before.into_iter().any(|at| self.is_of("before_length", at))
    }

    /// "30 of them"
    fn is_of_them(&self, stated: &Stated) -> bool {
        self.is_of("of_some", stated.tokens.end)
            && self.is_of("some_told_of", stated.tokens.end + 1)
    }

    /// Whether a figure may be what comes of the rate.
    fn is_total(&self, stated: &Stated, each: &Stated) -> bool {
        let is_more = stated.number().zip(each.number()).is_some_and(|(total, each)| total > each);
        if !is_more || !stated.is_plain() || stated.ends().is_some() {
            return false;
        }
        match (&stated.meaning, &each.meaning) {
            (Meaning::Number(_), Meaning::Number(_)) => {
                let (noun, other) = (self.noun(stated), self.noun(each));
                other.is_some() && noun == other || self.has_cue(stated)
            }
            (Meaning::Money { .. } | Meaning::Measure { .. }, _) => stated.is_like(each),
            _ => false,
        }
    }

    fn has_cue(&self, stated: &Stated) -> bool {
        let before = stated.tokens.start.saturating_sub(CUE_REACH)..stated.tokens.start;
        let after = stated.tokens.end..stated.tokens.end + 3;
        before.chain(after).any(|at| self.is_of("of_total", at))
    }
}

/// A noun without the ending of its plural.
fn stem(noun: &str) -> String {
    let cut = |ending: &str| noun.strip_suffix(ending).map(str::to_owned);
    if let Some(stem) = cut("ies") {
        return format!("{stem}y");
    }
    ["ches", "shes", "xes", "sses"]
        .into_iter()
        .find_map(|ending| cut(ending).map(|stem| format!("{stem}{}", &ending[..ending.len() - 2])))
        .or_else(|| cut("s").filter(|stem| !stem.ends_with('s')))
        .unwrap_or_else(|| noun.to_owned())
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn nouns_lose_their_plural() {
        assert_eq!(stem("berries"), "berry");
        assert_eq!(stem("boxes"), "box");
        assert_eq!(stem("tables"), "table");
        assert_eq!(stem("glass"), "glass");
    }
}
