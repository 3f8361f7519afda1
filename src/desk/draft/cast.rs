//! Who and what the texts name: each once, with the short forms that refer to it.

use super::{Sheet, Text};
use crate::annotate::Name;
use crate::desk::fragment::{self, Ids};
use crate::knowledge::Knowledge;
use crate::language::{NameKind, fold};
use std::collections::BTreeMap;

/// Everything with a name that no pack knows.
pub(super) struct Cast {
    members: Vec<Member>,
    /// By a name, folded: who bears it; nobody where two do.
    bearers: BTreeMap<String, Option<usize>>,
    /// Ids of the packs' entities by the names that the texts use.
    known: BTreeMap<String, String>,
}

/// Somebody or something with a name.
struct Member {
    id: String,
    name: String,
    /// How often it is read as each kind, in order of first reading.
    kinds: Vec<(NameKind, usize)>,
    aliases: Vec<String>,
    /// Titles and roles as the texts give them, each with its passage.
    titles: Vec<(String, String)>,
    passage: String,
    texts: Vec<usize>,
}

impl Cast {
    pub(super) fn of(texts: &[Text<'_>], knowledge: &Knowledge, mut ids: Ids) -> Cast {
        let mut cast =
            Cast { members: Vec::new(), bearers: BTreeMap::new(), known: BTreeMap::new() };
        // Full names first: a surname alone may mean somebody whom another text names in full.
        for (at, text) in texts.iter().enumerate() {
            for name in text.annotated.names.iter().filter(|name| name.refers_to.is_none()) {
                cast.full(name, (at, text), knowledge, &mut ids);
            }
        }
        for text in texts {
            for name in text.annotated.names.iter().filter(|name| name.refers_to.is_some()) {
                cast.short(name, text);
            }
        }
        cast.merge();
        cast
    }

    fn full(
        &mut self,
        name: &Name,
        (at, text): (usize, &Text<'_>),
        knowledge: &Knowledge,
        ids: &mut Ids,
    ) {
        let words = text.article.slice(name.span);
        let key = fold(words).into_owned();
        if let Some(entity) = text.reading.mentions.entities_within(name.tokens.clone()).next() {
            let id = knowledge.facts.entity(entity).id.clone();
            self.known.insert(key, id);
            return;
        }
        if entity_kind(name.kind).is_none() && name.kind != NameKind::Unknown {
            return;
        }
        let member = *self.bearers.entry(key).or_insert_with(|| {
            self.members.push(Member {
                id: ids.give(words, "name"),
                name: words.to_owned(),
                kinds: Vec::new(),
                aliases: Vec::new(),
                titles: Vec::new(),
                passage: text.passage_at(name.tokens.start, name.span),
                texts: Vec::new(),
            });
            Some(self.members.len() - 1)
        });
        if let Some(member) = member.map(|member| &mut self.members[member]) {
            member.read_as(name.kind);
            member.texts.push(at);
            let titles = [name.title, name.role].into_iter().flatten();
            for title in titles.map(|span| text.article.slice(span)) {
                if !member.titles.iter().any(|(other, _)| fold(other) == fold(title)) {
                    let passage = text.passage_at(name.tokens.start, name.span);
                    member.titles.push((title.to_owned(), passage));
                }
            }
        }
    }

    fn short(&mut self, name: &Name, text: &Text<'_>) {
        let words = text.article.slice(name.span);
        let full = text.article.slice(text.annotated.full_form(name).span);
        let Some(&Some(bearer)) = self.bearers.get(&*fold(full)) else { return };
        let key = fold(words).into_owned();
        match self.bearers.get(&key).copied() {
            None => drop(self.bearers.insert(key, Some(bearer))),
            Some(Some(other)) if other == bearer => {}
            Some(Some(other)) if self.is_short_for(other, bearer, words) => {
                self.give(other, bearer);
            }
            // Two bear it, or it is a full name elsewhere: an alias would mean neither for certain.
            Some(Some(other)) if fold(&self.members[other].name) == fold(words) => return,
            Some(_) => {
                self.bearers.insert(key, None);
                return;
            }
        }
        let member = &mut self.members[bearer];
        member.read_as(name.kind);
        let is_new = |other: &String| fold(other) != fold(words);
        if is_new(&member.name) && member.aliases.iter().all(is_new) {
            member.aliases.push(words.to_owned());
        }
    }

    /// Whether a member is known by a short form alone, and may be the one that another text calls
    /// by it.
    fn is_short_for(&self, short: usize, bearer: usize, words: &str) -> bool {
        let (short, bearer) = (&self.members[short], &self.members[bearer]);
        let may_be = [NameKind::Unknown, bearer.kind()].contains(&short.kind());
        may_be && fold(&short.name) == fold(words)
    }

    /// Gives the name of one member to another as an alias, and leaves the one out.
    fn give(&mut self, short: usize, bearer: usize) {
        let name = self.members[short].name.clone();
        let texts = std::mem::take(&mut self.members[short].texts);
        self.members[short].kinds.clear();
        self.bearers.insert(fold(&name).into_owned(), Some(bearer));
        let member = &mut self.members[bearer];
        member.texts.extend(texts);
        if member.aliases.iter().all(|alias| fold(alias) != fold(&name)) {
            member.aliases.push(name);
        }
    }

    /// A surname that stands alone in one text, and that one person bears in the others.
    fn merge(&mut self) {
        let singles: Vec<usize> = (0..self.members.len())
            .filter(|&at| self.members[at].kind() == NameKind::Unknown)
            .collect();
        let mut surnames: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, member) in self.members.iter().enumerate() {
            let folded = fold(&member.name);
            if let Some((_, surname)) = folded.rsplit_once(' ')
                && member.kind() == NameKind::Person
            {
                let bearer = surnames.entry(surname.to_owned()).or_insert(Some(at));
                *bearer = bearer.filter(|&bearer| bearer == at);
            }
        }
        for at in singles {
            let bearer = surnames.get(&*fold(&self.members[at].name)).copied().flatten();
            if let Some(bearer) = bearer.filter(|_| !self.members[at].kinds.is_empty()) {
                self.give(at, bearer);
            }
        }
    }

    /// The id of whoever bears the name, in the packs or in the draft.
    pub(super) fn id(&self, name: &str) -> Option<&str> {
        let key = fold(name);
        let own = self.bearers.get(&*key).copied().flatten().map(|at| &self.members[at]);
        let own = own.filter(|member| member.is_proposed()).map(|member| member.id.as_str());
        own.or_else(|| self.known.get(&*key).map(String::as_str))
    }

    /// The place that the texts name most often.
    pub(super) fn place(&self) -> Option<(&str, &str)> {
        let places = self.members.iter().filter(|member| member.kind() == NameKind::Place);
        let count = |member: &&Member| member.kinds.iter().map(|(_, count)| count).sum::<usize>();
        let place = places.rev().max_by_key(count)?;
        Some((place.id.as_str(), place.passage.as_str()))
    }

    pub(super) fn write(&self, sheet: &mut Sheet<'_>) {
        for member in self.members.iter().filter(|member| member.is_proposed()) {
            if let Some(row) = sheet.next() {
                member.write(sheet, row);
            }
        }
    }
}

impl Member {
    fn read_as(&mut self, kind: NameKind) {
        match self.kinds.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, count)) => *count += 1,
            None => self.kinds.push((kind, 1)),
        }
    }

    /// The kind it is read as most often; what kind a text does not tell counts for nothing.
    fn kind(&self) -> NameKind {
        let told = self.kinds.iter().filter(|(kind, _)| *kind != NameKind::Unknown);
        told.rev().max_by_key(|(_, count)| *count).map_or(NameKind::Unknown, |(kind, _)| *kind)
    }

    /// A name of no known kind that stands once is more often a slip of reading than a record.
    fn is_proposed(&self) -> bool {
        let count: usize = self.kinds.iter().map(|(_, count)| count).sum();
        count > 1 || (count == 1 && self.kind() != NameKind::Unknown)
    }

    fn write(&self, sheet: &mut Sheet<'_>, row: usize) {
        let (kind, row) = (self.kind(), Some(row));
        let fragment = &mut sheet.fragment;
        fragment.space();
        fragment.comment(&self.passage);
        for (other, _) in self.kinds.iter().filter(|(other, _)| *other != kind) {
            if let Some(other) = entity_kind(*other) {
                fragment.comment(&format!("also read as {other}"));
            }
        }
        fragment.open("[[entity]]", row);
        fragment.field("id", &fragment::text(&self.id), row);
        fragment.field("kind", &fragment::text(entity_kind(kind).unwrap_or("thing")), row);
        fragment.field("name", &fragment::text(&self.name), row);
        if !self.aliases.is_empty() {
            let aliases = fragment::texts(self.aliases.iter().map(String::as_str));
            fragment.field("aliases", &aliases, row);
        }
        sheet.source(&self.texts, row.unwrap_or_default());
        sheet.records += 1;
        if kind == NameKind::Person {
            for (title, passage) in &self.titles {
                sheet.fragment.comment(passage);
                sheet.fragment.open("[[entity.role]]", row);
                sheet.fragment.field("title", &fragment::text(title), row);
            }
        }
    }
}

/// The kind of entity that a name of this kind is, if it is one.
fn entity_kind(kind: NameKind) -> Option<&'static str> {
    match kind {
        NameKind::Person => Some("person"),
        NameKind::Organisation => Some("organisation"),
        NameKind::Place => Some("place"),
        NameKind::Law => Some("law"),
        NameKind::Vessel => Some("vessel"),
        NameKind::Demonym | NameKind::Unknown => None,
    }
}
