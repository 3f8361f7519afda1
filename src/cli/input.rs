//! What to check: files, directories, standard input and the records of JSON Lines, in order.
//!
//! [`units`] finds what there is to check without reading it, save that JSON Lines files are read
//! line by line; [`load`] reads one unit. Each trouble is reported with the name of the file it
//! is about, and takes nothing else along.

mod records;
mod walk;

use super::sidecar;
use crate::format::{self, FormatError, InputFormat};
use crate::text::Article;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::{Found, Seen};

/// The name of standard input when it is given none.
const STDIN_NAME: &str = "<stdin>";

/// More than any article, and more than a machine should hold at once.
const LARGEST: u64 = 4 << 30;

/// What the user asked to be checked.
#[derive(Clone, Debug, Default)]
pub struct InputOptions {
    /// Files and directories, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The format of standard input and of the files named in `paths`. In directories the
    /// extension decides.
    pub format: Option<InputFormat>,
    /// The name standard input goes by in reports; its extension may tell the format.
    pub stdin_filename: Option<String>,
    /// Files and directories that are left out where a directory is searched: trusted sources
    /// and packs are no articles.
    pub exclude: Vec<PathBuf>,
}

/// One article to check, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A file that holds one article.
    File {
        /// Where it is.
        path: PathBuf,
        /// How it is written.
        format: InputFormat,
    },
    /// A record of a JSON Lines file.
    Record {
        /// The file as it is reported.
        path: Arc<str>,
        /// Its line in the file, from 1.
        line: usize,
        /// The line.
        bytes: Vec<u8>,
    },
    /// Standard input as one article.
    Stdin {
        /// The name it goes by in reports.
        name: String,
        /// How it is written.
        format: InputFormat,
        /// What was read.
        bytes: Vec<u8>,
    },
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProblem {
    /// The file, as it is reported.
    pub path: String,
    /// The line, for a record of JSON Lines.
    pub line: Option<usize>,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for InputProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.path, self.message),
            None => write!(out, "{}: {}", self.path, self.message),
        }
    }
}

impl std::error::Error for InputProblem {}

/// Finds what there is to check: the arguments in the order given, the files of each directory
/// in the order of their paths' bytes, each file once.
pub fn units(
    options: &InputOptions,
) -> impl Iterator<Item = Result<Unit, InputProblem>> + Send + use<> {
    let options = options.clone();
    let mut seen = Seen::new(&options.paths);
    let arguments = options.paths.clone().into_iter();
    arguments
        .flat_map(move |path| walk::find(&path, &options))
        .filter(move |found| seen.is_new(found))
        .flat_map(|found| match found {
            Ok(found) => open(found),
            Err(problem) => one(Err(problem)),
        })
}

type Units = Box<dyn Iterator<Item = Result<Unit, InputProblem>> + Send>;

fn one(unit: Result<Unit, InputProblem>) -> Units {
    Box::new(std::iter::once(unit))
}

fn open(found: Found) -> Units {
    match found {
        Found::File { path, format: InputFormat::JsonLines } => open_records(&path),
        Found::File { path, format } => one(Ok(Unit::File { path, format })),
        Found::Stdin { name, format: InputFormat::JsonLines } => {
            Box::new(records::records(&name, BufReader::new(io::stdin())))
        }
        Found::Stdin { name, format } => one(read_stdin(name, format)),
    }
}

fn open_records(path: &Path) -> Units {
    let name = reported(path);
    match File::open(path) {
        Ok(file) => Box::new(records::records(&name, BufReader::new(file))),
        Err(error) => one(Err(unreadable(&name, &error))),
    }
}

fn read_stdin(name: String, format: InputFormat) -> Result<Unit, InputProblem> {
    let bytes = read_all(io::stdin(), &name)?;
    Ok(Unit::Stdin { name, format, bytes })
}

/// Reads an article.
///
/// # Errors
/// When it cannot be read, or its bytes are no article.
pub fn load(unit: &Unit) -> Result<Article, InputProblem> {
    match unit {
        Unit::File { path, format } => load_file(path, *format),
        Unit::Stdin { name, format, bytes } => as_article(name, *format, bytes),
        Unit::Record { path, line, bytes } => load_record(path, *line, bytes),
    }
}

fn load_file(path: &Path, format: InputFormat) -> Result<Article, InputProblem> {
    let name = reported(path);
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    if fs::metadata(path).is_ok_and(|metadata| metadata.len() > LARGEST) {
        return Err(too_large(&name, None));
    }
    let mut article = as_article(&name, format, &read_all(file, &name)?)?;
    let allowed = sidecar::read(path);
    let allowed = allowed.map_err(|message| InputProblem { path: name, line: None, message })?;
    article.instructions.suppressions.extend(allowed);
    Ok(article)
}

fn as_article(name: &str, format: InputFormat, bytes: &[u8]) -> Result<Article, InputProblem> {
    let mut article =
        format::read(format, bytes).map_err(|error| no_article(name, None, &error))?;
    name.clone_into(&mut article.origin.path);
    Ok(article)
}

/// A record without an `id` is known by its line.
fn load_record(path: &str, line: usize, bytes: &[u8]) -> Result<Article, InputProblem> {
    let mut article =
        format::read_record(bytes).map_err(|error| no_article(path, Some(line), &error))?;
    path.clone_into(&mut article.origin.path);
    article.origin.record_line = Some(line);
    article.origin.record.get_or_insert_with(|| line.to_string());
    Ok(article)
}

fn read_all(input: impl Read, name: &str) -> Result<Vec<u8>, InputProblem> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    let length = read.map_err(|error| unreadable(name, &error))?;
    if length as u64 > LARGEST {
        return Err(too_large(name, None));
    }
    Ok(bytes)
}

/// A path as it is reported: as the user gave it, with `/` between its parts.
fn reported(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = text.replace(std::path::MAIN_SEPARATOR, "/");
    let mut rest = text.as_str();
    while let Some(inside) = rest.strip_prefix("./") {
        rest = inside.trim_start_matches('/');
    }
    if rest.is_empty() { text } else { rest.to_owned() }
}

fn no_article(path: &str, line: Option<usize>, error: &FormatError) -> InputProblem {
    InputProblem { path: path.to_owned(), line, message: error.to_string() }
}

fn too_large(path: &str, line: Option<usize>) -> InputProblem {
    InputProblem {
        path: path.to_owned(),
        line,
        message: "is larger than 4 GiB; split it, or give an archive as JSON Lines, one article \
                  a line"
            .to_owned(),
    }
}

fn unreadable(path: &str, error: &io::Error) -> InputProblem {
    let message = match error.kind() {
        io::ErrorKind::NotFound => {
            "does not exist; check the spelling, and the directory factlint runs in".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "cannot be read: permission denied; allow reading it, or leave it out with \
             .factlintignore"
                .to_owned()
        }
        _ => format!("cannot be read: {error}; check that it is a file and try again"),
    };
    InputProblem { path: path.to_owned(), line: None, message }
}

#[cfg(test)]
mod tests;
