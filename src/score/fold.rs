//! Text as it looks, without what typesetting and disguise make of it.
//!
//! Hidden characters vanish, letters that pass for Latin ones become those, accents fall away, and
//! all kinds of quotation marks, apostrophes, dashes and spaces become one of each. Neither a
//! house style nor a trick changes what is left.

use crate::text::script::{hidden, passes_for};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A dash between words.
pub(super) const DASH: u8 = b'~';

/// A letter of a script that is not folded.
const FOREIGN: u8 = b'x';

/// Folded text: ASCII, each byte with the place it came from.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// Letters, digits, spaces and marks.
    pub(super) bytes: Vec<u8>,
    /// Where in the text each byte came from, and where the text ends.
    pub(super) places: Vec<u32>,
}

impl Folded {
    /// Holds `text` folded; it stands at `offset` in its article.
    pub(super) fn read(&mut self, text: &str, offset: usize) {
        self.bytes.clear();
        self.places.clear();
        if text.is_ascii() {
            self.bytes.extend_from_slice(text.as_bytes());
            self.places.extend((offset..=offset + text.len()).map(|place| place as u32));
            return;
        }
        for (at, c) in text.char_indices() {
            fold(c, |byte| {
                self.bytes.push(byte);
                self.places.push((offset + at) as u32);
            });
        }
        self.places.push((offset + text.len()) as u32);
    }
}

fn fold(c: char, mut take: impl FnMut(u8)) {
    if let Ok(byte) = u8::try_from(c)
        && byte.is_ascii()
    {
        return take(byte);
    }
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => take(b'"'),
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '´' => take(b'\''),
        '\u{2012}'..='\u{2015}' | '\u{2212}' => take(DASH),
        '…' => take(b'.'),
        _ if c.is_whitespace() => take(b' '),
        _ if is_unseen(c) => {}
        _ => match passes_for(c) {
            Some(latin) => take(latin as u8),
            None => decompose_compatible(c, |part| take_part(part, &mut take)),
        },
    }
}

fn is_unseen(c: char) -> bool {
    hidden(c).is_some() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// A part of a letter that was taken apart: ASCII stays, accents vanish.
fn take_part(part: char, take: &mut impl FnMut(u8)) {
    match u8::try_from(part) {
        Ok(byte) if byte.is_ascii() => take(byte),
        _ if is_combining_mark(part) => {}
        _ => take(match passes_for(part) {
            Some(latin) => latin as u8,
            None if part.is_alphabetic() => FOREIGN,
            None => b' ',
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut folded = Folded::default();
        folded.read(text, 0);
        assert_eq!(String::from_utf8(folded.bytes).unwrap(), expected);
    }

    #[test]
    fn typesetting_falls_away() {
        check("“The café’s” — on\u{a0}time…", "\"The cafe's\" ~ on time.");
        check("ﬁve ½ ２４", "five 1 2 24");
    }

    #[test]
    fn disguises_fall_away() {
        check("h\u{200b}ar\u{ad}bour \u{feff}q\u{2060}uay", "harbour quay");
        check("hаrbоur", "harbour");
        check("𝐡𝐚𝐫𝐛𝐨𝐮𝐫 ｑｕａｙ", "harbour quay");
    }

    #[test]
    fn other_scripts_keep_their_words_apart() {
        check("не мы", "xe xx");
    }

    #[test]
    fn every_byte_knows_its_place() {
        let mut folded = Folded::default();
        folded.read("é \u{200b}ﬁ", 10);
        assert_eq!(folded.bytes, b"e fi");
        assert_eq!(folded.places, [10, 12, 16, 16, 19]);
    }
}
