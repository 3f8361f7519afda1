//! Where an article stands when it tells a date: the day of writing, the way the sentence looks,
//! and the date told before.

use super::date::PartialDate;
use jiff::civil::Date;

/// Which way the sentence looks, as its verbs tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    /// At what has happened.
    Past,
    /// At what is to come.
    Future,
    /// No word tells.
    #[default]
    Open,
}

/// What a date is resolved against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewpoint {
    /// The day of writing, if it is known.
    pub reference: Option<Date>,
    /// Which way the sentence looks.
    pub lean: Lean,
    /// The date told last, which "two days later" counts from.
    pub told: Option<Anchor>,
}

/// A date that others are told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its first day.
    pub first: Date,
    /// How much of the calendar it covers.
    pub grain: Grain,
}

/// How much of the calendar a date covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A day.
    Day,
    /// A week from Monday on.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
}

impl Anchor {
    /// The date that a value names, if it is one of a day, a month, a quarter, a half or a year.
    pub fn parse(timex: &str) -> Option<Anchor> {
        let date = timex.split('T').next()?;
        if let Some((year, part)) = date.split_once('-')
            && let Some((grain, months)) = division(part)
        {
            let number: i8 = part[1..].parse().ok()?;
            let first = Date::new(year.parse().ok()?, (number - 1) * months + 1, 1).ok()?;
            return Some(Anchor { first, grain });
        }
        let parts = PartialDate::parse(date)?;
        let grain = match (parts.month, parts.day) {
            (_, Some(_)) => Grain::Day,
            (Some(_), None) => Grain::Month,
            (None, None) => Grain::Year,
        };
        Some(Anchor { first: parts.period()?.first, grain })
    }

    /// The value of the same date so many years on.
    pub(super) fn in_years(self, years: i32) -> Option<String> {
        let span = jiff::Span::new().try_years(years).ok()?;
        Some(self.grain.of(self.first.checked_add(span).ok()?))
    }
}

fn division(part: &str) -> Option<(Grain, i8)> {
    match part.as_bytes() {
        [b'Q', b'1'..=b'4'] => Some((Grain::Quarter, 3)),
        [b'H', b'1' | b'2'] => Some((Grain::Half, 6)),
        _ => None,
    }
}

impl Grain {
    /// The value of the stretch of this size that holds a day.
    pub(super) fn of(self, day: Date) -> String {
        let (year, month) = (day.year(), day.month());
        match self {
            Grain::Day => day.to_string(),
            Grain::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
            Grain::Year => format!("{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_can_be_counted_from() {
        let grain = |value| Anchor::parse(value).map(|anchor| anchor.grain);
        assert_eq!(grain("2012"), Some(Grain::Year));
        assert_eq!(grain("2012-03"), Some(Grain::Month));
        assert_eq!(grain("2012-03-05TNI"), Some(Grain::Day));
        assert_eq!(grain("2012-Q3"), Some(Grain::Quarter));
        assert_eq!(grain("2012-Q5"), None);
        assert_eq!(grain("2012-SU"), None);
        assert_eq!(grain("PAST_REF"), None);
        assert_eq!(grain("P3M"), None);
    }

    #[test]
    fn a_quarter_has_one_a_year_before() {
        let quarter = Anchor::parse("2012-Q3").unwrap();
        assert_eq!(quarter.in_years(-1).as_deref(), Some("2011-Q3"));
    }

    #[test]
    fn parts_of_a_year_begin_with_their_month() {
        let first = |value: &str| Anchor::parse(value).unwrap().first.to_string();
        assert_eq!(first("2012-Q1"), "2012-01-01");
        assert_eq!(first("2012-Q4"), "2012-10-01");
        assert_eq!(first("2012-H1"), "2012-01-01");
        assert_eq!(first("2012-H2"), "2012-07-01");
    }

    #[test]
    fn a_day_lies_in_one_stretch_of_each_size() {
        let of = |grain: Grain, month, day| grain.of(Date::constant(2012, month, day));
        assert_eq!(of(Grain::Quarter, 9, 30), "2012-Q3");
        assert_eq!(of(Grain::Quarter, 10, 1), "2012-Q4");
        assert_eq!(of(Grain::Quarter, 3, 31), "2012-Q1");
        assert_eq!(of(Grain::Half, 6, 30), "2012-H1");
        assert_eq!(of(Grain::Half, 7, 1), "2012-H2");
        assert_eq!(of(Grain::Half, 12, 31), "2012-H2");
        assert_eq!(of(Grain::Week, 12, 31), "2013-W01");
    }
}
