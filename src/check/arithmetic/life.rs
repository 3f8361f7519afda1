//! Every age that an article gives to somebody whose birth it dates, and ages given twice.
//!
//! An age belongs to the day that its sentence names, or to the day of writing where it stands
//! beside a name: "Marchetti, 58," and "the 68-year-old". Nothing is held against a birth that may
//! be another person's.

use super::age::{ages, lately};
use super::stated::figure;
use super::{Case, Flaw, Outcome};
use crate::annotate::{Annotated, Annotation, Meaning, Name};
use crate::language::{Function, NameKind, NamePart, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::value::{DateMention, Extent, PartialDate, Period, Quantity, TimeUnit};
use std::ops::Range;

/// How many sentences around a birth may tell of the same person.
const AROUND: usize = 4;

/// How many tokens lie between an age and the day it belongs to.
const REACH: usize = 14;

/// Nobody grows older.
const OLDEST: i32 = 125;

/// Beyond this, a number is no age.
const OLD: f64 = 10_000.0;

/// From here on only trees, buildings and the like are so old.
const ANCIENT: f64 = 130.0;

/// How far an age may be off that is told with a hedge, as a part of it.
const HEDGED: f64 = 0.15;

/// An age with the days it may belong to.
struct Aged {
    tokens: Range<usize>,
    years: f64,
    is_hedged: bool,
    when: Vec<Period>,
    /// What is shown for the day.
    shown: String,
}

/// Somebody born then is as old as every age around says.
pub(super) fn judge(case: &Case<'_>) -> Option<Outcome> {
    let born = case.found.get("birth")?;
    let born_in = born.date()?.period()?;
    let annotated = case.scene.annotated;
    let home = annotated.sentences.partition_point(|s| s.tokens.end <= born.tokens.start);
    let last = annotated.sentences.len().min(home + AROUND + 1);
    let mut outcome = None;
    for at in home.saturating_sub(AROUND)..last {
        for aged in aged_in(case, at, &born.tokens) {
            if !is_one_person(annotated, (home, &born.tokens), (at, &aged.tokens)) {
                continue;
            }
            let Some((least, most)) = span_of_ages(born_in, &aged.when) else { continue };
            if most > OLDEST && aged.years < f64::from(OLDEST) && !aged.is_hedged {
                continue;
            }
            match off_by(&aged, (least, most)) {
                0 => outcome = outcome.or(Some(Outcome::Fits)),
                1 if !is_day(born_in) => {}
                _ => return Some(flaw(&born.text, &aged, (least, most))),
            }
        }
    }
    outcome
}

/// "the 25-year-old" is whoever alone was given an age before.
pub(super) fn again(case: &Case<'_>) -> Option<Outcome> {
    let age = case.found.get("age")?;
    let annotated = case.scene.annotated;
    let at = annotated.sentences.partition_point(|s| s.tokens.end <= age.tokens.start);
    let first = annotated.sentences[at.saturating_sub(AROUND)].tokens.start;
    let before = first..age.tokens.start;
    let stated = age.number().filter(|_| follows_definite(annotated, &age.tokens))?;
    let is_swapped = |years: f64| case.factor > 1.0 && is_transposed(stated, years);
    let mut known = annotated.within(before.clone()).filter_map(|found| {
        let years = years(&found.meaning)?.stated;
        let is_age = matches!(found.meaning, Meaning::Age(_)) && found.tokens.len() > 2;
        let is_old = is_age && (years.min(stated) >= ANCIENT || case.factor > 1.0);
        (is_old || is_beside_name(annotated, &found.tokens)).then_some((found, years))
    });
    let (found, years) = known.next()?;
    let is_plain = age.is_plain() && known.next().is_none();
    if !is_plain {
        return None;
    }
    if (stated - years).abs() < 1.0 {
        return Some(Outcome::Fits);
    }
    if case.factor > 1.0 && !is_swapped(years) {
        return None;
    }
    let is_sole =
        (years >= ANCIENT || is_swapped(years) || people(annotated, before.clone()).len() == 1)
            && !brings_somebody(annotated, found.tokens.end..age.tokens.start);
    if !is_sole || (stated - years).abs() <= 1.0 {
        return None;
    }
    let earlier = annotated.article.slice(found.span);
    Some(Flaw::off(
        format!("another passage gives the age as {earlier}"),
        format!("{} ≠ {}", figure(stated), figure(years)),
        Confidence::Medium,
    ))
}

/// "Sami, three years younger than Noor": whoever is called the younger is so, by what is said.
pub(super) fn apart(case: &Case<'_>) -> Option<Outcome> {
    let annotated = case.scene.annotated;
    let length = case.found.get("length").filter(|length| length.is_plain())?;
    let is_younger = |at| is_of(annotated, "younger", at);
    let sign = if case.found.tokens.clone().any(is_younger) { -1.0 } else { 1.0 };
    let before =
        annotated.names_within(case.sentence.tokens.start..case.found.tokens.start).last()?;
    let after = annotated.names_within(case.found.tokens.end..case.sentence.tokens.end).next()?;
    let is_beside = before.tokens.end + 2 >= case.found.tokens.start
        && after.tokens.start == case.found.tokens.end;
    let (one, other) = (age_of(case, before)?, age_of(case, after)?);
    let off = (one - other) * sign - length.number()?;
    if !is_beside || off.abs() <= 1.0 {
        return is_beside.then_some(Outcome::Fits);
    }
    Some(Flaw::off(
        format!("the text gives their ages as {} and {}", figure(one), figure(other)),
        format!("{} − {} = {}", figure(one), figure(other), figure(one - other)),
        Confidence::Medium,
    ))
}

/// The only age that the article gives to whoever bears the name.
fn age_of(case: &Case<'_>, name: &Name) -> Option<f64> {
    let annotated = case.scene.annotated;
    let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_owned();
    let named =
        [name.span, annotated.full_form(name).span].map(|name| last(annotated.article.slice(name)));
    let told = case.scene.passages.iter().filter(|passage| passage.is_in_text());
    let all: Vec<_> = told.flat_map(|&passage| crate::statement::ages(passage)).collect();
    let given = |word: &String| {
        let mut years = all.iter().filter(|age| age.name.contains(word)).map(|age| age.years);
        let first = years.next()?;
        years.all(|other| other == first).then_some(first)
    };
    named.iter().find_map(given)
}

/// Whether two ages have each other's digits: 34 and 43.
fn is_transposed(a: f64, b: f64) -> bool {
    let digits = |n: f64| (n as u32 / 10, n as u32 % 10);
    let ((tens, ones), other) = (digits(a), digits(b));
    tens < 10 && a != b && (ones, tens) == other
}

fn flaw(born: &str, aged: &Aged, (least, most): (i32, i32)) -> Outcome {
    let range = if least == most { figure(f64::from(least)) } else { format!("{least} or {most}") };
    Outcome::Off(Flaw {
        comes_out: format!("somebody born in {born} is {range} in {}", aged.shown),
        arithmetic: format!("{} − {born} = {range}; {} stated", aged.shown, figure(aged.years)),
        confidence: Confidence::Medium,
        tokens: Some(aged.tokens.clone()),
    })
}

fn span_of_ages(born: Period, when: &[Period]) -> Option<(i32, i32)> {
    when.iter().filter_map(|&when| ages(born, when)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// By how many years an age misses what it may be.
fn off_by(aged: &Aged, (least, most): (i32, i32)) -> i32 {
    let leeway = if aged.is_hedged { (aged.years * HEDGED).ceil() as i32 } else { 0 };
    let stated = aged.years as i32;
    (least - leeway - stated).max(stated - most - leeway).max(0)
}

fn is_day(period: Period) -> bool {
    period.first == period.last
}

/// The ages that a sentence gives, with the days they belong to.
fn aged_in(case: &Case<'_>, sentence: usize, birth: &Range<usize>) -> Vec<Aged> {
    let annotated = case.scene.annotated;
    let whole = annotated.sentences[sentence].tokens.clone();
    let found: Vec<(Range<usize>, Quantity)> = annotated
        .within(whole.clone())
        .filter(|found| !annotated.is_quoted(&found.tokens))
        .filter(|found| !leads_to_somebody(annotated, &found.tokens, birth))
        .filter_map(|found| Some((found.tokens.clone(), age(annotated, found)?)))
        .collect();
    let aged = |nth: usize| {
        let (tokens, years) = &found[nth];
        let floor = nth.checked_sub(1).map_or(whole.start, |before| found[before].0.end);
        let limit = found.get(nth + 1).map_or(whole.end, |next| next.0.start);
        let (when, shown) = day_beside(case, tokens, floor..limit, birth)
            .or_else(|| day_before(case, sentence, tokens))
            .or_else(|| present(case, &whole, tokens, birth))?;
        let is_hedged = years.modifier.is_some() || years.extent == Extent::Range;
        Some(Aged { tokens: tokens.clone(), years: years.stated, is_hedged, when, shown })
    };
    (0..found.len()).filter_map(aged).collect()
}

/// The day nearest to an age in its clause: after it, or else before it.
fn day_beside(
    case: &Case<'_>,
    age: &Range<usize>,
    within: Range<usize>,
    birth: &Range<usize>,
) -> Option<(Vec<Period>, String)> {
    let annotated = case.scene.annotated;
    let after = age.end..within.end.min(age.end + REACH);
    let before = within.start.max(age.start.saturating_sub(REACH))..age.start;
    let dates = |at: usize| day_at(case, at).is_some() || is_of(annotated, "day_lead", at);
    let parts = |at: usize| text(annotated, at) == Some(";") || is_of(annotated, "deed_join", at);
    // "he married at 30 and died in 1975", "retired at 65, and died in 2020"
    let goes_on = |at: &usize| match text(annotated, *at) {
        Some(",") => dates(at + 1),
        _ => !parts(*at) && !is_of(annotated, "deed_bound", *at),
    };
    let leads = |at: &usize| !parts(*at);
    let other = |at: usize| !birth.contains(&at);
    let later = after.take_while(goes_on).filter(|&at| other(at));
    let earlier = before.rev().take_while(leads).filter(|&at| other(at));
    later.chain(earlier).find_map(|at| day_at(case, at))
}

/// The only day of the sentence before, for an age "at the time".
fn day_before(
    case: &Case<'_>,
    sentence: usize,
    age: &Range<usize>,
) -> Option<(Vec<Period>, String)> {
    let annotated = case.scene.annotated;
    let next: Vec<&str> = (age.end..annotated.tokens.len().min(age.end + 3))
        .map(|at| annotated.article.slice(annotated.tokens[at].span()))
        .collect();
    let is_then = (1..=next.len())
        .any(|words| annotated.language.is_of("at_that_time", &next[..words].join(" ")));
    let before = annotated.sentences.get(sentence.checked_sub(1)?).filter(|_| is_then)?;
    let mut days = before.tokens.clone().filter_map(|at| day_at(case, at));
    days.next().filter(|_| days.next().is_none())
}

/// A day with a year, in or on which something happened.
fn day_at(case: &Case<'_>, at: usize) -> Option<(Vec<Period>, String)> {
    let annotated = case.scene.annotated;
    let today = case.scene.reference.date();
    let dated = annotated.starting_at(at).find_map(|found| match &found.meaning {
        Meaning::Date(date @ DateMention::Calendar { date: day, .. }) if day.year.is_some() => {
            Some((date.readings(today), annotated.article.slice(found.span).to_owned()))
        }
        _ => None,
    });
    dated.or_else(|| {
        let before = annotated.tokens.get(at.checked_sub(1)?)?;
        let leads = case.scene.language.sense(before.word).functions;
        let text = annotated.article.slice(annotated.tokens[at].span());
        let year = text.parse().ok().filter(|year| (1000..2200).contains(year));
        let year = year.filter(|_| text.len() == 4 && leads.has(Function::YearCue))?;
        let date = PartialDate { year: Some(year), month: None, day: None };
        Some((vec![date.period()?], text.to_owned()))
    })
}

/// The day of writing, for an age that tells how old somebody is now.
fn present(
    case: &Case<'_>,
    sentence: &Range<usize>,
    age: &Range<usize>,
    birth: &Range<usize>,
) -> Option<(Vec<Period>, String)> {
    let annotated = case.scene.annotated;
    let tells_of_then = sentence.clone().any(|at| is_of(annotated, "told_then", at));
    let is_now = is_beside_name(annotated, age)
        || follows_definite(annotated, age)
        || is_told_of_now(annotated, sentence, age);
    let day = lately(case.scene.reference.date()?)?;
    (is_now && !tells_of_then || is_taken_up(annotated, age, birth))
        .then(|| (vec![day], "the day of writing".to_owned()))
}

/// "A 62-year-old man" and further down "The dead man, born in 1983,".
fn is_taken_up(annotated: &Annotated<'_>, age: &Range<usize>, birth: &Range<usize>) -> bool {
    let word = |at: usize| text(annotated, at);
    let born = birth.start.saturating_sub(REACH)..birth.start;
    let noun = word(age.end);
    let mut commas = born.rev().filter(|&at| word(at) == Some(","));
    age.len() > 2 && age.end < birth.start && commas.any(|at| at > 0 && word(at - 1) == noun)
}

/// "is 58", "has died aged 87", "died on Tuesday at 87".
fn is_told_of_now(annotated: &Annotated<'_>, sentence: &Range<usize>, age: &Range<usize>) -> bool {
    let word = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let Some(before) = age.start.checked_sub(1).filter(|&at| at >= sentence.start) else {
        return false;
    };
    if is_of(annotated, "told_now", before) {
        return true;
    }
    let mut lead = sentence.start..age.start;
    let has_died = lead.clone().any(|at| annotated.language.is_of("died", word(at)));
    let is_new = lead.any(|at| {
        let is_day = |found: &Annotation| {
            matches!(&found.meaning, Meaning::Date(date) if !matches!(date, DateMention::Calendar { .. }))
        };
        is_of(annotated, "perfect", at) || annotated.starting_at(at).any(is_day)
    });
    has_died && is_new
}

/// An age in years: one that is read as such, or a bare number that stands where ages do.
fn age(annotated: &Annotated<'_>, found: &Annotation) -> Option<Quantity> {
    let years = years(&found.meaning)?;
    let is_told = matches!(found.meaning, Meaning::Age(_));
    (is_told || is_beside_name(annotated, &found.tokens) || stands_as_age(annotated, &found.tokens))
        .then_some(years)
}

fn years(meaning: &Meaning) -> Option<Quantity> {
    let years = match meaning {
        Meaning::Number(years) => *years,
        Meaning::Age(length) if length.unit == TimeUnit::Year => length.amount,
        _ => return None,
    };
    let is_whole = years.stated.fract() == 0.0 && years.stated >= 1.0;
    (is_whole && years.stated < OLD).then_some(years)
}

/// "Marchetti, 58,": between commas after a name.
fn is_beside_name(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let is_comma = |at: usize| {
        let token = annotated.tokens.get(at);
        token.is_some_and(|token| [",", "."].contains(&annotated.article.slice(token.span())))
    };
    let Some(comma) = tokens.start.checked_sub(1).filter(|&at| at > 0 && is_comma(at)) else {
        return false;
    };
    is_comma(tokens.end)
        && annotated.name_at(comma - 1).is_some_and(|name| may_be_person(annotated, name))
}

/// "the 68-year-old"
fn follows_definite(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).map(|at| annotated.tokens[at].word);
    tokens.len() > 2
        && before
            .is_some_and(|word| annotated.language.sense(word).functions.has(Function::Definite))
}

/// "was 47 when", "at 24,": words of being before a bare number, and no noun after it.
fn stands_as_age(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).and_then(|at| text(annotated, at));
    let is_led = before
        .is_some_and(|before| annotated.language.is_of("bare_age_lead", &before.to_lowercase()));
    is_led
        && text(annotated, tokens.end).is_none_or(|after| {
            matches!(after, "," | "." | ";") || annotated.language.is_of("after_age", after)
        })
}

fn text<'a>(annotated: &'a Annotated<'_>, at: usize) -> Option<&'a str> {
    annotated.tokens.get(at).map(|token| annotated.article.slice(token.span()))
}

/// Whether the token is a word of a class of the lexicon, as it is written.
fn is_of(annotated: &Annotated<'_>, class: &str, at: usize) -> bool {
    text(annotated, at).is_some_and(|text| annotated.language.is_of(class, text))
}

/// Whether nobody else is named where a birth and an age are told, and no kin.
fn is_one_person(
    annotated: &Annotated<'_>,
    (home, birth): (usize, &Range<usize>),
    (at, age): (usize, &Range<usize>),
) -> bool {
    let (first, last) = (home.min(at), home.max(at));
    let tokens = annotated.sentences[first].tokens.start..annotated.sentences[last].tokens.end;
    let sentence = annotated.sentences[at].tokens.clone();
    let between = birth.end.min(age.end)..birth.start.max(age.start);
    people(annotated, tokens).len() <= 1
        && !speaks_of_kin(annotated, sentence.start..age.end)
        && !speaks_of_kin(annotated, annotated.sentences[home].tokens.start..birth.end)
        && !brings_somebody(annotated, between)
}

fn speaks_of_kin(annotated: &Annotated<'_>, tokens: Range<usize>) -> bool {
    annotated.tokens[tokens].iter().any(|token| {
        let word = annotated.article.slice(token.span());
        annotated.language.is_of("kin", &word.to_lowercase())
    })
}

/// "The 68-year-old Paul Merle": whether the age is that of somebody whom it brings in.
fn leads_to_somebody(annotated: &Annotated<'_>, age: &Range<usize>, birth: &Range<usize>) -> bool {
    let mut next = annotated.names_within(age.end..age.end + 3);
    next.any(|name| {
        name.refers_to.is_none() && may_be_person(annotated, name) && name.tokens.start > birth.end
    })
}

/// Whether somebody is brought in whom no name tells: "a 25-year-old man".
fn brings_somebody(annotated: &Annotated<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| {
        let sense = annotated.language.sense(annotated.tokens[at].word);
        let is_open = sense.functions.has(Function::Article);
        let ends = (at + 1..tokens.end.min(at + 5)).any(|at| {
            let word = annotated.article.slice(annotated.tokens[at].span());
            annotated.language.is_of("somebody", word)
        });
        is_open && ends
    })
}

