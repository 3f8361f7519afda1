//! Counts signs: phrases that are much commoner in one kind of text than in another.
//!
//! No sign proves anything on its own, and none is held against anybody. Several different ones
//! close together are worth showing, with the measured rate of each.

use super::{Hit, Scene};
use crate::claim::TriggerIndex;
use crate::finding::{Evidence, Verdict};
use crate::language::{Pattern, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use std::ops::Range;
use std::sync::Arc;

/// Signs, and how many of them count.
#[derive(Debug)]
pub struct CountedSigns {
    id: Arc<str>,
    signs: Vec<Sign>,
    triggers: TriggerIndex,
    threshold: Threshold,
    message: String,
}

/// A phrase with the rates at which it was measured.
#[derive(Debug)]
pub struct Sign {
    /// What it looks like.
    pub pattern: Pattern,
    /// How often it stands in 100,000 words of human news.
    pub human: f64,
    /// How often it stands in 100,000 words of machine text.
    pub machine: f64,
}

/// How many signs, how strong, within how many words.
#[derive(Clone, Copy, Debug)]
pub struct Threshold {
    /// Different signs.
    pub distinct: usize,
    /// The sum of the logarithms of their ratios.
    pub weight: f64,
    /// The words they stand within.
    pub words: usize,
}

/// A sign in the text.
struct Found {
    sign: usize,
    tokens: Range<usize>,
    /// How many words stand before it.
    word: usize,
}

impl Sign {
    fn weight(&self) -> f64 {
        (self.machine / self.human).ln()
    }
}

impl CountedSigns {
    /// Signs that count from the threshold on; `message` ends what a finding says.
    pub fn new(id: Arc<str>, signs: Vec<Sign>, threshold: Threshold, message: String) -> Self {
        let triggers = TriggerIndex::of(signs.iter().map(|sign| &sign.pattern));
        CountedSigns { id, signs, triggers, threshold, message }
    }

    /// Flags the stretch in which most signs stand together, if they are enough.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let mut found = self.find(scene);
        if found.len() < self.threshold.distinct {
            return Vec::new();
        }
        found.sort_by_key(|found| (found.tokens.start, found.sign));
        count_words(scene, &mut found);
        let stretch = self.densest(&found);
        stretch.map(|stretch| self.hit(scene, &found[stretch])).into_iter().collect()
    }

    /// Every sign, at most once a sentence; quoted words are not the author's.
    fn find(&self, scene: &Scene<'_>) -> Vec<Found> {
        let annotated = scene.annotated;
        let mut found = Vec::new();
        for (at, sentence) in annotated.sentences.iter().enumerate() {
            for sign in self.triggers.triggered(annotated.words_of(at)) {
                let pattern = &self.signs[sign].pattern;
                let place = pattern.find(&annotated.tokens, sentence.tokens.clone(), &());
                let place = place.map(|(tokens, _)| tokens);
                if let Some(tokens) = place.filter(|tokens| !annotated.is_quoted(tokens)) {
                    found.push(Found { sign, tokens, word: 0 });
                }
            }
        }
        found
    }

    /// The stretch of the greatest weight that has enough different signs.
    fn densest(&self, found: &[Found]) -> Option<Range<usize>> {
        let mut count = vec![0_usize; self.signs.len()];
        let (mut first, mut distinct, mut weight) = (0, 0, 0.0);
        let mut best: Option<(f64, Range<usize>)> = None;
        for (at, last) in found.iter().enumerate() {
            count[last.sign] += 1;
            if count[last.sign] == 1 {
                distinct += 1;
                weight += self.signs[last.sign].weight();
            }
            while last.word - found[first].word > self.threshold.words {
                let left = found[first].sign;
                count[left] -= 1;
                if count[left] == 0 {
                    distinct -= 1;
                    weight -= self.signs[left].weight();
                }
                first += 1;
            }
            let is_enough = distinct >= self.threshold.distinct && weight >= self.threshold.weight;
            if is_enough && best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, first..at + 1));
            }
        }
        best.map(|(_, stretch)| stretch)
    }

    fn hit(&self, scene: &Scene<'_>, found: &[Found]) -> Hit {
        let mut shown: Vec<&Found> = Vec::new();
        for sign in found {
            if !shown.iter().any(|before| before.sign == sign.sign) {
                shown.push(sign);
            }
        }
        let last = &found[found.len() - 1];
        let start = scene.annotated.span_of(found[0].tokens.clone()).start;
        let end = scene.annotated.span_of(last.tokens.clone()).end;
        Hit {
            span: TextSpan::new(start, end),
            verdict: Verdict::Unchecked,
            message: self.summary(scene, &shown, last.word - found[0].word + 1),
            evidence: shown.iter().flat_map(|sign| self.evidence(scene, sign)).collect(),
            confidence: Confidence::High,
        }
    }

    fn summary(&self, scene: &Scene<'_>, shown: &[&Found], words: usize) -> String {
        let ratios = shown.iter().map(|found| {
            let sign = &self.signs[found.sign];
            sign.machine / sign.human
        });
        let (least, most) = ratios.fold((f64::MAX, 0.0_f64), |(a, b), r| (a.min(r), b.max(r)));
        let quoted: Vec<String> =
            shown.iter().map(|found| format!("“{}”", text(scene, found))).collect();
        format!(
            "has {} phrases within {words} words that are {least:.0} to {most:.0} times as common in \
             machine text as in human news: {}; {}",
            shown.len(),
            quoted.join(", "),
            self.message
        )
    }

    fn evidence(&self, scene: &Scene<'_>, found: &Found) -> [Evidence; 2] {
        let sign = &self.signs[found.sign];
        let rates = format!(
            "“{}”: {} in 100,000 words of machine text, {} in as many of human news",
            text(scene, found),
            sign.machine,
            sign.human
        );
        let span = scene.annotated.span_of(found.tokens.clone());
        [Evidence::Lexicon { id: self.id.to_string(), text: rates }, Evidence::Passage { span }]
    }
}

fn text<'a>(scene: &Scene<'a>, found: &Found) -> &'a str {
    scene.annotated.article.slice(scene.annotated.span_of(found.tokens.clone()))
}

/// Notes how many words stand before each sign; they are in order.
fn count_words(scene: &Scene<'_>, found: &mut [Found]) {
    let (mut words, mut at) = (0, 0);
    for sign in found {
        let passed = &scene.annotated.tokens[at..sign.tokens.start];
        words += passed.iter().filter(|token| token.kind != TokenKind::Mark).count();
        at = sign.tokens.start;
        sign.word = words;
    }
}
