//! Profiles: what blocks, what advises and what is shown, by the stage an article is at.

use crate::report::{FailOn, Register, Shown};
use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

/// The stage an article is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// While it is written: nothing blocks; errors and warnings are shown.
    Draft,
    /// Before publication: errors block; warnings are shown.
    #[default]
    Publish,
    /// Long after: warnings block too; advice and every claim are shown.
    Audit,
}

impl Profile {
    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Draft => "draft",
            Profile::Publish => "publish",
            Profile::Audit => "audit",
        }
    }

    /// What fails a run.
    pub fn fail_on(self) -> FailOn {
        match self {
            Profile::Draft => FailOn::Never,
            Profile::Publish => FailOn::Error,
            Profile::Audit => FailOn::Warning,
        }
    }

    /// Which findings reports for people show.
    pub fn shown(self) -> Shown {
        match self {
            Profile::Draft | Profile::Publish => Shown::Serious,
            Profile::Audit => Shown::All,
        }
    }

    /// Whether every claim is listed.
    pub fn register(self) -> Register {
        match self {
            Profile::Draft | Profile::Publish => Register::Omitted,
            Profile::Audit => Register::Listed,
        }
    }
}
