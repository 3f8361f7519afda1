//! Compares two clock times that a text gives for the same moment: "2:40 pm EST (9:40 pm CET)".
//!
//! The time-zone database decides, on the date that the sentence or the article gives, and either
//! side of summer time where none is given. "Local" may mean any place, so such a pair is wrong
//! beyond doubt when the offset it implies is kept nowhere on Earth, or when its sentence names
//! places and none of them keeps it. Before a time with its zone in brackets, a time without one
//! is local, and where its sentence names no place, it may be that of any in the article.

use super::{Hit, Scene};
use crate::annotate::{Annotation, Meaning, Sentence};
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::{Confidence, EntityKind};
use crate::value::{ClockTime, DateMention, PartialDate, Zone, offsets};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const DAY: i32 = 24 * 60;

/// How many words there may be between a place and the time there, …
const LEAD: usize = 6;

/// … and how many the name of a place may have.
const NAME: usize = 3;

/// How many words a clause after a place may have.
const CLAUSE: usize = 10;

/// Every offset in use is a multiple of this many minutes; anything less is rounding.
const STEP: i32 = 15;

/// The offsets that exist lie between these, in minutes.
const OFFSETS: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

/// Winter, spring before Europe changes its clocks, summer, autumn before America does.
const SEASONS: [Date; 4] = [
    Date::constant(2024, 1, 15),
    Date::constant(2024, 3, 20),
    Date::constant(2024, 7, 15),
    Date::constant(2024, 10, 29),
];

/// What opens the other time of a moment, so that the first needs no zone.
const BRACKET: &str = "(";

/// What may stand between two times of one moment.
const LINKS: [&str; 8] = ["(", "or", ",", "/", "–", "—", "which", "is"];

/// Flags pairs of times that are not one moment.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let annotations = &scene.annotated.annotations;
    let times: Vec<&Annotation> =
        annotations.iter().filter(|found| matches!(found.meaning, Meaning::Time(_))).collect();
    let mut memory = Memory::default();
    let pairs = times.windows(2).filter_map(|pair| {
        let pair = pair_of(scene, pair[0], pair[1], &mut memory)?;
        pair.check(scene, &mut memory)
    });
    pairs.collect()
}

/// What is worked out once for a sentence or a day, however many pairs ask for it: a sentence may be
/// as long as the article.
#[derive(Default)]
struct Memory {
    /// The day of the sentence that opens at this token.
    date: Option<(usize, Option<Date>)>,
    /// The offsets of the places in the sentence that opens at this token.
    places: Option<(usize, BTreeSet<i32>)>,
    /// The offsets of the places in the whole article on this day.
    all_places: Option<(Option<Date>, BTreeSet<i32>)>,
    earth: BTreeMap<Option<Date>, BTreeSet<i32>>,
}

impl Memory {
    fn date(&mut self, scene: &Scene<'_>, sentence: &Sentence) -> Option<Date> {
        let at = sentence.tokens.start;
        if let Some((_, date)) = self.date.filter(|(known, _)| *known == at) {
            return date;
        }
        let date = date_of(scene, sentence);
        self.date = Some((at, date));
        date
    }

    fn places(&mut self, scene: &Scene<'_>, pair: &Pair<'_>) -> &BTreeSet<i32> {
        let at = pair.sentence.tokens.start;
        if self.places.as_ref().is_none_or(|(known, _)| *known != at) {
            let own = offsets_of_places(scene, pair.sentence, pair.date);
            let own = if own.is_empty() { self.all_places(scene, pair.date).clone() } else { own };
            self.places = Some((at, own));
        }
        let (_, offsets) = self.places.get_or_insert_default();
        offsets
    }

    fn all_places(&mut self, scene: &Scene<'_>, date: Option<Date>) -> &BTreeSet<i32> {
        if self.all_places.as_ref().is_none_or(|(known, _)| *known != date) {
            let sentences = scene.annotated.sentences.iter();
            let all = sentences.flat_map(|one| offsets_of_places(scene, one, date)).collect();
            self.all_places = Some((date, all));
        }
        let (_, offsets) = self.all_places.get_or_insert_default();
        offsets
    }

    fn earth(&mut self, date: Option<Date>) -> &BTreeSet<i32> {
        self.earth.entry(date).or_insert_with(|| offsets_on_earth(date))
    }
}

/// Two times given for one moment.
struct Pair<'a> {
    sentence: &'a Sentence,
    tokens: Range<usize>,
    first: Told<'a>,
    second: Told<'a>,
    date: Option<Date>,
}

