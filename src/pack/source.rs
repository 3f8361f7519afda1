//! The text of a pack file, and where its lines start.

use std::ops::Range;
use std::sync::OnceLock;

/// A pack file as it was read.
#[derive(Debug)]
pub struct Source {
    /// The file as reports name it.
    pub path: String,
    /// Its text.
    pub text: String,
    // Line starts are needed for files with problems alone, and then many times.
    line_starts: OnceLock<Vec<usize>>,
}

/// A line with a stretch of it marked, cut to a width that fits a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub text: String,
    /// Code points before the mark.
    pub before: usize,
    /// Code points marked, at least one.
    pub marked: usize,
}

/// Code points shown of a line; a minified file has but one.
const WIDTH: usize = 120;

impl Source {
    /// A file named `path` with this text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Source { path: path.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    /// The name of the file without folders and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The 1-based line and column, in code points, of a byte offset.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.boundary(offset);
        let line = self.line_of(offset);
        let start = self.line_starts()[line];
        (line + 1, self.text[start..offset].chars().count() + 1)
    }

    /// The line on which `span` starts, with the part of it that lies on that line marked.
    pub(super) fn excerpt(&self, span: &Range<usize>) -> Excerpt {
        let start = self.boundary(span.start);
        let line = self.line_range(self.line_of(start));
        let start = start.min(line.end);
        let end = self.boundary(span.end).clamp(start, line.end);
        let before = self.text[line.start..start].chars().count();
        let first = before.saturating_sub(WIDTH / 2);
        let shown: String = self.text[line.clone()].chars().skip(first).take(WIDTH).collect();
        let room = shown.chars().count().saturating_sub(before - first);
        Excerpt {
            before: before - first,
            marked: self.text[start..end].chars().count().clamp(1, room.max(1)),
            text: shown,
        }
    }

    fn line_range(&self, line: usize) -> Range<usize> {
        let starts = self.line_starts();
        let end = starts.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text[starts[line]..end].trim_end_matches(['\r', '\n']);
        starts[line]..starts[line] + text.len()
    }

    fn line_of(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|&start| start <= offset) - 1
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// Parsers may report an error in the middle of a character.
    fn boundary(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        (0..=offset).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }
}
