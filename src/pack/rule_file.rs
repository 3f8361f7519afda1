//! The shape of a rule file on disk.

use super::property_file::ValueKind;
pub use super::statement_shape::{Look, Relation, StatementShape};
use crate::check::SuppressionFault;
use crate::finding::{Severity, Topic, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule: metadata, the check it runs, its documentation, its examples.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Its name, which is the file's name: the fault, in kebab-case.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// The version of the pack that brought it.
    pub since: String,
    /// How settled it is.
    pub status: Status,
    /// How much its findings weigh.
    pub severity: Severity,
    /// What it belongs to, for selection.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The check it runs, with its parameters.
    pub check: CheckShape,
    /// What it is for.
    pub doc: RuleDoc,
    /// The fact file its examples are checked against, by its path in the pack:
    /// `examples/kerman.toml`.
    #[serde(default)]
    pub example_facts: Option<String>,
    /// Texts it must flag.
    #[serde(default)]
    pub bad: Vec<BadExample>,
    /// Texts it must leave alone, near misses first.
    #[serde(default)]
    pub good: Vec<GoodExample>,
}

/// The check a rule runs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CheckShape {
    /// Flags claims that were judged against facts.
    JudgedClaim {
        /// The properties it speaks for; empty for every property.
        #[serde(default)]
        properties: Vec<String>,
        /// The kinds of value it speaks for; empty for every kind.
        #[serde(default)]
        values: Vec<ValueKind>,
        /// The verdicts it flags.
        verdicts: Vec<Verdict>,
    },
    /// Flags what was compared with trusted sources.
    AgainstSources {
        /// What it speaks for.
        topic: Topic,
        /// The verdicts it flags.
        verdicts: Vec<Verdict>,
    },
    /// Compares two clock times that a text gives for the same moment.
    ClockConversion {},
    /// Compares weekdays with the dates beside them.
    WeekdayDate {
        /// Patterns that, found in the same sentence or the next, excuse it.
        #[serde(default)]
        unless: Vec<String>,
        /// How a day is told twice: "tomorrow, Thursday".
        #[serde(default)]
        apart: Vec<ApartShape>,
    },
    /// Looks for days and times that do not exist.
    ImpossibleDate {
        /// Before a date in digits, these say that it is one: patterns.
        date_cues: Vec<String>,
        /// Before a time, these say that it is one: patterns.
        time_cues: Vec<String>,
        /// After a day without a year, these show that its number counts nothing: patterns.
        after_day: Vec<String>,
        /// Before hours, minutes and seconds, these say that they are a length: patterns.
        length_cues: Vec<String>,
        /// After four digits, these make a time of them: patterns.
        after_time: Vec<String>,
        /// Before a day without a year, these say that it is still to come: patterns.
        deadlines: Vec<String>,
        /// Patterns that, found in the same sentence, excuse it.
        #[serde(default)]
        unless: Vec<String>,
        /// Patterns that, found in the next sentence of the paragraph, excuse it.
        #[serde(default)]
        unless_next: Vec<String>,
    },
    /// Compares measures with their conversions beside them.
    UnitConversion {
        /// Words that make a temperature a difference of temperatures: patterns.
        difference: Vec<String>,
    },
    /// Recomputes what a text states from what it states beside it.
    Arithmetic {
        /// What it may state.
        statement: Vec<StatementShape>,
        /// Patterns that, found in the same sentence, excuse it.
        #[serde(default)]
        unless: Vec<String>,
    },
    /// Looks for claims known to be false.
    DebunkedClaim {
        /// The share of a wording's content words that a sentence must carry, 0 to 1.
        threshold: f64,
    },
    /// Flags statements on record that are made with another value.
    ContradictedStatement {},
    /// Compares titles of people with the posts on record.
    WrongTitle {
        /// Titles that mean the same, the usual one first.
        same: Vec<Vec<String>>,
        /// Titles of which nobody holds two at once.
        exclusive: Vec<Vec<String>>,
        /// The heads of titles: "minister".
        offices: Vec<String>,
        /// Heads of titles that many bear at once: "inspector".
        #[serde(default)]
        shared: Vec<String>,
        /// Words that make another post of one: "deputy".
        ranks: Vec<String>,
        /// Words that say it is over: "former".
        past: Vec<String>,
        /// Words that say it is to come: "elect".
        future: Vec<String>,
        /// Words that lead to a title: "the".
        leads: Vec<String>,
        /// Verbs that say who holds a post now.
        #[serde(default)]
        holding: Vec<String>,
        /// Words before what a post is of: "of".
        ties: Vec<String>,
        /// Words that a title ends before: "who".
        ends: Vec<String>,
    },
    /// Looks for quotations of which nothing tells whose they are.
    UnattributedQuote {
        /// The fewest words that one counts from.
        least_words: usize,
    },
    /// Looks for quotations of somebody who is described and not named.
    UnnamedSpeaker {
        /// Descriptions that count: patterns.
        speakers: Vec<String>,
        /// Whom they describe.
        introduces: Introduces,
        /// Patterns that, found in the same sentence, excuse it.
        #[serde(default)]
        unless: Vec<String>,
        /// What the message says after the description.
        message: String,
    },
    /// Compares quotations with the quotes on record.
    VerifiedQuote {
        /// What must be wrong with one.
        fault: QuoteFault,
    },
    /// Looks for figures that are not on record and have the digits of one that is.
    TransposedDigits {},
    /// Looks for figures that have the number of one on record and another unit.
    UnlikeUnit {},
    /// Looks for names that no pack knows, of what nobody has disclosed.
    UndisclosedName {},
    /// Looks for two figures of a sentence that the record has the other way round.
    SwappedFigures {},
    /// Looks for times of day that are half a day or an hour off one on record.
    ShiftedTime {},
    /// Looks for people whom no pack knows and who bear the surname of one whom it does.
    WrongFirstName {},
    /// Looks for spellings of names that the packs list as wrong.
    MisspelledName {},
    /// Looks for figures beside a term that counts something else.
    MisusedTerm {},
    /// Compares figures within an article.
    FigureDiffers {
        /// Figures that go by many words.
        #[serde(default)]
        tallies: Vec<TallyShape>,
        /// Patterns that tell of a passage, or of a figure in `{value}`, that it stands alone.
        #[serde(default)]
        unless: Vec<String>,
        /// Patterns that tell of a figure in `{value}` that it is a part, or of others than those
        /// that were told of.
        #[serde(default)]
        apart: Vec<String>,
    },
    /// Looks for statements of which only one can be true.
    OpposedStatements {
        /// Which passages are held against each other.
        between: Between,
        /// What opposes what.
        opposites: Vec<OppositesShape>,
        /// Patterns of passages that say nothing plainly.
        #[serde(default)]
        unless: Vec<String>,
        /// Kinds of things, each a list of things, each the words for it: where the headline names
        /// one, the text names no other of its kind alone.
        #[serde(default)]
        rivals: Vec<Vec<String>>,
    },
    /// Looks for names of people spelt two ways.
    NameSpelling {
        /// Patterns of sentences that speak of spellings or of kin.
        #[serde(default)]
        unless: Vec<String>,
        /// Endings that make another name of one: a woman's of a man's.
        #[serde(default)]
        endings: Vec<String>,
        /// Letters that stand for one sound, and the one written for it.
        #[serde(default)]
        sounds: Vec<(String, String)>,
        /// Letters that are taken for each other at the start of a name.
        #[serde(default)]
        initials: Vec<(String, String)>,
        /// Short and long forms of given names, group by group.
        #[serde(default)]
        nicknames: Vec<Vec<String>>,
        /// Endings of the epithets of species.
        #[serde(default)]
        latin: Vec<String>,
        /// Titles of which nobody bears two, group by group.
        #[serde(default)]
        ranks: Vec<Vec<String>>,
        /// Patterns of sentences that tell of a change of rank.
        #[serde(default)]
        promoted: Vec<String>,
    },
    /// Looks for events told with a place that the article does not know.
    StrayPlace {
        /// Nouns for events; those in one list may mean one event.
        events: Vec<Vec<String>>,
        /// Nouns for things that have a place; those in one list may name one thing.
        #[serde(default)]
        things: Vec<Vec<String>>,
        /// Nouns of waters, mountains and streets that stand in their names.
        #[serde(default)]
        grounds: Vec<String>,
        /// Patterns of passages that speak of another event.
        #[serde(default)]
        unless: Vec<String>,
    },
    /// Looks at suppressions.
    Suppression {
        /// What must be wrong with one.
        fault: SuppressionFault,
    },
    /// Looks for phrases.
    Phrases {
        /// What to look for: patterns.
        #[schemars(inner(regex(pattern = r"\S")))]
        patterns: Vec<String>,
        /// Patterns that, found in the same sentence, excuse it.
        #[serde(default)]
        unless: Vec<String>,
        /// Where in an article to look.
        #[serde(default)]
        within: Zone,
        /// What the message says after quoting the text.
        message: String,
    },
    /// Looks for a regular expression, for shapes that are not words.
    TextShape {
        /// The expression, in the syntax of the `regex` crate; it runs in linear time.
        #[schemars(regex(pattern = r"\S"))]
        regex: String,
        /// Pieces of text of which one stands in every block that `regex` can match in, in any
        /// case unless they hold a capital. They are looked for first, with those of all rules at
        /// once: `regex` costs nothing elsewhere.
        #[serde(default)]
        #[schemars(inner(length(min = 1)))]
        needs: Vec<String>,
        /// An expression that, found in the same sentence, excuses it.
        #[serde(default)]
        unless: Option<String>,
        /// Where in an article to look.
        #[serde(default)]
        within: Zone,
        /// What to make of quotations.
        #[serde(default)]
        quotations: Quotations,
        /// What to make of the same words further down.
        #[serde(default)]
        repeats: Repeats,
        /// What the message says after quoting the text.
        message: String,
    },
    /// Looks for characters that nobody sees, and for letters that pass for others.
    HiddenCharacters {},
    /// Looks for passages that stand twice in an article.
    RepeatedPassage {
        /// The fewest words that a passage counts from.
        least_words: usize,
        /// The same for a sentence that follows itself in one paragraph.
        least_words_in_a_row: usize,
    },
    /// Looks at where links lead.
    LinkTarget {
        /// An expression for an address, or a part of it, that no link should have.
        #[schemars(regex(pattern = r"\S"))]
        regex: String,
        /// What the message says after quoting the part.
        message: String,
    },
    /// Looks for marks of notes in an article that has no notes.
    MissingNote {
        /// An expression for marks; a group, if there is one, is what is flagged.
        #[schemars(regex(pattern = r"\S"))]
        marks: String,
        /// An expression for the beginning of a note, or for a heading above notes.
        #[schemars(regex(pattern = r"\S"))]
        notes: String,
    },
    /// Looks for words, and short runs of words, that stand twice in a row by mistake.
    DoubledWord {
        /// Words that nobody says twice in a row.
        never: Vec<String>,
        /// Words that may well follow themselves. Any other word counts.
        allowed: Vec<String>,
        /// Words that open a clause, at the end of which a word may meet itself.
        clauses: Vec<String>,
        /// Words that join a run of words to itself: “step by step by step”.
        joins: Vec<String>,
    },
    /// Looks for an article that stops before its end.
    TruncatedText {
        /// Words that no text ends with.
        unfinished: Vec<String>,
        /// An expression for marks that say that text was cut off.
        #[schemars(regex(pattern = r"\S"))]
        marks: String,
        /// Pieces of text, in lower case, of which one stands in every mark: `marks` costs nothing
        /// elsewhere.
        #[serde(default)]
        #[schemars(inner(length(min = 1)))]
        needs: Vec<String>,
    },
    /// Looks for rows of a table that have another number of cells than its head.
    BrokenTable {},
    /// Counts signs: phrases that are much commoner in one kind of text than in another.
    CountedSigns {
        /// How many different signs count.
        distinct: usize,
        /// The least sum of the natural logarithms of their ratios, machine to human.
        weight: f64,
        /// Within how many words they must stand.
        words: usize,
        /// What the message says last: how common this is in human text.
        message: String,
        /// The signs.
        signs: Vec<SignShape>,
    },
    /// Looks for an article whose style is like that of generated text, as the built-in model sees it.
    StyleScore {
        /// How many of the wordings that weigh most the message shows.
        shown: usize,
        /// What the message says last.
        message: String,
    },
    /// Reads what an article's metadata says about how it was made.
    Provenance {
        /// What a machine-made article's metadata says.
        statements: Vec<MetadataShape>,
        /// An expression for bylines that name a machine.
        #[schemars(regex(pattern = r"\S"))]
        bylines: String,
    },
}

