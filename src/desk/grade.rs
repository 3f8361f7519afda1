//! What was found in an article against what was expected.

use super::expected::{ExpectedFile, ExpectedFinding, QuietSpan};
use crate::finding::{Finding, Severity};
use crate::pack::{Located, Place, Problems};
use crate::text::{Article, TextSpan};
use serde::Serialize;

/// How an article fared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grade {
    /// Where the findings differ from the expectations, in order of position.
    pub differences: Vec<Difference>,
    /// What that adds up to.
    pub score: Score,
}

/// A finding that was expected and is not there, or the other way round.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What is amiss.
    pub kind: DifferenceKind,
    /// The words in the article's text.
    pub span: TextSpan,
    /// The rules that should have flagged them, or the one that did.
    pub rules: Vec<String>,
    /// How much the finding weighs, or should.
    pub severity: Severity,
    /// The message of the finding, or why one is expected.
    pub message: String,
    /// Why the words are expected to be left alone, or no rule to find them.
    pub why: Option<String>,
}

/// How a finding differs from what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Expected and not found.
    Missed,
    /// Found, though marked as beyond every rule: the mark must go.
    NoLongerBeyond,
    /// Words that should be left alone are flagged.
    BrokenQuiet,
    /// Flagged, and nobody expects it.
    Unexpected,
}

impl DifferenceKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            DifferenceKind::Missed => "missed",
            DifferenceKind::NoLongerBeyond => "no-longer-beyond",
            DifferenceKind::BrokenQuiet => "broken-quiet",
            DifferenceKind::Unexpected => "unexpected",
        }
    }
}

/// Counts over one article or many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Findings that weigh as errors.
    pub errors: Tally,
    /// Findings that weigh as warnings.
    pub warnings: Tally,
    /// Expected findings that are marked as beyond every rule.
    pub beyond: usize,
    /// Spans that must be left alone.
    pub quiet: usize,
}

/// Counts of findings of one severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many are expected, those beyond every rule included.
    pub expected: usize,
    /// How many of them were found.
    pub met: usize,
    /// How many were flagged.
    pub flagged: usize,
    /// How many of those were expected.
    pub right: usize,
}

impl Tally {
    /// The share of the flagged that is right; none where nothing was flagged.
    pub fn precision(self) -> Option<f64> {
        (self.flagged > 0).then(|| self.right as f64 / self.flagged as f64)
    }

    /// The share of the expected that was found; none where nothing is expected.
    pub fn recall(self) -> Option<f64> {
        (self.expected > 0).then(|| self.met as f64 / self.expected as f64)
    }

    fn add(&mut self, other: Tally) {
        self.expected += other.expected;
        self.met += other.met;
        self.flagged += other.flagged;
        self.right += other.right;
    }
}

impl Score {
    /// Adds another article's counts.
    pub fn add(&mut self, other: Score) {
        self.errors.add(other.errors);
        self.warnings.add(other.warnings);
        self.beyond += other.beyond;
        self.quiet += other.quiet;
    }

    /// Advice is expected and found, but no part of the score.
    fn of(&mut self, severity: Severity) -> Option<&mut Tally> {
        match severity {
            Severity::Error => Some(&mut self.errors),
            Severity::Warning => Some(&mut self.warnings),
            Severity::Info => None,
        }
    }
}

/// Holds the findings of an article against the expectations.
///
/// # Errors
/// Expectations that name words which the article does not have, or has more than once.
pub fn grade(
    article: &Article,
    findings: &[Finding],
    expected: &Located<ExpectedFile>,
) -> Result<Grade, Problems> {
    let sheet = Sheet::read(article, expected)?;
    let counting = findings.iter().filter(|finding| finding.suppressed.is_none());
    let findings: Vec<&Finding> = counting.collect();
    let mut grade = Grade::default();
    grade.score.quiet = expected.value.quiet.len();
    for &(wanted, span) in &sheet.wanted {
        grade.expectation(wanted, span, &findings);
    }
    for finding in findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
        grade.finding(finding, &sheet);
    }
    grade.differences.sort_by_key(|difference| difference.span.start);
    Ok(grade)
}

