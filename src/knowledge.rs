//! Everything factlint knows during a run: rules, facts and language data, immutable and shared.

pub mod built;

use crate::check::{Check, MisspellingIndex};
use crate::claim::{
    CueIndex, FigureIndex, FigureWords, MentionIndex, QualifierWords, StandingCues,
};
use crate::fact::{self, FactStore};
use crate::known_claim::KnownClaims;
use crate::language::{
    Language, Lexicon, LexiconFile, Pattern, Stems, Vocabulary, VocabularyBuilder, WordId,
};
use crate::pack::fact_file::FactFile;
use crate::pack::rule_file::RuleFile;
use crate::pack::{self, Located, Pack, PackFiles, Problem, Problems};
use crate::quote::QuoteRecord;
use crate::rule::Rule;
use crate::rule_set::RuleSet;
use crate::score::{self, StyleModel};
use crate::source::Tongue;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What articles are checked against.
#[derive(Debug)]
pub struct Knowledge {
    /// The packs it was made from, in the order they were loaded.
    pub packs: Vec<PackInfo>,
    /// The rules.
    pub rules: RuleSet,
    /// What the packs hold to be true.
    pub facts: FactStore,
    /// The language articles are written in.
    pub language: Language,
    /// Every word that anything here mentions.
    pub vocabulary: Vocabulary,
    /// What words are about.
    pub stems: Stems,
    pub(crate) mentions: MentionIndex,
    pub(crate) cues: CueIndex,
    pub(crate) figures: FigureIndex,
    pub(crate) standing: StandingCues,
    pub(crate) qualifiers: QualifierWords,
    /// Claims known to be false.
    pub known_claims: KnownClaims,
    pub(crate) statements: KnownClaims,
    pub(crate) misspellings: MisspellingIndex,
    pub(crate) quotes: QuoteRecord,
    pub(crate) style: StyleModel,
}

/// A pack that was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Its id.
    pub id: Arc<str>,
    /// Its version.
    pub version: String,
    /// A hash over its files, in hexadecimal, so that a report says what it rests on.
    pub digest: String,
}

/// What packs hold to be true, with the language and the words that it was compiled with.
struct Compiled {
    language: Language,
    facts: FactStore,
    words: VocabularyBuilder,
    /// Where the names are arranged already.
    arranged: Option<Arranged>,
}

/// How names are found, and how those that are not quite right.
type Arranged = (MentionIndex, MisspellingIndex);

impl Knowledge {
    /// Loads the built-in packs and those at `paths`.
    ///
    /// # Errors
    /// Everything that is wrong with any of the packs, at once.
    pub fn load(paths: &[PathBuf]) -> Result<Knowledge, Problems> {
        Ok(Knowledge::read(paths.iter().map(|path| pack::from_disk(path)).collect())?.0)
    }

    /// Loads the built-in packs and these; gives the packs too.
    fn read(own: Vec<PackFiles>) -> Result<(Knowledge, Vec<Pack>), Problems> {
        let build = |packs: Vec<Pack>| Ok((Knowledge::build(&packs, None)?, packs));
        let read = pack::load_beside(pack::embedded(), own.clone()).and_then(build);
        // Only what was read as text can name the line that two packs quarrel about.
        read.or_else(|_| {
            pack::load(pack::built_in().into_iter().chain(own).collect()).and_then(build)
        })
    }

    /// Compiles packs; `examples` are facts to use beside theirs, for the examples of a rule.
    ///
    /// # Errors
    /// Every pattern that does not compile, and language data that cannot be read.
    pub fn build(
        packs: &[Pack],
        examples: Option<&Located<FactFile>>,
    ) -> Result<Knowledge, Problems> {
        let mut problems = Problems::default();
        let mut words = VocabularyBuilder::default();
        let Some(language) = language(packs, &mut words, &mut problems) else {
            return Err(problems);
        };
        let files: Vec<&Located<FactFile>> =
            packs.iter().flat_map(|pack| &pack.facts).chain(examples).collect();
        let properties: Vec<_> = packs.iter().flat_map(|pack| &pack.properties).collect();
        let facts = fact::compile(&files, &properties, &mut words, &language, &mut problems);
        KnownClaims::intern(&facts, &language, &mut words);
        let compiled = Compiled { language, facts, words, arranged: None };
        Knowledge::complete(packs, compiled, problems)
    }

