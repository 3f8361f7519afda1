//! The files that other programs read: the GitHub action, the pre-commit hook, the example workflow.

use serde_json::Value;
use std::fs;
use std::path::Path;

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(path).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn steps(action: &Value) -> &Vec<Value> {
    action["runs"]["steps"].as_array().unwrap()
}

/// The steps that run a script; others use an action.
fn scripts(action: &Value) -> impl Iterator<Item = &Value> {
    steps(action).iter().filter(|step| step["run"].is_string())
}

fn step<'a>(action: &'a Value, name: &str) -> &'a Value {
    let mut named = steps(action).iter().filter(|step| step["name"] == name);
    named.next().unwrap_or_else(|| panic!("no step {name}"))
}

#[test]
fn no_expression_stands_inside_a_script_of_the_action() {
    let action = read("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    for step in scripts(&action) {
        let script = step["run"].as_str().unwrap();
        assert!(!script.contains("${{"), "an input could run as code in:\n{script}");
        assert_eq!(step["shell"], "bash");
    }
}

#[test]
fn every_input_of_the_action_reaches_a_script() {
    let action = read("action.yml");
    let environments: String = scripts(&action).map(|step| step["env"].to_string()).collect();
    for (input, about) in action["inputs"].as_object().unwrap() {
        assert!(environments.contains(&format!("inputs.{input} ")), "{input} is not used");
        assert!(about["description"].is_string(), "{input} is not described");
    }
    for step in scripts(&action) {
        for name in step["env"].as_object().unwrap().keys() {
            let script = step["run"].as_str().unwrap();
            let variable = format!("${name}");
            let edited = format!("${{{name}//");
            let is_used = script.contains(&variable) || script.contains(&edited);
            assert!(is_used, "{name} is not used");
            for (at, _) in script.match_indices(&variable) {
                let line_start = script[..at].rfind('\n').map_or(0, |end| end + 1);
                let quotes = script[line_start..at].matches('"').count();
                assert_eq!(quotes % 2, 1, "{name} is not quoted in the script");
            }
        }
    }
}

#[test]
fn the_action_reports_to_people_and_to_the_pull_request() {
    let action = read("action.yml");
    let script = step(&action, "Check articles")["run"].as_str().unwrap();
    assert!(script.contains("check --format text --format github"));
    assert!(script.contains("command+=(--)"), "a path could be taken for a flag");
}

#[test]
fn the_hook_runs_on_articles() {
    let hooks = read(".pre-commit-hooks.yaml");
    assert_eq!(hooks[0]["id"], "factlint");
    assert_eq!(hooks[0]["entry"], "factlint check");
    assert_eq!(hooks[0]["language"], "rust");
}

#[test]
fn the_example_workflows_use_what_exists_and_few_rights() {
    let action = read("action.yml");
    for name in ["workflow", "push", "nightly"] {
        let workflow = read(&format!("docs/examples/{name}.yml"));
        assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}));
        let steps = workflow["jobs"]["factlint"]["steps"].as_array().unwrap();
        let step =
            steps.iter().find(|step| step["uses"].as_str().unwrap().starts_with("factlint/"));
        for input in step.unwrap()["with"].as_object().unwrap().keys() {
            assert!(action["inputs"][input].is_object(), "the action has no input {input}");
        }
        let text = workflow.to_string();
        for rest in text.split("steps.facts.outputs.").skip(1) {
            let output: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(action["outputs"][&output].is_object(), "the action has no output {output}");
        }
    }
}

#[test]
fn the_metadata_has_what_the_marketplace_asks_for() {
    let action = read("action.yml");
    for key in ["name", "description", "author"] {
        assert!(action[key].is_string(), "{key}");
    }
    let known = ["name", "description", "author", "branding", "inputs", "outputs", "runs"];
    assert!(action.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())));
    for (output, about) in action["outputs"].as_object().unwrap() {
        assert!(about["description"].is_string(), "{output}");
        let value = about["value"].as_str().unwrap();
        assert_eq!(value, format!("${{{{ steps.check.outputs.{output} }}}}"));
    }
    let ids: Vec<_> = steps(&action).iter().filter_map(|step| step["id"].as_str()).collect();
    assert_eq!(ids, ["build", "cache", "check"]);
    for used in steps(&action).iter().filter_map(|step| step["uses"].as_str()) {
        assert!(used.starts_with("actions/") && used.contains("@v"), "{used}");
    }
}

