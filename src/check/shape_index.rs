//! Tells which shapes may stand in a text, by pieces of text that each of them needs: one pass for
//! all rules, whatever their number.

use super::TextShape;
use aho_corasick::AhoCorasick;

/// The pieces of text that shapes need.
#[derive(Debug, Default)]
pub struct ShapeIndex {
    any_case: Needles,
    as_written: Needles,
    /// The shapes that need nothing known.
    always: Vec<usize>,
}

#[derive(Debug, Default)]
struct Needles {
    automaton: Option<AhoCorasick>,
    /// The shape that each piece belongs to.
    shapes: Vec<usize>,
}

impl ShapeIndex {
    /// Indexes shapes, each with the number that it is known by.
    pub fn new<'a>(shapes: impl Iterator<Item = (usize, &'a TextShape)>) -> Self {
        let (mut any_case, mut as_written) = (Vec::new(), Vec::new());
        let mut always = Vec::new();
        for (id, shape) in shapes {
            if shape.needs.is_empty() {
                always.push(id);
            }
            for piece in &shape.needs {
                let has_capital = piece.bytes().any(|byte| byte.is_ascii_uppercase());
                let list = if has_capital { &mut as_written } else { &mut any_case };
                list.push((id, piece.as_str()));
            }
        }
        ShapeIndex {
            any_case: Needles::new(&any_case, true),
            as_written: Needles::new(&as_written, false),
            always,
        }
    }

    /// The shapes that may stand in a text, ascending.
    pub fn may_stand_in(&self, text: &str) -> Vec<usize> {
        let mut shapes = self.always.clone();
        self.any_case.add_found(text, &mut shapes);
        self.as_written.add_found(text, &mut shapes);
        shapes.sort_unstable();
        shapes.dedup();
        shapes
    }
}

impl Needles {
    fn new(pieces: &[(usize, &str)], ignores_case: bool) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(ignores_case);
        // Pieces are short and few; only a size beyond all packs could stand in the way.
        let automaton = builder.build(pieces.iter().map(|(_, piece)| piece)).ok();
        Needles { automaton, shapes: pieces.iter().map(|&(shape, _)| shape).collect() }
    }

    fn add_found(&self, text: &str, shapes: &mut Vec<usize>) {
        let Some(automaton) = &self.automaton else { return };
        for found in automaton.find_overlapping_iter(text) {
            let shape = self.shapes[found.pattern().as_usize()];
            if shapes.last() != Some(&shape) {
                shapes.push(shape);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Expression;
    use crate::pack::rule_file::{Quotations, Repeats, Zone};

    fn shape(needs: &[&str]) -> TextShape {
        TextShape {
            id: "shape".into(),
            regex: Expression::new("x"),
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
