//! A log that shows tampering: one record a line, each with the hash of the one before.
//!
//! A record's hash covers its line up to the hash itself, and so, through `previous`, everything
//! before it. A chain alone cannot show that its end was cut off, so the number and hash of the
//! last record also stand in a file beside the log. The record reaches the disk before that file:
//! when the machine dies in between, the log is one record ahead, which is told apart from damage;
//! a line that was only half written was never confirmed to anybody and is replaced.

use crate::finding::Severity;
use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The version of the records' shape.
pub(super) const SCHEMA: u32 = 1;

/// What was signed off.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) schema: u32,
    /// From 1.
    pub(super) number: u64,
    pub(super) time: String,
    pub(super) by: String,
    pub(super) article: String,
    /// The BLAKE3 hash of the article's file.
    pub(super) text: String,
    pub(super) date: Option<String>,
    pub(super) tool: Tool,
    pub(super) packs: Vec<Pack>,
    /// The trusted documents that it was compared with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Source>,
    pub(super) findings: Vec<Entry>,
    pub(super) coverage: Coverage,
    /// The hash of the record before; empty for the first.
    pub(super) previous: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tool {
    pub(super) name: String,
    pub(super) version: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pack {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) digest: String,
}

/// A trusted document.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) path: String,
    pub(super) record: Option<String>,
    /// The BLAKE3 hash of its text, as it was read.
    pub(super) text: String,
}

/// A finding, and the decision to let it stand.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) rule: String,
    pub(super) severity: Severity,
    pub(super) fingerprint: String,
    pub(super) text: String,
    pub(super) message: String,
    pub(super) accepted: Option<Accepted>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    pub(super) reason: String,
    pub(super) by: String,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coverage {
    pub(super) checkable: usize,
    pub(super) checked: usize,
}

/// A log on disk.
#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
}

/// What a log holds.
#[derive(Debug, Default)]
pub(super) struct Verified {
    /// The records whose chain holds, with their hashes.
    pub(super) records: Vec<(Record, String)>,
    /// What is wrong, if anything is.
    pub(super) damage: Option<String>,
    /// What is worth knowing and no damage.
    pub(super) remark: Option<String>,
    /// Bytes of the whole records.
    whole: usize,
}

/// The last record, as the file beside the log has it.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    number: u64,
    hash: String,
}

const HASH: &str = ",\"hash\":\"";

impl Log {
    pub(super) fn at(path: &Path) -> Log {
        Log { path: path.to_owned() }
    }

    /// Appends a record, chained to the last one; gives its number and hash once both files are on
    /// disk.
    pub(super) fn append(&self, mut record: Record) -> anyhow::Result<(u64, String)> {
        let told = self.path.display();
        let mut options = OpenOptions::new();
        let file = options.read(true).append(true).create(true).open(&self.path);
        let mut file = file.with_context(|| format!("cannot write the log {told}"))?;
        file.lock().with_context(|| format!("cannot lock the log {told}"))?;
        let found = self.verify(None)?;
        if let Some(damage) = found.damage {
            bail!("the log {told} is damaged ({damage}); keep it, and begin another with --log");
        }
        file.set_len(found.whole as u64)?;
        record.number = found.records.len() as u64 + 1;
        record.previous = found.records.last().map_or(String::new(), |(_, hash)| hash.clone());
        let (line, hash) = chained(&record)?;
        file.write_all(line.as_bytes())
            .and_then(|()| file.sync_all())
            .with_context(|| format!("cannot write the log {told}"))?;
        self.write_head(&Head { number: record.number, hash: hash.clone() })
            .with_context(|| format!("cannot write {}", self.head_path().display()))?;
        Ok((record.number, hash))
    }

