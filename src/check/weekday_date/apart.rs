//! Days that are told twice: "tomorrow, Thursday", "the next day, a Friday", "Good Friday, 19
//! April", "the last Sunday of the month, 23 November".
//!
//! What a wording says of its day comes from the rule; which day is meant, from the calendar. A
//! day that some reading allows is right.

use super::{PLAUSIBLE, WeekdayDate, name, shown};
use crate::annotate::{Annotation, Meaning, Sentence};
use crate::check::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::language::{Capture, Function, NumberWord, Pattern, Slot, SlotSource};
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::Tie;
use crate::value::{DateMention, Extent, Holiday, PartialDate, PeriodMention, TimeUnit};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// How far a feast of one country may lie from a feast of that name in another, in days.
const NAMESAKE: i32 = 10;

/// How far any day may lie from an Easter of either calendar and still be meant as one.
const SEASON: i32 = 45;

/// A year with a leap day and one without, for days whose year is not known.
const ANY_YEARS: [i16; 2] = [2023, 2024];

/// A way of telling a day twice.
#[derive(Debug)]
pub struct Apart {
    /// What ties the one day to the other.
    pub tie: Tie,
    /// How many days lie between, or the sign of the length that fills a slot.
    pub days: i32,
    /// How many more or fewer may, where people round.
    pub leeway: i32,
    /// The wordings.
    pub find: Vec<Pattern>,
}

/// A day as the text tells it.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Weekday(Weekday),
    /// Each date it may be; a year that is not told is that of writing or one beside it.
    Dates(Vec<Date>),
    /// A day and a month of a year that nobody knows.
    Any(PartialDate),
}

/// Flags the days that do not lie where the words beside them say.
pub(super) fn hits(check: &WeekdayDate, scene: &Scene<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let slots = Days(scene);
    for sentence in &scene.annotated.sentences {
        let mut days = scene.annotated.within(sentence.tokens.clone());
        if !days.any(|found| may_be_told_twice(scene, found)) {
            continue;
        }
        let mut read: Vec<Range<usize>> = Vec::new();
        for apart in &check.apart {
            for pattern in &apart.find {
                let Some((tokens, captures)) = find(pattern, scene, sentence, &slots) else {
                    continue;
                };
                let meets =
                    |other: &Range<usize>| other.start < tokens.end && tokens.start < other.end;
                if read.iter().any(meets) {
                    continue;
                }
                read.push(tokens.clone());
                let case =
                    Case { scene, sentence, apart, tokens: tokens.clone(), captures: &captures };
                if !case.is_of_list()
                    && !scene.annotated.is_quoted(&tokens)
                    && let Some(hit) = case.judge()
                    && !check.is_excused(scene, sentence)
                {
                    hits.push(hit);
                }
            }
        }
    }
    hits
}

fn find(
    pattern: &Pattern,
    scene: &Scene<'_>,
    sentence: &Sentence,
    slots: &Days<'_>,
) -> Option<(Range<usize>, Vec<Capture>)> {
    let tokens = &scene.annotated.tokens;
    let triggers = pattern.triggers();
    let may_stand = triggers.is_empty()
        || tokens[sentence.tokens.clone()].iter().any(|token| triggers.has(token.word));
    may_stand.then(|| pattern.find(tokens, sentence.tokens.clone(), slots))?
}

/// Whether a day stands beside other words for a day, or may: between marks, in brackets.
fn may_be_told_twice(scene: &Scene<'_>, found: &Annotation) -> bool {
    let annotated = scene.annotated;
    let text = |at: Option<usize>| {
        let token = at.and_then(|at| annotated.tokens.get(at));
        token.map_or("", |token| annotated.article.slice(token.span()))
    };
    let (start, end) = (found.tokens.start, found.tokens.end);
    let is_mark = |text: &str| matches!(text, "," | "(" | "–" | "—" | "-");
    let follows = || {
        is_mark(text(start.checked_sub(1)))
            || scene.language.is_of("before_apposed_day", text(start.checked_sub(1)))
                && (is_mark(text(start.checked_sub(2)))
                    || scene.language.is_of("before_apposed_day", text(start.checked_sub(2))))
    };
    let precedes = || {
        is_mark(text(Some(end))) && {
            let next = text(Some(end + 1));
            scene.language.is_of("opens_apposed_day", next)
                || annotated.starting_at(end + 1).any(is_named_day)
        }
    };
    told_day(found).is_some() && (follows() || precedes())
}

