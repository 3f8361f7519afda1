//! A thing of the story under the name of another place: "the Helsingborg mosque" in a report on a
//! mosque in Malmö.
//!
//! What comes with "the" was told of before. Where the opening sets it in one place, and a place that
//! stands nowhere else in the article has it later, one of the two is wrong.

use super::{LEAD, StrayPlace};
use crate::annotate::{Annotated, Meaning, Name};
use crate::check::Hit;
use crate::check::figure_differs::passage_evidence;
use crate::finding::Verdict;
use crate::language::{Case, Function, NameKind, NamePart, PlaceKind, TokenKind, fold};
use crate::pack::fact_file::Confidence;
use crate::statement::{Passage, PhraseSlots, Setting, Stems};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many places of the opening one is held against.
const HOME: usize = 12;

/// How many words of a clause the opening must have.
const SHARED: usize = 2;

/// How many words may stand between a place and the noun of what is there.
const NOUN: usize = 2;

/// The shortest name that is taken for a place's by where it stands alone.
const LONG: usize = 5;

/// A place as the article names it.
struct Site<'a> {
    passage: Passage<'a>,
    order: usize,
    tokens: Range<usize>,
    name: String,
    countries: BTreeSet<String>,
    ground: Ground,
}

/// What tells that a name is a place's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// The gazetteer, which lists it as a town.
    City,
    /// The gazetteer, which lists it as a country, a region or a people.
    Region,
    /// Its own words.
    Words,
    /// Where it stands.
    Lead,
}

impl Site<'_> {
    fn is_city(&self) -> bool {
        self.ground != Ground::Region
    }

    fn is_listed(&self) -> bool {
        matches!(self.ground, Ground::City | Ground::Region)
    }

    fn is_sure(&self) -> bool {
        self.ground != Ground::Lead
    }
}

