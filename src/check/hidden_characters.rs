//! Looks for characters that nobody sees, and for letters that pass for others.
//!
//! They have lawful uses: joiners in emoji and in scripts that need them, variation selectors after
//! emoji and ideographs, marks of direction beside Hebrew and Arabic, soft hyphens, a byte-order
//! mark. What is left hides text, splits words so that no search finds them, or carries a mark.

use super::{Hit, Scene};
use crate::text::TextSpan;
use crate::text::script::{
    Hidden, hidden, is_emoji, is_ideograph, is_right_to_left, joins_letters, passes_for,
};
use std::cell::Cell;
use std::ops::Range;

/// Flags at most one stretch of each kind in a block: one pasted word brings dozens.
pub fn run(scene: &Scene<'_>) -> Vec<Hit> {
    let article = scene.annotated.article;
    if article.text().is_ascii() {
        return Vec::new();
    }
    let blocks = article.blocks().iter().filter(|block| is_worth_a_look(article.slice(block.span)));
    blocks.flat_map(|block| in_block(article.slice(block.span), block.span.start)).collect()
}

/// Whether a character of the text may hide or pass for another. Curly quotation marks and accents,
/// which most news copy has, do neither.
fn is_worth_a_look(text: &str) -> bool {
    let may_deceive = |c: char| {
        hidden(c).is_some() || c.is_alphabetic() && !is_latin(Some(c)) && passes_for(c).is_some()
    };
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && may_deceive(c))
}

fn in_block(text: &str, offset: usize) -> Vec<Hit> {
    let unseen = Reader { text, last: Cell::default() }.unseen();
    let disguised = disguised_words(text);
    let shift = |span: Range<usize>| TextSpan::new(offset + span.start, offset + span.end);
    let unseen = stretch(&unseen).map(|span| {
        let found: Vec<char> = unseen.iter().flat_map(|at| text[at.clone()].chars()).collect();
        Hit::self_evident(shift(around(text, span)), unseen_message(&found))
    });
    let disguised = stretch(&disguised).map(|span| {
        let words: Vec<&str> = disguised.iter().map(|at| &text[at.clone()]).collect();
        Hit::self_evident(shift(span), disguise_message(&words))
    });
    unseen.into_iter().chain(disguised).collect()
}

/// From the first to the last of these places.
fn stretch(places: &[Range<usize>]) -> Option<Range<usize>> {
    Some(places.first()?.start..places.last()?.end)
}

/// The stretch with the rest of the words at its ends, so that there is something to see.
fn around(text: &str, span: Range<usize>) -> Range<usize> {
    let before = text[..span.start].trim_end_matches(|c: char| !c.is_whitespace()).len();
    let after = &text[span.end..];
    let rest = after.len() - after.trim_start_matches(|c: char| !c.is_whitespace()).len();
    before..span.end + rest
}

struct Reader<'a> {
    text: &'a str,
    /// The last word that was looked at, and whether it is an address: one without an end may hold
    /// any number of hidden characters.
    last: Cell<(usize, usize, bool)>,
}

