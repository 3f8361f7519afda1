//! A page as web archives keep it: the answer of a server, with its HTTP headers, or a plain copy.
//!
//! The page's own bytes are what spans count in: the body without chunks and compression. A page in
//! another character set than UTF-8 or Windows-1252 is decoded first, and spans count in that.

mod headers;

pub use headers::Headers;

use super::{FormatError, InputFormat, decode, html, markdown, plain};
use crate::text::{Article, Decoding};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use headers::{charset, media_type};
use jiff::civil::Date;
use std::io::Read;
use std::ops::Range;

/// A page of a web archive, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    url: Option<String>,
    date: Option<Date>,
    format: InputFormat,
    charset: Option<String>,
    /// What was done to the body, in order.
    codings: Vec<Coding>,
    payload: Vec<u8>,
    body: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Chunked,
    Unknown(String),
}

impl Capture {
    /// The page in a record of a web archive; none where the record holds no article: a request, an
    /// image, a redirection.
    pub fn of(record: &Headers, payload: Vec<u8>) -> Option<Capture> {
        if !may_hold_page(record) {
            return None;
        }
        let (http, body) = match record.get("warc-type") {
            Some("response") => {
                let at = head_end(&payload);
                (answer(&payload[..at])?, at..payload.len())
            }
            _ => (record.clone(), 0..payload.len()),
        };
        let kind = http.get("content-type").unwrap_or_default();
        let url = record.get("warc-target-uri");
        Some(Capture {
            url: url.map(|url| url.trim_matches(['<', '>']).to_owned()),
            date: record.get("warc-date").and_then(|date| date.get(..10)?.parse().ok()),
            format: format_of(&media_type(kind))?,
            charset: charset(kind).map(str::to_owned),
            codings: codings(&http),
            payload,
            body,
        })
    }

    /// How many bytes it holds.
    pub fn held_bytes(&self) -> usize {
        self.payload.len()
    }

    /// The page's address.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The record's content, with the server's headers if it is an answer.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// All else that the article depends on, in no particular form.
    pub fn told(&self) -> String {
        let Capture { url, date, format, charset, codings, payload: _, body } = self;
        format!("{:?}", (url, date, format, charset, codings, body))
    }

    /// Reads the article, whose page may hold `largest` bytes.
    ///
    /// # Errors
    /// When the page is no text, is packed in an unknown way, or is too large.
    pub fn read(&self, largest: u64) -> Result<Article, FormatError> {
        let mut body = self.payload[self.body.clone()].to_vec();
        for coding in self.codings.iter().rev() {
            body = undo(coding, body, largest)?;
        }
        let mut article = self.decoded(&body)?;
        article.metadata.url = article.metadata.url.take().or_else(|| self.url.clone());
        article.metadata.captured = self.date;
        Ok(article)
    }

    fn decoded(&self, body: &[u8]) -> Result<Article, FormatError> {
        let stated = self.charset.as_deref().or_else(|| stated_in_page(body));
        let encoding = stated.and_then(|label| Encoding::for_label(label.as_bytes()));
        let (source, decoding) = match encoding {
            Some(encoding) if encoding != UTF_8 && encoding != WINDOWS_1252 => {
                (encoding.decode(body).0.into_owned(), Decoding::identity())
            }
            _ => decode::decode(body)?,
        };
        Ok(match self.format {
            InputFormat::Html => html::read(source, decoding),
            InputFormat::Markdown => markdown::read(source, decoding),
            _ => plain::read(source, decoding),
        })
    }
}

/// Whether a record may hold an article, by its own headers.
pub fn may_hold_page(record: &Headers) -> bool {
    let kind = media_type(record.get("content-type").unwrap_or_default());
    match record.get("warc-type") {
        Some("response") => kind == "application/http",
        Some("resource" | "conversion") => format_of(&kind).is_some(),
        _ => false,
    }
}

fn format_of(media_type: &str) -> Option<InputFormat> {
    match media_type {
        "text/html" | "application/xhtml+xml" => Some(InputFormat::Html),
        "text/markdown" => Some(InputFormat::Markdown),
        "text/plain" => Some(InputFormat::Plain),
        _ => None,
    }
}

/// The headers of an answer that holds a page.
fn answer(head: &[u8]) -> Option<Headers> {
    let line_end = head.iter().position(|&byte| byte == b'\n')?;
    let status = str::from_utf8(&head[..line_end]).ok()?.trim();
    let code = status.strip_prefix("HTTP/")?.split_whitespace().nth(1)?;
    (code == "200" || code == "203").then(|| Headers::parse(&head[line_end + 1..]))
}