/// A time and the zones it may be told in; none for "local".
struct Told<'a> {
    time: &'a ClockTime,
    zones: Option<Vec<TimeZone>>,
    shown: &'a str,
    /// The day it is on, where the text says so.
    day: Option<DateMention>,
    /// Whether nothing but a bracket after it says that it is local.
    is_implied: bool,
}

fn pair_of<'a>(
    scene: &Scene<'a>,
    first: &'a Annotation,
    second: &'a Annotation,
    memory: &mut Memory,
) -> Option<Pair<'a>> {
    let sentence = scene.annotated.sentence_of(first.tokens.start)?;
    if second.tokens.end > sentence.tokens.end {
        return None;
    }
    let (told_first, end) =
        told(scene, first, sentence).or_else(|| before_bracket(scene, first, second))?;
    let (told_second, second_end) = told(scene, second, sentence)?;
    let between = end..second.tokens.start;
    let is_link = |at: usize| {
        let token = scene.annotated.tokens[at];
        LINKS.contains(&scene.annotated.article.slice(token.span()))
    };
    let between = without_dates(scene, between);
    let linked = !between.is_empty() && between.len() <= 3 && between.into_iter().all(is_link);
    let is_there = says_where(scene, second, sentence);
    (linked || is_there).then(|| Pair {
        sentence,
        tokens: first.tokens.start..with_bracket(scene, second_end, sentence),
        first: told_first,
        second: told_second,
        date: memory.date(scene, sentence),
    })
}

/// Whether words before a time say that it is the same moment elsewhere: "where it will be 5 p.m.".
fn says_where(scene: &Scene<'_>, second: &Annotation, sentence: &Sentence) -> bool {
    let annotated = scene.annotated;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let first = sentence.tokens.start.max(second.tokens.start.saturating_sub(LEAD));
    let leads = (first..second.tokens.start).rev().take_while(|&at| leads_to_time(scene, text(at)));
    let leads: Vec<&str> = leads.map(text).collect();
    let says_same = leads.iter().any(|word| scene.language.is_of("same_moment", word));
    let is_any = |class: &str| leads.iter().any(|word| scene.language.is_of(class, word));
    is_any("at_which") || is_any("moment_subject") && says_same
}

/// "3.15 p.m. (1215 GMT)": a time without a zone, right before one with its own in brackets.
fn before_bracket<'a>(
    scene: &Scene<'a>,
    first: &'a Annotation,
    second: &Annotation,
) -> Option<(Told<'a>, usize)> {
    let Meaning::Time(time) = &first.meaning else { return None };
    let Meaning::Time(other) = &second.meaning else { return None };
    let shown = scene.annotated.article.slice(first.span);
    let bracket = scene.annotated.tokens.get(first.tokens.end)?;
    let opens = scene.annotated.article.slice(bracket.span()) == BRACKET
        && second.tokens.start == first.tokens.end + 1;
    let is_named = matches!(other.zone, Some(Zone::Named { .. }));
    let told = Told { time, zones: None, shown, day: None, is_implied: true };
    (opens && is_named).then_some((told, first.tokens.end))
}

/// The tokens but those of dates: "14:10 GMT on 3 August, 9:10 p.m. in Jakarta".
fn without_dates(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<usize> {
    let annotated = scene.annotated;
    let dates: Vec<Range<usize>> = annotated
        .within(tokens.clone())
        .filter(|found| matches!(found.meaning, Meaning::Date(_)))
        .map(|found| found.tokens.clone())
        .collect();
    let leads = |at: usize, date: &Range<usize>| {
        at + 1 == date.start && annotated.article.slice(annotated.tokens[at].span()) == "on"
    };
    let is_of_date = |&at: &usize| dates.iter().any(|date| date.contains(&at) || leads(at, date));
    tokens.filter(|at| !is_of_date(at)).collect()
}

/// The time with its zone, and the token past both. A place after the time names the zone too:
/// "9 am in Tokyo".
fn told<'a>(
    scene: &Scene<'a>,
    found: &'a Annotation,
    sentence: &Sentence,
) -> Option<(Told<'a>, usize)> {
    let Meaning::Time(time) = &found.meaning else {
        return None;
    };
    let shown = scene.annotated.article.slice(found.span);
    let (day, past_day) = day_after(scene, found.tokens.end, sentence);
    let place = place_after(scene, found.tokens.end, sentence)
        .or_else(|| place_after(scene, past_day, sentence))
        .or_else(|| place_before(scene, found.tokens.start, sentence, found.tokens.end))
        .or_else(|| place_after(scene, past_day + 1, sentence));
    let (zones, end) = match &time.zone {
        Some(Zone::Named { readings, .. }) => (Some(readings.clone()), found.tokens.end),
        Some(Zone::Local) => {
            place.map_or((None, found.tokens.end), |(zones, end)| (Some(zones), end))
        }
        None => place.map(|(zones, end)| (Some(zones), end))?,
    };
    let (day, end) = match day {
        Some(day) => (Some(day), end.max(past_day)),
        None => day_after(scene, end, sentence),
    };
    Some((Told { time, zones, shown, day, is_implied: false }, end))
}

