//! Compares a measure with its conversion beside it: "10 kg (25 lb)" should be 22.
//!
//! Conversions in ordinary use are rounded freely, so a round figure is allowed a tenth.

use super::{Hit, Scene};
use crate::annotate::{Annotation, Meaning, Sentence};
use crate::finding::{Evidence, Verdict};
use crate::language::Pattern;
use crate::pack::fact_file::Confidence;
use crate::value::{Dimension, Extent, Quantity, Unit};
use std::ops::Range;

/// How far a round or hedged figure may lie off, as a part of it.
const ROUND: f64 = 0.1;

/// How far any other may lie off before it is flagged.
const EXACT: f64 = 0.04;

/// How many degrees a temperature may lie off beyond its last place: its nought is no measure.
const DEGREES: f64 = 1.5;

/// How many words may tell what was measured before it is told again.
const RUN: usize = 4;

/// Measures given for the same thing.
#[derive(Debug)]
pub struct UnitConversion {
    /// Words that make a temperature a difference of temperatures.
    pub difference: Vec<Pattern>,
}

/// A measure, perhaps of several parts: "5 feet 10 inches".
struct Measure<'a> {
    tokens: Range<usize>,
    amount: Quantity,
    unit: &'a Unit,
    name: &'a str,
    /// Whether its last place is a nought, or it is told with a hedge.
    is_round: bool,
    /// Half of its last place.
    leeway: f64,
}

impl UnitConversion {
    /// Flags the conversions that are wrong.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut last: Option<Measure<'_>> = None;
        for found in &scene.annotated.annotations {
            if !matches!(found.meaning, Meaning::Measure { .. }) {
                continue;
            }
            let Some(measure) = Measure::read(scene, found) else {
                last = None;
                continue;
            };
            if let Some(previous) = last.take() {
                if let Some(joined) = previous.with_part(&measure) {
                    last = Some(joined);
                    continue;
                }
                hits.extend(self.compare(scene, &previous, &measure));
            }
            last = Some(measure);
        }
        hits
    }

    fn compare(&self, scene: &Scene<'_>, first: &Measure<'_>, second: &Measure<'_>) -> Option<Hit> {
        let sentence = scene.annotated.sentence_of(first.tokens.start)?;
        let second = &second.with_following(scene, sentence);
        let is_pair = first.name != second.name && first.unit.dimension == second.unit.dimension;
        let link = Link { scene, sentence, first, second };
        let end = link.end(self).filter(|_| is_pair)?;
        let tokens = first.tokens.start..end;
        if scene.annotated.is_quoted(&tokens) || follows_stones(scene, first) {
            return None;
        }
        let off = self.off(scene, sentence, first, second)?;
        let span = scene.annotated.span_of(tokens);
        let text = scene.annotated.article.slice(span);
        let shown = scene.annotated.article.slice(scene.annotated.span_of(first.tokens.clone()));
        let right = format!("{} {}", rounded(off.right), plural(second.name, off.right));
        let is_hedged = first.amount.modifier.is_some() || second.amount.modifier.is_some();
        Some(Hit {
            span,
            verdict: Verdict::Refuted,
            message: format!("says “{text}”; {shown} is {right}"),
            evidence: vec![Evidence::Arithmetic { text: format!("{shown} = {right}") }],
            confidence: if off.part > ROUND && !is_hedged {
                Confidence::High
            } else {
                Confidence::Medium
            },
        })
    }

    /// How far the second lies from the first; nothing if some reading makes them the same.
    fn off(
        &self,
        scene: &Scene<'_>,
        sentence: &Sentence,
        first: &Measure<'_>,
        second: &Measure<'_>,
    ) -> Option<Off> {
        let is_temperature = first.unit.dimension == Dimension::Temperature;
        let around =
            sentence.tokens.start.max(first.tokens.start.saturating_sub(3))..second.tokens.start;
        let is_difference = is_temperature
            && self.difference.iter().any(|pattern| {
                pattern.find(&scene.annotated.tokens, around.clone(), &()).is_some()
            });
        let mut nearest: Option<Off> = None;
        for from in first.unit.readings() {
            for to in second.unit.readings() {
                let as_level = (!is_difference || !is_temperature)
                    .then(|| offs(first, second, |n| from.convert(n, &to)));
                let as_difference = is_temperature
                    .then(|| offs(first, second, |n| from.convert_difference(n, &to)));
                for off in [as_level, as_difference].into_iter().flatten() {
                    let off = off?;
                    if off.is_allowed(first, second) {
                        return None;
                    }
                    // The first reading is the usual one, and a level before a difference.
                    nearest = nearest.or(Some(off));
                }
            }
        }
        nearest
    }
}