/// "yesterday", "Christmas Day", "two days", "in two days".
fn is_named_day(found: &Annotation) -> bool {
    matches!(
        found.meaning,
        Meaning::Date(DateMention::DayOffset(_))
            | Meaning::Period(PeriodMention::Holiday { .. })
            | Meaning::Duration(_)
    )
}

/// A day by the calendar or the weekday.
fn told_day(found: &Annotation) -> Option<DateMention> {
    match found.meaning {
        Meaning::Date(mention @ DateMention::Weekday { relation: None, .. }) => Some(mention),
        Meaning::Date(mention @ DateMention::Calendar { date, .. }) => {
            (date.day.is_some() && date.month.is_some()).then_some(mention)
        }
        _ => None,
    }
}

/// What fills the slots of the wordings.
struct Days<'a>(&'a Scene<'a>);

impl SlotSource for Days<'_> {
    fn fill(&self, slot: &Slot, start: usize, ends: &mut Vec<usize>) {
        let scene = self.0;
        let sense = |at: usize| scene.language.sense(scene.annotated.tokens[at].word);
        match &*slot.name {
            "weekday" => ends.extend(sense(start).weekday.map(|_| start + 1)),
            "nth" => {
                let is_ordinal = matches!(sense(start).number, Some(NumberWord::Ordinal(1..=5)));
                ends.extend(is_ordinal.then_some(start + 1));
            }
            name => {
                let found = scene.annotated.starting_at(start);
                ends.extend(found.filter(|f| fills(scene, name, f)).map(|found| found.tokens.end));
            }
        }
    }
}

fn fills(scene: &Scene<'_>, slot: &str, found: &Annotation) -> bool {
    match (slot, &found.meaning) {
        ("day", _) => told_day(found).is_some(),
        ("base", Meaning::Date(DateMention::DayOffset(_))) => true,
        ("base", _) => told_day(found).is_some(),
        ("offset", Meaning::Date(DateMention::DayOffset(_)))
        | ("feast", Meaning::Period(PeriodMention::Holiday { .. })) => true,
        ("month", Meaning::Date(DateMention::Calendar { date, .. })) => {
            date.month.is_some() && date.day.is_none()
        }
        ("length", Meaning::Duration(length)) => {
            let is_counted = !scene
                .language
                .sense(scene.annotated.tokens[found.tokens.start].word)
                .functions
                .has(Function::Definite);
            let is_exact = is_counted
                && length.amount.modifier.is_none()
                && length.amount.extent == Extent::Point;
            is_exact && matches!(length.unit, TimeUnit::Day | TimeUnit::Week)
        }
        _ => false,
    }
}

/// A wording found.
struct Case<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Sentence,
    apart: &'a Apart,
    tokens: Range<usize>,
    captures: &'a [Capture],
}

