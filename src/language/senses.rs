//! What the words of a language mean, in tables by [`WordId`]: a look-up costs an index.

use super::grammar::{Function, Functions};
use super::house_style::HouseStyle;
use super::inflection::Inflection;
use super::lexicon::{
    CalendarName, HedgePosition, HolidayEntry, Lexicon, LexiconError, LexiconFile, Notation,
    RolesFile, WordingsFile,
};
use super::measures::{countries_of_money, measures, money_by_unit, money_words, signs, units};
use super::names::NameWords;
use super::phrases::{Phrase, PhraseTable};
use super::places::Places;
use super::token::{Case, Token, TokenKind};
use super::vocabulary::{Vocabulary, VocabularyBuilder, WordId};
use super::zones::{check_zones, zones};
use crate::value::{DatePart, DayPart, Holiday, Modifier, Relation, Season, TimeUnit, Unit};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// A language: what its words mean.
#[derive(Debug)]
pub struct Language {
    senses: Vec<WordSense>,
    triggers: Vec<bool>,
    pub(crate) hedges_before: PhraseTable<Hedge>,
    pub(crate) hedges_after: PhraseTable<Hedge>,
    pub(crate) measures: PhraseTable<String>,
    /// The units of measure, by the name that annotations give them.
    pub units: BTreeMap<String, Unit>,
    /// The currencies that go by the word of a unit, by the unit's name: pounds are both.
    pub money_by_unit: BTreeMap<String, String>,
    pub(crate) signs: PhraseTable<String>,
    pub(crate) money_words: PhraseTable<MoneyWord>,
    /// "U.S.", after "$75".
    pub(crate) countries_of_money: PhraseTable<String>,
    pub(crate) zones: PhraseTable<Vec<TimeZone>>,
    /// "recently", "in recent years".
    pub(crate) references: PhraseTable<Reference>,
    /// "Christmas", "Labor Day".
    pub(crate) holidays: PhraseTable<Holiday>,
    /// The forms of words, for patterns.
    pub inflection: Inflection,
    /// The word classes, for patterns.
    pub classes: BTreeMap<String, Vec<String>>,
    /// The gazetteer.
    pub places: Places,
    /// Which words tell of the same thing, and which of the opposite.
    pub wordings: WordingsFile,
    /// Words by which one claim is told as well as by another, a group for each meaning.
    pub paraphrases: Vec<Vec<String>>,
    /// How people tell who plays a role.
    pub roles: RolesFile,
    /// How many of the groups are of words that mean the same; those after them may tell more or
    /// less.
    pub synonyms: usize,
    /// How newsrooms write the same words.
    pub(super) house_style: HouseStyle,
    pub(crate) names: NameWords,
    /// Words without a meaning of their own.
    function_words: FxHashSet<WordId>,
}

/// What a word can mean in numbers, dates and times.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordSense {
    pub(crate) functions: Functions,
    pub(crate) number: Option<NumberWord>,
    /// "bn", in "1.2bn".
    pub(crate) suffix: Option<f64>,
    pub(crate) month: Option<MonthWord>,
    pub(crate) weekday: Option<WeekdayWord>,
    /// "yesterday": days from the day of writing.
    pub(crate) day: Option<i32>,
    pub(crate) time_unit: Option<TimeWord>,
    /// "annual", "weekly": comes again once in so long.
    pub(crate) every: Option<TimeWord>,
    pub(crate) season: Option<Season>,
    pub(crate) day_part: Option<DayPart>,
    pub(crate) date_part: Option<DatePart>,
    /// Begins a sign of money.
    pub(crate) sign: bool,
    /// Begins a phrase such as "in recent years".
    pub(crate) begins_reference: bool,
    /// Begins the name of a holiday.
    pub(crate) begins_holiday: bool,
    /// "nineties": the tens of its years.
    pub(crate) decade: Option<u8>,
}

/// A word for a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberWord {
    Small(f64),
    Tens(f64),
    Scale(f64),
    Group(f64),
    Vague {
        low: f64,
        high: f64,
        alone: bool,
    },
    Ordinal(u64),
    Fraction(u64),
    /// "½"
    Value(f64),
}

