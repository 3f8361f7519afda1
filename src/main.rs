//! The `factlint` program: parse the command line, run the command, turn the result into an exit code.

use clap::Parser;
use factlint::cli::args::Args;
use factlint::cli::environment::log;
use factlint::cli::exit::{Exit, is_broken_pipe, told};
use std::io::Write;
use std::process::ExitCode;

/// Reading packs and articles makes many small things that live as long as one article: with the
/// system's allocator a fifth of the start of a run went into that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let exit = match factlint::cli::run(Args::parse()) {
        Ok(exit) => exit,
        Err(error) if is_broken_pipe(&error) => Exit::Clean,
        Err(error) => {
            // Nobody is left to tell when standard error is closed as well.
            let _ = std::io::stderr().write_all(told(&error, log()).as_bytes());
            Exit::Failure
        }
    };
    exit.into()
}
