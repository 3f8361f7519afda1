//! Which lines changed: from a difference in a file, or from git, asked at this edge only.

use anyhow::{Context, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The changed lines of files, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    files: BTreeMap<PathBuf, Changed>,
}

/// What changed in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Changed {
    /// These lines, ascending.
    Lines(Vec<RangeInclusive<usize>>),
    /// All of it: the file is new.
    Whole,
}

impl Changes {
    /// Reads a unified difference from a file, or from standard input for `-`. Its paths are as
    /// seen from `root`.
    ///
    /// # Errors
    /// When it cannot be read or holds no difference.
    pub fn of_diff(file: &Path, root: &Path) -> anyhow::Result<Changes> {
        let mut bytes = Vec::new();
        if file == Path::new("-") {
            io::stdin().read_to_end(&mut bytes).context("cannot read the difference")?;
        } else {
            bytes = fs::read(file)
                .with_context(|| format!("cannot read the difference {}", file.display()))?;
        }
        let text = String::from_utf8_lossy(&bytes);
        let is_empty = text.trim().is_empty();
        let changes = Changes::parse(&text, root);
        ensure!(
            is_empty || text.contains("+++ "),
            "{} holds no difference; make one with git diff",
            file.display()
        );
        changes.ensure_found(root)?;
        Ok(changes)
    }

    /// Asks git what changed since the history of `reference` parted from that of the work tree,
    /// what is not committed yet included.
    ///
    /// # Errors
    /// When git cannot tell, with what would help.
    pub fn since(reference: &str, current: &Path) -> anyhow::Result<Changes> {
        ensure!(!reference.starts_with('-'), "`{reference}` is no commit");
        let root = git(current, &["rev-parse", "--show-toplevel"])
            .context("--since needs a git work tree; give a difference with --diff instead")?;
        let root = PathBuf::from(root.trim_end());
        let commit = format!("{reference}^{{commit}}");
        if git(current, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).is_err()
        {
            bail!("no commit is called `{reference}` here{}", shallow(current));
        }
        let Ok(base) = git(current, &["merge-base", reference, "HEAD"]) else {
            bail!(
                "git finds no commit that `{reference}` and HEAD have in common{}",
                shallow(current)
            );
        };
        let diff = git(
            &root,
            &[
                "-c",
                "core.quotePath=false",
                "diff",
                "--unified=0",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                base.trim_end(),
                "--",
            ],
        )?;
        let mut changes = Changes::parse(&diff, &root);
        let new = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        for path in new.split('\0').filter(|path| !path.is_empty()) {
            changes.files.insert(identity(&root.join(path)), Changed::Whole);
        }
        Ok(changes)
    }

    fn parse(diff: &str, root: &Path) -> Changes {
        let mut changes = Changes::default();
        let mut lines: Option<&mut Changed> = None;
        let mut is_new = false;
        let mut binary = Vec::new();
        // Lines of the hunk that are still to come may look like headers.
        let mut hunk = Hunk::default();
        for line in diff.lines() {
            if hunk.takes(line) {
                if let (Some(range), Some(Changed::Lines(ranges))) = (hunk.read(line), &mut lines) {
                    join(ranges, range);
                }
            } else if line.starts_with("--- ") {
                is_new = line.trim_end() == "--- /dev/null";
            } else if let Some(path) = line.strip_prefix("+++ ") {
                lines = new_path(path).map(|path| {
                    let changed = if is_new { Changed::Whole } else { Changed::Lines(Vec::new()) };
                    changes.files.entry(identity(&root.join(path))).or_insert(changed)
                });
            } else if let Some(path) = binary_path(line) {
                binary.push(path);
            } else if let Some(announced) = Hunk::announced(line) {
                hunk = announced;
            }
        }
        let binary = binary.into_iter().map(|path| (identity(&root.join(path)), Changed::Whole));
        changes.files.extend(binary);
        changes
    }

