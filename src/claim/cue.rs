//! Finds claims by their cues.

use super::discourse::{About, Discourse};
use super::mention::{Mention, Mentions, Named, is_a};
use super::standing::Standing;
use super::trigger::TriggerIndex;
use super::{Binding, Claim, ClaimValue};
use crate::annotate::{Annotated, Annotation, Meaning};
use crate::fact::{FactStore, Kind, PropertyId, Subject};
use crate::language::{
    Capture, Function, Pattern, Slot, SlotSource, Token, TokenKind, WordId, WordSet,
};
use crate::pack::property_file::ValueKind;
use crate::value::{Amount, Quantity, Scale};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many words may stand between "the" and the name a subject slot looks for.
const SUBJECT_LEAD: usize = 3;

/// How many tokens shorter than it could be a noun phrase is tried.
const PHRASE: usize = 8;

/// How many tokens of a row may come before what it is about: a dash and an agent with its verb.
const ROW_LEAD: usize = 8;

/// The cues of every property.
#[derive(Debug, Default)]
pub struct CueIndex {
    cues: Vec<Cue>,
    /// Of cues without a slot for the subject.
    bare: TriggerIndex,
    /// Of cues with one, which nothing fills in a sentence that names no subject.
    with_subject: TriggerIndex,
    /// Cues made of slots alone, "{subject} ... on {value}" without the word.
    untriggered: Vec<usize>,
    /// Words that end a noun phrase.
    phrase_ends: BTreeSet<WordId>,
    /// Words that tie a noun to the one before it.
    prepositions: BTreeSet<WordId>,
}

/// A cue of a property, and what a sentence needs for it.
#[derive(Clone, Copy, Debug)]
struct Cue {
    property: PropertyId,
    /// Its place among the cues of the property.
    nth: usize,
    needs_subject: bool,
    /// Whether its value is an annotation.
    needs_value: bool,
}

impl CueIndex {
    /// Indexes the cues of a store.
    pub fn new(
        facts: &FactStore,
        phrase_ends: BTreeSet<WordId>,
        prepositions: BTreeSet<WordId>,
    ) -> Self {
        let mut index = CueIndex { phrase_ends, prepositions, ..CueIndex::default() };
        for (at, property) in facts.properties.iter().enumerate() {
            let needs_value = is_annotated(property.kind().values);
            for (nth, cue) in property.cues.iter().enumerate() {
                if cue.certain_words().next().is_none() {
                    index.untriggered.push(index.cues.len());
                }
                let (property, needs_subject) = (PropertyId(at), cue.needs("subject"));
                index.cues.push(Cue { property, nth, needs_subject, needs_value });
            }
        }
        let patterns = || facts.properties.iter().flat_map(|property| &property.cues);
        let lists = |wanted: bool| {
            let cues = index.cues.iter().zip(patterns());
            cues.map(move |(cue, pattern)| {
                let is_wanted = cue.needs_subject == wanted;
                pattern.certain_words().filter(|_| is_wanted).collect()
            })
        };
        let (bare, with_subject) =
            (TriggerIndex::of_lists(lists(false)), TriggerIndex::of_lists(lists(true)));
        (index.bare, index.with_subject) = (bare, with_subject);
        index
    }

    /// Whether what follows the tokens is what a row is about: they are a dash and at most a few
    /// words, none of which makes it part of something else.
    pub(super) fn is_head(&self, annotated: &Annotated<'_>, lead: Range<usize>) -> bool {
        let words = &annotated.tokens[lead];
        let ties = |token: &Token| {
            self.phrase_ends.contains(&token.word) || self.prepositions.contains(&token.word)
        };
        words.len() <= ROW_LEAD && !words.iter().any(ties)
    }

    /// The cues that the words of a sentence may set off, with or without those of subjects.
    fn triggered(&self, words: WordSet<'_>, names_subject: bool) -> impl Iterator<Item = Cue> {
        let mut ids = self.bare.triggered(words);
        if names_subject {
            ids.extend(self.with_subject.triggered(words));
            ids.sort_unstable();
        }
        ids.extend(&self.untriggered);
        ids.into_iter()
            .map(|id| self.cues[id])
            .filter(move |cue| names_subject || !cue.needs_subject)
    }
}