impl Grade {
    fn expectation(&mut self, wanted: &ExpectedFinding, span: TextSpan, findings: &[&Finding]) {
        let met = findings.iter().any(|finding| meets(finding, wanted, span));
        self.score.beyond += usize::from(wanted.beyond.is_some());
        if let Some(tally) = self.score.of(wanted.severity) {
            tally.expected += 1;
            tally.met += usize::from(met);
        }
        let kind = match (met, &wanted.beyond) {
            (false, None) => DifferenceKind::Missed,
            (true, Some(_)) => DifferenceKind::NoLongerBeyond,
            _ => return,
        };
        self.differences.push(Difference {
            kind,
            span,
            rules: wanted.rules.clone(),
            severity: wanted.severity,
            message: wanted.why.clone(),
            why: wanted.beyond.clone(),
        });
    }

    fn finding(&mut self, finding: &Finding, sheet: &Sheet<'_>) {
        // What is right may stand in the middle of what is wrong: "the plant, with 1,450 jobs, closes".
        let is_met = sheet.wanted.iter().any(|(wanted, span)| meets(finding, wanted, *span));
        let mut broken = sheet.quiet.iter().filter(|(_, span)| span.overlaps(finding.span));
        let quiet = broken.find(|_| !is_met);
        let is_wanted = sheet.wanted.iter().any(|(_, span)| span.overlaps(finding.span));
        if let Some(tally) = self.score.of(finding.severity) {
            tally.flagged += 1;
            tally.right += usize::from(is_wanted && quiet.is_none());
        }
        let kind = match (quiet, is_wanted) {
            (Some(_), _) => DifferenceKind::BrokenQuiet,
            (None, false) => DifferenceKind::Unexpected,
            (None, true) => return,
        };
        self.differences.push(Difference {
            kind,
            span: finding.span,
            rules: vec![finding.rule.to_string()],
            severity: finding.severity,
            message: finding.message.clone(),
            why: quiet.map(|(quiet, _)| quiet.why.clone()),
        });
    }
}

fn meets(finding: &Finding, wanted: &ExpectedFinding, span: TextSpan) -> bool {
    finding.span.overlaps(span)
        && finding.severity >= wanted.severity
        && wanted.rules.iter().any(|rule| **rule == *finding.rule)
}

