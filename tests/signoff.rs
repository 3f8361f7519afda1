//! Signing off, auditing, settings, changed lines: the program around a publication.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const LEFTOVER: &str = ":contentReference[oaicite:0]{index=0}";

fn desk(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    for name in ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(args).output().unwrap()
}

#[track_caller]
fn check(folder: &Path, args: &[&str], code: i32) -> String {
    let output = run(folder, args);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    format!("{}{told}", String::from_utf8(output.stdout).unwrap())
}

#[test]
fn an_article_with_errors_is_signed_off_only_with_reasons() {
    let folder = desk(&[("a.md", &format!("The page ended {LEFTOVER}.\n"))]);
    let at = folder.path();
    let signoff = ["signoff", "a.md", "--by", "Ann Lee", "--at", "2024-01-25T10:00:00Z"];
    let said = check(at, &signoff, 1);
    assert!(said.contains("citation-artifact") && said.contains("not signed off"), "{said}");
    assert!(!at.join("factlint-signoff.jsonl").exists());
    check(at, &[&signoff[..], &["--accept", "citation-artifact"]].concat(), 2);
    let reason = "citation-artifact=the leftover is what the story is about";
    let said = check(at, &[&signoff[..], &["--accept", reason]].concat(), 0);
    assert!(said.contains("signed off a.md as record 1"), "{said}");
    let said = check(at, &["audit"], 0);
    assert!(said.contains("1 2024-01-25T10:00:00Z by Ann Lee: a.md"), "{said}");
    assert!(said.contains("let stand by Ann Lee: the leftover is what"), "{said}");
    assert!(said.contains("consistency 0.") && said.contains("the chain holds"), "{said}");
}

#[test]
fn a_damaged_log_is_told_and_not_written_to() {
    let folder = desk(&[("a.md", "The harbour reopened on Monday.\n")]);
    let at = folder.path();
    let signoff = ["signoff", "a.md", "--by", "Ann Lee"];
    check(at, &signoff, 0);
    check(at, &signoff, 0);
    let log = at.join("factlint-signoff.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.replacen("Ann", "Anm", 1)).unwrap();
    let said = check(at, &["audit"], 1);
    assert!(said.contains("damaged: record 1 was changed"), "{said}");
    check(at, &signoff, 2);
    fs::write(&log, text.lines().next().unwrap().to_owned() + "\n").unwrap();
    assert!(check(at, &["audit"], 1).contains("cut off: it holds 1 of 2 records"));
    check(at, &["audit", "none.jsonl"], 2);
    fs::remove_file(&log).unwrap();
    assert!(check(at, &["audit"], 1).contains("it holds 0 of 2 records"));
}

#[test]
fn a_record_names_all_that_an_article_was_held_against() {
    let folder = desk(&[("a.md", "The harbour reopened on Monday.\n"), ("wire.txt", "It did.\n")]);
    let at = folder.path();
    let signoff = ["signoff", "a.md", "--by", "Ann Lee", "--sources", "wire.txt"];
    let said = check(at, &[&signoff[..], &["--accept", "wrong-date=a slip"]].concat(), 0);
    assert!(said.contains("nothing of wrong-date was found"), "{said}");
    let said = check(at, &[&signoff[..], &["--accept", "wrong-dat=a slip"]].concat(), 2);
    assert!(said.contains("did you mean `wrong-date`?"), "{said}");
    let text = blake3::hash(b"It did.\n").to_hex();
    assert!(check(at, &["audit"], 0).contains(&format!("beside wire.txt ({})", &text[..16])));
    let said = check(at, &["audit", "--article", "b.md"], 0);
    assert!(said.starts_with("no record of b.md\n1 record, the chain holds"), "{said}");
}

#[test]
fn profiles_say_what_blocks_and_config_says_why() {
    let folder = desk(&[("a.txt", &format!("The page ended {LEFTOVER}.\n"))]);
    let at = folder.path();
    for (profile, code) in [("draft", 0), ("publish", 1), ("audit", 1)] {
        check(at, &["check", "--profile", profile], code);
    }
    check(at, &["check", "--profile", "draft", "--fail-on", "error"], 1);
    check(at, &["check", "--profile", "final"], 2);
    let config = "profile = \"draft\"\n\n[rules]\ncitation-artifact = \"warning\"\n";
    fs::write(at.join("factlint.toml"), config).unwrap();
    let said = check(at, &["config"], 0);
    for line in [
        "profile = \"draft\"                        # factlint.toml",
        "fail-on = \"never\"                        # profile draft",
        "\"citation-artifact\" = \"warning\"          # factlint.toml:4",
    ] {
        assert!(said.contains(line), "{line} is not in\n{said}");
    }
    assert!(said.contains("# consistency 0."), "{said}");
    assert!(check(at, &["config", "--fail-on", "info"], 0).contains("# command line"));
}

#[test]
fn shells_and_manual_readers_are_served() {
    let folder = desk(&[]);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(check(folder.path(), &["completions", shell], 0).contains("signoff"), "{shell}");
    }
    assert!(check(folder.path(), &["completions", "bash"], 0).contains("rdjsonl markdown html"));
    assert!(check(folder.path(), &["man"], 0).contains(".TH factlint 1"));
    check(folder.path(), &["man", "pages"], 0);
    assert!(folder.path().join("pages/factlint-check.1").exists());
    check(folder.path(), &["completions", "tcsh"], 2);
}

