//! What a run adds up to, in numbers and in words for an editor.

use super::{ArticleReport, Shown};
use crate::engine::Coverage;
use crate::finding::Severity;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// What a run found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were checked.
    pub articles: usize,
    /// Findings by severity.
    pub findings: Tally,
    /// Articles by the gravest finding in them.
    pub flagged: Tally,
    /// Claims of all articles.
    pub coverage: Coverage,
    /// Findings that somebody lets stand.
    pub suppressed: usize,
    /// Findings of the baseline.
    pub known: usize,
    /// Findings in passages that did not change, where only changes are reported.
    pub unchanged: usize,
    /// Findings of copies that the article they are copies of has too.
    pub repeated: usize,
    /// Files and records that could not be checked.
    pub problems: usize,
    /// What fails the run.
    pub fail_on: FailOn,
    /// How long it took, if that was asked for.
    pub elapsed: Option<Duration>,
}

/// Counts by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many pieces of advice.
    pub infos: usize,
}

impl Tally {
    /// Counts one.
    pub fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    /// Only what `fail_on` counts.
    pub fn at_or_above(self, fail_on: FailOn) -> Tally {
        let keep = |severity, count| if fail_on.counts(severity) { count } else { 0 };
        Tally {
            errors: keep(Severity::Error, self.errors),
            warnings: keep(Severity::Warning, self.warnings),
            infos: keep(Severity::Info, self.infos),
        }
    }

    /// Only what a report for people shows.
    pub fn shown(self, shown: Shown) -> Tally {
        match shown {
            Shown::All => self,
            Shown::Serious => Tally { infos: 0, ..self },
        }
    }

    /// The counts in words, or these words for an empty tally.
    pub fn to_string_or(self, none: &str) -> String {
        if self.total() == 0 { none.to_owned() } else { self.to_string() }
    }

    /// All of them.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// “2 errors, 1 warning”; nothing for an empty tally.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let named = parts.into_iter().filter(|(count, _)| *count > 0);
        let words: Vec<_> = named.map(|(count, name)| counted(count, name)).collect();
        f.write_str(&words.join(", "))
    }
}

impl Summary {
    /// An empty run.
    pub fn new(fail_on: FailOn) -> Self {
        Summary { fail_on, ..Summary::default() }
    }

    /// Adds an article.
    pub fn add(&mut self, article: &ArticleReport) {
        self.articles += 1;
        self.coverage.add(article.coverage);
        let counting = article.findings.iter().filter(|finding| finding.counts());
        let severities = counting.map(|finding| finding.severity);
        let suppressed = article.findings.iter().filter(|found| found.suppressed.is_some());
        self.suppressed += suppressed.count();
        self.known += article.findings.iter().filter(|finding| finding.is_known).count();
        for severity in severities.clone() {
            self.findings.count(severity);
        }
        if let Some(gravest) = severities.max() {
            self.flagged.count(gravest);
        }
    }

    /// The findings that fail the run.
    pub fn failing(&self) -> Tally {
        self.findings.at_or_above(self.fail_on)
    }

    /// One line for an editor: what was looked at, what was found, how much could be checked.
    /// It never reads as an approval.
    pub fn sentence(&self, shown: Shown) -> String {
        let articles = counted(self.articles, "article");
        format!(
            "{articles}: {}{}; {}{}{}",
            self.found(shown),
            self.let_stand(),
            self.covered(),
            self.unread(),
            self.duration()
        )
    }

