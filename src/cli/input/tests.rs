use super::*;
use tempfile::TempDir;

/// A directory with these files in it.
fn desk(files: &[(&str, &str)]) -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = desk.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    desk
}

fn options(desk: &TempDir, arguments: &[&str]) -> InputOptions {
    InputOptions {
        paths: arguments.iter().map(|path| desk.path().join(path)).collect(),
        ..InputOptions::default()
    }
}

/// Finds and loads everything and draws it: `path format`, `path:line id`, or the problem.
fn draw(desk: &TempDir, options: &InputOptions) -> Vec<String> {
    let root = format!("{}/", reported(desk.path()));
    units(options)
        .map(|unit| match unit.and_then(|unit| draw_unit(&unit)) {
            Ok(drawn) => drawn.replace(&root, ""),
            Err(problem) => problem.to_string().replace(&root, ""),
        })
        .collect()
}

fn draw_unit(unit: &Unit) -> Result<String, InputProblem> {
    let origin = load(unit, Limit::default())?.origin;
    Ok(match unit {
        Unit::File { format, .. } | Unit::Stdin { format, .. } => {
            format!("{} {}", origin.path, format.name())
        }
        Unit::Record { line, .. } | Unit::Capture { number: line, .. } => {
            format!("{}:{line} {}", origin.path, origin.record.unwrap_or_default())
        }
    })
}

#[track_caller]
fn check(desk: &TempDir, arguments: &[&str], expected: &[&str]) {
    assert_eq!(draw(desk, &options(desk, arguments)), expected);
}

#[test]
fn what_the_program_wrote_is_no_article_unless_it_is_named() {
    let finding = "{\"path\":\"a\",\"rule\":\"r\",\"severity\":\"error\",\"text\":\"x\",\"fingerprint\":\"0\"}\n";
    let log = "{\"schema\":1,\"number\":1,\"text\":\"00\",\"previous\":\"\",\"hash\":\"0\"}\n";
    let desk = desk(&[
        ("findings.jsonl", finding),
        ("log.jsonl", log),
        ("news.jsonl", "{\"id\":\"r1\",\"text\":\"x\",\"rule\":1}\n"),
    ]);
    check(&desk, &[""], &["news.jsonl:1 r1"]);
    check(&desk, &["log.jsonl"], &["log.jsonl:1 1"]);
}

#[test]
fn files_come_in_the_order_of_their_paths() {
    let desk = desk(&[
        ("b/z.md", ""),
        ("b.txt", ""),
        ("a/y.HTML", ""),
        ("a/x.py", ""),
        ("factlint.toml", ""),
        ("é.txt", ""),
        ("Z.text", ""),
    ]);
    let sorted = ["Z.text plain", "a/y.HTML html", "b.txt plain", "b/z.md markdown", "é.txt plain"];
    check(&desk, &[""], &sorted);
    check(&desk, &["b", "a"], &["b/z.md markdown", "a/y.HTML html"]);
}

#[test]
fn ignored_and_hidden_files_are_left_out() {
    let desk = desk(&[
        (".gitignore", "drafts/\n"),
        (".factlintignore", "*.old.md\n!keep.old.md\n"),
        (".ignore", "a.md\n"),
        ("drafts/d.md", ""),
        ("a.md", ""),
        ("b.old.md", ""),
        ("keep.old.md", ""),
        (".hidden.md", ""),
        (".hidden/h.md", ""),
    ]);
    check(&desk, &[""], &["a.md markdown", "keep.old.md markdown"]);
    check(&desk, &["b.old.md", ".hidden.md"], &["b.old.md markdown", ".hidden.md markdown"]);
}

#[test]
fn packs_and_excluded_paths_hold_no_articles() {
    let desk = desk(&[
        ("facts/pack.toml", ""),
        ("facts/README.md", ""),
        ("sources/wire.txt", ""),
        ("articles/a.txt", ""),
    ]);
    let mut options = options(&desk, &[""]);
    options.exclude = vec![desk.path().join("articles/../sources")];
    assert_eq!(draw(&desk, &options), ["articles/a.txt plain"]);
    check(&desk, &["facts"], &["facts/README.md markdown"]);
}

#[test]
fn a_file_named_twice_is_checked_once() {
    let desk = desk(&[("a.txt", ""), ("d/b.txt", "")]);
    check(&desk, &["d/b.txt", "", "d/../a.txt", "a.txt"], &["d/b.txt plain", "a.txt plain"]);
}

