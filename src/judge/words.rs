//! Words against what a record names, accepts and rejects.
//!
//! Words are refuted only by what the record expressly rejects: that two phrases differ proves
//! nothing.

use super::Bench;
use crate::annotate::{Annotated, Meaning};
use crate::claim::{Claim, ClaimValue};
use crate::fact::WordsTerm;
use crate::finding::Verdict;

/// Supported when the words name something the record accepts, refuted when they name only what
/// it rejects.
pub(super) fn compare(
    claim: &Claim,
    allowed: &[WordsTerm],
    rejects: &[WordsTerm],
    bench: &Bench<'_>,
) -> Verdict {
    let named = |term: &WordsTerm| names(claim, term, bench);
    if allowed.iter().any(named) {
        Verdict::Supported
    } else if rejects.iter().any(named) {
        Verdict::Refuted
    } else {
        Verdict::Unchecked
    }
}

/// Whether a claim says something in particular: a number, a date, a name. "Through back
/// channels" discloses nothing.
pub(super) fn is_specific(claim: &Claim, annotated: &Annotated<'_>) -> bool {
    if claim.value != ClaimValue::Words {
        return true;
    }
    let sentence_start = annotated.sentences[claim.sentence].tokens.start;
    let is_name = |at: usize| at != sentence_start && annotated.tokens[at].is_capitalised();
    let is_figure = annotated
        .within(claim.tokens.clone())
        .any(|found| !matches!(found.meaning, Meaning::Quote { .. }));
    is_figure || claim.tokens.clone().any(is_name)
}

fn names(claim: &Claim, term: &WordsTerm, bench: &Bench<'_>) -> bool {
    match term {
        WordsTerm::Entity(wanted) => {
            let mut named = bench.mentions.entities_within(claim.tokens.clone());
            named.any(|entity| entity == *wanted)
        }
        WordsTerm::Phrase(pattern) => pattern
            .find(&bench.annotated.tokens, claim.tokens.clone(), &())
            .is_some(),
    }
}
