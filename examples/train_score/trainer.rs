//! Trains, measures and calibrates.

use super::calibrate::calibrate;
use super::corpus::Corpus;
use super::evaluate::{Measured, Sample, held_back, measure, measure_disguised, without_group};
use super::fit::{Window, fit, windows};
use anyhow::{Result, ensure};
use factlint::score::StyleModel;

/// A model, and what was measured on the way.
#[derive(Debug)]
pub(crate) struct Trained<'a> {
    pub(crate) corpus: &'a Corpus,
    /// Trained on everything.
    pub(crate) model: StyleModel,
    /// Every text, measured with models that saw nothing of its document and its family.
    pub(crate) measured: Measured,
    /// Every human text, measured with models that saw nothing of its group.
    pub(crate) unseen_groups: Vec<Sample>,
    /// Machine texts in disguise, and what it is.
    pub(crate) disguised: Vec<(&'static str, Vec<Sample>)>,
}

/// Trains on a corpus.
pub(crate) fn train(corpus: &Corpus) -> Result<Trained<'_>> {
    for (is_machine, name) in [(false, "people"), (true, "machines")] {
        let is_there = corpus.texts.iter().any(|text| text.is_machine == is_machine);
        ensure!(is_there, "there is no text by {name}");
    }
    let windows = windows(&corpus.texts);
    let all: Vec<&Window> = windows.iter().collect();
    let mut model = StyleModel::of_weights(&fit(&corpus.texts, &all));
    let models = held_back(corpus, &windows);
    let measured = measure(corpus, &models);
    model.calibration = calibrate(&corpus.texts, &measured);
    let disguised = vec![
        ("zero-width spaces in words", measure_disguised(corpus, &models, with_hidden)?),
        ("Cyrillic letters for Latin ones", measure_disguised(corpus, &models, with_lookalikes)?),
    ];
    let groups = without_group(corpus, &windows);
    let unseen_groups = groups.into_iter().flat_map(|(_, held)| measure(corpus, &[held]).samples);
    let unseen_groups = unseen_groups.filter(|sample| sample.window.is_none()).collect();
    Ok(Trained { corpus, model, measured, unseen_groups, disguised })
}

/// A text with a character that nobody sees after every third one.
fn with_hidden(text: &str) -> String {
    let characters = text.chars().enumerate();
    let disguised = characters.flat_map(|(at, c)| [Some(c), (at % 3 == 2).then_some('\u{200B}')]);
    disguised.flatten().collect()
}

/// A text with letters that only look like those of its words.
fn with_lookalikes(text: &str) -> String {
    let disguised = text.chars().map(|c| match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'c' => 'с',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'i' => 'і',
        other => other,
    });
    disguised.collect()
}
