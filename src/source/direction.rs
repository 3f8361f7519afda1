//! Which way things went: a word of an article against its opposite, or against another of its
//! kind, in the sentence of a source that tells the same; and what one of them denies.

use super::passage::{Passage, Told, told};
use super::{Compared, Library, Tongue, passage};
use crate::annotate::{Annotated, Meaning, Sentence};
use crate::finding::{Topic, Verdict};
use crate::language::{Stem, Token, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use std::ops::Range;

/// Sentences of fewer content words tell too little to find their like.
const SHORTEST: usize = 4;
/// How many tokens may stand between a denial and what it denies.
const DENIED_REACH: usize = 3;
/// How many tokens a number may have before and after a word of it.
const HEDGE_REACH: usize = 8;

/// How many words beside both must be the same where one sentence denies what the other says.
const PLACED: usize = 2;

/// Looks for words whose opposite the sources have.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
) -> Vec<Compared> {
    let desk = Desk { annotated, libraries, tongue };
    annotated.sentences.iter().flat_map(|sentence| desk.sentence(sentence)).collect()
}

struct Desk<'a> {
    annotated: &'a Annotated<'a>,
    libraries: &'a [&'a Library<'a>],
    tongue: Tongue<'a>,
}

/// A word that something else could stand for.
struct Turned {
    token: usize,
    bare: Stem,
    /// By spelling, what it is the denial of.
    undenied: Option<Stem>,
}