/// A sign with the rates at which it was measured.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignShape {
    /// What it looks like: a pattern.
    #[schemars(regex(pattern = r"\S"))]
    pub pattern: String,
    /// How often it stands in 100,000 words of human news; more than 0.
    pub human: f64,
    /// How often it stands in 100,000 words of machine text; more than 0.
    pub machine: f64,
}

/// A statement of metadata, recognised by expressions for its name and its value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetadataShape {
    /// An expression for the name: letters and digits alone, in lower case.
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// An expression for the value.
    #[schemars(regex(pattern = r"\S"))]
    pub value: String,
}

/// What a rule makes of words that it has flagged in an article before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Repeats {
    /// Flags them each time.
    #[default]
    Each,
    /// Flags them once: the label of an advertisement tells nothing new the fifth time.
    First,
}

/// What a rule makes of quoted words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quotations {
    /// Reads them like all others.
    #[default]
    Read,
    /// Passes them over: they are not the publisher's.
    PassOver,
}

/// A figure that goes by many words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TallyShape {
    /// What it is called in a message.
    pub noun: String,
    /// Patterns with a slot `{value}`.
    #[schemars(inner(regex(pattern = r"\S")))]
    pub cues: Vec<String>,
}

/// A way of telling a day twice: "tomorrow, Thursday", "Good Friday, 19 April".
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApartShape {
    /// What the day is told from.
    pub tie: Tie,
    /// How many days after that it lies, before it for less than none; where the slot `length` is
    /// filled, 1 or -1.
    #[serde(default)]
    pub days: i32,
    /// How many days more or fewer are right as well.
    #[serde(default)]
    pub leeway: i32,
    /// Patterns in which `{day}` takes the weekday or the date.
    pub find: Vec<String>,
}

