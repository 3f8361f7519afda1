//! From a margin to a score, given the number of words it rests on.

use super::StyleModel;
use super::model::StyleScore;

/// How margins become scores. What longer texts show is surer, so all depends on length.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// The logit of the score is `offset[0] + offset[1] * l + (slope[0] + slope[1] * l) * margin`,
    /// where `l` is the logarithm of the number of words over [`Calibration::MIDDLE`].
    pub offset: [f64; 2],
    /// See `offset`.
    pub slope: [f64; 2],
    /// What is taken off the logit at [`StyleModel::LEAST_WORDS`], less and less of it up to the middle,
    /// so that the threshold holds for short texts of people too.
    pub short: f64,
    /// The standard deviation of the margins of two windows of one text about their mean.
    pub spread: f64,
    /// The score from which a finding says something.
    pub threshold: f64,
    /// The least share of features with a weight: below it, a text is in another language, or of
    /// a kind that the model never saw.
    pub known: f64,
}

/// How many standard deviations lie on either side of the middle of nine in ten.
const NINE_IN_TEN: f64 = 1.645;

impl Calibration {
    /// The number of words that others are compared with.
    pub const MIDDLE: f64 = 200.0;

    /// The length that a score depends on: more than a window makes no margin larger.
    pub fn length(words: usize) -> f64 {
        let words = words.clamp(StyleModel::LEAST_WORDS, StyleModel::WINDOW);
        (words as f64 / Calibration::MIDDLE).ln()
    }

    /// The score of a margin over so many words. Its interval is where the score may lie when
    /// much more of the same text is read.
    pub fn score(&self, margin: f64, words: usize) -> StyleScore {
        let length = Calibration::length(words);
        let logit = |margin: f64| {
            let slope = self.slope[0] + self.slope[1] * length;
            let short = self.short * (-length / std::f64::consts::LN_2).max(0.0);
            self.offset[0] + self.offset[1] * length + slope * margin - short
        };
        let doubt = NINE_IN_TEN * self.spread * (StyleModel::WINDOW as f64 / words as f64).sqrt();
        StyleScore {
            value: rounded(logistic(logit(margin))),
            low: rounded(logistic(logit(margin - doubt))),
            high: rounded(logistic(logit(margin + doubt))),
        }
    }
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// Four places: the last bits of the exponential function are no two machines' same.
fn rounded(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}