impl Desk<'_> {
    fn sentence(&self, sentence: &Sentence) -> Vec<Compared> {
        let turned: Vec<Turned> = self.turned(sentence).collect();
        let words = told(self.annotated, self.tongue, sentence);
        if words.len() < SHORTEST {
            return Vec::new();
        }
        let passages = passage::closest(self.libraries, &words);
        let ours = self.spelt(self.annotated, &sentence.tokens);
        let mut found: Vec<Compared> = Vec::new();
        for passage in &passages {
            let theirs = self.spelt(&passage.document.annotated, &passage.sentence.tokens);
            for turned in &turned {
                let other = self.opposite(turned, passage, &ours, &theirs);
                found.extend(other.map(|other| self.compared(turned.token, passage, other)));
            }
        }
        let denied = passages.first().and_then(|passage| self.denied(sentence, passage));
        found.extend(denied);
        found.sort_by_key(|compared| compared.span);
        found.dedup_by_key(|compared| compared.span);
        found
    }

    /// The words of a sentence that have an opposite, or exclude others of their kind.
    fn turned(&self, sentence: &Sentence) -> impl Iterator<Item = Turned> {
        let stems = self.tongue.stems;
        let text = self.annotated.article.text();
        sentence.tokens.clone().filter_map(move |token| {
            if is_in_figure(self.annotated, token) {
                return None;
            }
            let word = &self.annotated.tokens[token];
            let bare = stems.spelt(word, text)?;
            let undenied = stems.undenied(word, text);
            let is_turned = !stems.opposites(bare).is_empty() || stems.has_rivals(bare);
            (is_turned || undenied.is_some()).then_some(Turned { token, bare, undenied })
        })
    }

    /// The token of a passage that says the opposite in the same place.
    fn opposite(
        &self,
        turned: &Turned,
        passage: &Passage<'_>,
        ours: &[Told],
        theirs: &[Told],
    ) -> Option<usize> {
        let stems = self.tongue.stems;
        let has = |wanted: Stem, all: &[Told]| all.iter().any(|told| told.0 == wanted);
        if has(turned.bare, theirs) || self.is_denied(self.annotated, turned.token) {
            return None;
        }
        let opposites = stems.opposites(turned.bare);
        // Words that merely differ in kind may stand for each other, unless no source has ours.
        let token = &self.annotated.tokens[turned.token];
        let shared = stems.of(token, self.annotated.article.text());
        let is_new = shared.is_none_or(|stem| !self.libraries.iter().any(|lib| lib.holds(stem)));
        let found = theirs.iter().find(|(stem, at)| {
            let is_rival = is_new && stems.are_rivals(turned.bare, *stem);
            let is_undenied = turned.undenied == Some(*stem);
            (opposites.contains(stem) || is_rival || is_undenied)
                && !has(*stem, ours)
                && !is_in_figure(&passage.document.annotated, *at)
                && (passage.is_close() || is_new)
                && !self.is_denied(&passage.document.annotated, *at)
                && self.places_alike(passage, turned.token, *at)
        });
        found.map(|told| told.1)
    }

    /// Whether the words beside one token stand beside the other, too: the fewer words the
    /// sentences share, and the less the word itself tells, the more of them.
    fn places_alike(&self, passage: &Passage<'_>, ours: usize, theirs: usize) -> bool {
        let token = &self.annotated.tokens[ours];
        let tells = self.tongue.stems.of(token, self.annotated.article.text()).is_some();
        let needed = if passage.is_close() && tells { 1 } else { 2 };
        self.shared_beside(passage, ours, theirs) >= needed
    }

    fn shared_beside(&self, passage: &Passage<'_>, ours: usize, theirs: usize) -> usize {
        let (ours, theirs) = (ours..ours + 1, theirs..theirs + 1);
        passage.shared_beside(self.annotated, &ours, &theirs, self.tongue)
    }

    /// Whether a denial stands before a word: "no more falls", "not guilty".
    fn is_denied(&self, annotated: &Annotated<'_>, at: usize) -> bool {
        let stems = self.tongue.stems;
        let start = annotated.sentence_at(at).map_or(at, |sentence| sentence.start);
        let start = start.max(at.saturating_sub(DENIED_REACH));
        let mut before = annotated.tokens[start..at].iter();
        before.any(|token| stems.negates(token) || stems.denies(token))
    }

    fn spelt(&self, annotated: &Annotated<'_>, tokens: &Range<usize>) -> Vec<Told> {
        let stems = self.tongue.stems;
        let text = annotated.article.text();
        let spelt = |at: usize| Some((stems.spelt(&annotated.tokens[at], text)?, at));
        tokens.clone().filter_map(spelt).collect()
    }

    /// What one of the two sentences denies and the other says.
    fn denied(&self, sentence: &Sentence, passage: &Passage<'_>) -> Option<Compared> {
        if !passage.is_close() {
            return None;
        }
        let theirs = &passage.document.annotated;
        let (ours_deny, theirs_deny) = (
            self.denials(self.annotated, &sentence.tokens)?,
            self.denials(theirs, &passage.sentence.tokens)?,
        );
        match (&ours_deny[..], &theirs_deny[..]) {
            ([denial], []) => {
                let other = self.same_word(denial.end - 1, passage)?;
                let span = self.annotated.span_of(denial.clone());
                Some(self.found(span, passage, other..other + 1))
            }
            ([], [denial]) => {
                let at = denial.end - 1;
                let stem = self.tongue.stems.of(&theirs.tokens[at], theirs.article.text())?;
                let text = self.annotated.article.text();
                let mut ours = sentence.tokens.clone();
                let ours = ours.find(|&ours| {
                    self.tongue.stems.of(&self.annotated.tokens[ours], text) == Some(stem)
                        && self.shared_beside(passage, ours, at) >= PLACED
                })?;
                let span = self.annotated.tokens[ours].span();
                Some(self.found(span, passage, denial.clone()))
            }
            _ => None,
        }
    }

    fn same_word(&self, at: usize, passage: &Passage<'_>) -> Option<usize> {
        let stems = self.tongue.stems;
        let stem = stems.of(&self.annotated.tokens[at], self.annotated.article.text())?;
        let theirs = &passage.document.annotated;
        let mut tokens = passage.sentence.tokens.clone();
        tokens.find(|&other| {
            stems.of(&theirs.tokens[other], theirs.article.text()) == Some(stem)
                && self.shared_beside(passage, at, other) >= PLACED
        })
    }

    /// Where a sentence denies a word: from the denial to the word. Nothing where it has a denial
    /// of another kind: who can tell what that one denies.
    fn denials(
        &self,
        annotated: &Annotated<'_>,
        tokens: &Range<usize>,
    ) -> Option<Vec<Range<usize>>> {
        let stems = self.tongue.stems;
        let text = annotated.article.text();
        let mut denials = Vec::new();
        for at in tokens.clone() {
            if stems.denies(&annotated.tokens[at]) {
                return None;
            }
            let counts = |at: usize| annotated.tokens.get(at).is_some_and(is_number);
            // "No 1" denies nothing.
            if stems.negates(&annotated.tokens[at]) && !counts(at + 1) {
                let mut reach = (at + 1..tokens.end).take(DENIED_REACH);
                let denied = reach.find(|&at| stems.of(&annotated.tokens[at], text).is_some());
                denials.push(at..denied? + 1);
            }
        }
        Some(denials)
    }

    fn compared(&self, at: usize, passage: &Passage<'_>, other: usize) -> Compared {
        self.found(self.annotated.tokens[at].span(), passage, other..other + 1)
    }

    fn found(&self, span: TextSpan, passage: &Passage<'_>, other: Range<usize>) -> Compared {
        let stated = self.annotated.article.slice(span);
        let theirs = &passage.document.annotated;
        let theirs = theirs.article.slice(theirs.span_of(other));
        Compared {
            span,
            topic: Topic::Direction,
            verdict: Verdict::Refuted,
            message: format!("says “{stated}” where the source has “{theirs}”"),
            evidence: vec![passage.document.passage(passage.sentence.span)],
            confidence: Confidence::High,
        }
    }
}

/// Whether a word belongs to a number: "more" of "more than 60" is compared with the number.
fn is_in_figure(annotated: &Annotated<'_>, token: usize) -> bool {
    let start = token.saturating_sub(HEDGE_REACH);
    annotated.within(start..token + HEDGE_REACH).any(|found| {
        let is_quote = matches!(found.meaning, Meaning::Quote { .. });
        found.tokens.contains(&token) && !is_quote
    })
}

fn is_number(token: &Token) -> bool {
    token.kind == TokenKind::Number
}