/// Where the body begins: after the first empty line.
fn head_end(payload: &[u8]) -> usize {
    let mut at = 0;
    while let Some(length) = payload[at..].iter().position(|&byte| byte == b'\n') {
        let line = payload[at..at + length].trim_ascii_end();
        at += length + 1;
        if line.is_empty() {
            break;
        }
    }
    at
}

/// The codings in the order they were applied: those of the content, then those of the transfer.
fn codings(http: &Headers) -> Vec<Coding> {
    let named = http.all("content-encoding").chain(http.all("transfer-encoding"));
    let named = named.flat_map(|value| value.split(','));
    let coding = |name: &str| match name.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => None,
        "gzip" | "x-gzip" => Some(Coding::Gzip),
        "deflate" => Some(Coding::Deflate),
        "chunked" => Some(Coding::Chunked),
        other => Some(Coding::Unknown(other.to_owned())),
    };
    named.filter_map(coding).collect()
}

/// Archives often keep the headers and not the coding that they name: a body that is plainly not
/// coded is taken as it is.
fn undo(coding: &Coding, body: Vec<u8>, largest: u64) -> Result<Vec<u8>, FormatError> {
    match coding {
        Coding::Chunked => Ok(unchunked(&body).unwrap_or(body)),
        Coding::Gzip if body.starts_with(b"\x1F\x8B") => {
            inflate(MultiGzDecoder::new(&*body), largest)
        }
        Coding::Gzip => Ok(body),
        Coding::Deflate if body.first().is_some_and(|byte| byte & 0x0F == 8) => {
            inflate(ZlibDecoder::new(&*body), largest)
        }
        Coding::Deflate => Ok(inflate(DeflateDecoder::new(&*body), largest).unwrap_or(body)),
        Coding::Unknown(name) if str::from_utf8(&body).is_err() => {
            Err(FormatError::UnknownCoding { name: name.clone() })
        }
        Coding::Unknown(_) => Ok(body),
    }
}

fn inflate(input: impl Read, largest: u64) -> Result<Vec<u8>, FormatError> {
    let mut bytes = Vec::new();
    let read = input.take(largest + 1).read_to_end(&mut bytes);
    match read {
        Err(error) => Err(FormatError::Damaged { reason: error.to_string() }),
        Ok(length) if length as u64 > largest => Err(FormatError::TooLarge { largest }),
        Ok(_) => Ok(bytes),
    }
}

/// The chunks put together, if the body is made of chunks. A last chunk may be cut off.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while !rest.is_empty() {
        let line_end = rest.iter().take(64).position(|&byte| byte == b'\n');
        let Some(line_end) = line_end else {
            return (!whole.is_empty()).then_some(whole);
        };
        let line = str::from_utf8(&rest[..line_end]).ok()?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[line_end + 1..];
        if size == 0 {
            break;
        }
        let (chunk, after) = rest.split_at(size.min(rest.len()));
        whole.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")).unwrap_or(after);
    }
    Some(whole)
}

/// How far into a page browsers look for its character set.
const PRESCAN: usize = 1024;

