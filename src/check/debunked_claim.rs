//! Looks for claims known to be false, in other words than the record's.
//!
//! Each wording of a claim is a set of concepts: the entities it names and the stems of its
//! content words. A sentence repeats the claim when it carries every entity and every measure
//! (number, month, weekday, unit of time) of a wording and at least the rule's share of its
//! concepts, and does not deny it.

use super::{Hit, Scene};
use crate::annotate::Sentence;
use crate::claim::{AliasIndex, Named, TriggerIndex};
use crate::fact::{Debunked, EntityId, FactStore};
use crate::finding::{Evidence, Verdict};
use crate::language::{
    Language, Token, TokenKind, Vocabulary, VocabularyBuilder, WordId, tokenize,
};
use crate::text::TextSpan;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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
    /// A number in digits.
    Figure(u64),
    /// A word that dates, counts or measures: another one makes another claim.
    Measure(WordId),
    Stem(u32),
}

impl Concept {
    /// Whether a sentence without it says something else.
    fn is_essential(self) -> bool {
        !matches!(self, Concept::Stem(_))
    }
}

/// The wordings of every debunked claim, by concept.
#[derive(Debug, Default)]
pub struct DebunkedIndex {
    wordings: Vec<Wording>,
    words: FxHashMap<WordId, Concept>,
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
        language: &Language,
        function_words: &BTreeSet<WordId>,
    ) -> Self {
        let mut index = DebunkedIndex {
            words: concepts(vocabulary, language, function_words),
            ..Self::default()
        };
        for (claim, debunked) in facts.debunked.iter().enumerate() {
            for text in &debunked.wordings {
                let mut tokens = Vec::new();
                tokenize(text, TextSpan::new(0, text.len()), vocabulary, &mut tokens);
                let concepts = index.concepts_of_wording(text, &tokens, aliases);
                if concepts.len() >= LEAST_CONCEPTS {
                    index.add(claim, concepts, &tokens);
                }
            }
        }
        index
    }

    fn add(&mut self, claim: usize, concepts: BTreeSet<Concept>, tokens: &[Token]) {
        let id = self.wordings.len();
        for token in tokens.iter().filter(|token| self.words.contains_key(&token.word)) {
            self.triggers.add(token.word, id);
        }
        for concept in &concepts {
            if let Concept::Entity(entity) = concept {
                self.by_entity.entry(*entity).or_default().push(id);
            }
        }
        self.wordings.push(Wording { claim, concepts });
    }

    fn concepts_of_wording(
        &self,
        text: &str,
        tokens: &[Token],
        aliases: &AliasIndex,
    ) -> BTreeSet<Concept> {
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
                    concepts.extend(self.concept(text, &tokens[at]));
                    at += 1;
                }
            }
        }
        concepts
    }

    /// What a token means, if it means anything.
    fn concept(&self, text: &str, token: &Token) -> Option<Concept> {
        match token.kind {
            TokenKind::Word(_) => self.words.get(&token.word).copied(),
            TokenKind::Number => text[token.span().range()].parse().ok().map(Concept::Figure),
            TokenKind::Mark => None,
        }
    }

    /// Everything a sentence means, each with the tokens that say it.
    fn concepts_of_sentence(
        &self,
        scene: &Scene<'_>,
        sentence: &Sentence,
    ) -> Vec<(Concept, Range<usize>)> {
        let text = scene.annotated.article.text();
        let words = sentence
            .tokens
            .clone()
            .filter_map(|at| Some((self.concept(text, &scene.annotated.tokens[at])?, at..at + 1)));
        let names = scene.mentions.within(sentence.tokens.clone());
        let entities = names.flat_map(|mention| {
            let entities = scene.mentions.entities_within(mention.tokens.clone());
            entities.map(|entity| (Concept::Entity(entity), mention.tokens.clone()))
        });
        words.chain(entities).collect()
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
        let said: BTreeSet<Concept> = here.iter().map(|(concept, _)| *concept).collect();
        let best = candidates
            .into_iter()
            .map(|id| (id, share(&scene.debunked.wordings[id].concepts, &said)))
            .filter(|&(_, share)| share >= self.threshold)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let wording = &scene.debunked.wordings[best.0];
        let tokens = extent(&wording.concepts, &here)?;
        let standing = scene.standing.of(scene.annotated, at, tokens.clone());
        let claim = &scene.facts.debunked[wording.claim];
        let disowned = scene.standing.is_disowned(scene.annotated, at);
        (standing.is_asserted() && !disowned).then(|| hit(scene.annotated.span_of(tokens), claim))
    }
}

/// The share of a wording's concepts that a sentence carries; none if it lacks an essential one.
fn share(wording: &BTreeSet<Concept>, sentence: &BTreeSet<Concept>) -> f64 {
    let lacks = |concept: &Concept| concept.is_essential() && !sentence.contains(concept);
    if wording.iter().any(lacks) {
        return 0.0;
    }
    wording.intersection(sentence).count() as f64 / wording.len() as f64
}

/// The tokens from the first to the last that say something of the wording.
fn extent(
    wording: &BTreeSet<Concept>,
    sentence: &[(Concept, Range<usize>)],
) -> Option<Range<usize>> {
    let said = sentence.iter().filter(|(concept, _)| wording.contains(concept));
    let ranges: Vec<&Range<usize>> = said.map(|(_, tokens)| tokens).collect();
    let start = ranges.iter().map(|tokens| tokens.start).min()?;
    let end = ranges.iter().map(|tokens| tokens.end).max()?;
    Some(start..end)
}

fn hit(span: TextSpan, claim: &Debunked) -> Hit {
    let source = claim.sources.first();
    let (wording, why) = (claim.wordings[0].trim_end_matches('.'), claim.why.trim_end_matches('.'));
    Hit {
        span,
        verdict: Verdict::Refuted,
        message: format!("repeats a claim known to be false, “{wording}”: {why}"),
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

/// What each word means; function words mean nothing.
fn concepts(
    vocabulary: &Vocabulary,
    language: &Language,
    function_words: &BTreeSet<WordId>,
) -> FxHashMap<WordId, Concept> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut by_word = FxHashMap::default();
    let mut words: Vec<(&str, WordId)> = vocabulary.words().collect();
    words.sort_unstable();
    for (word, id) in words {
        if word.len() > 2 && !function_words.contains(&id) {
            let next = numbers.len() as u32;
            let stem = *numbers.entry(stem(word)).or_insert(next);
            let concept = if language.measures_or_dates(id) {
                Concept::Measure(id)
            } else {
                Concept::Stem(stem)
            };
            by_word.insert(id, concept);
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
