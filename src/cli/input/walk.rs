//! From arguments to files.

use super::compression::Compression;
use super::{InputOptions, InputProblem, STDIN_NAME, reported, unreadable};
use crate::format::InputFormat;
use ignore::{DirEntry, WalkBuilder};
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file, or standard input, and how it is written.
#[derive(Debug)]
pub(super) enum Found {
    File { path: PathBuf, format: InputFormat, compression: Compression },
    Stdin { name: String, format: InputFormat, compression: Compression },
}

/// What an argument names: standard input, a file, or the articles in a directory.
pub(super) fn find(argument: &Path, options: &InputOptions) -> Vec<Result<Found, InputProblem>> {
    if argument.as_os_str() == "-" {
        return vec![Ok(stdin(options))];
    }
    match fs::metadata(argument) {
        Ok(metadata) if metadata.is_dir() => directory(argument, &options.exclude),
        Ok(_) => vec![Ok(file(argument, options.format))],
        Err(error) => vec![Err(unreadable(&reported(argument), &error))],
    }
}

fn stdin(options: &InputOptions) -> Found {
    let name = options.stdin_filename.as_deref();
    let (compression, inner) = Compression::of(Path::new(name.unwrap_or_default()));
    Found::Stdin {
        format: options.format.or(InputFormat::from_path(&inner)).unwrap_or(InputFormat::Plain),
        compression,
        name: name.map_or(STDIN_NAME.to_owned(), |name| reported(Path::new(name))),
    }
}

/// Whoever names a file wants it checked, whatever its extension.
fn file(path: &Path, format: Option<InputFormat>) -> Found {
    let (compression, inner) = Compression::of(path);
    Found::File {
        format: format.or(InputFormat::from_path(&inner)).unwrap_or(InputFormat::Plain),
        compression,
        path: path.to_owned(),
    }
}

/// The paths alone are held, to be sorted: a walk meets `a/b` before `a.txt`.
fn directory(root: &Path, exclude: &[PathBuf]) -> Vec<Result<Found, InputProblem>> {
    let mut entries: Vec<(PathBuf, Result<Found, InputProblem>)> = walker(root, exclude)
        .build()
        .filter_map(|entry| match entry {
            Ok(entry) => article(&entry).map(|found| (entry.into_path(), Ok(found))),
            Err(error) => Some(unwalkable(root, &error)),
        })
        .collect();
    entries.sort_by(|(one, _), (other, _)| {
        let bytes = |path: &Path| path.as_os_str().as_encoded_bytes().to_owned();
        bytes(one).cmp(&bytes(other))
    });
    entries.into_iter().map(|(_, found)| found).collect()
}

/// Honours `.gitignore`, in a repository or not, and `.factlintignore`. The user's global
/// ignore file and those of other tools do not count: the same directory gives the same articles
/// everywhere.
fn walker(root: &Path, exclude: &[PathBuf]) -> WalkBuilder {
    let excluded: FxHashSet<PathBuf> = exclude.iter().map(|path| identity(path)).collect();
    let mut walker = WalkBuilder::new(root);
    walker
        .require_git(false)
        .git_global(false)
        .ignore(false)
        .follow_links(false)
        .add_custom_ignore_filename(".factlintignore")
        .filter_entry(move |entry| {
            let is_excluded = !excluded.is_empty() && excluded.contains(&identity(entry.path()));
            !is_excluded && !is_pack(entry)
        });
    walker
}

/// A pack's documentation and sources are no articles, unless the pack itself was named.
fn is_pack(entry: &DirEntry) -> bool {
    let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
    is_directory && entry.depth() > 0 && entry.path().join("pack.toml").is_file()
}

fn article(entry: &DirEntry) -> Option<Found> {
    entry.file_type().filter(fs::FileType::is_file)?;
    let (compression, inner) = Compression::of(entry.path());
    let format = InputFormat::from_path(&inner)?;
    if format == InputFormat::JsonLines && compression == Compression::None && is_own(entry.path())
    {
        return None;
    }
    Some(Found::File { path: entry.path().to_owned(), format, compression })
}

/// Bytes within which the first line of a file must end to be looked at.
const FIRST_LINE: u64 = 1 << 16;

/// Whether this program wrote the file: findings of an earlier run or a sign-off log are records with a
/// `text`, and no articles.
fn is_own(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut line = Vec::new();
    let read = BufReader::new(file.take(FIRST_LINE)).read_until(b'\n', &mut line);
    let Ok(record) = serde_json::from_slice::<Value>(&line) else { return false };
    let has = |keys: [&str; 3]| keys.iter().all(|key| record.get(key).is_some());
    read.is_ok()
        && (has(["rule", "severity", "fingerprint"]) || has(["number", "previous", "hash"]))
}

fn unwalkable(root: &Path, error: &ignore::Error) -> (PathBuf, Result<Found, InputProblem>) {
    let path = path_of(error).unwrap_or(root).to_owned();
    let problem = match error.io_error() {
        Some(error) => unreadable(&reported(&path), error),
        None => unreadable(&reported(&path), &io::Error::other(error.to_string())),
    };
    (path, Err(problem))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// The files met so far, so that each is checked once.
#[derive(Debug)]
pub(super) struct Seen {
    /// One argument alone cannot name a file twice: links are not followed.
    can_repeat: bool,
    files: FxHashSet<PathBuf>,
}

impl Seen {
    /// Nothing was met yet of what `arguments` name.
    pub(super) fn new(arguments: &[PathBuf]) -> Self {
        Seen { can_repeat: arguments.len() > 1, files: FxHashSet::default() }
    }

    /// Whether `found` was not met before. Every problem is new.
    pub(super) fn is_new(&mut self, found: &Result<Found, InputProblem>) -> bool {
        if !self.can_repeat {
            return true;
        }
        match found {
            Ok(Found::File { path, .. }) => self.files.insert(identity(path)),
            Ok(Found::Stdin { .. }) => self.files.insert(PathBuf::from("-")),
            Err(_) => true,
        }
    }
}

/// The file a path leads to, whatever way it takes.
fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
