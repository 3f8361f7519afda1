//! Workflow commands that become annotations on GitHub, gravest first.
//!
//! GitHub takes ten annotations of each level from a step and drops the rest without a word, so the
//! report waits for the end of the run, picks the gravest, and says how many it left out.

use super::excerpt::keep_head;
use super::gravest::{Gravest, LIMIT};
use super::notes::{Note, notes};
use super::visible::visible;
use super::{ArticleReport, LocatedFinding, Problem, Report, Shown, Summary, Workspace};
use crate::finding::Severity;
use std::io::{self, Write};

/// Writes annotations for pull requests.
#[derive(Debug)]
pub struct GithubReport {
    workspace: Workspace,
    shown: Shown,
    commands: Gravest<String>,
}

impl GithubReport {
    /// A report with paths as seen from `workspace`.
    pub fn new(workspace: Workspace, shown: Shown) -> Self {
        GithubReport { workspace, shown, commands: Gravest::default() }
    }
}

impl Report for GithubReport {
    fn article(&mut self, _out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        for finding in article.shown(self.shown) {
            let workspace = &self.workspace;
            self.commands.add(finding.severity, || annotation(workspace, article, finding));
        }
        Ok(())
    }

    fn problem(&mut self, _out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        let workspace = &self.workspace;
        self.commands.add(Severity::Error, || problem_annotation(workspace, problem));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        self.commands.make_room_for_notice();
        for command in self.commands.kept() {
            writeln!(out, "{command}")?;
        }
        let left_out = self.commands.left_out();
        if left_out.total() == 0 {
            return Ok(());
        }
        let message = format!(
            "{} more ({left_out}) could not be annotated: GitHub takes {LIMIT} of each level from \
             a step. The log of this step, or --format json=FILE, has all of them.",
            left_out.total()
        );
        writeln!(out, "{}", command("notice", &[("title", "factlint".into())], &message))
    }
}

fn annotation(workspace: &Workspace, article: &ArticleReport, finding: &LocatedFinding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = vec![("title", format!("factlint: {}", finding.rule))];
    properties.extend(location(workspace, article, finding));
    let notes = notes(article, finding);
    let lines = notes.iter().map(Note::line);
    let message = std::iter::once(clipped(&finding.message)).chain(lines);
    command(level, &properties, &message.collect::<Vec<_>>().join("\n"))
}

/// The annotated lines. Columns go with a single line only, or GitHub drops the annotation; it
/// does not say what `endColumn` means, and those who tried found it exclusive, as ours is.
fn location(
    workspace: &Workspace,
    article: &ArticleReport,
    finding: &LocatedFinding,
) -> Vec<(&'static str, String)> {
    let Some(file) = workspace.file(&article.path) else {
        return Vec::new();
    };
    let (start, end) = (finding.start, finding.end);
    let number = |name, number: usize| (name, number.to_string());
    let file = ("file", file);
    match article.record_line {
        Some(line) => vec![file, number("line", line), number("endLine", line)],
        None if start.line == end.line => vec![
            file,
            number("line", start.line),
            number("endLine", end.line),
            number("col", start.column),
            number("endColumn", end.column.max(start.column)),
        ],
        None => vec![file, number("line", start.line), number("endLine", end.line)],
    }
}

fn problem_annotation(workspace: &Workspace, problem: &Problem) -> String {
    let file = workspace.file(&problem.path).map(|file| ("file", file));
    let line = problem.line.map(|line| ("line", line.to_string()));
    let title = ("title", "factlint: could not be checked".to_owned());
    let properties: Vec<_> = [title].into_iter().chain(file).chain(line).collect();
    command("error", &properties, &clipped(&problem.message))
}

/// The annotation of a run that ended before it began: the pull request shows the reason.
pub fn failure_annotation(reason: &str) -> String {
    command("error", &[("title", "factlint".into())], &keep_head(reason, LONGEST))
}

/// Code points of a message that an annotation shows.
const LONGEST: usize = 2000;

/// A message is one line of reasonable length.
fn clipped(message: &str) -> String {
    keep_head(&visible(message), LONGEST)
}

/// A workflow command. `message` may have several lines; everything is escaped here.
fn command(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<_> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped_property(value)))
        .collect();
    format!("::{level} {}::{}", properties.join(","), escaped(message))
}

/// `%` comes first, so that nothing is escaped twice. The runner decodes only these, so the `[` of
/// an old-style command is taken out for good.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace("##[", "##(")
}

fn escaped_property(value: &str) -> String {
    escaped(&visible(value)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_ends_a_property_is_escaped() {
        let hostile = "a,line=1::error::x%0A\nb";
        assert_eq!(escaped_property(hostile), "a%2Cline=1%3A%3Aerror%3A%3Ax%250A b");
        assert_eq!(escaped("50%\r\n::x"), "50%25%0D%0A::x");
    }

    fn problems(count: usize) -> String {
        let mut report = GithubReport::new(Workspace::default(), Shown::Serious);
        let mut out = Vec::new();
        for number in 0..count {
            let problem =
                Problem { path: format!("{number}.md"), line: None, message: "is binary".into() };
            report.problem(&mut out, &problem).unwrap();
        }
        report.finish(&mut out, &Summary::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_exceeds_the_limit_is_counted_aloud() {
        assert_eq!(problems(10).lines().count(), 10);
        let out = problems(13);
        assert_eq!(out.lines().count(), 11);
        assert!(
            out.lines().last().unwrap().starts_with("::notice title=factlint::3 more (3 errors)")
        );
    }
}
