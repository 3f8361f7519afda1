//! `--cache` and `--resume`: what came of articles, kept from run to run.
//!
//! An entry is known by a hash of all that it depends on: the program, the packs, the settings that
//! shape findings, the trusted documents, and the article with its name. Whatever changes, the old
//! entry is not found any more; nothing is ever judged to be fresh by its time. `--resume` is a cache
//! that lives until the run it belongs to has ended.

mod store;

use super::input::Raw;
use crate::knowledge::PackInfo;
use crate::report::ArticleReport;
use crate::text::Article;
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use store::{Key, Store};

/// Results of earlier runs, and those of this one.
#[derive(Debug)]
pub(super) struct Cache {
    /// A hash of all that every article depends on.
    basis: blake3::Hash,
    store: Store,
    keeping: Keeping,
    folder: PathBuf,
    /// Why nothing is written any more.
    fault: Option<String>,
}

/// How long results are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// For later runs, in so many bytes: what this run had no use for goes first, the oldest of it
    /// before all. What a single run adds may go beyond.
    Within(u64),
    /// Until the run has come to its end.
    UntilTheEnd,
}

/// What a result is found under, and the result as it is kept.
#[derive(Debug)]
pub(super) struct Entry {
    key: Key,
    bytes: Vec<u8>,
}

/// What the results of a run depend on, apart from the articles.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) packs: &'a [PackInfo],
    /// The trusted documents of each desk.
    pub(super) sources: Vec<&'a [Article]>,
    /// Every setting that shapes a finding, in no particular form.
    pub(super) settings: String,
}

impl Ground<'_> {
    fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        feed(
            &mut hasher,
            concat!(env!("CARGO_PKG_VERSION"), " ", env!("FACTLINT_BUILD")).as_bytes(),
        );
        for pack in self.packs {
            feed(&mut hasher, format!("{pack:?}").as_bytes());
        }
        for (desk, source) in self.documents() {
            feed(&mut hasher, &desk.to_le_bytes());
            feed(&mut hasher, format!("{:?}{:?}", source.origin, source.metadata).as_bytes());
            feed(&mut hasher, source.source().as_bytes());
            feed(&mut hasher, source.text().as_bytes());
        }
        feed(&mut hasher, self.settings.as_bytes());
        hasher.finalize()
    }

    fn documents(&self) -> impl Iterator<Item = (usize, &Article)> {
        let desks = self.sources.iter().enumerate();
        desks.flat_map(|(desk, documents)| documents.iter().map(move |document| (desk, document)))
    }
}

/// With its length before it, so that no two lists of parts are alike.
fn feed(hasher: &mut blake3::Hasher, part: &[u8]) {
    hasher.update(&(part.len() as u64).to_le_bytes());
    hasher.update(part);
}

