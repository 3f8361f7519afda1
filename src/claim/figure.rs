//! Figures tied to a noun: "84 seats", "revenue rose to $4.2 billion", "a 12% drop in profit".
//!
//! A noun names its figure only where nothing between the two may name something else: links,
//! other values and the names of whom it is said. An unknown noun there ends the tie, so that
//! "revenue was flat and costs rose to $3 billion" says nothing of revenue.

use super::cue::is_year;
use super::discourse::Discourse;
use super::mention::Mentions;
use super::standing::Standing;
use super::trigger::TriggerIndex;
use super::{Binding, Claim, ClaimValue};
use crate::annotate::{Annotated, Annotation, Direction, Meaning};
use crate::fact::{FactStore, Property, PropertyId};
use crate::language::{Case, Function, Pattern, TokenKind, WordId};
use crate::value::{Amount, Extent, Measures, Scale};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many tokens may lie between a noun and its figure.
const REACH: usize = 24;

/// How many tokens the label of a row may have, its mark included.
const LABEL: usize = 9;

/// How many words may stand between a figure and the noun after it: "$4.2 billion in net revenue".
const NOUN_LEAD: usize = 3;

/// How many tokens after a figure tell that it is a distance: "votes to spare".
const STEP: usize = 3;

/// How many words before a figure tell that it is what another is compared with.
const COMPARED: usize = 3;

/// The words between a noun and its figure.
#[derive(Debug, Default)]
pub struct FigureWords {
    /// "was", "rose", "to": they tie a noun to its figure.
    pub links: BTreeSet<WordId>,
    /// "net", "total", "quarterly": they may lead to the noun.
    pub leads: BTreeSet<WordId>,
    /// "from", "than": what follows is another figure.
    pub compared: BTreeSet<WordId>,
    /// "of", "among": what follows belongs to the noun before.
    pub ties: BTreeSet<WordId>,
    /// "more", "ahead": what precedes is the distance between two figures.
    pub steps: BTreeSet<WordId>,
    /// "in", "at": a name after one of these is a place.
    pub places: BTreeSet<WordId>,
    /// "upper", "first": what follows are some of a whole.
    pub choices: BTreeSet<WordId>,
}

/// The nouns of every property.
#[derive(Debug, Default)]
pub struct FigureIndex {
    nouns: Vec<(PropertyId, Noun)>,
    triggers: TriggerIndex,
    words: FigureWords,
}

/// What a noun is to its figure, with its place among the patterns of its property.
#[derive(Clone, Copy, Debug)]
enum Noun {
    Names(usize),
    Counts(usize),
    Labels(usize),
}

impl FigureIndex {
    /// Indexes the nouns of a store.
    pub fn new(facts: &FactStore, words: FigureWords) -> Self {
        let mut index = FigureIndex { words, ..FigureIndex::default() };
        for (at, property) in facts.properties.iter().enumerate() {
            let names = (0..property.names.len()).map(Noun::Names);
            let counts = (0..property.counts.len()).map(Noun::Counts);
            let labels = (0..property.labels.len()).map(Noun::Labels);
            index
                .nouns
                .extend(names.chain(counts).chain(labels).map(|noun| (PropertyId(at), noun)));
        }
        let pattern =
            |&(property, noun): &(PropertyId, Noun)| noun.pattern(facts.property(property));
        index.triggers = TriggerIndex::of(index.nouns.iter().map(pattern));
        index
    }
}

impl Noun {
    fn pattern(self, property: &Property) -> &Pattern {
        match self {
            Noun::Names(at) => &property.names[at],
            Noun::Counts(at) => &property.counts[at],
            Noun::Labels(at) => &property.labels[at],
        }
    }
}

/// The claims that figures make, their standing still open.
pub(super) fn claims(
    annotated: &Annotated<'_>,
    mentions: &Mentions,
    discourse: &Discourse<'_>,
    index: &FigureIndex,
) -> Vec<Claim> {
    let facts = discourse.facts();
    let mut claims = Vec::new();
    for (at, sentence) in annotated.sentences.iter().enumerate() {
        // The figure of a label may stand past the end of what was read as a sentence.
        let reach = sentence.tokens.start..sentence.tokens.end + 1;
        if annotated.indices_within(reach).is_empty() {
            continue;
        }
        let triggered = index.triggers.triggered(annotated.words_of(at));
        if triggered.is_empty() {
            continue;
        }
        let reader = Reader {
            annotated,
            mentions,
            facts,
            words: &index.words,
            sentence: sentence.tokens.clone(),
        };
        let nouns: Vec<_> = triggered.into_iter().map(|hit| index.nouns[hit]).collect();
        let row = reader.row(&nouns);
        let stated = if row.is_empty() { reader.read(nouns.into_iter()) } else { row };
        for stated in stated {
            let about = discourse.about(at, &stated.core, &stated.core, mentions, stated.property);
            claims.push(Claim {
                subject: about.map(|about| about.subject),
                binding: about.map_or(Binding::Topic, |about| about.binding),
                subject_span: None,
                property: stated.property,
                value: stated.value,
                span: annotated.span_of(stated.tokens.clone()),
                meant: stated.tokens.clone(),
                tokens: stated.tokens,
                sentence: at,
                standing: Standing::Asserted,
            });
        }
    }
    claims
}

