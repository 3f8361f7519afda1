//! Looks for marks of notes that an article does not have.

use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::pack::Expression;
use crate::pack::fact_file::Confidence;
use crate::text::{BlockKind, TextSpan};
use std::sync::Arc;

/// How notes are marked, and how they begin.
#[derive(Debug)]
pub struct MissingNote {
    /// The rule's id.
    pub id: Arc<str>,
    /// A mark in the text; a group, if there is one, is what is flagged.
    pub marks: Expression,
    /// The beginning of a note, or a heading above notes.
    pub notes: Expression,
}

impl MissingNote {
    /// Flags each mark, if the article has no note.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let article = scene.annotated.article;
        if !article.text().contains('[') {
            return Vec::new();
        }
        let is_prose = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        let blocks = || article.blocks().iter().filter(|block| block.kind != BlockKind::Code);
        let hits: Vec<Hit> = blocks()
            .filter(|block| is_prose(block.kind))
            .flat_map(|block| self.in_block(scene, block.span))
            .collect();
        let has_notes = !hits.is_empty()
            && blocks().any(|block| self.notes.is_match(article.slice(block.span)));
        if has_notes { Vec::new() } else { hits }
    }

    fn in_block(&self, scene: &Scene<'_>, block: TextSpan) -> Vec<Hit> {
        let article = scene.annotated.article;
        let text = article.slice(block);
        let regex = text.contains('[').then(|| self.marks.regex()).flatten();
        let found = regex.into_iter().flat_map(|regex| regex.captures_iter(text));
        found
            .filter_map(|found| found.get(1).or_else(|| found.get(0)))
            .map(|mark| TextSpan::new(block.start + mark.start(), block.start + mark.end()))
            .filter(|span| !article.is_code(*span))
            .map(|span| self.hit(span, article.slice(span)))
            .collect()
    }

    fn hit(&self, span: TextSpan, mark: &str) -> Hit {
        Hit {
            span,
            verdict: Verdict::Unchecked,
            message: format!("has the mark “{mark}”, and the article has no notes"),
            evidence: vec![Evidence::Lexicon { id: self.id.to_string(), text: mark.to_owned() }],
            confidence: Confidence::High,
        }
    }
}
