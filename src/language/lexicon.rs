//! The files of a language: what they look like on disk. [`Language`](super::Language) is what
//! they mean.

use super::grammar::Function;
use crate::value::{DatePart, DayPart, Dimension, Modifier, Season, TimeUnit};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The files of a language, read.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// `calendar.toml`
    pub calendar: CalendarFile,
    /// `numbers.toml`
    pub numbers: NumbersFile,
    /// `hedges.toml`
    pub hedges: HedgesFile,
    /// `units.toml`
    pub units: UnitsFile,
    /// `currencies.toml`
    pub currencies: CurrenciesFile,
    /// `zones.toml`
    pub zones: ZonesFile,
    /// `abbreviations.toml`
    pub abbreviations: AbbreviationsFile,
    /// `verbs.toml`
    pub verbs: VerbsFile,
    /// `classes.toml`
    pub classes: ClassesFile,
    /// `grammar.toml`
    pub grammar: GrammarFile,
    /// `places.toml`
    pub places: PlacesFile,
    /// `names.toml`
    pub names: NamesFile,
    /// `given-names.toml`
    pub given_names: GivenNamesFile,
    /// `common-words.toml`
    pub common_words: CommonWordsFile,
    /// `wordings.toml`
    pub wordings: WordingsFile,
    /// `house-style.toml`
    pub house_style: HouseStyleFile,
    /// `paraphrases.toml`
    pub paraphrases: ParaphrasesFile,
    /// `roles.toml`
    pub roles: RolesFile,
}

/// A file of a language.
#[derive(Clone, Copy, Debug)]
pub struct LexiconFile<'a> {
    /// Its name, without extension: `hedges`.
    pub name: &'a str,
    /// How its text is written.
    pub notation: Notation,
    /// Its text.
    pub text: &'a str,
}

/// How a file of a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Notation {
    /// As TOML.
    Toml,
    /// As JSON.
    Json,
}

/// What is wrong with the files of a language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// A file is not there.
    #[error("the language lacks {0}.toml; add the file")]
    Missing(&'static str),
    /// A file cannot be read.
    #[error("{file}.toml: {problem}")]
    Invalid {
        /// The file.
        file: &'static str,
        /// What is wrong, with line and column.
        problem: String,
    },
}

impl Lexicon {
    /// Reads the files. Files of other names are no concern of it.
    ///
    /// # Errors
    /// When a file is missing or does not have its shape.
    pub fn parse(files: &[LexiconFile<'_>]) -> Result<Lexicon, LexiconError> {
        Ok(Lexicon {
            calendar: file(files, "calendar")?,
            numbers: file(files, "numbers")?,
            hedges: file(files, "hedges")?,
            units: file(files, "units")?,
            currencies: file(files, "currencies")?,
            zones: file(files, "zones")?,
            abbreviations: file(files, "abbreviations")?,
            verbs: file(files, "verbs")?,
            classes: file(files, "classes")?,
            grammar: file(files, "grammar")?,
            places: file(files, "places")?,
            names: file(files, "names")?,
            given_names: file(files, "given-names")?,
            common_words: file(files, "common-words")?,
            wordings: file(files, "wordings")?,
            house_style: file(files, "house-style")?,
            paraphrases: file(files, "paraphrases")?,
            roles: file(files, "roles")?,
        })
    }
}

fn file<T: DeserializeOwned>(
    files: &[LexiconFile<'_>],
    wanted: &'static str,
) -> Result<T, LexiconError> {
    let file =
        files.iter().find(|file| file.name == wanted).ok_or(LexiconError::Missing(wanted))?;
    let read = match file.notation {
        Notation::Toml => toml::from_str(file.text).map_err(|error| error.to_string()),
        Notation::Json => serde_json::from_str(file.text).map_err(|error| error.to_string()),
    };
    read.map_err(|problem| LexiconError::Invalid { file: wanted, problem })
}

/// Months, weekdays and words for days.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarFile {
    /// The months, January first.
    pub month: Vec<CalendarName>,
    /// The weekdays, Monday first.
    pub weekday: Vec<CalendarName>,
    /// Words for a day, by their distance from the day of writing.
    pub days: BTreeMap<String, i32>,
    /// Words for a season.
    pub seasons: BTreeMap<String, Season>,
    /// Words for a part of a day.
    pub day_parts: BTreeMap<String, DayPart>,
    /// Words for a part of a year, a month or a decade.
    pub date_parts: BTreeMap<String, DatePart>,
    /// Phrases for what was, is or will be.
    pub references: References,
    /// Adjectives and adverbs for what comes again, with its unit.
    pub every: BTreeMap<String, TimeUnit>,
    /// Words for a decade, by its tens.
    pub decades: BTreeMap<String, u8>,
    /// Days with a name of their own.
    pub holiday: Vec<HolidayEntry>,
}

/// A day with a name of its own: a date, the nth weekday of a month, or one that moves with Easter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayEntry {
    /// Its names.
    pub names: Vec<String>,
    /// The month, 1 to 12.
    #[serde(default)]
    pub month: Option<i8>,
    /// The day of the month.
    #[serde(default)]
    pub day: Option<i8>,
    /// The weekday, 1 for Monday.
    #[serde(default)]
    pub weekday: Option<i8>,
    /// Which such weekday of the month, -1 for the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// So many days after that weekday: Black Friday follows Thanksgiving.
    #[serde(default)]
    pub then: Option<i8>,
    /// Days after Easter Sunday.
    #[serde(default)]
    pub after_easter: Option<i32>,
}

