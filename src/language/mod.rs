//! Words: how text falls into tokens, which of them anybody cares about, and patterns over them.
//!
//! Every word that a rule, a cue, an alias or a lexicon mentions has a [`WordId`] in the one
//! [`Vocabulary`]; every other word of an article is [`WordId::UNKNOWN`]. So one pass over a
//! text, one hash look-up a word, finds every trigger of every rule, whatever their number.

mod grammar;
mod house_style;
mod inflection;
pub mod lexicon;
mod measures;
mod names;
mod pattern;
mod phrases;
mod places;
mod senses;
mod short_words;
mod spelling;
mod stem;
mod token;
mod vocabulary;
mod word_set;
mod zones;

pub use grammar::Function;
pub(crate) use grammar::Functions;
pub use inflection::Inflection;
pub use lexicon::{Lexicon, LexiconError, LexiconFile, Notation};
pub use names::NameKind;
pub(crate) use names::{NamePart, NameParts};
pub use pattern::{Capture, Pattern, PatternError, Slot, SlotSource};
pub use places::{Place, PlaceKind, Places};
pub use senses::Language;
pub(crate) use senses::{Hedge, MonthWord, NumberWord, Spelling, TimeWord, WeekdayWord, WordSense};
pub use spelling::likely_misspelling;
pub use stem::{Stem, Stems, Trend, WordForm};
pub use token::{Case, Token, TokenKind, tokenize};
pub use vocabulary::{Vocabulary, VocabularyBuilder, WordId, fold};
pub(crate) use word_set::Digest;
pub use word_set::{WordList, WordSet};
