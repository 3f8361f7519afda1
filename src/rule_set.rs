//! The rules of a run, arranged so that a rule costs nothing where its trigger does not stand.

use crate::check::{
    Check, Hit, Phrases, Scene, ShapeIndex, Silence, apply_suppressions, broken_table,
    clock_conversion, contradicted_statement, hidden_characters, misspelled_name, misused_term,
    shifted_time, swapped_figures, transposed_digits, unlike_unit,
};
use crate::claim::TriggerIndex;
use crate::finding::{Finding, Severity};
use crate::language::{Pattern, WordList};
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::Repeats;
use crate::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of a run.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    /// From words to the phrases they set off, by index into `phrase_rules`.
    phrases: TriggerIndex,
    /// The rule of each phrase.
    phrase_rules: Vec<usize>,
    /// From words to the templates they set off, by index into `templates`.
    arithmetic: TriggerIndex,
    /// Rule, statement and template.
    templates: Vec<(usize, (usize, usize))>,
    /// Tells which rules' shapes may stand in a block, by index into `rules`.
    shapes: ShapeIndex,
}

impl RuleSet {
    /// Arranges rules, in order of id.
    pub fn new(mut rules: Vec<Rule>) -> Self {
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let mut set = RuleSet::default();
        let mut phrases: Vec<&Pattern> = Vec::new();
        let mut templates: Vec<Vec<WordList>> = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            match &rule.check {
                Check::Phrases(check) => {
                    phrases.extend(check.patterns());
                    set.phrase_rules.resize(phrases.len(), at);
                }
                Check::Arithmetic(check) => {
                    for place in check.templates() {
                        templates.push(check.certain_words(place));
                        set.templates.push((at, place));
                    }
                }
                Check::TextShape(_)
                | Check::JudgedClaim(_)
                | Check::AgainstSources(_)
                | Check::ClockConversion
                | Check::WeekdayDate(_)
                | Check::ImpossibleDate(_)
                | Check::UnitConversion(_)
                | Check::DebunkedClaim(_)
                | Check::ContradictedStatement
                | Check::WrongTitle(_)
                | Check::UnattributedQuote(_)
                | Check::UnnamedSpeaker(_)
                | Check::VerifiedQuotes(_)
                | Check::TransposedDigits
                | Check::UnlikeUnit
                | Check::UndisclosedName(_)
                | Check::ShiftedTime
                | Check::SwappedFigures
                | Check::WrongFirstName(_)
                | Check::MisspelledName
                | Check::MisusedTerm
                | Check::FigureDiffers(_)
                | Check::OpposedStatements(_)
                | Check::NameSpelling(_)
                | Check::StrayPlace(_)
                | Check::Suppression(_)
                | Check::HiddenCharacters
                | Check::RepeatedPassage(_)
                | Check::LinkTarget(_)
                | Check::MissingNote(_)
                | Check::DoubledWord(_)
                | Check::TruncatedText(_)
                | Check::BrokenTable
                | Check::CountedSigns(_)
                | Check::StyleScore(_)
                | Check::Provenance(_) => {}
            }
        }
        set.phrases = TriggerIndex::of(phrases.into_iter());
        set.arithmetic = TriggerIndex::of_lists(templates.iter().map(|all| all.iter().collect()));
        let shapes = rules.iter().enumerate().filter_map(|(at, rule)| match &rule.check {
            Check::TextShape(check) => Some((at, check)),
            _ => None,
        });
        set.shapes = ShapeIndex::new(shapes);
        set.rules = rules;
        set
    }

    /// The rules, in order of id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Everything the rules find, in order of position, then of rule.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.run_phrases(scene, &mut findings);
        self.run_shapes(scene, &mut findings);
        self.run_arithmetic(scene, &mut findings);
        for rule in &self.rules {
            let hits = match &rule.check {
                Check::JudgedClaim(check) => check.run(scene),
                Check::AgainstSources(check) => check.run(scene),
                Check::ClockConversion => clock_conversion::run(scene),
                Check::DebunkedClaim(check) => check.run(scene),
                Check::ContradictedStatement => contradicted_statement::run(scene),
                Check::UnattributedQuote(check) => check.run(scene),
                Check::UnnamedSpeaker(check) => check.run(scene),
                Check::VerifiedQuotes(check) => {
                    let hits = check.run(scene).into_iter();
                    findings.extend(
                        hits.map(|(hit, correction)| Finding { correction, ..finding(rule, hit) }),
                    );
                    Vec::new()
                }
                Check::MisspelledName => misspelled_name::run(scene),
                Check::MisusedTerm => misused_term::run(scene),
                Check::HiddenCharacters => hidden_characters::run(scene),
                Check::RepeatedPassage(check) => check.run(scene),
                Check::LinkTarget(check) => check.run(scene),
                Check::MissingNote(check) => check.run(scene),
                Check::DoubledWord(check) => check.run(scene),
                Check::TruncatedText(check) => check.run(scene),
                Check::BrokenTable => broken_table::run(scene),
                Check::CountedSigns(check) => check.run(scene),
                Check::StyleScore(check) => check.run(scene),
                Check::Provenance(check) => check.run(scene),
                Check::WeekdayDate(check) => check.run(scene),
                Check::ImpossibleDate(check) => check.run(scene),
                Check::UnitConversion(check) => check.run(scene),
                Check::WrongTitle(check) => check.run(scene),
                Check::TransposedDigits => transposed_digits::run(scene),
                Check::UnlikeUnit => unlike_unit::run(scene),
                Check::UndisclosedName(check) => check.run(scene),
                Check::ShiftedTime => shifted_time::run(scene),
                Check::SwappedFigures => swapped_figures::run(scene),
                Check::WrongFirstName(check) => check.run(scene),
                Check::FigureDiffers(check) => check.run(scene),
                Check::OpposedStatements(check) => check.run(scene),
                Check::NameSpelling(check) => check.run(scene),
                Check::StrayPlace(check) => check.run(scene),
                Check::Phrases(_)
                | Check::TextShape(_)
                | Check::Arithmetic(_)
                | Check::Suppression(_) => Vec::new(),
            };
            findings.extend(hits.into_iter().map(|hit| finding(rule, hit)));
        }
        findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        findings.dedup_by(|later, first| later.span == first.span && later.rule == first.rule);
        self.run_suppressions(scene, &mut findings);
        findings
    }

    /// Comes last: what covers nothing shows only when everything was found.
    fn run_suppressions(&self, scene: &Scene<'_>, findings: &mut Vec<Finding>) {
        let silence = |id: &str| match self.rules.iter().find(|rule| &*rule.id == id) {
            None => Silence::Unknown,
            Some(rule) if rule.check.is_idle(scene) => Silence::Idle,
            Some(_) => Silence::Earned,
        };
        let article = scene.annotated.article;
        let faults = apply_suppressions(article, findings, scene.today, silence);
        if faults.is_empty() {
            return;
        }
        for (fault, hit) in faults {
            let speaks = |rule: &&Rule| matches!(rule.check, Check::Suppression(of) if of == fault);
            findings.extend(self.rules.iter().find(speaks).map(|rule| finding(rule, hit)));
        }
        findings.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    }

    fn run_phrases(&self, scene: &Scene<'_>, findings: &mut Vec<Finding>) {
        for (at, sentence) in scene.annotated.sentences.iter().enumerate() {
            let triggered = self.phrases.triggered(scene.annotated.words_of(at));
            let mut triggered: Vec<usize> =
                triggered.into_iter().map(|phrase| self.phrase_rules[phrase]).collect();
            triggered.dedup();
            for at in triggered {
                let rule = &self.rules[at];
                if let Check::Phrases(check) = &rule.check {
                    let hit = Phrases::run(check, scene, sentence);
                    findings.extend(hit.map(|hit| finding(rule, hit)));
                }
            }
        }
    }

    /// Recomputes the sentences where a template is set off.
    fn run_arithmetic(&self, scene: &Scene<'_>, findings: &mut Vec<Finding>) {
        let annotated = scene.annotated;
        // A statement over two sentences may be set off in both of them.
        let mut told: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, sentence) in annotated.sentences.iter().enumerate() {
            let triggered = self.arithmetic.triggered(annotated.words_of(at));
            let triggered: Vec<_> = triggered.into_iter().map(|at| self.templates[at]).collect();
            for of_rule in triggered.chunk_by(|a, b| a.0 == b.0) {
                let rule = &self.rules[of_rule[0].0];
                let templates: Vec<(usize, usize)> = of_rule.iter().map(|found| found.1).collect();
                if let Check::Arithmetic(check) = &rule.check {
                    let mut hits = check.run(scene, sentence, &templates);
                    let end = told.entry(of_rule[0].0).or_default();
                    hits.retain(|hit| hit.span.start >= *end);
                    *end = hits.iter().map(|hit| hit.span.end).fold(*end, usize::max);
                    findings.extend(hits.into_iter().map(|hit| finding(rule, hit)));
                }
            }
        }
    }

    fn run_shapes(&self, scene: &Scene<'_>, findings: &mut Vec<Finding>) {
        let article = scene.annotated.article;
        let mut flagged: BTreeSet<(usize, String)> = BTreeSet::new();
        for (at, block) in article.blocks().iter().enumerate() {
            for id in self.shapes.may_stand_in(article.slice(block.span)) {
                let rule = &self.rules[id];
                let Check::TextShape(check) = &rule.check else { continue };
                for hit in check.run(scene, at) {
                    let words = || article.slice(hit.span).trim().to_lowercase();
                    if check.repeats == Repeats::Each || flagged.insert((id, words())) {
                        findings.push(finding(rule, hit));
                    }
                }
            }
        }
    }
}

fn finding(rule: &Rule, hit: Hit) -> Finding {
    Finding {
        rule: rule.id.clone(),
        severity: rule.severity.min(ceiling(hit.confidence)),
        verdict: hit.verdict,
        span: hit.span,
        message: hit.message,
        evidence: hit.evidence,
        correction: None,
        suppressed: None,
    }
}

/// Only a record that the desk holds settled may block a publication.
fn ceiling(confidence: Confidence) -> Severity {
    match confidence {
        Confidence::High => Severity::Error,
        Confidence::Medium => Severity::Warning,
        Confidence::Low => Severity::Info,
    }
}
