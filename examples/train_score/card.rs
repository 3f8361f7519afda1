//! The tables of the model card.

use super::calibrate::exceeded_by;
use super::corpus::{Corpus, Text};
use super::evaluate::{LENGTHS, Sample};
use super::trainer::Trained;
use factlint::score::{Calibration, StyleModel};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Everything that was measured, as Markdown.
pub(crate) fn figures(trained: &Trained<'_>) -> String {
    let sections = [
        summary(trained),
        people(trained),
        machines(trained),
        families(trained),
        lengths(trained),
        disguises(trained),
    ];
    sections.join("\n")
}

/// Scores of whole texts by a key, in order.
type Scores<K> = BTreeMap<K, Vec<f64>>;

impl<'a> Trained<'a> {
    fn calibration(&self) -> &Calibration {
        &self.model.calibration
    }

    fn text(&self, sample: &Sample) -> &'a Text {
        &self.corpus.texts[sample.text]
    }

    fn scores<K: Ord>(
        &self,
        samples: &[Sample],
        key: impl Fn(&'a Text, &Sample) -> Option<K>,
    ) -> Scores<K> {
        let mut scores = Scores::new();
        for sample in samples {
            if let Some(key) = key(self.text(sample), sample) {
                scores.entry(key).or_default().push(sample.score(self.calibration()));
            }
        }
        scores
    }

    fn threshold(&self) -> f64 {
        self.calibration().threshold
    }
}

fn summary(trained: &Trained<'_>) -> String {
    let Corpus { texts } = trained.corpus;
    let machines = texts.iter().filter(|text| text.is_machine).count();
    let known: Vec<f64> = trained.measured.samples.iter().map(|sample| sample.known).collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    format!(
        "{} texts of people and {machines} of machines. Threshold {:.3}; spread of margins {:.3}. Texts of which less than {:.0} % of the features are known get no score; the mean is {:.0} %.\n",
        texts.len() - machines,
        trained.threshold(),
        trained.calibration().spread,
        trained.calibration().known * 100.0,
        mean * 100.0,
    )
}

fn people(trained: &Trained<'_>) -> String {
    let by_group = |text: &'_ Text, sample: &Sample| {
        (!text.is_machine && sample.window.is_none()).then(|| text.group.clone())
    };
    let seen = trained.scores(&trained.measured.samples, by_group);
    let unseen = trained.scores(&trained.unseen_groups, by_group);
    let largest = seen.values().max_by_key(|scores| scores.len());
    let naive = largest.map_or(1.0, |scores| exceeded_by(scores, 0.01));
    let limits: BTreeMap<&str, f64> =
        trained.corpus.texts.iter().map(|text| (text.group.as_str(), text.limit)).collect();
    let mut table = format!(
        "| people | texts | reach the threshold | score that 1 % reach | the same, if no text of the group was learned from | reach {naive:.3}, which 1 % of the largest group reach |\n|---|---|---|---|---|---|\n"
    );
    for (group, scores) in &seen {
        let texts = unseen.get(group).map_or(0, Vec::len);
        let outside = if limits[group.as_str()] < 1.0 { "" } else { " (no news)" };
        let _ = writeln!(
            table,
            "| {group}{outside} | {texts} | {} | {:.3} | {} | {} |",
            percent(reach(scores, trained.threshold())),
            exceeded_by(scores, 0.01),
            unseen
                .get(group)
                .map_or_else(String::new, |scores| percent(reach(scores, trained.threshold()))),
            percent(reach(scores, naive + 1e-9)),
        );
    }
    table
}

fn machines(trained: &Trained<'_>) -> String {
    let scores = trained.scores(&trained.measured.samples, |text, sample| {
        (text.is_machine && sample.window.is_none()).then(|| text.group.clone())
    });
    let mut table = String::from(
        "| machines | texts | reach the threshold | found at 1 % false positives among the human texts they were made from |\n|---|---|---|---|\n",
    );
    for (group, found) in &scores {
        let paired = paired(trained, group).map(|human| {
            let limit = exceeded_by(&human, 0.01);
            format!("{:.3} ({} human texts)", share(found, |score| score > limit), human.len())
        });
        let _ = writeln!(
            table,
            "| {group} | {} | {:.3} | {} |",
            found.len(),
            reach(found, trained.threshold()),
            paired.unwrap_or_default(),
        );
    }
    table
}

/// The scores of the human texts that share documents with a group of machine texts, one a text.
fn paired(trained: &Trained<'_>, group: &str) -> Option<Vec<f64>> {
    let documents: BTreeSet<&str> = trained
        .corpus
        .texts
        .iter()
        .filter(|text| text.is_machine && text.group == group)
        .map(|text| text.document.as_str())
        .collect();
    let by_text = trained.scores(&trained.measured.samples, |text, sample| {
        (!text.is_machine && sample.window.is_none() && documents.contains(text.document.as_str()))
            .then_some(sample.text)
    });
    let means: Vec<f64> =
        by_text.values().map(|scores| scores.iter().sum::<f64>() / scores.len() as f64).collect();
    (means.len() >= 20).then_some(means)
}

fn families(trained: &Trained<'_>) -> String {
    let scores = trained.scores(&trained.measured.samples, |text, sample| {
        (text.is_machine && sample.window.is_none()).then(|| text.family.clone())
    });
    let mut table = String::from(
        "| family, never learned from | texts | reach the threshold |\n|---|---|---|\n",
    );
    for (family, found) in &scores {
        let _ = writeln!(
            table,
            "| {family} | {} | {:.3} |",
            found.len(),
            reach(found, trained.threshold())
        );
    }
    table
}

/// Openings of the texts that are long enough for all the lengths, so that only length differs.
fn lengths(trained: &Trained<'_>) -> String {
    let longest = LENGTHS[LENGTHS.len() - 1];
    let scores = trained.scores(&trained.measured.samples, |text, sample| {
        let is_news = text.is_machine || text.limit < 1.0;
        let window = sample.window.filter(|_| text.prose.words() > longest && is_news);
        window.map(|window| (window, text.is_machine))
    });
    let mut table = format!(
        "| words, of texts of more than {longest} | people who reach the threshold | machines |\n|---|---|---|\n"
    );
    for length in LENGTHS {
        let of = |is_machine| {
            scores.get(&(length, is_machine)).map_or(0.0, |found| reach(found, trained.threshold()))
        };
        let _ = writeln!(table, "| {length} | {} | {:.3} |", percent(of(false)), of(true));
    }
    table
}

fn disguises(trained: &Trained<'_>) -> String {
    let plain = |samples: &[Sample]| {
        let found = trained.scores(samples, |text, sample| {
            (text.is_machine && sample.window.is_none()).then_some(())
        });
        found.get(&()).map_or(0.0, |found| reach(found, trained.threshold()))
    };
    let mut table = format!(
        "| machine texts of {} words and more | reach the threshold |\n|---|---|\n| as they are | {:.3} |\n",
        StyleModel::LEAST_WORDS,
        plain(&trained.measured.samples)
    );
    for (name, samples) in &trained.disguised {
        let _ = writeln!(table, "| with {name} | {:.3} |", plain(samples));
    }
    table
}

fn reach(scores: &[f64], threshold: f64) -> f64 {
    share(scores, |score| score >= threshold)
}

fn share(scores: &[f64], is_counted: impl Fn(f64) -> bool) -> f64 {
    scores.iter().filter(|&&score| is_counted(score)).count() as f64 / scores.len().max(1) as f64
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
