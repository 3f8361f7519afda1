//! Looks for shapes that are not words, with a regular expression that runs in linear time.

use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::Confidence;
use crate::text::{BlockKind, TextSpan};
use regex::Regex;
use std::sync::Arc;

/// A shape a rule flags.
#[derive(Debug)]
pub struct TextShape {
    /// The rule's id.
    pub id: Arc<str>,
    /// The shape.
    pub regex: Regex,
    /// What the message says after quoting the text.
    pub message: String,
}

impl TextShape {
    /// Flags every occurrence.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let article = scene.annotated.article;
        let prose = article.blocks().iter().filter(|block| block.kind != BlockKind::Code);
        prose
            .flat_map(|block| {
                let found = self.regex.find_iter(article.slice(block.span));
                found.map(|found| {
                    let start = block.span.start + found.start();
                    TextSpan::new(start, start + found.len())
                })
            })
            .filter(|span| !span.is_empty())
            .map(|span| self.hit(article.slice(span), span))
            .collect()
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
