//! Lines and columns, for reports only.

use serde::{Deserialize, Serialize};
use std::cell::Cell;

/// A place in a source as people count it: both 1-based, columns in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Offsets at which the lines of a source start.
#[derive(Debug)]
pub struct LineIndex<'a> {
    source: &'a str,
    starts: Vec<usize>,
    /// The last position told: findings come in order, and a line may be as long as the file.
    last: Cell<(usize, Position)>,
}

impl<'a> LineIndex<'a> {
    /// Indexes `source`, the file decoded to UTF-8.
    pub fn new(source: &'a str) -> Self {
        let bytes = source.as_bytes();
        let ends_line = |at: usize| {
            bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        };
        let after_breaks = (0..bytes.len()).filter(|&at| ends_line(at)).map(|at| at + 1);
        LineIndex {
            source,
            starts: std::iter::once(0).chain(after_breaks).collect(),
            last: Cell::new((0, Position { line: 1, column: 1 })),
        }
    }

    /// The position of a source byte offset, which must lie on a character boundary.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset) + 1;
        let (told, position) = self.last.get();
        let (from, column) = if position.line == line && told <= offset {
            (told, position.column)
        } else {
            (self.starts[line - 1], 1)
        };
        let position =
            Position { line, column: column + self.source[from..offset].chars().count() };
        self.last.set((offset, position));
        position
    }

    /// The column of a source byte offset in UTF-8 bytes, from 1.
    pub fn byte_column(&self, offset: usize) -> usize {
        offset - self.starts[self.line_of(offset)] + 1
    }

    /// The text of the 1-based `line` without its line break, and its offset in the source.
    pub fn line(&self, line: usize) -> (usize, &'a str) {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(self.source.len());
        (start, self.source[start..end].trim_end_matches(['\r', '\n']))
    }

    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, offset: usize, line: usize, column: usize) {
        assert_eq!(LineIndex::new(source).position(offset), Position { line, column });
    }

    #[test]
    fn every_kind_of_line_break_ends_one_line() {
        check("ab\ncd", 3, 2, 1);
        check("ab\r\ncd", 4, 2, 1);
        check("ab\rcd", 4, 2, 2);
    }

    #[test]
    fn columns_count_code_points() {
        check("é–😀x", "é–😀".len(), 1, 4);
    }

    #[test]
    fn the_end_of_the_source_has_a_position() {
        check("", 0, 1, 1);
        check("ab\n", 3, 2, 1);
    }
}
