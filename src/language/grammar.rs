//! The little words: which part a word plays in numbers, dates and times.

use schemars::JsonSchema;
use serde::Deserialize;

/// A part that a word of the lexicon can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Function {
    /// "and"
    And,
    /// "or"
    Or,
    /// "to", in ranges.
    To,
    /// "through", in ranges of dates.
    Through,
    /// "between"
    Between,
    /// "from"
    From,
    /// "of"
    Of,
    /// "by", before what something changes by.
    By,
    /// "a", "an"
    Article,
    /// "the", "his"
    Definite,
    /// "'s"
    Possessive,
    /// "no"
    No,
    /// "point", in "eleven point two".
    Point,
    /// "percent", "%"
    Percent,
    /// "per"
    Per,
    /// "cent", in "per cent".
    Cent,
    /// "th", in "24th".
    OrdinalEnding,
    /// "old", in "24 years old".
    Old,
    /// "aged", in "aged 24".
    Aged,
    /// "am"
    AnteMeridiem,
    /// "pm"
    PostMeridiem,
    /// "o'clock"
    OClock,
    /// "noon"
    Noon,
    /// "midnight"
    Midnight,
    /// "hours", in "1430 hours".
    Hours,
    /// "time", in "Tehran time".
    Time,
    /// "local", in "local time".
    Local,
    /// "ago"
    Ago,
    /// "last"
    Last,
    /// "this"
    This,
    /// "next"
    Next,
    /// Makes a number after it a year: "of 1979".
    YearCue,
    /// Makes a number after it a year even before a plural: "in 2015 rebels".
    StrongYearCue,
    /// Makes a month of a word that may be something else: "in March".
    MonthCue,
    /// Makes a rate of "a week": "twice a week".
    Rate,
    /// Before "one", makes it a pronoun.
    BeforePronounOne,
    /// After "one", makes it a pronoun.
    AfterPronounOne,
    /// Before a number, makes it a name: "Flight 370".
    Series,
    /// Before a number in small letters, makes it a label: "category 4".
    LabelNoun,
    /// Before a number in small letters, makes it a place in a row unless a plural follows: "game 6".
    OrderNoun,
    /// "fewer", after "a third".
    Comparative,
    /// Before a joined number, leaves it one: "then-31-year-old".
    JoinedAdverb,
    /// Before a number, marks a model: "its new 787 Dreamliner".
    ModelCue,
    /// After three digits, makes them a model: "its 767 airliner".
    ModelNoun,
    /// Ends the name of a street that begins with a number.
    Street,
    /// A plural that does not end in "s": "staff", "police".
    Plural,
    /// After "a", makes a rate of a count: "two goals a game".
    RateNoun,
    /// After a number, shows that it counts: "people".
    Counted,
    /// Is told by its length: "100m hurdles", "1.5m waves".
    MeasuredByLength,
    /// After "3-1", shows that it is a score.
    ScoreNoun,
    /// Has a capital at the head of a sentence without being a name.
    PlainOpening,
    /// Ends the name of a speaker.
    NameEnd,
    /// "he", "they", who may have said something.
    Pronoun,
    /// "according", in "according to".
    According,
    /// Stands beside names and dates in the line that says who wrote, where and when.
    Credit,
    /// Says that somebody said something.
    Said,
    /// An abbreviation that never ends a sentence.
    BeforeNames,
    /// An abbreviation that ends no sentence when a number follows.
    BeforeNumbers,
    /// An abbreviation that may end a sentence.
    Abbreviation,
    /// Often begins a sentence.
    Starter,
    /// "minus"
    Minus,
    /// "in", "out of": makes a proportion of two numbers.
    OutOf,
    /// "rose", "up": the number after it is a gain.
    Up,
    /// "fell", "down": the number after it is a loss.
    Down,
    /// "by", "another", between a verb of change and its number.
    ChangeLink,
    /// Ends the noun phrase that says what is counted.
    NounEnd,
    /// Says that something is still to come: "will", "plans".
    Future,
    /// Says so only with "to", "for" or "of" after it: "set to open", "ahead of the vote".
    FutureLinked,
    /// Says that something has been: "was", "had".
    PastTense,
    /// "earlier", after a length of time.
    Earlier,
    /// "later", after a length of time.
    Later,
    /// "early", "late", before a decade.
    PartOf,
    /// "past", "previous", before a length of time or a calendar unit.
    Previous,
    /// "following", before a calendar unit.
    Following,
    /// "every", "each", before a unit of time.
    Every,
    /// "fiscal"
    Fiscal,
    /// "at", in "at first".
    At,
    /// "final", before "quarter".
    Final,
    /// "weekend"
    Weekend,
    /// "his", "her": before "twenties", an age.
    PersonsOwn,
    /// Before "years", says that there are several: "for", "in".
    SeveralCue,
    /// Of "previous" and "following", what counts from what was told.
    CountsFromTold,
    /// "straight", between a number and its unit of time.
    Intervening,
    /// "another", before a unit of time.
    OneMore,
    /// "that", "same", before a unit of time that was told of.
    Same,
    /// "same", "corresponding", before what is compared with last year.
    LikePeriod,
    /// "period"
    Stretch,
    /// "overnight"
    Overnight,
    /// "since"
    Since,
    /// "during", "for", before the whole of a day or a year.
    During,
    /// "in", before the day that something is a part of.
    Inside,
    /// "on", "around", between a day and a time of day.
    DayLink,
    /// "before", between a length of time and the date it counts from.
    CountsBack,
    /// "after", "from", between a length of time and the date it counts from.
    CountsOn,
    /// "be", "is", "are": a participle after it tells no past.
    Copula,
    /// "end", in "year-end".
    End,
    /// "as", in "as soon as".
    As,
    /// "past", in "half past seven".
    PastHour,
    /// "BC"
    BeforeChrist,
    /// "AD"
    AnnoDomini,
}

/// The parts a word can play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Functions(u128);

impl Functions {
    /// Whether the word can play the part.
    pub(crate) fn has(self, function: Function) -> bool {
        self.0 & (1 << function as u128) != 0
    }

    pub(super) fn add(&mut self, function: Function) {
        self.0 |= 1 << function as u128;
    }
}
