//! Statements that cannot both be true: of one suspect, that he was arrested at the scene and that
//! he is at large.
//!
//! Which statements oppose each other is data: pairs of lists of patterns, with slots for whom and
//! what they are about. Two are compared only where both are asserted plainly, are about the same,
//! and nothing says that one came after the other.

mod rivals;

use super::figure_differs::passage_evidence;
use super::{Hit, Scene};
use crate::annotate::Meaning;
use crate::claim::TriggerIndex;
use crate::finding::Verdict;
use crate::language::{Capture, Pattern};
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::{Between, OppositesAbout};
use crate::statement::{Passage, Phrase, PhraseSlots, Setting, Stems, Telling, WordLists};
use rivals::Rivals;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many sentences after the headline are held against it.
const LEAD: usize = 3;

/// How many words two statements must share where only one of them says what it is about.
const SHARED: usize = 2;

/// How many passages apart two statements about the story may stand.
const NEAR: usize = 5;

/// How many statements of a pair, the first ones, are compared with each other.
const STATEMENTS: usize = 12;

/// Two lists of patterns that oppose each other.
#[derive(Debug)]
pub struct Opposites {
    /// Patterns that say the one.
    pub one: Vec<Pattern>,
    /// Patterns that say the other.
    pub other: Vec<Pattern>,
    /// Whether a quotation of the subject says the other.
    pub quotation: bool,
    /// What ties the two to each other.
    pub about: OppositesAbout,
    /// Patterns of passages that say nothing plainly, where they are not the rule's.
    pub unless: Option<Vec<Pattern>>,
}

/// The shape of the check, compiled.
#[derive(Debug)]
pub struct OpposedStatements {
    between: Between,
    opposites: Vec<Opposites>,
    unless: Vec<Pattern>,
    rivals: Rivals,
    words: WordLists,
    /// The patterns, by pair, side and place, and the words that set them off.
    patterns: Vec<(usize, Side, usize)>,
    triggers: TriggerIndex,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    One,
    Other,
}

/// A passage with the patterns that its words may set off.
struct Told<'a> {
    order: usize,
    passage: Passage<'a>,
    patterns: Vec<usize>,
}

impl OpposedStatements {
    /// Arranges the patterns by their triggers.
    pub fn new(
        between: Between,
        opposites: Vec<Opposites>,
        unless: Vec<Pattern>,
        rivals: &[Vec<String>],
        words: WordLists,
    ) -> Self {
        let rivals = Rivals::new(rivals);
        let mut patterns = Vec::new();
        for (pair, opposite) in opposites.iter().enumerate() {
            for (side, list) in [(Side::One, &opposite.one), (Side::Other, &opposite.other)] {
                patterns.extend((0..list.len()).map(|nth| (pair, side, nth)));
            }
        }
        let all = opposites.iter().flat_map(|opposite| opposite.one.iter().chain(&opposite.other));
        let triggers = TriggerIndex::of(all);
        OpposedStatements { between, opposites, unless, rivals, words, patterns, triggers }
    }

