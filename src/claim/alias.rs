//! Finds names: a trie over words, longest match first.

use crate::fact::{EntityId, EventId, FactStore};
use crate::language::{Case, Token, TokenKind, Vocabulary, WordId, tokenize};
use crate::text::TextSpan;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Named {
    /// An entity.
    Entity(EntityId),
    /// An event.
    Event(EventId),
}

/// Every name and alias of every record.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct AliasIndex {
    #[serde(with = "sorted")]
    edges: FxHashMap<(u32, WordId), u32>,
    ends: Vec<Vec<Alias>>,
    ampersand: WordId,
}

#[derive(Debug, Deserialize, Serialize)]
struct Alias {
    named: Named,
    cases: Vec<Capitals>,
}

/// What a word of a name asks of the word in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
enum Capitals {
    Ignored,
    First,
    All,
}

impl Capitals {
    /// A capital of the name must stand in the text. An acronym of four letters or more may be
    /// written as a word ("Isis"); a shorter one ("US", "AI") may not.
    fn of(token: &Token) -> Self {
        match token.kind {
            TokenKind::Word(Case::Upper) if token.span().len() < 4 => Capitals::All,
            TokenKind::Word(Case::Upper | Case::Title | Case::Mixed) => Capitals::First,
            _ => Capitals::Ignored,
        }
    }

    fn allow(self, token: &Token) -> bool {
        match self {
            Capitals::Ignored => true,
            Capitals::First => token.is_capitalised(),
            Capitals::All => matches!(token.kind, TokenKind::Word(Case::Upper)),
        }
    }
}

impl AliasIndex {
    /// Indexes the names of a store. The vocabulary must know their words.
    pub fn new(facts: &FactStore, vocabulary: &Vocabulary) -> Self {
        let mut index = AliasIndex {
            edges: FxHashMap::default(),
            ends: vec![Vec::new()],
            ampersand: vocabulary.id("&"),
        };
        for (at, entity) in facts.entities.iter().enumerate() {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                index.add(name, Named::Entity(EntityId(at)), vocabulary);
            }
        }
        for (at, event) in facts.events.iter().enumerate() {
            for name in std::iter::once(&event.name).chain(&event.aliases) {
                index.add(name, Named::Event(EventId(at)), vocabulary);
            }
        }
        index
    }

    /// The longest name that starts at token `at`: the index past its last token, and what it
    /// may name.
    pub fn longest_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Vec<Named>)> {
        let mut node = 0;
        let mut longest = None;
        let mut words: Vec<&Token> = Vec::new();
        let mut next = at;
        while let Some(token) = tokens.get(next) {
            if token.kind == TokenKind::Mark {
                if next == at || !self.is_passed_over(tokens, next) {
                    break;
                }
                next += 1;
                continue;
            }
            let Some(&child) = self.edges.get(&(node, token.word)) else {
                break;
            };
            node = child;
            words.push(token);
            next += 1;
            let named: Vec<Named> = self.ends[node as usize]
                .iter()
                .filter(|alias| alias.cases.iter().zip(&words).all(|(case, word)| case.allow(word)))
                .map(|alias| alias.named)
                .collect();
            let mut named = named;
            named.dedup();
            if !named.is_empty() {
                longest = Some((next, named));
            }
        }
        longest
    }

    /// Hyphens inside a name, the dot of "St." in one, and the sign of "Marks & Spencer".
    fn is_passed_over(&self, tokens: &[Token], at: usize) -> bool {
        let goes_on = tokens.get(at + 1).is_some_and(|next| next.kind != TokenKind::Mark);
        goes_on && (tokens[at].joined || tokens[at].word == self.ampersand)
    }

    fn add(&mut self, name: &str, named: Named, vocabulary: &Vocabulary) {
        let mut tokens = Vec::new();
        let name = name.strip_prefix("the ").unwrap_or(name);
        tokenize(name, TextSpan::new(0, name.len()), vocabulary, &mut tokens);
        tokens.retain(|token| token.kind != TokenKind::Mark && token.word.is_known());
        let mut node = 0;
        for token in &tokens {
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry((node, token.word)).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
            }
        }
        let alias = Alias { named, cases: tokens.iter().map(Capitals::of).collect() };
        let end = &mut self.ends[node as usize];
        let is_new = end.iter().all(|known| known.named != named || known.cases != alias.cases);
        if node != 0 && is_new {
            end.push(alias);
        }
    }
}

/// Edges in order: what a trie is kept as does not depend on how its table came to be.
mod sorted {
    use crate::language::WordId;
    use rustc_hash::FxHashMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Edges = FxHashMap<(u32, WordId), u32>;

    pub(super) fn serialize<S: Serializer>(edges: &Edges, to: S) -> Result<S::Ok, S::Error> {
        let mut all: Vec<((u32, WordId), u32)> = edges.iter().map(|(at, to)| (*at, *to)).collect();
        all.sort_unstable();
        all.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Edges, D::Error> {
        let all = Vec::<((u32, WordId), u32)>::deserialize(from)?;
        Ok(all.into_iter().collect())
    }
}
