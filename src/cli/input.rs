//! What to check: files, directories, standard input and the records of archives, in order.
//!
//! [`units`] finds what there is to check without reading it, save that JSON Lines and web archives
//! are read record by record; [`load`] reads one unit. Each trouble is reported with the name of the
//! file it is about, and takes nothing else along.

mod compression;
mod records;
mod walk;
mod warc;

pub use compression::Compression;

use super::sidecar;
use crate::format::{self, Capture, FormatError, InputFormat};
use crate::text::{Article, Suppression};
use std::borrow::Cow;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::{Found, Seen};

/// The name of standard input when it is given none.
const STDIN_NAME: &str = "<stdin>";

/// How large an article may be, once unpacked: more than any article, and no more than a machine
/// can well hold. What is larger is reported and left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u64);

impl Limit {
    /// So many bytes.
    pub fn of(bytes: u64) -> Limit {
        Limit(bytes)
    }

    /// In bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }
}

impl Default for Limit {
    fn default() -> Self {
        Limit(256 << 20)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % (1 << 20) {
            0 => write!(out, "{} MiB", self.0 >> 20),
            _ => write!(out, "{} bytes", self.0),
        }
    }
}

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
    /// How large an article may be.
    pub limit: Limit,
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
        /// How it is compressed.
        compression: Compression,
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
    /// A page of a web archive.
    Capture {
        /// The file as it is reported.
        path: Arc<str>,
        /// Its record in the file, from 1.
        number: usize,
        /// The page.
        capture: Box<Capture>,
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
    /// The line of JSON Lines, or the record of a web archive.
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
    let limit = options.limit;
    let mut seen = Seen::new(&options.paths);
    let arguments = options.paths.clone().into_iter();
    arguments
        .flat_map(move |path| walk::find(&path, &options))
        .filter(move |found| seen.is_new(found))
        .flat_map(move |found| match found {
            Ok(found) => open(found, limit),
            Err(problem) => one(Err(problem)),
        })
}

type Units = Box<dyn Iterator<Item = Result<Unit, InputProblem>> + Send>;

fn one(unit: Result<Unit, InputProblem>) -> Units {
    Box::new(std::iter::once(unit))
}

fn open(found: Found, limit: Limit) -> Units {
    match found {
        Found::File { path, format, compression } if format.holds_many() => {
            let name = reported(&path);
            match File::open(&path) {
                Ok(file) => units_in(&name, format, compression, BufReader::new(file), limit),
                Err(error) => one(Err(unreadable(&name, &error))),
            }
        }
        Found::File { path, format, compression } => {
            one(Ok(Unit::File { path, format, compression }))
        }
        Found::Stdin { name, format, compression } => {
            units_in(&name, format, compression, BufReader::new(io::stdin()), limit)
        }
    }
}

/// What there is to check in a stream that goes by `name`.
pub fn units_in(
    name: &str,
    format: InputFormat,
    compression: Compression,
    input: impl BufRead + Send + 'static,
    limit: Limit,
) -> Box<dyn Iterator<Item = Result<Unit, InputProblem>> + Send> {
    let input = compression.unpack(input);
    match format {
        InputFormat::Warc => Box::new(warc::captures(name, BufReader::new(input), limit)),
        InputFormat::JsonLines => Box::new(records::records(name, BufReader::new(input), limit)),
        InputFormat::Plain | InputFormat::Markdown | InputFormat::Html => {
            let name = name.to_owned();
            let read = read_all(input, &name, compression, limit);
            one(read.map(|bytes| Unit::Stdin { name, format, bytes }))
        }
    }
}

/// Reads an article that may be as large as `limit`.
///
/// # Errors
/// When it cannot be read, or its bytes are no article.
pub fn load(unit: &Unit, limit: Limit) -> Result<Article, InputProblem> {
    read(unit, limit)?.article()
}

/// The bytes of an article and what lies beside them, not looked into.
#[derive(Debug)]
pub struct Raw<'a> {
    unit: &'a Unit,
    bytes: Cow<'a, [u8]>,
    /// What a file beside it lets stand.
    allowed: Vec<Suppression>,
    limit: Limit,
}

