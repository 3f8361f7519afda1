//! Looks for quotations of which nothing tells whose they are.

use super::{Hit, Scene};
use crate::annotate::Annotated;
use crate::language::{Function, TokenKind};
use crate::quote::{Quotation, quotations};
use crate::text::BlockKind;
use std::ops::Range;

/// Flags quotations without a speaker.
#[derive(Clone, Copy, Debug)]
pub struct UnattributedQuote {
    /// The fewest words that one counts from.
    pub least_words: usize,
}

impl UnattributedQuote {
    /// Flags each.
    pub fn run(self, scene: &Scene<'_>) -> Vec<Hit> {
        let annotated = scene.annotated;
        let mut reach = 0;
        let outer = quotations(annotated).filter(|quotation| {
            let is_inner = quotation.found.tokens.end <= reach;
            reach = reach.max(quotation.found.tokens.end);
            !is_inner
        });
        let alone = outer.filter(|quotation| self.is_alone(annotated, quotation));
        let message = "nothing tells whose words these are";
        alone.map(|found| Hit::self_evident(found.found.span, message.to_owned())).collect()
    }

    fn is_alone(self, annotated: &Annotated<'_>, quotation: &Quotation<'_>) -> bool {
        let tokens = &quotation.found.tokens;
        let words = annotated.tokens[tokens.clone()].iter();
        let words = words.filter(|token| token.kind != TokenKind::Mark).count();
        quotation.speaker.is_none()
            && words >= self.least_words
            && is_statement(annotated, tokens)
            && !is_told_around(annotated, tokens)
    }
}

/// A sentence, from its capital to its full stop.
fn is_statement(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    annotated.tokens[tokens.start].is_capitalised()
        && matches!(text(tokens.end - 1), "." | "!" | "?" | "," | "…")
}

/// Whether a name or a verb of saying stands in its paragraph or in the sentences beside it.
fn is_told_around(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let sentences = &annotated.sentences;
    let first = sentences.partition_point(|sentence| sentence.tokens.end <= tokens.start);
    let last = sentences.partition_point(|sentence| sentence.tokens.start < tokens.end);
    let Some(block) = sentences.get(first).map(|sentence| sentence.block) else { return true };
    if annotated.article.blocks()[block].kind != BlockKind::Paragraph {
        return true;
    }
    let before = sentences[..first].iter().rev();
    let from = before.take_while(|sentence| sentence.block == block).count();
    let after = sentences[last..].iter();
    let to = after.take_while(|sentence| sentence.block == block).count();
    let start = sentences[(first - from).saturating_sub(1)].tokens.start;
    let end = sentences[(last + to).min(sentences.len() - 1)].tokens.end;
    [start..tokens.start, tokens.end..end].into_iter().any(|around| tells(annotated, around))
}

fn tells(annotated: &Annotated<'_>, tokens: Range<usize>) -> bool {
    let says = |word| annotated.language.sense(word).functions.has(Function::Said);
    tokens.start < tokens.end
        && (annotated.names_within(tokens.clone()).next().is_some()
            || annotated.tokens[tokens].iter().any(|token| says(token.word)))
}
