//! Where packs come from: the folder embedded in the program, and folders and files on disk.
//!
//! The only place of the loader that does I/O. What cannot be read becomes a problem of the pack,
//! reported with all others.

use super::digest::digest;
use super::problem::Problem;
use include_dir::{Dir, DirEntry, include_dir};
use std::path::Path;
use walkdir::WalkDir;

/// The name of a pack's manifest.
pub const MANIFEST: &str = "pack.toml";

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The files of one pack, not yet looked into.
#[derive(Clone, Debug, Default)]
pub struct PackFiles {
    /// The name of its folder or file: the pack's name if it has no manifest.
    pub name: String,
    /// Its files.
    pub files: Vec<PackFile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Its path inside the pack, with `/`.
    pub path: String,
    /// Its path as reports name it.
    pub shown: String,
    /// Its text.
    pub text: String,
}

impl PackFiles {
    /// A pack of texts in memory, each with its path inside the pack.
    pub fn in_memory(name: &str, files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|&(path, text)| PackFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            text: text.to_owned(),
        });
        PackFiles { name: name.to_owned(), files: files.collect(), problems: Vec::new() }
    }

    /// A hash over its files, in hexadecimal.
    pub fn digest(&self) -> String {
        let mut files: Vec<&PackFile> = self.files.iter().collect();
        files.sort_by_key(|file| &file.path);
        digest(files.into_iter().map(|file| (&*file.path, &*file.text)))
    }

    fn add(&mut self, path: String, shown: String, bytes: &[u8]) {
        match str::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned();
                self.files.push(PackFile { path, shown, text });
            }
            Err(error) => {
                let message = format!("not UTF-8 at byte {}", error.valid_up_to());
                let problem = Problem::of_file(shown, message);
                self.problems.push(problem.help("save the file as UTF-8"));
            }
        }
    }
}

/// The packs that ship with the program.
pub fn built_in() -> Vec<PackFiles> {
    RULES.dirs().filter(|dir| dir.contains(dir.path().join(MANIFEST))).map(embedded).collect()
}

fn embedded(dir: &'static Dir<'static>) -> PackFiles {
    let mut pack = PackFiles { name: slashed(dir.path()), ..PackFiles::default() };
    let mut entries: Vec<&DirEntry<'_>> = dir.entries().iter().collect();
    while let Some(entry) = entries.pop() {
        match entry {
            DirEntry::Dir(inner) => entries.extend(inner.entries()),
            DirEntry::File(file) if is_pack_file(file.path()) => {
                let inside = file.path().strip_prefix(dir.path());
                let inside = inside.unwrap_or(file.path());
                let shown = format!("rules/{}", slashed(file.path()));
                pack.add(slashed(inside), shown, file.contents());
            }
            DirEntry::File(_) => {}
        }
    }
    pack
}

/// The pack at `path`: a folder, or a single TOML or JSON file.
pub fn from_disk(path: &Path) -> PackFiles {
    let name = match path.is_file() {
        true => path.file_stem(),
        false => path.file_name(),
    };
    let mut pack = PackFiles {
        name: name.map_or_else(|| "facts".to_owned(), |name| name.to_string_lossy().into_owned()),
        ..PackFiles::default()
    };
    // Links are followed: a desk may share files between packs. Walkdir ends loops.
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|e| e.depth() == 0 || !is_hidden(e.path())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => take(&mut pack, path, entry.path()),
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => pack.problems.push(unreadable(path, &error)),
        }
    }
    if pack.files.is_empty() && pack.problems.is_empty() {
        let empty = Problem::of_file(slashed(path), "holds no TOML or JSON file");
        pack.problems.push(empty.help("name the folder or the file that holds the facts"));
    }
    pack
}

fn take(pack: &mut PackFiles, root: &Path, path: &Path) {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let inside = match path == root {
        // A file that was named is read whatever it is called; in a folder, others may lie about.
        true => path.file_name().map_or(path, Path::new),
        false if is_pack_file(inside) => inside,
        false => return,
    };
    let shown = slashed(path);
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > LARGEST => pack.problems.push(too_large(shown)),
        _ => match std::fs::read(path) {
            Ok(bytes) => pack.add(slashed(inside), shown, &bytes),
            Err(error) => {
                let problem = Problem::of_file(shown, format!("cannot be read: {error}"));
                pack.problems.push(problem.help("see that it exists and that you may read it"));
            }
        },
    }
}

fn too_large(shown: String) -> Problem {
    let limit = LARGEST >> 20;
    Problem::of_file(shown, format!("larger than {limit} MiB"))
        .help("split it: a pack may have any number of files")
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Problem {
    let path = error.path().unwrap_or(root);
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Problem::of_file(slashed(path), format!("cannot be read: {reason}"))
        .help("name a folder with a pack.toml, or a TOML or JSON file, that you may read")
}

/// The folder of a pack's own articles, which are none of its facts.
const TESTS: &str = "tests";

/// Whether a file belongs to a pack, by its path inside it.
fn is_pack_file(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let known =
        extension.is_some_and(|e| ["toml", "json"].iter().any(|k| e.eq_ignore_ascii_case(k)));
    known
        && !path.starts_with(TESTS)
        && !path.components().any(|part| is_hidden(Path::new(part.as_os_str())))
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with('.') && name.len() > 1 && name != "..")
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
