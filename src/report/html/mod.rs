//! One page that holds everything: the articles as their readers see them, what was found beside
//! the words it is about, the register of claims, the coverage.
//!
//! The page needs nothing from elsewhere and sends nothing anywhere. It is whole without its
//! script: marks are links to notes, and the script only brings the notes closer and filters them.
//! An index stands before the articles, so they wait in memory; beyond a limit only their rows do.

mod article;
mod escape;
mod marks;

use super::{ArticleReport, Basis, Problem, Report, Shown, Summary};
use crate::finding::{Severity, Verdict};
use crate::knowledge::PackInfo;
use crate::text::BlockKind;
use article::Sheet;
use escape::escaped;
use std::collections::BTreeMap;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Nothing is loaded and nothing is sent, whatever an article holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      base-uri 'none'; form-action 'none'";

/// Bytes of articles that are shown in full.
const ARTICLES_BUDGET: usize = 48 << 20;
/// Rows of the index.
const INDEX_ROWS: usize = 5000;

/// Writes the page of `--format html`.
#[derive(Debug)]
pub struct HtmlReport {
    shown: Shown,
    packs: Vec<PackInfo>,
    problems: Vec<Problem>,
    rows: Vec<String>,
    articles: usize,
    sheets: String,
    /// Findings on the page, by rule.
    rules: BTreeMap<String, usize>,
    severities: super::Tally,
}

impl HtmlReport {
    /// A page of the findings that `shown` includes.
    pub fn new(shown: Shown) -> Self {
        HtmlReport {
            shown,
            packs: Vec::new(),
            problems: Vec::new(),
            rows: Vec::new(),
            articles: 0,
            sheets: String::new(),
            rules: BTreeMap::new(),
            severities: super::Tally::default(),
        }
    }
}

impl Report for HtmlReport {
    fn begin(&mut self, _out: &mut dyn Write, basis: Basis<'_>) -> io::Result<()> {
        self.packs = basis.packs.to_vec();
        Ok(())
    }

    fn article(&mut self, _out: &mut dyn Write, article: &ArticleReport) -> io::Result<()> {
        self.articles += 1;
        let sheet = Sheet::new(article, self.articles, self.shown);
        let is_shown = self.sheets.len() < ARTICLES_BUDGET;
        if is_shown {
            for finding in sheet.findings() {
                *self.rules.entry(finding.rule.to_string()).or_default() += 1;
                self.severities.count(finding.severity);
            }
            self.sheets += &sheet.section();
        }
        if self.rows.len() < INDEX_ROWS {
            self.rows.push(sheet.row(is_shown));
        }
        Ok(())
    }

    fn problem(&mut self, _out: &mut dyn Write, problem: &Problem) -> io::Result<()> {
        self.problems.push(problem.clone());
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>factlint: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#articles\">Skip to the articles</a>\n",
            title = escaped(&summary.findings.shown(self.shown).to_string_or("no findings")),
        )?;
        out.write_all(self.masthead(summary).as_bytes())?;
        out.write_all(self.filter().as_bytes())?;
        out.write_all(self.index().as_bytes())?;
        out.write_all(b"<main id=\"articles\">\n")?;
        out.write_all(self.sheets.as_bytes())?;
        write!(out, "</main>\n{}", self.footer())?;
        write!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>\n")
    }
}

impl HtmlReport {
    fn masthead(&self, summary: &Summary) -> String {
        let mut head = format!(
            "<header class=\"masthead\">\n<p class=\"name\">factlint</p>\n<h1>{}</h1>\n",
            escaped(&summary.findings.shown(self.shown).to_string_or("No findings")),
        );
        head +=
            &format!("<p class=\"standfirst\">{}.</p>\n", escaped(&summary.sentence(self.shown)));
        if let Some(reason) = summary.failure() {
            head += &format!(
                "<p class=\"failed\"><strong>Failed:</strong> {}.</p>\n",
                escaped(&reason)
            );
        }
        if !self.problems.is_empty() {
            head += "<section class=\"problems\" aria-label=\"Could not be checked\">\n<h2>Could not be checked</h2>\n<ul>\n";
            for problem in &self.problems {
                let (place, message) = (escaped(&problem.place()), escaped(&problem.message));
                head += &format!("<li><bdi>{place}</bdi>: {message}</li>\n");
            }
            head += "</ul>\n</section>\n";
        }
        head + LEGEND + "</header>\n"
    }

