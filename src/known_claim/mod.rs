//! Claims known to be false, and where an article repeats one; statements that hold, and where an
//! article makes them, with whatever values.
//!
//! A claim is read as what it names, counts and dates, and as the roots of its other words. Most
//! sentences are passed over at the price of a look-up a word: a sentence can only repeat a
//! wording if it has one of the wording's rarest words, or a word of the same meaning, and only
//! those set it off. What is set off is aligned: everything named must be there, most of what is
//! said of it, nobody may have changed parts, and nothing may be turned into its opposite.

mod alignment;
mod implied;
mod meaning;
mod predicate;
mod reader;
mod retrieval;

use crate::annotate::Annotated;
use crate::claim::{AliasIndex, Mentions, Named, TriggerIndex};
use crate::fact::{EntityId, FactStore};
use crate::language::{
    Function, Language, Token, TokenKind, Vocabulary, VocabularyBuilder, WordId, WordList, fold,
    tokenize,
};
use crate::text::TextSpan;
use alignment::{Concept, Part, Said, Wording};
use implied::Pronouns;
use meaning::{Meanings, Root};
use predicate::{Predicate, Verb, Voice};
pub use reader::{ClaimReader, Repeated};
use retrieval::Retrieval;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many wordings a sentence is aligned with.
const ALIGNED: usize = 32;
/// How many words of a title may stand between "by" and a name.
const TITLE: usize = 4;
/// How many words before a participle may make it passive: "was not formally declared".
const VOICE: usize = 3;
/// How much of a wording a sentence must have to repeat it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Strictness {
    /// Its verbs and nearly all other words: it is told as true.
    #[default]
    Whole,
    /// Most of its words: its values are looked at besides.
    Most,
}

impl Strictness {
    /// The smallest share of a wording's words that will do, 0 to 1.
    fn share(self) -> f64 {
        match self {
            Strictness::Whole => 0.75,
            Strictness::Most => 0.6,
        }
    }
}

/// Every claim known to be false.
#[derive(Debug, Default)]
pub struct KnownClaims {
    strictness: Strictness,
    meanings: Meanings,
    retrieval: Retrieval,
    wordings: Vec<Wording>,
    /// Those that tell too little to be repeated, each with what it tells.
    passed_over: BTreeMap<String, Vec<String>>,
    roots: FxHashMap<WordId, Root>,
    opposites: FxHashMap<Root, Vec<Root>>,
    /// From words to the wordings that they set off.
    triggers: TriggerIndex,
    denials: BTreeSet<WordId>,
    prepositions: BTreeSet<WordId>,
    agents: BTreeSet<WordId>,
    origins: BTreeSet<WordId>,
    /// "was", "been": before a participle they make it passive.
    auxiliaries: BTreeSet<WordId>,
    /// "all", "every": a claim about all is not repeated by what is told of one.
    universals: BTreeSet<WordId>,
    pronouns: Pronouns,
}

/// A wording of a claim as it is written.
#[derive(Clone, Copy, Debug)]
struct WordingText<'a> {
    /// Which claim, by index.
    claim: usize,
    text: &'a str,
    /// What a sentence need not repeat.
    open: &'a [TextSpan],
}

impl KnownClaims {
    /// Adds every form of every word of every wording, and of the words that may stand for them,
    /// to the vocabulary.
    pub fn intern(facts: &FactStore, language: &Language, words: &mut VocabularyBuilder) {
        let stated = facts.statements.iter().flat_map(|statement| &statement.wordings);
        let stated = stated.map(|wording| &wording.text);
        let wordings = facts.debunked.iter().flat_map(|claim| &claim.wordings).chain(stated);
        let mut wordings = wordings.peekable();
        if wordings.peek().is_some() {
            Meanings::new(language).intern(wordings, language, words);
        }
    }

    /// Indexes the claims of a store that are known to be false.
    pub fn debunked(
        facts: &FactStore,
        aliases: &AliasIndex,
        vocabulary: &Vocabulary,
        language: &Language,
    ) -> Self {
        let wordings = facts.debunked.iter().enumerate().flat_map(|(claim, debunked)| {
            debunked.wordings.iter().map(move |text| WordingText { claim, text, open: &[] })
        });
        let wordings: Vec<_> = wordings.collect();
        KnownClaims::new(Strictness::Whole, &wordings, aliases, vocabulary, language)
    }