/// The claims that cues find, their standing still open.
pub(super) fn claims(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    discourse: &Discourse<'_>,
    cues: &CueIndex,
) -> Vec<Claim> {
    let facts = discourse.facts();
    let mut claims = Vec::new();
    for (at, sentence) in annotated.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        let states_value = annotated.within(tokens.clone()).next().is_some();
        let names_subject = mentions
            .within(tokens.clone())
            .any(|mention| !matches!(mention.named, Named::Entity(_)));
        let triggered = cues.triggered(annotated.words_of(at), names_subject);
        for Cue { property, nth, .. } in triggered.filter(|cue| states_value || !cue.needs_value) {
            let cue = &facts.property(property).cues[nth];
            let kind = facts.property(property).kind();
            let slots = CueSlots::new(annotated, mentions, facts, kind, cues);
            for found in all_matches(cue, annotated, tokens.clone(), &slots) {
                claims.extend(claim(annotated, mentions, discourse, (property, cue), at, &found));
            }
        }
    }
    claims
}

/// Where a cue stands, and what filled its slots.
struct Match {
    tokens: Range<usize>,
    captures: Vec<Capture>,
}

/// Whether values of a kind are annotations, and neither words nor records.
fn is_annotated(values: ValueKind) -> bool {
    !matches!(
        values,
        ValueKind::Words
            | ValueKind::Entity
            | ValueKind::Later
            | ValueKind::Earlier
            | ValueKind::Ongoing
    )
}

/// Every match of a cue, none inside another. A cue that begins with its value is tried where
/// something annotated starts, any other where a match can begin: most words need no attempt.
fn all_matches(
    cue: &Pattern,
    annotated: &Annotated<'_>,
    range: Range<usize>,
    slots: &CueSlots<'_>,
) -> Vec<Match> {
    let begins_with_value = cue.leading_slot().is_some_and(|slot| *slot.name == *"value")
        && is_annotated(slots.kind.values);
    let may_begin = |at: usize| {
        if begins_with_value {
            annotated.starting_at(at).next().is_some()
        } else {
            cue.may_begin(&annotated.tokens, at)
        }
    };
    let mut found = Vec::new();
    let mut start = range.start;
    while start < range.end {
        start += 1;
        if !may_begin(start - 1) {
            continue;
        }
        if let Some((end, captures)) =
            cue.match_at(&annotated.tokens, start - 1, range.clone(), slots)
        {
            found.push(Match { tokens: start - 1..end, captures });
            start = start.max(end);
        }
    }
    found
}

fn claim(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    discourse: &Discourse<'_>,
    (property, cue): (PropertyId, &Pattern),
    sentence: usize,
    found: &Match,
) -> Option<Claim> {
    let capture = |slot: &str| found.captures.iter().find(|capture| *capture.slot == *slot);
    let tokens = capture("value")?.tokens.clone();
    let subject_tokens = capture("subject").map(|capture| capture.tokens.clone());
    let kind = discourse.facts().property(property).kind();
    let known_by = discourse.facts().known_by(property);
    let named = |tokens: &Range<usize>| {
        mentions
            .within(tokens.clone())
            .filter(|mention| mention.tokens.end == tokens.end)
            .find_map(|mention| discourse.resolve(mention, mentions, known_by))
    };
    let value = match kind.values {
        ValueKind::Later => ClaimValue::Before(named(&tokens)?),
        ValueKind::Earlier => ClaimValue::After(named(&tokens)?),
        ValueKind::Ongoing => ClaimValue::Ongoing,
        _ => value_at(annotated, kind, &tokens)?,
    };
    // "Two hours later" is a length of its own.
    let is_step = matches!(&value, ClaimValue::Amount(amount) if amount.scale != Scale::Time)
        && discourse.is_step(sentence, &tokens);
    if is_step {
        return None;
    }
    let meant = meant(annotated, cue, &found.tokens, &tokens);
    let is_told = |subject| About { subject, binding: Binding::Named };
    let is_its_own = matches!(value, ClaimValue::Ongoing).then(|| tokens.clone());
    // "The captain, Juri Halm" and "Juri Halm scored the winner" are of what the article is about.
    let is_definite = kind.values == ValueKind::Entity
        && found.tokens.clone().any(|at| {
            let functions = annotated.language.sense(annotated.tokens[at].word).functions;
            !tokens.contains(&at) && functions.has(Function::Definite)
        });
    // "Brandt Group, the owner of the ferry": whatever the wording names beside the value.
    let beside = capture("entity").and_then(|capture| {
        let names = mentions.within(capture.tokens.clone());
        names.last().and_then(|mention| discourse.known(mention, mentions, known_by))
    });
    let about = match &subject_tokens.clone().or(is_its_own) {
        Some(tokens) => named(tokens).map(is_told),
        None if beside.is_some() => beside.map(is_told),
        None => discourse.about(sentence, &tokens, &meant, mentions, property).or_else(|| {
            let topic = discourse.topic(sentence, mentions, known_by)?;
            Some(About { subject: topic, binding: Binding::Topic })
        }),
    };
    // Nobody succeeds himself.
    let is_value = |subject: Subject| {
        kind.values == ValueKind::Entity
            && mentions
                .entities_within(tokens.clone())
                .any(|entity| subject == Subject::Entity(entity))
    };
    let about = about.filter(|about| !is_value(about.subject));
    Some(Claim {
        subject: about.map(|about| about.subject),
        binding: match about {
            Some(_) if is_definite => Binding::Named,
            Some(about) => about.binding,
            None => Binding::Topic,
        },
        subject_span: subject_tokens.map(|tokens| annotated.span_of(tokens)),
        property,
        value,
        span: annotated.span_of(tokens.clone()),
        tokens,
        meant,
        sentence,
        standing: Standing::Asserted,
    })
}

