//! Quotations with a speaker.

use super::cast::Cast;
use super::{Sheet, Text};
use crate::annotate::{Annotation, Attribution, Meaning};
use crate::desk::fragment::{self, Ids};
use crate::language::fold;
use crate::text::TextSpan;
use std::collections::BTreeSet;

/// The fewest words of a quotation that are worth keeping: fewer are a turn of phrase.
const WORDS: usize = 5;

/// Words that somebody said.
pub(super) struct Quote {
    id: String,
    speaker: String,
    words: String,
    passage: String,
    text: usize,
}

/// The quotations whose speaker the text states, each once.
pub(super) fn quotes(texts: &[Text<'_>], mut ids: Ids) -> Vec<Quote> {
    let mut seen = BTreeSet::new();
    let mut quotes = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        for found in &text.annotated.annotations {
            let Some(speaker) = speaker(text, found) else { continue };
            let words = text.article.slice(found.span).trim_end_matches(',');
            let is_long = words.split_whitespace().count() >= WORDS;
            if is_long && seen.insert(fold(words).into_owned()) {
                quotes.push(Quote {
                    id: ids.give(words, "quote"),
                    speaker: text.article.slice(speaker).to_owned(),
                    words: words.to_owned(),
                    passage: text.passage_at(found.tokens.start, found.span),
                    text: at,
                });
            }
        }
    }
    quotes
}

/// The speaker by the full name where the text has one.
fn speaker(text: &Text<'_>, found: &Annotation) -> Option<TextSpan> {
    match &found.meaning {
        Meaning::Quote { speaker, name, attribution: Attribution::Stated } => {
            let name = name.and_then(|at| text.annotated.names.get(at));
            name.map(|name| name.span).or(*speaker)
        }
        _ => None,
    }
}

pub(super) fn write(quotes: &[Quote], cast: &Cast, sheet: &mut Sheet<'_>) {
    for quote in quotes {
        let Some(number) = sheet.next() else { continue };
        let row = Some(number);
        let fragment = &mut sheet.fragment;
        fragment.space();
        fragment.comment(&quote.passage);
        fragment.open("[[quote]]", row);
        fragment.field("id", &fragment::text(&quote.id), row);
        let speaker = cast.id(&quote.speaker).unwrap_or(&quote.speaker);
        fragment.field("speaker", &fragment::text(speaker), row);
        fragment.field("words", &fragment::text(&quote.words), row);
        sheet.source(&[quote.text], number);
        sheet.records += 1;
    }
}