/// A command as the runner reads it: `::name key=value,…::data` at the start of a line, after
/// blanks, or the older `##[name key=value;…]data` anywhere in it.
#[derive(Debug)]
struct Command<'a> {
    name: &'a str,
    properties: Vec<(&'a str, String)>,
    data: String,
}

fn command(line: &str) -> Option<Command<'_>> {
    let Some(rest) = line.trim_start().strip_prefix("::") else {
        let (_, rest) = line.split_once("##[")?;
        let (head, data) = rest.split_once(']')?;
        let name = head.split(' ').next()?;
        return Some(Command { name, properties: Vec::new(), data: data.to_owned() });
    };
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
    let decoded = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    Some(Command {
        name,
        properties: properties.map(|(key, value)| (key, decoded(value))).collect(),
        data: decoded(data),
    })
}

#[track_caller]
fn check_annotation(command: &Command<'_>) {
    assert!(["error", "warning", "notice"].contains(&command.name), "{command:?}");
    assert!(!command.data.is_empty(), "{command:?}");
    let value = |key: &str| {
        let mut found = command.properties.iter().filter(|(name, _)| *name == key);
        found.next().map(|(_, value)| value.as_str())
    };
    let known = ["title", "file", "line", "endLine", "col", "endColumn"];
    assert!(command.properties.iter().all(|(key, _)| known.contains(key)), "{command:?}");
    if let Some(col) = value("col") {
        assert_eq!(value("line"), value("endLine"), "columns need a single line: {command:?}");
        let number = |text: &str| text.parse::<usize>().unwrap();
        assert!(number(value("endColumn").unwrap()) >= number(col), "{command:?}");
    }
    assert!(value("file").is_none_or(|file| !file.starts_with('/')), "{command:?}");
}

/// Text that tries to be obeyed, flagged so that it gets into every report.
const HOSTILE: &str = "::set-output name=x::y\n##[add-path]/tmp/evil\n  ::error file=a::pwned\n\n\
    It ended :contentReference[oaicite:0]{index=0} ::error::x ##[group]%0A::stop-commands::t\n";

/// A step's script as the runner starts it, in a folder, with every input empty.
#[cfg(unix)]
fn bash(name: &str, folder: &Path) -> std::process::Command {
    let action = read("action.yml");
    let step = step(&action, name);
    let mut bash = std::process::Command::new("bash");
    bash.current_dir(folder).args(["--noprofile", "--norc", "-eo", "pipefail", "-c"]);
    bash.arg(step["run"].as_str().unwrap());
    for name in step["env"].as_object().unwrap().keys() {
        bash.env(name, "");
    }
    bash
}

/// Runs the step of the action that checks, as the runner would, in a folder of articles.
#[cfg(unix)]
fn run_step(folder: &Path, inputs: &[(&str, &str)]) -> std::process::Output {
    let mut bash = bash("Check articles", folder);
    bash.env("FACTLINT", env!("CARGO_BIN_EXE_factlint"))
        .env("FACTLINT_REPORTS", folder.join("reports"))
        .env("FACTLINT_PATHS", ".")
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_WORKSPACE", folder)
        .env("GITHUB_OUTPUT", folder.join("output"))
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
        .env_remove("CLICOLOR_FORCE");
    for (name, value) in inputs {
        bash.env(name, value);
    }
    bash.output().unwrap()
}

