//! Text that somebody else wrote, made harmless inside HTML.

use crate::report::visible::{log_safe_markup, visible};

/// The text for an element or an attribute in double quotes. Nothing in it is markup, and nothing
/// in it reorders or hides what stands around it.
pub(super) fn escaped(text: &str) -> String {
    let shown = visible(text);
    let mut out = String::with_capacity(shown.len());
    for c in shown.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    log_safe_markup(out)
}

/// The same, with its line breaks kept.
pub(super) fn escaped_lines(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(
            escaped("<script>'a' & \"b\"</script>\u{202e}\u{1b}"),
            "&lt;script&gt;&#39;a&#39; &amp; &quot;b&quot;&lt;/script&gt;&lt;U+202E&gt;␛"
        );
        assert_eq!(escaped_lines("a\n<b>"), "a\n&lt;b&gt;");
        assert_eq!(escaped("::error::x ##[group]"), ":&#58;error:&#58;x ##&#91;group]");
    }
}
