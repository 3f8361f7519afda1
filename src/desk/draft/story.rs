//! What the texts tell of: figures and dates, as facts of one event.

use super::cast::Cast;
use super::{Sheet, Text};
use crate::annotate::{Annotation, Meaning, TimeValue};
use crate::claim::{Claim, ClaimValue};
use crate::desk::fragment::{self, Ids};
use crate::finding::Verdict;
use crate::judge::Judgement;
use crate::knowledge::Knowledge;
use crate::report::visible;
use crate::value::{Extent, PartialDate, Scale};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is told of the event, and of records that the packs have.
pub(super) struct Story {
    id: String,
    name: String,
    /// By property, in its order.
    facts: BTreeMap<String, Values>,
    dates: Values,
    /// What is said of known records, and is not what they say.
    news: Vec<String>,
}

/// A value, where it was read, and when it was written.
struct Told {
    /// As TOML has it.
    literal: String,
    passages: Vec<String>,
    texts: Vec<usize>,
    day: Option<Date>,
}

impl Story {
    pub(super) fn of(texts: &[Text<'_>], knowledge: &Knowledge, mut ids: Ids) -> Story {
        let name = texts.iter().find_map(Text::headline).unwrap_or("the event").to_owned();
        let mut story = Story {
            id: ids.give(&name, "event"),
            name,
            facts: BTreeMap::new(),
            dates: Values::default(),
            news: Vec::new(),
        };
        for (at, text) in texts.iter().enumerate() {
            for (claim, judgement) in &text.reading.claims {
                story.claim(claim, judgement, (at, text), knowledge);
            }
            story.dates(at, text);
        }
        story
    }

    /// A figure that the text asserts: of the event, or news of a record.
    fn claim(
        &mut self,
        claim: &Claim,
        judgement: &Judgement,
        (at, text): (usize, &Text<'_>),
        knowledge: &Knowledge,
    ) {
        let ClaimValue::Amount(amount) = &claim.value else { return };
        if !claim.standing.is_asserted() || judgement.verdict == Verdict::Supported {
            return;
        }
        let property = &knowledge.facts.property(claim.property).name;
        let words = text.article.slice(claim.span);
        let passage = text.passage_at(claim.tokens.start, claim.span);
        if let Some(subject) = claim.subject {
            let subject = knowledge.facts.subject_name(subject);
            self.news.push(format!("{subject}, {property}: {words}, {passage}"));
            return;
        }
        let quantity = amount.quantity;
        let is_plain = amount.scale == Scale::Number
            && quantity.modifier.is_none()
            && quantity.extent == Extent::Point;
        // A hedge belongs to the value: packs are read as articles are.
        let literal = if is_plain { quantity.stated.to_string() } else { fragment::text(words) };
        let of = claim.subject_span.map(|span| text.article.slice(span));
        let passage = match of {
            Some(of) => format!("said of “{}”, {passage}", visible(of)),
            None => passage,
        };
        let told = Told { literal, passages: vec![passage], texts: vec![at], day: text.day() };
        self.facts.entry(property.clone()).or_default().take(told);
    }

    /// The whole days that a text tells of, its dateline aside.
    fn dates(&mut self, at: usize, text: &Text<'_>) {
        for (found, value) in text.annotated.annotations.iter().zip(&text.times) {
            let TimeValue::Told(value) = value else { continue };
            let day = value.get(..10).filter(|day| PartialDate::parse(day).is_some());
            let Some(day) = day.filter(|_| tells_a_day(text, found)) else { continue };
            let told = Told {
                literal: day.to_owned(),
                passages: vec![text.passage_at(found.tokens.start, found.span)],
                texts: vec![at],
                day: text.day(),
            };
            self.dates.take(told);
        }
    }

    pub(super) fn write(&self, cast: &Cast, sheet: &mut Sheet<'_>) {
        if !self.facts.is_empty() || !self.dates.all.is_empty() {
            self.event(cast, sheet);
        }
        if !self.news.is_empty() {
            sheet.fragment.space();
            sheet
                .fragment
                .comment("Of records that the packs have, the texts say otherwise, or more:");
            for news in &self.news {
                sheet.fragment.comment(news);
            }
        }
    }

    fn event(&self, cast: &Cast, sheet: &mut Sheet<'_>) {
        let Some(row) = sheet.next() else { return };
        let fragment = &mut sheet.fragment;
        fragment.space();
        fragment.comment("What the texts tell of. Name it as articles do, and add `aliases` and");
        fragment.comment("`described_as`: without them nothing is recognised.");
        fragment.open("[[event]]", Some(row));
        fragment.field("id", &fragment::text(&self.id), Some(row));
        fragment.field("name", &fragment::text(&self.name), Some(row));
        if let Some((id, passage)) = cast.place() {
            fragment.comment(&format!("named most often; {passage}"));
            fragment.field("place", &fragment::text(id), Some(row));
        }
        let all: Vec<usize> = (0..sheet.texts.len()).collect();
        sheet.source(&all, row);
        sheet.records += 1;
        fact("date", &self.dates, sheet);
        for (property, told) in &self.facts {
            fact(property, told, sheet);
        }
    }
}

/// The values that are told of a property, each once with all its passages.
#[derive(Default)]
struct Values {
    all: Vec<Told>,
    places: BTreeMap<String, usize>,
}

impl Values {
    fn take(&mut self, told: Told) {
        match self.places.get(&told.literal) {
            Some(&at) => {
                let other = &mut self.all[at];
                other.passages.extend(told.passages);
                other.texts.extend(told.texts);
                other.day = other.day.max(told.day);
            }
            None => {
                self.places.insert(told.literal.clone(), self.all.len());
                self.all.push(told);
            }
        }
    }
}

/// A fact with the value of the latest text; others are told beside it, for a person to choose.
fn fact(property: &str, Values { all: told, .. }: &Values, sheet: &mut Sheet<'_>) {
    let latest = told.iter().rev().max_by_key(|told| told.day);
    let latest = if property == "date" { told.first() } else { latest };
    let (Some(chosen), Some(row)) = (latest, sheet.next()) else { return };
    let fragment = &mut sheet.fragment;
    fragment.space();
    fragment.open(&format!("[event.{property}]"), Some(row));
    for passage in &chosen.passages {
        fragment.comment(passage);
    }
    fragment.field("value", &chosen.literal, Some(row));
    if let Some(day) = chosen.day.filter(|_| property != "date") {
        fragment.field("as_of", &day.to_string(), Some(row));
    }
    sheet.source(&chosen.texts, row);
    for other in told.iter().filter(|other| !std::ptr::eq(*other, chosen)) {
        for passage in &other.passages {
            sheet.fragment.comment(&format!("or {}: {passage}", other.literal));
        }
    }
}

/// Whether an annotation gives a day of the story: a dateline gives that of the text.
fn tells_a_day(text: &Text<'_>, found: &Annotation) -> bool {
    let is_day = matches!(found.meaning, Meaning::Date(_) | Meaning::Moment { .. });
    let after = text.article.text()[found.span.end..].trim_start();
    is_day && !after.starts_with(['—', '–', '-', '('])
}
