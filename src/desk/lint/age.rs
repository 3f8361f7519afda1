//! Records that nobody has looked at for long.

use super::Remark;
use super::records::{Records, days};
use crate::finding::Severity;
use crate::pack::Place;
use crate::pack::fact_file::DateText;
use jiff::civil::Date;

/// When a record is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staleness {
    /// The day of the run.
    pub today: Date,
    /// How many days a record stays fresh.
    pub after: i32,
}

pub(super) fn review(records: &Records<'_>, staleness: Staleness, remarks: &mut Vec<Remark>) {
    let mut look = |as_of: Option<&DateText>, place: Place<'_>, what: &str| {
        remarks.extend(as_of.and_then(|as_of| stale(as_of, place, what, staleness)));
    };
    for thing in records.things() {
        look(thing.as_of, thing.place.key("as_of"), thing.name);
        for stated in records.stated(thing) {
            let what = format!("the {} of {}", stated.property.noun, thing.name);
            look(stated.table.as_of.as_ref(), stated.place.key("as_of"), &what);
        }
    }
    for (claim, place) in records.of("debunked", |file| &file.debunked) {
        look(claim.as_of.as_ref(), place.key("as_of"), "this debunked claim");
    }
    for (statement, place) in records.of("statement", |file| &file.statement) {
        look(statement.as_of.as_ref(), place.key("as_of"), "this statement");
    }
}

/// A month or a year was looked at on its last day.
fn stale(
    as_of: &DateText,
    place: Place<'_>,
    what: &str,
    Staleness { today, after }: Staleness,
) -> Option<Remark> {
    let day = days(as_of)?.last;
    let age = day.until(today).ok()?.get_days();
    if age > after {
        let message = format!("{what} is as of {}, {age} days before {today}", as_of.0);
        let help = "look whether it still holds, and raise `as_of`; if it changed, move the old value \
                    into `history`";
        return Some(Remark::new("stale", Severity::Warning, place, message).help(help));
    }
    None
}
