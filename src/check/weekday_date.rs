//! Compares weekdays with the dates beside them: "Monday, March 8, 2024" was a Friday.
//!
//! Without a year, a date is one that lies near the day of writing; where that is not known, no
//! year is excluded and nothing is flagged.

use super::{Hit, Scene};
use crate::annotate::{Annotation, Meaning, Sentence};
use crate::finding::{Evidence, Verdict};
use crate::language::Function;
use crate::pack::fact_file::Confidence;
use crate::value::{DateMention, Extent, PartialDate};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// How far from the day of writing a date without a year may lie, in days.
const PLAUSIBLE: i32 = 330;

/// Before this, some countries still kept the Julian calendar.
const GREGORIAN: i16 = 1800;

/// Flags weekdays that are not those of the dates beside them.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let annotations = &scene.annotated.annotations;
    let mut hits = Vec::new();
    let mut reached = 0;
    for (at, found) in annotations.iter().enumerate() {
        if weekday_of(found).is_none() || found.tokens.start < reached {
            continue;
        }
        let Some(sentence) = scene.annotated.sentence_of(found.tokens.start) else { continue };
        let pairing = Pairing { scene, sentence, annotations, at };
        let Some((pairs, tokens)) = pairing.pairs() else { continue };
        reached = tokens.end;
        if !scene.annotated.is_quoted(&tokens) {
            hits.extend(pairs.iter().find_map(|pair| pair.check(scene, tokens.clone())));
        }
    }
    hits
}

/// The weekday that an annotation is or begins with.
fn weekday_of(found: &Annotation) -> Option<Weekday> {
    match found.meaning {
        Meaning::Date(DateMention::Calendar { weekday, .. }) => weekday,
        Meaning::Date(DateMention::Weekday { relation: None, weekday }) => Some(weekday),
        _ => None,
    }
}

fn day_of(found: &Annotation) -> Option<PartialDate> {
    match found.meaning {
        Meaning::Date(DateMention::Calendar { date, .. }) => date.day.map(|_| date),
        _ => None,
    }
}

/// A weekday and the date beside it.
struct Pair {
    weekday: Weekday,
    date: PartialDate,
}

/// A weekday among the annotations, and what lies around it.
struct Pairing<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Sentence,
    annotations: &'a [Annotation],
    at: usize,
}

