//! `factlint.toml`: what a desk decided for all its runs. The command line wins over it.

use super::args::OutputSpec;
use super::overrides::matcher;
use super::profile::Profile;
use super::suggest::did_you_mean;
use crate::engine::Outcome;
use crate::finding::Severity;
use crate::pack::{self, Located, Place, Problems, schema};
use crate::report::FailOn;
use anyhow::{Context, bail};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE_NAME: &str = "factlint.toml";

/// A configuration as it is written: what a desk decided for all its runs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConfigFile {
    /// Packs of facts to check against: folders, relative to the file.
    #[serde(default)]
    facts: Vec<PathBuf>,
    /// Trusted documents to compare with: files and folders, relative to the file.
    #[serde(default)]
    sources: Vec<PathBuf>,
    /// What blocks, what advises and what is shown: `draft`, `publish` or `audit`.
    #[serde(default)]
    profile: Option<Profile>,
    /// The least severity that makes a run fail.
    #[serde(default)]
    fail_on: Option<FailOn>,
    /// How to report, such as `text` or `html`, with `=FILE` into a file.
    #[serde(default)]
    format: Formats,
    /// The file of findings that are known already, relative to this one.
    #[serde(default)]
    baseline: Option<PathBuf>,
    /// Rules to weigh differently, by name.
    #[serde(default)]
    rules: BTreeMap<String, RuleLevel>,
    /// What holds for some articles only; a later one wins over an earlier one.
    #[serde(default, rename = "override")]
    overrides: Vec<OverrideFile>,
}

/// What holds for some articles only.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct OverrideFile {
    /// The articles: patterns as in `.gitignore`, relative to the file.
    paths: Vec<String>,
    /// Packs of facts to check them against, beside those of all articles.
    #[serde(default)]
    facts: Vec<PathBuf>,
    /// Trusted documents to compare them with, beside those of all articles.
    #[serde(default)]
    sources: Vec<PathBuf>,
    /// Rules to weigh differently, by name.
    #[serde(default)]
    rules: BTreeMap<String, RuleLevel>,
}

/// One format, or a list of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Formats {
    /// One format.
    One(String),
    /// Several formats.
    Many(Vec<String>),
}

impl Default for Formats {
    fn default() -> Self {
        Formats::Many(Vec::new())
    }
}

impl Formats {
    fn as_slice(&self) -> &[String] {
        match self {
            Formats::One(format) => std::slice::from_ref(format),
            Formats::Many(formats) => formats,
        }
    }
}

/// The JSON Schema of the file, for editors.
pub fn json_schema() -> String {
    schema::pretty::<ConfigFile>("factlint configuration")
}

/// What a configuration file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Packs to check against.
    pub facts: Vec<PathBuf>,
    /// Trusted documents to compare with.
    pub sources: Vec<PathBuf>,
    /// The least severity that fails a run.
    pub fail_on: Option<FailOn>,
    /// How to report.
    pub format: Vec<OutputSpec>,
    /// What blocks, what advises and what is shown.
    pub profile: Option<Profile>,
    /// The file that said so.
    pub path: Option<PathBuf>,
    /// The file of findings that are known already.
    pub baseline: Option<PathBuf>,
    /// Severities that differ from the rules' own.
    pub rules: RuleLevels,
    /// What holds for some articles only.
    pub overrides: Vec<Override>,
}

/// What holds for some articles only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// The articles: patterns as in `.gitignore`, relative to the file.
    pub paths: Vec<String>,
    /// Packs to check them against too.
    pub facts: Vec<PathBuf>,
    /// Trusted documents to compare them with too.
    pub sources: Vec<PathBuf>,
    /// Severities that differ from those of all articles.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum RuleLevel {
    /// Not run.
    Off,
    /// Advice.
    Info,
    /// An editor should look.
    Warning,
    /// Blocks a publication.
    Error,
}

impl RuleLevel {
    fn severity(self) -> Option<Severity> {
        match self {
            RuleLevel::Off => None,
            RuleLevel::Info => Some(Severity::Info),
            RuleLevel::Warning => Some(Severity::Warning),
            RuleLevel::Error => Some(Severity::Error),
        }
    }
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

    /// The file as messages name it.
    pub fn told(&self) -> String {
        self.path.as_ref().map_or(FILE_NAME.to_owned(), |path| path.display().to_string())
    }

    /// Reads the text of the file at `path`; its relative paths start at the file's folder.
    ///
    /// # Errors
    /// With every fault of the text, one a line.
    pub fn parse(path: &Path, text: &str) -> anyhow::Result<Config> {
        let told = path.display().to_string();
        let file: Located<ConfigFile> = pack::parse(&told, text, None)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let ConfigFile { facts, sources, fail_on, rules, .. } = &file.value;
        Ok(Config {
            facts: facts.iter().map(|pack| folder.join(pack)).collect(),
            sources: sources.iter().map(|source| folder.join(source)).collect(),
            fail_on: *fail_on,
            profile: file.value.profile,
            path: Some(path.to_owned()),
            format: formats(&file, folder)?,
            baseline: file.value.baseline.as_ref().map(|path| folder.join(path)),
            rules: levels(rules, file.place()),
            overrides: overrides(&file, folder)?,
        })
    }
}

