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
    let Some(head) = cells(scene, &rows[0]) else { return Vec::new() };
    let cells = rows[1..].iter().filter_map(|row| Some((row, cells(scene, row)?)));
    let uneven = cells.filter(|(_, cells)| *cells != head);
    uneven.map(|(row, cells)| hit(row.span, cells, rows[0].span, head)).collect()
}

/// How many cells the row's line has as it stands in the source, if a pipe opens it: what renders
/// a table adds the cells that are missing.
fn cells(scene: &Scene<'_>, row: &Block) -> Option<usize> {
    let article = scene.annotated.article;
    let (source, start) = (article.source(), article.source_range(row.span).start);
    let before = source[..start].trim_end_matches(' ').strip_suffix('|')?;
    let opens =
        before.trim_end_matches(' ').is_empty() || before.trim_end_matches(' ').ends_with('\n');
    let line = source[start..].lines().next().unwrap_or_default().trim_end();
    let inner = line.strip_suffix('|').unwrap_or(line).replace("\\|", "");
    opens.then(|| 1 + inner.matches('|').count())
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