#[track_caller]
fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(args)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// A repository whose branch `main` has one faulty paragraph; the branch `pr` adds another and a
/// file. Needs git, as `--since` does.
fn repository() -> TempDir {
    let folder =
        desk(&[("old.md", &format!("It ended {LEFTOVER}.\n\nMore.\n")), ("same.md", LEFTOVER)]);
    let at = folder.path();
    git(at, &["init", "-q", "-b", "main"]);
    git(at, &["add", "."]);
    git(at, &["commit", "-qm", "first"]);
    git(at, &["checkout", "-qb", "pr"]);
    fs::write(at.join("old.md"), format!("It ended {LEFTOVER}.\n\nMore {LEFTOVER}.\n")).unwrap();
    git(at, &["commit", "-qam", "second"]);
    fs::write(at.join("new.md"), format!("New {LEFTOVER}.\n")).unwrap();
    folder
}

#[test]
fn only_what_changed_since_a_commit_is_reported() {
    let folder = repository();
    let at = folder.path();
    let said = check(at, &["check", ".", "--since", "main"], 1);
    assert!(said.contains("--> old.md:3:6") && said.contains("--> new.md:1:5"), "{said}");
    assert!(!said.contains("old.md:1:") && !said.contains("same.md"), "{said}");
    assert!(said.contains("1 in unchanged lines"), "{said}");

    let diff = git(at, &["diff", "--unified=0", "main"]);
    fs::write(at.join("pr.diff"), diff).unwrap();
    let said = check(at, &["check", "old.md", "--diff", "pr.diff"], 1);
    assert!(said.contains("old.md:3:6") && !said.contains("old.md:1:"), "{said}");
    check(at, &["check", "same.md", "--diff", "pr.diff"], 0);
}

#[test]
fn what_git_cannot_tell_is_said_with_a_remedy() {
    let folder = repository();
    let at = folder.path();
    let said = check(at, &["check", ".", "--since", "mian"], 2);
    assert!(said.contains("no commit is called `mian` here; check the spelling"), "{said}");
    check(at, &["check", ".", "--since", "--output=x"], 2);

    let shallow = tempfile::tempdir().unwrap();
    let from = format!("file://{}", at.display());
    git(shallow.path(), &["clone", "-q", "--depth=1", "--branch=pr", &from, "copy"]);
    let said = check(&shallow.path().join("copy"), &["check", ".", "--since", "HEAD~1"], 2);
    assert!(said.contains("the clone is shallow") && said.contains("fetch-depth: 0"), "{said}");

    let outside = desk(&[("a.txt", "It ended.\n")]);
    let said = check(outside.path(), &["check", ".", "--since", "main"], 2);
    assert!(said.contains("--diff instead"), "{said}");
}
