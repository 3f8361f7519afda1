//! The quotations of an article against the words of the sources.

use super::names::Desk;
use super::{Compared, Document, Library, Tongue};
use crate::annotate::{Annotated, Attribution, Meaning};
use crate::finding::{Topic, Verdict};
use crate::language::NameKind;
use crate::pack::fact_file::Confidence;
use crate::quote::{Passage, Quotation, Word, parts, quotations};
use crate::text::TextSpan;

/// Fewer words are a term, not a statement.
const SHORTEST: usize = 4;
/// The share of a quotation's words that a passage must have, in their order, to be its original.
const ALTERED: f32 = 0.6;

/// The same of those of them that mean something by themselves.
const MEANT: f32 = 0.4;

/// Looks each quotation of an article up.
pub(super) fn compare(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
) -> Vec<Compared> {
    let desk = Desk { annotated, libraries, tongue };
    let found = quotations(annotated).map(|quotation| Quote::of(annotated, quotation));
    let telling = found.filter(|quote| quote.words.len() >= SHORTEST);
    telling.map(|quote| look_up(&desk, &quote)).collect()
}

/// A quotation, in the parts that its ellipses and brackets leave.
struct Quote<'a> {
    quotation: Quotation<'a>,
    parts: Vec<Vec<Word>>,
    words: Vec<Word>,
}

impl<'a> Quote<'a> {
    fn of(annotated: &Annotated<'_>, quotation: Quotation<'a>) -> Self {
        let parts = parts(annotated, quotation.found.tokens.clone());
        let words = parts.iter().flatten().copied().collect();
        Quote { quotation, parts, words }
    }

    /// Whether the speaker is told by name, or by a word for somebody named: not "a lecturer of
    /// Lom’s university".
    fn names_speaker(&self, annotated: &Annotated<'_>) -> bool {
        let Some(name) = self.quotation.name.map(|name| &annotated.names[name]) else {
            return false;
        };
        name.kind == NameKind::Person
            || name.kind == NameKind::Unknown
                && self.quotation.speaker.is_some_and(|span| ends_in_name(annotated, span))
    }

    /// Who is said to have said it, by index in the names.
    fn stated_name(&self) -> Option<usize> {
        self.quotation.name.filter(|_| self.quotation.attribution == Attribution::Stated)
    }
}

/// Whether what tells the speaker ends in a name that no "of" or "in" leads up to.
fn ends_in_name(annotated: &Annotated<'_>, speaker: TextSpan) -> bool {
    let past = annotated.tokens.partition_point(|token| token.span().start < speaker.end);
    let name = past.checked_sub(1).and_then(|last| annotated.name_at(last));
    name.is_some_and(|name| {
        let before = name.tokens.start.checked_sub(1).map(|at| &annotated.tokens[at]);
        let is_led = before.filter(|token| token.span().start >= speaker.start);
        !is_led.is_some_and(|token| annotated.language.is_function_word(token))
    })
}

fn look_up(desk: &Desk<'_>, quote: &Quote<'_>) -> Compared {
    let annotated = desk.annotated;
    let documents: Vec<&Document<'_>> =
        desk.libraries.iter().flat_map(|library| &library.documents).collect();
    let exact =
        documents.iter().find_map(|document| stands(quote, document).map(|at| (*document, at)));
    let mut compared = Compared {
        span: quote.quotation.found.span,
        topic: Topic::Quote,
        verdict: Verdict::Supported,
        message: String::new(),
        evidence: Vec::new(),
        confidence: Confidence::High,
    };
    if let Some((document, token)) = exact {
        misattributed(annotated, quote, document, token, &mut compared);
        return compared;
    }
    let close = documents
        .iter()
        .filter_map(|document| Some((*document, closest(quote, document)?)))
        .max_by_key(|(_, passage)| passage.common);
    let theirs =
        close.and_then(|(document, passage)| Some((document, altered(quote, document, &passage)?)));
    // Words of somebody whom the sources do not know are the paper's own reporting.
    let is_known = quote.names_speaker(annotated) && {
        let speaker = quote.quotation.name.map(|name| &annotated.names[name]);
        speaker.is_some_and(|name| desk.stands(name))
    };
    match theirs {
        Some((document, span)) => {
            compared.verdict = Verdict::Refuted;
            if !is_known && !is_quoted(document, span) {
                compared.confidence = Confidence::Low;
            }
            let theirs = document.annotated.article.slice(span);
            compared.message = format!("quotes words that the source has otherwise: “{theirs}”");
            compared.evidence = vec![document.passage(span)];
        }
        None => {
            compared.verdict = Verdict::Unsupported;
            if !is_known {
                compared.confidence = Confidence::Low;
            }
            "no source has these words".clone_into(&mut compared.message);
        }
    }
    compared
}

