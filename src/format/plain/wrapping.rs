//! Whether a plain text is hard-wrapped, and which lines belong together.

use super::line::{Line, LineKind};

/// Text wider than this was not wrapped by hand or by a mail program.
const WIDEST: usize = 110;
/// Narrower lines are verse, addresses or lists.
const NARROWEST: usize = 40;

/// How a text's lines are wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Each line is a paragraph.
    LineIsParagraph,
    /// Lines are filled up to about this many characters.
    Filled {
        /// The widest line.
        width: usize,
    },
}

impl Wrapping {
    /// Finds out how `lines` are wrapped.
    ///
    /// They are when most breaks between adjoining lines come where the next word would not have
    /// fitted, and most of those breaks cut a sentence. One such break proves little: a headline
    /// over a short paragraph looks the same.
    pub(super) fn of(lines: &[Line<'_>]) -> Wrapping {
        let pairs = || lines.windows(2).filter(|pair| is_text(&pair[0]) && is_text(&pair[1]));
        let width = pairs().map(|pair| pair[0].width()).max().unwrap_or(0);
        let widest_end = pairs().map(|pair| pair[1].width()).max().unwrap_or(0);
        if !(NARROWEST..=WIDEST).contains(&width) || widest_end > width {
            return Wrapping::LineIsParagraph;
        }
        let breaks = pairs().count();
        let full = pairs().filter(|pair| is_full(&pair[0], &pair[1], width)).count();
        let cut = pairs()
            .filter(|pair| is_full(&pair[0], &pair[1], width) && !ends_sentence(pair[0].text))
            .count();
        if full * 2 > breaks && cut * 2 > full && (cut > 1 || cuts_before_lower_case(pairs())) {
            Wrapping::Filled { width }
        } else {
            Wrapping::LineIsParagraph
        }
    }

    /// Whether `next` continues the block of `line`.
    pub(super) fn joins(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let continues_item = line.kind == LineKind::Item || line.is_indented();
        match (line.kind, next.kind) {
            (LineKind::Item, LineKind::Text) => next.is_indented() || self.is_filled(line, next),
            (LineKind::Text, LineKind::Text) => {
                let new_indent = next.is_indented() && !continues_item;
                !new_indent && self.is_filled(line, next)
            }
            (LineKind::Quotation, LineKind::Quotation) => self.is_filled(line, next),
            _ => false,
        }
    }

    fn is_filled(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        match self {
            Wrapping::LineIsParagraph => false,
            Wrapping::Filled { width } => is_full(line, next, width),
        }
    }
}

fn is_text(line: &Line<'_>) -> bool {
    line.kind == LineKind::Text
}

/// Whether the first word of `next` would not have fitted behind `line`. Editors differ by a few
/// columns, hence the slack.
fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or_default();
    line.width() + 1 + word.chars().count() > width - width / 8
}

fn cuts_before_lower_case<'a, 'b: 'a>(mut pairs: impl Iterator<Item = &'a [Line<'b>]>) -> bool {
    pairs.any(|pair| {
        let opens_lower = pair[1].text.trim_start().starts_with(char::is_lowercase);
        opens_lower && !ends_sentence(pair[0].text)
    })
}

/// Whether a line ends like a sentence, closing quotation marks and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let closers = ['"', '\'', '”', '’', '»', ')', ']'];
    line.trim_end().trim_end_matches(closers).ends_with(['.', '!', '?', '…', ':'])
}
