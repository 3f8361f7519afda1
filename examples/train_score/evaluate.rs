//! Measures texts with models that saw nothing of them.

use super::corpus::{Corpus, PARTS, Text};
use super::fit::{Window, fit};
use factlint::score::{Calibration, Margin, Prose, StyleModel};
use std::collections::BTreeSet;

/// The lengths, in words, that the openings of texts are measured at too.
pub(crate) const LENGTHS: [usize; 4] = [100, 150, 200, 300];

/// What was measured.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub(crate) samples: Vec<Sample>,
    /// See [`Calibration::spread`].
    pub(crate) spread: f64,
}

/// A text, or its opening, measured once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Which text it is.
    pub(crate) text: usize,
    pub(crate) margin: f64,
    pub(crate) words: usize,
    /// The share of features that the model knows.
    pub(crate) known: f64,
    /// How many words of its opening were read; none if all were.
    pub(crate) window: Option<usize>,
}

impl Sample {
    fn new(text: usize, margin: Margin, window: Option<usize>) -> Sample {
        let Margin { value, words, known } = margin;
        Sample { text, margin: value, words, known, window }
    }

    /// The score that its margin means.
    pub(crate) fn score(&self, calibration: &Calibration) -> f64 {
        calibration.score(self.margin, self.words).value
    }
}

/// A model for each part of the documents and each part of the families.
pub(crate) fn held_back(corpus: &Corpus, windows: &[Window]) -> Vec<HeldBack> {
    let families = corpus.families();
    let family = |text: &Text| families.get(text.family.as_str()).copied();
    let cells = (0..PARTS).flat_map(|part| (0..PARTS).map(move |side| (part, side)));
    let model = |(part, side)| {
        let is_seen = |text: &Text| text.part() != part && family(text) != Some(side);
        let seen: Vec<&Window> =
            windows.iter().filter(|window| is_seen(&corpus.texts[window.text])).collect();
        let is_held =
            |text: &Text| text.part() == part && family(text).is_none_or(|of_text| of_text == side);
        let texts = corpus.texts.iter().enumerate();
        HeldBack {
            model: StyleModel::of_weights(&fit(&corpus.texts, &seen)),
            texts: texts.filter(|(_, text)| is_held(text)).map(|(at, _)| at).collect(),
        }
    };
    cells.map(model).collect()
}

/// A model and the texts that it saw nothing of.
#[derive(Debug)]
pub(crate) struct HeldBack {
    pub(crate) model: StyleModel,
    pub(crate) texts: Vec<usize>,
}

/// Measures each text that is long enough, and its opening at some lengths.
pub(crate) fn measure(corpus: &Corpus, held_back: &[HeldBack]) -> Measured {
    let mut measured = Measured::default();
    let (mut squares, mut pairs) = (0.0, 0.0_f64);
    for HeldBack { model, texts } in held_back {
        let mut features = model.features();
        let mut margin =
            |prose: &Prose, from: usize, to: usize| model.margin(prose, from..to, &mut features);
        for &at in texts {
            let prose = &corpus.texts[at].prose;
            let words = prose.words();
            if words < StyleModel::LEAST_WORDS {
                continue;
            }
            measured.samples.push(Sample::new(at, margin(prose, 0, words), None));
            for length in LENGTHS.into_iter().filter(|&length| length < words) {
                let opening = margin(prose, 0, length);
                measured.samples.push(Sample::new(at, opening, Some(length)));
            }
            if words >= 2 * StyleModel::LEAST_WORDS {
                let half = (words / 2).min(StyleModel::WINDOW);
                let halves = [margin(prose, 0, half), margin(prose, half, 2 * half)];
                squares += (halves[0].value - halves[1].value).powi(2) / 2.0;
                pairs += 1.0;
            }
        }
    }
    measured.spread = (squares / pairs.max(1.0)).sqrt();
    measured
}

/// Measures texts that were changed by `disguise`.
pub(crate) fn measure_disguised(
    corpus: &Corpus,
    held_back: &[HeldBack],
    disguise: impl Fn(&str) -> String,
) -> anyhow::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for HeldBack { model, texts } in held_back {
        let mut features = model.features();
        for &at in texts.iter().filter(|&&at| corpus.texts[at].is_machine) {
            let prose = super::corpus::prose(&disguise(&corpus.texts[at].raw))?;
            let words = prose.words();
            if words >= StyleModel::LEAST_WORDS {
                samples.push(Sample::new(at, model.margin(&prose, 0..words, &mut features), None));
            }
        }
    }
    Ok(samples)
}

/// Models that saw no human text of one group and nothing made from them, and the texts of that
/// group.
pub(crate) fn without_group<'a>(
    corpus: &'a Corpus,
    windows: &[Window],
) -> Vec<(&'a str, HeldBack)> {
    let groups = corpus.groups().into_keys().filter(|(is_machine, _)| !is_machine);
    let model = |(_, group): (bool, &'a str)| {
        let is_of = |text: &Text| !text.is_machine && text.group == group;
        let documents: BTreeSet<&str> =
            corpus.texts.iter().filter(|text| is_of(text)).map(|text| &*text.document).collect();
        let is_seen = |text: &Text| !documents.contains(&*text.document);
        let seen: Vec<&Window> =
            windows.iter().filter(|window| is_seen(&corpus.texts[window.text])).collect();
        let texts = corpus.texts.iter().enumerate();
        let held_back = HeldBack {
            model: StyleModel::of_weights(&fit(&corpus.texts, &seen)),
            texts: texts.filter(|(_, text)| is_of(text)).map(|(at, _)| at).collect(),
        };
        (group, held_back)
    };
    groups.map(model).collect()
}
