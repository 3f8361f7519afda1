//! One finding a line, each saying where it is from: for pipes and archives.

use super::json::{Layout, write_json};
use super::wire::LineWire;
use super::{ArticleReport, Report};
use std::io::{self, Write};

/// Writes the lines of `--format jsonl`.
#[derive(Debug, Default)]
pub struct JsonlReport;

impl Report for JsonlReport {
    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for finding in &article.findings {
            write_json(out, &LineWire::new(article, finding), Layout::Line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
