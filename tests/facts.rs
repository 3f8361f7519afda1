//! `factlint facts` as a shell sees it: transcripts.
//!
//! `tests/facts/*.in` holds files, each under a line `==> path <==`, and before them commands, each
//! on a line that starts with `$ factlint `. The `.out` beside it holds what they print and how they
//! end, as does any file they write. `UPDATE=1 cargo test` rewrites the latter.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_command_says_what_its_transcript_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "in") {
            check(&path);
            cases += 1;
        }
    }
    assert!(cases > 0, "no transcripts were found");
}

#[track_caller]
fn check(path: &Path) {
    let input = fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut parts = input.split("==> ");
    let commands = parts.next().unwrap();
    for (name, text) in parts.filter_map(|part| part.split_once(" <==\n")) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let said: String = commands
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
        .map(|command| run(folder.path(), command))
        .collect();
    let out = path.with_extension("out");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&out, &said).unwrap();
    }
    let expected = fs::read_to_string(&out).unwrap_or_default();
    assert_eq!(said, expected, "{}", path.display());
}

/// Runs a command and tells what it said. `cat FILE` shows a file, `accept FILE` takes the mark away
/// from what a draft proposes.
fn run(folder: &Path, command: &str) -> String {
    if let Some(file) = command.strip_prefix("cat ") {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        return format!("$ {command}\n{text}\n");
    }
    if let Some(file) = command.strip_prefix("accept ") {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        fs::write(folder.join(file), text.replace("#~ ", "")).unwrap();
        return format!("$ {command}\n\n");
    }
    let arguments = command.strip_prefix("factlint ").expect("a command of this program");
    let mut process = Command::new(env!("CARGO_BIN_EXE_factlint"));
    process.env_remove("GITHUB_ACTIONS").env_remove("CLICOLOR_FORCE");
    let output = process.current_dir(folder).args(arguments.split(' ')).output().unwrap();
    let mut said = format!("$ {command}\n{}", String::from_utf8(output.stdout).unwrap());
    let errors = String::from_utf8(output.stderr).unwrap();
    if !errors.is_empty() {
        write!(said, "-- on standard error\n{errors}").unwrap();
    }
    let code = output.status.code().unwrap();
    write!(said, "-- ends with {code}\n\n").unwrap();
    said
}
