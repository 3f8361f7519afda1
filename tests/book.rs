//! The book: every page is in its table of contents, every link leads somewhere, every rule has a
//! page. `UPDATE=1 cargo test` rewrites what is generated.

use factlint::knowledge::Knowledge;
use factlint::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files under a folder, by path from the root.
fn pages(folder: &str) -> BTreeMap<PathBuf, String> {
    let walk = WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().flatten();
    let pages = walk.filter(|entry| entry.path().extension().is_some_and(|end| end == "md"));
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(root()).unwrap().to_owned();
        (path, fs::read_to_string(entry.path()).unwrap())
    };
    pages.map(read).collect()
}

/// The targets of links outside code.
fn links(page: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut in_code = false;
    for line in page.lines() {
        in_code ^= line.starts_with("```") || line.starts_with("~~~");
        let outside = line.split('`').step_by(2).collect::<Vec<_>>().join("x");
        if !in_code && !line.starts_with("    ") {
            let parts = outside.split("](").skip(1);
            links.extend(parts.filter_map(|part| Some(part.split_once(')')?.0.to_owned())));
        }
    }
    links
}

/// `#keeping-a-pack` of `## Keeping a pack`.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter_map(|line| {
        let text = line.trim_start_matches('#');
        (text.len() < line.len()).then(|| text.trim().to_lowercase())
    });
    let kept = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == ' ';
    headings
        .map(|text| text.chars().filter(|c| kept(*c)).collect::<String>().replace(' ', "-"))
        .collect()
}

fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
        plain
    })
}

#[test]
fn every_link_leads_somewhere() {
    let mut all = pages("docs");
    for name in
        ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "corpus/README.md"]
    {
        all.insert(name.into(), fs::read_to_string(root().join(name)).unwrap());
    }
    let mut broken = Vec::new();
    for (path, page) in &all {
        for link in links(page).iter().filter(|link| !link.contains("://")) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match target {
                "" => path.clone(),
                target => plain(&path.parent().unwrap().join(target)),
            };
            let has_anchor = || {
                let page = fs::read_to_string(root().join(&target)).unwrap_or_default();
                anchor.is_empty() || anchors(&page).contains(anchor)
            };
            if !root().join(&target).exists() || !has_anchor() {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere: {broken:#?}");
}

#[test]
fn pages_of_the_book_link_to_nothing_outside_it() {
    let outside = |link: &String| !link.contains("://") && link.starts_with("../");
    for (path, page) in pages("docs") {
        let leaves = path.components().count() == 2;
        let found: Vec<String> = links(&page).into_iter().filter(outside).collect();
        assert!(!leaves || found.is_empty(), "{} leaves the book: {found:?}", path.display());
    }
}

#[test]
fn every_page_is_in_the_table_of_contents_once() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let listed = links(&summary);
    let each: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(each.len(), listed.len(), "a page is listed twice");
    let mut there = pages("docs");
    there.remove(Path::new("docs/SUMMARY.md"));
    let there: BTreeSet<String> =
        there.keys().map(|path| path.strip_prefix("docs").unwrap().display().to_string()).collect();
    let listed: BTreeSet<String> = listed.into_iter().collect();
    assert_eq!(listed, there, "docs/SUMMARY.md and the pages differ");
}

#[test]
fn every_rule_has_its_page() {
    let knowledge = Knowledge::load(&[]).unwrap();
    let rules = knowledge.rules.rules();
    for rule in rules {
        check_file(&format!("docs/rules/{}.md", rule.id), &page(rule));
    }
    check_file("docs/rules/index.md", &index(rules));
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let (before, _) = summary.split_once("- [The rules]").unwrap();
    check_file("docs/SUMMARY.md", &format!("{before}{}", contents(rules)));
    let known: BTreeSet<String> = rules.iter().map(|rule| format!("{}.md", rule.id)).collect();
    for entry in fs::read_dir(root().join("docs/rules")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name == "index.md" || known.contains(&name), "docs/rules/{name} is no rule's page");
    }
}

/// Compares a file with what it should be, or rewrites it.
#[track_caller]
fn check_file(name: &str, fresh: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, fresh).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "{name} is stale: run UPDATE=1 cargo test");
}

fn contents(rules: &[Rule]) -> String {
    let lines = rules.iter().map(|rule| format!("  - [{0}](rules/{0}.md)\n", rule.id));
    format!("- [The rules](rules/index.md)\n{}", lines.collect::<String>())
}

fn index(rules: &[Rule]) -> String {
    let mut page =
        "# The rules\n\nGenerated from the rules themselves; `factlint rules` lists them, \
                    `factlint explain RULE` prints one.\n"
            .to_owned();
    let packs: BTreeSet<&str> = rules.iter().map(|rule| &*rule.pack).collect();
    for pack in packs {
        page += &format!("\n## {pack}\n\n| rule | severity | what it finds |\n|---|---|---|\n");
        for rule in rules.iter().filter(|rule| &*rule.pack == pack) {
            let finds = one_line(&rule.doc.finds).replace('|', "\\|");
            let severity = rule.severity.name();
            page += &format!("| [{0}]({0}.md) | {severity} | {finds} |\n", rule.id);
        }
    }
    page
}

fn page(rule: &Rule) -> String {
    let (severity, pack, since) = (rule.severity.name(), &rule.pack, &rule.since);
    let mut page = format!("# {}\n\n*{severity}, in the pack {pack} since {since}*\n", rule.id);
    let doc = &rule.doc;
    page += &section("What it finds", &doc.finds);
    page += &section("Why it matters", &doc.why);
    page += &section("How to mend it", &doc.mend);
    page +=
        &doc.limits.as_ref().map_or(String::new(), |text| section("What it leaves alone", text));
    if !doc.sources.is_empty() {
        let sources: Vec<String> = doc.sources.iter().map(|text| format!("- {text}")).collect();
        page += &format!("\n## Sources\n\n{}\n", sources.join("\n"));
    }
    page += &examples("Flagged, the words between ⟦ and ⟧", rule.bad.iter().map(|e| &*e.text));
    page += &examples("Left alone", rule.good.iter().map(|e| &*e.text));
    page
}

fn section(title: &str, text: &str) -> String {
    format!("\n## {title}\n\n{}\n", text.trim())
}

fn examples<'a>(title: &str, texts: impl Iterator<Item = &'a str>) -> String {
    let blocks = texts.map(|text| format!("\n~~~~text\n{}\n~~~~\n", text.trim()));
    format!("\n## {title}\n{}", blocks.collect::<String>())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
