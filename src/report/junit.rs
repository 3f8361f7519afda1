//! XML as `JUnit` writes it: a suite an article, a case a finding. A clean article is a suite with one case that
//! passes, so that a run without findings is not taken for a run without tests.

use super::notes::{notes, place};
use super::visible::{log_safe_markup, visible};
use super::{ArticleReport, FailOn, LocatedFinding, Problem, Report, Shown, Summary};
use std::io::{self, Write};

/// Writes the suites of `--format junit`.
#[derive(Debug)]
pub struct JunitReport {
    shown: Shown,
    /// Findings below it are cases that were skipped: `JUnit` knows no warnings.
    fail_on: FailOn,
}

impl JunitReport {
    /// A report in which findings fail as they fail the run.
    pub fn new(shown: Shown, fail_on: FailOn) -> Self {
        JunitReport { shown, fail_on }
    }

    fn case(&self, article: &ArticleReport, finding: &LocatedFinding) -> String {
        let place = escaped(&place(article, finding.start));
        let class = escaped(&name(article));
        let (rule, message) = (&finding.rule, escaped(&finding.message));
        let notes = notes(article, finding);
        let details: String =
            notes.iter().map(|note| format!("\n{}", escaped(&note.line()))).collect();
        let severity = finding.severity.name();
        let outcome = if self.fail_on.counts(finding.severity) {
            format!("<failure type=\"{severity}\" message=\"{message}\">{place}{details}</failure>")
        } else {
            format!("<skipped message=\"{severity}: {message}\"/>")
        };
        format!("<testcase classname=\"{class}\" name=\"{rule} at {place}\">{outcome}</testcase>\n")
    }
}

impl Report for JunitReport {
    fn begin(&mut self, out: &mut dyn Write, _basis: super::Basis<'_>) -> io::Result<()> {
        out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"factlint\">\n",
        )
    }

    fn article(&mut self, out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        let shown: Vec<&LocatedFinding> = article.shown(self.shown).collect();
        let failures = shown.iter().filter(|finding| self.fail_on.counts(finding.severity)).count();
        let skipped = shown.len() - failures;
        let name = escaped(&name(article));
        writeln!(
            out,
            "<testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">",
            shown.len().max(1)
        )?;
        if shown.is_empty() {
            writeln!(out, "<testcase classname=\"{name}\" name=\"no findings\"/>")?;
        }
        for finding in shown {
            out.write_all(self.case(article, finding).as_bytes())?;
        }
        writeln!(out, "</testsuite>")
    }

    fn problem(&mut self, out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        let (place, message) = (escaped(&problem.place()), escaped(&problem.message));
        writeln!(
            out,
            "<testsuite name=\"{place}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n\
             <testcase classname=\"{place}\" name=\"could be checked\">\
             <error message=\"{message}\"/></testcase>\n</testsuite>"
        )
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        out.write_all(b"</testsuites>\n")
    }
}

fn name(article: &ArticleReport) -> String {
    match &article.record {
        Some(record) => format!("{}#{record}", article.path),
        None => article.path.clone(),
    }
}

/// Text for an element or an attribute. What XML cannot hold at all, [`visible`] has replaced, but
/// for the two code points that are no characters.
fn escaped(text: &str) -> String {
    let text = visible(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    log_safe_markup(text)
}
