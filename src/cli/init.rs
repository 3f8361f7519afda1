//! `factlint init`: a commented configuration and a first pack to start from.

use super::args::InitArgs;
use super::config;
use super::exit::Exit;
use anyhow::Context;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

const FILES: [(&str, &str); 3] = [
    (config::FILE_NAME, include_str!("init/factlint.toml")),
    ("facts/my-topic/pack.toml", include_str!("init/pack.toml")),
    ("facts/my-topic/facts/my-topic.toml", include_str!("init/facts.toml")),
];

/// Writes the files that are not there yet.
///
/// # Errors
/// When a file cannot be written.
pub fn run(args: &InitArgs) -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    for (name, contents) in FILES {
        let path = args.directory.join(name);
        let done = write_new(&path, contents)
            .with_context(|| format!("cannot write {}", path.display()))?;
        writeln!(out, "{} {}", done.in_words(), path.display())?;
    }
    writeln!(
        out,
        "next: run `factlint check` on an article, then put your own facts in place of the example"
    )?;
    Ok(Exit::Clean)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Wrote,
    Kept,
}

impl Done {
    fn in_words(self) -> &'static str {
        match self {
            Done::Wrote => "wrote",
            Done::Kept => "kept, as it was there already:",
        }
    }
}

fn write_new(path: &Path, contents: &str) -> io::Result<Done> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match File::create_new(path) {
        Ok(mut file) => file.write_all(contents.as_bytes()).map(|()| Done::Wrote),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Done::Kept),
        Err(error) => Err(error),
    }
}
