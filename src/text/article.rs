//! An article: its prose, the blocks the prose falls into, and what its file says about it.

use super::offset_map::{Decoding, OffsetMap, OffsetMapBuilder};
use super::span::{FileSpan, TextSpan};
use super::suppression::Instructions;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// An article under check.
#[derive(Debug)]
pub struct Article {
    /// Where it came from.
    pub origin: Origin,
    /// What its file says about it.
    pub metadata: Metadata,
    /// Trusted documents that came with it (`sources` of a JSON Lines record).
    pub sources: Vec<Article>,
    /// What its editors tell factlint.
    pub instructions: Instructions,
    /// Where its words lead, in reading order.
    pub links: Vec<Link>,
    /// Code among its words, ascending: nobody asserts anything in it.
    pub code: Vec<TextSpan>,
    text: String,
    /// The file decoded to UTF-8, where that differs from `text`.
    source: Option<String>,
    blocks: Vec<Block>,
    map: OffsetMap,
}

/// Where an article came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The path as it is reported, `/`-separated; `<stdin>` for standard input without a name.
    pub path: String,
    /// The `id` of a JSON Lines record, or the address of a page in a web archive.
    pub record: Option<String>,
    /// The 1-based line of a JSON Lines record in its file, or the number of a page's record in a
    /// web archive.
    pub record_line: Option<usize>,
}

/// What front matter, JSON-LD, meta tags or a record's fields say about an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Metadata {
    /// Its headline, if it stands outside the text.
    pub title: Option<String>,
    /// Its date of publication.
    pub date: Option<Dated>,
    /// Its byline.
    pub author: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Its language as a BCP 47 tag.
    pub language: Option<String>,
    /// The day on which a web archive took the page: no date of writing, which may lie long before.
    pub captured: Option<Date>,
    /// What it says about how the article was made.
    pub statements: Vec<Statement>,
}

/// Something metadata says about how an article was made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Statement {
    /// What it is called, letters and digits alone, in lower case: `digitalsourcetype`.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// Words that lead elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub span: TextSpan,
    /// The address.
    pub target: String,
}

/// A date of publication, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Dated {
    /// The day of publication.
    pub date: Date,
    /// What gave it.
    pub from: DateOrigin,
}

/// What gave an article's reference date, in falling order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum DateOrigin {
    /// `--date` on the command line.
    CommandLine,
    /// A JSON Lines record's `date`.
    Record,
    /// YAML or TOML front matter.
    FrontMatter,
    /// `datePublished` in JSON-LD.
    JsonLd,
    /// A meta tag such as `article:published_time`.
    MetaTag,
    /// The dateline at the head of the text.
    Dateline,
}

impl DateOrigin {
    /// The name used in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            DateOrigin::CommandLine => "command-line",
            DateOrigin::Record => "record",
            DateOrigin::FrontMatter => "front-matter",
            DateOrigin::JsonLd => "json-ld",
            DateOrigin::MetaTag => "meta-tag",
            DateOrigin::Dateline => "dateline",
        }
    }
}

/// A stretch of text that is read as a unit: sentences never cross its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Block {
    /// Its text, without the line break that follows.
    pub span: TextSpan,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A headline or a heading between paragraphs.
    Heading,
    /// An item of a list.
    ListItem,
    /// A row of a table, its cells separated by `|`.
    TableRow,
    /// A block quotation.
    Quotation,
    /// A caption of a picture or a table.
    Caption,
    /// Code or other verbatim text; nobody asserts anything in it.
    Code,
}

impl BlockKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Heading => "heading",
            BlockKind::ListItem => "list-item",
            BlockKind::TableRow => "table-row",
            BlockKind::Quotation => "quotation",
            BlockKind::Caption => "caption",
            BlockKind::Code => "code",
        }
    }
}

impl Article {
    /// A title that stands outside a text, as an article of its own.
    pub fn of_title(title: &str) -> Article {
        let span = TextSpan::new(0, title.len());
        let block = Block { span, kind: BlockKind::Heading };
        let builder = ArticleBuilder::new(title.to_owned(), Decoding::identity());
        builder.whole_source(vec![block])
    }

    /// The prose: blocks in reading order, with line breaks between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file decoded to UTF-8; lines and columns count in it.
    pub fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(&self.text)
    }

    /// The blocks of the text, ascending and apart.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Where each block stands in the source, with its span of the text, in the order of the source.
    pub fn blocks_in_source(&self) -> Vec<(Range<usize>, TextSpan)> {
        let blocks = self.blocks().iter();
        let mut blocks: Vec<(Range<usize>, TextSpan)> =
            blocks.map(|block| (self.source_range(block.span), block.span)).collect();
        blocks.sort_by_key(|(source, _)| source.start);
        blocks
    }

    /// The text of a span.
    pub fn slice(&self, span: TextSpan) -> &str {
        &self.text[span.range()]
    }

    /// Whether a span lies in code among words.
    pub fn is_code(&self, span: TextSpan) -> bool {
        let opened = self.code.partition_point(|code| code.start <= span.start);
        opened.checked_sub(1).is_some_and(|last| span.end <= self.code[last].end)
    }

    /// Where a span of the text stands in [`Article::source`].
    pub fn source_range(&self, span: TextSpan) -> Range<usize> {
        self.map.to_source(span)
    }

    /// Where a span of the text stands in the file.
    pub fn file_span(&self, span: TextSpan) -> FileSpan {
        self.map.to_file(span, self.source())
    }
}

