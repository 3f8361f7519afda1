//! Posts that only one can hold, held by two.

use super::life::told;
use super::records::days;
use super::{Records, Remark, Words};
use crate::finding::Severity;
use crate::language::fold;
use crate::pack::Place;
use crate::pack::fact_file::{EntityShape, RoleShape};
use crate::value::Period;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The class of words for posts that one holds at a time.
const SOLE: &str = "sole_post";

pub(super) fn review(records: &Records<'_>, words: Words<'_>, remarks: &mut Vec<Remark>) {
    let mut posts: BTreeMap<(&str, String), Vec<Holder<'_>>> = BTreeMap::new();
    for (person, place) in records.of("entity", |file| &file.entity) {
        for (at, role) in person.role.iter().enumerate() {
            let Some(of) = role.of.as_deref().filter(|_| is_sole(&role.title, words)) else {
                continue;
            };
            let holder = Holder { person, role, place: place.key("role").item(at) };
            let holders = posts.entry((of, fold(&role.title).into_owned())).or_default();
            remarks.extend(holders.iter().find_map(|other| overlap(other, &holder)));
            holders.push(holder);
        }
    }
}

/// Who held a post.
struct Holder<'a> {
    person: &'a EntityShape,
    role: &'a RoleShape,
    place: Place<'a>,
}

/// "former president" is no post, and one of several deputies is not alone.
fn is_sole(title: &str, words: Words<'_>) -> bool {
    let title = title.to_lowercase();
    let posts = words.language.classes.get(SOLE).into_iter().flatten();
    posts.into_iter().any(|post| {
        title
            .strip_prefix(post.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Certain only from a day on which both are known to be in office: a term without a first day
/// began some time before its last.
fn overlap(one: &Holder<'_>, other: &Holder<'_>) -> Option<Remark> {
    if one.person.id == other.person.id {
        return None;
    }
    let terms = [one.term(), other.term()];
    let start = terms.iter().filter_map(|term| term.0).max()?;
    let end = terms.iter().filter_map(|term| term.1).min();
    // One day in common is the day of the handover.
    if end.is_some_and(|end| end <= start) || !terms.iter().all(Term::is_bounded) {
        return None;
    }
    let until = end.map_or("today".to_owned(), |end| end.to_string());
    let message = format!(
        "{} and {} are both {}: {} to {until}",
        one.person.name,
        other.person.name,
        one.role.title,
        told(Period::day(start)),
    );
    let help = format!(
        "give the first of them a `to`, or mend the days here or at {}",
        one.place.address()
    );
    Some(Remark::new("overlapping-roles", Severity::Warning, other.place, message).help(help))
}

/// From the last day on which it may have begun to the first on which it may have ended.
struct Term(Option<Date>, Option<Date>);

impl Term {
    fn is_bounded(&self) -> bool {
        self.0.is_some() || self.1.is_some()
    }
}

impl Holder<'_> {
    fn term(&self) -> Term {
        let from = self.role.from.as_ref().and_then(days).map(|days| days.last);
        let to = self.role.to.as_ref().and_then(days).map(|days| days.first);
        Term(from, to)
    }
}
