//! Names that are not read as such: abbreviations, species, and what stands before its own noun.

use super::{NameSpelling, is_form, spelt_otherwise};
use crate::annotate::Annotated;
use crate::check::Hit;
use crate::language::{Case, NameKind, NamePart, TokenKind, fold};
use std::collections::BTreeMap;
use std::ops::Range;

/// The shortest word whose spelling can vary by a letter.
const SHORT: usize = 6;

/// The shortest epithet of a species.
const EPITHET: usize = 5;

/// How many names of a kind are compared.
const FEW: usize = 24;

/// Names of one head that are a slip apart.
pub(super) fn find(check: &NameSpelling, annotated: &Annotated<'_>) -> Vec<Hit> {
    let mut groups: BTreeMap<String, Vec<Form>> = BTreeMap::new();
    for at in 0..annotated.tokens.len() {
        let form = abbreviation(annotated, at)
            .or_else(|| species(check, annotated, at))
            .or_else(|| headed(annotated, at));
        let Some((key, form)) = form else { continue };
        let group = groups.entry(key).or_default();
        match group.iter().position(|known| known.word == form.word) {
            Some(known) => group[known].is_introduced |= form.is_introduced,
            None if group.len() < FEW => group.push(form),
            None => {}
        }
    }
    groups.values().flat_map(|group| slips(check, annotated, group)).collect()
}

/// A word that names something, with the whole of its name.
struct Form {
    word: String,
    tokens: Range<usize>,
    kind: FormKind,
    is_introduced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FormKind {
    /// "(WFC)", and "the WCF" further down.
    Abbreviation,
    /// "Lathromeris amarae"
    Species,
    /// "the Grossalm pass"
    Headed,
}

fn abbreviation(annotated: &Annotated<'_>, at: usize) -> Option<(String, Form)> {
    let token = annotated.tokens[at];
    let text = annotated.article.slice(token.span());
    let is_one = token.kind == TokenKind::Word(Case::Upper)
        && text.len() > 2
        && text.bytes().all(|byte| byte.is_ascii_uppercase())
        && !token.word.is_known();
    if !is_one {
        return None;
    }
    let is_mark = |at: Option<usize>, mark: &str| {
        at.and_then(|at| annotated.tokens.get(at))
            .is_some_and(|token| annotated.article.slice(token.span()) == mark)
    };
    let is_introduced = is_mark(at.checked_sub(1), "(") && is_mark(Some(at + 1), ")");
    let form = Form {
        word: text.to_owned(),
        tokens: at..at + 1,
        kind: FormKind::Abbreviation,
        is_introduced,
    };
    Some(("()".to_owned(), form))
}

fn species(check: &NameSpelling, annotated: &Annotated<'_>, at: usize) -> Option<(String, Form)> {
    let (genus, epithet) = (annotated.tokens[at], *annotated.tokens.get(at + 1)?);
    let word = annotated.article.slice(epithet.span());
    let is_one = genus.kind == TokenKind::Word(Case::Title)
        && epithet.kind == TokenKind::Word(Case::Lower)
        && word.len() >= EPITHET
        && check.latin.iter().any(|ending| word.ends_with(ending.as_str()))
        && !epithet.word.is_known()
        && !annotated.language.names.parts(genus.word).has(NamePart::Common);
    if !is_one {
        return None;
    }
    let form = Form {
        word: word.to_owned(),
        tokens: at..at + 2,
        kind: FormKind::Species,
        is_introduced: true,
    };
    Some((format!("{}.", annotated.article.slice(genus.span())), form))
}

fn headed(annotated: &Annotated<'_>, at: usize) -> Option<(String, Form)> {
    let (name, head) = (annotated.tokens[at], *annotated.tokens.get(at + 1)?);
    let parts = || annotated.language.names.parts(head.word);
    let is_one = name.kind == TokenKind::Word(Case::Title)
        && head.kind == TokenKind::Word(Case::Lower)
        && (parts().has(NamePart::PlaceEnd) || parts().has(NamePart::Organisation))
        && name.span().len() >= SHORT
        && !annotated.language.names.parts(name.word).has(NamePart::Common)
        && annotated.name_at(at).is_some_and(|name| name.kind != NameKind::Demonym)
        && !annotated.language.is_function_word(&name);
    if !is_one {
        return None;
    }
    let form = Form {
        word: fold(annotated.article.slice(name.span())).into_owned(),
        tokens: at..at + 2,
        kind: FormKind::Headed,
        is_introduced: true,
    };
    Some((fold(annotated.article.slice(head.span())).into_owned(), form))
}

/// Each form that is a slip off from one before it.
fn slips(check: &NameSpelling, annotated: &Annotated<'_>, group: &[Form]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, form) in group.iter().enumerate() {
        let mut meant = group[..at].iter().filter(|known| is_slip(known, form));
        let Some(known) = meant.next().filter(|_| meant.next().is_none()) else { continue };
        let sentence = |form: &Form| annotated.sentence_at(form.tokens.start);
        if sentence(known) != sentence(form) && !check.is_told_apart_at(annotated, &form.tokens) {
            let span = |form: &Form| annotated.span_of(form.tokens.clone());
            hits.push(spelt_otherwise(annotated, span(form), span(known)));
        }
    }
    hits
}

fn is_slip(known: &Form, form: &Form) -> bool {
    let (a, b) = (known.word.as_str(), form.word.as_str());
    let apart = strsim::osa_distance(a, b);
    match form.kind {
        FormKind::Abbreviation => {
            let letters = |word: &str| {
                let mut letters: Vec<u8> = word.bytes().collect();
                letters.sort_unstable();
                letters
            };
            known.is_introduced && !form.is_introduced && a != b && letters(a) == letters(b)
        }
        FormKind::Species => apart <= 2 && !is_form(a, b),
        FormKind::Headed => apart == 1 && !is_form(a, b) && a.chars().next() == b.chars().next(),
    }
}
