//! A long run of words that were said, in which quotations are looked up.

use super::align::{Alignment, pairs};
use super::word::Word;
use crate::language::WordForm;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A word in more places tells nothing about where a quotation is from.
const COMMON: usize = 64;
/// How many words a passage may have beyond the quotation's own, on either side.
const MARGIN: usize = 8;
/// How many first words of a quotation may lead to its place.
const LEADS: usize = 4;
/// How many stretches are aligned with a quotation.
const TRIED: usize = 3;

/// Words in order, and where each stands.
#[derive(Debug, Default)]
pub struct Transcript {
    words: Vec<Word>,
    places: FxHashMap<WordForm, Vec<u32>>,
}

/// A passage that resembles a quotation.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Its words, by index into the transcript.
    pub words: Range<usize>,
    /// How the quotation and `words` go together.
    pub alignment: Alignment,
    /// How many of the quotation's words stand in it, in their order.
    pub common: usize,
}

impl Transcript {
    /// Indexes words.
    pub fn new(words: Vec<Word>) -> Transcript {
        let mut places: FxHashMap<WordForm, Vec<u32>> = FxHashMap::default();
        for (at, word) in words.iter().enumerate() {
            places.entry(word.form).or_default().push(at as u32);
        }
        Transcript { words, places }
    }

    /// All words.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    fn places(&self, form: WordForm) -> &[u32] {
        self.places.get(&form).map_or(&[], Vec::as_slice)
    }

    /// Everywhere that all words of a part stand in a row, in order. Only the ends may lack a word
    /// that the part's own sentence needed.
    pub fn runs(&self, part: &[Word]) -> Vec<Range<usize>> {
        let Some(lead) = self.lead(part) else { return Vec::new() };
        let mut runs: Vec<Range<usize>> = Vec::new();
        for &place in self.places(part[lead].form) {
            let start = (place as usize).saturating_sub(lead);
            // Where a word is written as two, the start lies one off for each.
            let starts = [start, start.saturating_sub(1), start + 1];
            let found = starts.into_iter().find_map(|start| self.run_from(part, start));
            if let Some(run) = found.filter(|run| runs.last() != Some(run)) {
                runs.push(run);
            }
        }
        runs
    }

    /// The rarest of the first words.
    fn lead(&self, part: &[Word]) -> Option<usize> {
        let leads = (0..part.len().min(LEADS)).filter(|&at| !part[at].is_light);
        let known = leads.filter(|&at| !self.places(part[at].form).is_empty());
        known.min_by_key(|&at| self.places(part[at].form).len())
    }

    fn run_from(&self, part: &[Word], start: usize) -> Option<Range<usize>> {
        let (mut i, mut j) = (0, start);
        while i < part.len() {
            if j >= self.words.len() {
                return part[i..].iter().all(|word| word.is_light).then_some(start..j);
            }
            let pair = pairs(part, &self.words, i, j).next();
            match pair {
                Some((ours, theirs)) => {
                    i += ours;
                    j += theirs;
                }
                None if part[i].is_light => i += 1,
                None if self.words[j].is_light && j > start => j += 1,
                None => return None,
            }
        }
        Some(start..j)
    }

    /// Passages that share words with a quotation, in their order, the closest first; `counts`
    /// says which of the quotation's words, by index, lead to them.
    pub fn closest(&self, quoted: &[Word], counts: impl Fn(usize) -> bool) -> Vec<Passage> {
        let starts = self.stretches(quoted, counts).into_iter();
        let mut passages: Vec<Passage> = starts.map(|start| self.align(quoted, start)).collect();
        passages.retain(|passage| passage.common > 0);
        passages.sort_by(|one, other| {
            other.common.cmp(&one.common).then(one.words.start.cmp(&other.words.start))
        });
        passages
    }

    fn align(&self, quoted: &[Word], start: i64) -> Passage {
        let from = (start - MARGIN as i64).max(0) as usize;
        let to = (start + (quoted.len() + MARGIN) as i64).max(0) as usize;
        let window = from.min(self.words.len())..to.min(self.words.len());
        let alignment = Alignment::of(quoted, &self.words[window.clone()]);
        let common = alignment.common(quoted);
        Passage { words: window, alignment, common }
    }

    /// Where a quotation would start if most of its words were in their places: the likeliest
    /// starts first.
    fn stretches(&self, quoted: &[Word], counts: impl Fn(usize) -> bool) -> Vec<i64> {
        let mut starts: Vec<i64> = Vec::new();
        for (at, word) in quoted.iter().enumerate().filter(|&(at, _)| counts(at)) {
            let places = self.places(word.form);
            if places.len() <= COMMON {
                starts.extend(places.iter().map(|&place| i64::from(place) - at as i64));
            }
        }
        starts.sort_unstable();
        densest(&starts)
    }

    /// The words of a passage as tokens, from the first to past the last.
    pub fn tokens(&self, words: Range<usize>) -> Option<Range<usize>> {
        let words = self.words.get(words)?;
        Some(words.first()?.token as usize..words.last()?.end as usize)
    }
}

/// The values around which most lie, at most so many, from sorted values.
fn densest(starts: &[i64]) -> Vec<i64> {
    let width = MARGIN as i64;
    let mut windows: Vec<(usize, i64)> = Vec::new();
    let mut end = 0;
    for (at, &start) in starts.iter().enumerate() {
        while end < starts.len() && starts[end] <= start + width {
            end += 1;
        }
        if at == 0 || starts[at - 1] != start {
            windows.push((end - at, start));
        }
    }
    windows.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut kept: Vec<i64> = Vec::new();
    for (_, start) in windows {
        if kept.len() == TRIED {
            break;
        }
        if kept.iter().all(|other| (other - start).abs() > width) {
            kept.push(start);
        }
    }
    kept
}
