//! The kinds of check, one file each.
//!
//! A check is code; a rule names one and sets its parameters. Checks are pure functions over a
//! [`Scene`] and speak text spans. To add a kind: a shape in `pack::rule_file`, a file here, a
//! variant of [`Check`], and a line where [`RuleSet`](crate::rule_set::RuleSet) runs them.

mod against_sources;
mod arithmetic;
pub mod broken_table;
pub mod clock_conversion;
mod compile;
pub mod contradicted_statement;
mod counted_signs;
mod debunked_claim;
mod doubled_word;
mod figure_differs;
pub mod hidden_characters;
mod impossible_date;
mod judged_claim;
mod link_target;
mod missing_note;
pub mod misspelled_name;
pub mod misused_term;
mod name_spelling;
mod on_record;
mod opposed_statements;
mod phrases;
mod provenance;
mod repeated_passage;
mod shape_index;
pub mod shifted_time;
mod stray_place;
mod style_score;
mod suppression;
pub mod swapped_figures;
mod swapped_statements;
mod text_shape;
pub mod transposed_digits;
mod truncated_text;
mod unattributed_quote;
mod undisclosed_name;
mod unit_conversion;
pub mod unlike_unit;
mod unnamed_speaker;
mod verified_quote;
mod weekday_date;
mod wrong_first_name;
mod wrong_title;
mod zone;

pub use against_sources::AgainstSources;
pub use arithmetic::Arithmetic;
pub use counted_signs::{CountedSigns, Sign, Threshold};
pub use debunked_claim::DebunkedClaim;
pub use doubled_word::DoubledWord;
pub use figure_differs::FigureDiffers;
pub use impossible_date::ImpossibleDate;
pub use judged_claim::JudgedClaim;
pub use link_target::LinkTarget;
pub use missing_note::MissingNote;
pub use misspelled_name::MisspellingIndex;
pub use name_spelling::NameSpelling;
pub use opposed_statements::{OpposedStatements, Opposites};
pub use phrases::Phrases;
pub use provenance::Provenance;
pub use repeated_passage::RepeatedPassage;
pub use shape_index::ShapeIndex;
pub use stray_place::StrayPlace;
pub use style_score::HighStyleScore;
pub use suppression::SuppressionFault;
pub(crate) use suppression::{Silence, apply as apply_suppressions};
pub use text_shape::TextShape;
pub use truncated_text::TruncatedText;
pub use unattributed_quote::UnattributedQuote;
pub use undisclosed_name::UndisclosedName;
pub use unit_conversion::UnitConversion;
pub use unnamed_speaker::UnnamedSpeaker;
pub use verified_quote::VerifiedQuotes;
pub use weekday_date::WeekdayDate;
pub use wrong_first_name::WrongFirstName;
pub use wrong_title::Posts;