/// "on Monday, 14 July,": the day after a time, and the token past it.
fn day_after(scene: &Scene<'_>, at: usize, sentence: &Sentence) -> (Option<DateMention>, usize) {
    let text = |at: usize| match scene.annotated.tokens[..sentence.tokens.end].get(at) {
        Some(token) => scene.annotated.article.slice(token.span()),
        None => "",
    };
    let start = at + usize::from(matches!(text(at), "on" | ","));
    let start = start + usize::from(text(start) == "on");
    let date = scene.annotated.starting_at(start).find_map(|found| match &found.meaning {
        Meaning::Date(day @ (DateMention::Calendar { .. } | DateMention::Weekday { .. })) => {
            Some((*day, found.tokens.end))
        }
        _ => None,
    });
    date.map_or((None, at), |(day, end)| (Some(day), end))
}

/// "in New York at noon", "in London, where it will be 5 p.m.": a place before the time, and the
/// token past the time.
fn place_before(
    scene: &Scene<'_>,
    at: usize,
    sentence: &Sentence,
    end: usize,
) -> Option<(Vec<TimeZone>, usize)> {
    let annotated = scene.annotated;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let words = sentence.tokens.start.max(at.saturating_sub(LEAD))..at;
    let is_lead = |at: &usize| leads_to_time(scene, text(*at));
    let leads = words.clone().rev().take_while(is_lead).count();
    let past = at - leads;
    let says = (past..at).any(|at| scene.language.is_of("time_opening", text(at)));
    let is_told = says && past > sentence.tokens.start;
    let first = sentence.tokens.start.max(past.saturating_sub(NAME));
    let place = (first..past).find_map(|start| {
        let is_in = start > sentence.tokens.start && stands_at(scene, text(start - 1));
        let (zones, end) = zones_at(scene, start, sentence.tokens.end)?;
        (is_in && end == past).then_some(zones)
    });
    let place = place.or_else(|| place_before_clause(scene, past, sentence));
    place.filter(|_| is_told).map(|zones| (zones, end))
}

/// Whether a word leads to a place that something is at: "in Tokyo", "live from London".
fn stands_at(scene: &Scene<'_>, word: &str) -> bool {
    scene.language.is_of("live_from", &word.to_lowercase())
}

/// "in Beijing, where the plaintiff has its seat, it will be": the place before a clause.
fn place_before_clause(
    scene: &Scene<'_>,
    end: usize,
    sentence: &Sentence,
) -> Option<Vec<TimeZone>> {
    let annotated = scene.annotated;
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let first = sentence.tokens.start.max(end.saturating_sub(CLAUSE));
    let opens = |at: &usize| text(*at) == "," && scene.language.is_of("opens_clause", text(at + 1));
    let comma = (first..end).rev().filter(|at| at + 1 < end).find(opens)?;
    let near = sentence.tokens.start.max(comma.saturating_sub(NAME));
    (near..comma).find_map(|start| {
        let is_in = start > sentence.tokens.start && stands_at(scene, text(start - 1));
        let (zones, past) = zones_at(scene, start, sentence.tokens.end)?;
        (is_in && past == comma).then_some(zones)
    })
}

/// Whether a word may stand between a place and the time there.
fn leads_to_time(scene: &Scene<'_>, word: &str) -> bool {
    word == "," || scene.language.is_of("time_lead", word)
}

fn place_after(
    scene: &Scene<'_>,
    at: usize,
    sentence: &Sentence,
) -> Option<(Vec<TimeZone>, usize)> {
    let token = scene.annotated.tokens[..sentence.tokens.end].get(at)?;
    let is_in = scene.annotated.article.slice(token.span()) == "in";
    if is_in { zones_at(scene, at + 1, sentence.tokens.end) } else { None }
}

