use super::*;
use crate::format::testing::{check_offsets, draw};
use crate::text::TextSpan;
use proptest::prelude::*;

#[track_caller]
fn check(source: &str, expected: &str) -> Article {
    let article = read(source.to_owned(), Decoding::identity());
    check_offsets(&article);
    assert_eq!(draw(&article), expected);
    article
}

/// Finds `text` in the article and says what stands there in the source.
#[track_caller]
fn check_source(source: &str, text: &str, expected: &str) {
    let article = read(source.to_owned(), Decoding::identity());
    let at = article.text().find(text).expect(text);
    let range = article.source_range(TextSpan::new(at, at + text.len()));
    assert_eq!(&article.source()[range], expected);
}

#[test]
fn blocks_of_every_kind() {
    check(
        "# Ferry sinks\n\nA *ferry*\nsank **off** [the coast](http://x.example).\n\n- one\n- two\n  - three\n\n1. first\n\n   still first\n\n> He said\n> so.\n\n```sh\nrun me\n```\n\nSetext\n======\n",
        "heading: Ferry sinks\n\
         paragraph: A ferry sank off the coast.\n\
         list-item: one\n\
         list-item: two\n\
         list-item: three\n\
         list-item: first\n\
         list-item: still first\n\
         quotation: He said so.\n\
         code: run me\n\
         heading: Setext\n",
    );
}

#[test]
fn tables_have_a_row_a_block() {
    check(
        "| Port | Ships |\n|---|---|\n| Harbourton | 12 |\n| Lowport | |\n",
        "table-row: Port | Ships\n\
         table-row: Harbourton | 12\n\
         table-row: Lowport |\n",
    );
}

#[test]
fn pictures_notes_and_tags() {
    check(
        "See ![the *ferry*](f.jpg) here.[^1] H<sub>2</sub>O<br>ends <!-- not this -->\n\n![alone](g.jpg)\n\n<div>\n<p>In <b>HTML</b>.</p>\n<!-- nor this -->\n<script>nor()</script>\n</div>\n\n[^1]: A note.\n",
        "paragraph: See  here. H2O / ends\n\
         caption: the ferry\n\
         caption: alone\n\
         paragraph: In HTML.\n\
         paragraph: A note.\n",
    );
}

#[test]
fn struck_out_text_is_taken_back() {
    check("It cost ~~40~~ 35 pounds.", "paragraph: It cost  35 pounds.\n");
}

#[test]
fn escapes_and_entities_lead_back_to_the_source() {
    check_source("R&amp;D \\*not\\* bold", "R&D", "R&amp;D");
    check_source("R&amp;D \\*not\\* bold", "*not*", "*not\\*");
    check_source("run `a  b` now", "a  b", "a  b");
    check_source("one\n  two", "one two", "one\n  two");
    check_source("| a | b |\n|-|-|\n| c | 12 |", "12", "12");
}

#[test]
fn the_title_of_the_front_matter_is_the_first_heading() {
    let source = "---\ntitle: Ferry sinks\n---\n\nNobody died.\n";
    let article = check(source, "heading: Ferry sinks\nparagraph: Nobody died.\n");
    assert_eq!(article.source_range(article.blocks()[0].span), 11..22);
    assert_eq!(article.metadata.title.as_deref(), Some("Ferry sinks"));
    check("---\ntitle: Ferry sinks\n---\n# Ferry  *sinks*\n", "heading: Ferry  sinks\n");
    check("+++\ntitle = \n+++\nText.", "paragraph: Text.\n");
}

#[test]
fn depth_is_harmless() {
    let deep = format!("{}text", "> ".repeat(20_000));
    read(deep, Decoding::identity());
    let brackets = format!("{}{}", "[".repeat(20_000), "](x)".repeat(20_000));
    read(brackets, Decoding::identity());
}

proptest! {
    #[test]
    fn any_text_keeps_its_offsets(
        source in r"([ -~\né😀]|\*\*|~~|&amp;|\n\n|\n- |\n> |\| |!\[a\]\(b\)|`|<b>|---\n|\\){0,120}",
    ) {
        check_offsets(&read(source, Decoding::identity()));
    }
}
