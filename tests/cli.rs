//! The program as a shell sees it: exit codes, streams, files.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Articles that real rules flag: `error.txt`, `warning.txt`, `info.txt` and `clean.txt`.
const FLAGGED: &str = "tests/fixtures/severities";

fn factlint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(folder);
    for name in
        ["GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "NO_COLOR", "CLICOLOR_FORCE"]
    {
        command.env_remove(name);
    }
    command
}

fn desk(articles: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in articles {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    factlint(folder.path()).args(args).output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const CLEAN: [(&str, &str); 1] = [("a.txt", "The committee met in the town hall.\n")];

#[test]
fn a_clean_run_ends_in_0_with_one_line_on_coverage() {
    let output = run(&desk(&CLEAN), &["check"]);
    check(&output, 0);
    assert_eq!(stdout(&output).lines().count(), 1);
    assert!(stdout(&output).starts_with("1 article: no findings; "));
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_file_that_cannot_be_read_ends_in_2_and_the_rest_is_checked() {
    let folder = desk(&CLEAN);
    let output = run(&folder, &["check", "missing.txt", "a.txt", "--format", "json"]);
    check(&output, 2);
    assert!(stderr(&output).starts_with("factlint: missing.txt: "));
    assert!(stderr(&output).contains("failed: 1 input could not be checked"));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["articles"], 1);
    assert_eq!(report["problems"][0]["path"], "missing.txt");
}

#[test]
fn fail_on_never_does_not_hide_problems() {
    let output = run(&desk(&[]), &["check", "missing.txt", "--fail-on=never"]);
    check(&output, 2);
}

#[test]
fn wrong_usage_ends_in_2() {
    let folder = desk(&CLEAN);
    for args in [
        &["check", "--no-such-flag"][..],
        &["check", "--fail-on", "fatal"],
        &["check", "--format", "sarf"],
        &["check", "--format", "json", "--format", "text"],
        &["check", "--date", "yesterday"],
        &["check", "--threads", "0"],
        &["check", "--facts", "no/such/pack"],
        &["check", "--format", "json=no/such/folder/report.json"],
        &["explain", "no-such-rule"],
        &["no-such-command"],
    ] {
        let output = run(&folder, args);
        check(&output, 2);
        assert!(!output.stderr.is_empty(), "{args:?} fails without a word");
    }
}

#[test]
fn a_faulty_configuration_ends_in_2_and_is_placed() {
    let folder = desk(&CLEAN);
    fs::write(folder.path().join("factlint.toml"), "\nfail_on = 'error'\n").unwrap();
    let output = run(&folder, &["check", "a.txt"]);
    check(&output, 2);
    assert!(
        stderr(&output)
            .starts_with("factlint: error: unknown key \"fail_on\": did you mean \"fail-on\"?")
            && stderr(&output).contains("--> factlint.toml:2:1"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn rules_of_the_configuration_must_exist() {
    let folder = desk(&CLEAN);
    let config = "[rules]\nno-such-rule = 'off'\n";
    fs::write(folder.path().join("factlint.toml"), config).unwrap();
    let output = run(&folder, &["check"]);
    check(&output, 2);
    assert!(stderr(&output).contains("factlint.toml:2: no rule is called `no-such-rule`"));
}

#[test]
fn a_pipe_that_closes_early_is_no_error() {
    let folder = desk(&CLEAN);
    let mut child = factlint(folder.path())
        .args(["check", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    check(&output, 0);
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_closed_pipe_does_not_cut_short_a_report_in_a_file() {
    let folder = desk(&CLEAN);
    let mut child = factlint(folder.path())
        .args(["check", "--format", "text", "--format", "json=report.json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    check(&child.wait_with_output().unwrap(), 0);
    let report = fs::read(folder.path().join("report.json")).unwrap();
    serde_json::from_slice::<serde_json::Value>(&report).unwrap();
}

#[test]
fn standard_input_is_read_under_the_name_it_is_given() {
    let folder = desk(&[]);
    let mut child = factlint(folder.path())
        .args(["check", "-", "--stdin-filename", "drafts/a.txt", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"The committee met.\n").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    check(&output, 0);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["articles"][0]["path"], "drafts/a.txt");
}

#[test]
fn several_formats_in_one_run() {
    let folder = desk(&CLEAN);
    let formats = ["--format", "text", "--format", "json=r.json", "--format", "jsonl=r.jsonl"];
    let output = run(&folder, &[&["check"], &formats[..]].concat());
    check(&output, 0);
    assert!(stdout(&output).starts_with("1 article"));
    assert!(folder.path().join("r.json").exists() && folder.path().join("r.jsonl").exists());
}

#[test]
fn time_is_reported_only_when_asked_for() {
    let folder = desk(&CLEAN);
    let elapsed = |args: &[&str]| {
        let output = run(&folder, args);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["summary"]["elapsed_ms"].clone()
    };
    assert!(elapsed(&["check", "--format", "json"]).is_null());
    assert!(elapsed(&["check", "--format", "json", "--timing"]).is_u64());
}

#[test]
fn a_job_summary_is_appended() {
    let folder = desk(&CLEAN);
    let page = folder.path().join("summary.md");
    fs::write(&page, "earlier\n").unwrap();
    let output = factlint(folder.path())
        .args(["check", "a.txt", "--format", "github", "--format", "text"])
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", &page)
        .output()
        .unwrap();
    check(&output, 0);
    let page = fs::read_to_string(page).unwrap();
    assert!(page.starts_with("earlier\n### factlint\n"), "{page}");
}

#[test]
fn init_writes_once_and_never_overwrites() {
    let folder = desk(&[]);
    check(&run(&folder, &["init"]), 0);
    let config = folder.path().join("factlint.toml");
    assert!(config.exists() && folder.path().join("facts/my-topic/pack.toml").exists());
    fs::write(&config, "mine").unwrap();
    let output = run(&folder, &["init"]);
    check(&output, 0);
    assert!(stdout(&output).contains("kept"));
    assert_eq!(fs::read_to_string(&config).unwrap(), "mine");
}

#[test]
fn rules_are_listed() {
    let output = run(&desk(&[]), &["rules", "--format", "json"]);
    check(&output, 0);
    let rules: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(rules.is_array());
}

#[test]
fn real_findings_end_the_run_as_fail_on_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGGED);
    for (article, codes) in [
        ("clean.txt", [0, 0, 0, 0]),
        ("info.txt", [0, 0, 1, 0]),
        ("warning.txt", [0, 1, 1, 0]),
        ("error.txt", [1, 1, 1, 0]),
    ] {
        for (fail_on, code) in ["error", "warning", "info", "never"].into_iter().zip(codes) {
            let args = ["check", article, "--fail-on", fail_on];
            check(&factlint(&folder).args(args).output().unwrap(), code);
        }
    }
}

#[test]
fn every_format_ends_the_run_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FLAGGED);
    for format in [
        "text", "json", "jsonl", "github", "sarif", "gitlab", "junit", "rdjson", "rdjsonl",
        "markdown", "html",
    ] {
        for (article, code) in [("clean.txt", 0), ("error.txt", 1), ("missing.txt", 2)] {
            let args = ["check", article, "--format", format];
            let output = factlint(&folder).args(args).output().unwrap();
            check(&output, code);
            let says_why = code == 0 || stderr(&output).contains("failed:") || format == "text";
            assert!(says_why, "{format} does not say why it failed");
        }
    }
}

#[test]
fn claims_are_listed_when_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let desk = "corpus/duty-to-warn";
    let (facts, articles) = (format!("{desk}/facts"), format!("{desk}/articles"));
    let args = ["check", "--facts", &facts, &articles, "--fail-on", "never", "--claims"];
    let output = factlint(root).args(args).output().unwrap();
    check(&output, 0);
    assert!(stdout(&output).contains("claims of corpus/duty-to-warn/articles/"));
    let output = factlint(root).args([&args[..], &["--format", "json"]].concat()).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for article in report["articles"].as_array().unwrap() {
        let register = article["claim_register"].as_array().unwrap();
        assert_eq!(register.len() as u64, article["claims"]["checkable"].as_u64().unwrap());
        for claim in register {
            let is_told = claim["message"].is_string() || claim["unchecked_because"].is_string();
            assert!(is_told, "{claim}");
        }
    }
}

#[test]
fn the_register_tells_why_a_claim_is_supported() {
    let pack = "[[source]]\nid = \"inquiry\"\nname = \"Aldmoor inquiry\"\n\
        [[event]]\nid = \"flood\"\nname = \"the Aldmoor flood\"\naliases = [\"Aldmoor flood\"]\n\
        source = \"inquiry\"\ndate = 2024-03-04\n\
        deaths = { value = 227, as_of = 2024-06-01, history = [{ value = 112, as_of = 2024-03-05 }] }\n\
        [[event]]\nid = \"alert\"\nname = \"the alert for Aldmoor\"\naliases = [\"Aldmoor alert\"]\n\
        source = \"inquiry\"\ndate = 2024-03-03\n";
    let article = "The Aldmoor alert came before the Aldmoor flood.\n\nThe Aldmoor flood killed 112 people.\n";
    let folder = desk(&[("a.txt", article), ("flood.toml", pack)]);
    let args = ["check", "a.txt", "--facts", "flood.toml", "--date", "2024-03-05", "--claims"];
    let output = run(&folder, &[&args[..], &["--format", "json"]].concat());
    check(&output, 0);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let claims = report["articles"][0]["claim_register"].as_array().unwrap();
    let message = |property: &str| {
        let mut claims = claims.iter().filter(|claim| claim["property"] == property);
        let claim = claims.next().unwrap_or_else(|| panic!("no {property} in {report}"));
        assert_eq!(claim["verdict"], "supported");
        claim["message"].as_str().unwrap().to_owned()
    };
    assert!(message("deaths").contains("the record has that as of 2024-03-05, and 227 now"));
    assert!(message("precedes").contains("by the record it was before it"));
}

#[test]
fn a_draft_is_compared_with_its_sources_and_they_are_no_articles() {
    let folder = desk(&[("draft.txt", "The storm cut power to 4,100 homes in Aldmoor.\n")]);
    fs::create_dir(folder.path().join("wire")).unwrap();
    let wire = "Power was cut to 1,400 homes in Aldmoor by the storm.\n";
    fs::write(folder.path().join("wire/a.txt"), wire).unwrap();
    let output = run(&folder, &["check", ".", "--sources", "wire"]);
    check(&output, 0);
    let text = stdout(&output);
    assert!(text.contains("warning[figure-contradicts-source]"), "{text}");
    assert!(text.contains("Power was cut to 1,400 homes"), "{text}");
    assert!(text.contains("1 article"), "{text}");
    fs::write(folder.path().join("factlint.toml"), "sources = [\"wire\"]\n").unwrap();
    let configured = run(&folder, &["check", ".", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(stdout(&configured)).unwrap();
    let evidence = &document["articles"][0]["findings"][0]["evidence"][0];
    assert_eq!((&evidence["kind"], &evidence["path"]), (&"source".into(), &"wire/a.txt".into()));
    assert_eq!(evidence["span"]["start"], 0);
}

#[test]
fn a_source_that_cannot_be_read_ends_the_run() {
    let output = run(&desk(&CLEAN), &["check", "--sources", "nowhere"]);
    check(&output, 2);
    assert!(stderr(&output).contains("trusted source"), "{}", stderr(&output));
}
