//! Which event "the attack" means.
//!
//! An event is *anchored* where the article names it, or describes it in a sentence that sets its
//! scene: its place, or all who took part. A bare description means the event anchored last before
//! it in the same block, else the only fitting one that the article opens with; else nothing is
//! certain and nothing is said. A description that comes with another place, another weekday, a
//! far date, a number or a word such as "previous" means something else.

mod about;
mod description;

use super::mention::{Mention, Mentions, Named};
use super::standing::StandingCues;
use crate::annotate::Annotated;
use crate::fact::{EntityId, EventId, FactStore, PropertyId, Subject};
use crate::language::{TokenKind, WordId};
use crate::value::Period;
pub(super) use about::About;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many parties must be on record for their names together to set a scene: one party does
/// many things.
const LEAST_PARTIES: usize = 2;

/// For how many days something is news: an article of those days that describes such a thing in
/// its country means it.
const NEWS_DAYS: i32 = 10;

/// How many things of the packs the opening names when it is about what the packs know.
const KNOWN_IN_OPENING: usize = 2;

/// How many the whole article names then.
const KNOWN_IN_ALL: usize = 4;

/// How far apart two events are of which only the later is news.
const LONG_PAST_DAYS: i32 = 180;

/// How many blocks, headline included, an article opens with.
const LEAD: usize = 4;

/// What an article's mentions mean together.
#[derive(Debug)]
pub struct Discourse<'a> {
    annotated: &'a Annotated<'a>,
    facts: &'a FactStore,
    words: &'a QualifierWords,
    /// The day of writing, where it is known: what came later is not what the article means.
    written: Option<Date>,
    /// Certain mentions of each subject, in order.
    by_subject: BTreeMap<Subject, Vec<Anchor>>,
    /// What is certainly mentioned in the blocks that the article opens with.
    opening: BTreeSet<Subject>,
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    token: usize,
    block: usize,
    subject: Subject,
    asserted: bool,
}

/// Words that tell whether a description is qualified.
#[derive(Debug, Default)]
pub struct QualifierWords {
    /// "in", "at", "near": a place follows.
    pub before_place: BTreeSet<WordId>,
    /// "previous", "another", "such": it is a different one.
    pub other: BTreeSet<WordId>,
    /// "a", "an": it is a new one.
    pub indefinite: BTreeSet<WordId>,
    /// "on", "in": a date follows that sets the scene.
    pub before_date: BTreeSet<WordId>,
    /// "in", "at": a place follows where it happens.
    pub locative: BTreeSet<WordId>,
    /// "said": whoever stands beside it only says so.
    pub says: BTreeSet<WordId>,
    /// "of", "for": what follows belongs to what precedes.
    pub ties: BTreeSet<WordId>,
    /// "more", "ahead": what precedes is the distance between two figures.
    pub steps: BTreeSet<WordId>,
    /// "their": what follows belongs to somebody named before.
    pub owned: BTreeSet<WordId>,
    /// "with", "at": what a phrase that opens a sentence says is said of its subject.
    pub fronting: BTreeSet<WordId>,
    /// Between two that are told of together: "and".
    pub joins: BTreeSet<WordId>,
    /// Before somebody beside whoever is told of: "alongside".
    pub company: BTreeSet<WordId>,
    /// "company", "bank": with "the", they take up what the article is about.
    pub stand_ins: BTreeSet<WordId>,
    /// "market", "rival": what their clause says is said of them.
    pub parties: BTreeSet<WordId>,
    /// "while", "and": after a comma, another clause begins.
    pub clause_openers: BTreeSet<WordId>,
    /// "similar", "average": the clause is of something else.
    pub elsewhere: BTreeSet<WordId>,
    /// "earlier", "had": the clause is of an earlier time.
    pub before: BTreeSet<WordId>,
    /// "if": what the sentence says depends on something.
    pub conditions: BTreeSet<WordId>,
    /// "not", "never": the verb after it is denied.
    pub negations: BTreeSet<WordId>,
    /// "until", "only": with a word of denial they say that it is so.
    pub bounds: BTreeSet<WordId>,
}

