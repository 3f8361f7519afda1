//! English inflection, for patterns: `~warn` means warn, warns, warned and warning.
//!
//! Regular forms follow the spelling rules of English (Quirk et al., *A Comprehensive Grammar*,
//! 3.5–3.10); irregular ones come from the lexicon.

use rustc_hash::FxHashMap;

/// Knows the forms of words.
#[derive(Debug, Default)]
pub struct Inflection {
    irregular: FxHashMap<String, Vec<String>>,
}

impl Inflection {
    /// Knows these irregular words: each base form with its other forms.
    pub fn new(irregular: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Inflection { irregular: irregular.into_iter().collect() }
    }

    /// Every irregular form with its base form, in no order.
    pub(super) fn irregular(&self) -> impl Iterator<Item = (&str, &str)> {
        self.irregular
            .iter()
            .flat_map(|(base, forms)| forms.iter().map(move |form| (form.as_str(), base.as_str())))
    }

    /// Whether a lower-case word is an irregular form: "shot", "spent".
    pub fn is_irregular(&self, word: &str) -> bool {
        self.irregular().any(|(form, _)| form == word)
    }

    /// Every irregular form with its base form; of two bases the first in the alphabet.
    pub fn bases(&self) -> impl Iterator<Item = (String, String)> {
        let mut bases: std::collections::BTreeMap<&str, &str> = std::collections::BTreeMap::new();
        for (form, base) in self.irregular() {
            let kept = bases.entry(form).or_insert(base);
            *kept = (*kept).min(base);
        }
        bases.into_iter().map(|(form, base)| (form.to_owned(), base.to_owned()))
    }

    /// Every form of a lower-case base form, itself first. Verbs and nouns share the list: a form
    /// that does not exist matches nothing.
    pub fn forms(&self, base: &str) -> Vec<String> {
        let mut forms = vec![base.to_owned(), with_s(base)];
        match self.irregular.get(base) {
            Some(irregular) => {
                forms.extend(irregular.iter().cloned());
                forms.push(format!("{}ing", before_vowel(base)));
            }
            None => {
                let stem = before_vowel(base);
                forms.push(if base.ends_with('y') && stem == base && !ends_in_vowel_y(base) {
                    format!("{}ied", &base[..base.len() - 1])
                } else {
                    format!("{stem}ed")
                });
                forms.push(format!("{stem}ing"));
            }
        }
        forms.sort();
        forms.dedup();
        forms
    }
}

fn with_s(base: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
    if sibilant {
        format!("{base}es")
    } else if base.ends_with('y') && !ends_in_vowel_y(base) {
        format!("{}ies", &base[..base.len() - 1])
    } else {
        format!("{base}s")
    }
}

/// The stem before "ed" and "ing": a silent e falls, a single final consonant after a single
/// stressed vowel doubles (one syllable: stress is certain).
fn before_vowel(base: &str) -> String {
    let bytes = base.as_bytes();
    if base.ends_with('e') && !base.ends_with("ee") && base.len() > 2 {
        return base[..base.len() - 1].to_owned();
    }
    let vowels = bytes.iter().filter(|&&b| is_vowel(b)).count();
    let doubles = bytes.len() >= 3
        && vowels == 1
        && is_vowel(bytes[bytes.len() - 2])
        && !is_vowel(bytes[bytes.len() - 1])
        && !b"wxy".contains(&bytes[bytes.len() - 1]);
    if doubles { format!("{base}{}", &base[base.len() - 1..]) } else { base.to_owned() }
}

fn ends_in_vowel_y(base: &str) -> bool {
    base.len() >= 2 && base.ends_with('y') && is_vowel(base.as_bytes()[base.len() - 2])
}

fn is_vowel(byte: u8) -> bool {
    b"aeiou".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, expected: &[&str]) {
        let irregular = [("send".to_owned(), vec!["sent".to_owned()])];
        assert_eq!(Inflection::new(irregular).forms(base), expected);
    }

    #[test]
    fn regular_and_irregular_forms() {
        check("warn", &["warn", "warned", "warning", "warns"]);
        check("detonate", &["detonate", "detonated", "detonates", "detonating"]);
        check("carry", &["carried", "carries", "carry", "carrying"]);
        check("plot", &["plot", "plots", "plotted", "plotting"]);
        check("pass", &["pass", "passed", "passes", "passing"]);
        check("send", &["send", "sending", "sends", "sent"]);
    }
}
