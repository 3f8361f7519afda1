//! An article beside claims and statements: which of them a sentence repeats.

use super::alignment::{Aligned, Aligner, Concept, Said, Statement};
use super::implied::Told;
use super::meaning::Root;
use super::{ALIGNED, KnownClaims, Strictness};
use crate::annotate::{Annotated, Sentence};
use crate::claim::Mentions;
use crate::fact::{EntityId, FactStore};
use crate::language::{Function, WordList};
use crate::pack::fact_file::EntityKind;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many sentences back of a paragraph may tell where one is set.
const BACK: usize = 3;

/// A sentence that repeats a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// Which claim, by index into the facts' claims.
    pub claim: usize,
    /// The tokens that say it.
    pub tokens: Range<usize>,
    /// How many things sentence and claim have in common.
    shared: usize,
    /// Whether the claim itself says that something is not so.
    pub is_denial: bool,
    /// What the wording names of the packs that is no place.
    pub named: Vec<EntityId>,
    /// Whether the wording tells little: it is repeated only where the story is told.
    pub is_short: bool,
    /// The word that says the opposite of one of the wording's.
    pub turned: Option<Range<usize>>,
    /// Whether few words agree, or the sentence does not name what the wording does: enough for
    /// amounts, which say what they count.
    pub is_loose: bool,
}

/// An article that may repeat claims.
#[derive(Debug)]
pub struct ClaimReader<'a> {
    known: &'a KnownClaims,
    annotated: &'a Annotated<'a>,
    mentions: &'a Mentions,
    facts: &'a FactStore,
    /// The places that the article names.
    places: OnceCell<BTreeSet<EntityId>>,
}

impl<'a> ClaimReader<'a> {
    /// Reads an article, to see what it repeats of the claims.
    pub(super) fn new(
        known: &'a KnownClaims,
        annotated: &'a Annotated<'a>,
        mentions: &'a Mentions,
        facts: &'a FactStore,
    ) -> Self {
        ClaimReader { known, annotated, mentions, facts, places: OnceCell::new() }
    }

    /// The claim that a sentence repeats most of, if it repeats one; `threshold` is the share of a
    /// wording's words, 0 to 1, that it must have.
    pub fn repeated_in(&self, sentence: &Sentence, threshold: f64) -> Option<Repeated> {
        let all = self.aligned(sentence, threshold).into_iter();
        all.max_by_key(|repeated| (repeated.shared, Reverse(repeated.claim)))
    }

    /// Every wording that a sentence repeats, by as much as it takes.
    pub fn all_repeated_in(&self, sentence: &Sentence) -> Vec<Repeated> {
        self.aligned(sentence, 0.0)
    }

    fn aligned(&self, sentence: &Sentence, threshold: f64) -> Vec<Repeated> {
        let known = self.known;
        let candidates = self.candidates(sentence);
        if candidates.is_empty() {
            return Vec::new();
        }
        let is_place = |entity: EntityId| self.facts.entity(entity).kind == EntityKind::Place;
        let places = self.places.get_or_init(|| {
            let all = self.mentions.entities_within(0..self.annotated.tokens.len());
            all.filter(|entity| is_place(*entity)).collect()
        });
        let statement = self.statement(sentence, places);
        let aligner = Aligner {
            meanings: &known.meanings,
            opposites: &known.opposites,
            is_place: &is_place,
            are_apart: &|one, other| self.facts.lie_apart(one, other),
            threshold: threshold.max(known.strictness.share()),
            strictness: known.strictness,
        };
        let denials = self.denials_in(sentence);
        let aligned = candidates.into_iter().filter_map(|at| {
            let wording = &known.wordings[at];
            let Aligned { tokens, shared, turned, is_loose } =
                aligner.align(wording, &statement)?;
            let is_denial = wording.denials > 0;
            let agrees = !is_denial || wording.denials == denials;
            let claim = wording.claim;
            if turned.as_ref().is_some_and(|word| self.is_told(claim, word.start)) {
                return None;
            }
            agrees.then_some(Repeated {
                claim,
                tokens,
                shared,
                is_denial,
                named: wording.named(&is_place),
                is_short: !wording.is_telling(),
                turned,
                is_loose,
            })
        });
        aligned.collect()
    }

