//! Files that appear whole or not at all: written beside their place, moved there when complete.
//!
//! What is being written is locked. A process that was killed leaves its file behind and its lock
//! not: the next one to write the same file clears it away.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The ending of files that are not complete.
const ENDING: &str = ".tmp";

/// A file that takes its place when it is complete.
pub(super) struct WholeFile {
    out: BufWriter<File>,
    temporary: PathBuf,
    place: PathBuf,
}

impl WholeFile {
    /// Begins a file; what is in its place stays there.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it points to is replaced.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = place.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        clear_left_behind(&place, name);
        let mut own = hidden(name);
        own.push(format!("{}{ENDING}", std::process::id()));
        let temporary = place.with_file_name(own);
        let file = File::create_new(&temporary)?;
        // Where files cannot be locked, nothing is ever cleared away either.
        let _ = file.try_lock();
        if let Ok(existing) = fs::metadata(&place) {
            fs::set_permissions(&temporary, existing.permissions())?;
        }
        Ok(WholeFile { out: BufWriter::new(file), temporary, place })
    }

    /// Takes its place.
    ///
    /// # Errors
    /// When what was written cannot be kept.
    pub(super) fn commit(mut self) -> io::Result<()> {
        self.out.flush()?;
        fs::rename(&self.temporary, &self.place)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // After a commit there is nothing left to remove.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Replaces a file in one step.
///
/// # Errors
/// When it cannot be written; what was there is still there then.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes)?;
    file.commit()
}

/// How the name of a file begins while it is written: `.report.json.`, then comes the process.
fn hidden(name: &OsStr) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".");
    hidden
}

/// Removes what processes that are gone left of their attempts to write this file.
fn clear_left_behind(place: &Path, name: &OsStr) {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten().flatten();
    let start = hidden(name);
    for entry in entries.filter(|entry| is_attempt(&entry.file_name(), &start)) {
        let is_free = OpenOptions::new()
            .write(true)
            .open(entry.path())
            .is_ok_and(|file| file.try_lock().is_ok());
        if is_free {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_attempt(name: &OsStr, start: &OsStr) -> bool {
    let [name, start] = [name, start].map(OsStr::as_encoded_bytes);
    let process = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(ENDING.as_bytes()));
    process.is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<String> = entries.map(|e| name(e).into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_process_left_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        let left = [".out.json.4294967295.tmp", ".out.json.x.tmp", ".other.json.7.tmp"];
        for name in left {
            fs::write(folder.path().join(name), "half").unwrap();
        }
        replace(&folder.path().join("out.json"), b"whole").unwrap();
        assert_eq!(names(folder.path()), [".other.json.7.tmp", ".out.json.x.tmp", "out.json"]);
    }

    #[test]
    fn what_another_process_still_writes_stays() {
        let folder = tempfile::tempdir().unwrap();
        let name = ".out.json.4294967295.tmp";
        let other = File::create(folder.path().join(name)).unwrap();
        other.lock().unwrap();
        replace(&folder.path().join("out.json"), b"whole").unwrap();
        assert_eq!(names(folder.path()), [name, "out.json"]);
    }
}
