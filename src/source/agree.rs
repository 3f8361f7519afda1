//! Whether two values can be the same, by type: hedges open, close and blur them.

use super::figure::{Half, Hand, Side, Value, When};
use crate::value::{
    ClockTime, DateMention, Duration, Extent, Interval, Modifier, PartialDate, Period, Quantity,
};
use jiff::civil::Date;

/// What came of comparing two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The same value.
    Same,
    /// The source's value lies within what the article leaves open.
    Within,
    /// Not both can be right of one thing.
    Differs,
}

/// Compares what an article says with what a source says; nothing where the types rule out that
/// they speak of the same.
pub(super) fn compare(
    said: &Value,
    source: &Value,
    days: (Option<Date>, Option<Date>),
) -> Option<Outcome> {
    match (said, source) {
        (Value::Count(one), Value::Count(other)) | (Value::Percent(one), Value::Percent(other)) => {
            Some(quantities(one, other))
        }
        (
            Value::Money { amount: one, currency },
            Value::Money { amount: other, currency: other_currency },
        ) => {
            let alike = currency == other_currency || is_sign(currency) || is_sign(other_currency);
            alike.then(|| quantities(one, other))
        }
        (
            Value::Measure { amount: one, unit },
            Value::Measure { amount: other, unit: other_unit },
        ) => (unit == other_unit).then(|| quantities(one, other)),
        (Value::Length(one), Value::Length(other)) | (Value::Age(one), Value::Age(other)) => {
            Some(lengths(one, other))
        }
        (Value::Rank(one), Value::Rank(other)) => Some(same(one == other)),
        (Value::Date(one, side), Value::Date(other, other_side)) => {
            dates(*one, *side, *other, *other_side, days)
        }
        (Value::Time(one, side, half), Value::Time(other, other_side, other_half)) => {
            let either = [half.half, other_half.half].contains(&Half::Either);
            let is_one = one.iso() == other.iso() || either && are_half_a_day_apart(one, other);
            let is_near = *side == Side::At && rounds_to([half, other_half], one, other);
            Some(match is_one && side == other_side {
                true => Outcome::Same,
                false if is_near => Outcome::Within,
                false => times(one, *side, other),
            })
        }
        (Value::Part(kind, one), Value::Part(other_kind, other)) => {
            (kind == other_kind).then(|| same(one == other))
        }
        (Value::Date(..) | Value::Time(..) | Value::Rank(_) | Value::Part(..), _)
        | (_, Value::Date(..) | Value::Time(..) | Value::Rank(_) | Value::Part(..)) => None,
        (Value::Count(part), Value::Percent(percent)) if is_part(part) => {
            Some(quantities(&part.times(100.0), percent))
        }
        (Value::Percent(percent), Value::Count(part)) if is_part(part) => {
            Some(quantities(percent, &part.times(100.0)))
        }
        // "15 crore" may be money.
        (Value::Count(one), Value::Money { amount: other, .. }) if one.stated >= 1000.0 => {
            Some(quantities(one, other))
        }
        // Of two kinds, equal numbers may still be one: "61 out of 100" is 61 per cent.
        _ => {
            let outcome = quantities(said.quantity()?, source.quantity()?);
            (outcome == Outcome::Same).then_some(outcome)
        }
    }
}

/// "three quarters", "one in five"
fn is_part(amount: &Quantity) -> bool {
    amount.stated > 0.0 && amount.stated < 1.0
}

fn same(is_same: bool) -> Outcome {
    if is_same { Outcome::Same } else { Outcome::Differs }
}

/// "$" may be the dollar of many countries.
fn is_sign(currency: &str) -> bool {
    !currency.chars().all(|c| c.is_ascii_uppercase())
}

/// An interval whose ends may be left out.
struct Reach {
    interval: Interval,
    /// Whether the low end, and the high end, belong to it.
    closed: (bool, bool),
}

/// A factor from which a hedge is read as having no limit but logic.
const OPEN: f64 = 1.9;

