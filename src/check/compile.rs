//! What the patterns of a rule become, on the way to its check.

use super::arithmetic::Arithmetic;
use super::counted_signs::Sign;
use super::figure_differs::FigureDiffers;
use super::impossible_date::ImpossibleDate;
use super::name_spelling::NameSpelling;
use super::opposed_statements::Opposites;
use super::stray_place::StrayPlace;
use super::weekday_date::Apart;
use crate::language::{Language, Pattern, VocabularyBuilder};
use crate::pack::rule_file::{
    ApartShape, CheckShape, OppositesShape, SignShape, StatementShape, TallyShape,
};
use crate::pack::{Place, Problems};
use crate::statement::{Tallies, Tally, WordLists};

/// What compiling one rule takes, and where its mistakes go.
pub(super) struct Compiler<'a> {
    /// The rule's table `check`.
    pub(super) place: Place<'a>,
    pub(super) language: &'a Language,
    pub(super) words: &'a mut VocabularyBuilder,
    pub(super) problems: &'a mut Problems,
}

impl Compiler<'_> {
    /// The patterns of a parameter; what cannot be read is added to the problems.
    pub(super) fn patterns(&mut self, patterns: &[String], key: &str) -> Vec<Pattern> {
        patterns_of(patterns, self.place.key(key), self.language, self.words, self.problems)
    }

    pub(super) fn word_lists(&mut self) -> WordLists {
        WordLists::new(self.language, self.words)
    }

    pub(super) fn arithmetic(
        &mut self,
        statements: &[StatementShape],
        unless: &[String],
    ) -> Arithmetic {
        let Compiler { place, language, words, problems } = self;
        Arithmetic::compile(statements, unless, *place, language, words, problems)
    }

    pub(super) fn figure_differs(
        &mut self,
        tallies: &[TallyShape],
        unless: &[String],
        apart: &[String],
    ) -> FigureDiffers {
        let unless = self.patterns(unless, "unless");
        let apart = self.patterns(apart, "apart");
        let tallies = tallies.iter().map(|tally| Tally {
            noun: tally.noun.clone(),
            cues: self.patterns(&tally.cues, "tallies"),
        });
        let tallies = Tallies::new(tallies.collect());
        FigureDiffers { tallies, unless, apart, words: self.word_lists() }
    }

    /// The cues are those before a date, before a time, and after a day.
    pub(super) fn impossible_date(&mut self, shape: &CheckShape) -> Option<ImpossibleDate> {
        let CheckShape::ImpossibleDate {
            date_cues,
            time_cues,
            after_day,
            length_cues,
            after_time,
            deadlines,
            unless,
            unless_next,
        } = shape
        else {
            return None;
        };
        Some(ImpossibleDate {
            date_cues: self.patterns(date_cues, "date_cues"),
            time_cues: self.patterns(time_cues, "time_cues"),
            after_day: self.patterns(after_day, "after_day"),
            length_cues: self.patterns(length_cues, "length_cues"),
            after_time: self.patterns(after_time, "after_time"),
            deadlines: self.patterns(deadlines, "deadlines"),
            unless: self.patterns(unless, "unless"),
            unless_next: self.patterns(unless_next, "unless_next"),
        })
    }

    pub(super) fn name_spelling(&mut self, shape: &CheckShape) -> Option<NameSpelling> {
        let CheckShape::NameSpelling {
            unless,
            endings,
            sounds,
            initials,
            nicknames,
            latin,
            ranks,
            promoted,
        } = shape
        else {
            return None;
        };
        Some(NameSpelling {
            unless: self.patterns(unless, "unless"),
            endings: endings.clone(),
            sounds: sounds.clone(),
            initials: initials.clone(),
            nicknames: nicknames.clone(),
            latin: latin.clone(),
            ranks: ranks.clone(),
            promoted: self.patterns(promoted, "promoted"),
            words: self.word_lists(),
        })
    }

    pub(super) fn days_apart(&mut self, shapes: &[ApartShape]) -> Vec<Apart> {
        let apart = shapes.iter().map(|shape| Apart {
            tie: shape.tie,
            days: shape.days,
            leeway: shape.leeway,
            find: self.patterns(&shape.find, "apart"),
        });
        apart.collect()
    }

    pub(super) fn stray_place(
        &mut self,
        events: &[Vec<String>],
        things: &[Vec<String>],
        grounds: &[String],
        unless: &[String],
    ) -> StrayPlace {
        StrayPlace {
            things: things.to_vec(),
            grounds: grounds.to_vec(),
            events: events.to_vec(),
            event_words: events.iter().flatten().map(|event| self.words.intern(event)).collect(),
            unless: self.patterns(unless, "unless"),
            words: self.word_lists(),
        }
    }

    pub(super) fn opposites(&mut self, shapes: &[OppositesShape]) -> Vec<Opposites> {
        let opposites = shapes.iter().map(|shape| Opposites {
            one: self.patterns(&shape.one, "opposites"),
            other: self.patterns(&shape.other, "opposites"),
            quotation: shape.quotation,
            about: shape.about,
            unless: shape.unless.as_ref().map(|unless| self.patterns(unless, "opposites")),
        });
        opposites.collect()
    }

    pub(super) fn signs(&mut self, signs: &[SignShape]) -> Vec<Sign> {
        let place = self.place.key("signs");
        let (inflection, classes) = (&self.language.inflection, &self.language.classes);
        let mut compiled = Vec::new();
        for (at, sign) in signs.iter().enumerate() {
            match Pattern::parse(&sign.pattern, self.words, inflection, classes) {
                Ok(pattern) => {
                    compiled.push(Sign { pattern, human: sign.human, machine: sign.machine });
                }
                Err(error) => {
                    let place = place.item(at).key("pattern");
                    self.problems.push(place.problem(error.to_string()));
                }
            }
        }
        compiled
    }
}

/// Patterns compiled; what cannot be read is added to `problems`.
pub(super) fn patterns_of(
    patterns: &[String],
    place: Place<'_>,
    language: &Language,
    words: &mut VocabularyBuilder,
    problems: &mut Problems,
) -> Vec<Pattern> {
    let mut compiled = Vec::new();
    for (at, pattern) in patterns.iter().enumerate() {
        match Pattern::parse(pattern, words, &language.inflection, &language.classes) {
            Ok(pattern) => compiled.push(pattern),
            Err(error) => problems.push(place.item(at).problem(error.to_string())),
        }
    }
    compiled
}
