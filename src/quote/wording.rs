//! What findings say about quotations.

use super::speaker::RecordedSpeaker;
use crate::fact::VerifiedQuote;
use crate::finding::Evidence;
use jiff::civil::Date;

/// How many changes a message lists.
const LISTED: usize = 4;
/// How many words of a quote a message shows.
const SHOWN: usize = 40;

pub(super) fn supported(speaker: &RecordedSpeaker, quote: &VerifiedQuote) -> String {
    format!("has the words of {} as they are on record{}", speaker.shown, source_of(quote))
}

pub(super) fn altered(
    speaker: &RecordedSpeaker,
    quote: &VerifiedQuote,
    said: &str,
    changes: &[(&str, &str)],
) -> String {
    let listed = changes.iter().take(LISTED).map(|&(ours, theirs)| match (ours, theirs) {
        (ours, "") => format!("“{ours}” was put in"),
        ("", theirs) => format!("“{theirs}” was left out"),
        (ours, theirs) => format!("“{ours}” stands for “{theirs}”"),
    });
    let mut listed: Vec<String> = listed.collect();
    if changes.len() > LISTED {
        listed.push(format!("and {} more", changes.len() - LISTED));
    }
    let (by, said, source) = (&speaker.shown, shortened(said), source_of(quote));
    format!("these are not the words of {by}, who said “{said}”{source}: {}", listed.join(", "))
}

pub(super) fn joined(speaker: &RecordedSpeaker, quotes: [&VerifiedQuote; 2]) -> String {
    let [one, other] = quotes.map(|quote| shortened(&quote.words));
    let (by, source) = (&speaker.shown, source_of(quotes[0]));
    format!("joins words of two statements by {by}, “{one}” and “{other}”{source}")
}

pub(super) fn misattributed(
    ours: &str,
    speaker: &RecordedSpeaker,
    quote: &VerifiedQuote,
) -> String {
    let (by, source) = (&speaker.shown, source_of(quote));
    format!("gives these words to {ours}; on record they are by {by}{source}")
}

pub(super) fn misdated(
    told: &str,
    speaker: &RecordedSpeaker,
    quote: &VerifiedQuote,
    said: Date,
) -> String {
    let (by, source) = (&speaker.shown, source_of(quote));
    format!("has {by} say this “{told}”; on record it was said on {said}{source}")
}

pub(super) fn unknown(speaker: &RecordedSpeaker, on_record: usize) -> String {
    let quotes = if on_record == 1 { "the one quote" } else { "none of the quotes" };
    let has = if on_record == 1 { "does not have" } else { "has" };
    let by = &speaker.shown;
    format!("{quotes} of {by} on record {has} these words; that does not make them wrong")
}

pub(super) fn evidence(speaker: &RecordedSpeaker, quote: &VerifiedQuote) -> Evidence {
    let source = quote.sources.first();
    Evidence::Fact {
        id: quote.id.clone(),
        text: format!("{}: “{}”", speaker.shown, quote.words),
        value: Some(quote.words.clone()),
        source: source.map(|source| source.name.clone()),
        url: source.and_then(|source| source.url.clone()),
        as_of: quote.date,
    }
}

fn source_of(quote: &VerifiedQuote) -> String {
    quote.sources.first().map_or_else(String::new, |source| format!(" ({})", source.name))
}

/// The words, up to so many.
fn shortened(words: &str) -> String {
    let trimmed = words.trim_end_matches(['.', ',']);
    match trimmed.split_whitespace().nth(SHOWN) {
        Some(_) => {
            let first: Vec<&str> = trimmed.split_whitespace().take(SHOWN).collect();
            format!("{} …", first.join(" "))
        }
        None => trimmed.to_owned(),
    }
}