impl Cache {
    /// Opens the cache in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub(super) fn open(
        folder: &Path,
        keeping: Keeping,
        ground: &Ground<'_>,
    ) -> anyhow::Result<Self> {
        let told = folder.display();
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {told} for results"))?;
        let store = Store::open(folder)
            .with_context(|| format!("cannot read the results kept in {told}"))?;
        let folder = folder.to_owned();
        Ok(Cache { basis: ground.hash(), store, keeping, folder, fault: None })
    }

    /// How many results it holds, of whatever run.
    pub(super) fn len(&self) -> usize {
        self.store.len()
    }

    /// What an article's result is found under.
    pub(super) fn key(&self, raw: &Raw<'_>) -> Key {
        let (told, bytes) = raw.identity();
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.basis.as_bytes());
        feed(&mut hasher, told.as_bytes());
        feed(&mut hasher, bytes);
        *hasher.finalize().as_bytes()
    }

    /// The result kept under a key, if it is there and whole.
    pub(super) fn find(&self, key: &Key) -> Option<ArticleReport> {
        let bytes = self.store.get(key)?;
        serde_json::from_slice(&bytes).ok()
    }

    /// A result as it is kept.
    pub(super) fn entry(key: Key, report: &ArticleReport) -> Option<Entry> {
        serde_json::to_vec(report).ok().map(|bytes| Entry { key, bytes })
    }

    /// Keeps results, and sees that they outlive this process. A cache that cannot be written is
    /// no reason to stop: the run goes on without it.
    pub(super) fn keep(&mut self, entries: Vec<Entry>) {
        if self.fault.is_some() || entries.is_empty() {
            return;
        }
        let kept = entries.iter().try_for_each(|entry| self.store.put(&entry.key, &entry.bytes));
        if let Err(error) = kept.and_then(|()| self.store.flush()) {
            self.fault = Some(error.to_string());
        }
    }

    /// Ends a run that came to its end; gives what the user should know.
    pub(super) fn finish(mut self) -> Vec<String> {
        let told = self.folder.display();
        let mut remarks = Vec::new();
        if let Some(fault) = &self.fault {
            remarks.push(format!("results cannot be kept in {told} ({fault}); all was checked"));
        }
        if let Keeping::Within(bytes) = self.keeping
            && let Err(error) = self.store.prune(bytes)
        {
            remarks.push(format!("old results in {told} cannot be removed ({error})"));
        }
        let damaged = self.store.damaged();
        if damaged > 0 {
            let parts = if damaged == 1 { "part" } else { "parts" };
            remarks
                .push(format!("{damaged} damaged {parts} of {told} left aside; all was checked"));
        }
        drop(self.store);
        if self.keeping == Keeping::UntilTheEnd
            && let Err(error) = store::remove(&self.folder)
        {
            remarks.push(format!("cannot remove {told} ({error}); remove it by hand"));
        }
        remarks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Outcome;
    use crate::report::Depth;

    fn ground(settings: &str) -> Ground<'_> {
        Ground { packs: &[], sources: Vec::new(), settings: settings.to_owned() }
    }

    #[test]
    fn a_result_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let article = Article::of_title("A title");
        let report = ArticleReport::new(&article, Outcome::default(), Depth::Text);
        let mut cache = Cache::open(folder.path(), Keeping::Within(u64::MAX), &ground("")).unwrap();
        cache.keep(Cache::entry([7; 32], &report).into_iter().collect());
        assert!(cache.finish().is_empty());
        let cache = Cache::open(folder.path(), Keeping::Within(u64::MAX), &ground("")).unwrap();
        assert_eq!(cache.find(&[7; 32]), Some(report));
        assert_eq!(cache.find(&[8; 32]), None);
    }

    #[test]
    fn whatever_changes_leads_elsewhere() {
        let pack = |digest: &str| PackInfo {
            id: "p".into(),
            version: "1".into(),
            digest: digest.to_owned(),
        };
        let source = |text: &str| Article::of_title(text);
        let hash = |packs: &[PackInfo], sources: &[Article], settings: &str| {
            Ground { packs, sources: vec![sources], settings: settings.to_owned() }.hash()
        };
        let hashes = [
            hash(&[], &[], ""),
            hash(&[], &[], "x"),
            hash(&[pack("a")], &[], ""),
            hash(&[pack("b")], &[], ""),
            hash(&[], &[source("a")], ""),
            hash(&[], &[source("b")], ""),
            hash(&[], &[source("a"), source("")], ""),
        ];
        for (at, one) in hashes.iter().enumerate() {
            assert!(hashes[at + 1..].iter().all(|other| other != one), "{at}");
        }
    }

    #[test]
    fn what_lives_until_the_end_is_gone_then() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("out.jsonl.resume");
        let mut cache = Cache::open(&journal, Keeping::UntilTheEnd, &ground("")).unwrap();
        cache.keep(vec![Entry { key: [1; 32], bytes: b"{}".to_vec() }]);
        drop(cache);
        assert!(journal.exists());
        let cache = Cache::open(&journal, Keeping::UntilTheEnd, &ground("")).unwrap();
        assert_eq!(cache.len(), 1);
        assert!(cache.finish().is_empty());
        assert!(!journal.exists());
    }
}