/// The character set that a page names in a `meta` tag.
fn stated_in_page(body: &[u8]) -> Option<&str> {
    let head = body.get(..PRESCAN).unwrap_or(body);
    let at = head.windows(8).position(|window| window.eq_ignore_ascii_case(b"charset="))?;
    let rest = &head[at + 8..];
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte);
    let length = rest.iter().position(|byte| !is_label(byte)).unwrap_or(rest.len());
    str::from_utf8(&rest[..length]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_offsets;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    const PAGE: &[u8] = b"<h1>Ferry sinks</h1><p>Nobody died in Aldmoor.</p>";

    fn record(kind: &str, content: &str) -> Headers {
        let lines = format!(
            "WARC-Type: {kind}\r\nWARC-Target-URI: <https://a.example/ferry>\r\n\
             WARC-Date: 2024-05-01T08:00:00Z\r\nContent-Type: {content}\r\n"
        );
        Headers::parse(lines.as_bytes())
    }

    fn answer_of(head: &str, body: &[u8]) -> Option<Capture> {
        let payload = [head.replace('\n', "\r\n").as_bytes(), b"\r\n", body].concat();
        Capture::of(&record("response", "application/http; msgtype=response"), payload)
    }

    #[track_caller]
    fn check(head: &str, body: &[u8], text: &str) {
        let head = format!("HTTP/1.1 200 OK\n{head}");
        let article = answer_of(&head, body).unwrap().read(1 << 20).unwrap();
        check_offsets(&article);
        assert_eq!(article.text(), text);
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn chunks(bytes: &[u8]) -> Vec<u8> {
        let pieces = bytes.chunks(9);
        let mut body: Vec<u8> = pieces
            .flat_map(|piece| {
                [format!("{:x};x=y\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat()
            })
            .collect();
        body.extend(b"0\r\n\r\n");
        body
    }

    const TEXT: &str = "Ferry sinks\nNobody died in Aldmoor.";

    #[test]
    fn bodies_come_out_of_every_coding() {
        let html = "Content-Type: text/html\n";
        check(html, PAGE, TEXT);
        check(&format!("{html}Content-Encoding: gzip\n"), &gzip(PAGE), TEXT);
        check(&format!("{html}Transfer-Encoding: chunked\n"), &chunks(PAGE), TEXT);
        let both = format!("{html}Content-Encoding: gzip\nTransfer-Encoding: chunked\n");
        check(&both, &chunks(&gzip(PAGE)), TEXT);
        let mut zlib = ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(PAGE).unwrap();
        check(&format!("{html}Content-Encoding: deflate\n"), &zlib.finish().unwrap(), TEXT);
    }

    #[test]
    fn headers_of_codings_that_an_archive_undid_do_no_harm() {
        let head = "Content-Type: text/html\nContent-Encoding: br, gzip\n\
                    Transfer-Encoding: chunked\n";
        check(head, PAGE, TEXT);
    }

    #[test]
    fn characters_are_those_of_the_header_then_of_the_page() {
        check("Content-Type: text/plain; charset=\"koi8-r\"\n", b"\xCD\xC9\xD2", "мир");
        let page = b"<meta charset=windows-1251><p>\xEC\xE8\xF0</p>";
        check("Content-Type: text/html\n", page, "мир");
        check("Content-Type: text/html; charset=utf-8\n", "<p>é</p>".as_bytes(), "é");
    }

    #[test]
    fn address_and_day_are_kept_and_are_no_date_of_writing() {
        let article = answer_of("HTTP/1.1 200 OK\nContent-Type: text/html\n", PAGE).unwrap();
        let metadata = article.read(1 << 20).unwrap().metadata;
        assert_eq!(metadata.url.as_deref(), Some("https://a.example/ferry"));
        assert_eq!(metadata.captured, Some(jiff::civil::date(2024, 5, 1)));
        assert_eq!(metadata.date, None);
    }

    #[test]
    fn what_is_no_page_is_left_out() {
        let image = "HTTP/1.1 200 OK\nContent-Type: image/png\n";
        let moved = "HTTP/1.1 301 Moved\nContent-Type: text/html\n";
        assert!(answer_of(image, PAGE).is_none());
        assert!(answer_of(moved, PAGE).is_none());
        assert!(answer_of("no HTTP at all\n", PAGE).is_none());
        assert!(Capture::of(&record("request", "application/http"), PAGE.to_vec()).is_none());
        assert!(Capture::of(&record("conversion", "text/plain"), b"Text.".to_vec()).is_some());
    }

    #[test]
    fn bombs_and_unknown_codings_are_told() {
        let head = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding:";
        let bomb = answer_of(&format!("{head} gzip\n"), &gzip(&vec![b' '; 1 << 20])).unwrap();
        assert_eq!(bomb.read(1000).unwrap_err(), FormatError::TooLarge { largest: 1000 });
        let unknown = answer_of(&format!("{head} br\n"), b"\x8B\x02\x80\xFF").unwrap();
        let fault = unknown.read(1000).unwrap_err().to_string();
        assert!(fault.starts_with("is packed as `br`"), "{fault}");
    }

    proptest! {
        #[test]
        fn any_answer_is_an_article_or_an_error(
            head in "(HTTP/1\\.1 200 OK\n)?(Content-Type: text/html[^\n]{0,9}\n)?\
                     (Content-Encoding: (gzip|deflate|br)\n)?(Transfer-Encoding: chunked\n)?",
            body in prop::collection::vec(any::<u8>(), 0..99),
            is_packed in any::<bool>(),
        ) {
            let body = if is_packed { chunks(&gzip(&body)) } else { body };
            if let Some(capture) = answer_of(&head, &body)
                && let Ok(article) = capture.read(1 << 16)
            {
                check_offsets(&article);
            }
        }
    }
}
