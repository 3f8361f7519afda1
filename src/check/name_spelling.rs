//! One person's name spelt two ways in an article.
//!
//! Two full names that agree in all words but one, and in that one but for a letter, are one
//! person's; so is a surname by itself that is a letter off from the only person's of the article
//! it could be, where it says or does something, or a given name that sounds like it. The spelling that stands more often is held right,
//! of two that stand as often the first. Whoever is introduced anew is somebody else.

mod forms;
mod ranks;
mod roles;
mod strangers;

use super::{Hit, Scene};
use crate::annotate::{Annotated, Name, Sentence};
use crate::finding::{Evidence, Verdict};
use crate::language::{Function, Language, NameKind, NamePart, Pattern, TokenKind, fold};
use crate::pack::fact_file::Confidence;
use crate::statement::WordLists;
use crate::text::TextSpan;
use roles::Roles;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The shortest word whose spelling can vary by a letter.
const SHORT: usize = 5;

/// The shortest word of a full name that two letters may set apart.
const LONG: usize = 7;

/// The shortest surname that, by itself, can be told from another word.
const ALONE: usize = 5;

/// The shortest given name that may be written with other letters of the same sound.
const GIVEN: usize = 6;

/// How often a name may stand by itself that is a slip.
const FEW: usize = 3;

/// How many spellings that share a word are compared with each other.
const SPELLINGS: usize = 12;

/// How many tokens after a name an age or a description of its own may begin.
const INTRODUCTION: usize = 2;

/// The shape of the check, compiled.
#[derive(Debug)]
pub struct NameSpelling {
    /// Patterns of sentences that speak of spellings or of several people.
    pub unless: Vec<Pattern>,
    /// Endings that tell a woman's name from a man's: "ov" and "ova".
    pub endings: Vec<String>,
    /// Letters that stand for one sound, and the one written for it: "ph" for "f".
    pub sounds: Vec<(String, String)>,
    /// Letters that begin one name, from two hands: "Zimin" and "Simin".
    pub initials: Vec<(String, String)>,
    /// Short and long forms of given names.
    pub nicknames: Vec<Vec<String>>,
    /// Endings of the epithets of species.
    pub latin: Vec<String>,
    /// Titles of which nobody bears two, by group.
    pub ranks: Vec<Vec<String>>,
    /// Patterns of sentences that tell of a change of rank.
    pub promoted: Vec<Pattern>,
    /// The classes of words that comparing needs.
    pub words: WordLists,
}

/// A spelling of a name with where it stands.
#[derive(Debug)]
struct Spelling<'a> {
    words: Vec<String>,
    mentions: Vec<&'a Name>,
}

