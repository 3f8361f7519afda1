//! What words mean to claims: roots, and roots by which one claim is told as well as by another.

use crate::language::{
    Case, Language, Token, TokenKind, Vocabulary, VocabularyBuilder, WordForm, WordId, fold,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// What the forms of a word and the words made from it have in common.
pub(super) type Root = WordForm;

/// The endings that make other forms of a root, to be found in articles.
const ENDINGS: &[&str] = &[
    "", "s", "es", "e", "ed", "ing", "er", "ers", "y", "ies", "ied", "ly", "ely", "ion", "ions",
    "ate", "ated", "ating", "ation", "ations", "or", "ors", "ment",
];

/// The endings of forms, the longer ones first.
const ENDS: &[&str] = &["ies", "ied", "ing", "ers", "ors", "ed", "es", "er", "or", "s", "e", "y"];

/// Knows what words mean.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// From the forms that spelling does not connect with a word to that word.
    irregular: FxHashMap<String, String>,
    function: FxHashSet<String>,
    /// Words that are no forms of the word that their spelling suggests: "department".
    whole: FxHashSet<String>,
    /// The meanings that a root shares with others.
    groups: FxHashMap<Root, Vec<u16>>,
    /// How many of them are of words that mean the same.
    synonyms: usize,
}

impl Meanings {
    pub(super) fn new(language: &Language) -> Self {
        let mut meanings = Meanings {
            irregular: language.inflection.bases().collect(),
            function: ["function", "preposition", "particle"]
                .iter()
                .filter_map(|class| language.classes.get(*class))
                .flatten()
                .cloned()
                .collect(),
            whole: language.classes.get("whole_word").into_iter().flatten().cloned().collect(),
            groups: FxHashMap::default(),
            synonyms: language.synonyms,
        };
        for (at, group) in language.paraphrases.iter().enumerate() {
            for word in group {
                let root = meanings.root(word);
                meanings.groups.entry(root).or_default().push(at as u16);
            }
        }
        meanings
    }

    /// Adds every form of the words of claims, and of those that may stand for them, to the
    /// vocabulary; each once, for claims share most of their words.
    pub(super) fn intern<'c>(
        &self,
        texts: impl Iterator<Item = &'c String>,
        language: &Language,
        words: &mut VocabularyBuilder,
    ) {
        let parts = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let distinct: BTreeSet<&str> = parts.filter(|word| word.len() > 2).collect();
        let mut bases: BTreeSet<String> = BTreeSet::new();
        let mut groups: BTreeSet<u16> = BTreeSet::new();
        for word in distinct {
            let word = fold(word).into_owned();
            groups.extend(self.groups_of(self.root(&word)));
            bases.insert(self.irregular.get(&word).cloned().unwrap_or(word));
        }
        let alike = groups.into_iter().flat_map(|group| &language.paraphrases[usize::from(group)]);
        bases.extend(alike.cloned());
        for base in &bases {
            self.intern_forms(base, language, words);
        }
    }

    fn intern_forms(&self, word: &str, language: &Language, words: &mut VocabularyBuilder) {
        let base = self.irregular.get(word).map_or(word, String::as_str);
        for form in language.inflection.forms(base) {
            words.intern(&form);
        }
        let stem = stem_of(base);
        for ending in ENDINGS {
            words.intern(&format!("{stem}{ending}"));
        }
    }

    /// The root of a folded word.
    pub(super) fn root(&self, word: &str) -> Root {
        let one = word.strip_suffix('s').unwrap_or(word);
        if self.whole.contains(one) {
            return WordForm::of(one);
        }
        let base = self.irregular.get(word).map_or(word, String::as_str);
        WordForm::of(stem_of(base))
    }

    /// The root of a token, if it tells something.
    pub(super) fn root_of(&self, token: &Token, text: &str) -> Option<Root> {
        let word = &text[token.span().range()];
        match token.kind {
            TokenKind::Word(_) => {
                let word = fold(word);
                (word.len() > 2 && !self.function.contains(&*word)).then(|| self.root(&word))
            }
            TokenKind::Number => Some(WordForm::of(word)),
            TokenKind::Mark => None,
        }
    }

    /// Whether a token looks like a form of a verb that tells what happened: "burned", "sold".
    pub(super) fn is_verb(&self, token: &Token, text: &str) -> bool {
        let word = fold(&text[token.span().range()]);
        let is_small = matches!(token.kind, TokenKind::Word(Case::Lower));
        is_small && (word.ends_with("ed") || self.irregular.contains_key(&*word))
    }

    /// The roots of all words of the vocabulary that tell something.
    pub(super) fn roots(&self, vocabulary: &Vocabulary) -> FxHashMap<WordId, Root> {
        let mut roots = FxHashMap::default();
        vocabulary.each_word(|word, id| {
            let tells = word.len() > 2
                && word.starts_with(char::is_alphabetic)
                && !self.function.contains(word);
            if tells {
                roots.insert(id, self.root(word));
            }
        });
        roots
    }

    /// The meanings that a root shares with words that mean the same, no more and no less.
    pub(super) fn senses_of(&self, root: Root) -> impl Iterator<Item = &u16> {
        self.groups_of(root).iter().filter(|group| usize::from(**group) < self.synonyms)
    }

    /// Whether two roots are one or share a meaning.
    pub(super) fn are_alike(&self, one: Root, other: Root) -> bool {
        let groups = self.groups_of(one);
        one == other || self.groups_of(other).iter().any(|group| groups.contains(group))
    }

    pub(super) fn groups_of(&self, root: Root) -> &[u16] {
        self.groups.get(&root).map_or(&[], Vec::as_slice)
    }
}

/// What is left of a word without the endings of forms and of words made from it. Claims and
/// articles go through the same function, so it need not be a word.
fn stem_of(word: &str) -> &str {
    let word = without(word, &["ly"], 4);
    let word = without(word, &["ments", "ment", "ions", "ion"], 5);
    let word = undoubled(without(word, ENDS, 3));
    // "engineered" and "engineer" must end up as one.
    let word = without(without(word, &["er", "or"], 4), &["e"], 4);
    without(word, &["at"], 5)
}

/// The word without the first of the endings that leaves so many letters.
fn without<'w>(word: &'w str, endings: &[&str], least: usize) -> &'w str {
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending));
    cut.filter(|cut| cut.len() >= least).unwrap_or(word)
}

fn undoubled(word: &str) -> &str {
    match word.as_bytes() {
        [.., one, other] if word.len() > 3 && one == other && one.is_ascii() => {
            &word[..word.len() - 1]
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_root() {
        for forms in [
            ["bombed", "bombing"],
            ["plot", "plotted"],
            ["carries", "carry"],
            ["avenge", "avenging"],
            ["retaliation", "retaliate"],
            ["deliberately", "deliberate"],
            ["accusation", "accused"],
            ["insurers", "insure"],
        ] {
            assert_eq!(stem_of(forms[0]), stem_of(forms[1]), "{forms:?}");
        }
    }

    #[test]
    fn other_words_have_other_roots() {
        for (one, other) in [("mosque", "moscow"), ("float", "flower"), ("station", "state")] {
            assert_ne!(stem_of(one), stem_of(other), "{one} {other}");
        }
    }
}