#[test]
fn named_files_are_plain_text_unless_something_says_otherwise() {
    let desk = desk(&[("story", "x"), ("story.xyz", "x")]);
    check(&desk, &["story", "story.xyz"], &["story plain", "story.xyz plain"]);
    let mut options = options(&desk, &["story"]);
    options.format = Some(InputFormat::Html);
    assert_eq!(draw(&desk, &options), ["story html"]);
}

#[test]
fn a_bad_record_takes_nothing_else_along() {
    let lines = "\u{FEFF}{\"id\": \"a\", \"text\": \"\"}\r\n\n{\"id\": 2}\n{\"text\": \"\"}\n{\"te";
    let desk = desk(&[("n.jsonl", lines), ("o.txt", "")]);
    check(
        &desk,
        &[""],
        &[
            "n.jsonl:1 a",
            "n.jsonl:3: key `text` is missing; add it with the article's text as a string",
            "n.jsonl:4 4",
            "n.jsonl:5: is no JSON object (EOF while parsing a string at column 4); write one object \
             a line, such as {\"id\": \"1\", \"text\": \"…\"}",
            "o.txt plain",
        ],
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let desk = desk(&[("a.txt", "x"), ("b.txt", "%PDF-1.7")]);
    let big = File::create(desk.path().join("c.txt")).unwrap();
    big.set_len(Limit::default().bytes() + 1).unwrap();
    check(
        &desk,
        &["gone.md", "b.txt", "c.txt", "a.txt"],
        &[
            "gone.md: does not exist; check the spelling, and the directory factlint runs in",
            "b.txt: is binary (looks like a PDF); export its text as .txt, .md or .html and check that",
            "c.txt: is larger than 256 MiB; split it, give an archive as JSON Lines, one article a line, \
             or allow more with --max-article",
            "a.txt plain",
        ],
    );
}

#[test]
fn a_file_that_vanishes_is_named() {
    let desk = desk(&[("a.txt", "x")]);
    let unit = units(&options(&desk, &[""])).next().unwrap().unwrap();
    fs::remove_file(desk.path().join("a.txt")).unwrap();
    assert!(load(&unit, Limit::default()).unwrap_err().message.starts_with("does not exist"));
}

#[cfg(unix)]
#[test]
fn links_in_directories_are_not_followed() {
    let desk = desk(&[("d/a.txt", "x")]);
    std::os::unix::fs::symlink(desk.path(), desk.path().join("d/loop")).unwrap();
    std::os::unix::fs::symlink(desk.path().join("d/a.txt"), desk.path().join("link.txt")).unwrap();
    check(&desk, &[""], &["d/a.txt plain"]);
    check(&desk, &["link.txt"], &["link.txt plain"]);
}

#[cfg(unix)]
#[test]
fn files_and_directories_without_permission_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk(&[("a.txt", "x"), ("d/b.txt", "x")]);
    let lock = fs::Permissions::from_mode(0o000);
    fs::set_permissions(desk.path().join("a.txt"), lock.clone()).unwrap();
    fs::set_permissions(desk.path().join("d"), lock).unwrap();
    // Root reads everything.
    let is_root = File::open(desk.path().join("a.txt")).is_ok();
    if !is_root {
        let denied = "cannot be read: permission denied; allow reading it, or leave it out with .factlintignore";
        check(&desk, &[""], &[&format!("a.txt: {denied}"), &format!("d: {denied}")]);
    }
    fs::set_permissions(desk.path().join("d"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn standard_input_takes_its_format_from_its_name() {
    let found = |name: Option<&str>, format| {
        let options = InputOptions {
            stdin_filename: name.map(str::to_owned),
            format,
            ..InputOptions::default()
        };
        match walk::find(Path::new("-"), &options).pop() {
            Some(Ok(Found::Stdin { name, format, .. })) => format!("{name} {}", format.name()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(found(None, None), "<stdin> plain");
    assert_eq!(found(Some("./a/b.md"), None), "a/b.md markdown");
    assert_eq!(found(Some("b.md"), Some(InputFormat::JsonLines)), "b.md jsonl");
}

#[test]
fn paths_are_reported_as_given() {
    for (path, expected) in
        [("./a.md", "a.md"), (".//./a", "a"), ("../a", "../a"), ("/a/b", "/a/b"), ("./", "./")]
    {
        assert_eq!(reported(Path::new(path)), expected);
    }
}