    /// Why the run failed, if it did.
    pub fn failure(&self) -> Option<String> {
        let failing = self.failing();
        let findings = (failing.total() > 0)
            .then(|| format!("{failing} at or above --fail-on={}", self.fail_on.name()));
        let problems = (self.problems > 0)
            .then(|| format!("{} could not be checked", counted(self.problems, "input")));
        let reasons: Vec<_> = findings.into_iter().chain(problems).collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    fn found(&self, shown: Shown) -> String {
        let findings = self.findings.shown(shown);
        let hidden = self.findings.total() - findings.total();
        let mut sentence = match findings.total() {
            0 => "no findings".to_owned(),
            _ => format!("{findings} in {}", counted(self.flagged.shown(shown).total(), "article")),
        };
        if hidden > 0 {
            sentence += &format!(" ({} not shown, see --show-info)", counted(hidden, "info"));
        }
        sentence
    }

    fn let_stand(&self) -> String {
        let suppressed = (self.suppressed > 0).then(|| format!("{} let stand", self.suppressed));
        let known = (self.known > 0).then(|| format!("{} in the baseline", self.known));
        let unchanged =
            (self.unchanged > 0).then(|| format!("{} in unchanged lines", self.unchanged));
        let repeated = (self.repeated > 0).then(|| format!("{} repeated in copies", self.repeated));
        let parts = [suppressed, known, unchanged, repeated];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    fn covered(&self) -> String {
        let checkable = self.coverage.checkable;
        if checkable == 0 {
            return "no checkable claims were recognised".to_owned();
        }
        let checked = self.coverage.checked();
        let mut sentence = format!(
            "{checked} of {} {} checked",
            counted(checkable, "checkable claim"),
            if checked == 1 { "was" } else { "were" }
        );
        if checked < checkable {
            sentence += &format!(
                ", {} could not be (no record, or not plainly asserted)",
                checkable - checked
            );
        }
        sentence
    }

    fn duration(&self) -> String {
        self.elapsed.map_or_else(String::new, |time| format!("; took {} ms", time.as_millis()))
    }

    fn unread(&self) -> String {
        match self.problems {
            0 => String::new(),
            count => format!("; {} could not be checked", counted(count, "input")),
        }
    }
}

/// “1 article”, “2 articles”.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors fail.
    #[default]
    Error,
    /// Warnings fail too.
    Warning,
    /// Any finding fails.
    Info,
    /// No finding fails.
    Never,
}

impl FailOn {
    /// Every setting, with the strictest last but `never`.
    pub const ALL: [FailOn; 4] = [FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::Never];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Info => "info",
            FailOn::Never => "never",
        }
    }

    /// Whether a finding of this severity fails a run.
    pub fn counts(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }
}

impl FromStr for FailOn {
    type Err = UnknownFailOn;

    fn from_str(name: &str) -> Result<Self, UnknownFailOn> {
        FailOn::ALL
            .into_iter()
            .find(|fail_on| fail_on.name() == name)
            .ok_or_else(|| UnknownFailOn(name.to_owned()))
    }
}

/// A name that is no [`FailOn`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown severity `{0}`; use error, warning, info or never")]
pub struct UnknownFailOn(String);

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary {
            articles: 5,
            findings: Tally { errors: 6, warnings: 1, infos: 2 },
            flagged: Tally { errors: 1, warnings: 0, infos: 1 },
            coverage: Coverage { checkable: 31, supported: 8, refuted: 6, ..Coverage::default() },
            ..Summary::default()
        }
    }

    #[test]
    fn the_sentence_states_findings_and_coverage() {
        assert_eq!(
            summary().sentence(Shown::Serious),
            "5 articles: 6 errors, 1 warning in 1 article (2 infos not shown, see --show-info); \
             14 of 31 checkable claims were checked, 17 could not be (no record, or not plainly asserted)"
        );
        assert!(
            summary().sentence(Shown::All).contains("6 errors, 1 warning, 2 infos in 2 articles;")
        );
    }

    #[test]
    fn a_clean_run_is_no_approval() {
        let clean = Summary { articles: 1, problems: 2, ..Summary::default() };
        assert_eq!(
            clean.sentence(Shown::Serious),
            "1 article: no findings; no checkable claims were recognised; \
             2 inputs could not be checked"
        );
    }

    #[test]
    fn a_failure_says_why() {
        let failure = |fail_on| Summary { fail_on, ..summary() }.failure();
        assert_eq!(failure(FailOn::Error).unwrap(), "6 errors at or above --fail-on=error");
        assert_eq!(
            failure(FailOn::Info).unwrap(),
            "6 errors, 1 warning, 2 infos at or above --fail-on=info"
        );
        assert_eq!(failure(FailOn::Never), None);
    }
}
