//! Titles as posts: what they are called, of which rank, and whether they are held now.

use crate::fact::FactStore;
use crate::pack::rule_file::CheckShape;
use std::collections::BTreeSet;

/// What is known of the words of titles.
#[derive(Debug, Default)]
pub struct Posts {
    /// Titles that mean the same, the first standing for all.
    pub same: Vec<Vec<String>>,
    /// Titles of which one organisation has one holder each, and nobody holds two.
    pub exclusive: Vec<Vec<String>>,
    /// Heads of titles: "minister".
    pub offices: BTreeSet<String>,
    /// Heads of titles that many bear at once: "inspector".
    pub shared: BTreeSet<String>,
    /// "deputy": another post than without it.
    pub ranks: BTreeSet<String>,
    /// "former".
    pub past: BTreeSet<String>,
    /// "elect".
    pub future: BTreeSet<String>,
    /// Words before what a post is of: "of".
    pub ties: BTreeSet<String>,
    /// Words of the titles that the packs know.
    pub known: BTreeSet<String>,
    /// Words that end a title: "who".
    pub ends: BTreeSet<String>,
    /// Words that lead to one and are no part of it: "the", "its".
    pub leads: BTreeSet<String>,
    /// Verbs that say who holds a post now: "is".
    pub holding: BTreeSet<String>,
}

/// How many words a title has at most.
const SHORT: usize = 6;

/// When a post is said to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "former"
    Past,
    Now,
    /// "elect"
    Future,
}

/// A title, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    /// Its words in order, without ranks.
    words: Vec<String>,
    ranks: BTreeSet<String>,
    pub(super) tense: Tense,
}

impl Posts {
    /// Takes the words from the shape of a rule, and those of the titles on record.
    pub(in crate::check) fn compile(shape: &CheckShape, facts: &FactStore) -> Option<Posts> {
        let CheckShape::WrongTitle {
            same,
            exclusive,
            offices,
            shared,
            ranks,
            past,
            future,
            leads,
            holding,
            ties,
            ends,
        } = shape
        else {
            return None;
        };
        let set = |words: &[String]| words.iter().cloned().collect();
        Some(Posts {
            same: same.clone(),
            exclusive: exclusive.clone(),
            offices: set(offices),
            shared: set(shared),
            ranks: set(ranks),
            past: set(past),
            future: set(future),
            leads: set(leads),
            holding: set(holding),
            ties: set(ties),
            ends: set(ends),
            known: words_of_titles(facts, same.iter().chain(exclusive)),
        })
    }

    /// The post that words name.
    pub(super) fn post(&self, title: &str) -> Option<Post> {
        let words = title
            .split(|c: char| c.is_whitespace() || c == '-')
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|word| !word.is_empty());
        let words: Vec<String> = words.collect();
        // "the company's finance chief": what belongs to whom stands before.
        let own = words.iter().rposition(|word| word.ends_with("'s") || word.ends_with("’s"));
        // "minister of the interior" is the interior minister.
        let (mut kept, mut remit, mut is_remit) = (Vec::new(), Vec::new(), false);
        let (mut ranks, mut tense) = (BTreeSet::new(), Tense::Now);
        for word in words.into_iter().skip(own.map_or(0, |at| at + 1)) {
            if self.past.contains(&word) {
                tense = Tense::Past;
            } else if self.future.contains(&word) {
                tense = Tense::Future;
            } else if self.ranks.contains(&word) {
                ranks.insert(word);
            } else if self.ties.contains(&word) && !kept.is_empty() {
                is_remit = true;
            } else if self.ends.contains(&word) && !kept.is_empty() {
                break;
            } else if !self.leads.contains(&word) {
                if is_remit { remit.push(word) } else { kept.push(word) }
            }
        }
        if kept.is_empty() {
            return None;
        }
        remit.append(&mut kept);
        let words = self.usual(&remit);
        (!words.is_empty()).then_some(Post { words, ranks, tense })
    }

    /// The words with every title by its usual name.
    fn usual(&self, words: &[String]) -> Vec<String> {
        let mut text = format!(" {} ", words.join(" "));
        for same in &self.same {
            let mut others: Vec<&String> = same.iter().skip(1).collect();
            others.sort_by_key(|other| std::cmp::Reverse(other.len()));
            for other in others {
                text = text.replace(&format!(" {other} "), &format!(" {} ", same[0]));
            }
        }
        text.split_whitespace().map(str::to_owned).collect()
    }

    /// Whether nobody holds both: posts of one kind with other remits, or of another rank, or two
    /// of those of which one holds one.
    pub(super) fn exclude(&self, a: &Post, b: &Post) -> bool {
        let head = |post: &Post| post.words.last().cloned();
        let remit = |post: &Post| post.words[..post.words.len() - 1].to_vec();
        let same_head = head(a) == head(b) && head(a).is_some_and(|head| self.is_office(&head));
        let (of_a, of_b) = (remit(a), remit(b));
        let other_remit = same_head
            && a.ranks == b.ranks
            && !of_a.is_empty()
            && !of_b.is_empty()
            && of_a.iter().all(|word| !of_b.contains(word));
        let other_rank = a.words == b.words && a.ranks != b.ranks;
        let listed = self.exclusive.iter().any(|list| {
            let at = |post: &Post| {
                let is_it = |title: &String| self.post(title).is_some_and(|title| title.is(post));
                list.iter().position(is_it)
            };
            matches!((at(a), at(b)), (Some(a), Some(b)) if a != b)
        });
        other_remit || other_rank || listed
    }

    /// Whether a word is the head of titles.
    pub(super) fn is_office(&self, word: &str) -> bool {
        self.offices.contains(word)
    }

    /// Whether many bear titles with the head at once.
    pub(super) fn is_shared(&self, word: &str) -> bool {
        self.shared.contains(word)
    }

    /// Whether a word before a title belongs to it.
    pub(super) fn extends(&self, word: &str) -> bool {
        let lists = [&self.ranks, &self.past, &self.future, &self.offices, &self.known];
        lists.iter().any(|list| list.contains(word))
    }

    /// "of": what follows is what a post is of.
    pub(super) fn ties(&self, word: &str) -> bool {
        self.ties.contains(word)
    }

    /// Whether a verb says that somebody holds a post now.
    pub(super) fn holds_now(&self, verb: &str) -> bool {
        self.holding.contains(verb)
    }

    /// Whether a word is no part of a title.
    pub(super) fn is_edge(&self, word: &str) -> bool {
        self.leads.contains(word) || self.ends.contains(word)
    }
}

