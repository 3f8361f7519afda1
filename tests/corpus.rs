//! Runs the desks under `corpus/`: every expected finding is there, nothing quiet is flagged.
//!
//! A finding that no check can reach yet says so with `beyond = "why"`. It is held to that: when
//! it is found after all, the mark must go.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn duty_to_warn() {
    check_desk("duty-to-warn");
}

#[test]
fn skelmouth_bridge() {
    check_desk("skelmouth-bridge");
}

#[test]
fn osmeri_earthquake() {
    check_desk("osmeri-earthquake");
}

#[test]
fn calder_voss_results() {
    check_desk("calder-voss-results");
}

#[test]
fn vesterholm_election() {
    check_desk("vesterholm-election");
}

#[test]
fn no_desk_goes_untested() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap());
    let desks = entries.filter(|entry| entry.path().is_dir());
    let tests = include_str!("corpus.rs");
    for desk in desks.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        assert!(tests.contains(&format!("check_desk(\"{desk}\")")), "{desk} has no test");
    }
}

#[track_caller]
fn check_desk(name: &str) {
    let output = test(name);
    assert!(output.status.success(), "{}", told(&output));
    assert!(!told(&output).contains("left out"), "{}", told(&output));
}

fn test(desk: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["facts", "test", &format!("corpus/{desk}")]).output().unwrap()
}

fn told(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr];
    streams.map(|bytes| String::from_utf8_lossy(bytes)).concat()
}
