//! What front matter, JSON-LD, meta tags and records have in common: dates and names.

use super::draft::collapse;
use crate::text::Statement;
use jiff::civil::Date;
use serde_json::Value;

/// Reads a date of publication.
///
/// ISO 8601 dates and date-times are read, and dates with the month in English words in either
/// order (`Thu, 25 Jan 2024 10:00:00 GMT`, `January 25, 2024`). The day is the day as written:
/// a date-time is not moved to another time zone. `01/02/2024` is two days at once and is none.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    numeric_date(&words).or_else(|| worded_date(&words))
}

/// `2024 01 25…`, `20240125…`, `2024 01 25T10…`.
fn numeric_date(words: &[&str]) -> Option<Date> {
    let first = words.first()?.split(['T', 't']).next()?;
    if first.len() == 8 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return civil(&first[..4], &first[4..6], &first[6..]);
    }
    let [year, month, day, ..] = words else {
        return None;
    };
    (year.len() == 4).then(|| civil(year, month, day.split(['T', 't']).next()?))?
}

/// A month's name, the day beside it, and a year after both.
fn worded_date(words: &[&str]) -> Option<Date> {
    let at = words.iter().position(|word| month_number(word).is_some())?;
    let month = month_number(words[at])?;
    let day_number = |word: &&str| day_of_month(word);
    let before = at.checked_sub(1).and_then(|at| words.get(at)).and_then(day_number);
    let after = words.get(at + 1).and_then(day_number);
    let (day, year_at) = match (before, after) {
        (_, Some(day)) if words.get(at + 2).is_some_and(|word| is_year(word)) => (day, at + 2),
        (Some(day), _) => (day, at + 1),
        _ => return None,
    };
    let year = words.get(year_at).filter(|word| is_year(word))?;
    Date::new(year.parse().ok()?, month, day).ok()
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let is_short = |digits: &str| digits.len() <= 2;
    if !is_short(month) || !is_short(day) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let ordinal = matches!(suffix.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|_| ordinal)
}

fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let is_month = |month: &&str| {
        **month == *word || *word == month[..3] || word == "sept" && month.starts_with("sept")
    };
    let index = MONTHS.iter().position(is_month)?;
    i8::try_from(index + 1).ok()
}

/// The first of `keys` that `object` has with a text that is not blank.
pub(super) fn first_text(object: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text_of(object.get(key)?))
}

/// The first of `keys` that `object` has with a readable date.
pub(super) fn first_date(object: &Value, keys: &[&str]) -> Option<Date> {
    let date = |value: &Value| match value {
        Value::Number(number) => read_date(&number.to_string()),
        other => read_date(other.as_str()?),
    };
    keys.iter().find_map(|key| date(object.get(key)?))
}

/// A byline: a name, a list of names, or an object (or a list of objects) with a `name`.
pub(super) fn byline(value: &Value) -> Option<String> {
    match value {
        Value::Array(people) => {
            let names: Vec<String> = people.iter().filter_map(person).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        person_alone => person(person_alone),
    }
}

fn person(value: &Value) -> Option<String> {
    match value {
        Value::Object(_) => text_of(value.get("name")?),
        other => text_of(other),
    }
}

/// What the fields of `object` say about how the article was made.
pub(super) fn statements(object: &Value) -> Vec<Statement> {
    let Some(fields) = object.as_object() else { return Vec::new() };
    let is_about_making = |field: &(&String, &Value)| name_of_making(field.0).is_some();
    let stated = fields.iter().filter(is_about_making).flat_map(|(name, value)| {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        values.iter().filter_map(|value| statement(name, &said(value)?))
    });
    stated.chain(author_type(fields.get("author"))).collect()
}

/// The statement of a field, if its name is one for how a text was made.
pub(super) fn statement(name: &str, value: &str) -> Option<Statement> {
    Some(Statement { name: name_of_making(name)?, value: value.to_owned() })
}

/// The letters and digits of a field's name, if it is one for how a text was made.
fn name_of_making(name: &str) -> Option<String> {
    let local = name.rsplit(':').next().unwrap_or_default();
    let name: String =
        local.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_about_making = name.starts_with("ai") || NAMES_OF_MAKING.contains(&name.as_str());
    is_about_making.then_some(name)
}

/// Fields that say how a text was made, and by whom; `pagecomment` is one in the page's source.
const NAMES_OF_MAKING: [&str; 30] = [
    "digitalsourcetype",
    "generator",
    "generatedby",
    "createdby",
    "createdwith",
    "producedby",
    "writtenby",
    "credittext",
    "credit",
    "author",
    "creator",
    "dccreator",
    "writer",
    "contributor",
    "provenance",
    "contentprovenance",
    "origin",
    "contentorigin",
    "contentsource",
    "contenttype",
    "texttype",
    "datasource",
    "dataorigin",
    "dataprovenance",
    "datamodel",
    "datagenerator",
    "dataauthor",
    "datawriter",
    "datacontenttype",
    "pagecomment",
];

fn said(value: &Value) -> Option<String> {
    match value {
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(_) => first_text(value, &["@id", "name", "url"]),
        other => text_of(other),
    }
}

/// The type of an author that is no person, with its name.
fn author_type(author: Option<&Value>) -> Option<Statement> {
    let kind = text_of(author?.get("@type")?)?;
    let value = format!("{kind} {}", person(author?).unwrap_or_default()).trim().to_owned();
    (kind != "Person").then(|| Statement { name: "authortype".to_owned(), value })
}

/// A text on one line, or nothing when it is blank.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// `text` on one line, or nothing when it is blank.
pub(super) fn one_line(text: &str) -> Option<String> {
    Some(collapse(text)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    #[track_caller]
    fn check_date(text: &str, expected: Option<(i16, i8, i8)>) {
        let expected = expected.map(|(year, month, day)| date(year, month, day));
        assert_eq!(read_date(text), expected, "{text}");
    }

    #[test]
    fn iso_dates_keep_the_day_as_written() {
        for text in [
            "2024-01-25",
            "2024-01-25T23:59:00-05:00",
            "2024-01-25 10:00:00 +0000",
            "2024-01-25t10:00Z",
            "2024/1/25",
            "20240125",
            "20240125T101500Z",
        ] {
            check_date(text, Some((2024, 1, 25)));
        }
    }

    #[test]
    fn dates_in_words() {
        for text in [
            "January 25, 2024",
            "Jan. 25, 2024 at 4:05 pm",
            "Thursday, 25th January 2024",
            "Thu, 25 Jan 2024 10:00:00 GMT",
            "Thu Jan 25 2024",
        ] {
            check_date(text, Some((2024, 1, 25)));
        }
        check_date("Sept 3, 2020", Some((2020, 9, 3)));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "yesterday",
            "01/02/2024",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "January 2024",
            "1706178000",
            "99999999999999999999-1-1",
            "é-é-é",
        ] {
            check_date(text, None);
        }
    }

    #[test]
    fn bylines_of_every_shape() {
        let check = |value: Value, expected: Option<&str>| {
            assert_eq!(byline(&value).as_deref(), expected, "{value}");
        };
        check(json!("Ann  Lee"), Some("Ann Lee"));
        check(json!(["Ann Lee", {"name": "Bo Ek"}, 3.5, null]), Some("Ann Lee, Bo Ek, 3.5"));
        check(json!({"name": "Ann Lee", "email": "x"}), Some("Ann Lee"));
        check(json!([]), None);
        check(json!(" "), None);
        check(json!({"email": "x"}), None);
    }
}
