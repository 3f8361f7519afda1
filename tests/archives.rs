//! Archives as a shell sees them: compressed files, archives of the web, damaged and oversized input.

use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// An article with one error: 2 May 2023 was a Tuesday.
const WRONG: &str = "The council met on Friday, 2 May 2023, in the town hall of Aldmoor.";
const RIGHT: &str = "The council met on Tuesday, 2 May 2023, in the town hall of Aldmoor.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn desk(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.env_remove("GITHUB_ACTIONS").current_dir(folder).args(args).output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The path, record and number of findings of each article.
fn articles(output: &Output) -> Vec<String> {
    let report = json(output);
    let articles = report["articles"].as_array().unwrap();
    let told = articles.iter().map(|article| {
        let record = article["record"].as_str().unwrap_or("-");
        let findings = article["findings"].as_array().unwrap().len();
        format!("{} {record} {findings}", article["path"].as_str().unwrap())
    });
    told.collect()
}

fn record(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text}).to_string() + "\n"
}

fn page(url: &str, text: &str) -> Vec<u8> {
    let payload =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Council</h1><p>{text}</p>");
    let length = payload.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: \
         2024-02-03T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n\
         {payload}\r\n\r\n"
    )
    .into_bytes()
}

#[test]
fn compressed_files_are_read_as_what_is_inside_them() {
    let lines = [record("a", WRONG), record("b", RIGHT)].concat();
    let folder = desk(&[
        ("a.txt.gz", gzip(WRONG.as_bytes())),
        ("b.md.zst", zstd(format!("# Council\n\n{WRONG}\n").as_bytes())),
        ("c.jsonl.gz", gzip(lines.as_bytes())),
        ("d.csv.gz", gzip(b"no,article")),
    ]);
    let output = run(folder.path(), &["check", "--format", "json"]);
    check(&output, 1);
    assert_eq!(
        articles(&output),
        ["a.txt.gz - 1", "b.md.zst - 1", "c.jsonl.gz a 1", "c.jsonl.gz b 0"]
            .map(|article| format!("./{article}").replace("./", ""))
    );
    let found = &json(&output)["articles"][1]["findings"][0];
    assert_eq!((&found["line"], &found["span"]["start"]), (&3.into(), &30.into()), "{found}");
}

#[test]
fn a_damaged_part_is_told_and_the_rest_is_checked() {
    let mut archive = gzip(record("a", WRONG).as_bytes());
    let at = archive.len();
    archive.extend(gzip(record("b", WRONG).as_bytes()));
    archive[at + 20] ^= 0xFF;
    archive[at + 21] ^= 0xFF;
    archive.extend(gzip(record("c", WRONG).as_bytes()));
    let folder =
        desk(&[("n.jsonl.gz", archive), ("cut.txt.gz", gzip(RIGHT.as_bytes())[..30].into())]);
    let output = run(folder.path(), &["check", "--format", "json"]);
    check(&output, 2);
    let told = articles(&output);
    assert!(told.contains(&"n.jsonl.gz a 1".into()) && told.contains(&"n.jsonl.gz c 1".into()));
    let told = stderr(&output);
    assert!(told.contains("cut.txt.gz: cannot be unpacked: it is cut off"), "{told}");
    assert!(told.contains("n.jsonl.gz:2: "), "{told}");
}

#[test]
fn a_bomb_is_told_and_the_rest_is_checked() {
    let large = " ".repeat(3 << 20);
    let lines = [record("big", &large), record("b", WRONG)].concat();
    let folder = desk(&[
        ("bomb.txt.gz", gzip(large.as_bytes())),
        ("bomb.txt.zst", zstd(large.as_bytes())),
        ("n.jsonl.gz", gzip(lines.as_bytes())),
    ]);
    let output = run(folder.path(), &["check", "--format", "json", "--max-article", "1"]);
    check(&output, 2);
    assert_eq!(articles(&output), ["n.jsonl.gz b 1"]);
    let told = stderr(&output);
    for fault in ["bomb.txt.gz: unpacks to more than 1 MiB", "bomb.txt.zst: unpacks to more than"] {
        assert!(told.contains(fault), "{told}");
    }
    assert!(told.contains("n.jsonl.gz:1: is larger than 1 MiB"), "{told}");
}

