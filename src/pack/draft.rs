//! A pack on its way from text to shapes: trees, each with its role.

use super::fact_file::FactFile;
use super::files::{MANIFEST, PackFile, PackFiles};
use super::load::{Lexicon, Pack};
use super::located::{Located, Place};
use super::manifest::{self, Manifest};
use super::problem::{Problem, Problems};
use super::property_file::PropertyFile;
use super::rule_file::RuleFile;
use super::shape::Shape;
use super::source::Source;
use super::tree::{self, Node};
use crate::language::Notation;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A pack whose files are parsed.
pub(super) struct Draft {
    name: String,
    digest: String,
    files: Vec<DraftFile>,
    lexicons: Vec<Lexicon>,
    /// Whether every file could be parsed, so that all ids are known.
    pub complete: bool,
}

struct DraftFile {
    role: Role,
    /// Inside the pack.
    path: String,
    source: Arc<Source>,
    tree: Arc<Node>,
    /// Without syntax errors: a shape can be expected of it.
    sound: bool,
}

impl DraftFile {
    fn place(&self) -> Place<'_> {
        Place { source: &self.source, node: &self.tree }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Manifest,
    Property,
    Example,
    Facts,
    Rule,
}

/// The shapes of all kinds of files.
pub(super) struct Shapes<'a> {
    manifest: Shape<'a, Manifest>,
    property: Shape<'a, PropertyFile>,
    facts: Shape<'a, FactFile>,
    rule: Shape<'a, RuleFile>,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(known_properties: &'a BTreeSet<String>) -> Self {
        Shapes {
            manifest: Shape::new(None),
            property: Shape::new(None),
            facts: Shape::new(Some(known_properties)),
            rule: Shape::new(None),
        }
    }
}

impl Draft {
    /// Parses the files of a pack.
    pub(super) fn read(mut pack: PackFiles, problems: &mut Problems) -> Self {
        pack.files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut draft = Draft {
            digest: pack.digest(),
            name: pack.name,
            files: Vec::new(),
            lexicons: Vec::new(),
            complete: pack.problems.is_empty(),
        };
        pack.problems.into_iter().for_each(|problem| problems.push(problem));
        for file in pack.files {
            match lexicon_name(&file.path) {
                Some(name) => draft.lexicons.push(Lexicon {
                    name,
                    notation: notation(&file.path),
                    text: file.text,
                    path: file.shown,
                }),
                None => draft.parse(file, problems),
            }
        }
        draft
    }

    fn parse(&mut self, file: PackFile, problems: &mut Problems) {
        if file.path.ends_with("/pack.toml") {
            let problem = Problem::of_file(file.shown, "a pack within a pack");
            return problems.push(problem.help("name its folder by itself, or remove the file"));
        }
        let source = Source::new(file.shown, file.text);
        let before = problems.count();
        let tree = tree::read(&source, problems);
        let sound = problems.count() == before;
        self.complete &= sound;
        let Some(tree) = tree else { return };
        self.files.push(DraftFile {
            role: role(&file.path, &tree),
            path: file.path,
            source: Arc::new(source),
            tree: Arc::new(tree),
            sound,
        });
    }

    /// The names of its properties, as its files and their contents give them.
    pub(super) fn property_names(&self) -> impl Iterator<Item = String> {
        self.of_role(Role::Property).flat_map(|file| {
            let declared = file.tree.get("property").and_then(Node::text);
            let names = [declared, Some(file.source.stem())];
            names.into_iter().flatten().map(str::to_owned)
        })
    }

    /// Its fact files, also those whose shape is wrong.
    pub(super) fn facts(&self) -> impl Iterator<Item = Place<'_>> {
        self.of_role(Role::Facts).map(DraftFile::place)
    }

    /// Its manifest, if it has one.
    pub(super) fn manifest_place(&self) -> Option<Place<'_>> {
        self.of_role(Role::Manifest).next().map(DraftFile::place)
    }

    /// The pack, with those of its files whose shape is right.
    pub(super) fn shape(&self, shapes: &Shapes<'_>, problems: &mut Problems) -> Pack {
        Pack {
            manifest: self.manifest(shapes, problems),
            digest: self.digest.clone(),
            rules: self.shaped(Role::Rule, &shapes.rule, problems),
            facts: self.shaped(Role::Facts, &shapes.facts, problems),
            properties: self.shaped(Role::Property, &shapes.property, problems),
            lexicons: self.lexicons.clone(),
            examples: self.examples(shapes, problems),
        }
    }

    fn manifest(&self, shapes: &Shapes<'_>, problems: &mut Problems) -> Manifest {
        let implied = || Manifest::implied(&self.name);
        let located = self.shaped(Role::Manifest, &shapes.manifest, problems);
        let Some(located) = located.into_iter().next() else {
            return implied();
        };
        manifest::review(&located, problems);
        located.value
    }

    fn examples(
        &self,
        shapes: &Shapes<'_>,
        problems: &mut Problems,
    ) -> BTreeMap<String, Located<FactFile>> {
        let sound = self.of_role(Role::Example).filter(|file| file.sound);
        let read = sound.filter_map(|file| {
            let located = shapes.facts.read(&file.source, &file.tree, problems)?;
            Some((file.path.clone(), located))
        });
        read.collect()
    }

    fn shaped<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
        &self,
        role: Role,
        shape: &Shape<'_, T>,
        problems: &mut Problems,
    ) -> Vec<Located<T>> {
        let sound = self.of_role(role).filter(|file| file.sound);
        sound.filter_map(|file| shape.read(&file.source, &file.tree, problems)).collect()
    }

    fn of_role(&self, role: Role) -> impl Iterator<Item = &DraftFile> {
        self.files.iter().filter(move |file| file.role == role)
    }
}

fn lexicon_name(path: &str) -> Option<String> {
    let inside = path.strip_prefix("lexicon/")?;
    let name = inside.rsplit_once('.').map_or(inside, |(name, _)| name);
    Some(name.to_owned())
}

fn notation(path: &str) -> Notation {
    match path.rsplit('.').next() {
        Some(extension) if extension.eq_ignore_ascii_case("json") => Notation::Json,
        _ => Notation::Toml,
    }
}

/// The place of a file decides what it is; where it does not, its keys do.
fn role(path: &str, tree: &Node) -> Role {
    match path.split_once('/').map(|(folder, _)| folder) {
        None if path == MANIFEST => Role::Manifest,
        Some("properties") => Role::Property,
        Some("examples") => Role::Example,
        Some("facts") => Role::Facts,
        Some("rules") => Role::Rule,
        _ if tree.get("check").is_some() || tree.get("doc").is_some() => Role::Rule,
        _ if tree.get("property").is_some() => Role::Property,
        _ => Role::Facts,
    }
}