/// The name of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthWord {
    pub(crate) number: i8,
    pub(crate) spelling: Spelling,
}

/// The name of a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WeekdayWord {
    pub(crate) weekday: Weekday,
    pub(crate) spelling: Spelling,
}

/// How far the name of a month or a weekday can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Full,
    /// As often another word or a given name: "May".
    AlsoAWord,
    Abbreviated,
}

/// A unit of time, perhaps several: a decade is ten years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TimeWord {
    pub(crate) unit: TimeUnit,
    pub(crate) times: f64,
}

/// "recently", "the future".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) relation: Relation,
    /// Whether it means anything only after "the".
    pub(crate) needs_article: bool,
}

/// A hedge: what it makes of the number beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hedge {
    pub(crate) modifier: Modifier,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) not_after: Vec<WordId>,
}

/// A word for money after a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MoneyWord {
    pub(crate) currency: String,
    /// How much of the currency one is: 0.01 for cents.
    pub(crate) times: f64,
}

impl Language {
    /// Numbers the words of a lexicon and lays out its tables.
    ///
    /// # Errors
    /// When a zone is not one of the tz database.
    pub fn compile(
        lexicon: &Lexicon,
        vocabulary: &mut VocabularyBuilder,
    ) -> Result<Language, LexiconError> {
        let places = Places::compile(&lexicon.places, vocabulary);
        let (given, common) = (&lexicon.given_names, &lexicon.common_words);
        let names = NameWords::compile(&lexicon.names, given, common, vocabulary);
        let zones = zones(lexicon, vocabulary)?;
        let classes = ["function", "preposition"].map(|name| lexicon.classes.classes.get(name));
        let function_words = classes.into_iter().flatten().flatten();
        let function_words: FxHashSet<WordId> =
            function_words.map(|word| vocabulary.intern(word)).collect();
        for &word in &function_words {
            vocabulary.set_frequent(word);
        }
        check_zones(&places)?;
        let mut senses = Senses { senses: Vec::new(), vocabulary };
        senses.grammar(lexicon);
        senses.calendar(lexicon);
        senses.numbers(lexicon);
        senses.units(lexicon);
        let references = senses.references(lexicon);
        let holidays = senses.holidays(lexicon)?;
        let senses = senses.senses;
        let forms = lexicon.verbs.forms.clone();
        intern_contrasts(lexicon, &Inflection::new(forms.clone()), vocabulary);
        Ok(Language {
            triggers: senses.iter().map(WordSense::is_trigger).collect(),
            senses,
            hedges_before: hedges(lexicon, HedgePosition::Before, vocabulary),
            hedges_after: hedges(lexicon, HedgePosition::After, vocabulary),
            measures: measures(lexicon, vocabulary),
            units: units(lexicon),
            money_by_unit: money_by_unit(lexicon),
            signs: signs(lexicon, vocabulary),
            money_words: money_words(lexicon, vocabulary),
            countries_of_money: countries_of_money(lexicon, vocabulary),
            zones,
            references,
            holidays,
            inflection: Inflection::new(forms),
            classes: lexicon.classes.classes.clone(),
            places,
            wordings: lexicon.wordings.clone(),
            roles: lexicon.roles.clone(),
            synonyms: lexicon.paraphrases.alike.len(),
            paraphrases: [&*lexicon.paraphrases.alike, &*lexicon.paraphrases.akin].concat(),
            house_style: HouseStyle::compile(&lexicon.house_style),
            names,
            function_words,
        })
    }

    /// Whether a month's name is as often another word: "May".
    pub fn is_also_a_name(&self, word: WordId) -> bool {
        self.sense(word).month.is_some_and(|month| month.spelling == Spelling::AlsoAWord)
    }

    /// Whether a word tells morning from evening: "p.m.", "noon", "night".
    pub fn tells_half_of_day(&self, word: WordId) -> bool {
        let sense = self.sense(word);
        let halves = [Function::AnteMeridiem, Function::PostMeridiem, Function::Noon];
        sense.day_part.is_some() || halves.into_iter().any(|half| sense.functions.has(half))
    }

