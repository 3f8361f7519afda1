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

#[test]
fn no_expression_stands_inside_a_script_of_the_action() {
    let action = read("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    for step in steps(&action) {
        let script = step["run"].as_str().unwrap();
        assert!(!script.contains("${{"), "an input could run as code in:\n{script}");
        assert_eq!(step["shell"], "bash");
    }
}

#[test]
fn every_input_of_the_action_reaches_a_script() {
    let action = read("action.yml");
    let environments: String = steps(&action).iter().map(|step| step["env"].to_string()).collect();
    for (input, about) in action["inputs"].as_object().unwrap() {
        assert!(environments.contains(&format!("inputs.{input} ")), "{input} is not used");
        assert!(about["description"].is_string(), "{input} is not described");
    }
    for step in steps(&action) {
        for name in step["env"].as_object().unwrap().keys() {
            let script = step["run"].as_str().unwrap();
            let variable = format!("${name}");
            assert!(script.contains(&variable), "{name} is not used");
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
    let script = steps(&action)[1]["run"].as_str().unwrap();
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
    assert_eq!(ids, ["check"]);
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

/// Runs the step of the action that checks, as the runner would, in a folder of articles.
#[cfg(unix)]
fn run_step(folder: &Path, inputs: &[(&str, &str)]) -> std::process::Output {
    let action = read("action.yml");
    let step = &steps(&action)[1];
    let mut bash = std::process::Command::new("bash");
    bash.current_dir(folder).args(["-e", "-o", "pipefail", "-c", step["run"].as_str().unwrap()]);
    for name in step["env"].as_object().unwrap().keys() {
        bash.env(name, "");
    }
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

    let said = fs::read_to_string(folder.path().join("output")).unwrap();
    for line in said.lines() {
        let (_, file) = line.split_once('=').unwrap();
        assert!(Path::new(file).exists(), "{file} was promised");
    }
    let sarif = fs::read_to_string(folder.path().join("reports/factlint.sarif")).unwrap();
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
