//! Whether a sentence says what a wording of a claim says, in other words.

use super::Strictness;
use super::meaning::{Meanings, Root};
use super::predicate::{Predicate, Verb};
use crate::fact::EntityId;
use crate::language::WordId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many tokens of a sentence there may be for each thing that it shares with a wording.
const SPREAD: usize = 5;

/// How many words a wording must have for a pronoun to stand for its first.
const LEAST_WITH_PRONOUN: usize = 4;

/// How many words a wording must have for the names in it to count for some of them.
const LEAST_WITH_NAMES: usize = 3;
/// The share of a wording's words and names that a sentence must have.
const WITH_NAMES: f64 = 0.7;
/// How many of its words at least.
const LEAST_TOLD: usize = 2;

/// The least number of concepts that make a wording tell one claim from another.
const LEAST_CONCEPTS: usize = 3;

/// A thing or an idea, however it is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Concept {
    /// Something with a record.
    Entity(EntityId),
    /// A word with a capital of which no pack knows.
    Name(Root),
    /// A number in digits.
    Figure(u64),
    /// A word that dates, counts or measures: another one makes another claim.
    Measure(WordId),
    /// Any other word that tells something.
    Word(Root),
}

/// What part a name plays in its clause, as far as the words beside it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It does something, or something is done to it.
    Plain,
    /// "by X": it does what a passive verb says.
    Agent,
    /// "of X", "from X": it may have done what a noun or a verb says.
    Origin,
    /// "in X", "next to X": it does nothing.
    Aside,
}

/// A concept where it stands.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) concept: Concept,
    pub(super) tokens: Range<usize>,
    pub(super) part: Part,
}

/// A wording of a claim, read.
#[derive(Debug, Default)]
pub(super) struct Wording {
    /// Which claim, by index.
    pub(super) claim: usize,
    /// What a sentence must name, count and date.
    pub(super) essentials: Vec<Concept>,
    /// What it says of that.
    pub(super) words: Vec<Root>,
    /// Those of the words that are forms of verbs: without them nothing is said.
    pub(super) verbs: Vec<Root>,
    /// Whoever does something and whoever it is done to, in order.
    actors: Vec<(Concept, Part)>,
    /// What its first verb tells of somebody named before it.
    pub(super) predicate: Option<Predicate>,
    /// How many words deny.
    pub(super) denials: usize,
    /// How many values may be any.
    open: usize,
    /// The word that it opens with, before anything it names.
    pub(super) head: Option<Root>,
}

impl Wording {
    pub(super) fn new(
        claim: usize,
        said: &[Said],
        verbs: Vec<Root>,
        denials: usize,
        open: usize,
    ) -> Self {
        let mut wording = Wording { claim, verbs, denials, open, ..Wording::default() };
        for one in said {
            match one.concept {
                Concept::Word(root) if !wording.words.contains(&root) => wording.words.push(root),
                Concept::Word(_) => {}
                essential if !wording.essentials.contains(&essential) => {
                    wording.essentials.push(essential);
                }
                _ => {}
            }
        }
        wording.actors = actors(said, &wording.essentials);
        wording.head = said.first().and_then(|one| match one.concept {
            Concept::Word(root) => Some(root),
            _ => None,
        });
        wording
    }

    /// Whether it tells one claim from others: it says something of two things with a record, or
    /// of one and a value, or has two words to say it.
    pub(super) fn is_telling(&self) -> bool {
        let is_record = |concept: &&Concept| matches!(concept, Concept::Entity(_));
        let records = self.essentials.iter().filter(is_record).count();
        let told = self.words.len();
        told + self.essentials.len() + self.open >= LEAST_CONCEPTS
            && (told > 1 || told == 1 && (records > 1 || records == 1 && self.open > 0))
    }

