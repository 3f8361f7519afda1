//! What came before what, against the dates, and in circles.

use super::Remark;
use super::life::told;
use super::records::Records;
use crate::finding::Severity;
use crate::pack::Place;
use crate::pack::fact_file::OrderShape;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    let orders = records.of("order", |file| &file.order);
    let mut followers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &(order, place) in &orders {
        against_dates(records, order, place, remarks);
        // Each order closes a circle with those before it, so that a circle is told once.
        if reaches(&followers, &order.then, &order.first) {
            let message = format!(
                "{} comes before {} here, and after it by the other orders",
                order.first, order.then
            );
            let remark = Remark::new("circular-order", Severity::Error, place, message);
            remarks.push(remark.help("remove the order that is wrong"));
        }
        followers.entry(&order.first).or_default().push(&order.then);
    }
}

fn against_dates(
    records: &Records<'_>,
    order: &OrderShape,
    place: Place<'_>,
    remarks: &mut Vec<Remark>,
) {
    let dated = |id: &str| {
        let event = records.event(id)?;
        Some((event, records.period(event, "date")?))
    };
    let (Some((first, first_day)), Some((then, then_day))) =
        (dated(&order.first), dated(&order.then))
    else {
        return;
    };
    if first_day.first > then_day.last {
        let message = format!(
            "puts {} ({}) before {} ({})",
            first.name,
            told(first_day),
            then.name,
            told(then_day)
        );
        let (a, b) = (first.place.key("date").address(), then.place.key("date").address());
        let help = format!("swap `first` and `then`, or mend the dates at {a} and {b}");
        remarks
            .push(Remark::new("order-against-dates", Severity::Error, place, message).help(help));
    }
}

fn reaches(followers: &BTreeMap<&str, Vec<&str>>, from: &str, to: &str) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(event) = open.pop() {
        if event == to {
            return true;
        }
        if seen.insert(event) {
            open.extend(followers.get(event).into_iter().flatten());
        }
    }
    false
}
