//! What every format's tests share: drawing an article's blocks and checking its offsets.

use crate::text::{Article, TextSpan};

/// The blocks as lines `kind: text`, with line breaks inside a block drawn as ` / `.
pub(super) fn draw(article: &Article) -> String {
    article
        .blocks()
        .iter()
        .map(|block| {
            let text = article.slice(block.span).replace("\r\n", " / ");
            format!("{}: {}\n", block.kind.name(), text.replace(['\n', '\r'], " / "))
        })
        .collect()
}

/// Blocks ascend and stand apart, on character boundaries, without white space at their edges;
/// and every character is the same in the source, unless it stands for markup or an entity.
#[track_caller]
pub(super) fn check_offsets(article: &Article) {
    let mut end = 0;
    for block in article.blocks() {
        assert!(block.span.start >= end && !block.span.is_empty());
        end = block.span.end;
        let text = article.slice(block.span);
        assert_eq!(text, text.trim());
        check_characters(article, block.span);
        let in_file = article.file_span(block.span);
        assert!(in_file.start < in_file.end, "{in_file:?}");
    }
    assert!(end <= article.text().len());
}

#[track_caller]
fn check_characters(article: &Article, block: TextSpan) {
    let text = article.slice(block);
    for (at, character) in text.char_indices() {
        let start = block.start + at;
        let range = article.source_range(TextSpan::new(start, start + character.len_utf8()));
        let source = &article.source()[range];
        let is_mark = |c: char| c.is_whitespace() || "&<\\`*_~[]|\0".contains(c);
        let stands_for_marks = source.is_empty() || source.contains(is_mark);
        let same = source.chars().eq([character]);
        assert!(same || stands_for_marks, "{source:?} is not {character:?}");
    }
}