impl StrayPlace {
    /// Flags what the opening sets in another place.
    pub(super) fn elsewhere(&self, passages: &[Passage<'_>]) -> Vec<Hit> {
        let heads = passages.iter().take_while(|passage| passage.is_heading()).count();
        let opening = &passages[..passages.len().min(heads + LEAD)];
        let mut sites = Vec::new();
        for (order, &passage) in passages.iter().enumerate() {
            sites.extend(self.sites_of(order, passage));
        }
        let home: Vec<&Site<'_>> =
            sites.iter().filter(|site| site.order < heads + 2).take(HOME).collect();
        if home.is_empty() {
            return Vec::new();
        }
        let strays = sites.iter().filter(|site| site.order > heads);
        let hits = strays.filter_map(|site| {
            let told = &opening[..site.order.min(opening.len())];
            let tokens = self
                .thing_at(site, told, &home)
                .or_else(|| self.clause_about(site, told))
                .or_else(|| self.deed_at(site, &home, told))
                .or_else(|| self.like_home(site, &home))?;
            let is_other = home.iter().all(|place| is_apart(site, place));
            let is_stray = is_other && Self::is_named_once(site, passages);
            if !is_stray || self.tells_of_another(&site.passage) {
                return None;
            }
            Self::stray(site, tokens, home[0])
        });
        hits.collect()
    }

    /// What is said to be at the site and was told of before, with the tokens that say so.
    fn thing_at(
        &self,
        site: &Site<'_>,
        told: &[Passage<'_>],
        home: &[&Site<'_>],
    ) -> Option<Range<usize>> {
        let annotated = site.passage.annotated;
        let whole = site.passage.tokens();
        let before = site.tokens.start.checked_sub(1).filter(|&at| at >= whole.start)?;
        let is_definite = |at: usize| self.words.is_definite(annotated.tokens[at].word);
        let is_there = |at: usize| home.iter().any(|place| self.has_there(place, site, at));
        if is_definite(before) {
            // "the Oval Office meeting" is of no town.
            if !site.is_listed() && site.tokens.len() > 1 {
                return None;
            }
            let after = site.tokens.end..whole.end.min(site.tokens.end + NOUN);
            let mut noun = after.take_while(|&at| self.is_noun(annotated, at));
            let last = noun.find(|&at| is_there(at) || is_number_of(annotated, at, told))?;
            return Some(site.tokens.start..last + 1);
        }
        let noun = before.checked_sub(1).filter(|&at| at > whole.start)?;
        let lead = annotated.tokens[before].word;
        let is_tied = annotated.language.sense(lead).functions.has(Function::Of)
            || self.words.is_locative(lead)
            || annotated.language.is_of("ties_to_place", site.passage.word(before));
        let start = whole.start.max(noun.saturating_sub(NOUN))..noun;
        let article = start.rev().find(|&at| is_definite(at))?;
        let word = site.passage.word(noun).to_lowercase();
        let is_thing = self.lists().any(|list| list.contains(&word));
        let is_city = site.is_listed() && site.is_city() || site.is_sure() && !site.is_listed();
        let is_known = is_tied && (is_thing || is_city) && is_there(noun);
        (is_known && (article..=noun).skip(1).all(|at| self.is_noun(annotated, at)))
            .then_some(article..site.tokens.end)
    }

    /// "Akureyri, where the stranded passengers had slept": a clause about the place that tells what
    /// the opening told of home.
    fn clause_about(&self, site: &Site<'_>, told: &[Passage<'_>]) -> Option<Range<usize>> {
        let whole = site.passage.tokens();
        let word = |at: usize| if at < whole.end { site.passage.word(at) } else { "" };
        let next = site.tokens.end;
        let is_of = |class: &str, at: usize| site.passage.annotated.language.is_of(class, word(at));
        let leads = word(next) == ","
            && (is_of("at_which", next + 1)
                || is_of("which", next + 2) && is_of("before_which", next + 1));
        let before = site.tokens.start.checked_sub(1).map(|at| site.passage.annotated.tokens[at]);
        let is_led = before.is_some_and(|token| {
            self.words.is_preposition(token.word) || self.words.is_locative(token.word)
        });
        if !leads || !is_led || !site.is_sure() {
            return None;
        }
        let end =
            (next + 2..whole.end).find(|&at| matches!(word(at), "," | ";")).unwrap_or(whole.end);
        let own = self.words.stems(site.passage.annotated, next..end);
        let known =
            told.iter().flat_map(|passage| self.words.stems(passage.annotated, passage.tokens()));
        let known: Stems = known.collect();
        let is_told_of =
            !is_of("at_which", next + 1) || (next..end).any(|at| is_of("told_before", at));
        (is_told_of && own.intersection(&known).count() >= SHARED).then_some(site.tokens.start..end)
    }

    /// "the travellers abducted in Chad": what happened at home, told with another place.
    fn deed_at(
        &self,
        site: &Site<'_>,
        home: &[&Site<'_>],
        told: &[Passage<'_>],
    ) -> Option<Range<usize>> {
        let annotated = site.passage.annotated;
        let whole = site.passage.tokens();
        let before = site.tokens.start.checked_sub(1).filter(|&at| at > whole.start + 2)?;
        let verb = before - 1;
        let is_deed = self.words.is_locative(annotated.tokens[before].word)
            && site.passage.word(verb).ends_with("ed")
            && annotated.tokens[verb - 1].kind == TokenKind::Word(Case::Lower);
        if !is_deed || !site.is_sure() {
            return None;
        }
        let mut lead = whole.start.max(verb.saturating_sub(NOUN))..verb;
        let is_definite = lead.any(|at| self.words.is_definite(annotated.tokens[at].word));
        let is_sole = home.iter().all(|place| place.name == home[0].name) || home.len() <= 3;
        let own = self.words.stems(annotated, verb..before);
        let known: Stems = told
            .iter()
            .flat_map(|passage| self.words.stems(passage.annotated, passage.tokens()))
            .collect();
        let noun = self.words.content(annotated, verb - 1);
        let is_told = !own.is_disjoint(&known) || noun.is_some_and(|noun| known.contains(&noun));
        (is_definite && is_sole && is_told).then_some(verb..site.tokens.end)
    }

    fn is_noun(&self, annotated: &Annotated<'_>, at: usize) -> bool {
        let token = &annotated.tokens[at];
        let is_number =
            annotated.starting_at(at).any(|found| matches!(found.meaning, Meaning::Number(_)));
        let is_word = site_word(annotated, at);
        let is_tie =
            !is_word || self.words.is_preposition(token.word) || self.words.ends_phrase(token.word);
        token.kind == TokenKind::Word(Case::Lower)
            && !is_tie
            && (is_number || !annotated.language.is_function_word(token))
    }

    fn lists(&self) -> impl Iterator<Item = &Vec<String>> {
        self.things.iter().chain(&self.events)
    }

    /// Whether the sentence that names home has the noun, or another for the same thing.
    fn has_there(&self, home: &Site<'_>, site: &Site<'_>, noun: usize) -> bool {
        let word = site.passage.word(noun).to_lowercase();
        let like: Vec<&String> =
            self.lists().filter(|list| list.contains(&word)).flatten().collect();
        // A people's name goes with any noun: only what stands in a list is its own thing.
        let is_same =
            |other: &str| site.is_listed() && site.is_city() && is_number_form(&word, other);
        home.passage.tokens().any(|at| {
            let other = home.passage.word(at).to_lowercase();
            is_same(&other) || like.iter().any(|noun| **noun == other)
        })
    }

    /// Whether a passage speaks of another event, or of another year.
    fn tells_of_another(&self, passage: &Passage<'_>) -> bool {
        let tokens = &passage.annotated.tokens;
        let setting = Setting::of(passage, &passage.tokens(), &self.words);
        let is_past = |time: &String| {
            let marks = passage.annotated.language.classes.get("past_mark").into_iter().flatten();
            time.chars().filter(char::is_ascii_digit).count() > 3
                || marks.into_iter().any(|mark| time.contains(mark.as_str()))
        };
        setting.times.iter().any(is_past)
            || self.unless.iter().any(|p| {
                let slots = PhraseSlots { passage: *passage, words: &self.words };
                p.find(tokens, passage.tokens(), &slots).is_some()
            })
    }

    fn is_named_once(site: &Site<'_>, passages: &[Passage<'_>]) -> bool {
        let times = |passage: &Passage<'_>| {
            let text = passage.annotated.article.slice(passage.sentence().span).to_lowercase();
            text.matches(site.name.as_str()).count()
        };
        passages.iter().map(times).sum::<usize>() == 1
            && !site.passage.annotated.is_quoted(&site.tokens)
    }

    /// The places that a passage names: those of the gazetteer, and names that may be of one.
    fn sites_of<'a>(&self, order: usize, passage: Passage<'a>) -> Vec<Site<'a>> {
        let names = passage.annotated.names_within(passage.tokens());
        names.filter_map(|name| self.site_of(order, passage, name)).collect()
    }

