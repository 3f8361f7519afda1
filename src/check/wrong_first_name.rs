//! Flags people whom no pack knows and who bear the surname of one whom it does: "Viola Wiedl" in
//! an article about what Sanna Wiedl did.
//!
//! An article that names the known person in full, or at all before, tells the two apart, and so does
//! one that says that they are kin.

use super::on_record::is_on_topic;
use super::{Hit, Scene};
use crate::annotate::Name;
use crate::fact::Entity;
use crate::finding::{Evidence, Verdict};
use crate::language::{Language, NameKind};
use crate::pack::fact_file::Confidence;
use std::collections::BTreeSet;

/// Which words say that two people of one surname are two.
#[derive(Debug)]
pub struct WrongFirstName {
    kin: BTreeSet<String>,
}

/// A surname shorter than this is borne by too many.
const SURNAME: usize = 4;

impl WrongFirstName {
    /// With the words of the language.
    pub fn new(language: &Language) -> Self {
        let classes = ["kin", "kinship"].iter();
        let kin = classes.filter_map(|class| language.classes.get(*class)).flatten();
        WrongFirstName { kin: kin.cloned().collect() }
    }

    /// Flags the first mention of every such name, in articles that tell of an event of the packs.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        if scene.told_of.is_empty() || !is_on_topic(scene) {
            return Vec::new();
        }
        let in_full: BTreeSet<&str> =
            scene.annotated.names.iter().map(|name| text(scene, name)).collect();
        let unknown = scene.annotated.names.iter().filter(|name| {
            let may_be_somebody = matches!(name.kind, NameKind::Person | NameKind::Unknown);
            may_be_somebody && name.refers_to.is_none() && name.tokens.len() == 2
        });
        unknown.filter_map(|name| self.check(scene, name, &in_full)).collect()
    }

    fn check(&self, scene: &Scene<'_>, name: &Name, in_full: &BTreeSet<&str>) -> Option<Hit> {
        let (first, last) = text(scene, name).split_once(' ')?;
        let [id] = scene.facts.of_surname(last) else { return None };
        if last.chars().count() < SURNAME {
            return None;
        }
        let bearer = scene.facts.entity(*id);
        let names =
            || std::iter::once(&bearer.name).chain(&bearer.aliases).chain(&bearer.misspellings);
        let is_theirs = names().any(|known| known.split_whitespace().any(|word| word == first));
        let is_apart = names().any(|known| known.contains(' ') && in_full.contains(known.as_str()));
        let is_told_before =
            scene.mentions.entities_within(0..name.tokens.start).any(|entity| entity == *id);
        let is_initial = first.ends_with('.') || first.chars().count() < 3;
        let is_quoted = scene.annotated.is_quoted(&name.tokens);
        let is_another = is_theirs || is_apart || is_told_before;
        if is_another || is_initial || is_quoted || self.is_kin(scene, name) {
            return None;
        }
        Some(hit(name, text(scene, name), bearer))
    }

    /// Whether the sentence says that somebody is kin, or no kin, of somebody.
    fn is_kin(&self, scene: &Scene<'_>, name: &Name) -> bool {
        let Some(sentence) = scene.annotated.sentence_of(name.tokens.start) else { return true };
        let words = scene.annotated.article.slice(sentence.span);
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        words.any(|word| self.kin.contains(&word.to_lowercase()))
    }
}

fn text<'a>(scene: &Scene<'a>, name: &Name) -> &'a str {
    scene.annotated.article.slice(name.span)
}

fn hit(name: &Name, stated: &str, bearer: &Entity) -> Hit {
    let source = bearer.sources.first();
    Hit {
        span: name.span,
        verdict: Verdict::Unsupported,
        message: format!(
            "names “{stated}”, whom no record knows; of that surname it knows {} alone",
            bearer.name
        ),
        evidence: vec![Evidence::Fact {
            id: bearer.id.clone(),
            text: bearer.name.clone(),
            value: Some(bearer.name.clone()),
            source: source.map(|source| source.name.clone()),
            url: source.and_then(|source| source.url.clone()),
            as_of: None,
        }],
        confidence: bearer.confidence.min(Confidence::Medium),
    }
}
