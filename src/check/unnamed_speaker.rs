//! Looks for quotations of somebody who is described and not named.
//!
//! A rule says by patterns which descriptions count: an analyst has no reason to hide, and the
//! holder of an office has a name that everybody can look up.

use super::{Hit, Scene};
use crate::annotate::{Annotated, Attribution};
use crate::language::{Function, NameKind, Pattern};
use crate::pack::rule_file::Introduces;
use crate::quote::{Quotation, quotations};
use crate::text::TextSpan;
use std::ops::Range;

/// Fewer quoted words are a term, not a statement.
const SHORTEST: usize = 5;
/// How many tokens may lie between a quotation and its speaker for both to be flagged as one.
const BESIDE: usize = 8;
/// How many sentences before it may name whoever a sentence describes.
const BEFORE: usize = 3;

/// Flags quotations of speakers without a name.
#[derive(Debug)]
pub struct UnnamedSpeaker {
    /// Descriptions that count.
    pub speakers: Vec<Pattern>,
    /// Whom they describe.
    pub introduces: Introduces,
    /// What excuses one in its sentence.
    pub unless: Vec<Pattern>,
    /// What the message says after the description.
    pub message: String,
}

impl UnnamedSpeaker {
    /// Flags each quotation, with its speaker where he stands beside it.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let annotated = scene.annotated;
        let quoted = quotations(annotated).filter_map(|quotation| self.of(annotated, &quotation));
        let introduced = (0..annotated.sentences.len())
            .filter_map(|sentence| self.introduced_by(annotated, sentence));
        let mut found: Vec<(Range<usize>, Range<usize>)> = quoted.chain(introduced).collect();
        found.sort_by_key(|(speaker, _)| speaker.start);
        found.dedup_by_key(|(speaker, _)| speaker.start);
        let hits = found.into_iter().map(|(speaker, tokens)| {
            let told = annotated.article.slice(annotated.span_of(speaker));
            let message = format!("quotes “{told}” {}", self.message);
            Hit::self_evident(annotated.span_of(tokens), message)
        });
        hits.collect()
    }

    /// The speaker of a quotation, and what to flag.
    fn of(
        &self,
        annotated: &Annotated<'_>,
        quotation: &Quotation<'_>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let words = &quotation.found.tokens;
        let span = quotation.speaker.filter(|_| quotation.attribution == Attribution::Stated)?;
        let speaker = tokens_of(annotated, span);
        if words.len() < SHORTEST || self.found(annotated, speaker.clone()).is_none() {
            return None;
        }
        let is_known = self.introduces == Introduces::Office
            && quotation.name.is_some_and(|name| {
                let name = annotated.full_form(&annotated.names[name]);
                name.kind == NameKind::Person
            });
        if is_known || self.is_told(annotated, &speaker) {
            return None;
        }
        let gap = words.start.saturating_sub(speaker.end) + speaker.start.saturating_sub(words.end);
        let whole = speaker.start.min(words.start)..speaker.end.max(words.end);
        Some(if gap <= BESIDE { (speaker, whole) } else { (speaker.clone(), speaker) })
    }

    /// A sentence that ends in "an analyst said:", whatever follows.
    fn introduced_by(
        &self,
        annotated: &Annotated<'_>,
        sentence: usize,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let tokens = &annotated.sentences[sentence].tokens;
        let colon = tokens.end.checked_sub(1)?;
        let verb = colon.checked_sub(1).filter(|&verb| verb > tokens.start)?;
        let sense = annotated.language.sense(annotated.tokens[verb].word);
        let introduces = annotated.article.slice(annotated.tokens[colon].span()) == ":"
            && sense.functions.has(Function::Said);
        if !introduces {
            return None;
        }
        let clause = tokens.start..verb;
        let found = self.found(annotated, clause.clone())?;
        let is_told = annotated.is_quoted(&found) || self.is_told(annotated, &clause);
        (!is_told).then(|| (found.clone(), found))
    }

    fn found(&self, annotated: &Annotated<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
        let find = |pattern: &Pattern| pattern.find(&annotated.tokens, tokens.clone(), &());
        self.speakers.iter().find_map(find).map(|(found, _)| found)
    }

    /// Whether the sentence of a description says who it is or why it does not; of the holder of
    /// an office, one shortly before it may.
    fn is_told(&self, annotated: &Annotated<'_>, speaker: &Range<usize>) -> bool {
        let at = annotated.sentences.partition_point(|s| s.tokens.end <= speaker.start);
        let Some(sentence) = annotated.sentences.get(at) else { return true };
        let first = match self.introduces {
            Introduces::Somebody => at,
            Introduces::Office => at.saturating_sub(BEFORE),
        };
        let start = annotated.sentences[first].tokens.start;
        let excused = |pattern: &Pattern| {
            pattern.find(&annotated.tokens, sentence.tokens.clone(), &()).is_some()
        };
        names_person(annotated, start..sentence.tokens.end) || self.unless.iter().any(excused)
    }
}

fn names_person(annotated: &Annotated<'_>, tokens: Range<usize>) -> bool {
    annotated.names_within(tokens).any(|name| {
        let is_long = name.tokens.len() > 1;
        let may_be_person =
            name.kind == NameKind::Person || name.kind == NameKind::Unknown && is_long;
        may_be_person && !annotated.is_quoted(&name.tokens)
    })
}

fn tokens_of(annotated: &Annotated<'_>, span: TextSpan) -> Range<usize> {
    let tokens = &annotated.tokens;
    let start = tokens.partition_point(|token| token.span().start < span.start);
    let end = tokens.partition_point(|token| token.span().start < span.end);
    start..end.max(start + 1).min(tokens.len())
}
