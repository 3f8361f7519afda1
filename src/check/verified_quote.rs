//! Flags quotations that differ from the quotes on record.

use super::{Hit, Scene};
use crate::pack::rule_file::QuoteFault;

/// Flags quotations at fault.
#[derive(Clone, Copy, Debug)]
pub struct VerifiedQuotes {
    /// What must be wrong with one.
    pub fault: QuoteFault,
}

impl VerifiedQuotes {
    /// Flags what has that fault, each with the words as they were said where that is plain.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<(Hit, Option<String>)> {
        let at_fault = scene.quotes.iter().filter(|quote| quote.fault == Some(self.fault));
        let hits = at_fault.map(|quote| {
            let hit = Hit {
                span: quote.span,
                verdict: quote.verdict,
                message: quote.message.clone(),
                evidence: quote.evidence.clone(),
                confidence: quote.confidence,
            };
            (hit, quote.correction.clone())
        });
        hits.collect()
    }
}