    fn site_of<'a>(&self, order: usize, passage: Passage<'a>, name: &Name) -> Option<Site<'a>> {
        let annotated = passage.annotated;
        let mut site = Site {
            passage,
            order,
            tokens: name.tokens.clone(),
            name: fold(annotated.article.slice(name.span)).into_owned(),
            countries: BTreeSet::new(),
            ground: Ground::Words,
        };
        let text = annotated.article.text();
        let tokens = &annotated.tokens[..name.tokens.end];
        let listed = annotated.language.places.longest_at(text, tokens, name.tokens.start);
        if let Some((_, places)) = listed.filter(|(end, _)| *end == name.tokens.end) {
            site.ground = Ground::Region;
            for place in places {
                if place.kind == PlaceKind::City {
                    site.ground = Ground::City;
                }
                site.countries.insert(place.country.to_string());
            }
            return Some(site);
        }
        let parts = |at: usize| annotated.language.names.parts(annotated.tokens[at].word);
        let has_noun = parts(name.tokens.end - 1).has(NamePart::PlaceEnd)
            || parts(name.tokens.start).has(NamePart::PlaceHead);
        let before = name.tokens.start.checked_sub(1).map(|at| annotated.tokens[at].word);
        let is_led = before.is_some_and(|word| {
            self.words.is_locative(word)
                || annotated.language.sense(word).functions.has(Function::Of)
                || self.words.is_definite(word) && name.tokens.len() == 1
        });
        let is_led = is_led
            || name.tokens.start > 0
                && annotated.language.is_of(
                    "ties_to_place",
                    annotated.article.slice(annotated.tokens[name.tokens.start - 1].span()),
                );
        let is_long = name.span.len() >= LONG;
        let is_place = name.kind == NameKind::Place
            || name.kind == NameKind::Unknown && is_long && (has_noun || is_led);
        if name.kind != NameKind::Place && !has_noun {
            site.ground = Ground::Lead;
        }
        is_place.then_some(site)
    }

    /// "Lake Como" in a report on Lake Maggiore: a water or a mountain like the one at home.
    fn like_home(&self, site: &Site<'_>, home: &[&Site<'_>]) -> Option<Range<usize>> {
        let annotated = site.passage.annotated;
        let head = |site: &Site<'_>| {
            let tokens = [site.tokens.start, site.tokens.end - 1];
            let language = site.passage.annotated.language;
            let parts =
                tokens.map(|at| language.names.parts(site.passage.annotated.tokens[at].word));
            let is_head = parts[0].has(NamePart::PlaceHead);
            let at = if is_head { tokens[0] } else { tokens[1] };
            let word = site.passage.word(at).to_lowercase();
            (site.tokens.len() == 2 && self.grounds.contains(&word)).then_some(word)
        };
        let own = head(site)?;
        let is_like = |place: &&&Site<'_>| head(place).as_ref() == Some(&own);
        let mut like = home.iter().filter(is_like);
        let place = like.next()?;
        let stands_beside = annotated
            .article
            .slice(site.passage.sentence().span)
            .to_lowercase()
            .contains(&place.name);
        let article = site.tokens.start.checked_sub(1)?;
        let has_article = self.words.is_definite(annotated.tokens[article].word);
        let lead = article.checked_sub(usize::from(has_article))?;
        let lead = annotated.tokens[lead].word;
        let is_of = annotated.language.sense(lead).functions.has(Function::Of);
        let is_led = is_of || self.words.is_locative(lead) || self.words.is_preposition(lead);
        (is_led && !stands_beside && like.all(|other| other.name == place.name))
            .then(|| site.tokens.clone())
    }

    fn stray(site: &Site<'_>, tokens: Range<usize>, home: &Site<'_>) -> Option<Hit> {
        let here = site.passage.annotated.article.slice(site.passage.span(tokens.clone()));
        let there = home.passage.span(home.tokens.clone());
        let named = home.passage.annotated.article.slice(there);
        Some(Hit {
            span: site.passage.is_in_text().then(|| site.passage.span(tokens))?,
            verdict: Verdict::Refuted,
            message: format!(
                "says “{here}”, but the article is set in “{named}” and names this place nowhere else"
            ),
            evidence: vec![passage_evidence(&home.passage, there)],
            confidence: Confidence::High,
        })
    }
}