/// What a day is told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// The day of writing; `{offset}` takes "yesterday", `{length}` a number of days or weeks.
    Writing,
    /// Any day that the paragraph has told of, else the one before it.
    Told,
    /// The day in `{base}`.
    Base,
    /// The feast in `{feast}`.
    Feast,
    /// The weekday in `{weekday}`, the `{nth}` of its month or, without, the last; `{month}` may
    /// name the month.
    Nth,
}

/// Two kinds of statement of which only one can be true.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OppositesShape {
    /// Patterns that say the one, with slots `{who}`, `{what}` and `{count}`.
    #[schemars(inner(regex(pattern = r"\S")))]
    pub one: Vec<String>,
    /// Patterns that say the other.
    #[serde(default)]
    pub other: Vec<String>,
    /// Whether quoting the subject says the other.
    #[serde(default)]
    pub quotation: bool,
    /// What ties the two to each other.
    #[serde(default)]
    pub about: OppositesAbout,
    /// Patterns of passages that say nothing plainly, in place of those of the rule.
    #[serde(default)]
    pub unless: Option<Vec<String>>,
}

/// What two opposite statements must be about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OppositesAbout {
    /// The same person or thing.
    #[default]
    Subject,
    /// What the article tells of: they stand near each other and need name nobody.
    Story,
    /// The same, where one of them holds whatever the time: "never", "extinct".
    Always,
}