    /// Reads the log and follows the chain; `expected` is the hash that the last record should
    /// have, noted elsewhere.
    pub(super) fn verify(&self, expected: Option<&str>) -> anyhow::Result<Verified> {
        // Reading a device may never end.
        ensure!(
            fs::metadata(&self.path).map_or(true, |metadata| metadata.is_file()),
            "{} is no file that a log can be kept in",
            self.path.display()
        );
        let bytes = match fs::read(&self.path) {
            // The file beside it says what is missing.
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.head_path().exists() => {
                Vec::new()
            }
            read => read.with_context(|| format!("cannot read the log {}", self.path.display()))?,
        };
        let mut found = read(&bytes);
        if found.damage.is_some() {
            return Ok(found);
        }
        let head = self.read_head()?;
        match held_against(&found.records, head) {
            Ok(remark) if found.remark.is_none() => found.remark = remark,
            Ok(_) => {}
            Err(damage) => found.damage = Some(damage),
        }
        let last = found.records.last().map(|(_, hash)| &**hash);
        if found.damage.is_none() && expected.is_some_and(|hash| Some(hash) != last) {
            found.damage = Some("the last record is not the one that was expected".to_owned());
        }
        Ok(found)
    }

    fn head_path(&self) -> PathBuf {
        let mut name = OsString::from(self.path.as_os_str());
        name.push(".head");
        PathBuf::from(name)
    }

    fn read_head(&self) -> anyhow::Result<Option<Head>> {
        let path = self.head_path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        let mut words = text.split_whitespace();
        let number = words.next().and_then(|word| word.parse().ok());
        let head =
            number.zip(words.next()).map(|(number, hash)| Head { number, hash: hash.into() });
        ensure!(head.is_some(), "{} is damaged: it holds no number and hash", path.display());
        Ok(head)
    }

    /// Replaces the file in one step.
    fn write_head(&self, head: &Head) -> io::Result<()> {
        let path = self.head_path();
        let temporary = path.with_extension("head.tmp");
        let mut file = File::create(&temporary)?;
        writeln!(file, "{} {}", head.number, head.hash)?;
        file.sync_all()?;
        fs::rename(&temporary, &path)?;
        // The new name is on disk only when the folder is; not every system can tell.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// A record's line and its hash.
fn chained(record: &Record) -> anyhow::Result<(String, String)> {
    let body = serde_json::to_string(record)?;
    let hash = blake3::hash(body.as_bytes()).to_hex().to_string();
    let open = body.strip_suffix('}').unwrap_or(&body);
    Ok((format!("{open}{HASH}{hash}\"}}\n"), hash))
}

fn read(bytes: &[u8]) -> Verified {
    let mut found = Verified::default();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let number = found.records.len() + 1;
        let Some(line) = line.strip_suffix(b"\n") else {
            let remark = "the last line is incomplete: its writing was interrupted, and it was never confirmed";
            found.remark = Some(remark.to_owned());
            break;
        };
        let before = found.records.last().map_or("", |(_, hash)| hash);
        match unchained(line, number as u64, before) {
            Ok(record) => found.records.push(record),
            Err(fault) => {
                found.damage = Some(format!("record {number} {fault}"));
                break;
            }
        }
        found.whole += line.len() + 1;
    }
    found
}

/// The record of a line and its hash, if the line is what was once written after `before`.
fn unchained(line: &[u8], number: u64, before: &str) -> Result<(Record, String), &'static str> {
    let line = std::str::from_utf8(line).map_err(|_| "is no text")?;
    let (open, hash) = line.rsplit_once(HASH).ok_or("has no hash")?;
    let hash = hash.strip_suffix("\"}").ok_or("has no hash")?;
    let body = format!("{open}}}");
    if blake3::hash(body.as_bytes()).to_hex().as_str() != hash {
        return Err("was changed: its hash does not fit");
    }
    let record: Record = serde_json::from_str(&body).map_err(|_| "is of another version")?;
    if record.previous != before || record.number != number {
        return Err("does not follow the one before: a record was taken out, put in or moved");
    }
    Ok((record, hash.to_owned()))
}