    /// What it names with a record that is no place.
    pub(super) fn named(&self, is_place: &dyn Fn(EntityId) -> bool) -> Vec<EntityId> {
        let entities = self.essentials.iter().filter_map(|concept| match concept {
            Concept::Entity(entity) => Some(*entity),
            _ => None,
        });
        entities.filter(|entity| !is_place(*entity)).collect()
    }

    /// Whether it tells enough where the article is about the story: "the chalice was melted down".
    pub(super) fn is_telling_in_context(&self) -> bool {
        let names_one = self.essentials.iter().any(|concept| matches!(concept, Concept::Entity(_)));
        let has_verb = self.verbs.iter().any(|verb| self.words.contains(verb));
        has_verb && (names_one || self.words.len() > 1)
    }

    /// The roots without any one of which a sentence cannot repeat it.
    pub(super) fn required(&self) -> impl Iterator<Item = Root> {
        let names = self.essentials.iter().filter_map(|concept| match concept {
            Concept::Name(root) => Some(*root),
            _ => None,
        });
        names.chain(self.verbs.iter().copied().filter(|verb| self.words.contains(verb)))
    }

    /// Whether a pronoun at the start of a sentence may stand for the word: it opens the wording,
    /// is no verb, and enough words follow it.
    pub(super) fn opens_with(&self, root: Root) -> bool {
        self.words.len() >= LEAST_WITH_PRONOUN
            && self.words.first() == Some(&root)
            && !self.verbs.contains(&root)
    }

    /// How many of its words a sentence must have at least, one of which a pronoun may stand for.
    pub(super) fn least(&self, threshold: f64, strictness: Strictness) -> usize {
        let opens = self.words.first().is_some_and(|root| self.opens_with(*root));
        self.needed(threshold, strictness) - usize::from(opens)
    }

    /// How many of its words a sentence must have: all of a few. Where values are looked at besides,
    /// what else it names counts, too.
    pub(super) fn needed(&self, threshold: f64, strictness: Strictness) -> usize {
        let words = self.words.len();
        let most = self.most(threshold);
        if strictness == Strictness::Whole || words < LEAST_WITH_NAMES {
            return most;
        }
        let named = self.essentials.len();
        let with_names = (WITH_NAMES * (words + named) as f64).ceil() as usize;
        most.min(with_names.saturating_sub(named).max(LEAST_TOLD))
    }

    /// How many of its words are most of them: all of a few.
    fn most(&self, threshold: f64) -> usize {
        let others = self.words.len().saturating_sub(1) as f64;
        self.words.len() - ((1.0 - threshold) * others).floor() as usize
    }
}

/// A sentence, read.
#[derive(Debug)]
pub(super) struct Statement<'p> {
    pub(super) said: Vec<Said>,
    pub(super) concepts: FxHashSet<Concept>,
    pub(super) groups: FxHashSet<u16>,
    /// Where one clause is parted from another by more than a comma.
    pub(super) breaks: Vec<usize>,
    /// Forms of verbs that tell what happened.
    pub(super) verbs: Vec<Verb>,
    /// Where "they" and the like stand.
    pub(super) pronouns: Vec<usize>,
    /// Whether it begins with "they" or the like.
    pub(super) opens_with_pronoun: bool,
    /// What a sentence without a name goes on about.
    pub(super) implied: Option<EntityId>,
    /// The places that the article names; where a sentence names none, it may be set in any.
    pub(super) places: &'p BTreeSet<EntityId>,
    /// Those that its paragraph names last before it: if any, it is set there.
    pub(super) setting: BTreeSet<EntityId>,
}

impl<'p> Statement<'p> {
    pub(super) fn new(
        said: Vec<Said>,
        places: &'p BTreeSet<EntityId>,
        meanings: &Meanings,
    ) -> Self {
        let concepts: FxHashSet<Concept> = said.iter().map(|said| said.concept).collect();
        let mut groups = FxHashSet::default();
        for concept in &concepts {
            if let Concept::Word(root) = concept {
                groups.extend(meanings.groups_of(*root));
            }
        }
        Statement {
            said,
            concepts,
            groups,
            breaks: Vec::new(),
            verbs: Vec::new(),
            pronouns: Vec::new(),
            opens_with_pronoun: false,
            implied: None,
            places,
            setting: BTreeSet::new(),
        }
    }

