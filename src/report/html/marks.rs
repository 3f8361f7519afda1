//! Which words of a block are marked: overlapping marks are told apart, so that elements nest.

use crate::text::TextSpan;
use std::collections::BTreeSet;

/// A stretch of text that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands in the article's text.
    pub(super) span: TextSpan,
    /// What is marked.
    pub(super) what: Marked,
}

/// What is marked: by its index in the article's findings or claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Marked {
    /// A finding.
    Finding(usize),
    /// A claim.
    Claim(usize),
}

/// A piece of a block's text with one mark, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands in the article's text.
    pub(super) span: TextSpan,
    /// The mark on it.
    pub(super) mark: Option<Mark>,
}

impl Piece {
    /// Whether the mark ends here.
    pub(super) fn closes(&self) -> bool {
        self.mark.is_some_and(|mark| mark.span.end == self.span.end)
    }
}

/// Hands the blocks of an article their marks, in order.
#[derive(Debug)]
pub(super) struct Marks {
    /// Ascending by start.
    sorted: Vec<Mark>,
    next: usize,
    /// Those that reach beyond the last block.
    open: Vec<Mark>,
    /// Those that no block has words of.
    stray: Vec<Mark>,
}

/// The marks of a block.
#[derive(Debug, Default)]
pub(super) struct BlockMarks {
    /// All of them, ascending by start.
    pub(super) all: Vec<Mark>,
    /// Those that no block before had.
    pub(super) first: Vec<Mark>,
}

impl Marks {
    /// Arranges marks.
    pub(super) fn new(marks: impl Iterator<Item = Mark>) -> Self {
        let mut sorted: Vec<Mark> = marks.collect();
        sorted.sort_by_key(|mark| (mark.span, mark.what));
        Marks { sorted, next: 0, open: Vec::new(), stray: Vec::new() }
    }

    /// The marks of the next block.
    pub(super) fn of_block(&mut self, block: TextSpan) -> BlockMarks {
        self.open.retain(|mark| mark.span.end > block.start);
        let mut first = Vec::new();
        while let Some(mark) = self.sorted.get(self.next).filter(|m| m.span.start < block.end) {
            self.next += 1;
            let has_words = mark.span.end > block.start && !mark.span.is_empty();
            if has_words { first.push(*mark) } else { self.stray.push(*mark) }
        }
        self.open.extend(&first);
        BlockMarks { all: self.open.clone(), first }
    }

    /// The marks that no block has words of.
    pub(super) fn stray(mut self) -> Vec<Mark> {
        self.stray.extend(&self.sorted[self.next..]);
        self.stray
    }
}

/// Cuts a block where its marks begin and end. Findings win over claims, and among them the
/// shorter one, so that what lies inside another stays visible.
pub(super) fn pieces(block: TextSpan, marks: &[Mark]) -> Vec<Piece> {
    let mut edges: Vec<(usize, usize, Edge)> = Vec::with_capacity(marks.len() * 2);
    for (at, mark) in marks.iter().enumerate() {
        edges.push((mark.span.start.max(block.start), at, Edge::Start));
        edges.push((mark.span.end.min(block.end), at, Edge::End));
    }
    edges.sort_unstable_by_key(|&(position, at, _)| (position, at));
    let mut open: BTreeSet<(Weight, usize)> = BTreeSet::new();
    let mut pieces = Vec::new();
    let mut from = block.start;
    for (position, at, edge) in edges {
        if position > from {
            let mark = open.first().map(|&(_, at)| marks[at]);
            pieces.push(Piece { span: TextSpan::new(from, position), mark });
            from = position;
        }
        match edge {
            Edge::Start => open.insert((weight(marks[at]), at)),
            Edge::End => open.remove(&(weight(marks[at]), at)),
        };
    }
    if block.end > from {
        pieces.push(Piece { span: TextSpan::new(from, block.end), mark: None });
    }
    pieces
}

#[derive(Clone, Copy, Debug)]
enum Edge {
    Start,
    End,
}

/// What is drawn on top, least first: claims lie below findings, long marks below short ones.
type Weight = (bool, usize);

fn weight(mark: Mark) -> Weight {
    (matches!(mark.what, Marked::Claim(_)), mark.span.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, what: Marked) -> Mark {
        Mark { span: TextSpan::new(start, end), what }
    }

    #[track_caller]
    fn check(marks: &[Mark], expected: &[(usize, usize, Option<Marked>)]) {
        let block = TextSpan::new(0, 10);
        let found: Vec<_> = pieces(block, &Marks::new(marks.iter().copied()).of_block(block).all)
            .into_iter()
            .map(|piece| (piece.span.start, piece.span.end, piece.mark.map(|mark| mark.what)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_lies_inside_another_stays_visible() {
        use Marked::{Claim, Finding};
        check(&[], &[(0, 10, None)]);
        check(
            &[mark(0, 8, Finding(0)), mark(2, 4, Finding(1)), mark(5, 6, Claim(0))],
            &[
                (0, 2, Some(Finding(0))),
                (2, 4, Some(Finding(1))),
                (4, 5, Some(Finding(0))),
                (5, 6, Some(Finding(0))),
                (6, 8, Some(Finding(0))),
                (8, 10, None),
            ],
        );
    }

    #[test]
    fn marks_that_cross_are_cut() {
        use Marked::Finding;
        check(
            &[mark(0, 5, Finding(0)), mark(3, 9, Finding(1))],
            &[
                (0, 3, Some(Finding(0))),
                (3, 5, Some(Finding(0))),
                (5, 9, Some(Finding(1))),
                (9, 10, None),
            ],
        );
    }

    #[test]
    fn a_mark_may_cover_several_blocks() {
        let mut marks = Marks::new([mark(3, 15, Marked::Finding(0))].into_iter());
        let second = TextSpan::new(11, 20);
        assert_eq!(marks.of_block(TextSpan::new(0, 10)).first.len(), 1);
        let found = marks.of_block(second);
        assert!(found.first.is_empty());
        let pieces = pieces(second, &found.all);
        assert_eq!(pieces[0].span, TextSpan::new(11, 15));
        assert!(pieces[0].closes());
        assert!(marks.stray().is_empty());
    }

    #[test]
    fn what_stands_between_blocks_is_not_lost() {
        let mut marks = Marks::new([mark(10, 11, Marked::Claim(0))].into_iter());
        assert!(marks.of_block(TextSpan::new(0, 10)).all.is_empty());
        assert!(marks.of_block(TextSpan::new(11, 20)).all.is_empty());
        assert_eq!(marks.stray().len(), 1);
    }
}