/// The zones of the place named at a token, and the token past it: facts first, then the lexicon.
fn zones_at(scene: &Scene<'_>, at: usize, end: usize) -> Option<(Vec<TimeZone>, usize)> {
    let known = scene.mentions.starting_at(at).find_map(|mention| {
        let entity = scene.mentions.entities_within(mention.tokens.clone()).next()?;
        let is_place = scene.facts.entity(entity).kind == EntityKind::Place;
        let mut around = scene.facts.containers(entity).filter(|_| is_place);
        let zone = around.find_map(|place| scene.facts.entity(place).time_zone.clone())?;
        Some((vec![zone], mention.tokens.end))
    });
    known.or_else(|| {
        scene.language.places.zones_at(
            scene.annotated.article.text(),
            &scene.annotated.tokens[..end],
            at,
        )
    })
}

fn with_bracket(scene: &Scene<'_>, end: usize, sentence: &Sentence) -> usize {
    let closes = scene.annotated.tokens[..sentence.tokens.end]
        .get(end)
        .is_some_and(|token| scene.annotated.article.slice(token.span()) == ")");
    end + usize::from(closes)
}

/// The day the sentence speaks of, if it or the article settles the season.
fn date_of(scene: &Scene<'_>, sentence: &Sentence) -> Option<Date> {
    let stated = scene.annotated.within(sentence.tokens.clone()).find_map(|found| {
        let Meaning::Date(DateMention::Calendar { date, .. }) = &found.meaning else {
            return None;
        };
        let year = scene.reference.date().map_or(2024, Date::year);
        date.month.and(date.in_year(year).period()).map(|period| period.first)
    });
    stated.or(scene.reference.date())
}

impl Pair<'_> {
    fn check(&self, scene: &Scene<'_>, memory: &mut Memory) -> Option<Hit> {
        let (message, arithmetic) = match (&self.first.zones, &self.second.zones) {
            (Some(first), Some(second)) => self.between_zones(first, second)?,
            (Some(zones), None) => {
                self.against_local(scene, zones, (&self.first, &self.second), memory)?
            }
            (None, Some(zones)) => {
                self.against_local(scene, zones, (&self.second, &self.first), memory)?
            }
            (None, None) => return None,
        };
        let span = scene.annotated.span_of(self.tokens.clone());
        let text = scene.annotated.article.slice(span);
        Some(Hit {
            span,
            verdict: Verdict::Refuted,
            message: format!("gives “{text}” as one moment; {message}"),
            evidence: vec![Evidence::Arithmetic { text: arithmetic }],
            confidence: if self.first.is_implied || self.second.is_implied {
                Confidence::Medium
            } else {
                Confidence::High
            },
        })
    }

    fn between_zones(&self, first: &[TimeZone], second: &[TimeZone]) -> Option<(String, String)> {
        let mut right = Vec::new();
        for date in self.dates() {
            for &from in &all_offsets(first, Some(date)) {
                for &to in &all_offsets(second, Some(date)) {
                    let converted = (self.first.time.minutes - from + to).rem_euclid(DAY);
                    if is_close(converted, self.second.time.minutes) {
                        let shift = (self.first.time.minutes - from + to).div_euclid(DAY);
                        return self.on_another_day(shift);
                    }
                    right.push(ClockTime { minutes: converted, zone: None }.iso());
                }
            }
        }
        right.sort();
        right.dedup();
        let right = right.join(" or ");
        let said = format!("{} is {right} there, not {}", self.first.shown, self.second.shown);
        Some((said.clone(), said))
    }

    /// The right minute of another day than the text says.
    fn on_another_day(&self, shift: i32) -> Option<(String, String)> {
        let told = match (self.first.day?, self.second.day?) {
            (
                DateMention::Weekday { weekday: first, .. },
                DateMention::Weekday { weekday: second, .. },
            )
            | (
                DateMention::Calendar { weekday: Some(first), .. },
                DateMention::Weekday { weekday: second, .. },
            ) => i32::from(first.until(second)),
            (
                DateMention::Calendar { date: first, .. },
                DateMention::Calendar { date: second, .. },
            ) => {
                let year = first.year.or(second.year).unwrap_or(2024);
                let day = |date: PartialDate| Some(date.in_year(year).period()?.first);
                day(first)?.until(day(second)?).ok()?.get_days()
            }
            _ => return None,
        };
        let apart = (told - shift).rem_euclid(7);
        let day = match shift {
            0 => "the same day",
            1.. => "the day after",
            _ => "the day before",
        };
        let said = format!("there it is {} on {day}", self.second.shown);
        (apart != 0).then_some((said.clone(), said))
    }

    /// The day, or one of each season and of the weeks in which only some places keep summer time.
    fn dates(&self) -> Vec<Date> {
        match self.date {
            Some(date) => vec![date],
            None => SEASONS.to_vec(),
        }
    }

    fn against_local(
        &self,
        scene: &Scene<'_>,
        zones: &[TimeZone],
        (told, local): (&Told<'_>, &Told<'_>),
        memory: &mut Memory,
    ) -> Option<(String, String)> {
        let implied: BTreeSet<i32> = all_offsets(zones, self.date)
            .into_iter()
            .flat_map(|offset| implied_offsets(told.time, offset, local.time))
            .collect();
        let exists = |kept: &BTreeSet<i32>| {
            implied.iter().any(|&offset| kept.iter().any(|&k| (k - offset).abs() < STEP))
        };
        let shown: Vec<String> = implied.iter().map(|&offset| shown_offset(offset)).collect();
        let shown = shown.join(" or ");
        if !exists(memory.earth(self.date)) {
            let arithmetic =
                format!("{} against {} puts local time at {shown}", told.shown, local.shown);
            return Some((
                format!("that puts local time at {shown}, which no place on Earth keeps"),
                arithmetic,
            ));
        }
        let here = memory.places(scene, self);
        if here.is_empty() || exists(here) {
            return None;
        }
        let kept: Vec<String> = here.iter().map(|&offset| shown_offset(offset)).collect();
        let kept = kept.join(" or ");
        let arithmetic = format!("local time there is {kept}; the two times put it at {shown}");
        Some((
            format!("that puts local time at {shown}, but the place named keeps {kept}"),
            arithmetic,
        ))
    }
}