#[cfg(unix)]
#[test]
fn the_runner_obeys_nothing_that_an_article_says() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..25 {
        fs::write(folder.path().join(format!("a,{number}::50%.md")), HOSTILE).unwrap();
    }
    let output = run_step(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let log = [output.stdout, output.stderr].concat();
    let log = String::from_utf8(log).unwrap();
    let commands: Vec<_> = log.lines().filter_map(command).collect();
    commands.iter().for_each(check_annotation);
    let count = |name| commands.iter().filter(|command| command.name == name).count();
    assert_eq!(
        (count("error"), count("notice")),
        (10, 1),
        "ten of each level, and one that says so"
    );
    assert!(commands.last().unwrap().data.contains("15 more"), "{commands:?}");

    let reports = promised(folder.path());
    let sarif = fs::read_to_string(&reports["sarif"]).unwrap();
    assert!(fs::read_to_string(&reports["html"]).unwrap().starts_with("<!doctype html>"));
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 25);
    assert!(fs::metadata(folder.path().join("summary.md")).unwrap().len() < 1 << 20);
}

#[cfg(unix)]
#[test]
fn inputs_reach_the_program_one_a_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a b.md"), "The harbour reopened.\n").unwrap();
    fs::write(folder.path().join("-c.md"), HOSTILE).unwrap();
    let code = |inputs: &[(&str, &str)]| run_step(folder.path(), inputs).status.code();
    assert_eq!(code(&[("FACTLINT_PATHS", "a b.md\r\n")]), Some(0));
    assert_eq!(code(&[("FACTLINT_PATHS", "a b.md\n\n-c.md")]), Some(1));
    assert_eq!(code(&[("FACTLINT_PATHS", "-c.md"), ("FACTLINT_PROFILE", "draft")]), Some(0));
    assert_eq!(code(&[("FACTLINT_PATHS", "-c.md"), ("FACTLINT_FAIL_ON", "never")]), Some(0));
    assert_eq!(
        code(&[("FACTLINT_PATHS", "$(touch pwned)"), ("FACTLINT_ARGS", "--quiet")]),
        Some(2)
    );
    assert!(!folder.path().join("pwned").exists());
}

/// The outputs of a step, each of which names a file that is there.
#[cfg(unix)]
fn promised(folder: &Path) -> std::collections::BTreeMap<String, std::path::PathBuf> {
    let said = fs::read_to_string(folder.join("output")).unwrap_or_default();
    let outputs = said.lines().map(|line| {
        let (name, file) = line.split_once('=').unwrap();
        assert!(Path::new(file).exists(), "{file} was promised");
        (name.to_owned(), file.into())
    });
    outputs.collect()
}

#[cfg(unix)]
fn git(folder: &Path, args: &[&str]) {
    let mut command = std::process::Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]);
    let output = command.args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with a main branch that went on, and a pull request of three commits.
#[cfg(unix)]
fn pull_request(folder: &Path) {
    git(folder, &["init", "-q", "-b", "main"]);
    let commit = |name: &str, text: &str| {
        fs::create_dir_all(folder.join("content")).unwrap();
        fs::write(folder.join("content").join(name), text).unwrap();
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-q", "-m", name]);
    };
    commit("old.md", "The pier closed on Monday, 12 June 2024.\n\nIt was quiet.\n");
    git(folder, &["checkout", "-q", "-b", "proposal"]);
    commit("new.md", "The mill closed on Friday, 12 June 2024.\n");
    commit("old.md", "The pier closed on Monday, 12 June 2024.\n\nIt was Sunday, 12 June 2024.\n");
    commit("fine.md", "The harbour reopened.\n");
    git(folder, &["checkout", "-q", "main"]);
    commit("later.md", "The weir closed on Tuesday, 12 June 2024.\n");
}

