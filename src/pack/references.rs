//! What records of a fact file refer to: other records, properties, time zones, days.

use super::fact_file::{
    DateText, DebunkedShape, EntityShape, EventShape, FactFile, Ids, OrderShape, QuoteShape,
    RoleShape, SourceShape, StatementShape, TermShape,
};
use super::index::{Index, Record};
use super::located::{Located, Place};
use super::moment::days;
use super::problem::Problems;
use super::suggest::{did_you_mean, nearest};
use super::tree::Node;
use super::wording::{kebab, quoted};
use jiff::tz::TimeZoneDatabase;
use std::collections::BTreeSet;

/// Reports references of a file that lead nowhere, and days that no calendar has.
pub(super) fn review(file: &Located<FactFile>, index: &Index<'_>, problems: &mut Problems) {
    let root = file.place();
    let facts = &file.value;
    let mut links = Links { index, problems, guesses: 100 };
    let items = |key| move |at: usize| root.key(key).item(at);
    each(&facts.source, items("source"), |source, at| links.source(source, at));
    each(&facts.entity, items("entity"), |entity, at| links.entity(entity, at));
    each(&facts.event, items("event"), |event, at| links.event(event, at));
    each(&facts.debunked, items("debunked"), |claim, at| links.debunked(claim, at));
    each(&facts.statement, items("statement"), |one, at| links.statement(one, at));
    each(&facts.quote, items("quote"), |quote, at| links.quote(quote, at));
    each(&facts.term, items("term"), |term, at| links.term(term, at));
    each(&facts.order, items("order"), |order, at| links.order(order, at));
}

fn each<'a, T>(
    records: &[T],
    place: impl Fn(usize) -> Place<'a>,
    mut look: impl FnMut(&T, Place<'a>),
) {
    for (at, record) in records.iter().enumerate() {
        look(record, place(at));
    }
}

struct Links<'a> {
    index: &'a Index<'a>,
    problems: &'a mut Problems,
    /// How many more speakers are compared with all ids: a file of any size is read quickly.
    guesses: usize,
}