/// The surnames of the people that are named.
fn people<'a>(annotated: &'a Annotated<'_>, tokens: Range<usize>) -> Vec<&'a str> {
    let names = annotated.names_within(tokens).filter(|name| may_be_person(annotated, name));
    let mut surnames: Vec<&str> = names
        .map(|name| annotated.article.slice(annotated.full_form(name).span))
        .map(|name| name.rsplit(' ').next().unwrap_or(name))
        .collect();
    surnames.sort_unstable();
    surnames.dedup();
    surnames
}

fn may_be_person(annotated: &Annotated<'_>, name: &Name) -> bool {
    let full = annotated.full_form(name);
    let first = annotated.tokens[full.tokens.start];
    let is_given = annotated.language.names.parts(first.word).has(NamePart::Given);
    let words = full.tokens.clone().filter(|&at| annotated.tokens[at].kind != TokenKind::Mark);
    let is_long = words.count() > 1;
    let before = full.tokens.start.checked_sub(1).map(|at| &annotated.tokens[at]);
    let is_placed = before.is_some_and(|token| {
        let functions = annotated.language.sense(token.word).functions;
        functions.has(Function::Definite) || annotated.language.is_function_word(token)
    });
    full.kind == NameKind::Person
        || full.kind == NameKind::Unknown && is_long && (is_given || !is_placed)
}