#[cfg(unix)]
#[test]
fn a_pull_request_is_told_of_its_own_lines() {
    let origin = tempfile::tempdir().unwrap();
    pull_request(origin.path());
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", origin.path().display());
    git(folder.path(), &["clone", "-q", "--branch", "proposal", &url, "whole"]);
    let whole = folder.path().join("whole");
    let since = [("FACTLINT_PATHS", "content"), ("FACTLINT_SINCE", "origin/main")];
    let output = run_step(&whole, &since);
    assert_eq!(output.status.code(), Some(1));
    let log = String::from_utf8(output.stdout).unwrap();
    let annotations: Vec<_> = log.lines().filter_map(command).collect();
    annotations.iter().for_each(check_annotation);
    let places: Vec<_> = annotations
        .iter()
        .map(|found| {
            let value = |key: &str| found.properties.iter().find(|(name, _)| *name == key);
            (value("file").unwrap().1.as_str(), value("line").unwrap().1.as_str())
        })
        .collect();
    assert_eq!(places, [("content/new.md", "1"), ("content/old.md", "3")]);
    assert_eq!(promised(&whole).len(), 2);
}

#[cfg(unix)]
#[test]
fn a_run_that_cannot_begin_says_so_on_the_pull_request_and_promises_nothing() {
    let origin = tempfile::tempdir().unwrap();
    pull_request(origin.path());
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", origin.path().display());
    git(folder.path(), &["clone", "-q", "--depth", "1", "--branch", "proposal", &url, "shallow"]);
    let shallow = folder.path().join("shallow");
    let output = run_step(&shallow, &[("FACTLINT_SINCE", "origin/main")]);
    assert_eq!(output.status.code(), Some(2));
    let log = String::from_utf8(output.stderr).unwrap();
    let commands: Vec<_> = log.lines().filter_map(command).collect();
    assert_eq!(commands.len(), 1, "{log}");
    check_annotation(&commands[0]);
    assert!(commands[0].data.contains("`fetch-depth: 0` for actions/checkout"), "{log}");
    assert!(promised(&shallow).is_empty());
}

/// A `cargo` that writes down how it was called.
#[cfg(unix)]
fn recorded_builds(version: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let cargo = folder.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\nprintf '%s\\n' \"$*\" >> called\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut build = bash("Build factlint", folder.path());
    build.env("PATH", path).env("FACTLINT_VERSION", version);
    build.env("FACTLINT_ROOT", "/r o").env("FACTLINT_SOURCE", "/a b");
    assert!(build.status().unwrap().success());
    fs::read_to_string(folder.path().join("called")).unwrap()
}

#[cfg(unix)]
#[test]
fn the_action_builds_what_it_belongs_to_or_the_version_asked_for() {
    assert_eq!(recorded_builds(""), "install --path /a b --locked --root /r o\n");
    assert_eq!(recorded_builds("0.1.0"), "install factlint --locked --version 0.1.0 --root /r o\n");
}

#[cfg(unix)]
#[test]
fn a_runner_without_a_toolchain_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let mut shells = std::env::split_paths(&path).map(|folder| folder.join("bash"));
    let shell = shells.find(|bash| bash.is_file()).unwrap();
    std::os::unix::fs::symlink(shell, folder.path().join("bash")).unwrap();
    let output = bash("Build factlint", folder.path()).env("PATH", folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(command(log.trim_end()).unwrap().data.contains("Rust toolchain of 1.90"), "{log}");
}

#[cfg(unix)]
#[test]
fn a_build_is_named_after_all_that_it_reads() {
    let name = |version: &str, system: &str| {
        let folder = tempfile::tempdir().unwrap();
        let mut bash = bash("Name the build", folder.path());
        bash.env("FACTLINT_SOURCE", env!("CARGO_MANIFEST_DIR")).env("FACTLINT_VERSION", version);
        bash.env("ImageOS", system).env("GITHUB_OUTPUT", folder.path().join("output"));
        assert!(bash.status().unwrap().success());
        fs::read_to_string(folder.path().join("output")).unwrap()
    };
    assert_eq!(name("0.1.0\nname=x", "ubuntu24"), "name=ubuntu24-0.1.0_name_x\n");
    let own = name("", "ubuntu24");
    assert_eq!(own, name("", "ubuntu24"));
    assert_eq!(own.trim_end().len(), "name=ubuntu24-".len() + 40, "{own}");
}
