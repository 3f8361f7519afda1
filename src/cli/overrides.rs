//! `[[override]]`: what a desk decided for some of its articles.

use super::config::{Config, RuleLevels};
use super::location::plain;
use anyhow::Context;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The overrides of a configuration, ready to be asked about paths.
#[derive(Debug)]
pub(super) struct Overrides {
    /// The folder that patterns start from, and the one that paths are told from.
    root: PathBuf,
    current: PathBuf,
    list: Vec<Scoped>,
    /// Packs that some articles have, beside those of all.
    facts: Vec<Vec<PathBuf>>,
    /// Trusted documents that some articles have, beside those of all.
    sources: Vec<Vec<PathBuf>>,
}

/// What an article is checked against: the number of its set of packs and that of its set of trusted
/// documents. The first of either is what all articles have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DeskId {
    pub(super) facts: usize,
    pub(super) sources: usize,
}

#[derive(Debug)]
struct Scoped {
    paths: Gitignore,
    levels: RuleLevels,
    /// The numbers of its sets, if it adds packs or documents.
    facts: Option<usize>,
    sources: Option<usize>,
}

impl Overrides {
    /// The overrides of a configuration; paths of articles are told from `current`.
    pub(super) fn new(config: &Config, current: &Path) -> anyhow::Result<Overrides> {
        let folder = config.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let mut overrides = Overrides {
            root: plain(&current.join(folder)),
            current: current.to_owned(),
            list: Vec::new(),
            facts: Vec::new(),
            sources: Vec::new(),
        };
        for part in &config.overrides {
            let scoped = Scoped {
                paths: matcher(&part.paths)?,
                levels: part.rules.clone(),
                facts: added(&mut overrides.facts, &part.facts),
                sources: added(&mut overrides.sources, &part.sources),
            };
            overrides.list.push(scoped);
        }
        Ok(overrides)
    }

    /// What each set of packs after the first adds to the first.
    pub(super) fn facts(&self) -> &[Vec<PathBuf>] {
        &self.facts
    }

    /// What each set of trusted documents after the first adds to the first.
    pub(super) fn sources(&self) -> &[Vec<PathBuf>] {
        &self.sources
    }

    /// What an article is checked against. Packs are those of the last override that matches its path
    /// and names any, trusted documents likewise; else those of all articles.
    pub(super) fn desk_of(&self, path: &str) -> DeskId {
        self.matching(path).fold(DeskId::default(), |desk, scoped| DeskId {
            facts: scoped.facts.unwrap_or(desk.facts),
            sources: scoped.sources.unwrap_or(desk.sources),
        })
    }

    /// The numbers, from 1, of the overrides that match a path.
    pub(super) fn numbers_of(&self, path: &str) -> Vec<usize> {
        let list = self.list.iter();
        let matching: Vec<&Scoped> = self.matching(path).collect();
        let is_matching =
            |scoped: &Scoped| matching.iter().any(|matched| std::ptr::eq(*matched, scoped));
        (1..).zip(list).filter(|(_, scoped)| is_matching(scoped)).map(|(at, _)| at).collect()
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

/// Adds a set that is not empty; gives its number.
fn added(sets: &mut Vec<Vec<PathBuf>>, paths: &[PathBuf]) -> Option<usize> {
    if paths.is_empty() {
        return None;
    }
    sets.push(paths.to_owned());
    Some(sets.len())
}

/// Patterns as in `.gitignore`.
pub(super) fn matcher(patterns: &[String]) -> anyhow::Result<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder.add_line(None, pattern)?;
    }
    builder.build().context("cannot use the patterns of an override")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overrides() -> (Overrides, RuleLevels) {
        let text = "[rules]\nai-style = \"off\"\n\
                    [[override]]\npaths = [\"opinion/\", \"*.draft.md\"]\n\
                    rules = { ai-style = \"info\" }\n\
                    [[override]]\npaths = [\"opinion/polls/**\"]\nfacts = [\"facts/polls\"]\n\
                    [[override]]\npaths = [\"*.wire.md\"]\nsources = [\"wire\"]\n\
                    [[override]]\npaths = [\"opinion/polls/2024/\"]\nfacts = [\"facts/2024\"]\n";
        let config = Config::parse(Path::new("desk/factlint.toml"), text).unwrap();
        (Overrides::new(&config, Path::new("/home/news")).unwrap(), config.rules)
    }

    #[test]
    fn packs_and_documents_are_those_of_the_last_override_that_names_any() {
        let (overrides, _) = overrides();
        assert_eq!(overrides.facts()[0], [PathBuf::from("desk/facts/polls")]);
        assert_eq!(overrides.sources()[0], [PathBuf::from("desk/wire")]);
        for (path, facts, sources) in [
            ("desk/opinion/polls/a.md", 1, 0),
            ("./desk/x/../opinion/polls/b/c.md", 1, 0),
            ("/home/news/desk/opinion/polls/a.md", 1, 0),
            ("desk/opinion/polls/a.wire.md", 1, 1),
            ("desk/opinion/polls/2024/a.wire.md", 2, 1),
            ("desk/news/a.wire.md", 0, 1),
            ("desk/opinion/a.md", 0, 0),
            ("opinion/polls/a.md", 0, 0),
            ("/elsewhere/opinion/polls/a.md", 0, 0),
            ("<stdin>", 0, 0),
        ] {
            assert_eq!(overrides.desk_of(path), DeskId { facts, sources }, "{path}");
        }
        assert_eq!(overrides.numbers_of("desk/opinion/polls/a.wire.md"), [1, 2, 3]);
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
