//! Statements: what holds and fits no property, in sentences.

use super::model::Source;
use super::sign::Sign;
use crate::annotate::{Annotated, Annotation, Meaning, annotate};
use crate::language::{Function, Language, Vocabulary};
use crate::pack::fact_file::{Confidence, StatementShape};
use crate::text::{Article, TextSpan};
use crate::value::{Amount, DateMention, Period, Scale};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something that holds, told in sentences with values.
#[derive(Debug, Deserialize, Serialize)]
pub struct StatedFact {
    /// Its id in its pack.
    pub id: String,
    /// The statement and its other wordings.
    pub wordings: Vec<StatedWording>,
    /// What the statement gives, and what its other wordings give of the same kinds.
    pub values: StatedValues,
    /// How sure the desk is.
    pub confidence: Confidence,
    /// Who vouches for it.
    pub sources: Vec<Source>,
    /// The day on which the record was right.
    pub as_of: Option<Date>,
    /// Of what time it tells.
    pub time: TimeTold,
    /// Whether a wording tells by how much something moved: "rose by 4 points".
    pub tells_steps: bool,
    /// Whether it holds on a condition: "if the buyer walks away".
    pub is_conditional: bool,
}

/// Of what time a statement tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum TimeTold {
    /// Whatever its dates say.
    Any,
    /// Of a count up to a day: "had been vaccinated by 8 October".
    UpTo,
    /// Of what is to come.
    Ahead,
}

/// One way to say it.
#[derive(Debug, Deserialize, Serialize)]
pub struct StatedWording {
    /// The sentence.
    pub text: String,
    /// Where its values stand, in bytes.
    pub open: Vec<TextSpan>,
}

/// The values of a statement, in the order in which its wordings give them.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct StatedValues {
    /// Amounts, and what they count.
    pub amounts: Vec<StatedAmount>,
    /// Ordinals: "third".
    pub ordinals: Vec<f64>,
    /// Dates.
    pub dates: Vec<Period>,
    /// Times of day, in minutes after midnight.
    pub times: Vec<i32>,
    /// Scores and points of the compass.
    pub signs: Vec<Sign>,
}

/// An amount and what it counts.
#[derive(Debug, Deserialize, Serialize)]
pub struct StatedAmount {
    /// The amount.
    pub amount: Amount,
    /// The last word of what a bare number counts.
    pub counted: Option<String>,
    /// Whether something moved from there: "fell from $48".
    pub is_start: bool,
}

impl StatedFact {
    /// Reads a statement with the annotators that read articles. A date without a year is of the
    /// year in which the record was right.
    pub(super) fn read(
        shape: &StatementShape,
        sources: Vec<Source>,
        as_of: Option<Date>,
        language: &Language,
        vocabulary: &Vocabulary,
    ) -> StatedFact {
        let mut values: Option<StatedValues> = None;
        let (mut tells_steps, mut is_so_far) = (false, false);
        let texts = std::iter::once(&shape.says).chain(&shape.wordings);
        let wordings = texts.map(|text| {
            let article = Article::of_title(text);
            let annotated = annotate(&article, language, vocabulary);
            let mut own = StatedValues::default();
            let found = annotated.annotations.iter();
            let open = found.filter(|found| own.take(&annotated, found, as_of));
            let open: Vec<&Annotation> = open.collect();
            is_so_far |= open.iter().any(|found| {
                matches!(found.meaning, Meaning::Date(_)) && annotated.follows(found, Function::By)
            });
            tells_steps |= open.iter().any(|found| annotated.follows(found, Function::By));
            let mut open: Vec<TextSpan> = open.into_iter().map(|found| found.span).collect();
            for (tokens, sign) in Sign::all(&annotated, 0..annotated.tokens.len()) {
                open.push(annotated.span_of(tokens));
                own.signs.push(sign);
            }
            match &mut values {
                Some(values) => values.add_alike(own),
                None => values = Some(own),
            }
            StatedWording { text: text.clone(), open }
        });
        let wordings = wordings.collect();
        StatedFact {
            id: shape.id.clone(),
            wordings,
            values: values.unwrap_or_default(),
            confidence: shape.confidence,
            sources,
            as_of,
            time: match has_words(&shape.says, "to_come", language) {
                true => TimeTold::Ahead,
                false if is_so_far => TimeTold::UpTo,
                false => TimeTold::Any,
            },
            is_conditional: has_words(&shape.says, "condition", language),
            tells_steps,
        }
    }

    /// The statement as the desk writes it.
    pub fn says(&self) -> &str {
        self.wordings.first().map_or("", |wording| &wording.text)
    }
}

impl StatedValues {
    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.amounts.is_empty()
            && self.ordinals.is_empty()
            && self.dates.is_empty()
            && self.times.is_empty()
            && self.signs.is_empty()
    }

    /// Adds what another wording gives of the same kinds.
    fn add_alike(&mut self, other: StatedValues) {
        let scales: Vec<Scale> = self.amounts.iter().map(|one| one.amount.scale.clone()).collect();
        let is_known = |one: &StatedAmount| scales.iter().any(|s| s.compares(&one.amount.scale));
        self.amounts.extend(other.amounts.into_iter().filter(is_known));
        if !self.ordinals.is_empty() {
            self.ordinals.extend(other.ordinals);
        }
        if !self.dates.is_empty() {
            self.dates.extend(other.dates);
        }
        if !self.times.is_empty() {
            self.times.extend(other.times);
        }
        let is_like = |sign: &Sign, own: &[Sign]| own.iter().any(|one| one.is_like(sign));
        let alike = other.signs.into_iter().filter(|sign| is_like(sign, &self.signs));
        let alike: Vec<Sign> = alike.collect();
        self.signs.extend(alike);
    }

    /// Takes what was found in a wording, and tells whether it is a value.
    fn take(&mut self, annotated: &Annotated<'_>, found: &Annotation, as_of: Option<Date>) -> bool {
        match &found.meaning {
            // "Two years ago" is no day to hold others to.
            Meaning::Date(date) if !date.is_by_name() => return false,
            Meaning::Date(date) => self.dates.extend(period(date, as_of)),
            Meaning::Time(time) if time.is_local() => self.times.push(time.minutes),
            // Which hour that is on the spot, a statement does not say.
            Meaning::Time(_) => return false,
            Meaning::Ordinal(number) => self.ordinals.push(*number),
            _ => {
                let Some(amount) = annotated.amount(found) else { return false };
                let counted = counted(annotated, found);
                let is_start = annotated.follows(found, Function::From);
                self.amounts.push(StatedAmount { amount, counted, is_start });
            }
        }
        true
    }
}

/// Whether words of a class stand in the text, spaces around them.
fn has_words(text: &str, class: &str, language: &Language) -> bool {
    let cues = language.classes.get(class).into_iter().flatten();
    let text = format!(" {} ", text.to_lowercase());
    cues.into_iter().any(|cue| text.contains(&format!(" {cue} ")))
}

/// The last word of what a bare number counts, in small letters.
pub fn counted(annotated: &Annotated<'_>, found: &Annotation) -> Option<String> {
    let counted = annotated.article.slice(annotated.context(found).counted?);
    counted.split_whitespace().next_back().map(str::to_lowercase)
}

fn period(date: &DateMention, as_of: Option<Date>) -> Option<Period> {
    match date {
        DateMention::Calendar { date, .. } => {
            as_of.map_or(*date, |day| date.in_year(day.year())).period()
        }
        _ => date.readings(as_of).first().copied(),
    }
}
