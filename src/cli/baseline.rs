//! Findings that a desk knows of already: a file that lists them, so that only new ones count.
//!
//! An entry is known by its article, its rule and its words (the fingerprint), not by its line, so
//! it outlives edits and re-wrapping elsewhere. Articles are told from the file's folder, wherever a run
//! starts. Where an article's file is gone, its entries may be claimed by another article: it was
//! moved.

use super::location::{plain, seen_from};
use super::whole_file::replace;
use crate::report::{ArticleReport, LocatedFinding};
use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The version of the file's shape.
const SCHEMA: u32 = 1;
/// Characters of the flagged words that an entry shows to people.
const SHOWN: usize = 120;

/// Which findings are known.
#[derive(Debug, Default)]
pub struct Baseline {
    place: Place,
    /// Entries not matched yet, by article and fingerprint.
    waiting: BTreeMap<Article, BTreeMap<String, Entry>>,
    /// Entries of articles that are gone, by fingerprint.
    homeless: BTreeMap<String, Vec<Entry>>,
    matched: Vec<Entry>,
    seen: BTreeSet<Article>,
}

/// Where the file lies.
#[derive(Clone, Debug, Default)]
struct Place {
    /// The folder of the file, plain and absolute.
    folder: PathBuf,
    /// The folder that paths of articles are told from.
    current: PathBuf,
}

impl Place {
    fn new(file: &Path, current: &Path) -> Place {
        let file = plain(&current.join(file));
        Place {
            folder: file.parent().unwrap_or(Path::new("")).to_owned(),
            current: current.to_owned(),
        }
    }

    /// An article as entries know it. What was read from standard input has no place.
    fn article(&self, article: &ArticleReport) -> Article {
        let path = match article.path.starts_with('<') {
            true => article.path.clone(),
            false => seen_from(&self.folder, &plain(&self.current.join(&article.path))),
        };
        (path, article.record.clone())
    }

    fn holds(&self, path: &str) -> bool {
        path.starts_with('<') || self.folder.join(path).exists()
    }
}

/// An article: its path and the id of its record.
type Article = (String, Option<String>);

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    record: Option<String>,
    rule: String,
    fingerprint: String,
    /// The flagged words, for people.
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineFile {
    schema: u32,
    findings: Vec<Entry>,
}

impl Baseline {
    /// A baseline that knows nothing yet and will be written to `path`. Paths of articles are told from
    /// `current`.
    pub fn empty(path: &Path, current: &Path) -> Baseline {
        Baseline { place: Place::new(path, current), ..Baseline::default() }
    }

    /// Reads a baseline. Paths of articles are told from `current`.
    ///
    /// # Errors
    /// When the file cannot be read or is no baseline.
    pub fn read(path: &Path, current: &Path) -> anyhow::Result<Baseline> {
        let told = path.display();
        let text = fs::read_to_string(path).with_context(|| {
            format!("cannot read the baseline {told}; --write-baseline={told} makes one")
        })?;
        let file: BaselineFile = serde_json::from_str(&text)
            .with_context(|| format!("{told} is no baseline; --write-baseline={told} makes one"))?;
        ensure!(
            file.schema == SCHEMA,
            "{told} has schema {}; this version reads {SCHEMA}",
            file.schema
        );
        let mut baseline = Baseline::empty(path, current);
        let mut is_there: BTreeMap<String, bool> = BTreeMap::new();
        for entry in file.findings {
            let there = is_there
                .entry(entry.path.clone())
                .or_insert_with_key(|path| baseline.place.holds(path));
            if *there {
                let article = (entry.path.clone(), entry.record.clone());
                let known = baseline.waiting.entry(article).or_default();
                known.insert(entry.fingerprint.clone(), entry);
            } else {
                baseline.homeless.entry(entry.fingerprint.clone()).or_default().push(entry);
            }
        }
        Ok(baseline)
    }

    /// Marks the findings of an article that are known.
    pub fn mark(&mut self, article: &mut ArticleReport) {
        let key = self.place.article(article);
        for finding in article.findings.iter_mut().filter(|finding| finding.suppressed.is_none()) {
            if self.claim(&key, &finding.fingerprint) {
                self.matched.push(entry(&key, finding));
                finding.is_known = true;
            }
        }
        self.seen.insert(key);
    }

    fn claim(&mut self, article: &Article, fingerprint: &str) -> bool {
        let here = self.waiting.get_mut(article);
        if here.is_some_and(|known| known.remove(fingerprint).is_some()) {
            return true;
        }
        self.homeless.get_mut(fingerprint).is_some_and(|entries| entries.pop().is_some())
    }

    /// Takes all findings of an article as known.
    pub fn record(&mut self, article: &mut ArticleReport) {
        let key = self.place.article(article);
        for finding in article.findings.iter_mut().filter(|finding| finding.suppressed.is_none()) {
            self.matched.push(entry(&key, finding));
            finding.is_known = true;
        }
    }

    /// How many entries match nothing any more, of articles that were checked or are gone.
    pub fn stale(&self) -> usize {
        let waiting = self.waiting.iter().filter(|(article, _)| self.seen.contains(*article));
        let homeless = self.homeless.values().map(Vec::len);
        waiting.map(|(_, known)| known.len()).chain(homeless).sum()
    }

    /// Writes what is still known: the entries that matched, and those of articles that were not
    /// checked.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(self, path: &Path) -> anyhow::Result<()> {
        let Baseline { waiting, seen, mut matched, .. } = self;
        let unseen = waiting.into_iter().filter(|(article, _)| !seen.contains(article));
        matched.extend(unseen.flat_map(|(_, known)| known.into_values()));
        matched.sort();
        let lines: Vec<String> =
            matched.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let separator = if lines.is_empty() { "" } else { "\n" };
        let text = format!(
            "{{\"schema\":{SCHEMA},\"findings\":[{separator}{}{separator}]}}\n",
            lines.join(",\n")
        );
        replace(path, text.as_bytes())
            .with_context(|| format!("cannot write the baseline {}", path.display()))
    }
}

fn entry((path, record): &Article, finding: &LocatedFinding) -> Entry {
    Entry {
        path: path.clone(),
        record: record.clone(),
        rule: finding.rule.to_string(),
        fingerprint: finding.fingerprint.clone(),
        text: finding.text.chars().take(SHOWN).collect(),
    }
}

/// What a run does with baselines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaselinePlan {
    /// The file of what is known.
    pub read: Option<PathBuf>,
    /// The file to write what is found to.
    pub write: Option<PathBuf>,
    /// What becomes of entries that match nothing.
    pub stale: Stale,
}

/// What becomes of entries that match nothing any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stale {
    /// They stay.
    #[default]
    Kept,
    /// They are removed from the file.
    Pruned,
}
