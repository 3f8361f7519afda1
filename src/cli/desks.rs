//! What articles are checked against: the packs and trusted documents of all, or those with what an
//! override adds.

use super::input::{self, InputOptions};
use super::lock::Lock;
use super::overrides::DeskId;
use super::packs;
use super::plan::CheckPlan;
use crate::engine::{self, Outcome};
use crate::knowledge::{Knowledge, PackInfo};
use crate::rule::Rule;
use crate::source::Library;
use crate::text::Article;
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The packs and the trusted documents of a run, in sets; a [`DeskId`] names one of each.
#[derive(Debug)]
pub(super) struct Desks {
    knowledge: Vec<Arc<Knowledge>>,
    documents: Vec<Vec<Article>>,
}

/// Trusted documents, read when the first article asks for them.
pub(super) struct Libraries<'a> {
    desks: &'a Desks,
    read: Vec<OnceLock<Library<'a>>>,
}

impl<'a> Libraries<'a> {
    fn of(&self, desk: DeskId) -> &Library<'a> {
        let Desks { knowledge, documents } = self.desks;
        self.read[desk.facts * documents.len() + desk.sources]
            .get_or_init(|| Library::new(&documents[desk.sources], knowledge[desk.facts].tongue()))
    }
}

impl Desks {
    /// Loads everything a plan names.
    ///
    /// # Errors
    /// When a pack or a trusted document cannot be loaded, is not the one that was locked, or a level
    /// is set for a rule that does not exist.
    pub(super) fn load(plan: &CheckPlan) -> anyhow::Result<Desks> {
        let lock = plan.lock.as_deref().map(Lock::read).transpose()?;
        let load = |packs: &[PathBuf]| {
            let knowledge = packs::load(packs)?;
            if let Some(lock) = &lock {
                lock.verify(&knowledge.packs)?;
            }
            anyhow::Ok(Arc::new(knowledge))
        };
        let mut knowledge = vec![load(&plan.packs)?];
        for added in plan.overrides.facts() {
            let packs = together(&plan.packs, added);
            knowledge.push(match packs.len() == plan.packs.len() {
                true => Arc::clone(&knowledge[0]),
                false => load(&packs)?,
            });
        }
        let of_all = &plan.sources.paths;
        let of_some = plan.overrides.sources().iter().map(|added| together(of_all, added));
        let sources = std::iter::once(of_all.clone()).chain(of_some);
        let documents =
            sources.map(|paths| documents(plan, &paths)).collect::<anyhow::Result<_>>()?;
        let desks = Desks { knowledge, documents };
        let rules = desks.rules();
        for levels in plan.overrides.levels().chain([&plan.levels]) {
            levels.validate(rules.iter().map(|rule| &*rule.id))?;
        }
        Ok(desks)
    }

    /// What an article is checked against, without trusted documents.
    pub(super) fn knowledge_of(&self, plan: &CheckPlan, path: &str) -> &Knowledge {
        &self.knowledge[plan.overrides.desk_of(path).facts]
    }

    /// The trusted documents that an article is compared with.
    pub(super) fn documents_of(&self, plan: &CheckPlan, path: &str) -> &[Article] {
        &self.documents[plan.overrides.desk_of(path).sources]
    }

    /// The trusted documents, ready to be compared with.
    pub(super) fn libraries(&self) -> Libraries<'_> {
        let pairs = self.knowledge.len() * self.documents.len();
        Libraries { desks: self, read: (0..pairs).map(|_| OnceLock::new()).collect() }
    }

    /// Checks an article as its desk does.
    pub(super) fn check(
        &self,
        article: &Article,
        libraries: &Libraries<'_>,
        plan: &CheckPlan,
    ) -> Outcome {
        let path = &article.origin.path;
        let desk = plan.overrides.desk_of(path);
        let (knowledge, library) = (&self.knowledge[desk.facts], libraries.of(desk));
        let mut outcome = engine::check(article, knowledge, library, plan.options);
        plan.overrides.levels_of(&plan.levels, path).apply(&mut outcome);
        outcome
    }

    /// Every rule of any desk, in order of id.
    pub(super) fn rules(&self) -> Vec<&Rule> {
        let rules = self.knowledge.iter().flat_map(|knowledge| knowledge.rules.rules());
        let named: BTreeMap<&str, &Rule> = rules.map(|rule| (&*rule.id, rule)).collect();
        named.into_values().collect()
    }

    /// Every pack of any desk, in the order they were loaded.
    pub(super) fn packs(&self) -> Vec<PackInfo> {
        let mut packs: Vec<PackInfo> = Vec::new();
        for pack in self.knowledge.iter().flat_map(|knowledge| &knowledge.packs) {
            if !packs.contains(pack) {
                packs.push(pack.clone());
            }
        }
        packs
    }

    /// Every trusted document, set by set.
    pub(super) fn documents(&self) -> Vec<&[Article]> {
        self.documents.iter().map(Vec::as_slice).collect()
    }
}

fn together(all: &[PathBuf], more: &[PathBuf]) -> Vec<PathBuf> {
    let new = more.iter().filter(|path| !all.contains(path));
    all.iter().chain(new).cloned().collect()
}

/// The trusted documents. One that cannot be read ends the run: what it would have said is missing
/// from every comparison.
fn documents(plan: &CheckPlan, paths: &[PathBuf]) -> anyhow::Result<Vec<Article>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let options = InputOptions { paths: paths.to_vec(), ..plan.sources.clone() };
    let read = input::units(&options).map(|unit| Ok(input::load(&unit?, options.limit)?));
    let documents: anyhow::Result<Vec<Article>> = read.collect();
    documents.context("cannot read a trusted source")
}
