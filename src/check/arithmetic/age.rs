//! Ages against the dates of birth and of the event: "born in 1960 … died in 2001 aged 41".

use super::stated::{Stated, figure};
use super::{Case, Flaw, Outcome};
use crate::pack::fact_file::Confidence;
use crate::value::PartialDate;
use jiff::civil::Date;

/// Nobody grows older.
const OLDEST: i32 = 125;

/// Somebody born then is as old as is stated when the other thing happens, or on the day of writing.
pub(super) fn judge(case: &Case<'_>) -> Option<Outcome> {
    let born = case.found.get("birth")?;
    let age = case.found.get("age")?;
    let stated = age.number().filter(|_| age.is_plain())?;
    let (event, shown) = match case.found.get("event") {
        Some(event) => (event.date()?, event.text.clone()),
        None => {
            let today = case.scene.reference.date()?;
            (day(today), "the day of writing".to_owned())
        }
    };
    let event = with_year(event, case)?;
    let (least, most) = ages(born.date()?, event)?;
    let stated_age = stated as i32;
    if (least..=most).contains(&stated_age) {
        return Some(Outcome::Fits);
    }
    if most > OLDEST {
        return None;
    }
    let off = (least - stated_age).max(stated_age - most);
    let range = if least == most { figure(f64::from(least)) } else { format!("{least} or {most}") };
    // Without a day of birth, a year of difference is often the age at the last birthday.
    let is_certain = off > 1 || born.date()?.day.is_some() && event.day.is_some();
    Some(Flaw::off(
        format!("somebody born {} is {range} in {shown}", at(born)),
        format!("{shown} − {} = {range}; {} stated", born.text, figure(stated)),
        if is_certain { Confidence::High } else { Confidence::Medium },
    ))
}

fn at(born: &Stated) -> String {
    format!("in {}", born.text)
}

fn day(date: Date) -> PartialDate {
    PartialDate { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
}

fn with_year(event: PartialDate, case: &Case<'_>) -> Option<PartialDate> {
    match event.year {
        Some(_) => Some(event),
        None => case.scene.reference.date().map(|date| event.in_year(date.year())),
    }
}

/// The least and the greatest age that the two dates allow.
fn ages(born: PartialDate, event: PartialDate) -> Option<(i32, i32)> {
    let (born, event) = (born.period()?, event.period()?);
    let least = whole_years(born.last, event.first);
    let most = whole_years(born.first, event.last);
    (most >= 0).then_some((least.max(0), most))
}

fn whole_years(from: Date, to: Date) -> i32 {
    let years = i32::from(to.year()) - i32::from(from.year());
    years - i32::from((to.month(), to.day()) < (from.month(), from.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_part_leave_an_age_open() {
        let date = |iso| PartialDate::parse(iso).unwrap();
        assert_eq!(ages(date("1940"), date("2010")), Some((69, 70)));
        assert_eq!(ages(date("1960-03-05"), date("2001")), Some((40, 41)));
        assert_eq!(ages(date("1944-05-01"), date("2004-05-03")), Some((60, 60)));
        assert_eq!(ages(date("2004"), date("1944")), None);
    }
}