/// Expectations with their places in an article.
struct Sheet<'a> {
    wanted: Vec<(&'a ExpectedFinding, TextSpan)>,
    quiet: Vec<(&'a QuietSpan, TextSpan)>,
}

impl<'a> Sheet<'a> {
    fn read(article: &Article, expected: &'a Located<ExpectedFile>) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut sheet = Sheet { wanted: Vec::new(), quiet: Vec::new() };
        let root = expected.place();
        for (at, wanted) in expected.value.finding.iter().enumerate() {
            let place = root.key("finding").item(at).key("text");
            let span = find(article, &wanted.text, wanted.occurrence, place, &mut problems);
            sheet.wanted.extend(span.map(|span| (wanted, span)));
        }
        for (at, quiet) in expected.value.quiet.iter().enumerate() {
            let place = root.key("quiet").item(at).key("text");
            // A page's comments and menus are not read: nothing can flag what stands in them alone.
            if !article.text().contains(&quiet.text) && article.source().contains(&quiet.text) {
                continue;
            }
            let span = find(article, &quiet.text, quiet.occurrence, place, &mut problems);
            sheet.quiet.extend(span.map(|span| (quiet, span)));
        }
        problems.or(sheet)
    }
}

/// Where words stand that must stand once, or as often as it takes for the one that is meant.
fn find(
    article: &Article,
    words: &str,
    occurrence: Option<usize>,
    place: Place<'_>,
    problems: &mut Problems,
) -> Option<TextSpan> {
    let mut starts = article.text().match_indices(words).map(|(at, _)| at);
    let nth = occurrence.unwrap_or(1);
    let Some(start) = nth.checked_sub(1).and_then(|skipped| starts.nth(skipped)) else {
        let times = occurrence.map(|nth| format!(" {nth} times")).unwrap_or_default();
        let message = format!("{} does not have these words{times}", article.origin.path);
        let problem = place.problem(message);
        problems.push(problem.help("copy them from the article as it stands there"));
        return None;
    };
    if occurrence.is_none() && starts.next().is_some() {
        let problem = place.problem("these words stand in the article more than once");
        problems.push(problem.help("take more of them, or say which with occurrence = 2"));
        return None;
    }
    Some(TextSpan::new(start, start + words.len()))
}

#[cfg(test)]
mod tests {
    use super::super::expected;
    use super::*;
    use crate::finding::Verdict;
    use crate::format::{self, InputFormat};

    const TEXT: &str = "Seven died on Monday. Seven were hurt on Tuesday.";

    fn flag(rule: &str, severity: Severity, words: &str) -> Finding {
        let start = TEXT.find(words).unwrap();
        Finding {
            rule: rule.into(),
            severity,
            verdict: Verdict::Refuted,
            span: TextSpan::new(start, start + words.len()),
            message: "no".to_owned(),
            evidence: Vec::new(),
            correction: None,
            suppressed: None,
        }
    }

    #[track_caller]
    fn graded(expectations: &str, findings: &[Finding]) -> (Vec<&'static str>, Score) {
        let article = format::read(InputFormat::Plain, TEXT.as_bytes()).unwrap();
        let expected = expected::read("a.expected.toml", expectations).unwrap();
        let grade = grade(&article, findings, &expected).unwrap();
        (grade.differences.iter().map(|d| d.kind.name()).collect(), grade.score)
    }

    const MONDAY: &str = "[[finding]]\ntext = \"on Monday\"\nrules = [\"wrong-date\"]\n\
                          severity = \"error\"\nwhy = \"Sunday\"\n";

    #[test]
    fn a_finding_is_met_by_its_rule_at_its_weight() {
        let error = flag("wrong-date", Severity::Error, "Monday");
        assert_eq!(graded(MONDAY, std::slice::from_ref(&error)).0, [""; 0]);
        let warning = flag("wrong-date", Severity::Warning, "Monday");
        assert_eq!(graded(MONDAY, &[warning]).0, ["missed"]);
        let other = flag("wrong-time", Severity::Error, "Monday");
        assert_eq!(graded(MONDAY, &[other]).0, ["missed"]);
        let beyond = format!("{MONDAY}beyond = \"no rule\"\n");
        assert_eq!(graded(&beyond, &[]).0, [""; 0]);
        assert_eq!(graded(&beyond, &[error]).0, ["no-longer-beyond"]);
    }

    #[test]
    fn what_nobody_expects_is_told_and_counted() {
        let quiet = format!("{MONDAY}[[quiet]]\ntext = \"on Tuesday\"\nwhy = \"right\"\n");
        let findings = [
            flag("wrong-figure", Severity::Warning, "Seven died"),
            flag("wrong-date", Severity::Error, "Monday"),
            flag("wrong-date", Severity::Error, "Tuesday"),
            flag("advice", Severity::Info, "hurt"),
        ];
        let (differences, score) = graded(&quiet, &findings);
        assert_eq!(differences, ["unexpected", "broken-quiet"]);
        assert_eq!(score.errors, Tally { expected: 1, met: 1, flagged: 2, right: 1 });
        assert_eq!(score.warnings.precision(), Some(0.0));
        assert_eq!(score.warnings.recall(), None);
    }

    #[test]
    fn words_must_stand_where_they_are_looked_for() {
        let article = format::read(InputFormat::Plain, TEXT.as_bytes()).unwrap();
        for (words, part) in [
            ("text = \"Eight\"", "does not have these words"),
            ("text = \"Seven\"", "more than once"),
            ("text = \"Seven\"\noccurrence = 3", "3 times"),
            ("text = \"Seven\"\noccurrence = 0", "0 times"),
        ] {
            let text = format!("[[quiet]]\nwhy = \"x\"\n{words}\n");
            let expected = expected::read("a.expected.toml", &text).unwrap();
            let problems = grade(&article, &[], &expected).unwrap_err().to_string();
            assert!(problems.contains(part), "{problems}");
        }
    }
}
