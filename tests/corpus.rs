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

/// Also on a desk whose misses nobody has marked yet.
#[test]
fn expectations_of_every_desk_fit_its_articles() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut desks = 0;
    for entry in fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap()) {
        if entry.path().is_dir() {
            let output = test(&entry.file_name().to_string_lossy());
            assert_ne!(output.status.code(), Some(2), "{}", told(&output));
            desks += 1;
        }
    }
    assert!(desks > 1, "the desks are gone");
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
