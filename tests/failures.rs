//! What goes wrong around a run: full disks, closed pipes, files that vanish or may not be read.
#![cfg(unix)]

use serde_json::Value;
use std::fs::{self, File, OpenOptions, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const WRONG: &str = "The council met on Friday, 2 May 2023, in the town hall of Aldmoor.\n";

fn factlint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(folder).env_remove("GITHUB_ACTIONS").env_remove("GITHUB_STEP_SUMMARY");
    command
}

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), WRONG).unwrap();
    fs::write(folder.path().join("b.txt"), WRONG).unwrap();
    folder
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    factlint(folder.path()).args(args).output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, told: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(stderr.contains(told), "{stderr}");
}

fn full_disk() -> Stdio {
    OpenOptions::new().write(true).open("/dev/full").unwrap().into()
}

#[test]
fn a_full_disk_under_standard_output_ends_in_2() {
    let folder = desk();
    for format in ["text", "json", "jsonl", "html", "sarif"] {
        let mut command = factlint(folder.path());
        command.args(["check", "--format", format]).stdout(full_disk()).stderr(Stdio::piped());
        let output = command.spawn().unwrap().wait_with_output().unwrap();
        check(&output, 2, "cannot write to standard output: No space left on device");
    }
}

#[test]
fn a_full_disk_under_a_report_leaves_the_old_one_and_the_other_reports() {
    let folder = desk();
    let output = run(&folder, &["check", "--format=text", "--format=json=/dev/full"]);
    check(&output, 2, "cannot write to /dev/full: No space left on device");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(shown.matches("error[weekday-mismatch]").count(), 2, "{shown}");
}

#[test]
fn a_full_disk_under_standard_error_changes_no_exit_code() {
    let folder = desk();
    let mut command = factlint(folder.path());
    command.args(["check", "missing.txt", "a.txt", "--format=json"]).stderr(full_disk());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["errors"], 1);
}

#[test]
fn a_folder_that_takes_no_report_is_named_before_the_run() {
    let folder = desk();
    let output = run(&folder, &["check", "--format=json=a.txt/report.json"]);
    check(&output, 2, "cannot write to a.txt/report.json; check that its folder exists");
}

#[test]
fn a_folder_that_cannot_be_a_cache_is_named_before_the_run() {
    let folder = desk();
    check(
        &run(&folder, &["check", "--cache", "a.txt/kept"]),
        2,
        "cannot make the folder a.txt/kept",
    );
}

