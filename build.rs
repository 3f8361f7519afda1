//! Compiles the built-in packs into the program: their TOML as JSON, which reads several times
//! faster, and their digests. `src/pack/embedded.rs` is the other side.
//!
//! Nothing is validated here; the tests of the crate load the same files as any other pack.

#[path = "src/pack/digest.rs"]
mod digest;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};
use toml::Value;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    tell_build();
    let packs =
        folders(Path::new("rules")).into_iter().filter(|dir| dir.join("pack.toml").exists());
    let code: String = packs.map(|dir| embedded(&dir)).collect();
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("packs.rs");
    fs::write(target, format!("&[{code}]")).expect("the build folder can be written");
}

/// The code of a value `EmbeddedPack`.
fn embedded(dir: &Path) -> String {
    let mut files = Vec::new();
    read(dir, dir, &mut files);
    files.sort();
    let digest = digest::digest(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let name = slashed(dir.strip_prefix("rules").expect("a folder of rules"));
    let files: String = files.iter().map(|(path, text)| embedded_file(path, text)).collect();
    format!("EmbeddedPack {{ name: {name:?}, digest: {digest:?}, files: &[{files}] }},\n")
}

fn embedded_file(path: &str, text: &str) -> String {
    let table: toml::Table =
        text.parse().unwrap_or_else(|error| panic!("rules/…/{path} is not valid TOML: {error}"));
    let json = json(Value::Table(table)).to_string();
    format!("EmbeddedFile {{ path: {path:?}, json: {json:?} }},\n")
}

/// As the loader reads it: dates and times become text.
fn json(value: Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.into(),
        Value::Integer(number) => number.into(),
        Value::Float(number) => number.into(),
        Value::Boolean(value) => value.into(),
        Value::Datetime(moment) => moment.to_string().into(),
        Value::Array(items) => items.into_iter().map(json).collect(),
        Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

/// Every TOML file below `dir`, with its path inside `root`.
fn read(root: &Path, dir: &Path, files: &mut Vec<(String, String)>) {
    for entry in entries(dir) {
        if entry.is_dir() {
            read(root, &entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "toml") {
            let inside = entry.strip_prefix(root).expect("a file of the folder");
            let text = fs::read_to_string(&entry).expect("the built-in packs can be read");
            files.push((slashed(inside), text));
        }
    }
}

fn folders(dir: &Path) -> Vec<PathBuf> {
    entries(dir).into_iter().filter(|entry| entry.is_dir()).collect()
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the built-in packs can be read");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the built-in packs can be read").path()).collect();
    paths.sort();
    paths
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Tells the program what it was built from, so that no cache outlives a change of the code.
fn tell_build() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let mut hasher = DefaultHasher::new();
    for file in sources(Path::new("src")) {
        file.hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    fs::read("Cargo.lock").unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=FACTLINT_BUILD={:016x}", hasher.finish());
}

/// The files under a folder, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let inside = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    paths.into_iter().flat_map(inside).collect()
}
