//! Compares weekdays with the dates beside them: "Monday, March 8, 2024" was a Friday.
//!
//! Without a year, a date is one that lies near the day of writing; where that is not known, no
//! year is excluded, and only two such dates that cannot both be right are flagged.

mod apart;
mod recurring;

pub(super) use apart::Apart;

use super::{Hit, Scene};
use crate::annotate::{Annotation, Meaning, Sentence};
use crate::finding::{Evidence, Verdict};
use crate::language::{Function, NameKind, Pattern};
use crate::pack::fact_file::Confidence;
use crate::value::{DateMention, Extent, PartialDate};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// How far from the day of writing a date without a year may lie, in days.
const PLAUSIBLE: i32 = 330;

/// Before this, some countries still kept the Julian calendar.
const GREGORIAN: i16 = 1800;

/// How many days apart two dates without a year may lie to be of one.
const NEAR: i32 = 60;

/// Weekdays beside dates.
#[derive(Debug)]
pub struct WeekdayDate {
    /// What says, in the sentence or the next one, that the date is told as a mistake or by another
    /// calendar.
    pub unless: Vec<Pattern>,
    /// How a day is told twice.
    pub apart: Vec<Apart>,
}

impl WeekdayDate {
    /// Flags weekdays that are not those of the dates beside them.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let annotations = &scene.annotated.annotations;
        let mut hits = Vec::new();
        let mut reached = 0;
        let mut last: Option<(Pair, Range<usize>)> = None;
        for (at, found) in annotations.iter().enumerate() {
            if any_weekday_of(found).is_none() || found.tokens.start < reached {
                continue;
            }
            let Some(sentence) = scene.annotated.sentence_of(found.tokens.start) else { continue };
            let pairing = Pairing { scene, sentence, annotations, at };
            let Some((pairs, tokens)) = pairing.pairs() else { continue };
            reached = tokens.end;
            if scene.annotated.is_quoted(&tokens)
                || is_name(scene, &tokens)
                || self.is_excused(scene, sentence)
            {
                continue;
            }
            let wrong = pairs.iter().find_map(|pair| pair.check(scene, tokens.clone()));
            let wrong = wrong.filter(|_| !is_put_right(scene, sentence, &tokens, &pairs));
            let clash =
                || last.as_ref().and_then(|last| last.0.clash(scene, &pairs, tokens.clone()));
            hits.extend(wrong.or_else(clash));
            last = pairs.into_iter().next().map(|pair| (pair, tokens));
        }
        hits.extend(recurring::hits(scene));
        hits.extend(apart::hits(self, scene));
        hits
    }

    fn is_excused(&self, scene: &Scene<'_>, sentence: &Sentence) -> bool {
        let tokens = &scene.annotated.tokens;
        let next = scene.annotated.sentence_of(sentence.tokens.end);
        let next = next.filter(|next| next.block == sentence.block);
        let passages = [Some(sentence), next];
        passages.into_iter().flatten().any(|passage| {
            let stands = |p: &Pattern| p.find(tokens, passage.tokens.clone(), &()).is_some();
            self.unless.iter().any(stands)
        })
    }
}

/// Whether the text goes on to name the right weekday with the day: "The 11th, however, is a Friday".
fn is_put_right(
    scene: &Scene<'_>,
    sentence: &Sentence,
    tokens: &Range<usize>,
    pairs: &[Pair],
) -> bool {
    let annotated = scene.annotated;
    let next =
        annotated.sentence_of(sentence.tokens.end).filter(|next| next.block == sentence.block);
    let rest = tokens.end..next.map_or(sentence.tokens.end, |next| next.tokens.end);
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    pairs.iter().any(|pair| {
        let days = pair.days(scene.reference.date());
        let names_day =
            rest.clone().any(|at| pair.date.day.is_some_and(|day| text(at) == day.to_string()));
        let names_weekday = rest.clone().any(|at| {
            let weekday = scene.language.sense(annotated.tokens[at].word).weekday;
            weekday.is_some_and(|word| days.iter().any(|day| day.weekday() == word.weekday))
        });
        names_day && names_weekday
    })
}

