//! Blocks from the elements of a page: where one ends, what it is, and what stands between words.

use super::entity;
use super::page::{Event, Page};
use super::select::Part;
use super::tag::Tag;
use crate::format::draft::Draft;
use crate::text::BlockKind;
use std::ops::Range;

/// Drafts the blocks of a part of the page.
pub(super) fn drafts(page: &Page, source: &str, part: &Part) -> Vec<Draft> {
    let range = part.root.map_or(0..page.events.len(), |index| {
        page.elements[index].open..page.elements[index].close + 1
    });
    let layout = layout_rows(page);
    let mut writer = Writer::new(source);
    let mut at = range.start;
    while at < range.end {
        match &page.events[at] {
            Event::Open(index) if part.dropped[*index] => at = page.elements[*index].close,
            Event::Open(index) => writer.open(page.elements[*index].tag, layout[*index]),
            Event::Close(index) => writer.close(page.elements[*index].tag),
            Event::Text(text) => writer.text(text.clone()),
            Event::LineBreak => writer.gap.breaks += 1,
            Event::Rule => writer.finish_block(),
        }
        at += 1;
    }
    writer.finish_block();
    writer.done
}

/// For each element, whether it is a row (or a cell of one) that lays out a page instead of
/// holding data: a cell of it holds several paragraphs.
fn layout_rows(page: &Page) -> Vec<bool> {
    let mut paragraphs = vec![0u32; page.elements.len()];
    let mut layout = vec![false; page.elements.len()];
    for (index, element) in page.elements.iter().enumerate().rev() {
        let lays_out = element.tag == Tag::Cell && paragraphs[index] > 1;
        layout[index] |= lays_out;
        if let Some(parent) = element.parent {
            paragraphs[parent] += paragraphs[index] + u32::from(element.tag.is_paragraph_like());
            layout[parent] |= lays_out && page.elements[parent].tag == Tag::Row;
        }
    }
    layout
}

/// What stands between the text written last and the text to come.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    space: bool,
    breaks: usize,
    cells: usize,
}

struct Writer<'a> {
    source: &'a str,
    done: Vec<Draft>,
    block: Draft,
    gap: Gap,
    /// The kind of text in each open element.
    kinds: Vec<BlockKind>,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str) -> Self {
        Writer {
            source,
            done: Vec::new(),
            block: Draft::new(BlockKind::Paragraph),
            gap: Gap::default(),
            kinds: Vec::new(),
        }
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn open(&mut self, tag: Tag, is_layout: bool) {
        let around = self.kind();
        let kind = match tag {
            Tag::Heading => BlockKind::Heading,
            Tag::Item => BlockKind::ListItem,
            Tag::Row if !is_layout => BlockKind::TableRow,
            Tag::Quotation => BlockKind::Quotation,
            Tag::Caption | Tag::Figure => BlockKind::Caption,
            Tag::Preformatted => BlockKind::Code,
            _ => around,
        };
        self.edge(tag, around);
        self.kinds.push(kind);
        self.block_kind();
        if tag == Tag::Cell && !self.block.is_empty() {
            self.gap.cells += 1;
        }
    }

    fn close(&mut self, tag: Tag) {
        self.kinds.pop();
        self.edge(tag, self.kind());
        self.block_kind();
    }

    /// The start or the end of an element. Inside a row nothing breaks the row.
    fn edge(&mut self, tag: Tag, around: BlockKind) {
        if !tag.is_block() {
            return;
        }
        if around == BlockKind::TableRow {
            self.gap.space = true;
        } else {
            self.finish_block();
        }
    }

    /// A block that has no text yet takes the kind of the element it is in now.
    fn block_kind(&mut self) {
        if self.block.is_empty() {
            self.block.kind = self.kind();
        }
    }

    fn finish_block(&mut self) {
        let next = Draft::new(self.kind());
        let block = std::mem::replace(&mut self.block, next);
        if !block.is_empty() {
            self.done.push(block);
        }
        self.gap = Gap::default();
    }

    fn text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at += self.piece(&self.source[at..range.end], at);
        }
    }

    /// Writes what `text`, which stands at `at`, begins with; gives its length.
    fn piece(&mut self, text: &'a str, at: usize) -> usize {
        let keeps_space = self.block.kind == BlockKind::Code;
        let is_space = |c: char| c.is_ascii_whitespace() && !keeps_space;
        let space = text.len() - text.trim_start_matches(is_space).len();
        if space > 0 {
            self.gap.space = true;
            return space;
        }
        if let Some((length, decoded)) = entity::decode(text) {
            self.reference(decoded, at..at + length);
            return length;
        }
        let first = text.chars().next().map_or(1, char::len_utf8);
        let stops = |c: char| c == '&' || is_space(c);
        let length = text[first..].find(stops).map_or(text.len(), |end| first + end);
        self.bridge(at);
        self.block.verbatim(at..at + length);
        length
    }

    fn reference(&mut self, decoded: String, source: Range<usize>) {
        if decoded.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.gap.space = true;
            return;
        }
        self.bridge(source.start);
        self.block.replaced(decoded, source);
    }

    /// Writes what stands between the text so far and the text at `start`.
    fn bridge(&mut self, start: usize) {
        let gap = std::mem::take(&mut self.gap);
        let Some(end) = self.block.source_end() else {
            return;
        };
        let between = end..start.max(end);
        if gap.breaks > 1 && gap.cells == 0 && self.block.kind != BlockKind::TableRow {
            self.finish_block();
        } else if gap.cells > 0 {
            self.block.replaced(" | ".repeat(gap.cells), between);
        } else if gap.breaks > 0 && self.block.kind != BlockKind::TableRow {
            self.block.replaced("\n", between);
        } else if gap.breaks > 0 || gap.space {
            self.space(between);
        }
    }

    fn space(&mut self, between: Range<usize>) {
        if &self.source[between.clone()] == " " {
            self.block.verbatim(between);
        } else {
            self.block.replaced(" ", between);
        }
    }
}
