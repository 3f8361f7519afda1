//! `factlint config`: what is in force, and from where.

use super::args::CheckArgs;
use super::config::Config;
use super::desks::Desks;
use super::environment::Environment;
use super::exit::Exit;
use super::overrides::DeskId;
use super::plan::{CheckPlan, config_start};
use super::settings::Settings;
use crate::report::{Register, Shown, visible};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Prints the settings of a run, as a configuration with a comment on each line.
///
/// # Errors
/// When the configuration or a pack has faults.
pub fn run(args: &CheckArgs, environment: &Environment) -> anyhow::Result<Exit> {
    let current = &environment.workspace.current;
    let config = Config::find(&config_start(args, environment), current)?;
    let plan = CheckPlan::new(args, environment)?;
    let desks = Desks::load(&plan)?;
    let settings = Settings::of(args, &config);
    let file = config.told();
    let from = |is_typed: bool| if is_typed { "command line" } else { file.as_str() };
    let mut page = Page::default();
    page.line("profile", &quoted(settings.profile.value.name()), &settings.profile.from);
    page.line("fail-on", &quoted(settings.fail_on.value.name()), &settings.fail_on.from);
    let shows_all = settings.shown.value == Shown::All;
    page.line("show-info", &shows_all.to_string(), &settings.shown.from);
    let lists = settings.register.value == Register::Listed;
    page.line("claims", &lists.to_string(), &settings.register.from);
    let formats: Vec<String> = plan.formats().map(|spec| quoted(&spec)).collect();
    let origin = match (args.format.is_empty(), config.format.is_empty()) {
        (false, _) => "command line",
        (true, false) => file.as_str(),
        (true, true) => "built in",
    };
    page.line("format", &format!("[{}]", formats.join(", ")), origin);
    page.paths("facts", &config.facts, &file);
    page.paths("facts", &args.facts, "command line");
    page.paths("sources", &config.sources, &file);
    page.paths("sources", &args.sources, "command line");
    if let Some(baseline) = &plan.baseline.read {
        page.line("baseline", &quoted_path(baseline), from(args.baseline.is_some()));
    }
    page.0.push_str("\n[rules]\n");
    for (rule, level, place) in plan.levels.settings() {
        page.line(&quoted(rule), &quoted(level), place);
    }
    for part in &config.overrides {
        page.0.push_str("\n[[override]]\n");
        let patterns: Vec<String> = part.paths.iter().map(|path| quoted(path)).collect();
        page.line("paths", &format!("[{}]", patterns.join(", ")), &file);
        page.paths("facts", &part.facts, &file);
        page.paths("sources", &part.sources, &file);
        for (rule, level, place) in part.rules.settings() {
            page.line(&format!("rules.{}", quoted(rule)), &quoted(level), place);
        }
    }
    for path in args.paths.iter().filter(|path| !path.is_dir()) {
        page.article(&path.to_string_lossy(), &plan);
    }
    if let Some(lock) = &plan.lock {
        page.0 += &format!("\n# packs are those of {}\n", lock.display());
    }
    page.0.push_str("\n# packs in force\n");
    for pack in &desks.packs() {
        page.0 += &format!("# {} {} {}\n", pack.id, pack.version, pack.digest);
    }
    io::stdout().lock().write_all(page.0.as_bytes())?;
    Ok(Exit::Clean)
}

/// A configuration in the making.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, key: &str, value: &str, from: &str) {
        let setting = format!("{key} = {value}");
        self.0 += &format!("{setting:<40} # {from}\n");
    }

    /// What overrides make of the settings for one article.
    fn article(&mut self, path: &str, plan: &CheckPlan) {
        let numbers = plan.overrides.numbers_of(path);
        let told: Vec<String> = numbers.iter().map(|number| format!("override {number}")).collect();
        let path = visible(path);
        self.0 += &match told.is_empty() {
            true => format!("\n# {path} follows no override\n"),
            false => format!("\n# {path} follows {}\n", told.join(", ")),
        };
        let DeskId { facts, sources } = plan.overrides.desk_of(path.as_ref());
        for (key, sets, at) in [
            ("facts", plan.overrides.facts(), facts),
            ("sources", plan.overrides.sources(), sources),
        ] {
            let added = at.checked_sub(1).map(|at| sets[at].as_slice()).unwrap_or_default();
            let added: Vec<String> = added.iter().map(|path| quoted_path(path)).collect();
            if !added.is_empty() {
                self.0 += &format!("#   more {key}: {}\n", added.join(", "));
            }
        }
        for (rule, level, place) in plan.overrides.levels_of(&plan.levels, &path).settings() {
            self.0 += &format!("#   {rule} is {level} by {place}\n");
        }
    }

    fn paths(&mut self, key: &str, paths: &[PathBuf], from: &str) {
        if !paths.is_empty() {
            let paths: Vec<String> = paths.iter().map(|path| quoted_path(path)).collect();
            self.line(key, &format!("[{}]", paths.join(", ")), from);
        }
    }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn quoted_path(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}
