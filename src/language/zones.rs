//! Time zones by what is written for them.

use super::lexicon::{Lexicon, LexiconError};
use super::phrases::{Phrase, PhraseTable};
use super::places::Places;
use super::vocabulary::VocabularyBuilder;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashSet;

/// Names of zones, each with the zones that they may mean.
pub(super) fn zones(
    lexicon: &Lexicon,
    vocabulary: &mut VocabularyBuilder,
) -> Result<PhraseTable<Vec<TimeZone>>, LexiconError> {
    let mut phrases = Vec::new();
    for entry in &lexicon.zones.zone {
        let readings = entry.readings.iter().map(|reading| zone(reading));
        let readings: Vec<TimeZone> = readings.collect::<Result<_, _>>()?;
        for name in &entry.names {
            phrases.push(Phrase::written(name, readings.clone(), vocabulary));
        }
    }
    Ok(PhraseTable::new(phrases))
}

fn zone(reading: &str) -> Result<TimeZone, LexiconError> {
    if let Some(offset) = fixed_offset(reading) {
        return Ok(TimeZone::fixed(offset));
    }
    TimeZone::get(reading).map_err(|_| unknown_zone("zones", reading))
}

/// `-05:00`
fn fixed_offset(reading: &str) -> Option<Offset> {
    let (sign, rest) = match reading.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    Offset::from_seconds(sign * minutes * 60).ok()
}

/// Finds a place whose zone does not exist.
pub(super) fn check_zones(places: &Places) -> Result<(), LexiconError> {
    let known: Vec<String> =
        jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    let known: FxHashSet<&str> = known.iter().map(String::as_str).collect();
    let mut zones = places.iter().flat_map(|place| &place.zones);
    match zones.find(|zone| !known.contains(&***zone)) {
        Some(zone) => Err(unknown_zone("places", zone)),
        None => Ok(()),
    }
}

fn unknown_zone(file: &'static str, zone: &str) -> LexiconError {
    LexiconError::Invalid {
        file,
        problem: format!(
            "{zone:?} is no zone; write one of the tz database or an offset such as \"-05:00\""
        ),
    }
}
