//! One set of findings on one awkward article, drawn through every format.
//!
//! `UPDATE=1 cargo test` rewrites the drawings in `snapshots/`.

use super::*;
use crate::check::Check;
use crate::claim::Standing;
use crate::engine::{CheckedClaim, Coverage, Outcome};
use crate::finding::{Evidence, Finding, Verdict};
use crate::pack::rule_file::{RuleDoc, Status};
use crate::score::{StyleReading, StyleScore};
use crate::text::{
    Article, ArticleBuilder, Block, BlockKind, DateOrigin, Dated, Decoding, Origin, TextSpan,
};
use jiff::civil::date;
use std::path::Path;

mod formats;

const TEXT: &str = "Blasts kill 103 at memorial 🕯️\n\
\n\
On 2 January two blasts hit the crowd, said 新华社記者 in Kerman.\n\
\tThe dead 👩‍👩‍👧 numbered\t84 by e\u{301}vening.\n\
The march began at noon\n\
and moved on\n\
through the old town\n\
until dusk. שלום עולם 95 killed.\n\
##[add-path]/tmp/evil ::error::pwned \u{1b}[31mred\u{1b}[0m \u{202e}txet <script>alert(1)</script> | ![x](https://evil.example)\n\
::set-env name=PATH::/tmp\n";

/// The report on the sample article.
pub(super) fn article() -> ArticleReport {
    let builder = ArticleBuilder::new(TEXT.into(), Decoding::identity());
    let mut article = builder.whole_source(blocks());
    article.origin.path = "news/kerman, 50%.md".into();
    let mut report = ArticleReport::new(&article, outcome(&article), Depth::Text);
    report.date = Some(Dated { date: date(2024, 1, 25), from: DateOrigin::FrontMatter });
    report
}

/// The headline and the paragraph of the sample.
fn blocks() -> Vec<Block> {
    let end = TEXT.find('\n').unwrap();
    let block = |start, end, kind| Block { span: TextSpan::new(start, end), kind };
    vec![block(0, end, BlockKind::Heading), block(end + 2, TEXT.len() - 1, BlockKind::Paragraph)]
}

/// The same findings in a record of a JSON Lines file.
fn record() -> ArticleReport {
    let mut article = ArticleBuilder::new(TEXT.into(), Decoding::identity()).whole_source(vec![]);
    article.origin = Origin {
        path: "archive.jsonl".into(),
        record: Some("kerman\u{1b}]0;pwned\u{7}-1".into()),
        record_line: Some(17),
    };
    let mut outcome = outcome(&article);
    outcome.findings.truncate(1);
    ArticleReport::new(&article, outcome, Depth::Findings)
}

fn outcome(article: &Article) -> Outcome {
    Outcome {
        date: None,
        findings: findings(article),
        coverage: Coverage {
            checkable: 9,
            supported: 2,
            refuted: 3,
            outdated: 1,
            ..Coverage::default()
        },
        claims: claims(article),
        style: StyleReading {
            words: 312,
            score: Some(StyleScore { value: 0.12, low: 0.04, high: 0.31 }),
            threshold: 0.85,
            model: "0a1b2c3d".into(),
        },
    }
}

/// A claim the record refutes, and two that stay unchecked.
fn claims(article: &Article) -> Vec<CheckedClaim> {
    let claim = |text: &str, standing, verdict| CheckedClaim {
        span: span(article, text),
        sentence: span(article, text),
        subject: None,
        property: "deaths".into(),
        noun: "death toll".into(),
        standing,
        verdict,
        message: String::new(),
        evidence: Vec::new(),
    };
    vec![
        CheckedClaim {
            subject: Some("Kerman <bombings>".into()),
            message: "gives “103” as the death toll; the record has 95".into(),
            evidence: vec![fact("95"), hostile_fact()],
            ..claim("103", Standing::Asserted, Verdict::Refuted)
        },
        claim("84", Standing::Quoted, Verdict::Unchecked),
        claim("95", Standing::Asserted, Verdict::Unchecked),
    ]
}