/// Reads the bytes of an article that may be as large as `limit`.
///
/// # Errors
/// When it, or the file beside it, cannot be read.
pub fn read(unit: &Unit, limit: Limit) -> Result<Raw<'_>, InputProblem> {
    let (bytes, allowed) = match unit {
        Unit::File { path, compression, .. } => {
            let bytes = read_file(path, *compression, limit)?;
            let problem = |message| InputProblem { path: reported(path), line: None, message };
            (Cow::Owned(bytes), sidecar::read(path).map_err(problem)?)
        }
        Unit::Stdin { bytes, .. } | Unit::Record { bytes, .. } => (Cow::from(bytes), Vec::new()),
        Unit::Capture { capture, .. } => (Cow::from(capture.payload()), Vec::new()),
    };
    Ok(Raw { unit, bytes, allowed, limit })
}

impl Raw<'_> {
    /// The article in the bytes.
    ///
    /// # Errors
    /// When the bytes are no article.
    pub fn article(&self) -> Result<Article, InputProblem> {
        match self.unit {
            Unit::File { path, format, .. } => {
                let mut article = as_article(&reported(path), *format, &self.bytes)?;
                article.instructions.suppressions.extend(self.allowed.iter().cloned());
                Ok(article)
            }
            Unit::Stdin { name, format, .. } => as_article(name, *format, &self.bytes),
            Unit::Record { path, line, .. } => load_record(path, *line, &self.bytes),
            Unit::Capture { path, number, capture } => {
                load_capture(path, *number, capture, self.limit)
            }
        }
    }

    /// All that the article is made of: equal for equal articles of one name alone.
    pub fn identity(&self) -> (String, &[u8]) {
        let Raw { unit, allowed, limit, .. } = self;
        let told = match unit {
            Unit::File { path, format, .. } => format!("{:?}", (reported(path), format)),
            Unit::Stdin { name, format, .. } => format!("{:?}", (name, format, "standard input")),
            Unit::Record { path, line, .. } => format!("{:?}", (path, line)),
            Unit::Capture { path, number, capture } => {
                format!("{:?}", (path, number, capture.told(), limit))
            }
        };
        (format!("{told} {allowed:?}"), &self.bytes)
    }
}

fn read_file(path: &Path, compression: Compression, limit: Limit) -> Result<Vec<u8>, InputProblem> {
    let name = reported(path);
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    let is_plain = compression == Compression::None;
    if is_plain && fs::metadata(path).is_ok_and(|metadata| metadata.len() > limit.bytes()) {
        return Err(too_large(&name, None, limit));
    }
    read_all(compression.unpack(BufReader::new(file)), &name, compression, limit)
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

/// A page is known by its address.
fn load_capture(
    path: &str,
    number: usize,
    capture: &Capture,
    limit: Limit,
) -> Result<Article, InputProblem> {
    let article = capture.read(limit.bytes());
    let mut article = article.map_err(|error| no_article(path, Some(number), &error))?;
    path.clone_into(&mut article.origin.path);
    article.origin.record_line = Some(number);
    let known_by = capture.url().map_or_else(|| number.to_string(), str::to_owned);
    article.origin.record = Some(known_by);
    Ok(article)
}

fn read_all(
    input: impl Read,
    name: &str,
    compression: Compression,
    limit: Limit,
) -> Result<Vec<u8>, InputProblem> {
    let mut bytes = Vec::new();
    let read = input.take(limit.bytes() + 1).read_to_end(&mut bytes);
    let length = read.map_err(|error| unreadable(name, &error))?;
    match (length as u64 > limit.bytes(), compression) {
        (false, _) => Ok(bytes),
        (true, Compression::None) => Err(too_large(name, None, limit)),
        (true, _) => Err(InputProblem {
            path: name.to_owned(),
            line: None,
            message: format!(
                "unpacks to more than {limit}; allow more with --max-article if it is no bomb"
            ),
        }),
    }
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

fn too_large(path: &str, line: Option<usize>, limit: Limit) -> InputProblem {
    InputProblem {
        path: path.to_owned(),
        line,
        message: format!(
            "is larger than {limit}; split it, give an archive as JSON Lines, one article a line, \
             or allow more with --max-article"
        ),
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
        io::ErrorKind::InvalidData => format!("cannot be unpacked: {error}; pack it anew"),
        _ => format!("cannot be read: {error}; check that it is a file and try again"),
    };
    InputProblem { path: path.to_owned(), line: None, message }
}

#[cfg(test)]
mod tests;
