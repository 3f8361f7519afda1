//! What articles are checked against: one desk for all, and one for each override that adds to it.

use super::input::{self, InputOptions};
use super::lock::Lock;
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
use std::sync::Arc;

/// The desks of a run; the first is that of articles without an override.
#[derive(Debug)]
pub(super) struct Desks {
    all: Vec<Desk>,
}

/// Facts, rules and trusted documents.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) documents: Vec<Article>,
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
        let first = Desk {
            knowledge: load(&plan.packs)?,
            documents: documents(plan, &plan.sources.paths)?,
        };
        let mut all = vec![first];
        for addition in plan.overrides.additions() {
            let packs = together(&plan.packs, &addition.facts);
            let knowledge = match packs.len() == plan.packs.len() {
                true => Arc::clone(&all[0].knowledge),
                false => load(&packs)?,
            };
            let sources = together(&plan.sources.paths, &addition.sources);
            all.push(Desk { knowledge, documents: documents(plan, &sources)? });
        }
        let desks = Desks { all };
        let rules = desks.rules();
        for levels in plan.overrides.levels().chain([&plan.levels]) {
            levels.validate(rules.iter().map(|rule| &*rule.id))?;
        }
        Ok(desks)
    }

    /// The desk of an article.
    pub(super) fn of(&self, plan: &CheckPlan, path: &str) -> &Desk {
        &self.all[plan.overrides.desk_of(path)]
    }

    /// The trusted documents of each desk.
    pub(super) fn libraries(&self) -> Vec<Library<'_>> {
        self.all.iter().map(|desk| Library::new(&desk.documents, desk.knowledge.tongue())).collect()
    }

    /// Checks an article as its desk does.
    pub(super) fn check(
        &self,
        article: &Article,
        libraries: &[Library<'_>],
        plan: &CheckPlan,
    ) -> Outcome {
        let path = &article.origin.path;
        let at = plan.overrides.desk_of(path);
        let knowledge = &self.all[at].knowledge;
        let mut outcome = engine::check(article, knowledge, &libraries[at], plan.options);
        plan.overrides.levels_of(&plan.levels, path).apply(&mut outcome);
        outcome
    }

    /// Every rule of any desk, in order of id.
    pub(super) fn rules(&self) -> Vec<&Rule> {
        let rules = self.all.iter().flat_map(|desk| desk.knowledge.rules.rules());
        let named: BTreeMap<&str, &Rule> = rules.map(|rule| (&*rule.id, rule)).collect();
        named.into_values().collect()
    }

    /// Every pack of any desk, in the order they were loaded.
    pub(super) fn packs(&self) -> Vec<PackInfo> {
        let mut packs: Vec<PackInfo> = Vec::new();
        for pack in self.all.iter().flat_map(|desk| &desk.knowledge.packs) {
            if !packs.contains(pack) {
                packs.push(pack.clone());
            }
        }
        packs
    }

    /// Every trusted document, desk by desk.
    pub(super) fn documents(&self) -> Vec<&[Article]> {
        self.all.iter().map(|desk| desk.documents.as_slice()).collect()
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