#[test]
fn pages_of_a_web_archive_are_checked_one_by_one() {
    let mut damaged = page("https://b.example/", WRONG);
    let length = damaged.len();
    damaged.truncate(length - 40);
    let plain = [page("https://a.example/", WRONG), damaged, page("https://c.example/", RIGHT)];
    let folder = desk(&[
        ("crawl.warc", plain.concat()),
        ("crawl.warc.gz", plain.iter().flat_map(|record| gzip(record)).collect()),
    ]);
    let output = run(folder.path(), &["check", "--format", "json"]);
    check(&output, 2);
    assert_eq!(
        articles(&output),
        [
            "crawl.warc https://a.example/ 1",
            "crawl.warc https://c.example/ 0",
            "crawl.warc.gz https://a.example/ 1",
            "crawl.warc.gz https://c.example/ 0"
        ]
    );
    let told = stderr(&output);
    for name in ["crawl.warc", "crawl.warc.gz"] {
        assert!(told.contains(&format!("{name}:2: record 2 is damaged and left out")), "{told}");
    }
    let article = &json(&output)["articles"][0];
    assert_eq!(article["captured"], "2024-02-03");
    assert_eq!(article["date"], Value::Null);
    let text = run(folder.path(), &["check", "crawl.warc"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("crawl.warc:1 (record https://a.example/, at 1:"), "{text}");
}

#[test]
fn standard_input_is_unpacked_as_its_name_says() {
    let folder = desk(&[("packed", gzip(record("a", WRONG).as_bytes()))]);
    let input = fs::File::open(folder.path().join("packed")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["check", "-", "--stdin-filename", "n.jsonl.gz", "--format", "json"])
        .stdin(input)
        .output()
        .unwrap();
    check(&output, 1);
    assert_eq!(articles(&output), ["n.jsonl.gz a 1"]);
}

/// Hundreds of articles, more than one batch, in a file of records.
fn many() -> String {
    (0..300).map(|number| record(&number.to_string(), WRONG)).collect()
}

const CHECK: [&str; 3] = ["check", "n.jsonl", "--format=jsonl=found.jsonl"];

fn found(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("found.jsonl")).unwrap()
}

#[test]
fn a_cache_changes_nothing_but_the_time() {
    let folder = desk(&[("n.jsonl", many().into())]);
    check(&run(folder.path(), &CHECK), 1);
    let without = found(&folder);
    for _ in 0..2 {
        let output = run(folder.path(), &[&CHECK[..], &["--cache", "kept"]].concat());
        check(&output, 1);
        assert_eq!(found(&folder), without);
    }
    let kept = fs::read_dir(folder.path().join("kept")).unwrap().count();
    assert_eq!(kept, 1, "a run that finds nothing new writes nothing");
}

#[test]
fn a_cache_knows_what_an_article_rests_on() {
    let folder = desk(&[("a.txt", WRONG.into())]);
    let path = |name: &str| folder.path().join(name);
    let count = |args: &[&str]| {
        let args = [&["check", "a.txt", "--cache", "kept", "--format", "json"][..], args].concat();
        json(&run(folder.path(), &args))["summary"]["errors"].as_u64().unwrap()
    };
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&[]), 1);
    let allow = "[[allow]]\nrule = \"weekday-mismatch\"\nreason = \"as the minutes have it\"\n";
    fs::write(path("a.txt.factlint.toml"), allow).unwrap();
    assert_eq!(count(&[]), 0);
    fs::remove_file(path("a.txt.factlint.toml")).unwrap();
    fs::write(path("factlint.toml"), "[rules]\nweekday-mismatch = \"off\"\n").unwrap();
    assert_eq!(count(&[]), 0);
    fs::remove_file(path("factlint.toml")).unwrap();
    assert_eq!(count(&[]), 1);
    fs::write(path("a.txt"), RIGHT).unwrap();
    assert_eq!(count(&[]), 0);
    let pack = "[[source]]\nid = \"s\"\nname = \"Minutes\"\n[[entity]]\nid = \"aldmoor\"\n\
                kind = \"place\"\nname = \"Aldmoor\"\n[[event]]\nid = \"m\"\nname = \"the council's \
                meeting\"\nsource = \"s\"\nplace = \"aldmoor\"\ndate = 2023-05-02\n";
    fs::write(path("facts.toml"), pack).unwrap();
    assert_eq!(count(&["--facts", "facts.toml"]), 0);
    assert_eq!(count(&["--date", "2023-05-03"]), 0);
}

