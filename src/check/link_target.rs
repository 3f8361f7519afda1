//! Looks at where links lead.

use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::pack::Expression;
use crate::pack::fact_file::Confidence;
use crate::text::Link;
use std::sync::Arc;

/// A kind of address that no link should have.
#[derive(Debug)]
pub struct LinkTarget {
    /// The rule's id.
    pub id: Arc<str>,
    /// The address, or a part of it.
    pub regex: Expression,
    /// What the message says after quoting the part.
    pub message: String,
}

impl LinkTarget {
    /// Flags the text of each link whose address is of the kind.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let links = &scene.annotated.article.links;
        let regex = if links.is_empty() { None } else { self.regex.regex() };
        let found = regex.into_iter().flat_map(|regex| {
            links.iter().filter_map(|link| Some((link, regex.find(&link.target)?.as_str())))
        });
        found.map(|(link, part)| self.hit(link, part)).collect()
    }

    fn hit(&self, link: &Link, part: &str) -> Hit {
        Hit {
            span: link.span,
            verdict: Verdict::Unchecked,
            message: format!("leads to an address with “{part}”: {}", self.message),
            evidence: vec![Evidence::Lexicon {
                id: self.id.to_string(),
                text: link.target.clone(),
            }],
            confidence: Confidence::High,
        }
    }
}
