//! Where a path lies, told from a folder, by its words alone: nothing is looked up on disk.

use std::path::{Component, Path, PathBuf};

/// Without `.` and `..`.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// A path as seen from a folder, with `/` between its parts; both are plain and absolute.
pub(super) fn seen_from(folder: &Path, path: &Path) -> String {
    let shared = folder.ancestors().find(|above| path.starts_with(above));
    let Some(shared) = shared else { return path.to_string_lossy().into_owned() };
    let up = folder.components().count() - shared.components().count();
    let down = path.strip_prefix(shared).unwrap_or(path);
    let down = down.components().map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<_> = std::iter::repeat_n("..".into(), up).chain(down).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_a_folder() {
        for (folder, path, told) in [
            ("/desk", "/desk/news/a.md", "news/a.md"),
            ("/desk/known", "/desk/news/a.md", "../news/a.md"),
            ("/desk", "/a.md", "../a.md"),
            ("/", "/a.md", "a.md"),
        ] {
            assert_eq!(seen_from(Path::new(folder), Path::new(path)), told);
        }
        assert_eq!(plain(Path::new("/desk/./x/../a.md")), Path::new("/desk/a.md"));
    }
}
