//! Names that mean two things, or anything, or are right and listed as wrong.

use super::records::{Records, Thing};
use super::{Remark, Words};
use crate::finding::Severity;
use crate::language::{Case, NamePart, Token, TokenKind, fold, tokenize};
use crate::pack::Place;
use crate::text::TextSpan;
use std::collections::BTreeMap;

pub(super) fn review(records: &Records<'_>, words: Words<'_>, remarks: &mut Vec<Remark>) {
    ambiguous(records, remarks);
    for thing in records.things() {
        for (alias, place) in thing.names().skip(1) {
            remarks.extend(common(thing, alias, place, words));
        }
    }
    misspelt(records, remarks);
}

/// Names that two records bear: an article that uses one names neither for certain.
fn ambiguous(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    let mut bearers: BTreeMap<String, (Thing<'_>, Place<'_>)> = BTreeMap::new();
    for thing in records.things() {
        for (name, place) in thing.names() {
            let key = fold(name);
            let Some((bearer, first)) = bearers.get(&*key) else {
                bearers.insert(key.into_owned(), (thing, place));
                continue;
            };
            if (bearer.kind, bearer.id) != (thing.kind, thing.id) {
                let (one, other) = told_apart(thing, *bearer);
                let message = format!("“{name}” is a name of {one} and of {other}");
                let help = format!(
                    "an article that uses it names neither for certain; keep it for one of them (the \
                     other is at {})",
                    first.address()
                );
                let remark = Remark::new("ambiguous-name", Severity::Warning, place, message);
                remarks.push(remark.help(help));
            }
        }
    }
}

/// Two things by their names, or by their ids where the names are one.
fn told_apart<'a>(one: Thing<'a>, other: Thing<'a>) -> (&'a str, &'a str) {
    if one.name == other.name { (one.id, other.id) } else { (one.name, other.name) }
}

/// An alias of which every word may mean anything.
fn common(thing: Thing<'_>, alias: &str, place: Place<'_>, words: Words<'_>) -> Option<Remark> {
    let mut tokens = Vec::new();
    tokenize(alias, TextSpan::new(0, alias.len()), words.vocabulary, &mut tokens);
    let all_common = !tokens.is_empty() && tokens.iter().all(|token| is_common(token, words));
    if !all_common {
        return None;
    }
    // A name that must stand with a capital means other things at the start of a sentence only.
    let has_capital = tokens.iter().any(|token| token.kind != TokenKind::Word(Case::Lower));
    let severity = match (has_capital, tokens.len()) {
        (false, 1) => Severity::Warning,
        (false, _) | (true, 1) => Severity::Info,
        (true, _) => return None,
    };
    let help = match thing.kind {
        None => "an alias means its event wherever it stands: move it to `described_as`",
        Some(_) => "take a longer name",
    };
    let message = format!("the alias “{alias}” of {} means other things too", thing.name);
    Some(Remark::new("common-alias", severity, place, message).help(help))
}

/// Capitals throughout make a name of any word: "US", "WHO".
fn is_common(token: &Token, words: Words<'_>) -> bool {
    matches!(token.kind, TokenKind::Word(Case::Lower | Case::Title))
        && words.language.names.parts(token.word).has(NamePart::Common)
}

/// Spellings listed as wrong that are somebody's right name.
fn misspelt(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    let mut right: BTreeMap<String, (Thing<'_>, Place<'_>)> = BTreeMap::new();
    for entity in records.entities() {
        for (name, place) in entity.names() {
            right.entry(name.to_lowercase()).or_insert((entity, place));
        }
    }
    for (entity, place) in records.of("entity", |file| &file.entity) {
        for (at, wrong) in entity.misspellings.iter().enumerate() {
            if let Some((bearer, at_right)) = right.get(&wrong.to_lowercase()) {
                let place = place.key("misspellings").item(at);
                let message = format!(
                    "“{wrong}” is listed as a misspelling of {} and is a right name of {}",
                    entity.name, bearer.name
                );
                let help = format!("remove it here, or at {}", at_right.address());
                let remark = Remark::new("right-misspelling", Severity::Error, place, message);
                remarks.push(remark.help(help));
            }
        }
    }
}
