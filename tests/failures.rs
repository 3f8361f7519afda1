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
