//! A block in the making: runs of text and the source bytes each stands for.
//!
//! Markdown and HTML draft every block first, because what a block is and whether it stays is
//! known only after it was read; then the drafts are written to the article in order.

use crate::text::{ArticleBuilder, BlockKind};
use std::borrow::Cow;
use std::ops::Range;

/// A block and its runs of text.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    runs: Vec<Run>,
}

#[derive(Clone, Debug)]
enum Run {
    Verbatim(Range<usize>),
    Replaced(Cow<'static, str>, Range<usize>),
}

impl Draft {
    pub(super) fn new(kind: BlockKind) -> Self {
        Draft { kind, runs: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Appends source bytes as they stand.
    pub(super) fn verbatim(&mut self, source: Range<usize>) {
        match self.runs.last_mut() {
            Some(Run::Verbatim(last)) if last.end == source.start => last.end = source.end,
            _ => self.runs.push(Run::Verbatim(source)),
        }
    }

    /// Appends text that stands for other source bytes.
    pub(super) fn replaced(&mut self, text: impl Into<Cow<'static, str>>, source: Range<usize>) {
        self.runs.push(Run::Replaced(text.into(), source));
    }

    /// Where the source bytes of the last run end.
    pub(super) fn source_end(&self) -> Option<usize> {
        self.runs.last().map(|run| match run {
            Run::Verbatim(source) | Run::Replaced(_, source) => source.end,
        })
    }

    /// The text so far, with white space collapsed: for comparing headings.
    pub(super) fn words(&self, source: &str) -> String {
        let text: String = self
            .runs
            .iter()
            .map(|run| match run {
                Run::Verbatim(range) => &source[range.clone()],
                Run::Replaced(text, _) => text,
            })
            .collect();
        collapse(&text)
    }

    /// Writes the block to the article.
    pub(super) fn write(self, article: &mut ArticleBuilder) {
        article.block(self.kind, |text| {
            for run in self.runs {
                match run {
                    Run::Verbatim(source) => text.verbatim(source),
                    Run::Replaced(replacement, source) => text.replaced(&replacement, source),
                }
            }
        });
    }
}

/// `text` with every run of white space made one space, and none at its edges.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
