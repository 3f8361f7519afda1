//! Earlier values that are not earlier.

use super::Remark;
use super::records::{Records, Stated, days};
use crate::finding::Severity;
use crate::pack::fact_file::HistoryShape;

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    for thing in records.things() {
        for stated in records.stated(thing) {
            later(&stated, remarks);
            repeated(&stated, remarks);
        }
    }
}

/// An earlier value that was established after the one that replaced it.
fn later(stated: &Stated<'_>, remarks: &mut Vec<Remark>) {
    let as_of = stated.table.as_of.as_ref().or(stated.thing.as_of);
    let Some((as_of, period)) = as_of.and_then(|day| Some((day, days(day)?))) else { return };
    for (at, old) in stated.table.history.iter().enumerate() {
        if days(&old.as_of).is_some_and(|old| old.first > period.last) {
            let message = format!(
                "the earlier value {} was established on {}, after the value that holds, as of {}",
                old.value, old.as_of.0, as_of.0
            );
            let place = stated.place.key("history").item(at).key("as_of");
            let help =
                "the newest value is the `value`, with its `as_of`; earlier ones are history";
            let remark = Remark::new("newer-history", Severity::Error, place, message).help(help);
            remarks.push(remark);
        }
    }
}

/// A history whose last entry is the value that holds: it never was replaced by anything else.
fn repeated(stated: &Stated<'_>, remarks: &mut Vec<Remark>) {
    let last = stated.table.history.iter().enumerate().max_by_key(|(_, old)| day(old));
    let Some((at, old)) = last.filter(|(_, old)| Some(&old.value) == stated.table.value.as_ref())
    else {
        return;
    };
    let is_alone = stated.table.history.iter().filter(|other| day(other) == day(old)).count() == 1;
    if is_alone {
        let message = format!("the last of the history, {}, is the value that holds", old.value);
        let place = stated.place.key("history").item(at);
        let help = format!("remove it, and write as_of = {} beside the value", old.as_of.0);
        let remark = Remark::new("repeated-value", Severity::Warning, place, message).help(help);
        remarks.push(remark);
    }
}

fn day(old: &HistoryShape) -> Option<jiff::civil::Date> {
    days(&old.as_of).map(|period| period.first)
}
