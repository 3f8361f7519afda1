//! From bytes to text: UTF-8, UTF-16 with a byte-order mark, Windows-1252.
//!
//! The boundary is [`Decoding`]: it remembers what was done to the bytes, so that offsets in the
//! text lead back to them.

use super::FormatError;
use crate::text::Decoding;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes the bytes of a file.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Decoding), FormatError> {
    if let Some(looks_like) = magic(bytes) {
        return Err(FormatError::Binary { looks_like });
    }
    match bytes {
        [0xFF, 0xFE, units @ ..] => Ok(utf16(units, UTF_16LE)),
        [0xFE, 0xFF, units @ ..] => Ok(utf16(units, UTF_16BE)),
        _ => decode_single_bytes(bytes),
    }
}

fn decode_single_bytes(bytes: &[u8]) -> Result<(String, Decoding), FormatError> {
    if let Some(looks_like) = control_bytes(bytes) {
        return Err(FormatError::Binary { looks_like });
    }
    let (bom, body) = match bytes.strip_prefix(UTF8_BOM) {
        Some(body) => (UTF8_BOM.len(), body),
        None => (0, bytes),
    };
    if bom > 0 || is_mostly_utf8(body) {
        let (text, replaced) = utf8(body);
        return Ok((text, Decoding::Utf8 { bom, replaced }));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(body);
    Ok((text.into_owned(), Decoding::SingleByte))
}

/// A last odd byte is no code unit and is left out.
fn utf16(units: &[u8], encoding: &'static Encoding) -> (String, Decoding) {
    let whole = &units[..units.len() & !1];
    let (text, _) = encoding.decode_without_bom_handling(whole);
    (text.into_owned(), Decoding::Utf16)
}

/// Text in UTF-8 with a few broken bytes still holds more good sequences than broken ones; in
/// text in Windows-1252 nearly every byte above 0x7F breaks a sequence.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || good > broken
}

fn utf8(bytes: &[u8]) -> (String, Vec<(usize, usize)>) {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced.push((text.len(), chunk.invalid().len()));
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, replaced)
}

/// Files people hand over by mistake, by their first bytes.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7FELF", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"PAR1", "a Parquet table"),
    (b"\xFF\xFE\0\0", "UTF-32 text; save it as UTF-8"),
    (b"\0\0\xFE\xFF", "UTF-32 text; save it as UTF-8"),
];

fn magic(bytes: &[u8]) -> Option<&'static str> {
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    MAGIC
        .iter()
        .find(|(start, _)| bytes.starts_with(start) && is_surely(start, bytes))
        .map(|&(_, name)| name)
        .or(riff.then_some("a WebP image"))
}

/// A magic number of letters alone may also open an article; then only bytes that are no text
/// decide.
fn is_surely(start: &[u8], bytes: &[u8]) -> bool {
    let could_be_prose = start.iter().all(u8::is_ascii_alphanumeric);
    !could_be_prose || control_bytes(bytes).is_some()
}

/// NUL bytes, and more than one control character in twenty bytes, do not occur in text.
fn control_bytes(bytes: &[u8]) -> Option<&'static str> {
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F);
    let nuls = bytes.iter().filter(|&&byte| byte == 0).count();
    let controls = bytes.iter().filter(|&byte| is_control(byte)).count();
    if nuls * 3 > bytes.len() && nuls * 3 < bytes.len() * 2 {
        Some("UTF-16 text without a byte-order mark; save it as UTF-8")
    } else if nuls > 0 || controls * 20 > bytes.len() {
        Some("data, not text")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, decoding: &Decoding) {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded, (text.to_owned(), decoding.clone()));
    }

    #[track_caller]
    fn check_binary(bytes: &[u8], looks_like: &str) {
        let message = decode(bytes).unwrap_err().to_string();
        assert!(message.starts_with(&format!("is binary (looks like {looks_like}")), "{message}");
    }

    fn utf8(bom: usize, replaced: &[(usize, usize)]) -> Decoding {
        let replaced = replaced.to_vec();
        Decoding::Utf8 { bom, replaced }
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        check(b"", "", &utf8(0, &[]));
        check("Zoë 😀".as_bytes(), "Zoë 😀", &utf8(0, &[]));
        check(b"\xEF\xBB\xBFa", "a", &utf8(3, &[]));
    }

    #[test]
    fn utf16_of_both_byte_orders() {
        check(b"\xFF\xFEa\0\x3D\xD8\x00\xDE", "a😀", &Decoding::Utf16);
        check(b"\xFE\xFF\0a\xD8\x3D", "a\u{FFFD}", &Decoding::Utf16);
        check(b"\xFF\xFEa\0b", "a", &Decoding::Utf16);
    }

    #[test]
    fn a_few_broken_bytes_do_not_spoil_utf8() {
        check(b"\xC3\xA9t\xC3\xA9 \xE2\x80 x", "été \u{FFFD} x", &utf8(0, &[(6, 2)]));
    }

    #[test]
    fn windows_1252_when_it_is_not_utf8() {
        check(b"caf\xE9 \x93x\x94 \x81", "café “x” \u{81}", &Decoding::SingleByte);
    }

    #[test]
    fn binary_content_is_named() {
        check_binary(b"%PDF-1.7\n", "a PDF");
        check_binary(b"PK\x03\x04rest", "a zip archive");
        check_binary(b"BZh91AY&SY\x01\x02\x03", "a bzip2 archive");
        check_binary(b"a\0b\0c\0", "UTF-16 text without a byte-order mark");
        check_binary(b"text with a \0 in it", "data");
        check_binary(b"\x01\x02\x03\x04", "data");
    }

    #[test]
    fn letters_of_a_magic_number_may_open_an_article() {
        check(b"BZh is how bzip2 files begin.", "BZh is how bzip2 files begin.", &utf8(0, &[]));
    }
}
