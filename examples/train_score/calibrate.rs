//! From margins to scores: Platt's method with a slope and an offset that follow the length.

use super::corpus::Text;
use super::evaluate::{Measured, Sample};
use factlint::score::{Calibration, StyleModel};
use std::collections::BTreeMap;

/// Terms of the logit: 1, length, margin, margin times length.
const TERMS: usize = 4;

/// How many steps Newton's method takes: it is there after a handful.
const STEPS: usize = 25;

/// Keeps the method from dividing by nothing when a few texts are told apart without a fault.
const RIDGE: f64 = 1e-2;

/// The share of texts that may have fewer known features than are asked for.
const UNKNOWN: f64 = 0.0005;

/// The share of short openings of human texts that may reach the threshold.
const SHORT_LIMIT: f64 = 0.01;

/// Makes scores of what was measured: 0.5 is as common among people as among machines, and less
/// for short texts. The
/// threshold is the least score that no group of people reaches more often than it may.
pub(crate) fn calibrate(texts: &[Text], measured: &Measured) -> Calibration {
    let samples: Vec<&Sample> = measured.samples.iter().collect();
    let terms = logit(texts, &samples);
    let mut calibration = Calibration {
        offset: [terms[0], terms[1]],
        slope: [terms[2], terms[3]],
        short: 0.0,
        spread: measured.spread,
        threshold: 1.0,
        known: least_known(&samples),
    };
    calibration.threshold = threshold(texts, &samples, &calibration);
    calibration.short = short(texts, &samples, &calibration);
    calibration
}

/// How far short openings of human texts, all groups together, exceed the threshold.
fn short(texts: &[Text], samples: &[&Sample], calibration: &Calibration) -> f64 {
    let is_meant = |sample: &&&Sample| {
        let text = &texts[sample.text];
        sample.window == Some(StyleModel::LEAST_WORDS) && !text.is_machine && text.limit < 1.0
    };
    let openings = samples.iter().filter(is_meant);
    let scores: Vec<f64> = openings.map(|sample| sample.score(calibration)).collect();
    let logit = |score: f64| (score / (1.0 - score)).ln();
    let reached = exceeded_by(&scores, SHORT_LIMIT).clamp(1e-4, 1.0 - 1e-4);
    (logit(reached) - logit(calibration.threshold)).max(0.0)
}

fn logit(texts: &[Text], samples: &[&Sample]) -> [f64; TERMS] {
    let counts = [false, true]
        .map(|is| samples.iter().filter(|s| texts[s.text].is_machine == is).count().max(1) as f64);
    let mut terms = [0.0; TERMS];
    for _ in 0..STEPS {
        let mut gradient = terms.map(|term| -RIDGE * term);
        let mut curvature = [[0.0; TERMS]; TERMS];
        (0..TERMS).for_each(|at| curvature[at][at] = RIDGE);
        for sample in samples {
            let length = Calibration::length(sample.words);
            let inputs = [1.0, length, sample.margin, sample.margin * length];
            let logit: f64 = inputs.iter().zip(&terms).map(|(a, b)| a * b).sum();
            let chance = 1.0 / (1.0 + (-logit).exp());
            let is_machine = texts[sample.text].is_machine;
            let weight = 100.0 / counts[usize::from(is_machine)];
            let error = f64::from(u8::from(is_machine)) - chance;
            for row in 0..TERMS {
                gradient[row] += weight * error * inputs[row];
                for column in 0..TERMS {
                    let bend = weight * chance * (1.0 - chance);
                    curvature[row][column] += bend * inputs[row] * inputs[column];
                }
            }
        }
        let step = solve(curvature, gradient);
        (0..TERMS).for_each(|at| terms[at] += step[at]);
    }
    terms
}

/// Solves a system of linear equations with a positive definite matrix.
fn solve(mut matrix: [[f64; TERMS]; TERMS], mut right: [f64; TERMS]) -> [f64; TERMS] {
    for pivot in 0..TERMS {
        for row in pivot + 1..TERMS {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let above = matrix[pivot];
            for (cell, above) in matrix[row].iter_mut().zip(above).skip(pivot) {
                *cell -= factor * above;
            }
            right[row] -= factor * right[pivot];
        }
    }
    for pivot in (0..TERMS).rev() {
        let rest: f64 = (pivot + 1..TERMS).map(|at| matrix[pivot][at] * right[at]).sum();
        right[pivot] = (right[pivot] - rest) / matrix[pivot][pivot];
    }
    right
}

fn least_known(samples: &[&Sample]) -> f64 {
    let mut known: Vec<f64> = samples.iter().map(|sample| sample.known).collect();
    known.sort_by(f64::total_cmp);
    let least = known.get((known.len() as f64 * UNKNOWN) as usize).copied().unwrap_or_default();
    (least * 100.0).floor() / 100.0
}

/// The worst group decides, whole texts counted.
fn threshold(texts: &[Text], samples: &[&Sample], calibration: &Calibration) -> f64 {
    let mut groups: BTreeMap<&str, (f64, Vec<f64>)> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| sample.window.is_none()) {
        let text = &texts[sample.text];
        if !text.is_machine && text.limit < 1.0 {
            let group = groups.entry(&text.group).or_insert((text.limit, Vec::new()));
            group.1.push(sample.score(calibration));
        }
    }
    let needed = groups.values().map(|(limit, scores)| exceeded_by(scores, *limit));
    // One step above the first score that is too many.
    ((needed.fold(0.5, f64::max) * 1e3).floor() + 1.0) / 1e3
}

/// The highest score that more than this share of the scores reach.
pub(crate) fn exceeded_by(scores: &[f64], share: f64) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted.get((sorted.len() as f64 * share) as usize).copied().unwrap_or_default()
}
