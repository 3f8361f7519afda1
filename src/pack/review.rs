//! What shapes cannot say: references hold, values fit. All packs together.

use super::fact_file::FactFile;
use super::index::Index;
use super::load::Pack;
use super::located::Located;
use super::problem::Problems;
use super::{fits, references, rule_review};

/// Reports everything in `packs` that contradicts itself or refers to nothing. Names are reviewed
/// apart, over all packs of a run.
pub(super) fn review(packs: &[Pack], index: &Index<'_>, problems: &mut Problems) {
    references::review_cycles(index, problems);
    for pack in packs {
        for file in &pack.facts {
            review_facts(file, index, problems);
        }
        for file in pack.examples.values() {
            let mut with_example = Index::over(index);
            with_example.declare(file.place(), problems);
            references::review_cycles(&with_example, problems);
            review_facts(file, &with_example, problems);
        }
        for rule in &pack.rules {
            rule_review::review(rule, pack, index, problems);
        }
    }
}

fn review_facts(file: &Located<FactFile>, index: &Index<'_>, problems: &mut Problems) {
    references::review(file, index, problems);
    fits::review(file, index, problems);
}
