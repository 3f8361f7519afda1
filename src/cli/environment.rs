//! The surroundings of a run, read once.

use super::args::ColorChoice;
use crate::report::{Links, Log, Paint, Workspace};
use anyhow::Context;
use std::env;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Where the program runs and who looks at its output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// What standard output is.
    pub stdout: Stream,
    /// What standard error is.
    pub stderr: Stream,
    /// What the environment says about colours.
    pub colours: Colours,
    /// Whether GitHub Actions reads the log.
    pub log: Log,
    /// Where the repository lies on a runner.
    pub workspace: Workspace,
    /// The file that becomes the summary of a job (`GITHUB_STEP_SUMMARY`).
    pub job_summary: Option<PathBuf>,
}

/// What a standard stream is connected to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stream {
    /// A file or a pipe.
    #[default]
    File,
    /// A terminal.
    Terminal,
}

/// What the environment says about colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// Nothing.
    #[default]
    Unsaid,
    /// `NO_COLOR` is set, or the terminal is dumb.
    Unwanted,
    /// `CLICOLOR_FORCE` is set.
    Wanted,
}

impl Environment {
    /// Looks around.
    ///
    /// # Errors
    /// When the current folder no longer exists.
    pub fn read() -> anyhow::Result<Self> {
        let current = env::current_dir()
            .context("cannot tell the current folder; change to one that exists")?;
        Ok(Environment {
            stdout: stream(&std::io::stdout()),
            stderr: stream(&std::io::stderr()),
            colours: colours(),
            log: log(),
            workspace: Workspace { root: repository(), current },
            job_summary: set("GITHUB_STEP_SUMMARY").map(PathBuf::from),
        })
    }

    /// Whether standard output is coloured.
    pub fn paint(&self, choice: ColorChoice) -> Paint {
        match (choice, self.colours, self.stdout) {
            (ColorChoice::Always, ..) | (ColorChoice::Auto, Colours::Wanted, _) => Paint::Colour,
            (ColorChoice::Auto, Colours::Unsaid, Stream::Terminal) => Paint::Colour,
            _ => Paint::Plain,
        }
    }

    /// Whether standard output takes hyperlinks: only a terminal that shows colours does.
    pub fn links(&self, paint: Paint) -> Links {
        match (paint, self.stdout) {
            (Paint::Colour, Stream::Terminal) => Links::Hidden,
            _ => Links::Written,
        }
    }
}

/// Who reads what is printed.
pub fn log() -> Log {
    match set("GITHUB_ACTIONS").as_deref() {
        Some("true") => Log::Actions,
        _ => Log::Plain,
    }
}

fn stream(stream: &impl IsTerminal) -> Stream {
    if stream.is_terminal() { Stream::Terminal } else { Stream::File }
}

/// `NO_COLOR` wins over `CLICOLOR_FORCE`, as both conventions advise.
fn colours() -> Colours {
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    if set("NO_COLOR").is_some() {
        Colours::Unwanted
    } else if forced {
        Colours::Wanted
    } else if set("TERM").as_deref() == Some("dumb") {
        Colours::Unwanted
    } else {
        Colours::Unsaid
    }
}

/// The folder of the repository, as the service that runs the job names it.
fn repository() -> Option<PathBuf> {
    set("GITHUB_WORKSPACE").or_else(|| set("CI_PROJECT_DIR")).map(PathBuf::from)
}

/// The value of a variable that is set and not empty.
fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
