//! Looks for words, and short runs of words, that stand twice in a row by mistake.

use super::{Hit, Scene};
use crate::annotate::Annotated;
use crate::language::{Case, Token, TokenKind, VocabularyBuilder, WordId};
use crate::pack::rule_file::CheckShape;
use crate::text::{BlockKind, TextSpan};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The most words of a run that is looked for.
const LONGEST_RUN: usize = 5;

/// The fewest letters of a run of several words: “on and on” is said on purpose.
const RUN_LETTERS: usize = 9;

/// How many words back a clause may have opened: a sentence may be as long as its article.
const CLAUSE_WORDS: usize = 40;

/// Which words stand twice by mistake.
#[derive(Debug)]
pub struct DoubledWord {
    /// Words that nobody says twice in a row.
    never: FxHashSet<WordId>,
    /// Words that may well follow themselves.
    allowed: FxHashSet<WordId>,
    /// Words that open a clause, at the end of which a word may meet itself: “what he is is”.
    clauses: FxHashSet<WordId>,
    /// Words that join a run to itself: “step by step by step”.
    joins: FxHashSet<WordId>,
}

impl DoubledWord {
    /// Makes a rule's check from its shape, if it is one of this kind.
    pub fn compile(shape: &CheckShape, words: &mut VocabularyBuilder) -> Option<DoubledWord> {
        let CheckShape::DoubledWord { never, allowed, clauses, joins } = shape else { return None };
        let mut ids = |list: &[String]| list.iter().map(|word| words.intern(word)).collect();
        Some(DoubledWord {
            never: ids(never),
            allowed: ids(allowed),
            clauses: ids(clauses),
            joins: ids(joins),
        })
    }

    /// Flags what stands twice, from the first of the two to the end of the second.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let annotated = scene.annotated;
        let blocks = annotated.article.blocks();
        let counts = |block: usize| {
            !matches!(
                blocks[block].kind,
                BlockKind::Code | BlockKind::Quotation | BlockKind::TableRow
            )
        };
        let sentences = annotated.sentences.iter().filter(|sentence| counts(sentence.block));
        sentences.flat_map(|sentence| self.in_sentence(annotated, &sentence.tokens)).collect()
    }

    fn in_sentence(&self, annotated: &Annotated<'_>, sentence: &Range<usize>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = sentence.start;
        while at + 1 < sentence.end {
            let run = self.doubled_at(annotated, sentence, at);
            hits.extend(run.map(|words| hit(annotated, at, words)));
            at += run.map_or(1, |words| 2 * words);
        }
        hits
    }

    /// How many words, from the token on, stand there twice.
    fn doubled_at(
        &self,
        annotated: &Annotated<'_>,
        sentence: &Range<usize>,
        at: usize,
    ) -> Option<usize> {
        let longest = LONGEST_RUN.min((sentence.end - at) / 2);
        (1..=longest).find(|&words| {
            same_words(annotated, at, words)
                && !annotated.is_quoted(&(at..at + 2 * words))
                && match words {
                    1 => self.word_is_a_slip(annotated, sentence, at),
                    _ => self.run_is_a_slip(annotated, at, words),
                }
        })
    }

    fn word_is_a_slip(
        &self,
        annotated: &Annotated<'_>,
        sentence: &Range<usize>,
        at: usize,
    ) -> bool {
        let tokens = &annotated.tokens;
        let (first, second) = (&tokens[at], &tokens[at + 1]);
        let opens = at == sentence.start && first.kind == TokenKind::Word(Case::Title);
        let capitals = at > sentence.start
            && self.never.contains(&second.word)
            && [at, at + 1, at + 2].iter().all(|&token| {
                token < sentence.end && tokens[token].kind == TokenKind::Word(Case::Title)
            });
        if capitals {
            return second.span().len() > 1;
        }
        if !is_small(second) || !(is_small(first) || opens) {
            return false;
        }
        let goes_on = at + 2 < sentence.end && is_small(&tokens[at + 2]);
        let stands_apart = |token: usize| token < sentence.end && same(annotated, at, token);
        if stands_apart(at + 2) || at > sentence.start && same(annotated, at - 1, at) {
            return false;
        }
        if self.never.contains(&second.word) {
            return goes_on || second.span().len() > 1 && at + 2 < sentence.end;
        }
        let from = sentence.start.max(at.saturating_sub(CLAUSE_WORDS));
        let in_clause = tokens[from..at].iter().any(|t| self.clauses.contains(&t.word));
        second.span().len() > 1 && !in_clause && !self.allowed.contains(&second.word)
    }

    fn run_is_a_slip(&self, annotated: &Annotated<'_>, at: usize, words: usize) -> bool {
        let run = &annotated.tokens[at..at + words];
        let last = at + words - 1;
        let goes_round = at > 0 && annotated.tokens[at - 1].word == annotated.tokens[last].word;
        let letters: usize = run.iter().map(|token| token.span().len()).sum();
        let are_words = run.iter().all(|token| matches!(token.kind, TokenKind::Word(_)));
        let has_small = run.iter().any(is_small);
        let is_joined = self.joins.contains(&annotated.tokens[last].word)
            || goes_round && run.iter().any(|token| self.joins.contains(&token.word));
        let is_one = run.iter().all(|token| token.word == run[0].word)
            && same_words(annotated, at, words - 1);
        let is_exact = annotated.article.slice(words_span(annotated, at, words))
            == annotated.article.slice(words_span(annotated, at + words, words));
        is_exact && are_words && has_small && letters >= RUN_LETTERS && !is_joined && !is_one
    }
}

fn is_small(token: &Token) -> bool {
    token.kind == TokenKind::Word(Case::Lower)
}

/// Whether these many words, from the token on, are followed by themselves. Most comparisons end at
/// the first letter.
fn same_words(annotated: &Annotated<'_>, at: usize, words: usize) -> bool {
    (at..at + words).all(|token| same(annotated, token, token + words))
}

fn same(annotated: &Annotated<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (&annotated.tokens[one], &annotated.tokens[other]);
    let slice = |token: &Token| annotated.article.slice(token.span());
    one.word == other.word
        && !other.joined
        && one.span().len() == other.span().len()
        && slice(one).eq_ignore_ascii_case(slice(other))
}

fn words_span(annotated: &Annotated<'_>, at: usize, words: usize) -> TextSpan {
    let run = &annotated.tokens[at..at + words];
    TextSpan::new(run[0].span().start, run[words - 1].span().end)
}

fn hit(annotated: &Annotated<'_>, at: usize, words: usize) -> Hit {
    let span = words_span(annotated, at, 2 * words);
    let text = annotated.article.slice(span);
    let noun = if words == 1 { "the word stands" } else { "the words stand" };
    Hit::self_evident(span, format!("contains “{text}”: {noun} there twice"))
}