    /// Paths that lead nowhere would mean that nothing changed.
    fn ensure_found(&self, root: &Path) -> anyhow::Result<()> {
        let mut files = self.files.keys();
        ensure!(
            self.files.is_empty() || files.any(|file| file.exists()),
            "none of the files of the difference is under {}; run where its paths start, or make it \
             with git diff --relative",
            root.display()
        );
        Ok(())
    }

    /// Whether any of these lines of a file changed.
    pub fn touch(
        &self,
        file: &Path,
        mut lines: impl Iterator<Item = RangeInclusive<usize>>,
    ) -> bool {
        match self.files.get(&identity(file)) {
            None => false,
            Some(Changed::Whole) => true,
            Some(Changed::Lines(changed)) => lines.any(|line| {
                let from = changed.partition_point(|range| range.end() < line.start());
                changed.get(from).is_some_and(|range| range.start() <= line.end())
            }),
        }
    }

    /// Whether anything of a file changed.
    pub fn has(&self, file: &Path) -> bool {
        self.files.contains_key(&identity(file))
    }
}

/// A hunk on its way: the lines that are still to come, and the number that the next new one has.
#[derive(Debug, Default)]
struct Hunk {
    old_left: usize,
    new_left: usize,
    at: usize,
    /// Lines went just before, and none came in their place so far.
    is_gap: bool,
}

impl Hunk {
    /// What an `@@` line announces.
    fn announced(line: &str) -> Option<Hunk> {
        let rest = line.strip_prefix("@@ -")?;
        let (old, rest) = rest.split_once(" +")?;
        let (new, _) = rest.split_once(" @@")?;
        let pair = |text: &str| -> Option<(usize, usize)> {
            match text.split_once(',') {
                Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
                None => Some((text.parse().ok()?, 1)),
            }
        };
        let ((_, old_left), (start, new_left)) = (pair(old)?, pair(new)?);
        // Without new lines, the start is the line before the gap.
        let at = if new_left == 0 { start + 1 } else { start };
        Some(Hunk { old_left, new_left, at, is_gap: false })
    }

    fn takes(&self, line: &str) -> bool {
        self.old_left + self.new_left > 0 && (line.is_empty() || line.starts_with(['+', '-', ' ']))
    }

    /// The lines that a line of the hunk shows to be changed. Where lines only went, those on both
    /// sides of the gap are.
    fn read(&mut self, line: &str) -> Option<RangeInclusive<usize>> {
        let at = self.at;
        if line.starts_with('-') {
            self.old_left = self.old_left.saturating_sub(1);
            self.is_gap = true;
            let is_last = self.old_left + self.new_left == 0;
            return is_last.then_some(at.saturating_sub(1)..=at);
        }
        self.at += 1;
        self.new_left = self.new_left.saturating_sub(1);
        let was_gap = std::mem::take(&mut self.is_gap);
        if line.starts_with('+') {
            return Some(at..=at);
        }
        self.old_left = self.old_left.saturating_sub(1);
        was_gap.then_some(at.saturating_sub(1)..=at)
    }
}

/// Adds a range behind others, to the last one if they touch.
fn join(ranges: &mut Vec<RangeInclusive<usize>>, range: RangeInclusive<usize>) {
    match ranges.last_mut() {
        Some(last) if *range.start() <= *last.end() + 1 => {
            *last = *last.start()..=*range.end().max(last.end());
        }
        _ => ranges.push(range),
    }
}

/// The path of a file whose lines git does not tell apart, such as a compressed one.
fn binary_path(line: &str) -> Option<PathBuf> {
    let told = line.strip_prefix("Binary files ")?.strip_suffix(" differ")?;
    new_path(told.rsplit_once(" and ")?.1)
}

/// The path of a `+++` line, without what git puts before it; none for a file that is gone.
fn new_path(told: &str) -> Option<PathBuf> {
    let told = told.split('\t').next().unwrap_or(told).trim_end();
    let path = match told.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => unquoted(quoted),
        None => told.to_owned(),
    };
    (path != "/dev/null").then(|| path.strip_prefix("b/").unwrap_or(&path).into())
}

