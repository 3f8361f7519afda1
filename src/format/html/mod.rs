//! HTML: the article in a web page, without the page around it.
//!
//! The way is linear: [`page`] lists the elements that matter and the text between them,
//! [`select`] weighs them and picks the article, [`blocks`] drafts its blocks, and [`metadata`]
//! reads what the page says about it. Nothing recurses, so depth is harmless.

mod blocks;
mod boilerplate;
mod entity;
mod metadata;
mod page;
mod select;
mod tag;

use super::comment;
use super::draft::Draft;
use super::inline::Inline;
use crate::text::{Article, ArticleBuilder, Decoding};
use std::ops::Range;

/// Reads a web page, or a fragment of one.
pub(super) fn read(source: String, decoding: Decoding) -> Article {
    let page = page::parse(&source, 0..source.len());
    let metadata = metadata::read(&page);
    let drafts = select::parts(&page, &source, metadata.title.as_deref())
        .into_iter()
        .flat_map(|part| blocks::drafts(&page, &source, &part))
        .collect::<Vec<_>>();
    let inline = inline(&page, &source);
    let mut builder = ArticleBuilder::new(source, decoding);
    for draft in drafts {
        draft.write(&mut builder);
    }
    let mut article = builder.finish();
    article.metadata = metadata;
    inline.read(&mut article);
    let comments = comment::find(article.source(), 0..article.source().len());
    comment::read(&mut article, &comments);
    article
}

/// In bytes; a link or a piece of code that does not end within them is none.
const LONGEST_INLINE: usize = 1_000;

fn inline(page: &page::Page, source: &str) -> Inline {
    let until = |start: usize, tag: &str| {
        let mut end = source.len().min(start + LONGEST_INLINE);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        Some(start..start + source.get(start..end)?.find(tag)?)
    };
    let links = page.clues.links.iter();
    let links = links.filter_map(|(at, target)| Some((until(*at, "</a")?, target.clone())));
    let code = page.clues.code.iter().filter_map(|&at| until(at, "</"));
    Inline { links: links.collect(), code: code.collect() }
}

/// Drafts the blocks of a piece of HTML inside another format.
pub(super) fn fragment(source: &str, range: Range<usize>) -> Vec<Draft> {
    let page = page::parse(source, range);
    blocks::drafts(&page, source, &select::everything(&page))
}

#[cfg(test)]
mod tests;