/// Whether the log ends where the file beside it says.
fn held_against(
    records: &[(Record, String)],
    head: Option<Head>,
) -> Result<Option<String>, String> {
    let ends_at = |count: usize, head: &Head| {
        head.number == count as u64
            && records.get(count.wrapping_sub(1)).is_some_and(|(_, hash)| *hash == head.hash)
    };
    let count = records.len();
    match head {
        None if count <= 1 => Ok(None),
        None => Err("the file that holds its last hash is gone".to_owned()),
        Some(head) if ends_at(count, &head) => Ok(None),
        Some(head) if count >= 2 && ends_at(count - 1, &head) => {
            Ok(Some("the last record was written, but not confirmed".to_owned()))
        }
        Some(head) if head.number as usize > count => {
            Err(format!("it was cut off: it holds {count} of {} records", head.number))
        }
        Some(_) => Err("its last record is not the one that was confirmed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(by: &str) -> Record {
        Record {
            schema: SCHEMA,
            number: 0,
            time: "2024-01-25T10:00:00Z".into(),
            by: by.into(),
            article: "a.md".into(),
            text: "00".into(),
            date: None,
            tool: Tool { name: "factlint".into(), version: "0.1.0".into() },
            packs: Vec::new(),
            sources: Vec::new(),
            findings: Vec::new(),
            coverage: Coverage { checkable: 1, checked: 1 },
            previous: String::new(),
        }
    }

    fn log_of_three(folder: &Path) -> Log {
        let log = Log::at(&folder.join("log.jsonl"));
        for by in ["Ann", "Bo", "Cy"] {
            log.append(record(by)).unwrap();
        }
        log
    }

    #[track_caller]
    fn check_damage(change: impl FnOnce(Vec<u8>) -> Vec<u8>, part: &str) {
        let folder = tempfile::tempdir().unwrap();
        let log = log_of_three(folder.path());
        fs::write(&log.path, change(fs::read(&log.path).unwrap())).unwrap();
        let damage = log.verify(None).unwrap().damage.unwrap_or_default();
        assert!(damage.contains(part), "{damage}");
        assert!(log.append(record("Di")).is_err());
    }

    fn lines(bytes: &[u8]) -> Vec<&[u8]> {
        bytes.split_inclusive(|&byte| byte == b'\n').collect()
    }

    #[test]
    fn a_whole_log_holds() {
        let folder = tempfile::tempdir().unwrap();
        let log = log_of_three(folder.path());
        let found = log.verify(None).unwrap();
        assert_eq!((found.records.len(), found.damage, found.remark), (3, None, None));
        let last = found.records[2].1.clone();
        assert_eq!(log.verify(Some(&last)).unwrap().damage, None);
        assert!(log.verify(Some("ff")).unwrap().damage.is_some());
    }

    #[test]
    fn any_flipped_byte_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let log = log_of_three(folder.path());
        let whole = fs::read(&log.path).unwrap();
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            fs::write(&log.path, &flipped).unwrap();
            assert!(log.verify(None).unwrap().damage.is_some(), "byte {at}");
        }
    }

    #[test]
    fn what_was_taken_out_put_in_or_cut_off_is_found() {
        check_damage(|log| [lines(&log)[0], lines(&log)[2]].concat(), "does not follow");
        check_damage(|log| [lines(&log)[0], lines(&log)[0]].concat(), "does not follow");
        check_damage(|log| lines(&log)[..2].concat(), "2 of 3 records");
        check_damage(|_| Vec::new(), "0 of 3 records");
        check_damage(|log| log[..log.len() - 10].to_vec(), "2 of 3 records");
    }

    #[test]
    fn a_machine_that_dies_while_writing_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let log = log_of_three(folder.path());
        let (whole, head) = (fs::read(&log.path).unwrap(), fs::read(log.head_path()).unwrap());
        log.append(record("Di")).unwrap();
        let longer = fs::read(&log.path).unwrap();
        fs::write(log.head_path(), &head).unwrap();
        for length in whole.len()..=longer.len() {
            fs::write(&log.path, &longer[..length]).unwrap();
            let found = log.verify(None).unwrap();
            assert_eq!(found.damage, None, "{length} bytes");
            assert!(found.records.len() >= 3);
        }
        fs::write(&log.path, &longer[..whole.len() + 9]).unwrap();
        assert_eq!(log.append(record("Ed")).unwrap().0, 4);
        assert_eq!(log.verify(None).unwrap().damage, None);
    }
}
