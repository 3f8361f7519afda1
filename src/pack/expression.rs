//! Regular expressions of rules.

use regex::{Error, Regex};
use std::str::Chars;
use std::sync::OnceLock;

/// A regular expression that is compiled when a text is first held against it. Most articles need
/// few of those that rules have, and compiling them all took two thirds of the start of a run.
#[derive(Debug)]
pub struct Expression {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// An expression that validation has found sound; one that is not matches nothing.
    pub fn new(source: &str) -> Self {
        Expression { source: source.to_owned(), compiled: OnceLock::new() }
    }

    /// Whether it matches somewhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// It compiled.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }
}

/// Compiles an expression. `\b`, `\w` and `\d` mean words and digits of ASCII: those of all of
/// Unicode would make the automaton large, and leave its fast way at the first curly quotation
/// mark.
///
/// # Errors
/// When it is no expression.
pub(crate) fn compile(source: &str) -> Result<Regex, Error> {
    Regex::new(&with_ascii_classes(source))
}

fn with_ascii_classes(source: &str) -> String {
    let mut ascii = String::with_capacity(2 * source.len());
    let mut rest = source.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('b')) => ascii.push_str(r"(?-u:\b)"),
            ('\\', Some(letter @ ('w' | 'W' | 'd'))) => {
                ascii.push_str("(?-i:");
                ascii.push_str(class_of(letter));
                ascii.push(')');
            }
            ('\\', Some(other)) => ascii.extend(['\\', other]),
            ('[', _) => ascii.push_str(&class(&mut rest)),
            _ => ascii.push(c),
        }
    }
    ascii
}

fn class_of(letter: char) -> &'static str {
    match letter {
        'w' => "[[:word:]]",
        'W' => "[^[:word:]]",
        _ => "[0-9]",
    }
}

/// The class whose bracket was just opened. Without letters of its own it has no case: to say so
/// saves folding all of Unicode, which took most of the time of compiling.
fn class(rest: &mut Chars<'_>) -> String {
    let mut class = String::from("[");
    let (mut depth, mut has_letters) = (1, false);
    while depth > 0 {
        let Some(c) = rest.next() else { break };
        match c {
            '\\' => match rest.next() {
                Some(letter @ ('w' | 'W' | 'd')) => class.push_str(class_of(letter)),
                Some(other) => {
                    has_letters |=
                        !matches!(other, 's' | 'S' | 'n' | 't' | 'r') && other.is_alphanumeric();
                    class.extend(['\\', other]);
                }
                None => class.push(c),
            },
            _ => {
                depth += i32::from(c == '[') - i32::from(c == ']');
                has_letters |= c.is_alphabetic() || depth > 1;
                class.push(c);
            }
        }
    }
    if has_letters { class } else { format!("(?-i:{class})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &str, text: &str, found: &[&str]) {
        let regex = compile(expression).unwrap();
        assert_eq!(regex.find_iter(text).map(|found| found.as_str()).collect::<Vec<_>>(), found);
    }

    #[test]
    fn classes_are_those_of_ascii_whatever_the_case_around_them() {
        check(r"(?i)\btk\b", "TK, stk “tk”", &["TK", "tk"]);
        check(r"(?i)[\w’'-]+", "Don’t RE-use «été»", &["Don’t", "RE-use", "t"]);
        check(r"(?i)[^\w\s]+x", "a **X", &["**X"]);
        check(r"(?i)[a-f]+\d", "Cafe9", &["Cafe9"]);
        check(r"[\]\[]+", "a[]b", &["[]"]);
    }

    #[test]
    fn what_is_no_expression_stays_none() {
        assert!(compile("[a").is_err());
        assert!(compile(r"(x\").is_err());
    }
}
