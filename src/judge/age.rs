//! Ages against a birth, or an age, on record.

use super::{Bench, Judgement, Reference, fact_evidence};
use crate::annotate::Meaning;
use crate::claim::Claim;
use crate::fact::{Fact, Recorded, Subject};
use crate::finding::{Evidence, Verdict};
use crate::value::{DateMention, Period, TimeUnit};
use jiff::ToSpan;
use jiff::civil::Date;

/// Judges "Anna Lind, 34," on the day of writing, and on the day she died if that is on record.
/// A sentence with another time of its own is left alone.
pub(super) fn judge(claim: &Claim, subject: Subject, years: f64, bench: &Bench<'_>) -> Judgement {
    let fact = |name: &str| bench.facts.fact(subject, bench.facts.property_id(name)?);
    let Some((record, born)) = fact("born")
        .and_then(|fact| Some((fact, born(fact)?)))
        .or_else(|| fact("age").and_then(|fact| Some((fact, born_by_age(fact)?))))
    else {
        return Judgement::unchecked();
    };
    let Reference::Known(written) = bench.reference else { return Judgement::unchecked() };
    if tells_of_another_time(claim, bench) {
        return Judgement::unchecked();
    }
    let died = fact("died").and_then(|fact| match &fact.recorded {
        Recorded::Dates(periods) => periods.first().map(|period| period.first),
        _ => None,
    });
    let days = [Some(written.date), died].into_iter().flatten();
    let agrees = days
        .map(|day| ages(born, day))
        .any(|(least, most)| (f64::from(least)..=f64::from(most)).contains(&years));
    let (least, most) = ages(born, died.unwrap_or(written.date).min(written.date));
    let actual = if least == most { least.to_string() } else { format!("{least} or {most}") };
    let verdict = if agrees { Verdict::Supported } else { Verdict::Refuted };
    let name = bench.facts.subject_name(subject);
    let mut evidence = vec![fact_evidence(subject, record, bench.facts)];
    evidence.push(Evidence::Arithmetic {
        text: format!("born {}, so {actual} on {}", shown(born), written.date),
    });
    Judgement {
        verdict,
        message: format!(
            "gives “{}” as the age of {name}; by the record that is {actual}",
            bench.annotated.article.slice(claim.span)
        ),
        evidence,
        confidence: record.confidence,
    }
}

fn born(fact: &Fact) -> Option<Period> {
    match &fact.recorded {
        Recorded::Dates(periods) => periods.first().copied(),
        _ => None,
    }
}

/// Somebody who was 34 on a day was born within the year that ends 34 years before.
fn born_by_age(fact: &Fact) -> Option<Period> {
    let Recorded::Amounts { allowed, .. } = &fact.recorded else { return None };
    let days = f64::midpoint(allowed.first()?.low, allowed.first()?.high);
    let years = (days / TimeUnit::Year.days()).round() as i16;
    let last = fact.as_of?.checked_sub(years.years()).ok()?;
    let first = last.checked_sub(1.year()).ok()?.tomorrow().ok()?;
    Some(Period::new(first, last))
}

/// The least and the greatest age on a day.
fn ages(born: Period, day: Date) -> (i16, i16) {
    (whole_years(born.last, day), whole_years(born.first, day))
}

fn whole_years(born: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}

fn shown(born: Period) -> String {
    if born.first == born.last {
        format!("on {}", born.first)
    } else {
        format!("between {} and {}", born.first, born.last)
    }
}

fn tells_of_another_time(claim: &Claim, bench: &Bench<'_>) -> bool {
    let sentence = bench.annotated.sentences[claim.sentence].tokens.clone();
    bench.annotated.within(sentence).any(|found| match &found.meaning {
        Meaning::Date(DateMention::Weekday { .. } | DateMention::DayOffset(_)) => false,
        Meaning::Date(DateMention::Calendar { date, .. }) => date.year.is_some_and(|year| {
            bench.reference.date().is_none_or(|written| written.year() != year)
        }),
        Meaning::Date(_) => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_birthday_counts_on_its_day() {
        let born = Period::day(date(1980, 6, 15));
        assert_eq!(ages(born, date(2024, 6, 14)), (43, 43));
        assert_eq!(ages(born, date(2024, 6, 15)), (44, 44));
    }

    #[test]
    fn a_year_of_birth_leaves_two_ages() {
        let born = Period::new(date(1980, 1, 1), date(1980, 12, 31));
        assert_eq!(ages(born, date(2024, 6, 14)), (43, 44));
    }
}
