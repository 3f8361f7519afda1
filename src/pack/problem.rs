//! What is wrong with a pack, said to the person who wrote it.

use super::source::{Excerpt, Source};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// One thing that is wrong in a pack, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as reports name it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in code points, from 1.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub message: String,
    /// How to mend it, where the message does not say.
    pub help: Option<String>,
    excerpt: Option<Excerpt>,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Problem {
            file: file.into(),
            line: 1,
            column: 1,
            message: message.into(),
            help: None,
            excerpt: None,
        }
    }

    /// A problem with a stretch of a file.
    pub fn at(source: &Source, span: &Range<usize>, message: impl Into<String>) -> Self {
        let (line, column) = source.position(span.start);
        Problem {
            line,
            column,
            excerpt: Some(source.excerpt(span)),
            ..Problem::of_file(source.path.clone(), message)
        }
    }

    /// Adds how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What problems are sorted by: file, line, column, message.
    pub(crate) fn order(&self) -> (&str, usize, usize, &str) {
        (&self.file, self.line, self.column, &self.message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.titled("error").fmt(f)
    }
}

impl Problem {
    /// The problem under another title than `error`.
    pub fn titled<'a>(&'a self, title: &'a str) -> impl fmt::Display + 'a {
        Titled { problem: self, title }
    }
}

struct Titled<'a> {
    problem: &'a Problem,
    title: &'a str,
}

impl fmt::Display for Titled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = self.problem;
        writeln!(f, "{}: {}", self.title, printable(&problem.message))?;
        let file = printable(&problem.file);
        match &problem.excerpt {
            Some(excerpt) => {
                let gutter = " ".repeat(problem.line.to_string().len());
                writeln!(f, "{gutter}--> {file}:{}:{}", problem.line, problem.column)?;
                writeln!(f, "{gutter} |")?;
                writeln!(f, "{} | {}", problem.line, printable(&excerpt.text))?;
                let (before, marks) = (" ".repeat(excerpt.before), "^".repeat(excerpt.marked));
                writeln!(f, "{gutter} | {before}{marks}")?;
                problem.write_help(f, &gutter)
            }
            None => {
                writeln!(f, " --> {file}")?;
                problem.write_help(f, " ")
            }
        }
    }
}

impl Problem {
    fn write_help(&self, f: &mut fmt::Formatter<'_>, gutter: &str) -> fmt::Result {
        match &self.help {
            Some(help) => writeln!(f, "{gutter} = help: {}", printable(help)),
            None => Ok(()),
        }
    }
}

/// A pack is somebody else's text: its control characters must not reach a terminal.
fn printable(text: &str) -> String {
    let harmless = |c: char| match c {
        '\t' => ' ',
        c if c.is_control() || is_reordering(c) => '\u{FFFD}',
        c => c,
    };
    text.chars().map(harmless).collect()
}

fn is_reordering(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Everything that is wrong with some packs, in the order of files and lines.
///
/// Past the first [`Problems::LIMIT`] they are counted only, so that a broken file of any size
/// is reported in the time it takes to read it.
#[derive(Clone, Debug)]
pub struct Problems {
    found: Vec<Problem>,
    limit: usize,
    more: usize,
    files: BTreeSet<String>,
}

impl Default for Problems {
    fn default() -> Self {
        Problems::keeping(Problems::LIMIT)
    }
}

impl Problems {
    /// How many problems are kept for people to read.
    pub const LIMIT: usize = 200;

    /// Nothing wrong so far; of what will be, `limit` problems are kept.
    pub fn keeping(limit: usize) -> Self {
        Problems { found: Vec::new(), limit, more: 0, files: BTreeSet::new() }
    }

    /// The problems, sorted.
    pub fn list(&self) -> &[Problem] {
        &self.found
    }

    /// How many there are, with those that were counted only.
    pub fn count(&self) -> usize {
        self.found.len() + self.more
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds a problem of `file`; it is put in words only if it is kept.
    pub fn add(&mut self, file: &str, problem: impl FnOnce() -> Problem) {
        if !self.files.contains(file) {
            self.files.insert(file.to_owned());
        }
        if self.found.len() < self.limit {
            let problem = problem();
            let at = self.found.partition_point(|p| p.order() <= problem.order());
            self.found.insert(at, problem);
        } else {
            self.more += 1;
        }
    }

    /// Adds a problem that is already in words.
    pub fn push(&mut self, problem: Problem) {
        let file = problem.file.clone();
        self.add(&file, || problem);
    }

    /// `value` if nothing is wrong.
    ///
    /// # Errors
    /// These problems, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Problems> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.found {
            writeln!(f, "{problem}")?;
        }
        if self.more > 0 {
            writeln!(f, "and {} more\n", self.more)?;
        }
        let (problems, files) = (self.count(), self.files.len());
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (ps, fs) = (plural(problems), plural(files));
        writeln!(f, "{problems} problem{ps} in {files} file{fs}")
    }
}

impl std::error::Error for Problems {}