/// The value with the words right beside it that the cue spells, no word of a gap among them.
fn meant(
    annotated: &Annotated<'_>,
    cue: &Pattern,
    wording: &Range<usize>,
    value: &Range<usize>,
) -> Range<usize> {
    let is_spelled = |at: &usize| cue.spells(annotated.tokens[*at].word);
    let before = (wording.start..value.start).rev().take_while(is_spelled).count();
    let after = (value.end..wording.end).take_while(is_spelled).count();
    value.start - before..value.end + after
}

/// The value that the tokens state, if they state one of the kind.
pub(super) fn value_at(
    annotated: &Annotated<'_>,
    kind: Kind,
    tokens: &Range<usize>,
) -> Option<ClaimValue> {
    if matches!(kind.values, ValueKind::Words | ValueKind::Entity) {
        return Some(ClaimValue::Words);
    }
    let fits = |found: &&Annotation| found.tokens == *tokens;
    annotated
        .starting_at(tokens.start)
        .filter(fits)
        .find_map(|found| value_of(annotated, kind, found))
}

fn value_of(annotated: &Annotated<'_>, kind: Kind, found: &Annotation) -> Option<ClaimValue> {
    let is_dated = matches!(kind.values, ValueKind::Date | ValueKind::Time);
    if is_dated && is_somebody(annotated, found) {
        return None;
    }
    match (kind.values, &found.meaning) {
        // "Two thirds of the board" is no number of votes.
        (ValueKind::Count | ValueKind::Amount, Meaning::Number(count)) if count.is_share() => None,
        (ValueKind::Count, Meaning::Number(count)) if !is_year(count) => {
            Some(ClaimValue::Amount(Amount::number(*count)))
        }
        (ValueKind::Amount, Meaning::Number(count)) if is_year(count) => None,
        (ValueKind::Amount, _) => annotated.amount_as(found, kind.measures).map(ClaimValue::Amount),
        (ValueKind::Date, Meaning::Date(date)) => Some(ClaimValue::Date(*date)),
        (ValueKind::Time, Meaning::Time(time)) => Some(ClaimValue::Time(time.clone())),
        (ValueKind::Elapsed, Meaning::Duration(length)) => Some(ClaimValue::Elapsed(*length)),
        (ValueKind::Tenure, Meaning::Duration(length)) => Some(ClaimValue::TenureOf(*length)),
        (ValueKind::Tenure, Meaning::Date(date)) => Some(ClaimValue::TenureFrom(*date)),
        _ => None,
    }
}