/// Whether two nouns are one, or one and its plural.
fn is_number_form(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long == short || long.strip_prefix(short).is_some_and(|ending| matches!(ending, "s" | "es"))
}

/// Whether the token is letters: "'s" is none.
fn site_word(annotated: &Annotated<'_>, at: usize) -> bool {
    let text = annotated.article.slice(annotated.tokens[at].span());
    text.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// "the Leeds nine", of nine people: whether the opening has the same number.
fn is_number_of(annotated: &Annotated<'_>, at: usize, told: &[Passage<'_>]) -> bool {
    let number = |annotated: &Annotated<'_>, at: usize| {
        annotated.starting_at(at).find_map(|found| match &found.meaning {
            Meaning::Number(amount) => Some(amount.stated),
            _ => None,
        })
    };
    let Some(own) = number(annotated, at) else { return false };
    let mut tokens = told.iter().flat_map(|passage| passage.tokens().map(move |at| (passage, at)));
    own > 2.0 && tokens.any(|(passage, at)| number(passage.annotated, at) == Some(own))
}

/// Whether a place is neither at home nor holds it.
fn is_apart(site: &Site<'_>, home: &Site<'_>) -> bool {
    let is_same = site.name.contains(&home.name) || home.name.contains(&site.name);
    let are_cities = site.is_city() && home.is_city();
    let is_within = !are_cities && !site.countries.is_disjoint(&home.countries);
    !is_same && !is_within
}
