//! Reads what an article's metadata says about how it was made.

use super::{Hit, Scene};
use crate::finding::{Evidence, Verdict};
use crate::pack::Expression;
use crate::pack::fact_file::Confidence;
use crate::text::{Metadata, TextSpan};
use std::sync::Arc;

/// What the metadata of a machine-made article says.
#[derive(Debug)]
pub struct Provenance {
    /// The rule's id.
    pub id: Arc<str>,
    /// Statements, by expressions for their name and value.
    pub statements: Vec<(Expression, Expression)>,
    /// Bylines that name a machine.
    pub bylines: Expression,
}

impl Provenance {
    /// Flags the head of an article whose metadata says that a machine made it; metadata itself
    /// stands outside the text.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let article = scene.annotated.article;
        let Some(head) = article.blocks().first() else { return Vec::new() };
        let said = self.said(&article.metadata);
        said.map(|(name, value)| self.hit(head.span, &article.metadata, name, value))
            .into_iter()
            .collect()
    }

    fn said<'a>(&self, metadata: &'a Metadata) -> Option<(&'a str, &'a str)> {
        let says = |name: &str, value: &str| {
            self.statements
                .iter()
                .any(|(is_name, is_value)| is_name.is_match(name) && is_value.is_match(value))
        };
        let stated = metadata.statements.iter().find(|s| says(&s.name, &s.value));
        let stated = stated.map(|statement| (statement.name.as_str(), statement.value.as_str()));
        let byline = metadata.author.as_deref().filter(|author| self.bylines.is_match(author));
        stated.or(byline.map(|author| ("author", author)))
    }

    fn hit(&self, span: TextSpan, metadata: &Metadata, name: &str, value: &str) -> Hit {
        let mut message =
            format!("carries metadata that say a machine made it: {name} is “{value}”");
        let byline = metadata.author.as_deref();
        let is_other = |author: &&str| *author != value && !self.bylines.is_match(author);
        if let Some(author) = byline.filter(is_other) {
            message.push_str(&format!("; the byline names {author}"));
        }
        Hit {
            span,
            verdict: Verdict::Unchecked,
            message,
            evidence: vec![Evidence::Lexicon {
                id: self.id.to_string(),
                text: format!("{name}: {value}"),
            }],
            confidence: Confidence::High,
        }
    }
}
