//! Looks for passages that stand twice in an article, word for word.

use super::{Hit, Scene};
use crate::annotate::{Annotated, Sentence};
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
    /// The same where it follows itself in one paragraph.
    pub least_words_in_a_row: usize,
}

/// How many words of a sentence with a quotation must be the article's own: who said it, and not
/// just that he did.
const OWN_WORDS: usize = 3;

/// How long the lines of verse are at most, in characters.
const VERSE_LINE: usize = 55;

impl RepeatedPassage {
    /// Flags each passage that stood before, neighbouring sentences as one.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let mut first: FxHashMap<String, TextSpan> = FxHashMap::default();
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        for (at, sentence) in scene.annotated.sentences.iter().enumerate() {
            let Some((words, count)) = self.words(scene, sentence) else { continue };
            let is_in_a_row = at.checked_sub(1).is_some_and(|last| {
                let last = &scene.annotated.sentences[last];
                last.block == sentence.block && first.get(&words) == Some(&last.span)
            });
            match first.get(&words).filter(|_| is_in_a_row || count >= self.least_words) {
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

    /// What a sentence says, case and marks aside, and in how many words, if they are enough and
    /// the article's own.
    fn words(&self, scene: &Scene<'_>, sentence: &Sentence) -> Option<(String, usize)> {
        let annotated = scene.annotated;
        let kind = annotated.article.blocks()[sentence.block].kind;
        let counts = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        let least = self.least_words.min(self.least_words_in_a_row);
        if !counts || sentence.tokens.len() < least {
            return None;
        }
        let tokens = &annotated.tokens[sentence.tokens.clone()];
        let is_word = |token: &&Token| token.kind != TokenKind::Mark;
        let count = tokens.iter().filter(is_word).count();
        if count < least || !is_own(annotated, sentence) {
            return None;
        }
        let words = tokens.iter().filter(is_word);
        let mut said = String::with_capacity(sentence.span.len());
        for word in words {
            push_lowercase(annotated.article.slice(word.span()), &mut said);
            said.push(' ');
        }
        Some((said, count))
    }
}

/// Whether a sentence is more than a quotation: its words are the article's, or enough of them are.
fn is_own(annotated: &Annotated<'_>, sentence: &Sentence) -> bool {
    let start = sentence.tokens.start;
    let opens_quoted = annotated.is_quoted(&(start + 1..start + 2));
    let own = sentence.tokens.clone().filter(|&at| {
        annotated.tokens[at].kind != TokenKind::Mark && !annotated.is_quoted(&(at..at + 1))
    });
    !is_verse(annotated.article.slice(sentence.span)) && (!opens_quoted || own.count() >= OWN_WORDS)
}

/// Whether the sentence runs over lines that are short of what fits: refrains come back.
fn is_verse(sentence: &str) -> bool {
    sentence.contains('\n') && sentence.lines().all(|line| line.chars().count() <= VERSE_LINE)
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