    fn names_a_place(&self) -> bool {
        self.concepts.iter().any(
            |concept| matches!(concept, Concept::Entity(entity) if self.places.contains(entity)),
        )
    }
}

/// What it takes to compare.
pub(super) struct Aligner<'a> {
    pub(super) meanings: &'a Meanings,
    pub(super) opposites: &'a FxHashMap<Root, Vec<Root>>,
    pub(super) is_place: &'a dyn Fn(EntityId) -> bool,
    /// Whether two places are known to be two.
    pub(super) are_apart: &'a dyn Fn(EntityId, EntityId) -> bool,
    pub(super) threshold: f64,
    pub(super) strictness: Strictness,
}

/// How a sentence says what a wording says.
pub(super) struct Aligned {
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// How many things the two have in common.
    pub(super) shared: usize,
    /// A word that says the opposite of one of the wording's.
    pub(super) turned: Option<Range<usize>>,
    /// Whether few words agree, or the sentence does not name what the wording does.
    pub(super) is_loose: bool,
}

impl Aligner<'_> {
    /// How the sentence says what the wording says, if it does.
    pub(super) fn align(&self, wording: &Wording, statement: &Statement<'_>) -> Option<Aligned> {
        if !self.names_all(wording, statement) {
            return None;
        }
        let (told, untold) = self.told(wording, statement);
        let lacks_verb = untold.iter().any(|root| wording.verbs.contains(root));
        let turned: Vec<Range<usize>> =
            untold.iter().filter_map(|root| self.opposite(*root, statement)).collect();
        // "They held the guards at gunpoint" where the wording has "the burglars".
        let is_whole = self.strictness == Strictness::Whole;
        let may_stand = is_whole && statement.opens_with_pronoun;
        let stands_for = |root: &Root| may_stand && wording.opens_with(*root);
        let meant = usize::from(untold.iter().any(stands_for));
        let may_be_turned = self.strictness == Strictness::Most && turned.len() == 1;
        if lacks_verb || !turned.is_empty() && !may_be_turned {
            return None;
        }
        let turned_words = turned.len();
        let met = told.len() + turned_words + meant;
        let is_told = !told.is_empty() || !turned.is_empty();
        if !is_told || met < wording.needed(self.threshold, self.strictness) {
            return None;
        }
        let titles = match self.strictness {
            Strictness::Most => self.titles(wording, statement),
            Strictness::Whole => BTreeSet::new(),
        };
        if !told.is_empty() && told.iter().all(|root| titles.contains(root)) {
            return None;
        }
        let tokens = self.extent(wording, statement, &turned)?;
        let shared = met + wording.essentials.len();
        let is_close = tokens.len() <= SPREAD * shared + SPREAD;
        let is_by_them = self.acts(wording, statement)
            && !is_reversed(wording, statement)
            && self.is_subject(wording, statement);
        let is_one_clause = statement.breaks.iter().all(|at| !tokens.contains(at));
        let turned = turned.into_iter().next();
        let is_implied = statement.implied.is_some_and(|one| {
            let one = Concept::Entity(one);
            wording.essentials.contains(&one) && !statement.concepts.contains(&one)
        });
        if is_implied && told.iter().any(|root| self.tells_by_another_verb(*root, statement)) {
            return None;
        }
        let is_plain =
            |root: &&Root| self.tells_plainly(**root, statement) && !titles.contains(*root);
        let plain = told.iter().filter(is_plain).count();
        let plain = plain + met - told.len();
        // "The anchor of the Halvard" is not "the wreck of the Halvard".
        let lacks_head = wording.head.is_some_and(|head| untold.contains(&head));
        if lacks_head && meant + turned_words == 0 && met < wording.most(self.threshold) {
            return None;
        }
        let is_short = wording.words.len() < LEAST_WITH_PRONOUN;
        if is_whole
            && is_short
            && told.iter().any(|root| self.tells_aside(*root, wording, statement))
        {
            return None;
        }
        let is_loose = is_implied || plain < wording.most(self.threshold);
        let is_by_them = is_by_them
            && (self.strictness == Strictness::Whole
                || !is_loose
                || self.opens_alike(wording, statement));
        let aligned = Aligned { tokens, shared, turned, is_loose };
        (is_close && is_by_them && is_one_clause).then_some(aligned)
    }

    fn names_all(&self, wording: &Wording, statement: &Statement<'_>) -> bool {
        // A single word tells too little for the place to go without saying.
        let is_named = |concept: &Concept| {
            statement.concepts.contains(concept)
                || !matches!(concept, Concept::Entity(entity)
                    if (self.is_place)(*entity) && !statement.setting.contains(entity))
        };
        wording.essentials.iter().all(|concept| {
            self.names(*concept, statement) && (wording.words.len() > 1 || is_named(concept))
        })
    }

    fn names(&self, concept: Concept, statement: &Statement<'_>) -> bool {
        let is_implied = statement.implied.is_some_and(|one| concept == Concept::Entity(one));
        if is_implied || statement.concepts.contains(&concept) {
            return true;
        }
        // A story set in a town does not name it in every sentence.
        matches!(concept, Concept::Entity(entity)
            if (self.is_place)(entity)
                && statement.places.contains(&entity)
                && !self.is_set_elsewhere(entity, statement)
                && !statement.names_a_place())
    }

    /// "Brannock was hit at six. The bridge is gone": not the one at Tolvik.
    fn is_set_elsewhere(&self, place: EntityId, statement: &Statement<'_>) -> bool {
        let setting = &statement.setting;
        !setting.is_empty() && setting.iter().all(|other| (self.are_apart)(place, *other))
    }

    /// The words of a wording that the sentence tells, each by a word of its own, and the others.
    fn told(&self, wording: &Wording, statement: &Statement<'_>) -> (Vec<Root>, Vec<Root>) {
        let is_told = |root: &&Root| self.tells(**root, wording, statement);
        let mut open: Vec<(Root, Vec<usize>)> = wording
            .words
            .iter()
            .filter(is_told)
            .map(|&root| (root, self.places_of(root, statement)))
            .collect();
        // Whatever has fewest words to choose from chooses first.
        open.sort_by_key(|(_, places)| places.len());
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let mut told: BTreeSet<Root> = BTreeSet::new();
        for (root, places) in open {
            if let Some(place) = places.into_iter().find(|place| !taken.contains(place)) {
                taken.insert(place);
                told.insert(root);
            }
        }
        wording.words.iter().partition(|root| told.contains(*root))
    }

    /// Where the words of a sentence stand that may tell a word of a wording: itself first.
    fn places_of(&self, root: Root, statement: &Statement<'_>) -> Vec<usize> {
        let words = statement.said.iter().filter_map(|said| match said.concept {
            Concept::Word(other) => Some((said.tokens.start, other)),
            _ => None,
        });
        let mut places: Vec<(bool, usize)> = words
            .filter(|(_, other)| self.meanings.are_alike(root, *other))
            .map(|(at, other)| (other != root, at))
            .collect();
        places.sort_unstable();
        places.into_iter().map(|(_, at)| at).collect()
    }

    /// Whether the sentence has the word or one that may tell the same; where nothing is looked at
    /// but words, a verb must mean the same: "the cost" does not say that anybody paid.
    fn tells(&self, root: Root, wording: &Wording, statement: &Statement<'_>) -> bool {
        if self.strictness == Strictness::Whole && wording.verbs.contains(&root) {
            return self.tells_plainly(root, statement);
        }
        let groups = self.meanings.groups_of(root);
        statement.concepts.contains(&Concept::Word(root))
            || groups.iter().any(|group| statement.groups.contains(group))
    }

    /// Whether the sentence has the word or one that means the very same.
    fn tells_plainly(&self, root: Root, statement: &Statement<'_>) -> bool {
        statement.concepts.contains(&Concept::Word(root))
            || self.meanings.senses_of(root).any(|group| statement.groups.contains(group))
    }

    /// Whether a word is told only by a verb of another root: what goes on about something that it
    /// does not name must say the same of it in the same words.
    fn tells_by_another_verb(&self, root: Root, statement: &Statement<'_>) -> bool {
        let verb_at = |at: usize| statement.verbs.iter().find(|verb| verb.at == at);
        let first = self.places_of(root, statement).first().copied();
        first.and_then(verb_at).is_some_and(|verb| verb.root != root)
    }

    /// Whether a word is told only by another that goes with a noun of its own: who handles "stolen
    /// goods" is no party to the theft.
    fn tells_aside(&self, root: Root, wording: &Wording, statement: &Statement<'_>) -> bool {
        let is_noun = |at: usize| {
            statement.said.iter().any(|said| {
                said.tokens.start == at
                    && matches!(said.concept, Concept::Word(next)
                        if !wording.words.iter().any(|word| self.meanings.are_alike(*word, next)))
            })
        };
        !statement.concepts.contains(&Concept::Word(root))
            && self.places_of(root, statement).into_iter().all(|at| is_noun(at + 1))
    }

    /// The word of the sentence that says the opposite.
    fn opposite(&self, root: Root, statement: &Statement<'_>) -> Option<Range<usize>> {
        let opposites = self.opposites.get(&root)?;
        let is_one = |said: &&Said| match said.concept {
            Concept::Word(other) => opposites.contains(&other),
            _ => false,
        };
        statement.said.iter().find(is_one).map(|said| said.tokens.clone())
    }

    /// The words of a wording that the sentence has only right before a name, as a title: "on Sunday
    /// Mayor Ann Marsh" does not say since when she has been mayor.
    fn titles(&self, wording: &Wording, statement: &Statement<'_>) -> BTreeSet<Root> {
        let is_named = |said: &&Said| {
            matches!(said.concept, Concept::Entity(_)) && wording.essentials.contains(&said.concept)
        };
        let names: Vec<usize> =
            statement.said.iter().filter(is_named).map(|said| said.tokens.start).collect();
        let words = |root: Root| {
            let tells = move |said: &&Said| match said.concept {
                Concept::Word(other) => self.meanings.are_alike(root, other),
                _ => false,
            };
            statement.said.iter().filter(tells).map(|said| said.tokens.start)
        };
        let told: BTreeSet<usize> = wording.words.iter().flat_map(|&root| words(root)).collect();
        let is_verb = |at: usize| statement.verbs.iter().any(|verb| verb.at == at);
        let before = |name: usize| {
            let title = (0..name).rev();
            title.take_while(|at| told.contains(at) && !is_verb(*at)).collect::<Vec<usize>>()
        };
        let titles: BTreeSet<usize> = names.into_iter().flat_map(before).collect();
        let is_title = |&root: &Root| {
            let mut all = words(root).peekable();
            all.peek().is_some() && all.all(|at| titles.contains(&at))
        };
        wording.words.iter().copied().filter(is_title).collect()
    }

    /// Whether whoever acts in a wording may act in the sentence. "The Tolvik dam" and "the dam at
    /// Tolvik" are one: a place beside a noun does not act.
    fn acts(&self, wording: &Wording, statement: &Statement<'_>) -> bool {
        let is_place =
            |actor: Concept| matches!(actor, Concept::Entity(entity) if (self.is_place)(entity));
        let is_implied = |actor: Concept| statement.implied.map(Concept::Entity) == Some(actor);
        let mut named =
            wording.actors.iter().filter(|(actor, _)| !is_place(*actor) && !is_implied(*actor));
        named.all(|(actor, _)| {
            let mut mentions = statement.said.iter().filter(|said| said.concept == *actor);
            mentions.any(|said| {
                said.part != Part::Aside && !self.does_something_else(said, wording, statement)
            })
        })
    }

    /// Whether what opens the wording does what the wording says: "twenty participants died" says not
    /// how many were vaccinated.
    fn opens_alike(&self, wording: &Wording, statement: &Statement<'_>) -> bool {
        let Some(&first) = wording.words.first().filter(|root| !wording.verbs.contains(root))
        else {
            return true;
        };
        let is_first = |said: &&Said| match said.concept {
            Concept::Word(root) => self.meanings.are_alike(first, root),
            _ => false,
        };
        let mut mentions = statement.said.iter().filter(is_first).peekable();
        mentions.peek().is_none()
            || mentions.any(|said| !self.does_something_else(said, wording, statement))
    }

    /// "The union guarded the warehouse when it burned": right after its name stands a verb of
    /// which the wording knows nothing.
    fn does_something_else(
        &self,
        actor: &Said,
        wording: &Wording,
        statement: &Statement<'_>,
    ) -> bool {
        let follows = |at: usize| (actor.tokens.end..actor.tokens.end + 2).contains(&at);
        let turns = |word: &Root, verb: &Root| {
            let opposites =
                self.opposites.get(word).filter(|_| self.strictness == Strictness::Most);
            opposites.is_some_and(|all| all.contains(verb))
        };
        statement.verbs.iter().any(|verb| {
            let tells =
                |word: &Root| self.meanings.are_alike(*word, verb.root) || turns(word, &verb.root);
            follows(verb.at) && !wording.words.iter().any(tells)
        })
    }

    /// The tokens from the first to the last that say something of the wording or turn it.
    fn extent(
        &self,
        wording: &Wording,
        statement: &Statement<'_>,
        turned: &[Range<usize>],
    ) -> Option<Range<usize>> {
        let belongs = |said: &&Said| match said.concept {
            Concept::Word(root) => {
                wording.words.iter().any(|&word| self.meanings.are_alike(word, root))
            }
            essential => wording.essentials.contains(&essential),
        };
        let told = statement.said.iter().filter(belongs).map(|said| &said.tokens);
        let ranges: Vec<&Range<usize>> = told.chain(turned).collect();
        let start = ranges.iter().map(|tokens| tokens.start).min()?;
        let end = ranges.iter().map(|tokens| tokens.end).max()?;
        Some(start..end)
    }
}

