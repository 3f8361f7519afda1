//! One record of JSON Lines: one article as a JSON object.
//!
//! The record's `text` is the article's source, so offsets count bytes of the decoded `text`.
//! Unknown keys are ignored, and `null` is as good as no key. A `date` that cannot be read is
//! passed over, as a reader would: the dateline may still give the date, and a check that needs
//! one and finds none stays silent.

use super::metadata::{byline, first_date, statements, text_of};
use super::{FormatError, plain};
use crate::text::{Article, DateOrigin, Dated, Decoding, Metadata};
use serde_json::Value;

/// Reads one line of JSON Lines.
///
/// # Errors
/// When the line is no JSON object, has no `text`, or a known key has a value of a wrong type.
pub fn read_record(line: &[u8]) -> Result<Article, FormatError> {
    let record: Value = serde_json::from_slice(line).map_err(|error| not_a_record(&error))?;
    if !record.is_object() {
        let reason = format!("it is {}", type_name(&record));
        return Err(FormatError::NotARecord { reason });
    }
    let text = string(&record, "text")?.ok_or(FormatError::MissingKey {
        key: "text",
        expected: "the article's text as a string",
    })?;
    let mut article = plain::read(text.to_owned(), Decoding::identity());
    article.origin.record = id(&record)?;
    article.metadata = metadata(&record)?;
    article.sources = sources(&record)?;
    Ok(article)
}

/// The parser counts lines in what it was given, which is one line: only the column helps.
fn not_a_record(error: &serde_json::Error) -> FormatError {
    let message = error.to_string();
    let cause = message.split(" at line ").next().unwrap_or_default();
    FormatError::NotARecord { reason: format!("{cause} at column {}", error.column()) }
}

fn metadata(record: &Value) -> Result<Metadata, FormatError> {
    // The type is checked first: a number is no date, though its digits may look like one.
    let date = string(record, "date")?.and_then(|_| first_date(record, &["date"]));
    Ok(Metadata {
        title: string(record, "title")?.map(str::to_owned),
        date: date.map(|date| Dated { date, from: DateOrigin::Record }),
        author: record.get("author").and_then(byline),
        url: string(record, "url")?.map(str::to_owned),
        language: None,
        captured: None,
        statements: statements(record),
    })
}

fn id(record: &Value) -> Result<Option<String>, FormatError> {
    match record.get("id") {
        None | Some(Value::Null) => Ok(None),
        Some(id @ (Value::String(_) | Value::Number(_))) => Ok(text_of(id)),
        Some(other) => Err(wrong_type("id", "a string or a number", other)),
    }
}

fn string<'a>(record: &'a Value, key: &'static str) -> Result<Option<&'a str>, FormatError> {
    match record.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong_type(key, "a string", other)),
    }
}

/// Trusted texts, known by their place in the list.
fn sources(record: &Value) -> Result<Vec<Article>, FormatError> {
    let expected = "a list of strings, one a trusted text";
    let texts = match record.get("sources") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(texts)) => texts,
        Some(other) => return Err(wrong_type("sources", expected, other)),
    };
    texts
        .iter()
        .enumerate()
        .map(|(at, text)| match text {
            Value::String(text) => Ok(trusted(at, text)),
            other => {
                Err(FormatError::WrongType { key: "sources", expected, found: type_in_list(other) })
            }
        })
        .collect()
}

fn trusted(at: usize, text: &str) -> Article {
    let mut document = plain::read(text.to_owned(), Decoding::identity());
    document.origin.path = format!("sources[{at}]");
    document
}

fn wrong_type(key: &'static str, expected: &'static str, found: &Value) -> FormatError {
    FormatError::WrongType { key, expected, found: type_name(found) }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn type_in_list(value: &Value) -> &'static str {
    match value {
        Value::Null => "a list with null in it",
        Value::Bool(_) => "a list with a boolean in it",
        Value::Number(_) => "a list with a number in it",
        Value::Object(_) => "a list with an object in it",
        _ => "a list with a list in it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{check_offsets, draw};
    use jiff::civil::date;

    #[track_caller]
    fn check_error(line: &str, message: &str) {
        assert_eq!(read_record(line.as_bytes()).unwrap_err().to_string(), message);
    }

    #[test]
    fn a_full_record() {
        let line = r#"{"id": 7, "text": "Ferry sinks\nNobody died.", "title": "Ferry", "date":
            "2024-05-01T08:00:00Z", "url": "https://x.example/a", "author": ["Ann Lee", "Bo Ek"],
            "sources": ["A ferry sank."], "topic": ["sea"]}"#;
        let article = read_record(line.as_bytes()).unwrap();
        check_offsets(&article);
        assert_eq!(draw(&article), "heading: Ferry sinks\nparagraph: Nobody died.\n");
        assert_eq!(article.origin.record.as_deref(), Some("7"));
        assert_eq!(article.metadata.title.as_deref(), Some("Ferry"));
        assert_eq!(article.metadata.author.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(article.metadata.date.unwrap().date, date(2024, 5, 1));
        assert_eq!(article.sources[0].text(), "A ferry sank.");
        assert_eq!(article.sources[0].origin.path, "sources[0]");
    }

    #[test]
    fn a_date_nobody_can_read_is_passed_over() {
        let article = read_record(br#"{"text": "Hm.", "date": "last week", "id": null}"#).unwrap();
        assert_eq!(article.metadata.date, None);
        assert_eq!(article.origin.record, None);
    }

    #[test]
    fn errors_name_the_key_and_the_remedy() {
        check_error(
            r#"{"id": "a"}"#,
            "key `text` is missing; add it with the article's text as a string",
        );
        check_error(r#"{"text": 5}"#, "key `text` holds a number; give a string");
        check_error(
            r#"{"text": "", "id": []}"#,
            "key `id` holds a list; give a string or a number",
        );
        check_error(
            r#"{"text": "", "sources": ["a", 1]}"#,
            "key `sources` holds a list with a number in it; give a list of strings, one a trusted text",
        );
        check_error(
            r#"["text"]"#,
            r#"is no JSON object (it is a list); write one object a line, such as {"id": "1", "text": "…"}"#,
        );
        check_error(
            r#"{"text": "cut"#,
            r#"is no JSON object (EOF while parsing a string at column 13); write one object a line, such as {"id": "1", "text": "…"}"#,
        );
    }
}
