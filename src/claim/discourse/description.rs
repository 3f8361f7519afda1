//! Which events a description can mean: "the attack" beside a place, a day or an owner that is not
//! its own is another one.

use super::{Discourse, widened};
use crate::annotate::{Annotation, Meaning};
use crate::claim::mention::{Mention, Mentions};
use crate::fact::{EntityId, EventId, Subject};
use crate::language::{Function, Token, TokenKind, WordId};
use crate::pack::fact_file::EntityKind;
use crate::value::DateMention;
use std::collections::BTreeSet;
use std::ops::Range;

/// How far from an event's date a stated date may lie and still be a mistake about that event
/// rather than a word about another one.
const MISTAKE_DAYS: i32 = 31;

/// How many tokens may part a description from the place or date that qualifies it.
const QUALIFIER_REACH: usize = 3;

impl Discourse<'_> {
    /// The events that nothing beside the description rules out.
    pub(super) fn fitting(
        &self,
        mention: &Mention,
        events: &[EventId],
        mentions: &Mentions,
    ) -> Vec<EventId> {
        if self.means_another(mention, mentions) {
            return Vec::new();
        }
        let place = self.qualifying_place(mention, mentions);
        let dates = self.qualifying_dates(mention);
        let year = self.year_before(mention);
        let fits = |event: &&EventId| {
            let there = place.is_none_or(|named| self.is_near(**event, named))
                && !self.is_elsewhere(**event, mention, mentions);
            let then = dates.iter().all(|date| self.may_date(**event, date))
                && year.is_none_or(|year| self.may_be_of(**event, year));
            // A place that is wrong beside the very day of the event is wrong of this event.
            (there || dates.iter().any(|date| self.dates_exactly(**event, date)))
                && then
                && !self.is_anothers(**event, mention, mentions)
                && self.is_past(Subject::Event(**event))
        };
        events.iter().filter(fits).copied().collect()
    }

    /// The year right before the description: "the 2004 quake".
    fn year_before(&self, mention: &Mention) -> Option<i16> {
        let first = self.annotated.sentences[mention.sentence].tokens.start;
        let before = mention.tokens.start.checked_sub(1).filter(|&at| at >= first)?;
        let text = self.annotated.article.slice(self.annotated.tokens[before].span());
        text.parse().ok().filter(|year| (1500..2100).contains(year))
    }

    fn may_be_of(&self, event: EventId, year: i16) -> bool {
        let period = self.facts.period(Subject::Event(event));
        period.is_none_or(|period| (period.first.year()..=period.last.year()).contains(&year))
    }

    /// Whether "a" or "an" leads to the description.
    pub(super) fn is_indefinite(&self, mention: &Mention) -> bool {
        let tokens = &self.annotated.tokens;
        let first = self.annotated.sentences[mention.sentence].tokens.start;
        let lead = (first..mention.tokens.start).rev().take(QUALIFIER_REACH + 1);
        lead.take_while(|&at| matches!(tokens[at].kind, TokenKind::Word(_)))
            .any(|at| self.words.indefinite.contains(&tokens[at].word))
    }

    /// "200 attacks", "a previous attack", "the Boston attack" of which no pack knows.
    fn means_another(&self, mention: &Mention, mentions: &Mentions) -> bool {
        let tokens = &self.annotated.tokens;
        let sentence = self.annotated.sentences[mention.sentence].tokens.clone();
        let start = mention.tokens.start;
        let before = start.saturating_sub(QUALIFIER_REACH).max(sentence.start)..start;
        let is_other = |token: &Token| self.words.other.contains(&token.word);
        let is_definite = |token: &Token| {
            self.annotated.language.sense(token.word).functions.has(Function::Definite)
        };
        let counted = self.annotated.within(before.clone()).any(|found| {
            // "200 attacks", but "a 6.4 quake" and "26,200 saw the final".
            matches!(&found.meaning, Meaning::Number(count) if count.stated > 2.0)
                && !tokens[found.tokens.end.min(start)..start].iter().any(is_definite)
                && !self.annotated.article.slice(found.span).contains('.')
        });
        let stranger = |at: usize| self.is_stranger(at, &sentence, mentions);
        // "Boston attack", but not "in Boston attack …": there the place belongs to what precedes.
        let is_placed = start.checked_sub(2).is_some_and(|at| {
            at >= sentence.start && self.words.before_place.contains(&tokens[at].word)
        });
        let stranger_before = !before.is_empty() && !is_placed && stranger(start - 1);
        let follows = mention.tokens.end;
        let stranger_after = follows + 1 < sentence.end
            && self.words.before_place.contains(&tokens[follows].word)
            && stranger(follows + 1);
        tokens[before].iter().any(is_other) || counted || stranger_before || stranger_after
    }

    /// A capitalised word in mid-sentence that nothing explains: maybe another event's name.
    /// Headings capitalise everything, so there it tells nothing.
    pub(super) fn is_stranger(
        &self,
        at: usize,
        sentence: &Range<usize>,
        mentions: &Mentions,
    ) -> bool {
        let tokens = &self.annotated.tokens;
        let is_title_cased = tokens[sentence.clone()]
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word(_)))
            .filter(|token| !token.is_capitalised())
            .count()
            * 2
            < sentence.len();
        let covered = |range: &Range<usize>| range.contains(&at);
        let named = mentions.within(sentence.clone()).any(|mention| covered(&mention.tokens));
        let read = self
            .annotated
            .within(sentence.clone())
            .any(|found| covered(&found.tokens) && !matches!(found.meaning, Meaning::Quote { .. }));
        // "KERMAN (Agency) — The attack": after a dash a sentence may begin, as after a dateline.
        let dash =
            |at: usize| matches!(self.annotated.article.slice(tokens[at].span()), "-" | "–" | "—");
        let opens = at == sentence.start
            || dash(at - 1)
            || self.annotated.language.is_function_word(&tokens[at]);
        !opens && tokens[at].is_capitalised() && !is_title_cased && !named && !read
    }

    /// The place right before the description or after "in": "the Kerman attack", "attack in Kerman".
    fn qualifying_place(&self, mention: &Mention, mentions: &Mentions) -> Option<EntityId> {
        let sentence = self.annotated.sentences[mention.sentence].tokens.clone();
        let tokens = &self.annotated.tokens;
        let place_in = |range: Range<usize>| {
            mentions
                .entities_within(range)
                .find(|&entity| self.facts.entity(entity).kind == EntityKind::Place)
        };
        let end = mention.tokens.end;
        let follows = tokens[end..sentence.end.min(end + 1)]
            .iter()
            .any(|token| self.words.before_place.contains(&token.word));
        let after = if follows { place_in(end..sentence.end.min(end + 4)) } else { None };
        let start = mention.tokens.start;
        let adjacent = mentions
            .within(start.saturating_sub(2).max(sentence.start)..start)
            .filter(|before| before.tokens.end == start)
            .find_map(|before| place_in(before.tokens.clone()));
        after.or(adjacent)
    }

    /// Whether the sentence is set in a place that has nothing to do with the event's: "in a
    /// school on the edge of Larissa", "in Doti", wherever that is.
    fn is_elsewhere(&self, event: EventId, mention: &Mention, mentions: &Mentions) -> bool {
        let sentence = self.annotated.sentences[mention.sentence].tokens.clone();
        let tokens = &self.annotated.tokens;
        let is_place = |entity: &EntityId| self.facts.entity(*entity).kind == EntityKind::Place;
        let follows = |words: &BTreeSet<WordId>, at: usize| {
            at > sentence.start && words.contains(&tokens[at - 1].word)
        };
        let named = mentions.within(sentence.clone());
        let set_in = named.filter(|place| follows(&self.words.before_place, place.tokens.start));
        let places: Vec<EntityId> = set_in
            .flat_map(|place| mentions.entities_within(place.tokens.clone()))
            .filter(is_place)
            .collect();
        let unknown = sentence.clone().any(|at| {
            follows(&self.words.locative, at) && self.is_stranger(at, &sentence, mentions)
        });
        let is_here = mentions
            .entities_within(sentence.clone())
            .filter(is_place)
            .any(|place| self.is_near(event, place));
        (unknown || !places.is_empty()) && !is_here && self.facts.place(event).is_some()
    }

    /// "Northlight published its results": what its owner, named last before it, had no part in.
    fn is_anothers(&self, event: EventId, mention: &Mention, mentions: &Mentions) -> bool {
        let first = self.annotated.sentences[mention.sentence].tokens.start;
        let start = mention.tokens.start;
        let mut lead = start.saturating_sub(QUALIFIER_REACH).max(first)..start;
        let is_owned = lead.any(|at| self.words.owned.contains(&self.annotated.tokens[at].word));
        let parties = self.facts.parties(event);
        if !is_owned || parties.is_empty() {
            return false;
        }
        let is_place = |entity: EntityId| self.facts.entity(entity).kind == EntityKind::Place;
        let owners = mentions.within(first..start).filter_map(|owner| {
            let entities: Vec<EntityId> = mentions.entities_within(owner.tokens.clone()).collect();
            let is_party = entities.iter().any(|entity| parties.contains(entity));
            entities.iter().any(|entity| !is_place(*entity)).then_some(is_party)
        });
        owners.last() == Some(false)
    }

    /// The dates beside the description, and those that set the scene of its sentence.
    fn qualifying_dates(&self, mention: &Mention) -> Vec<DateMention> {
        let sentence = self.annotated.sentences[mention.sentence].tokens.clone();
        let is_near = |found: &&Annotation| {
            found.tokens.end + QUALIFIER_REACH >= mention.tokens.start
                && found.tokens.start <= mention.tokens.end + QUALIFIER_REACH
        };
        let sets_scene = |found: &&Annotation| {
            let before = found.tokens.start.checked_sub(1).filter(|&at| at >= sentence.start);
            before.is_none_or(|at| self.words.before_date.contains(&self.annotated.tokens[at].word))
        };
        let dates = self.annotated.within(sentence.clone());
        dates
            .filter(|found| is_near(found) || sets_scene(found))
            .filter_map(|found| match &found.meaning {
                // A weekday belongs to the words next to it.
                Meaning::Date(date @ DateMention::Weekday { .. }) => {
                    is_near(&found).then_some(*date)
                }
                Meaning::Date(date) => Some(*date),
                _ => None,
            })
            .collect()
    }

    fn may_date(&self, event: EventId, mention: &DateMention) -> bool {
        let Some(period) = self.facts.period(Subject::Event(event)) else { return true };
        let date = match mention {
            DateMention::Calendar { date, .. } => date,
            // "Friday's attack" is not one of a Wednesday.
            DateMention::Weekday { weekday, .. } => {
                return period.first != period.last || period.first.weekday() == *weekday;
            }
            _ => return true,
        };
        let near = widened(period, MISTAKE_DAYS);
        let stated = match date.year {
            Some(_) => date.period(),
            None => date.in_year(period.last.year()).period(),
        };
        stated.is_none_or(|stated| stated.meets(near))
    }

    /// Whether a date names the very day of an event.
    fn dates_exactly(&self, event: EventId, mention: &DateMention) -> bool {
        let period = self.facts.period(Subject::Event(event));
        let Some(period) = period.filter(|period| period.first == period.last) else {
            return false;
        };
        match mention {
            DateMention::Calendar { date, .. } if date.day.is_some() => {
                let stated = match date.year {
                    Some(_) => date.period(),
                    None => date.in_year(period.first.year()).period(),
                };
                stated == Some(period)
            }
            _ => false,
        }
    }
}
