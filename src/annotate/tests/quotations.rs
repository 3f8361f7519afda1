//! Quotations in every style of mark, and who speaks.

use super::{annotated, article, check_sentences, found};
use crate::annotate::{Annotation, Meaning};
use crate::text::TextSpan;

#[track_caller]
fn check_quotes(text: &str, expected: &[&str]) {
    assert_eq!(found(text, &["quote"]), expected, "{text}");
}

#[test]
fn closing_quotation_marks_belong_to_their_sentence() {
    check_sentences(
        "“We knew.” Nobody else did. \"Why?\" she asked.",
        &["“We knew.”", "Nobody else did.", "\"Why?\" she asked."],
    );
    check_sentences(
        "1. Prices rose 1.5 percent... Then they fell.",
        &["1. Prices rose 1.5 percent...", "Then they fell."],
    );
}

#[test]
fn quotations_and_their_speakers() {
    check_quotes("“We did that,” Kirby told reporters.", &["We did that, = Kirby"]);
    check_quotes("\"It is over,\" said Maria Lopez, a nurse.", &["It is over, = Maria Lopez"]);
    check_quotes("The US official stated: “No.”", &["No. = The US official"]);
    check_quotes("According to the ministry, “all is calm.”", &["all is calm. = the ministry"]);
    check_quotes("He called it “a ‘quiet’ day”.", &["a ‘quiet’ day = He", "quiet = He"]);
    check_quotes("“Nobody told us that,” Krug shot back.", &["Nobody told us that, = Krug"]);
    check_quotes(
        "“Who pays for it?” Linda Marsh asked the board.",
        &["Who pays for it? = Linda Marsh"],
    );
    check_quotes(
        "When the vote came, Linda Marsh issued a statement: “We are done.”",
        &["We are done. = Linda Marsh"],
    );
    check_quotes(
        "In the United States the board called it “a waste of money”.",
        &["a waste of money = the board"],
    );
    check_quotes("Wells run dry - Linda Marsh: “It is bad.”", &["It is bad. = Linda Marsh"]);
    check_quotes("MARSH: “No comment at all.”", &["No comment at all. = MARSH"]);
    check_quotes(
        "He said »es ist so« and ‹fine› and „gut so“.",
        &["es ist so = He", "fine = He", "gut so = He"],
    );
    check_quotes("Bell said, ``it is all over.''", &["it is all over. = Bell"]);
    check_quotes("The dogs' bowls aren't the girls' own.", &[]);
    check_quotes("a 5\" nail and a 6\" one", &[]);
}

#[test]
fn questions_keep_who_asked_them() {
    check_sentences(
        "“Why now?” Linda Marsh asked. Nobody knew. “Why?” The board did not say.",
        &["“Why now?” Linda Marsh asked.", "Nobody knew.", "“Why?”", "The board did not say."],
    );
    check_sentences(
        "He waited … Then Lt. Col. Bell read No. 5 on the list at 9 a.m. to J. K. Marsh Jr. of \
         Acme Corp. in Ohio.",
        &[
            "He waited …",
            "Then Lt. Col. Bell read No. 5 on the list at 9 a.m. to J. K. Marsh Jr. of Acme Corp. \
             in Ohio.",
        ],
    );
}

/// Each quotation as `text = name of the speaker in full`.
#[track_caller]
fn check_speakers(text: &str, expected: &[&str]) {
    let article = article(text);
    let annotated = annotated(&article);
    let name = |found: &Annotation| match found.meaning {
        Meaning::Quote { name, .. } => Some((found.span, name)),
        _ => None,
    };
    let shown = |(span, name): (TextSpan, Option<usize>)| {
        let name = name.map_or("", |at| article.slice(annotated.names[at].span));
        format!("{} = {name}", article.slice(span))
    };
    let speakers: Vec<String> = annotated.annotations.iter().filter_map(name).map(shown).collect();
    assert_eq!(speakers, expected, "{text}");
}

#[test]
fn speakers_are_known_by_their_full_names() {
    check_speakers(
        "Foreign Minister Linda Marsh arrived. “It is over,” she said. “Let us go,” Marsh added. \
         “I mean it,” the minister told reporters.",
        &["It is over, = Linda Marsh", "Let us go, = Linda Marsh", "I mean it, = Linda Marsh"],
    );
    check_speakers(
        "Paul Krug waited. “It is late,” a friend of Anneliese Krug said. “So what,” it said.",
        &["It is late, = ", "So what, = "],
    );
}

#[test]
fn a_quotation_may_run_over_paragraphs() {
    check_quotes(
        "Bell said: “We saw it.\n“Then it left.”",
        &["We saw it. = Bell", "Then it left. = Bell"],
    );
    check_quotes("Bell said: “We saw it.\nThen it left.", &[]);
}

#[test]
fn a_quotation_without_a_verb_is_the_last_speakers() {
    check_quotes(
        "“We left,” Bell said. “It was late.”\n“Nobody came.”",
        &["We left, = Bell", "It was late. = Bell", "Nobody came. = Bell"],
    );
    check_quotes("MARSH: “No comment.”", &["No comment. = MARSH"]);
    check_quotes("“It rose,” the report said.", &["It rose, = the report"]);
}
