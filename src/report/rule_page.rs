//! Where a rule is explained on the web: those that come with the program have a page of the book.

use crate::pack;
use crate::rule::Rule;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rules that have a page.
#[derive(Clone, Debug, Default)]
pub(super) struct RulePages {
    rules: BTreeSet<Arc<str>>,
}

impl RulePages {
    /// The pages of the built-in ones among these rules.
    pub(super) fn of(rules: &[&Rule]) -> Self {
        let built_in = rules.iter().filter(|rule| pack::is_built_in(&rule.pack));
        RulePages { rules: built_in.map(|rule| Arc::clone(&rule.id)).collect() }
    }

    /// The address of a rule's page; none for a rule of somebody's own pack.
    pub(super) fn url(&self, rule: &str) -> Option<String> {
        let repository = env!("CARGO_PKG_REPOSITORY");
        self.rules.contains(rule).then(|| format!("{repository}/blob/main/docs/rules/{rule}.md"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn rules_that_ship_have_a_page_and_others_none() {
        let knowledge = Knowledge::load(&[]).unwrap();
        let rules: Vec<&Rule> = knowledge.rules.rules().iter().collect();
        let pages = RulePages::of(&rules);
        for rule in rules {
            let url = pages.url(&rule.id).unwrap_or_else(|| panic!("{} has no page", rule.id));
            assert!(url.ends_with(&format!("/blob/main/docs/rules/{}.md", rule.id)), "{url}");
        }
        assert_eq!(pages.url("a-rule-of-ours"), None);
    }
}
