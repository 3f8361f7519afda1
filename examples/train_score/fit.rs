//! Logistic regression over hashed features, by stochastic descent with a step for each weight
//! (`AdaGrad`). Everything random comes from one seed, so the same windows give the same weights.

use super::corpus::Text;
use factlint::score::{Features, StyleModel};
use std::collections::BTreeMap;

/// The logarithm to the base 2 of the number of features.
pub(crate) const BITS: u32 = 19;

/// How many times every window is looked at.
const ROUNDS: usize = 6;

/// The first step of a weight.
const STEP: f32 = 0.05;

/// What pulls weights towards 0.
const DECAY: f32 = 1e-6;

/// In how many windows a feature has to be.
const LEAST_WINDOWS: u32 = 8;

/// How many windows of a text are learned from.
const WINDOWS: usize = 2;

/// Longer texts give a second window elsewhere than at their beginning.
const SECOND_WINDOW: usize = 130;

/// The features of a stretch of a text.
#[derive(Debug)]
pub(crate) struct Window {
    /// Which text it is of.
    pub(crate) text: usize,
    features: Vec<u32>,
}

/// Windows of all lengths: the first of a text opens it, a second lies anywhere.
pub(crate) fn windows(texts: &[Text]) -> Vec<Window> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut features = Features::new(BITS);
    let mut windows = Vec::new();
    let long = texts.iter().enumerate().filter(|(_, text)| text.prose.words() >= LEAST_LEARNED);
    for (at, text) in long {
        let words = text.prose.words();
        let count = if words < SECOND_WINDOW { 1 } else { WINDOWS };
        for window in 0..count {
            let spread = StyleModel::WINDOW - StyleModel::LEAST_WORDS + 1;
            let length = (StyleModel::LEAST_WORDS + random.below(spread)).min(words);
            let start = if window == 0 { 0 } else { random.below(words - length + 1) };
            let features = features.of(&text.prose, start..start + length).to_vec();
            windows.push(Window { text: at, features });
        }
    }
    windows
}

/// How many words a text has that is learned from: less than what gets a score.
const LEAST_LEARNED: usize = 60;

/// Learns from windows. Each group weighs as much as the root of its size, people and machines as
/// much as each other.
pub(crate) fn fit(texts: &[Text], windows: &[&Window]) -> Vec<f32> {
    let importance = importance(texts, windows);
    let is_known = common(windows);
    let mut weights = vec![0.0_f32; 1 << BITS];
    let mut history = vec![1e-3_f32; 1 << BITS];
    let (mut offset, mut offset_history) = (0.0_f32, 1e-3_f32);
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut order: Vec<usize> = (0..windows.len()).collect();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &at in &order {
            let Window { text, features } = windows[at];
            let norm = 1.0 / (features.len() as f32).sqrt();
            let sum: f32 = features.iter().map(|&feature| weights[feature as usize]).sum();
            let chance = 1.0 / (1.0 + (-(offset + sum * norm)).exp());
            let truth = if texts[*text].is_machine { 1.0 } else { 0.0 };
            let error = (chance - truth) * importance[at];
            for feature in features.iter().map(|&feature| feature as usize) {
                if is_known[feature] {
                    let slope = error * norm + DECAY * weights[feature];
                    history[feature] += slope * slope;
                    weights[feature] -= STEP * slope / history[feature].sqrt();
                }
            }
            offset_history += error * error;
            offset -= 0.1 * STEP * error / offset_history.sqrt();
        }
    }
    weights
}

/// How much each window counts; 1 on average.
fn importance(texts: &[Text], windows: &[&Window]) -> Vec<f32> {
    let mut sizes: BTreeMap<(bool, &str), f64> = BTreeMap::new();
    for window in windows {
        *sizes.entry(texts[window.text].key()).or_default() += 1.0;
    }
    let total = |is_machine: bool| -> f64 {
        sizes.iter().filter(|((is, _), _)| *is == is_machine).map(|(_, size)| size.sqrt()).sum()
    };
    let totals = [total(false), total(true)];
    let half = windows.len() as f64 / 2.0;
    let of = |window: &&Window| {
        let key = texts[window.text].key();
        (half / totals[usize::from(key.0)] / sizes[&key].sqrt()) as f32
    };
    windows.iter().map(of).collect()
}

/// Which features are in enough windows.
fn common(windows: &[&Window]) -> Vec<bool> {
    let mut counts = vec![0_u32; 1 << BITS];
    for feature in windows.iter().flat_map(|window| &window.features) {
        counts[*feature as usize] += 1;
    }
    counts.into_iter().map(|count| count >= LEAST_WINDOWS).collect()
}

/// Numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % limit as u64) as usize
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, self.below(last + 1));
        }
    }
}
