//! The quotations of an article, in the parts that its ellipses and brackets leave.

use super::word::{Word, words};
use crate::annotate::{Annotated, Annotation, Attribution, Meaning};
use crate::text::TextSpan;
use std::ops::Range;

/// A quotation.
#[derive(Debug)]
pub struct Quotation<'a> {
    /// Its annotation.
    pub found: &'a Annotation,
    /// Who is said to have said it.
    pub speaker: Option<TextSpan>,
    /// The first full mention of whoever that is, by index in the names.
    pub name: Option<usize>,
    /// How that is known.
    pub attribution: Attribution,
}

/// The quotations of an article, in order.
pub fn quotations<'a>(annotated: &'a Annotated<'_>) -> impl Iterator<Item = Quotation<'a>> {
    annotated.annotations.iter().filter_map(|found| match found.meaning {
        Meaning::Quote { speaker, name, attribution } => {
            Some(Quotation { found, speaker, name, attribution })
        }
        _ => None,
    })
}

impl Quotation<'_> {
    /// Its sentences, by token.
    pub fn sentences(&self, annotated: &Annotated<'_>) -> Vec<Range<usize>> {
        let tokens = &self.found.tokens;
        let first = annotated.sentences.partition_point(|s| s.tokens.end <= tokens.start);
        annotated.sentences[first..]
            .iter()
            .take_while(|sentence| sentence.tokens.start < tokens.end)
            .map(|sentence| {
                sentence.tokens.start.max(tokens.start)..sentence.tokens.end.min(tokens.end)
            })
            .collect()
    }
}

/// The words of quoted tokens, parted where an ellipsis leaves some out and where brackets put in
/// the writer's own.
pub fn parts(annotated: &Annotated<'_>, tokens: Range<usize>) -> Vec<Vec<Word>> {
    let mut parts = Vec::new();
    let mut in_brackets = false;
    let mut start = tokens.start;
    for at in tokens.clone() {
        let text = annotated.article.slice(annotated.tokens[at].span());
        let was_in = in_brackets;
        in_brackets = match text {
            "[" => true,
            "]" => false,
            _ => in_brackets,
        };
        let is_cut = text == "…" || text == "." && follows_dot(annotated, at);
        if is_cut || was_in != in_brackets {
            if !was_in {
                parts.push(words(annotated, start..at));
            }
            start = at + 1;
        }
    }
    if !in_brackets {
        parts.push(words(annotated, start..tokens.end));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn follows_dot(annotated: &Annotated<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| annotated.article.slice(annotated.tokens[before].span()) == ".")
}