/// What the words leave possible when they are held to what they say, not to what they suggest.
fn reach(amount: &Quantity) -> Reach {
    let ends = amount.stated_ends();
    let is_open_above = amount.interval.high >= ends.high * OPEN;
    let is_open_below = amount.interval.low <= ends.low / OPEN;
    let high = if is_open_above { f64::INFINITY } else { amount.interval.high };
    let low = if is_open_below { 0.0 } else { amount.interval.low };
    let low = if amount.stated < 0.0 { amount.interval.low } else { low };
    match amount.modifier {
        Some(Modifier::More) => {
            Reach { interval: Interval::new(ends.low, high.max(ends.low)), closed: (false, true) }
        }
        Some(Modifier::AtLeast) => {
            Reach { interval: Interval::new(ends.low, high.max(ends.low)), closed: (true, true) }
        }
        Some(Modifier::Less) => {
            // "Nearly 20" is what people make of 20, too.
            let closed = (true, !is_open_below);
            Reach { interval: Interval::new(low.min(ends.high), ends.high), closed }
        }
        Some(Modifier::AtMost) => {
            Reach { interval: Interval::new(low.min(ends.high), ends.high), closed: (true, true) }
        }
        _ => Reach { interval: amount.interval, closed: (true, true) },
    }
}

/// What a source's hedge leaves possible: a writer who says "over 15 million" means no 17.
fn narrow(amount: &Quantity) -> Interval {
    let ends = amount.stated_ends();
    match amount.modifier {
        Some(Modifier::More | Modifier::AtLeast) => {
            Interval::new(ends.low, ends.high + slack(ends.high))
        }
        Some(Modifier::Less | Modifier::AtMost) => {
            Interval::new(ends.low - slack(ends.low), ends.high)
        }
        _ => amount.interval,
    }
}

fn slack(end: f64) -> f64 {
    end.abs() * 0.1
}

fn quantities(said: &Quantity, source: &Quantity) -> Outcome {
    let equal = said.stated == source.stated && said.spread == source.spread;
    if equal && said.modifier == source.modifier {
        return Outcome::Same;
    }
    if let Some(outcome) = both_bounded(said, source).or_else(|| both_alike(said, source)) {
        return outcome;
    }
    let Reach { interval, closed } = reach(said);
    let other = narrow(source);
    let is_point = source.modifier.is_none() && source.extent == Extent::Point;
    let is_bounded = matches!(
        said.modifier,
        Some(Modifier::More | Modifier::Less | Modifier::AtLeast | Modifier::AtMost)
    );
    let is_about = source.modifier == Some(Modifier::Approx) && source.extent == Extent::Point;
    let meets = if is_bounded && (is_point || is_about) {
        let value = source.stated;
        let above = if closed.0 { value >= interval.low } else { value > interval.low };
        let below = if closed.1 { value <= interval.high } else { value < interval.high };
        above && below
    } else {
        interval.meets(other)
    };
    match (meets || rounds(said, source), equal) {
        (true, true) if said.modifier.is_none() => Outcome::Same,
        (true, _) => Outcome::Within,
        (false, _) => Outcome::Differs,
    }
}

/// Two bounds: on one side the article's may be the looser one, on opposite sides they may not
/// shut each other out.
fn both_bounded(said: &Quantity, source: &Quantity) -> Option<Outcome> {
    use Modifier::{AtLeast, AtMost, Less, More};
    let holds = match (said.modifier?, source.modifier?) {
        (More | AtLeast, More | AtLeast) => said.stated <= source.stated,
        (Less | AtMost, Less | AtMost) => said.stated >= source.stated,
        (Less | AtMost, More | AtLeast) => said.stated > source.stated,
        (More | AtLeast, Less | AtMost) => said.stated < source.stated,
        _ => return None,
    };
    Some(if holds { Outcome::Within } else { Outcome::Differs })
}

/// How much more than the least a vague number may be.
const VAGUE: f64 = 2.5;

/// Whether a number is left open: "hundreds", "several".
pub(super) fn is_vague(amount: &Quantity) -> bool {
    use Modifier::{AtLeast, AtMost, Less, More};
    let is_bounded = matches!(amount.modifier, Some(More | AtLeast | Less | AtMost));
    let is_wide = amount.interval.high > VAGUE * amount.interval.low.max(0.0);
    !is_bounded && is_wide && amount.extent == Extent::Point && amount.stated > 0.0
}

