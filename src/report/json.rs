//! One JSON document a run, streamed: an article a line, its findings a line each.

use super::wire::{ArticleWire, Pack, ProblemWire, SCHEMA, SummaryWire, Tool};
use super::{ArticleReport, Basis, Problem, Register, Report, Summary};
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes the document of `--format json`.
#[derive(Debug, Default)]
pub struct JsonReport {
    articles: usize,
    register: Register,
    /// Problems stand after the articles, so they wait.
    problems: Vec<Problem>,
}

impl JsonReport {
    /// A document with every claim or without.
    pub fn new(register: Register) -> Self {
        JsonReport { register, ..JsonReport::default() }
    }
}

impl Report for JsonReport {
    fn begin(&mut self, out: &mut dyn Write, basis: Basis<'_>) -> io::Result<()> {
        let packs: Vec<_> = basis.packs.iter().map(Pack::from).collect();
        write!(out, "{{\"schema\":{SCHEMA},\"tool\":")?;
        write_json(out, &Tool::THIS, Layout::Line)?;
        out.write_all(b",\n\"packs\":")?;
        write_json(out, &packs, Layout::Line)?;
        out.write_all(b",\n\"articles\":[")
    }

    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        let separator = if self.articles == 0 { "\n" } else { ",\n" };
        self.articles += 1;
        out.write_all(separator.as_bytes())?;
        write_json(out, &ArticleWire::new(article, self.register), Layout::Article)
    }

    fn problem(&mut self, _out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        self.problems.push(problem.clone());
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let problems: Vec<_> = self.problems.iter().map(ProblemWire::from).collect();
        let end = if self.articles == 0 { "" } else { "\n" };
        write!(out, "{end}],\n\"problems\":")?;
        write_json(out, &problems, Layout::Line)?;
        out.write_all(b",\n\"summary\":")?;
        write_json(out, &SummaryWire::from(summary), Layout::Line)?;
        out.write_all(b"}\n")
    }
}

/// How a value is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// On one line.
    Line,
    /// Each finding of an article on a line of its own.
    Article,
}

/// Writes a value, escaped so that neither a terminal nor a log obeys it.
pub(super) fn write_json(
    out: &mut dyn Write,
    value: &impl Serialize,
    layout: Layout,
) -> io::Result<()> {
    let style = Style { layout, depth: 0 };
    let mut serializer = serde_json::Serializer::with_formatter(out, style);
    value.serialize(&mut serializer)?;
    Ok(())
}

struct Style {
    layout: Layout,
    depth: usize,
}

/// Inside an article (depth 1) stands the list of its findings (depth 2).
const FINDINGS_DEPTH: usize = 2;

impl Formatter for Style {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"}")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        let is_finding = self.layout == Layout::Article && self.depth == FINDINGS_DEPTH;
        let comma = if first { "" } else { "," };
        let line = if is_finding { "\n  " } else { "" };
        write!(writer, "{comma}{line}")
    }

    /// Writes `##[` so that a log on GitHub Actions cannot take it for a command, and control
    /// characters that JSON allows so that a terminal does not obey them.
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_dangerous) {
            let c = rest[at..].chars().next().expect("found one here");
            writer.write_all(&rest.as_bytes()[..at])?;
            let follows_hashes = rest[..at].ends_with("##");
            match c {
                '[' if !follows_hashes => writer.write_all(b"[")?,
                c => write!(writer, "\\u{:04x}", c as u32)?,
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// `[`, DEL, the C1 controls, and what reorders text: all in the basic plane, so `\uXXXX` does.
fn is_dangerous(c: char) -> bool {
    matches!(c, '[' | '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}
