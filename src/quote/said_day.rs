//! The day on which an article says that somebody spoke: "she told reporters on Thursday".

use super::quotation::Quotation;
use crate::annotate::{Annotated, Annotation, Meaning};
use crate::language::{Function, TokenKind};
use std::ops::Range;

/// The date beside the words of saying of a quotation, where nothing but them and the setting
/// stands between.
pub(super) fn told<'a>(
    annotated: &'a Annotated<'_>,
    quotation: &Quotation<'_>,
) -> Option<&'a Annotation> {
    let quoted = &quotation.found.tokens;
    let speaker = quotation.speaker?;
    let is_after = speaker.start >= quotation.found.span.end;
    let around = if is_after {
        let close = quoted.end;
        close + 1..annotated.sentence_at(close)?.end
    } else {
        let open = quoted.start.checked_sub(1)?;
        annotated.sentence_at(open)?.start..open
    };
    let mut dates =
        annotated.within(around.clone()).filter(|found| matches!(found.meaning, Meaning::Date(_)));
    let date = dates.next().filter(|_| dates.next().is_none())?;
    let is_said = |at: usize| {
        annotated.language.sense(annotated.tokens[at].word).functions.has(Function::Said)
    };
    let verb = around.clone().find(|&at| is_said(at))?;
    let between = match (is_after, date.tokens.start == around.start) {
        // "On Thursday, the minister said: “…”": the date leads.
        (false, true) => return Some(date),
        (false, false) if date.tokens.start < verb => {
            let lead = &annotated.tokens[around.start..date.tokens.start];
            return (lead.len() == 1 && is_link(annotated, around.start)).then_some(date);
        }
        (false, false) => verb + 1..date.tokens.start,
        (true, _) => around.start..date.tokens.start,
    };
    is_setting(annotated, between, quotation).then_some(date)
}

fn is_link(annotated: &Annotated<'_>, at: usize) -> bool {
    annotated.language.sense(annotated.tokens[at].word).functions.has(Function::DayLink)
}

/// Whether tokens tell nothing but who speaks, to whom and where.
fn is_setting(annotated: &Annotated<'_>, tokens: Range<usize>, quotation: &Quotation<'_>) -> bool {
    tokens.into_iter().all(|at| {
        let token = &annotated.tokens[at];
        let text = annotated.article.slice(token.span());
        let is_word = matches!(token.kind, TokenKind::Word(_));
        quotation.speaker.is_some_and(|speaker| speaker.overlaps(token.span()))
            || is_word
                && (token.is_capitalised()
                    || annotated.language.sense(token.word).functions.has(Function::Said)
                    || is_link(annotated, at)
                    || annotated.language.is_of("speech_setting", &text.to_lowercase()))
    })
}
