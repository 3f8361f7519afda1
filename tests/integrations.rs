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
            assert!(
                script.contains(&format!("\"${name}\"")) || script.contains(&format!("=${name}\"")),
                "{name} is not quoted in the script, or not used"
            );
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
fn the_example_workflow_uses_inputs_that_exist_and_few_rights() {
    let action = read("action.yml");
    let workflow = read("docs/examples/workflow.yml");
    assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}));
    let steps = workflow["jobs"]["factlint"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["uses"].as_str().unwrap().starts_with("factlint/"));
    for input in step.unwrap()["with"].as_object().unwrap().keys() {
        assert!(action["inputs"][input].is_object(), "the action has no input {input}");
    }
}