    /// Flags statements that oppose one before.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let passages = scene.passages;
        let held = self.held(passages);
        let told: Vec<Told<'_>> = held.filter_map(|at| self.told(at)).collect();
        let pairs = self.pairs_told(&told);
        let mut by_pair: BTreeMap<usize, Vec<Statement<'_>>> = BTreeMap::new();
        for told in &told {
            for (pair, statement) in self.statements(told, &pairs) {
                by_pair.entry(pair).or_default().push(statement);
            }
        }
        if self.between == Between::Sentences {
            self.add_quotations(passages, &mut by_pair);
        }
        let pairs = by_pair.into_iter();
        let found = pairs.filter_map(|(pair, all)| self.contradiction(&self.opposites[pair], all));
        // What several pairs tell is told once, at its fullest.
        let mut hits: Vec<Hit> = found.chain(self.rivals.hits(scene)).collect();
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
        hits.dedup_by(|later, first| later.span.overlaps(first.span));
        hits
    }

    /// The passages that are compared.
    fn held<'a>(
        &self,
        passages: &'a [Passage<'a>],
    ) -> impl Iterator<Item = (usize, Passage<'a>)> + use<'a> {
        let heads = passages.iter().take_while(|passage| passage.is_heading()).count();
        let end = match self.between {
            Between::Sentences => passages.len(),
            // Without a headline there is nothing to hold the lead against.
            Between::Headline if heads == 0 => 0,
            Between::Headline => (heads + LEAD).min(passages.len()),
        };
        passages[..end].iter().copied().enumerate()
    }

    /// The patterns that a passage's words may set off, if there are any.
    fn told<'a>(&self, (order, passage): (usize, Passage<'a>)) -> Option<Told<'a>> {
        let patterns = self.triggers.triggered(passage.annotated.words_of(passage.sentence));
        (!patterns.is_empty()).then_some(Told { order, passage, patterns })
    }

    /// The pairs of which the article may say both: only they are worth looking for.
    fn pairs_told(&self, told: &[Told<'_>]) -> Vec<bool> {
        let mut sides = vec![(false, false); self.opposites.len()];
        for &pattern in told.iter().flat_map(|told| &told.patterns) {
            match self.patterns[pattern] {
                (pair, Side::One, _) => sides[pair].0 = true,
                (pair, Side::Other, _) => sides[pair].1 = true,
            }
        }
        let both = |(&(one, other), opposites): (&(bool, bool), &Opposites)| {
            one && (other || opposites.quotation)
        };
        std::iter::zip(&sides, &self.opposites).map(both).collect()
    }

    fn statements<'a>(&self, told: &Told<'a>, pairs: &[bool]) -> Vec<(usize, Statement<'a>)> {
        let (order, passage) = (told.order, told.passage);
        let mut found: Vec<(usize, Statement<'a>)> = Vec::new();
        for &hit in told.patterns.iter().filter(|&&hit| pairs[self.patterns[hit].0]) {
            let (pair, side, nth) = self.patterns[hit];
            let opposites = &self.opposites[pair];
            let list = if side == Side::One { &opposites.one } else { &opposites.other };
            let slots = PhraseSlots { passage, words: &self.words };
            let matched = list[nth].find(&passage.annotated.tokens, passage.tokens(), &slots);
            let Some((tokens, captures)) = matched else { continue };
            // What is quoted is nobody's word but the speaker's.
            if side == Side::Other && opposites.quotation {
                continue;
            }
            if !passage.annotated.is_quoted(&tokens) {
                let rest = tokens.end..passage.part(&tokens).end.max(tokens.end);
                let statement = self.statement(order, passage, side, tokens, &captures);
                found.extend(statement.map(|mut statement| {
                    let topic = || self.words.stems(passage.annotated, rest);
                    statement.topic = opposites.quotation.then(topic);
                    (pair, statement)
                }));
            }
        }
        without_denied(found)
    }

    fn statement<'a>(
        &self,
        order: usize,
        passage: Passage<'a>,
        side: Side,
        tokens: Range<usize>,
        captures: &[Capture],
    ) -> Option<Statement<'a>> {
        let phrase = |name: &str| {
            let capture = captures.iter().find(|capture| *capture.slot == *name)?;
            Some(Phrase::read(&passage, capture.tokens.clone(), &self.words))
        };
        // A slot that holds a pronoun is about somebody who is not named here.
        let who = phrase("who").map_or(Some(None), |read| read.map(Some))?;
        let what = phrase("what").map_or(Some(None), |read| read.map(Some))?;
        let core_start = who.as_ref().map_or(tokens.start, |who| who.tokens.end);
        Some(Statement {
            setting: Setting::of(&passage, &tokens, &self.words),
            about: self.words.stems(passage.annotated, self.told_in(&passage, &tokens)),
            topic: None,
            tail: self.tail(&passage, &tokens, what.as_ref()),
            core: core_start..tokens.end,
            order,
            passage,
            side,
            who,
            what,
        })
    }

    /// The tokens that say what a statement is about: its part of the sentence, or all of it beside
    /// a headline, which is about the whole.
    fn told_in(&self, passage: &Passage<'_>, tokens: &Range<usize>) -> Range<usize> {
        match self.between {
            Between::Sentences => passage.part(tokens),
            Between::Headline => passage.tokens(),
        }
    }

    fn tail(&self, passage: &Passage<'_>, tokens: &Range<usize>, what: Option<&Phrase>) -> Stems {
        let own = what.map(|what| what.complement.clone()).unwrap_or_default();
        let part = passage.part(tokens);
        let annotated = passage.annotated;
        let is_tied =
            tokens.end < part.end && self.words.ties_noun(annotated.tokens[tokens.end].word);
        if !own.is_empty() || !is_tied {
            return own;
        }
        self.words.stems(annotated, tokens.end..part.end)
    }

    /// Whether a passage says something plainly, for itself and for now.
    fn stands(&self, statement: &Statement<'_>, opposites: &Opposites) -> bool {
        let passage = &statement.passage;
        let slots = PhraseSlots { passage: *passage, words: &self.words };
        let part = passage.part(&statement.core);
        let opening = passage.opening();
        let taken_back = |pattern: &Pattern| {
            let stands_in = |within: &Range<usize>| {
                pattern.find(&passage.annotated.tokens, within.clone(), &slots).is_some()
            };
            stands_in(&part) || stands_in(&opening)
        };
        let unless = opposites.unless.as_ref().unwrap_or(&self.unless);
        !passage.is_question() && !unless.iter().any(taken_back)
    }

    /// Adds what the subjects of statements are quoted saying.
    fn add_quotations<'a>(
        &self,
        passages: &[Passage<'a>],
        by_pair: &mut BTreeMap<usize, Vec<Statement<'a>>>,
    ) {
        for (pair, all) in by_pair.iter_mut() {
            if self.opposites[*pair].quotation {
                let quoted = passages
                    .iter()
                    .enumerate()
                    .filter(|(_, passage)| passage.telling == Telling::Body);
                all.extend(quoted.filter_map(|(order, &passage)| self.quotation(order, passage)));
            }
        }
    }

    /// The sentence as a quotation of somebody named in it.
    fn quotation<'a>(&self, order: usize, passage: Passage<'a>) -> Option<Statement<'a>> {
        let annotated = passage.annotated;
        let says = |at: usize| {
            self.words.says(annotated.tokens[at].word) && !annotated.is_quoted(&(at..at + 1))
        };
        if !passage.tokens().any(says) {
            return None;
        }
        let speaker = annotated.within(passage.tokens()).find_map(|found| match found.meaning {
            Meaning::Quote { speaker, .. } => speaker,
            _ => None,
        })?;
        let of = |offset: usize| annotated.tokens.partition_point(|t| t.span().start < offset);
        let tokens = of(speaker.start)..of(speaker.end);
        let inside = passage.tokens();
        if tokens.start < inside.start || tokens.end > inside.end || tokens.is_empty() {
            return None;
        }
        let who = Phrase::read(&passage, tokens.clone(), &self.words)?;
        Some(Statement {
            setting: Setting::default(),
            about: self.words.stems(annotated, inside),
            topic: Some(Stems::new()),
            tail: Stems::new(),
            core: tokens,
            order,
            passage,
            side: Side::Other,
            who: Some(who),
            what: None,
        })
    }

    fn contradiction(&self, opposites: &Opposites, mut all: Vec<Statement<'_>>) -> Option<Hit> {
        all.sort_by_key(|statement| (statement.order, statement.core.start));
        all.truncate(STATEMENTS);
        for later in 1..all.len() {
            for earlier in 0..later {
                let (a, b) = (&all[earlier], &all[later]);
                if a.side != b.side && self.opposes(a, b, opposites) && !self.is_taken_up(a, &all) {
                    return hit(a, b);
                }
            }
        }
        None
    }

    fn opposes(&self, a: &Statement<'_>, b: &Statement<'_>, opposites: &Opposites) -> bool {
        let is_headed = a.passage.is_heading();
        let is_tied = || match opposites.about {
            OppositesAbout::Subject => self.is_one_thing(a, b, is_headed),
            OppositesAbout::Story => self.is_one_story(a, b),
            OppositesAbout::Always => is_near(a, b),
        };
        a.order != b.order
            && is_headed == (self.between == Between::Headline)
            && !b.passage.is_heading()
            && is_tied()
            && self.stands(a, opposites)
            && self.stands(b, opposites)
    }

    /// Whether two statements about the story stand near each other, on no other word, in no other
    /// place, and the second on no later day.
    fn is_one_story(&self, a: &Statement<'_>, b: &Statement<'_>) -> bool {
        let (first, second) = (&a.setting, &b.setting);
        let told = || {
            let until = 0..b.passage.sentence;
            let passages = until.map(|sentence| Passage { sentence, ..b.passage });
            passages.flat_map(|told| Setting::of(&told, &told.tokens(), &self.words).days)
        };
        if a.passage.is_heading() {
            let has_own = !first.times.is_empty() && !second.times.is_empty();
            let is_lead = b.order == a.order + 1;
            let is_other_time = (has_own || !is_lead) && first.differs_in_period(second);
            return is_near(a, b) && !is_other_time;
        }
        is_near(a, b)
            && !first.differs_in_time(second)
            && (second.days.is_subset(&first.days) || second.days.is_subset(&told().collect()))
    }

    fn is_one_thing(&self, a: &Statement<'_>, b: &Statement<'_>, is_headed: bool) -> bool {
        let (first, second) = (&a.setting, &b.setting);
        let moved_on = first.days.is_empty() && !second.days.is_empty() && !is_headed;
        let elsewhere = first.differs_in_place(second) && !is_headed;
        let has_own = !first.times.is_empty() && !second.times.is_empty();
        let is_lead = b.order == a.order + 1;
        let time = !is_headed && first.differs_in_time(second)
            || is_headed && (has_own || !is_lead) && first.differs_in_period(second);
        if time || elsewhere || moved_on && a.who.is_none() || first.differs_in_source(second) {
            return false;
        }
        let is = |a: &Phrase, b: &Phrase| if is_headed { a.may_be(b) } else { a.is(b) };
        let about_one = match (&a.who, &b.who) {
            (Some(a), Some(b)) => is(a, b),
            _ => shares(&a.about, &b.about) >= 1,
        };
        let same_object = match (&a.what, &b.what) {
            (Some(a), Some(b)) => is(a, b),
            (None, None) => true,
            _ => is_headed || shares(&a.about, &b.about) >= SHARED,
        };
        let apart = !a.tail.is_empty() && !b.tail.is_empty() && a.tail.is_disjoint(&b.tail);
        if apart && !is_headed {
            return false;
        }
        let on_topic = b.topic.is_none() && a.topic.is_none() || self.answers(a, b);
        about_one && same_object && on_topic
    }
}