/// Puts an article together from its source, keeping the offset map as it goes.
///
/// A format calls [`block`](Self::block) for each block and, inside it, appends text; blocks
/// without visible text vanish. A format whose text is the source itself calls
/// [`whole_source`](Self::whole_source) instead.
#[derive(Debug)]
pub struct ArticleBuilder {
    source: String,
    decoding: Decoding,
    text: String,
    blocks: Vec<Block>,
    map: OffsetMapBuilder,
}

impl ArticleBuilder {
    /// Starts an article whose file was decoded to `source`.
    pub fn new(source: String, decoding: Decoding) -> Self {
        ArticleBuilder {
            source,
            decoding,
            text: String::new(),
            blocks: Vec::new(),
            map: OffsetMapBuilder::default(),
        }
    }

    /// The file decoded to UTF-8.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Appends a block; `fill` appends its text. White space at its edges is left out of the
    /// block's span, and a block of nothing but white space leaves no trace.
    pub fn block(&mut self, kind: BlockKind, fill: impl FnOnce(&mut BlockText<'_>)) {
        let (text_before, pieces_before) = (self.text.len(), self.map.len());
        if !self.text.is_empty() {
            let at = self.map.source_end();
            self.map.replaced(self.text.len(), at..at);
            self.text.push('\n');
        }
        let start = self.text.len();
        fill(&mut BlockText { builder: self });
        let written = &self.text[start..];
        let trimmed = written.trim();
        let lead = written.len() - written.trim_start().len();
        let span = TextSpan::new(start + lead, start + lead + trimmed.len());
        if span.is_empty() {
            self.text.truncate(text_before);
            self.map.truncate(pieces_before);
        } else {
            self.blocks.push(Block { span, kind });
        }
    }

    /// Takes the source as the text, byte for byte, with blocks found in it.
    pub fn whole_source(self, blocks: Vec<Block>) -> Article {
        Article {
            origin: Origin::default(),
            metadata: Metadata::default(),
            sources: Vec::new(),
            instructions: Instructions::default(),
            links: Vec::new(),
            code: Vec::new(),
            text: self.source,
            source: None,
            blocks,
            map: OffsetMap::identity(self.decoding),
        }
    }

    /// The article built so far.
    pub fn finish(self) -> Article {
        let map = if self.text.is_empty() {
            OffsetMap::identity(self.decoding)
        } else {
            self.map.finish(self.decoding)
        };
        Article {
            origin: Origin::default(),
            metadata: Metadata::default(),
            sources: Vec::new(),
            instructions: Instructions::default(),
            links: Vec::new(),
            code: Vec::new(),
            text: self.text,
            source: Some(self.source),
            blocks: self.blocks,
            map,
        }
    }
}

/// The text of the block under construction.
#[derive(Debug)]
pub struct BlockText<'a> {
    builder: &'a mut ArticleBuilder,
}

impl BlockText<'_> {
    /// Appends these source bytes as they stand.
    pub fn verbatim(&mut self, source: Range<usize>) {
        if source.is_empty() {
            return;
        }
        self.builder.map.verbatim(self.builder.text.len(), source.clone());
        self.builder.text.push_str(&self.builder.source[source]);
    }

    /// Appends `text`, which stands for these source bytes: a decoded entity, a soft line break.
    pub fn replaced(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.builder.map.replaced(self.builder.text.len(), source);
        self.builder.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity_article() -> Article {
        let mut builder =
            ArticleBuilder::new("<p>A &amp; B</p><p>C</p>".into(), Decoding::identity());
        builder.block(BlockKind::Paragraph, |text| {
            text.verbatim(3..5);
            text.replaced("&", 5..10);
            text.verbatim(10..12);
        });
        builder.block(BlockKind::Paragraph, |text| text.verbatim(19..20));
        builder.finish()
    }

    #[test]
    fn spans_lead_back_through_decoded_entities() {
        let article = entity_article();
        assert_eq!(article.text(), "A & B\nC");
        let amp = article.text().find('&').unwrap();
        assert_eq!(article.source_range(TextSpan::new(amp, amp + 1)), 5..10);
        assert_eq!(article.source_range(TextSpan::new(0, 5)), 3..12);
        assert_eq!(article.source_range(TextSpan::new(6, 7)), 19..20);
    }

    #[test]
    fn blocks_without_text_leave_no_trace() {
        let mut builder = ArticleBuilder::new("  x".into(), Decoding::identity());
        builder.block(BlockKind::Heading, |text| text.verbatim(0..2));
        builder.block(BlockKind::Paragraph, |text| text.verbatim(2..3));
        let article = builder.finish();
        assert_eq!(article.text(), "x");
        assert_eq!(article.blocks().len(), 1);
        assert_eq!(article.slice(article.blocks()[0].span), "x");
    }

    #[test]
    fn file_offsets_count_bytes_of_the_encoding() {
        let text = "é😀x".to_owned();
        let x = TextSpan::new(text.len() - 1, text.len());
        let file = |decoding| {
            ArticleBuilder::new(text.clone(), decoding).whole_source(Vec::new()).file_span(x).start
        };
        assert_eq!(file(Decoding::identity()), 6);
        assert_eq!(file(Decoding::Utf16), 2 + 2 * 3);
        assert_eq!(file(Decoding::Utf8 { bom: 3, replaced: vec![] }), 9);
        assert_eq!(file(Decoding::Utf8 { bom: 0, replaced: vec![(2, 1)] }), 4);
    }
}
