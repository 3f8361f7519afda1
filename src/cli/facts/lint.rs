//! `factlint facts lint`: what looks wrong in packs that load.

use super::args::LintArgs;
use crate::cli::args::ListFormat;
use crate::cli::exit::Exit;
use crate::desk::lint::{Records, Remark, Staleness, Wordings, Words, lint};
use crate::finding::Severity;
use crate::knowledge::Knowledge;
use crate::pack::{self, Pack};
use crate::report::{FailOn, Tally, counted};
use serde::Serialize;
use std::io::{self, Write};

/// Reviews the packs.
///
/// # Errors
/// When a pack cannot be loaded: everything that is wrong with any of them.
pub(super) fn run(args: &LintArgs) -> anyhow::Result<Exit> {
    let mut sources = pack::built_in();
    let built_in = sources.len();
    sources.extend(args.packs.iter().map(|path| pack::from_disk(path)));
    let packs = pack::load(sources)?;
    let knowledge = Knowledge::build(&packs, None)?;
    let own = &packs[built_in..];
    let words = Words { language: &knowledge.language, vocabulary: &knowledge.vocabulary };
    let staleness = args.stale_after.zip(args.today);
    let staleness = staleness.map(|(after, today)| Staleness { today, after });
    let wordings = Wordings { debunked: &knowledge.known_claims, stated: &knowledge.statements };
    let remarks = lint(&Records::new(own, &knowledge.facts), words, wordings, staleness);
    let tally = tally(&remarks);
    let report = match args.format {
        ListFormat::Text => text(&remarks, own, tally),
        ListFormat::Json => json(&remarks, tally)?,
    };
    io::stdout().lock().write_all(report.as_bytes())?;
    Ok(exit(tally, args.fail_on))
}

fn tally(remarks: &[Remark]) -> Tally {
    let mut tally = Tally::default();
    for remark in remarks {
        tally.count(remark.severity);
    }
    tally
}

fn exit(tally: Tally, fail_on: FailOn) -> Exit {
    if tally.at_or_above(fail_on).total() > 0 { Exit::Findings } else { Exit::Clean }
}

fn text(remarks: &[Remark], packs: &[Pack], tally: Tally) -> String {
    let told = remarks.iter().map(|remark| {
        let title = format!("{}[{}]", remark.severity.name(), remark.name);
        format!("{}\n", remark.problem.titled(&title))
    });
    let told: String = told.collect();
    let found = tally.to_string_or("nothing to remark");
    format!("{told}{} in {}\n", found, counted(records(packs), "record"))
}

fn records(packs: &[Pack]) -> usize {
    let files = packs.iter().flat_map(|pack| &pack.facts).map(|file| &file.value);
    let records = files.map(|file| {
        file.source.len()
            + file.entity.len()
            + file.event.len()
            + file.debunked.len()
            + file.statement.len()
            + file.quote.len()
            + file.term.len()
            + file.order.len()
    });
    records.sum()
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    remarks: Vec<Entry<'a>>,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    severity: Severity,
    path: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

fn json(remarks: &[Remark], tally: Tally) -> serde_json::Result<String> {
    let Tally { errors, warnings, infos } = tally;
    let remarks = remarks.iter().map(Entry::from).collect();
    let document = Document { schema: 1, remarks, errors, warnings, infos };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

impl<'a> From<&'a Remark> for Entry<'a> {
    fn from(remark: &'a Remark) -> Self {
        let problem = &remark.problem;
        Entry {
            name: remark.name,
            severity: remark.severity,
            path: &problem.file,
            line: problem.line,
            column: problem.column,
            message: &problem.message,
            help: problem.help.as_deref(),
        }
    }
}
