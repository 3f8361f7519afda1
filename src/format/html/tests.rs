use super::*;
use crate::format::testing::{check_offsets, draw};
use crate::text::{DateOrigin, TextSpan};
use proptest::prelude::*;

fn article(source: &str) -> Article {
    let article = read(source.to_owned(), Decoding::identity());
    check_offsets(&article);
    article
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(draw(&article(source)), expected);
}

/// Finds `text` in the article and says what stands there in the source.
#[track_caller]
fn check_source(source: &str, text: &str, expected: &str) {
    let article = article(source);
    let at = article.text().find(text).expect(text);
    let range = article.source_range(TextSpan::new(at, at + text.len()));
    assert_eq!(&source[range], expected);
}

#[test]
fn blocks_of_every_kind() {
    check(
        "<h1>Ferry <em>sinks</em></h1><p>One.<p>Two\n  lines.</p>loose<div>three</div>\
         <ul><li>a<li><p>b</p></ul><blockquote><p>He said so.</p></blockquote>\
         <figure><img alt=x><figcaption>The ferry</figcaption></figure><pre>a\n  b</pre>\
         <table><caption>Ports</caption><tr><th>Port<th>Ships<tr><td>Harbourton</td><td><p>12</p></td></tr></table>",
        "heading: Ferry sinks\n\
         paragraph: One.\n\
         paragraph: Two lines.\n\
         paragraph: loose\n\
         paragraph: three\n\
         list-item: a\n\
         list-item: b\n\
         quotation: He said so.\n\
         caption: The ferry\n\
         code: a /   b\n\
         caption: Ports\n\
         table-row: Port | Ships\n\
         table-row: Harbourton | 12\n",
    );
}

#[test]
fn line_breaks_inside_and_between_paragraphs() {
    check(
        "<p>One<br>two<br/>\n<br>three</p><table><tr><td>a<br>b</td><td></td><td>c</td></tr></table>",
        "paragraph: One / two\nparagraph: three\ntable-row: a b |  | c\n",
    );
}

#[test]
fn a_table_that_lays_out_a_page_is_no_table() {
    check(
        "<table><tr><td><h1>Ferry sinks</h1><p>One.</p><p>Two.</p></td><td>x</td></tr></table>",
        "heading: Ferry sinks\nparagraph: One.\nparagraph: Two.\nparagraph: x\n",
    );
}