impl Links<'_> {
    fn source(&mut self, source: &SourceShape, at: Place<'_>) {
        self.day(source.published.as_ref(), at.key("published"));
        self.day(source.retrieved.as_ref(), at.key("retrieved"));
    }

    fn entity(&mut self, entity: &EntityShape, at: Place<'_>) {
        self.sources(&entity.source, at);
        self.day(entity.as_of.as_ref(), at.key("as_of"));
        if let Some(place) = &entity.within {
            self.within(place, at.key("within"));
        }
        if let Some(zone) = &entity.time_zone {
            self.time_zone(zone, at.key("time_zone"));
        }
        each(&entity.role, |n| at.key("role").item(n), |role, at| self.role(role, at));
    }

    fn within(&mut self, id: &str, at: Place<'_>) {
        match self.index.find(Record::Entity, id) {
            Some(entity) if kind(entity.node).is_some_and(|kind| kind != "place") => {
                at.complain(self.problems, || {
                    let kind = kind(entity.node).unwrap_or_default();
                    format!("{} is a {kind} ({}), not a place", quoted(id), entity.address())
                });
            }
            _ => self.index.expect(Record::Entity, id, at, self.problems),
        }
    }

    fn time_zone(&mut self, name: &str, at: Place<'_>) {
        let zones = TimeZoneDatabase::bundled();
        if zones.get(name).is_err() {
            at.complain_with_help(
                self.problems,
                || {
                    let names: Vec<String> = zones.available().map(|n| n.to_string()).collect();
                    let guess = did_you_mean(name, names.iter().map(String::as_str));
                    format!("no time zone is named {}{guess}", quoted(name))
                },
                || "expected a name of the IANA database, such as Asia/Tehran".to_owned(),
            );
        }
    }

    fn role(&mut self, role: &RoleShape, at: Place<'_>) {
        self.sources(&role.source, at);
        if let Some(of) = &role.of {
            self.index.expect(Record::Entity, of, at.key("of"), self.problems);
        }
        self.day(role.from.as_ref(), at.key("from"));
        self.day(role.to.as_ref(), at.key("to"));
        if let (Some(from), Some(to)) = (&role.from, &role.to)
            && let (Some(first), Some(last)) = (days(&from.0), days(&to.0))
            && first.0 > last.1
        {
            at.key("to").complain(self.problems, || {
                format!("the role ends in {} before it begins in {}", to.0, from.0)
            });
        }
    }

    fn event(&mut self, event: &EventShape, at: Place<'_>) {
        self.sources(&event.source, at);
        self.day(event.as_of.as_ref(), at.key("as_of"));
    }

    fn debunked(&mut self, claim: &DebunkedShape, at: Place<'_>) {
        self.sources(&claim.source, at);
        self.day(claim.as_of.as_ref(), at.key("as_of"));
    }

    fn statement(&mut self, statement: &StatementShape, at: Place<'_>) {
        self.sources(&statement.source, at);
        self.day(statement.as_of.as_ref(), at.key("as_of"));
    }

    fn quote(&mut self, quote: &QuoteShape, at: Place<'_>) {
        self.sources(&quote.source, at);
        self.day(quote.date.as_ref(), at.key("date"));
        self.speaker(&quote.speaker, at.key("speaker"));
    }

    /// A speaker may be words, so that only what looks like a slip in an id is reported.
    fn speaker(&mut self, speaker: &str, at: Place<'_>) {
        let like_an_id = speaker.contains('-') && kebab(speaker) == speaker;
        let unknown = like_an_id && self.index.find(Record::Entity, speaker).is_none();
        if !unknown || self.guesses == 0 {
            return;
        }
        self.guesses -= 1;
        if nearest(speaker, self.index.ids(Record::Entity)).is_some() {
            self.index.expect(Record::Entity, speaker, at, self.problems);
        }
    }

    fn term(&mut self, term: &TermShape, at: Place<'_>) {
        self.sources(&term.source, at);
        let properties = |n| at.key("counts").item(n);
        each(&term.counts, properties, |name, at| {
            self.index.expect_property(name, at, self.problems);
        });
        if let Some(name) = &term.mistaken_for {
            self.index.expect_property(name, at.key("mistaken_for"), self.problems);
        }
    }

    fn order(&mut self, order: &OrderShape, at: Place<'_>) {
        self.sources(&order.source, at);
        self.index.expect(Record::Event, &order.first, at.key("first"), self.problems);
        self.index.expect(Record::Event, &order.then, at.key("then"), self.problems);
        if order.first == order.then {
            at.key("then").complain(self.problems, || "an event cannot follow itself".to_owned());
        }
    }

    fn sources(&mut self, ids: &Ids, record: Place<'_>) {
        sources(ids, record, self.index, self.problems);
    }

    fn day(&mut self, day: Option<&DateText>, at: Place<'_>) {
        if let Some(day) = day {
            real_day(day, at, self.problems);
        }
    }
}

/// Reports sources of a record that no file describes.
pub(super) fn sources(ids: &Ids, record: Place<'_>, index: &Index<'_>, problems: &mut Problems) {
    for (at, id) in ids.as_slice().iter().enumerate() {
        let place = record.key("source").item(at);
        index.expect(Record::Source, id, place, problems);
    }
}

/// Reports a day that no calendar has.
pub(super) fn real_day(day: &DateText, at: Place<'_>, problems: &mut Problems) {
    if days(&day.0).is_none() {
        at.complain(problems, || format!("no calendar has the day {}", quoted(&day.0)));
    }
}

fn kind(entity: &Node) -> Option<&str> {
    entity.get("kind").and_then(Node::text)
}

/// Reports places that lie within themselves, each circle once.
pub(super) fn review_cycles(index: &Index<'_>, problems: &mut Problems) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for (start, _) in index.own(Record::Entity) {
        let mut path: BTreeSet<&str> = BTreeSet::new();
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| !done.contains(id)) {
            let Some(entity) = index.find(Record::Entity, id) else {
                break;
            };
            if !path.insert(id) {
                circle(id, entity, problems);
                break;
            }
            next = entity.node.get("within").and_then(Node::text);
        }
        done.extend(path);
    }
}

fn circle(id: &str, entity: Place<'_>, problems: &mut Problems) {
    entity.key("within").complain_with_help(
        problems,
        || format!("{} lies within itself", quoted(id)),
        || "follow \"within\" from place to place: it must end".to_owned(),
    );
}
