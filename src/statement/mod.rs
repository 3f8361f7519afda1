//! What an article says, passage by passage, so that one passage can be held against another.
//!
//! Knows no pack's facts. A [`Passage`] is a sentence or the title; its [`Setting`] says when,
//! where and on whose word; a [`Phrase`] says whom or what it is about; a [`Figure`] is a number
//! with what it counts. Two passages that may speak of different things are never compared.

mod age;
mod figure;
mod passage;
mod phrase;
mod setting;
mod words;

pub use age::{Age, ages};
pub use figure::{Counted, Figure, Tallies, Tally, figures};
pub use passage::{Passage, Telling};
pub use phrase::{Phrase, PhraseSlots};
pub use setting::Setting;
pub use words::{Stems, WordLists};
