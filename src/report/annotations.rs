//! What factlint sees in an article, for people and for programs.

use crate::annotate::{Annotated, Annotation, Context, Meaning, Name, Sentence, TimeValue};
use crate::claim::{Mention, MentionedAs, Standing};
use crate::engine::Reading;
use crate::fact::FactStore;
use crate::language::NameKind;
use crate::pack::fact_file::EntityKind;
use crate::text::TextSpan;
use crate::value::{
    ClockTime, Duration, Extent, Interval, Modifier, PeriodMention, Quantity, Zone, timex_duration,
};
use serde_json::{Map, Value, json};
use std::io;
use unicode_width::UnicodeWidthStr;

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
    let times = annotated.times(reading.reference.date());
    for (number, sentence) in (1..).zip(&annotated.sentences) {
        let mut rows = rows(reading, sentence, &times, facts).into_iter().peekable();
        let mut gutter = number.to_string();
        for line in lines(annotated.article.text(), sentence.span) {
            let text = annotated.article.slice(line);
            writeln!(out, "{gutter:>4} | {}", printable(text).trim_end())?;
            while let Some(row) = rows.next_if(|row| row.span.start < line.end) {
                writeln!(out, "     | {}", row.under(annotated, line))?;
            }
            gutter.clear();
        }
    }
    Ok(())
}

/// Columns of a line of text, so that carets stand under their words on any terminal.
const COLUMNS: usize = 92;

/// A sentence in lines, cut between words where it can be.
fn lines(text: &str, sentence: TextSpan) -> Vec<TextSpan> {
    let mut lines = Vec::new();
    let (mut start, mut width, mut space) = (sentence.start, 0, None);
    for (at, c) in text[sentence.range()].char_indices() {
        let (at, end) = (sentence.start + at, sentence.start + at + c.len_utf8());
        width += printable(c.encode_utf8(&mut [0; 4])).width();
        if width > COLUMNS && at > start {
            let cut = space.unwrap_or(at);
            lines.push(TextSpan::new(start, cut));
            start = cut;
            width = printable(&text[cut..end]).width();
            space = None;
        }
        if c.is_whitespace() {
            space = Some(end);
        }
    }
    lines.push(TextSpan::new(start, sentence.end));
    lines
}

