//! Rows of timelines: "January 3, 10:30 am – Warning sent" dates and times what it names.

use super::cue::{CueIndex, value_at};
use super::discourse::Discourse;
use super::mention::Mentions;
use super::standing::Standing;
use super::{Binding, Claim};
use crate::annotate::{Annotated, Meaning};
use crate::fact::{Kind, PropertyId, Subject};
use crate::language::TokenKind;
use crate::pack::property_file::ValueKind;
use crate::text::TextSpan;
use std::ops::Range;

/// The claims that timeline rows make, their standing still open.
pub(super) fn claims(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    discourse: &Discourse<'_>,
    cues: &CueIndex,
) -> Vec<Claim> {
    let timeline = Timeline { annotated, mentions, discourse, cues };
    let mut claims = Vec::new();
    for (at, sentence) in annotated.sentences.iter().enumerate() {
        let Some(head) = row_head(annotated, sentence.tokens.clone()) else { continue };
        for (name, kind) in [("date", ValueKind::Date), ("time", ValueKind::Time)] {
            if let Some(property) = discourse.facts().property_id(name) {
                claims.extend(timeline.row(at, &head, property, kind));
            }
        }
    }
    claims
}

/// What rows are read with.
struct Timeline<'a> {
    annotated: &'a Annotated<'a>,
    mentions: &'a Mentions,
    discourse: &'a Discourse<'a>,
    cues: &'a CueIndex,
}

impl Timeline<'_> {
    /// The values of one property that a row's head states of what the row is about.
    fn row(
        &self,
        sentence: usize,
        head: &Range<usize>,
        property: PropertyId,
        kind: ValueKind,
    ) -> Vec<Claim> {
        let named = self.subject(sentence, head, property);
        let stated = self.annotated.within(head.clone()).filter_map(|found| {
            let value = value_at(self.annotated, Kind::of(kind), &found.tokens)?;
            Some((value, found.tokens.clone()))
        });
        stated
            .map(|(value, tokens)| Claim {
                subject: named.map(|(subject, _)| subject),
                binding: Binding::Named,
                subject_span: named.map(|(_, span)| span),
                property,
                value,
                span: self.annotated.span_of(tokens.clone()),
                meant: tokens.clone(),
                tokens,
                sentence,
                standing: Standing::Asserted,
            })
            .collect()
    }

    /// What a row is about: the first thing it names after its head, if that is known.
    fn subject(
        &self,
        sentence: usize,
        head: &Range<usize>,
        property: PropertyId,
    ) -> Option<(Subject, TextSpan)> {
        let row = self.annotated.sentences[sentence].tokens.clone();
        let mut about = self
            .mentions
            .within(head.end..row.end)
            .filter(|mention| self.cues.is_head(self.annotated, head.end..mention.tokens.start));
        about.find_map(|mention| {
            let subject = self.discourse.resolve(mention, self.mentions, property)?;
            Some((subject, self.annotated.span_of(mention.tokens.clone())))
        })
    }
}

/// The dates and times a row opens with, up to the dash, colon or bar after them. Ordinary
/// sentences that open with a date go on with a comma or a word.
fn row_head(annotated: &Annotated<'_>, row: Range<usize>) -> Option<Range<usize>> {
    let mut at = row.start;
    let mut has_value = false;
    while at < row.end {
        let value = annotated
            .starting_at(at)
            .find(|found| matches!(found.meaning, Meaning::Date(_) | Meaning::Time(_)));
        if let Some(value) = value {
            has_value = true;
            at = value.tokens.end;
            continue;
        }
        let token = annotated.tokens[at];
        if token.kind != TokenKind::Mark {
            return None;
        }
        match annotated.article.slice(token.span()) {
            "–" | "—" | "-" | ":" | "|" if has_value => return Some(row.start..at),
            "," | "(" | ")" | "*" | "•" | "-" | "|" => at += 1,
            _ => return None,
        }
    }
    None
}
