//! Paths as a repository has them: services that show findings beside files know no others.

use std::path::{Component, Path, PathBuf};

/// Where a run stands on a runner, so that paths can be named as the repository has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workspace {
    /// The folder of the repository (`GITHUB_WORKSPACE`), if known.
    pub root: Option<PathBuf>,
    /// The folder the program runs in.
    pub current: PathBuf,
}

impl Workspace {
    /// The path as the repository has it, or as it was given for what is no file.
    pub(super) fn name(&self, path: &str) -> String {
        self.file(path).unwrap_or_else(|| path.to_owned())
    }

    /// The path as the repository has it; `None` for what is no file, such as standard input.
    pub(super) fn file(&self, path: &str) -> Option<String> {
        if path.starts_with('<') {
            return None;
        }
        let absolute = normalised(&self.current.join(path));
        let root = self.root.as_deref().map(normalised);
        let inside = root.as_deref().and_then(|root| absolute.strip_prefix(root).ok());
        Some(inside.map_or_else(|| path.to_owned(), slashed))
    }
}

/// The path without `.` and `..`, told from its words alone.
fn normalised(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_named_as_the_repository_has_them() {
        let workspace = Workspace {
            root: Some("/home/runner/site".into()),
            current: "/home/runner/site/content".into(),
        };
        let file = |path| workspace.file(path);
        assert_eq!(file("./news/a.md").unwrap(), "content/news/a.md");
        assert_eq!(file("../drafts/a.md").unwrap(), "drafts/a.md");
        assert_eq!(file("/home/runner/site/b.md").unwrap(), "b.md");
        assert_eq!(file("/elsewhere/b.md").unwrap(), "/elsewhere/b.md");
        assert_eq!(file("<stdin>"), None);
    }
}
