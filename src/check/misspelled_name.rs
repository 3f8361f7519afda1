//! Flags spellings of names that the packs list as wrong.

use super::{Hit, Scene};
use crate::annotate::Annotated;
use crate::fact::{EntityId, FactStore};
use crate::finding::{Evidence, Verdict};
use crate::language::{
    Token, TokenKind, Vocabulary, WordForm, WordId, fold, likely_misspelling, tokenize,
};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Every listed misspelling by its first word, and every full name by each of its words.
#[derive(Debug, Default)]
pub struct MisspellingIndex {
    listed: FxHashMap<WordId, Vec<Misspelling>>,
    full_names: FxHashMap<WordForm, Vec<FullName>>,
    /// Every name of one word, by its letters: two that swap letters share them.
    anagrams: FxHashMap<LettersOf, Vec<FullName>>,
}

/// The letters of a word whatever their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LettersOf(u64);

impl LettersOf {
    fn word(word: &str) -> Self {
        if word.is_ascii() && !word.contains('.') {
            return LettersOf::of(word.chars().map(|c| c.to_ascii_lowercase()));
        }
        LettersOf::of(fold(word).chars())
    }

    fn of(letters: impl Iterator<Item = char>) -> Self {
        let mixed = letters.map(|letter| {
            let wide = (u64::from(letter) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            (wide ^ (wide >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
        });
        LettersOf(mixed.fold(0, u64::wrapping_add))
    }
}

/// A name of several words.
#[derive(Clone, Debug)]
struct FullName {
    words: Arc<[String]>,
    entity: EntityId,
}

#[derive(Debug)]
struct Misspelling {
    words: Vec<WordId>,
    /// Words are found without regard to accents; here an accent may be the whole mistake.
    written: String,
    entity: EntityId,
}

impl MisspellingIndex {
    /// Indexes the misspellings of a store. The vocabulary must know their words.
    pub fn new(facts: &FactStore, vocabulary: &Vocabulary) -> Self {
        let mut index = MisspellingIndex::default();
        for (at, entity) in facts.entities.iter().enumerate() {
            for misspelling in &entity.misspellings {
                let words = words_of(misspelling, vocabulary);
                if let Some(&first) = words.first() {
                    let written = misspelling.to_lowercase();
                    let entry = index.listed.entry(first).or_default();
                    entry.push(Misspelling { words, written, entity: EntityId(at) });
                }
            }
        }
        for (at, entity) in facts.entities.iter().enumerate() {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                let words = name.split_whitespace().map(|w| fold(w).into()).collect();
                let full = FullName { words, entity: EntityId(at) };
                if let [word] = &*full.words {
                    index.anagrams.entry(LettersOf::word(word)).or_default().push(full);
                    continue;
                }
                for word in &*full.words {
                    let entry = index.full_names.entry(WordForm::of(word));
                    entry.or_default().push(full.clone());
                }
            }
        }
        // The longest first, so that a whole name is flagged as a whole.
        for entries in index.listed.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        index
    }

    /// Whether no name is on record.
    fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.full_names.is_empty() && self.anagrams.is_empty()
    }

    /// The only name that differs from this one by a slip in one word.
    fn nearest(&self, name: &str) -> Option<(EntityId, Confidence)> {
        let forms = || name.split_whitespace().map(WordForm::of);
        let alike = match forms().nth(1) {
            None => self.anagrams.get(&LettersOf::word(name.trim())),
            Some(_) => None,
        };
        let mut known =
            forms().filter_map(|form| self.full_names.get(&form)).chain(alike).flatten().peekable();
        // Most names share no word with any on record.
        known.peek()?;
        let words: Vec<String> = name.split_whitespace().map(|word| fold(word).into()).collect();
        let mut near: Vec<(EntityId, Confidence)> =
            known.filter_map(|full| Some((full.entity, slip(&words, &full.words)?))).collect();
        near.sort_unstable();
        near.dedup_by_key(|(entity, _)| *entity);
        match near.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The misspelling that starts at a token, and the token past it.
    fn at(&self, annotated: &Annotated<'_>, at: usize) -> Option<(usize, EntityId)> {
        let candidates = self.listed.get(&annotated.tokens[at].word)?;
        candidates.iter().find_map(|entry| {
            let end = end_of(&entry.words, &annotated.tokens, at)?;
            let text = annotated.article.slice(annotated.span_of(at..end));
            (text.to_lowercase() == entry.written).then_some((end, entry.entity))
        })
    }
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// How sure it is that a name is another one misspelt: all words but one agree, and that one
/// differs by a slip, or, in a long word, by two letters.
fn slip(name: &[String], full: &[String]) -> Option<Confidence> {
    if name.len() != full.len() {
        return None;
    }
    let mut differing = name.iter().zip(full).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return None };
    if likely_misspelling(&name.join(" "), &full.join(" ")) {
        // One word may well be another name.
        return Some(if name.len() > 1 { Confidence::High } else { Confidence::Medium });
    }
    let length = a.chars().count().min(b.chars().count());
    let same_start = a.chars().next() == b.chars().next();
    let is_ending = a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    let allowed = match length {
        ..SHORT => 0,
        SHORT..LONG => 1,
        _ => 2,
    };
    // "Esther" for "Hester"
    let are_anagrams = name.len() > 1 && length >= SHORT && letters(a) == letters(b);
    let is_near =
        name.len() > 1 && same_start && !is_ending && strsim::osa_distance(a, b) <= allowed
            || are_anagrams;
    is_near.then_some(Confidence::Medium)
}

/// The shortest word of a name in which one other letter may be a slip.
const SHORT: usize = 5;

/// The shortest in which two may.
const LONG: usize = 8;

/// Flags every listed misspelling, and names that are a slip off from the only one on record that
/// they can be.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    if scene.misspellings.is_empty() {
        return Vec::new();
    }
    let mut hits = listed(scene);
    let is_flagged = |span: TextSpan, hits: &[Hit]| hits.iter().any(|hit| hit.span.overlaps(span));
    for name in &scene.annotated.names {
        let text = scene.annotated.article.slice(name.span);
        let is_known =
            scene.mentions.within(name.tokens.clone()).any(|mention| mention.tokens == name.tokens);
        if is_known || is_flagged(name.span, &hits) {
            continue;
        }
        let near = scene.misspellings.nearest(text);
        hits.extend(
            near.map(|(entity, confidence)| Hit { confidence, ..hit(scene, name.span, entity) }),
        );
    }
    hits
}

