//! Looks for phrases: patterns over tokens, within a part of the article.

use super::zone::covers;
use super::{Hit, Scene};
use crate::annotate::Sentence;
use crate::finding::{Evidence, Verdict};
use crate::language::Pattern;
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::Zone;
use std::ops::Range;
use std::sync::Arc;

/// Phrases a rule flags.
#[derive(Debug)]
pub struct Phrases {
    id: Arc<str>,
    patterns: Vec<Pattern>,
    unless: Vec<Pattern>,
    zone: Zone,
    message: String,
}

impl Phrases {
    /// Flags sentences of the zone that match a pattern and none of `unless`.
    pub fn new(
        id: Arc<str>,
        patterns: Vec<Pattern>,
        unless: Vec<Pattern>,
        zone: Zone,
        message: String,
    ) -> Self {
        Phrases { id, patterns, unless, zone, message }
    }

    /// The patterns that set the rule off.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Flags the phrases of one sentence, in which a trigger stands.
    pub fn run(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<Hit> {
        let article = scene.annotated.article;
        if covers(self.zone, article, sentence.block) {
            self.in_sentence(scene, sentence)
        } else {
            None
        }
    }

    fn in_sentence(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<Hit> {
        let tokens = &scene.annotated.tokens;
        let range = sentence.tokens.clone();
        let found = self
            .patterns
            .iter()
            .find_map(|pattern| pattern.find(tokens, range.clone(), &()))
            .map(|(found, _)| found)?;
        let excused =
            self.unless.iter().any(|pattern| pattern.find(tokens, range.clone(), &()).is_some());
        // What somebody is quoted saying is not the publisher's own word.
        (!excused && !scene.annotated.is_quoted(&found)).then(|| self.hit(scene, found))
    }

    fn hit(&self, scene: &Scene<'_>, found: Range<usize>) -> Hit {
        let span = scene.annotated.span_of(found);
        let text = scene.annotated.article.slice(span).to_owned();
        Hit {
            span,
            verdict: Verdict::Unchecked,
            message: format!("says “{text}”: {}", self.message),
            evidence: vec![Evidence::Lexicon { id: self.id.to_string(), text }],
            confidence: Confidence::High,
        }
    }
}
