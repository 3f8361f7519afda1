//! Who holds which role in an article, and a role or a rank that passes to somebody else.

use super::{Spelling, against};
use crate::annotate::{Annotated, Name};
use crate::check::Hit;
use crate::language::{Case, Function, NameKind, TokenKind, fold};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many words lie between the article and the noun of a role at most.
const BETWEEN: usize = 3;

/// The roles of an article by the first token of the name beside them.
pub(super) struct Roles {
    by_name: BTreeMap<usize, Role>,
}

/// The noun of a role beside a name: "skipper" in "Salvatore Greco, its skipper,".
struct Role {
    noun: String,
    /// Whether only one can hold it: "the skipper", "its skipper".
    is_sole: bool,
}

impl Roles {
    /// The roles beside names.
    pub(super) fn read(annotated: &Annotated<'_>) -> Self {
        let beside = |name: &Name| Some((name.tokens.start, role(annotated, name)?));
        Roles {
            by_name: annotated
                .names
                .iter()
                .filter(|name| name.kind == NameKind::Person)
                .filter_map(beside)
                .collect(),
        }
    }

    /// The nouns of the roles beside mentions.
    pub(super) fn of<'r>(&'r self, spelling: &'r Spelling<'_>) -> impl Iterator<Item = &'r str> {
        let roles = spelling.mentions.iter().filter_map(|name| self.at(name));
        roles.map(|role| role.noun.as_str())
    }

    fn at(&self, name: &Name) -> Option<&Role> {
        self.by_name.get(&name.tokens.start)
    }

    /// Roles of one that are given to another, who was introduced with a role of his own: "the
    /// skipper, Nino Greco" after "Nino Greco, its owner".
    pub(super) fn swapped(&self, annotated: &Annotated<'_>) -> Vec<Hit> {
        let mut holders: BTreeMap<&str, &Name> = BTreeMap::new();
        let mut first_roles: BTreeMap<String, &str> = BTreeMap::new();
        let mut hits = Vec::new();
        for name in &annotated.names {
            let Some(role) = self.at(name).filter(|role| role.is_sole) else { continue };
            let bearer = fold(annotated.article.slice(annotated.full_form(name).span)).into_owned();
            let own = *first_roles.entry(bearer.clone()).or_insert(&role.noun);
            let holder = *holders.entry(&role.noun).or_insert(name);
            let held_by = fold(annotated.article.slice(annotated.full_form(holder).span));
            if own != role.noun && *held_by != *bearer {
                hits.push(swap(annotated, name, holder));
            }
        }
        hits
    }
}

/// The role that stands beside a name, as an apposition on either side.
fn role(annotated: &Annotated<'_>, name: &Name) -> Option<Role> {
    let sentence = annotated.sentence_at(name.tokens.start)?;
    after(annotated, name.tokens.end, &sentence).or_else(|| before(annotated, name, &sentence))
}

/// ", its skipper," after a name.
fn after(annotated: &Annotated<'_>, end: usize, sentence: &Range<usize>) -> Option<Role> {
    is_mark(annotated, end, &[","]).then_some(())?;
    let is_sole = determines(annotated, end + 1)?;
    let noun = nouns(annotated, end + 2, sentence.end);
    let closes = is_mark(annotated, noun.end, &[",", ".", ";"])
        || annotated.tokens.get(noun.end).is_some_and(|token| {
            let functions = annotated.language.sense(token.word).functions;
            functions.has(Function::Of) || functions.has(Function::And)
        });
    let last = noun.clone().last().filter(|_| closes)?;
    Some(Role { noun: word(annotated, last), is_sole })
}

/// "the skipper," or "the tour guide" before a name.
fn before(annotated: &Annotated<'_>, name: &Name, sentence: &Range<usize>) -> Option<Role> {
    let mut end = name.tokens.start;
    if end > sentence.start && is_mark(annotated, end - 1, &[","]) {
        // "from the back of the hall, Ada said": only a second comma makes it an apposition.
        is_mark(annotated, name.tokens.end, &[","]).then_some(())?;
        end -= 1;
    }
    let is_inner = |at: &usize| is_small_word(annotated, *at);
    let first = (sentence.start..end).rev().take_while(is_inner).take(BETWEEN).last()?;
    let is_sole = determines(annotated, first.checked_sub(1)?)?;
    Some(Role { noun: word(annotated, end - 1), is_sole })
}

/// Whether the word before a role tells that one alone holds it; nothing if it begins none.
fn determines(annotated: &Annotated<'_>, at: usize) -> Option<bool> {
    let functions = annotated.language.sense(annotated.tokens.get(at)?.word).functions;
    let is_sole = functions.has(Function::Definite);
    (is_sole || functions.has(Function::Article)).then_some(is_sole)
}

fn nouns(annotated: &Annotated<'_>, start: usize, limit: usize) -> Range<usize> {
    let is_inner = |at: &usize| is_small_word(annotated, *at);
    start..(start..limit).take_while(is_inner).take(BETWEEN).last().map_or(start, |at| at + 1)
}

fn is_small_word(annotated: &Annotated<'_>, at: usize) -> bool {
    let token = &annotated.tokens[at];
    token.kind == TokenKind::Word(Case::Lower) && !annotated.language.is_function_word(token)
}

fn is_mark(annotated: &Annotated<'_>, at: usize, marks: &[&str]) -> bool {
    let token = annotated.tokens.get(at);
    token.is_some_and(|token| marks.contains(&annotated.article.slice(token.span())))
}

fn word(annotated: &Annotated<'_>, at: usize) -> String {
    fold(annotated.article.slice(annotated.tokens[at].span())).into_owned()
}

fn swap(annotated: &Annotated<'_>, name: &Name, holder: &Name) -> Hit {
    let named = |name: &Name| annotated.article.slice(name.span);
    let message = format!(
        "gives to “{}” the role that another passage gives to “{}”",
        named(name),
        named(holder)
    );
    against(name.span, holder.span, message)
}
