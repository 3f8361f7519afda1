//! Where a pack keeps its articles and trusted documents.

use std::path::{Path, PathBuf};

/// The folder of articles, beside a pack or in its `tests`.
const ARTICLES: &str = "articles";
/// The folder of trusted documents beside it.
const SOURCES: &str = "sources";
/// The folder of the pack, on a desk.
const FACTS: &str = "facts";

/// Articles, and what they are checked against beside the built-in packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Desk {
    /// The pack; a desk may have sources alone.
    pub pack: Option<PathBuf>,
    /// Each folder of articles with the sources that belong to it.
    pub shelves: Vec<Shelf>,
}

/// Articles and the documents to compare them with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shelf {
    /// The articles.
    pub articles: PathBuf,
    /// The documents, if there are any.
    pub sources: Option<PathBuf>,
}

impl Desk {
    /// What a path names: a desk, or a pack with its articles beside it or in it.
    pub(super) fn at(path: &Path) -> Desk {
        if is_desk(path) {
            let facts = path.join(FACTS);
            let pack = facts.is_dir().then_some(facts);
            let shelf = Shelf::in_folder(path);
            // Beside facts, a few documents are seldom all that an article may rest on.
            let shelf = shelf.map(|shelf| if pack.is_some() { shelf.alone() } else { shelf });
            return Desk { pack, shelves: shelf.into_iter().collect() };
        }
        let folders = [beside(path), path.join("tests")];
        Desk {
            pack: Some(path.to_owned()),
            shelves: folders
                .iter()
                .filter_map(|folder| Shelf::in_folder(folder))
                .map(Shelf::alone)
                .collect(),
        }
    }
}

impl Shelf {
    /// A folder of articles that was named, with the sources beside it.
    pub(super) fn of(articles: &Path) -> Shelf {
        let sources = beside(articles).join(SOURCES);
        Shelf { articles: articles.to_owned(), sources: sources.is_dir().then_some(sources) }
    }

    /// The articles without documents.
    fn alone(self) -> Shelf {
        Shelf { sources: None, ..self }
    }

    fn in_folder(folder: &Path) -> Option<Shelf> {
        let articles = folder.join(ARTICLES);
        articles.is_dir().then(|| Shelf::of(&articles))
    }
}

/// A pack may keep articles in a folder `articles` of its own only under `tests`.
fn is_desk(path: &Path) -> bool {
    path.join(ARTICLES).is_dir() && !path.join("pack.toml").is_file()
}

/// The folder a path lies in, in such words that names in it stay short.
fn beside(path: &Path) -> PathBuf {
    match (path.file_name(), path.parent()) {
        (Some(_), Some(parent)) => parent.to_owned(),
        _ => path.join(".."),
    }
}