/// Two ranges, or two estimates: what they give must be the same to the coarser of their last
/// digits.
fn both_alike(said: &Quantity, source: &Quantity) -> Option<Outcome> {
    let ranges = said.extent == Extent::Range && source.extent == Extent::Range;
    let estimates = said.modifier == Some(Modifier::Approx) && source.modifier == said.modifier;
    if is_vague(said) || is_vague(source) {
        return None;
    }
    if said.modifier != source.modifier || said.extent != source.extent || !(ranges || estimates) {
        return None;
    }
    let (one, other) = (said.stated_ends(), source.stated_ends());
    let holds = meets_rounded(one.low, other.low) && meets_rounded(one.high, other.high);
    Some(if holds { Outcome::Within } else { Outcome::Differs })
}

fn meets_rounded(one: f64, other: f64) -> bool {
    let unit = last_digit(one).max(last_digit(other));
    (one - other).abs() <= unit / 2.0 + unit * 1e-6
}

/// The worth of the last digit that is not nought, down to a thousandth.
fn last_digit(value: f64) -> f64 {
    let thousandths = (value.abs() * 1000.0).round();
    roundness(thousandths) / 1000.0
}

/// Whether a round number stands for an exact one: "1,200" for 1,187.
fn rounds(said: &Quantity, source: &Quantity) -> bool {
    if said.modifier.is_some() || said.extent == Extent::Range || source.extent == Extent::Range {
        return false;
    }
    let unit = roundness(said.stated);
    unit >= 10.0
        && unit * 100.0 > said.stated.abs()
        && said.stated.abs() >= 10.0 * unit
        && (said.stated - source.stated).abs() <= unit / 2.0
        && roundness(source.stated) < unit
}

/// The largest power of ten that divides the number.
fn roundness(value: f64) -> f64 {
    let mut unit = 1.0;
    while value != 0.0 && value % (unit * 10.0) == 0.0 && unit < 1e15 {
        unit *= 10.0;
    }
    unit
}

fn lengths(said: &Duration, source: &Duration) -> Outcome {
    if said.unit == source.unit {
        return quantities(&said.amount, &source.amount);
    }
    let days = |length: &Duration| length.amount.times(length.unit.days());
    let (one, other) = (days(said), days(source));
    let coarse = said.unit.max(source.unit).days();
    match quantities(&one, &other) {
        Outcome::Differs if (one.stated - other.stated).abs() < coarse * 0.6 => Outcome::Within,
        outcome => outcome,
    }
}

fn dates(
    said: When,
    side: Side,
    source: When,
    source_side: Side,
    days: (Option<Date>, Option<Date>),
) -> Option<Outcome> {
    if said == source && side == source_side {
        return Some(Outcome::Same);
    }
    if side == Side::AsOf {
        // A count of another day is another count.
        return dates(said, Side::At, source, Side::At, days).filter(|&o| o != Outcome::Differs);
    }
    let source_side = if source_side == Side::AsOf { Side::At } else { source_side };
    match (side, &said, &source) {
        (
            Side::At | Side::From | Side::UpTo,
            When::Mention(DateMention::Calendar { date: one, .. }),
            When::Mention(DateMention::Calendar { date: other, .. }),
        ) if side == Side::At || side == source_side => calendar(one, other),
        (Side::At, When::Mention(one), When::Span(span)) if ends(one, span) => Some(Outcome::Same),
        (Side::At, When::Mention(one), When::Mention(other)) => {
            readings_meet(said, source, days).or_else(|| weekdays(one, other))
        }
        (Side::At, ..) => readings_meet(said, source, days),
        _ => sided(said, side, source, source_side, days),
    }
}

/// Whether a year is the first or the last of several: "2008" of "the 2007–08 season".
fn ends(date: &DateMention, span: &Period) -> bool {
    let DateMention::Calendar { date, .. } = date else { return false };
    let year = date.year.filter(|_| date.month.is_none());
    year.is_some_and(|year| year == span.first.year() || year == span.last.year())
}

/// Days of the week, of the same week for all that is known.
fn weekdays(said: &DateMention, source: &DateMention) -> Option<Outcome> {
    let weekday = |date: &DateMention| match date {
        DateMention::Weekday { weekday, .. } => Some(*weekday),
        DateMention::Calendar { weekday, .. } => *weekday,
        _ => None,
    };
    Some(same(weekday(said)? == weekday(source)?))
}

/// Whether any two of the dates can be the same, or say too little to tell.
pub(super) fn share_a_day(ours: &[PartialDate], theirs: &[PartialDate]) -> bool {
    let may_be = |one, other| calendar(one, other) != Some(Outcome::Differs);
    ours.iter().any(|one| theirs.iter().any(|other| may_be(one, other)))
}