impl Reader<'_> {
    /// The hidden characters without a lawful use where they stand, run by run.
    fn unseen(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        let reads_left = self.text.chars().any(is_right_to_left);
        while let Some(first) = self.text[at..].find(|c| hidden(c).is_some()) {
            let start = at + first;
            let rest = &self.text[start..];
            at = start + rest.find(|c| hidden(c).is_none()).unwrap_or(rest.len());
            if !self.is_lawful(start..at, reads_left) {
                found.push(start..at);
            }
        }
        found
    }

    fn is_lawful(&self, run: Range<usize>, reads_left: bool) -> bool {
        let characters = &self.text[run.clone()];
        let kinds = || characters.chars().filter_map(hidden);
        let before = self.text[..run.start].chars().next_back();
        let after = self.text[run.end..].chars().next();
        let all = |wanted: Hidden| kinds().all(|kind| kind == wanted);
        if before.is_some_and(|c| c == '\u{1F3F4}') && all(Hidden::Tag) {
            return characters.ends_with('\u{E007F}');
        }
        if kinds().any(|kind| matches!(kind, Hidden::Tag | Hidden::Override | Hidden::Operator)) {
            return false;
        }
        if kinds().any(|kind| kind == Hidden::Direction) {
            return reads_left;
        }
        let is_single = characters.chars().nth(1).is_none();
        if is_single || is_emoji(before) || is_emoji(after) {
            return self.single_is_lawful(&run, before, after);
        }
        let is_pair = characters.chars().nth(2).is_none();
        all(Hidden::SoftHyphen)
            || all(Hidden::Mark) && is_pair
            || reads_left
            || joins_letters(before)
    }

    fn single_is_lawful(
        &self,
        run: &Range<usize>,
        before: Option<char>,
        after: Option<char>,
    ) -> bool {
        let characters = &self.text[run.clone()];
        let in_word = is_latin(before) && is_latin(after);
        match characters.chars().next().and_then(hidden) {
            Some(Hidden::Selector) => characters.chars().nth(2).is_none(),
            Some(Hidden::IdeographSelector) => is_ideograph(before),
            Some(Hidden::Filler) => !is_latin(before) && after.is_some_and(|c| !c.is_whitespace()),
            Some(Hidden::Joiner | Hidden::Space) => !in_word || self.is_in_address(run.start),
            Some(Hidden::Glue) => {
                let parts = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
                before.is_none_or(parts) || after.is_none_or(parts) || self.is_in_address(run.start)
            }
            _ => true,
        }
    }

    /// Whether the place is inside a web address or a handle, which pages break with these.
    fn is_in_address(&self, at: usize) -> bool {
        let (start, end, known) = self.last.get();
        if (start..end).contains(&at) {
            return known;
        }
        let word = around(self.text, at..at);
        let inner = self.text[word.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        let is_address = inner.contains(['/', '@', '_', '.', '#']);
        self.last.set((word.start, word.end, is_address));
        is_address
    }
}

fn is_latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphabetic() || ('\u{C0}'..'\u{250}').contains(&c))
}

/// Words of Latin letters with letters of another script among them that look like Latin ones.
fn disguised_words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split(|c: char| !c.is_alphabetic()) {
        if !part.is_ascii() && is_disguised(part) {
            found.push(start..start + part.len());
        }
        let end = start + part.len();
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

fn is_disguised(word: &str) -> bool {
    let latin = word.chars().filter(|c| is_latin(Some(*c))).count();
    let foreign = word.chars().filter(|c| !is_latin(Some(*c))).count();
    let all_pass = word.chars().all(|c| is_latin(Some(c)) || passes_for(c).is_some());
    latin > 0 && foreign > 0 && latin + foreign >= 3 && all_pass
}

fn unseen_message(found: &[char]) -> String {
    if is_manifest(found) {
        return "carries a C2PA manifest in characters that nobody sees".to_owned();
    }
    let mut kinds: Vec<char> = Vec::new();
    for &c in found {
        if !kinds.contains(&c) && kinds.len() < 3 {
            kinds.push(c);
        }
    }
    let names: Vec<String> = kinds.iter().map(|&c| format!("U+{:04X}", u32::from(c))).collect();
    let noun =
        if found.len() == 1 { "character that nobody sees" } else { "characters that nobody sees" };
    format!("holds {} {noun} ({})", found.len(), names.join(", "))
}

/// Whether variation selectors spell the mark of a manifest, a byte each.
fn is_manifest(found: &[char]) -> bool {
    let bytes = found.iter().filter_map(|&c| match u32::from(c) {
        code @ 0xFE00..=0xFE0F => u8::try_from(code - 0xFE00).ok(),
        code @ 0xE0100..=0xE01EF => u8::try_from(code - 0xE0100 + 16).ok(),
        _ => None,
    });
    bytes.take(8).eq(*b"C2PATXT\0")
}

fn disguise_message(words: &[&str]) -> String {
    let word = words[0];
    let foreign: Vec<String> = word
        .chars()
        .filter_map(|c| passes_for(c).map(|latin| format!("U+{:04X} for “{latin}”", u32::from(c))))
        .collect();
    let others = match words.len() {
        1 => String::new(),
        more => format!(", and {} more such words", more - 1),
    };
    format!("writes “{word}” with letters that only look Latin ({}){others}", foreign.join(", "))
}
