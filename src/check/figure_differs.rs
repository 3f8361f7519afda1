//! The same figure told two ways within one article: the dead in the headline and in the body, an
//! age, a price, a share of the votes.
//!
//! Two figures are compared only where they count the same, stand in different sentences, are set
//! at no different time or place and on no different word, and are tied to each other: by the
//! lead, by "the 14 people", or by what the words beside them share.

mod taken_up;

use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::language::{Pattern, SlotSource};
use crate::pack::fact_file::Confidence;
use crate::statement::{
    Age, Counted, Figure, Passage, Setting, Stems, Tallies, Telling, WordLists, ages, figures,
};
use crate::text::TextSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many figures of a kind, the first ones and the last ones before it, one is compared with.
const PARTNERS: usize = 4;

/// How many passages an article opens with, its headline left out.
const LEAD: usize = 2;

/// How many passages apart a count may be taken up by "the 14 homes" with little else in common.
const NEAR: usize = 4;

/// How many words beside two figures must be shared, where nothing else ties them.
const SHARED: usize = 3;

/// How many ages that go with one surname are compared.
const BEARERS: usize = 12;

/// The shape of the check, compiled.
#[derive(Debug)]
pub struct FigureDiffers {
    /// Figures that go by many words.
    pub tallies: Tallies,
    /// Patterns that tell of a figure, or of its passage, that it stands alone.
    pub unless: Vec<Pattern>,
    /// Patterns of figures that are a part of a whole, or not of what was told of before.
    pub apart: Vec<Pattern>,
    /// The classes of words that comparing needs.
    pub words: WordLists,
}

