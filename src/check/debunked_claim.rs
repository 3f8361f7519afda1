//! Looks for claims known to be false, in other words than the record's.
//!
//! Each wording of a claim is a set of concepts: the entities it names and the stems of its
//! content words. A sentence repeats the claim when it carries every entity of a wording and at
//! least the rule's share of its concepts, and does not deny it.

use super::{Hit, Scene};
use crate::annotate::Sentence;
use crate::claim::{AliasIndex, Named, TriggerIndex};
use crate::fact::{Debunked, EntityId, FactStore};
use crate::finding::{Evidence, Verdict};
use crate::language::{Token, TokenKind, Vocabulary, VocabularyBuilder, WordId, tokenize};
use crate::text::TextSpan;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The least number of concepts that make a wording tell one claim from another.
const LEAST_CONCEPTS: usize = 3;

/// The share of a wording's concepts that a sentence must carry.
#[derive(Clone, Copy, Debug)]
pub struct DebunkedClaim {
    /// From 0 to 1.
    pub threshold: f64,
}

/// A thing or an idea, however it is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Concept {
    Entity(EntityId),
    Stem(u32),
}

/// The wordings of every debunked claim, by concept.
#[derive(Debug, Default)]
pub struct DebunkedIndex {
    wordings: Vec<Wording>,
    stems: FxHashMap<WordId, u32>,
    triggers: TriggerIndex,
    by_entity: BTreeMap<EntityId, Vec<usize>>,
}

#[derive(Debug)]
struct Wording {
    claim: usize,
    concepts: BTreeSet<Concept>,
}

impl DebunkedIndex {
    /// Adds the forms of every content word of every wording to the vocabulary.
    pub fn intern(facts: &FactStore, words: &mut VocabularyBuilder) {
        for wording in facts.debunked.iter().flat_map(|claim| &claim.wordings) {
            for word in wording.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2)
            {
                let stem = stem(&word.to_lowercase());
                for ending in ["", "s", "es", "e", "ed", "ing", "er", "ers", "d", "y", "ies", "ied"]
                {
                    words.intern(&format!("{stem}{ending}"));
                }
            }
        }
    }

    /// Indexes the wordings. `function_words` carry no meaning of their own.
    pub fn new(
        facts: &FactStore,
        aliases: &AliasIndex,
        vocabulary: &Vocabulary,
        function_words: &BTreeSet<WordId>,
    ) -> Self {
        let mut index =
            DebunkedIndex { stems: stems(vocabulary, function_words), ..Self::default() };
        for (claim, debunked) in facts.debunked.iter().enumerate() {
            for text in &debunked.wordings {
                let mut tokens = Vec::new();
                tokenize(text, TextSpan::new(0, text.len()), vocabulary, &mut tokens);
                let concepts = index.concepts_of_wording(&tokens, aliases);
                if concepts.len() >= LEAST_CONCEPTS {
                    index.add(claim, concepts, &tokens);
                }
            }
        }
        index
    }

    fn add(&mut self, claim: usize, concepts: BTreeSet<Concept>, tokens: &[Token]) {
        let id = self.wordings.len();
        for token in tokens.iter().filter(|token| self.stems.contains_key(&token.word)) {
            self.triggers.add(token.word, id);
        }
        for concept in &concepts {
            if let Concept::Entity(entity) = concept {
                self.by_entity.entry(*entity).or_default().push(id);
            }
        }
        self.wordings.push(Wording { claim, concepts });
    }

    fn concepts_of_wording(&self, tokens: &[Token], aliases: &AliasIndex) -> BTreeSet<Concept> {
        let mut concepts = BTreeSet::new();
        let mut at = 0;
        while at < tokens.len() {
            let named = aliases.longest_at(tokens, at).and_then(|(end, named)| {
                let entity = named.iter().find_map(|named| match named {
                    Named::Entity(entity) => Some(*entity),
                    Named::Event(_) => None,
                })?;
                Some((end, entity))
            });
            match named {
                Some((end, entity)) => {
                    concepts.insert(Concept::Entity(entity));
                    at = end;
                }
                None => {
                    concepts
                        .extend(self.stems.get(&tokens[at].word).map(|&stem| Concept::Stem(stem)));
                    at += 1;
                }
            }
        }
        concepts
    }

    fn concepts_of_sentence(&self, scene: &Scene<'_>, sentence: &Sentence) -> BTreeSet<Concept> {
        let tokens = &scene.annotated.tokens[sentence.tokens.clone()];
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word(_)));
        let stems =
            words.filter_map(|token| self.stems.get(&token.word)).map(|&s| Concept::Stem(s));
        let entities = scene.mentions.entities_within(sentence.tokens.clone());
        stems.chain(entities.map(Concept::Entity)).collect()
    }

    /// The wordings that share an entity with the sentence; a wording that names none, those that
    /// share a word.
    fn candidates(&self, scene: &Scene<'_>, sentence: &Sentence) -> BTreeSet<usize> {
        let entities = scene.mentions.entities_within(sentence.tokens.clone());
        let by_entity =
            entities.filter_map(|entity| self.by_entity.get(&entity)).flatten().copied();
        let tokens = &scene.annotated.tokens[sentence.tokens.clone()];
        let names_none = |id: &usize| {
            !self.wordings[*id].concepts.iter().any(|concept| matches!(concept, Concept::Entity(_)))
        };
        let by_word = self.triggers.triggered(tokens).into_iter().filter(names_none);
        by_entity.chain(by_word).collect()
    }
}

