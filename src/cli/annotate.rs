//! `factlint annotate`: what factlint sees in an article.

use super::args::ListFormat;
use super::exit::Exit;
use super::input::{self, InputOptions};
use super::packs;
use crate::annotate::annotate;
use crate::engine::{self, CheckOptions};
use crate::format::InputFormat;
use crate::knowledge::Knowledge;
use crate::report::{annotations_json, write_annotations};
use crate::text::Article;
use jiff::civil::Date;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `factlint annotate`.
#[derive(Debug, clap::Args)]
pub struct AnnotateArgs {
    /// Files and directories; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Know the names and events of this pack (repeatable)
    #[arg(long, value_name = "PACK")]
    pub facts: Vec<PathBuf>,
    /// Take this as the date of every article
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Call standard input this
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// How the input is written, instead of what file names say
    #[arg(long, value_name = "FORMAT", value_parser = super::args::input_format())]
    pub input_format: Option<InputFormat>,
    /// How to show the annotations
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// Shows every annotation, name and claim.
///
/// # Errors
/// When the packs cannot be loaded or standard output cannot be written.
pub fn run(args: &AnnotateArgs) -> anyhow::Result<Exit> {
    let knowledge = packs::load(&args.facts)?;
    let options = InputOptions {
        paths: args.paths.clone(),
        format: args.input_format,
        stdin_filename: args.stdin_filename.clone(),
        exclude: args.facts.clone(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut shown = Shown::begin(&mut out, args.format)?;
    let mut exit = Exit::Clean;
    for unit in input::units(&options) {
        match unit.and_then(|unit| input::load(&unit)) {
            Ok(article) => shown.article(&article, &knowledge, CheckOptions { date: args.date })?,
            Err(problem) => {
                eprintln!("factlint: {problem}");
                exit = Exit::Failure;
            }
        }
    }
    shown.finish()?;
    Ok(exit)
}

/// The output so far.
struct Shown<'a, W> {
    out: &'a mut W,
    format: ListFormat,
    articles: usize,
}

impl<'a, W: Write> Shown<'a, W> {
    fn begin(out: &'a mut W, format: ListFormat) -> io::Result<Self> {
        if format == ListFormat::Json {
            write!(out, "{{\"schema\":1,\"articles\":[")?;
        }
        Ok(Shown { out, format, articles: 0 })
    }

    fn article(
        &mut self,
        article: &Article,
        knowledge: &Knowledge,
        options: CheckOptions,
    ) -> anyhow::Result<()> {
        let annotated = annotate(article, &knowledge.language, &knowledge.vocabulary);
        let reading = engine::read(&annotated, knowledge, options);
        match self.format {
            ListFormat::Text => {
                writeln!(self.out, "{}", crate::report::visible(&article.origin.path))?;
                write_annotations(&reading, &knowledge.facts, self.out)?;
            }
            ListFormat::Json => {
                let comma = if self.articles == 0 { "" } else { "," };
                write!(self.out, "{comma}\n{}", annotations_json(&reading, &knowledge.facts))?;
            }
        }
        self.articles += 1;
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        if self.format == ListFormat::Json {
            writeln!(self.out, "\n]}}")?;
        }
        self.out.flush()
    }
}