fn levels(rules: &BTreeMap<String, RuleLevel>, place: Place<'_>) -> RuleLevels {
    let setting = |(rule, level): (&String, &RuleLevel)| RuleSetting {
        rule: rule.clone(),
        level: *level,
        place: place.key("rules").key(rule).address(),
    };
    RuleLevels { settings: rules.iter().map(setting).collect() }
}

/// The overrides, with paths relative to the configuration.
fn overrides(file: &Located<ConfigFile>, folder: &Path) -> Result<Vec<Override>, Problems> {
    let mut problems = Problems::default();
    let mut overrides = Vec::new();
    for (at, part) in file.value.overrides.iter().enumerate() {
        let place = file.place().key("override").item(at);
        if part.paths.is_empty() {
            problems.push(place.key("paths").problem("names no paths, and so no article"));
        }
        for (at, pattern) in part.paths.iter().enumerate() {
            if let Err(error) = matcher(std::slice::from_ref(pattern)) {
                let place = place.key("paths").item(at);
                problems.push(place.problem(format!("no pattern: {error:#}")));
            }
        }
        let inside = |paths: &[PathBuf]| paths.iter().map(|path| folder.join(path)).collect();
        overrides.push(Override {
            paths: part.paths.clone(),
            facts: inside(&part.facts),
            sources: inside(&part.sources),
            rules: levels(&part.rules, place),
        });
    }
    problems.or(overrides)
}

/// The formats, with files relative to the configuration.
fn formats(file: &Located<ConfigFile>, folder: &Path) -> Result<Vec<OutputSpec>, Problems> {
    let mut problems = Problems::default();
    let mut specs = Vec::new();
    for (at, format) in file.value.format.as_slice().iter().enumerate() {
        match format.parse::<OutputSpec>() {
            Ok(spec) => specs.push(OutputSpec { file: spec.file.map(|f| folder.join(f)), ..spec }),
            Err(error) => {
                let place = file.place().key("format").item(at);
                problems.push(place.problem(error.to_string()));
            }
        }
    }
    problems.or(specs)
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

    /// These levels with others that win over them.
    pub fn with(&self, others: &RuleLevels) -> RuleLevels {
        let is_open =
            |setting: &&RuleSetting| others.settings.iter().all(|other| other.rule != setting.rule);
        let kept = self.settings.iter().filter(is_open);
        RuleLevels { settings: kept.chain(&others.settings).cloned().collect() }
    }

    /// Each rule that is weighed differently, with the level and the place that says so.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &'static str, &str)> {
        let settings = self.settings.iter();
        settings.map(|setting| {
            let level = setting.level.severity().map_or("off", Severity::name);
            (setting.rule.as_str(), level, setting.place.as_str())
        })
    }

    /// Weighs findings as the desk does.
    pub fn apply(&self, outcome: &mut Outcome) {
        for RuleSetting { rule, level, .. } in &self.settings {
            match level.severity() {
                None => outcome.findings.retain(|finding| *finding.rule != **rule),
                Some(severity) => {
                    let found = outcome.findings.iter_mut();
                    found
                        .filter(|finding| *finding.rule == **rule)
                        .for_each(|finding| finding.severity = severity);
                }
            }
        }
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
    fn check_fault(text: &str, line: &str, message: &str) {
        let fault = parse(text).unwrap_err().to_string();
        assert!(fault.contains(&format!("desk/factlint.toml:{line}:")), "{fault}");
        assert!(fault.contains(message), "{fault}");
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
        check_fault("facts = []\nfail_on = \"error\"\n", "2", "did you mean \"fail-on\"?");
        check_fault("\n[rules]\nwrong-date = \"warn\"", "3", "\"wrong-date\" is \"warn\"");
        check_fault("facts = [1]", "1", "found 1");
        check_fault("format = \"sarf\"", "1", "unknown format `sarf`");
        check_fault("facts = [\n\nfail-on = error", "3", "not valid TOML");
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = parse("fail-on = \"eror\"\nfacts = 3\n").unwrap_err().to_string();
        assert!(faults.contains("toml:1:") && faults.contains("toml:2:"), "{faults}");
    }

    #[test]
    fn rules_that_do_not_exist_are_named() {
        let levels = parse("[rules]\nwrong-dat = \"off\"").unwrap().rules;
        assert_eq!(
            levels.validate(["wrong-date"].into_iter()).unwrap_err().to_string(),
            "desk/factlint.toml:2: no rule is called `wrong-dat`; did you mean `wrong-date`? \
             (`factlint rules` lists all)"
        );
    }
}
