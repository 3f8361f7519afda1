//! The part of an article that a rule looks at.

use crate::pack::rule_file::Zone;
use crate::text::{Article, BlockKind};

/// How many blocks at either end of an article count as its edge.
const EDGE_BLOCKS: usize = 3;

/// Whether a rule of this zone looks at the block, given by index. Nobody asserts anything in
/// code.
pub(super) fn covers(zone: Zone, article: &Article, block: usize) -> bool {
    let blocks = article.blocks();
    let kind = blocks[block].kind;
    let (opens, closes) = (block < EDGE_BLOCKS, block + EDGE_BLOCKS >= blocks.len());
    let in_zone = match zone {
        Zone::Anywhere => true,
        Zone::Edges => opens || closes,
        Zone::Headings => kind == BlockKind::Heading,
        Zone::Opening => opens,
        Zone::Closing => closes,
    };
    in_zone && kind != BlockKind::Code
}
