//! Amounts as packs write them, read by the same reader as those of articles: "$4.2 billion",
//! "about 60", "12%", "310 m".

use super::model::{HistoryEntry, Recorded};
use crate::annotate::{Annotator, annotate_with};
use crate::language::{Language, Vocabulary};
use crate::pack::fact_file::{FactTable, Scalar};
use crate::pack::{Place, Problems};
use crate::text::Article;
use crate::value::{Amount, Interval, Measures, PartialDate, Quantity, Scale};

/// Reads amounts.
pub(super) struct AmountReader<'a> {
    pub(super) language: &'a Language,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) measures: Measures,
}

impl AmountReader<'_> {
    /// What a fact records. What cannot be read is added to `problems`.
    pub(super) fn recorded(
        &self,
        table: &FactTable,
        place: Place<'_>,
        problems: &mut Problems,
    ) -> Recorded {
        let mut read = |scalar: &Scalar, place: Place<'_>| {
            let amount = self.read(scalar);
            if amount.is_none() {
                problems.push(place.problem(self.complaint(scalar)));
            }
            amount
        };
        let mut allowed = Vec::new();
        if let Some(value) = &table.value {
            allowed.extend(read(value, place.key("value")));
        }
        for (at, value) in table.also.iter().enumerate() {
            allowed.extend(read(value, place.key("also").item(at)));
        }
        let from = table.from.as_ref().and_then(|from| read(from, place.key("from")));
        let to = table.to.as_ref().and_then(|to| read(to, place.key("to")));
        let mut history = Vec::new();
        for (at, entry) in table.history.iter().enumerate() {
            let value = read(&entry.value, place.key("history").item(at).key("value"));
            let as_of = PartialDate::parse(&entry.as_of.0);
            history.extend(value.zip(as_of));
        }
        let rejects = table.rejects.iter().enumerate();
        let rejects: Vec<Amount> =
            rejects.filter_map(|(at, value)| read(value, place.key("rejects").item(at))).collect();
        let before = table.before.as_ref().and_then(|value| read(value, place.key("before")));
        let change = table.change.as_ref().and_then(|value| {
            let percent = AmountReader { measures: Measures::Percent, ..*self };
            percent.read(value).map(|amount| amount.interval())
        });
        let every = allowed.iter().chain(&from).chain(&to).chain(&rejects).chain(&before);
        let scale = every.map(|amount| amount.scale.clone()).next();
        let scale = scale.or_else(|| history.first().map(|(amount, _)| amount.scale.clone()));
        let mut allowed: Vec<Interval> = allowed.iter().map(Amount::interval).collect();
        if from.is_some() || to.is_some() {
            let low = from.map_or(0.0, |amount| amount.interval().low);
            let high = to.map_or(f64::INFINITY, |amount| amount.interval().high);
            allowed.push(Interval::new(low.min(high), high));
        }
        let mut history: Vec<HistoryEntry> = history
            .into_iter()
            .map(|(amount, as_of)| HistoryEntry { value: amount.interval(), as_of })
            .collect();
        history.sort_by_key(|entry| entry.as_of.period().map(|period| period.first));
        Recorded::Amounts {
            scale: scale.unwrap_or(Scale::Number),
            allowed,
            history,
            rejects: rejects.iter().map(Amount::interval).collect(),
            tolerance: table.tolerance.unwrap_or(0.0),
            before: before.map(|amount| amount.interval()),
            change,
        }
    }

    /// A number is exact where it counts; a percentage is as precise as it is written.
    fn read(&self, scalar: &Scalar) -> Option<Amount> {
        match (scalar, self.measures) {
            (Scalar::Number(number), Measures::Number | Measures::Anything) => {
                Some(Amount::number(Quantity::exactly(*number)))
            }
            (Scalar::Number(number), Measures::Percent) => self.text(&format!("{number}%")),
            (Scalar::Number(number), Measures::Years) => self.text(&format!("{number} years")),
            (Scalar::Number(_), _) => None,
            (Scalar::Text(text), _) => self.text(text),
        }
    }

    fn text(&self, text: &str) -> Option<Amount> {
        let article = Article::of_title(text);
        let values = &[Annotator::Values];
        let annotated = annotate_with(&article, self.language, self.vocabulary, values);
        let end = annotated.tokens.len();
        let whole = annotated.starting_at(0).find(|found| found.tokens.end == end)?;
        annotated.amount(whole).filter(|amount| self.measures.admits(&amount.scale))
    }

    fn complaint(&self, scalar: &Scalar) -> String {
        let example = match self.measures {
            Measures::Money => "an amount of money such as \"$4.2 billion\" or \"€350,000\"",
            Measures::Percent => "a percentage such as 12.5 or \"about 12%\"",
            Measures::Years => "years such as 34",
            Measures::Time => "a length of time such as \"90 minutes\"",
            Measures::Points => "percentage points such as \"2.5 percentage points\"",
            Measures::Number => "a number such as 95 or \"about 300\"",
            _ => "an amount with its unit such as \"310 metres\"",
        };
        let found = match scalar {
            Scalar::Number(number) => number.to_string(),
            Scalar::Text(text) => format!("{text:?}"),
        };
        format!("expected {example}, found {found}")
    }
}
