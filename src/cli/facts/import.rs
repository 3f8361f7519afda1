//! `factlint facts import`: records from tables and from fact checks of others.

use super::args::ImportArgs;
use super::output;
use crate::cli::exit::Exit;
use crate::cli::packs;
use crate::desk::import::{Imported, claim_reviews, table};
use crate::pack::{self, PackFiles};
use crate::report::{counted, visible};
use anyhow::Context;
use std::fs;
use std::path::Path;

/// Reads the file, writes the records, and says what was left out.
///
/// # Errors
/// When the file cannot be read or is of no known kind, or the output cannot be written.
pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Exit> {
    let name = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("cannot read {name}"))?;
    let imported = match is_json(&args.file, &bytes) {
        true => reviews(&bytes, args),
        false => rows(&bytes, args),
    };
    let imported = imported.with_context(|| name.to_string())?;
    output::write(&imported.text, args.output.as_deref(), output::Existing::of(args.force))?;
    for line in remarks(&imported, &args.file) {
        eprintln!("factlint: {}", visible(&line));
    }
    Ok(if imported.faults.is_empty() { Exit::Clean } else { Exit::Failure })
}

fn is_json(path: &Path, bytes: &[u8]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json" | "jsonld") => true,
        Some("csv" | "tsv") => false,
        _ => {
            bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"[")
        }
    }
}

fn rows(bytes: &[u8], args: &ImportArgs) -> anyhow::Result<Imported> {
    let mut packs: Vec<PackFiles> = pack::built_in();
    packs.extend(args.facts.iter().map(|path| pack::from_disk(path)));
    Ok(table(bytes, &packs)?)
}

fn reviews(bytes: &[u8], args: &ImportArgs) -> anyhow::Result<Imported> {
    let knowledge = packs::load(&args.facts)?;
    let sources = args.facts.iter().map(|path| pack::from_disk(path));
    let packs = pack::load(pack::built_in().into_iter().chain(sources).collect())?;
    claim_reviews(bytes, &packs, &knowledge.language).context("not valid JSON")
}

/// What to tell the user, a line each.
fn remarks(imported: &Imported, file: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for fault in &imported.faults {
        let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
        lines.push(format!("{}{line}: {}", file.display(), fault.message));
    }
    for (reason, count) in &imported.left_out {
        lines.push(format!("left out {}: {reason}", counted(*count, "review")));
    }
    let faults = match imported.faults.len() {
        0 => String::new(),
        count => format!("; {count} could not be taken"),
    };
    lines.push(format!("{}{faults}", counted(imported.records, "record")));
    lines
}