impl NameSpelling {
    /// Flags the rarer of two spellings.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let annotated = scene.annotated;
        let mut spellings: BTreeMap<Vec<String>, Vec<&Name>> = BTreeMap::new();
        for name in &annotated.names {
            if name.kind != NameKind::Demonym {
                spellings.entry(words_of(annotated, name)).or_default().push(name);
            }
        }
        let openers = openers(annotated);
        for name in &openers {
            spellings.entry(words_of(annotated, name)).or_default().push(name);
        }
        let mut all: Vec<Spelling<'_>> =
            spellings.into_iter().map(|(words, mentions)| Spelling { words, mentions }).collect();
        all.sort_by_key(|spelling| spelling.mentions[0].tokens.start);
        let mut hits = self.full_names(annotated, &all);
        hits.extend(self.surnames(annotated, &all));
        let single = self.single_words(annotated, &all);
        hits.extend(single);
        let roles = Roles::read(annotated);
        hits.extend(strangers::find(self, annotated, &all, &roles));
        hits.extend(roles.swapped(annotated));
        hits.extend(ranks::find(self, annotated, &all));
        hits.extend(forms::find(self, annotated));
        hits.sort_by_key(|hit| hit.span.start);
        hits.dedup_by_key(|hit| hit.span);
        hits
    }

    /// Full names that differ from another in one word.
    fn full_names(&self, annotated: &Annotated<'_>, all: &[Spelling<'_>]) -> Vec<Hit> {
        let mut sharing: BTreeMap<&str, Vec<&Spelling<'_>>> = BTreeMap::new();
        let full = all.iter().filter(|spelling| spelling.is_full() && spelling.may_be_person());
        for spelling in full {
            for word in &spelling.words {
                sharing.entry(word).or_default().push(spelling);
            }
        }
        let mut hits = Vec::new();
        for group in sharing.values() {
            let group = &group[..group.len().min(SPELLINGS)];
            for (at, second) in group.iter().enumerate() {
                for first in &group[..at] {
                    let is_known = first.is_person() || second.is_person();
                    if (is_known || is_long(first, second))
                        && self.is_one_name(first, second)
                        && self.is_one_person(annotated, first, second)
                    {
                        hits.push(hit(annotated, first, second));
                    }
                }
            }
        }
        hits
    }

    fn is_one_name(&self, a: &Spelling<'_>, b: &Spelling<'_>) -> bool {
        let mut differing = a.words.iter().zip(&b.words).filter(|(a, b)| a != b);
        let (Some((one, other)), None) = (differing.next(), differing.next()) else {
            return false;
        };
        // "Steve" and "Steven" are one man's names.
        let is_given = a.words.first() == Some(one);
        let is_short_form =
            is_given && (one.starts_with(other.as_str()) || other.starts_with(one.as_str()));
        let is_slip =
            self.is_slip(one, other, SHORT) || is_given && self.is_written_otherwise(one, other);
        a.words.len() == b.words.len() && !is_short_form && is_slip
    }

    /// Names of one word, of whatever, that differ by two letters in another order or by a letter
    /// that stands twice: "Ingvild" and "Ingvlid".
    fn single_words(&self, annotated: &Annotated<'_>, all: &[Spelling<'_>]) -> Vec<Hit> {
        let mut by_letters: BTreeMap<Vec<char>, Vec<&Spelling<'_>>> = BTreeMap::new();
        let single =
            all.iter().filter(|one| one.words.len() == 1 && one.words[0].chars().count() >= LONG);
        for one in single {
            let mut letters: Vec<char> = one.words[0].chars().collect();
            letters.dedup();
            letters.sort_unstable();
            by_letters.entry(letters).or_default().push(one);
        }
        let mut hits = Vec::new();
        for group in by_letters.values().filter(|group| group.len() > 1) {
            let (first, others) = (group[0], &group[1..]);
            for other in others.iter().take(SPELLINGS) {
                let (a, b) = (&first.words[0], &other.words[0]);
                let is_plural = a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a);
                if other.mentions.len() == 1
                    && !is_plural
                    && strsim::osa_distance(a, b) == 1
                    && self.is_one_person(annotated, first, other)
                {
                    hits.push(hit(annotated, first, other));
                }
            }
        }
        hits
    }

    /// Whether two given names are one, spelt by other letters of the same sound: "Catherine" and
    /// "Katherine", "Philippa" and "Phillipa".
    fn is_written_otherwise(&self, a: &str, b: &str) -> bool {
        let sound = |name: &str| {
            let sounds = self.sounds.iter();
            let name = sounds.fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
            let mut letters: Vec<char> = name.chars().collect();
            letters.dedup();
            letters
        };
        a != b && a.chars().count().min(b.chars().count()) >= GIVEN && sound(a) == sound(b)
    }

    /// Whether two words begin with one letter, or with two that are taken for each other.
    fn begin_alike(&self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (a.chars().next(), b.chars().next()) else { return false };
        let is = |letters: &str, c: char| letters.chars().eq([c]);
        let mut pairs = self.initials.iter();
        a == b || pairs.any(|(x, y)| is(x, a) && is(y, b) || is(x, b) && is(y, a))
    }

    /// Whether two words differ by a letter, and not as a man's name from a woman's.
    fn is_slip(&self, a: &str, b: &str, least: usize) -> bool {
        let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
        let gendered = |ending: &String| {
            long.strip_suffix(ending.as_str()).is_some_and(|stem| {
                short == stem
                    || stem.starts_with(short)
                    || short.strip_suffix(['y', 'i']) == Some(stem)
            })
        };
        let length = short.chars().count();
        let is_plural = long.strip_suffix('s') == Some(short);
        // "Chillary" is a pun, not a slip.
        let same_start = self.begin_alike(a, b);
        let apart = strsim::osa_distance(a, b);
        length >= least
            && same_start
            && !is_plural
            && (apart == 1
                || apart == 2 && least == SHORT && length >= LONG && !long.starts_with(short))
            && !self.endings.iter().any(gendered)
    }

    /// Whether two surnames differ by a letter.
    fn is_letter_off(&self, a: &str, b: &str) -> bool {
        strsim::osa_distance(a, b) == 1 && self.is_slip(a, b, ALONE)
    }

    /// Whether two given names are forms of one: "Tom" and "Thomas".
    fn is_nickname(&self, language: &Language, a: &str, b: &str) -> bool {
        let holds = |group: &&Vec<String>, name: &str| group.iter().any(|form| form == name);
        is_short_form(language, a, b)
            || is_short_form(language, b, a)
            || is_pet_name(language, a, b)
            || is_pet_name(language, b, a)
            || self.nicknames.iter().any(|group| holds(&group, a) && holds(&group, b))
    }

    /// Whether a sentence speaks of spellings or of several people of a name.
    fn is_told_apart_at(&self, annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
        finds(&self.unless, annotated, tokens)
    }

    /// Whether nobody bears both titles.
    fn are_opposed(&self, a: &str, b: &str) -> bool {
        let place = |group: &Vec<String>, title: &str| group.iter().position(|one| one == title);
        a != b
            && self.ranks.iter().any(|group| place(group, a).is_some() && place(group, b).is_some())
    }

    /// Whether a sentence tells of a change of rank, or of somebody's wife.
    fn tells_of_ranks(&self, annotated: &Annotated<'_>) -> bool {
        annotated.sentences.iter().any(|sentence| {
            let tokens = &annotated.tokens;
            self.promoted.iter().any(|p| p.find(tokens, sentence.tokens.clone(), &()).is_some())
        })
    }

    /// Surnames and given names by themselves that are a slip off from the one person they can mean.
    fn surnames(&self, annotated: &Annotated<'_>, all: &[Spelling<'_>]) -> Vec<Hit> {
        let people: Vec<&Spelling<'_>> =
            all.iter().filter(|s| s.is_full() && s.may_be_person()).take(SPELLINGS * 4).collect();
        let full = all.iter().filter(|spelling| spelling.words.len() > 1);
        let known: BTreeSet<&str> = full.flat_map(|s| &s.words).map(String::as_str).collect();
        let alone: Vec<&Spelling<'_>> = all
            .iter()
            .filter(|spelling| spelling.words.len() == 1)
            .filter(|spelling| {
                let word = spelling.words[0].as_str();
                let is_new = word.chars().count() >= ALONE && !known.contains(word);
                is_new && spelling.may_be_person()
            })
            .take(SPELLINGS * 4)
            .collect();
        let mut hits = Vec::new();
        for (at, one) in alone.iter().enumerate() {
            let word = one.words[0].as_str();
            let near = |person: &&&Spelling<'_>| {
                let ends = person.words.last().zip(person.words.first());
                ends.is_some_and(|(surname, given)| {
                    let is_slip = if one.is_titled() {
                        self.is_slip(surname, word, SHORT)
                    } else {
                        self.is_letter_off(surname, word)
                    };
                    is_slip || self.is_written_otherwise(given, word)
                })
            };
            let mut meant = people.iter().filter(near);
            let person = meant.next().filter(|_| meant.next().is_none());
            // "Ms. Szymanowska", and further down "Ms. Szymanovska".
            let namesake = || {
                let mut before = alone[..at].iter().filter(|other| {
                    other.is_titled()
                        && one.is_titled()
                        && self.is_slip(&other.words[0], word, LONG)
                });
                before.next()
            };
            let Some(other) = person.or_else(namesake) else { continue };
            let sounds =
                other.words.first().is_some_and(|given| self.is_written_otherwise(given, word));
            // A long name needs no verb to be one.
            let is_long = word.chars().count() >= LONG && one.mentions.len() == 1;
            let acts =
                sounds || is_long || one.mentions.iter().all(|name| self.acts(annotated, name));
            let is_place = one.mentions.iter().any(|name| follows_noun(annotated, name));
            if one.mentions.len() <= FEW
                && acts
                && !is_place
                && self.is_one_person(annotated, other, one)
            {
                hits.push(hit(annotated, other, one));
            }
        }
        hits
    }

    /// Whether a name by itself does what people do: it says or does something, something is its own,
    /// or a title leads to it.
    fn acts(&self, annotated: &Annotated<'_>, name: &Name) -> bool {
        let beside = [name.tokens.start.checked_sub(1), Some(name.tokens.end)];
        let mut beside = beside.into_iter().flatten();
        let next = annotated.tokens.get(name.tokens.end);
        let owns = next.is_some_and(|next| annotated.is_possessive(next.word));
        let does = next.is_some_and(|next| {
            let word = annotated.article.slice(next.span());
            // "Thornberry, 51, will take over": whoever is named so was named before.
            word == ","
                || annotated.may_be_past_verb(name.tokens.end)
                || annotated.language.inflection.is_irregular(word)
        });
        let says = beside
            .any(|at| annotated.tokens.get(at).is_some_and(|token| self.words.says(token.word)));
        // "praised Simin", "Vos and Bekema"
        let before = name.tokens.start.checked_sub(1);
        let suffers = before.is_some_and(|at| annotated.may_be_past_verb(at));
        let joins = before.is_some_and(|at| {
            let and = annotated.language.sense(annotated.tokens[at].word).functions;
            let joined = at.checked_sub(1).and_then(|at| annotated.name_at(at));
            and.has(Function::And) && joined.is_some_and(|other| other.refers_to.is_some())
        });
        name.title.is_some() || says || owns || does || suffers || joins
    }

    /// Whether nothing says that two are meant: they are not named in one breath, the later is not
    /// introduced anew, and no sentence speaks of spellings or kin.
    fn is_one_person(&self, annotated: &Annotated<'_>, a: &Spelling<'_>, b: &Spelling<'_>) -> bool {
        let sentences = |spelling: &Spelling<'_>| -> Vec<usize> {
            let tokens = spelling.mentions.iter().map(|name| name.tokens.start);
            tokens.filter_map(|at| sentence_at(annotated, at)).collect()
        };
        let (first, second) = (sentences(a), sentences(b));
        let together = first.iter().any(|sentence| second.contains(sentence));
        let introduced = |spelling: &Spelling<'_>| {
            spelling.words.len() > 1
                && spelling.mentions.iter().any(|name| is_introduced(annotated, name))
        };
        let told_apart = first.iter().chain(&second).any(|&at| {
            let within = annotated.sentences[at].tokens.clone();
            self.unless.iter().any(|p| p.find(&annotated.tokens, within.clone(), &()).is_some())
        });
        // Nobody is introduced a second time.
        let later = if first.first() <= second.first() { b } else { a };
        !together && !introduced(later) && !told_apart
    }
}