fn findings(article: &Article) -> Vec<Finding> {
    vec![
        Finding {
            evidence: vec![fact("95"), passage(article, "95")],
            correction: Some("95".into()),
            ..finding(article, "outdated-figure", Severity::Warning, "103", "gives an early toll")
        },
        Finding {
            evidence: vec![fact("3 January 2024"), arithmetic()],
            ..finding(article, "wrong-date", Severity::Error, "2 January", "says “2 January”")
        },
        finding(article, "wrong-actor", Severity::Error, "新华社記者", "names 新华社記者"),
        finding(
            article,
            "figure-differs",
            Severity::Warning,
            "84 by e\u{301}vening",
            "84, then 95",
        ),
        finding(
            article,
            "truncated-text",
            Severity::Info,
            "began at noon\nand moved on\nthrough the old town\nuntil",
            "many lines",
        ),
        finding(
            article,
            "wrong-figure",
            Severity::Error,
            "95 killed",
            "beside a script that runs leftwards",
        ),
        Finding {
            evidence: vec![hostile_fact(), passage(article, "::set-env name=PATH::/tmp")],
            correction: Some("x\n::error::pwned".into()),
            ..finding(
                article,
                "chat-residue",
                Severity::Error,
                "[add-path]/tmp/evil ::error::pwned \u{1b}[31mred\u{1b}[0m \u{202e}txet",
                "holds ##[add-path]/x\r\n::error::pwned \u{1b}[2J | <b>",
            )
        },
    ]
}

fn finding(article: &Article, rule: &str, severity: Severity, text: &str, says: &str) -> Finding {
    Finding {
        rule: rule.into(),
        severity,
        verdict: Verdict::Refuted,
        span: span(article, text),
        message: says.to_owned(),
        evidence: Vec::new(),
        correction: None,
        suppressed: None,
    }
}

#[track_caller]
fn span(article: &Article, text: &str) -> TextSpan {
    let start = article.text().find(text).expect("the sample holds the text");
    TextSpan::new(start, start + text.len())
}

fn fact(value: &str) -> Evidence {
    Evidence::Fact {
        id: "kerman-bombings.deaths".into(),
        text: "Kerman bombings, deaths".into(),
        value: Some(value.into()),
        source: Some("Xinhua".into()),
        url: Some("https://news.example/kerman?a=1&b=2".into()),
        as_of: Some(date(2024, 1, 11)),
    }
}

fn hostile_fact() -> Evidence {
    Evidence::Fact {
        id: "x".into(),
        text: "a\n::error::pwned ##[group]".into(),
        value: None,
        source: Some("\u{1b}]8;;https://evil.example\u{1b}\\".into()),
        url: Some("javascript:alert(1)".into()),
        as_of: None,
    }
}

fn arithmetic() -> Evidence {
    Evidence::Arithmetic { text: "14:40 EST = 23:10 in Tehran".into() }
}

fn passage(article: &Article, text: &str) -> Evidence {
    Evidence::Passage { span: span(article, text) }
}

/// A rule for every finding of the sample.
fn rules() -> Vec<Rule> {
    let ids =
        ["chat-residue", "figure-differs", "outdated-figure", "truncated-text", "wrong-actor"];
    ids.into_iter().chain(["wrong-date", "wrong-figure"]).map(rule).collect()
}

fn rule(id: &str) -> Rule {
    Rule {
        id: id.into(),
        pack: "core".into(),
        status: Status::Stable,
        since: "0.1.0".into(),
        severity: Severity::Error,
        tags: vec!["sample".into()],
        check: Check::ClockConversion,
        doc: RuleDoc {
            finds: format!("Finds {id}. It has <b>more</b> to say."),
            why: "It matters.".into(),
            mend: "Mend it.".into(),
            limits: None,
            sources: Vec::new(),
        },
        bad: Vec::new(),
        good: Vec::new(),
        example_facts: None,
    }
}

fn draw(mut report: impl Report) -> String {
    let mut out = Vec::new();
    let packs = [PackInfo { id: "core".into(), version: "0.1.0".into(), digest: "00ff".into() }];
    let problem = Problem {
        path: "news/photo.md".into(),
        line: Some(3),
        message: "is binary (looks like a JPEG)\n::error::pwned".into(),
    };
    let mut summary = Summary::new(FailOn::Error);
    summary.problems = 1;
    let rules = rules();
    let rules: Vec<_> = rules.iter().collect();
    report.begin(&mut out, Basis { packs: &packs, rules: &rules }).unwrap();
    for article in [article(), record()] {
        summary.add(&article);
        report.article(&mut out, &article).unwrap();
    }
    report.problem(&mut out, &problem).unwrap();
    report.finish(&mut out, &summary).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares with the drawing kept in the repository, or redraws it.
#[track_caller]
fn check(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/snapshots").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn.replace("\r\n", "\n"),
        "{name} changed; see `UPDATE=1 cargo test` and `git diff`:\n{drawn}"
    );
}

