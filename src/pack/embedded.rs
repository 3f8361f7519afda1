//! The built-in packs as the build of the program left them: read, and no more.
//!
//! They are the first thing of every run, and validating them again took most of its start. The
//! tests load the same files from their text, as any pack, and hold the result against this one.
//! What is missing here is where things stand: a caller that meets a problem loads from the text.

use super::load::{Lexicon, Pack};
use super::located::Located;
use super::source::Source;
use super::tree::{Node, Value};
use crate::language::Notation;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

struct EmbeddedPack {
    name: &'static str,
    digest: &'static str,
    files: &'static [EmbeddedFile],
}

struct EmbeddedFile {
    /// Inside the pack.
    path: &'static str,
    json: &'static str,
}

static PACKS: &[EmbeddedPack] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Whether a pack of this id ships with the program.
pub fn is_built_in(id: &str) -> bool {
    PACKS.iter().any(|pack| pack.name == id)
}

/// The packs that ship with the program.
///
/// # Panics
/// When one of their files has not its shape, which a test rules out.
pub fn embedded() -> Vec<Pack> {
    PACKS.iter().map(EmbeddedPack::read).collect()
}

impl EmbeddedPack {
    fn read(&self) -> Pack {
        let manifest = self.files.iter().find(|file| file.path == super::files::MANIFEST);
        let mut pack = Pack {
            manifest: manifest.expect("every built-in pack has a manifest").read(),
            digest: self.digest.to_owned(),
            rules: Vec::new(),
            facts: Vec::new(),
            properties: Vec::new(),
            lexicons: Vec::new(),
            examples: BTreeMap::new(),
        };
        for file in self.files {
            self.add(file, &mut pack);
        }
        pack
    }

    /// Built-in packs keep to their folders, and hold no facts: what is true changes.
    fn add(&self, file: &EmbeddedFile, pack: &mut Pack) {
        match file.path.split_once('/') {
            None if file.path == super::files::MANIFEST => {}
            Some(("lexicon", name)) => pack.lexicons.push(Lexicon {
                name: name.trim_end_matches(".toml").to_owned(),
                notation: Notation::Json,
                text: file.json.to_owned(),
                path: self.shown(file),
            }),
            Some(("properties", _)) => pack.properties.push(self.located(file)),
            Some(("examples", _)) => {
                pack.examples.insert(file.path.to_owned(), self.located(file));
            }
            _ => pack.rules.push(self.located(file)),
        }
    }

    fn located<T: DeserializeOwned>(&self, file: &EmbeddedFile) -> Located<T> {
        Located {
            value: file.read(),
            source: Arc::new(Source::new(self.shown(file), "")),
            tree: Arc::new(Node { span: 0..0, value: Value::Table(Vec::new()) }),
        }
    }

    fn shown(&self, file: &EmbeddedFile) -> String {
        format!("rules/{}/{}", self.name, file.path)
    }
}

impl EmbeddedFile {
    fn read<T: DeserializeOwned>(&self) -> T {
        let read = serde_json::from_str(self.json);
        read.unwrap_or_else(|error| panic!("the built-in file {}: {error}", self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{built_in, load};
    use super::*;
    use crate::language::{self, LexiconFile};
    use std::fmt::Debug;

    #[test]
    fn they_are_what_their_text_says() {
        let loaded = load(built_in()).unwrap_or_else(|problems| panic!("{problems}"));
        let embedded = embedded();
        assert_eq!(embedded.len(), loaded.len());
        for (embedded, loaded) in embedded.iter().zip(&loaded) {
            assert_eq!(embedded.manifest, loaded.manifest);
            assert_eq!(embedded.digest, loaded.digest);
            assert!(loaded.facts.is_empty(), "{}", loaded.manifest.id);
            assert_same(&embedded.rules, &loaded.rules);
            assert_same(&embedded.properties, &loaded.properties);
            assert!(embedded.examples.keys().eq(loaded.examples.keys()));
            assert_same(embedded.examples.values(), loaded.examples.values());
        }
    }

    fn assert_same<'a, T: Debug + 'a>(
        some: impl IntoIterator<Item = &'a Located<T>>,
        others: impl IntoIterator<Item = &'a Located<T>>,
    ) {
        let [some, others] = [describe(some), describe(others)];
        assert_eq!(some, others);
    }

    fn describe<'a, T: Debug + 'a>(files: impl IntoIterator<Item = &'a Located<T>>) -> Vec<String> {
        files.into_iter().map(|file| format!("{} {:?}", file.path(), file.value)).collect()
    }

    #[test]
    fn their_lexicons_say_what_their_text_says() {
        let loaded = load(built_in()).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(lexicon(&embedded()), lexicon(&loaded));
    }

    fn lexicon(packs: &[Pack]) -> String {
        let files = packs.iter().flat_map(|pack| &pack.lexicons);
        let files: Vec<LexiconFile<'_>> = files
            .map(|file| LexiconFile { name: &file.name, notation: file.notation, text: &file.text })
            .collect();
        format!("{:?}", language::Lexicon::parse(&files).unwrap())
    }
}