/// Phrases that name no date but say which side of the day of writing is meant.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct References {
    /// "recently"
    pub past: Vec<String>,
    /// "now"
    pub present: Vec<String>,
    /// "soon"
    pub future: Vec<String>,
    /// "past", only after "the".
    pub past_after_the: Vec<String>,
    /// "future", only after "the".
    pub future_after_the: Vec<String>,
}

/// The name of a month or a weekday.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarName {
    /// In full.
    pub name: String,
    /// Shortened, without the full stop.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// Whether it is as often another word or a given name.
    #[serde(default)]
    pub also_a_word: bool,
}

/// Words for numbers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NumbersFile {
    /// Zero to nineteen.
    pub cardinals: BTreeMap<String, u8>,
    /// Twenty to ninety.
    pub tens: BTreeMap<String, u8>,
    /// Hundred, thousand and so on.
    pub scales: BTreeMap<String, f64>,
    /// Letters for a scale, joined to a number.
    pub suffixes: BTreeMap<String, f64>,
    /// Dozen and the like.
    pub groups: BTreeMap<String, f64>,
    /// Words that leave the number open.
    pub vague: Vec<VagueNumber>,
    /// First, second and so on.
    pub ordinals: BTreeMap<String, u64>,
    /// Half, thirds and so on, by denominator.
    pub fractions: BTreeMap<String, u64>,
    /// Twofold and so on.
    #[serde(default)]
    pub folds: BTreeMap<String, f64>,
    /// Single characters for a part of one.
    #[serde(default)]
    pub parts: BTreeMap<String, f64>,
}

/// A word that leaves its number open: "dozens".
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VagueNumber {
    /// The word.
    pub word: String,
    /// The least it stands for.
    pub low: f64,
    /// The most it stands for.
    pub high: f64,
    /// Whether it is a number by itself, without a scale or a unit after it.
    #[serde(default)]
    pub alone: bool,
}

/// What people put beside a number they do not mean exactly.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HedgesFile {
    /// The hedges.
    pub hedge: Vec<HedgeEntry>,
}

/// Hedges that mean the same.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HedgeEntry {
    /// Words or phrases.
    pub words: Vec<String>,
    /// Where they stand.
    #[serde(default)]
    pub position: HedgePosition,
    /// What they do to the number.
    pub modifier: Modifier,
    /// The least a reader takes from them, as a multiple of the stated number.
    pub low: f64,
    /// The most a reader takes from them.
    pub high: f64,
    /// Words before them that make them something else: "handed over 20 prisoners".
    #[serde(default)]
    pub not_after: Vec<String>,
}

/// Where a hedge stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HedgePosition {
    /// Before the number.
    #[default]
    Before,
    /// After the number or its unit.
    After,
}

/// Units of time and of measure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsFile {
    /// Units of time.
    pub time: Vec<TimeUnitEntry>,
    /// Other units.
    pub measure: Vec<MeasureEntry>,
}

/// Words for a unit of time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeUnitEntry {
    /// The unit it is told in.
    pub unit: TimeUnit,
    /// How many of these it is: a decade is ten years.
    #[serde(default = "once")]
    pub times: f64,
    /// The words.
    pub words: Vec<String>,
}

fn once() -> f64 {
    1.0
}

/// A unit of measure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    /// Its name in output.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// How much of the dimension's base one of it is.
    pub factor: f64,
    /// Where its scale has its nought, in the base.
    #[serde(default)]
    pub offset: f64,
    /// Other sizes that people mean by the same word.
    #[serde(default)]
    pub also: Vec<f64>,
    /// The currency that goes by the same word, by ISO 4217.
    #[serde(default)]
    pub money: Option<String>,
    /// Written so, capitals included.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Written in any case.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Money.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrenciesFile {
    /// The currencies.
    pub currency: Vec<CurrencyEntry>,
}