impl Spelling<'_> {
    fn is_person(&self) -> bool {
        self.mentions.iter().any(|name| name.kind == NameKind::Person)
    }

    /// Whether a title leads to it wherever it stands.
    fn is_titled(&self) -> bool {
        self.mentions.iter().all(|name| name.title.is_some())
    }

    /// Whether nothing says that it names a place, an organisation or the like.
    fn may_be_person(&self) -> bool {
        self.mentions.iter().any(|name| matches!(name.kind, NameKind::Person | NameKind::Unknown))
    }

    /// Whether it has a given name and a surname, of letters alone.
    fn is_full(&self) -> bool {
        let is_word = |word: &String| word.chars().all(|c| c.is_alphabetic() || is_joint(c));
        self.words.len() > 1 && self.words.iter().all(is_word)
    }
}

/// Whether two names of unknown kind are long and alike enough to be a person's: "North Korea" and
/// "North Korean" are not.
fn is_long(a: &Spelling<'_>, b: &Spelling<'_>) -> bool {
    let (Some(one), Some(other)) = (a.words.last(), b.words.last()) else { return false };
    let is_pair = a.words.len() == 2 && a.words[0] == b.words[0];
    let is_chain = a.words.len() > 2;
    let least = if is_chain { SHORT } else { LONG };
    (is_pair || is_chain) && one.len().min(other.len()) >= least && !is_form(one, other)
}

