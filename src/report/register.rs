//! The register of claims in words: a line each, for people.

use super::ArticleReport;
use super::located::LocatedClaim;
use super::notes::place;
use super::visible::visible;
use crate::claim::Standing;
use crate::finding::Verdict;

/// The claims of an article as lines of text, or nothing for one without claims.
pub(super) fn lines(article: &ArticleReport) -> String {
    let claims = article.claims.as_deref().unwrap_or_default();
    if claims.is_empty() {
        return String::new();
    }
    let path = visible(&article.path).into_owned();
    let mut lines = format!("claims of {path}\n");
    for claim in claims {
        let place = place(article, claim.start);
        let place = place.strip_prefix(&path).map_or(&*place, |rest| rest.trim_start_matches(':'));
        lines += &format!("  {:>8}  {:<11}  {}\n", place, claim.verdict.name(), words(claim));
    }
    lines.push('\n');
    lines
}

/// What is claimed of what, and why it was not checked where it was not.
pub(super) fn words(claim: &LocatedClaim) -> String {
    let subject = claim.subject.as_deref().map(visible);
    let text = visible(&claim.text);
    let about = match &subject {
        Some(subject) => format!("{} of {subject}: “{text}”", claim.noun),
        None => format!("{}: “{text}”", claim.noun),
    };
    match unchecked_because(claim) {
        Some(reason) => format!("{about} ({reason})"),
        None => about,
    }
}

/// Why a claim that is unchecked is so; nothing for others.
pub(super) fn unchecked_because(claim: &LocatedClaim) -> Option<&'static str> {
    if claim.verdict != Verdict::Unchecked {
        return None;
    }
    Some(match (claim.standing, &claim.subject) {
        (Standing::Quoted, _) => "somebody is quoted saying it",
        (Standing::NotAsserted, _) => "not plainly asserted",
        (Standing::Asserted, None) => "not certain what it is about",
        (Standing::Asserted, Some(_)) => "no record that settles it",
    })
}
