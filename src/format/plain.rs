//! Plain text: lines, and the blocks they make.
//!
//! The text is the source, byte for byte; only blocks are found. Articles come with one paragraph
//! a line or hard-wrapped with blank lines between paragraphs. Which of the two it is shows in
//! the lines themselves: where text was wrapped, the next line's first word would not have fitted.

mod heading;
mod line;
mod wrapping;

use super::inline::Inline;
use crate::text::{Article, ArticleBuilder, Block, BlockKind, Decoding, TextSpan};
use heading::{Place, is_heading};
use line::{Line, LineKind, lines};
use wrapping::Wrapping;

/// Reads plain text.
pub(super) fn read(source: String, decoding: Decoding) -> Article {
    let blocks = find_blocks(&source);
    let inline = Inline::of_plain(&source);
    let mut article = ArticleBuilder::new(source, decoding).whole_source(blocks);
    inline.read(&mut article);
    article
}

fn find_blocks(source: &str) -> Vec<Block> {
    let lines = lines(source);
    let wrapping = Wrapping::of(&lines);
    let groups: Vec<&[Line<'_>]> = lines
        .chunk_by(|line, next| wrapping.joins(line, next))
        .filter(|group| group[0].kind.is_block())
        .collect();
    let last = groups.len().saturating_sub(1);
    groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let place = match index {
                _ if index == last => Place::Last,
                0 => Place::First,
                _ => Place::Between,
            };
            block(source, group, place)
        })
        .filter(|block| !block.span.is_empty())
        .collect()
}

fn block(source: &str, group: &[Line<'_>], place: Place) -> Block {
    let span = TextSpan::new(group[0].content.start, group[group.len() - 1].content.end);
    let kind = match group[0].kind {
        LineKind::Item => BlockKind::ListItem,
        LineKind::Quotation => BlockKind::Quotation,
        LineKind::Row => BlockKind::TableRow,
        _ if is_heading(&source[span.range()], place) => BlockKind::Heading,
        _ => BlockKind::Paragraph,
    };
    Block { span, kind }
}

#[cfg(test)]
mod tests;