impl<'a> Discourse<'a> {
    /// Reads the anchors of an article.
    pub fn new(
        annotated: &'a Annotated<'a>,
        mentions: &Mentions,
        facts: &'a FactStore,
        words: &'a QualifierWords,
        standing: &StandingCues,
        written: Option<Date>,
    ) -> Self {
        let mut discourse = Discourse {
            annotated,
            facts,
            words,
            written,
            by_subject: BTreeMap::new(),
            opening: BTreeSet::new(),
        };
        for mention in mentions.all() {
            let block = annotated.sentences[mention.sentence].block;
            for subject in discourse.certain(mention, mentions) {
                let standing = standing.of(annotated, mention.sentence, mention.tokens.clone());
                let (token, asserted) = (mention.tokens.start, standing.is_asserted());
                let anchor = Anchor { token, block, subject, asserted };
                discourse.by_subject.entry(subject).or_default().push(anchor);
                if block < LEAD {
                    discourse.opening.insert(subject);
                }
            }
        }
        discourse.open_with_topics(mentions, standing);
        discourse
    }

    /// Takes what the opening describes for its topic where the article names enough of what the
    /// packs know: "the recall" of an article that names the maker and the cheese.
    fn open_with_topics(&mut self, mentions: &Mentions, standing: &StandingCues) {
        let end = self.annotated.sentences.partition_point(|sentence| sentence.block < LEAD);
        let end = end.checked_sub(1).map_or(0, |at| self.annotated.sentences[at].tokens.end);
        let distinct = |range: Range<usize>| {
            mentions.entities_within(range).collect::<BTreeSet<EntityId>>().len()
        };
        let whole = 0..self.annotated.tokens.len();
        let is_known = match self.written {
            Some(_) => distinct(0..end) >= KNOWN_IN_OPENING || distinct(whole) >= KNOWN_IN_ALL,
            // Without a day of writing nothing tells this year's flood from that of any other.
            None => distinct(0..end) >= KNOWN_IN_ALL,
        };
        if !is_known {
            return;
        }
        for mention in mentions.within(0..end) {
            let Named::Described(events) = &mention.named else { continue };
            let fitting = self.fitting(mention, events, mentions);
            let is_new =
                self.is_indefinite(mention) && !fitting.iter().any(|&event| self.is_news(event));
            let Some(event) = self.latest(&fitting).filter(|_| !is_new) else { continue };
            let subject = Subject::Event(event);
            if self.by_subject.contains_key(&subject) {
                continue;
            }
            let told = standing.of(self.annotated, mention.sentence, mention.tokens.clone());
            let block = self.annotated.sentences[mention.sentence].block;
            let (token, asserted) = (mention.tokens.start, told.is_asserted());
            let anchor = Anchor { token, block, subject, asserted };
            self.open_with(subject, anchor);
        }
        self.open_with_namesake(0..end, mentions);
    }

    /// What the opening names and an event that is news is called after tells of that event: "the
    /// tower", in the days after "the collapse of Cormorant Tower".
    fn open_with_namesake(&mut self, opening: Range<usize>, mentions: &Mentions) {
        let called_after = |mention: &Mention| -> Vec<EventId> {
            let entities = mentions.entities_within(mention.tokens.clone());
            entities.flat_map(|entity| self.facts.events_called_after(entity)).copied().collect()
        };
        let named: Vec<(usize, EventId)> = mentions
            .within(opening)
            .flat_map(|mention| {
                called_after(mention).into_iter().map(|event| (mention.tokens.start, event))
            })
            .filter(|(_, event)| self.is_news(*event))
            .collect();
        let events: BTreeSet<EventId> = named.iter().map(|(_, event)| *event).collect();
        let Some(event) = self.latest(&events.into_iter().collect::<Vec<_>>()) else { return };
        let subject = Subject::Event(event);
        let first = named.iter().find(|(_, named)| *named == event);
        let Some(&(token, _)) = first.filter(|_| !self.by_subject.contains_key(&subject)) else {
            return;
        };
        let sentence =
            self.annotated.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        let block = self.annotated.sentences[sentence].block;
        self.open_with(subject, Anchor { token, block, subject, asserted: false });
    }