impl OpposedStatements {
    /// Whether the text says elsewhere what a headline says, or the headline says both: then the
    /// opposite is about another.
    fn is_taken_up(&self, head: &Statement<'_>, all: &[Statement<'_>]) -> bool {
        let says_so = |other: &Statement<'_>| {
            let is_heading = other.passage.is_heading();
            is_heading && other.side != head.side
                || !is_heading && other.side == head.side && self.is_one_thing(head, other, true)
        };
        head.passage.is_heading() && all.iter().any(says_so)
    }

    /// Whether a quotation is what was declined: it is about the same, or said to who asked.
    fn answers(&self, a: &Statement<'_>, b: &Statement<'_>) -> bool {
        let (declined, quoted) = if a.side == Side::One { (a, b) } else { (b, a) };
        let asked = declined.topic.as_ref().filter(|topic| !topic.is_empty());
        match asked {
            Some(topic) => shares(topic, &quoted.about) >= 1,
            None => self.is_addressed(quoted),
        }
    }

    /// Whether somebody speaks to the publication: the patterns of the other side say so.
    fn is_addressed(&self, quoted: &Statement<'_>) -> bool {
        let passage = quoted.passage;
        let slots = PhraseSlots { passage, words: &self.words };
        let patterns = self.opposites.iter().filter(|pair| pair.quotation);
        patterns.flat_map(|pair| &pair.other).any(|pattern| {
            pattern.find(&passage.annotated.tokens, passage.tokens(), &slots).is_some()
        })
    }
}