/// The first mention of each actor, in order.
fn actors(said: &[Said], essentials: &[Concept]) -> Vec<(Concept, Part)> {
    let mut actors: Vec<(Concept, Part)> = Vec::new();
    for one in said {
        let is_named = matches!(one.concept, Concept::Entity(_) | Concept::Name(_));
        let is_new = actors.iter().all(|(concept, _)| *concept != one.concept);
        let is_actor = matches!(one.part, Part::Plain | Part::Agent);
        if is_named && is_new && is_actor && essentials.contains(&one.concept) {
            actors.push((one.concept, one.part));
        }
    }
    actors
}

/// Whether the sentence has the first two actors of a wording change parts: "A warned B" is not
/// "B warned A", but it is "B was warned by A".
fn is_reversed(wording: &Wording, statement: &Statement<'_>) -> bool {
    let [(first, _), (second, part), ..] = wording.actors.as_slice() else { return false };
    let here = actors(&statement.said, &wording.essentials);
    let at = |concept: &Concept| here.iter().position(|(other, _)| other == concept);
    let (Some(one), Some(other)) = (at(first), at(second)) else { return false };
    let is_agent_last = here[one.max(other)].1 == Part::Agent;
    let is_passive_there = *part == Part::Agent;
    (one < other) == (is_agent_last != is_passive_there)
}
