//! Comments that speak to factlint: `<!-- factlint allow wrong-date by="A. Editor"
//! until=2026-12-31: reason -->`.
//!
//! A comment on a line with text speaks of that text's block, one on a line of its own of the block
//! that follows.

use crate::text::{Article, Instructions, Malformed, Scope, Suppression, TextSpan};
use jiff::civil::Date;
use std::ops::Range;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "factlint";

/// The source ranges of comments to factlint in a part of a source.
pub(super) fn find(source: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = within.start;
    while let Some(at) = source[from..within.end].find(OPEN) {
        let start = from + at;
        let Some(length) = source[start..within.end].find(CLOSE) else { break };
        let end = start + length + CLOSE.len();
        if words(&source[start..end]).is_some() {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// Reads comments into the article they stand in.
pub(super) fn read(article: &mut Article, comments: &[Range<usize>]) {
    if comments.is_empty() {
        return;
    }
    let blocks = article.blocks_in_source();
    let mut instructions = Instructions::default();
    for comment in comments {
        let part = covered(article.source(), &blocks, comment);
        let written = article.source()[comment.clone()].to_owned();
        let Some(words) = words(&written) else { continue };
        match parse(words) {
            Ok(allowed) => instructions.suppressions.push(Suppression {
                rules: allowed.rules,
                reason: allowed.reason,
                by: allowed.by,
                until: allowed.until,
                scope: Scope::Part(part),
                written,
            }),
            Err(fault) => instructions.malformed.push(Malformed { part, fault }),
        }
    }
    article.instructions = instructions;
}

/// What a comment says after the name; none if it speaks to somebody else.
fn words(comment: &str) -> Option<&str> {
    let inner = comment.strip_prefix(OPEN)?.strip_suffix(CLOSE)?.trim();
    let rest = inner.strip_prefix(NAME)?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim())
}

/// The block a comment speaks of; an empty span where none is left.
fn covered(source: &str, blocks: &[(Range<usize>, TextSpan)], comment: &Range<usize>) -> TextSpan {
    let after = blocks.partition_point(|(block, _)| block.start <= comment.start);
    let before = blocks[..after].last().filter(|(block, _)| {
        block.end > comment.start || !source[block.end..comment.start].contains(['\n', '\r'])
    });
    let found = before.or_else(|| blocks.get(after));
    found.map_or(TextSpan::new(0, 0), |(_, span)| *span)
}

#[derive(Debug, PartialEq, Eq)]
struct Allowed {
    rules: Vec<String>,
    reason: String,
    by: Option<String>,
    until: Option<Date>,
}

fn parse(words: &str) -> Result<Allowed, String> {
    let Some(("allow", rest)) = words.split_once(char::is_whitespace) else {
        return Err("it knows only `allow`: factlint allow RULE: reason".into());
    };
    let colon = unquoted(rest, ':').ok_or("it gives no reason; write one after a colon")?;
    let (head, reason) = (&rest[..colon], rest[colon + 1..].trim());
    if reason.is_empty() {
        return Err("it gives no reason; write one after the colon".into());
    }
    let mut allowed =
        Allowed { rules: Vec::new(), reason: reason.to_owned(), by: None, until: None };
    for part in parts(head) {
        match part.split_once('=') {
            Some(("by", name)) => allowed.by = Some(name.trim_matches('"').to_owned()),
            Some(("until", day)) => allowed.until = Some(date(day.trim_matches('"'))?),
            Some((key, _)) => {
                return Err(format!("it has the unknown key `{key}`; by and until are known"));
            }
            None => {
                let names = part.split(',').filter(|name| !name.is_empty());
                allowed.rules.extend(names.map(str::to_owned));
            }
        }
    }
    if allowed.rules.is_empty() {
        return Err("it names no rule; write factlint allow RULE: reason".into());
    }
    Ok(allowed)
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is no day; write it as 2026-12-31"))
}

/// Where a sign stands outside quotation marks.
fn unquoted(text: &str, sign: char) -> Option<usize> {
    let mut is_quoted = false;
    text.char_indices().find_map(|(at, c)| {
        is_quoted ^= c == '"';
        (c == sign && !is_quoted).then_some(at)
    })
}

/// The words of a text; what stands in quotation marks stays together.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let split = text.split(move |c: char| {
        is_quoted ^= c == '"';
        c.is_whitespace() && !is_quoted
    });
    split.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{self, InputFormat};

    fn read(format: InputFormat, text: &str) -> Article {
        format::read(format, text.as_bytes()).unwrap()
    }

    #[track_caller]
    fn check_covers(format: InputFormat, text: &str, expected: &str) {
        let article = read(format, text);
        let [found] = &article.instructions.suppressions[..] else {
            panic!("{:?}", article.instructions)
        };
        let Scope::Part(part) = found.scope else { panic!("{found:?}") };
        assert_eq!(article.slice(part), expected);
    }

    const COMMENT: &str = "<!-- factlint allow wrong-date: the day is quoted from a plaque -->";

    #[test]
    fn a_comment_speaks_of_the_text_beside_it_or_after_it() {
        use InputFormat::{Html, Markdown};
        check_covers(Markdown, &format!("One.\n\nTwo. {COMMENT}\n\nThree."), "Two.");
        check_covers(Markdown, &format!("One.\n\nTwo {COMMENT} goes on.\n"), "Two  goes on.");
        check_covers(Markdown, &format!("One.\n\n{COMMENT}\n\nTwo.\n\nThree."), "Two.");
        check_covers(Html, &format!("<p>One.</p>\n{COMMENT}\n<p>Two.</p>"), "Two.");
        check_covers(Html, &format!("<p>One. {COMMENT}</p><p>Two.</p>"), "One.");
        check_covers(Markdown, &format!("One.\n\n{COMMENT}\n"), "");
    }

    #[test]
    fn code_and_plain_text_hold_no_comments() {
        for text in [format!("One.\n\n    {COMMENT}\n"), format!("One `{COMMENT}`.")] {
            assert!(read(InputFormat::Markdown, &text).instructions.suppressions.is_empty());
        }
        assert!(read(InputFormat::Plain, COMMENT).instructions.suppressions.is_empty());
    }

    #[test]
    fn everything_a_comment_can_say() {
        let allowed = parse(
            "allow wrong-date, wrong-time by=\"A. Editor: desk\" until=2026-12-31: a reason: yes",
        );
        let allowed = allowed.unwrap();
        assert_eq!(allowed.rules, ["wrong-date", "wrong-time"]);
        assert_eq!(allowed.by.as_deref(), Some("A. Editor: desk"));
        assert_eq!(allowed.until, Some(jiff::civil::date(2026, 12, 31)));
        assert_eq!(allowed.reason, "a reason: yes");
    }

    #[test]
    fn what_cannot_be_read_says_what_would_be_right() {
        for (words, part) in [
            ("alow wrong-date: x", "only `allow`"),
            ("allow wrong-date", "no reason"),
            ("allow wrong-date: ", "no reason"),
            ("allow : x", "names no rule"),
            ("allow wrong-date until=soon: x", "`soon` is no day"),
            ("allow wrong-date from=x: y", "unknown key `from`"),
        ] {
            let fault = parse(words).unwrap_err();
            assert!(fault.contains(part), "{fault}");
        }
    }
}
