//! Records that nobody vouches for, and sources that vouch for nothing.

use super::Remark;
use super::records::{Records, Thing};
use crate::finding::Severity;
use crate::pack::Place;
use crate::pack::fact_file::{EntityShape, FactTable, Ids, RoleShape};
use std::collections::BTreeSet;

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    for thing in records.things() {
        unvouched(thing, remarks);
    }
    for (claim, place) in records.of("debunked", |file| &file.debunked) {
        ask(&claim.source, place, "debunked claim", Severity::Warning, remarks);
    }
    for (statement, place) in records.of("statement", |file| &file.statement) {
        ask(&statement.source, place, "statement", Severity::Warning, remarks);
    }
    for (quote, place) in records.of("quote", |file| &file.quote) {
        ask(&quote.source, place, "quote", Severity::Warning, remarks);
    }
    for (entity, place) in records.of("entity", |file| &file.entity) {
        for (at, role) in entity.role.iter().enumerate() {
            let source = if is_empty(&role.source) { &entity.source } else { &role.source };
            ask(source, place.key("role").item(at), "role", Severity::Warning, remarks);
        }
    }
    // What a word means is mostly known, and what came first mostly plain from the days.
    for (term, place) in records.of("term", |file| &file.term) {
        ask(&term.source, place, "term", Severity::Info, remarks);
    }
    for (order, place) in records.of("order", |file| &file.order) {
        ask(&order.source, place, "order", Severity::Info, remarks);
    }
    unused(records, remarks);
}

fn is_empty(ids: &Ids) -> bool {
    ids.as_slice().is_empty()
}

fn ask(source: &Ids, place: Place<'_>, noun: &str, severity: Severity, remarks: &mut Vec<Remark>) {
    if is_empty(source) {
        remarks.push(missing(place, severity, format!("nobody vouches for this {noun}")));
    }
}

/// Facts of a thing for which neither they nor the thing name a source. A name alone needs none.
fn unvouched(thing: Thing<'_>, remarks: &mut Vec<Remark>) {
    if !is_empty(thing.source) {
        return;
    }
    let tables = thing.facts.iter().map(|(name, shape)| (name, shape.table()));
    let bare = tables.filter(|(_, table)| table.source.as_slice().is_empty());
    let bare: Vec<&str> = bare.map(|(name, _)| name.as_str()).collect();
    match bare.as_slice() {
        [] => {}
        [one] => remarks.push(missing(
            thing.place.key(one),
            Severity::Warning,
            format!("nobody vouches for the {one} of {}", thing.name),
        )),
        several => remarks.push(missing(
            thing.place,
            Severity::Warning,
            format!("nobody vouches for {} of {}", several.join(", "), thing.name),
        )),
    }
}

fn missing(place: Place<'_>, severity: Severity, message: String) -> Remark {
    let help = "name a [[source]] by its id: source = \"…\"";
    Remark::new("no-source", severity, place, message).help(help)
}

fn unused(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    let used = used(records);
    for (source, place) in records.of("source", |file| &file.source) {
        if !used.contains(&*source.id) {
            let message = format!("no record rests on the source “{}”", source.name);
            let help = "name it where it vouches for something, or remove it";
            let remark =
                Remark::new("unused-source", Severity::Info, place.key("id"), message).help(help);
            remarks.push(remark);
        }
    }
}

/// The ids of all sources that a record names.
fn used(records: &Records<'_>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut take = |ids: &Ids| used.extend(ids.as_slice().iter().cloned());
    for thing in records.things() {
        take(thing.source);
        for shape in thing.facts.values() {
            table(&shape.table(), &mut take);
        }
    }
    for (entity, _) in records.of("entity", |file| &file.entity) {
        roles(entity, &mut take);
    }
    records.of("debunked", |file| &file.debunked).iter().for_each(|(r, _)| take(&r.source));
    records.of("statement", |file| &file.statement).iter().for_each(|(r, _)| take(&r.source));
    records.of("quote", |file| &file.quote).iter().for_each(|(r, _)| take(&r.source));
    records.of("term", |file| &file.term).iter().for_each(|(r, _)| take(&r.source));
    records.of("order", |file| &file.order).iter().for_each(|(r, _)| take(&r.source));
    used
}

fn table(table: &FactTable, take: &mut impl FnMut(&Ids)) {
    take(&table.source);
    table.history.iter().for_each(|old| take(&old.source));
}

fn roles(entity: &EntityShape, take: &mut impl FnMut(&Ids)) {
    entity.role.iter().for_each(|RoleShape { source, .. }| take(source));
}
