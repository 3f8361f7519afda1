//! What stands inside blocks: links, and code among words.
//!
//! Formats note where these stand in the source; here they become spans of the text.

use crate::text::{Article, Link, TextSpan};
use std::ops::Range;

/// Links and code of a source, at their source bytes.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Where a link stands, its text included, and where it leads.
    pub(super) links: Vec<(Range<usize>, String)>,
    /// Where code stands.
    pub(super) code: Vec<Range<usize>>,
}

impl Inline {
    /// Code between backticks in plain text, where nothing renders them.
    pub(super) fn of_plain(source: &str) -> Inline {
        let mut code = Vec::new();
        let mut open: Option<usize> = None;
        for (at, mark) in source.match_indices(['`', '\n']) {
            open = match open {
                _ if mark == "\n" => None,
                Some(start) if at > start => {
                    code.push(start..at);
                    None
                }
                _ => Some(at + 1),
            };
        }
        Inline { links: Vec::new(), code }
    }

    /// Gives the article its links and its code.
    pub(super) fn read(self, article: &mut Article) {
        if self.links.is_empty() && self.code.is_empty() {
            return;
        }
        let blocks = article.blocks_in_source();
        let span = |source: &Range<usize>| text_span(article, &blocks, source);
        let links = self.links.into_iter();
        let links = links
            .filter_map(|(source, target)| Some(Link { span: span(&source)?, target }))
            .collect();
        let mut code: Vec<TextSpan> = self.code.iter().filter_map(span).collect();
        code.sort_by_key(|span| span.start);
        article.links = links;
        article.code = code;
    }
}

/// The text that stands at these source bytes, if any does.
fn text_span(
    article: &Article,
    blocks: &[(Range<usize>, TextSpan)],
    source: &Range<usize>,
) -> Option<TextSpan> {
    let (_, block) = blocks.get(blocks.partition_point(|(block, _)| block.end <= source.start))?;
    let start = first_from(article, *block, source.start);
    let end = first_from(article, *block, source.end);
    (start < end).then(|| TextSpan::new(start, end))
}

/// The first place in a block whose character comes from this source byte or a later one.
fn first_from(article: &Article, block: TextSpan, source: usize) -> usize {
    let text = article.text();
    let (mut low, mut high) = (block.start, block.end);
    while low < high {
        let mut middle = low.midpoint(high);
        while !text.is_char_boundary(middle) {
            middle -= 1;
        }
        let length = text[middle..].chars().next().map_or(1, char::len_utf8);
        let place = article.source_range(TextSpan::new(middle, middle + length));
        if place.start < source {
            low = middle + length;
        } else {
            high = middle;
        }
    }
    low
}