    /// English as the program carries it, with a vocabulary of its own.
    ///
    /// # Panics
    /// When the embedded lexicon is broken, which its tests rule out.
    pub fn english() -> (Vocabulary, Language) {
        let lexicon = Lexicon::parse(ENGLISH).expect("the embedded lexicon is tested");
        let mut vocabulary = VocabularyBuilder::default();
        let language = Language::compile(&lexicon, &mut vocabulary);
        let language = language.expect("the embedded lexicon is tested");
        (vocabulary.finish(), language)
    }

    /// What a word can mean.
    pub(crate) fn sense(&self, word: WordId) -> &WordSense {
        // Whatever a pack adds after the language has no sense in it.
        self.senses.get(word.index()).unwrap_or(&self.senses[0])
    }

    /// Whether the word counts, dates or measures: another one makes another statement.
    pub fn measures_or_dates(&self, word: WordId) -> bool {
        let sense = self.sense(word);
        sense.number.is_some()
            || sense.month.is_some()
            || sense.weekday.is_some()
            || sense.time_unit.is_some()
    }

    /// Whether a word has no meaning of its own: "the", "of", and whatever else has two letters
    /// and no capitals.
    pub fn is_function_word(&self, token: &Token) -> bool {
        let is_short = token.span().len() < 3
            && matches!(token.kind, TokenKind::Word(Case::Lower | Case::Title));
        is_short || self.function_words.contains(&token.word)
    }

    /// Whether a word, in small letters, is of a class of the lexicon.
    pub fn is_of(&self, class: &str, word: &str) -> bool {
        let words = self.classes.get(class);
        words.is_some_and(|words| words.iter().any(|other| other == word))
    }

    /// Whether a word joins two of a kind: "and".
    pub fn joins(&self, token: &Token) -> bool {
        self.sense(token.word).functions.has(Function::And)
    }

    /// Whether a number, a date or a time can start at the word.
    pub(crate) fn is_trigger(&self, word: WordId) -> bool {
        self.triggers.get(word.index()).is_some_and(|&is| is)
    }
}

/// Every form of a word that has an opposite, or excludes others of its kind, or denies.
fn intern_contrasts(
    lexicon: &Lexicon,
    inflection: &Inflection,
    vocabulary: &mut VocabularyBuilder,
) {
    let wordings = &lexicon.wordings;
    let opposite = wordings.opposite.iter().flat_map(|entry| entry.one.iter().chain(&entry.other));
    let rivals = wordings.rivals.iter().flatten();
    let words = opposite.chain(rivals).chain(&wordings.negations).chain(&wordings.denials);
    for form in words.flat_map(|word| inflection.forms(word)) {
        vocabulary.intern(&form);
    }
}

macro_rules! embedded {
    ($name:literal) => {
        LexiconFile {
            name: $name,
            notation: Notation::Toml,
            text: include_str!(concat!("../../rules/english/lexicon/", $name, ".toml")),
        }
    };
}

/// The lexicon the program carries.
const ENGLISH: &[LexiconFile<'_>] = &[
    embedded!("calendar"),
    embedded!("numbers"),
    embedded!("hedges"),
    embedded!("units"),
    embedded!("currencies"),
    embedded!("zones"),
    embedded!("abbreviations"),
    embedded!("verbs"),
    embedded!("classes"),
    embedded!("grammar"),
    embedded!("places"),
    embedded!("wordings"),
    embedded!("house-style"),
    embedded!("paraphrases"),
    embedded!("roles"),
    embedded!("names"),
    embedded!("given-names"),
    embedded!("common-words"),
];

impl WordSense {
    fn is_trigger(&self) -> bool {
        let starts = [
            Function::Article,
            Function::Noon,
            Function::Midnight,
            Function::Last,
            Function::This,
            Function::Next,
            Function::Previous,
            Function::Following,
            Function::Every,
            Function::Final,
            Function::Weekend,
            Function::Overnight,
        ];
        self.number.is_some()
            || self.month.is_some()
            || self.weekday.is_some()
            || self.day.is_some()
            || self.sign
            || self.season.is_some()
            || self.every.is_some()
            || self.begins_reference
            || self.begins_holiday
            || self.decade.is_some()
            || self.day_part.is_some()
            || self.time_unit.is_some()
            || starts.iter().any(|&start| self.functions.has(start))
    }
}

