//! Whom a verb is told of: a claim about one is not repeated by what a sentence says of another.

use super::alignment::{Aligner, Concept, Part, Said, Statement, Wording};
use super::meaning::Root;

/// Somebody, and the verb whose subject that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Predicate {
    pub(super) subject: Concept,
    pub(super) verb: Root,
    pub(super) voice: Voice,
}

/// Whether a form of a verb has its subject do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// "declared"
    Active,
    /// "was declared"
    Passive,
}

/// A form of a verb that tells what happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// Its token.
    pub(super) at: usize,
    pub(super) root: Root,
    pub(super) voice: Voice,
}

impl Aligner<'_> {
    /// Whether the verb is told of the subject that it has in the wording: "Rook was declared
    /// the winner, ahead of her rival Imhof" is not about Imhof.
    pub(super) fn is_subject(&self, wording: &Wording, statement: &Statement<'_>) -> bool {
        let is_place =
            |subject: Concept| matches!(subject, Concept::Entity(place) if (self.is_place)(place));
        let predicate = wording.predicate.filter(|predicate| !is_place(predicate.subject));
        let Some(Predicate { subject, verb, voice }) = predicate else { return true };
        let mentions = || statement.said.iter().filter(move |said| said.concept == subject);
        let told =
            || statement.verbs.iter().filter(move |one| self.meanings.are_alike(one.root, verb));
        let is_other = |said: &Said| {
            let is_name = match said.concept {
                Concept::Entity(entity) => !(self.is_place)(entity),
                Concept::Name(_) => true,
                _ => false,
            };
            is_name && said.part == Part::Plain && !wording.essentials.contains(&said.concept)
        };
        let leads = |mention: &Said, verb: &Verb| {
            let between = mention.tokens.end.min(verb.at)..verb.at;
            let mut others = statement.said.iter().filter(|said| is_other(said));
            mention.tokens.start < verb.at
                && !others.any(|said| between.contains(&said.tokens.start))
        };
        if mentions().next().is_none() || told().next().is_none() {
            return true;
        }
        // "The board declared Imhof elected" has him behind the verb, as has "was opened by Imhof".
        let follows = |mention: &Said, verb: &Verb| {
            let may_follow = verb.voice != voice || mention.part == Part::Agent;
            may_follow && mention.tokens.start > verb.at
        };
        let is_pronoun = |at: usize| statement.pronouns.contains(&at);
        told().any(|verb| {
            let stands_for = verb.at.checked_sub(1).is_some_and(is_pronoun);
            stands_for || mentions().any(|one| leads(one, verb) || follows(one, verb))
        })
    }
}
