//! Results on disk: files that only ever grow, one for each run that found something new.
//!
//! An entry has a head (key, length, and a hash of both) and its bytes, with a hash of them before
//! them. A file that ends within an entry was cut off by a run that was killed: the entries before it
//! are good. A head that is not what its hash says ends the file; bytes that are not what their hash
//! says are no result. So nothing that was damaged is ever taken for one.

use rustc_hash::FxHashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What an entry is found under.
pub(super) type Key = [u8; 32];

const ENDING: &str = "results";
const KEY: usize = size_of::<Key>();
/// Bytes of a hash that are kept: damage is no adversary.
const CHECK: usize = 8;
/// Key, length, the hash of both, the hash of the bytes.
const HEAD: usize = KEY + 4 + CHECK + CHECK;

/// All results in a folder.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    found: FxHashMap<Key, Place>,
    files: Vec<Mutex<BufReader<File>>>,
    /// The file of this run, once there is something to write.
    own: Option<BufWriter<File>>,
    /// The numbers of the files that were there when it was opened.
    scanned: Vec<usize>,
    /// The number of the next file.
    next: usize,
    damaged: AtomicUsize,
}

/// Where the bytes of an entry stand.
#[derive(Debug)]
struct Place {
    file: u32,
    length: u32,
    at: u64,
    check: [u8; CHECK],
    /// Whether this run had a use for it.
    used: AtomicBool,
}

impl Store {
    /// Finds the entries in a folder.
    pub(super) fn open(folder: &Path) -> io::Result<Store> {
        let mut store = Store {
            folder: folder.to_owned(),
            found: FxHashMap::default(),
            files: Vec::new(),
            own: None,
            scanned: Vec::new(),
            next: 1,
            damaged: AtomicUsize::new(0),
        };
        for number in numbers(folder)? {
            store.next = number + 1;
            let file = File::open(place(folder, number))?;
            store.scan(file)?;
            store.scanned.push(number);
        }
        Ok(store)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// How many damaged places were met so far.
    pub(super) fn damaged(&self) -> usize {
        self.damaged.load(Ordering::Relaxed)
    }

    fn scan(&mut self, file: File) -> io::Result<()> {
        let end = file.metadata()?.len();
        let number = self.files.len() as u32;
        let mut file = BufReader::new(file);
        let mut at = 0;
        while at + HEAD as u64 <= end {
            let mut head = [0; HEAD];
            file.read_exact(&mut head)?;
            let Some((key, length, check)) = read_head(&head) else {
                self.damaged.fetch_add(1, Ordering::Relaxed);
                break;
            };
            at += HEAD as u64;
            if at + u64::from(length) > end {
                break;
            }
            self.found.insert(
                key,
                Place { file: number, length, at, check, used: AtomicBool::new(false) },
            );
            file.seek_relative(i64::from(length))?;
            at += u64::from(length);
        }
        self.files.push(Mutex::new(file));
        Ok(())
    }

    /// The bytes under a key, if they are there and whole.
    pub(super) fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let place = self.found.get(key)?;
        place.used.store(true, Ordering::Relaxed);
        let bytes = self.bytes(place).ok().filter(|bytes| checksum(&[bytes]) == place.check);
        if bytes.is_none() {
            self.damaged.fetch_add(1, Ordering::Relaxed);
        }
        bytes
    }

    fn bytes(&self, place: &Place) -> io::Result<Vec<u8>> {
        let file = self.files.get(place.file as usize).ok_or(io::ErrorKind::NotFound)?;
        let mut file = file.lock().map_err(|_| io::ErrorKind::Other)?;
        // Entries are mostly met in the order they were written in: what is buffered is kept.
        let here = file.stream_position()?;
        file.seek_relative(place.at as i64 - here as i64)?;
        let mut bytes = vec![0; place.length as usize];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes an entry for later runs.
    pub(super) fn put(&mut self, key: &Key, bytes: &[u8]) -> io::Result<()> {
        if self.own.is_none() {
            self.own = Some(BufWriter::new(self.create()?));
        }
        let Some(own) = &mut self.own else { return Ok(()) };
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?.to_le_bytes();
        own.write_all(key)?;
        own.write_all(&length)?;
        own.write_all(&checksum(&[key, &length]))?;
        own.write_all(&checksum(&[bytes]))?;
        own.write_all(bytes)
    }

    /// Hands what was written to the system, so that a killed process loses none of it.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.own.as_mut().map_or(Ok(()), Write::flush)
    }

