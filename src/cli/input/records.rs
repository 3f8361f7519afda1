//! The records of a JSON Lines stream, one in memory at a time.

use super::compression::is_damage;
use super::{InputProblem, Limit, Unit, too_large, unreadable};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// The lines of `input` that are not blank, until its end or the first failure to read. What is too
/// long, or stands in a damaged part of a compressed file, is reported and passed over.
pub(super) fn records<R: BufRead>(
    path: &str,
    input: R,
    limit: Limit,
) -> impl Iterator<Item = Result<Unit, InputProblem>> + use<R> {
    let mut lines = Lines { path: path.into(), input, limit, line: 0, has_failed: false };
    std::iter::from_fn(move || lines.next_record())
}

struct Lines<R> {
    path: Arc<str>,
    input: R,
    limit: Limit,
    line: usize,
    has_failed: bool,
}

impl<R: BufRead> Lines<R> {
    fn next_record(&mut self) -> Option<Result<Unit, InputProblem>> {
        loop {
            let bytes = match self.next_line()? {
                Ok(bytes) => bytes,
                Err(problem) => return Some(Err(problem)),
            };
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(Unit::Record {
                    path: Arc::clone(&self.path),
                    line: self.line,
                    bytes,
                }));
            }
        }
    }

    fn next_line(&mut self) -> Option<Result<Vec<u8>, InputProblem>> {
        if self.has_failed {
            return None;
        }
        self.line += 1;
        let mut bytes = Vec::new();
        let largest = self.limit.bytes();
        let read = self.input.by_ref().take(largest + 1).read_until(b'\n', &mut bytes);
        match read {
            Ok(0) => None,
            Ok(length) if length as u64 > largest => {
                let problem = too_large(&self.path, Some(self.line), self.limit);
                drop(bytes);
                match self.input.skip_until(b'\n') {
                    Ok(_) => Some(Err(problem)),
                    Err(error) => Some(Err(self.failed(&error))),
                }
            }
            Ok(_) => Some(Ok(self.without_mark(bytes))),
            Err(error) => Some(Err(self.failed(&error))),
        }
    }

    fn failed(&mut self, error: &io::Error) -> InputProblem {
        self.has_failed = !is_damage(error);
        InputProblem { line: Some(self.line), ..unreadable(&self.path, error) }
    }

    /// A byte-order mark may open the file.
    fn without_mark(&self, bytes: Vec<u8>) -> Vec<u8> {
        match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if self.line == 1 => rest.to_vec(),
            _ => bytes,
        }
    }
}
