//! From article text back to file bytes: the one place that converts spans.
//!
//! Two steps lie between an article's text and its file. The format step (front matter skipped,
//! tags removed, entities decoded) is a list of [`Piece`]s over the *source*, which is the file
//! decoded to UTF-8. The decoding step (byte-order mark, UTF-16, Windows-1252, broken bytes) is a
//! [`Decoding`]. Plain UTF-8 text needs neither, and then both are empty.

use super::span::{FileSpan, TextSpan};
use std::ops::Range;
use std::sync::OnceLock;

/// A run of article text and the source bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text_start: usize,
    source_start: usize,
    source_len: usize,
    /// Copied byte for byte, so that offsets inside the run can be told apart. The other pieces
    /// (a decoded entity, a line break put between blocks) map as a whole.
    verbatim: bool,
}

/// How the file's bytes became the source text (UTF-8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoding {
    /// UTF-8, after a byte-order mark of `bom` bytes. Broken bytes were replaced by U+FFFD: each
    /// entry gives the replacement's offset in the source and how many file bytes it stands for.
    Utf8 {
        /// Length of the byte-order mark in bytes, 0 or 3.
        bom: usize,
        /// Replaced byte sequences, in ascending order.
        replaced: Vec<(usize, usize)>,
    },
    /// UTF-16 of either byte order, after a byte-order mark of two bytes.
    Utf16,
    /// Windows-1252: one byte a character.
    SingleByte,
}

impl Decoding {
    /// UTF-8 without a byte-order mark and without broken bytes.
    pub fn identity() -> Self {
        Decoding::Utf8 { bom: 0, replaced: Vec::new() }
    }

    /// The file offset at which the source begins.
    fn start(&self) -> usize {
        match self {
            Decoding::Utf8 { bom, .. } => *bom,
            Decoding::Utf16 => 2,
            Decoding::SingleByte => 0,
        }
    }

    /// How many bytes of the file a part of the source stands for.
    fn file_len(&self, source: &str, part: Range<usize>) -> usize {
        match self {
            Decoding::Utf8 { replaced, .. } => {
                let before = |at: usize| replaced.partition_point(|&(offset, _)| offset < at);
                let inside = &replaced[before(part.start)..before(part.end)];
                let in_file: usize = inside.iter().map(|&(_, file_len)| file_len).sum();
                part.len() + in_file - inside.len() * char::REPLACEMENT_CHARACTER.len_utf8()
            }
            Decoding::Utf16 => 2 * source[part].encode_utf16().count(),
            Decoding::SingleByte => source[part].chars().count(),
        }
    }

    fn is_byte_for_byte(&self) -> bool {
        matches!(self, Decoding::Utf8 { replaced, .. } if replaced.is_empty())
    }
}

/// Source bytes between two offsets whose file offsets are kept.
const STRIDE: usize = 4096;

/// Converts spans of an article's text to spans of its source and of its file.
#[derive(Clone, Debug)]
pub struct OffsetMap {
    /// Ascending in `text_start`; empty when the text *is* the source.
    pieces: Vec<Piece>,
    decoding: Decoding,
    /// Source offsets with their file offsets, one every [`STRIDE`] bytes, made when first asked
    /// for: an article may be one long text in an old encoding with a finding in every line.
    marks: OnceLock<Vec<(usize, usize)>>,
}

impl OffsetMap {
    /// The map of an article whose text is its source, byte for byte.
    pub fn identity(decoding: Decoding) -> Self {
        OffsetMap { pieces: Vec::new(), decoding, marks: OnceLock::new() }
    }

    /// Where the text's bytes stand in the source, the file decoded to UTF-8. A span that covers
    /// part of a decoded entity covers the whole of it in the source.
    pub fn to_source(&self, span: TextSpan) -> Range<usize> {
        if self.pieces.is_empty() {
            return span.range();
        }
        let start = self.source_start(span.start);
        let end = if span.is_empty() { start } else { self.source_end(span.end) };
        start..end.max(start)
    }

