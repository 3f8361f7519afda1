//! Regular expressions of many alternatives, of which a text needs few.
//!
//! What a rule looks for in the shape of a text grows to hundreds of wordings. Compiling all of
//! them for the one that a text may hold took half the time of checking one article, so that each
//! alternative is compiled by itself, and only when all that it cannot match without is there.

use super::expression::Expression;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Alternation, Ast, Concat, LiteralKind, RepetitionKind, RepetitionRange};
use std::ops::Range;
use std::sync::OnceLock;

/// A piece of fewer letters tells nothing.
const SHORTEST: usize = 2;
/// Of more pieces one nearly always stands somewhere.
const MOST: usize = 96;

/// A regular expression, by its alternatives.
#[derive(Debug)]
pub struct Alternatives {
    source: String,
    parts: OnceLock<Vec<Alternative>>,
}

/// A match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// All of it.
    pub whole: Range<usize>,
    /// What to point at: the first group that took part, or all of it.
    pub part: Range<usize>,
}

/// What may match by itself.
#[derive(Debug)]
struct Alternative {
    expression: Expression,
    /// Of each of these, one piece stands in every match, in any case of its letters.
    needs: Vec<Vec<String>>,
}

impl Alternatives {
    /// An expression that validation has found sound; one that is not matches nothing.
    pub fn new(source: &str) -> Self {
        Alternatives { source: source.to_owned(), parts: OnceLock::new() }
    }

    /// The matches in a text from its start on, none overlapping another. Where two alternatives
    /// match from one place, the first is taken.
    pub fn find_all(&self, text: &str) -> Vec<Matched> {
        let lower = text.to_ascii_lowercase();
        let parts = self.parts.get_or_init(|| split(&self.source));
        let mut found: Vec<Matched> = Vec::new();
        for part in parts.iter().filter(|part| part.may_stand_in(&lower)) {
            found.extend(part.find_all(text));
        }
        found.sort_by_key(|matched| matched.whole.start);
        let mut end = 0;
        found.retain(|matched| {
            let is_next = matched.whole.start >= end;
            if is_next {
                end = matched.whole.end;
            }
            is_next
        });
        found
    }
}

impl Alternative {
    fn may_stand_in(&self, lower: &str) -> bool {
        self.needs.iter().all(|pieces| pieces.iter().any(|piece| lower.contains(piece)))
    }

    fn find_all(&self, text: &str) -> impl Iterator<Item = Matched> {
        let regex = self.expression.regex();
        regex.into_iter().flat_map(|regex| regex.captures_iter(text)).filter_map(|found| {
            let whole = found.get(0)?;
            let part = found.iter().skip(1).flatten().next().unwrap_or(whole);
            Some(Matched { whole: whole.range(), part: part.range() })
        })
    }
}

/// The alternatives of an expression, each with the flags that stand at its head.
fn split(source: &str) -> Vec<Alternative> {
    let Ok(ast) = Parser::new().parse(source) else {
        return Vec::new();
    };
    let flags = flags_at_head(&ast).unwrap_or(0..0);
    let whole = || vec![Alternative::new(source.to_owned(), &ast)];
    let Ast::Alternation(all) = &ast else { return whole() };
    let Alternation { asts, .. } = all.as_ref();
    if asts.iter().enumerate().any(|(at, ast)| sets_flags(ast, at == 0)) {
        return whole();
    }
    let alternatives = asts.iter().map(|ast| {
        let span = ast.span();
        let start = span.start.offset.max(flags.end);
        let text = format!("{}{}", &source[flags.clone()], &source[start..span.end.offset]);
        Alternative::new(text, ast)
    });
    alternatives.collect()
}

impl Alternative {
    fn new(source: String, ast: &Ast) -> Self {
        Alternative { expression: Expression::new(&source), needs: needs(ast) }
    }
}

/// Where the flags stand that an expression begins with.
fn flags_at_head(ast: &Ast) -> Option<Range<usize>> {
    match ast {
        Ast::Flags(flags) => Some(flags.span.start.offset..flags.span.end.offset),
        Ast::Alternation(all) => flags_at_head(all.asts.first()?),
        Ast::Concat(all) => flags_at_head(all.asts.first()?),
        _ => None,
    }
}

