//! Flags days and times that no calendar and no clock has: 31 June, 29 February 2023, 25:61.

use super::{Hit, Scene};
use crate::annotate::{Meaning, Sentence};
use crate::finding::{Evidence, Verdict};
use crate::language::{Function, Pattern, Spelling, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::text::BlockKind;
use crate::value::{DateMention, PartialDate};
use jiff::civil::Date;
use std::ops::Range;

/// What says that a date or a time is meant.
#[derive(Debug)]
pub struct ImpossibleDate {
    /// Words before a date in digits.
    pub date_cues: Vec<Pattern>,
    /// Words before a time.
    pub time_cues: Vec<Pattern>,
    /// Words after a day that show that it counts nothing.
    pub after_day: Vec<Pattern>,
    /// Words before a length in hours, minutes and seconds.
    pub length_cues: Vec<Pattern>,
    /// Words after four digits that make them a time: "hours".
    pub after_time: Vec<Pattern>,
    /// Words before a day that is still to come.
    pub deadlines: Vec<Pattern>,
    /// What says that no real day is meant.
    pub unless: Vec<Pattern>,
    /// The same, in the next sentence.
    pub unless_next: Vec<Pattern>,
}

/// A thing that cannot be.
struct Impossible {
    tokens: Range<usize>,
    why: String,
    confidence: Confidence,
}

impl ImpossibleDate {
    /// Flags the impossible days and times of an article.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for sentence in &scene.annotated.sentences {
            if scene.annotated.article.blocks()[sentence.block].kind == BlockKind::Code {
                continue;
            }
            let look = Look { check: self, scene, sentence };
            for found in look.all() {
                if !look.is_excused(&found.tokens) {
                    hits.push(hit(scene, found));
                }
            }
        }
        hits
    }
}

fn hit(scene: &Scene<'_>, found: Impossible) -> Hit {
    let span = scene.annotated.span_of(found.tokens);
    let text = scene.annotated.article.slice(span);
    Hit {
        span,
        verdict: Verdict::Refuted,
        message: format!("says “{text}”; {}", found.why),
        evidence: vec![Evidence::Arithmetic { text: found.why.clone() }],
        confidence: found.confidence,
    }
}

/// A look at one sentence.
struct Look<'a> {
    check: &'a ImpossibleDate,
    scene: &'a Scene<'a>,
    sentence: &'a Sentence,
}

