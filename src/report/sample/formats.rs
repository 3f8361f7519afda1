//! Each format held against what its consumers ask for.

use super::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

#[track_caller]
fn keys_are_among(value: &Value, allowed: &[&str]) {
    for key in value.as_object().expect("an object").keys() {
        assert!(allowed.contains(&key.as_str()), "{key} is not in the standard: {value}");
    }
}

#[track_caller]
fn check_text(message: &Value) {
    assert!(!message["text"].as_str().expect("a message has text").is_empty());
}

#[test]
fn sarif_is_as_the_standard_says() {
    let log = parse(&sarif());
    keys_are_among(&log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    let [run] = list(&log, "runs") else { panic!("one run") };
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    for key in ["name", "version", "semanticVersion", "informationUri"] {
        assert!(driver[key].is_string(), "{key}");
    }
    let rules: BTreeSet<&str> =
        list(driver, "rules").iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    list(driver, "rules").iter().for_each(check_sarif_rule);
    let results = list(run, "results");
    assert_eq!(results.len(), 8);
    for result in results {
        assert!(rules.contains(result["ruleId"].as_str().unwrap()), "{result}");
        check_sarif_result(result);
    }
    for invocation in list(run, "invocations") {
        assert_eq!(invocation["executionSuccessful"], false);
        for notification in list(invocation, "toolExecutionNotifications") {
            check_text(&notification["message"]);
        }
    }
}

#[track_caller]
fn check_sarif_rule(rule: &Value) {
    assert!(rule["name"].as_str().unwrap().len() <= 255);
    check_text(&rule["shortDescription"]);
    check_text(&rule["fullDescription"]);
    assert!(rule["fullDescription"]["text"].as_str().unwrap().chars().count() <= 1024);
    assert!(rule["help"]["text"].is_string() && rule["help"]["markdown"].is_string());
    assert_eq!(rule["helpUri"], Value::Null, "a page for a rule of somebody's own");
    let properties = &rule["properties"];
    assert!(list(properties, "tags").len() <= 20);
    let precisions = ["very-high", "high", "medium", "low"];
    assert!(precisions.contains(&properties["precision"].as_str().unwrap()));
    let severities = ["error", "warning", "recommendation"];
    assert!(severities.contains(&properties["problem.severity"].as_str().unwrap()));
}

#[track_caller]
fn check_sarif_result(result: &Value) {
    assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    check_text(&result["message"]);
    let [location] = list(result, "locations") else { panic!("one location: {result}") };
    let physical = &location["physicalLocation"];
    keys_are_among(physical, &["artifactLocation", "region", "contextRegion"]);
    let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
    check_sarif_region(&physical["region"]);
    let region = &physical["region"];
    let end = region.get("endLine").unwrap_or(&region["startLine"]);
    assert_eq!(end, &region["startLine"], "the primary region is one line: {region}");
    if let Some(context) = physical.get("contextRegion") {
        check_sarif_region(context);
    }
    let ids: BTreeSet<u64> = list(result, "relatedLocations")
        .iter()
        .map(|related| {
            check_text(&related["message"]);
            check_sarif_region(&related["physicalLocation"]["region"]);
            related["id"].as_u64().unwrap()
        })
        .collect();
    assert_eq!(ids.len(), list(result, "relatedLocations").len());
    assert_eq!(result["partialFingerprints"]["factlint/v1"].as_str().unwrap().len(), 16);
}

#[track_caller]
fn check_sarif_region(region: &Value) {
    keys_are_among(region, &["startLine", "startColumn", "endLine", "endColumn"]);
    let number = |key: &str| region.get(key).map(|value| value.as_u64().unwrap());
    assert!(number("startLine").unwrap() >= 1);
    if number("endLine") == number("startLine") {
        assert!(number("endColumn") > number("startColumn"), "an empty region: {region}");
    }
}

#[test]
fn gitlab_entries_are_complete_and_told_apart() {
    let report = parse(&draw(GitlabReport::new(workspace(), Shown::All)));
    let entries = report.as_array().unwrap();
    assert_eq!(entries.len(), 9);
    let severities = ["info", "minor", "major", "critical", "blocker"];
    let mut fingerprints = BTreeSet::new();
    for entry in entries {
        let rule = entry["check_name"].as_str().unwrap();
        assert!(
            rule == "could-not-be-checked"
                || entry["description"].as_str().unwrap().starts_with(&format!("{rule}: "))
        );
        assert!(severities.contains(&entry["severity"].as_str().unwrap()));
        assert!(entry["location"]["path"].as_str().unwrap().starts_with("site/"));
        assert!(entry["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        assert!(fingerprints.insert(entry["fingerprint"].as_str().unwrap()), "{entry}");
    }
}

#[test]
fn a_clean_run_is_an_empty_list_for_gitlab() {
    let mut out = Vec::new();
    let mut report = GitlabReport::new(Workspace::default(), Shown::All);
    report.finish(&mut out, &Summary::default()).unwrap();
    assert_eq!(out, b"[]\n");
}

/// Reads XML strictly enough to notice a tag that is not closed or a sign that is not escaped, and
/// gives every start tag.
#[track_caller]
fn start_tags(xml: &str) -> Vec<&str> {
    let mut open: Vec<&str> = Vec::new();
    let mut tags = Vec::new();
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        check_references(text);
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        check_references(tag);
        tags.push(tag);
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    tags
}

#[track_caller]
fn check_references(text: &str) {
    for rest in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#58;", "#91;"];
        assert!(known.iter().any(|name| rest.starts_with(name)), "a bare & in {text}");
    }
}

#[test]
fn junit_counts_what_it_holds() {
    let xml = junit();
    let tags = start_tags(&xml);
    let suites = tags.iter().filter(|tag| tag.starts_with("testsuite "));
    let total = |key: &str| -> usize {
        let counts = suites.clone().map(|tag| {
            let (_, rest) = tag.split_once(&format!("{key}=\"")).unwrap();
            rest.split('"').next().unwrap().parse::<usize>().unwrap()
        });
        counts.sum()
    };
    let count = |name: &'static str| {
        tags.iter().filter(move |tag| tag.split([' ', '/']).next() == Some(name))
    };
    assert_eq!(total("tests"), count("testcase").count());
    assert_eq!(total("failures"), count("failure").count());
    assert_eq!(total("skipped"), count("skipped").count());
    assert_eq!(total("errors"), count("error").count());
}

#[test]
fn a_clean_article_is_a_case_that_passes() {
    let mut clean = article();
    clean.findings.clear();
    let mut out = Vec::new();
    let mut report = JunitReport::new(Shown::All, FailOn::Error);
    report.begin(&mut out, Basis::default()).unwrap();
    report.article(&mut out, &clean).unwrap();
    report.finish(&mut out, &Summary::default()).unwrap();
    let xml = String::from_utf8(out).unwrap();
    assert!(start_tags(&xml).iter().any(|tag| tag.ends_with("name=\"no findings\"/")), "{xml}");
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let report = parse(&draw(RdjsonReport::new(workspace(), Shown::All)));
    let diagnostics = list(&report, "diagnostics");
    let lines = draw(RdjsonlReport::new(workspace(), Shown::All));
    assert_eq!(diagnostics.len(), lines.lines().count());
    for line in lines.lines() {
        assert_eq!(parse(line)["source"]["name"], "factlint");
    }
    let source: Vec<&str> = TEXT.split('\n').collect();
    for (finding, diagnostic) in article().findings.iter().zip(diagnostics) {
        let range = &diagnostic["location"]["range"];
        let at = |end: &str, key: &str| range[end][key].as_u64().unwrap() as usize;
        let line = source[at("start", "line") - 1];
        let flagged = &line[at("start", "column") - 1..];
        let first = finding.text.split('\n').next().unwrap();
        assert!(flagged.starts_with(first), "{flagged} is not {first}");
        if at("start", "line") == at("end", "line") {
            assert_eq!(at("end", "column") - at("start", "column"), first.len());
        }
        assert!(["ERROR", "WARNING", "INFO"].contains(&diagnostic["severity"].as_str().unwrap()));
        assert!(diagnostic["code"]["value"].is_string());
    }
}

#[test]
fn a_comment_fits_into_what_github_takes() {
    let mut report = MarkdownReport::new(Shown::All);
    let mut out = Vec::new();
    let mut summary = Summary::new(FailOn::Error);
    for _ in 0..40 {
        let mut long = article();
        for finding in &mut long.findings {
            finding.message = "an unreasonable message ".repeat(100);
        }
        summary.add(&long);
        report.article(&mut out, &long).unwrap();
    }
    report.finish(&mut out, &summary).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert!(page.len() < 65_536 && page.contains(" more in the log of the run"), "{}", page.len());
}

#[test]
fn the_register_is_there_only_when_asked_for() {
    let document = parse(&draw(JsonReport::new(Register::Listed)));
    assert!(document["articles"][0]["claim_register"].is_array());
    let short = parse(&draw(JsonReport::default()));
    assert!(short["articles"][0].get("claim_register").is_none());
    assert!(document["articles"][1].get("claim_register").is_none());
}