/// A name that git wrote as in C: `caf\303\251` for "café".
fn unquoted(quoted: &str) -> String {
    let mut bytes = Vec::with_capacity(quoted.len());
    let mut rest = quoted.bytes();
    while let Some(byte) = rest.next() {
        let escaped = if byte == b'\\' { rest.next() } else { None };
        bytes.push(match escaped {
            None => byte,
            Some(high @ b'0'..=b'3') => {
                let digits = [high, rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                digits.iter().fold(0u8, |value, digit| value << 3 | digit.wrapping_sub(b'0') & 7)
            }
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b'v') => 11,
            Some(b'f') => 12,
            Some(other) => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What helps where the history is cut off.
fn shallow(current: &Path) -> String {
    let answer = git(current, &["rev-parse", "--is-shallow-repository"]);
    match answer.as_deref().map(str::trim_end) {
        Ok("true") => ": the clone is shallow and its history ends before; fetch more of it, with \
                       `git fetch --unshallow` or, in a workflow, `fetch-depth: 0` for actions/checkout"
            .to_owned(),
        _ => "; check the spelling, and fetch it if it is on a remote only".to_owned(),
    }
}

fn git(folder: &Path, args: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git")
        .current_dir(folder)
        .args(args)
        .output()
        .context("cannot run git; install it, or give a difference with --diff")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {}", args[0], told.trim_end());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -3 +3,2 @@ head\n-old\n\
                        +++ new\n+two\n@@ -9,2 +10,0 @@\n-x\n-y\ndiff --git a/n.md b/n.md\n\
                        --- /dev/null\n+++ b/n.md\n@@ -0,0 +1 @@\n+text\n--- a/g.md\n+++ /dev/null\n\
                        @@ -1 +0,0 @@\n-gone\n";

    #[test]
    fn changed_lines_are_known_by_their_new_numbers() {
        let changes = Changes::parse(DIFF, Path::new("/nowhere"));
        let touched = |file: &str, line| {
            changes.touch(&Path::new("/nowhere").join(file), std::iter::once(line..=line))
        };
        let found: Vec<usize> = (1..14).filter(|&line| touched("a.md", line)).collect();
        assert_eq!(found, [3, 4, 10, 11]);
        assert!(touched("n.md", 99) && !touched("other.md", 1) && !touched("g.md", 1));
    }

    #[test]
    fn lines_around_a_change_did_not_change() {
        let diff = "--- a/a.md\n+++ b/a.md\n@@ -1,9 +1,9 @@\n one\n two\n-three\n+drei\n+und\n four\n \n-six\n\
                    seven\n";
        let diff = diff.replace("\nseven", "\n seven");
        let changes = Changes::parse(&diff, Path::new("/nowhere"));
        let Changed::Lines(found) = &changes.files[Path::new("/nowhere/a.md")] else { panic!() };
        assert_eq!(*found, [3..=4, 6..=7]);
    }

    #[test]
    fn a_difference_of_files_that_are_elsewhere_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let diff = folder.path().join("a.diff");
        fs::write(&diff, "--- a/news/a.md\n+++ b/news/a.md\n@@ -1 +1 @@\n-x\n+y\n").unwrap();
        let error = Changes::of_diff(&diff, folder.path()).unwrap_err();
        assert!(error.to_string().contains("git diff --relative"), "{error}");
        fs::create_dir(folder.path().join("news")).unwrap();
        fs::write(folder.path().join("news/a.md"), "y\n").unwrap();
        assert!(Changes::of_diff(&diff, folder.path()).is_ok());
    }

    #[test]
    fn names_are_read_as_git_writes_them() {
        let path = |told| new_path(told).unwrap();
        assert_eq!(path(r#""b/caf\303\251 \"x\"\\.md""#), Path::new("café \"x\"\\.md"));
        assert_eq!(path("b/a b.md\t"), Path::new("a b.md"));
        assert_eq!(new_path("/dev/null"), None);
    }
}
