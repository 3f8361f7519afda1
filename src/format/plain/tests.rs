use super::*;
use crate::format::testing::{check_offsets, draw};
use proptest::prelude::*;

#[track_caller]
fn check(source: &str, expected: &str) {
    let article = read(source.to_owned(), Decoding::identity());
    check_offsets(&article);
    assert_eq!(draw(&article), expected);
}

#[test]
fn a_line_is_a_paragraph() {
    check(
        "Ferry Sinks Off Coast\nBy Ann Lee\nA ferry sank off the northern coast on Friday with 40 people on board, the coast guard said.\nWhat Is Known\nAll of them were rescued.\n",
        "heading: Ferry Sinks Off Coast\n\
         paragraph: By Ann Lee\n\
         paragraph: A ferry sank off the northern coast on Friday with 40 people on board, the coast guard said.\n\
         heading: What Is Known\n\
         paragraph: All of them were rescued.\n",
    );
}

#[test]
fn wrapped_lines_make_one_paragraph() {
    check(
        "Ferry sinks off coast\n\nA ferry sank off the northern coast on Friday with 40 people on board,\nthe coast guard said. All of them were rescued by fishing boats that had\nbeen near by.\n\nThe cause is not known.\n",
        "heading: Ferry sinks off coast\n\
         paragraph: A ferry sank off the northern coast on Friday with 40 people on board, / the coast guard said. All of them were rescued by fishing boats that had / been near by.\n\
         paragraph: The cause is not known.\n",
    );
}

#[test]
fn a_heading_over_a_wrapped_paragraph_stays_apart() {
    check(
        "THE RESCUE\r\nA ferry sank off the northern coast on Friday with 40 people on board,\r\nthe coast guard said. All of them were rescued by fishing boats that had\r\nbeen near by.\r\n",
        "heading: THE RESCUE\n\
         paragraph: A ferry sank off the northern coast on Friday with 40 people on board, / the coast guard said. All of them were rescued by fishing boats that had / been near by.\n",
    );
}

#[test]
fn short_paragraphs_are_not_wrapped_lines() {
    check(
        "Mayor steps down after eleven years in office\nThe mayor stepped down on Monday, her office said.\nShe had served for eleven years.\nHer deputy takes over until a vote in March.\n",
        "heading: Mayor steps down after eleven years in office\n\
         paragraph: The mayor stepped down on Monday, her office said.\n\
         paragraph: She had served for eleven years.\n\
         paragraph: Her deputy takes over until a vote in March.\n",
    );
}

#[test]
fn indentation_opens_a_wrapped_paragraph() {
    check(
        "   A ferry sank off the northern coast on Friday with 40 people on board,\nthe coast guard said. All of them were rescued by fishing boats that hurry.\n   The cause is not known, and the harbour master declined to comment on it\nbefore Monday.\n",
        "paragraph: A ferry sank off the northern coast on Friday with 40 people on board, / the coast guard said. All of them were rescued by fishing boats that hurry.\n\
         paragraph: The cause is not known, and the harbour master declined to comment on it / before Monday.\n",
    );
}

#[test]
fn tables_with_and_without_outer_pipes() {
    check(
        "Timeline |\n---|\n9:00 – Ship leaves |\nPort | Ships\n|-|-|\n| Harbourton | 12 |\nLowport | 3\n| | |\n\nBy Ann Lee | Staff writer\n\nTitle | Daily Example\nIt ended.",
        "table-row: Timeline\n\
         table-row: 9:00 – Ship leaves\n\
         table-row: Port | Ships\n\
         table-row: Harbourton | 12\n\
         table-row: Lowport | 3\n\
         paragraph: By Ann Lee | Staff writer\n\
         heading: Title | Daily Example\n\
         paragraph: It ended.\n",
    );
}

#[test]
fn items_and_quotations_lose_their_markers() {
    check(
        "- one\n* two\n• three\n  goes on\n1. four\n12) five\n> six\n>> seven\n\n---\n* * *\n2024. A year.\n-5 degrees",
        "list-item: one\n\
         list-item: two\n\
         list-item: three /   goes on\n\
         list-item: four\n\
         list-item: five\n\
         quotation: six\n\
         quotation: seven\n\
         paragraph: 2024. A year.\n\
         paragraph: -5 degrees\n",
    );
}

#[test]
fn dates_questions_and_speech() {
    check(
        "Who pays for the bridge?\n25 January 2024\nKey facts:\n“Who knows?”\nlower case line\nThe town does.\nDaily Example",
        "heading: Who pays for the bridge?\n\
         paragraph: 25 January 2024\n\
         heading: Key facts:\n\
         paragraph: “Who knows?”\n\
         paragraph: lower case line\n\
         paragraph: The town does.\n\
         paragraph: Daily Example\n",
    );
}

#[test]
fn nothing_to_read() {
    check("", "");
    check(" \n\r\n\t\u{a0}", "");
    check("-\n>\n|\n- ", "paragraph: -\nparagraph: -\n");
}

proptest! {
    #[test]
    fn any_text_keeps_its_offsets(source in r"([ -~\n\r\t|>•é😀\u{a0}]|- |\n\n|1\. |---){0,200}") {
        let article = read(source.clone(), Decoding::identity());
        prop_assert_eq!(article.text(), source);
        check_offsets(&article);
    }
}
