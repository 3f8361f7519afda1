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
    let mut ask = |noun: &str, source: &Ids, place: Place<'_>| {
        if source.as_slice().is_empty() {
            remarks.push(missing(place, format!("nobody vouches for this {noun}")));
        }
    };
    for (claim, place) in records.of("debunked", |file| &file.debunked) {
        ask("debunked claim", &claim.source, place);
    }
    for (quote, place) in records.of("quote", |file| &file.quote) {
        ask("quote", &quote.source, place);
    }
    for (term, place) in records.of("term", |file| &file.term) {
        ask("term", &term.source, place);
    }
    for (order, place) in records.of("order", |file| &file.order) {
        ask("order", &order.source, place);
    }
    for (entity, place) in records.of("entity", |file| &file.entity) {
        for (at, role) in entity.role.iter().enumerate() {
            let vouched = [&role.source, &entity.source].map(|ids| !ids.as_slice().is_empty());
            if !vouched.contains(&true) {
                ask("role", &role.source, place.key("role").item(at));
            }
        }
    }
    unused(records, remarks);
}

/// Facts of a thing for which neither they nor the thing name a source. A name alone needs none.
fn unvouched(thing: Thing<'_>, remarks: &mut Vec<Remark>) {
    if !thing.source.as_slice().is_empty() {
        return;
    }
    let tables = thing.facts.iter().map(|(name, shape)| (name, shape.table()));
    let bare = tables.filter(|(_, table)| table.source.as_slice().is_empty());
    let bare: Vec<&str> = bare.map(|(name, _)| name.as_str()).collect();
    match bare.as_slice() {
        [] => {}
        [one] => remarks.push(missing(
            thing.place.key(one),
            format!("nobody vouches for the {one} of {}", thing.name),
        )),
        several => remarks.push(missing(
            thing.place,
            format!("nobody vouches for {} of {}", several.join(", "), thing.name),
        )),
    }
}

fn missing(place: Place<'_>, message: String) -> Remark {
    let help = "name a [[source]] by its id: source = \"…\"";
    Remark::new("no-source", Severity::Warning, place, message).help(help)
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