    /// The wordings that a sentence may repeat, going by its words alone.
    fn candidates(&self, sentence: &Sentence) -> Vec<usize> {
        let known = self.known;
        let tokens = &self.annotated.tokens[sentence.tokens.clone()];
        let mut found = known.triggers.triggered(WordList::of(tokens).as_set());
        if found.is_empty() {
            return found;
        }
        let here: FxHashSet<Root> =
            tokens.iter().filter_map(|token| known.roots.get(&token.word)).copied().collect();
        let groups: FxHashSet<u16> =
            here.iter().flat_map(|root| known.meanings.groups_of(*root)).copied().collect();
        let tells = |root: &Root| {
            here.contains(root)
                || known.meanings.groups_of(*root).iter().any(|group| groups.contains(group))
        };
        let turns = |root: &Root| {
            let opposites = known.opposites.get(root).into_iter().flatten();
            opposites.into_iter().any(|other| here.contains(other))
        };
        let may_turn = known.strictness == Strictness::Most;
        found.retain(|&at| {
            let wording = &known.wordings[at];
            let told = wording.words.iter();
            let told = told.filter(|root| tells(root) || may_turn && turns(root)).count();
            told >= wording.least(known.strictness.share(), known.strictness)
                && wording.required().all(|root| tells(&root))
        });
        found.truncate(ALIGNED);
        found
    }

    fn statement<'p>(&self, sentence: &Sentence, places: &'p BTreeSet<EntityId>) -> Statement<'p> {
        let ClaimReader { known, annotated, mentions, .. } = *self;
        let entities = |at: usize| {
            let mention = mentions.starting_at(at).next()?;
            let entities: Vec<EntityId> = mentions.entities_within(at..at + 1).collect();
            (!entities.is_empty()).then_some((mention.tokens.end, entities))
        };
        let text = annotated.article.text();
        let tokens = sentence.tokens.clone();
        let mut said =
            known.read(text, &annotated.tokens, tokens.clone(), annotated.language, entities);
        let part =
            |at: usize| known.part(&annotated.tokens, at..at + 1, tokens.start, annotated.language);
        // What has a record is told by its words too, and what has a capital may be a name.
        for at in tokens.clone() {
            let token = &annotated.tokens[at];
            if let Some(root) = known.roots.get(&token.word) {
                let part = part(at);
                let mut add = |concept| said.push(Said { concept, tokens: at..at + 1, part });
                add(Concept::Word(*root));
                if token.is_capitalised() {
                    add(Concept::Name(*root));
                }
            }
        }
        let told = Told { annotated, mentions, facts: self.facts };
        for (at, entity) in told.by_pronouns(&known.pronouns, sentence) {
            said.push(Said {
                concept: Concept::Entity(entity),
                tokens: at..at + 1,
                part: part(at),
            });
        }
        said.sort_by_key(|said| said.tokens.start);
        let verb = |at: usize| known.verb(text, &annotated.tokens, at, tokens.start);
        let is_pronoun = |at: &usize| {
            annotated.tokens.get(*at).is_some_and(|token| {
                annotated.language.sense(token.word).functions.has(Function::Pronoun)
            })
        };
        Statement {
            breaks: tokens.clone().filter(|&at| self.breaks(at)).collect(),
            verbs: tokens.clone().filter_map(verb).collect(),
            implied: match known.strictness {
                Strictness::Most => told.topic(sentence),
                Strictness::Whole => None,
            },
            opens_with_pronoun: is_pronoun(&tokens.start),
            pronouns: tokens.clone().filter(is_pronoun).collect(),
            setting: self.setting(sentence, places),
            ..Statement::new(said, places, &known.meanings)
        }
    }

    /// The places that the paragraph names last before a sentence.
    fn setting(&self, sentence: &Sentence, places: &BTreeSet<EntityId>) -> BTreeSet<EntityId> {
        let sentences = &self.annotated.sentences;
        let at = sentences.partition_point(|one| one.tokens.start < sentence.tokens.start);
        let before = sentences[..at].iter().rev().take(BACK);
        let before = before.take_while(|one| one.block == sentence.block);
        let mut named = before.map(|one| -> BTreeSet<EntityId> {
            let all = self.mentions.entities_within(one.tokens.clone());
            all.filter(|entity| places.contains(entity)).collect()
        });
        named.find(|named| !named.is_empty()).unwrap_or_default()
    }

    /// A semicolon or a colon; that of "8:41" parts nothing.
    fn breaks(&self, at: usize) -> bool {
        let tokens = &self.annotated.tokens;
        match self.annotated.article.slice(tokens[at].span()) {
            ";" => true,
            ":" => tokens.get(at + 1).is_none_or(|next| !next.joined),
            _ => false,
        }
    }

    /// Whether a wording of a claim has a word of the same meaning as the token.
    fn is_told(&self, claim: usize, at: usize) -> bool {
        let (known, annotated) = (self.known, self.annotated);
        let text = annotated.article.text();
        let Some(root) = known.meanings.root_of(&annotated.tokens[at], text) else { return false };
        let mut own = known.wordings.iter().filter(|wording| wording.claim == claim);
        own.any(|wording| wording.words.iter().any(|word| known.meanings.are_alike(*word, root)))
    }

    fn denials_in(&self, sentence: &Sentence) -> usize {
        let tokens = self.annotated.tokens[sentence.tokens.clone()].iter();
        tokens.filter(|token| self.known.denials.contains(&token.word)).count()
    }
}
