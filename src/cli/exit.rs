//! Every exit code, and what leads to it.

use crate::report::{Log, Summary, failure_annotation, log_safe, visible};
use std::io;
use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: nothing at or above `--fail-on`. Also when a pipe was closed early, which is no error.
    Clean,
    /// 1: findings at or above `--fail-on`.
    Findings,
    /// 2: wrong usage or configuration, something that could not be checked, an internal error.
    Failure,
}

impl Exit {
    /// The end of a run. What could not be checked weighs more than what was found.
    pub fn of(summary: &Summary) -> Self {
        if summary.problems > 0 {
            Exit::Failure
        } else if summary.failing().total() > 0 {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }

    /// The number a shell sees.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Whether an error only says that nobody reads standard output any more.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Why the program could not do what it was asked for. The reason may quote a file that somebody
/// else wrote, so nothing in it acts on a terminal or a log; a pull request shows it as an annotation.
pub fn told(error: &anyhow::Error, log: Log) -> String {
    let reason = format!("{error:#}");
    let lines: Vec<_> = reason.lines().map(visible).collect();
    let message = format!("factlint: {}\n", lines.join("\n"));
    match log {
        Log::Plain => message,
        Log::Actions => {
            format!("{}{}\n", log_safe(&message), failure_annotation(&lines.join("\n")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FailOn, Tally};

    #[test]
    fn a_reason_acts_on_nothing() {
        let error = anyhow::anyhow!("no rule is called `a\n::error::b\u{1b}[0m`");
        assert_eq!(told(&error, Log::Plain), "factlint: no rule is called `a\n::error::b␛[0m`\n");
        assert_eq!(
            told(&error, Log::Actions),
            "factlint: no rule is called `a\n:.error::b␛[0m`\n\
             ::error title=factlint::no rule is called `a%0A::error::b␛[0m`\n"
        );
    }

    #[track_caller]
    fn check(errors: usize, warnings: usize, infos: usize, fail_on: FailOn, code: u8) {
        let findings = Tally { errors, warnings, infos };
        let summary = |problems| Summary { findings, problems, fail_on, ..Summary::default() };
        assert_eq!(Exit::of(&summary(0)).code(), code);
        assert_eq!(Exit::of(&summary(1)).code(), 2, "a problem weighs more");
    }

    #[test]
    fn the_whole_matrix() {
        use FailOn::{Error, Info, Never, Warning};
        for (errors, warnings, infos, codes) in [
            (0, 0, 0, [0, 0, 0, 0]),
            (0, 0, 1, [0, 0, 1, 0]),
            (0, 1, 0, [0, 1, 1, 0]),
            (1, 0, 0, [1, 1, 1, 0]),
            (1, 1, 1, [1, 1, 1, 0]),
        ] {
            for (fail_on, code) in [Error, Warning, Info, Never].into_iter().zip(codes) {
                check(errors, warnings, infos, fail_on, code);
            }
        }
    }
}
