//! Flags spellings of names that the packs list as wrong.

use super::on_record::is_on_topic;
use super::{Hit, Scene};
use crate::annotate::{Annotated, Name};
use crate::fact::{Entity, EntityId, FactStore};
use crate::finding::{Evidence, Verdict};
use crate::language::{
    NameKind, Token, TokenKind, Vocabulary, WordId, fold, likely_misspelling, tokenize,
};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

/// Every listed misspelling by its first word, and every full name by all of its words but one.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct MisspellingIndex {
    listed: BTreeMap<WordId, Vec<Misspelling>>,
    /// Every name of several words, in order: a slip in one of them leaves all others.
    full_names: Vec<(OtherWords, NameOf)>,
    /// Every name of one word, by its letters, in order: two that swap letters share them.
    anagrams: Vec<(LettersOf, NameOf)>,
    /// Every name of several words, by their first letters, in order.
    initials: Vec<(Initials, NameOf)>,
}

/// The first letters of the words of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
struct Initials(u64);

impl Initials {
    fn of(words: &[String]) -> Self {
        let mut hasher = FxHasher::default();
        for word in words {
            word.chars().next().hash(&mut hasher);
        }
        Initials(hasher.finish())
    }
}

/// The letters of a word whatever their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
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

/// The words of a name but for the one at some place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
struct OtherWords(u64);

impl OtherWords {
    /// All of them, leaving out one word after the other. Names of one word have none.
    fn each(words: &[String]) -> impl Iterator<Item = OtherWords> {
        let places = 0..if words.len() > 1 { words.len() } else { 0 };
        places.map(|left_out| {
            let mut hasher = FxHasher::default();
            (words.len(), left_out).hash(&mut hasher);
            let others = words.iter().enumerate().filter(|(at, _)| *at != left_out);
            others.for_each(|(_, word)| word.hash(&mut hasher));
            OtherWords(hasher.finish())
        })
    }
}

/// A name of an entity: which of its names, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
struct NameOf {
    entity: EntityId,
    nth: u32,
}

impl NameOf {
    fn words(self, facts: &FactStore) -> Vec<String> {
        let name = names(facts.entity(self.entity)).nth(self.nth as usize);
        words_in(name.map_or("", String::as_str))
    }
}

/// All names of an entity, the one that the desk writes first.
fn names(entity: &Entity) -> impl Iterator<Item = &String> {
    std::iter::once(&entity.name).chain(&entity.aliases)
}

/// The words of a name, without the mark of an owner that ends it: "St Olav's".
fn words_in(name: &str) -> Vec<String> {
    let bare = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    bare.split_whitespace().map(|word| fold(word).into()).collect()
}

/// What is kept under a key, where the keys are in order.
fn under<K: Ord + Copy, V: Copy>(all: &[(K, V)], key: K) -> impl Iterator<Item = V> {
    let first = all.partition_point(|(known, _)| *known < key);
    all[first..].iter().take_while(move |(known, _)| *known == key).map(|(_, value)| *value)
}

