//! When and where a passage is set, and on whose word.

use super::passage::Passage;
use super::words::{WordLists, stem};
use crate::annotate::Meaning;
use crate::language::{Function, PlaceKind, TokenKind};
use crate::value::{DateMention, PeriodMention};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many tokens the name of a place or a source may take.
const NAME: usize = 5;

/// When and where something is said to be, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Weekdays and words such as "today": days of the news.
    pub days: BTreeSet<String>,
    /// Months, years, seasons and everything else that is no day of the news.
    pub times: BTreeSet<String>,
    /// Names of places.
    pub places: BTreeSet<String>,
    /// Countries that the places are in, as far as they are known.
    countries: BTreeSet<String>,
    /// Whose word it is.
    pub source: Option<String>,
}

impl Setting {
    /// The setting of what the tokens of a passage say.
    pub fn of(passage: &Passage<'_>, tokens: &Range<usize>, words: &WordLists) -> Self {
        let mut setting = Setting { source: source(passage, words), ..Setting::default() };
        let part = passage.part(tokens);
        let opening = passage.opening();
        setting.read(passage, part.clone(), words);
        if opening.end <= part.start {
            setting.read(passage, opening, words);
        }
        setting
    }

    fn read(&mut self, passage: &Passage<'_>, tokens: Range<usize>, words: &WordLists) {
        self.read_times(passage, tokens.clone(), words);
        self.read_places(passage, tokens, words);
    }

    fn read_times(&mut self, passage: &Passage<'_>, tokens: Range<usize>, words: &WordLists) {
        for found in passage.annotated.within(tokens) {
            if is_base(passage, found.tokens.start, words) {
                continue;
            }
            let text = || passage.annotated.article.slice(found.span).to_lowercase();
            match &found.meaning {
                Meaning::Date(DateMention::Weekday { weekday, .. }) => {
                    self.days.insert(format!("{weekday:?}"));
                }
                Meaning::Date(DateMention::DayOffset(0..=1)) => {}
                Meaning::Date(DateMention::DayOffset(-1)) => {
                    self.days.insert("yesterday".to_owned());
                }
                Meaning::Date(DateMention::Calendar { date, .. }) => {
                    self.times.insert(date.iso());
                }
                // What these mean they say of the day inside them, or of no day at all.
                Meaning::Period(
                    PeriodMention::Reference(_)
                    | PeriodMention::PartOfDay { .. }
                    | PeriodMention::Several { .. },
                ) => {}
                Meaning::Date(_) | Meaning::Period(_) => {
                    self.times.insert(text());
                }
                // "A 2019 survey".
                Meaning::Number(amount) if is_year(passage, &found.tokens, amount.stated) => {
                    self.times.insert(text());
                }
                _ => {}
            }
        }
    }

    fn read_places(&mut self, passage: &Passage<'_>, tokens: Range<usize>, words: &WordLists) {
        let annotated = passage.annotated;
        let text = annotated.article.text();
        let mut at = tokens.start;
        while at < tokens.end {
            let known =
                annotated.language.places.longest_at(text, &annotated.tokens[..tokens.end], at);
            if let Some((end, places)) = known {
                let mut is_place = false;
                for place in places {
                    is_place |= place.kind != PlaceKind::People;
                    self.countries.insert(place.country.to_string());
                }
                if is_place {
                    self.places.insert(text_of(passage, at..end));
                }
                at = end;
                continue;
            }
            let end = name_end(passage, at, tokens.end);
            let is_located = at > tokens.start && is_located(passage, at, words);
            if end > at && is_located {
                self.places.insert(text_of(passage, at..end));
            }
            at = end.max(at + 1);
        }
    }

