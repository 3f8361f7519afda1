//! Reads the text of a pattern.

use super::{Capitals, Literal, PatternError, Slot, Step};
use crate::language::inflection::Inflection;
use crate::language::vocabulary::VocabularyBuilder;
use std::collections::BTreeMap;

/// Reads a pattern from left to right.
pub(super) struct Parser<'a, 'v> {
    pub(super) pattern: &'a str,
    pub(super) rest: &'a str,
    pub(super) vocabulary: &'v mut VocabularyBuilder,
    pub(super) inflection: &'v Inflection,
    pub(super) classes: &'v BTreeMap<String, Vec<String>>,
}

impl<'a> Parser<'a, '_> {
    pub(super) fn alternatives(&mut self) -> Result<Vec<Vec<Step>>, PatternError> {
        let mut alternatives = vec![self.sequence()?];
        while self.take("|") {
            alternatives.push(self.sequence()?);
        }
        Ok(alternatives)
    }

    fn sequence(&mut self) -> Result<Vec<Step>, PatternError> {
        let mut steps = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with(['|', ')']) {
                return Ok(steps);
            }
            let mut parsed = self.element()?;
            if self.take("?") {
                parsed = vec![Step::Optional(parsed)];
            } else if self.take("*") {
                parsed = vec![Step::Repeated(parsed)];
            }
            steps.append(&mut parsed);
        }
    }

    fn element(&mut self) -> Result<Vec<Step>, PatternError> {
        if self.take("...") {
            return Ok(vec![Step::Gap]);
        }
        if self.take("^") {
            return Ok(vec![Step::Start]);
        }
        if self.take("$") {
            return Ok(vec![Step::End]);
        }
        if self.take("(") {
            let alternatives = self.alternatives()?;
            if !self.take(")") {
                return Err(self.error("a group is not closed", "close it with )"));
            }
            let mut group = Group::default();
            for alternative in alternatives {
                group.add(alternative);
            }
            return Ok(vec![group.step()]);
        }
        if self.take("{") {
            return Ok(vec![Step::Slot(self.slot()?)]);
        }
        if self.take("@") {
            return self.class();
        }
        if self.take("\\") {
            let end = self.rest.chars().next().map_or(0, char::len_utf8);
            let (mark, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Ok(vec![Step::Word(vec![self.literal(mark)])]);
        }
        if self.take("~") {
            let base = self.take_word().to_lowercase();
            let forms = self.inflection.forms(&base);
            let literals = forms.iter().map(|form| self.literal(form)).collect();
            return Ok(vec![word_step(literals)]);
        }
        if self.rest.starts_with('[') {
            return Err(self.error("a square bracket", "write a slot in braces, as in {count}"));
        }
        let word = self.take_word();
        if word.is_empty() {
            return Err(self.error("a stray character", "write words, groups, ... or {slots}"));
        }
        Ok(self.words(word))
    }

    fn slot(&mut self) -> Result<Slot, PatternError> {
        let Some((inside, rest)) = self.rest.split_once('}') else {
            return Err(self.error("a slot is not closed", "close it with }"));
        };
        self.rest = rest;
        let (name, form) = match inside.split_once(':') {
            Some((name, form)) => (name, Some(form.into())),
            None => (inside, None),
        };
        Ok(Slot { name: name.into(), form })
    }

    fn class(&mut self) -> Result<Vec<Step>, PatternError> {
        let name = self.take_word();
        let classes = self.classes;
        let Some(members) = classes.get(name) else {
            let problem = format!("the class @{name} is unknown");
            return Err(self.error(&problem, "use a class of the lexicon, or list the words"));
        };
        let mut group = Group::default();
        for member in members {
            match is_one_word(member) {
                true => group.literals.push(self.literal(member)),
                false => group.add(self.words(member)),
            }
        }
        Ok(vec![group.step()])
    }

    /// The steps of plain words: several where a hyphen or a possessive parts them.
    fn words(&mut self, words: &str) -> Vec<Step> {
        if words == "-" || is_one_word(words) {
            return vec![Step::Word(vec![self.literal(words)])];
        }
        let parted = words.replace("'s", " 's").replace("’s", " 's");
        let parts = parted.split([' ', '-']).filter(|part| !part.is_empty());
        parts.map(|part| Step::Word(vec![self.literal(part)])).collect()
    }

    fn literal(&mut self, word: &str) -> Literal {
        let letters = || word.chars().filter(|c| c.is_alphabetic()).count();
        let is_capitals = !word.chars().any(char::is_lowercase) && letters() > 1;
        Literal {
            word: self.vocabulary.intern(word),
            capitals: if is_capitals { Capitals::Required } else { Capitals::Ignored },
        }
    }

    fn take(&mut self, mark: &str) -> bool {
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_word(&mut self) -> &'a str {
        let ends = |b: u8| b.is_ascii_whitespace() || b"|()?*{}@~^$\\".contains(&b);
        let end = self.rest.bytes().position(ends).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    pub(super) fn error(&self, problem: &str, remedy: &'static str) -> PatternError {
        PatternError { problem: problem.to_owned(), pattern: self.pattern.to_owned(), remedy }
    }
}

/// Alternatives on their way to one step: single words are looked up together, after the longer
/// alternatives.
#[derive(Default)]
struct Group {
    literals: Vec<Literal>,
    longer: Vec<Vec<Step>>,
}

impl Group {
    fn add(&mut self, alternative: Vec<Step>) {
        match alternative.as_slice() {
            [Step::Word(words)] => self.literals.extend(words.iter().copied()),
            _ => self.longer.push(alternative),
        }
    }

    fn step(mut self) -> Step {
        if self.literals.is_empty() {
            return Step::Choice(self.longer);
        }
        let single = word_step(self.literals);
        if self.longer.is_empty() {
            return single;
        }
        self.longer.push(vec![single]);
        Step::Choice(self.longer)
    }
}

/// Whether nothing parts the letters: no white space, no hyphen, no possessive.
fn is_one_word(words: &str) -> bool {
    !words.is_empty() && !words.bytes().any(|b| matches!(b, b' ' | b'-' | b'\'' | 0x80..))
}

/// A step for any of the words, in the order in which they are looked up.
fn word_step(mut literals: Vec<Literal>) -> Step {
    literals.sort_by_key(|literal| literal.word);
    Step::Word(literals)
}
