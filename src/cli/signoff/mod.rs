//! `factlint signoff` and `factlint audit`: who published which text under which facts.

mod log;

use super::args::{AuditArgs, CheckArgs, SignoffArgs};
use super::check::examine_one;
use super::desks::Desks;
use super::environment::Environment;
use super::exit::Exit;
use super::plan::CheckPlan;
use super::suggest::did_you_mean;
use crate::finding::Severity;
use crate::report::{ArticleReport, LocatedFinding, counted, visible};
use crate::text::Article;
use anyhow::{Context, ensure};
use jiff::Timestamp;
use log::{Accepted, Coverage, Entry, Log, Pack, Record, Source, Tool};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Signs an article off: appends to the log what it says, what it was held against, what was
/// found, and who lets that stand.
///
/// # Errors
/// When the article cannot be checked, or the log is damaged or cannot be written.
pub fn run(args: &SignoffArgs, environment: &Environment) -> anyhow::Result<Exit> {
    ensure!(!args.by.trim().is_empty(), "--by needs a name");
    let reasons = reasons(&args.accept)?;
    let check = CheckArgs {
        paths: vec![args.article.clone()],
        facts: args.facts.clone(),
        sources: args.sources.clone(),
        date: args.date,
        today: args.today,
        ..CheckArgs::default()
    };
    let plan = CheckPlan::new(&check, environment)?;
    let desks = Desks::load(&plan)?;
    let bytes = fs::read(&args.article)
        .with_context(|| format!("cannot read {}", args.article.display()))?;
    for (rule, _) in &reasons {
        ensure_known(rule, &desks)?;
    }
    let report = examine_one(&plan, &desks)?;
    ensure!(
        fs::read(&args.article).is_ok_and(|now| now == bytes),
        "{} changed while it was checked",
        args.article.display()
    );
    let knowledge = desks.knowledge_of(&plan, &report.path);
    let findings: Vec<Entry> =
        report.findings.iter().map(|finding| entry(finding, &reasons, &args.by)).collect();
    let open = findings.iter().filter(|entry| entry.is_open()).count();
    if open > 0 {
        refuse(&report, &findings)?;
        return Ok(Exit::Findings);
    }
    let record = Record {
        schema: log::SCHEMA,
        number: 0,
        time: args.at.unwrap_or_else(Timestamp::now).to_string(),
        by: args.by.clone(),
        article: report.path.clone(),
        text: blake3::hash(&bytes).to_hex().to_string(),
        date: report.date.map(|dated| dated.date.to_string()),
        tool: Tool {
            name: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
        },
        packs: knowledge
            .packs
            .iter()
            .map(|pack| Pack {
                id: pack.id.to_string(),
                version: pack.version.clone(),
                digest: pack.digest.clone(),
            })
            .collect(),
        sources: desks.documents_of(&plan, &report.path).iter().map(source).collect(),
        findings,
        coverage: Coverage {
            checkable: report.coverage.checkable,
            checked: report.coverage.checked(),
        },
        previous: String::new(),
    };
    for (rule, _) in reasons {
        if !record.findings.iter().any(|entry| entry.rule == rule) {
            writeln!(io::stdout(), "nothing of {rule} was found; its reason is not recorded")?;
        }
    }
    let (number, hash) = Log::at(&args.log).append(record)?;
    writeln!(io::stdout(), "signed off {} as record {number}, {hash}", visible(&report.path))?;
    Ok(Exit::Clean)
}

/// `RULE=REASON` of the command line.
fn reasons(accepted: &[String]) -> anyhow::Result<Vec<(&str, &str)>> {
    accepted
        .iter()
        .map(|text| {
            let pair = text.split_once('=').filter(|(_, reason)| !reason.trim().is_empty());
            pair.with_context(|| format!("--accept {text} gives no reason; write RULE=REASON"))
        })
        .collect()
}

fn ensure_known(name: &str, desks: &Desks) -> anyhow::Result<()> {
    let rules = desks.rules();
    let mut names = rules.iter().map(|rule| &*rule.id);
    let hint = did_you_mean(name, names.clone());
    ensure!(
        names.any(|known| known == name),
        "--accept: no rule is called `{name}`{hint} (`factlint rules` lists all)"
    );
    Ok(())
}

