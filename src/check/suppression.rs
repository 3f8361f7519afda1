//! Findings that may stand, and suppressions that should not: one that covers nothing, one that
//! has run out, one that cannot be read.

use super::Hit;
use crate::finding::{Finding, Suppressed, Verdict};
use crate::pack::fact_file::Confidence;
use crate::text::{Article, Malformed, Scope, Suppression, TextSpan};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// What can be wrong with a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SuppressionFault {
    /// It covers no finding.
    Unused,
    /// Its last day is over.
    Expired,
    /// It cannot be read.
    Malformed,
}

/// Why a rule found nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// There is no such rule.
    Unknown,
    /// Facts or trusted documents that it goes by were not given.
    Idle,
    /// It looked and found nothing.
    Earned,
}

/// Marks the findings that an article's suppressions cover, and tells what is wrong with those.
/// Without `today` no suppression runs out. `silence` tells why a rule found nothing.
pub(crate) fn apply(
    article: &Article,
    findings: &mut [Finding],
    today: Option<Date>,
    silence: impl Fn(&str) -> Silence,
) -> Vec<(SuppressionFault, Hit)> {
    let instructions = &article.instructions;
    let mut faults = Vec::new();
    for suppression in &instructions.suppressions {
        let is_over = suppression.until.zip(today).is_some_and(|(until, today)| until < today);
        if is_over {
            faults.push((SuppressionFault::Expired, expired(article, suppression)));
            continue;
        }
        let mut covers = false;
        for finding in findings.iter_mut().filter(|found| is_covered(article, suppression, found)) {
            covers = true;
            finding.suppressed.get_or_insert_with(|| suppressed(suppression));
        }
        let silent = || suppression.rules.iter().map(|rule| (rule, silence(rule)));
        if let Some((rule, _)) = silent().find(|(_, silence)| *silence == Silence::Unknown) {
            faults.push((SuppressionFault::Malformed, unknown(article, suppression, rule)));
        } else if !covers && silent().all(|(_, silence)| silence == Silence::Earned) {
            faults.push((SuppressionFault::Unused, unused(article, suppression)));
        }
    }
    let malformed = instructions.malformed.iter();
    faults.extend(
        malformed.map(|found| (SuppressionFault::Malformed, malformed_hit(article, found))),
    );
    faults
}

fn is_covered(article: &Article, suppression: &Suppression, finding: &Finding) -> bool {
    let names = suppression.rules.iter().any(|rule| **rule == *finding.rule);
    names
        && match &suppression.scope {
            Scope::Article => true,
            Scope::Part(part) => part.overlaps(finding.span),
            Scope::Words(words) => folded(words) == folded(article.slice(finding.span)),
        }
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn suppressed(suppression: &Suppression) -> Suppressed {
    Suppressed {
        reason: suppression.reason.clone(),
        by: suppression.by.clone(),
        until: suppression.until,
    }
}

fn unused(article: &Article, suppression: &Suppression) -> Hit {
    let rules = suppression.rules.join(", ");
    let message =
        format!("allows {rules} here, and nothing of the kind is found; remove the suppression");
    hit(article, &suppression.scope, message)
}

fn unknown(article: &Article, suppression: &Suppression, rule: &str) -> Hit {
    let message =
        format!("allows `{rule}` here, and no rule is called that; factlint rules lists all");
    hit(article, &suppression.scope, message)
}

fn expired(article: &Article, suppression: &Suppression) -> Hit {
    let rules = suppression.rules.join(", ");
    let until = suppression.until.map_or(String::new(), |until| format!(" until {until}"));
    let message = format!("allowed {rules} here{until}; decide anew, or mend what it covers");
    hit(article, &suppression.scope, message)
}

fn malformed_hit(article: &Article, malformed: &Malformed) -> Hit {
    let message = format!("a comment to factlint here cannot be read: {}", malformed.fault);
    hit(article, &Scope::Part(malformed.part), message)
}

/// It stands at the first word of what the suppression covers.
fn hit(article: &Article, scope: &Scope, message: String) -> Hit {
    let start = match scope {
        Scope::Part(part) if !part.is_empty() => part.start,
        _ => article.blocks().first().map_or(0, |block| block.span.start),
    };
    let rest = &article.text()[start..];
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Hit {
        span: TextSpan::new(start, start + word),
        verdict: Verdict::Unchecked,
        message,
        evidence: Vec::new(),
        confidence: Confidence::High,
    }
}