    /// Where the text's bytes stand in the file. `source` is the file decoded to UTF-8.
    pub fn to_file(&self, span: TextSpan, source: &str) -> FileSpan {
        let range = self.to_source(span);
        FileSpan {
            start: self.file_offset(source, range.start),
            end: self.file_offset(source, range.end),
        }
    }

    fn file_offset(&self, source: &str, at: usize) -> usize {
        if self.decoding.is_byte_for_byte() {
            return self.decoding.start() + at;
        }
        let marks = self.marks.get_or_init(|| self.marks(source));
        let after = marks.partition_point(|&(known, _)| known <= at);
        let (known, in_file) = marks[after.saturating_sub(1)];
        in_file + self.decoding.file_len(source, known..at)
    }

    fn marks(&self, source: &str) -> Vec<(usize, usize)> {
        let mut marks = vec![(0, self.decoding.start())];
        let (mut at, mut in_file) = marks[0];
        while at + STRIDE < source.len() {
            let is_boundary = |offset: &usize| source.is_char_boundary(*offset);
            let next = (at..=at + STRIDE).rev().find(is_boundary).unwrap_or(at + STRIDE);
            in_file += self.decoding.file_len(source, at..next);
            at = next;
            marks.push((at, in_file));
        }
        marks
    }

    fn source_start(&self, at: usize) -> usize {
        let piece = self.piece_at(at);
        piece.source_start + if piece.verbatim { at - piece.text_start } else { 0 }
    }

    fn source_end(&self, end: usize) -> usize {
        let piece = self.piece_at(end - 1);
        if piece.verbatim {
            piece.source_start + (end - piece.text_start)
        } else {
            piece.source_start + piece.source_len
        }
    }

    fn piece_at(&self, at: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.text_start <= at);
        self.pieces[after.saturating_sub(1)]
    }
}

/// Builds the pieces while text is appended; used by [`ArticleBuilder`](super::ArticleBuilder).
#[derive(Debug, Default)]
pub(super) struct OffsetMapBuilder {
    pieces: Vec<Piece>,
}

impl OffsetMapBuilder {
    /// `source` was copied verbatim to the text at `text_start`.
    pub(super) fn verbatim(&mut self, text_start: usize, source: Range<usize>) {
        if let Some(last) = self.pieces.last_mut() {
            let continues = last.verbatim
                && last.source_start + last.source_len == source.start
                && last.text_start + last.source_len == text_start;
            if continues {
                last.source_len += source.len();
                return;
            }
        }
        self.push(text_start, source, true);
    }

    /// Text at `text_start` stands for `source` as a whole.
    pub(super) fn replaced(&mut self, text_start: usize, source: Range<usize>) {
        self.push(text_start, source, false);
    }

    /// The source offset just past the last piece.
    pub(super) fn source_end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.source_start + piece.source_len)
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Forgets all pieces but the first `len`. What was appended since opened with a piece of its
    /// own, so none of the first grew.
    pub(super) fn truncate(&mut self, len: usize) {
        self.pieces.truncate(len);
    }

    fn push(&mut self, text_start: usize, source: Range<usize>, verbatim: bool) {
        self.pieces.push(Piece {
            text_start,
            source_start: source.start,
            source_len: source.len(),
            verbatim,
        });
    }

    pub(super) fn finish(self, decoding: Decoding) -> OffsetMap {
        OffsetMap { pieces: self.pieces, decoding, marks: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_hold_past_every_mark() {
        let source = "é\u{FFFD}😀x ".repeat(3000);
        let replaced: Vec<(usize, usize)> =
            source.match_indices('\u{FFFD}').map(|(at, _)| (at, 1)).collect();
        for (decoding, width) in [
            (Decoding::SingleByte, 5),
            (Decoding::Utf16, 12),
            (Decoding::Utf8 { bom: 3, replaced }, 9),
        ] {
            let start = decoding.start();
            let map = OffsetMap::identity(decoding);
            let length = "é\u{FFFD}😀x ".len();
            for number in 0..3000 {
                let at = number * length;
                let span = map.to_file(TextSpan::new(at, at + length), &source);
                assert_eq!(span.start, start + number * width);
                assert_eq!(span.end, start + (number + 1) * width);
            }
        }
    }
}