/// What may stand inside a name: "al-Ayn", "O'Neill".
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\'' | '’')
}

fn words_of(annotated: &Annotated<'_>, name: &Name) -> Vec<String> {
    let text = annotated.article.slice(name.span);
    let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric())).into_owned();
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// Words that open a sentence with a verb after them and may be names there: "Venkatraman warned".
fn openers(annotated: &Annotated<'_>) -> Vec<Name> {
    let opens = |sentence: &Sentence| {
        let at = sentence.tokens.start;
        let token = annotated.tokens.get(at).filter(|_| sentence.tokens.len() > 2)?;
        let next = annotated.tokens[at + 1];
        let is_word = next.kind != TokenKind::Mark || annotated.article.slice(next.span()) == ",";
        let may_be_name = token.is_capitalised()
            && is_word
            && token.span().len() >= ALONE
            && annotated.name_at(at).is_none()
            && !annotated.language.is_function_word(token);
        let tokens = at..at + 1;
        may_be_name.then(|| Name {
            span: annotated.span_of(tokens.clone()),
            tokens,
            kind: NameKind::Unknown,
            title: None,
            role: None,
            refers_to: None,
        })
    };
    annotated.sentences.iter().filter_map(opens).collect()
}

fn sentence_at(annotated: &Annotated<'_>, token: usize) -> Option<usize> {
    let at = annotated.sentences.partition_point(|sentence| sentence.tokens.end <= token);
    let holds = |sentence: &&Sentence| sentence.tokens.start <= token;
    annotated.sentences.get(at).filter(holds).map(|_| at)
}

