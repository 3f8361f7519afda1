//! Units and currencies by what is written for them.

use super::lexicon::{Lexicon, MeasureEntry};
use super::phrases::{Phrase, PhraseTable};
use super::senses::MoneyWord;
use super::vocabulary::VocabularyBuilder;
use crate::value::Unit;
use std::collections::BTreeMap;

/// Words and symbols of units, each with the unit's name.
pub(super) fn measures(
    lexicon: &Lexicon,
    vocabulary: &mut VocabularyBuilder,
) -> PhraseTable<String> {
    let mut phrases = Vec::new();
    for unit in &lexicon.units.measure {
        let name = || unit.name.clone();
        let words = unit.words.iter();
        phrases.extend(words.map(|words| Phrase::new(words, name(), vocabulary)));
        let symbols = unit.symbols.iter();
        phrases.extend(symbols.map(|symbol| Phrase::written(symbol, name(), vocabulary)));
    }
    PhraseTable::new(phrases)
}

/// Units by name.
pub(super) fn units(lexicon: &Lexicon) -> BTreeMap<String, Unit> {
    let unit = |entry: &MeasureEntry| Unit {
        dimension: entry.dimension,
        factor: entry.factor,
        offset: entry.offset,
        other_factors: entry.also.clone(),
    };
    lexicon.units.measure.iter().map(|entry| (entry.name.clone(), unit(entry))).collect()
}

/// The currency that a unit's name may mean: "pounds".
pub(super) fn money_by_unit(lexicon: &Lexicon) -> BTreeMap<String, String> {
    let units = lexicon.units.measure.iter();
    units.filter_map(|entry| Some((entry.name.clone(), entry.money.clone()?))).collect()
}

/// Signs before sums, each with its currency.
pub(super) fn signs(lexicon: &Lexicon, vocabulary: &mut VocabularyBuilder) -> PhraseTable<String> {
    let mut phrases = Vec::new();
    for entry in &lexicon.currencies.currency {
        for sign in &entry.signs {
            let name = entry.code.as_ref().unwrap_or(sign).clone();
            phrases.push(Phrase::written(sign, name, vocabulary));
        }
    }
    PhraseTable::new(phrases)
}

/// Words after sums, each with its currency.
pub(super) fn money_words(
    lexicon: &Lexicon,
    vocabulary: &mut VocabularyBuilder,
) -> PhraseTable<MoneyWord> {
    let mut phrases = Vec::new();
    for entry in &lexicon.currencies.currency {
        let currency = entry.code.as_ref().or(entry.written.as_ref());
        let currency = currency.cloned().unwrap_or_default();
        for (words, times) in [(&entry.words, 1.0), (&entry.cents, 0.01)] {
            for word in words {
                let currency = currency.clone();
                phrases.push(Phrase::new(word, MoneyWord { currency, times }, vocabulary));
            }
        }
        for (written, times) in [(&entry.after, 1.0), (&entry.cents_after, 0.01)] {
            for written in written {
                let currency = currency.clone();
                phrases.push(Phrase::written(written, MoneyWord { currency, times }, vocabulary));
            }
        }
    }
    PhraseTable::new(phrases)
}

/// What says whose a currency is, each with the currency.
pub(super) fn countries_of_money(
    lexicon: &Lexicon,
    vocabulary: &mut VocabularyBuilder,
) -> PhraseTable<String> {
    let mut phrases = Vec::new();
    for entry in &lexicon.currencies.currency {
        let code = entry.code.as_ref();
        for (code, written) in
            code.into_iter().flat_map(|code| entry.of.iter().map(move |of| (code, of)))
        {
            phrases.push(Phrase::written(written, code.clone(), vocabulary));
        }
    }
    PhraseTable::new(phrases)
}
