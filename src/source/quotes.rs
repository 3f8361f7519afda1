//! The quotations of an article against the words of the sources.

use super::words::{self, Word};
use super::{Compared, Document, Library};
use crate::annotate::{Annotated, Annotation, Attribution, Meaning};
use crate::finding::{Topic, Verdict};
use crate::language::WordForm;
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;

/// Fewer words are a term, not a statement.
const SHORTEST: usize = 4;
/// The share of a quotation's words that a passage must have, in their order, to be its original.
const ALTERED: f32 = 0.6;
/// How many words around the anchor a passage may have beyond the quotation's own.
const MARGIN: usize = 8;
/// How many places of a word are tried.
const ANCHORS: usize = 24;

/// Looks each quotation of an article up.
pub(super) fn compare(annotated: &Annotated<'_>, libraries: &[&Library<'_>]) -> Vec<Compared> {
    let found = annotated.annotations.iter().filter_map(|found| match found.meaning {
        Meaning::Quote { speaker, attribution, .. } => Some(Quote {
            found,
            speaker: speaker.filter(|_| attribution == Attribution::Stated),
            parts: parts(annotated, found),
        }),
        _ => None,
    });
    let telling = found.filter(|quote| quote.len() >= SHORTEST);
    telling.map(|quote| look_up(annotated, &quote, libraries)).collect()
}

/// A quotation, in the parts that its ellipses and brackets leave.
struct Quote<'a> {
    found: &'a Annotation,
    speaker: Option<TextSpan>,
    parts: Vec<Vec<Word>>,
}

impl Quote<'_> {
    fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }
}

fn parts(annotated: &Annotated<'_>, quote: &Annotation) -> Vec<Vec<Word>> {
    let mut parts = vec![Vec::new()];
    let mut in_brackets = false;
    for at in quote.tokens.clone() {
        let text = annotated.article.slice(annotated.tokens[at].span());
        let was_in = in_brackets;
        in_brackets = match text {
            "[" => true,
            "]" => false,
            _ => in_brackets,
        };
        let is_cut = text == "…" || text == "." && follows_dot(annotated, at);
        if is_cut || was_in != in_brackets {
            parts.push(Vec::new());
        } else if !in_brackets {
            let words = words::within(annotated, at..at + 1);
            if let Some(part) = parts.last_mut() {
                part.extend(words);
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn follows_dot(annotated: &Annotated<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| annotated.article.slice(annotated.tokens[before].span()) == ".")
}

fn look_up(annotated: &Annotated<'_>, quote: &Quote<'_>, libraries: &[&Library<'_>]) -> Compared {
    let documents: Vec<&Document<'_>> =
        libraries.iter().flat_map(|library| &library.documents).collect();
    let exact =
        documents.iter().find_map(|document| stands(quote, document).map(|at| (*document, at)));
    let mut compared = Compared {
        span: quote.found.span,
        topic: Topic::Quote,
        verdict: Verdict::Supported,
        message: String::new(),
        evidence: Vec::new(),
        confidence: Confidence::High,
    };
    let close = match exact {
        Some((document, token)) => {
            misattributed(annotated, quote, document, token, &mut compared);
            return compared;
        }
        None => documents
            .iter()
            .filter_map(|document| closest(quote, document))
            .max_by(|a, b| a.share.total_cmp(&b.share)),
    };
    match close.filter(|passage| passage.share >= ALTERED) {
        Some(passage) => {
            compared.verdict = Verdict::Refuted;
            let theirs = passage.document.annotated.article.slice(passage.span);
            compared.message = format!("quotes words that the source has otherwise: “{theirs}”");
            compared.evidence = vec![passage.document.passage(passage.span)];
        }
        None => {
            compared.verdict = Verdict::Unsupported;
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
        let at = run(part, document, from)?;
        first = first.or(Some(at));
        from = at + part.len();
    }
    first.map(|at| document.words.in_order[at].token as usize)
}

/// Where all words of a part stand in a row, from a word on. Only the ends may lack a word that
/// the part's own sentence needed.
fn run(part: &[Word], document: &Document<'_>, from: usize) -> Option<usize> {
    let words = &document.words.in_order;
    let places = document.words.places(part.first()?.form).iter().map(|&at| at as usize);
    places.filter(|&at| at >= from).find(|&at| {
        let rest = words.get(at..at + part.len());
        rest.is_some_and(|rest| rest.iter().zip(part).all(|(one, other)| one.form == other.form))
    })
}

/// A passage that resembles a quotation.
struct Passage<'a> {
    document: &'a Document<'a>,
    span: TextSpan,
    share: f32,
}

/// The passage of a document that shares most words with a quotation, in their order.
fn closest<'a>(quote: &Quote<'_>, document: &'a Document<'a>) -> Option<Passage<'a>> {
    let forms: Vec<WordForm> = quote.parts.iter().flatten().map(|word| word.form).collect();
    let rarest = (0..forms.len())
        .filter(|&at| !document.words.places(forms[at]).is_empty())
        .min_by_key(|&at| document.words.places(forms[at]).len())?;
    let places = document.words.places(forms[rarest]).iter().take(ANCHORS);
    let best = places
        .map(|&place| {
            let start = (place as usize).saturating_sub(rarest + MARGIN);
            let end =
                (place as usize + forms.len() - rarest + MARGIN).min(document.words.in_order.len());
            let (common, range) = in_common(&forms, &document.words.in_order[start..end]);
            (common, start + range.start..start + range.end)
        })
        .max_by_key(|(common, _)| *common)?;
    let (common, range) = best;
    let token = |at: usize| document.words.in_order[at].token as usize;
    (common > 0).then(|| Passage {
        document,
        span: document.annotated.span_of(token(range.start)..token(range.end - 1) + 1),
        share: common as f32 / forms.len() as f32,
    })
}

/// How many words two sequences have in common in one order, and from where to where in the
/// second.
fn in_common(forms: &[WordForm], words: &[Word]) -> (usize, std::ops::Range<usize>) {
    let width = words.len() + 1;
    let mut table = vec![0u16; (forms.len() + 1) * width];
    for (i, form) in forms.iter().enumerate() {
        for (j, word) in words.iter().enumerate() {
            table[(i + 1) * width + j + 1] = if *form == word.form {
                table[i * width + j] + 1
            } else {
                table[i * width + j + 1].max(table[(i + 1) * width + j])
            };
        }
    }
    let (mut i, mut j) = (forms.len(), words.len());
    let (mut first, mut last) = (words.len(), 0);
    while i > 0 && j > 0 {
        if forms[i - 1] == words[j - 1].form {
            first = j - 1;
            last = last.max(j);
            (i, j) = (i - 1, j - 1);
        } else if table[(i - 1) * width + j] >= table[i * width + j - 1] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    (table[forms.len() * width + words.len()] as usize, first.min(last)..last)
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
        Meaning::Quote { speaker: Some(speaker), attribution: Attribution::Stated, .. }
            if found.tokens.contains(&token) =>
        {
            Some(speaker)
        }
        _ => None,
    });
    let (Some(ours), Some(theirs)) = (quote.speaker, theirs) else { return };
    let ours_full = full_name(annotated, ours);
    let theirs_full = full_name(&document.annotated, theirs);
    let (Some(ours), Some(theirs)) = (ours_full, theirs_full) else { return };
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

/// The full name of a person in a span; nothing for "he" or "the minister".
fn full_name<'a>(annotated: &Annotated<'a>, span: TextSpan) -> Option<&'a str> {
    let name = annotated.names.iter().find(|name| span.overlaps(name.span))?;
    Some(annotated.article.slice(annotated.full_form(name).span))
}