impl Pairing<'_> {
    /// The weekdays and their dates, with the tokens that hold them.
    fn pairs(&self) -> Option<(Vec<Pair>, Range<usize>)> {
        let found = &self.annotations[self.at];
        let weekday = weekday_of(found)?;
        if let Some((second, last)) = self.row_of_weekdays() {
            let (from, to, end) = self.days_of_range(last)?;
            let pairs = vec![Pair { weekday, date: from }, Pair { weekday: second, date: to }];
            return Some((pairs, found.tokens.start..end));
        }
        let start = found.tokens.start;
        if let Some(date) = day_of(found) {
            let year = self.year_of_range(found);
            let date = PartialDate { year: date.year.or(year), ..date };
            return Some((vec![Pair { weekday, date }], start..found.tokens.end));
        }
        let (date, tokens) = self.date_after(found).or_else(|| self.date_before(found))?;
        Some((vec![Pair { weekday, date }], tokens))
    }

    /// "Monday to Wednesday, March 4–6": the first weekday is that of the first day, the second
    /// that of the last, whether or not the days are known.
    fn row_of_weekdays(&self) -> Option<(Weekday, &Annotation)> {
        let found = &self.annotations[self.at];
        if day_of(found).is_some() {
            return None;
        }
        let next = self.annotations[self.at + 1..]
            .iter()
            .find(|next| next.tokens.start > found.tokens.end)?;
        let link = found.tokens.end..next.tokens.start;
        let second = weekday_of(next).filter(|_| link.len() == 1)?;
        self.links(link.start).then_some((second, next))
    }

    fn links(&self, at: usize) -> bool {
        let functions = self.scene.language.sense(self.scene.annotated.tokens[at].word).functions;
        let links = [Function::To, Function::Through, Function::And];
        links.iter().any(|&link| functions.has(link))
            || matches!(self.text(at), "-" | "–" | "—" | "/")
    }

    /// The two days after the second weekday of a range.
    fn days_of_range(&self, weekday: &Annotation) -> Option<(PartialDate, PartialDate, usize)> {
        if let Some(from) = day_of(weekday) {
            let to = self.second_day(weekday)?;
            let last = day_of(to)?;
            let from = PartialDate { year: from.year.or(last.year), ..from };
            let to_date = PartialDate { year: last.year.or(from.year), ..last };
            return Some((from, to_date, to.tokens.end));
        }
        // "15–18 August 2025": the days are a range of numbers before the month.
        let start = self.past_comma(weekday.tokens.end);
        let numbers =
            self.scene.annotated.starting_at(start).find_map(|found| match found.meaning {
                Meaning::Number(n) if n.extent == Extent::Range => {
                    Some((n.stated_ends(), found.tokens.end))
                }
                _ => None,
            });
        let (days, end) = numbers?;
        let month = self.scene.annotated.starting_at(end).find_map(|found| match found.meaning {
            Meaning::Date(DateMention::Calendar { date, .. })
                if date.month.is_some() && date.day.is_none() =>
            {
                Some((date, found.tokens.end))
            }
            _ => None,
        });
        let (month, end) = month?;
        let day = |n: f64| PartialDate { day: Some(n as i8), ..month };
        Some((day(days.low), day(days.high), end))
    }

    /// The last day of "March 4–6".
    fn second_day(&self, first: &Annotation) -> Option<&Annotation> {
        let start = first.tokens.end + 1;
        let link = first.tokens.end;
        let is_linked = link < self.sentence.tokens.end && self.links(link);
        self.scene.annotated.starting_at(start).find(|found| is_linked && day_of(found).is_some())
    }

    fn year_of_range(&self, first: &Annotation) -> Option<i16> {
        day_of(self.second_day(first)?)?.year
    }

    /// "Friday (March 8, 2024)", "Saturday 2024-03-09".
    fn date_after(&self, weekday: &Annotation) -> Option<(PartialDate, Range<usize>)> {
        let end = weekday.tokens.end;
        let opens = end < self.sentence.tokens.end && self.text(end) == "(";
        let start = if opens { end + 1 } else { self.past_comma(end) };
        let date = self.scene.annotated.starting_at(start).find(|found| day_of(found).is_some())?;
        let closes =
            date.tokens.end < self.sentence.tokens.end && self.text(date.tokens.end) == ")";
        if opens && !closes {
            return None;
        }
        Some((day_of(date)?, weekday.tokens.start..date.tokens.end + usize::from(opens)))
    }

    /// "25 December 2023, a Monday", "25 December 2023 (a Monday)".
    fn date_before(&self, weekday: &Annotation) -> Option<(PartialDate, Range<usize>)> {
        let article = weekday.tokens.start.checked_sub(1)?;
        let is_article = matches!(self.text(article), "a");
        let mark = article
            .checked_sub(1)
            .filter(|_| is_article && article > self.sentence.tokens.start)?;
        let date = self.annotations[..self.at].last()?;
        let is_beside = date.tokens.end == mark
            && matches!(self.text(mark), "," | "(" | "was" | "is")
            || self.falls_on(date.tokens.end..article);
        let runs_on = self.scene.annotated.tokens.get(weekday.tokens.end).is_some_and(|next| {
            weekday.tokens.end < self.sentence.tokens.end
                && matches!(next.kind, crate::language::TokenKind::Word(_))
        });
        let year = day_of(date)?.year;
        (is_beside && !runs_on && year.is_some())
            .then(|| (day_of(date).unwrap_or_default(), date.tokens.start..weekday.tokens.end))
    }

    /// "fell on a Monday", "which was a Monday"
    fn falls_on(&self, words: Range<usize>) -> bool {
        let words: Vec<&str> = words.map(|at| self.text(at)).collect();
        matches!(
            words.as_slice(),
            ["fell" | "falls", "on"]
                | [",", "which", "was" | "is"]
                | [",", "which", "fell" | "falls", "on"]
        )
    }

    fn past_comma(&self, at: usize) -> usize {
        at + usize::from(at < self.sentence.tokens.end && self.text(at) == ",")
    }

    fn text(&self, at: usize) -> &str {
        self.scene.annotated.article.slice(self.scene.annotated.tokens[at].span())
    }
}

impl Pair {
    fn check(&self, scene: &Scene<'_>, tokens: Range<usize>) -> Option<Hit> {
        let days = self.days(scene.reference.date());
        let is_wrong = !days.is_empty() && days.iter().all(|day| day.weekday() != self.weekday);
        let day = days.first().filter(|_| is_wrong)?;
        let span = scene.annotated.span_of(tokens);
        let text = scene.annotated.article.slice(span);
        let right = name(day.weekday());
        Some(Hit {
            span,
            verdict: Verdict::Refuted,
            message: format!(
                "says “{text}”; {} is a {right}, not a {}",
                shown(*day),
                name(self.weekday)
            ),
            evidence: vec![Evidence::Arithmetic { text: format!("{day} = {right}") }],
            confidence: if self.date.year.is_some() {
                Confidence::High
            } else {
                Confidence::Medium
            },
        })
    }

    /// The days that may be meant.
    fn days(&self, reference: Option<Date>) -> Vec<Date> {
        let day = |year: i16| self.date.in_year(year).period().map(|period| period.first);
        match (self.date.year, reference) {
            (Some(year), _) => day(year).filter(|_| year >= GREGORIAN).into_iter().collect(),
            (None, None) => Vec::new(),
            (None, Some(today)) => {
                let year = today.year();
                let near = |day: &Date| {
                    today.until(*day).is_ok_and(|span| span.get_days().abs() <= PLAUSIBLE)
                };
                [year, year - 1, year + 1].into_iter().filter_map(day).filter(near).collect()
            }
        }
    }
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn shown(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
