//! Words against what a record names, accepts and rejects.
//!
//! Words are refuted only by what the record expressly rejects: that two phrases differ proves
//! nothing.

use super::Bench;
use crate::annotate::Meaning;
use crate::claim::{Claim, ClaimValue, MentionedAs};
use crate::fact::{Subject, WordsTerm};
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
/// The parties themselves are no news: that Washington's warning came from Washington is known.
pub(super) fn is_specific(claim: &Claim, bench: &Bench<'_>) -> bool {
    let annotated = bench.annotated;
    let parties = match claim.subject {
        Some(Subject::Event(event)) => bench.facts.parties(event),
        _ => Vec::new(),
    };
    let own: Vec<usize> = bench
        .mentions
        .within(claim.tokens.clone())
        .filter(|mention| match &mention.named {
            MentionedAs::Entity(entities) => entities.iter().any(|entity| parties.contains(entity)),
            _ => false,
        })
        .flat_map(|mention| mention.tokens.clone())
        .collect();
    if claim.value != ClaimValue::Words {
        return true;
    }
    let sentence_start = annotated.sentences[claim.sentence].tokens.start;
    let is_own = |at: usize| own.contains(&at);
    let is_name =
        |at: usize| at != sentence_start && annotated.tokens[at].is_capitalised() && !is_own(at);
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
        WordsTerm::Phrase(pattern) => {
            pattern.find(&bench.annotated.tokens, claim.tokens.clone(), &()).is_some()
        }
    }
}