impl Look<'_> {
    fn all(&self) -> Vec<Impossible> {
        let mut all = Vec::new();
        for at in self.sentence.tokens.clone() {
            if self.scene.annotated.tokens[at].kind == TokenKind::Number {
                let found = self
                    .time(at)
                    .or_else(|| self.length(at))
                    .or_else(|| self.dotted_time(at))
                    .or_else(|| self.military_time(at))
                    .or_else(|| self.in_digits(at))
                    .or_else(|| self.no_month(at))
                    .or_else(|| self.day(at));
                all.extend(found);
            }
        }
        all.extend(self.days_in_words());
        all.extend(self.told_as_past());
        all
    }

    fn is_excused(&self, tokens: &Range<usize>) -> bool {
        let annotated = self.scene.annotated;
        let is_title = tokens.start > self.sentence.tokens.start
            && matches!(self.text(tokens.start - 1), "'" | "‘" | "“" | "\"");
        is_title
            || annotated.is_quoted(tokens)
            || self.stands(&self.check.unless, self.sentence)
            || self.next().is_some_and(|next| self.stands(&self.check.unless_next, next))
    }

    fn stands(&self, patterns: &[Pattern], sentence: &Sentence) -> bool {
        let tokens = &self.scene.annotated.tokens;
        patterns.iter().any(|p| p.find(tokens, sentence.tokens.clone(), &()).is_some())
    }

    /// The next sentence of the paragraph.
    fn next(&self) -> Option<&Sentence> {
        let next = self.scene.annotated.sentence_of(self.sentence.tokens.end)?;
        (next.block == self.sentence.block).then_some(next)
    }

    /// "13.20 a.m.", "13:20 am": the hour of an afternoon in the morning.
    fn dotted_time(&self, at: usize) -> Option<Impossible> {
        let token = self.text(at);
        let (hour, end) = match token.split_once('.') {
            Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, at + 1),
            None if self.text(at + 1) == ":" => (self.digits(at, 1..=2)?, at + 3),
            _ => return None,
        };
        let is_morning = self.functions(end).is_some_and(|f| f.has(Function::AnteMeridiem));
        if !is_morning || !(13..=24).contains(&hour) {
            return None;
        }
        let why = format!("no morning has an hour {hour}");
        Some(Impossible { tokens: at..end + 1, why, confidence: Confidence::Medium })
    }

    /// "at 0860 hours", "at 2365 GMT"
    fn military_time(&self, at: usize) -> Option<Impossible> {
        let time = self.digits(at, 4..=4)?;
        let (hour, minute) = (time / 100, time % 100);
        let is_clock = self.check.after_time.iter().any(|pattern| {
            let tokens = &self.scene.annotated.tokens;
            pattern.match_at(tokens, at + 1, self.sentence.tokens.clone(), &()).is_some()
        });
        let is_told = is_clock && self.is_cued(at, &self.check.time_cues) && hour <= 24;
        let why = format!("no hour has {minute} minutes");
        (is_told && minute > 59).then(|| Impossible {
            tokens: at..at + 2,
            why,
            confidence: Confidence::Medium,
        })
    }

    /// "3:62:10": hours, minutes and seconds.
    fn length(&self, at: usize) -> Option<Impossible> {
        let is_row = (1..=4).all(|n| self.is_joined(at + n));
        let is_timed = is_row && self.text(at + 1) == ":" && self.text(at + 3) == ":";
        let before = at.checked_sub(1).filter(|_| self.is_joined(at));
        let minute = self.digits(at + 2, 2..=2)?;
        self.digits(at, 1..=2).and(self.digits(at + 4, 2..=2))?;
        let runs_on = self.is_joined(at + 5) && self.text(at + 5) == ":" || before.is_some();
        if !is_timed || runs_on || minute <= 59 || !self.is_cued(at, &self.check.length_cues) {
            return None;
        }
        let why = format!("no hour has {minute} minutes, and no minute as many seconds");
        Some(Impossible { tokens: at..at + 5, why, confidence: Confidence::Medium })
    }

    /// "the thirty-first of April"
    fn days_in_words(&self) -> Vec<Impossible> {
        let annotated = self.scene.annotated;
        let ordinals = annotated.within(self.sentence.tokens.clone());
        let words =
            ordinals.filter(|found| annotated.tokens[found.tokens.start].kind != TokenKind::Number);
        words
            .filter_map(|found| {
                let Meaning::Ordinal(day) = found.meaning else { return None };
                let end = found.tokens.end;
                let is_of = self.functions(end).is_some_and(|f| f.has(Function::Of));
                let month = self.month(end + 1).filter(|_| is_of)?;
                let day = (day <= 31.0 && day.fract() == 0.0).then_some(day as i8)?;
                let year = self.year_at(end + 2);
                let date = PartialDate {
                    year: year.map(|(year, _)| year),
                    month: Some(month),
                    day: Some(day),
                };
                let tokens = found.tokens.start..year.map_or(end + 2, |(_, end)| end);
                (!exists(date)).then(|| impossible(date, tokens))
            })
            .collect()
    }

    /// "13:75", "24:30" after "at" or before "p.m.".
    fn time(&self, at: usize) -> Option<Impossible> {
        let is_joined =
            self.is_joined(at + 1) && self.text(at + 1) == ":" && self.is_joined(at + 2);
        let (hour, minute) = (self.digits(at, 1..=2)?, self.digits(at + 2, 2..=2)?);
        let runs_on = self.is_joined(at + 3)
            && matches!(self.text(at + 3), ":" | "." | "/" | "-" | "–")
            && self.is_joined(at + 4)
            || at > self.sentence.tokens.start
                && self.is_joined(at)
                && matches!(self.text(at - 1), ":" | "." | "/");
        let is_impossible =
            is_joined && !runs_on && (minute > 59 || hour > 24 || hour == 24 && minute > 0);
        let next = self.functions(at + 3);
        let is_clock = next.is_some_and(|functions| {
            [Function::AnteMeridiem, Function::PostMeridiem, Function::Local]
                .iter()
                .any(|&f| functions.has(f))
        }) || self.is_cued(at, &self.check.time_cues);
        if !is_impossible || !is_clock {
            return None;
        }
        let why = if minute > 59 {
            format!("no hour has {minute} minutes")
        } else {
            format!("no day has an hour {hour}:{minute:02}")
        };
        // Timetables that run past midnight know 24:30.
        let confidence = if minute > 59 { Confidence::High } else { Confidence::Medium };
        Some(Impossible { tokens: at..at + 3, why, confidence })
    }

    fn is_cued(&self, at: usize, cues: &[Pattern]) -> bool {
        at > self.sentence.tokens.start
            && cues.iter().any(|pattern| {
                pattern.find(&self.scene.annotated.tokens, at - 1..at, &()).is_some()
            })
    }

    /// "2024-13-02", "31/06/2024"
    fn in_digits(&self, at: usize) -> Option<Impossible> {
        let found = self.date_starting(at).filter(|(_, tokens)| tokens.len() == 5)?;
        let (date, tokens) = found;
        let is_one = self.is_joined(at + 1) && self.is_joined(at + 2);
        let is_told = self.text(at + 1) == "/" || self.is_cued(at, &self.check.date_cues);
        (is_one && date.period().is_none() && is_told).then(|| impossible(date, tokens))
    }

    /// "17/14/2024": neither number is that of a month.
    fn no_month(&self, at: usize) -> Option<Impossible> {
        let (first, second) = (self.digits(at, 1..=2)?, self.digits(at + 2, 1..=2)?);
        let year = self.digits(at + 4, 4..=4)?;
        let mark = self.text(at + 1);
        let is_one = (1..=4).all(|n| self.is_joined(at + n))
            && mark == self.text(at + 3)
            && !(self.is_joined(at + 5) && self.text(at + 5) == mark)
            && !(self.is_joined(at)
                && at > self.sentence.tokens.start
                && self.text(at - 1) == mark);
        let is_told = matches!(mark, "/" | ".") && self.is_cued(at, &self.check.date_cues);
        let is_date = (13..=31).contains(&first) && (13..=31).contains(&second);
        let why = format!("a year has 12 months, none with the number {second}");
        (is_one && is_told && is_date && (1900..2100).contains(&year)).then(|| Impossible {
            tokens: at..at + 5,
            why,
            confidence: Confidence::Medium,
        })
    }

    /// A day to come that the text says has been: "resigned on 22 March 2025" in an article of the
    /// 14th.
    fn told_as_past(&self) -> Vec<Impossible> {
        let Some(today) = self.scene.reference.date() else { return Vec::new() };
        let days = self.scene.annotated.within(self.sentence.tokens.clone());
        let days = days.filter_map(|found| match found.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) if date.day.is_some() => {
                Some((date.period()?.first, found.tokens.clone()))
            }
            _ => None,
        });
        let ahead = days.filter(|(day, _)| today.until(*day).is_ok_and(|span| span.get_days() > 1));
        let past = ahead.filter(|(_, tokens)| self.has_happened(tokens));
        past.map(|(day, tokens)| Impossible {
            tokens,
            why: format!(
                "that is told as past, but the day of writing is {today} and {day} lies ahead"
            ),
            confidence: Confidence::Medium,
        })
        .collect()
    }

    /// Whether the verb right before "on" and the day says that it has happened.
    fn has_happened(&self, day: &Range<usize>) -> bool {
        let start = self.sentence.tokens.start;
        let is_of = |class: &str, at: usize| {
            self.scene.language.is_of(class, &self.text(at).to_lowercase())
        };
        let before = day.start.checked_sub(1);
        let Some(on) = before.filter(|&on| on > start && is_of("on_day", on)) else {
            return false;
        };
        let verb = (start..on).rev().take(2).find(|&at| is_of("has_happened", at));
        let before = verb.map(|verb| verb.saturating_sub(4).max(start)..verb);
        before.is_some_and(|mut before| !before.any(|at| is_of("not_yet", at)))
    }

    fn date_starting(&self, at: usize) -> Option<(PartialDate, Range<usize>)> {
        self.scene.annotated.starting_at(at).find_map(|found| match found.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) => Some((date, found.tokens.clone())),
            _ => None,
        })
    }

    /// "31 June", "June 31", "the 32nd of December".
    fn day(&self, at: usize) -> Option<Impossible> {
        let day = i8::try_from(self.digits(at, 1..=2)?).ok()?;
        let (month, after, tokens, has_ending) =
            self.month_after(at).or_else(|| self.month_before(at))?;
        let year = self.year_at(after);
        let date =
            PartialDate { year: year.map(|(year, _)| year), month: Some(month), day: Some(day) };
        if exists(date)
            && let Some(missing) = self.leap_day_ahead(date, tokens.clone())
        {
            return Some(missing);
        }
        if exists(date) || self.starts_range(at) {
            return None;
        }
        let end = year.map_or(after, |(_, end)| end);
        let is_odd = day > 31 || day == 0;
        let is_last = at > self.sentence.tokens.start + 1
            && self
                .functions(at - 1)
                .is_some_and(|f| f.has(Function::To) || f.has(Function::Through))
            && self.digits(at - 2, 1..=2).is_some();
        let is_certain = year.is_some()
            || has_ending
            || !is_odd
                && tokens.start == at
                && (is_last || self.is_cued(at, &self.check.date_cues))
            || !is_odd && self.is_followed_well(after) && !self.counts(tokens.start);
        is_certain.then(|| impossible(date, tokens.start..end.max(tokens.end)))
    }

    /// "have until February 29" in a year that ends its February on the 28th.
    fn leap_day_ahead(&self, date: PartialDate, tokens: Range<usize>) -> Option<Impossible> {
        let today = self.scene.reference.date()?;
        let is_leap_day = date.month == Some(2) && date.day == Some(29) && date.year.is_none();
        let is_ahead = self.is_cued(tokens.start, &self.check.deadlines);
        let year = today.year() + i16::from(today.month() > 2);
        let date = date.in_year(year);
        let is_missing = is_leap_day && is_ahead && date.period().is_none();
        is_missing.then(|| Impossible { tokens, why: why(date), confidence: Confidence::Medium })
    }

    /// "In June 31 people": a number after a month that has "in" before it counts as a rule.
    fn counts(&self, start: usize) -> bool {
        start > self.sentence.tokens.start && matches!(self.text(start - 1), "in" | "In")
    }

    fn starts_range(&self, at: usize) -> bool {
        self.is_joined(at)
            && at > self.sentence.tokens.start
            && !matches!(self.text(at - 1), "(" | "/")
    }

    /// The month after a day, the token past it, all tokens, and whether the day is an ordinal.
    fn month_after(&self, at: usize) -> Option<(i8, usize, Range<usize>, bool)> {
        let has_ending =
            self.is_joined(at + 1) && self.functions(at + 1)?.has(Function::OrdinalEnding);
        let next = at + 1 + usize::from(has_ending);
        let next = next + usize::from(self.functions(next).is_some_and(|f| f.has(Function::Of)));
        let month = self.month(next)?;
        let end = next + 1 + usize::from(self.is_joined(next + 1) && self.text(next + 1) == ".");
        let is_other_date = self.digits(end, 1..=2).is_some();
        (!is_other_date).then_some((month, end, at..next + 1, has_ending))
    }

    fn month_before(&self, at: usize) -> Option<(i8, usize, Range<usize>, bool)> {
        let before = at.checked_sub(1).filter(|&before| before >= self.sentence.tokens.start)?;
        let is_stop = self.text(before) == "."
            && self.is_joined(before)
            && before > self.sentence.tokens.start;
        let month_at = before - usize::from(is_stop);
        let month = self.month(month_at)?;
        let has_ending =
            self.is_joined(at + 1) && self.functions(at + 1)?.has(Function::OrdinalEnding);
        let end = at + 1 + usize::from(has_ending);
        Some((month, end, month_at..end, has_ending))
    }

    fn month(&self, at: usize) -> Option<i8> {
        let token = self.token(at).filter(|token| token.is_capitalised())?;
        let month = self.scene.language.sense(token.word).month?;
        (month.spelling != Spelling::AlsoAWord || month.number != 5).then_some(month.number)
    }

    /// "2024" or ", 2024", and the token past it.
    fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let at = at + usize::from(self.token(at).is_some() && self.text(at) == ",");
        let year = self.digits(at, 4..=4)?;
        let year = i16::try_from(year).ok().filter(|year| (1000..2200).contains(year))?;
        let counts = self.token(at + 1).is_some_and(|token| {
            matches!(token.kind, TokenKind::Word(_))
                && self.scene.language.sense(token.word).functions.has(Function::Counted)
        });
        (!counts).then_some((year, at + 1))
    }

    /// Whether the sentence ends after a day, or goes on in a way that leaves it a day.
    fn is_followed_well(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        let is_mark = token.kind == TokenKind::Mark
            && !matches!(self.text(at), "-" | "–" | "%" | "/" | "°" | "'");
        is_mark && !(token.joined && self.text(at) == ":")
            || self.check.after_day.iter().any(|pattern| {
                pattern
                    .match_at(&self.scene.annotated.tokens, at, self.sentence.tokens.clone(), &())
                    .is_some()
            })
    }

    fn digits(&self, at: usize, count: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let token = self.token(at).filter(|token| token.kind == TokenKind::Number)?;
        let text = self.scene.annotated.article.slice(token.span());
        (count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())?
    }

    fn functions(&self, at: usize) -> Option<crate::language::Functions> {
        self.token(at).map(|token| self.scene.language.sense(token.word).functions)
    }

    fn token(&self, at: usize) -> Option<&crate::language::Token> {
        self.sentence.tokens.contains(&at).then(|| &self.scene.annotated.tokens[at])
    }

    fn is_joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.joined)
    }

    fn text(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| self.scene.annotated.article.slice(token.span()))
    }
}