use crate::annotate::Annotated;
use crate::claim::{Claim, Mentions, StandingCues};
use crate::fact::{FactStore, Subject};
use crate::finding::{Evidence, Verdict};
use crate::judge::{JudgedStatement, Judgement, Reference};
use crate::known_claim::KnownClaims;
use crate::language::{Language, Stems, VocabularyBuilder};
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::{CheckShape, MetadataShape, RuleFile};
use crate::pack::{Expression, Located, Problems};
use crate::quote::JudgedQuote;
use crate::score::{StyleModel, StyleReading};
use crate::source::Compared;
use crate::statement::Passage;
use crate::text::TextSpan;
use compile::Compiler;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A check with its parameters.
#[derive(Debug)]
pub enum Check {
    /// Flags claims that were judged against facts.
    JudgedClaim(JudgedClaim),
    /// Flags what was compared with trusted sources.
    AgainstSources(AgainstSources),
    /// Compares two clock times that a text gives for the same moment.
    ClockConversion,
    /// Compares weekdays with the dates beside them.
    WeekdayDate(WeekdayDate),
    /// Looks for days and times that do not exist.
    ImpossibleDate(ImpossibleDate),
    /// Compares measures with their conversions.
    UnitConversion(UnitConversion),
    /// Recomputes what the text states.
    Arithmetic(Arithmetic),
    /// Looks for claims known to be false.
    DebunkedClaim(DebunkedClaim),
    /// Flags statements on record that are made with another value.
    ContradictedStatement,
    /// Compares titles with the posts on record.
    WrongTitle(Posts),
    /// Looks for quotations without a speaker.
    UnattributedQuote(UnattributedQuote),
    /// Looks for quotations of speakers without a name.
    UnnamedSpeaker(UnnamedSpeaker),
    /// Flags quotations that differ from the quotes on record.
    VerifiedQuotes(VerifiedQuotes),
    /// Looks for figures with the digits of one on record.
    TransposedDigits,
    /// Looks for figures with the number of one on record and another unit.
    UnlikeUnit,
    /// Looks for names of what nobody has disclosed.
    UndisclosedName(UndisclosedName),
    /// Looks for times of day that are half a day or an hour off one on record.
    ShiftedTime,
    /// Looks for unknown bearers of a known surname.
    WrongFirstName(WrongFirstName),
    /// Looks for two figures that the record has the other way round.
    SwappedFigures,
    /// Looks for listed misspellings of names.
    MisspelledName,
    /// Looks for figures that a term does not fit.
    MisusedTerm,
    /// Compares figures within an article.
    FigureDiffers(FigureDiffers),
    /// Looks for statements of which only one can be true.
    OpposedStatements(OpposedStatements),
    /// Looks for names spelt two ways.
    NameSpelling(NameSpelling),
    /// Looks for events told with a place that the article does not know.
    StrayPlace(StrayPlace),
    /// Looks for phrases.
    Phrases(Phrases),
    /// Looks at suppressions.
    Suppression(SuppressionFault),
    /// Looks for a regular expression.
    TextShape(TextShape),
    /// Looks for characters that nobody sees.
    HiddenCharacters,
    /// Looks for passages that stand twice.
    RepeatedPassage(RepeatedPassage),
    /// Looks at where links lead.
    LinkTarget(LinkTarget),
    /// Looks for marks of notes that are not there.
    MissingNote(MissingNote),
    /// Looks for words that stand twice in a row.
    DoubledWord(DoubledWord),
    /// Looks for an article that stops before its end.
    TruncatedText(TruncatedText),
    /// Looks for tables whose rows do not fit.
    BrokenTable,
    /// Counts signs that stand close together.
    CountedSigns(CountedSigns),
    /// Looks for a style like that of generated text.
    StyleScore(HighStyleScore),
    /// Reads what the metadata says about how an article was made.
    Provenance(Provenance),
}

impl Check {
    /// Whether it had nothing to go by: facts or trusted documents were not given.
    pub(crate) fn is_idle(&self, scene: &Scene<'_>) -> bool {
        match self {
            Check::AgainstSources(_) => scene.compared.is_empty(),
            Check::JudgedClaim(_)
            | Check::DebunkedClaim(_)
            | Check::ContradictedStatement
            | Check::WrongTitle(_)
            | Check::VerifiedQuotes(_)
            | Check::TransposedDigits
            | Check::UnlikeUnit
            | Check::UndisclosedName(_)
            | Check::ShiftedTime
            | Check::WrongFirstName(_)
            | Check::SwappedFigures
            | Check::MisspelledName
            | Check::MisusedTerm => scene.facts.is_empty(),
            _ => false,
        }
    }
}

/// Everything a check may look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The article and what was found in it.
    pub annotated: &'a Annotated<'a>,
    /// The title that its file gives it outside the text.
    pub title: Option<&'a Annotated<'a>>,
    /// Its passages, and those of its title.
    pub passages: &'a [Passage<'a>],
    /// The things of the packs that it mentions.
    pub mentions: &'a Mentions,
    /// The events of the packs that it tells of beyond doubt.
    pub told_of: &'a BTreeSet<Subject>,
    /// Its claims and what came of judging them.
    pub claims: &'a [(Claim, Judgement)],
    /// What of it was looked for in trusted sources, and what they say.
    pub compared: &'a [Compared],
    /// The statements on record that it makes.
    pub statements: &'a [JudgedStatement],
    /// What the quotes on record say to its quotations.
    pub quotes: &'a [JudgedQuote],
    /// When it was written.
    pub reference: Reference,
    /// The day of the run, if it was told.
    pub today: Option<Date>,
    /// What the packs hold.
    pub facts: &'a FactStore,
    /// The language it is written in.
    pub language: &'a Language,
    /// What words are about.
    pub stems: &'a Stems,
    /// What takes an assertion back.
    pub standing: &'a StandingCues,
    /// The claims known to be false.
    pub known_claims: &'a KnownClaims,
    /// Spellings that the packs list as wrong.
    pub misspellings: &'a MisspellingIndex,
    /// What its style is like.
    pub style: &'a StyleReading,
    /// What told so.
    pub style_model: &'a StyleModel,
}

