//! What factlint sees in an article, for people and for programs.

use crate::annotate::{Annotated, Annotation, Meaning, Sentence};
use crate::text::TextSpan;
use crate::value::{DateMention, Duration, Extent, Modifier, Quantity, Relation, TimeUnit};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::io;

/// Writes each sentence with what was found in it underneath.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_text(annotated: &Annotated<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let reference = reference(annotated);
    // Quotations may run over several sentences; each shows where it starts.
    let mut rest = annotated.annotations.as_slice();
    for (number, sentence) in (1..).zip(&annotated.sentences) {
        let text = annotated.article.slice(sentence.span);
        writeln!(out, "{number:>4} | {}", printable(text))?;
        let count = rest.partition_point(|found| found.tokens.start < sentence.tokens.end);
        let (here, later) = rest.split_at(count);
        rest = later;
        for found in here {
            let row = Row::of(annotated, sentence, found, reference);
            writeln!(out, "     | {row}")?;
        }
    }
    Ok(())
}

/// The article's annotations and sentences as JSON.
pub fn to_json(annotated: &Annotated<'_>) -> Value {
    let reference = reference(annotated);
    let article = annotated.article;
    let annotations = annotated.annotations.iter();
    json!({
        "path": article.origin.path,
        "record": article.origin.record,
        "sentences": annotated.sentences.iter().map(|sentence| json!({
            "span": span(annotated, sentence.span),
            "text": article.slice(sentence.span),
        })).collect::<Vec<_>>(),
        "annotations": annotations.map(|found| object(annotated, found, reference)).collect::<Vec<_>>(),
    })
}

fn reference(annotated: &Annotated<'_>) -> Option<Date> {
    annotated.article.metadata.date.map(|dated| dated.date)
}

/// Carets under an annotation, and what it means.
struct Row {
    indent: usize,
    carets: usize,
    label: String,
}

impl Row {
    fn of(
        annotated: &Annotated<'_>,
        sentence: &Sentence,
        found: &Annotation,
        reference: Option<Date>,
    ) -> Row {
        let text = annotated.article.text();
        let width = |from: usize, to: usize| printable(&text[from..to]).chars().count();
        let end = found.span.end.min(sentence.span.end);
        let parts = object(annotated, found, reference);
        let fields = ["type", "value", "low", "high", "unit", "mod", "speaker"];
        let shown = fields.iter().filter_map(|&field| match &parts[field] {
            Value::Null => None,
            Value::String(text) => Some(printable(text)),
            other => Some(other.to_string()),
        });
        Row {
            indent: width(sentence.span.start, found.span.start),
            carets: width(found.span.start, end).max(1),
            label: shown.collect::<Vec<_>>().join(" "),
        }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Row {
            indent,
            carets,
            label,
        } = self;
        write!(f, "{:indent$}{:^<carets$} {label}", "", "")
    }
}

/// The text without anything a terminal would obey.
fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() || is_invisible(c) => '\u{FFFD}',
        c => c,
    };
    text.chars().map(shown).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn span(annotated: &Annotated<'_>, span: TextSpan) -> Value {
    let file = annotated.article.file_span(span);
    json!({"start": file.start, "end": file.end})
}

fn object(annotated: &Annotated<'_>, found: &Annotation, reference: Option<Date>) -> Value {
    let mut object = Map::new();
    object.insert("type".into(), type_name(&found.meaning).into());
    object.insert("span".into(), span(annotated, found.span));
    object.insert("text".into(), annotated.article.slice(found.span).into());
    match &found.meaning {
        Meaning::Number(amount) | Meaning::Percent(amount) => quantity(&mut object, amount),
        Meaning::Ordinal(value) => insert(&mut object, "value", *value),
        Meaning::Money { amount, currency } => {
            quantity(&mut object, amount);
            insert(&mut object, "unit", currency.as_str());
        }
        Meaning::Measure { amount, unit } => {
            quantity(&mut object, amount);
            insert(&mut object, "unit", unit.as_str());
        }
        Meaning::Date(date) => insert(&mut object, "value", date_value(date, reference)),
        Meaning::Time(time) => insert(&mut object, "value", format!("T{}", time.iso())),
        Meaning::Duration(length) => duration(&mut object, length),
        Meaning::Age(age) => {
            quantity(&mut object, &age.amount);
            insert(&mut object, "unit", age.unit.plural());
        }
        Meaning::Quote { speaker } => {
            if let Some(speaker) = speaker {
                let speaker = annotated.article.slice(*speaker);
                insert(&mut object, "speaker", speaker);
            }
        }
    }
    Value::Object(object)
}

fn insert(object: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    object.insert(key.to_owned(), value.into());
}

fn type_name(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Number(_) => "number",
        Meaning::Ordinal(_) => "ordinal",
        Meaning::Percent(_) => "percent",
        Meaning::Money { .. } => "money",
        Meaning::Measure { .. } => "quantity",
        Meaning::Date(_) => "date",
        Meaning::Time(_) => "time",
        Meaning::Duration(_) => "duration",
        Meaning::Age(_) => "age",
        Meaning::Quote { .. } => "quote",
    }
}