/// Whether what reads as a date is somebody: "Theresa May", "May's departure".
fn is_somebody(annotated: &Annotated<'_>, found: &Annotation) -> bool {
    let start = found.tokens.start;
    let is_inner =
        annotated.sentence_of(start).is_some_and(|sentence| sentence.tokens.start + 1 < start);
    let ends_name = is_inner && annotated.tokens[start - 1].is_capitalised();
    let owns = annotated.language.is_also_a_name(annotated.tokens[start].word)
        && annotated.tokens.get(found.tokens.end).is_some_and(|next| next.joined);
    // "In today's money" tells no day.
    let is_owner = owner_follows(annotated, found.tokens.end);
    found.tokens.len() == 1 && (ends_name || owns || is_owner) || annotated.name_at(start).is_some()
}

fn owner_follows(annotated: &Annotated<'_>, at: usize) -> bool {
    annotated.tokens.get(at).is_some_and(|next| next.joined && annotated.is_possessive(next.word))
}

/// Whether a number may as well be a year: "the earthquake of 2015 killed …".
pub(super) fn is_year(count: &Quantity) -> bool {
    count.modifier.is_none()
        && count.stated.fract() == 0.0
        && (1500.0..2100.0).contains(&count.stated)
}

/// Fills the slots of cues.
pub(super) struct CueSlots<'a> {
    annotated: &'a Annotated<'a>,
    mentions: &'a Mentions,
    facts: &'a FactStore,
    kind: Kind,
    cues: &'a CueIndex,
}

impl SlotSource for CueSlots<'_> {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        match &*slot.name {
            "value" => self.value(slot.form.as_deref(), start, ends),
            "subject" => self.subject(slot.form.as_deref(), start, ends),
            "date" => self.annotation(Kind::of(ValueKind::Date), start, ends),
            "time" => self.annotation(Kind::of(ValueKind::Time), start, ends),
            "count" => self.annotation(Kind::of(ValueKind::Count), start, ends),
            name => self.entity(name, start, ends),
        }
    }

    /// Another record bars it; and for what dates, a verb does: "condemned" in "the bombings were
    /// condemned on Friday".
    fn bars_gap(&self, token: usize) -> bool {
        let is_dated = matches!(self.kind.values, ValueKind::Date | ValueKind::Time);
        let word = self.annotated.tokens[token].word;
        let ends_clause =
            || self.annotated.may_be_past_verb(token) || self.cues.phrase_ends.contains(&word);
        is_dated && ends_clause()
            || self
                .mentions
                .starting_at(token)
                .any(|mention| !matches!(mention.named, Named::Entity(_)))
    }
}

impl<'a> CueSlots<'a> {
    /// Fills slots for a property with values of a kind.
    pub(super) fn new(
        annotated: &'a Annotated<'a>,
        mentions: &'a Mentions,
        facts: &'a FactStore,
        kind: Kind,
        cues: &'a CueIndex,
    ) -> Self {
        CueSlots { annotated, mentions, facts, kind, cues }
    }

    /// The end of the sentence that a token stands in.
    fn sentence_end(&self, token: usize) -> usize {
        let sentence = self.annotated.sentence_of(token);
        sentence.map_or(self.annotated.tokens.len(), |sentence| sentence.tokens.end)
    }

    fn value(&self, form: Option<&str>, start: usize, ends: &mut Vec<usize>) {
        match (self.kind.values, form) {
            (ValueKind::Words, Some("phrase")) => {
                let end = self.phrase_end(start).unwrap_or(start);
                ends.extend((start + 1..=end).rev().take(PHRASE));
            }
            (ValueKind::Words, _) => ends.extend(self.clause_end(start)),
            (ValueKind::Entity, _) => self.named_entity(start, ends),
            (ValueKind::Later | ValueKind::Earlier | ValueKind::Ongoing, _) => {
                self.subject(form, start, ends);
            }
            _ => self.annotation(self.kind, start, ends),
        }
    }

    fn annotation(&self, kind: Kind, start: usize, ends: &mut Vec<usize>) {
        let found = self.annotated.starting_at(start);
        let stated = found.filter(|found| value_of(self.annotated, kind, found).is_some());
        ends.extend(stated.map(|found| found.tokens.end));
    }