#[derive(Debug, Deserialize, Serialize)]
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
            // "The defence ministry" is described, not named.
            let proper = names(entity).enumerate();
            let proper = proper.filter(|(_, name)| name.contains(char::is_uppercase));
            for (nth, name) in proper {
                let name_of = NameOf { entity: EntityId(at), nth: nth as u32 };
                match words_in(name).as_slice() {
                    [word] => index.anagrams.push((LettersOf::word(word), name_of)),
                    words => {
                        let others = OtherWords::each(words);
                        index.full_names.extend(others.map(|others| (others, name_of)));
                        index.initials.push((Initials::of(words), name_of));
                    }
                }
            }
        }
        index.full_names.sort_unstable();
        index.anagrams.sort_unstable();
        index.initials.sort_unstable();
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
    fn nearest(&self, name: &str, facts: &FactStore) -> Option<(EntityId, Confidence)> {
        let words = words_in(name);
        let letters = (words.len() == 1).then(|| LettersOf::word(name.trim()));
        let alike = letters.into_iter().flat_map(|letters| under(&self.anagrams, letters));
        let others = OtherWords::each(&words).flat_map(|others| under(&self.full_names, others));
        let known = others.chain(alike);
        let mut near: Vec<(EntityId, Confidence)> = known
            .filter_map(|full| Some((full.entity, slip(&words, &full.words(facts))?)))
            .collect();
        near.sort_unstable();
        near.dedup_by_key(|(entity, _)| *entity);
        match near.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The only name that may be meant by this one in an article about those who bear it.
    fn meant_by(&self, name: &str, facts: &FactStore) -> Option<EntityId> {
        let words = words_in(name);
        let others = OtherWords::each(&words).flat_map(|others| under(&self.full_names, others));
        let alike = (words.len() > 1).then(|| under(&self.initials, Initials::of(&words)));
        let known = others.chain(alike.into_iter().flatten());
        let near = known.filter(|full| may_be_meant(&words, &full.words(facts)));
        let near: BTreeSet<EntityId> = near.map(|full| full.entity).collect();
        let mut near = near.into_iter();
        near.next().filter(|_| near.next().is_none())
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

/// Whether a name may stand for another: every word is a letter off at most, or one long word is two.
fn may_be_meant(name: &[String], full: &[String]) -> bool {
    if name.len() != full.len() {
        return false;
    }
    let differing: Vec<(&String, &String)> =
        name.iter().zip(full).filter(|(a, b)| a != b).collect();
    let allowed = match differing.as_slice() {
        [(a, b)] if a.chars().count().min(b.chars().count()) > SHORT => 2,
        _ => 1,
    };
    let is_near = |(a, b): &(&String, &String)| {
        let shorter = a.chars().count().min(b.chars().count());
        shorter + 1 >= SHORT && strsim::osa_distance(a, b) <= allowed
    };
    !differing.is_empty() && differing.iter().all(is_near)
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
    let in_story = InStory::of(scene);
    for name in &scene.annotated.names {
        let text = scene.annotated.article.slice(name.span);
        let is_known =
            scene.mentions.within(name.tokens.clone()).any(|mention| mention.tokens == name.tokens);
        if is_known || is_flagged(name.span, &hits) {
            continue;
        }
        let near = scene.misspellings.nearest(text, scene.facts);
        let near = near.or_else(|| Some((in_story.meant_by(name)?, Confidence::Medium)));
        let is_of_style = |entity: EntityId| {
            let mut known = names(scene.facts.entity(entity));
            known.any(|known| scene.language.are_spelled_alike(known, text))
        };
        let near = near.filter(|(entity, _)| !is_of_style(*entity));
        hits.extend(
            near.map(|(entity, confidence)| Hit { confidence, ..hit(scene, name.span, entity) }),
        );
    }
    hits
}

/// An article whose names may be those of the packs it is about.
struct InStory<'a> {
    scene: &'a Scene<'a>,
    is_on_topic: bool,
}

impl<'a> InStory<'a> {
    fn of(scene: &'a Scene<'a>) -> Self {
        let is_on_topic = !scene.told_of.is_empty() && is_on_topic(scene);
        InStory { scene, is_on_topic }
    }

    /// Whom or what a name means that the article never spells right.
    fn meant_by(&self, name: &Name) -> Option<EntityId> {
        let Scene { annotated, facts, misspellings, .. } = self.scene;
        let may_be_somebody = name.kind != NameKind::Demonym && name.refers_to.is_none();
        if !self.is_on_topic || !may_be_somebody || annotated.is_quoted(&name.tokens) {
            return None;
        }
        let meant = misspellings.meant_by(annotated.article.slice(name.span), facts)?;
        let is_right = |other: &Name| {
            let text = annotated.article.slice(other.span);
            names(facts.entity(meant)).any(|known| known.contains(' ') && known == text)
        };
        (!annotated.names.iter().any(is_right)).then_some(meant)
    }
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
