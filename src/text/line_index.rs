//! Lines and columns, for reports only.

use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

/// A place in a source as people count it: both 1-based, columns in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Bytes between two offsets whose code points are kept.
const STRIDE: usize = 4096;

/// Offsets at which the lines of a source start.
#[derive(Debug)]
pub struct LineIndex<'a> {
    source: &'a str,
    starts: Vec<usize>,
    /// The code points before every [`STRIDE`]th byte.
    marks: OnceCell<Vec<usize>>,
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
            marks: OnceCell::new(),
        }
    }

    /// The position of a source byte offset, which must lie on a character boundary.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset);
        Position { line: line + 1, column: self.characters(self.starts[line], offset) + 1 }
    }

    /// The code points between two offsets. A line may be as long as the file, with a finding in
    /// every word: the count goes on from the last mark.
    fn characters(&self, start: usize, end: usize) -> usize {
        let bytes = self.source.as_bytes();
        if end - start <= STRIDE {
            return count(&bytes[start..end]);
        }
        let marks = self.marks.get_or_init(|| marks(bytes));
        let before = |at: usize| marks[at / STRIDE] + count(&bytes[at - at % STRIDE..at]);
        before(end) - before(start)
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

/// Code points that begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

fn marks(bytes: &[u8]) -> Vec<usize> {
    let before = |sum: &mut usize, chunk: &[u8]| {
        let here = *sum;
        *sum += count(chunk);
        Some(here)
    };
    let mut marks: Vec<usize> = bytes.chunks(STRIDE).scan(0, before).collect();
    marks.push(count(bytes));
    marks
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
    fn columns_hold_in_a_line_without_end() {
        let source = "x\n".to_owned() + &"é–😀x".repeat(3000);
        let index = LineIndex::new(&source);
        for number in [0, 1, 999, 2999, 3000] {
            let offset = 2 + number * "é–😀x".len();
            assert_eq!(index.position(offset), Position { line: 2, column: number * 4 + 1 });
        }
    }

    #[test]
    fn the_end_of_the_source_has_a_position() {
        check("", 0, 1, 1);
        check("ab\n", 3, 2, 1);
    }
}
