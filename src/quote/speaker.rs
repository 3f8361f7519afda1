//! Whether whoever an article quotes is whoever said the words on record.

use super::quotation::Quotation;
use super::word::{Word, words};
use crate::annotate::{Annotated, Name};
use crate::claim::{MentionedAs, Mentions};
use crate::fact::{EntityId, FactStore, Speaker};
use crate::language::{Function, NameKind, WordForm, fold};
use crate::pack::fact_file::EntityKind;
use crate::text::TextSpan;
use std::collections::BTreeSet;
use std::ops::Range;

/// The shortest name that two letters may set apart from itself.
const SLIP: usize = 5;

/// Somebody with quotes on record.
#[derive(Debug)]
pub(super) struct RecordedSpeaker {
    pub(super) speaker: Speaker,
    /// How messages name whoever it is.
    pub(super) shown: String,
    /// The words that tell who it is; none for one with a record.
    pub(super) words: Vec<WordForm>,
    /// What a person is called, each name in its folded words.
    names: Vec<Vec<String>>,
    pub(super) quotes: Vec<usize>,
}

impl RecordedSpeaker {
    pub(super) fn new(speaker: &Speaker, told: &[Word], facts: &FactStore) -> Self {
        let (shown, names) = match speaker {
            Speaker::Entity(entity) => {
                let entity = facts.entity(*entity);
                let all = std::iter::once(&entity.name).chain(&entity.aliases);
                let is_person = entity.kind == EntityKind::Person;
                (entity.name.clone(), all.filter(|_| is_person).map(|n| folded(n)).collect())
            }
            Speaker::InWords(told) => {
                let name = is_personal_name(told).then(|| folded(told));
                (told.clone(), name.into_iter().collect())
            }
        };
        RecordedSpeaker {
            speaker: speaker.clone(),
            shown,
            words: telling(told),
            names,
            quotes: Vec::new(),
        }
    }

    pub(super) fn is_person(&self) -> bool {
        !self.names.is_empty()
    }

    /// The last words of a person's names, each once.
    pub(super) fn surnames(&self) -> BTreeSet<&String> {
        self.names.iter().filter_map(|name| name.last()).collect()
    }
}

/// "Dana Brook", "Mayor Dana Brook", but not "a US official".
fn is_personal_name(told: &str) -> bool {
    let mut words = told.split_whitespace();
    let is_capitalised = |word: &str| word.starts_with(char::is_uppercase);
    words.clone().count() > 1 && words.all(is_capitalised)
}

fn folded(name: &str) -> Vec<String> {
    name.split_whitespace().map(|word| fold(word).into_owned()).collect()
}

fn telling(words: &[Word]) -> Vec<WordForm> {
    let mut forms: Vec<WordForm> =
        words.iter().filter(|word| !word.is_function && !word.is_light).map(|w| w.form).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Whether an article's speaker is one on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    Same,
    Another,
    Unsure,
}

/// Whoever an article quotes.
#[derive(Debug, Default)]
pub(super) struct Quoted {
    /// As the article has it, with the full name where that is known.
    pub(super) shown: String,
    /// The people of the packs that bear the name.
    people: Vec<EntityId>,
    /// Others of the packs that the description names.
    named: Vec<EntityId>,
    /// Whether the description is the name of `named` and nothing else.
    is_body: bool,
    /// The full name of a person, in folded words.
    name: Vec<String>,
    words: Vec<WordForm>,
    /// Whether only a pronoun stands for them.
    is_pronoun: bool,
    /// Whether the description begins with "a" or "an".
    is_new: bool,
}

impl Quoted {
    /// Whoever a quotation is said to be from.
    pub(super) fn of(
        quotation: &Quotation<'_>,
        annotated: &Annotated<'_>,
        mentions: &Mentions,
        facts: &FactStore,
    ) -> Option<Quoted> {
        let span = quotation.speaker?;
        let tokens = tokens_of(annotated, span);
        let name = quotation.name.map(|at| annotated.full_form(&annotated.names[at]));
        let person = name.filter(|name| is_person(annotated, name, &tokens));
        let entities = |tokens: Range<usize>| mentions.entities_within(tokens);
        let is_human = |entity: &EntityId| facts.entity(*entity).kind == EntityKind::Person;
        let mut people: Vec<EntityId> = entities(tokens.clone())
            .chain(name.into_iter().flat_map(|name| entities(name.tokens.clone())))
            .filter(is_human)
            .collect();
        people.sort_unstable();
        people.dedup();
        let shown = annotated.article.slice(person.map_or(span, |name| name.span));
        Some(Quoted {
            shown: shown.to_owned(),
            people,
            named: entities(tokens.clone()).filter(|entity| !is_human(entity)).collect(),
            is_body: is_body(annotated, mentions, &tokens),
            name: person.map_or_else(Vec::new, |name| folded(annotated.article.slice(name.span))),
            is_pronoun: tokens.len() == 1 && !annotated.tokens[tokens.start].is_capitalised(),
            is_new: is_indefinite(annotated, &tokens),
            words: telling(&words(annotated, tokens)),
        })
    }

