//! Looks for shapes that are not words, with a regular expression that runs in linear time.

use super::zone::covers;
use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::{CheckShape, Quotations, Repeats, Zone};
use crate::pack::{Alternatives, Expression};
use crate::text::{Block, TextSpan};
use std::sync::Arc;

/// A shape a rule flags.
#[derive(Debug)]
pub struct TextShape {
    /// The rule's id.
    pub id: Arc<str>,
    /// The shape.
    pub regex: Alternatives,
    /// Pieces of text of which one stands in every block that the shape can match in; none where
    /// that is not known.
    pub needs: Vec<String>,
    /// A shape that excuses the sentence it is found in.
    pub unless: Option<Expression>,
    /// Where to look.
    pub zone: Zone,
    /// Whether quoted words count.
    pub quotations: Quotations,
    /// Whether the same words are flagged each time.
    pub repeats: Repeats,
    /// What the message says after quoting the text.
    pub message: String,
}

impl TextShape {
    /// Makes a rule's check from its shape, if it is one of this kind.
    pub fn compile(id: Arc<str>, shape: &CheckShape) -> Option<TextShape> {
        let CheckShape::TextShape { regex, needs, unless, within, quotations, repeats, message } =
            shape
        else {
            return None;
        };
        Some(TextShape {
            id,
            regex: Alternatives::new(regex),
            needs: needs.clone(),
            unless: unless.as_deref().map(Expression::new),
            zone: *within,
            quotations: *quotations,
            repeats: *repeats,
            message: message.clone(),
        })
    }

    /// Flags every occurrence in a block, given by its place in the article.
    pub fn run(&self, scene: &Scene<'_>, block: usize) -> Vec<Hit> {
        let article = scene.annotated.article;
        if !covers(self.zone, article, block) {
            return Vec::new();
        }
        let spans = self.in_block(scene, &article.blocks()[block]);
        spans.into_iter().map(|span| self.hit(article.slice(span), span)).collect()
    }

    fn in_block(&self, scene: &Scene<'_>, block: &Block) -> Vec<TextSpan> {
        let text = scene.annotated.article.slice(block.span);
        let spans = self.regex.find_all(text).into_iter().map(|found| {
            let start = block.span.start;
            TextSpan::new(start + found.part.start, start + found.part.end)
        });
        let mut excused = Excused::default();
        let is_flagged = |span: &TextSpan| {
            let is_excused = |unless| excused.in_sentence_at(scene, unless, *span);
            !span.is_empty()
                && !scene.annotated.article.is_code(*span)
                && !self.is_passed_over(scene, *span)
                && !self.unless.as_ref().is_some_and(is_excused)
        };
        spans.filter(is_flagged).collect()
    }

    fn is_passed_over(&self, scene: &Scene<'_>, span: TextSpan) -> bool {
        if self.quotations == Quotations::Read {
            return false;
        }
        let tokens = &scene.annotated.tokens;
        let first = tokens.partition_point(|token| token.span().end <= span.start);
        let end = tokens.partition_point(|token| token.span().start < span.end);
        first < end && scene.annotated.is_quoted(&(first..end))
    }

    fn hit(&self, text: &str, span: TextSpan) -> Hit {
        Hit {
            span,
            verdict: Verdict::Unchecked,
            message: format!("contains “{text}”: {}", self.message),
            evidence: vec![Evidence::Lexicon { id: self.id.to_string(), text: text.to_owned() }],
            confidence: Confidence::High,
        }
    }
}

/// Whether the last sentence that was asked about is excused: it may be as long as the article, and
/// hold as many shapes as it has words.
#[derive(Default)]
struct Excused {
    known: Option<(usize, bool)>,
}

impl Excused {
    fn in_sentence_at(&mut self, scene: &Scene<'_>, unless: &Expression, span: TextSpan) -> bool {
        let sentences = &scene.annotated.sentences;
        let after = sentences.partition_point(|sentence| sentence.span.start <= span.start);
        let Some(at) = after.checked_sub(1) else { return false };
        if let Some((_, is_excused)) = self.known.filter(|(known, _)| *known == at) {
            return is_excused;
        }
        let around = scene.annotated.article.slice(sentences[at].span);
        let is_excused = unless.is_match(around);
        self.known = Some((at, is_excused));
        is_excused
    }
}
