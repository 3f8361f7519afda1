//! `factlint.toml`: what a desk decided for all its runs. The command line wins over it.

use super::args::OutputSpec;
use super::suggest::did_you_mean;
use crate::engine::Outcome;
use crate::finding::Severity;
use crate::report::FailOn;
use anyhow::{Context, bail};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the file.
pub const FILE_NAME: &str = "factlint.toml";

const KEYS: [&str; 4] = ["facts", "fail-on", "format", "rules"];

/// What a configuration file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Packs to check against.
    pub facts: Vec<PathBuf>,
    /// The least severity that fails a run.
    pub fail_on: Option<FailOn>,
    /// How to report.
    pub format: Vec<OutputSpec>,
    /// Severities that differ from the rules' own.
    pub rules: RuleLevels,
}

/// Severities that a desk gave to rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleLevels {
    settings: Vec<RuleSetting>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct RuleSetting {
    rule: String,
    level: RuleLevel,
    /// `factlint.toml:12`, for the message when no such rule exists.
    place: String,
}

/// What a desk makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RuleLevel {
    Off,
    Severity(Severity),
}

impl Config {
    /// Reads the file nearest to `start`: in its folder, or the first one above that has it. Paths
    /// are told as seen from `current`.
    ///
    /// # Errors
    /// When there is a file but it cannot be read, or says something it should not.
    pub fn find(start: &Path, current: &Path) -> anyhow::Result<Config> {
        let candidates = start.ancestors().map(|folder| folder.join(FILE_NAME));
        match candidates.into_iter().find(|path| path.is_file()) {
            Some(path) => {
                let told = path.strip_prefix(current).unwrap_or(&path);
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", told.display()))?;
                Config::parse(told, &text)
            }
            None => Ok(Config::default()),
        }
    }

    /// Reads the text of the file at `path`; its relative paths start at the file's folder.
    ///
    /// # Errors
    /// With every fault of the text, one a line.
    pub fn parse(path: &Path, text: &str) -> anyhow::Result<Config> {
        let (table, faults) = DeTable::parse_recoverable(text);
        let mut reader = Reader { path, text, faults: Vec::new() };
        for fault in faults {
            reader.fault(fault.span().unwrap_or_default(), fault.message().to_owned());
        }
        // What was recovered from a broken file would only add faults that are not there.
        if reader.faults.is_empty() {
            let config = reader.config(table.get_ref());
            if reader.faults.is_empty() {
                return Ok(config);
            }
        }
        reader.faults.sort();
        let lines = reader.faults.into_iter().map(|(_, message)| message);
        bail!(lines.collect::<Vec<_>>().join("\n"))
    }
}

impl RuleLevels {
    /// Makes sure that every rule they name exists.
    ///
    /// # Errors
    /// With every name that is no rule's, one a line.
    pub fn validate<'a>(&self, rules: impl Iterator<Item = &'a str> + Clone) -> anyhow::Result<()> {
        let is_known = |name: &str| rules.clone().any(|rule| rule == name);
        let unknown = self.settings.iter().filter(|setting| !is_known(&setting.rule));
        let faults: Vec<_> = unknown
            .map(|RuleSetting { rule, place, .. }| {
                let hint = did_you_mean(rule, rules.clone());
                format!("{place}: no rule is called `{rule}`{hint} (`factlint rules` lists all)")
            })
            .collect();
        if faults.is_empty() {
            return Ok(());
        }
        bail!(faults.join("\n"))
    }

    /// Weighs findings as the desk does.
    pub fn apply(&self, outcome: &mut Outcome) {
        for RuleSetting { rule, level, .. } in &self.settings {
            match *level {
                RuleLevel::Off => outcome.findings.retain(|finding| *finding.rule != **rule),
                RuleLevel::Severity(severity) => {
                    let found = outcome.findings.iter_mut();
                    found
                        .filter(|finding| *finding.rule == **rule)
                        .for_each(|finding| finding.severity = severity);
                }
            }
        }
    }
}

impl FromStr for RuleLevel {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "off" => Ok(RuleLevel::Off),
            "info" => Ok(RuleLevel::Severity(Severity::Info)),
            "warning" => Ok(RuleLevel::Severity(Severity::Warning)),
            "error" => Ok(RuleLevel::Severity(Severity::Error)),
            _ => Err(format!("unknown level `{name}`; use error, warning, info or off")),
        }
    }
}