    /// Everybody on record who this may be for certain.
    pub(super) fn is(&self, other: &RecordedSpeaker) -> Identity {
        match &other.speaker {
            Speaker::Entity(entity) if other.is_person() => self.is_one(*entity, other),
            Speaker::Entity(entity) => self.is_body_of(*entity),
            Speaker::InWords(_) if other.is_person() => self.bears_name_of(other),
            Speaker::InWords(_) => self.is_described_as(&other.words),
        }
    }

    fn is_one(&self, entity: EntityId, other: &RecordedSpeaker) -> Identity {
        if self.people.is_empty() || !self.name.is_empty() && self.people.contains(&entity) {
            self.bears_name_of(other)
        } else if self.people.contains(&entity) {
            Identity::Same
        } else {
            Identity::Another
        }
    }

    fn bears_name_of(&self, other: &RecordedSpeaker) -> Identity {
        let Some((last, first)) = self.name.split_last() else { return Identity::Unsure };
        let alike: Vec<&Vec<String>> =
            other.names.iter().filter(|name| name.last() == Some(last)).collect();
        if alike.is_empty() {
            // "Joana Pratas" may be Joana Prates, misspelt.
            let is_slip = |word: &String| {
                word.len().min(last.len()) >= SLIP && strsim::osa_distance(word, last) <= 2
            };
            let is_known = other.names.iter().flatten().any(|word| word == last || is_slip(word));
            return if is_known { Identity::Unsure } else { Identity::Another };
        }
        // A surname alone is anybody's of that name; "Karl Marsh" is not "Rosa Marsh".
        let mut full = alike.iter().filter(|name| name.len() > 1).peekable();
        let agrees = first.is_empty()
            || full.peek().is_none()
            || full.any(|name| first.iter().any(|word| name.contains(word)));
        if agrees { Identity::Same } else { Identity::Unsure }
    }

    fn is_body_of(&self, entity: EntityId) -> Identity {
        if self.named.contains(&entity) {
            Identity::Same
        } else if self.is_body && !self.named.is_empty() {
            Identity::Another
        } else {
            Identity::Unsure
        }
    }

    /// "the official" may be "a US official", "a French official" is not.
    fn is_described_as(&self, words: &[WordForm]) -> Identity {
        let holds = |all: &[WordForm], some: &[WordForm]| some.iter().all(|w| all.contains(w));
        let is_named = !self.name.is_empty() || !self.people.is_empty();
        // "An official" is somebody new, "the official" was told of before.
        let is_told_before = !self.is_new && holds(words, &self.words);
        let fits = holds(&self.words, words) || is_told_before;
        if fits && !is_named && !self.words.is_empty() { Identity::Same } else { Identity::Unsure }
    }

    /// Whether whoever it is was found by a pronoun alone, which may mean somebody else.
    pub(super) fn is_pronoun(&self) -> bool {
        self.is_pronoun
    }

    /// Whether the article names a human being.
    pub(super) fn is_person(&self) -> bool {
        !self.name.is_empty() || !self.people.is_empty()
    }

    /// The entities that may have quotes on record.
    pub(super) fn entities(&self) -> impl Iterator<Item = EntityId> {
        self.people.iter().chain(&self.named).copied()
    }

    pub(super) fn words(&self) -> &[WordForm] {
        &self.words
    }

    pub(super) fn surname(&self) -> Option<&String> {
        self.name.last()
    }
}

/// Whether a name is a person's: what "a spokesman for" leads to is none.
fn is_person(annotated: &Annotated<'_>, name: &Name, speaker: &Range<usize>) -> bool {
    let is_long = annotated.article.slice(name.span).split_whitespace().count() > 1;
    let before = name.tokens.start.checked_sub(1).filter(|before| speaker.contains(before));
    let is_led =
        before.is_some_and(|at| annotated.language.is_function_word(&annotated.tokens[at]));
    name.kind == NameKind::Person || name.kind == NameKind::Unknown && is_long && !is_led
}

/// Whether a description is a name of the packs and an article before it, and so an organisation
/// speaking, not somebody of it.
fn is_body(annotated: &Annotated<'_>, mentions: &Mentions, tokens: &Range<usize>) -> bool {
    mentions.within(tokens.clone()).any(|mention| {
        let before = &annotated.tokens[tokens.start..mention.tokens.start];
        let is_lead = before.iter().all(|token| annotated.language.is_function_word(token));
        let is_entity = matches!(mention.named, MentionedAs::Entity(_));
        is_entity && is_lead && mention.tokens.end >= tokens.end
    })
}

fn is_indefinite(annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let first = annotated.tokens.get(tokens.start);
    first.is_some_and(|first| annotated.language.sense(first.word).functions.has(Function::Article))
}

fn tokens_of(annotated: &Annotated<'_>, span: TextSpan) -> Range<usize> {
    let tokens = &annotated.tokens;
    let start = tokens.partition_point(|token| token.span().start < span.start);
    let end = tokens.partition_point(|token| token.span().start < span.end);
    start..end
}
