//! Looks for tables whose rows have another number of cells than their head.

use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::pack::fact_file::Confidence;
use crate::text::{Block, BlockKind, TextSpan};

/// Flags each row that has more or fewer cells than the first row of its table. Only tables with
/// pipes at their edges are held to that: without them nothing says where a row's cells end.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let blocks = scene.annotated.article.blocks();
    let tables = blocks
        .chunk_by(|row, next| row.kind == BlockKind::TableRow && next.kind == BlockKind::TableRow);
    tables.filter(|rows| rows.len() > 1).flat_map(|rows| in_table(scene, rows)).collect()
}

fn in_table(scene: &Scene<'_>, rows: &[Block]) -> Vec<Hit> {
    let text = scene.annotated.article.text();
    let head = cells(text, &rows[0]);
    let uneven = rows[1..].iter().filter(|row| is_bordered(text, row) && cells(text, row) != head);
    uneven.map(|row| hit(row.span, cells(text, row), rows[0].span, head)).collect()
}

/// Whether a pipe stands before the row's words.
fn is_bordered(text: &str, row: &Block) -> bool {
    text[..row.span.start].trim_end_matches(' ').ends_with('|')
}

/// How many cells the row's line has; pipes at its edges are none of its words.
fn cells(text: &str, row: &Block) -> usize {
    let rest = &text[row.span.start..];
    let line = rest.lines().next().unwrap_or_default().trim_end();
    1 + line.strip_suffix('|').unwrap_or(line).replace("\\|", "").matches('|').count()
}

fn hit(span: TextSpan, cells: usize, head: TextSpan, wanted: usize) -> Hit {
    Hit {
        span,
        verdict: Verdict::Unchecked,
        message: format!("has {cells} cells where the table's head has {wanted}"),
        evidence: vec![Evidence::Passage { span: head }],
        confidence: Confidence::High,
    }
}