/// A currency, or a sign that several share.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrencyEntry {
    /// Its ISO 4217 code.
    #[serde(default)]
    pub code: Option<String>,
    /// What stands for it in output when the code is not certain.
    #[serde(default)]
    pub written: Option<String>,
    /// Before the number, written so.
    #[serde(default)]
    pub signs: Vec<String>,
    /// After the number, in any case.
    #[serde(default)]
    pub words: Vec<String>,
    /// Hundredths of it, after the number.
    #[serde(default)]
    pub cents: Vec<String>,
    /// After the number, written so: "20 EUR", "5€".
    #[serde(default)]
    pub after: Vec<String>,
    /// Hundredths of it, after the number, written so: "50p".
    #[serde(default)]
    pub cents_after: Vec<String>,
    /// After a number whose sign several countries share, they say whose it is: "$75 U.S.".
    #[serde(default)]
    pub of: Vec<String>,
}

/// What names the zone of a clock time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZonesFile {
    /// The zones.
    pub zone: Vec<ZoneEntry>,
}

/// Names that mean the same zone, or the same choice of zones.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneEntry {
    /// The names, as they stand.
    pub names: Vec<String>,
    /// What they can mean: a zone of the tz database or a fixed offset such as `-05:00`.
    pub readings: Vec<String>,
}

/// Abbreviations, without their full stop.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbbreviationsFile {
    /// Never at the end of a sentence.
    pub before_names: Vec<String>,
    /// Abbreviations only before a number.
    pub before_numbers: Vec<String>,
    /// At the end of a sentence when a starter follows.
    pub anywhere: Vec<String>,
    /// Words that often begin a sentence.
    pub starters: Vec<String>,
}

/// Words whose forms the spelling rules do not give.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerbsFile {
    /// Base form to other forms.
    pub forms: BTreeMap<String, Vec<String>>,
}

/// Word classes for patterns.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassesFile {
    /// The words of each class.
    pub classes: BTreeMap<String, Vec<String>>,
}

/// The little words, by the part they play.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrammarFile {
    /// The words of each part.
    pub words: BTreeMap<Function, Vec<String>>,
}

/// Words that an article may choose instead of those of its source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordingsFile {
    /// Words that tell of the same thing, a group each.
    pub alike: Vec<Vec<String>>,
    /// Words of one kind, of which one thing can be only one: a group each.
    pub rivals: Vec<Vec<String>>,
    /// What turns a word into its opposite when it stands before it: "un".
    pub negating_prefixes: Vec<String>,
    /// Words that deny the next word.
    pub negations: Vec<String>,
    /// Words with a denial in them: "refuse".
    pub denials: Vec<String>,
    /// Words before a title that another may bear today: "former".
    pub past: Vec<String>,
    /// Words that tell that a figure beside them went up.
    pub upward: Vec<String>,
    /// Words that tell that a figure beside them went down.
    pub downward: Vec<String>,
    /// Words that tell the opposite.
    pub opposite: Vec<OppositeEntry>,
}

/// How newsrooms write the same words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseStyleFile {
    /// Endings, each with the one that it is read as.
    pub endings: Vec<(String, String)>,
    /// Letters inside a word, each with those that they are read as.
    pub inside: Vec<(String, String)>,
    /// Words that are written in several ways, a group each.
    pub words: Vec<Vec<String>>,
    /// Words that may be left out and put in.
    pub passed_over: Vec<String>,
}

/// How people tell who plays a role, with `{role}` for what it is called.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesFile {
    /// Patterns with a `{value}`: "{value} , the {role} of {entity}".
    pub cues: Vec<String>,
    /// Patterns that make it another role: "former {role}".
    pub unless: Vec<String>,
}

/// Words by which one claim is told as well as by another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParaphrasesFile {
    /// Words of one meaning, a group each; a word may stand in several.
    pub alike: Vec<Vec<String>>,
    /// Words that may tell the same where all else does, a group each.
    #[serde(default)]
    pub akin: Vec<Vec<String>>,
}

/// Words of one meaning, and words of the opposite.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OppositeEntry {
    /// "rise"
    pub one: Vec<String>,
    /// "fall"
    pub other: Vec<String>,
}

/// Places and the zones they keep.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacesFile {
    /// The countries.
    pub country: Vec<CountryEntry>,
}