    fn open_with(&mut self, subject: Subject, anchor: Anchor) {
        self.by_subject.insert(subject, vec![anchor]);
        self.opening.insert(subject);
    }

    /// The only event, or the latest where all others are long past: the news is of that.
    fn latest(&self, events: &[EventId]) -> Option<EventId> {
        let began =
            |event: &EventId| self.facts.period(Subject::Event(*event)).map(|period| period.first);
        let mut dated: Vec<(Option<Date>, EventId)> =
            events.iter().map(|event| (began(event), *event)).collect();
        dated.sort_unstable();
        match dated.as_slice() {
            [] => None,
            [(_, only)] => Some(*only),
            [.., (second, _), (last, event)] => {
                let (second, last) = ((*second)?, (*last)?);
                ((last - second).get_days() >= LONG_PAST_DAYS).then_some(*event)
            }
        }
    }

    /// The facts it reads by.
    pub fn facts(&self) -> &'a FactStore {
        self.facts
    }

    /// What the article mentions beyond doubt.
    pub fn certain_subjects(&self) -> BTreeSet<Subject> {
        self.by_subject.keys().copied().collect()
    }

    /// The last day on which something happened that the article reports: it cannot have been
    /// written before.
    pub fn lower_bound(&self) -> Option<Date> {
        let asserted =
            |(_, anchors): &(&Subject, &Vec<Anchor>)| anchors.iter().any(|anchor| anchor.asserted);
        let reported = self.by_subject.iter().filter(asserted);
        reported.filter_map(|(&subject, _)| self.facts.period(subject)).map(|p| p.first).max()
    }

    /// What a mention means as the subject of a claim about `property`, if that is certain.
    pub fn resolve(
        &self,
        mention: &Mention,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<Subject> {
        let knows = |subject: &Subject| self.facts.fact(*subject, property).is_some();
        match &mention.named {
            Named::Entity(_) => None,
            Named::Subject(subjects) => self.only_past(subjects),
            Named::Described(events) => {
                let fitting = self.fitting(mention, events, mentions);
                let candidates: Vec<Subject> =
                    fitting.into_iter().map(Subject::Event).filter(knows).collect();
                let own = candidates.iter().copied().find(|&candidate| {
                    let last = self.last_anchor(candidate, mention.tokens.start);
                    last.is_some_and(|anchor| anchor.token == mention.tokens.start)
                });
                match own {
                    Some(subject) => Some(subject),
                    // "An attack" is not the one the article is about.
                    None if self.is_indefinite(mention) => None,
                    None => self.in_play(candidates, mention),
                }
            }
        }
    }

    /// What a claim without a subject of its own is about: the one thing its sentence mentions of
    /// which the property is known.
    pub fn topic(
        &self,
        sentence: usize,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<Subject> {
        let tokens = self.annotated.sentences[sentence].tokens.clone();
        let mut here: Vec<Subject> = mentions
            .within(tokens)
            .filter_map(|mention| self.resolve(mention, mentions, property))
            .filter(|&subject| self.facts.fact(subject, property).is_some())
            .collect();
        here.sort_unstable();
        here.dedup();
        only(here.into_iter())
    }

    /// What a mention means beyond doubt, without the rest of the article.
    fn certain(&self, mention: &Mention, mentions: &Mentions) -> Vec<Subject> {
        match &mention.named {
            Named::Entity(_) => Vec::new(),
            Named::Subject(subjects) => self.only_past(subjects).into_iter().collect(),
            Named::Described(events) => {
                let sentence = self.annotated.sentences[mention.sentence].tokens.clone();
                let named: Vec<EntityId> = mentions.entities_within(sentence).collect();
                let fitting = self.fitting(mention, events, mentions);
                let anchored = fitting.into_iter().filter(|&event| self.is_set(event, &named));
                let anchored: Vec<EventId> = anchored.collect();
                // Of two in one place it is the one that is news.
                let news = || only(anchored.iter().copied().filter(|&event| self.is_news(event)));
                let event = only(anchored.iter().copied()).or_else(news);
                event.map(Subject::Event).into_iter().collect()
            }
        }
    }

    /// The one subject that had happened when the article was written.
    fn only_past(&self, subjects: &[Subject]) -> Option<Subject> {
        only(subjects.iter().copied().filter(|&subject| self.is_past(subject)))
    }

    fn is_past(&self, subject: Subject) -> bool {
        let began = self.facts.period(subject).map(|period| period.first);
        match (began, self.written) {
            // Time zones may put the news a day before the event.
            (Some(began), Some(written)) => (began - written).get_days() <= 1,
            _ => true,
        }
    }

    /// Whether a sentence that names these entities sets the scene of an event: it names its place,
    /// or, where no place is on record, all those who took part.
    fn is_set(&self, event: EventId, named: &[EntityId]) -> bool {
        let names = |wanted: EntityId| named.iter().any(|&entity| self.lies_in(entity, wanted));
        match self.facts.place(event) {
            Some(place) => names(place) || self.is_news(event) && self.names_around(place, named),
            None => {
                let parties = self.facts.parties(event);
                parties.len() >= LEAST_PARTIES && parties.into_iter().all(names)
            }
        }
    }

    /// Whether the event was news when the article was written.
    fn is_news(&self, event: EventId) -> bool {
        let began = self.facts.period(Subject::Event(event)).map(|period| period.first);
        let days = began.zip(self.written).map(|(began, written)| (written - began).get_days());
        days.is_some_and(|days| (-1..=NEWS_DAYS).contains(&days))
    }

    /// Whether one of the entities is a place that the place lies in.
    fn names_around(&self, place: EntityId, named: &[EntityId]) -> bool {
        named.iter().any(|&entity| self.lies_in(place, entity))
    }

    /// The candidate that is the topic where the mention stands: the one named last before it in
    /// its own block, else the only one that the article opens with, else the only one there is
    /// if the article opens with what came before or after it. An event named in passing further
    /// down is no topic.
    fn in_play(&self, candidates: Vec<Subject>, mention: &Mention) -> Option<Subject> {
        let block = self.annotated.sentences[mention.sentence].block;
        let here = candidates
            .iter()
            .filter_map(|candidate| self.last_anchor(*candidate, mention.tokens.start))
            .filter(|anchor| anchor.block == block)
            .max_by_key(|anchor| anchor.token);
        let opens = |subject: &&Subject| self.opening.contains(subject);
        here.map(|anchor| anchor.subject)
            .or_else(|| only(candidates.iter().filter(opens).copied()))
            .or_else(|| {
                let candidate = only(candidates.iter().copied())?;
                let in_order = |&subject: &Subject| self.facts.are_in_order(candidate, subject);
                self.opening.iter().any(in_order).then_some(candidate)
            })
    }

    /// Whether a figure is the distance to another: "13,000 more", "two points ahead".
    pub(super) fn is_step(&self, sentence: usize, figure: &Range<usize>) -> bool {
        let end = self.annotated.sentences[sentence].tokens.end;
        let tokens = &self.annotated.tokens[figure.end..end.min(figure.end + 2)];
        let mut words = tokens.iter().take_while(|token| token.kind != TokenKind::Mark);
        words.any(|token| self.words.steps.contains(&token.word))
    }

    /// The last anchor of a subject up to a token.
    fn last_anchor(&self, subject: Subject, token: usize) -> Option<Anchor> {
        let anchors = self.by_subject.get(&subject)?;
        let past = anchors.partition_point(|anchor| anchor.token <= token);
        past.checked_sub(1).map(|last| anchors[last])
    }

    /// Whether a place named beside an event's description is on the way to or from its place.
    fn is_near(&self, event: EventId, named: EntityId) -> bool {
        self.facts
            .place(event)
            .is_none_or(|place| self.lies_in(place, named) || self.lies_in(named, place))
    }

    fn lies_in(&self, inner: EntityId, outer: EntityId) -> bool {
        self.facts.containers(inner).any(|place| place == outer)
    }
}

fn widened(period: Period, days: i32) -> Period {
    let first = period.first.checked_sub(days.days()).unwrap_or(Date::MIN);
    let last = period.last.checked_add(days.days()).unwrap_or(Date::MAX);
    Period::new(first, last)
}

/// The one item, if there is exactly one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
