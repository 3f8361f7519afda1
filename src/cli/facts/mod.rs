//! `factlint facts`: work on packs. Each subcommand has a file of its own.

pub mod args;

mod build;
mod desks;
mod diff;
mod draft;
mod import;
mod lint;
mod output;
mod test;

use super::environment::Environment;
use super::exit::Exit;
use args::FactsCommand;

/// Does what the user asked for.
///
/// # Errors
/// When a pack cannot be loaded, or the result cannot be written.
pub fn run(command: &FactsCommand, environment: &Environment) -> anyhow::Result<Exit> {
    match command {
        FactsCommand::Build(args) => build::run(args, environment),
        FactsCommand::Diff(args) => diff::run(args),
        FactsCommand::Draft(args) => draft::run(args),
        FactsCommand::Import(args) => import::run(args),
        FactsCommand::Lint(args) => lint::run(args),
        FactsCommand::Test(args) => test::run(args, environment),
    }
}
