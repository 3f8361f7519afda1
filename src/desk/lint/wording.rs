//! Wordings that no sentence can be told to repeat, and statements that give nothing to compare.

use super::Remark;
use super::records::Records;
use crate::finding::Severity;
use crate::known_claim::KnownClaims;
use crate::pack::Place;

/// The wordings of the packs, read.
#[derive(Clone, Copy, Debug)]
pub struct Wordings<'a> {
    /// Those of claims known to be false.
    pub debunked: &'a KnownClaims,
    /// Those of statements.
    pub stated: &'a KnownClaims,
}

pub(super) fn review(records: &Records<'_>, wordings: Wordings<'_>, remarks: &mut Vec<Remark>) {
    for (claim, place) in records.of("debunked", |file| &file.debunked) {
        let known = wordings.debunked;
        look((&claim.claim, &claim.wordings), ["claim", "wordings"], known, place, remarks);
    }
    for (statement, place) in records.of("statement", |file| &file.statement) {
        let known = wordings.stated;
        look((&statement.says, &statement.wordings), ["says", "wordings"], known, place, remarks);
        if records.is_without_value(&statement.id) {
            let message = "no figure, date, time, score or point of the compass is read in this";
            let place = place.key("says");
            let remark =
                Remark::new("nothing-to-compare", Severity::Warning, place, message.to_owned());
            remarks.push(remark.help("a statement is compared by its value: write one"));
        }
    }
}

fn look(
    (first, others): (&String, &[String]),
    [key, list]: [&'static str; 2],
    known: &KnownClaims,
    place: Place<'_>,
    remarks: &mut Vec<Remark>,
) {
    let mut doubt = |text: &String, place: Place<'_>| {
        let Some(told) = known.too_little(text) else { return };
        let counted: Vec<String> = told.iter().map(|word| format!("“{word}”")).collect();
        let (reason, help) = match counted.as_slice() {
            [] => (
                "it tells no names from words",
                "write it as a sentence, with capitals only to names",
            ),
            _ => (
                &*format!("of its words only {} count", counted.join(", ")),
                "say three things that tell something, one of them no name; “be”, “have”, “take” and the like, and values, do not count",
            ),
        };
        let message = format!("no sentence can be told to repeat “{text}”: {reason}");
        let remark = Remark::new("untelling-wording", Severity::Warning, place, message);
        remarks.push(remark.help(help));
    };
    doubt(first, place.key(key));
    for (at, text) in others.iter().enumerate() {
        doubt(text, place.key(list).item(at));
    }
}