    /// Sees that the folder holds at most so many bytes, if what this run added leaves room for that.
    /// Where it holds more, what is worth keeping is put together in one file, a quarter below the
    /// limit, so that not every run has to do so. Another run may still write to a file: that one stays.
    pub(super) fn prune(&mut self, limit: u64) -> io::Result<()> {
        self.flush()?;
        let mut old = Vec::new();
        for number in std::mem::take(&mut self.scanned) {
            let path = place(&self.folder, number);
            old.push((fs::metadata(&path).map_or(0, |file| file.len()), path));
        }
        let own =
            self.own.as_ref().map_or(Ok(0), |own| own.get_ref().metadata().map(|f| f.len()))?;
        let total = old.iter().fold(own, |total, (bytes, _)| total.saturating_add(*bytes));
        if total <= limit {
            return Ok(());
        }
        // This run's own results stay in their file.
        self.own = None;
        for key in self.worth_keeping((limit / 4 * 3).saturating_sub(own)) {
            if let Some(bytes) = self.get(&key) {
                self.put(&key, &bytes)?;
            }
        }
        self.flush()?;
        for (_, path) in old {
            if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// The entries to keep in so many bytes: those that this run used, then the newest.
    fn worth_keeping(&self, bytes: u64) -> Vec<Key> {
        let mut all: Vec<(&Key, &Place)> = self.found.iter().collect();
        let age = |place: &Place| (place.used.load(Ordering::Relaxed), place.file, place.at);
        all.sort_unstable_by_key(|(_, place)| std::cmp::Reverse(age(place)));
        let mut held = 0;
        let fits = |&(_, place): &(&Key, &Place)| {
            held += HEAD as u64 + u64::from(place.length);
            held <= bytes
        };
        all.into_iter().take_while(fits).map(|(key, _)| *key).collect()
    }

    /// A file that no other run writes to.
    fn create(&mut self) -> io::Result<File> {
        loop {
            let mut options = OpenOptions::new();
            let path = place(&self.folder, self.next);
            self.next += 1;
            match options.write(true).create_new(true).open(path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => {
                    // Another run leaves alone what is written to, where files can be locked.
                    let _ = file.try_lock();
                    return Ok(file);
                }
            }
        }
    }
}

fn read_head(head: &[u8; HEAD]) -> Option<(Key, u32, [u8; CHECK])> {
    let (key, rest) = head.split_first_chunk::<KEY>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (head_check, rest) = rest.split_first_chunk::<CHECK>()?;
    let check = rest.first_chunk::<CHECK>()?;
    let is_good = checksum(&[key, length]) == *head_check;
    is_good.then(|| (*key, u32::from_le_bytes(*length), *check))
}

fn checksum(parts: &[&[u8]]) -> [u8; CHECK] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    let mut check = [0; CHECK];
    check.copy_from_slice(&hasher.finalize().as_bytes()[..CHECK]);
    check
}

fn place(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number:06}.{ENDING}"))
}

/// The numbers of the files in a folder, ascending.
fn numbers(folder: &Path) -> io::Result<Vec<usize>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let stem = name.to_str().and_then(|name| name.strip_suffix(ENDING)?.strip_suffix('.'));
        numbers.extend(stem.and_then(|stem| stem.parse::<usize>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Removes the results in a folder, and the folder if nothing else is in it.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    for number in numbers(folder)? {
        fs::remove_file(place(folder, number))?;
    }
    fs::remove_dir(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENTRIES: [(Key, &[u8]); 3] = [([1; 32], b"first"), ([2; 32], b""), ([3; 32], b"third")];

    fn written() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        for (key, bytes) in ENTRIES {
            store.put(&key, bytes).unwrap();
        }
        store.flush().unwrap();
        folder
    }

    /// What is found under each key; whatever is found must be what was put there.
    #[track_caller]
    fn found(folder: &Path) -> (Vec<bool>, usize) {
        let store = Store::open(folder).unwrap();
        let found = ENTRIES.map(|(key, bytes)| {
            let found = store.get(&key);
            assert!(found.as_deref().is_none_or(|found| found == bytes));
            found.is_some()
        });
        (found.to_vec(), store.damaged())
    }

    #[test]
    fn runs_add_to_each_other() {
        let folder = written();
        let mut store = Store::open(folder.path()).unwrap();
        store.put(&[4; 32], b"fourth").unwrap();
        drop(store);
        assert_eq!(found(folder.path()), (vec![true; 3], 0));
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.get(&[4; 32]).as_deref(), Some(&b"fourth"[..]));
        assert_eq!(store.len(), 4);
    }

    #[test]
    fn what_was_cut_off_loses_its_last_entry() {
        let folder = written();
        let path = place(folder.path(), 1);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert_eq!(found(folder.path()), (vec![true, true, false], 0));
    }

    /// Three runs of one entry each, of 1,000 bytes.
    fn three_runs() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for key in 1..=3 {
            let mut store = Store::open(folder.path()).unwrap();
            store.put(&[key; 32], &[key; 1_000]).unwrap();
        }
        folder
    }

    fn keys(folder: &Path) -> Vec<u8> {
        let store = Store::open(folder).unwrap();
        let mut keys: Vec<u8> = store.found.keys().map(|key| key[0]).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn what_a_run_used_outlives_what_is_newer() {
        let folder = three_runs();
        let mut store = Store::open(folder.path()).unwrap();
        assert_eq!(store.get(&[1; 32]).unwrap(), [1; 1_000]);
        store.prune(3_000).unwrap();
        drop(store);
        assert_eq!(keys(folder.path()), [1, 3]);
        assert_eq!(numbers(folder.path()).unwrap(), [4]);
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.get(&[3; 32]).unwrap(), [3; 1_000]);
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let folder = three_runs();
        Store::open(folder.path()).unwrap().prune(1 << 20).unwrap();
        assert_eq!(numbers(folder.path()).unwrap(), [1, 2, 3]);
    }

    #[test]
    fn what_another_run_writes_to_is_left_alone() {
        let folder = three_runs();
        let mut writing = Store::open(folder.path()).unwrap();
        writing.put(&[4; 32], &[4; 1_000]).unwrap();
        writing.flush().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        store.put(&[5; 32], &[5; 1_000]).unwrap();
        store.prune(1).unwrap();
        drop((store, writing));
        assert_eq!(keys(folder.path()), [4, 5]);
    }

    proptest! {
        #[test]
        fn damage_is_never_taken_for_a_result(at in 0usize..200, flip in 1u8..) {
            let folder = written();
            let path = place(folder.path(), 1);
            let mut bytes = fs::read(&path).unwrap();
            let at = at % bytes.len();
            bytes[at] ^= flip;
            fs::write(&path, &bytes).unwrap();
            let (found, damaged) = found(folder.path());
            prop_assert!(found.contains(&false) && damaged == 1, "{found:?} {damaged}");
        }
    }
}