    /// A subject may be led by an article and a few words: "the deadly twin bombings". A whole
    /// subject is no part of another noun: not "a service for the victims of the bombings". The next one
    /// follows almost at once.
    fn subject(&self, form: Option<&str>, start: usize, ends: &mut Vec<usize>) {
        let last = self.sentence_end(start);
        let lead = if form == Some("next") { 1 } else { SUBJECT_LEAD };
        for at in start..(start + lead + 1).min(last) {
            let named = self.mentions.starting_at(at);
            let named = named.filter(|mention| !matches!(mention.named, Named::Entity(_)));
            ends.extend(named.map(|mention| mention.tokens.end));
            if !ends.is_empty() {
                if form == Some("whole") && self.is_part(at) {
                    ends.clear();
                }
                break;
            }
            if !self.may_lead(at) {
                break;
            }
        }
    }

    /// Whether a word may stand between an article and the noun it belongs to.
    fn may_lead(&self, at: usize) -> bool {
        let token = &self.annotated.tokens[at];
        matches!(token.kind, TokenKind::Word(_))
            && !self.cues.phrase_ends.contains(&token.word)
            && !self.cues.prepositions.contains(&token.word)
    }

    /// Whether the noun that ends up at `at` belongs to a noun before it: "a service for the …".
    fn is_part(&self, at: usize) -> bool {
        let before = (0..at).rev().take(SUBJECT_LEAD + 1);
        let is_lead = |at: usize| self.may_lead(at) && !self.annotated.tokens[at].is_capitalised();
        let lead = before.take_while(|&at| is_lead(at)).count();
        let owner = at.checked_sub(lead + 1).map(|at| self.annotated.tokens[at].word);
        owner.is_some_and(|word| self.cues.prepositions.contains(&word))
    }

    /// A name, perhaps with a title or an article before it: "Interior Minister Anna Lind".
    fn named_entity(&self, start: usize, ends: &mut Vec<usize>) {
        let last = self.sentence_end(start);
        for at in start..(start + SUBJECT_LEAD + 1).min(last) {
            let named = self.mentions.starting_at(at);
            let named = named.filter(|mention| {
                matches!(mention.named, Named::Entity(_)) && !self.is_inside_name(mention)
            });
            ends.extend(named.map(|mention| mention.tokens.end));
            // A verb before it takes a name that is no title's: "the captain told Juri Halm".
            if !ends.is_empty() || !self.may_lead(at) || self.annotated.may_be_past_verb(at) {
                return;
            }
        }
    }

    /// Whether a longer name begins with it that means somebody else: "Dunholt Town".
    fn is_inside_name(&self, mention: &Mention) -> bool {
        let tokens = &self.annotated.tokens;
        let end = mention.tokens.end;
        let follows = tokens.get(end).is_some_and(|next| next.is_capitalised() && !next.joined);
        let name = self.annotated.name_at(mention.tokens.start);
        follows && name.is_some_and(|name| name.tokens.end > end)
    }

    /// A name, perhaps with "the" before it.
    fn entity(&self, slot: &str, start: usize, ends: &mut Vec<usize>) {
        let is_article = |at: usize| {
            let functions = self.annotated.language.sense(self.annotated.tokens[at].word).functions;
            functions.has(Function::Definite)
        };
        let start =
            if start < self.sentence_end(start) && is_article(start) { start + 1 } else { start };
        for mention in self.mentions.starting_at(start) {
            if let Named::Entity(entities) = &mention.named
                && entities.iter().any(|&entity| is_a(slot, self.facts.entity(entity).kind))
                && !self.is_inside_name(mention)
            {
                ends.push(mention.tokens.end);
            }
        }
    }

    /// To the next mark that is not inside a word.
    fn clause_end(&self, start: usize) -> Option<usize> {
        let ends_clause = |at: usize| {
            let token = self.annotated.tokens[at];
            let next = self.annotated.tokens.get(at + 1);
            token.kind == TokenKind::Mark && !(token.joined && next.is_some_and(|next| next.joined))
        };
        let last = self.sentence_end(start);
        let end = (start..last).find(|&at| ends_clause(at)).unwrap_or(last);
        (end > start).then_some(end)
    }

    /// To the next mark or to a word that no noun phrase contains.
    fn phrase_end(&self, start: usize) -> Option<usize> {
        let clause_end = self.clause_end(start)?;
        let ends_phrase =
            |at: usize| self.cues.phrase_ends.contains(&self.annotated.tokens[at].word);
        let end = (start..clause_end).find(|&at| ends_phrase(at)).unwrap_or(clause_end);
        (end > start).then_some(end)
    }
}
