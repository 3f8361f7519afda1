//! What the loader says of packs.
//!
//! `tests/packs/*.in` holds the files of a pack, each under a line `==> path <==`; the `.out`
//! beside it holds what the loader says of them, with the pack `base` loaded too.
//! `UPDATE=1 cargo test` rewrites the latter.

use factlint::pack::{Pack, PackFiles, Problems, load};
use std::path::Path;

#[test]
fn every_fault_is_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "in") {
            check(&path);
            cases += 1;
        }
    }
    assert!(cases >= 15, "only {cases} cases were found");
}

#[track_caller]
fn check(path: &Path) {
    let said = match load(vec![base(), read(path)]) {
        Ok(_) => "nothing is wrong\n".to_owned(),
        Err(problems) => problems.to_string(),
    };
    let out = path.with_extension("out");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&out, &said).unwrap();
    }
    let expected = std::fs::read_to_string(&out).unwrap_or_default();
    assert_eq!(said, expected, "{}", path.display());
}

fn read(path: &Path) -> PackFiles {
    let text = std::fs::read_to_string(path).unwrap();
    let files: Vec<(&str, &str)> =
        text.split("==> ").filter_map(|part| part.split_once(" <==\n")).collect();
    PackFiles::in_memory("desk", &files)
}

fn base() -> PackFiles {
    let property = |name: &str, values: &str| {
        let text = format!("property = \"{name}\"\nvalues = \"{values}\"\nnoun = \"the {name}\"\n");
        (format!("properties/{name}.toml"), text)
    };
    let properties = [
        property("deaths", "count"),
        property("injured", "count"),
        property("date", "date"),
        property("time", "time"),
        property("lasted", "elapsed"),
        property("place", "entity"),
        property("motive", "words"),
    ];
    let mut files: Vec<(&str, &str)> =
        properties.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("pack.toml", BASE_MANIFEST));
    PackFiles::in_memory("base", &files)
}

const BASE_MANIFEST: &str = r#"
id = "base"
name = "Base"
version = "1.0.0"
schema = 1
licence = "CC0-1.0"
maintainer = "Desk <desk@example.org>"
description = "Properties for these tests."
"#;

const GOOD_TOML: &str = r#"
[[source]]
id = "wire"
name = "A wire service"
published = 2024-01-04

[[entity]]
id = "iran"
kind = "place"
name = "Iran"
time_zone = "Asia/Tehran"

[[entity]]
id = "kerman"
kind = "place"
name = "Kerman"
within = "iran"
source = "wire"

[[event]]
id = "bombings"
name = "the Kerman bombings"
described_as = ["bombings", "blasts"]
date = 2024-01-03
time = [14:55:00, "15:15"]
place = "kerman"
source = ["wire"]

[event.deaths]
value = 95
history = [{ value = 103, as_of = 2024-01-03 }]

[event.motive]
undisclosed = true
"#;

const GOOD_JSON: &str = r#"{
  // The same as above.
  "source": [{ "id": "wire", "name": "A wire service", "published": "2024-01-04" }],
  "entity": [
    { "id": "iran", "kind": "place", "name": "Iran", "time_zone": "Asia/Tehran" },
    { "id": "kerman", "kind": "place", "name": "Kerman", "within": "iran", "source": "wire" },
  ],
  "event": [{
    "id": "bombings", "name": "the Kerman bombings", "described_as": ["bombings", "blasts"],
    "date": "2024-01-03", "time": ["14:55:00", "15:15"], "place": "kerman", "source": ["wire"],
    "deaths": { "value": 95, "history": [{ "value": 103, "as_of": "2024-01-03" }] },
    "motive": { "undisclosed": true }
  }]
}"#;

#[track_caller]
fn loaded(files: &[(&str, &str)]) -> Pack {
    let desk = PackFiles::in_memory("The Desk", files);
    match load(vec![base(), desk]) {
        Ok(packs) => packs.into_iter().nth(1).unwrap(),
        Err(problems) => panic!("{problems}"),
    }
}

#[track_caller]
fn problems(files: &[(&str, &str)]) -> Problems {
    load(vec![base(), PackFiles::in_memory("desk", files)]).unwrap_err()
}

#[test]
fn toml_and_json_twins_hold_the_same() {
    let toml = loaded(&[("facts/a.toml", GOOD_TOML)]);
    let json = loaded(&[("facts/a.json", GOOD_JSON)]);
    let toml = format!("{:?}", toml.facts[0].value);
    assert_eq!(toml, format!("{:?}", json.facts[0].value));
    assert!(toml.contains("\"14:55:00\"") && toml.contains("Number(95.0)"), "{toml}");
}

#[test]
fn a_pack_without_manifest_is_named_after_its_folder() {
    let pack = loaded(&[("a.toml", GOOD_TOML)]);
    assert_eq!(pack.manifest.id, "the-desk");
    assert_eq!(pack.manifest.version, "0");
}

#[test]
fn examples_and_lexicons_are_kept_apart() {
    let pack = loaded(&[("examples/a.toml", GOOD_TOML), ("lexicon/en/hedges.toml", "x = 1")]);
    assert!(pack.facts.is_empty());
    assert!(pack.examples.contains_key("examples/a.toml"));
    assert_eq!(pack.lexicons[0].name, "en/hedges");
}

#[test]
fn the_digest_follows_paths_and_contents() {
    let digest = |path, text| loaded(&[(path, text)]).digest;
    assert_eq!(digest("a.toml", GOOD_TOML), digest("a.toml", GOOD_TOML));
    assert_ne!(digest("a.toml", GOOD_TOML), digest("b.toml", GOOD_TOML));
    assert_ne!(digest("a.toml", ""), digest("a.toml", "# nothing"));
    assert_eq!(digest("a.toml", "").len(), 32);
}

