//! Character references, one at a time, so that each keeps its place in the source.

use htmlize::unescape;

/// No named reference is longer, and a numeric one this long is padded with zeros.
const LONGEST: usize = 40;

/// The character reference at the start of `text`: its length and what it stands for.
pub(super) fn decode(text: &str) -> Option<(usize, String)> {
    let candidate = candidate(text)?;
    let decoded = unescape(candidate);
    if decoded == candidate {
        return None;
    }
    // Old names count without their semicolon, so that letters may be left over: `&notit;`.
    let rest = common_suffix(candidate, &decoded);
    let length = candidate.len() - rest;
    Some((length, decoded[..decoded.len() - rest].to_owned()))
}

fn candidate(text: &str) -> Option<&str> {
    let body = text.strip_prefix('&')?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let name = body.bytes().take(LONGEST).take_while(is_part).count();
    let semicolon = usize::from(body[name..].starts_with(';'));
    (name > 0).then(|| &text[..1 + name + semicolon])
}

/// How many bytes at their ends the two have in common, leaving `decoded` at least a character.
fn common_suffix(candidate: &str, decoded: &str) -> usize {
    let first = decoded.chars().next().map_or(0, char::len_utf8);
    let pairs = candidate.bytes().rev().zip(decoded[first..].bytes().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(usize, &str)>) {
        let found = decode(text);
        let found = found.as_ref().map(|(length, text)| (*length, text.as_str()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn references_of_every_kind() {
        check("&amp; more", Some((5, "&")));
        check("&rsquo;s", Some((7, "’")));
        check("&#8217;s", Some((7, "’")));
        check("&#x2019;s", Some((8, "’")));
        check("&#8217s", Some((6, "’")));
        check("&copy 2024", Some((5, "©")));
        check("&notit;", Some((4, "¬")));
        check("&semi;", Some((6, ";")));
        check("&#59;", Some((5, ";")));
        check("&fjlig;", Some((7, "fj")));
        check("&NotEqualTilde;", Some((15, "≂̸")));
        check("&#150;", Some((6, "–")));
    }

    #[test]
    fn what_is_no_reference() {
        for text in ["", "&", "& ", "&;", "AT&T", "&T", "&nosuchname;", "&#;", "&é"] {
            check(text, None);
        }
    }
}