    /// Whether the two may well be set at different times.
    pub fn differs_in_time(&self, other: &Setting) -> bool {
        let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
        };
        self.differs_in_period(other) || apart(&self.days, &other.days)
    }

    /// Whether both name a time, and the same.
    pub fn shares_time(&self, other: &Setting) -> bool {
        !self.times.is_empty() && self.times == other.times
    }

    /// Whether the two name times that are not the same, days of the news left out.
    pub fn differs_in_period(&self, other: &Setting) -> bool {
        self.times != other.times && self.times.is_disjoint(&other.times)
    }

    /// Whether the two are set in different places.
    pub fn differs_in_place(&self, other: &Setting) -> bool {
        !self.places.is_empty()
            && !other.places.is_empty()
            && self.places.is_disjoint(&other.places)
    }

    /// Whether two sources are named, and not the same one.
    pub fn differs_in_source(&self, other: &Setting) -> bool {
        matches!((&self.source, &other.source), (Some(a), Some(b)) if a != b)
    }
}

/// Whether a number may be a year: four digits without a comma.
pub(super) fn is_year(passage: &Passage<'_>, tokens: &Range<usize>, stated: f64) -> bool {
    let is_bare = tokens.len() == 1 && passage.word(tokens.start).len() == 4;
    is_bare && (1500.0..2100.0).contains(&stated)
}

/// Whether a date only says since when something counts: "the lowest since 1990".
fn is_base(passage: &Passage<'_>, date: usize, words: &WordLists) -> bool {
    let before = date.checked_sub(1).filter(|&at| at >= passage.tokens().start);
    before.is_some_and(|at| words.counts_from(passage.annotated.tokens[at].word))
}

/// Whether a name at the token is a place's: "in Larissa", "the city of Larissa".
fn is_located(passage: &Passage<'_>, at: usize, words: &WordLists) -> bool {
    let word = |at: usize| passage.annotated.tokens[at].word;
    let first = passage.tokens().start;
    let of = passage.annotated.language.sense(word(at - 1)).functions.has(Function::Of);
    words.is_locative(word(at - 1)) || of && at >= first + 2 && words.is_settlement(word(at - 2))
}

/// Who says what a sentence says: the noun or name beside a verb of saying, or after "according
/// to".
fn source(passage: &Passage<'_>, words: &WordLists) -> Option<String> {
    let tokens = passage.tokens();
    let annotated = passage.annotated;
    let says = tokens.clone().find(|&at| {
        words.says(annotated.tokens[at].word)
            && !annotated.is_quoted(&(at..at + 1))
            && annotated.tokens[at].kind != TokenKind::Mark
    });
    let is_word = |at: usize| matches!(annotated.tokens[at].kind, TokenKind::Word(_));
    if let Some(at) = says {
        let before = at.checked_sub(1).filter(|&before| before >= tokens.start && is_word(before));
        let after = name_end(passage, at + 1, tokens.end);
        let inverted = (after > at + 1).then(|| after - 1);
        // "It added" may be anybody named before.
        let named = before
            .or(inverted)
            .filter(|&at| !annotated.language.is_function_word(&annotated.tokens[at]));
        return named.map(|at| stem(&passage.word(at).to_lowercase()));
    }
    let according = tokens.clone().find(|&at| {
        passage.word(at).eq_ignore_ascii_case("to")
            && at > tokens.start
            && passage.word(at - 1).eq_ignore_ascii_case("according")
    })?;
    let end = (according + 1..tokens.end)
        .take(2 * NAME)
        .find(|&at| !is_word(at))
        .unwrap_or(tokens.end.min(according + 1 + 2 * NAME));
    (end > according + 1).then(|| stem(&passage.word(end - 1).to_lowercase()))
}

/// The end of the run of capitalised words at a token; a word that only opens the sentence begins
/// none.
fn name_end(passage: &Passage<'_>, at: usize, end: usize) -> usize {
    let tokens = &passage.annotated.tokens;
    let opens = |word| passage.annotated.language.sense(word).functions.has(Function::PlainOpening);
    if at == passage.tokens().start && at < end && opens(tokens[at].word) {
        return at;
    }
    (at..end.min(at + NAME)).find(|&at| !tokens[at].is_capitalised()).unwrap_or(end.min(at + NAME))
}

fn text_of(passage: &Passage<'_>, tokens: Range<usize>) -> String {
    passage.annotated.article.slice(passage.span(tokens)).to_lowercase()
}
