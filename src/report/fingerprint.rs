//! Names for findings that outlive edits elsewhere in the article.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Numbers the findings of one article: equal ones are told apart by their order, not their place.
///
/// A fingerprint depends on the rule, the flagged words and how many equal findings came before. It
/// survives a move of the file or the paragraph, re-wrapping, and changes of case and white space.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: FxHashMap<u64, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding in order of position, as 16 hexadecimal digits.
    pub(super) fn next(&mut self, rule: &str, text: &str) -> String {
        let content = Fnv1a::new().add(rule).add(&normalised(text));
        let occurrence = self.seen.entry(content.0).or_default();
        let named = content.add(&occurrence.to_string());
        *occurrence += 1;
        format!("{:016x}", named.0)
    }
}

/// One name for several parts, as 16 hexadecimal digits.
pub(super) fn fingerprint_of(parts: &[&str]) -> String {
    let hash = parts.iter().fold(Fnv1a::new(), |hash, part| hash.add(part));
    format!("{:016x}", hash.0)
}

fn normalised(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// FNV-1a, 64 bit: the standard library's hash may change between its versions, this one cannot.
#[derive(Clone, Copy)]
struct Fnv1a(u64);

impl Fnv1a {
    fn new() -> Self {
        Fnv1a(0xcbf2_9ce4_8422_2325)
    }

    /// Adds `text` and a byte that UTF-8 never holds, so that parts cannot run into each other.
    fn add(self, text: &str) -> Self {
        let bytes = text.bytes().chain([0xff]);
        Fnv1a(bytes.fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rule: &str, text: &str) -> String {
        Fingerprints::default().next(rule, text)
    }

    #[test]
    fn wrapping_and_case_do_not_matter() {
        assert_eq!(first("wrong-date", "Over  5\nmonths"), first("wrong-date", "over 5 months"));
    }

    #[test]
    fn rule_words_and_occurrence_matter() {
        let mut article = Fingerprints::default();
        let names = [
            article.next("a", "84"),
            article.next("a", "84"),
            article.next("a", "95"),
            article.next("b", "84"),
            article.next("a8", "4"),
        ];
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
    }

    #[test]
    fn the_hash_is_pinned() {
        assert_eq!(first("wrong-date", "2 January"), "7607022daec4b21a");
    }
}
