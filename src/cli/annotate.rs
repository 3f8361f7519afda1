//! `factlint annotate`: what factlint sees in an article.

use super::args::{AnnotateArgs, ListFormat};
use super::exit::Exit;
use super::input::{self, InputOptions, Limit};
use super::packs;
use crate::annotate::annotate;
use crate::engine::{self, CheckOptions};
use crate::knowledge::Knowledge;
use crate::report::{annotations_json, write_annotations};
use crate::text::Article;
use std::io::{self, BufWriter, Write};

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
        limit: Limit::default(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut shown = Shown::begin(&mut out, args.format)?;
    let mut exit = Exit::Clean;
    for unit in input::units(&options) {
        match unit.and_then(|unit| input::load(&unit, options.limit)) {
            Ok(article) => shown.article(
                &article,
                &knowledge,
                CheckOptions { date: args.date, today: None },
            )?,
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
