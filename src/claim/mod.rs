//! What an article asserts, bound to the record it is about.
//!
//! Cues find assertions: patterns with a slot for the value and maybe one for the subject.
//! [`Mentions`] are the things of the packs that the article names or describes, and
//! [`Discourse`] decides which event a description such as "the attack" means. Where that is not
//! certain, a claim has no subject and stays unchecked.

mod age;
mod alias;
mod clause;
mod cue;
mod discourse;
mod figure;
mod mention;
mod standing;
mod timeline;
mod trigger;

pub use alias::{AliasIndex, Named};
pub use clause::clause;
pub use cue::CueIndex;
pub use discourse::{Discourse, QualifierWords};
pub use figure::{FigureIndex, FigureWords};
pub use mention::{Mention, MentionIndex, Mentions, Named as MentionedAs};
pub use standing::{Standing, StandingCues};
pub use trigger::TriggerIndex;

use crate::annotate::{Annotated, Meaning};
use crate::fact::{PropertyId, Subject};
use crate::text::TextSpan;
use crate::value::{Amount, ClockTime, DateMention, Duration, Quantity};
use std::ops::Range;

/// Something the article asserts that can be checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is about; none when that is not certain.
    pub subject: Option<Subject>,
    /// How it was found what it is about.
    pub binding: Binding,
    /// How the article names the subject, where the wording does.
    pub subject_span: Option<TextSpan>,
    /// What it says of the subject.
    pub property: PropertyId,
    /// The value it gives.
    pub value: ClaimValue,
    /// The value's tokens, by index.
    pub tokens: Range<usize>,
    /// The value with the words beside it that its wording spells: they take nothing back.
    pub meant: Range<usize>,
    /// The value's text.
    pub span: TextSpan,
    /// The sentence it stands in, by index.
    pub sentence: usize,
    /// Whether the article asserts it at all.
    pub standing: Standing,
}

impl Claim {
    /// Which of two readings of the same words comes first: the one whose wording names something
    /// that is not certain, then the one of a known subject, named before taken from the topic, then
    /// the one of none.
    fn doubt(&self) -> u8 {
        match (self.subject, self.subject_span, self.binding) {
            (None, Some(_), _) => 0,
            (Some(_), _, Binding::Named) => 1,
            (Some(_), _, Binding::Topic) => 2,
            (None, None, _) => 3,
        }
    }
}

/// How it was found what a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Its sentence names it.
    Named,
    /// It is what the paragraph or the article is about.
    Topic,
}

/// The value of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimValue {
    /// A number on its scale.
    Amount(Amount),
    /// A change in percent, less than nought for a loss.
    Change(Quantity),
    /// A date.
    Date(DateMention),
    /// A time of day.
    Time(ClockTime),
    /// Somebody's age in years.
    Age(f64),
    /// The time since the subject.
    Elapsed(Duration),
    /// Another event, before which the subject is told to come.
    Before(Subject),
    /// Another event, after which the subject is told to come.
    After(Subject),
    /// The subject is told of as still going on.
    Ongoing,
    /// A person is told to have held a post for so long.
    TenureOf(Duration),
    /// A person is told to have held a post since then.
    TenureFrom(DateMention),
    /// Words: the claim's tokens.
    Words,
}

/// The time of a claim told once more in another zone: "at 18:47 (17:47 GMT)".
fn in_brackets(annotated: &Annotated<'_>, claim: &Claim) -> Option<Claim> {
    let ClaimValue::Time(_) = &claim.value else { return None };
    let opens = annotated.tokens.get(claim.tokens.end)?;
    let at = claim.tokens.end + 1;
    let (found, time) = annotated.starting_at(at).find_map(|found| match &found.meaning {
        Meaning::Time(time) if !time.is_local() => Some((found, time)),
        _ => None,
    })?;
    (annotated.article.slice(opens.span()) == "(").then(|| Claim {
        value: ClaimValue::Time(time.clone()),
        tokens: found.tokens.clone(),
        meant: found.tokens.clone(),
        span: found.span,
        ..claim.clone()
    })
}

/// Finds every claim of an article, in order of position.
pub fn find_claims(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    discourse: &Discourse<'_>,
    (cues, figures): (&CueIndex, &FigureIndex),
    standing: &StandingCues,
) -> Vec<Claim> {
    let facts = discourse.facts();
    let mut claims = cue::claims(annotated, mentions, discourse, cues);
    claims.extend(figure::claims(annotated, mentions, discourse, figures));
    claims.extend(age::claims(annotated, mentions, facts));
    claims.extend(timeline::claims(annotated, mentions, discourse, cues));
    let converted: Vec<Claim> =
        claims.iter().filter_map(|claim| in_brackets(annotated, claim)).collect();
    claims.extend(converted);
    for claim in &mut claims {
        let property = facts.property(claim.property);
        let slots = cue::CueSlots::new(annotated, mentions, facts, property.kind(), cues);
        claim.standing = standing.of_value(annotated, claim, property, &slots);
    }
    claims.sort_by_key(|claim| (claim.span, claim.property, claim.doubt(), claim.subject));
    claims.dedup_by(|later, first| later.span == first.span && later.property == first.property);
    claims
}
