//! x
use crate::text::*;
pub(super) fn read(source: String, decoding: Decoding) -> Article {
    ArticleBuilder::new(source, decoding).finish()
}
