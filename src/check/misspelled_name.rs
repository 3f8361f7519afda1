//! Flags spellings of names that the packs list as wrong.

use super::{Hit, Scene};
use crate::annotate::Annotated;
use crate::fact::{EntityId, FactStore};
use crate::finding::{Evidence, Verdict};
use crate::language::{Token, TokenKind, Vocabulary, WordId, tokenize};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use rustc_hash::FxHashMap;

/// Every listed misspelling, by its first word.
#[derive(Debug, Default)]
pub struct MisspellingIndex {
    by_first_word: FxHashMap<WordId, Vec<Misspelling>>,
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
                    let entry = index.by_first_word.entry(first).or_default();
                    entry.push(Misspelling { words, written, entity: EntityId(at) });
                }
            }
        }
        // The longest first, so that a whole name is flagged as a whole.
        for entries in index.by_first_word.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        index
    }

    /// The misspelling that starts at a token, and the token past it.
    fn at(&self, annotated: &Annotated<'_>, at: usize) -> Option<(usize, EntityId)> {
        let candidates = self.by_first_word.get(&annotated.tokens[at].word)?;
        candidates.iter().find_map(|entry| {
            let end = end_of(&entry.words, &annotated.tokens, at)?;
            let text = annotated.article.slice(annotated.span_of(at..end));
            (text.to_lowercase() == entry.written).then_some((end, entry.entity))
        })
    }
}

/// Flags every listed misspelling.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
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
