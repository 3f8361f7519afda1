//! Every exit code, and what leads to it.

use crate::report::Summary;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FailOn, Tally};

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
