//! From bytes to [`Article`]: plain text, Markdown, HTML, records of JSON Lines, pages of web archives.
//!
//! Everything here is pure: bytes come in, an article or a [`FormatError`] goes out. Odd text is
//! never an error; the only failures are bytes that are no text at all and records that break the
//! contract of JSON Lines. Each format finds the article's blocks and metadata and leaves the
//! offsets to [`ArticleBuilder`](crate::text::ArticleBuilder).

mod capture;
mod comment;
mod decode;
mod draft;
mod front_matter;
mod html;
mod inline;
mod markdown;
mod metadata;
mod plain;
mod record;

#[cfg(test)]
mod testing;

pub use capture::{Capture, Headers, may_hold_page};
pub use record::read_record;

use crate::text::Article;
use std::path::Path;
use std::str::FromStr;

/// How the bytes of an article are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputFormat {
    /// Plain text, one paragraph a line or hard-wrapped.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page or a fragment of one.
    Html,
    /// One article a line, as JSON.
    JsonLines,
    /// An archive of the web: pages as servers sent them.
    Warc,
}

impl InputFormat {
    /// Every format.
    pub const ALL: [InputFormat; 5] = [
        InputFormat::Plain,
        InputFormat::Markdown,
        InputFormat::Html,
        InputFormat::JsonLines,
        InputFormat::Warc,
    ];

    /// The format a file's extension promises, whatever its case.
    pub fn from_path(path: &Path) -> Option<InputFormat> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(InputFormat::Plain),
            "md" | "markdown" | "mdx" => Some(InputFormat::Markdown),
            "html" | "htm" | "xhtml" => Some(InputFormat::Html),
            "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
            "warc" | "wet" => Some(InputFormat::Warc),
            _ => None,
        }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            InputFormat::Plain => "plain",
            InputFormat::Markdown => "markdown",
            InputFormat::Html => "html",
            InputFormat::JsonLines => "jsonl",
            InputFormat::Warc => "warc",
        }
    }

    /// Whether a file holds many articles, to be read record by record.
    pub fn holds_many(self) -> bool {
        matches!(self, InputFormat::JsonLines | InputFormat::Warc)
    }
}

impl FromStr for InputFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        InputFormat::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that is no input format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown input format `{0}`; use plain, markdown, html, jsonl or warc")]
pub struct UnknownFormat(String);

/// Why bytes are no article. The caller puts the path before the message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The bytes are no text.
    #[error(
        "is binary (looks like {looks_like}); export its text as .txt, .md or .html and check that"
    )]
    Binary {
        /// What the bytes seem to be, with its article: “a PDF”.
        looks_like: &'static str,
    },
    /// An archive was handed over as one article.
    #[error("holds many articles; read it record by record")]
    ManyArticles,
    /// A page is packed in a way that cannot be undone.
    #[error("is packed as `{name}`, which factlint does not read; archive it unpacked or as gzip")]
    UnknownCoding {
        /// The name of the coding.
        name: String,
    },
    /// A page cannot be unpacked.
    #[error("cannot be unpacked: {reason}; fetch the page anew")]
    Damaged {
        /// What the decoder says.
        reason: String,
    },
    /// A page is too large.
    #[error("unpacks to more than {largest} bytes; allow more with --max-article if it is no bomb")]
    TooLarge {
        /// How large it may be.
        largest: u64,
    },
    /// A record is no JSON object.
    #[error(
        "is no JSON object ({reason}); write one object a line, such as {{\"id\": \"1\", \"text\": \"…\"}}"
    )]
    NotARecord {
        /// What the JSON parser says.
        reason: String,
    },
    /// A record lacks a key it must have.
    #[error("key `{key}` is missing; add it with {expected}")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// What its value should be.
        expected: &'static str,
    },
    /// A key of a record has a value of the wrong type.
    #[error("key `{key}` holds {found}; give {expected}")]
    WrongType {
        /// The key.
        key: &'static str,
        /// What its value should be.
        expected: &'static str,
        /// What its value is.
        found: &'static str,
    },
}

/// Reads an article written in `format`, which must hold one article a file.
///
/// # Errors
/// When the bytes are no text, or `format` is that of an archive.
pub fn read(format: InputFormat, bytes: &[u8]) -> Result<Article, FormatError> {
    let read_text = match format {
        InputFormat::Plain => plain::read,
        InputFormat::Markdown => markdown::read,
        InputFormat::Html => html::read,
        InputFormat::JsonLines | InputFormat::Warc => return Err(FormatError::ManyArticles),
    };
    let (source, decoding) = decode::decode(bytes)?;
    Ok(read_text(source, decoding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextSpan;
    use proptest::prelude::*;

    #[test]
    fn extensions_name_formats_whatever_their_case() {
        let format = |path: &str| InputFormat::from_path(Path::new(path));
        assert_eq!(format("a/Story.TXT"), Some(InputFormat::Plain));
        assert_eq!(format("story.markdown"), Some(InputFormat::Markdown));
        assert_eq!(format("story.en.htm"), Some(InputFormat::Html));
        assert_eq!(format("archive.ndjson"), Some(InputFormat::JsonLines));
        assert_eq!(format("crawl.warc"), Some(InputFormat::Warc));
        assert_eq!(format("factlint.toml"), None);
        assert_eq!(format("README"), None);
    }

    #[test]
    fn names_round_trip() {
        for format in InputFormat::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let unknown = "docx".parse::<InputFormat>().unwrap_err();
        assert_eq!(
            unknown.to_string(),
            "unknown input format `docx`; use plain, markdown, html, jsonl or warc"
        );
    }

    #[test]
    fn spans_count_bytes_of_the_file_in_every_encoding() {
        let check = |bytes: &[u8], expected: (usize, usize)| {
            let article = read(InputFormat::Markdown, bytes).unwrap();
            let at = article.text().find("40").unwrap();
            let span = article.file_span(TextSpan::new(at, at + 2));
            assert_eq!((span.start, span.end), expected);
        };
        check("é&amp; 40".as_bytes(), (8, 10));
        check("\u{FEFF}é 40".as_bytes(), (6, 8));
        check(b"\xE9 40", (2, 4));
        check(b"\xFF\xFE\xE9\0 \x004\x000\0", (6, 10));
        check(b"\xC3\xA9\xC3\xA9 \xFF 40", (7, 9));
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_article_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for format in InputFormat::ALL {
                if let Ok(article) = read(format, &bytes) {
                    testing::check_offsets(&article);
                }
            }
            let _ = read_record(&bytes);
        }
    }

    #[test]
    fn json_lines_are_no_single_article() {
        assert_eq!(read(InputFormat::JsonLines, b"{}").unwrap_err(), FormatError::ManyArticles);
    }
}
