//! How old the article says somebody is.

use super::passage::Passage;
use crate::annotate::{Annotation, Meaning};
use crate::language::Function;
use crate::value::{Quantity, TimeUnit};
use std::ops::Range;

/// How many tokens may part an age from the name after it: "a 19-year-old student, Tom Barrow".
const NAME_REACH: usize = 4;

/// How many tokens an age may take that opens a sentence: "Six-year-old Noor".
const OPENING: usize = 5;

/// How many words a name may have.
const NAME: usize = 4;

/// The ages of people, in years.
const YEARS: std::ops::Range<f64> = 1.0..111.0;

/// A person's age as a passage gives it.
#[derive(Clone, Debug)]
pub struct Age<'a> {
    /// Where it stands.
    pub passage: Passage<'a>,
    /// The age's tokens, by index.
    pub tokens: Range<usize>,
    /// The person's name, word by word.
    pub name: Vec<String>,
    /// The years.
    pub years: f64,
}

/// The ages that a passage gives to people it names.
pub fn ages(passage: Passage<'_>) -> Vec<Age<'_>> {
    let found = passage.annotated.within(passage.tokens());
    let told = found.filter(|found| !passage.annotated.is_quoted(&found.tokens));
    told.filter_map(|found| age(passage, found)).collect()
}

fn age<'a>(passage: Passage<'a>, found: &Annotation) -> Option<Age<'a>> {
    let years = years(&found.meaning)?;
    let tokens = found.tokens.clone();
    let beside = name_between_commas(&passage, &tokens).or_else(|| name_that_is(&passage, &tokens));
    let name = match found.meaning {
        Meaning::Age(_) => beside.or_else(|| name_after(&passage, tokens.end)),
        _ => beside,
    }?;
    let name = name.map(|at| passage.word(at).to_owned()).collect();
    Some(Age { passage, tokens, name, years })
}

fn years(meaning: &Meaning) -> Option<f64> {
    let amount: Quantity = match meaning {
        Meaning::Number(amount) => *amount,
        Meaning::Age(length) if length.unit == TimeUnit::Year => length.amount,
        _ => return None,
    };
    let is_whole = amount.stated.fract() == 0.0 && amount.modifier.is_none();
    (is_whole && YEARS.contains(&amount.stated)).then_some(amount.stated)
}

/// "Keller, 34, will": the name before the comma.
fn name_between_commas(passage: &Passage<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let whole = passage.tokens();
    let before = tokens.start.checked_sub(1).filter(|&at| at > whole.start)?;
    let closes = tokens.end >= whole.end || [",", ".", ";"].contains(&passage.word(tokens.end));
    if passage.word(before) != "," || !closes {
        return None;
    }
    let is_name = |at: usize| passage.annotated.tokens[at].is_capitalised();
    let first = (whole.start..before).rev().take(NAME).take_while(|&at| is_name(at)).last()?;
    Some(without_opening(passage, first..before)).filter(|name| !name.is_empty())
}

/// "Heinz Lauer, was 79.": the name of whoever is or was so old.
fn name_that_is(passage: &Passage<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let whole = passage.tokens();
    let verb = tokens.start.checked_sub(1).filter(|&at| at > whole.start + 1)?;
    let closes = tokens.end >= whole.end || [",", ".", ";"].contains(&passage.word(tokens.end));
    let is_of = |class: &str, at: usize| passage.annotated.language.is_of(class, passage.word(at));
    if !closes || !is_of("so_old", verb) {
        return None;
    }
    let subject = if is_of("who", verb - 1) { verb - 1 } else { verb };
    let end = if passage.word(subject - 1) == "," { subject - 1 } else { subject };
    let is_name = |at: usize| passage.annotated.tokens[at].is_capitalised();
    let first = (whole.start..end).rev().take(NAME).take_while(|&at| is_name(at)).last()?;
    Some(without_opening(passage, first..end)).filter(|name| !name.is_empty())
}

/// "a 19-year-old student, Tom Barrow": the first name that follows.
fn name_after(passage: &Passage<'_>, end: usize) -> Option<Range<usize>> {
    let whole = passage.tokens();
    let is_name = |at: usize| passage.annotated.tokens[at].is_capitalised();
    let first = (end..whole.end.min(end + NAME_REACH)).find(|&at| is_name(at))?;
    let past = (first..whole.end.min(first + NAME)).find(|&at| !is_name(at));
    let name = first..past.unwrap_or(whole.end.min(first + NAME));
    // One capitalised word further on may be a place or a title.
    let opens = first == end && end - whole.start <= OPENING;
    (name.len() >= 2 || opens).then_some(name)
}

/// A name without a word that opens the sentence or a title: "But Keller".
fn without_opening(passage: &Passage<'_>, name: Range<usize>) -> Range<usize> {
    let is_opening = |at: usize| {
        let word = passage.annotated.tokens[at].word;
        passage.annotated.language.sense(word).functions.has(Function::PlainOpening)
    };
    let first = name.clone().find(|&at| !is_opening(at)).unwrap_or(name.end);
    first..name.end
}