/// The words of every title on record and of the titles listed, in lower case.
fn words_of_titles<'a>(
    facts: &'a FactStore,
    listed: impl Iterator<Item = &'a Vec<String>>,
) -> BTreeSet<String> {
    let roles = facts.with_posts().flat_map(|(_, entity)| &entity.roles);
    let titles = roles.flat_map(|role| std::iter::once(&role.title).chain(&role.also));
    let titles = titles.chain(listed.flatten());
    let words = titles.flat_map(|title| title.split([' ', '-'])).map(str::to_lowercase);
    // A small word before a title is no part of it.
    words.filter(|word| word.len() > 3).collect()
}

impl Post {
    /// Whether a title as stated may be this post: one says no more than the other.
    pub(super) fn may_be(&self, post: &Post) -> bool {
        let within = |a: &Post, b: &Post| a.words.iter().all(|word| b.words.contains(word));
        self.ranks == post.ranks && (within(self, post) || within(post, self))
    }

    /// The word that says what kind of post it is.
    pub(super) fn head(&self) -> Option<&str> {
        self.words.last().map(String::as_str)
    }

    /// Whether it is a title and no clause.
    pub(super) fn is_short(&self) -> bool {
        self.words.len() <= SHORT
    }

    /// The title without some of its words; whole where nothing would be left.
    pub(super) fn without(&self, words: &BTreeSet<String>) -> Post {
        let kept: Vec<String> =
            self.words.iter().filter(|word| !words.contains(*word)).cloned().collect();
        Post { words: if kept.is_empty() { self.words.clone() } else { kept }, ..self.clone() }
    }

    /// Whether it is the very same.
    pub(super) fn is(&self, other: &Post) -> bool {
        self.words == other.words && self.ranks == other.ranks
    }

    /// Whether it says which one: "finance minister", not "minister".
    pub(super) fn is_specific(&self) -> bool {
        self.words.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posts() -> Posts {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Posts {
            same: vec![
                list(&["chief financial officer", "cfo", "finance chief"]),
                list(&["chief operating officer", "coo"]),
                list(&["head", "chief"]),
            ],
            exclusive: vec![list(&["chief financial officer", "chief operating officer"])],
            offices: set(&["minister", "officer", "head"]),
            shared: BTreeSet::new(),
            ranks: set(&["deputy"]),
            past: set(&["former"]),
            future: set(&["elect"]),
            ties: set(&["of"]),
            ends: set(&["who"]),
            leads: set(&["the"]),
            holding: set(&["is"]),
            known: BTreeSet::new(),
        }
    }

    fn post(title: &str) -> Post {
        posts().post(title).unwrap()
    }

    #[test]
    fn what_a_post_is_of_stands_before_or_after() {
        assert!(post("minister of the interior").is(&post("interior minister")));
        assert!(post("finance chief").is(&post("CFO")));
        assert_eq!(post("former interior minister").tense, Tense::Past);
    }

    #[test]
    fn posts_of_one_kind_exclude_each_other() {
        let excludes = |a, b| posts().exclude(&post(a), &post(b));
        assert!(excludes("interior minister", "health minister"));
        assert!(excludes("deputy interior minister", "interior minister"));
        assert!(excludes("chief operating officer", "chief financial officer"));
        assert!(!excludes("minister", "interior minister"));
        assert!(!excludes("interior minister", "party leader"));
    }
}
