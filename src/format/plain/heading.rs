//! Which paragraph of a plain text is a heading.

use super::super::metadata::read_date;

/// Where a block stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The first block, with text to follow.
    First,
    /// Text before and after it.
    Between,
    /// The last block: a heading heads something.
    Last,
}

/// Whether a block is a heading: short, opened like one and not ended like a sentence.
pub(super) fn is_heading(text: &str, place: Place) -> bool {
    let (most_chars, most_words) = match place {
        Place::First => (200, 30),
        Place::Between => (110, 16),
        Place::Last => return false,
    };
    text.len() <= 4 * most_chars
        && text.chars().count() <= most_chars
        && text.split_whitespace().count() <= most_words
        && opens_like_a_title(text)
        && !ends_like_prose(text, place)
        && !goes_on_after_a_stop(text)
        && !is_byline_or_date(text)
        && !(text.starts_with('(') && text.ends_with(')'))
}

fn opens_like_a_title(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| !c.is_lowercase())
}

/// A question or an exclamation may head an article or a part of it; in quotation marks it is
/// more often speech, save at the top.
fn ends_like_prose(text: &str, place: Place) -> bool {
    let closers = ['"', '\'', '”', '’', '»', ')', ']'];
    let bare = text.trim_end_matches(closers);
    let asks = bare.ends_with(['?', '!']);
    let is_quoted = bare.len() < text.len() || text.starts_with(['"', '“', '«', '‘']);
    bare.ends_with(['.', ',', ';', '…', '—', '–'])
        || asks && is_quoted && place != Place::First
        || bare.ends_with(':') && text.split_whitespace().count() > 8
}

/// Whether a sentence ends inside a text of many words: it is a paragraph whose end is missing.
/// Abbreviations are shorter than the word before such a stop.
fn goes_on_after_a_stop(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = |word: &str| {
        let bare = word.strip_suffix('.').unwrap_or_default();
        bare.len() > 3 && bare.chars().all(char::is_lowercase)
    };
    let opens = |word: &str| word.starts_with(char::is_uppercase);
    words.len() > 12 && words.windows(2).any(|pair| ends(pair[0]) && opens(pair[1]))
}

fn is_byline_or_date(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let opens = |word: &str| {
        let start = text.get(..word.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(word)
    };
    let credit =
        ["by ", "published ", "updated ", "posted ", "published:", "updated:", "last updated"];
    credit.iter().any(|word| opens(word)) && words <= 12 || words <= 8 && read_date(text).is_some()
}