/// What a check found, before its rule gives it a name and a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where it stands in the article's text.
    pub span: TextSpan,
    /// What was established.
    pub verdict: Verdict,
    /// One sentence for an editor.
    pub message: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// How sure the record is that it rests on.
    pub confidence: Confidence,
}

impl Hit {
    /// What anybody can see at the span: nothing else is needed as evidence.
    fn self_evident(span: TextSpan, message: String) -> Hit {
        let (verdict, confidence) = (Verdict::Unchecked, Confidence::High);
        Hit { span, verdict, message, evidence: Vec::new(), confidence }
    }
}

impl Check {
    /// Makes a rule's check from its shape, adding its words to the vocabulary. What cannot be
    /// compiled is added to `problems`.
    pub fn compile(
        rule: &Located<RuleFile>,
        facts: &FactStore,
        language: &Language,
        words: &mut VocabularyBuilder,
        problems: &mut Problems,
    ) -> Option<Check> {
        let id: Arc<str> = rule.value.id.as_str().into();
        let mut compiler = Compiler { place: rule.place().key("check"), language, words, problems };
        Some(match &rule.value.check {
            CheckShape::JudgedClaim { properties, values, verdicts } => {
                let properties = properties.iter().filter_map(|name| facts.property_id(name));
                let (properties, values) = (properties.collect(), values.clone());
                Check::JudgedClaim(JudgedClaim { properties, values, verdicts: verdicts.clone() })
            }
            CheckShape::AgainstSources { topic, verdicts } => {
                Check::AgainstSources(AgainstSources { topic: *topic, verdicts: verdicts.clone() })
            }
            CheckShape::ClockConversion {} => Check::ClockConversion,
            CheckShape::WeekdayDate { unless, apart } => Check::WeekdayDate(WeekdayDate {
                unless: compiler.patterns(unless, "unless"),
                apart: compiler.days_apart(apart),
            }),
            shape @ CheckShape::ImpossibleDate { .. } => {
                Check::ImpossibleDate(compiler.impossible_date(shape)?)
            }
            CheckShape::UnitConversion { difference } => Check::UnitConversion(UnitConversion {
                difference: compiler.patterns(difference, "difference"),
            }),
            CheckShape::Arithmetic { statement, unless } => {
                Check::Arithmetic(compiler.arithmetic(statement, unless))
            }
            shape @ CheckShape::WrongTitle { .. } => {
                Check::WrongTitle(Posts::compile(shape, facts)?)
            }
            &CheckShape::UnattributedQuote { least_words } => {
                Check::UnattributedQuote(UnattributedQuote { least_words })
            }
            CheckShape::UnnamedSpeaker { speakers, introduces, unless, message } => {
                let speakers = compiler.patterns(speakers, "speakers");
                let unless = compiler.patterns(unless, "unless");
                let (introduces, message) = (*introduces, message.clone());
                Check::UnnamedSpeaker(UnnamedSpeaker { speakers, introduces, unless, message })
            }
            CheckShape::VerifiedQuote { fault } => {
                Check::VerifiedQuotes(VerifiedQuotes { fault: *fault })
            }
            CheckShape::ContradictedStatement {} => Check::ContradictedStatement,
            CheckShape::TransposedDigits {} => Check::TransposedDigits,
            CheckShape::UnlikeUnit {} => Check::UnlikeUnit,
            CheckShape::UndisclosedName {} => {
                Check::UndisclosedName(UndisclosedName::new(compiler.language))
            }
            CheckShape::SwappedFigures {} => Check::SwappedFigures,
            CheckShape::ShiftedTime {} => Check::ShiftedTime,
            CheckShape::WrongFirstName {} => {
                Check::WrongFirstName(WrongFirstName::new(compiler.language))
            }
            CheckShape::MisspelledName {} => Check::MisspelledName,
            CheckShape::MisusedTerm {} => Check::MisusedTerm,
            CheckShape::Suppression { fault } => Check::Suppression(*fault),
            CheckShape::DebunkedClaim { threshold } => {
                Check::DebunkedClaim(DebunkedClaim { threshold: *threshold })
            }
            CheckShape::FigureDiffers { tallies, unless, apart } => {
                Check::FigureDiffers(compiler.figure_differs(tallies, unless, apart))
            }
            CheckShape::OpposedStatements { between, opposites, unless, rivals } => {
                let unless = compiler.patterns(unless, "unless");
                let opposites = compiler.opposites(opposites);
                let words = compiler.word_lists();
                let opposed = OpposedStatements::new(*between, opposites, unless, rivals, words);
                Check::OpposedStatements(opposed)
            }
            shape @ CheckShape::NameSpelling { .. } => {
                Check::NameSpelling(compiler.name_spelling(shape)?)
            }
            CheckShape::StrayPlace { events, things, grounds, unless } => {
                Check::StrayPlace(compiler.stray_place(events, things, grounds, unless))
            }
            CheckShape::Phrases { patterns, unless, within, message } => {
                let patterns = compiler.patterns(patterns, "patterns");
                let unless = compiler.patterns(unless, "unless");
                Check::Phrases(Phrases::new(id, patterns, unless, *within, message.clone()))
            }
            shape @ CheckShape::TextShape { .. } => {
                Check::TextShape(TextShape::compile(id, shape)?)
            }
            CheckShape::CountedSigns { signs, distinct, weight, words: within, message } => {
                let signs = compiler.signs(signs);
                let threshold = Threshold { distinct: *distinct, weight: *weight, words: *within };
                Check::CountedSigns(CountedSigns::new(id, signs, threshold, message.clone()))
            }
            CheckShape::StyleScore { shown, message } => {
                Check::StyleScore(HighStyleScore { id, shown: *shown, message: message.clone() })
            }
            CheckShape::Provenance { statements, bylines } => provenance(id, statements, bylines),
            leftover @ (CheckShape::HiddenCharacters {}
            | CheckShape::RepeatedPassage { .. }
            | CheckShape::LinkTarget { .. }
            | CheckShape::MissingNote { .. }
            | CheckShape::DoubledWord { .. }
            | CheckShape::TruncatedText { .. }
            | CheckShape::BrokenTable {}) => return leftovers(id, leftover, compiler.words),
        })
    }
}

