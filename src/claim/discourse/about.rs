//! What a claim is about whose wording does not say.
//!
//! The sentence is asked first: the record it names last before the claim, or else the one after
//! it. A sentence that names somebody or some place unknown, or another time, is about that. Only
//! one that names nothing is about the topic: what its paragraph, or the article's opening, names.

use super::{Discourse, only, widened};
use crate::annotate::{Annotation, Meaning};
use crate::claim::Binding;
use crate::claim::clause::clause;
use crate::claim::mention::{Mention, Mentions, Named};
use crate::fact::{EntityId, EventId, PropertyId, Subject};
use crate::language::{Function, NameKind, TokenKind};
use crate::pack::fact_file::EntityKind;
use crate::value::DateMention;
use std::ops::Range;

/// How far from an event a date may lie that a sentence about it gives.
const STORY_DAYS: i32 = 31;

/// How many tokens after a claim may name what it is about: "84 seats for the Greens".
const AFTER: usize = 8;

/// How many tokens of a clause may lead to its subject.
const LEAD_IN: usize = 5;

/// What a claim is about, and how that was found.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct About {
    pub(in crate::claim) subject: Subject,
    pub(in crate::claim) binding: Binding,
}

impl Discourse<'_> {
    /// What a claim at `core` is about. The words of its cue mean what the cue means: "and another
    /// 12 injured", "a dividend of $1.40 per share".
    pub(in crate::claim) fn about(
        &self,
        sentence: usize,
        core: &Range<usize>,
        cue: &Range<usize>,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<About> {
        let known_by = self.facts.known_by(property);
        let named = |subject: Subject| {
            // A place is where things happen, and seldom what they are about.
            let is_place = matches!(subject, Subject::Entity(entity)
                if self.facts.entity(entity).kind == EntityKind::Place);
            About { subject, binding: if is_place { Binding::Topic } else { Binding::Named } }
        };
        let whole = self.annotated.sentences[sentence].tokens.clone();
        let clause = clause(self.annotated, &whole, core, &self.words.clause_openers);
        if self.tells_of_another(&clause, cue) {
            return None;
        }
        let topic = self.focus(sentence, core.start, mentions, known_by);
        let near = self.nearest_before(clause.start, (core, cue), mentions, (known_by, topic));
        let is_owned = self.is_owned(core.start, whole.start) && !self.is_taken_up(&clause);
        if is_owned && !matches!(near, Nearest::Subject(_)) {
            return None;
        }
        match near {
            Nearest::Subject(subject) => return self.if_told_then(subject, &clause).map(named),
            Nearest::Stranger => return None,
            Nearest::Nothing => {}
        }
        let after = self
            .named_after(core, clause.end, mentions, known_by)
            .or_else(|| self.named_past_comma(core, &whole, mentions, known_by));
        if let Some(subject) = after {
            return self.if_told_then(subject, &clause).map(named);
        }
        if clause.start > whole.start {
            match self.nearest_before(whole.start, (core, cue), mentions, (known_by, topic)) {
                Nearest::Subject(subject) => {
                    return self.if_told_then(subject, &whole).map(named);
                }
                Nearest::Stranger => return None,
                Nearest::Nothing => {}
            }
        }
        // What follows may be what the claim is compared with: "…, against 61% in May".
        let told = whole.start..clause.end;
        let is_here = |&subject: &Subject| self.is_here(subject, &told, mentions);
        let topic = self.if_told_then(topic?, &told).filter(is_here)?;
        Some(About { subject: topic, binding: Binding::Topic })
    }

    /// What stands last before the claim: a record of which the property is known, or a name that
    /// may be somebody else's.
    fn nearest_before(
        &self,
        start: usize,
        (core, cue): (&Range<usize>, &Range<usize>),
        mentions: &Mentions,
        (property, topic): (PropertyId, Option<Subject>),
    ) -> Nearest {
        let inside = mentions.within(core.clone()).collect::<Vec<_>>();
        let before = mentions.within(start..core.start).collect::<Vec<_>>();
        let known = before.iter().chain(&inside).rev().find_map(|mention| {
            let subject = self.known(mention, mentions, property)?;
            Some((mention.tokens.clone(), subject))
        });
        let from = known.as_ref().map_or(start, |(tokens, _)| tokens.end);
        // A name that the cue opens with is what the cue means: "Parliament approved …".
        let opens_cue = self.annotated.name_at(cue.start).map(|name| name.tokens.end);
        let from_cue = opens_cue.filter(|_| cue.start < core.start);
        let is_stranger = self.has_stranger(from..cue.start, mentions, known.is_none(), topic)
            || self.has_stranger(
                from_cue.unwrap_or(cue.start).max(from).min(core.start)..core.start,
                mentions,
                known.is_none(),
                topic,
            )
            || self.describes_another(from..core.start, mentions, property)
            || self.tells_of_party(from..core.start, mentions);
        match known {
            _ if is_stranger => Nearest::Stranger,
            Some((tokens, Subject::Entity(_))) if self.is_one_of_some(&tokens, mentions) => {
                Nearest::Stranger
            }
            Some((_, subject)) => Nearest::Subject(subject),
            None => Nearest::Nothing,
        }
    }

    /// Whether a name stands for some together with another: "the coalition of Lind and Marsh holds
    /// 123 seats", "with the Greens his party has 123".
    fn is_one_of_some(&self, name: &Range<usize>, mentions: &Mentions) -> bool {
        let tokens = &self.annotated.tokens;
        let Some(lead) = self.before_article(name.start) else { return false };
        let opens = |at: usize| {
            self.before_article(at).is_none_or(|before| {
                let functions = self.annotated.language.sense(tokens[before].word).functions;
                tokens[before].kind == TokenKind::Mark
                    || functions.has(Function::Of)
                    || functions.has(Function::Between)
            })
        };
        let is_party = |subject: &Subject| {
            matches!(subject, Subject::Entity(entity)
                if self.facts.entity(*entity).kind != EntityKind::Place)
        };
        let is_beside = |mention: &Mention| {
            mention.tokens.end == lead
                && opens(mention.tokens.start)
                && mention.named.subjects().iter().any(is_party)
        };
        let is_joined = self.words.joins.contains(&tokens[lead].word)
            && mentions.within(lead.saturating_sub(AFTER)..lead).any(is_beside);
        let is_led =
            (lead.saturating_sub(1)..=lead).any(|at| self.words.company.contains(&tokens[at].word));
        is_joined || is_led
    }

    /// The token of the sentence before one, and before the article that leads to it.
    fn before_article(&self, at: usize) -> Option<usize> {
        let start = self.annotated.sentence_of(at)?.tokens.start;
        let is_article = |at: usize| {
            let word = self.annotated.tokens[at].word;
            let functions = self.annotated.language.sense(word).functions;
            functions.has(Function::Article) || functions.has(Function::Definite)
        };
        let before = |at: usize| at.checked_sub(1).filter(|before| *before >= start);
        let lead = before(at)?;
        if is_article(lead) { before(lead) } else { Some(lead) }
    }

    /// A record named right after the claim.
    fn named_after(
        &self,
        core: &Range<usize>,
        end: usize,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<Subject> {
        let reach = core.end..end.min(core.end + AFTER);
        let is_mark = |at: &usize| self.annotated.tokens[*at].kind == TokenKind::Mark;
        let reach = core.end..reach.clone().find(is_mark).unwrap_or(reach.end);
        let mut subjects: Vec<Subject> = mentions
            .within(reach)
            .filter_map(|mention| self.known(mention, mentions, property))
            .collect();
        subjects.dedup();
        only(subjects.into_iter())
    }

    /// What the main clause opens with after a phrase that opens the sentence: "With 84 seats, the
    /// Greens came first."
    fn named_past_comma(
        &self,
        core: &Range<usize>,
        whole: &Range<usize>,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<Subject> {
        let tokens = &self.annotated.tokens;
        let is_mark = |&at: &usize| tokens[at].kind == TokenKind::Mark;
        let opens = self.words.fronting.contains(&tokens[whole.start].word)
            && !(whole.start..core.start).any(|at| is_mark(&at));
        let comma = (core.end..whole.end.min(core.end + AFTER)).find(is_mark).filter(|_| opens)?;
        let lead = comma + 1..(comma + 1 + LEAD_IN).min(whole.end);
        let first = mentions.within(lead).next()?;
        self.known(first, mentions, property)
    }

    /// What a mention means, if the property is known of it.
    pub(in crate::claim) fn known(
        &self,
        mention: &Mention,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<Subject> {
        let knows = |subject: &Subject| self.facts.fact(*subject, property).is_some();
        match &mention.named {
            Named::Entity(entities) => {
                only(entities.iter().copied().map(Subject::Entity).filter(knows))
            }
            _ => self.resolve(mention, mentions, property).filter(knows),
        }
    }

    /// Whether a name among the tokens may be whom the claim is about: a person or an organisation
    /// that no record explains or, where nothing else is named, one of which the property is not
    /// known. Whoever has a part in the topic is none.
    fn has_stranger(
        &self,
        tokens: Range<usize>,
        mentions: &Mentions,
        is_first: bool,
        topic: Option<Subject>,
    ) -> bool {
        let is_agent = |kind: NameKind| {
            matches!(kind, NameKind::Person | NameKind::Organisation | NameKind::Vessel)
        };
        // A surname alone may be no name to whoever does not know the packs.
        let is_person = |&entity: &EntityId| self.facts.entity(entity).kind == EntityKind::Person;
        let has_part = |mention: &Mention| match (&mention.named, topic) {
            (Named::Entity(entities), Some(Subject::Event(event))) => {
                entities.iter().any(|&entity| self.facts.has_part(event, entity))
            }
            _ => false,
        };
        let acts = |mention: &Mention| match &mention.named {
            Named::Entity(entities) => {
                entities.iter().all(is_person)
                    && !self.speaks(mention.tokens.clone())
                    && self.acts(&mention.tokens)
                    && !has_part(mention)
            }
            _ => false,
        };
        if is_first && mentions.within(tokens.clone()).any(acts) {
            return true;
        }
        self.annotated.names_within(tokens).any(|name| {
            let known = mentions.within(name.tokens.clone()).next();
            let speaks = self.speaks(name.tokens.clone());
            match known {
                None => is_agent(name.kind) && !speaks,
                Some(mention) => {
                    is_first
                        && is_agent(name.kind)
                        && !speaks
                        && self.acts(&name.tokens)
                        && !has_part(mention)
                }
            }
        })
    }

    /// Whether something among the tokens is described as an event of which the property is known
    /// and is none that the packs know: "a 2004 quake".
    fn describes_another(
        &self,
        tokens: Range<usize>,
        mentions: &Mentions,
        property: PropertyId,
    ) -> bool {
        let knows = |event: &EventId| self.facts.fact(Subject::Event(*event), property).is_some();
        mentions.within(tokens).any(|mention| match &mention.named {
            Named::Described(events) => {
                events.iter().any(knows) && self.fitting(mention, events, mentions).is_empty()
            }
            Named::Entity(_) | Named::Subject(_) => false,
        })
    }

    /// Whether a verb of saying stands right beside the name: whoever speaks is no subject.
    fn speaks(&self, name: Range<usize>) -> bool {
        let says = |at: usize| {
            let token = self.annotated.tokens.get(at);
            token.is_some_and(|token| self.words.says.contains(&token.word))
        };
        says(name.end) || name.start.checked_sub(1).is_some_and(says)
    }

    /// Whether the name opens its clause, as a subject does.
    fn acts(&self, name: &Range<usize>) -> bool {
        let before = name.start.checked_sub(1).and_then(|at| self.annotated.tokens.get(at));
        before.is_none_or(|token| {
            token.kind == TokenKind::Mark || !self.words.ties.contains(&token.word)
        })
    }

    /// "Their fifteen seats": whose, only the pronoun knows.
    fn is_owned(&self, start: usize, floor: usize) -> bool {
        let before = start.checked_sub(1).filter(|&at| at >= floor);
        before.is_some_and(|at| {
            let token = self.annotated.tokens[at];
            token.kind != TokenKind::Mark && !token.joined && self.words.owned.contains(&token.word)
        })
    }

    /// Whether the clause opens with what takes up the topic: "The company cut its 300 jobs".
    fn is_taken_up(&self, clause: &Range<usize>) -> bool {
        let tokens = &self.annotated.tokens;
        let is_definite = |at: usize| {
            self.annotated.language.sense(tokens[at].word).functions.has(Function::Definite)
        };
        clause.len() > 2
            && is_definite(clause.start)
            && self.words.stand_ins.contains(&tokens[clause.start + 1].word)
    }

    /// Whether the tokens name somebody without a name whom the claim is about, and who does not
    /// merely say so: "the market", "a rival".
    fn tells_of_party(&self, tokens: Range<usize>, mentions: &Mentions) -> bool {
        let is_party = |at: usize| {
            self.words.parties.contains(&self.annotated.tokens[at].word)
                && !self.speaks(at..at + 1)
                && mentions.starting_at(at).next().is_none()
        };
        tokens.into_iter().any(is_party)
    }

    /// "A similar crash", "on average", "worldwide".
    fn tells_of_another(&self, clause: &Range<usize>, cue: &Range<usize>) -> bool {
        let is_read = |at: usize| {
            // "per" of "40 per cent" tells of nothing.
            self.annotated.within(clause.clone()).any(|found| {
                found.tokens.contains(&at) && !matches!(found.meaning, Meaning::Quote { .. })
            })
        };
        clause.clone().any(|at| {
            self.words.elsewhere.contains(&self.annotated.tokens[at].word)
                && !cue.contains(&at)
                && !is_read(at)
        })
    }

    /// The subject, unless the tokens give a time that is not its own.
    fn if_told_then(&self, subject: Subject, tokens: &Range<usize>) -> Option<Subject> {
        let period = match subject {
            Subject::Event(_) => self.facts.period(subject),
            // What is known of an entity has days of its own, which are looked at with its value.
            Subject::Entity(_) | Subject::Happening(..) => None,
        };
        let Some(period) = period else { return Some(subject) };
        let story = widened(period, STORY_DAYS);
        let fits = |found: &Annotation| match &found.meaning {
            Meaning::Date(DateMention::Weekday { .. } | DateMention::DayOffset(_)) => true,
            Meaning::Date(date) => {
                let date = match date {
                    DateMention::Calendar { date, weekday } if date.year.is_none() => {
                        let date = date.in_year(period.first.year());
                        DateMention::Calendar { date, weekday: *weekday }
                    }
                    other => *other,
                };
                let readings = date.readings(self.written);
                // A time that nothing places may be another.
                readings.iter().any(|reading| reading.meets(story))
            }
            _ => true,
        };
        self.annotated.within(tokens.clone()).all(fits).then_some(subject)
    }

    /// The topic where a sentence names nothing: what its block named last, else what the article
    /// opens with. Of several the latest event comes first: whoever judges looks at the others, too.
    fn focus(
        &self,
        sentence: usize,
        token: usize,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Option<Subject> {
        let block = self.annotated.sentences[sentence].block;
        let knows = |subject: &Subject| self.facts.fact(*subject, property).is_some();
        let events: Vec<Subject> = self.by_subject.keys().copied().filter(knows).collect();
        let here = events.iter().filter_map(|&event| {
            self.last_anchor(event, token).filter(|anchor| anchor.block == block)
        });
        if let Some(anchor) = here.max_by_key(|anchor| anchor.token) {
            return Some(anchor.subject);
        }
        let opening = events.iter().copied().filter(|event| self.opening.contains(event));
        let latest = opening.max_by_key(|event| self.facts.period(*event).map(|p| p.first));
        latest
            .or_else(|| only(self.entities_in_focus(block, token, mentions, property).into_iter()))
    }

    /// The entities of which the property is known that the block names before the token; else
    /// those that the opening names.
    fn entities_in_focus(
        &self,
        block: usize,
        token: usize,
        mentions: &Mentions,
        property: PropertyId,
    ) -> Vec<Subject> {
        // A place is where things happen, seldom what they are about.
        let knows = |entity: &EntityId| {
            self.facts.entity(*entity).kind != EntityKind::Place
                && self.facts.fact(Subject::Entity(*entity), property).is_some()
        };
        let start = self.annotated.sentences.partition_point(|sentence| sentence.block < block);
        let from = self.annotated.sentences.get(start).map_or(0, |sentence| sentence.tokens.start);
        let last = mentions.entities_within(from..token).filter(knows).last();
        if let Some(last) = last {
            let strangers = self.has_stranger(from..token, mentions, false, None);
            return if strangers { Vec::new() } else { vec![Subject::Entity(last)] };
        }
        let lead =
            self.annotated.sentences.partition_point(|sentence| sentence.block < super::LEAD);
        let end = lead.checked_sub(1).map_or(0, |at| self.annotated.sentences[at].tokens.end);
        let mut all: Vec<Subject> =
            mentions.entities_within(0..end).filter(knows).map(Subject::Entity).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether every place that the sentence is set in has to do with the event's.
    fn is_here(&self, subject: Subject, whole: &Range<usize>, mentions: &Mentions) -> bool {
        let Subject::Event(event) = subject else { return true };
        let follows = |at: usize| {
            at > whole.start
                && self.words.before_place.contains(&self.annotated.tokens[at - 1].word)
        };
        let is_place = |entity: &EntityId| self.facts.entity(*entity).kind == EntityKind::Place;
        let known = mentions.within(whole.clone()).filter(|place| follows(place.tokens.start));
        let mut places =
            known.flat_map(|place| mentions.entities_within(place.tokens.clone())).filter(is_place);
        let is_elsewhere = places.any(|place| !self.is_near(event, place));
        let unknown = whole.clone().any(|at| {
            at > whole.start
                && self.words.locative.contains(&self.annotated.tokens[at - 1].word)
                && self.is_stranger(at, whole, mentions)
        });
        !is_elsewhere && !unknown
    }
}

/// What stands last before a claim.
enum Nearest {
    /// A record of which the property is known.
    Subject(Subject),
    /// A name that may be whom the claim is about.
    Stranger,
    /// No name.
    Nothing,
}
