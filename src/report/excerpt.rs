//! The source lines a finding stands in, clipped to what fits on a screen.

use crate::text::LineIndex;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The lines around a flagged span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Excerpt {
    /// The lines, ascending; a gap in their numbers means that lines were left out.
    pub lines: Vec<ExcerptLine>,
}

/// One source line, cut around the flagged part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ExcerptLine {
    /// Its 1-based number.
    pub number: usize,
    /// What stands before the flagged part; starts with `…` where the line was cut.
    pub before: String,
    /// The flagged part; ends with `…` where it was cut.
    pub flagged: String,
    /// What stands after the flagged part; ends with `…` where the line was cut.
    pub after: String,
}

/// Code points of a line that are shown; a paragraph is often a single line.
const LINE_BUDGET: usize = 100;
/// Code points of the flagged part that are shown.
const FLAGGED_BUDGET: usize = 80;
/// Code points a cut may move so that it falls between words.
const WORD_SLACK: usize = 15;
const ELLIPSIS: char = '…';

impl Excerpt {
    /// The lines of `range`, byte offsets in the source that `lines` indexes.
    pub fn new(lines: &LineIndex<'_>, range: Range<usize>) -> Self {
        let first = lines.position(range.start).line;
        let end = lines.position(range.end);
        // A span that ends with a line break does not stand in the line after it.
        let last = if end.column == 1 { end.line - 1 } else { end.line };
        Excerpt {
            lines: shown_lines(first, last.max(first))
                .map(|number| line_of(lines, number, &range))
                .collect(),
        }
    }
}

/// All lines of a short span; of a long one the first two and the last.
fn shown_lines(first: usize, last: usize) -> impl Iterator<Item = usize> {
    let head = first..=last.min(first + 1);
    let tail = (last > first + 1).then_some(last);
    head.chain(tail)
}

fn line_of(lines: &LineIndex<'_>, number: usize, range: &Range<usize>) -> ExcerptLine {
    let (offset, line) = lines.line(number);
    let within = |at: usize| at.saturating_sub(offset).min(line.len());
    let (start, end) = (within(range.start), within(range.end));
    let (before, flagged, after) = (&line[..start], &line[start..end], &line[end..]);
    clip(number, before, flagged, after)
}

fn clip(number: usize, before: &str, flagged: &str, after: &str) -> ExcerptLine {
    let count = |text: &str| text.chars().take(LINE_BUDGET + 1).count();
    if count(before) + count(flagged) + count(after) <= LINE_BUDGET {
        return ExcerptLine {
            number,
            before: before.to_owned(),
            flagged: flagged.to_owned(),
            after: after.to_owned(),
        };
    }
    let shown = keep_head(flagged, FLAGGED_BUDGET);
    let room = LINE_BUDGET - count(&shown).min(LINE_BUDGET);
    let before = keep_tail(before, room - count(after).min(room / 2));
    let after = if shown.len() == flagged.len() {
        keep_head(after, room - count(&before).min(room))
    } else {
        String::new()
    };
    ExcerptLine { number, before, flagged: shown, after }
}

/// At most `budget` code points from the front, ending between words where one is near.
pub(super) fn keep_head(text: &str, budget: usize) -> String {
    let Some((mut end, _)) = text.char_indices().nth(budget) else {
        return text.to_owned();
    };
    while starts_with_mark(&text[end..]) {
        end -= text[..end].chars().next_back().map_or(end, char::len_utf8);
    }
    let near = text[..end].char_indices().rev().take(slack(budget));
    let space = near.filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let end = space.max().unwrap_or(end);
    format!("{}{ELLIPSIS}", text[..end].trim_end())
}

/// At most `budget` code points from the back, starting between words where one is near.
fn keep_tail(text: &str, budget: usize) -> String {
    let budget = budget.max(1);
    let at = match text.char_indices().rev().nth(budget - 1) {
        None | Some((0, _)) => return text.to_owned(),
        Some((at, _)) => at,
    };
    let tail = text[at..].trim_start_matches(is_combining_mark);
    let mut near = tail.char_indices().take(slack(budget));
    let space = near.find(|(_, c)| c.is_whitespace());
    let start = space.map_or(0, |(at, c)| at + c.len_utf8());
    format!("{ELLIPSIS}{}", &tail[start..])
}

fn slack(budget: usize) -> usize {
    WORD_SLACK.min(budget / 2)
}

fn starts_with_mark(text: &str) -> bool {
    text.chars().next().is_some_and(is_combining_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn excerpt(source: &str, flagged: &str) -> Vec<ExcerptLine> {
        let start = source.find(flagged).unwrap();
        Excerpt::new(&LineIndex::new(source), start..start + flagged.len()).lines
    }

    #[test]
    fn a_short_line_is_kept_whole() {
        let lines = excerpt("first\nsecond line here\n", "line");
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].number, 2);
        assert_eq!(
            (&*lines[0].before, &*lines[0].flagged, &*lines[0].after),
            ("second ", "line", " here")
        );
    }

    #[test]
    fn a_long_line_is_cut_between_words_around_the_span() {
        let source = format!("{}TARGET{}", "lorem ipsum ".repeat(90), " dolor sit".repeat(90));
        let line = &excerpt(&source, "TARGET")[0];
        assert!(line.before.starts_with("…ipsum") || line.before.starts_with("…lorem"));
        assert!(line.after.ends_with("dolor…") || line.after.ends_with("sit…"));
        let shown = line.before.chars().count() + 6 + line.after.chars().count();
        assert!(shown <= LINE_BUDGET + 2, "{shown} code points are shown");
    }

    #[test]
    fn a_long_span_is_cut_and_hides_what_follows() {
        let source = format!("{} tail", "x".repeat(500));
        let line = &excerpt(&source, &"x".repeat(500))[0];
        assert_eq!(line.flagged.chars().count(), FLAGGED_BUDGET + 1);
        assert_eq!(line.after, "");
    }

    #[test]
    fn no_cut_parts_a_letter_from_its_marks() {
        let source = "e\u{301}".repeat(300);
        let cut = keep_head(&source, 51);
        assert_eq!(cut.chars().count(), 50 + 1);
        assert!(!starts_with_mark(&keep_tail(&source, 51)[ELLIPSIS.len_utf8()..]));
    }

    #[test]
    fn a_span_over_many_lines_shows_its_edges() {
        let numbers: Vec<_> =
            excerpt("a\nb\nc\nd\ne\n", "b\nc\nd\ne\n").iter().map(|line| line.number).collect();
        assert_eq!(numbers, [2, 3, 5]);
    }
}