/// Whether the weekday is a surname: "Grace Monday, 14 March's guest".
fn is_name(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let annotated = scene.annotated;
    let is_person = annotated
        .name_at(tokens.start)
        .is_some_and(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    let after = annotated.tokens.get(tokens.end);
    is_person
        || after.is_some_and(|after| {
            after.joined && matches!(annotated.article.slice(after.span()), "'s" | "’s" | "'" | "’")
        })
}

/// The same, "last Tuesday" included.
fn any_weekday_of(found: &Annotation) -> Option<Weekday> {
    match found.meaning {
        Meaning::Date(DateMention::Weekday { weekday, .. }) => Some(weekday),
        _ => weekday_of(found),
    }
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
        let Some(weekday) = weekday_of(found) else {
            // "last Tuesday (12 February)"
            let weekday = any_weekday_of(found)?;
            let opens =
                found.tokens.end < self.sentence.tokens.end && self.text(found.tokens.end) == "(";
            let (date, tokens) = self.date_after(found).filter(|_| opens)?;
            return Some((vec![Pair { weekday, date }], tokens));
        };
        if let Some((pairs, tokens)) = self.days_before().or_else(|| self.day_without_month()) {
            return Some((pairs, tokens));
        }
        if let Some((second, last)) = self.row_of_weekdays() {
            let (from, to, end) = self.days_of_range(last)?;
            let pairs = vec![Pair { weekday, date: from }, Pair { weekday: second, date: to }];
            return Some((pairs, found.tokens.start..end));
        }
        if let Some(date) = day_of(found) {
            let year = self.year_of_range(found);
            let date = PartialDate { year: date.year.or(year), ..date };
            let (mut pairs, start) = self.row_before(found, date);
            pairs.push(Pair { weekday, date });
            return Some((pairs, start..found.tokens.end));
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

    /// "Friday 4 to Sunday 7 July 2024": the first day has its number alone.
    fn day_without_month(&self) -> Option<(Vec<Pair>, Range<usize>)> {
        let found = &self.annotations[self.at];
        let at = self.past_comma(found.tokens.end);
        let first: i8 =
            (self.sentence.tokens.contains(&at)).then(|| self.text(at).parse().ok())??;
        let is_linked = at + 1 < self.sentence.tokens.end && self.links(at + 1);
        let second = self.scene.annotated.starting_at(at + 2).find(|next| {
            is_linked
                && day_of(found).is_none()
                && weekday_of(next).is_some()
                && day_of(next).is_some()
        })?;
        let last = day_of(second)?;
        let from = PartialDate { day: Some(first), ..last };
        let pairs = vec![
            Pair { weekday: weekday_of(found)?, date: from },
            Pair { weekday: weekday_of(second)?, date: last },
        ];
        (last.day? >= first).then_some((pairs, found.tokens.start..second.tokens.end))
    }

    /// The days of "Sat 4, Sun 5 and Mon 6 October" that have no month of their own, and where the
    /// row begins.
    fn row_before(&self, last: &Annotation, date: PartialDate) -> (Vec<Pair>, usize) {
        let first = self.sentence.tokens.start;
        let (mut pairs, mut start, mut least) = (Vec::new(), last.tokens.start, date.day);
        loop {
            let joins = (first..start)
                .rev()
                .take(2)
                .take_while(|&at| self.text(at) == "," || self.links(at));
            let end = start - joins.count();
            let at = end.checked_sub(2).filter(|&at| at >= first && end < start);
            let Some(at) = at else { break };
            let is_short = self.text(at) == "." && at > first;
            let word = at - usize::from(is_short);
            let token = self.scene.annotated.tokens[word];
            let weekday = self.scene.language.sense(token.word).weekday;
            let day: Option<i8> = self.text(end - 1).parse().ok();
            let (Some(weekday), Some(day)) = (weekday.filter(|_| token.is_capitalised()), day)
            else {
                break;
            };
            if least.is_some_and(|least| day >= least) || day < 1 {
                break;
            }
            pairs.push(Pair {
                weekday: weekday.weekday,
                date: PartialDate { day: Some(day), ..date },
            });
            (start, least) = (word, Some(day));
        }
        pairs.reverse();
        (pairs, start)
    }

    /// "13–15 June 2025 (Friday to Sunday)": the days stand before their weekdays.
    fn days_before(&self) -> Option<(Vec<Pair>, Range<usize>)> {
        let found = &self.annotations[self.at];
        let bracket = found.tokens.start.checked_sub(1)?;
        let is_open = bracket > self.sentence.tokens.start && self.text(bracket) == "(";
        let date = self.annotations[..self.at]
            .iter()
            .rev()
            .find(|date| date.tokens.end == bracket && is_open)?;
        let Meaning::Date(DateMention::Calendar { date: last, weekday: None }) = date.meaning
        else {
            return None;
        };
        let weekday = weekday_of(found)?;
        if last.day.is_some() {
            let closes = self.text(found.tokens.end.min(self.sentence.tokens.end - 1)) == ")";
            let tokens = date.tokens.start..found.tokens.end;
            return closes.then(|| (vec![Pair { weekday, date: last }], tokens));
        }
        let (second, second_found) = self.row_of_weekdays()?;
        let days = self.annotations[..self.at].iter().rev().find_map(|days| match days.meaning {
            Meaning::Number(n)
                if n.extent == Extent::Range && days.tokens.end == date.tokens.start =>
            {
                Some((n.stated_ends(), days.tokens.start))
            }
            _ => None,
        });
        let (days, start) = days?;
        let day = |n: f64| PartialDate { day: Some(n as i8), ..last };
        let pairs = vec![
            Pair { weekday, date: day(days.low) },
            Pair { weekday: second, date: day(days.high) },
        ];
        Some((pairs, start..second_found.tokens.end))
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

    /// Two dates of one season whose weekdays do not lie as far apart as they do, whatever the year.
    fn clash(&self, scene: &Scene<'_>, others: &[Pair], tokens: Range<usize>) -> Option<Hit> {
        let other = others.first()?;
        if scene.reference.date().is_some() || self.date.year.is_some() || other.date.year.is_some()
        {
            return None;
        }
        // One year with a leap day and one without.
        let apart = |year: i16| {
            let day = |date: PartialDate| Some(date.in_year(year).period()?.first);
            Some(day(self.date)?.until(day(other.date)?).ok()?.get_days())
        };
        let days = [apart(2023)?, apart(2024)?];
        let told = i32::from(self.weekday.until(other.weekday));
        let is_right = days.iter().any(|days| (days - told).rem_euclid(7) == 0);
        if is_right || !(0..=NEAR).contains(&days[0]) {
            return None;
        }
        let right = self.weekday.wrapping_add(i64::from(days[0]));
        let span = scene.annotated.span_of(tokens);
        let text = scene.annotated.article.slice(span);
        let (days, right) = (days[0], name(right));
        Some(Hit {
            span,
            verdict: Verdict::Refuted,
            message: format!(
                "says “{text}”; {days} days after the {} before it comes a {right}",
                name(self.weekday)
            ),
            evidence: vec![Evidence::Arithmetic {
                text: format!("{} + {days} days = {right}", name(self.weekday)),
            }],
            confidence: Confidence::Medium,
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