    /// The rules of packs and all that is arranged for finding, once there are facts.
    fn complete(
        packs: &[Pack],
        compiled: Compiled,
        mut problems: Problems,
    ) -> Result<Knowledge, Problems> {
        let Compiled { language, facts, mut words, arranged } = compiled;
        let rules = rules(packs, &facts, &language, &mut words, &mut problems);
        let standing = standing(&language, &mut words);
        let class = |name, words: &mut VocabularyBuilder| word_class(&language, name, words);
        let qualifiers = QualifierWords {
            before_place: class("before_place", &mut words),
            other: class("other", &mut words),
            indefinite: class("indefinite", &mut words),
            before_date: class("before_date", &mut words),
            locative: class("locative", &mut words),
            says: class("attributing", &mut words),
            ties: class("noun_tie", &mut words),
            steps: class("figure_step", &mut words),
            owned: class("owned", &mut words),
            clause_openers: class("clause_opener", &mut words),
            fronting: class("fronting", &mut words),
            joins: class("sum", &mut words),
            company: class("company", &mut words),
            stand_ins: class("stand_in", &mut words),
            parties: class("other_party", &mut words),
            elsewhere: class("elsewhere", &mut words),
            before: class("period_before", &mut words),
            conditions: class("condition", &mut words),
            negations: class("negation", &mut words),
            bounds: class("negation_bound", &mut words),
        };
        let figure_words = FigureWords {
            links: class("figure_link", &mut words),
            leads: class("figure_lead", &mut words),
            compared: class("figure_compared", &mut words),
            steps: class("figure_step", &mut words),
            choices: class("figure_choice", &mut words),
            ties: class("preposition", &mut words),
            places: class("locative", &mut words),
        };
        let phrase_ends = class("phrase_end", &mut words);
        let prepositions = class("preposition", &mut words);
        words.intern("&");
        let Some(style) = style(&mut problems) else {
            return Err(problems);
        };
        let vocabulary = words.finish();
        let (mentions, misspellings) = arranged.unwrap_or_else(|| {
            let mentions = MentionIndex::new(&facts, &vocabulary);
            (mentions, MisspellingIndex::new(&facts, &vocabulary))
        });
        let knowledge = Knowledge {
            packs: packs.iter().map(info).collect(),
            rules,
            known_claims: KnownClaims::debunked(&facts, mentions.aliases(), &vocabulary, &language),
            statements: KnownClaims::stated(&facts, mentions.aliases(), &vocabulary, &language),
            misspellings,
            quotes: QuoteRecord::new(&facts, &language, &vocabulary),
            mentions,
            figures: FigureIndex::new(&facts, figure_words),
            cues: CueIndex::new(&facts, phrase_ends, prepositions),
            standing,
            style,
            qualifiers,
            facts,
            stems: stems(&vocabulary, &language),
            language,
            vocabulary,
        };
        problems.or(knowledge)
    }

    /// What reading a trusted document takes.
    pub fn tongue(&self) -> Tongue<'_> {
        Tongue { language: &self.language, vocabulary: &self.vocabulary, stems: &self.stems }
    }
}

fn stems(vocabulary: &Vocabulary, language: &Language) -> Stems {
    let function = language.classes.get("function").map_or(&[][..], Vec::as_slice);
    Stems::new(vocabulary, &language.inflection, &language.wordings, function)
}

fn info(pack: &Pack) -> PackInfo {
    PackInfo {
        id: pack.manifest.id.as_str().into(),
        version: pack.manifest.version.clone(),
        digest: pack.digest.clone(),
    }
}

fn language(
    packs: &[Pack],
    words: &mut VocabularyBuilder,
    problems: &mut Problems,
) -> Option<Language> {
    let lexicons = packs.iter().flat_map(|pack| &pack.lexicons);
    let files = lexicons.map(|file| LexiconFile {
        name: &file.name,
        notation: file.notation,
        text: &file.text,
    });
    let files: Vec<LexiconFile<'_>> = files.collect();
    let compiled = Lexicon::parse(&files).and_then(|lexicon| Language::compile(&lexicon, words));
    compiled.map_err(|error| problems.push(Problem::of_file("lexicon", error.to_string()))).ok()
}

/// The weights behind the score of styles.
fn style(problems: &mut Problems) -> Option<StyleModel> {
    let damaged = |error: score::ModelError| {
        problems.push(Problem::of_file(score::BUILT_IN_PATH, error.to_string()));
    };
    StyleModel::built_in().map_err(damaged).ok()
}

fn rules(
    packs: &[Pack],
    facts: &FactStore,
    language: &Language,
    words: &mut VocabularyBuilder,
    problems: &mut Problems,
) -> RuleSet {
    let mut rules = Vec::new();
    for pack in packs {
        for file in &pack.rules {
            if let Some(check) = Check::compile(file, facts, language, words, problems) {
                rules.push(rule(pack, &file.value, check));
            }
        }
    }
    RuleSet::new(rules)
}

fn rule(pack: &Pack, file: &RuleFile, check: Check) -> Rule {
    Rule {
        id: file.id.as_str().into(),
        pack: pack.manifest.id.as_str().into(),
        status: file.status,
        since: file.since.clone(),
        severity: file.severity,
        tags: file.tags.clone(),
        check,
        doc: file.doc.clone(),
        bad: file.bad.clone(),
        good: file.good.clone(),
        example_facts: file.example_facts.clone(),
    }
}

/// The classes of words that take an assertion back.
fn standing(language: &Language, words: &mut VocabularyBuilder) -> StandingCues {
    let mut patterns = |classes: &[&str]| {
        let parsed = classes.iter().filter_map(|class| {
            Pattern::parse(class, words, &language.inflection, &language.classes).ok()
        });
        parsed.collect()
    };
    StandingCues {
        before: patterns(&["@denial", "@doubt", "@habit"]),
        in_clause: patterns(&["@earlier"]),
        ahead: patterns(&["@ahead"]),
        after: patterns(&["@imagined_after"]),
        lots: patterns(&["@one_lot"]),
        anywhere: patterns(&["@denial", "@hearsay"]),
        joins: word_class(language, "join", words),
        clause_openers: word_class(language, "clause_opener", words),
    }
}

/// The single words of a class.
fn word_class(language: &Language, name: &str, words: &mut VocabularyBuilder) -> BTreeSet<WordId> {
    let members = language.classes.get(name).into_iter().flatten();
    members.map(|word| words.intern(word)).collect()
}
