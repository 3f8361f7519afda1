//! Values that a record gives and rejects.

use super::Remark;
use super::records::{Records, Stated};
use crate::finding::Severity;
use crate::pack::fact_file::Scalar;

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    for thing in records.things() {
        for stated in records.stated(thing) {
            for (at, rejected) in stated.table.rejects.iter().enumerate() {
                if let Some(key) = given(&stated, rejected) {
                    let message = format!("{rejected} is rejected here and given in `{key}`");
                    let place = stated.place.key("rejects").item(at);
                    let remark = Remark::new("rejected-value", Severity::Error, place, message);
                    remarks.push(remark.help("it is right or wrong: remove one of them"));
                }
            }
        }
    }
}

/// Where the record gives the value.
fn given(stated: &Stated<'_>, rejected: &Scalar) -> Option<&'static str> {
    let table = &stated.table;
    let is_within = || match (rejected, &table.from, &table.to) {
        (Scalar::Number(number), Some(Scalar::Number(from)), Some(Scalar::Number(to))) => {
            from <= number && number <= to
        }
        _ => false,
    };
    if table.value.as_ref() == Some(rejected) {
        Some("value")
    } else if table.also.contains(rejected) {
        Some("also")
    } else if table.history.iter().any(|old| old.value == *rejected) {
        Some("history")
    } else if is_within() {
        Some("from")
    } else {
        None
    }
}
