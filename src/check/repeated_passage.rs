//! Looks for passages that stand twice in an article, word for word.

use super::{Hit, Scene};
use crate::annotate::Sentence;
use crate::finding::{Evidence, Verdict};
use crate::language::{Token, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::text::{BlockKind, TextSpan};
use rustc_hash::FxHashMap;

/// How long a passage has to be.
#[derive(Debug)]
pub struct RepeatedPassage {
    /// In words; quotations and headings do not count, for they are repeated on purpose.
    pub least_words: usize,
}

impl RepeatedPassage {
    /// Flags each passage that stood before, neighbouring sentences as one.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let mut first: FxHashMap<String, TextSpan> = FxHashMap::default();
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        for (at, sentence) in scene.annotated.sentences.iter().enumerate() {
            let Some(words) = self.words(scene, sentence) else { continue };
            match first.get(&words) {
                Some(&before) => match hits.last_mut() {
                    Some((last, hit)) if *last + 1 == at => {
                        hit.span = TextSpan::new(hit.span.start, sentence.span.end);
                        *last = at;
                    }
                    _ => hits.push((at, hit(sentence.span, before))),
                },
                None => {
                    first.insert(words, sentence.span);
                }
            }
        }
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    /// What a sentence says, case and marks aside, if it is long enough and the article's own.
    fn words(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<String> {
        let annotated = scene.annotated;
        let kind = annotated.article.blocks()[sentence.block].kind;
        let counts = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        if !counts || sentence.tokens.len() < self.least_words {
            return None;
        }
        let tokens = &annotated.tokens[sentence.tokens.clone()];
        let is_word = |token: &&Token| token.kind != TokenKind::Mark;
        let is_quoted =
            annotated.is_quoted(&(sentence.tokens.start + 1..sentence.tokens.start + 2));
        if is_quoted || tokens.iter().filter(is_word).count() < self.least_words {
            return None;
        }
        let words = tokens.iter().filter(is_word);
        let mut said = String::with_capacity(sentence.span.len());
        for word in words {
            push_lowercase(annotated.article.slice(word.span()), &mut said);
            said.push(' ');
        }
        Some(said)
    }
}

fn push_lowercase(word: &str, said: &mut String) {
    if !word.is_ascii() {
        return said.push_str(&word.to_lowercase());
    }
    let start = said.len();
    said.push_str(word);
    said[start..].make_ascii_lowercase();
}

fn hit(span: TextSpan, before: TextSpan) -> Hit {
    Hit {
        span,
        verdict: Verdict::Unchecked,
        message: "stands in the article twice, word for word".to_owned(),
        evidence: vec![Evidence::Passage { span: before }],
        confidence: Confidence::High,
    }
}
