//! Rules: parameters that can work, and examples that show both sides.

use super::expression;
use super::index::Index;
use super::load::Pack;
use super::located::{Located, Place};
use super::moment::days;
use super::problem::Problems;
use super::rule_file::{CheckShape, RuleFile};
use super::suggest::did_you_mean;
use super::wording::{quoted, some_of};

/// Reports what cannot work in a rule of `pack`.
pub(super) fn review(
    rule: &Located<RuleFile>,
    pack: &Pack,
    index: &Index<'_>,
    problems: &mut Problems,
) {
    let root = rule.place();
    review_check(&rule.value.check, root.key("check"), index, problems);
    review_examples(&rule.value, root, problems);
    if let Some(path) = &rule.value.example_facts {
        review_example_facts(path, pack, root.key("example_facts"), problems);
    }
}

fn review_check(check: &CheckShape, at: Place<'_>, index: &Index<'_>, problems: &mut Problems) {
    match check {
        CheckShape::JudgedClaim { properties, .. } => {
            for (n, name) in properties.iter().enumerate() {
                index.expect_property(name, at.key("properties").item(n), problems);
            }
        }
        CheckShape::DebunkedClaim { threshold } if !(0.0..=1.0).contains(threshold) => {
            at.key("threshold").complain(problems, || {
                format!("\"threshold\" must lie between 0 and 1, found {threshold}")
            });
        }
        CheckShape::TextShape { regex, unless, .. } => {
            review_regex(regex, at.key("regex"), problems);
            if let Some(unless) = unless {
                review_regex(unless, at.key("unless"), problems);
            }
        }
        CheckShape::CountedSigns { signs, .. } => {
            let rates = |n: usize| at.key("signs").item(n);
            for (n, sign) in signs.iter().enumerate() {
                if !(sign.human > 0.0 && sign.machine > 0.0) {
                    rates(n).complain(problems, || "a rate must be more than 0".to_owned());
                }
            }
        }
        CheckShape::LinkTarget { regex, .. } => review_regex(regex, at.key("regex"), problems),
        CheckShape::MissingNote { marks, notes } => {
            review_regex(marks, at.key("marks"), problems);
            review_regex(notes, at.key("notes"), problems);
        }
        CheckShape::TruncatedText { marks, .. } => {
            review_regex(marks, at.key("marks"), problems);
        }
        CheckShape::Provenance { statements, bylines } => {
            for (n, shape) in statements.iter().enumerate() {
                let at = at.key("statements").item(n);
                review_regex(&shape.name, at.key("name"), problems);
                review_regex(&shape.value, at.key("value"), problems);
            }
            review_regex(bylines, at.key("bylines"), problems);
        }
        CheckShape::Phrases { patterns, .. } if patterns.is_empty() => {
            at.key("patterns").complain(problems, || "no pattern to look for".to_owned());
        }
        _ => {}
    }
}

fn review_regex(regex: &str, at: Place<'_>, problems: &mut Problems) {
    if let Err(error) = expression::compile(regex) {
        // The last line says what is wrong; those before it draw the expression.
        let text = error.to_string();
        let reason = text.lines().last().unwrap_or_default().trim();
        let reason = reason.strip_prefix("error: ").unwrap_or(reason);
        at.complain(problems, || format!("not a regular expression: {reason}"));
    }
}

fn review_examples(rule: &RuleFile, root: Place<'_>, problems: &mut Problems) {
    for (key, count) in [("bad", rule.bad.len()), ("good", rule.good.len())] {
        if count == 0 {
            root.complain_with_help(
                problems,
                || format!("no {key} example"),
                || {
                    format!(
                        "add [[{key}]] with a text: a rule shows what it flags and what it leaves"
                    )
                },
            );
        }
    }
    for (n, bad) in rule.bad.iter().enumerate() {
        let at = root.key("bad").item(n);
        if let Some(fault) = marks_fault(&bad.text) {
            at.key("text").complain(problems, || fault.to_owned());
        }
        review_date(bad.date.as_deref(), at.key("date"), problems);
    }
    for (n, good) in rule.good.iter().enumerate() {
        let at = root.key("good").item(n);
        if good.text.contains(['⟦', '⟧']) {
            at.key("text")
                .complain(problems, || "a good example flags nothing: remove ⟦ and ⟧".to_owned());
        }
        review_date(good.date.as_deref(), at.key("date"), problems);
    }
}

fn marks_fault(text: &str) -> Option<&'static str> {
    let mut opened = None;
    let mut spans = 0;
    for (at, c) in text.char_indices() {
        match (c, opened) {
            ('⟦', Some(_)) => return Some("⟦ within ⟦: a flagged span holds no other"),
            ('⟦', None) => opened = Some(at + c.len_utf8()),
            ('⟧', None) => return Some("⟧ without ⟦ before it"),
            ('⟧', Some(start)) if start == at => return Some("nothing between ⟦ and ⟧"),
            ('⟧', Some(_)) => {
                opened = None;
                spans += 1;
            }
            _ => {}
        }
    }
    match (opened, spans) {
        (Some(_), _) => Some("⟦ without ⟧ after it"),
        (None, 0) => Some("a bad example marks what is flagged: put ⟦ and ⟧ around it"),
        (None, _) => None,
    }
}

fn review_date(date: Option<&str>, at: Place<'_>, problems: &mut Problems) {
    let Some(date) = date else { return };
    if days(date).is_none_or(|(first, last)| first != last) {
        at.complain(problems, || {
            format!("\"date\" must be a real day such as \"2024-01-03\", found {}", quoted(date))
        });
    }
}

fn review_example_facts(path: &str, pack: &Pack, at: Place<'_>, problems: &mut Problems) {
    if pack.examples.contains_key(path) {
        return;
    }
    let paths = || pack.examples.keys().map(String::as_str);
    at.complain_with_help(
        problems,
        || format!("the pack has no file {}{}", quoted(path), did_you_mean(path, paths())),
        || match pack.examples.is_empty() {
            true => "put it in the folder examples/ and write its path in the pack".to_owned(),
            false => format!("it has {}", some_of(paths())),
        },
    );
}
