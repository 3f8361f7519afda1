//! What words tell about names: titles, nouns of organisations, given names, words that name
//! nothing.

use super::lexicon::{CommonWordsFile, GivenNamesFile, NamesFile};
use super::phrases::{Phrase, PhraseTable};
use super::vocabulary::{VocabularyBuilder, WordId};

/// What a name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, an authority, a party, a band.
    Organisation,
    /// A country, a town, a building.
    Place,
    /// An act, a treaty.
    Law,
    /// A ship.
    Vessel,
    /// A people, a faith, or the adjective: "Iranian".
    Demonym,
    /// Something with a name; of what kind, the text does not tell.
    #[default]
    Unknown,
}

impl NameKind {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organisation => "organisation",
            NameKind::Place => "place",
            NameKind::Law => "law",
            NameKind::Vessel => "vessel",
            NameKind::Demonym => "demonym",
            NameKind::Unknown => "unknown",
        }
    }
}

/// A part that a word can play in names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum NamePart {
    /// "Keir"
    Given,
    /// "Mr", "Sgt"
    Honorific,
    /// "president", "spokesman"
    Title,
    /// "prime", "deputy"
    TitleModifier,
    /// "State", in "Secretary of State".
    TitleDomain,
    /// "ministry", "university"
    Organisation,
    /// "Inc"
    Company,
    /// "act", "treaty"
    Law,
    /// "river", "street": the last word of a place.
    PlaceEnd,
    /// "lake", "gulf": the first word of a place.
    PlaceHead,
    /// "USS"
    VesselPrefix,
    /// "tanker"
    VesselNoun,
    /// "von", "bin"
    Particle,
    /// "Jr"
    Suffix,
    /// "children", in "Children's Hospital".
    PossessiveInside,
    /// "of", small in headlines.
    HeadlineSmall,
    /// "GDP": capitals that name nothing.
    PlainAbbreviation,
    /// "prices": capitals that come from where the word stands.
    Common,
}

/// The parts a word can play in names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameParts(u32);

impl NameParts {
    pub(crate) fn has(self, part: NamePart) -> bool {
        self.0 & (1 << part as u32) != 0
    }

    /// Whether the word is one of a person's title or stands for it.
    pub(crate) fn is_titular(self) -> bool {
        const TITULAR: u32 = 1 << NamePart::Title as u32
            | 1 << NamePart::Honorific as u32
            | 1 << NamePart::TitleModifier as u32;
        self.0 & TITULAR != 0
    }

    fn add(&mut self, part: NamePart) {
        self.0 |= 1 << part as u32;
    }
}

/// What the words of a language tell about names.
#[derive(Debug)]
pub(crate) struct NameWords {
    parts: Vec<NameParts>,
    /// Names everybody writes without saying what they are.
    pub(crate) known: PhraseTable<NameKind>,
}

impl NameWords {
    pub(super) fn compile(
        names: &NamesFile,
        given: &GivenNamesFile,
        common: &CommonWordsFile,
        vocabulary: &mut VocabularyBuilder,
    ) -> NameWords {
        let lists = [
            (&given.given, NamePart::Given),
            (&names.honorifics, NamePart::Honorific),
            (&names.titles, NamePart::Title),
            (&names.title_modifiers, NamePart::TitleModifier),
            (&names.title_domains, NamePart::TitleDomain),
            (&names.organisation_nouns, NamePart::Organisation),
            (&names.company_suffixes, NamePart::Company),
            (&names.law_nouns, NamePart::Law),
            (&names.place_nouns, NamePart::PlaceEnd),
            (&names.place_heads, NamePart::PlaceHead),
            (&names.vessel_prefixes, NamePart::VesselPrefix),
            (&names.vessel_nouns, NamePart::VesselNoun),
            (&names.particles, NamePart::Particle),
            (&names.name_suffixes, NamePart::Suffix),
            (&names.possessive_inside, NamePart::PossessiveInside),
            (&names.headline_words, NamePart::HeadlineSmall),
            (&names.abbreviations, NamePart::PlainAbbreviation),
            (&common.common, NamePart::Common),
        ];
        let mut parts = Vec::new();
        for (words, part) in lists {
            for word in words {
                add(&mut parts, vocabulary.intern(word), part);
            }
        }
        for title in &names.titles {
            add(&mut parts, vocabulary.intern(&format!("{title}s")), NamePart::Title);
        }
        let kinds = [
            (&names.known.organisation, NameKind::Organisation),
            (&names.known.place, NameKind::Place),
            (&names.known.law, NameKind::Law),
            (&names.known.demonym, NameKind::Demonym),
        ];
        let known = kinds.iter().flat_map(|&(names, kind)| names.iter().map(move |n| (n, kind)));
        let known = known.map(|(name, kind)| Phrase::new(name, kind, vocabulary)).collect();
        NameWords { parts, known: PhraseTable::new(known) }
    }

    /// The parts a word can play.
    pub(crate) fn parts(&self, word: WordId) -> NameParts {
        self.parts.get(word.index()).copied().unwrap_or_default()
    }
}

fn add(parts: &mut Vec<NameParts>, word: WordId, part: NamePart) {
    if parts.len() <= word.index() {
        parts.resize(word.index() + 1, NameParts::default());
    }
    parts[word.index()].add(part);
}
