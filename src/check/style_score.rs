//! Looks for an article whose style is like that of generated text.
//!
//! What the model sees is shown, with how often people's texts look so. It is advice about a text.

use super::{Hit, Scene};
use crate::annotate::Sentence;
use crate::finding::{Evidence, Verdict};
use crate::language::TokenKind;
use crate::pack::fact_file::Confidence;
use crate::score::{Phrase, StyleReading, StyleScore};
use crate::text::{BlockKind, TextSpan};
use std::sync::Arc;

/// A score at or above the model's threshold.
#[derive(Debug)]
pub struct HighStyleScore {
    /// The rule's name.
    pub id: Arc<str>,
    /// How many of the wordings that weigh most are shown.
    pub shown: usize,
    /// What the message says last.
    pub message: String,
}

/// The fewest words of a sentence that a finding may stand on, so that it is no byline.
const LEAST_WORDS: usize = 6;

impl HighStyleScore {
    /// Flags the opening of an article with such a score.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let reading = scene.style;
        let score = reading.score.filter(|score| score.value >= reading.threshold);
        let hit = score.and_then(|score| {
            let opening = scene.annotated.sentences.iter().find(|found| opens(scene, found))?;
            let phrases = scene.style_model.strongest(scene.annotated.article, self.shown);
            Some(Hit {
                span: opening.span,
                verdict: Verdict::Unchecked,
                message: self.summary(scene, reading, score, &phrases),
                evidence: phrases.iter().flat_map(|found| self.evidence(scene, found)).collect(),
                confidence: Confidence::High,
            })
        });
        hit.into_iter().collect()
    }

    fn summary(
        &self,
        scene: &Scene<'_>,
        reading: &StyleReading,
        score: StyleScore,
        phrases: &[Phrase],
    ) -> String {
        let quoted: Vec<String> =
            phrases.iter().map(|found| format!("“{}”", text(scene, found.span))).collect();
        format!(
            "reads like the machine texts of the model card, most by {}: its {} words score {:.2} \
             ({:.2} to {:.2}), and at most 1 in 100 articles by people reach {:.2}; {}",
            quoted.join(", "),
            reading.words,
            score.value,
            score.low,
            score.high,
            reading.threshold,
            self.message
        )
    }

    fn evidence(&self, scene: &Scene<'_>, found: &Phrase) -> [Evidence; 2] {
        let words = text(scene, found.span);
        let said = format!("“{words}” is commoner in the machine texts than in those by people");
        let span = found.span;
        [Evidence::Lexicon { id: self.id.to_string(), text: said }, Evidence::Passage { span }]
    }
}

fn text<'a>(scene: &Scene<'a>, span: TextSpan) -> &'a str {
    scene.annotated.article.slice(span)
}

/// Whether it is a sentence of the text proper.
fn opens(scene: &Scene<'_>, sentence: &Sentence) -> bool {
    let kind = scene.annotated.article.blocks()[sentence.block].kind;
    let tokens = &scene.annotated.tokens[sentence.tokens.clone()];
    let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark).count();
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem) && words >= LEAST_WORDS
}