impl Case<'_> {
    fn judge(&self) -> Option<Hit> {
        let told = self.told(self.slot("day")?)?;
        match self.apart.tie {
            Tie::Writing => self.against_writing(&told),
            Tie::Told => self.against_told(&told),
            Tie::Base => {
                let base = self.told(self.slot("base")?)?;
                self.against_days(&told, &[base])
            }
            Tie::Feast => self.feast(&told),
            Tie::Nth => self.nth(&told),
        }
    }

    fn slot(&self, slot: &str) -> Option<&Annotation> {
        let tokens = &self.capture(slot)?.tokens;
        let mut found = self.scene.annotated.starting_at(tokens.start);
        found.find(|found| found.tokens == *tokens && fills(self.scene, slot, found))
    }

    fn capture(&self, slot: &str) -> Option<&Capture> {
        self.captures.iter().find(|capture| *capture.slot == *slot)
    }

    /// Whether the day is one of several: "today, tomorrow, Sunday", "tomorrow, Sunday and Monday".
    fn is_of_list(&self) -> bool {
        let annotated = self.scene.annotated;
        let is_day = |found: &Annotation| matches!(found.meaning, Meaning::Date(_));
        let after = self.tokens.end;
        let joins_next = (1..=2).any(|gap| annotated.starting_at(after + gap).any(is_day))
            && annotated.tokens.get(after).is_some_and(|mark| {
                let mark = annotated.article.slice(mark.span());
                matches!(mark, "," | "-" | "–" | "&" | "/")
                    || annotated.language.is_of("day_join", mark)
            });
        let before = self.sentence.tokens.start..self.tokens.start;
        let joins_last = annotated
            .within(before)
            .any(|found| is_day(found) && found.tokens.end + 1 >= self.tokens.start);
        joins_next || joins_last
    }

    fn told(&self, found: &Annotation) -> Option<Told> {
        told(self.scene, found)
    }

    /// How many days apart the wording says.
    fn days(&self) -> Option<i32> {
        let Some(length) = self.slot("length") else { return Some(self.apart.days) };
        let Meaning::Duration(length) = length.meaning else { return None };
        let days = length.amount.stated * length.unit.days();
        (days.fract() == 0.0 && days < 400.0).then_some(self.apart.days * days as i32)
    }

    fn against_writing(&self, told: &Told) -> Option<Hit> {
        let today = self.scene.reference.date()?;
        let days = match self.slot("offset") {
            Some(offset) => match offset.meaning {
                Meaning::Date(DateMention::DayOffset(days)) => days,
                _ => return None,
            },
            None => self.days()?,
        };
        self.against_days_apart(told, &[Told::Dates(vec![today])], days)
    }

    /// Against the days that the paragraph has told of, or the one before it.
    fn against_told(&self, told: &Told) -> Option<Hit> {
        let annotated = self.scene.annotated;
        let at = annotated.sentences.partition_point(|s| s.tokens.end <= self.tokens.start);
        let block = annotated.sentences.get(at)?.block;
        let opens = annotated.sentences[..at].iter().rposition(|s| s.block != block);
        let start = opens.map_or(0, |before| annotated.sentences[before].tokens.end);
        let mut bases = self.days_within(start..self.tokens.start)?;
        if bases.is_empty() {
            let before = annotated.sentences.get(opens?)?;
            bases = self.days_within(before.tokens.clone())?;
        }
        self.against_days(told, &bases)
    }

    /// Every day told in a passage; nothing if one of them may be any.
    fn days_within(&self, tokens: Range<usize>) -> Option<Vec<Told>> {
        let annotated = self.scene.annotated;
        let past = annotated.dateline().map_or(0, |dateline| dateline.tokens.end);
        let found = annotated.within(tokens.start.max(past)..tokens.end);
        let days = found.filter(|found| {
            let mention = mention_of(found);
            mention.is_some_and(|mention| !matches!(mention, DateMention::Calendar { date, .. } if date.day.is_none()))
        });
        days.map(|found| told(self.scene, found)).collect()
    }

    fn against_days(&self, told: &Told, bases: &[Told]) -> Option<Hit> {
        self.against_days_apart(told, bases, self.days()?)
    }

    fn against_days_apart(&self, told: &Told, bases: &[Told], days: i32) -> Option<Hit> {
        let nearest = bases.last()?;
        let is_open = self.apart.leeway;
        for base in bases {
            if (-is_open..=is_open).any(|more| base.reaches(told, days + more).unwrap_or(true)) {
                return None;
            }
        }
        let right = nearest.after(days);
        let from = nearest.shown();
        Some(self.hit(
            format!("{} is {right}", distance(days, &from)),
            format!("{from} {} {} days = {right}", if days < 0 { '−' } else { '+' }, days.abs()),
            Confidence::Medium,
        ))
    }

    fn feast(&self, told: &Told) -> Option<Hit> {
        let found = self.slot("feast")?;
        let Meaning::Period(PeriodMention::Holiday { holiday, year, .. }) = found.meaning else {
            return None;
        };
        let feast =
            self.scene.annotated.article.slice(self.scene.annotated.span_of(found.tokens.clone()));
        let years: Vec<i16> = match (told, year, self.scene.reference.date()) {
            (_, Some(year), _) => vec![year],
            (Told::Dates(days), ..) => days.iter().map(|day| day.year()).collect(),
            (Told::Any(_), ..) if matches!(holiday, Holiday::Fixed { .. }) => ANY_YEARS.to_vec(),
            (Told::Weekday(_), None, Some(today)) => {
                (today.year() - 1..=today.year() + 1).collect()
            }
            _ => return None,
        };
        let all = years.iter().filter_map(|&year| Some((year, holiday.in_year(year)?)));
        let all: Vec<(i16, Date)> = all.collect();
        let plausible = |day: &Date| {
            year.is_some()
                || self
                    .scene
                    .reference
                    .date()
                    .is_none_or(|today| apart(today, *day).abs() <= PLAUSIBLE)
        };
        let days: Vec<Date> = all.iter().map(|(_, day)| *day).filter(plausible).collect();
        let eastern = years.iter().filter_map(|&year| holiday.in_year_of_the_east(year));
        let is_right = match told {
            Told::Weekday(weekday) => days.iter().any(|day| day.weekday() == *weekday),
            Told::Dates(dates) => {
                days.iter().copied().chain(eastern).any(|day| dates.contains(&day))
            }
            Told::Any(date) => days
                .iter()
                .any(|day| date.day == Some(day.day()) && date.month == Some(day.month())),
        };
        let day = *days.first()?;
        let is_near = match told {
            Told::Weekday(_) => true,
            Told::Dates(dates) => {
                let most = if matches!(holiday, Holiday::Easter(_)) { SEASON } else { NAMESAKE };
                dates.iter().any(|date| days.iter().any(|day| apart(*date, *day).abs() <= most))
            }
            Told::Any(date) => {
                date.month == Some(day.month())
                    && date.day.is_some_and(|d| i32::from((d - day.day()).abs()) <= NAMESAKE)
            }
        };
        if is_right || !is_near {
            return None;
        }
        let right = match told {
            Told::Weekday(_) => format!("a {}", name(day.weekday())),
            Told::Any(_) => day.strftime("%-d %B").to_string(),
            Told::Dates(dates) => {
                let near = days
                    .iter()
                    .min_by_key(|day| dates.iter().map(|d| apart(*d, **day).abs()).min());
                shown(*near?)
            }
        };
        Some(self.hit(
            format!("{feast} is {right}"),
            format!("{feast} = {right}"),
            Confidence::Medium,
        ))
    }

    /// "the second Saturday of March, 15 March": "last" has no number.
    fn nth(&self, told: &Told) -> Option<Hit> {
        let scene = self.scene;
        let word = |slot: &str| {
            Some(
                scene.language.sense(scene.annotated.tokens[self.capture(slot)?.tokens.start].word),
            )
        };
        let weekday = word("weekday")?.weekday?.weekday;
        let nth = match word("nth").and_then(|sense| sense.number) {
            Some(NumberWord::Ordinal(nth)) => i8::try_from(nth).ok()?,
            _ => -1,
        };
        let Told::Dates(days) = told else { return None };
        let month = self.slot("month").and_then(|found| match found.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) => Some(date),
            _ => None,
        });
        let days: Vec<Date> = days
            .iter()
            .copied()
            .filter(|day| month.and_then(|month| month.year).is_none_or(|year| year == day.year()))
            .collect();
        let right = |day: &Date| {
            let month = month.and_then(|month| month.month).unwrap_or(day.month());
            Date::new(day.year(), month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        };
        if days.iter().any(|day| right(day) == Some(*day)) {
            return None;
        }
        let today = scene.reference.date();
        let day =
            days.iter().min_by_key(|day| today.map_or(0, |today| apart(today, **day).abs()))?;
        let right = shown(right(day)?);
        Some(self.hit(format!("that day is {right}"), format!("= {right}"), Confidence::Medium))
    }

    fn hit(&self, right: String, arithmetic: String, confidence: Confidence) -> Hit {
        let span = self.scene.annotated.span_of(self.tokens.clone());
        let text = self.scene.annotated.article.slice(span);
        Hit {
            span,
            verdict: Verdict::Refuted,
            message: format!("says “{text}”; {right}"),
            evidence: vec![Evidence::Arithmetic { text: arithmetic }],
            confidence,
        }
    }
}