/// An article's annotations, names, claims and sentences as JSON.
pub fn to_json(reading: &Reading<'_>, facts: &FactStore) -> Value {
    let annotated = reading.annotated;
    let reference = reading.reference.date();
    let article = annotated.article;
    let times = annotated.times(reference);
    let found = annotated.annotations.iter().zip(&times).flat_map(|(found, time)| {
        let amount = amount_of_time(annotated, found);
        object(annotated, found, time).into_iter().chain(amount)
    });
    let named = reading.mentions.all().iter().map(|mention| mentioned(annotated, mention, facts));
    let names = unknown_names(reading, &annotated.names).map(|found| name(annotated, found));
    json!({
        "path": article.origin.path,
        "record": article.origin.record,
        "date": reference.map(|date| date.to_string()),
        "sentences": annotated.sentences.iter().map(|sentence| json!({
            "span": span(annotated, sentence.span),
            "text": article.slice(sentence.span),
        })).collect::<Vec<_>>(),
        "annotations": found.chain(names).chain(named).collect::<Vec<_>>(),
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
fn rows(
    reading: &Reading<'_>,
    sentence: &Sentence,
    times: &[TimeValue],
    facts: &FactStore,
) -> Vec<Row> {
    let annotated = reading.annotated;
    let here = |span: TextSpan| sentence.span.start <= span.start && span.start < sentence.span.end;
    let found = annotated.indices_within(sentence.tokens.clone()).filter_map(|index| {
        let found = &annotated.annotations[index];
        Some((found.span, object(annotated, found, &times[index])?))
    });
    let named = reading.mentions.within(sentence.tokens.clone()).map(|mention| {
        (annotated.span_of(mention.tokens.clone()), mentioned(annotated, mention, facts))
    });
    let names = annotated.names_within(sentence.tokens.clone());
    let names = unknown_names(reading, names).map(|found| (found.span, name(annotated, found)));
    let mut rows: Vec<Row> = found
        .chain(names)
        .chain(named)
        .map(|(span, parts)| Row { span, label: label(&parts) })
        .collect();
    let claims = reading.claims.iter().filter(|(claim, _)| here(claim.span));
    rows.extend(claims.map(|(claim, judgement)| {
        let subject = claim.subject.map_or("?", |subject| facts.subject_name(subject));
        let property = &facts.property(claim.property).name;
        let verdict = judgement.verdict.name();
        let label = match claim.standing {
            Standing::Asserted => format!("claim: {property} of {subject}: {verdict}"),
            standing => format!("claim: {property} of {subject}: {}", standing.name()),
        };
        Row { span: claim.span, label }
    }));
    // What stands at the same place keeps its order: annotations, names, claims.
    rows.sort_by_key(|row| row.span.start);
    rows
}

/// The names that no pack knows: what a pack says of a name counts for more.
fn unknown_names<'n>(
    reading: &Reading<'_>,
    names: impl IntoIterator<Item = &'n Name>,
) -> impl Iterator<Item = &'n Name> {
    names.into_iter().filter(|name| {
        let from = name.tokens.start.saturating_sub(NAME_REACH);
        let near = reading.mentions.within(from..name.tokens.end);
        let mut known = near.filter(|mention| matches!(mention.named, MentionedAs::Entity(_)));
        !known.any(|mention| mention.tokens.end > name.tokens.start)
    })
}

/// How many tokens before a name one that overlaps it may start.
const NAME_REACH: usize = 8;

/// A name, by the first full mention of its bearer.
fn name(annotated: &Annotated<'_>, found: &Name) -> Value {
    let article = annotated.article;
    let kind = if found.kind == NameKind::Place { "place" } else { "name" };
    let mut object = Map::new();
    object.insert("type".into(), kind.into());
    object.insert("span".into(), span(annotated, found.span));
    insert(&mut object, "text", article.slice(found.span));
    insert(&mut object, "value", article.slice(annotated.full_form(found).span));
    insert(&mut object, "kind", found.kind.name());
    for (key, said) in [("title", found.title), ("role", found.role)] {
        if let Some(said) = said {
            insert(&mut object, key, article.slice(said));
        }
    }
    Value::Object(object)
}

/// A name or a description of something the packs know.
fn mentioned(annotated: &Annotated<'_>, mention: &Mention, facts: &FactStore) -> Value {
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
    let fields =
        ["type", "value", "unit", "per", "mod", "direction", "speaker", "kind", "title", "role"];
    let shown = fields.iter().filter_map(|&field| match &parts[field] {
        Value::Null => None,
        Value::String(text) => Some(printable(text)),
        other => Some(other.to_string()),
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// An annotation's place, and what it means.
struct Row {
    span: TextSpan,
    label: String,
}

impl Row {
    /// Carets under the part of the annotation that stands in this line, and what it means.
    fn under(&self, annotated: &Annotated<'_>, line: TextSpan) -> String {
        let text = annotated.article.text();
        let width = |from: usize, to: usize| printable(&text[from..to.max(from)]).width();
        let start = self.span.start.max(line.start);
        let indent = width(line.start, start);
        let carets = width(start, self.span.end.min(line.end)).max(1);
        format!("{:indent$}{:^<carets$} {}", "", "", self.label)
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

/// An annotation as JSON; none for a time that is part of another.
fn object(annotated: &Annotated<'_>, found: &Annotation, time: &TimeValue) -> Option<Value> {
    let mut object = head(annotated, found, type_name(&found.meaning));
    match time {
        TimeValue::Within => return None,
        TimeValue::Told(value) => insert(&mut object, "value", value.as_str()),
        TimeValue::NoTime => {}
    }
    match &found.meaning {
        Meaning::Number(amount) => quantity(&mut object, amount),
        Meaning::Percent(amount) => {
            quantity(&mut object, amount);
            insert(&mut object, "unit", "percent");
        }
        Meaning::Ordinal(value) => insert(&mut object, "value", plain(*value)),
        Meaning::Money { amount, currency } => {
            // As it is told: "84 cents" are 84.
            let hundredths = annotated.hundredths(found);
            let told = hundredths.map_or(*amount, |_| amount.times(100.0));
            quantity(&mut object, &told);
            insert(&mut object, "unit", hundredths.unwrap_or(currency));
            insert(&mut object, "currency", currency.as_str());
        }
        Meaning::Measure { amount, unit } => {
            quantity(&mut object, amount);
            insert(&mut object, "unit", unit.as_str());
        }
        Meaning::Range { from, to, unit } => {
            ends(&mut object, from.stated, to.stated);
            if let Some(unit) = unit {
                insert(&mut object, "unit", unit.as_str());
            }
        }
        Meaning::Period(period) => {
            if let Some(part) = period.part() {
                insert(&mut object, "mod", part.name());
            }
        }
        Meaning::Time(time) | Meaning::Moment { time, .. } => zone(&mut object, time),
        Meaning::Duration(length) => duration(&mut object, length),
        Meaning::Age(age) => {
            quantity(&mut object, &age.amount);
            insert(&mut object, "unit", age.unit.plural());
        }
        Meaning::Quote { speaker, name, attribution } => {
            if let Some(speaker) = speaker {
                insert(&mut object, "speaker", annotated.article.slice(*speaker));
                insert(&mut object, "attribution", attribution.name());
            }
            if let Some(name) = name.and_then(|at| annotated.names.get(at)) {
                insert(&mut object, "speaker_name", annotated.article.slice(name.span));
            }
        }
        Meaning::Date(_) | Meaning::Set(_) => {}
    }
    details(&mut object, annotated, &annotated.context(found));
    Some(Value::Object(object))
}

/// The zone a time is told in, as the text names it.
fn zone(object: &mut Map<String, Value>, time: &ClockTime) {
    match &time.zone {
        Some(Zone::Named { name, .. }) => insert(object, "zone", name.as_str()),
        Some(Zone::Local) => insert(object, "zone", "local"),
        None => {}
    }
}

/// What the words around add.
fn details(object: &mut Map<String, Value>, annotated: &Annotated<'_>, context: &Context) {
    if let Some(counted) = context.counted {
        insert(object, "unit", annotated.article.slice(counted));
    }
    if let Some(per) = context.per {
        insert(object, "per", annotated.article.slice(per));
    }
    if let Some(direction) = context.direction {
        insert(object, "direction", direction.name());
    }
}

fn head(annotated: &Annotated<'_>, found: &Annotation, kind: &str) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("type".into(), kind.into());
    object.insert("span".into(), span(annotated, found.span));
    object.insert("text".into(), annotated.article.slice(found.span).into());
    object
}

/// A counted length of time once more, as the quantity it is: programs that look for numbers find
/// "three" in "three months". "A month" counts nothing.
fn amount_of_time(annotated: &Annotated<'_>, found: &Annotation) -> Option<Value> {
    let Meaning::Duration(length) = &found.meaning else {
        return None;
    };
    // "the last three months" has "three months" in it.
    let has_other = annotated
        .within(found.tokens.clone())
        .any(|other| other != found && matches!(other.meaning, Meaning::Duration(_)));
    let counts = annotated.counts(found) && !has_other;
    let mut object = head(annotated, found, "quantity");
    quantity(&mut object, &length.amount);
    insert(&mut object, "unit", length.unit.plural());
    details(&mut object, annotated, &annotated.context(found));
    counts.then_some(Value::Object(object))
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
        Meaning::Range { .. } => "range",
        Meaning::Date(_) => "date",
        Meaning::Period(period) => match period {
            PeriodMention::PartOfDay { .. } | PeriodMention::PartOfSameDay { .. } => "time",
            PeriodMention::Several { .. } => "duration",
            PeriodMention::Every(_) => "set",
            _ => "date",
        },
        Meaning::Set(_) => "set",
        Meaning::Time(_) | Meaning::Moment { .. } => "time",
        Meaning::Duration(_) => "duration",
        Meaning::Age(_) => "age",
        Meaning::Quote { .. } => "quote",
    }
}

fn quantity(object: &mut Map<String, Value>, amount: &Quantity) {
    match amount.extent {
        Extent::Point => insert(object, "value", plain(amount.stated)),
        Extent::Range => {
            let Interval { low, high } = amount.stated_ends();
            ends(object, low, high);
        }
    }
    modifier(object, amount.modifier);
}

/// Two numbers: as they are stated, and as bounds.
fn ends(object: &mut Map<String, Value>, first: f64, second: f64) {
    insert(object, "value", vec![plain(first), plain(second)]);
    insert(object, "low", plain(first.min(second)));
    insert(object, "high", plain(first.max(second)));
}

fn modifier(object: &mut Map<String, Value>, modifier: Option<Modifier>) {
    if let Some(modifier) = modifier {
        insert(object, "mod", modifier.name());
    }
}

/// A number without the noise of binary fractions, whole where it is whole.
fn plain(value: f64) -> Value {
    if value.fract() == 0.0 {
        return if value.abs() < 9e18 { Value::from(value as i64) } else { Value::from(value) };
    }
    let digits = 12 - value.abs().log10().floor() as i32;
    let shift = 10f64.powi(digits.clamp(-300, 300));
    let rounded = (value * shift).round() / shift;
    let is_whole = rounded.fract() == 0.0 && rounded.abs() < 9e15;
    if is_whole { Value::from(rounded as i64) } else { Value::from(rounded) }
}

/// The ends of a range of lengths, and the hedge.
fn duration(object: &mut Map<String, Value>, stated: &Duration) {
    if stated.amount.extent == Extent::Range {
        let Interval { low, high } = stated.amount.stated_ends();
        insert(object, "low", length(low, stated));
        insert(object, "high", length(high, stated));
    }
    modifier(object, stated.amount.modifier);
}

fn length(amount: f64, stated: &Duration) -> String {
    timex_duration(&plain(amount).to_string(), stated.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_cut_between_words() {
        let text = format!("{}{}", "word ".repeat(40), "x".repeat(200));
        let lines = lines(&text, TextSpan::new(0, text.len()));
        let joined: String = lines.iter().map(|line| &text[line.range()]).collect();
        assert_eq!(joined, text);
        assert!(lines.iter().all(|line| text[line.range()].trim_end().width() <= COLUMNS));
        assert!(text[lines[0].range()].ends_with("word "));
    }
}