    /// The script shows it: without one it could do nothing.
    fn filter(&self) -> String {
        if self.rules.is_empty() {
            return String::new();
        }
        let mut form = String::from(
            "<form class=\"filter\" hidden aria-label=\"Filter\">\n<fieldset>\n<legend>Show</legend>\n",
        );
        let counts = [
            (Severity::Error, "errors", self.severities.errors),
            (Severity::Warning, "warnings", self.severities.warnings),
            (Severity::Info, "advice", self.severities.infos),
        ];
        for (severity, name, count) in counts.into_iter().filter(|(_, _, count)| *count > 0) {
            form += &format!(
                "<label class=\"{0}\"><input type=\"checkbox\" name=\"severity\" value=\"{0}\" checked> {name} <span class=\"count\">{count}</span></label>\n",
                severity.name()
            );
        }
        form += "<label><input type=\"checkbox\" name=\"claims\" checked> claims</label>\n</fieldset>\n\
                 <label class=\"rule\">Rule <select name=\"rule\"><option value=\"\">all rules</option>\n";
        for (rule, count) in &self.rules {
            form += &format!("<option value=\"{0}\">{0} ({count})</option>\n", escaped(rule));
        }
        form + "</select></label>\n<output aria-live=\"polite\"></output>\n</form>\n"
    }

    fn index(&self) -> String {
        if self.articles < 2 {
            return String::new();
        }
        let mut index = String::from(
            "<nav class=\"index\" aria-label=\"Articles\">\n<h2>Articles</h2>\n<table>\n<thead><tr>\
             <th scope=\"col\">Article</th><th scope=\"col\">Date</th><th scope=\"col\">Findings</th>\
             <th scope=\"col\">Claims checked</th></tr></thead>\n<tbody>\n",
        );
        index += &self.rows.concat();
        index += "</tbody>\n</table>\n";
        let more = self.articles - self.rows.len();
        if more > 0 {
            index +=
                &format!("<p>{more} more articles are not listed; --format json has all.</p>\n");
        }
        index + "</nav>\n"
    }

    fn footer(&self) -> String {
        let mut footer = format!(
            "<footer>\n<p>factlint {}. It compares texts with records; what it did not check is not \
             thereby right. No verdict is given on a person.</p>\n",
            env!("CARGO_PKG_VERSION")
        );
        if !self.packs.is_empty() {
            footer += "<h2>Checked against</h2>\n<ul class=\"packs\">\n";
            for pack in &self.packs {
                let digest: String = pack.digest.chars().take(16).collect();
                footer += &format!(
                    "<li>{} {} <code>{}</code></li>\n",
                    escaped(&pack.id),
                    escaped(&pack.version),
                    escaped(&digest)
                );
            }
            footer += "</ul>\n";
        }
        footer + "</footer>\n"
    }
}

/// What the marks mean, in words and as they look.
const LEGEND: &str = "<ul class=\"legend\" aria-label=\"What the marks mean\">\n\
    <li><span class=\"mark error\">error</span></li>\n\
    <li><span class=\"mark warning\">warning</span></li>\n\
    <li><span class=\"mark info\">advice</span></li>\n\
    <li><span class=\"mark supported\">claim the record supports</span></li>\n\
    <li><span class=\"mark unchecked\">claim left unchecked</span></li>\n</ul>\n";

/// The word for a severity in text.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Advice",
    }
}

/// A sign that tells verdicts apart without colour.
fn verdict_sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "✓",
        Verdict::Refuted => "✗",
        Verdict::Outdated => "↻",
        Verdict::Unsupported => "?",
        Verdict::Undisclosed => "∅",
        Verdict::Unchecked => "–",
    }
}

/// The element that a block of text becomes, and its class.
fn element(kind: BlockKind) -> (&'static str, &'static str) {
    match kind {
        BlockKind::Paragraph => ("p", ""),
        BlockKind::Heading => ("h3", ""),
        BlockKind::ListItem => ("p", "item"),
        BlockKind::TableRow => ("p", "cells"),
        BlockKind::Quotation => ("blockquote", ""),
        BlockKind::Caption => ("p", "caption"),
        BlockKind::Code => ("pre", ""),
    }
}

#[cfg(test)]
mod tests;
