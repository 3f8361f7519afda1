//! What a desk decides for some of its articles, and which packs it has reviewed.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const WRONG: &str = "The council met on Friday, 2 May 2023, in the town hall of Aldmoor.\n";
const STORM: &str = "The storm cut power to 4,100 homes in Aldmoor.\n";
const WIRE: &str = "Power was cut to 1,400 homes in Aldmoor by the storm.\n";

const PACK: &str = r#"
[[source]]
id = "inquiry"
name = "Inquiry"

[[entity]]
id = "aldmoor"
kind = "place"
name = "Aldmoor"

[[event]]
id = "aldmoor-flood"
name = "the Aldmoor flood"
described_as = ["flood"]
place = "aldmoor"
date = 2021-03-04
source = "inquiry"
deaths = 7
"#;

const FLOOD: &str = "The Aldmoor flood killed 12 people on 4 March 2021.\n";

fn desk(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.env_remove("GITHUB_ACTIONS").current_dir(folder).args(args).output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, told: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let all = format!("{}{stderr}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(code), "{all}");
    assert!(all.contains(told), "{all}");
}

/// `path severity[rule]` of each finding.
fn findings(folder: &TempDir, args: &[&str]) -> Vec<String> {
    let output = run(folder.path(), &[&["check", "--format", "json"], args].concat());
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let mut all = Vec::new();
    for article in report["articles"].as_array().unwrap() {
        for found in article["findings"].as_array().unwrap() {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let (path, rule) = (text(&article["path"]), text(&found["rule"]));
            all.push(format!("{path} {}[{rule}]", text(&found["severity"])));
        }
    }
    all
}

#[test]
fn levels_packs_and_sources_differ_by_path() {
    let folder = desk(&[
        ("news/a.txt", WRONG),
        ("opinion/a.txt", WRONG),
        ("opinion/old/a.txt", WRONG),
        ("floods/a.txt", FLOOD),
        ("news/flood.txt", FLOOD),
        ("storms/a.txt", STORM),
        ("news/storm.txt", STORM),
        ("wire/a.txt", WIRE),
        ("facts/flood.toml", PACK),
        (
            "factlint.toml",
            "[[override]]\npaths = [\"opinion/\"]\nrules = { weekday-mismatch = \"warning\" }\n\
             [[override]]\npaths = [\"opinion/old/\"]\nrules = { weekday-mismatch = \"off\" }\n\
             [[override]]\npaths = [\"floods/\"]\nfacts = [\"facts/flood.toml\"]\n\
             [[override]]\npaths = [\"storms/\"]\nsources = [\"wire\"]\n",
        ),
    ]);
    let expected = [
        "floods/a.txt error[wrong-figure]",
        "news/a.txt error[weekday-mismatch]",
        "opinion/a.txt warning[weekday-mismatch]",
        "storms/a.txt warning[figure-contradicts-source]",
    ];
    assert_eq!(
        findings(&folder, &["."]),
        expected.map(|found| format!("./{found}").replace("./", ""))
    );
    let shown = run(folder.path(), &["config"]);
    check(&shown, 0, "[[override]]");
    check(&shown, 0, "facts = [\"facts/flood.toml\"]");
}

#[test]
fn an_override_for_documents_leaves_the_packs_of_another() {
    let folder = desk(&[
        ("floods/wire/a.txt", FLOOD),
        ("wire/a.txt", WIRE),
        ("facts/flood.toml", PACK),
        (
            "factlint.toml",
            "[[override]]\npaths = [\"floods/\"]\nfacts = [\"facts/flood.toml\"]\n\
             [[override]]\npaths = [\"floods/wire/\"]\nsources = [\"wire\"]\n",
        ),
    ]);
    let found = findings(&folder, &["."]);
    assert!(found.contains(&"floods/wire/a.txt error[wrong-figure]".to_owned()), "{found:?}");
    let shown = run(folder.path(), &["config", "floods/wire/a.txt"]);
    check(&shown, 0, "# floods/wire/a.txt follows override 1, override 2\n#   more facts: ");
}

#[test]
fn faults_of_an_override_are_placed() {
    for (text, fault) in [
        ("[[override]]\nfacts = []\n", "paths"),
        ("[[override]]\npaths = []\n", "names no paths"),
        ("[[override]]\npaths = [\"a{\"]\n", "no pattern"),
        ("[[override]]\npaths = [\"a\"]\nseverity = \"off\"\n", "unknown key \"severity\""),
        (
            "[[override]]\npaths = [\"a\"]\nrules = { no-rule = \"off\" }\n",
            "no rule is called `no-rule`",
        ),
    ] {
        let folder = desk(&[("a.txt", WRONG), ("factlint.toml", text)]);
        let output = run(folder.path(), &["check", "a.txt"]);
        check(&output, 2, fault);
        check(&output, 2, "factlint.toml:");
    }
}

#[test]
fn a_locked_pack_does_not_change_unseen() {
    let folder = desk(&[
        ("a.txt", FLOOD),
        ("facts/flood.toml", PACK),
        ("factlint.toml", "facts = [\"facts/flood.toml\"]\n"),
    ]);
    check(&run(folder.path(), &["check"]), 1, "error[wrong-figure]");
    check(&run(folder.path(), &["lock"]), 0, "1 pack locked in factlint.lock");
    check(&run(folder.path(), &["check"]), 1, "error[wrong-figure]");
    let changed = PACK.replace("deaths = 7", "deaths = 12");
    fs::write(folder.path().join("facts/flood.toml"), changed).unwrap();
    check(&run(folder.path(), &["check"]), 2, "the pack flood is not the one in factlint.lock");
    check(&run(folder.path(), &["lock"]), 0, "1 pack locked");
    check(&run(folder.path(), &["check"]), 0, "no findings");
    fs::write(
        folder.path().join("more.toml"),
        PACK.replace("aldmoor", "bramley").replace("inquiry", "review"),
    )
    .unwrap();
    let output = run(folder.path(), &["check", "--facts", "more.toml"]);
    check(&output, 2, "the pack more is not in factlint.lock");
    fs::write(folder.path().join("factlint.lock"), "pack = 3").unwrap();
    check(&run(folder.path(), &["check"]), 2, "factlint.lock is no lock file");
}

#[test]
fn there_is_nothing_to_lock_without_a_configuration() {
    let folder = desk(&[]);
    check(&run(folder.path(), &["lock"]), 2, "there is no factlint.toml here or above");
}

#[test]
fn a_test_of_a_pack_follows_the_configuration() {
    let folder = desk(&[
        ("desk/articles/a.txt", WRONG),
        ("desk/articles/a.expected.toml", ""),
        ("desk/facts/flood.toml", PACK),
        ("factlint.toml", ""),
    ]);
    check(&run(folder.path(), &["facts", "test", "desk"]), 1, "weekday-mismatch");
    let config = "[rules]\nweekday-mismatch = \"off\"\n";
    fs::write(folder.path().join("factlint.toml"), config).unwrap();
    check(&run(folder.path(), &["facts", "test", "desk"]), 0, "all as expected");
}