/// The day that an annotation tells of, alone or with a time or a part of the day.
fn mention_of(found: &Annotation) -> Option<DateMention> {
    match found.meaning {
        Meaning::Date(
            mention @ (DateMention::Weekday { .. }
            | DateMention::Calendar { .. }
            | DateMention::DayOffset(_)),
        ) => Some(mention),
        Meaning::Moment { day, .. } | Meaning::Period(PeriodMention::PartOfDay { day, .. }) => {
            Some(day)
        }
        _ => None,
    }
}

fn told(scene: &Scene<'_>, found: &Annotation) -> Option<Told> {
    let today = scene.reference.date();
    Some(match mention_of(found)? {
        DateMention::Weekday { weekday, .. } => Told::Weekday(weekday),
        DateMention::DayOffset(days) => {
            Told::Dates(vec![today?.checked_add(jiff::Span::new().days(days)).ok()?])
        }
        DateMention::Calendar { date, .. } if date.year.is_some() => {
            Told::Dates(vec![date.period().filter(|_| date.day.is_some())?.first])
        }
        DateMention::Calendar { date, .. } => {
            let Some(today) = today else { return Some(Told::Any(date)) };
            let years = today.year() - 1..=today.year() + 1;
            let days = years.filter_map(|year| Some(date.in_year(year).period()?.first));
            let days: Vec<Date> =
                days.filter(|day| apart(today, *day).abs() <= PLAUSIBLE).collect();
            Told::Dates(days)
        }
        _ => return None,
    })
}

