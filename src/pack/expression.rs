//! Regular expressions of rules.

use regex::{Error, Regex};

/// Compiles an expression. `\b`, `\w` and `\d` mean words and digits of ASCII: those of all of
/// Unicode would make the automaton large, and leave its fast way at the first curly quotation
/// mark.
///
/// # Errors
/// When it is no expression.
pub(crate) fn compile(source: &str) -> Result<Regex, Error> {
    let mut ascii = String::with_capacity(2 * source.len());
    let mut rest = source.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('b')) => ascii.push_str(r"(?-u:\b)"),
            ('\\', Some('w')) => ascii.push_str("[[:word:]]"),
            ('\\', Some('W')) => ascii.push_str("[^[:word:]]"),
            ('\\', Some('d')) => ascii.push_str("[0-9]"),
            ('\\', Some(other)) => ascii.extend(['\\', other]),
            _ => ascii.push(c),
        }
    }
    Regex::new(&ascii)
}
