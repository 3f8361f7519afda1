//! `<article>.factlint.toml`: decisions to let findings stand, for articles whose format has no
//! comments.

use crate::pack::{self, Problems};
use crate::text::{Scope, Suppression};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const ENDING: &str = ".factlint.toml";

/// What the file says.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SidecarFile {
    /// The decisions.
    #[serde(default)]
    allow: Vec<Allow>,
}

/// A decision to let findings stand.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Allow {
    /// The rule whose findings may stand.
    rule: String,
    /// The flagged words; without them the whole article is covered.
    #[serde(default)]
    text: Option<String>,
    /// Why.
    reason: String,
    /// Who decided.
    #[serde(default)]
    by: Option<String>,
    /// The last day on which it holds (YYYY-MM-DD, in quotation marks).
    #[serde(default)]
    until: Option<String>,
}

/// Reads the suppressions beside an article; none where there is no such file.
///
/// # Errors
/// With what is wrong with the file.
pub(super) fn read(article: &Path) -> Result<Vec<Suppression>, String> {
    let path = beside(article);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("its {} cannot be read: {error}", told(&path))),
    };
    parse(&told(&path), &text)
}

fn beside(article: &Path) -> PathBuf {
    let mut name = OsString::from(article.as_os_str());
    name.push(ENDING);
    PathBuf::from(name)
}

fn told(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn parse(name: &str, text: &str) -> Result<Vec<Suppression>, String> {
    let file = pack::parse::<SidecarFile>(name, text, None).map_err(|faults| in_a_line(&faults))?;
    file.value.allow.into_iter().map(|allow| suppression(name, allow)).collect()
}

/// Where the first fault is and what it is, and how many more there are.
fn in_a_line(faults: &Problems) -> String {
    let Some(first) = faults.list().first() else { return faults.to_string() };
    let place = format!("{}:{}:{}", first.file, first.line, first.column);
    let more = match faults.count() - 1 {
        0 => String::new(),
        more => format!(" ({more} more)"),
    };
    format!("{place}: {}{more}", first.message)
}

fn suppression(name: &str, allow: Allow) -> Result<Suppression, String> {
    let until = match &allow.until {
        Some(day) => {
            let date = day.parse::<Date>();
            Some(
                date.map_err(|_| format!("{name}: until is \"{day}\"; write a day as 2026-12-31"))?,
            )
        }
        None => None,
    };
    if allow.reason.trim().is_empty() {
        return Err(format!("{name}: allow of {} gives no reason", allow.rule));
    }
    Ok(Suppression {
        rules: vec![allow.rule],
        reason: allow.reason,
        by: allow.by,
        until,
        scope: allow.text.map_or(Scope::Article, Scope::Words),
        written: name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_it_can_say() {
        let text = "[[allow]]\nrule = \"wrong-date\"\ntext = \"2 May\"\nreason = \"plaque\"\n\
                    by = \"A. Editor\"\nuntil = \"2026-12-31\"\n\n[[allow]]\nrule = \"wrong-time\"\n\
                    reason = \"all of it is quoted\"\n";
        let found = parse("a.txt.factlint.toml", text).unwrap();
        assert_eq!(found[0].scope, Scope::Words("2 May".into()));
        assert_eq!(found[0].until, Some(jiff::civil::date(2026, 12, 31)));
        assert_eq!(found[1].scope, Scope::Article);
    }

    #[test]
    fn faults_are_placed() {
        for (text, part) in [
            ("[[allow]]\nrule = \"x\"\n", "reason"),
            ("[[allow]]\nrule = \"x\"\nreason = \" \"\n", "gives no reason"),
            ("[[alow]]\n", "a.factlint.toml:1"),
            ("[[allow]]\nrule = \"x\"\nreason = \"y\"\nuntil = \"soon\"\n", "write a day as"),
        ] {
            let fault = parse("a.factlint.toml", text).unwrap_err();
            assert!(fault.contains(part), "{fault}");
        }
    }
}
