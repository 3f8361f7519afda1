//! Records on their way into a fact file: TOML, line by line, each line with what it came from.

use crate::language::fold;
use crate::value::PartialDate;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of a fact file.
#[derive(Clone, Debug, Default)]
pub struct Fragment {
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    text: String,
    /// The row of the table it came from, by index.
    row: Option<usize>,
}

impl Fragment {
    /// Begins a record: `[[event]]`.
    pub fn record(&mut self, kind: &str) {
        self.header(format!("[[{kind}]]"), None);
    }

    /// Begins a table of the record: `[event.deaths]`.
    pub fn table(&mut self, kind: &str, key: &str, row: Option<usize>) {
        self.header(format!("[{kind}.{key}]"), row);
    }

    fn header(&mut self, header: String, row: Option<usize>) {
        if !self.lines.is_empty() {
            self.line(String::new(), None);
        }
        self.line(header, row);
    }

    /// Adds `key = literal`.
    pub fn field(&mut self, key: &str, literal: &str, row: Option<usize>) {
        self.line(format!("{key} = {literal}"), row);
    }

    /// Adds a line.
    pub fn line(&mut self, text: String, row: Option<usize>) {
        self.lines.push(Line { text, row });
    }

    /// Adds a comment.
    pub fn comment(&mut self, words: &str) {
        self.line(format!("# {words}"), None);
    }

    /// Adds an empty line, unless the fragment is empty.
    pub fn space(&mut self) {
        if !self.lines.is_empty() {
            self.line(String::new(), None);
        }
    }

    /// Begins a record without the empty line before it, for one with comments of its own.
    pub fn open(&mut self, header: &str, row: Option<usize>) {
        self.line(header.to_owned(), row);
    }

    /// The row that the 1-based line came from.
    pub fn row_at(&self, line: usize) -> Option<usize> {
        self.lines.get(line.checked_sub(1)?)?.row
    }

    /// The text of the file with everything but comments behind `mark`, so that nothing holds
    /// until somebody takes the mark away.
    pub fn behind(&self, mark: &str) -> String {
        let lines = self.lines.iter().map(|line| match line.text.as_str() {
            text if text.is_empty() || text.starts_with('#') => format!("{text}\n"),
            text => format!("{mark}{text}\n"),
        });
        lines.collect()
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n", line.text)).collect()
    }
}

/// A text as TOML has it, on one line.
pub fn text(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut literal = String::with_capacity(one_line.len() + 2);
    literal.push('"');
    for c in one_line.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            c if c.is_control() => literal.push_str(&format!("\\u{:04X}", c as u32)),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A list of texts.
pub fn texts<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.into_iter().map(text).collect();
    format!("[{}]", items.join(", "))
}

/// A day bare, as TOML has days; a month or a year in quotation marks; anything else as a text.
pub fn date(iso: &str) -> String {
    let is_day = PartialDate::parse(iso).is_some_and(|date| date.day.is_some());
    if is_day { iso.to_owned() } else { text(iso) }
}

/// Ids of which none is given twice.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    taken: BTreeSet<String>,
    /// The last number that was put after each.
    last: BTreeMap<String, usize>,
}

impl Ids {
    /// Ids beside those that are taken already.
    pub fn beside<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        let taken = taken.into_iter().map(str::to_owned).collect();
        Ids { taken, last: BTreeMap::new() }
    }

    /// An id made of the first words of a name, or of `otherwise` where it has none.
    pub fn give(&mut self, name: &str, otherwise: &str) -> String {
        let slug = slug(name);
        let slug = if slug.is_empty() { otherwise.to_owned() } else { slug };
        let mut id = slug.clone();
        while !self.taken.insert(id.clone()) {
            let last = self.last.entry(slug.clone()).or_insert(1);
            *last += 1;
            id = format!("{slug}-{last}");
        }
        id
    }
}

/// How many words of a name an id takes.
const WORDS: usize = 7;

/// `Hugo Chávez` as `hugo-chavez`; an article at the start says nothing.
fn slug(name: &str) -> String {
    // The dots of an address part its words, those of an abbreviation do not.
    let parted = if name.contains('/') { name.replace('.', " ") } else { name.to_owned() };
    let folded = fold(&parted);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.skip_while(|word| *word == "the").take(WORDS).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_read_back_as_what_they_were() {
        for (said, kept) in [
            ("a \"b\" \\ c", "a \"b\" \\ c"),
            ("two\nlines\tand  more", "two lines and more"),
            ("bell\u{7} and é", "bell\u{7} and é"),
        ] {
            let file: toml::Table = format!("x = {}", text(said)).parse().unwrap();
            assert_eq!(file["x"].as_str(), Some(kept));
        }
        assert_eq!(date("2019-10-16"), "2019-10-16");
        assert_eq!(date("2019-10"), "\"2019-10\"");
        assert_eq!(date("soon"), "\"soon\"");
    }

    #[test]
    fn ids_are_short_and_each_given_once() {
        let mut ids = Ids::beside(["hugo-chavez"]);
        assert_eq!(ids.give("Hugo Chávez", "person"), "hugo-chavez-2");
        assert_eq!(ids.give("the Quillon flood", "event"), "quillon-flood");
        assert_eq!(ids.give("日本", "record"), "record");
        assert_eq!(
            ids.give("One two three four five six seven eight", "x").matches('-').count(),
            6
        );
    }
}