/// A figure with what it states.
struct Stated {
    property: PropertyId,
    value: ClaimValue,
    /// The figure's tokens.
    tokens: Range<usize>,
    /// The figure with its noun and all between.
    core: Range<usize>,
}

/// A noun of a property in a sentence.
#[derive(Clone, Debug)]
struct Named {
    property: PropertyId,
    measures: Measures,
    tokens: Range<usize>,
}

/// Reads one sentence.
struct Reader<'a> {
    annotated: &'a Annotated<'a>,
    mentions: &'a Mentions,
    facts: &'a FactStore,
    words: &'a FigureWords,
    sentence: Range<usize>,
}

impl Reader<'_> {
    /// What a row says that opens with a label: "Missing: 26", "Missing | 26".
    fn row(&self, nouns: &[(PropertyId, Noun)]) -> Vec<Stated> {
        let tokens = &self.annotated.tokens;
        let text = |at: usize| self.annotated.article.slice(tokens[at].span());
        let parts = |&at: &usize| matches!(text(at), "|" | ":" | "–" | "—");
        let head = self.sentence.start..self.sentence.end.min(self.sentence.start + LABEL);
        let Some(end) = head.clone().find(parts) else { return Vec::new() };
        let is_last = !(end + 1..self.sentence.end).any(|at| text(at) == "|");
        let Some(found) = self.annotated.starting_at(end + 1).next() else { return Vec::new() };
        let labelled = |&(property, noun): &(PropertyId, Noun)| {
            let pattern = noun.pattern(self.facts.property(property));
            // "Children among the dead: 64" counts children.
            let may_go_on = matches!(noun, Noun::Counts(_));
            let is_label = (head.start..end).take(2).any(|at| {
                pattern
                    .match_at(tokens, at, head.start..end, &())
                    .is_some_and(|(past, _)| past == end || may_go_on && self.goes_on(past, end))
            });
            let measures = self.facts.property(property).measures;
            let amount = self.annotated.amount_as(found, measures)?;
            (is_last && is_label).then(|| Stated {
                property,
                value: ClaimValue::Amount(amount),
                tokens: found.tokens.clone(),
                core: head.start..found.tokens.end,
            })
        };
        nouns.iter().filter_map(labelled).collect()
    }

    /// Whether what follows a noun in a label only says which of them: "among the dead".
    fn goes_on(&self, at: usize, end: usize) -> bool {
        let token = self.annotated.tokens[at];
        at + 1 < end && token.kind != TokenKind::Mark && self.words.ties.contains(&token.word)
    }

    fn read(&self, nouns: impl Iterator<Item = (PropertyId, Noun)>) -> Vec<Stated> {
        let (mut names, mut counts) = (Vec::new(), Vec::new());
        for (property, noun) in nouns {
            let pattern = noun.pattern(self.facts.property(property));
            match noun {
                Noun::Names(_) => names.extend(self.named(property, pattern)),
                Noun::Counts(_) => counts.push((property, pattern)),
                Noun::Labels(_) => {}
            }
        }
        let names = outermost(names);
        let mut stated = Vec::new();
        for found in self.annotated.within(self.sentence.clone()) {
            let counted = self.counted(found, &counts);
            if counted.is_empty() {
                stated.extend(self.tied(found, &names));
            }
            stated.extend(counted);
        }
        stated
    }

    fn named(&self, property: PropertyId, pattern: &Pattern) -> Vec<Named> {
        let mut found = Vec::new();
        let mut from = self.sentence.start;
        let tokens = &self.annotated.tokens;
        while let Some((range, _)) = pattern.find_from(tokens, from, self.sentence.clone(), &()) {
            from = range.end.max(range.start + 1);
            let measures = self.facts.property(property).measures;
            if self.may_be_whole(range.start) {
                found.push(Named { property, measures, tokens: range });
            }
        }
        found
    }

    /// The properties that say how many there are of what the number counts.
    fn counted(&self, found: &Annotation, counts: &[(PropertyId, &Pattern)]) -> Vec<Stated> {
        let Meaning::Number(number) = &found.meaning else { return Vec::new() };
        let is_pronoun = self.annotated.article.slice(found.span).eq_ignore_ascii_case("one");
        let is_told = !self.is_compared(found.tokens.start)
            && !self.is_step(found)
            && !self.is_choice(found.tokens.start);
        if counts.is_empty() || !is_told || is_pronoun || number.is_share() {
            return Vec::new();
        }
        let Some(noun) = self.annotated.context(found).counted else { return Vec::new() };
        let tokens = &self.annotated.tokens;
        let is_part = tokens.get(found.tokens.end..found.tokens.end + 2).is_some_and(|next| {
            self.annotated.language.sense(next[0].word).functions.has(Function::Of)
                && self.annotated.language.sense(next[1].word).functions.has(Function::Definite)
        });
        // "Three of the seats", but "84 of the 150 seats".
        let start = tokens.partition_point(|token| token.span().start < noun.start);
        if is_part && !(found.tokens.end..start).any(|at| self.is_value(at)) {
            return Vec::new();
        }
        let end = tokens.partition_point(|token| token.span().end <= noun.end);
        let head = |pattern: &Pattern| {
            let mut starts = start..end;
            starts.find(|&at| {
                pattern.match_at(tokens, at, start..end, &()).is_some_and(|(past, _)| past == end)
            })
        };
        let fitting = counts.iter().filter_map(|&(property, pattern)| {
            let head = head(pattern)?;
            // "12 police officers" are no count of all officers where the noun is qualified.
            let is_bare = (start..head).all(|at| self.may_lead(at));
            is_bare.then(|| Stated {
                property,
                value: ClaimValue::Amount(Amount::number(*number)),
                tokens: found.tokens.clone(),
                core: found.tokens.start..end,
            })
        });
        fitting.collect()
    }

    /// What a figure says of the noun it is tied to, which may serve several properties: "losses"
    /// are a company's or a storm's.
    fn tied(&self, found: &Annotation, names: &[Named]) -> Vec<Stated> {
        if names.is_empty() || names.iter().any(|name| overlap(&name.tokens, &found.tokens)) {
            return Vec::new();
        }
        let Some(amount) = self.annotated.amount(found) else { return Vec::new() };
        let is_bare_year = matches!(&found.meaning, Meaning::Number(number) if is_year(number));
        let counts = amount.scale == Scale::Number
            && self.annotated.context(found).counted.is_some_and(|noun| {
                !names.iter().any(|name| self.annotated.span_of(name.tokens.clone()).overlaps(noun))
            });
        if is_bare_year || counts || self.is_step(found) || self.is_first_of_two(found) {
            return Vec::new();
        }
        let told_as = |name: &Named| self.annotated.amount_as(found, name.measures);
        let is_change =
            |name: &Named| amount.scale == Scale::Percent && !name.measures.admits(&Scale::Percent);
        let fitting: Vec<&Named> =
            names.iter().filter(|name| told_as(name).is_some() || is_change(name)).collect();
        let after = fitting.iter().find(|name| self.follows(found.tokens.end, name.tokens.start));
        let before = || {
            let before = fitting.iter().filter(|name| name.tokens.end <= found.tokens.start);
            let nearest = before.max_by_key(|name| name.tokens.end)?;
            let between = nearest.tokens.end..found.tokens.start;
            self.ties(nearest, between, &amount.scale).then_some(nearest)
        };
        let Some(noun) = after.or_else(before).map(|name| name.tokens.clone()) else {
            return Vec::new();
        };
        let core = noun.start.min(found.tokens.start)..noun.end.max(found.tokens.end);
        let way = if noun.start < found.tokens.start {
            self.annotated.context(found).direction
        } else {
            self.way_in(found.tokens.end..noun.start)
        };
        let same = fitting.iter().filter(|name| name.tokens == noun);
        let stated = same.filter_map(|name| match told_as(name) {
            Some(told) => self.stated(name, told, found, core.clone()),
            None => change(name, &amount, found, core.clone(), way),
        });
        stated.collect()
    }

    fn stated(
        &self,
        name: &Named,
        amount: Amount,
        found: &Annotation,
        core: Range<usize>,
    ) -> Option<Stated> {
        let is_total = self.is_reached(found.tokens.start);
        let is_step = self.annotated.context(found).direction.is_some() && !is_total;
        if is_step || self.is_compared(found.tokens.start) {
            return None;
        }
        Some(Stated {
            property: name.property,
            value: ClaimValue::Amount(amount),
            tokens: found.tokens.clone(),
            core,
        })
    }

    /// Whether the noun may stand for the whole: no unknown noun qualifies it.
    fn may_be_whole(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|&at| at >= self.sentence.start);
        before.is_none_or(|at| self.may_lead(at))
    }

    /// Whether a word before a noun leaves it what it is: an article, a name, "total", a verb.
    fn may_lead(&self, at: usize) -> bool {
        let token = self.annotated.tokens[at];
        // The capital of the first word tells nothing: "Youth unemployment".
        let is_name = at > self.sentence.start
            || self.mentions.starting_at(at).next().is_some()
            || self.annotated.name_at(at).is_some()
            || self.annotated.article.slice(token.span()).ends_with("ly");
        !matches!(token.kind, TokenKind::Word(_))
            || token.kind != TokenKind::Word(Case::Lower) && is_name
            || self.words.leads.contains(&token.word)
            || self.words.links.contains(&token.word)
            || self.is_read(at)
    }

    /// Whether a noun at `name` belongs to the figure that ends at `end`: "in", "of" and a few
    /// leading words between.
    fn follows(&self, end: usize, name: usize) -> bool {
        if name < end || name - end > NOUN_LEAD || name >= self.sentence.end {
            return false;
        }
        (end..name).all(|at| {
            let token = self.annotated.tokens[at];
            let is_hyphen = token.kind == TokenKind::Mark && token.joined;
            let function =
                |function| self.annotated.language.sense(token.word).functions.has(function);
            is_hyphen
                || self.words.leads.contains(&token.word)
                || function(Function::Up)
                || function(Function::Down)
        })
    }

    /// Whether a noun is tied to a figure over the tokens between.
    fn ties(&self, name: &Named, between: Range<usize>, scale: &Scale) -> bool {
        if between.len() > REACH || self.has_figure(name, between.clone(), scale) {
            return false;
        }
        let mut at = between.start;
        while at < between.end {
            match self.past_link(at, between.end) {
                Some(next) => at = next,
                None => return false,
            }
        }
        true
    }

    /// Whether a figure that could be the noun's own stands between.
    fn has_figure(&self, name: &Named, between: Range<usize>, scale: &Scale) -> bool {
        let figures = self.annotated.within(between).filter_map(|found| {
            let amount = self.annotated.amount(found)?;
            let is_from = self.is_compared(found.tokens.start);
            let is_step = self.annotated.context(found).direction.is_some()
                && !self.is_reached(found.tokens.start);
            (!is_from && !is_step && !matches!(found.meaning, Meaning::Duration(_)))
                .then_some(amount.scale)
        });
        figures.into_iter().any(|found| {
            found == *scale || name.measures.admits(&found) && !name.measures.admits(scale)
        })
    }

    /// Past a link, a value or a name.
    fn past_link(&self, at: usize, end: usize) -> Option<usize> {
        let token = self.annotated.tokens[at];
        let is_read = |found: &&Annotation| {
            found.tokens.end <= end && !matches!(found.meaning, Meaning::Quote { .. })
        };
        let mut read = self.annotated.starting_at(at).filter(is_read);
        if let Some(found) = read.next() {
            let is_past = self.is_past(found) || read.any(|found| self.is_past(found));
            return (!is_past).then_some(found.tokens.end);
        }
        let text = self.annotated.article.slice(token.span());
        if token.kind == TokenKind::Mark {
            return (!matches!(text, ";" | "." | "?" | "!")).then_some(at + 1);
        }
        if let Some(mention) = self.mentions.starting_at(at).next() {
            return Some(mention.tokens.end.min(end));
        }
        if let Some(name) = self.annotated.name_at(at) {
            // "Inflation in Tarrin was 9%" is that of another place.
            let is_elsewhere = self.words.places.contains(&self.annotated.tokens[at - 1].word);
            return (!is_elsewhere).then(|| name.tokens.end.min(end));
        }
        let functions = self.annotated.language.sense(token.word).functions;
        let is_link = self.words.links.contains(&token.word)
            || functions.has(Function::Up)
            || functions.has(Function::Down)
            || text.len() > 4 && text.ends_with("ly");
        is_link.then_some(at + 1)
    }

    /// Whether a date is one before the time that the figures are of: "a year earlier".
    fn is_past(&self, found: &Annotation) -> bool {
        let has = |at: usize| {
            let functions = self.annotated.language.sense(self.annotated.tokens[at].word).functions;
            [Function::Earlier, Function::Ago, Function::Previous].iter().any(|&f| functions.has(f))
        };
        let is_dated = matches!(found.meaning, Meaning::Date(_) | Meaning::Period(_));
        is_dated && found.tokens.clone().any(has)
    }

    /// Whether the figure is what another is compared with: "from $3 billion", "than the $2".
    fn is_compared(&self, start: usize) -> bool {
        let floor = start.saturating_sub(COMPARED).max(self.sentence.start);
        let near = (floor..start).rev().take_while(|&at| {
            self.annotated.tokens[at].kind != TokenKind::Mark && !self.is_value(at)
        });
        near.into_iter().any(|at| self.words.compared.contains(&self.annotated.tokens[at].word))
    }

    /// Whether the figure is a distance between two others: "312 votes to spare", "12 points ahead",
    /// or a part of a whole: "three of the nine ministries".
    fn is_step(&self, found: &Annotation) -> bool {
        let after = found.tokens.end..(found.tokens.end + STEP).min(self.sentence.end);
        let is_step = |at: usize| self.words.steps.contains(&self.annotated.tokens[at].word);
        let is_mark = |&at: &usize| self.annotated.tokens[at].kind != TokenKind::Mark;
        after.take_while(is_mark).any(is_step)
    }

    /// Whether the word before makes the figure some of a whole: "the upper two floors".
    fn is_choice(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|&at| at >= self.sentence.start);
        before.is_some_and(|at| self.words.choices.contains(&self.annotated.tokens[at].word))
    }

    /// Whether the figure is where a change ends: "rose 4% to $3 billion".
    fn is_reached(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|&at| at >= self.sentence.start);
        before.is_some_and(|at| {
            let functions = self.annotated.language.sense(self.annotated.tokens[at].word).functions;
            functions.has(Function::To) || functions.has(Function::At)
        })
    }

    /// Whether a range starts with the figure: the other end is what it comes to.
    fn is_first_of_two(&self, found: &Annotation) -> bool {
        self.annotated.within(self.sentence.clone()).any(|range| {
            matches!(range.meaning, Meaning::Range { .. })
                && range.tokens.start <= found.tokens.start
                && found.tokens.end < range.tokens.end
        }) && matches!(
            found.meaning,
            Meaning::Number(number) | Meaning::Percent(number)
                if number.extent == Extent::Point
        )
    }

    fn is_value(&self, at: usize) -> bool {
        self.annotated.tokens[at].kind == TokenKind::Number
    }

    /// Whether the token is part of something annotated.
    fn is_read(&self, at: usize) -> bool {
        let around = at.saturating_sub(4).max(self.sentence.start)..(at + 4).min(self.sentence.end);
        self.annotated.within(around).any(|found| {
            found.tokens.contains(&at) && !matches!(found.meaning, Meaning::Quote { .. })
        })
    }

    /// Which way a word between the tokens points: "a 12% drop in revenue".
    fn way_in(&self, between: Range<usize>) -> Option<Direction> {
        between.into_iter().find_map(|at| {
            let functions = self.annotated.language.sense(self.annotated.tokens[at].word).functions;
            if functions.has(Function::Up) {
                return Some(Direction::Up);
            }
            functions.has(Function::Down).then_some(Direction::Down)
        })
    }
}

/// What a percentage says of the noun it is tied to: how far it went up or down.
fn change(
    name: &Named,
    amount: &Amount,
    found: &Annotation,
    core: Range<usize>,
    way: Option<Direction>,
) -> Option<Stated> {
    let quantity = match way? {
        Direction::Up => amount.quantity,
        Direction::Down if amount.quantity.stated < 0.0 => amount.quantity,
        Direction::Down => amount.quantity.negated(),
    };
    Some(Stated {
        property: name.property,
        value: ClaimValue::Change(quantity),
        tokens: found.tokens.clone(),
        core,
    })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Of nouns that share a token, the longest: "operating profit" is not "profit".
fn outermost(mut names: Vec<Named>) -> Vec<Named> {
    names.sort_by_key(|name| (name.tokens.start, usize::MAX - name.tokens.end));
    let mut outer: Vec<Named> = Vec::new();
    for name in names {
        let is_inner = outer
            .last()
            .is_some_and(|last| last.tokens.end >= name.tokens.end && last.tokens != name.tokens);
        if !is_inner {
            outer.push(name);
        }
    }
    outer
}
