//! Findings that a desk lives with: suppressions, sidecar files, baselines.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const LEFTOVER: &str = ":contentReference[oaicite:0]{index=0}";

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
    for name in ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"] {
        command.env_remove(name);
    }
    command.current_dir(folder).arg("check").args(args).output().unwrap()
}

#[track_caller]
fn check(folder: &Path, args: &[&str], code: i32) -> String {
    let output = run(folder, args);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    format!("{}{told}", String::from_utf8(output.stdout).unwrap())
}

fn report(folder: &Path, args: &[&str]) -> Value {
    let output = run(folder, &[args, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_comment_lets_a_finding_stand_and_the_report_says_so() {
    let comment = "<!-- factlint allow citation-artifact by=\"M. Osei\" until=2026-12-31: shown as an example -->";
    let text = format!("The page ended in {LEFTOVER}. {comment}\n\nIt went out.\n");
    let folder = desk(&[("a.md", &text)]);
    let said = check(folder.path(), &["a.md"], 0);
    assert!(said.contains("no findings (1 let stand)"), "{said}");
    let report = report(folder.path(), &["a.md"]);
    let suppressed = &report["articles"][0]["findings"][0]["suppressed"];
    assert_eq!(suppressed["reason"], "shown as an example");
    assert_eq!(suppressed["by"], "M. Osei");
    assert_eq!(suppressed["until"], "2026-12-31");
    assert_eq!(report["summary"]["errors"], 0);
    let said = check(folder.path(), &["a.md", "--today", "2027-01-01"], 1);
    assert!(said.contains("expired-suppression") && said.contains("citation-artifact]"), "{said}");
}

#[test]
fn a_sidecar_speaks_for_plain_text() {
    let text = format!("The page ended in {LEFTOVER}.\n");
    let allow = format!(
        "[[allow]]\nrule = \"citation-artifact\"\ntext = \"{LEFTOVER}\"\nreason = \"an example\"\n"
    );
    let folder = desk(&[("a.txt", &text), ("a.txt.factlint.toml", &allow)]);
    check(folder.path(), &["."], 0);
    fs::write(folder.path().join("a.txt"), "The page ended.\n").unwrap();
    let said = check(folder.path(), &[".", "--fail-on", "warning"], 1);
    assert!(said.contains("unused-suppression"), "{said}");
    fs::write(folder.path().join("a.txt.factlint.toml"), "[[alow]]\n").unwrap();
    let said = check(folder.path(), &["."], 2);
    assert!(said.contains("a.txt.factlint.toml:1"), "{said}");
}

#[test]
fn a_baseline_outlives_a_rewritten_paragraph_and_a_move() {
    let folder =
        desk(&[("a.txt", &format!("The harbour reopened on Monday {LEFTOVER} after a week.\n"))]);
    let at = folder.path();
    check(at, &["a.txt"], 1);
    check(at, &["a.txt", "--write-baseline", "known.json"], 0);
    let said = check(at, &["a.txt", "--baseline", "known.json"], 0);
    assert!(said.contains("1 in the baseline"), "{said}");

    let rewritten = format!(
        "A new opening.\n\nAfter a week the port opened again\n{LEFTOVER} on\nMonday morning.\n"
    );
    fs::write(at.join("a.txt"), &rewritten).unwrap();
    check(at, &["a.txt", "--baseline", "known.json"], 0);

    fs::rename(at.join("a.txt"), at.join("b.txt")).unwrap();
    check(at, &["b.txt", "--baseline", "known.json", "--prune-baseline"], 0);
    assert!(fs::read_to_string(at.join("known.json")).unwrap().contains("\"b.txt\""));

    fs::write(at.join("b.txt"), format!("{rewritten}\nOnce more {LEFTOVER}.\n")).unwrap();
    check(at, &["b.txt", "--baseline", "known.json"], 1);
}

#[test]
fn what_is_found_no_more_can_be_pruned() {
    let folder = desk(&[
        ("a.txt", &format!("It ended {LEFTOVER}.\n")),
        ("b.txt", &format!("So {LEFTOVER}.\n")),
    ]);
    let at = folder.path();
    check(at, &[".", "--write-baseline", "known.json"], 0);
    fs::write(at.join("a.txt"), "It ended.\n").unwrap();
    let said = check(at, &["a.txt", "--baseline", "known.json"], 0);
    assert!(said.contains("1 in known.json not found any more"), "{said}");
    check(at, &["a.txt", "--baseline", "known.json", "--prune-baseline"], 0);
    let kept = fs::read_to_string(at.join("known.json")).unwrap();
    assert!(kept.contains("b.txt") && !kept.contains("a.txt"), "{kept}");
}

#[test]
fn a_baseline_knows_articles_wherever_a_run_starts() {
    let text = format!("The harbour reopened. {LEFTOVER}\n");
    let folder = desk(&[("news/a.md", &text), ("news/b.md", &text), ("known/list.json", "")]);
    check(folder.path(), &[".", "--write-baseline", "known/list.json"], 0);
    let written = fs::read_to_string(folder.path().join("known/list.json")).unwrap();
    assert!(written.contains("\"../news/a.md\""), "{written}");
    let inside = folder.path().join("news");
    check(&inside, &["a.md", "--baseline", "../known/list.json", "--prune-baseline"], 0);
    check(&inside, &["b.md", "--baseline", "../known/list.json"], 0);
    let told = check(folder.path(), &[".", "--prune-baseline"], 2);
    assert!(told.contains("--baseline FILE"), "{told}");
}

#[test]
fn a_baseline_that_is_none_ends_in_2() {
    let folder = desk(&[("a.txt", "It ended.\n"), ("known.json", "{}")]);
    let said = check(folder.path(), &["a.txt", "--baseline", "known.json"], 2);
    assert!(said.contains("known.json is no baseline"), "{said}");
    let said = check(folder.path(), &["a.txt", "--baseline", "none.json"], 2);
    assert!(said.contains("--write-baseline=none.json makes one"), "{said}");
}