/// The token at which the quotation stands in a document, word for word, its parts in order.
fn stands(quote: &Quote<'_>, document: &Document<'_>) -> Option<usize> {
    let mut from = 0;
    let mut first = None;
    for part in &quote.parts {
        let run = document.said.runs(part).into_iter().find(|run| run.start >= from)?;
        first = first.or_else(|| document.said.tokens(run.clone()));
        from = run.end;
    }
    first.map(|tokens| tokens.start)
}

fn closest(quote: &Quote<'_>, document: &Document<'_>) -> Option<Passage> {
    document.said.closest(&quote.words, |_| true).into_iter().next()
}

/// Whether a source has the words as somebody's.
fn is_quoted(document: &Document<'_>, span: TextSpan) -> bool {
    let mut found = document.annotated.annotations.iter();
    found.any(|found| matches!(found.meaning, Meaning::Quote { .. }) && found.span.overlaps(span))
}

/// Where the words stand that a passage has instead, if it is the quotation's original: most of its
/// words, and of those that mean something.
fn altered(quote: &Quote<'_>, document: &Document<'_>, passage: &Passage) -> Option<TextSpan> {
    let weight = quote.words.iter().filter(|word| !word.is_light).count();
    let meant = quote.words.iter().filter(|word| !word.is_function).count();
    let kept = passage.alignment.covered().filter(|&at| !quote.words[at].is_function).count();
    if (passage.common as f32) < ALTERED * weight as f32 || (kept as f32) < MEANT * meant as f32 {
        return None;
    }
    let theirs = passage.alignment.theirs()?;
    let start = passage.words.start;
    let tokens = document.said.tokens(start + theirs.start..start + theirs.end)?;
    Some(document.annotated.span_of(tokens))
}

/// Says so when both name a speaker and not the same one.
fn misattributed(
    annotated: &Annotated<'_>,
    quote: &Quote<'_>,
    document: &Document<'_>,
    token: usize,
    compared: &mut Compared,
) {
    let theirs = document.annotated.annotations.iter().find_map(|found| match found.meaning {
        Meaning::Quote { name: Some(name), attribution: Attribution::Stated, .. }
            if found.tokens.contains(&token) =>
        {
            Some(name)
        }
        _ => None,
    });
    let (Some(ours), Some(theirs)) = (quote.stated_name(), theirs) else { return };
    let (ours, theirs) = (full_name(annotated, ours), full_name(&document.annotated, theirs));
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    let words: Vec<String> = theirs.split_whitespace().map(str::to_lowercase).collect();
    let is_same = ours.split_whitespace().any(|word| words.contains(&word.to_lowercase()));
    if !is_same {
        compared.verdict = Verdict::Refuted;
        compared.message =
            format!("attributes these words to {ours}; in the source they are by {theirs}");
        let sentence = document.annotated.sentence_of(token).map(|sentence| sentence.span);
        compared.evidence = sentence.map(|span| document.passage(span)).into_iter().collect();
    }
}

/// The full form of a name; nothing for "the ministry".
fn full_name<'a>(annotated: &Annotated<'a>, name: usize) -> Option<&'a str> {
    let name = annotated.full_form(&annotated.names[name]);
    let may_speak = matches!(name.kind, NameKind::Person | NameKind::Unknown);
    may_speak.then(|| annotated.article.slice(name.span))
}