/// Whether a description, a title or an age comes with the name.
fn is_introduced(annotated: &Annotated<'_>, name: &Name) -> bool {
    let after: Range<usize> = name.tokens.end..name.tokens.end + INTRODUCTION + 1;
    let next = annotated.tokens.get(name.tokens.end);
    let is_apart = next.is_some_and(|next| next.kind == TokenKind::Mark);
    name.role.is_some()
        || is_apart && annotated.within(after).next().is_some()
        || is_of(annotated, name)
}

/// "Samantha Stephenson, of Norway,".
fn is_of(annotated: &Annotated<'_>, name: &Name) -> bool {
    let of = annotated.tokens.get(name.tokens.end + 1).map(|token| token.word);
    let is_apart = annotated
        .tokens
        .get(name.tokens.end)
        .is_some_and(|comma| annotated.article.slice(comma.span()) == ",");
    is_apart && of.is_some_and(|of| annotated.language.sense(of).functions.has(Function::Of))
}

/// "the company Lomar": whether a noun says that no person is meant.
fn follows_noun(annotated: &Annotated<'_>, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map(|at| annotated.tokens[at].word);
    before.is_some_and(|word| {
        let parts = annotated.language.names.parts(word);
        // "the island of Murren"
        if annotated.language.sense(word).functions.has(Function::Of) {
            return true;
        }
        let nouns = [NamePart::Organisation, NamePart::PlaceEnd, NamePart::VesselNoun];
        nouns.into_iter().any(|noun| parts.has(noun))
    })
}

/// Whether one given name is the other cut short: "Steve" and "Steven", but not "Tomas" and "Tomasz".
fn is_short_form(language: &Language, short: &str, long: &str) -> bool {
    let rest = long.strip_prefix(short);
    rest.is_some_and(|rest| {
        short.chars().count() < SHORT || !language.is_of("ending_of_another_name", rest)
    })
}

/// Whether one given name is the other made small: "Edie" of "Edith".
fn is_pet_name(language: &Language, small: &str, whole: &str) -> bool {
    let mut endings = language.classes.get("pet_ending").into_iter().flatten();
    let stem = endings.find_map(|ending| small.strip_suffix(ending.as_str()));
    let stem = stem.map(|stem| stem.get(..stem.len().min(3)).unwrap_or(stem));
    stem.is_some_and(|stem| whole.starts_with(stem))
}

/// Whether the sentence that holds the tokens fits a pattern.
fn finds(patterns: &[Pattern], annotated: &Annotated<'_>, tokens: &Range<usize>) -> bool {
    let Some(sentence) = annotated.sentence_at(tokens.start) else { return false };
    patterns.iter().any(|p| p.find(&annotated.tokens, sentence.clone(), &()).is_some())
}

fn hit(annotated: &Annotated<'_>, a: &Spelling<'_>, b: &Spelling<'_>) -> Hit {
    let is_first_right = a.mentions.len() >= b.mentions.len();
    let (right, wrong) = if is_first_right { (a, b) } else { (b, a) };
    spelt_otherwise(annotated, wrong.mentions[0].span, right.mentions[0].span)
}

/// Two spellings of one name.
fn spelt_otherwise(annotated: &Annotated<'_>, flagged: TextSpan, kept: TextSpan) -> Hit {
    let spelt = |span| annotated.article.slice(span);
    let message =
        format!("spells “{}” what another passage spells “{}”", spelt(flagged), spelt(kept));
    against(flagged, kept, message)
}

/// A name against another that the article has.
fn against(flagged: TextSpan, kept: TextSpan, message: String) -> Hit {
    Hit {
        span: flagged,
        verdict: Verdict::Refuted,
        message,
        evidence: vec![Evidence::Passage { span: kept }],
        confidence: Confidence::High,
    }
}

/// Whether one word is the other with an ending: "Clintons", "Trumpian".
fn is_form(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}