struct Senses<'v> {
    senses: Vec<WordSense>,
    vocabulary: &'v mut VocabularyBuilder,
}

impl Senses<'_> {
    fn of(&mut self, word: &str) -> &mut WordSense {
        let index = self.vocabulary.intern(word).index();
        if self.senses.len() <= index {
            self.senses.resize(index + 1, WordSense::default());
        }
        &mut self.senses[index]
    }

    fn grammar(&mut self, lexicon: &Lexicon) {
        for (&function, words) in &lexicon.grammar.words {
            self.functions(words, function);
        }
        let abbreviations = &lexicon.abbreviations;
        self.functions(&abbreviations.before_names, Function::BeforeNames);
        self.functions(&abbreviations.before_numbers, Function::BeforeNumbers);
        self.functions(&abbreviations.anywhere, Function::Abbreviation);
        self.functions(&abbreviations.starters, Function::Starter);
        if let Some(said) = lexicon.classes.classes.get("said") {
            self.functions(said, Function::Said);
        }
    }

    fn functions(&mut self, words: &[String], function: Function) {
        for word in words {
            self.of(word).functions.add(function);
        }
    }

    fn calendar(&mut self, lexicon: &Lexicon) {
        for (number, month) in (1..).zip(&lexicon.calendar.month) {
            for (name, spelling) in spellings(month) {
                self.of(name).month = Some(MonthWord { number, spelling });
            }
        }
        for (offset, day) in (0..).zip(&lexicon.calendar.weekday) {
            for (name, spelling) in spellings(day) {
                let weekday = Weekday::Monday.wrapping_add(offset);
                self.of(name).weekday = Some(WeekdayWord { weekday, spelling });
            }
        }
        for (word, &offset) in &lexicon.calendar.days {
            self.of(word).day = Some(offset);
        }
        for (word, &season) in &lexicon.calendar.seasons {
            self.of(word).season = Some(season);
        }
        for (word, &part) in &lexicon.calendar.day_parts {
            self.of(word).day_part = Some(part);
        }
        for (word, &part) in &lexicon.calendar.date_parts {
            self.of(word).date_part = Some(part);
        }
        for (word, &tens) in &lexicon.calendar.decades {
            self.of(word).decade = Some(tens);
        }
        for (word, &unit) in &lexicon.calendar.every {
            let times = if word.starts_with("quarter") { 3.0 } else { 1.0 };
            self.of(word).every = Some(TimeWord { unit, times });
        }
    }

    fn references(&mut self, lexicon: &Lexicon) -> PhraseTable<Reference> {
        let references = &lexicon.calendar.references;
        let sides = [
            (&references.past, Relation::Last, false),
            (&references.present, Relation::This, false),
            (&references.future, Relation::Next, false),
            (&references.past_after_the, Relation::Last, true),
            (&references.future_after_the, Relation::Next, true),
        ];
        let mut phrases = Vec::new();
        for (words, relation, needs_article) in sides {
            for words in words {
                let phrase =
                    Phrase::new(words, Reference { relation, needs_article }, self.vocabulary);
                let first = phrase.words()[0].index();
                self.senses.resize(self.senses.len().max(first + 1), WordSense::default());
                self.senses[first].begins_reference = true;
                phrases.push(phrase);
            }
        }
        PhraseTable::new(phrases)
    }

    fn holidays(&mut self, lexicon: &Lexicon) -> Result<PhraseTable<Holiday>, LexiconError> {
        let mut phrases = Vec::new();
        for entry in &lexicon.calendar.holiday {
            let holiday = holiday(entry)?;
            let curly = entry.names.iter().map(|name| name.replace('\'', "’"));
            for name in entry.names.iter().cloned().chain(curly) {
                let phrase = Phrase::new(&name, holiday, self.vocabulary);
                let first = phrase.words()[0].index();
                self.senses.resize(self.senses.len().max(first + 1), WordSense::default());
                self.senses[first].begins_holiday = true;
                phrases.push(phrase);
            }
        }
        Ok(PhraseTable::new(phrases))
    }

    fn numbers(&mut self, lexicon: &Lexicon) {
        let numbers = &lexicon.numbers;
        for (word, &n) in &numbers.ordinals {
            self.of(word).number = Some(NumberWord::Ordinal(n));
        }
        for (word, &n) in &numbers.fractions {
            self.of(word).number = Some(NumberWord::Fraction(n));
        }
        for (word, &n) in &numbers.cardinals {
            self.of(word).number = Some(NumberWord::Small(f64::from(n)));
        }
        for (word, &n) in &numbers.tens {
            self.of(word).number = Some(NumberWord::Tens(f64::from(n)));
        }
        for (word, &n) in &numbers.scales {
            self.of(word).number = Some(NumberWord::Scale(n));
        }
        for (word, &n) in &numbers.groups {
            self.of(word).number = Some(NumberWord::Group(n));
        }
        for (word, &n) in numbers.parts.iter().chain(&numbers.folds) {
            self.of(word).number = Some(NumberWord::Value(n));
        }
        for vague in &numbers.vague {
            self.of(&vague.word).number =
                Some(NumberWord::Vague { low: vague.low, high: vague.high, alone: vague.alone });
        }
        for (suffix, &n) in &numbers.suffixes {
            self.of(suffix).suffix = Some(n);
        }
    }

    fn units(&mut self, lexicon: &Lexicon) {
        for entry in &lexicon.units.time {
            for word in &entry.words {
                self.of(word).time_unit = Some(TimeWord { unit: entry.unit, times: entry.times });
            }
        }
        for sign in lexicon.currencies.currency.iter().flat_map(|c| &c.signs) {
            let first = Phrase::new(sign, (), self.vocabulary).words()[0].index();
            self.senses.resize(self.senses.len().max(first + 1), WordSense::default());
            self.senses[first].sign = true;
            if sign.len() > 1 && sign.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                self.vocabulary.part_from_digits(sign);
            }
        }
    }
}