#[test]
fn a_later_stage_can_say_where_a_part_stands() {
    let pack = loaded(&[("a.toml", GOOD_TOML)]);
    let path = ["event".into(), 0.into(), "place".into()];
    let problem = pack.facts[0].problem_at(&path, "too far");
    assert_eq!((problem.line, problem.column), (26, 9));
    let deepest = ["entity".into(), 1.into(), "id".into(), "no such key".into()];
    assert_eq!(pack.facts[0].problem_at(&deepest, "x").line, 14);
}

#[test]
fn a_hundred_thousand_faults_are_counted_and_some_shown() {
    let text = "[[event]]\nid = \"A B\"\nnmae = 1\n".repeat(40_000);
    let problems = problems(&[("a.toml", &text)]);
    assert!(problems.count() >= 120_000);
    assert_eq!(problems.list().len(), Problems::LIMIT);
    let said = problems.to_string();
    assert!(said.contains("more\n"), "{said}");
}

#[test]
fn one_endless_line_of_faults_is_no_trouble() {
    let items = r#"{"id":"x","nmae":1},"#.repeat(40_000);
    let text = format!(r#"{{"event":[{items}]}}"#);
    assert!(problems(&[("a.json", &text)]).to_string().len() < 200_000);
}

#[test]
fn deep_nesting_is_an_error_like_any_other() {
    let toml = format!("a = {}", "[".repeat(100_000));
    let keys = format!("{}b = 1", "a.".repeat(100_000));
    let json = "[".repeat(100_000);
    for (path, text) in [("a.toml", toml), ("a.toml", keys), ("a.json", json)] {
        assert!(problems(&[(path, &text)]).count() > 0);
    }
}

mod on_disk {
    use super::base;
    use factlint::pack::{built_in, from_disk, load};
    use std::fs;

    #[test]
    fn built_in_packs_load() {
        if let Err(problems) = load(built_in()) {
            panic!("{problems}");
        }
    }

    #[test]
    fn folders_and_single_files_are_packs() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("desk");
        fs::create_dir_all(root.join("facts/.hidden")).unwrap();
        fs::write(root.join("facts/a.toml"), super::GOOD_TOML).unwrap();
        fs::write(root.join("facts/.hidden/b.toml"), "not = = toml").unwrap();
        fs::write(root.join("README.md"), "# Desk").unwrap();
        let whole = load(vec![base(), from_disk(&root)]).unwrap();
        assert_eq!(whole[1].manifest.id, "desk");
        let single = load(vec![base(), from_disk(&root.join("facts/a.toml"))]).unwrap();
        assert_eq!(single[1].manifest.id, "a");
        assert_eq!(single[1].facts.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let check = |path: &str, expected: &str| {
            let problems = load(vec![from_disk(&folder.path().join(path))]).unwrap_err();
            assert!(problems.to_string().contains(expected), "{problems}");
        };
        fs::create_dir(folder.path().join("empty")).unwrap();
        fs::write(folder.path().join("latin.toml"), b"name = \"caf\xe9\"").unwrap();
        check("missing", "cannot be read");
        check("empty", "holds no TOML or JSON file");
        check("latin.toml", "not UTF-8 at byte 11");
    }

    #[test]
    fn a_file_past_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.toml");
        let file = fs::File::create(&path).unwrap();
        file.set_len(factlint::pack::files::LARGEST + 1).unwrap();
        let problems = load(vec![from_disk(&path)]).unwrap_err();
        assert!(problems.to_string().contains("larger than 64 MiB"), "{problems}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_loop_are_harmless() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.toml"), super::GOOD_TOML).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        let packs = load(vec![base(), from_disk(folder.path())]).unwrap();
        assert_eq!(packs[1].facts.len(), 1);
    }
}

mod never_panics {
    use super::base;
    use factlint::pack::{PackFiles, load};
    use proptest::prelude::*;

    fn paths() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "pack.toml",
            "facts/a.toml",
            "facts/a.json",
            "rules/a.toml",
            "properties/a.toml",
            "examples/a.json",
            "a.toml",
        ])
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let keys = prop::sample::select(vec![
            "source", "entity", "event", "id", "name", "kind", "within", "date", "deaths", "time",
            "value", "from", "to", "history", "as_of", "check", "doc", "bad", "good", "text",
        ]);
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            prop::sample::select(vec!["place", "2024-02-30", "14:55", "⟦x", "a", "é"])
                .prop_map(Into::into),
        ];
        leaf.prop_recursive(6, 64, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::btree_map(keys.clone(), inner, 0..8)
                    .prop_map(|map| map.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn on_any_text(path in paths(), text in any::<String>()) {
            let _ = load(vec![base(), PackFiles::in_memory("x", &[(path, &text)])]);
        }

        #[test]
        fn on_text_like_toml(path in paths(), text in "([a-z\\[\\]\"{}=.,\n é⟦]|id|event){0,60}") {
            if let Err(problems) = load(vec![base(), PackFiles::in_memory("x", &[(path, &text)])]) {
                let _ = problems.to_string();
            }
        }

        #[test]
        fn on_any_tree(path in paths(), tree in json()) {
            let path = path.replace(".toml", ".json");
            let text = tree.to_string();
            if let Err(problems) = load(vec![base(), PackFiles::in_memory("x", &[(&path, &text)])]) {
                let _ = problems.to_string();
            }
        }
    }
}
