//! Figures that changed places: the source has both, in the same sentence, each of the other thing.

use super::case::{Case, Match, is_same};
use super::figure::Figure;

/// How much more the words around a figure must be like those around the other one's.
const CLEARLY: f32 = 0.04;

/// A figure of the article with its case and everything it was compared with.
#[derive(Clone, Copy)]
pub(super) struct Looked<'c, 'a> {
    pub(super) figure: &'c Figure,
    pub(super) case: &'c Case<'a>,
    pub(super) found: &'c [Match<'a>],
}

/// For each figure, in order: the figure of the source that stands where it should, if it changed
/// places with another one of its sentence.
pub(super) fn find<'a>(looked: &[Looked<'_, 'a>]) -> Vec<Option<Match<'a>>> {
    let mut right = vec![None; looked.len()];
    for (at, one) in looked.iter().enumerate() {
        let rest = looked[at + 1..].iter();
        let beside = rest.take_while(|other| other.figure.sentence == one.figure.sentence);
        for (step, other) in beside.enumerate() {
            if let Some((ours, theirs)) = swapped(one, other) {
                right[at] = Some(ours);
                right[at + 1 + step] = Some(theirs);
            }
        }
    }
    right
}

fn swapped<'a>(one: &Looked<'_, 'a>, other: &Looked<'_, 'a>) -> Option<(Match<'a>, Match<'a>)> {
    let (ours, theirs) = (one.agreed()?, other.agreed()?);
    if !is_same(ours.place(), theirs.place()) || one.figure.value == other.figure.value {
        return None;
    }
    Some((one.rather(ours, theirs)?, other.rather(theirs, ours)?))
}

impl<'a> Looked<'_, 'a> {
    fn agreed(&self) -> Option<&Match<'a>> {
        self.case.agrees.as_ref().map(|(_, found)| found)
    }

    /// The comparison with the `other` figure, if that is clearly the closer one.
    fn rather(&self, agreed: &Match<'a>, other: &Match<'a>) -> Option<Match<'a>> {
        let is_other = |found: &&Match<'a>| std::ptr::eq(found.figure, other.figure);
        let found = self.found.iter().find(is_other)?;
        let gain = found.bond.likeness - agreed.bond.likeness;
        let is_liker = gain > CLEARLY && found.bond.beside >= agreed.bond.beside;
        (is_liker || found.bond.beside > agreed.bond.beside).then_some(*found)
    }
}
