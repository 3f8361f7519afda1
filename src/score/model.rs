//! Weighs what was seen.

use super::calibration::Calibration;
use super::feature::Features;
use super::model_file::{self, ModelError};
use super::prose::{Kind, Prose};
use crate::text::{Article, TextSpan};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A weight for every feature, and what a sum of them means.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleModel {
    pub(super) bits: u32,
    /// What one step of a weight is worth.
    pub(super) scale: f64,
    /// A signed byte a feature.
    pub(super) weights: Cow<'static, [u8]>,
    /// What margins mean.
    pub calibration: Calibration,
    /// The first digits of the digest of its file.
    pub version: Arc<str>,
}

/// The weight of a text, which is positive where it is like generated text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Margin {
    /// The mean over its windows.
    pub value: f64,
    /// How many words it rests on.
    pub words: usize,
    /// The share of features that have a weight.
    pub known: f64,
}

/// What the style of an article is like.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct StyleReading {
    /// How many words were read: quotations, headings and the like do not count.
    pub words: usize,
    /// The score; none for an article that is too short, or not in the language of the model.
    pub score: Option<StyleScore>,
    /// The score from which it says something.
    pub threshold: f64,
    /// The version of the model that read it.
    pub model: Arc<str>,
}

/// How much a style is like that of generated text, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct StyleScore {
    /// The score.
    pub value: f64,
    /// Nine in ten texts of this score would, with much more of them to read, score no lower
    /// or higher than the next value says.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// Words of an article that raise its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phrase {
    /// Where it stands in the article's text.
    pub span: TextSpan,
    /// How much it adds, beside others.
    pub weight: i32,
}

impl StyleModel {
    /// The fewest words that get a score.
    pub const LEAST_WORDS: usize = 100;

    /// The words of a window: longer texts are read window by window.
    pub const WINDOW: usize = 400;

    /// The model that comes with the program.
    ///
    /// # Errors
    /// When its file is damaged.
    pub fn built_in() -> Result<StyleModel, ModelError> {
        model_file::read(Cow::Borrowed(model_file::BUILT_IN))
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// When it is no such file, of another version, or damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<StyleModel, ModelError> {
        model_file::read(Cow::Owned(bytes))
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        model_file::write(self)
    }

    /// Rounds weights, one for each of the features, two to the power of some number.
    pub fn of_weights(weights: &[f32]) -> StyleModel {
        let largest = weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
        let scale = largest / 127.0;
        let rounded = weights.iter().map(|weight| (weight / scale).round() as i8 as u8);
        StyleModel {
            bits: weights.len().ilog2(),
            scale: f64::from(scale),
            weights: rounded.collect(),
            calibration: Calibration::default(),
            version: Arc::default(),
        }
    }

    /// An empty collection of features that the model has weights for.
    pub fn features(&self) -> Features {
        Features::new(self.bits)
    }

    /// Reads an article.
    pub fn read(&self, article: &Article) -> StyleReading {
        let prose = Prose::of(article);
        let words = prose.words();
        let is_long_enough = words >= StyleModel::LEAST_WORDS;
        StyleReading {
            words,
            score: if is_long_enough { self.score(&prose) } else { None },
            threshold: self.calibration.threshold,
            model: Arc::clone(&self.version),
        }
    }

    fn score(&self, prose: &Prose) -> Option<StyleScore> {
        let margin = self.margin(prose, 0..prose.words(), &mut self.features());
        let is_known = margin.known >= self.calibration.known;
        is_known.then(|| self.calibration.score(margin.value, margin.words))
    }

    /// The margin of a stretch of words, window by window. A last one that is short does not
    /// count: so few words say nothing.
    pub fn margin(&self, prose: &Prose, words: Range<usize>, features: &mut Features) -> Margin {
        let mut margin = Margin::default();
        for start in words.clone().step_by(StyleModel::WINDOW) {
            let window = start..words.end.min(start + StyleModel::WINDOW);
            if window.len() >= StyleModel::LEAST_WORDS || start == words.start {
                margin.add(self.weigh(features.of(prose, window.clone())), window.len());
            }
        }
        margin
    }

    /// The sum of the weights over the root of how many they are, and the share that is not 0.
    fn weigh(&self, features: &[u32]) -> (f64, f64) {
        let (mut sum, mut known) = (0_i32, 0_u32);
        for &feature in features {
            let weight = self.weight(feature as usize);
            sum += weight;
            known += u32::from(weight != 0);
        }
        let count = (features.len() as f64).max(1.0);
        (f64::from(sum) * self.scale / count.sqrt(), f64::from(known) / count)
    }

    fn weight(&self, feature: usize) -> i32 {
        self.weights.get(feature).map_or(0, |&byte| i32::from(byte as i8))
    }

    /// The words and pairs of words that raise an article's score most, strongest first, each
    /// wording once and none inside another.
    pub fn strongest(&self, article: &Article, most: usize) -> Vec<Phrase> {
        let prose = Prose::of(article);
        let features = self.features();
        let mut all: Vec<Phrase> = Vec::new();
        for pair in prose.tokens.windows(2).filter(|pair| pair[1].is_plain()) {
            let [word, both] = features.phrases(&pair[0], &pair[1]).map(|at| self.weight(at));
            let span = pair[1].span();
            all.push(Phrase { span, weight: word });
            let is_phrase = matches!(pair[0].kind, Kind::Word);
            if is_phrase && both > 0 {
                let span = TextSpan::new(pair[0].span().start, span.end);
                all.push(Phrase { span, weight: word + both });
            }
        }
        all.sort_by_key(|phrase| (-phrase.weight, phrase.span));
        let mut shown: Vec<Phrase> = Vec::new();
        for phrase in all {
            let text = article.slice(phrase.span);
            let is_new = shown.iter().all(|other| {
                let apart =
                    other.span.end <= phrase.span.start || phrase.span.end <= other.span.start;
                apart && !article.slice(other.span).eq_ignore_ascii_case(text)
            });
            if is_new && phrase.weight > 0 && shown.len() < most {
                shown.push(phrase);
            }
        }
        shown
    }
}

impl Margin {
    fn add(&mut self, (value, known): (f64, f64), words: usize) {
        let (before, now) = (self.words as f64, words as f64);
        let mean = |old: f64, new: f64| (old * before + new * now) / (before + now).max(1.0);
        self.value = mean(self.value, value);
        self.known = mean(self.known, known);
        self.words += words;
    }
}