#[test]
fn damage_to_a_cache_is_told_and_does_no_harm() {
    let folder = desk(&[("n.jsonl", many().into())]);
    let cached = [&CHECK[..], &["--cache", "kept"]].concat();
    check(&run(folder.path(), &cached), 1);
    let whole = found(&folder);
    let kept = folder.path().join("kept/000001.results");
    let mut bytes = fs::read(&kept).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    fs::write(&kept, bytes).unwrap();
    let output = run(folder.path(), &cached);
    check(&output, 1);
    assert!(stderr(&output).contains("1 damaged part of kept left aside"), "{}", stderr(&output));
    assert_eq!(found(&folder), whole);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_is_taken_up_without_losing_or_repeating_a_finding() {
    let folder = desk(&[("n.jsonl", many().into())]);
    check(&run(folder.path(), &CHECK), 1);
    let whole = found(&folder);
    fs::remove_file(folder.path().join("found.jsonl")).unwrap();
    let resumed = [&CHECK[..], &["--resume"]].concat();
    // A disk that is full ends the run after its first articles.
    let output = run(folder.path(), &[&resumed[..], &["--format", "json=/dev/full"]].concat());
    check(&output, 2);
    assert!(stderr(&output).contains("cannot write to /dev/full"), "{}", stderr(&output));
    assert!(!folder.path().join("found.jsonl").exists());
    let output = run(folder.path(), &resumed);
    check(&output, 1);
    assert!(stderr(&output).contains("takes up a run that had checked 256 articles"));
    assert_eq!(found(&folder), whole);
    assert!(!folder.path().join("found.jsonl.resume").exists());
    let output = run(folder.path(), &["check", "n.jsonl", "--resume"]);
    check(&output, 2);
    assert!(stderr(&output).contains("--resume needs a report in a file"));
}

/// Nearly the same report as an agency sent it out and as others ran it.
fn report(day: &str, arrests: u32, closing: &str) -> Vec<u8> {
    let text = format!(
        "Harbour police at Lunnsand searched eleven trawlers on {day}, after crews had told the \
         coast guard of drums thrown over board at night. Officers arrested {arrests} men and took \
         samples of the water along the northern mole, where anglers had found dead eels the week \
         before. The port stays open to ferries, its manager said, while the fish market will be \
         closed until the laboratory in Brevik has reported. {closing}"
    );
    text.into_bytes()
}

#[test]
fn nearly_the_same_articles_are_reported_once() {
    let folder = desk(&[
        ("a.txt", report("Friday, 2 May 2023", 4, "")),
        ("b.txt", report("Friday, 2 May 2023", 4, "Reporting by our own staff.")),
        ("c.txt", report("Friday, 2 May 2023", 4, "The trial began on Monday, 30 May 2023.")),
        ("d.txt", WRONG.into()),
    ]);
    let files = ["a.txt", "b.txt", "c.txt", "d.txt"];
    let args = |more: &[&'static str]| [&["check"], &files[..], more].concat();
    let apart = run(folder.path(), &args(&["--format", "json"]));
    assert_eq!(articles(&apart), ["a.txt - 1", "b.txt - 1", "c.txt - 2", "d.txt - 1"]);

    let merged = args(&["--near-duplicates", "--format", "json", "--cache", "kept"]);
    for _ in 0..2 {
        let output = run(folder.path(), &merged);
        assert_eq!(articles(&output), ["a.txt - 1", "b.txt - 0", "c.txt - 1", "d.txt - 1"]);
        let report = json(&output);
        let copy_of = |at: usize| report["articles"][at]["copy_of"]["path"].as_str();
        assert_eq!([0, 1, 2, 3].map(copy_of), [None, Some("a.txt"), Some("a.txt"), None]);
    }

    let output = run(folder.path(), &args(&["--near-duplicates", "--color", "never"]));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("copy: b.txt is nearly the same as a.txt\n"), "{text}");
    assert!(text.contains("(2 repeated in copies)"), "{text}");
}