/// How far a stated conversion lies from the right one.
#[derive(Clone, Copy)]
struct Off {
    right: f64,
    by: f64,
    part: f64,
    /// What the last places of both leave open.
    leeway: f64,
}

impl Off {
    fn is_allowed(&self, first: &Measure<'_>, second: &Measure<'_>) -> bool {
        if second.unit.dimension == Dimension::Temperature {
            return self.by <= self.leeway + DEGREES;
        }
        let is_free = second.is_round || first.is_round;
        self.by <= self.leeway || self.part <= if is_free { ROUND } else { EXACT }
    }
}

/// The worse of the two ends, where ranges are given.
fn offs(
    first: &Measure<'_>,
    second: &Measure<'_>,
    convert: impl Fn(f64) -> Option<f64>,
) -> Option<Off> {
    let (from, to) = (first.amount.stated_ends(), second.amount.stated_ends());
    let off = |from: f64, to: f64| {
        let right = convert(from)?;
        let high = convert(from + first.leeway)?;
        let by = (right - to).abs();
        let part = by / right.abs().max(f64::MIN_POSITIVE);
        Some(Off { right, by, part, leeway: (high - right).abs() + second.leeway })
    };
    let (low, high) = (off(from.low, to.low)?, off(from.high, to.high)?);
    let is_single = first.amount.extent == Extent::Point || second.amount.extent == Extent::Point;
    if is_single && first.amount.extent != second.amount.extent {
        return None;
    }
    Some(if low.part > high.part { low } else { high })
}

impl<'a> Measure<'a> {
    fn read(scene: &Scene<'a>, found: &'a Annotation) -> Option<Measure<'a>> {
        let Meaning::Measure { amount, unit: name } = &found.meaning else {
            return None;
        };
        let unit = scene.language.units.get(name)?;
        let text = scene.annotated.article.slice(found.span);
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let decimals =
            digits.trim_end_matches('.').rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        let written: f64 = digits.trim_end_matches('.').parse().unwrap_or(amount.stated.abs());
        let scale = if written > 0.0 && amount.extent == Extent::Point {
            (amount.stated / written).abs()
        } else {
            1.0
        };
        let ends_round = decimals == 0 && written >= 10.0 && written % 10.0 == 0.0;
        Some(Measure {
            tokens: found.tokens.clone(),
            amount: *amount,
            unit,
            name,
            is_round: ends_round || amount.modifier.is_some() || written < 10.0 && decimals == 0,
            leeway: 0.5 * scale / 10f64.powi(decimals.min(9) as i32),
        })
    }

    /// "5 feet" and the "10 inches" right after it.
    fn with_part(&self, part: &Measure<'a>) -> Option<Measure<'a>> {
        let is_part = part.tokens.start == self.tokens.end
            && part.unit.dimension == self.unit.dimension
            && part.unit.factor < self.unit.factor
            && part.amount.extent == Extent::Point
            && self.unit.dimension != Dimension::Temperature;
        let added = part.unit.convert(part.amount.stated, self.unit)?;
        let leeway = part.unit.convert(part.leeway, self.unit)?;
        is_part.then(|| Measure {
            tokens: self.tokens.start..part.tokens.end,
            amount: Quantity::exactly(self.amount.stated + added),
            is_round: false,
            leeway,
            ..*self
        })
    }

    /// With the smaller unit that follows it, if one does.
    fn with_following(&self, scene: &Scene<'a>, sentence: &Sentence) -> Measure<'a> {
        let next = scene.annotated.starting_at(self.tokens.end).find(|next| {
            matches!(next.meaning, Meaning::Measure { .. })
                && next.tokens.end <= sentence.tokens.end
        });
        let own = || Measure { tokens: self.tokens.clone(), ..*self };
        // The annotation outlives the scene's borrow here only through its parts.
        let Some(next) = next else { return own() };
        let Meaning::Measure { amount, unit } = &next.meaning else { return own() };
        let Some(unit) = scene.language.units.get(unit) else { return own() };
        let part = Measure {
            tokens: next.tokens.clone(),
            amount: *amount,
            unit,
            name: "",
            is_round: false,
            leeway: 0.5,
        };
        self.with_part(&part).unwrap_or_else(own)
    }
}

/// Whether stones stand before the pounds: "8st 6lb".
fn follows_stones(scene: &Scene<'_>, pounds: &Measure<'_>) -> bool {
    let before = pounds.tokens.start.checked_sub(1).map(|at| scene.annotated.tokens[at]);
    let is_stone = before.is_some_and(|before| {
        matches!(scene.annotated.article.slice(before.span()), "st" | "stone" | "stones")
    });
    is_stone && pounds.name == "pound"
}

/// Two measures and what stands between and after them.
struct Link<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Sentence,
    first: &'a Measure<'a>,
    second: &'a Measure<'a>,
}