/// Reads a parsed file and collects its faults.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    faults: Vec<(usize, String)>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in table {
            match &**key.get_ref() {
                "facts" => {
                    let folder = self.folder();
                    let packs = self.list(value, "a list of folders");
                    config.facts = packs.iter().map(|(pack, _)| folder.join(pack)).collect();
                }
                "fail-on" => config.fail_on = self.named(value, "a severity"),
                "format" => config.format = self.formats(value),
                "rules" => config.rules.settings = self.rules(value),
                other => {
                    let hint = did_you_mean(other, KEYS);
                    let known = KEYS.join(", ");
                    self.fault(key.span(), format!("unknown key `{other}`{hint} (known: {known})"));
                }
            }
        }
        config
    }

    /// One format or a list of them; files are relative to the configuration.
    fn formats(&mut self, value: &Value<'_>) -> Vec<OutputSpec> {
        let folder = self.folder();
        let names = match value.get_ref() {
            DeValue::Array(_) => self.list(value, "a format or a list of formats"),
            _ => self.string(value, "a format or a list of formats").into_iter().collect(),
        };
        let specs = names.into_iter().filter_map(|(name, span)| self.parsed(&name, span));
        specs
            .map(|spec: OutputSpec| OutputSpec {
                file: spec.file.map(|file| folder.join(file)),
                ..spec
            })
            .collect()
    }

    fn rules(&mut self, value: &Value<'_>) -> Vec<RuleSetting> {
        let Some(table) = value.get_ref().as_table() else {
            let message = "expected a table, such as [rules] with \"wrong-date\" = \"warning\"";
            self.fault(value.span(), message.to_owned());
            return Vec::new();
        };
        let settings = table.iter().filter_map(|(rule, level)| {
            let place = self.place(rule.span().start);
            let level = self.named(level, "error, warning, info or off")?;
            Some(RuleSetting { rule: rule.get_ref().to_string(), level, place })
        });
        settings.collect()
    }

    fn list(&mut self, value: &Value<'_>, expected: &str) -> Vec<(String, Range<usize>)> {
        let Some(items) = value.get_ref().as_array() else {
            self.fault(value.span(), format!("expected {expected}"));
            return Vec::new();
        };
        let items = items.iter().filter_map(|item| self.string(item, "a string"));
        items.collect()
    }

    fn named<T: FromStr<Err: ToString>>(&mut self, value: &Value<'_>, expected: &str) -> Option<T> {
        let (name, span) = self.string(value, expected)?;
        self.parsed(&name, span)
    }

    fn parsed<T: FromStr<Err: ToString>>(&mut self, name: &str, span: Range<usize>) -> Option<T> {
        let parsed = name.parse::<T>();
        parsed.map_err(|error| self.fault(span, error.to_string())).ok()
    }

    fn string(&mut self, value: &Value<'_>, expected: &str) -> Option<(String, Range<usize>)> {
        match value.get_ref().as_str() {
            Some(text) => Some((text.to_owned(), value.span())),
            None => {
                let found = value.get_ref().type_str();
                self.fault(value.span(), format!("expected {expected} in quotes, found {found}"));
                None
            }
        }
    }

    fn fault(&mut self, span: Range<usize>, message: String) {
        let place = self.place(span.start);
        self.faults.push((span.start, format!("{place}: {message}")));
    }

    fn place(&self, offset: usize) -> String {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        format!("{}:{line}", self.path.display())
    }

    fn folder(&self) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::OutputFormat;

    fn parse(text: &str) -> anyhow::Result<Config> {
        Config::parse(Path::new("desk/factlint.toml"), text)
    }

    #[track_caller]
    fn check_fault(text: &str, expected: &str) {
        assert_eq!(parse(text).unwrap_err().to_string(), expected);
    }

    #[test]
    fn everything_it_can_say() {
        let config = parse(
            "facts = [\"facts/kerman\"]\nfail-on = \"warning\"\n\
             format = [\"text\", \"json=out.json\"]\n[rules]\nwrong-date = \"off\"\n",
        )
        .unwrap();
        assert_eq!(config.facts, [PathBuf::from("desk/facts/kerman")]);
        assert_eq!(config.fail_on, Some(FailOn::Warning));
        assert_eq!(config.format[0].format, OutputFormat::Text);
        assert_eq!(config.format[1].file, Some("desk/out.json".into()));
        assert_eq!(config.rules.settings[0].level, RuleLevel::Off);
    }

    #[test]
    fn a_single_format_needs_no_list() {
        let config = parse("format = \"jsonl\"").unwrap();
        assert_eq!(config.format[0].format, OutputFormat::Jsonl);
    }

    #[test]
    fn faults_name_the_line_and_what_was_meant() {
        check_fault(
            "facts = []\nfail_on = \"error\"\n",
            "desk/factlint.toml:2: unknown key `fail_on`; did you mean `fail-on`? \
             (known: facts, fail-on, format, rules)",
        );
        check_fault(
            "\n[rules]\nwrong-date = \"warn\"",
            "desk/factlint.toml:3: unknown level `warn`; use error, warning, info or off",
        );
        check_fault(
            "facts = [1]",
            "desk/factlint.toml:1: expected a string in quotes, found integer",
        );
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = parse("format = \"sarf\"\nfacts = 3\n").unwrap_err().to_string();
        assert_eq!(
            faults,
            "desk/factlint.toml:1: unknown format `sarf`; use text, json, jsonl or github\n\
             desk/factlint.toml:2: expected a list of folders"
        );
    }

    #[test]
    fn broken_toml_is_placed() {
        let fault = parse("facts = [\n\nfail-on = error").unwrap_err().to_string();
        assert!(fault.starts_with("desk/factlint.toml:"), "{fault}");
    }

    #[test]
    fn rules_that_do_not_exist_are_named_with_their_line() {
        let levels = parse("[rules]\nwrong-dat = \"off\"").unwrap().rules;
        assert_eq!(
            levels.validate(["wrong-date"].into_iter()).unwrap_err().to_string(),
            "desk/factlint.toml:2: no rule is called `wrong-dat`; did you mean `wrong-date`? \
             (`factlint rules` lists all)"
        );
    }

    #[test]
    fn the_file_that_init_writes_is_sound() {
        parse(include_str!("init/factlint.toml")).unwrap();
    }
}
