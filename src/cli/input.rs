//! Finding articles and reading them.
//!
//! Stand-in: reads plain text files and standard input, walks directories for `*.txt` and `*.md`.

use crate::format::InputFormat;
use crate::text::{Article, ArticleBuilder, Block, BlockKind, Decoding, Origin, TextSpan};
use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use walkdir::WalkDir;

/// What to read, as the command line says it.
#[derive(Clone, Debug, Default)]
pub struct InputOptions {
    /// Files and directories; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// The format of everything, instead of what extensions promise.
    pub format: Option<InputFormat>,
    /// The name of standard input in reports.
    pub stdin_filename: Option<String>,
    /// Files and directories that are left out where a directory is searched.
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

/// Something that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProblem {
    /// The path as it is reported.
    pub path: String,
    /// The 1-based line, if the problem lies in one.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// The articles to read, lazily, in a fixed order.
pub fn units(options: &InputOptions) -> impl Iterator<Item = Result<Unit, InputProblem>> {
    let name = options.stdin_filename.clone();
    options
        .paths
        .clone()
        .into_iter()
        .flat_map(move |path| expand(path, name.clone()))
}

/// Reads an article.
pub fn load(unit: &Unit) -> Result<Article, InputProblem> {
    let (name, bytes) = match unit {
        Unit::File { path, .. } => {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|error| problem(&name, error.to_string()))?;
            (name, bytes)
        }
        Unit::Record { path, bytes, .. } => (path.to_string(), bytes.clone()),
        Unit::Stdin { name, bytes, .. } => (name.clone(), bytes.clone()),
    };
    let text = String::from_utf8(bytes).map_err(|_| problem(&name, "is binary".into()))?;
    let whole = TextSpan::new(0, text.trim_end().len());
    let block = Block {
        span: whole,
        kind: BlockKind::Paragraph,
    };
    let mut article = ArticleBuilder::new(text, Decoding::identity()).whole_source(vec![block]);
    article.origin = Origin {
        path: name,
        ..Origin::default()
    };
    Ok(article)
}

fn expand(path: PathBuf, stdin: Option<String>) -> Vec<Result<Unit, InputProblem>> {
    let format = InputFormat::Plain;
    if path.to_str() == Some("-") {
        let mut bytes = Vec::new();
        let name = stdin.unwrap_or_else(|| "<stdin>".into());
        let unit = match std::io::stdin().read_to_end(&mut bytes) {
            Ok(_) => Ok(Unit::Stdin {
                name,
                format,
                bytes,
            }),
            Err(error) => Err(problem(&name, error.to_string())),
        };
        return vec![unit];
    }
    let is_dir = path.is_dir();
    WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) if is_dir && !is_text(entry.path()) => None,
            Ok(entry) => Some(Ok(Unit::File {
                path: entry.into_path(),
                format,
            })),
            Err(error) => {
                let name = error.path().map(|path| path.display().to_string());
                Some(Err(problem(&name.unwrap_or_default(), error.to_string())))
            }
        })
        .collect()
}

fn is_text(path: &std::path::Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("txt" | "md"))
}

fn problem(path: &str, message: String) -> InputProblem {
    InputProblem {
        path: path.to_owned(),
        line: None,
        message,
    }
}