fn impossible(date: PartialDate, tokens: Range<usize>) -> Impossible {
    Impossible { tokens, why: why(date), confidence: Confidence::High }
}

/// Whether there is such a day, in its year or in some year.
fn exists(date: PartialDate) -> bool {
    date.in_year(2024).period().is_some()
}

fn why(date: PartialDate) -> String {
    let (Some(month), Some(day)) = (date.month, date.day) else {
        return "there is no such day".to_owned();
    };
    let Ok(first) = Date::new(date.year.unwrap_or(2024), month, 1) else {
        return format!("a year has 12 months, none with the number {month}");
    };
    if day == 0 {
        return "no month has a day 0".to_owned();
    }
    let name = first.strftime("%B");
    match date.year {
        Some(year) => format!("{name} {year} has {} days", first.days_in_month()),
        None => format!("{name} has {} days", first.days_in_month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leap_day_needs_its_year() {
        let date = |year, month, day| PartialDate { year, month: Some(month), day: Some(day) };
        assert!(exists(date(None, 2, 29)));
        assert!(exists(date(Some(2024), 2, 29)));
        assert!(!exists(date(Some(1900), 2, 29)));
        assert!(!exists(date(None, 6, 31)));
        assert_eq!(why(date(Some(2023), 2, 29)), "February 2023 has 28 days");
    }
}