/// Whether flags are set that reach into what follows; those at the head of all do not count.
fn sets_flags(ast: &Ast, is_first: bool) -> bool {
    let Ast::Concat(all) = ast else { return matches!(ast, Ast::Flags(_)) && !is_first };
    let inner = all.asts.iter().skip(usize::from(is_first));
    inner.into_iter().any(|ast| matches!(ast, Ast::Flags(_)))
}

/// All that stands in every match, as far as it can be told.
fn needs(ast: &Ast) -> Vec<Vec<String>> {
    match ast {
        Ast::Concat(all) => of_sequence(all),
        Ast::Alternation(all) => of_alternation(all).into_iter().collect(),
        Ast::Group(group) => needs(&group.ast),
        Ast::Repetition(repeated) if happens(&repeated.op.kind) => needs(&repeated.ast),
        _ => Vec::new(),
    }
}

fn happens(kind: &RepetitionKind) -> bool {
    match kind {
        RepetitionKind::OneOrMore => true,
        RepetitionKind::Range(
            RepetitionRange::Exactly(least)
            | RepetitionRange::AtLeast(least)
            | RepetitionRange::Bounded(least, _),
        ) => *least > 0,
        _ => false,
    }
}

/// Runs of letters, and what the parts between them need.
fn of_sequence(all: &Concat) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut run = String::new();
    for ast in &all.asts {
        match plain(ast) {
            Some(letter) => run.push(letter),
            None => {
                close(&mut run, &mut found);
                found.extend(needs(ast));
            }
        }
    }
    close(&mut run, &mut found);
    found
}

fn close(run: &mut String, found: &mut Vec<Vec<String>>) {
    if run.len() >= SHORTEST {
        found.push(vec![std::mem::take(run)]);
    }
    run.clear();
}

/// A character that folding its case takes to another of ASCII, or to none.
fn plain(ast: &Ast) -> Option<char> {
    let Ast::Literal(literal) = ast else { return None };
    let is_written = matches!(
        literal.kind,
        LiteralKind::Verbatim | LiteralKind::Meta | LiteralKind::Superfluous
    );
    let is_plain = literal.c.is_ascii() || !literal.c.is_alphabetic();
    (is_written && is_plain).then(|| literal.c.to_ascii_lowercase())
}

/// One piece of each alternative, if each has one.
fn of_alternation(all: &Alternation) -> Option<Vec<String>> {
    let mut pieces = Vec::new();
    for ast in &all.asts {
        // Of what one alternative needs, the longest pieces tell most.
        let least = |pieces: &Vec<String>| pieces.iter().map(String::len).min();
        pieces.extend(needs(ast).into_iter().max_by_key(least)?);
    }
    (pieces.len() <= MOST).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, text: &str, found: &[&str]) {
        let all = Alternatives::new(source);
        let parts = all.find_all(text).into_iter().map(|matched| matched.part);
        assert_eq!(parts.map(|part| &text[part]).collect::<Vec<_>>(), found);
    }

    #[test]
    fn alternatives_match_as_the_whole_does() {
        check(
            r"(?i)read more|more stories|\btags:",
            "Read more stories. TAGS: a",
            &["Read more", "TAGS:"],
        );
        check("(?x) # spaced\n a b | ab c # more\n | (d) e", "abc DE de", &["ab", "d"]);
        check(
            r"(?i)(?:one|two)\s+(?:fish|birds?)",
            "Two  Birds, one fish, two",
            &["Two  Birds", "one fish"],
        );
        check(r"a|(?i)b|c", "A B C a", &["B", "C", "a"]);
    }

    #[test]
    fn what_an_alternative_cannot_do_without_is_known() {
        let needs = |source: &str| split(source).remove(0).needs;
        assert_eq!(needs(r"(?i)\bRead\s+(?:more|on)\b"), [vec!["read"], vec!["more", "on"]]);
        assert_eq!(needs(r"e-?mail(?:s|ed)?"), [vec!["mail"]]);
        assert_eq!(needs(r"(?:a|read)x"), Vec::<Vec<String>>::new());
        assert_eq!(needs(r"(?:abc){0,2}[d-f]"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn letters_that_fold_beyond_ascii_are_not_needed() {
        let needs = |source: &str| split(source).remove(0).needs;
        assert_eq!(needs("(?i)café au"), [vec!["caf"], vec![" au"]]);
    }
}
