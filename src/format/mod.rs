//! How articles are written.
//!
//! Stand-in: names the formats until the readers arrive.

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
}

impl InputFormat {
    /// Every format.
    pub const ALL: [InputFormat; 4] = [
        InputFormat::Plain,
        InputFormat::Markdown,
        InputFormat::Html,
        InputFormat::JsonLines,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            InputFormat::Plain => "plain",
            InputFormat::Markdown => "markdown",
            InputFormat::Html => "html",
            InputFormat::JsonLines => "jsonl",
        }
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
#[error("unknown input format `{0}`; use plain, markdown, html or jsonl")]
pub struct UnknownFormat(String);