/// Field by field: what both give must be the same, and the article may give no more.
fn calendar(said: &PartialDate, source: &PartialDate) -> Option<Outcome> {
    let fields = [
        (said.year.map(i32::from), source.year.map(i32::from)),
        (said.month.map(i32::from), source.month.map(i32::from)),
        (said.day.map(i32::from), source.day.map(i32::from)),
    ];
    let both = |field: &(Option<i32>, Option<i32>)| field.0.is_some() && field.1.is_some();
    if !fields.iter().any(both) {
        return None;
    }
    if fields.iter().any(|field| both(field) && field.0 != field.1) {
        return Some(Outcome::Differs);
    }
    let adds = fields[1..].iter().any(|field| field.0.is_some() && field.1.is_none());
    (!adds).then_some(Outcome::Same)
}

/// "Five past five" may be 17:05.
fn are_half_a_day_apart(one: &ClockTime, other: &ClockTime) -> bool {
    one.zone == other.zone && (one.minutes - other.minutes).abs() == 12 * 60
}

/// How many minutes off a time may be that is told by a round one.
const ROUND: i32 = 20;
const DAY: i32 = 24 * 60;

/// "Midnight" is said of ten to twelve.
fn rounds_to(hands: [&Hand; 2], one: &ClockTime, other: &ClockTime) -> bool {
    let apart = (one.minutes - other.minutes).rem_euclid(DAY);
    let apart = apart.min(DAY - apart);
    let half_off = hands.iter().any(|hand| hand.half == Half::Either);
    let apart = if half_off { apart.min((apart - DAY / 2).abs()) } else { apart };
    hands.iter().any(|hand| hand.is_round) && one.zone == other.zone && apart <= ROUND
}

/// Of one day, since nothing says otherwise.
fn times(said: &ClockTime, side: Side, source: &ClockTime) -> Outcome {
    let (one, other) = (said.iso(), source.iso());
    if one == other {
        // "Shortly after four" is four, too.
        return Outcome::Within;
    }
    let holds = match side {
        Side::At | Side::AsOf => false,
        Side::Before => other < one,
        Side::UpTo => other <= one,
        Side::After => other > one,
        Side::From => other >= one,
    };
    if holds { Outcome::Within } else { Outcome::Differs }
}

fn readings_meet(said: When, source: When, days: (Option<Date>, Option<Date>)) -> Option<Outcome> {
    let (one, other) = (said.readings(days.0), source.readings(days.1));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let meets = one.iter().any(|one| other.iter().any(|other| one.meets(*other)));
    Some(if meets { Outcome::Within } else { Outcome::Differs })
}

/// The two as periods; of two dates of which one has no year, in the other's.
fn one_year(
    said: When,
    source: When,
    days: (Option<Date>, Option<Date>),
) -> Option<(Period, Period)> {
    let (said, source) = match (said, source) {
        (
            When::Mention(DateMention::Calendar { date: one, .. }),
            When::Mention(DateMention::Calendar { date: other, .. }),
        ) if one.month.is_some() && other.month.is_some() => {
            let year = one.year.or(other.year).unwrap_or(2000);
            let whole = |date: PartialDate| date.in_year(year).period().map(When::Span);
            (whole(one)?, whole(other)?)
        }
        other => other,
    };
    match (&said.readings(days.0)[..], &source.readings(days.1)[..]) {
        ([one], [other]) => Some((*one, *other)),
        _ => None,
    }
}

fn sided(
    said: When,
    side: Side,
    source: When,
    source_side: Side,
    days: (Option<Date>, Option<Date>),
) -> Option<Outcome> {
    let (one, other) = one_year(said, source, days)?;
    if source_side != Side::At && one == other {
        // "From 3 May nobody may" says that before it they might.
        return None;
    }
    if other.first <= one.first && one.last <= other.last && one != other {
        // "2019" leaves open on which side of 3 May it was.
        return None;
    }
    let holds = match side {
        Side::Before => other.last < one.first,
        Side::UpTo => other.first <= one.last,
        Side::After => other.first > one.last,
        Side::From => other.last >= one.first,
        Side::At | Side::AsOf => one.meets(other),
    };
    Some(if holds { Outcome::Within } else { Outcome::Differs })
}
