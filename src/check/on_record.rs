//! What is on record of what an article mentions, for slips that no wording has to announce.

use super::Scene;
use crate::annotate::Annotation;
use crate::claim::MentionedAs;
use crate::fact::{EventId, Fact, FactStore, Recorded, StatedFact, Subject};
use crate::finding::Evidence;
use crate::language::{TokenKind, fold};
use crate::value::{Amount, Interval, Scale};
use std::collections::BTreeSet;

/// How many letters a word has at least that two passages may share by no accident.
const LONG: usize = 4;

/// A fact that records numbers.
pub(super) struct OnRecord<'a> {
    pub(super) fact: &'a Fact,
    pub(super) subject: Subject,
    pub(super) scale: &'a Scale,
    /// Every number that is or was right, and the one of the period before.
    pub(super) values: Vec<Interval>,
}

impl<'a> OnRecord<'a> {
    /// The numbers on record of everything that an article mentions or describes; none where it is
    /// about something else.
    pub(super) fn of_scene(scene: &Scene<'a>) -> Vec<OnRecord<'a>> {
        if !is_on_topic(scene) {
            return Vec::new();
        }
        mentioned(scene).into_iter().flat_map(|subject| of_subject(scene.facts, subject)).collect()
    }

    /// Whether the record gave the number, now or earlier.
    pub(super) fn agrees(&self, amount: &Amount) -> bool {
        self.scale.compares(&amount.scale)
            && self.values.iter().any(|value| amount.interval().meets(*value))
    }

    /// The middle of each number that has two ends.
    pub(super) fn middles(&self) -> impl Iterator<Item = f64> {
        let bounded = self.values.iter().filter(|value| value.high.is_finite());
        bounded.map(|value| f64::midpoint(value.low, value.high))
    }

    /// Whether a number counts what the record counts, by the noun after it; none where it has no
    /// noun, or the property counts nothing in particular.
    pub(super) fn counts(&self, scene: &Scene<'_>, found: &Annotation) -> Option<bool> {
        let annotated = scene.annotated;
        let noun = annotated.context(found).counted?;
        let tokens = &annotated.tokens;
        let start = tokens.partition_point(|token| token.span().start < noun.start);
        let end = tokens.partition_point(|token| token.span().end <= noun.end);
        let counts = &scene.facts.property(self.fact.property).counts;
        let is_it = counts.iter().any(|pattern| pattern.find(tokens, start..end, &()).is_some());
        (!counts.is_empty()).then_some(is_it)
    }

    /// The record as evidence.
    pub(super) fn evidence(&self, facts: &FactStore) -> Evidence {
        evidence(facts, self.subject, self.fact)
    }
}

/// A fact of a subject as evidence.
pub(super) fn evidence(facts: &FactStore, subject: Subject, fact: &Fact) -> Evidence {
    let source = fact.sources.first();
    let noun = &facts.property(fact.property).noun;
    Evidence::Fact {
        id: fact.id.clone(),
        text: format!("{}, {noun}: {}", facts.subject_name(subject), fact.shown),
        value: Some(fact.shown.clone()),
        source: source.map(|source| source.name.clone()),
        url: source.and_then(|source| source.url.clone()),
        as_of: fact.as_of,
    }
}

/// Whether the article itself states a figure: it is not quoted, asked, denied or to come.
pub(super) fn is_stated(scene: &Scene<'_>, found: &Annotation) -> bool {
    let standing = |at| scene.standing.of(scene.annotated, at, found.tokens.clone());
    sentence_of(scene, found).is_some_and(|at| standing(at).is_asserted())
}

/// Whether a statement on record gives the very figure.
pub(super) fn is_in_statements(scene: &Scene<'_>, amount: &Amount) -> bool {
    let stated = scene.facts.statements.iter().flat_map(|statement| &statement.values.amounts);
    let mut alike = stated.filter(|one| one.amount.scale.compares(&amount.scale));
    alike.any(|one| one.amount.quantity.stated == amount.quantity.stated)
}

/// The sentence that an annotation stands in, by index.
pub(super) fn sentence_of(scene: &Scene<'_>, found: &Annotation) -> Option<usize> {
    let sentences = &scene.annotated.sentences;
    let start = found.tokens.start;
    let at = sentences.partition_point(|sentence| sentence.tokens.end <= start);
    sentences.get(at).filter(|one| one.tokens.start <= start).map(|_| at)
}

/// Whether a sentence and a statement on record have a word of meaning in common, figures and
/// names of places left out.
pub(super) fn shares_a_word(scene: &Scene<'_>, sentence: usize, statement: &StatedFact) -> bool {
    let annotated = scene.annotated;
    let here: BTreeSet<String> = annotated.tokens[annotated.sentences[sentence].tokens.clone()]
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word(_)))
        .map(|token| fold(annotated.article.slice(token.span())).into_owned())
        .filter(|word| tells(scene, word))
        .collect();
    statement.wordings.iter().any(|wording| {
        let words = wording.text.split(|c: char| !c.is_alphanumeric()).map(fold);
        words
            .filter(|word| tells(scene, word))
            .any(|word| here.iter().any(|other| scene.known_claims.are_alike(&word, other)))
    })
}

/// Whether a word is long enough to mean something of its own.
fn tells(scene: &Scene<'_>, word: &str) -> bool {
    word.len() >= LONG
        && word.starts_with(char::is_alphabetic)
        && !scene.language.is_of("function", word)
}

/// Whether a bare number may be a year.
pub(super) fn is_year(amount: &Amount) -> bool {
    let stated = amount.quantity.stated;
    amount.scale == Scale::Number && stated.fract() == 0.0 && (1900.0..2100.0).contains(&stated)
}

/// Whether the article mentions enough of the packs, and more than places.
pub(super) fn is_on_topic(scene: &Scene<'_>) -> bool {
    scene.mentions.are_on_topic(scene.annotated, scene.facts, scene.told_of)
}

/// What the article mentions. Where it tells of an event of the packs, also what it describes, and
/// the events that those it mentions took part in.
pub(super) fn mentioned(scene: &Scene<'_>) -> BTreeSet<Subject> {
    let is_told = !scene.told_of.is_empty();
    let named = scene.mentions.all().iter().map(|mention| &mention.named);
    let named = named.filter(|named| is_told || !matches!(named, MentionedAs::Described(_)));
    let mut subjects: BTreeSet<Subject> = named.flat_map(MentionedAs::subjects).collect();
    if is_told {
        let entities = subjects.iter().filter_map(|subject| match subject {
            Subject::Entity(entity) => Some(*entity),
            Subject::Event(_) | Subject::Happening(..) => None,
        });
        let events: Vec<EventId> =
            entities.flat_map(|party| scene.facts.events_of(party)).copied().collect();
        subjects.extend(events.into_iter().map(Subject::Event));
    }
    subjects
}

fn of_subject(facts: &FactStore, subject: Subject) -> impl Iterator<Item = OnRecord<'_>> {
    facts.facts_of(subject).iter().filter_map(move |fact| match &fact.recorded {
        Recorded::Amounts { scale, allowed, history, before, .. } => {
            let past = history.iter().map(|entry| entry.value);
            let values = allowed.iter().copied().chain(past).chain(*before).collect();
            Some(OnRecord { fact, subject, scale, values })
        }
        _ => None,
    })
}
