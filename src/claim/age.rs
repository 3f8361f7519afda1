//! How old the article says people of the packs are: "Anna Lind, 34,", "34-year-old Anna Lind".

use super::mention::{Mention, Mentions, Named};
use super::standing::Standing;
use super::{Binding, Claim, ClaimValue};
use crate::annotate::{Annotated, Annotation, Meaning};
use crate::fact::{FactStore, Subject};
use crate::pack::fact_file::EntityKind;
use crate::value::TimeUnit;
use std::ops::Range;

/// How many tokens may part an age from the name after it: "the 34-year-old interior minister, …".
const LEAD: usize = 6;

/// How many tokens after a name may lead to an age: "who is 34", "turned 34", "aged 34".
const FOLLOW: usize = 3;

/// The class of words that lead to an age after a name and a comma: "who is 34", "a 34-year-old".
const LEADS: &str = "age_lead";

/// The ages of people, in years.
const YEARS: Range<f64> = 1.0..111.0;

/// The ages that an article gives to people whose birth or age is on record.
pub(super) fn claims(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    facts: &FactStore,
) -> Vec<Claim> {
    let known = [facts.property_id("born"), facts.property_id("age")];
    let Some(property) = known[1] else { return Vec::new() };
    let mut claims = Vec::new();
    for mention in mentions.all() {
        let Named::Entity(entities) = &mention.named else { continue };
        let [entity] = entities.as_slice() else { continue };
        let subject = Subject::Entity(*entity);
        let is_known = known.iter().flatten().any(|&known| facts.fact(subject, known).is_some());
        if !is_known || facts.entity(*entity).kind != EntityKind::Person {
            continue;
        }
        let Some((found, years)) = age_beside(annotated, mentions, mention) else { continue };
        claims.push(Claim {
            subject: Some(subject),
            binding: Binding::Named,
            subject_span: Some(annotated.span_of(mention.tokens.clone())),
            property,
            value: ClaimValue::Age(years),
            tokens: found.tokens.clone(),
            meant: found.tokens.clone(),
            span: found.span,
            sentence: mention.sentence,
            standing: Standing::Asserted,
        });
    }
    claims
}

fn age_beside<'a>(
    annotated: &'a Annotated<'_>,
    mentions: &Mentions,
    mention: &Mention,
) -> Option<(&'a Annotation, f64)> {
    let sentence = annotated.sentences[mention.sentence].tokens.clone();
    let word = |at: usize| {
        (at < sentence.end).then(|| annotated.article.slice(annotated.tokens[at].span()))
    };
    let end = mention.tokens.end;
    if word(end) == Some(",") {
        let leads = annotated.language.classes.get(LEADS);
        let lead = (end + 1..=end + FOLLOW).take_while(|&at| {
            leads.is_some_and(|leads| leads.iter().any(|lead| word(at) == Some(lead.as_str())))
        });
        let start = end + 1 + lead.count();
        let found = annotated.starting_at(start).find_map(|found| Some((found, years(found)?)));
        let closed = |found: &Annotation| {
            matches!(found.meaning, Meaning::Age(_))
                || matches!(word(found.tokens.end), None | Some("," | "." | ";" | ")"))
        };
        if let Some(found) = found.filter(|(found, _)| closed(found)) {
            return Some(found);
        }
    }
    // "Ana Mirzeli is eleven."
    let is_copula = |at: usize| at < sentence.end && annotated.is_copula(annotated.tokens[at].word);
    if is_copula(end) {
        let found = annotated.starting_at(end + 1).find_map(|found| Some((found, years(found)?)));
        let closed = |found: &Annotation| {
            matches!(word(found.tokens.end), None | Some("," | "." | ";" | "and"))
        };
        if let Some(found) = found.filter(|(found, _)| closed(found)) {
            return Some(found);
        }
    }
    let is_age = |found: &&Annotation| matches!(found.meaning, Meaning::Age(_));
    let after = annotated.within(end..sentence.end.min(end + FOLLOW + 3)).find(is_age);
    let after = after.filter(|found| found.tokens.start - end <= FOLLOW);
    let from = mention.tokens.start.saturating_sub(LEAD + 5).max(sentence.start);
    let before = annotated.within(from..mention.tokens.start).filter(is_age).last();
    let before = before.filter(|found| {
        let between = found.tokens.end..mention.tokens.start;
        between.len() <= LEAD
            && mentions.within(between.clone()).next().is_none()
            && annotated.names_within(between).next().is_none()
    });
    let found = after.or(before)?;
    Some((found, years(found)?))
}

fn years(found: &Annotation) -> Option<f64> {
    let amount = match &found.meaning {
        Meaning::Number(amount) => amount,
        Meaning::Age(length) if length.unit == TimeUnit::Year => &length.amount,
        _ => return None,
    };
    let is_whole = amount.stated.fract() == 0.0 && amount.modifier.is_none();
    (is_whole && YEARS.contains(&amount.stated)).then_some(amount.stated)
}
