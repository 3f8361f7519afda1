//! Each figure of an article against the figures of the sources.

use super::agree;
use super::bind::Bound;
use super::case::{Anchors, Case, Match};
use super::derive;
use super::figure::{self, Figure, Role, Value};
use super::{Compared, Library, Tongue, direction, names, quotes};
use crate::annotate::Annotated;
use crate::finding::{Evidence, Topic, Verdict};
use crate::pack::fact_file::Confidence;
use jiff::civil::Date;

/// Compares an article with trusted documents, in order of position.
pub fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
    date: Option<Date>,
) -> Vec<Compared> {
    if libraries.iter().all(|library| library.is_empty()) {
        return Vec::new();
    }
    let desk = Desk { annotated, libraries, date };
    let figures = figure::find(annotated, tongue.stems, Role::Article);
    let mut compared = desk.look_up_all(&figures);
    compared.extend(names::compare(annotated, libraries, tongue));
    compared.extend(quotes::compare(annotated, libraries));
    compared.extend(direction::compare(annotated, libraries, tongue));
    // Where and when it was written is no claim.
    if let Some(dateline) = annotated.dateline() {
        let head = annotated.span_of(dateline.tokens);
        compared.retain(|compared| !compared.span.overlaps(head));
    }
    compared.sort_by_key(|compared| compared.span);
    compared
}

/// An article beside its sources.
struct Desk<'a> {
    annotated: &'a Annotated<'a>,
    libraries: &'a [&'a Library<'a>],
    date: Option<Date>,
}

impl<'a> Desk<'a> {
    fn look_up_all(&self, figures: &[Figure]) -> Vec<Compared> {
        let found: Vec<_> = figures.iter().map(|figure| self.found(figure)).collect();
        let anchors = Anchors::new(figures, &found);
        let cases = figures.iter().zip(&found).enumerate();
        let cases: Vec<_> = cases
            .map(|(at, (figure, found))| (figure, Case::new(figure, at, found, &anchors)))
            .collect();
        cases.iter().map(|(figure, case)| self.look_up(figure, case)).collect()
    }

    fn look_up(&self, figure: &Figure, case: &Case<'_>) -> Compared {
        let stated = self.annotated.article.slice(figure.span);
        let is_present = self.is_present(figure);
        let verdict = case.verdict(figure, is_present);
        let is_flagged = matches!(verdict, Verdict::Refuted | Verdict::Unsupported);
        let derived = is_flagged.then(|| self.derived(figure)).flatten();
        let (verdict, message, evidence) = match verdict {
            _ if derived.is_some() => {
                (Verdict::Supported, String::new(), derived.into_iter().collect())
            }
            Verdict::Refuted => refuted(stated, case),
            Verdict::Unsupported => {
                (Verdict::Unsupported, format!("no source gives “{stated}”"), Vec::new())
            }
            verdict => (verdict, String::new(), Vec::new()),
        };
        Compared {
            span: figure.span,
            topic: if figure.value.is_temporal() { Topic::Date } else { Topic::Figure },
            verdict,
            message,
            evidence,
            confidence: Confidence::High,
        }
    }

    /// Every figure of the sources that a figure can be compared with.
    fn found(&self, figure: &Figure) -> Vec<Match<'a>> {
        let mut matches = Vec::new();
        for library in self.libraries {
            let bound = Bound::new(figure, library);
            for document in &library.documents {
                let day = document.annotated.article.metadata.date.map(|dated| dated.date);
                for other in &document.figures {
                    let days = (self.date, day);
                    if !figure.may_be(other) {
                        continue;
                    }
                    let Some(outcome) = agree::compare(&figure.value, &other.value, days) else {
                        continue;
                    };
                    let bond = bound.bond(other);
                    matches.push(Match { document, figure: other, outcome, bond });
                }
            }
        }
        matches
    }

    /// Whether the number stands in the sources: a bare one as whatever, any other where it may be
    /// of the same kind.
    fn is_present(&self, figure: &Figure) -> bool {
        let has = match figure.value {
            Value::Count(_) | Value::Rank(_) => Library::has_number,
            _ => Library::has_loose,
        };
        let mut numbers = figure.numbers(self.annotated);
        numbers.any(|number| self.libraries.iter().any(|library| has(library, number)))
    }

    fn derived(&self, figure: &Figure) -> Option<Evidence> {
        let mut documents = self.libraries.iter().flat_map(|library| &library.documents);
        let sum = documents.find_map(|document| derive::find(figure, &document.figures))?;
        Some(Evidence::Arithmetic { text: sum })
    }
}

fn refuted(stated: &str, case: &Case<'_>) -> (Verdict, String, Vec<Evidence>) {
    let Some(found) = case.differs else { return (Verdict::Unchecked, String::new(), vec![]) };
    let theirs = found.document.annotated.article.slice(found.figure.span);
    let message = format!("says “{stated}”; the source has “{theirs}”");
    (Verdict::Refuted, message, vec![found.passage()])
}