/// The checks for what machines and production leave behind, none of which has patterns.
fn leftovers(id: Arc<str>, shape: &CheckShape, words: &mut VocabularyBuilder) -> Option<Check> {
    Some(match shape {
        CheckShape::HiddenCharacters {} => Check::HiddenCharacters,
        CheckShape::RepeatedPassage { least_words, least_words_in_a_row } => {
            Check::RepeatedPassage(RepeatedPassage {
                least_words: *least_words,
                least_words_in_a_row: *least_words_in_a_row,
            })
        }
        CheckShape::LinkTarget { regex, message } => Check::LinkTarget(LinkTarget {
            id,
            regex: Expression::new(regex),
            message: message.clone(),
        }),
        CheckShape::MissingNote { marks, notes } => Check::MissingNote(MissingNote {
            id,
            marks: Expression::new(marks),
            notes: Expression::new(notes),
        }),
        shape @ CheckShape::DoubledWord { .. } => {
            Check::DoubledWord(DoubledWord::compile(shape, words)?)
        }
        shape @ CheckShape::TruncatedText { .. } => {
            Check::TruncatedText(TruncatedText::compile(shape, words)?)
        }
        CheckShape::BrokenTable {} => Check::BrokenTable,
        _ => return None,
    })
}

fn provenance(id: Arc<str>, statements: &[MetadataShape], bylines: &str) -> Check {
    let statements = statements
        .iter()
        .map(|shape| (Expression::new(&shape.name), Expression::new(&shape.value)))
        .collect();
    Check::Provenance(Provenance { id, statements, bylines: Expression::new(bylines) })
}
