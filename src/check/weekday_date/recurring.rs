//! Weekdays that come again: "every Monday from 6 January 2025", "four Saturdays: 4, 11 and 18
//! October 2025".

use super::{Pair, day_of, name};
use crate::annotate::Sentence;
use crate::check::{Hit, Scene};
use crate::language::TokenKind;
use crate::value::PartialDate;
use jiff::civil::Weekday;
use std::ops::Range;

/// How many tokens may lie between the weekdays and the colon before their dates.
const REACH: usize = 8;

/// Every weekday is one of these.
const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Flags the days that are none of the weekdays that come again.
pub(super) fn hits(scene: &Scene<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for sentence in &scene.annotated.sentences {
        for at in sentence.tokens.clone() {
            let row = Row { scene, sentence };
            let Some(weekday) = row.recurring(at) else { continue };
            let days = row.first_day(at + 1).or_else(|| row.days(at + 1));
            for (date, tokens) in days.unwrap_or_default() {
                let pair = Pair { weekday, date };
                if !scene.annotated.is_quoted(&tokens) {
                    hits.extend(pair.check(scene, tokens));
                }
            }
        }
    }
    hits
}

struct Row<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Sentence,
}

impl Row<'_> {
    /// "every Monday", "Mondays".
    fn recurring(&self, at: usize) -> Option<Weekday> {
        let token = self.scene.annotated.tokens[at];
        if !token.is_capitalised() {
            return None;
        }
        let text = self.text(at);
        let is_first = at == self.sentence.tokens.start
            || !matches!(self.text(at - 1), "and" | "or" | "," | "&" | "/");
        if !is_first {
            return None;
        }
        if let Some(stem) = text.strip_suffix('s')
            && stem.ends_with("day")
        {
            return WEEK.into_iter().find(|&weekday| name(weekday) == stem);
        }
        let is_every = at > self.sentence.tokens.start
            && matches!(self.text(at - 1).to_lowercase().as_str(), "every" | "each");
        let weekday = self.scene.language.sense(token.word).weekday?.weekday;
        is_every.then_some(weekday)
    }

    /// "from 7 January 2025"
    fn first_day(&self, at: usize) -> Option<Vec<(PartialDate, Range<usize>)>> {
        let leads = (at..self.sentence.tokens.end).take(3);
        let leads = leads
            .take_while(|&at| {
                self.text(at) == "," || self.scene.language.is_of("series_start", self.text(at))
            })
            .count();
        let is_led = (at..at + leads).any(|at| self.text(at) != ",");
        let start = at + leads;
        let mut found = self.scene.annotated.starting_at(start);
        let date = found.find_map(|found| Some((day_of(found)?, found.tokens.clone())))?;
        is_led.then(|| vec![date])
    }

    /// ": 4, 11 and 18 October 2025": each day with its tokens.
    fn days(&self, at: usize) -> Option<Vec<(PartialDate, Range<usize>)>> {
        let reach = at..self.sentence.tokens.end.min(at + REACH);
        let colon = reach.into_iter().find(|&at| matches!(self.text(at), ":" | "("))?;
        let mut days = Vec::new();
        let mut next = colon + 1;
        loop {
            let mut here = self.scene.annotated.starting_at(next);
            let last = here.find_map(|found| Some((day_of(found)?, found.tokens.clone())));
            if let Some((date, tokens)) = last {
                let row = days.into_iter().map(|(day, tokens): (i8, Range<usize>)| {
                    (PartialDate { day: Some(day), ..date }, tokens)
                });
                return Some(row.chain([(date, tokens)]).collect());
            }
            days.push((self.day(next)?, next..next + 1));
            next += 1;
            let commas = (next..self.sentence.tokens.end).take(2);
            next += commas.take_while(|&at| matches!(self.text(at), "," | "and" | "&")).count();
        }
    }

    fn day(&self, at: usize) -> Option<i8> {
        let is_inside = self.sentence.tokens.contains(&at);
        let token = self.scene.annotated.tokens.get(at).filter(|_| is_inside)?;
        let day = self.text(at).parse().ok().filter(|_| token.kind == TokenKind::Number)?;
        (1..=31).contains(&day).then_some(day)
    }

    fn text(&self, at: usize) -> &str {
        self.scene.annotated.article.slice(self.scene.annotated.tokens[at].span())
    }
}