impl Link<'_> {
    /// Where the pair ends, if the second is the first told again: in brackets, or after ", or".
    fn end(&self, check: &UnitConversion) -> Option<usize> {
        let between: Vec<&str> =
            (self.first.tokens.end..self.second.tokens.start).map(|at| self.text(at)).collect();
        let after = self.second.tokens.end;
        match between.as_slice() {
            ["("] => (self.text(after) == ")").then_some(after + 1),
            [_, "("] => {
                let word = self.first.tokens.end..self.first.tokens.end + 1;
                let tokens = &self.scene.annotated.tokens;
                let is_cue = check
                    .difference
                    .iter()
                    .any(|cue| cue.find(tokens, word.clone(), &()).is_some())
                    || matches!(between[0], "-" | "tall" | "long" | "high" | "wide" | "deep");
                (is_cue && self.text(after) == ")").then_some(after + 1)
            }
            [",", "or"] => Some(after),
            [","] if self.second.amount.modifier.is_some() => self.closes(after).then_some(after),
            [",", words @ ..] if self.says_again(words) => self.closes(after).then_some(after),
            [words @ .., ",", "or"] if self.is_run(words) => self.closes(after).then_some(after),
            [words @ .., "("] if self.is_run(words) => {
                (self.text(after) == ")").then_some(after + 1)
            }
            ["/"] => self.scene.annotated.tokens[self.first.tokens.end].joined.then_some(after),
            _ => None,
        }
    }

    /// Whether words say that the same is told again: "equal to", "which is about".
    fn says_again(&self, words: &[&str]) -> bool {
        let language = self.scene.language;
        words.iter().any(|word| language.is_of("told_again", word))
            && words.iter().all(|word| {
                language.is_of("told_again", word) || language.is_of("told_again_words", word)
            })
    }

    /// Whether words tell what was measured, and no more: "of lukewarm milk", "on Sunday".
    fn is_run(&self, words: &[&str]) -> bool {
        (1..=RUN).contains(&words.len())
            && words.iter().all(|word| word.chars().all(char::is_alphabetic))
            && !words.iter().any(|word| self.scene.language.is_of("ends_measure", word))
    }

    /// Whether nothing that the second measure belongs to follows it.
    fn closes(&self, at: usize) -> bool {
        matches!(self.text(at), "" | "," | "." | ";" | ":" | ")" | "—" | "–" | "!" | "?")
    }

    fn text(&self, at: usize) -> &str {
        if !self.sentence.tokens.contains(&at) {
            return "";
        }
        self.scene.annotated.article.slice(self.scene.annotated.tokens[at].span())
    }
}

fn rounded(number: f64) -> String {
    let places = usize::from(number.abs() < 10.0);
    let text = format!("{number:.places$}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn plural(unit: &str, amount: f64) -> String {
    if amount == 1.0 {
        return unit.to_owned();
    }
    match unit.split_once(' ') {
        Some((
            first @ ("degree" | "mile" | "kilometre" | "metre" | "litre" | "part" | "gram"),
            rest,
        )) => {
            format!("{first}s {rest}")
        }
        _ if unit.ends_with("foot") => unit.replace("foot", "feet"),
        _ if unit.ends_with("inch") => format!("{unit}es"),
        _ if unit.ends_with("hertz") || unit == "stone" => unit.to_owned(),
        _ => format!("{unit}s"),
    }
}