    /// Indexes the statements of a store, which a sentence repeats whatever values it gives.
    pub fn stated(
        facts: &FactStore,
        aliases: &AliasIndex,
        vocabulary: &Vocabulary,
        language: &Language,
    ) -> Self {
        let statements = facts.statements.iter().enumerate();
        let statements = statements.filter(|(_, statement)| !statement.values.is_empty());
        let wordings = statements.flat_map(|(claim, statement)| {
            let texts = statement.wordings.iter();
            texts.map(move |wording| WordingText {
                claim,
                text: &wording.text,
                open: &wording.open,
            })
        });
        let wordings: Vec<_> = wordings.collect();
        KnownClaims::new(Strictness::Most, &wordings, aliases, vocabulary, language)
    }

    fn new(
        strictness: Strictness,
        wordings: &[WordingText<'_>],
        aliases: &AliasIndex,
        vocabulary: &Vocabulary,
        language: &Language,
    ) -> Self {
        if wordings.is_empty() {
            return KnownClaims::default();
        }
        let meanings = Meanings::new(language);
        let class = |name: &str| -> BTreeSet<WordId> {
            let words = language.classes.get(name).into_iter().flatten();
            words.map(|word| vocabulary.id(word)).filter(|word| word.is_known()).collect()
        };
        let texts = wordings.iter().map(|wording| (wording.claim, wording.text));
        let mut known = KnownClaims {
            retrieval: Retrieval::new(texts, &meanings, vocabulary),
            roots: meanings.roots(vocabulary),
            opposites: opposites(language, &meanings),
            denials: class("denial"),
            prepositions: class("preposition"),
            agents: class("agent"),
            origins: class("origin"),
            auxiliaries: class("passive_auxiliary"),
            universals: class("universal"),
            pronouns: Pronouns {
                of_persons: class("he_or_she"),
                of_others: class("it_or_they"),
                says: class("attributing"),
            },
            strictness,
            meanings,
            ..KnownClaims::default()
        };
        for wording in wordings {
            known.add(wording, aliases, vocabulary, language);
        }
        known.set_triggers();
        known
    }

    fn add(
        &mut self,
        &WordingText { claim, text, open }: &WordingText<'_>,
        aliases: &AliasIndex,
        vocabulary: &Vocabulary,
        language: &Language,
    ) {
        let mut tokens = Vec::new();
        tokenize(text, TextSpan::new(0, text.len()), vocabulary, &mut tokens);
        if self.is_headline(&tokens, language) {
            self.passed_over.insert(text.to_owned(), Vec::new());
            return;
        }
        let entities = |at: usize| {
            let (end, named) = aliases.longest_at(&tokens, at)?;
            let entities = named.into_iter().filter_map(|named| match named {
                Named::Entity(entity) => Some(entity),
                Named::Event(_) => None,
            });
            Some((end, entities.take(1).collect::<Vec<_>>())).filter(|(_, all)| !all.is_empty())
        };
        let mut said = self.read(text, &tokens, 0..tokens.len(), language, entities);
        let is_open = |at: usize| open.iter().any(|span| span.overlaps(tokens[at].span()));
        said.retain(|one| !is_open(one.tokens.start));
        let first = tokens.iter().position(|token| token.kind != TokenKind::Mark);
        for one in &mut said {
            // Any word has a capital at the start.
            let opens = first == Some(one.tokens.start);
            if let (Concept::Word(root), false) = (one.concept, opens)
                && tokens[one.tokens.start].is_capitalised()
            {
                one.concept = Concept::Name(root);
            }
        }
        let denials = tokens.iter().filter(|token| self.denials.contains(&token.word)).count();
        let verbs = tokens.iter().filter(|token| self.meanings.is_verb(token, text));
        let verbs = verbs.filter(|_| self.strictness == Strictness::Whole);
        let verbs = verbs.filter_map(|token| self.roots.get(&token.word)).copied().collect();
        let mut wording = Wording::new(claim, &said, verbs, denials, open.len());
        wording.predicate = self.predicate(text, &tokens, &said);
        // "In early 2022 …" opens with when, not with what it tells of.
        if first.is_some_and(|at| self.prepositions.contains(&tokens[at].word)) {
            wording.head = None;
        }
        let is_whole = self.strictness == Strictness::Whole;
        if wording.is_telling() || is_whole && wording.is_telling_in_context() {
            self.wordings.push(wording);
        } else {
            let told = said.iter().map(|one| {
                let (first, last) = (one.tokens.start, one.tokens.end - 1);
                text[tokens[first].span().start..tokens[last].span().end].to_owned()
            });
            self.passed_over.insert(text.to_owned(), told.collect());
        }
    }

    /// Whether only words lack a capital that lack one in any headline: capitals then tell no name
    /// from a word, and headlines say too little to be held against a sentence.
    fn is_headline(&self, tokens: &[Token], language: &Language) -> bool {
        let is_little = |token: &Token| {
            let functions = language.sense(token.word).functions;
            self.prepositions.contains(&token.word)
                || functions.has(Function::Article)
                || functions.has(Function::Definite)
                || functions.has(Function::And)
        };
        let mut words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word(_)));
        words.all(|word| word.is_capitalised() || is_little(word))
    }

    /// What the first verb of a wording tells of a name before it.
    fn predicate(&self, text: &str, tokens: &[Token], said: &[Said]) -> Option<Predicate> {
        let verb = (0..tokens.len()).find_map(|at| self.verb(text, tokens, at, 0))?;
        let mut named = said.iter().filter(|one| {
            matches!(one.concept, Concept::Entity(_) | Concept::Name(_)) && one.part == Part::Plain
        });
        let first = named.next()?;
        // Of whom "the board declared Imhof elected" is told he was declared it.
        let is_object = verb.voice == Voice::Active && first.tokens.start == verb.at + 1;
        let (subject, voice) = match first.tokens.end <= verb.at {
            true => (first.concept, verb.voice),
            false => (first.concept, is_object.then_some(Voice::Passive)?),
        };
        Some(Predicate { subject, verb: verb.root, voice })
    }

    /// The form of a verb that a token is, if it is one; `start` is where its sentence begins.
    fn verb(&self, text: &str, tokens: &[Token], at: usize, start: usize) -> Option<Verb> {
        let token = &tokens[at];
        let root =
            self.meanings.root_of(token, text).filter(|_| self.meanings.is_verb(token, text))?;
        let before = &tokens[at.saturating_sub(VOICE).max(start)..at];
        let is_passive = before.iter().any(|one| self.auxiliaries.contains(&one.word));
        let voice = if is_passive { Voice::Passive } else { Voice::Active };
        Some(Verb { at, root, voice })
    }

    /// Lets each wording be set off by as few and rare words as will do: by one without which
    /// nothing repeats it, or by so many of its rarest that too few are left without all of them.
    fn set_triggers(&mut self) {
        let mut having: FxHashMap<u16, usize> = FxHashMap::default();
        let mut counts: FxHashMap<Root, usize> = FxHashMap::default();
        for wording in &self.wordings {
            for root in wording.words.iter().copied().chain(wording.required()) {
                *counts.entry(root).or_default() += 1;
                for &group in self.meanings.groups_of(root) {
                    *having.entry(group).or_default() += 1;
                }
            }
        }
        let rarity = |root: &Root| -> usize {
            let alike = self.meanings.groups_of(*root).iter().map(|group| having[group]);
            counts[root] + alike.sum::<usize>()
        };
        let mut keys: FxHashMap<Root, Vec<usize>> = FxHashMap::default();
        for (at, wording) in self.wordings.iter().enumerate() {
            let mut words = wording.words.clone();
            words.sort_by_key(rarity);
            let spare = words.len()
                - wording.least(self.strictness.share(), self.strictness).min(words.len());
            words.truncate(spare + 1);
            let required = wording.required().min_by_key(rarity);
            let cost: usize = words.iter().map(rarity).sum();
            match required.filter(|root| rarity(root) <= cost) {
                Some(root) => keys.entry(root).or_default().push(at),
                None => words.iter().for_each(|word| keys.entry(*word).or_default().push(at)),
            }
        }
        self.trigger_words(&keys);
    }

    /// Lets each word of the vocabulary set off the wordings of its root, and those of the roots
    /// of the same meaning.
    fn trigger_words(&mut self, keys: &FxHashMap<Root, Vec<usize>>) {
        let mut of_group: FxHashMap<u16, Vec<Root>> = FxHashMap::default();
        for root in keys.keys() {
            for &group in self.meanings.groups_of(*root) {
                of_group.entry(group).or_default().push(*root);
            }
        }
        let mut words: Vec<(WordId, Root)> =
            self.roots.iter().map(|(word, root)| (*word, *root)).collect();
        words.sort_unstable();
        let mut set_off = vec![Vec::new(); self.wordings.len()];
        for (word, root) in words {
            let groups = self.meanings.groups_of(root).iter();
            let alike = groups.filter_map(|group| of_group.get(group)).flatten();
            let turned = self.opposites.get(&root).filter(|_| self.strictness == Strictness::Most);
            let all = alike.chain([&root]).chain(turned.into_iter().flatten());
            for &wording in all.filter_map(|root| keys.get(root)).flatten() {
                set_off[wording].push(word);
            }
        }
        let lists: Vec<WordList> = set_off.into_iter().map(WordList::from).collect();
        self.triggers = TriggerIndex::of_lists(lists.iter().map(|list| vec![list]));
    }

    /// Whether two words mean the same, or one is a form of the other.
    pub fn are_alike(&self, one: &str, other: &str) -> bool {
        self.meanings.are_alike(self.meanings.root(&fold(one)), self.meanings.root(&fold(other)))
    }

    /// What a wording tells, where that is too little for a sentence to repeat it: the words that
    /// count, in order; none where every word has a capital.
    pub fn too_little(&self, wording: &str) -> Option<&[String]> {
        self.passed_over.get(wording).map(Vec::as_slice)
    }

    /// Whether no claim is known.
    pub fn is_empty(&self) -> bool {
        self.wordings.is_empty()
    }

    /// The claims that a text is likeliest about, at most so many, by index, the likeliest first.
    pub fn closest(&self, text: &str, most: usize, vocabulary: &Vocabulary) -> Vec<(usize, f32)> {
        self.retrieval.closest(text, most, &self.meanings, vocabulary)
    }

    /// Reads an article, to see what it repeats.
    pub fn reader<'a>(
        &'a self,
        annotated: &'a Annotated<'a>,
        mentions: &'a Mentions,
        facts: &'a FactStore,
    ) -> ClaimReader<'a> {
        ClaimReader::new(self, annotated, mentions, facts)
    }

    /// What some tokens say, name by name and word by word.
    fn read(
        &self,
        text: &str,
        tokens: &[Token],
        range: Range<usize>,
        language: &Language,
        entities: impl Fn(usize) -> Option<(usize, Vec<EntityId>)>,
    ) -> Vec<Said> {
        let mut said = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let (end, concepts) = match entities(at) {
                Some((end, entities)) => (end, entities.into_iter().map(Concept::Entity).collect()),
                None => (at + 1, self.concept(text, &tokens[at], language).into_iter().collect()),
            };
            let concepts: Vec<Concept> = concepts;
            let part = self.part(tokens, at..end, range.start, language);
            let tokens = at..end.min(range.end);
            said.extend(concepts.into_iter().map(|concept| Said {
                concept,
                tokens: tokens.clone(),
                part,
            }));
            at = end;
        }
        said
    }

    /// What a token means, if it means anything.
    fn concept(&self, text: &str, token: &Token, language: &Language) -> Option<Concept> {
        match token.kind {
            TokenKind::Word(_) if language.measures_or_dates(token.word) => {
                Some(Concept::Measure(token.word))
            }
            TokenKind::Word(_)
                if self.strictness == Strictness::Whole
                    && self.universals.contains(&token.word) =>
            {
                self.universals.first().copied().map(Concept::Measure)
            }
            TokenKind::Word(_) => self.roots.get(&token.word).copied().map(Concept::Word),
            TokenKind::Number => text[token.span().range()].parse().ok().map(Concept::Figure),
            TokenKind::Mark => None,
        }
    }

    /// What part a name plays. "In the Tolvik attack" is about the attack: only a name that ends
    /// its phrase stands aside.
    fn part(
        &self,
        tokens: &[Token],
        name: Range<usize>,
        start: usize,
        language: &Language,
    ) -> Part {
        // "by the River Authority", "by returning officer Ann Marsh": articles and titles lie between.
        let before = || tokens[start..name.start].iter().rev();
        let is_agent = |token: &&Token| self.agents.contains(&token.word);
        let is_lead = |token: &&Token| self.prepositions.contains(&token.word) || is_agent(token);
        let mut near = before().take(2).filter(is_lead);
        let titled = || before().take(TITLE).find(is_lead).filter(is_agent);
        let ends_phrase = tokens.get(name.end).is_none_or(|next| {
            !matches!(next.kind, TokenKind::Word(_)) || language.is_function_word(next)
        });
        match near.next().or_else(titled) {
            Some(lead) if self.agents.contains(&lead.word) => Part::Agent,
            Some(lead) if self.origins.contains(&lead.word) => Part::Origin,
            Some(_) if ends_phrase => Part::Aside,
            _ => Part::Plain,
        }
    }
}

/// From each root to those of words that tell the opposite.
fn opposites(language: &Language, meanings: &Meanings) -> FxHashMap<Root, Vec<Root>> {
    let mut opposites: FxHashMap<Root, Vec<Root>> = FxHashMap::default();
    for entry in &language.wordings.opposite {
        let roots = |words: &[String]| -> Vec<Root> {
            words.iter().map(|word| meanings.root(word)).collect()
        };
        let (one, other) = (roots(&entry.one), roots(&entry.other));
        for root in &one {
            opposites.entry(*root).or_default().extend(&other);
        }
        for root in &other {
            opposites.entry(*root).or_default().extend(&one);
        }
    }
    opposites
}
