//! `factlint facts draft`: records proposed from trusted texts.

use super::args::DraftArgs;
use super::output::{self, Existing};
use crate::cli::exit::Exit;
use crate::cli::input::{self, InputOptions};
use crate::cli::packs;
use crate::desk::draft::draft;
use crate::pack;
use crate::report::{counted, visible};

/// Reads the texts and writes what they propose.
///
/// # Errors
/// When no text can be read, a pack cannot be loaded, or the output cannot be written.
pub(super) fn run(args: &DraftArgs) -> anyhow::Result<Exit> {
    let knowledge = packs::load(&args.facts)?;
    let mut files = pack::built_in();
    files.extend(args.facts.iter().map(|path| pack::from_disk(path)));
    let options = InputOptions { paths: args.sources.clone(), ..InputOptions::default() };
    let (mut articles, mut exit) = (Vec::new(), Exit::Clean);
    for unit in input::units(&options) {
        match unit.and_then(|unit| input::load(&unit, options.limit)) {
            Ok(article) => articles.push(article),
            Err(problem) => {
                eprintln!("factlint: {}", visible(&problem.to_string()));
                exit = Exit::Failure;
            }
        }
    }
    let drafted = draft(&articles, &knowledge, &files, args.date)?;
    output::write(&drafted.text, args.output.as_deref(), Existing::of(args.force))?;
    let (records, texts) = (counted(drafted.records, "record"), counted(articles.len(), "text"));
    eprintln!("factlint: {records} proposed from {texts}; none holds until you accept it");
    Ok(exit)
}
