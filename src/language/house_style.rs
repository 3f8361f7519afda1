//! One form for the ways in which newsrooms write a word: "U.S." and "US", "Jan." and "January",
//! "organise" and "organize", "five" and "5".

use super::lexicon::HouseStyleFile;
use super::senses::{Language, NumberWord};
use super::token::{Token, TokenKind};
use super::vocabulary::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// The shortest word whose inside is respelt: "four" is no other word than "for" because of it.
const RESPELT: usize = 6;

/// How much of a word must stand before an ending.
const STEM: usize = 2;

/// What is written in several ways, and how it is read.
#[derive(Debug, Default)]
pub(super) struct HouseStyle {
    /// The longest first.
    endings: Vec<(String, String)>,
    inside: Vec<(String, String)>,
    words: FxHashMap<String, String>,
    passed_over: FxHashSet<String>,
}

impl HouseStyle {
    pub(super) fn compile(file: &HouseStyleFile) -> Self {
        let pairs = |pairs: &[(String, String)]| pairs.to_vec();
        let mut endings = pairs(&file.endings);
        endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        let groups = file.words.iter().filter_map(|group| group.split_first());
        let words = groups.flat_map(|(first, others)| {
            others.iter().map(move |other| (other.clone(), first.clone()))
        });
        HouseStyle {
            endings,
            inside: pairs(&file.inside),
            words: words.collect(),
            passed_over: file.passed_over.iter().cloned().collect(),
        }
    }

    /// The word as it is compared; `word` as the vocabulary folds it.
    fn spelling(&self, word: &str) -> String {
        if let Some(read) = self.words.get(word) {
            return read.clone();
        }
        let mut read = word.to_owned();
        for (from, to) in self.inside.iter().filter(|_| word.len() >= RESPELT) {
            read = read.replace(from, to);
        }
        let ending = self.endings.iter().find(|(ending, _)| {
            read.strip_suffix(&**ending)
                .is_some_and(|stem| stem.len() >= STEM || ending.starts_with('\''))
        });
        if let Some((from, to)) = ending {
            read.truncate(read.len() - from.len());
            read.push_str(to);
        }
        self.words.get(&read).cloned().unwrap_or(read)
    }
}

impl Language {
    /// The form in which a word or a number of `text` is compared with how others write it; none
    /// for marks that say nothing.
    pub fn written(&self, token: &Token, text: &str) -> Option<String> {
        let word = &text[token.span().range()];
        match token.kind {
            TokenKind::Mark => self.house_style.words.get(word).cloned(),
            TokenKind::Number => Some(word.replace(',', "")),
            TokenKind::Word(_) => Some(self.written_word(token, word)),
        }
    }

    fn written_word(&self, token: &Token, word: &str) -> String {
        let sense = self.sense(token.word);
        match (sense.month, sense.weekday, sense.number) {
            (Some(month), _, _) => format!("month{}", month.number),
            (_, Some(day), _) => format!("{:?}", day.weekday),
            (_, _, Some(NumberWord::Small(n) | NumberWord::Tens(n))) => n.to_string(),
            _ => self.house_style.spelling(&fold(word)),
        }
    }

    /// Whether two names are one but for case and the ways in which newsrooms spell: "Defence
    /// Ministry" and "Defense Ministry".
    pub fn are_spelled_alike(&self, one: &str, other: &str) -> bool {
        let spelled = |name: &str| -> Vec<String> {
            name.split_whitespace().map(|word| self.house_style.spelling(&fold(word))).collect()
        };
        spelled(one) == spelled(other)
    }

    /// Whether a word in this form may be left out and put in.
    pub fn is_passed_over(&self, written: &str) -> bool {
        self.house_style.passed_over.contains(written)
    }

    /// The number that a word for tens and one for units make: "twenty-five".
    pub(crate) fn tens_and_units(&self, tens: &Token, units: &Token) -> Option<String> {
        let number = |token: &Token| self.sense(token.word).number;
        match (number(tens)?, number(units)?) {
            (NumberWord::Tens(tens), NumberWord::Small(units)) if (1.0..10.0).contains(&units) => {
                Some((tens + units).to_string())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokenize;
    use crate::text::TextSpan;

    fn written(text: &str) -> String {
        let (vocabulary, language) = Language::english();
        let mut tokens = Vec::new();
        tokenize(text, TextSpan::new(0, text.len()), &vocabulary, &mut tokens);
        tokens.iter().filter_map(|token| language.written(token, text)).collect()
    }

    #[test]
    fn house_styles_read_the_same() {
        for (one, other) in [
            ("the U.S.", "the US"),
            ("the United States", "the US"),
            ("Jan. 3", "January 3"),
            ("organisation", "organization"),
            ("labour", "labor"),
            ("centre", "center"),
            ("five percent", "5%"),
            ("per cent", "percent"),
            ("can’t", "cannot"),
            ("isn't", "is not"),
            ("we're", "we are"),
            ("co-operate", "cooperate"),
        ] {
            assert_eq!(written(one), written(other), "{one} {other}");
        }
    }

    #[test]
    fn other_words_read_otherwise() {
        for (one, other) in [("four", "for"), ("will", "may"), ("not", "now"), ("15", "50")] {
            assert_ne!(written(one), written(other), "{one} {other}");
        }
    }
}
