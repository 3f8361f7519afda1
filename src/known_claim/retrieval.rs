//! Which of many known claims a text is likely about: Okapi BM25 over roots (Robertson and
//! Zaragoza, *The Probabilistic Relevance Framework*, 2009), in which a word counts once however
//! often a text has it.

use super::meaning::{Meanings, Root};
use crate::language::{Case, Token, TokenKind, Vocabulary, tokenize};
use crate::text::TextSpan;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// How soon a word that a claim repeats stops counting.
const SATURATION: f32 = 1.2;
/// How much the length of a claim counts.
const LENGTH: f32 = 0.75;

/// Claims by the roots of their words.
#[derive(Debug, Default)]
pub(super) struct Retrieval {
    postings: FxHashMap<Root, Vec<(u32, f32)>>,
    lengths: Vec<f32>,
    average: f32,
}

impl Retrieval {
    /// Indexes claims, each with all its wordings.
    pub(super) fn new<'c>(
        wordings: impl Iterator<Item = (usize, &'c str)>,
        meanings: &Meanings,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut retrieval = Retrieval::default();
        let mut claims: BTreeMap<usize, FxHashMap<Root, f32>> = BTreeMap::new();
        for (claim, text) in wordings {
            let counts = claims.entry(claim).or_default();
            for root in roots(text, meanings, vocabulary) {
                *counts.entry(root).or_default() += 1.0;
            }
        }
        let most = claims.last_key_value().map_or(0, |(claim, _)| claim + 1);
        retrieval.lengths = vec![0.0; most];
        for (claim, counts) in claims {
            retrieval.lengths[claim] = counts.values().sum();
            for (root, count) in counts {
                retrieval.postings.entry(root).or_default().push((claim as u32, count));
            }
        }
        let claims = retrieval.lengths.len().max(1) as f32;
        retrieval.average = retrieval.lengths.iter().sum::<f32>() / claims;
        retrieval
    }

    /// The claims that a text is likeliest about, at most so many, by index, the likeliest first.
    pub(super) fn closest(
        &self,
        text: &str,
        most: usize,
        meanings: &Meanings,
        vocabulary: &Vocabulary,
    ) -> Vec<(usize, f32)> {
        let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
        for root in roots(text, meanings, vocabulary) {
            let weight = self.weight(root);
            for &(claim, count) in self.postings.get(&root).into_iter().flatten() {
                let length = self.lengths[claim as usize] / self.average;
                let damped = count + SATURATION * (1.0 - LENGTH + LENGTH * length);
                *scores.entry(claim).or_default() += weight * count * (SATURATION + 1.0) / damped;
            }
        }
        let mut ranked: Vec<(usize, f32)> =
            scores.into_iter().map(|(claim, score)| (claim as usize, score)).collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        ranked.truncate(most);
        ranked
    }

    /// How much it tells that a claim has the root: more the fewer do.
    pub(super) fn weight(&self, root: Root) -> f32 {
        let having = self.postings.get(&root).map_or(0, Vec::len) as f32;
        let all = self.lengths.len() as f32;
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }
}

/// The roots of a text, each once: of its words, of the parts of words that capitals part
/// (`#WorldWaterDay`), of its numbers; web addresses have none.
fn roots(text: &str, meanings: &Meanings, vocabulary: &Vocabulary) -> BTreeSet<Root> {
    let mut found = BTreeSet::new();
    for (start, chunk) in chunks(text).filter(|(_, chunk)| !is_address(chunk)) {
        let mut tokens = Vec::new();
        let span = TextSpan::new(start, start + chunk.len());
        tokenize(text, span, vocabulary, &mut tokens);
        for token in &tokens {
            found.extend(meanings.root_of(token, text));
            found.extend(parts(token, text).into_iter().filter_map(|part| {
                let part = crate::language::fold(part);
                (part.len() > 2).then(|| meanings.root(&part))
            }));
        }
    }
    found
}

/// The stretches between white space, each with where it starts.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |chunk| (chunk.as_ptr() as usize - base, chunk))
}

fn is_address(chunk: &str) -> bool {
    let rest = chunk.split_once('.').map_or("", |(_, rest)| rest);
    chunk.contains("://") || rest.starts_with(char::is_alphanumeric) && rest.contains('/')
}

/// "World", "Water" and "Day" of `WorldWaterDay`.
fn parts<'t>(token: &Token, text: &'t str) -> Vec<&'t str> {
    if !matches!(token.kind, TokenKind::Word(Case::Mixed)) {
        return Vec::new();
    }
    let word = &text[token.span().range()];
    let starts = word.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    let mut parts = Vec::new();
    let mut from = 0;
    for start in starts.chain([word.len()]) {
        if start > from {
            parts.push(&word[from..start]);
        }
        from = start;
    }
    parts
}
