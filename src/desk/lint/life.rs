//! Lives that end before they begin, and deeds done outside of them.

use super::Remark;
use super::records::{Records, Thing, days};
use crate::finding::Severity;
use crate::pack::Place;
use crate::value::Period;

/// What begins and what ends a life: of a person, of an organisation.
const LIVES: [(&str, &str); 2] = [("born", "died"), ("founded", "ended")];

pub(super) fn review(records: &Records<'_>, remarks: &mut Vec<Remark>) {
    for entity in records.entities() {
        reversed(records, entity, remarks);
    }
    for event in records.events() {
        let Some(period) = records.period(event, "date") else { continue };
        let place = event.place.key("date");
        for actor in records.named(event, "actor").into_iter().take(1) {
            let deed = format!("{} is dated {}", event.name, told(period));
            outside(records, actor, period, &deed, place, remarks);
        }
    }
    for (quote, place) in records.of("quote", |file| &file.quote) {
        let speaker = records.entity(&quote.speaker);
        let period = quote.date.as_ref().and_then(days);
        if let (Some(speaker), Some(period)) = (speaker, period) {
            let deed = format!("{} is quoted with words of {}", speaker.name, told(period));
            outside(records, speaker, period, &deed, place.key("date"), remarks);
        }
    }
}

fn reversed(records: &Records<'_>, entity: Thing<'_>, remarks: &mut Vec<Remark>) {
    for (begins, ends) in LIVES {
        let (first, last) = (records.period(entity, begins), records.period(entity, ends));
        let (Some(first), Some(last)) = (first, last) else { continue };
        if last.last < first.first {
            let (name, last, first) = (entity.name, told(last), told(first));
            let message = format!("{name}: `{ends}` is {last}, before `{begins}`, {first}");
            let at = entity.place.key(ends);
            let remark = Remark::new("reversed-life", Severity::Error, at, message);
            remarks.push(remark.help("one of the two days is wrong"));
        }
    }
}

/// A deed of an actor that was not there yet, or no more.
fn outside(
    records: &Records<'_>,
    actor: Thing<'_>,
    period: Period,
    deed: &str,
    place: Place<'_>,
    remarks: &mut Vec<Remark>,
) {
    for (begins, ends) in LIVES {
        let born = records.period(actor, begins).filter(|born| period.last < born.first);
        let died = records.period(actor, ends).filter(|died| died.last < period.first);
        let Some((limit, day)) = born.map(|day| (begins, day)).or(died.map(|day| (ends, day)))
        else {
            continue;
        };
        let message = format!("{deed}; `{limit}` of {} is {}", actor.name, told(day));
        let at = actor.place.key(limit).address();
        let help = format!("check this day, and that at {at}");
        remarks.push(Remark::new("outside-life", Severity::Warning, place, message).help(help));
    }
}

/// A period as a pack would write it.
pub(super) fn told(period: Period) -> String {
    match period.first == period.last {
        true => period.first.to_string(),
        false => format!("{} to {}", period.first, period.last),
    }
}
