//! The pages of a web archive (WARC), one in memory at a time.
//!
//! A record says how long it is, and an empty line follows it. Where that is not so the record is
//! damaged: it is reported, and reading goes on where a line opens the next record.

use super::compression::is_damage;
use super::{InputProblem, Limit, Unit, unreadable};
use crate::format::{Capture, Headers, may_hold_page};
use std::io::{self, BufRead, Cursor, Read};
use std::sync::Arc;

/// What opens a record.
const OPENING: &[u8] = b"WARC/";
/// More than what follows on that line: `1.0`.
const LONGEST_VERSION: usize = 8;
/// More than the headers of any record.
const LONGEST_HEAD: usize = 1 << 20;

/// The pages in `input`, with a problem for each record that is damaged.
pub(super) fn captures<R: BufRead>(
    path: &str,
    input: R,
    limit: Limit,
) -> impl Iterator<Item = Result<Unit, InputProblem>> + use<R> {
    let mut records = Records {
        path: path.into(),
        input,
        limit,
        number: 0,
        again: Cursor::default(),
        failures: 0,
        is_over: false,
    };
    std::iter::from_fn(move || records.next_unit())
}

struct Records<R> {
    path: Arc<str>,
    input: R,
    limit: Limit,
    /// Of the record at hand, from 1.
    number: usize,
    /// Bytes that a damaged record claimed and that may hold others.
    again: Cursor<Vec<u8>>,
    /// Damaged records since the last whole one.
    failures: usize,
    is_over: bool,
}

/// How many damaged records in a row are searched for others: nesting must not multiply the work.
const MOST_SEARCHES: usize = 64;

/// Why a record gave no page.
enum Fault {
    /// It is damaged; reading can go on.
    Damaged(String),
    /// Nothing more can be read.
    Unreadable(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match is_damage(&error) {
            true => Fault::Damaged(format!("cannot be unpacked ({error})")),
            false => Fault::Unreadable(error),
        }
    }
}

impl<R: BufRead> Records<R> {
    fn next_unit(&mut self) -> Option<Result<Unit, InputProblem>> {
        while !self.is_over {
            match self.record() {
                Ok(Some(capture)) => {
                    self.failures = 0;
                    return Some(Ok(Unit::Capture {
                        path: Arc::clone(&self.path),
                        number: self.number,
                        capture: Box::new(capture),
                    }));
                }
                Ok(None) => {}
                Err(fault) => return Some(Err(self.problem(fault))),
            }
        }
        None
    }

    fn problem(&mut self, fault: Fault) -> InputProblem {
        let path = self.path.to_string();
        match fault {
            Fault::Damaged(reason) => InputProblem {
                path,
                line: Some(self.number),
                message: format!(
                    "record {} is damaged and left out: it {reason}; the others are checked",
                    self.number
                ),
            },
            Fault::Unreadable(error) => {
                self.is_over = true;
                InputProblem { line: Some(self.number), ..unreadable(&path, &error) }
            }
        }
    }

    /// Reads on to the end of the next record; gives the page in it, if it holds one.
    fn record(&mut self) -> Result<Option<Capture>, Fault> {
        self.number += 1;
        let Some(headers) = self.head()? else {
            self.is_over = true;
            return Ok(None);
        };
        let length = headers.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else {
            return Err(Fault::Damaged("does not say how long it is".to_owned()));
        };
        if !may_hold_page(&headers) {
            self.pass(length)?;
            return Ok(None);
        }
        if length > self.limit.bytes() {
            self.pass(length)?;
            let limit = self.limit;
            return Err(Fault::Damaged(format!("is larger than {limit} (see --max-article)")));
        }
        let mut payload = Vec::new();
        self.reader().take(length).read_to_end(&mut payload)?;
        if (payload.len() as u64) < length {
            let fault = format!("is cut off after {} of {length} bytes", payload.len());
            return Err(self.reconsider(payload, fault));
        }
        if !self.is_followed_by_nothing()? {
            let fault = format!("is not as long as it says ({length} bytes)");
            return Err(self.reconsider(payload, fault));
        }
        Ok(Capture::of(&headers, payload))
    }

    /// The header lines of the next record, or none at the end of the input. What stands before a
    /// record opens is passed over.
    fn head(&mut self) -> Result<Option<Headers>, Fault> {
        let mut stray = false;
        loop {
            let mut line = Vec::new();
            if self.line(&mut line)? == 0 {
                return match stray {
                    true => Err(Fault::Damaged("has no beginning".to_owned())),
                    false => Ok(None),
                };
            }
            match opening(&line) {
                Some(0) if !stray => break,
                Some(at) => {
                    self.put_back(line.split_off(at));
                    return Err(Fault::Damaged("has no beginning".to_owned()));
                }
                None => stray |= !line.trim_ascii().is_empty(),
            }
        }
        let mut head = Vec::new();
        loop {
            let mut line = Vec::new();
            let is_last = self.line(&mut line)? == 0 || line.trim_ascii().is_empty();
            if is_last {
                return Ok(Some(Headers::parse(&head)));
            }
            head.extend(line);
            if head.len() > LONGEST_HEAD {
                return Err(Fault::Damaged("has headers without end".to_owned()));
            }
        }
    }