/// Something a passage says of somebody or something.
#[derive(Debug)]
struct Statement<'a> {
    order: usize,
    passage: Passage<'a>,
    side: Side,
    who: Option<Phrase>,
    what: Option<Phrase>,
    /// The tokens that say it, the subject left out.
    core: Range<usize>,
    about: Stems,
    /// What "of" or "for" adds to what it is about: the charge, the bill.
    tail: Stems,
    /// What somebody declined to speak about; none where quotations do not count.
    topic: Option<Stems>,
    setting: Setting,
}

/// The statements but those within a longer one of the other side: "no group has claimed
/// responsibility" does not say that one has.
fn without_denied(found: Vec<(usize, Statement<'_>)>) -> Vec<(usize, Statement<'_>)> {
    let spans: Vec<(usize, Side, Range<usize>)> = found
        .iter()
        .map(|(pair, statement)| (*pair, statement.side, statement.core.clone()))
        .collect();
    let is_denied = |(pair, statement): &(usize, Statement<'_>)| {
        let own = &statement.core;
        spans.iter().any(|(other, side, tokens)| {
            other == pair
                && *side != statement.side
                && tokens.start < own.end
                && own.start < tokens.end
                && tokens.len() > own.len()
        })
    };
    found.into_iter().filter(|one| !is_denied(one)).collect()
}

/// Whether two statements stand near each other, on no other word and in no other place.
fn is_near(a: &Statement<'_>, b: &Statement<'_>) -> bool {
    let (first, second) = (&a.setting, &b.setting);
    b.order <= a.order + NEAR && !first.differs_in_place(second) && !first.differs_in_source(second)
}

fn shares(a: &Stems, b: &Stems) -> usize {
    a.intersection(b).count()
}

fn hit(a: &Statement<'_>, b: &Statement<'_>) -> Option<Hit> {
    let shown = |statement: &Statement<'_>| {
        let passage = &statement.passage;
        passage.annotated.article.slice(passage.span(statement.core.clone())).to_owned()
    };
    let whence = if a.passage.is_heading() { "the headline" } else { "an earlier passage" };
    let about = b.who.as_ref().map_or(String::new(), |who| {
        let tokens = who.tokens.clone();
        format!(" of “{}”", b.passage.annotated.article.slice(b.passage.span(tokens)))
    });
    Some(Hit {
        span: b.passage.is_in_text().then(|| b.passage.span(b.core.clone()))?,
        verdict: Verdict::Refuted,
        message: format!("says “{}”{about}, but {whence} says “{}”", shown(b), shown(a)),
        evidence: vec![passage_evidence(&a.passage, a.passage.span(a.core.clone()))],
        confidence: Confidence::High,
    })
}
