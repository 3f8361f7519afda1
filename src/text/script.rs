//! What single characters are: hidden, joining, or taken for a letter of another script.

/// A kind of character that has no shape of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// A zero-width space.
    Space,
    /// A word joiner or a byte-order mark, which keep together what stands beside them.
    Glue,
    /// A joiner or non-joiner.
    Joiner,
    /// A soft hyphen.
    SoftHyphen,
    /// A variation selector of the first sixteen.
    Selector,
    /// A variation selector for ideographs.
    IdeographSelector,
    /// A character of an alphabet that was made for tags.
    Tag,
    /// A mark of direction that works like a letter without a shape.
    Mark,
    /// The start or the end of text that runs the other way.
    Direction,
    /// Turns the order of letters around.
    Override,
    /// An invisible sign of formulas.
    Operator,
    /// A letter of Hangul without a shape.
    Filler,
}

/// What hides in a character, if it is one that nobody sees.
pub(crate) fn hidden(c: char) -> Option<Hidden> {
    Some(match c {
        '\u{200B}' | '\u{180E}' => Hidden::Space,
        '\u{2060}' | '\u{FEFF}' => Hidden::Glue,
        '\u{200C}' | '\u{200D}' => Hidden::Joiner,
        '\u{AD}' => Hidden::SoftHyphen,
        '\u{FE00}'..='\u{FE0F}' => Hidden::Selector,
        '\u{E0100}'..='\u{E01EF}' => Hidden::IdeographSelector,
        '\u{E0000}'..='\u{E007F}' => Hidden::Tag,
        '\u{200E}' | '\u{200F}' | '\u{61C}' => Hidden::Mark,
        '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' => Hidden::Direction,
        '\u{202D}' | '\u{202E}' => Hidden::Override,
        '\u{2061}'..='\u{2064}' => Hidden::Operator,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => Hidden::Filler,
        _ => return None,
    })
}

/// Whether a character belongs to emoji or may carry a variation selector or an enclosing mark.
pub(crate) fn is_emoji(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{3030}'..='\u{303D}' | '\u{3297}'..='\u{3299}')
            || matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{20E3}' | '\u{A9}' | '\u{AE}')
    })
}

/// Whether a character is one of Chinese, Japanese or Mongolian that has variants.
pub(crate) fn is_ideograph(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        matches!(c, '\u{1800}'..='\u{18AF}' | '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
            || matches!(c, '\u{20000}'..='\u{3FFFF}')
    })
}

/// Whether text of the character runs from right to left.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Whether a letter's script needs joiners: those of India and around it.
pub(crate) fn joins_letters(c: Option<char>) -> bool {
    c.is_some_and(
        |c| matches!(c, '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'),
    )
}

/// The Latin letter that a letter of another script is taken for.
pub(crate) fn passes_for(c: char) -> Option<char> {
    const PAIRS: &[(&str, &str)] = &[
        // Cyrillic
        ("аеорсухіјѕԁһԛԝӏ", "aeopcyxijsdhqwl"),
        ("АВЕКМНОРСТУХІЈЅԌ", "ABEKMHOPCTYXIJSG"),
        // Greek
        ("ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovABEZHIKMNOPTYX"),
        // Phonetic letters and other rare ones
        ("ɡɑɩ", "gai"),
    ];
    PAIRS.iter().find_map(|(foreign, latin)| {
        let at = foreign.chars().position(|letter| letter == c)?;
        latin.chars().nth(at)
    })
}