/// Whom a description of a speaker introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Introduces {
    /// Somebody new: "an analyst".
    Somebody,
    /// The one holder of an office, who may have been named before.
    Office,
}

/// What can be wrong with a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuoteFault {
    /// Its words are not those that were said, or were said apart.
    Altered,
    /// Somebody else said it.
    Misattributed,
    /// It was said on another day.
    Misdated,
    /// The speaker has quotes on record, and none of them has these words.
    Unverified,
}

/// Which passages are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Between {
    /// The headline and the sentences after it.
    Headline,
    /// Any two sentences of the body.
    Sentences,
}

/// The part of an article a rule looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// All of it.
    #[default]
    Anywhere,
    /// Its first and last three blocks: where publishers put notices.
    Edges,
    /// Headings alone.
    Headings,
    /// Its first three blocks.
    Opening,
    /// Its last three blocks.
    Closing,
}

/// How settled a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its findings are kept comparable between versions.
    Stable,
    /// It may still change.
    Preview,
}

/// What a rule is for. `factlint explain` prints it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDoc {
    /// What it finds, in one or two sentences.
    pub finds: String,
    /// Why that matters to a reader or an editor.
    pub why: String,
    /// How to mend a finding.
    pub mend: String,
    /// What it does not see, or leaves alone on purpose.
    #[serde(default)]
    pub limits: Option<String>,
    /// Where the method or a figure comes from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A text the rule must flag.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadExample {
    /// The text, each span to be flagged between `⟦` and `⟧`.
    pub text: String,
    /// A part of the message that must appear.
    #[serde(default)]
    pub message: Option<String>,
    /// How the text is written: `markdown` or `html`; plain without it.
    #[serde(default)]
    pub format: Option<String>,
    /// The article's reference date (YYYY-MM-DD), also the day of the run.
    #[serde(default)]
    pub date: Option<String>,
    /// Trusted documents it is compared with.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A text the rule must leave alone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodExample {
    /// The text.
    pub text: String,
    /// How the text is written: `markdown` or `html`; plain without it.
    #[serde(default)]
    pub format: Option<String>,
    /// The article's reference date (YYYY-MM-DD), also the day of the run.
    #[serde(default)]
    pub date: Option<String>,
    /// Trusted documents it is compared with.
    #[serde(default)]
    pub sources: Vec<String>,
}