#[test]
fn a_closed_pipe_is_no_error_whatever_the_format() {
    let folder = desk();
    for format in ["text", "json", "jsonl", "html", "markdown"] {
        let mut command = factlint(folder.path());
        command.args(["check", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{format}: {:?}", output.status);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!told.contains("pipe"), "{told}");
    }
}

#[test]
fn what_may_not_be_read_is_named_and_the_rest_is_checked() {
    let folder = desk();
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::write(locked.join("c.txt"), WRONG).unwrap();
    fs::set_permissions(&locked, Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(folder.path().join("b.txt"), Permissions::from_mode(0o000)).unwrap();
    // Root reads everything, and then there is nothing to see.
    let is_root = File::open(folder.path().join("b.txt")).is_ok();
    let output = run(&folder, &["check", "--format=json"]);
    fs::set_permissions(&locked, Permissions::from_mode(0o700)).unwrap();
    if is_root {
        return;
    }
    check(&output, 2, "b.txt: cannot be read: permission denied");
    check(&output, 2, "locked: cannot be read: permission denied");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["articles"], 1);
    assert_eq!(report["summary"]["errors"], 1);
}

#[test]
fn links_that_lead_nowhere_and_folders_in_place_of_files_are_named() {
    let folder = desk();
    std::os::unix::fs::symlink("gone.txt", folder.path().join("link.txt")).unwrap();
    let output = run(&folder, &["check", "link.txt", "a.txt", "--format=json"]);
    check(&output, 2, "link.txt: does not exist");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["errors"], 1);
}

#[test]
fn a_sign_off_on_a_full_disk_is_refused() {
    let folder = desk();
    fs::write(folder.path().join("clean.txt"), "The council met in the town hall.\n").unwrap();
    let output = run(&folder, &["signoff", "clean.txt", "--by", "A. Editor", "--log", "/dev/full"]);
    check(&output, 2, "/dev/full");
}

/// The commands of a desk with a pack, a log and a faulty article, and how each of them ends.
const ENDS: &[(&str, i32)] = &[
    ("", 2),
    ("--help", 0),
    ("--version", 0),
    ("unknown", 2),
    ("check ok.txt", 0),
    ("check a.txt", 1),
    ("check a.txt --fail-on never", 0),
    ("check a.txt --profile draft", 0),
    ("check ok.txt none.txt", 2),
    ("check a.txt --fail-on sometimes", 2),
    ("check a.txt --profile loose", 2),
    ("check a.txt --format sarf", 2),
    ("check a.txt --format text --format text", 2),
    ("check a.txt --input-format odt", 2),
    ("check a.txt --facts none", 2),
    ("check a.txt --sources none", 2),
    ("check a.txt --baseline none.json", 2),
    ("check a.txt --prune-baseline", 2),
    ("check a.txt --baseline a.txt --write-baseline b.json", 2),
    ("check a.txt --diff none", 2),
    ("check a.txt --diff a.txt", 2),
    ("check a.txt --since HEAD", 2),
    ("check a.txt --since HEAD --diff -", 2),
    ("check a.txt --resume", 2),
    ("check a.txt --cache-limit 1", 2),
    ("annotate a.txt", 0),
    ("annotate", 2),
    ("annotate none.txt", 2),
    ("explain wrong-date", 0),
    ("explain", 2),
    ("explain wrong-dat", 2),
    ("rules", 0),
    ("rules --format toml", 2),
    ("facts", 2),
    ("facts lint aldmoor.toml", 0),
    ("facts lint none", 2),
    ("facts test none", 2),
    ("facts test aldmoor.toml", 2),
    ("facts build none", 2),
    ("facts build", 2),
    ("facts diff aldmoor.toml aldmoor.toml", 0),
    ("facts diff aldmoor.toml none", 2),
    ("facts draft ok.txt", 0),
    ("facts draft none", 2),
    ("facts import none.csv", 2),
    ("init new", 0),
    ("init a.txt/new", 2),
    ("config", 0),
    ("config --facts none", 2),
    ("lock", 2),
    ("signoff ok.txt --by Ann", 0),
    ("signoff a.txt --by Ann", 1),
    ("signoff a.txt --by Ann --accept weekday-mismatch=plaque", 0),
    ("signoff a.txt --by Ann --accept weekday-mismatch", 2),
    ("signoff a.txt", 2),
    ("signoff none.txt --by Ann", 2),
    ("signoff . --by Ann", 2),
    ("audit", 0),
    ("audit none.jsonl", 2),
    ("audit a.txt", 1),
    ("audit --expect 00", 1),
    ("completions fish", 0),
    ("completions tcsh", 2),
    ("man", 0),
    ("man pages", 0),
    ("man a.txt", 2),
];

#[test]
fn every_command_ends_as_it_says() {
    let folder = desk();
    fs::write(folder.path().join("ok.txt"), "The council met in the town hall.\n").unwrap();
    let pack = "[[source]]\nid = \"minutes\"\nname = \"Minutes\"\n\
                [[entity]]\nid = \"aldmoor\"\nkind = \"place\"\nname = \"Aldmoor\"\nsource = \"minutes\"\n";
    fs::write(folder.path().join("aldmoor.toml"), pack).unwrap();
    for (words, code) in ENDS {
        let args: Vec<&str> = words.split_whitespace().collect();
        let output = run(&folder, &args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*code), "factlint {words}\n{told}");
        let is_mute = *code == 2 && output.stderr.is_empty();
        assert!(!is_mute, "factlint {words} fails without a word");
    }
}
