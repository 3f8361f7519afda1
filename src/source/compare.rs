//! Each figure of an article against the figures of the sources.

use super::agree::Outcome;
use super::bind::Bound;
use super::case::{Anchors, Case, Match};
use super::derive;
use super::figure::{self, Figure, Role, Value, When};
use super::swap::{self, Looked};
use super::{Compared, Library, Tongue, direction, names, quotes, role, trend, witness};
use super::{agree, bearing};
use crate::annotate::Annotated;
use crate::finding::{Evidence, Topic, Verdict};
use crate::pack::fact_file::Confidence;
use crate::value::Period;
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
    let desk = Desk { annotated, libraries, date, tongue };
    let figures = figure::find(annotated, tongue.stems, Role::Article);
    let mut compared = desk.look_up_all(&figures);
    compared.extend(names::compare(annotated, libraries, tongue));
    compared.extend(role::compare(annotated, libraries, tongue));
    compared.extend(quotes::compare(annotated, libraries, tongue));
    compared.extend(direction::compare(annotated, libraries, tongue));
    // Where and when it was written is no claim.
    if let Some(dateline) = annotated.dateline() {
        let head = annotated.span_of(dateline.tokens);
        compared.retain(|compared| !compared.span.overlaps(head));
    }
    // What a source says otherwise tells more than that none says so.
    compared.sort_by_key(|compared| (compared.span, compared.verdict != Verdict::Refuted));
    compared.dedup_by(|one, other| one.span == other.span && one.topic == other.topic);
    compared
}

/// An article beside its sources.
struct Desk<'a> {
    annotated: &'a Annotated<'a>,
    libraries: &'a [&'a Library<'a>],
    date: Option<Date>,
    tongue: Tongue<'a>,
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
        let both = looked.iter().zip(&findings);
        let trends =
            looked.iter().filter_map(|one| trend::compare(self.annotated, self.tongue, one));
        both.map(|(looked, finding)| self.compared(looked, finding)).chain(trends).collect()
    }

    fn finding(&self, looked: &Looked<'_, 'a>) -> Finding<'a> {
        if self.is_no_claim(looked.figure) {
            return Finding { verdict: Verdict::Unchecked, against: None };
        }
        let verdict = looked.case.verdict(looked.figure, self.is_present(looked.figure));
        match verdict {
            Verdict::Refuted => {
                let placed = looked.case.displaced(looked.figure);
                Finding { verdict, against: placed.or(looked.case.differs) }
            }
            Verdict::Supported => match witness::newer(looked) {
                Some(newer) => Finding { verdict: Verdict::Outdated, against: Some(newer) },
                None => Finding { verdict, against: None },
            },
            Verdict::Unsupported if self.is_reckoned(looked.figure) => {
                Finding { verdict: Verdict::Unchecked, against: None }
            }
            verdict => Finding { verdict, against: None },
        }
    }

    /// Whether it is the paper's own: the day of issue, the times of the entries of a live report.
    fn is_no_claim(&self, figure: &Figure) -> bool {
        match &figure.value {
            Value::Date(..) => bearing::is_furniture(self.annotated, figure.tokens.start),
            Value::Time(..) => {
                let mut found = self.annotated.starting_at(figure.tokens.start);
                found.any(|found| self.annotated.opens_block(found))
            }
            _ => false,
        }
    }

    /// Whether nobody looks for the value in a source: parts of a whole are reckoned, and the day of
    /// writing is known.
    fn is_reckoned(&self, figure: &Figure) -> bool {
        match &figure.value {
            Value::Count(count) => count.is_share(),
            Value::Date(When::Mention(mention), _) => self.date.is_some_and(|written| {
                let readings = mention.readings(Some(written));
                readings.iter().any(|days| *days == Period::day(written))
            }),
            _ => false,
        }
    }

    /// How sure it is that a source which says otherwise, or nothing, speaks of the same.
    fn confidence(&self, looked: &Looked<'_, 'a>, finding: &Finding<'a>) -> Confidence {
        let figure = looked.figure;
        match (finding.verdict, &finding.against) {
            (Verdict::Unsupported, _) if figure.is_counted() => Confidence::Low,
            // A quotation is compared as a whole.
            (Verdict::Unsupported, _) if self.annotated.is_quoted(&figure.tokens) => {
                Confidence::Low
            }
            (Verdict::Unsupported, _) => {
                bearing::around(self.annotated, self.libraries, self.tongue, figure.span)
                    .of_figure(figure)
            }
            (_, Some(against))
                if !against.is_firm(figure) && witness::count(looked, against) < 2 =>
            {
                Confidence::Low
            }
            _ => Confidence::High,
        }
    }

    fn compared(&self, looked: &Looked<'_, 'a>, finding: &Finding<'a>) -> Compared {
        let figure = looked.figure;
        let stated = self.annotated.article.slice(figure.span);
        // What stands in a source as it is needs no calculation.
        let agrees = looked.case.agrees.as_ref();
        let is_stated = agrees.is_some_and(|(_, found)| found.outcome == Outcome::Same);
        let is_flagged =
            matches!(finding.verdict, Verdict::Refuted | Verdict::Unsupported) && !is_stated;
        let derived = is_flagged.then(|| self.derived(figure)).flatten();
        let kind = if figure.value.is_temporal() { Topic::Date } else { Topic::Figure };
        let (topic, (verdict, message, evidence)) = match (finding.verdict, finding.against) {
            _ if derived.is_some() => (
                Topic::Derivation,
                derived.map_or_else(|| unsupported(stated), |found| supported(stated, found)),
            ),
            (verdict @ (Verdict::Refuted | Verdict::Outdated), Some(against)) => {
                let (message, evidence) = witness::told(stated, looked, &against);
                (kind, (verdict, message, evidence))
            }
            (Verdict::Unsupported, _) => (kind, unsupported(stated)),
            (verdict, _) => (kind, (verdict, String::new(), Vec::new())),
        };
        Compared {
            span: figure.span,
            topic,
            verdict,
            message,
            evidence,
            confidence: self.confidence(looked, finding),
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

    /// The calculation that leads to a figure, and the passage that it rests on.
    fn derived(&self, figure: &Figure) -> Option<Vec<Evidence>> {
        let mut documents = self.libraries.iter().flat_map(|library| &library.documents);
        documents.find_map(|document| {
            let found = derive::find(figure, &document.figures, self.tongue.language)?;
            let sentence = document.annotated.sentences[found.sentence].span;
            let sum = Evidence::Arithmetic { text: found.text };
            Some(vec![sum, document.passage(sentence)])
        })
    }
}

/// What was established of a figure, and the figure of a source that speaks against it.
struct Finding<'a> {
    verdict: Verdict,
    against: Option<Match<'a>>,
}

fn supported(stated: &str, evidence: Vec<Evidence>) -> (Verdict, String, Vec<Evidence>) {
    let message = match evidence.first() {
        Some(Evidence::Arithmetic { text }) => format!("“{stated}” follows from a source: {text}"),
        _ => String::new(),
    };
    (Verdict::Supported, message, evidence)
}

fn unsupported(stated: &str) -> (Verdict, String, Vec<Evidence>) {
    (Verdict::Unsupported, format!("no source gives “{stated}”"), Vec::new())
}
