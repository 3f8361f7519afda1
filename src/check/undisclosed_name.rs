//! Flags names that no pack knows, told where a record says that the name has not been disclosed:
//! "the bookkeeper, Margaret Pell".
//!
//! The sentence must tell of the undisclosed detail: it shares words with the record's note or its
//! property, besides those that say that nothing is known.

use super::on_record::is_on_topic;
use super::{Hit, Scene};
use crate::annotate::{Name, Sentence};
use crate::fact::{Fact, Subject};
use crate::finding::{Evidence, Verdict};
use crate::language::{Function, Language, NameKind, Stem};
use crate::pack::fact_file::Confidence;
use crate::pack::property_file::ValueKind;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many events of the packs an article tells of that is certainly of their story: what it
/// describes besides is of it, too.
const STORY: usize = 2;

/// How many words a sentence must share with the record where it does not mention its subject.
const SHARED_AFAR: usize = 3;

/// The words that say that something is not known, rather than what.
#[derive(Debug)]
pub struct UndisclosedName {
    /// "named", "disclosed", "nobody", and words without a meaning of their own.
    saying: BTreeSet<String>,
}

/// A detail that nobody has disclosed, with the words that tell what it is.
struct Undisclosed<'a> {
    subject: Subject,
    fact: &'a Fact,
    words: BTreeSet<Stem>,
}

impl UndisclosedName {
    /// With the words of the language.
    pub fn new(language: &Language) -> Self {
        let classes = ["function", "disclosing"].iter();
        let saying = classes.filter_map(|class| language.classes.get(*class)).flatten();
        UndisclosedName { saying: saying.cloned().collect() }
    }

    /// Flags the first mention of every such name.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        if scene.told_of.is_empty() || !is_on_topic(scene) {
            return Vec::new();
        }
        let details = self.details(scene);
        if details.is_empty() {
            return Vec::new();
        }
        let unknown = scene.annotated.names.iter().filter(|name| is_unknown(scene, name));
        unknown.filter_map(|name| check(scene, name, &details)).collect()
    }

    /// What packs hold undisclosed that a name would disclose, of what the article may tell of.
    fn details<'a>(&self, scene: &Scene<'a>) -> Vec<Undisclosed<'a>> {
        let facts = scene.facts;
        let told_of = scene.told_of;
        let is_told = |subject: &Subject| told_of.len() >= STORY || told_of.contains(subject);
        let is_name = |(subject, fact): &(Subject, &Fact)| {
            let values = facts.property(fact.property).values;
            let is_named = matches!(values, ValueKind::Entity | ValueKind::Words);
            is_named && is_told(subject)
        };
        let undisclosed = facts.undisclosed().filter(is_name);
        undisclosed
            .map(|(subject, fact)| {
                let noun = &facts.property(fact.property).noun;
                let told = fact.note.as_deref().unwrap_or(noun);
                Undisclosed { subject, fact, words: self.words(scene, told) }
            })
            .collect()
    }

    fn words(&self, scene: &Scene<'_>, text: &str) -> BTreeSet<Stem> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let telling = words.filter(|word| !self.saying.contains(&word.to_lowercase()));
        telling.filter_map(|word| scene.stems.of_word(word)).collect()
    }
}

/// Whether a name is the first mention of a person or an organisation that no pack knows, and who
/// does not merely say something.
fn is_unknown(scene: &Scene<'_>, name: &Name) -> bool {
    let annotated = scene.annotated;
    let may_be = matches!(name.kind, NameKind::Person | NameKind::Organisation | NameKind::Unknown);
    let is_known = scene.mentions.within(name.tokens.clone()).next().is_some();
    let says = |at: usize| {
        let token = annotated.tokens.get(at);
        token
            .is_some_and(|token| annotated.language.sense(token.word).functions.has(Function::Said))
    };
    let speaks = says(name.tokens.end) || name.tokens.start.checked_sub(1).is_some_and(says);
    may_be
        && name.tokens.len() > 1
        && name.refers_to.is_none()
        && !is_known
        && !speaks
        && !annotated.is_quoted(&name.tokens)
}

fn check(scene: &Scene<'_>, name: &Name, details: &[Undisclosed<'_>]) -> Option<Hit> {
    let annotated = scene.annotated;
    let sentence = annotated.sentence_of(name.tokens.start)?;
    let at = annotated.sentences.partition_point(|one| one.tokens.start < sentence.tokens.start);
    if !scene.standing.of(annotated, at, name.tokens.clone()).is_asserted() {
        return None;
    }
    let words = stems(scene, sentence.tokens.clone(), &name.tokens);
    let near = subjects_near(scene, at, sentence);
    let tells = |detail: &&Undisclosed<'_>| {
        let shared = detail.words.intersection(&words).count();
        let is_near = near.contains(&detail.subject) || shared >= SHARED_AFAR;
        // A long note has words for everything.
        is_near && shared > 0 && 3 * shared >= detail.words.len()
    };
    let detail = details.iter().find(tells)?;
    Some(hit(scene, name, detail))
}

/// What a sentence is about, its names aside.
fn stems(scene: &Scene<'_>, sentence: Range<usize>, name: &Range<usize>) -> BTreeSet<Stem> {
    let text = scene.annotated.article.text();
    let outside = sentence.filter(|at| !name.contains(at));
    outside.filter_map(|at| scene.stems.of(&scene.annotated.tokens[at], text)).collect()
}

/// What the sentence mentions, or the one before it in its block.
fn subjects_near(scene: &Scene<'_>, at: usize, sentence: &Sentence) -> BTreeSet<Subject> {
    let before = at.checked_sub(1).map(|at| &scene.annotated.sentences[at]);
    let before = before.filter(|before| before.block == sentence.block);
    let start = before.map_or(sentence.tokens.start, |before| before.tokens.start);
    let mentions = scene.mentions.within(start..sentence.tokens.end);
    mentions.flat_map(|mention| mention.named.subjects()).collect()
}

fn hit(scene: &Scene<'_>, name: &Name, detail: &Undisclosed<'_>) -> Hit {
    let stated = scene.annotated.article.slice(name.span);
    let noun = &scene.facts.property(detail.fact.property).noun;
    let subject = scene.facts.subject_phrase(detail.subject);
    let source = detail.fact.sources.first();
    let told = format!("{subject}, {noun}: not disclosed");
    Hit {
        span: name.span,
        verdict: Verdict::Undisclosed,
        message: format!(
            "names “{stated}”, whom no record knows, where the record says that the {noun} of {subject} has not been disclosed"
        ),
        evidence: vec![Evidence::Fact {
            id: detail.fact.id.clone(),
            text: detail.fact.note.clone().unwrap_or(told),
            value: None,
            source: source.map(|source| source.name.clone()),
            url: source.and_then(|source| source.url.clone()),
            as_of: detail.fact.as_of,
        }],
        confidence: detail.fact.confidence.min(Confidence::Medium),
    }
}
