//! What packs were compiled to, kept as bytes: a run that is handed it need neither parse their
//! text, nor review it, nor compile it.
//!
//! Of 10,000 facts, half the time of loading was parsing and reviewing, a third compiling; what is
//! left is to hash the text and to decode. The vocabulary is kept as it was when all was compiled,
//! so each word has its id again, and rules and language data, compiled as in every run, meet the
//! same ids. A hash over the program and the text of the packs says what the bytes were made of,
//! another one that they are whole: what is stale, foreign or damaged is nothing.

use super::{Arranged, Compiled, Knowledge, language};
use crate::fact::FactStore;
use crate::language::VocabularyBuilder;
use crate::pack::{self, BuiltPack, Pack, PackFiles, Problems};

/// The first bytes of every built form.
const MAGIC: &[u8] = b"factlint built packs\n";
const HASH: usize = blake3::OUT_LEN;

/// Packs without their facts, every word in the order of its id, the facts, and how they are found.
type Stored<'a> = (Vec<BuiltPack>, Vec<&'a str>, FactStore, Arranged);

/// Loads packs beside the built-in ones, and gives the bytes that [`restore`] takes.
///
/// # Errors
/// Everything that is wrong with any of the packs, at once.
///
/// # Panics
/// Never: there is no value in it that cannot be written.
pub fn build(own: Vec<PackFiles>) -> Result<(Knowledge, Vec<u8>), Problems> {
    let key = key(&pack::embedded(), &own);
    let built_in = pack::built_in().len();
    let (knowledge, packs) = Knowledge::read(own)?;
    let packs: Vec<BuiltPack> = packs[built_in..].iter().map(BuiltPack::of).collect();
    let Knowledge { vocabulary, facts, mentions, misspellings, .. } = &knowledge;
    let stored = (packs, vocabulary.in_order(), facts, (mentions, misspellings));
    let body = postcard::to_stdvec(&stored).expect("every sequence knows its length");
    let whole = blake3::hash(&body);
    let bytes = [MAGIC, key.as_bytes(), whole.as_bytes(), &body].concat();
    Ok((knowledge, bytes))
}

/// What [`Knowledge::load`] would give for these packs; nothing if the bytes were not made of the
/// same packs by the same program, or are damaged.
pub fn restore(bytes: &[u8], own: &[PackFiles]) -> Option<Knowledge> {
    if own.iter().any(|pack| !pack.problems.is_empty()) {
        return None;
    }
    let mut packs = pack::embedded();
    let (key, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<HASH>()?;
    let (whole, body) = rest.split_first_chunk::<HASH>()?;
    if self::key(&packs, own) != *key || blake3::hash(body) != *whole {
        return None;
    }
    let (own, words, facts, arranged): Stored<'_> = postcard::from_bytes(body).ok()?;
    for pack in own {
        packs.push(pack.restore()?);
    }
    let known = words.len();
    let mut words = VocabularyBuilder::of(words.into_iter());
    let mut problems = Problems::default();
    let language = language(&packs, &mut words, &mut problems)?;
    let compiled = Compiled { language, facts, words, arranged: Some(arranged) };
    let knowledge = Knowledge::complete(&packs, compiled, problems).ok()?;
    // A word that is new would have another id in what was kept.
    (knowledge.vocabulary.len() == known + 1).then_some(knowledge)
}

/// A hash over everything that the bytes depend on.
fn key(built_in: &[Pack], own: &[PackFiles]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut feed = |part: &str| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    feed(concat!(env!("CARGO_PKG_VERSION"), " ", env!("FACTLINT_BUILD")));
    // Hashes of words are kept, and not the same everywhere.
    feed(std::env::consts::ARCH);
    for pack in built_in {
        feed(&pack.digest);
    }
    for pack in own {
        feed(&pack.name);
        feed(&pack.digest());
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// The desks' packs have records of every kind.
    fn desks() -> Vec<PathBuf> {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let desks = fs::read_dir(corpus).unwrap().map(|desk| desk.unwrap().path().join("facts"));
        desks.filter(|facts| facts.is_dir()).collect()
    }

    #[test]
    fn what_was_built_is_what_was_loaded() {
        for desk in desks() {
            let own = vec![pack::from_disk(&desk)];
            let built = build(own.clone());
            let (loaded, bytes) = built.unwrap_or_else(|problems| panic!("{problems}"));
            let restored = restore(&bytes, &own).unwrap();
            assert_eq!(restored.packs, loaded.packs);
            assert_eq!(restored.vocabulary.in_order(), loaded.vocabulary.in_order());
            assert_eq!(format!("{:?}", restored.facts), format!("{:?}", loaded.facts));
            assert_eq!(format!("{:?}", restored.rules), format!("{:?}", loaded.rules));
            assert_eq!(format!("{:?}", restored.language), format!("{:?}", loaded.language));
            let stored = |knowledge: &Knowledge| postcard::to_stdvec(&knowledge.mentions).unwrap();
            assert!(stored(&restored) == stored(&loaded));
        }
    }

    #[test]
    fn other_packs_are_not_answered() {
        let pack = |name: &str| {
            let facts = format!("[[entity]]\nid = \"{name}\"\nkind = \"place\"\nname = \"Tarn\"\n");
            PackFiles::in_memory(name, &[("facts.toml", &facts)])
        };
        let own = vec![pack("one"), pack("two")];
        let built = build(own.clone());
        let (_, bytes) = built.unwrap_or_else(|problems| panic!("{problems}"));
        assert!(restore(&bytes, &own).is_some());
        for others in [&["two", "one"][..], &["one"], &["one", "two", "three"], &["one", "three"]] {
            let others: Vec<PackFiles> = others.iter().map(|name| pack(name)).collect();
            assert!(restore(&bytes, &others).is_none());
        }
    }
}