/// A country with its people and places.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryEntry {
    /// Two letters, as ISO 3166 has it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its people, and the adjective.
    #[serde(default)]
    pub people: Vec<String>,
    /// Its zones.
    pub zones: Vec<String>,
    /// Regions and states, by zone; one that spans zones stands under each.
    #[serde(default)]
    pub regions: BTreeMap<String, Vec<String>>,
    /// Cities, by zone.
    #[serde(default)]
    pub cities: BTreeMap<String, Vec<String>>,
}

/// What tells that capitals make a name, and of what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamesFile {
    /// Before a person, without the full stop: "Mr", "Sgt".
    pub honorifics: Vec<String>,
    /// What somebody is: "president", "spokesman".
    pub titles: Vec<String>,
    /// Before or between the words of a title: "prime", "deputy".
    pub title_modifiers: Vec<String>,
    /// After "of" in a title: "state".
    pub title_domains: Vec<String>,
    /// The last word of an organisation, or the first before "of": "ministry".
    pub organisation_nouns: Vec<String>,
    /// Closes the name of a company: "Inc".
    pub company_suffixes: Vec<String>,
    /// The last word of a law: "act".
    pub law_nouns: Vec<String>,
    /// The last word of a place: "river".
    pub place_nouns: Vec<String>,
    /// The first word of a place: "lake".
    pub place_heads: Vec<String>,
    /// Before the name of a ship, in capitals: "USS".
    pub vessel_prefixes: Vec<String>,
    /// Before the name of a ship, in small letters: "tanker".
    pub vessel_nouns: Vec<String>,
    /// In small letters before or inside a name: "von".
    pub particles: Vec<String>,
    /// After a name: "Jr".
    pub name_suffixes: Vec<String>,
    /// Before "'s" inside a name: "children".
    pub possessive_inside: Vec<String>,
    /// Small in headlines where every other word has a capital: "of".
    pub headline_words: Vec<String>,
    /// In capitals without naming anything: "GDP".
    pub abbreviations: Vec<String>,
    /// Names everybody writes without saying what they are.
    pub known: KnownNames,
}

/// Names everybody writes without saying what they are, by kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownNames {
    /// "White House"
    pub organisation: Vec<String>,
    /// "Middle East"
    pub place: Vec<String>,
    /// "Magna Carta"
    pub law: Vec<String>,
    /// "Muslim"
    pub demonym: Vec<String>,
}

/// Given names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenNamesFile {
    /// The names.
    pub given: Vec<String>,
}

/// Words that seldom name anything.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonWordsFile {
    /// The words.
    pub common: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use crate::value::{Dimension, Unit};
    use std::collections::BTreeMap;
    use std::sync::LazyLock;

    static UNITS: LazyLock<BTreeMap<String, Unit>> = LazyLock::new(|| Language::english().1.units);

    #[track_caller]
    fn check_conversion(amount: f64, from: &str, to: &str, expected: f64) {
        let told = UNITS[from].convert(amount, &UNITS[to]).expect("one dimension");
        assert!((told - expected).abs() < 5e-4 * expected.abs(), "{amount} {from}: {told} {to}");
    }

    #[test]
    fn units_convert_as_printed_in_any_almanac() {
        check_conversion(26.2, "mile", "kilometre", 42.16);
        check_conversion(100.0, "square mile", "square kilometre", 258.999);
        check_conversion(2.47, "acre", "hectare", 0.9996);
        check_conversion(10.0, "stone", "pound", 140.0);
        check_conversion(1.0, "cubic metre", "cubic foot", 35.315);
        check_conversion(120.0, "kilometre per hour", "mile per hour", 74.565);
        check_conversion(64.0, "knot", "mile per hour", 73.65);
        check_conversion(98.6, "degree Fahrenheit", "degree Celsius", 37.0);
        check_conversion(1.0, "kilowatt-hour", "British thermal unit", 3412.14);
        check_conversion(1.0, "percentage point", "basis point", 100.0);
        check_conversion(1.0, "metric horsepower", "horsepower", 0.98632);
    }

    #[test]
    fn words_of_several_sizes_have_several_readings() {
        let sizes: Vec<f64> = UNITS["ton"].readings().map(|unit| unit.factor).collect();
        assert_eq!(sizes, [907.184_74, 1000.0, 1_016.046_908_8]);
    }

    #[test]
    fn every_unit_has_a_size() {
        assert!(UNITS.values().all(|unit| unit.factor > 0.0 && unit.factor.is_finite()));
        let shifted = UNITS.values().filter(|unit| unit.offset != 0.0);
        assert!(shifted.into_iter().all(|unit| unit.dimension == Dimension::Temperature));
    }
}