fn listed(scene: &Scene<'_>) -> Vec<Hit> {
    let tokens = &scene.annotated.tokens;
    let mut hits = Vec::new();
    let mut next = 0;
    while next < tokens.len() {
        let capital = tokens[next].is_capitalised();
        match scene.misspellings.at(scene.annotated, next).filter(|_| capital) {
            Some((end, entity)) => {
                hits.push(hit(scene, scene.annotated.span_of(next..end), entity));
                next = end;
            }
            None => next += 1,
        }
    }
    hits
}

fn hit(scene: &Scene<'_>, span: TextSpan, entity: EntityId) -> Hit {
    let entity = scene.facts.entity(entity);
    let text = scene.annotated.article.slice(span);
    Hit {
        span,
        verdict: Verdict::Refuted,
        message: format!("writes “{text}”; the desk writes “{}”", entity.name),
        evidence: vec![Evidence::Fact {
            id: entity.id.clone(),
            text: entity.name.clone(),
            value: Some(entity.name.clone()),
            source: None,
            url: None,
            as_of: None,
        }],
        confidence: Confidence::High,
    }
}

fn words_of(name: &str, vocabulary: &Vocabulary) -> Vec<WordId> {
    let mut tokens = Vec::new();
    tokenize(name, TextSpan::new(0, name.len()), vocabulary, &mut tokens);
    let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
    words.map(|token| token.word).collect()
}

/// The token past the words if they stand at `at`, hyphens aside.
fn end_of(words: &[WordId], tokens: &[Token], at: usize) -> Option<usize> {
    let mut next = at;
    for &word in words {
        while tokens.get(next)?.kind == TokenKind::Mark && tokens[next].joined && next > at {
            next += 1;
        }
        if tokens.get(next)?.word != word {
            return None;
        }
        next += 1;
    }
    Some(next)
}