impl FigureDiffers {
    /// Flags figures that differ from one before.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let mut hits = self.differing_figures(scene.passages);
        hits.extend(differing_ages(scene.passages));
        hits
    }

    fn differing_figures(&self, passages: &[Passage<'_>]) -> Vec<Hit> {
        let mut kinds: BTreeMap<Counted, Vec<Candidate<'_>>> = BTreeMap::new();
        for (order, &passage) in passages.iter().enumerate() {
            for figure in figures(passage, &self.tallies, &self.words) {
                kinds.entry(figure.counted.clone()).or_default().push(Candidate { order, figure });
            }
        }
        let lead = LEAD + passages.iter().take_while(|passage| passage.is_heading()).count();
        let mut hits = Vec::new();
        for all in kinds.values().filter(|all| all.len() > 1) {
            let told = self.among(all, lead);
            let all: Vec<&Candidate<'_>> = all.iter().collect();
            hits.extend(if told.is_empty() { self.taken_up(&all) } else { told });
        }
        hits.extend(self.counted_again(&kinds));
        hits
    }

    /// The same of things that a tally counts in one passage: "killed 43 men" and "all 34 men".
    fn counted_again(&self, kinds: &BTreeMap<Counted, Vec<Candidate<'_>>>) -> Vec<Hit> {
        let mut by_noun: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
        let is_tally = |one: &Candidate<'_>| matches!(one.figure.counted, Counted::Tally(_));
        for candidate in kinds.values().flatten().filter(|one| !one.is_headline()) {
            let is_count =
                is_tally(candidate) || matches!(candidate.figure.counted, Counted::Things(_));
            if let Some(noun) = candidate.figure.noun.as_deref().filter(|_| is_count) {
                by_noun.entry(noun).or_default().push(candidate);
            }
        }
        let is_mixed = |all: &Vec<&Candidate<'_>>| {
            all.iter().any(|one| is_tally(one)) && !all.iter().all(|one| is_tally(one))
        };
        let mut hits = Vec::new();
        for mut all in by_noun.into_values().filter(is_mixed) {
            all.sort_by_key(|one| (one.order, one.figure.tokens.start));
            hits.extend(self.taken_up(&all));
        }
        hits
    }

    /// Flags each figure of a kind that differs from one before it.
    fn among(&self, all: &[Candidate<'_>], lead: usize) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut told: Vec<Option<Told>> = all.iter().map(|_| None).collect();
        let mut flagged: Vec<usize> = Vec::new();
        for later in 1..all.len() {
            let last = later.saturating_sub(PARTNERS);
            let partners = (0..later.min(PARTNERS)).chain(last.max(PARTNERS)..later);
            for earlier in partners {
                let (a, b) = (&all[earlier], &all[later]);
                let is_settled =
                    || a.is_headline() && all[..later.min(PARTNERS)].iter().any(|c| c.takes_up(a));
                if a.order == b.order || a.figure.agrees(&b.figure) || is_settled() {
                    continue;
                }
                for at in [earlier, later] {
                    if told[at].is_none() {
                        told[at] = Some(self.told(all, at));
                    }
                }
                let (Some(first), Some(second)) = (&told[earlier], &told[later]) else {
                    continue;
                };
                let known = flagged.iter().any(|&at| all[at].figure.agrees(&b.figure));
                if !known && self.is_one_thing((a, first), (b, second), lead) {
                    hits.extend(self.hit(&a.figure, &b.figure));
                    flagged.push(later);
                    break;
                }
            }
        }
        hits
    }

    /// What the passage around a figure tells.
    fn told(&self, all: &[Candidate<'_>], at: usize) -> Told {
        let Candidate { order, figure } = &all[at];
        let alone =
            |neighbour: Option<&Candidate<'_>>| neighbour.is_none_or(|other| other.order != *order);
        let neighbours = [at.checked_sub(1).and_then(|at| all.get(at)), all.get(at + 1)];
        Told {
            setting: Setting::of(&figure.passage, &figure.shown, &self.words),
            around: figure.around(&self.words),
            beside: figure.beside(&self.words),
            things: figure.things(&self.words),
            next: figure.next(&self.words),
            lead: figure.lead(&self.words),
            names: figure.names(),
            is_anybody: self.counts_anybody(figure),
            stands: neighbours.into_iter().all(alone) && self.stands(figure),
        }
    }

    /// Whether a figure is told plainly, for itself and for now.
    fn stands(&self, figure: &Figure<'_>) -> bool {
        let slot = OwnValue(figure.tokens.clone());
        let tokens = &figure.passage.annotated.tokens;
        let (part, opening) = (figure.passage.part(&figure.tokens), figure.passage.opening());
        let taken_back = |pattern: &Pattern| {
            let stands_in =
                |within: &Range<usize>| pattern.find(tokens, within.clone(), &slot).is_some();
            stands_in(&part) || stands_in(&opening)
        };
        let is_told = figure.is_told && !figure.passage.is_question();
        is_told && !self.unless.iter().any(taken_back)
    }

    fn is_one_thing(
        &self,
        (a, first): (&Candidate<'_>, &Told),
        (b, second): (&Candidate<'_>, &Told),
        lead: usize,
    ) -> bool {
        if !first.stands || !second.stands || !self.same_noun(&a.figure, &b.figure) {
            return false;
        }
        let headed = a.figure.passage.is_heading() && b.order < lead;
        !first.setting.differs_in_source(&second.setting)
            && Self::is_set_alike(&first.setting, (b, &second.setting), headed)
            && Self::is_tied((a, first), (b, second), Opening { headed, lead })
    }

    /// Whether nothing says that the two are set at different times or places. What is taken up
    /// again ("the 14 people") is the same wherever its sentence goes on; a lead adds to its headline.
    fn is_set_alike(
        first: &Setting,
        (b, second): (&Candidate<'_>, &Setting),
        headed: bool,
    ) -> bool {
        if headed {
            let has_own = !first.times.is_empty() && !second.times.is_empty();
            return !has_own || !first.differs_in_period(second);
        }
        if b.figure.is_definite {
            let is_dated = !first.times.is_empty() && !second.times.is_empty();
            return !is_dated || !first.differs_in_period(second);
        }
        let is_elsewhere = first.places.is_empty() && !second.places.is_empty();
        !is_elsewhere && !first.differs_in_time(second) && !first.differs_in_place(second)
    }

    /// Whether something ties the two to each other.
    fn is_tied(
        (a, first): (&Candidate<'_>, &Told),
        (b, second): (&Candidate<'_>, &Told),
        Opening { headed, lead }: Opening,
    ) -> bool {
        let near = shared(&first.beside, &second.beside);
        let is_dated = first.setting.shares_time(&second.setting);
        let dated = usize::from(is_dated);
        let wide = shared(&first.around, &second.around) + dated;
        let opens = a.order < lead;
        // A slip of digits needs little else in common; shares of many things stand side by side.
        let may_be_same =
            first.things.is_subset(&second.things) || second.things.is_subset(&first.things);
        if a.figure.is_transposed(&b.figure) && may_be_same {
            let enough = if a.figure.counted == Counted::Percent { 2 } else { 1 };
            let has_unit = matches!(a.figure.counted, Counted::Money(_) | Counted::Unit(_));
            let is_near = a.figure.is_alone && b.figure.is_alone && b.order <= a.order + 1;
            return wide >= enough
                || b.figure.is_definite && !a.figure.is_owned
                || has_unit && is_near;
        }
        if matches!(a.figure.counted, Counted::Tally(_)) {
            return match b.figure.is_definite {
                true => opens || wide >= 1,
                false => wide >= 1 && (headed || opens && b.order <= lead),
            };
        }
        let is_same = first.things == second.things
            && [&a.figure, &b.figure].iter().all(|figure| figure.is_plain() && !figure.is_owned);
        if !is_same {
            return false;
        }
        if b.figure.is_definite {
            let is_count = matches!(a.figure.counted, Counted::Things(_)) && !first.is_anybody;
            let same_next = first.next.is_some() && first.next == second.next;
            return near >= 2
                || same_next && wide >= 1
                || is_count && near >= 1 && wide >= 1 && a.order + NEAR >= b.order;
        }
        if headed {
            return near >= 1 && wide >= 2;
        }
        // What opens a sentence without "the" is news of its own.
        let opens = b.figure.tokens.start == b.figure.passage.tokens().start;
        let plain = a.figure.is_alone && b.figure.is_alone && !b.figure.has_indefinite() && !opens;
        let same_next = first.next.is_none() || second.next.is_none() || first.next == second.next;
        let enough = match a.figure.counted {
            Counted::Unit(_) => {
                near >= 1 && (wide >= 2 || first.next.is_some() && first.next == second.next)
            }
            // Shares of many things stand beside each other in one story.
            Counted::Percent => {
                let fewest = first.beside.len().min(second.beside.len());
                let led_alike = first.lead.iter().any(|word| second.lead.contains(word));
                near >= 2 && led_alike && (is_dated || near == fewest)
            }
            _ if first.lead.len() == 2 && first.lead == second.lead => wide >= 2,
            _ => near >= 2 && wide >= SHARED || near >= 1 && wide >= 2 && is_dated,
        };
        let other_names = !first.names.is_empty()
            && !second.names.is_empty()
            && first.names.is_disjoint(&second.names);
        plain && same_next && enough && !other_names
    }

    fn same_noun(&self, a: &Figure<'_>, b: &Figure<'_>) -> bool {
        !matches!(a.counted, Counted::Tally(_))
            || a.noun == b.noun
            || self.counts_anybody(a) && self.counts_anybody(b)
    }

    fn counts_anybody(&self, figure: &Figure<'_>) -> bool {
        let last = figure.shown.end - 1;
        let is_bare = figure.noun.is_none() || figure.shown == figure.tokens;
        is_bare || self.words.is_person(figure.passage.annotated.tokens[last].word)
    }

    fn hit(&self, earlier: &Figure<'_>, later: &Figure<'_>) -> Option<Hit> {
        let what = match later.counted {
            Counted::Tally(tally) => format!(" as the {}", self.tallies.noun(tally)),
            _ => String::new(),
        };
        differing(
            (&earlier.passage, earlier.shown.clone()),
            (&later.passage, later.shown.clone()),
            &what,
        )
    }
}

/// A figure with the place of its passage among all.
struct Candidate<'a> {
    order: usize,
    figure: Figure<'a>,
}

impl Candidate<'_> {
    fn is_headline(&self) -> bool {
        self.figure.passage.is_heading()
    }

    /// Whether the text gives the headline's figure: then it is held to its own words.
    fn takes_up(&self, headline: &Candidate<'_>) -> bool {
        !self.is_headline() && self.figure.agrees(&headline.figure)
    }
}

/// What a passage tells besides its figure.
struct Told {
    setting: Setting,
    around: Stems,
    beside: Stems,
    things: Stems,
    next: Option<String>,
    /// The last words before the figure, usually a verb and its subject.
    lead: Vec<String>,
    /// Whom the sentence names before the figure.
    names: BTreeSet<String>,
    is_anybody: bool,
    stands: bool,
}

/// How the later of two figures lies to the opening of the article.
#[derive(Clone, Copy)]
struct Opening {
    /// Whether the first stands in the headline and the second in the lead.
    headed: bool,
    /// How many passages the article opens with.
    lead: usize,
}

struct OwnValue(Range<usize>);

impl SlotSource for OwnValue {
    fn fill(&self, slot: &crate::language::Slot, start: usize, ends: &mut Vec<usize>) {
        if *slot.name == *"value" && self.0.start == start {
            ends.push(self.0.end);
        }
    }
}

fn shared(a: &Stems, b: &Stems) -> usize {
    a.intersection(b).count()
}

/// Flags an age that differs from one given to the same person before.
fn differing_ages(passages: &[Passage<'_>]) -> Vec<Hit> {
    let mut people: BTreeMap<String, Vec<Age<'_>>> = BTreeMap::new();
    for age in passages.iter().flat_map(|&passage| ages(passage)) {
        let Some(surname) = age.name.last() else { continue };
        let ages = people.entry(surname.to_lowercase()).or_default();
        if ages.len() < BEARERS {
            ages.push(age);
        }
    }
    people.values().filter_map(|ages| differing_age(ages)).collect()
}

fn differing_age(ages: &[Age<'_>]) -> Option<Hit> {
    let given: BTreeSet<&String> =
        ages.iter().filter(|age| age.name.len() > 1).map(|age| &age.name[0]).collect();
    // Of two people of one surname, whose age a bare surname goes with is anybody's guess.
    let is_one = given.len() <= 1;
    let same = |a: &Age<'_>, b: &Age<'_>| is_one || a.name.len() > 1 && a.name == b.name;
    let differ = |a: &Age<'_>, b: &Age<'_>| {
        same(a, b) && a.years != b.years && a.passage.sentence != b.passage.sentence
    };
    let mut pairs =
        ages.iter().enumerate().flat_map(|(at, a)| ages[at + 1..].iter().map(move |b| (a, b)));
    let (first, other) = pairs.find(|(a, b)| differ(a, b))?;
    let what = format!(" as the age of {}", first.name.join(" "));
    let (a, b) = (first.tokens.clone(), other.tokens.clone());
    differing((&first.passage, a), (&other.passage, b), &what)
}

fn differing(
    (first, a): (&Passage<'_>, Range<usize>),
    (second, b): (&Passage<'_>, Range<usize>),
    what: &str,
) -> Option<Hit> {
    let here = second.annotated.article.slice(second.span(b.clone()));
    let there = first.annotated.article.slice(first.span(a.clone()));
    let whence = match first.telling {
        Telling::Title | Telling::Headline => "the headline",
        Telling::Body => "an earlier passage",
    };
    Some(Hit {
        span: second.is_in_text().then(|| second.span(b))?,
        verdict: Verdict::Refuted,
        message: format!("gives “{here}”{what}, but {whence} gives “{there}”"),
        evidence: vec![passage_evidence(first, first.span(a))],
        confidence: Confidence::High,
    })
}

/// The other passage; of a title outside the text, its words.
pub(super) fn passage_evidence(passage: &Passage<'_>, span: TextSpan) -> Evidence {
    if passage.is_in_text() {
        Evidence::Passage { span }
    } else {
        let text = passage.annotated.article.slice(span).to_owned();
        Evidence::Lexicon { id: "title".to_owned(), text }
    }
}