fn holiday(entry: &HolidayEntry) -> Result<Holiday, LexiconError> {
    match *entry {
        HolidayEntry { after_easter: Some(days), .. } => Ok(Holiday::Easter(days)),
        HolidayEntry { month: Some(month), day: Some(day), .. } => {
            Ok(Holiday::Fixed { month, day })
        }
        HolidayEntry {
            month: Some(month), weekday: Some(weekday), nth: Some(nth), then, ..
        } => {
            let weekday = Weekday::from_monday_one_offset(weekday);
            let weekday = weekday.map_err(|_| undated(entry))?;
            Ok(Holiday::Nth { nth, weekday, month, then: then.unwrap_or(0) })
        }
        _ => Err(undated(entry)),
    }
}

fn undated(entry: &HolidayEntry) -> LexiconError {
    LexiconError::Invalid {
        file: "calendar",
        problem: format!(
            "the holiday {:?} has no day; give it month and day, month, weekday (1 to 7) and nth, or after_easter",
            entry.names
        ),
    }
}

fn spellings(name: &CalendarName) -> impl Iterator<Item = (&str, Spelling)> {
    let full = if name.also_a_word { Spelling::AlsoAWord } else { Spelling::Full };
    let short = name.abbreviations.iter();
    std::iter::once((name.name.as_str(), full))
        .chain(short.map(|short| (short.as_str(), Spelling::Abbreviated)))
}

fn hedges(
    lexicon: &Lexicon,
    position: HedgePosition,
    vocabulary: &mut VocabularyBuilder,
) -> PhraseTable<Hedge> {
    let mut phrases = Vec::new();
    let entries = lexicon.hedges.hedge.iter();
    for entry in entries.filter(|entry| entry.position == position) {
        let not_after = entry.not_after.iter();
        let hedge = Hedge {
            modifier: entry.modifier,
            low: entry.low,
            high: entry.high,
            not_after: not_after.map(|word| vocabulary.intern(word)).collect(),
        };
        for words in &entry.words {
            let phrase = Phrase::new(words, hedge.clone(), vocabulary);
            phrases.push(match position {
                HedgePosition::Before => phrase.reversed(),
                HedgePosition::After => phrase,
            });
        }
    }
    PhraseTable::new(phrases)
}