    /// Reads a line, or as much of a long one as headers may hold.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        self.reader().take(LONGEST_HEAD as u64).read_until(b'\n', line)
    }

    fn reader(&mut self) -> impl BufRead {
        (&mut self.again).chain(&mut self.input)
    }

    fn pass(&mut self, length: u64) -> Result<(), Fault> {
        let passed = io::copy(&mut self.reader().take(length), &mut io::sink())?;
        match passed < length {
            true => Err(Fault::Damaged(format!("is cut off after {passed} of {length} bytes"))),
            false => Ok(()),
        }
    }

    /// Whether an empty line, or the end, comes next.
    fn is_followed_by_nothing(&mut self) -> Result<bool, Fault> {
        let mut line = Vec::new();
        self.line(&mut line)?;
        let is_blank = line.trim_ascii().is_empty();
        if !is_blank {
            self.put_back(line);
        }
        Ok(is_blank)
    }

    /// Looks into what a record claimed for the beginning of another.
    fn reconsider(&mut self, payload: Vec<u8>, fault: String) -> Fault {
        self.failures += 1;
        if let Some(at) = opening(&payload).filter(|_| self.failures <= MOST_SEARCHES) {
            self.put_back(payload[at..].to_vec());
        }
        Fault::Damaged(fault)
    }

    fn put_back(&mut self, mut bytes: Vec<u8>) {
        let at = self.again.position() as usize;
        bytes.extend_from_slice(&self.again.get_ref()[at..]);
        self.again = Cursor::new(bytes);
    }
}

/// Where a record opens: `WARC/1.0` at the end of a line. A record that was cut off leaves it in the
/// middle of one.
fn opening(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes[from..].windows(OPENING.len()).position(|part| part == OPENING)?;
        let rest = &bytes[at + OPENING.len()..];
        let line = rest.get(..LONGEST_VERSION).unwrap_or(rest);
        let line = line.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii_end();
        if !line.is_empty() && line.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    fn record(url: &str, body: &str) -> String {
        let payload = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        let length = payload.len();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n\
             Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n{payload}\r\n\r\n"
        )
    }

    /// The address of each page, and each problem.
    fn draw(bytes: &[u8]) -> Vec<String> {
        let input = BufReader::with_capacity(11, Cursor::new(bytes.to_vec()));
        captures("a.warc", input, Limit::of(10_000))
            .map(|unit| match unit {
                Ok(Unit::Capture { capture, .. }) => capture.url().unwrap_or_default().to_owned(),
                Ok(other) => panic!("{other:?}"),
                Err(problem) => problem.to_string(),
            })
            .collect()
    }

    const INFO: &str = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n";

    #[test]
    fn pages_come_in_order_and_the_rest_is_passed_over() {
        let archive = [INFO, &record("a", "<p>A.</p>"), INFO, &record("b", "<p>B.</p>")].concat();
        assert_eq!(draw(archive.as_bytes()), ["a", "b"]);
        assert!(draw(b"").is_empty());
    }

    #[test]
    fn a_damaged_record_takes_no_other_along() {
        let long = record("b", "<p>B.</p>").replace("Content-Length: 5", "Content-Length: 39");
        let archive = [&*record("a", "<p>A.</p>"), &long, &record("c", "<p>C.</p>")].concat();
        let drawn = draw(archive.as_bytes());
        assert_eq!([&drawn[0], &drawn[2]], ["a", "c"], "{drawn:?}");
        assert!(drawn[1].starts_with("a.warc:2: record 2 is damaged and left out"), "{drawn:?}");

        let no_length = record("b", "x").replace("Content-Length", "Content-Size");
        let archive = [&*no_length, &record("c", "<p>C.</p>")].concat();
        let drawn = draw(archive.as_bytes());
        assert!(drawn[0].contains("does not say how long it is"), "{drawn:?}");
        assert_eq!(drawn.last().unwrap(), "c");
    }

    #[test]
    fn what_is_cut_off_is_told() {
        let archive = [record("a", "<p>A.</p>"), record("b", "<p>B.</p>")].concat();
        let drawn = draw(&archive.as_bytes()[..archive.len() - 9]);
        assert_eq!(drawn[0], "a");
        assert!(drawn[1].contains("is cut off after"), "{drawn:?}");
    }

    #[test]
    fn what_is_too_large_is_told() {
        let archive = [record("a", &"x".repeat(20_000)), record("b", "<p>B.</p>")].concat();
        let drawn = draw(archive.as_bytes());
        assert!(drawn[0].contains("is larger than"), "{drawn:?}");
        assert_eq!(drawn[1], "b");
    }

    proptest! {
        #[test]
        fn any_change_to_an_archive_is_survived(at in 0usize..400, value in any::<u8>()) {
            let archive = [record("a", "<p>A.</p>"), record("b", "<p>B.</p>")].concat();
            let mut bytes = archive.into_bytes();
            let at = at % bytes.len();
            bytes[at] = value;
            prop_assert!(draw(&bytes).len() <= 5);
        }

        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            draw(&bytes);
        }
    }
}
