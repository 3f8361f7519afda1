//! `factlint completions` and `factlint man`: what a shell and a manual reader want to know, made
//! from the same declarations as the command line.

use super::args::{Args, CompletionsArgs, ManArgs};
use super::exit::Exit;
use anyhow::Context;
use clap::CommandFactory;
use std::fs;
use std::io::{self, Write};

/// Prints completions for a shell.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "factlint", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Clean)
}

/// Prints the manual page, or writes one a command into a folder.
///
/// # Errors
/// When a page cannot be written.
pub fn man(args: &ManArgs) -> anyhow::Result<Exit> {
    match &args.directory {
        Some(directory) => {
            fs::create_dir_all(directory)
                .and_then(|()| clap_mangen::generate_to(Args::command(), directory))
                .with_context(|| format!("cannot write pages to {}", directory.display()))?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            io::stdout().lock().write_all(&page)?;
        }
    }
    Ok(Exit::Clean)
}
