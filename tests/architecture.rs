//! The map of the program shows the program.

use std::fs;
use std::path::Path;

fn page() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands between backticks; the path drawn at the top is indented and has none.
fn quoted(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2)
}

#[test]
fn every_place_exists() {
    let page = page();
    let roots = ["src", "rules", "schemas", "corpus", "tests", "docs"];
    let is_path = |text: &&str| {
        let first = text.split('/').next().unwrap_or_default();
        roots.contains(&first) || (text.contains('.') && !text.contains([' ', ':', '{']))
    };
    let missing: Vec<&str> =
        quoted(&page).filter(is_path).filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
}

#[test]
fn every_folder_is_on_the_map() {
    let page = page();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            let name = format!("src/{}", entry.file_name().to_string_lossy());
            assert!(quoted(&page).any(|path| path == name), "{name} is not on the map");
        }
    }
}

#[test]
fn every_dependency_is_justified() {
    let page = page();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let (_, listed) = page.split_once("## Dependencies").unwrap();
    let listed: Vec<&str> =
        listed.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect();
    let mut used: Vec<&str> = Vec::new();
    for table in ["dependencies", "dev-dependencies"] {
        used.extend(manifest[table].as_table().unwrap().keys().map(String::as_str));
    }
    for name in &used {
        assert!(listed.contains(name), "{name} has no sentence");
    }
    for name in &listed {
        assert!(used.contains(name), "{name} is no dependency any more");
    }
}

#[test]
fn the_map_fits_a_page() {
    assert!(page().lines().count() <= 120);
}
