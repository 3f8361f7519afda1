//! The command line: everything that touches files, streams, the terminal and the environment.
//!
//! [`args`] is what the user typed, [`plan`] what a run needs. Each command has a file of its own.

pub mod annotate;
pub mod args;
pub mod baseline;
pub mod changes;
pub mod check;
pub mod config;
pub mod environment;
pub mod exit;
pub mod explain;
pub mod facts;
pub mod init;
pub mod input;
pub mod manual;
pub mod outputs;
pub mod plan;
pub mod profile;
pub mod rules;
pub mod settings;
pub mod show_config;
pub mod signoff;

mod cache;
mod copies;
mod desks;
mod location;
mod lock;
mod overrides;
mod packs;
mod progress;
mod sidecar;
mod suggest;
mod whole_file;

use crate::cli::args::{Args, Command};
use crate::cli::environment::Environment;
use crate::cli::exit::Exit;

/// Does what the user asked for.
///
/// # Errors
/// When it cannot be done at all; trouble with single files is reported and only shows in the
/// exit code.
pub fn run(args: Args) -> anyhow::Result<Exit> {
    let environment = Environment::read()?;
    match args.command {
        Command::Check(args) => check::run(&args, &environment),
        Command::Annotate(args) => annotate::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Facts { command } => facts::run(&command, &environment),
        Command::Init(args) => init::run(&args),
        Command::Config(args) => show_config::run(&args, &environment),
        Command::Lock(args) => lock::run(&args, &environment),
        Command::Signoff(args) => signoff::run(&args, &environment),
        Command::Audit(args) => signoff::audit(&args),
        Command::Completions(args) => manual::completions(&args),
        Command::Man(args) => manual::man(&args),
    }
}
