//! `--near-duplicates`: of articles that say nearly the same, the first in the order of the input
//! is reported, and of the others what it has not.
//!
//! Every article is checked: a copy in which one figure was changed has a finding of its own. What is
//! kept of an article is about 250 bytes, whatever its length.

use crate::report::{ArticleReport, CopyOf};
use crate::text::Sketch;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// How many articles a key may lead to: pages of one template share keys and little else.
const SHARING: usize = 64;

/// The articles so far that are no copies.
#[derive(Debug, Default)]
pub(super) struct Copies {
    originals: Vec<Original>,
    by_key: FxHashMap<(u8, u32), Vec<u32>>,
}

#[derive(Debug)]
struct Original {
    article: CopyOf,
    sketch: Sketch,
    /// The findings of it and of its copies, as far as they were reported.
    reported: FxHashSet<u64>,
}

impl Copies {
    /// Takes in an article. Where it is a copy, leaves out of it what was reported already, and says
    /// how much that is.
    pub(super) fn mark(&mut self, article: &mut ArticleReport, sketch: Sketch) -> usize {
        let Some(at) = self.original_of(&sketch) else {
            self.add(article, sketch);
            return 0;
        };
        let original = &mut self.originals[at];
        let before = article.findings.len();
        article.findings.retain(|finding| {
            !finding.counts() || original.reported.insert(identity(&finding.rule, &finding.message))
        });
        article.copy_of = Some(original.article.clone());
        before - article.findings.len()
    }

    /// The article that is most like it; of several, the first.
    fn original_of(&self, sketch: &Sketch) -> Option<usize> {
        let keys = (0..).zip(sketch.keys());
        let candidates = keys.filter_map(|key| self.by_key.get(&key)).flatten();
        let mut candidates: Vec<u32> = candidates.copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let alike = candidates.into_iter().filter_map(|at| {
            let agreeing = self.originals[at as usize].sketch.alike(sketch)?;
            Some((agreeing, std::cmp::Reverse(at)))
        });
        alike.max().map(|(_, at)| at.0 as usize)
    }

    fn add(&mut self, article: &ArticleReport, sketch: Sketch) {
        let at = self.originals.len() as u32;
        for key in (0..).zip(sketch.keys()) {
            let sharing = self.by_key.entry(key).or_default();
            if sharing.len() < SHARING {
                sharing.push(at);
            }
        }
        let counting = article.findings.iter().filter(|finding| finding.counts());
        self.originals.push(Original {
            article: CopyOf { path: article.path.clone(), record: article.record.clone() },
            sketch,
            reported: counting.map(|found| identity(&found.rule, &found.message)).collect(),
        });
    }
}

/// What makes two findings the same: a message names the words, the record and the evidence.
fn identity(rule: &str, message: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (rule, message).hash(&mut hasher);
    hasher.finish()
}
