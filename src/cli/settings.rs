//! What is in force, and what says so: the command line, then a profile named there, then the
//! configuration, then a profile named in that, then the built-in choice.

use super::args::CheckArgs;
use super::config::Config;
use super::profile::Profile;
use crate::report::{FailOn, Register, Shown};

/// A setting and what gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// Its value.
    pub value: T,
    /// What gave it, in words.
    pub from: String,
}

/// The settings of a run that more than one place may give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The profile.
    pub profile: Setting<Profile>,
    /// What fails the run.
    pub fail_on: Setting<FailOn>,
    /// Which findings reports for people show.
    pub shown: Setting<Shown>,
    /// Whether every claim is listed.
    pub register: Setting<Register>,
}

const COMMAND_LINE: &str = "command line";

impl Settings {
    /// Decides.
    pub fn of(args: &CheckArgs, config: &Config) -> Settings {
        let file = config.told();
        let profile = match (args.profile, config.profile) {
            (Some(value), _) => setting(value, COMMAND_LINE),
            (None, Some(value)) => setting(value, &file),
            (None, None) => setting(Profile::default(), "built in"),
        };
        let of_profile = format!("profile {}", profile.value.name());
        let fail_on = match (args.fail_on, args.profile, config.fail_on) {
            (Some(value), _, _) => setting(value, COMMAND_LINE),
            (None, None, Some(value)) => setting(value, &file),
            _ => setting(profile.value.fail_on(), &of_profile),
        };
        let shown = if args.show_info {
            setting(Shown::All, COMMAND_LINE)
        } else if fail_on.value == FailOn::Info {
            setting(Shown::All, "fail-on info")
        } else {
            setting(profile.value.shown(), &of_profile)
        };
        let register = match args.claims {
            true => setting(Register::Listed, COMMAND_LINE),
            false => setting(profile.value.register(), &of_profile),
        };
        Settings { profile, fail_on, shown, register }
    }
}

fn setting<T>(value: T, from: &str) -> Setting<T> {
    Setting { value, from: from.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(args: CheckArgs, config: Config, fail_on: FailOn, from: &str) {
        let settings = Settings::of(&args, &config);
        assert_eq!((settings.fail_on.value, &*settings.fail_on.from), (fail_on, from));
    }

    #[test]
    fn the_nearest_word_wins() {
        let args = |profile, fail_on| CheckArgs { profile, fail_on, ..CheckArgs::default() };
        let config = |profile, fail_on| Config { fail_on, profile, ..Config::default() };
        let draft = Some(Profile::Draft);
        check(args(None, None), config(None, None), FailOn::Error, "profile publish");
        check(args(None, None), config(draft, None), FailOn::Never, "profile draft");
        check(
            args(None, None),
            config(draft, Some(FailOn::Warning)),
            FailOn::Warning,
            "factlint.toml",
        );
        check(
            args(draft, None),
            config(None, Some(FailOn::Warning)),
            FailOn::Never,
            "profile draft",
        );
        check(args(draft, Some(FailOn::Info)), config(None, None), FailOn::Info, "command line");
    }
}