/// A run of all formats that people or logs read, hostile text included.
fn texts() -> [(&'static str, String); 3] {
    let actions = TextOptions { shown: Shown::All, log: Log::Actions, ..TextOptions::default() };
    let colour =
        TextOptions { paint: Paint::Colour, links: Links::Hidden, ..TextOptions::default() };
    [
        ("text.txt", draw(TextReport::new(TextOptions::default()))),
        ("text-actions.txt", draw(TextReport::new(actions))),
        ("text-colour.txt", draw(TextReport::new(colour))),
    ]
}

fn workspace() -> Workspace {
    Workspace { root: Some("/repo".into()), current: "/repo/site".into() }
}

fn github() -> String {
    draw(GithubReport::new(workspace(), Shown::All))
}

fn sarif() -> String {
    draw(SarifReport::new(workspace(), Shown::All))
}

fn junit() -> String {
    draw(JunitReport::new(Shown::All, FailOn::Error))
}

#[test]
fn every_format_draws_the_sample_as_before() {
    for (name, drawn) in texts() {
        check(name, &drawn);
    }
    check("json.json", &draw(JsonReport::new(Register::Listed)));
    check("page.html", &draw(HtmlReport::new(Shown::All)));
    check("jsonl.jsonl", &draw(JsonlReport));
    check("github.txt", &github());
    check("job-summary.md", &draw(JobSummaryReport::new(Shown::All)));
    check("markdown.md", &draw(MarkdownReport::new(Shown::All)));
    check("sarif.json", &sarif());
    check("gitlab.json", &draw(GitlabReport::new(workspace(), Shown::All)));
    check("junit.xml", &junit());
    check("rdjson.json", &draw(RdjsonReport::new(workspace(), Shown::All)));
    check("rdjsonl.jsonl", &draw(RdjsonlReport::new(workspace(), Shown::All)));
}

#[test]
fn no_format_lets_control_characters_through() {
    let [(_, plain), (_, actions), _] = texts();
    let json = draw(JsonReport::default());
    let summary = draw(JobSummaryReport::new(Shown::All));
    let others = [
        sarif(),
        junit(),
        draw(GitlabReport::new(workspace(), Shown::All)),
        draw(RdjsonlReport::new(workspace(), Shown::All)),
        draw(MarkdownReport::new(Shown::All)),
        draw(HtmlReport::new(Shown::All)),
    ];
    let shown = [plain, actions, json, draw(JsonlReport), github(), summary];
    for drawn in shown.into_iter().chain(others) {
        let stray = drawn.chars().find(|&c| (c.is_control() && c != '\n') || c == '\u{202e}');
        assert_eq!(stray, None, "{drawn}");
    }
}

#[test]
fn no_log_on_actions_holds_a_command_of_the_article() {
    let [_, (_, actions), _] = texts();
    let logs = [actions, draw(JsonReport::default()), draw(JsonlReport)];
    for line in logs.iter().flat_map(|log| log.lines()) {
        assert!(!line.trim_start().starts_with("::"), "{line}");
        assert!(!line.contains("##["), "{line}");
    }
    for line in github().lines() {
        let level = line.strip_prefix("::").and_then(|rest| rest.split(' ').next());
        assert!(matches!(level, Some("error" | "warning" | "notice")), "{line}");
        assert!(!line.contains("##["), "{line}");
    }
}

#[test]
fn the_document_is_json_with_the_promised_keys() {
    let document: serde_json::Value = serde_json::from_str(&draw(JsonReport::default())).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&json_schema()).unwrap();
    let promised = schema.get("required").unwrap().as_array().unwrap();
    for key in promised {
        assert!(document.get(key.as_str().unwrap()).is_some(), "{key} is missing");
    }
    let finding = &document["articles"][0]["findings"][6];
    assert_eq!(
        finding["text"],
        "[add-path]/tmp/evil ::error::pwned \u{1b}[31mred\u{1b}[0m \u{202e}txet"
    );
    assert_eq!(finding["evidence"][1]["kind"], "article");
    assert_eq!(document["articles"][1]["record_line"], 17);
    assert_eq!(document["summary"]["errors"], 4);
}

#[test]
fn each_line_of_jsonl_stands_alone() {
    for line in draw(JsonlReport).lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(finding["path"].is_string() && finding["rule"].is_string());
    }
}

#[test]
fn an_empty_run_is_a_whole_document() {
    let mut report = JsonReport::default();
    let mut out = Vec::new();
    report.begin(&mut out, Basis::default()).unwrap();
    report.finish(&mut out, &Summary::default()).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(document["articles"], serde_json::json!([]));
}
