//! Two runs of words side by side: what they have in common in one order, and what not.

use super::word::Word;
use std::ops::Range;

/// How two runs of words go together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// What stands in both, by index into each, in order.
    pub same: Vec<(Range<usize>, Range<usize>)>,
}

/// What one run has instead of what the other has; either side may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The words of the first.
    pub ours: Range<usize>,
    /// The words of the second.
    pub theirs: Range<usize>,
}

impl Alignment {
    /// Aligns two runs so that as many words as possible stand in both.
    pub fn of(ours: &[Word], theirs: &[Word]) -> Alignment {
        let table = Table::fill(ours, theirs);
        let (mut i, mut j) = (0, 0);
        let mut same: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        while i < ours.len() && j < theirs.len() {
            let step = table.step(ours, theirs, i, j);
            if let Some((a, b)) = step.pair {
                same.push((i..i + a, j..j + b));
            }
            i += step.ours;
            j += step.theirs;
        }
        Alignment { same }
    }

    /// How many of the first run's words stand in both, those that weigh nothing aside.
    pub fn common(&self, ours: &[Word]) -> usize {
        self.covered().filter(|&at| !ours[at].is_light).count()
    }

    /// The words of the first run that stand in both, by index.
    pub fn covered(&self) -> impl Iterator<Item = usize> {
        self.same.iter().flat_map(|(ours, _)| ours.clone())
    }

    /// The stretch of the second run from the first to the last word in common.
    pub fn theirs(&self) -> Option<Range<usize>> {
        let (first, last) = (self.same.first()?, self.same.last()?);
        Some(first.1.start..last.1.end)
    }

    /// What differs, up to the ends of `ours` and of the words in common of `theirs`.
    pub fn changes(&self, ours: &[Word], theirs: &[Word]) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut from = (0, self.theirs().map_or(0, |range| range.start));
        let end = self.theirs().map_or(0, |range| range.end);
        let last = (ours.len()..ours.len(), end..end);
        for (ours_same, theirs_same) in self.same.iter().chain([&last]) {
            let change =
                Change { ours: from.0..ours_same.start, theirs: from.1..theirs_same.start };
            let tells = ours[change.ours.clone()]
                .iter()
                .chain(&theirs[change.theirs.clone()])
                .any(|word| !word.is_light);
            if tells {
                changes.push(change);
            }
            from = (ours_same.end, theirs_same.end);
        }
        changes
    }
}

/// How far one step of an alignment goes in each run, and what it pairs.
struct Step {
    ours: usize,
    theirs: usize,
    pair: Option<(usize, usize)>,
}

/// The most words in common from each pair of places on.
struct Table {
    width: usize,
    best: Vec<u16>,
}

impl Table {
    fn fill(ours: &[Word], theirs: &[Word]) -> Table {
        let width = theirs.len() + 1;
        let mut table = Table { width, best: vec![0; (ours.len() + 1) * width] };
        for i in (0..ours.len()).rev() {
            for j in (0..theirs.len()).rev() {
                let paired =
                    pairs(ours, theirs, i, j).map(|(a, b)| table.at(i + a, j + b) + a as u16).max();
                table.best[i * width + j] =
                    paired.unwrap_or(0).max(table.at(i + 1, j)).max(table.at(i, j + 1));
            }
        }
        table
    }

    fn at(&self, i: usize, j: usize) -> u16 {
        self.best[i * self.width + j]
    }

    /// The next step of the best alignment: a pair where one keeps it best.
    fn step(&self, ours: &[Word], theirs: &[Word], i: usize, j: usize) -> Step {
        let best = self.at(i, j);
        let pair =
            pairs(ours, theirs, i, j).find(|&(a, b)| self.at(i + a, j + b) + a as u16 == best);
        match pair {
            Some((a, b)) => Step { ours: a, theirs: b, pair },
            None if self.at(i + 1, j) == best => Step { ours: 1, theirs: 0, pair: None },
            None => Step { ours: 0, theirs: 1, pair: None },
        }
    }
}

/// How many words of each run make the same word there: one and one, or two written as one.
pub(super) fn pairs(
    ours: &[Word],
    theirs: &[Word],
    i: usize,
    j: usize,
) -> impl Iterator<Item = (usize, usize)> {
    let (one, other) = (&ours[i], &theirs[j]);
    let two = |words: &[Word], at: usize| at + 1 < words.len();
    [
        (one.form == other.form, (1, 1)),
        (two(ours, i) && one.joined == other.form, (2, 1)),
        (two(theirs, j) && one.form == other.joined, (1, 2)),
    ]
    .into_iter()
    .filter_map(|(is_same, lengths)| is_same.then_some(lengths))
}
