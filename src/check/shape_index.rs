//! Tells which shapes may stand in a text, by pieces of text that each of them needs: one pass for
//! all rules, whatever their number.

use super::TextShape;
use aho_corasick::AhoCorasick;

/// The pieces of text that shapes need.
#[derive(Debug, Default)]
pub struct ShapeIndex {
    /// Finds the pieces in any case.
    automaton: Option<AhoCorasick>,
    pieces: Vec<Piece>,
    /// The shapes that need nothing known.
    always: Vec<usize>,
}

#[derive(Debug)]
struct Piece {
    shape: usize,
    /// The piece, if it must stand as it is written.
    written: Option<Box<str>>,
}

impl ShapeIndex {
    /// Indexes shapes, each with the number that it is known by.
    pub fn new<'a>(shapes: impl Iterator<Item = (usize, &'a TextShape)>) -> Self {
        let (mut needles, mut pieces, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for (shape, of) in shapes {
            if of.needs.is_empty() {
                always.push(shape);
            }
            for piece in &of.needs {
                let has_capital = piece.bytes().any(|byte| byte.is_ascii_uppercase());
                let written = has_capital.then(|| piece.as_str().into());
                pieces.push(Piece { shape, written });
                needles.push(piece.as_str());
            }
        }
        // Pieces are short and few; only a size beyond all packs could stand in the way. A full
        // table would be read faster, and take a tenth of the start of a run to fill.
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(needles).ok();
        ShapeIndex { automaton, pieces, always }
    }

    /// The shapes that may stand in a text, ascending.
    pub fn may_stand_in(&self, text: &str) -> Vec<usize> {
        let mut shapes = self.always.clone();
        let found = self.automaton.iter().flat_map(|all| all.find_overlapping_iter(text));
        for found in found {
            let Piece { shape, written } = &self.pieces[found.pattern().as_usize()];
            let fits = written.as_deref().is_none_or(|written| text[found.range()] == *written);
            if fits && shapes.last() != Some(shape) {
                shapes.push(*shape);
            }
        }
        shapes.sort_unstable();
        shapes.dedup();
        shapes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Alternatives;
    use crate::pack::rule_file::{Quotations, Repeats, Zone};

    fn shape(needs: &[&str]) -> TextShape {
        TextShape {
            id: "shape".into(),
            regex: Alternatives::new("x"),
            needs: needs.iter().map(|&piece| piece.to_owned()).collect(),
            unless: None,
            zone: Zone::default(),
            quotations: Quotations::default(),
            repeats: Repeats::default(),
            message: String::new(),
        }
    }

    #[test]
    fn pieces_are_found_in_any_case_unless_they_hold_capitals() {
        let shapes = [shape(&["bots", "TK"]), shape(&["os, t"]), shape(&[])];
        let index = ShapeIndex::new(shapes.iter().enumerate());
        assert_eq!(index.may_stand_in("Robots, they say"), [0, 2]);
        assert_eq!(index.may_stand_in("PHOTOS, TK"), [0, 1, 2]);
        assert_eq!(index.may_stand_in("a photos-tk shop"), [2]);
    }
}
