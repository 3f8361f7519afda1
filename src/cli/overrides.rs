//! `[[override]]`: what a desk decided for some of its articles.

use super::config::{Config, RuleLevels};
use anyhow::Context;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// The overrides of a configuration, ready to be asked about paths.
#[derive(Debug)]
pub(super) struct Overrides {
    /// The folder that patterns start from, and the one that paths are told from.
    root: PathBuf,
    current: PathBuf,
    list: Vec<Scoped>,
    /// What each desk adds to the one that all articles have.
    additions: Vec<Addition>,
}

/// Packs and trusted documents of some articles, beside those of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Addition {
    pub(super) facts: Vec<PathBuf>,
    pub(super) sources: Vec<PathBuf>,
}

#[derive(Debug)]
struct Scoped {
    paths: Gitignore,
    levels: RuleLevels,
    /// The number of its desk, if it adds packs or documents.
    desk: Option<usize>,
}

impl Overrides {
    /// The overrides of a configuration; paths of articles are told from `current`.
    pub(super) fn new(config: &Config, current: &Path) -> anyhow::Result<Overrides> {
        let folder = config.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let mut overrides = Overrides {
            root: plain(&current.join(folder)),
            current: current.to_owned(),
            list: Vec::new(),
            additions: Vec::new(),
        };
        for part in &config.overrides {
            let adds = !part.facts.is_empty() || !part.sources.is_empty();
            if adds {
                overrides
                    .additions
                    .push(Addition { facts: part.facts.clone(), sources: part.sources.clone() });
            }
            overrides.list.push(Scoped {
                paths: matcher(&part.paths)?,
                levels: part.rules.clone(),
                desk: adds.then_some(overrides.additions.len()),
            });
        }
        Ok(overrides)
    }

    /// What each desk after the first adds to the first.
    pub(super) fn additions(&self) -> &[Addition] {
        &self.additions
    }

    /// The desk of an article: that of the last override that matches its path and has one, else the
    /// first.
    pub(super) fn desk_of(&self, path: &str) -> usize {
        self.matching(path).filter_map(|scoped| scoped.desk).last().unwrap_or(0)
    }

    /// The levels that hold for an article: those of all articles, then those of each override that
    /// matches its path.
    pub(super) fn levels_of<'a>(&self, levels: &'a RuleLevels, path: &str) -> Cow<'a, RuleLevels> {
        self.matching(path)
            .fold(Cow::Borrowed(levels), |levels, scoped| Cow::Owned(levels.with(&scoped.levels)))
    }

    /// Every level that an override sets.
    pub(super) fn levels(&self) -> impl Iterator<Item = &RuleLevels> {
        self.list.iter().map(|scoped| &scoped.levels)
    }

    fn matching(&self, path: &str) -> impl Iterator<Item = &Scoped> {
        let inside = if self.list.is_empty() { None } else { self.inside(path) };
        let matches = move |scoped: &&Scoped| {
            let matched = inside
                .as_ref()
                .map(|path| scoped.paths.matched_path_or_any_parents(path, false).is_ignore());
            matched.unwrap_or(false)
        };
        self.list.iter().filter(matches)
    }

    /// A path as seen from the configuration; none for one that lies elsewhere.
    fn inside(&self, path: &str) -> Option<PathBuf> {
        let path = plain(&self.current.join(path));
        path.strip_prefix(&self.root).ok().map(Path::to_owned)
    }
}

/// Patterns as in `.gitignore`.
pub(super) fn matcher(patterns: &[String]) -> anyhow::Result<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder.add_line(None, pattern)?;
    }
    builder.build().context("cannot use the patterns of an override")
}

/// Without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn overrides() -> (Overrides, RuleLevels) {
        let text = "[rules]\nai-style = \"off\"\n\
                    [[override]]\npaths = [\"opinion/\", \"*.draft.md\"]\n\
                    rules = { ai-style = \"info\" }\n\
                    [[override]]\npaths = [\"opinion/polls/**\"]\nfacts = [\"facts/polls\"]\n";
        let config = Config::parse(Path::new("desk/factlint.toml"), text).unwrap();
        (Overrides::new(&config, Path::new("/home/news")).unwrap(), config.rules)
    }

    #[test]
    fn the_last_match_gives_the_desk() {
        let (overrides, _) = overrides();
        assert_eq!(overrides.additions()[0].facts, [PathBuf::from("desk/facts/polls")]);
        for (path, desk) in [
            ("desk/opinion/polls/a.md", 1),
            ("./desk/x/../opinion/polls/b/c.md", 1),
            ("/home/news/desk/opinion/polls/a.md", 1),
            ("desk/opinion/a.md", 0),
            ("opinion/polls/a.md", 0),
            ("/elsewhere/opinion/polls/a.md", 0),
            ("<stdin>", 0),
        ] {
            assert_eq!(overrides.desk_of(path), desk, "{path}");
        }
    }

    #[test]
    fn later_levels_win() {
        let (overrides, levels) = overrides();
        let level = |path: &str| {
            let levels = overrides.levels_of(&levels, path);
            levels.settings().map(|(_, level, _)| level).collect::<Vec<_>>()
        };
        assert_eq!(level("desk/opinion/a.md"), ["info"]);
        assert_eq!(level("desk/news/x.draft.md"), ["info"]);
        assert_eq!(level("desk/news/x.md"), ["off"]);
    }
}
