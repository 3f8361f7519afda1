//! Lists of texts for a rule, one file a rule, and the marks in them: `⟦` and `⟧` enclose what is at
//! fault.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// The texts for a rule, beyond the examples that it carries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts<T> {
    /// Flagged by the rule.
    bad: Vec<T>,
    /// Left alone by it.
    good: Vec<T>,
    /// Flagged if the rule saw more than it does.
    #[serde(default = "Vec::new")]
    missed: Vec<T>,
    /// Left alone if the rule saw more than it does.
    #[serde(default = "Vec::new")]
    mistaken: Vec<T>,
}

impl<T> Texts<T> {
    /// Every text, and whether the rule flags it.
    fn all(&self) -> impl Iterator<Item = (&T, bool)> {
        let flagged = self.bad.iter().chain(&self.mistaken).map(|text| (text, true));
        flagged.chain(self.good.iter().chain(&self.missed).map(|text| (text, false)))
    }
}

/// Holds the texts of a folder of `tests` against what the rules do; `told` says what a rule flags
/// in a text, and `text` what that says.
pub(crate) fn check<T: DeserializeOwned>(
    folder: &str,
    text: impl Fn(&T) -> &str,
    told: impl Fn(&str, &T) -> Vec<String>,
) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut failures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let rule = path.file_stem().unwrap().to_str().unwrap();
        let texts: Texts<T> = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (one, is_wanted) in texts.all() {
            let told = told(rule, one);
            if told.is_empty() == is_wanted {
                let verb = if is_wanted { "misses" } else { "flags" };
                failures.push(format!("{rule} {verb}: {} {told:?}", text(one)));
            }
        }
    }
    failures.sort();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// The text without its marks, and what they enclose.
pub(crate) fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut start, mut marks) = (String::new(), 0, Vec::new());
    for c in marked.chars() {
        match c {
            '⟦' => start = text.len(),
            '⟧' => marks.push(start..text.len()),
            _ => text.push(c),
        }
    }
    (text, marks)
}
