use super::*;
use crate::report::sample;
use crate::text::TextSpan;

/// The page on these articles.
fn page(articles: &[ArticleReport]) -> String {
    let mut report = HtmlReport::new(Shown::All);
    let mut out = Vec::new();
    let mut summary = Summary::default();
    report.begin(&mut out, Basis::default()).unwrap();
    for article in articles {
        summary.add(article);
        report.article(&mut out, article).unwrap();
    }
    report.finish(&mut out, &summary).unwrap();
    String::from_utf8(out).unwrap()
}

/// What stands between the style and the script.
fn body(page: &str) -> &str {
    let (_, rest) = page.split_once("</head>").unwrap();
    rest.rsplit_once("<script>").unwrap().0
}

/// Every value of an attribute.
fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_link_leads_somewhere_and_every_name_is_given_once() {
    let page = page(&[sample::article(), sample::article()]);
    let mut ids = values(body(&page), "id");
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is given twice");
    for link in values(body(&page), "href") {
        let is_known = link.strip_prefix('#').is_none_or(|id| ids.contains(&id));
        assert!(is_known, "{link} leads nowhere");
    }
    for name in values(body(&page), "aria-labelledby") {
        assert!(ids.contains(&name), "{name} is not there");
    }
}

#[test]
fn elements_nest() {
    let page = page(&[sample::article(), sample::article()]);
    let mut open = Vec::new();
    for part in body(&page).split('<').skip(1) {
        let tag = part.split_once('>').expect("a tag ends").0;
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if ["input", "br", "meta"].contains(&name) {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None => open.push(name),
        }
    }
    assert_eq!(open, ["body"]);
}

#[test]
fn nothing_of_an_article_is_markup() {
    let mut hostile = sample::article();
    let text =
        "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\"> ' \" &amp; \u{202e}";
    hostile.path = text.into();
    for finding in &mut hostile.findings {
        finding.message = text.into();
        finding.correction = Some(text.into());
    }
    for claim in hostile.claims.iter_mut().flatten() {
        claim.subject = Some(text.into());
        claim.noun = text.into();
    }
    let page = page(&[hostile.clone(), hostile]);
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!body(&page).contains("<img") && !page.contains('\u{202e}'));
    assert!(!body(&page).to_ascii_lowercase().contains("javascript:"));
}

#[test]
fn nothing_comes_from_elsewhere() {
    let page = page(&[sample::article()]);
    for sign in ["src=", "@import", "url(", "<link", "<iframe", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(sign), "{sign} stands in the page");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_huge_article_stays_small() {
    let mut huge = sample::article();
    let page_of = huge.page.as_mut().unwrap();
    let from = page_of.text.len();
    page_of.text += &"word ".repeat(800_000);
    page_of.blocks = vec![crate::text::Block {
        span: TextSpan::new(0, page_of.text.len()),
        kind: BlockKind::Paragraph,
    }];
    let step = 500;
    let mut findings = Vec::new();
    for at in 0..5000 {
        let start = from + at * step;
        findings.push(crate::report::LocatedFinding {
            text_span: TextSpan::new(start, start + 4),
            ..huge.findings[1].clone()
        });
    }
    huge.findings = findings;
    let page = page(&[huge]);
    assert!(page.len() < 8 << 20, "{} bytes", page.len());
}

#[test]
fn beyond_the_budget_articles_are_only_listed() {
    let mut report = HtmlReport::new(Shown::All);
    report.sheets = " ".repeat(ARTICLES_BUDGET);
    let mut out = Vec::new();
    for _ in 0..2 {
        report.article(&mut out, &sample::article()).unwrap();
    }
    report.finish(&mut out, &Summary::default()).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert!(page.contains("<tr><th scope=\"row\"><bdi>") && !page.contains("<article"));
}

/// The colours of the first block of variables after `from`.
fn colours(from: &str) -> BTreeMap<&str, [f64; 3]> {
    let block = from.split('}').next().unwrap();
    let variables = block.split("--").skip(1).filter_map(|part| part.split_once(": #"));
    variables
        .map(|(name, rest)| {
            let hex = rest.split(';').next().unwrap();
            let wide: String = match hex.len() {
                3 => hex.chars().flat_map(|c| [c, c]).collect(),
                _ => hex.to_owned(),
            };
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            (name, [channel(0), channel(2), channel(4)])
        })
        .collect()
}

/// The contrast of two colours as WCAG reckons it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |c: [f64; 3]| 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn every_text_stands_out_from_what_it_stands_on() {
    let schemes: Vec<_> = STYLE.split(":root {").skip(1).map(colours).collect();
    assert_eq!(schemes.len(), 3, "light, dark and print");
    for scheme in schemes {
        for ink in ["ink", "quiet", "error", "warning", "info", "supported"] {
            for ground in ["paper", "sheet"] {
                let found = contrast(scheme[ink], scheme[ground]);
                assert!(found >= 4.5, "{ink} on {ground}: {found:.2}");
            }
        }
        for name in ["error", "warning", "info"] {
            let tint = scheme[format!("{name}-tint").as_str()];
            assert!(contrast(scheme["ink"], tint) >= 4.5 && contrast(scheme[name], tint) >= 4.5);
        }
    }
}
