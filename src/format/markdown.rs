//! Markdown: what a reader of the rendered page would read, block by block.
//!
//! Text that stands in the source as it reads is copied; escapes, entities and line breaks inside
//! paragraphs are replaced. Link targets, tags and comments are not prose. Struck-out text is
//! left out: its author took it back. A picture's alternative text is a caption, set behind the
//! paragraph it stands in. HTML blocks are read as HTML.

use super::comment;
use super::draft::{Draft, collapse};
use super::front_matter::{self, FrontMatter};
use super::html;
use super::inline::Inline;
use crate::text::{Article, ArticleBuilder, BlockKind, Decoding};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads Markdown, with or without front matter.
pub(super) fn read(source: String, decoding: Decoding) -> Article {
    let front_matter = front_matter::read(&source);
    let Drafter { done: mut drafts, comments, inline, .. } =
        draft(&source, front_matter.body_start);
    if let Some(title) = title_draft(&source, &front_matter, &drafts) {
        drafts.insert(0, title);
    }
    let mut builder = ArticleBuilder::new(source, decoding);
    for draft in drafts {
        draft.write(&mut builder);
    }
    let mut article = builder.finish();
    article.metadata = front_matter.metadata;
    inline.read(&mut article);
    comment::read(&mut article, &comments);
    article
}

/// The front matter's title as a heading, unless the body opens with it.
fn title_draft(source: &str, front_matter: &FrontMatter, body: &[Draft]) -> Option<Draft> {
    let at = front_matter.title_at.clone()?;
    let heading = body.iter().find(|draft| draft.kind == BlockKind::Heading);
    if heading.is_some_and(|heading| heading.words(source) == collapse(&source[at.clone()])) {
        return None;
    }
    let mut title = Draft::new(BlockKind::Heading);
    title.verbatim(at);
    Some(title)
}

fn draft(source: &str, body_start: usize) -> Drafter<'_> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut drafter = Drafter::new(source);
    for (event, range) in Parser::new_ext(&source[body_start..], options).into_offset_iter() {
        drafter.event(event, body_start + range.start..body_start + range.end);
    }
    drafter.finish_block();
    drafter
}

struct Drafter<'a> {
    source: &'a str,
    done: Vec<Draft>,
    open: Option<Draft>,
    /// What the enclosing lists, quotations and footnotes make of a paragraph.
    containers: Vec<BlockKind>,
    /// Alternative texts of the pictures in the open block.
    captions: Vec<Draft>,
    images: usize,
    struck: usize,
    /// Source ranges of the comments that speak to factlint.
    comments: Vec<Range<usize>>,
    inline: Inline,
}

impl<'a> Drafter<'a> {
    fn new(source: &'a str) -> Self {
        Drafter {
            source,
            done: Vec::new(),
            open: None,
            containers: Vec::new(),
            captions: Vec::new(),
            images: 0,
            struck: 0,
            comments: Vec::new(),
            inline: Inline::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(text.into_string(), range),
            Event::Code(code) => self.code(code.into_string(), range),
            Event::SoftBreak => self.replaced(" ", range),
            Event::HardBreak => self.replaced("\n", range),
            Event::InlineHtml(tag) if is_line_break(&tag) => self.replaced("\n", range),
            Event::InlineHtml(_) => self.comments.extend(comment::find(self.source, range)),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_block(self.paragraph_kind()),
            Tag::Heading { .. } => self.open_block(BlockKind::Heading),
            Tag::CodeBlock(_) => self.open_block(BlockKind::Code),
            Tag::TableHead | Tag::TableRow => self.open_block(BlockKind::TableRow),
            Tag::TableCell => self.start_cell(range.start),
            Tag::BlockQuote(_) => self.open_container(BlockKind::Quotation),
            Tag::Item => self.open_container(BlockKind::ListItem),
            Tag::FootnoteDefinition(_) => self.open_container(BlockKind::Paragraph),
            Tag::List(_) => self.finish_block(),
            Tag::HtmlBlock => self.html_block(range),
            Tag::Image { .. } => self.start_image(),
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.inline.links.push((range, dest_url.to_string())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.finish_block();
                self.containers.pop();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.finish_block(),
            TagEnd::Image => self.images -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            _ => {}
        }
    }

    fn paragraph_kind(&self) -> BlockKind {
        self.containers.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn open_container(&mut self, kind: BlockKind) {
        self.finish_block();
        self.containers.push(kind);
    }

    fn open_block(&mut self, kind: BlockKind) {
        self.finish_block();
        self.open = Some(Draft::new(kind));
    }

    fn finish_block(&mut self) {
        self.done.extend(self.open.take());
        self.done.append(&mut self.captions);
    }

    fn start_cell(&mut self, at: usize) {
        if let Some(row) = &mut self.open {
            let end = row.source_end();
            // The first cell has nothing before it to stand apart from.
            if let Some(end) = end {
                row.replaced(" | ", end..at.max(end));
            }
        }
    }

    /// The lines of a quotation begin with marks that are no part of the HTML in it, so that HTML
    /// there is passed over.
    fn html_block(&mut self, range: Range<usize>) {
        self.finish_block();
        self.comments.extend(comment::find(self.source, range.clone()));
        if !self.containers.contains(&BlockKind::Quotation) {
            self.done.extend(html::fragment(self.source, range));
        }
    }

    fn start_image(&mut self) {
        self.images += 1;
        if self.images == 1 {
            self.captions.push(Draft::new(BlockKind::Caption));
        }
    }

    /// The block that text goes to now; text straight inside a list item opens one.
    fn target(&mut self) -> &mut Draft {
        let kind = self.paragraph_kind();
        match self.captions.last_mut() {
            Some(caption) if self.images > 0 => caption,
            _ => self.open.get_or_insert_with(|| Draft::new(kind)),
        }
    }

    fn text(&mut self, text: String, range: Range<usize>) {
        if self.struck > 0 {
            return;
        }
        if self.source.get(range.clone()) == Some(text.as_str()) {
            self.target().verbatim(range);
        } else {
            self.target().replaced(text, range);
        }
    }

    /// The range of inline code includes its backticks.
    fn code(&mut self, code: String, range: Range<usize>) {
        self.inline.code.push(range.clone());
        match self.source[range.clone()].find(&code) {
            Some(at) => self.text(code.clone(), range.start + at..range.start + at + code.len()),
            None => self.text(code, range),
        }
    }

    fn replaced(&mut self, text: &'static str, range: Range<usize>) {
        if self.struck == 0 {
            self.target().replaced(text, range);
        }
    }
}

fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests;