fn source(document: &Article) -> Source {
    Source {
        path: document.origin.path.clone(),
        record: document.origin.record.clone(),
        text: blake3::hash(document.text().as_bytes()).to_hex().to_string(),
    }
}

fn entry(finding: &LocatedFinding, reasons: &[(&str, &str)], by: &str) -> Entry {
    let typed = reasons.iter().find(|(rule, _)| *rule == &*finding.rule);
    let typed = typed.map(|(_, reason)| Accepted { reason: (*reason).to_owned(), by: by.into() });
    let written = finding.suppressed.as_ref().map(|suppressed| Accepted {
        reason: suppressed.reason.clone(),
        by: suppressed.by.clone().unwrap_or_else(|| by.to_owned()),
    });
    Entry {
        rule: finding.rule.to_string(),
        severity: finding.severity,
        fingerprint: finding.fingerprint.clone(),
        text: finding.text.clone(),
        message: finding.message.clone(),
        accepted: typed.or(written),
    }
}

impl Entry {
    /// Whether somebody must still decide: errors do not go out unexplained.
    fn is_open(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
    }
}

fn refuse(report: &ArticleReport, findings: &[Entry]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (finding, _) in report.findings.iter().zip(findings).filter(|(_, entry)| entry.is_open()) {
        let (line, column) = (finding.start.line, finding.start.column);
        let (rule, message) = (&finding.rule, visible(&finding.message));
        writeln!(out, "error[{rule}]: {message}")?;
        writeln!(out, " --> {}:{line}:{column}", visible(&report.path))?;
    }
    writeln!(out, "not signed off: mend these, or accept them with --accept RULE=REASON")
}

/// Verifies a log and says what was published under which facts.
///
/// # Errors
/// When the log cannot be read.
pub fn audit(args: &AuditArgs) -> anyhow::Result<Exit> {
    let log = Log::at(&args.log);
    let found = log.verify(args.expect.as_deref())?;
    let mut out = io::stdout().lock();
    let is_asked_for = |record: &Record| {
        args.article.as_deref().is_none_or(|article| article == Path::new(&record.article))
    };
    let mut shown = found.records.iter().filter(|(record, _)| is_asked_for(record)).peekable();
    if let Some(article) = args.article.as_deref().filter(|_| shown.peek().is_none()) {
        writeln!(out, "no record of {}", visible(&article.to_string_lossy()))?;
    }
    for (record, _) in shown {
        out.write_all(told(record).as_bytes())?;
    }
    match &found.damage {
        Some(damage) => {
            writeln!(out, "damaged: {damage}")?;
            Ok(Exit::Findings)
        }
        None => {
            let last = found.records.last().map_or("no hash yet", |(_, hash)| hash);
            let records = counted(found.records.len(), "record");
            writeln!(out, "{records}, the chain holds; the last is {last}")?;
            if let Some(remark) = &found.remark {
                writeln!(out, "{remark}")?;
            }
            Ok(Exit::Clean)
        }
    }
}

fn told(record: &Record) -> String {
    let mut text = format!(
        "{} {} by {}: {} (text {})\n",
        record.number,
        visible(&record.time),
        visible(&record.by),
        visible(&record.article),
        short(&record.text)
    );
    let packs: Vec<String> = record
        .packs
        .iter()
        .map(|pack| {
            format!("{} {} {}", visible(&pack.id), visible(&pack.version), short(&pack.digest))
        })
        .collect();
    text += &format!("  factlint {} with {}\n", visible(&record.tool.version), packs.join(", "));
    for source in &record.sources {
        text += &format!("  beside {} ({})\n", visible(&source.path), short(&source.text));
    }
    let Coverage { checkable, checked } = record.coverage;
    text += &format!("  {checked} of {checkable} checkable claims checked\n");
    for entry in &record.findings {
        let (rule, words) = (visible(&entry.rule), visible(&entry.text));
        let verdict = match &entry.accepted {
            Some(Accepted { reason, by }) => {
                format!("let stand by {}: {}", visible(by), visible(reason))
            }
            None => format!("{}, left as it is", entry.severity.name()),
        };
        text += &format!("  {rule} “{words}”: {verdict}\n");
    }
    text
}

fn short(digest: &str) -> String {
    visible(digest).chars().take(16).collect()
}
