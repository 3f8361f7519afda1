//! Each figure of an article against the figures of the sources.

use super::agree::{self, Outcome};
use super::bind::Bound;
use super::figure::{self, Figure, Value};
use super::{Compared, Document, Library, Tongue};
use crate::annotate::Annotated;
use crate::finding::{Evidence, Topic, Verdict};
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use jiff::civil::Date;

/// How much a source's figure must have in common with an article's to speak against it.
const BINDS: f32 = 0.3;
/// What an equal value is worth: few numbers are equal by chance.
const EQUAL: f32 = 0.4;
/// What a value is worth that lies in what the article leaves open.
const WITHIN: f32 = 0.1;

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
    let figures = figure::find(annotated, tongue.stems);
    figures.iter().filter_map(|figure| look_up(annotated, figure, libraries, date)).collect()
}

/// The passage of a source that speaks of the same as a figure.
struct Match<'a> {
    document: &'a Document<'a>,
    figure: &'a Figure,
    outcome: Outcome,
    score: f32,
    likeness: f32,
}

fn look_up(
    annotated: &Annotated<'_>,
    figure: &Figure,
    libraries: &[&Library<'_>],
    date: Option<Date>,
) -> Option<Compared> {
    let best = best(figure, libraries, date);
    let topic = if figure.value.is_temporal() { Topic::Date } else { Topic::Figure };
    let stated = annotated.article.slice(figure.span);
    let (verdict, message, evidence) = match &best {
        Some(found) if found.outcome != Outcome::Differs => {
            (Verdict::Supported, String::new(), vec![])
        }
        Some(found) if found.likeness >= BINDS => {
            let theirs = found.document.annotated.article.slice(found.figure.span);
            let message = format!("says “{stated}”; the source has “{theirs}”");
            (Verdict::Refuted, message, vec![found.passage()])
        }
        _ => (Verdict::Unsupported, format!("no source gives “{stated}”"), vec![]),
    };
    Some(Compared {
        span: figure.span,
        topic,
        verdict,
        message,
        evidence,
        confidence: Confidence::Medium,
    })
}

fn best<'a>(
    figure: &Figure,
    libraries: &[&'a Library<'a>],
    date: Option<Date>,
) -> Option<Match<'a>> {
    let mut best: Option<Match<'a>> = None;
    for library in libraries {
        let bound = Bound::new(figure, library);
        for document in &library.documents {
            let day = document.annotated.article.metadata.date.map(|dated| dated.date);
            for other in &document.figures {
                let Some(outcome) = agree::compare(&figure.value, &other.value, (date, day)) else {
                    continue;
                };
                let likeness = bound.likeness(other);
                let score = likeness + bonus(&figure.value, outcome);
                if best.as_ref().is_none_or(|best| score > best.score) {
                    best = Some(Match { document, figure: other, outcome, score, likeness });
                }
            }
        }
    }
    best
}

fn bonus(_value: &Value, outcome: Outcome) -> f32 {
    match outcome {
        Outcome::Same => EQUAL,
        Outcome::Within => WITHIN,
        Outcome::Differs => 0.0,
    }
}

impl Match<'_> {
    fn passage(&self) -> Evidence {
        let sentence: TextSpan = self.document.annotated.sentences[self.figure.sentence].span;
        self.document.passage(sentence)
    }
}