fn all_offsets(zones: &[TimeZone], date: Option<Date>) -> BTreeSet<i32> {
    zones.iter().flat_map(|zone| offsets(zone, date)).collect()
}

fn is_close(a: i32, b: i32) -> bool {
    let apart = (a - b).rem_euclid(DAY);
    apart.min(DAY - apart) < STEP
}

/// The offsets from UTC at which `local` is the same moment as `told` at `offset`: one, or two
/// where the date line leaves both open.
fn implied_offsets(told: &ClockTime, offset: i32, local: &ClockTime) -> Vec<i32> {
    let implied = (local.minutes - told.minutes + offset).rem_euclid(DAY);
    [implied, implied - DAY].into_iter().filter(|offset| OFFSETS.contains(offset)).collect()
}

/// The offsets kept by the places that the sentence names.
fn offsets_of_places(scene: &Scene<'_>, sentence: &Sentence, date: Option<Date>) -> BTreeSet<i32> {
    let mut kept = BTreeSet::new();
    for at in sentence.tokens.clone() {
        if scene.annotated.tokens[at].is_capitalised()
            && let Some((zones, _)) = zones_at(scene, at, sentence.tokens.end)
        {
            kept.extend(all_offsets(&zones, date));
        }
    }
    kept
}

fn offsets_on_earth(date: Option<Date>) -> BTreeSet<i32> {
    let database = TimeZoneDatabase::bundled();
    let names = database.available();
    // The "Etc" zones exist for arithmetic; nobody lives by most of them.
    let lived = names.filter(|name| !name.as_str().starts_with("Etc/"));
    lived
        .filter_map(|name| database.get(name.as_str()).ok())
        .flat_map(|zone| offsets(&zone, date))
        .collect()
}

fn shown_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offsets_on_earth_are_those_of_the_database() {
        let winter = offsets_on_earth(Some(Date::constant(2024, 1, 3)));
        assert!(winter.contains(&(3 * 60 + 30)), "Iran");
        assert!(winter.contains(&(5 * 60 + 45)), "Nepal");
        assert!(!winter.contains(&-30));
        assert!(!winter.contains(&(4 * 60 + 45)));
    }

    #[test]
    fn the_date_line_leaves_two_offsets_open() {
        let noon = ClockTime { minutes: 12 * 60, zone: None };
        let midnight = ClockTime { minutes: 0, zone: None };
        assert_eq!(implied_offsets(&noon, 0, &midnight), [12 * 60, -12 * 60]);
        assert_eq!(implied_offsets(&noon, -300, &ClockTime { minutes: 990, zone: None }), [-30]);
    }
}
