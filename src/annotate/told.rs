//! The values of times, found in order of reading: "two days later" counts from the date told
//! before it, "9 a.m." belongs to the day of its sentence.

use super::{Annotated, Annotation, Meaning};
use crate::value::{Anchor, ClockTime, DateMention, Grain, PeriodMention, Viewpoint};
use jiff::civil::Date;

/// The value of an annotation as a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeValue {
    /// It is none.
    NoTime,
    /// It is part of a longer one: the "Thursday" of "Thursday night".
    Within,
    /// TIMEX3 value: `2024-01-03TNI`.
    Told(String),
}

impl Annotated<'_> {
    /// The values of all annotations as times, in their order.
    pub fn times(&self, reference: Option<Date>) -> Vec<TimeValue> {
        let mut told = Told { annotated: self, reference, last: None };
        let mut reach = 0;
        let mut values = Vec::with_capacity(self.annotations.len());
        for found in &self.annotations {
            let is_within = found.tokens.end <= reach;
            values.push(match &found.meaning {
                meaning if !meaning.is_time() => TimeValue::NoTime,
                _ if is_within => TimeValue::Within,
                _ => {
                    reach = found.tokens.end;
                    TimeValue::Told(told.value(found))
                }
            });
        }
        values
    }
}

impl Meaning {
    /// Whether it is a date, a time, a length of time or a set of them.
    pub fn is_time(&self) -> bool {
        matches!(
            self,
            Meaning::Date(_)
                | Meaning::Period(_)
                | Meaning::Set(_)
                | Meaning::Time(_)
                | Meaning::Moment { .. }
                | Meaning::Duration(_)
        )
    }
}

/// What has been told so far.
struct Told<'a> {
    annotated: &'a Annotated<'a>,
    reference: Option<Date>,
    /// The last date, and the sentence it stands in.
    last: Option<(Anchor, usize)>,
}

impl Told<'_> {
    fn value(&mut self, found: &Annotation) -> String {
        let sentence = self.sentence(found);
        let view = self.view(found, sentence);
        let value = match &found.meaning {
            Meaning::Date(date) => date.timex(view),
            Meaning::Period(period) => period.timex(view),
            Meaning::Set(every) | Meaning::Duration(every) => every.timex(),
            Meaning::Moment { day, time } => moment(time, Some(day.timex(view))),
            Meaning::Time(time) => moment(time, self.day_of(found, view)),
            _ => String::new(),
        };
        if let Some(anchor) = Anchor::parse(&value).filter(|_| self.may_anchor(found)) {
            self.last = Some((anchor, sentence));
        }
        value
    }

    fn sentence(&self, found: &Annotation) -> usize {
        let sentences = &self.annotated.sentences;
        sentences.partition_point(|sentence| sentence.tokens.end <= found.tokens.start)
    }

    fn view(&self, found: &Annotation, sentence: usize) -> Viewpoint {
        let lean = self.annotated.context(found).lean;
        let reaches = |&(anchor, told_in): &(Anchor, usize)| {
            // A quarter is what a report compares with; elsewhere it means little.
            let is_division = matches!(anchor.grain, Grain::Quarter | Grain::Half);
            told_in + 1 >= sentence || !is_division
        };
        let told = self.last.filter(reaches).map(|(anchor, _)| anchor);
        Viewpoint { reference: self.reference, lean, told }
    }

    /// The day of a time: the one beside it, else the one its sentence told, else that of writing.
    fn day_of(&self, time: &Annotation, view: Viewpoint) -> Option<String> {
        let beside = self.annotated.date_beside(time);
        let date = beside.and_then(|date| match &date.meaning {
            Meaning::Date(mention) => Some((mention, self.annotated.context(date).lean)),
            _ => None,
        });
        if let Some((date, lean)) = date {
            return Some(date.timex(Viewpoint { lean, ..view }));
        }
        let sentence = self.sentence(time);
        let told = self.last.filter(|&(anchor, at)| at == sentence && anchor.grain == Grain::Day);
        told.map(|(anchor, _)| anchor.first).or(self.reference).map(|day| day.to_string())
    }

    /// Whether what comes after may be told by it: the day somebody said something is seldom meant.
    fn may_anchor(&self, found: &Annotation) -> bool {
        let is_relative = matches!(
            found.meaning,
            Meaning::Duration(_)
                | Meaning::Set(_)
                | Meaning::Period(PeriodMention::Every(_) | PeriodMention::YearAgo(_))
                | Meaning::Date(DateMention::DayOffset(0))
        );
        !is_relative && !self.annotated.dates_speech(found)
    }
}

fn moment(time: &ClockTime, day: Option<String>) -> String {
    let day = day.filter(|day| day.len() == 10);
    time.timex(day.as_deref())
}