fn quantity(object: &mut Map<String, Value>, amount: &Quantity) {
    match amount.extent {
        Extent::Point => insert(object, "value", plain(amount.stated)),
        Extent::Range => {
            insert(object, "low", plain(amount.interval.low));
            insert(object, "high", plain(amount.interval.high));
        }
    }
    modifier(object, amount.modifier);
}

fn modifier(object: &mut Map<String, Value>, modifier: Option<Modifier>) {
    if let Some(modifier) = modifier {
        insert(object, "mod", modifier.name());
    }
}

/// A number without the noise of binary fractions, whole where it is whole.
fn plain(value: f64) -> Value {
    let rounded = (value * 1e6).round() / 1e6;
    let is_whole = rounded.fract() == 0.0 && rounded.abs() < 9e15;
    if is_whole {
        Value::from(rounded as i64)
    } else {
        Value::from(if rounded == 0.0 || rounded.abs() > 1e9 {
            value
        } else {
            rounded
        })
    }
}

fn duration(object: &mut Map<String, Value>, length: &Duration) {
    let timex = |amount: f64| timex_duration(amount, length.unit);
    match length.amount.extent {
        Extent::Point => insert(object, "value", timex(length.amount.stated)),
        Extent::Range => {
            insert(object, "low", timex(length.amount.interval.low));
            insert(object, "high", timex(length.amount.interval.high));
        }
    }
    modifier(object, length.amount.modifier);
}

fn timex_duration(amount: f64, unit: TimeUnit) -> String {
    let amount = plain(amount);
    match unit {
        TimeUnit::Second => format!("PT{amount}S"),
        TimeUnit::Minute => format!("PT{amount}M"),
        TimeUnit::Hour => format!("PT{amount}H"),
        TimeUnit::Day => format!("P{amount}D"),
        TimeUnit::Week => format!("P{amount}W"),
        TimeUnit::Month => format!("P{amount}M"),
        TimeUnit::Year => format!("P{amount}Y"),
    }
}

/// The date as TIMEX3 has it, resolved where the article's own date allows.
fn date_value(date: &DateMention, reference: Option<Date>) -> String {
    let readings = date.readings(reference);
    let nearest = reference.and_then(|reference| {
        let distance = |period: &&crate::value::Period| {
            reference
                .until(period.first)
                .map_or(i32::MAX, |span| span.get_days().abs())
        };
        readings.iter().min_by_key(distance).copied()
    });
    let resolved = readings.first().copied();
    match (date, nearest, resolved) {
        (DateMention::Calendar { date, .. }, Some(period), _) if date.month.is_some() => {
            date.in_year(period.first.year()).iso()
        }
        (DateMention::Calendar { date, .. }, ..) => date.iso(),
        (DateMention::Decade(year), ..) => format!("{:03}X", year / 10),
        (DateMention::RelativeMonth { .. }, _, Some(period)) => month_of(period.first),
        (DateMention::RelativeMonth { month, .. }, ..) => format!("XXXX-{month:02}"),
        (DateMention::Weekday { relation: None, .. }, Some(period), _) => period.first.to_string(),
        (DateMention::Weekday { .. } | DateMention::DayOffset(_), _, Some(period)) => {
            period.first.to_string()
        }
        (DateMention::Weekday { weekday, .. }, ..) => {
            format!("XXXX-WXX-{}", weekday.to_monday_one_offset())
        }
        (DateMention::RelativeUnit { unit, .. }, _, Some(period)) => unit_of(period.first, *unit),
        (DateMention::MonthOffset(months), ..) => month_offset(*months, reference),
        (DateMention::DayOffset(days), ..) => past_or_future(*days),
        (DateMention::RelativeUnit { relation, .. }, ..) => match relation {
            Relation::Last => "PAST_REF".to_owned(),
            Relation::This => "PRESENT_REF".to_owned(),
            Relation::Next => "FUTURE_REF".to_owned(),
        },
    }
}

fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn unit_of(first: Date, unit: TimeUnit) -> String {
    match unit {
        TimeUnit::Week => {
            let week = first.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        TimeUnit::Month => month_of(first),
        _ => format!("{:04}", first.year()),
    }
}

fn month_offset(months: i32, reference: Option<Date>) -> String {
    let span = jiff::Span::new().months(months);
    let day = reference.and_then(|reference| reference.checked_add(span).ok());
    match day {
        Some(day) if months % 12 == 0 => format!("{:04}", day.year()),
        Some(day) => month_of(day),
        None => past_or_future(months),
    }
}

fn past_or_future(distance: i32) -> String {
    match distance.signum() {
        -1 => "PAST_REF",
        0 => "PRESENT_REF",
        _ => "FUTURE_REF",
    }
    .to_owned()
}
