//! Each figure of an article against the figures of the sources.

use super::agree;
use super::bind::Bound;
use super::case::{Anchors, Case, Match, is_same};
use super::derive;
use super::figure::{self, Figure, Role, Value};
use super::swap::{self, Looked};
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
        let pairs = figures.iter().zip(&found).enumerate();
        let cases: Vec<Case<'_>> =
            pairs.map(|(at, (figure, found))| Case::new(figure, at, found, &anchors)).collect();
        let looked: Vec<Looked<'_, '_>> = (figures.iter().zip(&cases).zip(&found))
            .map(|((figure, case), found)| Looked { figure, case, found })
            .collect();
        let mut findings: Vec<Finding<'_>> =
            looked.iter().map(|looked| self.finding(looked)).collect();
        for (finding, swapped) in findings.iter_mut().zip(swap::find(&looked)) {
            if swapped.is_some() {
                *finding = Finding { verdict: Verdict::Refuted, against: swapped };
            }
        }
        another_count(&looked, &mut findings);
        let both = figures.iter().zip(&findings);
        both.map(|(figure, finding)| self.compared(figure, finding)).collect()
    }

    fn finding(&self, looked: &Looked<'_, 'a>) -> Finding<'a> {
        let verdict = looked.case.verdict(looked.figure, self.is_present(looked.figure));
        let against = looked.case.differs.filter(|_| verdict == Verdict::Refuted);
        Finding { verdict, against }
    }

    fn compared(&self, figure: &Figure, finding: &Finding<'_>) -> Compared {
        let stated = self.annotated.article.slice(figure.span);
        let is_flagged = matches!(finding.verdict, Verdict::Refuted | Verdict::Unsupported);
        let derived = is_flagged.then(|| self.derived(figure)).flatten();
        let (verdict, message, evidence) = match finding.verdict {
            _ if derived.is_some() => {
                (Verdict::Supported, String::new(), derived.into_iter().collect())
            }
            Verdict::Refuted => refuted(stated, finding.against),
            Verdict::Unsupported => unsupported(stated, finding.against),
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

/// What was established of a figure, and the figure of a source that speaks against it.
struct Finding<'a> {
    verdict: Verdict,
    against: Option<Match<'a>>,
}

/// Where every figure of a sentence differs from the same sentence of a source, both may be right
/// of different days or of different groups: nothing is refuted.
fn another_count(looked: &[Looked<'_, '_>], findings: &mut [Finding<'_>]) {
    for at in 0..looked.len() {
        let Some(passage) = findings[at].against.map(|found| found.place()) else { continue };
        let sentence = looked[at].figure.sentence;
        let start = looked.partition_point(|other| other.figure.sentence < sentence);
        let length = looked[start..].partition_point(|other| other.figure.sentence == sentence);
        let beside = start..start + length;
        let differing = beside.clone().filter(|&other| {
            let against =
                findings[other].against.filter(|_| !looked[other].figure.value.is_temporal());
            against.is_some_and(|found| is_same(found.place(), passage))
        });
        let agrees = beside.clone().any(|other| {
            let agreed = looked[other].case.agrees.as_ref();
            findings[other].verdict == Verdict::Supported
                && agreed.is_some_and(|(_, found)| is_same(found.place(), passage))
        });
        let differing: Vec<usize> = differing.collect();
        if differing.len() > 1 && !agrees {
            for other in differing {
                findings[other].verdict = Verdict::Unsupported;
            }
        }
    }
}

fn refuted(stated: &str, against: Option<Match<'_>>) -> (Verdict, String, Vec<Evidence>) {
    let Some(found) = against else { return (Verdict::Unchecked, String::new(), vec![]) };
    let theirs = found.document.annotated.article.slice(found.figure.span);
    let message = format!("says “{stated}”; the source has “{theirs}”");
    (Verdict::Refuted, message, vec![found.passage()])
}

fn unsupported(stated: &str, near: Option<Match<'_>>) -> (Verdict, String, Vec<Evidence>) {
    let message = match &near {
        Some(found) => {
            let theirs = found.document.annotated.article.slice(found.figure.span);
            format!("no source gives “{stated}”; one has “{theirs}”, perhaps of another day")
        }
        None => format!("no source gives “{stated}”"),
    };
    (Verdict::Unsupported, message, near.map(|found| found.passage()).into_iter().collect())
}
