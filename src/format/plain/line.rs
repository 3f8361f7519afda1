//! The lines of a plain text and what each is on its own.

use std::ops::Range;

/// A line of the source.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The line as it stands, without its line break and the white space before it.
    pub(super) text: &'a str,
    /// Where the words are: without indentation, list marker, quotation mark or outer pipes.
    pub(super) content: Range<usize>,
    pub(super) kind: LineKind,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Nothing but white space.
    Blank,
    /// A rule, or the line between a table's head and its body.
    Rule,
    /// Words.
    Text,
    /// A line that begins with `- `, `• `, `1. `…
    Item,
    /// A line that begins with `>`.
    Quotation,
    /// A row of a table.
    Row,
}

impl LineKind {
    /// Whether such a line can open a block.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, LineKind::Blank | LineKind::Rule)
    }
}

impl Line<'_> {
    /// How many characters wide the line is.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether white space stands before the words.
    pub(super) fn is_indented(&self) -> bool {
        self.text.starts_with("  ") || self.text.starts_with('\t')
    }
}

/// Splits `source` at `\n`, `\r\n` and `\r`.
pub(super) fn lines(source: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < source.len() {
        let rest = &source[start..];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line_break = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        lines.push(line(rest[..end].trim_end(), start));
        start += end + line_break;
    }
    find_rows(&mut lines);
    lines
}

fn line(text: &str, start: usize) -> Line<'_> {
    let words = text.trim_start();
    let indent = text.len() - words.len();
    let (kind, marker) = classify(words);
    let content = words[marker..].trim();
    let lead = words[marker..].len() - words[marker..].trim_start().len();
    let content_start = start + indent + marker + lead;
    Line { text, content: content_start..content_start + content.len(), kind }
}

/// The kind of a line and the length of its marker.
fn classify(words: &str) -> (LineKind, usize) {
    if words.is_empty() {
        return (LineKind::Blank, 0);
    }
    if is_rule(words) {
        return (LineKind::Rule, 0);
    }
    if words.starts_with('>') {
        let marker = words.len() - words.trim_start_matches(['>', ' ']).len();
        return (LineKind::Quotation, marker);
    }
    match item_marker(words) {
        Some(marker) => (LineKind::Item, marker),
        None => (LineKind::Text, 0),
    }
}

/// `---`, `***`, `===`, `* * *`, `|---|:--|`, `---|`, `+---+`.
fn is_rule(words: &str) -> bool {
    let drawn = words.bytes().filter(|byte| b"-=*_+".contains(byte)).count();
    let only_drawn = words.bytes().all(|byte| b"-=*_+|: \t".contains(&byte));
    let has_cells = words.contains('|');
    only_drawn && (drawn >= 3 || (has_cells && drawn >= 1))
}

/// The length of `- `, `* `, `• `, `— `, `1. `, `12) ` at the start. A dash that opens direct
/// speech looks the same; either way the words after it are read.
fn item_marker(words: &str) -> Option<usize> {
    let bullet = words.chars().next().filter(|c| "-*•·‣◦▪–—+".contains(*c)).map(char::len_utf8);
    let marker = bullet.or_else(|| number_marker(words))?;
    words[marker..].starts_with([' ', '\t']).then_some(marker + 1)
}

fn number_marker(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let has_stop = words[digits..].starts_with(['.', ')']);
    ((1..=3).contains(&digits) && has_stop).then_some(digits + 1)
}

/// A pipe alone proves no table (“By Ann Lee | Staff writer”): an outer pipe does, as does a
/// table next to the line.
fn find_rows(lines: &mut [Line<'_>]) {
    for at in 0..lines.len() {
        if lines[at].kind != LineKind::Text || !lines[at].text.contains('|') {
            continue;
        }
        let words = lines[at].text.trim_start();
        let outer = words.starts_with('|') || words.ends_with('|');
        let after_table = at > 0 && matches!(lines[at - 1].kind, LineKind::Row)
            || at > 1
                && lines[at - 1].kind == LineKind::Rule
                && lines[at - 2].kind == LineKind::Row;
        let under_head = lines
            .get(at + 1)
            .is_some_and(|next| next.kind == LineKind::Rule && next.text.contains('|'));
        if outer || after_table || under_head {
            make_row(&mut lines[at]);
        }
    }
}

fn make_row(line: &mut Line<'_>) {
    let offset = line.content.start - (line.text.len() - line.text.trim_start().len());
    let is_edge = |c: char| c == '|' || c.is_whitespace();
    let cells = line.text.trim_matches(is_edge);
    let lead = line.text.len() - line.text.trim_start_matches(is_edge).len();
    line.kind = LineKind::Row;
    line.content = offset + lead..offset + lead + cells.len();
    if cells.is_empty() {
        line.kind = LineKind::Rule;
    }
}
