//! What factlint sees in an article, for people and for programs.

use crate::annotate::{Annotated, Annotation, Meaning, Sentence};
use crate::claim::{Mention, MentionedAs, Standing};
use crate::engine::Reading;
use crate::fact::FactStore;
use crate::pack::fact_file::EntityKind;
use crate::text::TextSpan;
use crate::value::{DateMention, Duration, Extent, Modifier, Quantity, Relation, TimeUnit};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::io;

/// Writes each sentence with what was found in it underneath: annotations, names, claims.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_text(
    reading: &Reading<'_>,
    facts: &FactStore,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let annotated = reading.annotated;
    for (number, sentence) in (1..).zip(&annotated.sentences) {
        let text = annotated.article.slice(sentence.span);
        writeln!(out, "{number:>4} | {}", printable(text))?;
        for row in rows(reading, sentence, facts) {
            writeln!(out, "     | {row}")?;
        }
    }
    Ok(())
}

/// An article's annotations, names, claims and sentences as JSON.
pub fn to_json(reading: &Reading<'_>, facts: &FactStore) -> Value {
    let annotated = reading.annotated;
    let reference = reading.reference.date();
    let article = annotated.article;
    let found = annotated.annotations.iter().map(|found| object(annotated, found, reference));
    let named = reading.mentions.all().iter().map(|mention| name(annotated, mention, facts));
    json!({
        "path": article.origin.path,
        "record": article.origin.record,
        "date": reference.map(|date| date.to_string()),
        "sentences": annotated.sentences.iter().map(|sentence| json!({
            "span": span(annotated, sentence.span),
            "text": article.slice(sentence.span),
        })).collect::<Vec<_>>(),
        "annotations": found.chain(named).collect::<Vec<_>>(),
        "claims": reading.claims.iter().map(|(claim, judgement)| json!({
            "property": facts.property(claim.property).name,
            "subject": claim.subject.map(|subject| facts.subject_name(subject)),
            "span": span(annotated, claim.span),
            "text": article.slice(claim.span),
            "standing": claim.standing.name(),
            "verdict": judgement.verdict.name(),
        })).collect::<Vec<_>>(),
    })
}

/// The rows under a sentence, in order of position.
fn rows(reading: &Reading<'_>, sentence: &Sentence, facts: &FactStore) -> Vec<Row> {
    let annotated = reading.annotated;
    let reference = reading.reference.date();
    let here = |span: TextSpan| sentence.span.start <= span.start && span.start < sentence.span.end;
    let found = annotated
        .within(sentence.tokens.clone())
        .map(|found| (found.span, object(annotated, found, reference)));
    let named = reading.mentions.within(sentence.tokens.clone()).map(|mention| {
        (annotated.span_of(mention.tokens.clone()), name(annotated, mention, facts))
    });
    let mut rows: Vec<Row> = found
        .chain(named)
        .map(|(at, parts)| Row::new(annotated, sentence, at, label(&parts)))
        .collect();
    rows.sort_by_key(|row| row.indent);
    let claims = reading.claims.iter().filter(|(claim, _)| here(claim.span));
    rows.extend(claims.map(|(claim, judgement)| {
        let subject = claim.subject.map_or("?", |subject| facts.subject_name(subject));
        let property = &facts.property(claim.property).name;
        let verdict = judgement.verdict.name();
        let label = match claim.standing {
            Standing::Asserted => format!("claim: {property} of {subject}: {verdict}"),
            standing => format!("claim: {property} of {subject}: {}", standing.name()),
        };
        Row::new(annotated, sentence, claim.span, label)
    }));
    rows
}

/// A name or a description of something the packs know.
fn name(annotated: &Annotated<'_>, mention: &Mention, facts: &FactStore) -> Value {
    let at = annotated.span_of(mention.tokens.clone());
    let (kind, values): (&str, Vec<&str>) = match &mention.named {
        MentionedAs::Entity(entities) => {
            let is_place = |&id: &_| facts.entity(id).kind == EntityKind::Place;
            let kind = if entities.iter().all(is_place) { "place" } else { "name" };
            (kind, entities.iter().map(|&id| facts.entity(id).id.as_str()).collect())
        }
        MentionedAs::Subject(subjects) => {
            ("event", subjects.iter().map(|&subject| facts.subject_name(subject)).collect())
        }
        MentionedAs::Described(events) => {
            ("description", events.iter().map(|&id| facts.event(id).id.as_str()).collect())
        }
    };
    json!({
        "type": kind,
        "span": span(annotated, at),
        "text": annotated.article.slice(at),
        "value": values.join(" | "),
    })
}

/// What an annotation means, on one line.
fn label(parts: &Value) -> String {
    let fields = ["type", "value", "low", "high", "unit", "mod", "speaker"];
    let shown = fields.iter().filter_map(|&field| match &parts[field] {
        Value::Null => None,
        Value::String(text) => Some(printable(text)),
        other => Some(other.to_string()),
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// Carets under an annotation, and what it means.
struct Row {
    indent: usize,
    carets: usize,
    label: String,
}

impl Row {
    fn new(annotated: &Annotated<'_>, sentence: &Sentence, span: TextSpan, label: String) -> Row {
        let text = annotated.article.text();
        let width = |from: usize, to: usize| printable(&text[from..to]).chars().count();
        let end = span.end.min(sentence.span.end);
        Row {
            indent: width(sentence.span.start, span.start),
            carets: width(span.start, end).max(1),
            label,
        }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Row { indent, carets, label } = self;
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
        Value::from(if rounded == 0.0 || rounded.abs() > 1e9 { value } else { rounded })
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
            reference.until(period.first).map_or(i32::MAX, |span| span.get_days().abs())
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
