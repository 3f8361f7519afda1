//! Makes text that somebody else wrote safe to print.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text on one line, with everything that could act on a terminal shown instead of obeyed.
///
/// White space that would break the line becomes a space, control characters become their pictures
/// (`␛`), bidirectional overrides and invisible characters their numbers (`<U+202E>`). Joiners
/// stay: emoji and Persian need them.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            '\0'..'\u{20}' => shown.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7f}' => shown.push('␡'),
            c if is_plain(c) => shown.push(c),
            c => write!(shown, "<U+{:04X}>", c as u32).expect("a String takes every write"),
        }
    }
    Cow::Owned(shown)
}

/// The lines with everything neutralised that a log on GitHub Actions would obey as a command:
/// `::name::` at the start of a line, `##[name]` anywhere. Widths stay, so carets still fit.
pub fn log_safe(lines: &str) -> String {
    let safe = lines.replace("##[", "##(");
    let mut out = String::with_capacity(safe.len());
    for line in safe.split_inclusive('\n') {
        let body = line.trim_start();
        let (lead, body) = line.split_at(line.len() - body.len());
        out.push_str(lead);
        match body.strip_prefix("::") {
            Some(rest) => out.extend([":.", rest]),
            None => out.push_str(body),
        }
    }
    out
}

/// Markup, with its text escaped, in which a log on GitHub Actions finds no command: a report may be
/// printed into one. What the reader sees stays the same.
pub(super) fn log_safe_markup(markup: String) -> String {
    if markup.contains("::") || markup.contains("##[") {
        return markup.replace("::", ":&#58;").replace("##[", "##&#91;");
    }
    markup
}

fn is_plain(c: char) -> bool {
    !c.is_control() && !is_override(c) && !is_invisible(c)
}

/// Characters that reorder what stands around them.
fn is_override(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a shape that no script needs between its letters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_are_shown() {
        assert_eq!(visible("a\x1b[31mb\x07\u{9b}c"), "a␛[31mb␇<U+009B>c");
        assert_eq!(visible("x\u{202e}y\u{feff}"), "x<U+202E>y<U+FEFF>");
        assert_eq!(visible("one\r\ntwo\tthree"), "one two three");
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in ["Kerman – “95”", "👩‍🚀", "می‌خواهم", "e\u{301}", "日本"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn workflow_commands_are_defused() {
        assert_eq!(log_safe("  ::set-env name=X::y\na ::b"), "  :.set-env name=X::y\na ::b");
        assert_eq!(log_safe("a ##[add-path]/x"), "a ##(add-path]/x");
    }
}