impl Told {
    /// Whether the other may lie so many days after it; nothing where that cannot be told.
    fn reaches(&self, other: &Told, days: i32) -> Option<bool> {
        let of = |told: &Told| -> Vec<Date> {
            match told {
                Told::Dates(dates) => dates.clone(),
                Told::Any(date) => ANY_YEARS
                    .iter()
                    .filter_map(|&year| Some(date.in_year(year).period()?.first))
                    .collect(),
                Told::Weekday(_) => Vec::new(),
            }
        };
        let on = |weekday: Weekday, days: i32| weekday.wrapping_add(i64::from(days));
        Some(match (self, other) {
            (Told::Weekday(a), Told::Weekday(b)) => on(*a, days) == *b,
            (Told::Weekday(a), Told::Dates(dates)) => {
                dates.iter().any(|date| date.weekday() == on(*a, days))
            }
            (Told::Dates(dates), Told::Weekday(b)) => {
                dates.iter().any(|date| on(date.weekday(), days) == *b)
            }
            (Told::Any(_), Told::Weekday(_)) | (Told::Weekday(_), Told::Any(_)) => return None,
            (a, b) => of(a).iter().any(|a| of(b).iter().any(|b| apart(*a, *b) == days)),
        })
    }

    /// The day so many days after it, for a message.
    fn after(&self, days: i32) -> String {
        match self {
            Told::Weekday(weekday) => format!("a {}", name(weekday.wrapping_add(i64::from(days)))),
            Told::Dates(dates) => dates
                .first()
                .and_then(|date| date.checked_add(jiff::Span::new().days(days)).ok())
                .map_or_else(String::new, |day| format!("{}, {}", name(day.weekday()), shown(day))),
            Told::Any(date) => date
                .in_year(ANY_YEARS[0])
                .period()
                .and_then(|period| period.first.checked_add(jiff::Span::new().days(days)).ok())
                .map_or_else(String::new, |day| day.strftime("%-d %B").to_string()),
        }
    }

    fn shown(&self) -> String {
        match self {
            Told::Weekday(weekday) => name(*weekday).to_owned(),
            Told::Dates(dates) => dates.first().map_or_else(String::new, |day| {
                format!("{}, {}", name(day.weekday()), shown(*day))
            }),
            Told::Any(_) => self.after(0),
        }
    }
}

/// "the day before Tuesday", "3 days after Tuesday".
fn distance(days: i32, from: &str) -> String {
    match days {
        0 => from.to_owned(),
        1 => format!("the day after {from}"),
        -1 => format!("the day before {from}"),
        days if days < 0 => format!("the day {} days before {from}", -days),
        days => format!("the day {days} days after {from}"),
    }
}

/// Days from the one to the other.
fn apart(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
