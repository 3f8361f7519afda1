//! Input that is made to hurt: each ends within a bound, and what it says cannot act on a terminal, a
//! log or a page.
//!
//! The bound is generous, because the tests run unoptimised; work that grows with the square of the
//! length misses it by far.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

const BOUND: Duration = Duration::from_secs(120);
const LENGTH: usize = 100_000;

fn factlint(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    for name in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

/// The end of a run, which must come in time.
#[track_caller]
fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = factlint(folder, args);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(command.output()));
    let output = receiver.recv_timeout(BOUND).expect("the run takes too long").unwrap();
    assert_ne!(output.status.code(), None, "the run was killed");
    output
}

fn desk(name: &str, bytes: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

fn repeated(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len() + 1)
}

/// The report on an article, which must be one article without problems.
#[track_caller]
fn report(name: &str, bytes: &[u8]) -> Value {
    let folder = desk(name, bytes);
    let output = run(folder.path(), &["check", name, "--format", "json"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("internal error"), "{told}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["articles"], 1, "{told}");
    report
}

#[test]
fn one_endless_sentence_takes_no_square_of_its_length() {
    for piece in [
        "the committee met in the hall and then ",
        "at noon in London (9 a.m. in Tokyo) and ",
        "the the ",
        "[INSERT NAME HERE] ",
        "a\u{200d}",
        "a\u{202e}b\u{200b}c ",
        "Friday, 2 May 2023 and ",
        "rose 5% to 3 from 2, ",
        "3 men and 4 women, 9 people in all, ",
        "“He said ‘no’ Mary Marsh ",
        "Mr. Marsh, the minister, ",
        "((((((((",
        "two dozen ",
        "12 ",
    ] {
        report("a.txt", repeated(piece).as_bytes());
    }
}

#[test]
fn a_great_many_findings_are_all_reported() {
    let line = "It was Friday, 2 May 2023.\n\n";
    let found = report("a.txt", line.repeat(2000).as_bytes());
    assert_eq!(found["summary"]["errors"], 2000);
}

#[test]
fn old_encodings_cost_no_square_either() {
    let line = b"It was Friday, 2 May 2023, in a caf\xE9.\n\n";
    let report = report("a.txt", &line.repeat(2000));
    let findings = report["articles"][0]["findings"].as_array().unwrap();
    let is_day = |found: &&Value| found["rule"] == "weekday-mismatch";
    let days: Vec<&Value> = findings.iter().filter(is_day).collect();
    assert_eq!(days.len(), 2000);
    let last = &days[1999]["span"]["start"];
    assert_eq!(last.as_u64().unwrap() as usize, line.len() * 1999 + 7);
}

#[test]
fn deep_and_wide_markup_is_read() {
    let nested = format!("{}The council met.{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    report("a.html", nested.as_bytes());
    report("a.html", repeated("<table><tr><td>x").as_bytes());
    report("a.html", repeated("<blockquote><p>x").as_bytes());
    report("a.html", repeated("<").as_bytes());
    report("a.html", repeated("<!--").as_bytes());
    report("a.html", repeated("&amp").as_bytes());
    report("a.md", repeated("# Heading\n\n").as_bytes());
    report("a.md", format!("{}The council met.\n", "> ".repeat(5_000)).as_bytes());
    report("a.md", repeated("| a | b |\n|---|---|\n").as_bytes());
    report("a.md", repeated("[").as_bytes());
    report("a.md", repeated("<!-- factlint allow ").as_bytes());
    report("a.md", repeated("*a _b ").as_bytes());
}

#[test]
fn bytes_that_are_no_text_are_refused_or_read() {
    let folder = desk("a.txt", &vec![0; LENGTH]);
    let output = run(folder.path(), &["check", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    report("a.txt", &b"\xC3\xA9 \xFF caf\xC3\xA9 ".repeat(5_000));
    report("a.txt", "\u{202e}\u{2066}\u{feff}x ".repeat(5_000).as_bytes());
}

/// What a terminal, a log or a page could obey, around a fault that a report has to quote.
const ATTACK: &str = "It was Friday, 2 May 2023 \u{1b}[31m\u{1b}]0;owned\u{7}\u{202e} ##[error]no \
                      <script>alert(1)</script>.\n\n::error::Friday, 3 May 2023\u{9b}31m\n";

#[test]
fn no_report_for_people_obeys_the_article() {
    let folder = desk("::warning::a\u{1b}.txt", ATTACK.as_bytes());
    for format in
        ["text", "github", "markdown", "html", "junit", "json", "sarif", "rdjson", "gitlab"]
    {
        let mut command = factlint(folder.path(), &["check", ".", "--format", format]);
        let output = command.env("GITHUB_ACTIONS", "true").output().unwrap();
        let shown = format!(
            "{}{}",
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap()
        );
        for forbidden in ["\u{1b}", "\u{7}", "\u{9b}", "\u{202e}", "##[error]"] {
            assert!(!shown.contains(forbidden), "{format} lets {forbidden:?} through:\n{shown}");
        }
        let commands = shown.lines().filter(|line| line.trim_start().starts_with("::"));
        let own = format == "github";
        assert!(commands.clone().count() == 0 || own, "{format} gives commands:\n{shown}");
        assert!(commands.clone().all(|line| !line.starts_with("::error::")), "{format}:\n{shown}");
        assert!(format != "html" || !shown.contains("<script>alert"), "{shown}");
    }
}

#[test]
fn no_message_obeys_a_configuration() {
    let folder = desk("a.txt", b"The council met.\n");
    let config = "[rules]\n\"x\\n::warning::y\\n##[add-path]z\\u001b[31m\" = \"off\"\n";
    fs::write(folder.path().join("factlint.toml"), config).unwrap();
    let mut command = factlint(folder.path(), &["check", "a.txt"]);
    let output = command.env("GITHUB_ACTIONS", "true").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    let commands: Vec<&str> = told.lines().filter(|line| line.starts_with("::")).collect();
    assert!(commands.len() == 1 && commands[0].starts_with("::error title=factlint::"), "{told}");
    assert!(!told.contains("##[") && !told.contains('\u{1b}'), "{told}");
}

#[test]
fn a_pack_with_a_great_many_errors_is_told_in_a_page() {
    let facts =
        "[[event]]\nid = \"a b\"\nname = 3\nunknown = true\ndate = \"soon\"\n".repeat(20_000);
    let folder = desk("facts.toml", facts.as_bytes());
    fs::write(folder.path().join("a.txt"), "The council met.\n").unwrap();
    let output = run(folder.path(), &["check", "a.txt", "--facts", "facts.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(" more\n") && told.contains("problems in 1 file"), "{}", told.len());
    assert!(told.len() < 200_000, "{}", told.len());
}

#[test]
fn facts_that_run_in_circles_are_refused() {
    let place = |id: &str, within: &str| {
        format!(
            "[[entity]]\nid = \"{id}\"\nkind = \"place\"\nname = \"{id}\"\nwithin = \"{within}\"\n"
        )
    };
    let facts = [place("aldmoor", "bramley"), place("bramley", "aldmoor")].concat();
    let folder = desk("facts.toml", facts.as_bytes());
    fs::write(folder.path().join("a.txt"), "The council met in Aldmoor.\n").unwrap();
    let output = run(folder.path(), &["check", "a.txt", "--facts", "facts.toml"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn patterns_of_a_pack_cannot_stall_a_run() {
    let rule = "id = \"slow-pattern\"\nsince = \"1.0.0\"\nstatus = \"stable\"\nseverity = \"warning\"\n\
                tags = [\"x\"]\n[check]\nkind = \"text-shape\"\nmessage = \"is slow\"\n\
                regex = '''(a+)+(a+)+(a+)+b'''\n[doc]\nfinds = \"x\"\nwhy = \"x\"\nmend = \"x\"\n\
                [[bad]]\ntext = \"⟦aaab⟧\"\n[[good]]\ntext = \"aaa\"\n";
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("pack/rules")).unwrap();
    let manifest = "id = \"slow\"\nname = \"Slow\"\nversion = \"1.0.0\"\nschema = 1\nlicence = \"MIT\"\n\
                    maintainer = \"x\"\ndescription = \"x\"\n";
    fs::write(path("pack/pack.toml"), manifest).unwrap();
    fs::write(path("pack/rules/slow-pattern.toml"), rule).unwrap();
    fs::write(path("a.txt"), "a".repeat(LENGTH)).unwrap();
    let output = run(folder.path(), &["check", "a.txt", "--facts", "pack"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
}

#[test]
fn a_table_with_thousands_of_bad_rows_is_told_row_by_row() {
    let rows: String = (0..3000).map(|n| format!("Flood {n},date,someday,event\n")).collect();
    let table = format!("subject,property,value,kind\n{rows}");
    let folder = desk("table.csv", table.as_bytes());
    let output = run(folder.path(), &["facts", "import", "table.csv"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("3000 could not be taken"), "{}", &told[told.len() - 300..]);
}