const PAGE: &str = "<!doctype html><html lang=en><head><title>Ferry sinks - Daily Example</title>
<script type='application/ld+json'>{\"@type\": \"WebPage\"}</script></head>
<body class='has-sidebar'><header><h1>Daily Example</h1><nav><a href=/>Home</a></nav></header>
<div class=cookie-banner>We use cookies.</div>
<main><article class=post><header><h1>Ferry sinks</h1><p>By Ann Lee</p></header>
<div class='share-bar'><a>Post</a></div>
<p>A ferry sank off the northern coast.</p>
<aside>Read more about ferries</aside>
<div hidden>secret</div><p style='display: none'>secret</p><span class=sr-only>Advertisement</span>
<p>Nobody died<sup><a href=#1>1</a></sup>, and it cost <del>40</del> 35 pounds.</p>
<ul><li><a>Ten best ferries</a><li><a>Ferry map</a></ul>
<form><label>Your mail</label></form>
<p class=disclaimer>This text was written with the help of a machine.</p>
<footer><p>Corrected on Friday.</p><ul><li><a>Sea</a><li><a>Ships</a></ul></footer>
</article>
<section id=comments><article class=comment><p>First! And a very long comment it is, longer than the article, as comments
often are when people have time on their hands and a ferry to talk about, over and over again.</p></article></section>
</main><footer>Imprint</footer></body></html>";

#[test]
fn the_article_without_the_page_around_it() {
    check(
        PAGE,
        "heading: Ferry sinks\n\
         paragraph: By Ann Lee\n\
         paragraph: A ferry sank off the northern coast.\n\
         paragraph: Nobody died, and it cost 35 pounds.\n\
         paragraph: This text was written with the help of a machine.\n\
         paragraph: Corrected on Friday.\n",
    );
}

#[test]
fn a_headline_outside_the_article_is_found() {
    check(
        "<title>Ferry sinks | Daily</title><header><h1>Ferry sinks</h1></header><article><p>One.</p></article>",
        "heading: Ferry sinks\nparagraph: One.\n",
    );
    check(
        "<title>Ferry sinks | Daily</title><header><h1>Example</h1></header><article><p>One.</p></article>",
        "paragraph: One.\n",
    );
    check(
        "<div class=top><h1>Ferry sinks</h1></div><div itemprop=articleBody><p>One.</p></div>",
        "heading: Ferry sinks\nparagraph: One.\n",
    );
}

#[test]
fn a_page_without_landmarks_is_read_whole() {
    check(
        "<form id=aspnet><div class=content><p>One ferry sank.</p></div></form><div class=share>Share</div>",
        "paragraph: One ferry sank.\n",
    );
    check("just text &amp; more", "paragraph: just text & more\n");
    check("", "");
}

#[test]
fn entities_and_markup_lead_back_to_the_source() {
    let source = "<p>R&amp;D&nbsp;cost &pound;3 <b>mil</b>lion &amp; AT&T &#8212; x&lt;y</p>";
    check_source(source, "R&D", "R&amp;D");
    check_source(source, "£3 million", "&pound;3 <b>mil</b>lion");
    check_source(source, "lion", "lion");
    check_source(source, "AT&T", "AT&T");
    check_source(source, "x<y", "x&lt;y");
    check_source(source, "D\u{a0}cost", "D&nbsp;cost");
}

#[test]
fn metadata_of_json_ld_goes_before_meta_tags() {
    let source = r#"<html lang="en-GB"><meta property="article:published_time" content="2024-01-24T10:00:00Z">
        <meta name=author content="Meta Name"><link rel=canonical href="https://x.example/a?b=1&amp;c=2">
        <script type="application/ld+json">{broken</script>
        <script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["ReportageNewsArticle"],
        "headline": "Ferry &amp; sea", "datePublished": "2024-01-25", "author": [{"name": "Ann Lee"}]}]}</script>"#;
    let metadata = article(source).metadata;
    let dated = metadata.date.unwrap();
    assert_eq!((dated.date.to_string().as_str(), dated.from), ("2024-01-25", DateOrigin::JsonLd));
    assert_eq!(metadata.title.as_deref(), Some("Ferry & sea"));
    assert_eq!(metadata.author.as_deref(), Some("Ann Lee"));
    assert_eq!(metadata.url.as_deref(), Some("https://x.example/a?b=1&c=2"));
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
}

#[test]
fn metadata_of_meta_tags() {
    let source = r#"<title>A &amp; B</title><meta name="Date" content="soon"><meta property=og:url content=/a>
        <meta name=author content="Ann Lee"><time class="entry-date published" datetime="2024-01-25T08:00">then</time>"#;
    let metadata = article(source).metadata;
    let dated = metadata.date.unwrap();
    assert_eq!((dated.date.to_string().as_str(), dated.from), ("2024-01-25", DateOrigin::MetaTag));
    assert_eq!(metadata.title.as_deref(), Some("A & B"));
    assert_eq!(metadata.author.as_deref(), Some("Ann Lee"));
    assert_eq!(metadata.url.as_deref(), Some("/a"));
}

#[test]
fn depth_and_disorder_are_harmless() {
    let tags = ["<div>", "<span class=share>", "<li>", "<table><tr><td>", "<p><ul>", "<a>"];
    for tag in tags {
        let deep = format!("{}text{}", tag.repeat(100_000), "</div></p></b>".repeat(100_000));
        read(deep, Decoding::identity());
    }
    read("&".repeat(1_000_000), Decoding::identity());
    read("&a".repeat(500_000), Decoding::identity());
}

proptest! {
    #[test]
    fn any_text_keeps_its_offsets(
        source in r"([ -~\né😀]|</?(p|div|li|ul|table|tr|td|b|h1|article|pre|script|title)>|<br>|&amp;|&#60;|<!--|-->|<a class=share>){0,80}",
    ) {
        article(&source);
    }
}
