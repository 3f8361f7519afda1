//! What every format's tests share: drawing an article's blocks and checking its offsets.

use crate::text::{Article, TextSpan};

/// The blocks as lines `kind: text`, with line breaks inside a block drawn as ` / `.
pub(super) fn draw(article: &Article) -> String {
    article
        .blocks()
        .iter()
        .map(|block| {
            let text = article.slice(block.span).replace("\r\n", " / ");
            format!(
                "{}: {}\n",
                block.kind.name(),
                text.replace(['\n', '\r'], " / ")
            )
        })
        .collect()
}

/// Blocks ascend and stand apart, on character boundaries, without white space at their edges;
/// and every word is the same in the source, unless markup or an entity lies inside it.
#[track_caller]
pub(super) fn check_offsets(article: &Article) {
    let mut end = 0;
    for block in article.blocks() {
        assert!(block.span.start >= end && !block.span.is_empty());
        end = block.span.end;
        let text = article.slice(block.span);
        assert_eq!(text, text.trim());
        check_words(article, block.span);
        assert!(article.file_span(block.span).start <= article.file_span(block.span).end);
    }
    assert!(end <= article.text().len());
}

#[track_caller]
fn check_words(article: &Article, block: TextSpan) {
    let text = article.slice(block);
    for word in text.split_whitespace() {
        let start = block.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let range = article.source_range(TextSpan::new(start, start + word.len()));
        let source = &article.source()[range];
        let marked = source.contains(['&', '<', '\\', '`', '*', '_', '~', '[', '|', '\0', '\n']);
        assert!(
            source == word || marked || word == "|",
            "{source:?} is not {word:?}"
        );
    }
}