impl DebunkedClaim {
    /// Flags the sentences that repeat a claim.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        if scene.debunked.wordings.is_empty() {
            return Vec::new();
        }
        let sentences = scene.annotated.sentences.iter().enumerate();
        sentences.filter_map(|(at, sentence)| self.in_sentence(scene, at, sentence)).collect()
    }

    fn in_sentence(&self, scene: &Scene<'_>, at: usize, sentence: &Sentence) -> Option<Hit> {
        let candidates = scene.debunked.candidates(scene, sentence);
        if candidates.is_empty() {
            return None;
        }
        let here = scene.debunked.concepts_of_sentence(scene, sentence);
        let best = candidates
            .into_iter()
            .map(|id| (id, share(&scene.debunked.wordings[id].concepts, &here)))
            .filter(|&(_, share)| share >= self.threshold)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let standing = scene.standing.of(scene.annotated, at, sentence.tokens.clone());
        let claim = &scene.facts.debunked[scene.debunked.wordings[best.0].claim];
        standing.is_asserted().then(|| hit(sentence, claim))
    }
}

/// The share of a wording's concepts that a sentence carries; none if it lacks an entity.
fn share(wording: &BTreeSet<Concept>, sentence: &BTreeSet<Concept>) -> f64 {
    let lacks_entity = wording
        .iter()
        .any(|concept| matches!(concept, Concept::Entity(_)) && !sentence.contains(concept));
    if lacks_entity {
        return 0.0;
    }
    wording.intersection(sentence).count() as f64 / wording.len() as f64
}

fn hit(sentence: &Sentence, claim: &Debunked) -> Hit {
    let truth = claim.truth.as_ref().map_or(String::new(), |truth| format!("; {truth}"));
    let source = claim.sources.first();
    Hit {
        span: sentence.span,
        verdict: Verdict::Refuted,
        message: format!(
            "repeats a claim known to be false, “{}”: {}{truth}",
            claim.wordings[0], claim.why
        ),
        evidence: vec![Evidence::Fact {
            id: claim.id.clone(),
            text: claim.why.clone(),
            value: claim.truth.clone(),
            source: source.map(|source| source.name.clone()),
            url: source.and_then(|source| source.url.clone()),
            as_of: claim.as_of,
        }],
        confidence: claim.confidence,
    }
}

/// A number for each stem, by word; words without meaning have none.
fn stems(vocabulary: &Vocabulary, function_words: &BTreeSet<WordId>) -> FxHashMap<WordId, u32> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut by_word = FxHashMap::default();
    let mut words: Vec<(&str, WordId)> = vocabulary.words().collect();
    words.sort_unstable();
    for (word, id) in words {
        if word.len() > 2 && !function_words.contains(&id) {
            let next = numbers.len() as u32;
            by_word.insert(id, *numbers.entry(stem(word)).or_insert(next));
        }
    }
    by_word
}

/// A crude stem: what is left when one of the commonest endings of English is taken off. Wordings
/// and articles go through the same function, so it need not be a word.
fn stem(word: &str) -> String {
    let endings = ["ies", "ied", "ing", "ers", "ed", "es", "er", "s", "e", "y", "d"];
    let cut =
        endings.iter().find_map(|ending| word.strip_suffix(ending)).filter(|cut| cut.len() > 2);
    let cut = cut.unwrap_or(word);
    let doubled = cut.len() > 3 && cut.as_bytes()[cut.len() - 1] == cut.as_bytes()[cut.len() - 2];
    if doubled { cut[..cut.len() - 1].to_owned() } else { cut.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            ["bombed", "bombing"],
            ["plot", "plotted"],
            ["carries", "carry"],
            ["avenge", "avenging"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_ne!(stem("mosque"), stem("moscow"));
    }
}
