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
        // Lines of the hunk that are still to come: they may look like headers.
        let mut left = 0;
        for line in diff.lines() {
            if left > 0 && line.starts_with(['+', '-', ' ']) {
                left -= if line.starts_with(' ') { 2.min(left) } else { 1 };
            } else if line.starts_with("--- ") {
                is_new = line.trim_end() == "--- /dev/null";
            } else if let Some(path) = line.strip_prefix("+++ ") {
                lines = new_path(path).map(|path| {
                    let changed = if is_new { Changed::Whole } else { Changed::Lines(Vec::new()) };
                    changes.files.entry(identity(&root.join(path))).or_insert(changed)
                });
            } else if let Some(path) = binary_path(line) {
                binary.push(path);
            } else if let Some((count, added)) = hunk(line) {
                left = count;
                if let Some(Changed::Lines(ranges)) = &mut lines {
                    ranges.push(added);
                }
            }
        }
        let binary = binary.into_iter().map(|path| (identity(&root.join(path)), Changed::Whole));
        changes.files.extend(binary);
        changes
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

/// The path of a file whose lines git does not tell apart, such as a compressed one.
fn binary_path(line: &str) -> Option<&str> {
    let told = line.strip_prefix("Binary files ")?.strip_suffix(" differ")?;
    new_path(told.rsplit_once(" and ")?.1)
}

/// The path of a `+++` line, without what git puts before it; none for a file that is gone.
fn new_path(told: &str) -> Option<&str> {
    let told = told.split('\t').next().unwrap_or(told).trim_end();
    let path = told.trim_matches('"');
    (path != "/dev/null").then(|| path.strip_prefix("b/").unwrap_or(path))
}

/// How many old and new lines a `@@` line announces, and the new ones. Where lines only went, those
/// on both sides of the gap count as changed.
fn hunk(line: &str) -> Option<(usize, RangeInclusive<usize>)> {
    let rest = line.strip_prefix("@@ -")?;
    let (old, rest) = rest.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let pair = |text: &str| -> Option<(usize, usize)> {
        match text.split_once(',') {
            Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
            None => Some((text.parse().ok()?, 1)),
        }
    };
    let ((_, removed), (start, added)) = (pair(old)?, pair(new)?);
    let range = if added == 0 { start..=start + 1 } else { start..=start + added - 1 };
    Some((removed + added, range))
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
}
