//! What the pages show is what the program does. `UPDATE=1 cargo test` rewrites it.

use factlint::knowledge::Knowledge;
use factlint::pack::property_file::ValueKind;
use factlint::pack::{self, Pack};
use factlint::value::Measures;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GUIDE: &str = "docs/writing-facts.md";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page with what it should be, or rewrites it.
#[track_caller]
fn check_page(page: &str, fresh: &str) {
    let path = root().join(page);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, fresh).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(kept == fresh, "{page} is stale: run UPDATE=1 cargo test");
}

/// One test, because both parts rewrite the same page.
#[test]
fn the_guide_to_facts_is_fresh() {
    let page = fs::read_to_string(root().join(GUIDE)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files(&page) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let page = run_all(&page, folder.path());
    let (before, rest) = page.split_once("<!-- properties -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of properties -->").unwrap();
    let table = properties();
    check_page(
        GUIDE,
        &format!("{before}<!-- properties -->\n{table}<!-- end of properties -->{after}"),
    );
}

#[test]
fn the_first_ten_minutes_are_as_told() {
    let name = "docs/first-ten-minutes.md";
    let page = fs::read_to_string(root().join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files(&page) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    check_page(name, &run_all(&page, folder.path()));
}

#[test]
fn every_wording_has_its_place() {
    check_page("docs/properties.md", &wordings());
}

#[test]
fn the_readme_shows_what_a_run_says() {
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let (before, shown) = page.split_once("<!-- an excerpt of a run -->\n```text\n").unwrap();
    let (shown, after) = shown.split_once("```\n").unwrap();
    let output =
        factlint(root(), "check --facts corpus/duty-to-warn/facts corpus/duty-to-warn/articles");
    let (findings, _) = shown.rsplit_once("\n\n").unwrap();
    for finding in findings.split("\n\n").filter(|finding| *finding != "…") {
        assert!(output.contains(finding), "the README shows what no run says:\n{finding}");
    }
    let (_, closing) = output.rsplit_once("\n\n").unwrap();
    check_page(
        "README.md",
        &format!(
            "{before}<!-- an excerpt of a run -->\n```text\n{findings}\n\n{closing}```\n{after}"
        ),
    );
}

#[test]
fn the_pack_that_init_writes_loads_and_flags_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    factlint(folder.path(), "init");
    let facts =
        fs::read_to_string(folder.path().join("facts/my-topic/facts/my-topic.toml")).unwrap();
    let draft: String = facts
        .lines()
        .filter_map(|line| line.strip_prefix("#     "))
        .fold(String::new(), |text, line| text + line + "\n");
    fs::write(folder.path().join("draft.txt"), draft).unwrap();
    // The configuration names the pack too: naming it again is no mistake.
    let output = factlint(folder.path(), "check --facts facts/my-topic");
    assert!(
        output.contains("error[wrong-date]") && output.contains("error[wrong-figure]"),
        "{output}"
    );
}

/// The page with every `<!-- run -->` and `<!-- run in: folder -->` run, in their order.
fn run_all(page: &str, folder: &Path) -> String {
    let mut parts = page.split("<!-- run");
    let mut fresh = parts.next().unwrap().to_owned();
    for part in parts {
        let (place, shown) = part.split_once(" -->\n```console\n$ factlint ").unwrap();
        let (command, shown) = shown.split_once('\n').unwrap();
        let (_, after) = shown.split_once("```\n").unwrap();
        let output = factlint(&folder.join(place.strip_prefix(" in: ").unwrap_or("")), command);
        write!(
            fresh,
            "<!-- run{place} -->\n```console\n$ factlint {command}\n{output}```\n{after}"
        )
        .unwrap();
    }
    fresh
}

/// Runs the program in a folder, as a reader of a page would.
fn factlint(folder: &Path, arguments: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    for name in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(arguments.split(' ')).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() != Some(2), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The files that a page shows whole, by name.
fn files(page: &str) -> Vec<(PathBuf, &str)> {
    let marked = page.split("<!-- file: ").skip(1);
    marked
        .map(|part| {
            let (name, rest) = part.split_once(" -->\n```").unwrap();
            let (_, rest) = rest.split_once('\n').unwrap();
            (PathBuf::from(name), rest.split_once("\n```").unwrap().0)
        })
        .collect()
}

/// The properties that the built-in packs bring, one a row.
fn properties() -> String {
    let packs: Vec<Pack> = pack::load(pack::built_in()).unwrap();
    let mut list = String::from("\n| property | its value | recognised by |\n|---|---|---|\n");
    for file in packs.iter().flat_map(|pack| &pack.properties) {
        let property = &file.value;
        let kind = kind(property.values, property.measures);
        let nouns = property.names.iter().chain(&property.counts).chain(&property.roles);
        let nouns: Vec<String> = nouns.map(|noun| cell(&nouns_of(noun))).collect();
        let cues = property.cues.iter().chain(&property.named_as).take(2);
        let cues = cues.map(|cue| format!("`{}`", cell(cue)));
        let by: Vec<String> = nouns.into_iter().chain(cues).collect();
        let by = if by.is_empty() { "nothing yet".to_owned() } else { by.join("; ") };
        writeln!(list, "| `{}` | {kind} | {by} |", property.property).unwrap();
    }
    list.push('\n');
    list
}

/// Every wording of every property.
fn wordings() -> String {
    let packs: Vec<Pack> = pack::load(pack::built_in()).unwrap();
    let mut page = String::from(WORDINGS_HEAD);
    for file in packs.iter().flat_map(|pack| &pack.properties) {
        let property = &file.value;
        let kind = kind(property.values, property.measures);
        write!(page, "\n## `{}`\n\n", property.property).unwrap();
        writeln!(page, "{}: {kind}.", capitalised(&property.noun)).unwrap();
        let lists = [
            ("Named by", &property.names),
            ("Counted as", &property.counts),
            ("Played by whoever is called", &property.roles),
            ("Asserted by", &property.cues),
            ("Told of as", &property.named_as),
            ("Unless", &property.unless),
        ];
        for (head, patterns) in lists.into_iter().filter(|(_, patterns)| !patterns.is_empty()) {
            write!(page, "\n{head}:\n\n").unwrap();
            for pattern in patterns {
                writeln!(page, "    {pattern}").unwrap();
            }
        }
    }
    page.push_str(&classes_of(&packs));
    page
}

const WORDINGS_HEAD: &str = "# Properties and their wordings\n\n\
    Generated from `rules/english/properties`, in the [pattern language](writing-facts.md#the-pattern-language).\n\
    The classes that the wordings use, such as `@folk`, stand at the end.\n";

/// The classes of words that some patterns use, with their words.
fn classes_of(packs: &[Pack]) -> String {
    let properties = || packs.iter().flat_map(|pack| &pack.properties).map(|file| &file.value);
    let patterns = properties().flat_map(|property| {
        [&property.names, &property.counts, &property.cues, &property.named_as, &property.unless]
            .into_iter()
            .flatten()
    });
    let starts = patterns.flat_map(|pattern| pattern.split('@').skip(1));
    let names: BTreeSet<&str> = starts
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(rest))
        .collect();
    let knowledge = Knowledge::build(packs, None).expect("the built-in packs compile");
    let mut section = String::from("\n## Classes of words\n");
    for name in names {
        let words = knowledge.language.classes.get(name).expect("the class of a built-in pattern");
        write!(section, "\n- `@{name}`: {}\n", words.join(", ")).unwrap();
    }
    section
}

/// "revenue, sales" of "(revenue|sales)"; what is no mere list as it is written.
fn nouns_of(pattern: &str) -> String {
    let list = pattern.strip_prefix('(').and_then(|list| list.strip_suffix(')'));
    match list.unwrap_or(pattern) {
        list if list.contains(['(', '?', '*', '@']) => format!("`{pattern}`"),
        list => list.replace('|', ", "),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capitalised(noun: &str) -> String {
    let (first, rest) = noun.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

fn kind(kind: ValueKind, measures: Option<Measures>) -> &'static str {
    match (kind, measures) {
        (ValueKind::Count, _) => "a number",
        (ValueKind::Amount, Some(Measures::Money)) => "money",
        (ValueKind::Amount, Some(Measures::Percent)) => "a percentage",
        (ValueKind::Amount, Some(Measures::Time)) => "a length of time",
        (ValueKind::Amount, _) => "an amount with its unit",
        (ValueKind::Date, _) => "a day, month or year",
        (ValueKind::Time, _) => "a time of day",
        (
            ValueKind::Elapsed
            | ValueKind::Later
            | ValueKind::Earlier
            | ValueKind::Ongoing
            | ValueKind::Tenure,
            _,
        ) => "nothing, it is reckoned",
        (ValueKind::Entity, _) => "an entity, by id",
        (ValueKind::Words, _) => "words",
    }
}
