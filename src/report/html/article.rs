//! One article of the page: its text with marks, the notes beside it, its register of claims.

use super::escape::{escaped, escaped_lines};
use super::marks::{BlockMarks, Mark, Marked, Marks, Piece, pieces};
use super::{element, severity_word, verdict_sign};
use crate::engine::Coverage;
use crate::finding::Verdict;
use crate::report::located::{ArticleReport, LocatedClaim, LocatedFinding};
use crate::report::notes::{Note, evidence_notes, notes};
use crate::report::register::unchecked_because;
use crate::report::summary::{Tally, counted};
use crate::report::{Page, Shown};
use crate::text::{Block, BlockKind, TextSpan};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of text up to which an article is shown whole.
const WHOLE: usize = 200_000;
/// Bytes of unmarked text that a long article shows at a stretch.
const STRETCH: usize = 1200;
/// Notes and rows of the register an article may have.
const MOST: usize = 2000;

/// An article on its way to the page.
pub(super) struct Sheet<'a> {
    article: &'a ArticleReport,
    /// Its number on the page, from 1.
    number: usize,
    findings: Vec<&'a LocatedFinding>,
    claims: &'a [LocatedClaim],
    /// The findings at a span.
    at: BTreeMap<TextSpan, Vec<usize>>,
}

/// How marked words look and sound.
struct Label {
    class: &'static str,
    target: String,
    rule: String,
    said: String,
    sign: String,
}

impl<'a> Sheet<'a> {
    /// The `number`th article of the page.
    pub(super) fn new(article: &'a ArticleReport, number: usize, shown: Shown) -> Self {
        let findings: Vec<_> = article.shown(shown).take(MOST).collect();
        let claims = article.claims.as_deref().unwrap_or_default();
        let claims = &claims[..claims.len().min(MOST)];
        let mut at: BTreeMap<TextSpan, Vec<usize>> = BTreeMap::new();
        for (index, finding) in findings.iter().enumerate() {
            at.entry(finding.text_span).or_default().push(index);
        }
        Sheet { article, number, findings, claims, at }
    }

    /// The findings it shows.
    pub(super) fn findings(&self) -> impl Iterator<Item = &'a LocatedFinding> {
        self.findings.iter().copied()
    }

    /// Its row in the index; a link if the article is on the page.
    pub(super) fn row(&self, is_shown: bool) -> String {
        let title = escaped(&self.title());
        let link = match is_shown {
            true => format!("<a href=\"#a{}\"><bdi>{title}</bdi></a>", self.number),
            false => format!("<bdi>{title}</bdi>"),
        };
        let Coverage { checkable, .. } = self.article.coverage;
        format!(
            "<tr><th scope=\"row\">{link} <span class=\"path\"><bdi>{}</bdi></span></th><td>{}</td>\
             <td>{}</td><td>{} of {checkable}</td></tr>\n",
            escaped(&self.name()),
            self.article.date.map_or(String::new(), |dated| dated.date.to_string()),
            tally_words(self.tally()),
            self.article.coverage.checked(),
        )
    }

    /// The article itself.
    pub(super) fn section(&self) -> String {
        let id = self.number;
        let mut out = format!("<article id=\"a{id}\" aria-labelledby=\"a{id}h\">\n");
        match &self.article.page {
            Some(page) => self.text(page, &mut out),
            None => {
                out += &format!("<header>\n<h2 id=\"a{id}h\">{}</h2>\n", escaped(&self.title()));
                out += &self.facts_line();
                out += "</header>\n";
                out += &self.strays(&self.marks().collect::<Vec<_>>());
            }
        }
        out += &self.accepted();
        out += &self.register();
        out += "</article>\n";
        out
    }

    fn text(&self, page: &Page, out: &mut String) {
        let id = self.number;
        let mut marks = Marks::new(self.marks());
        let mut blocks = page.blocks.iter().peekable();
        let (headline, notes) = match blocks.next_if(|block| block.kind == BlockKind::Heading) {
            Some(block) => {
                let found = marks.of_block(block.span);
                (self.marked(page, block, &found), self.notes(&found.first))
            }
            None => (escaped(&self.title()), String::new()),
        };
        *out += &format!("<header>\n<h2 id=\"a{id}h\" dir=\"auto\">{headline}</h2>\n");
        *out += &format!("{}</header>\n<div class=\"text\">\n", self.facts_line());
        if !notes.is_empty() {
            *out += &format!("<div class=\"row\">{notes}</div>\n");
        }
        let mut left_out = 0;
        for block in blocks {
            let found = marks.of_block(block.span);
            if found.all.is_empty() && page.text.len() > WHOLE {
                left_out += 1;
            } else {
                *out += &gap(&mut left_out);
                *out += &self.row_of(page, block, &found);
            }
        }
        *out += &gap(&mut left_out);
        *out += &self.strays(&marks.stray());
        out.push_str("</div>\n");
    }

    /// A block and the notes on what begins in it.
    fn row_of(&self, page: &Page, block: &Block, found: &BlockMarks) -> String {
        let (tag, class) = element(block.kind);
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let (text, notes) = (self.marked(page, block, found), self.notes(&found.first));
        format!("<div class=\"row\"><{tag}{class} dir=\"auto\">{text}</{tag}>{notes}</div>\n")
    }

    /// Notes on what no block has words of.
    fn strays(&self, strays: &[Mark]) -> String {
        if strays.is_empty() {
            return String::new();
        }
        let anchors: String = strays.iter().map(|mark| self.anchor(*mark)).collect();
        format!("<div class=\"row\"><p>{anchors}</p>{}</div>\n", self.notes(strays))
    }

    fn marks(&self) -> impl Iterator<Item = Mark> {
        let findings = self
            .findings
            .iter()
            .enumerate()
            .map(|(at, finding)| Mark { span: finding.text_span, what: Marked::Finding(at) });
        let claims = self
            .claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| !self.at.contains_key(&claim.text_span))
            .map(|(at, claim)| Mark { span: claim.text_span, what: Marked::Claim(at) });
        findings.chain(claims)
    }

    fn marked(&self, page: &Page, block: &Block, found: &BlockMarks) -> String {
        let pieces = pieces(block.span, &found.all);
        let is_long = page.text.len() > WHOLE;
        let mut unnamed: BTreeSet<Marked> = found.first.iter().map(|mark| mark.what).collect();
        let mut out = String::new();
        for piece in &pieces {
            let text = &page.text[piece.span.range()];
            out += &match piece.mark {
                None if is_long => escaped_lines(&shortened(text)),
                None => escaped_lines(text),
                Some(mark) => {
                    let is_new = unnamed.remove(&mark.what);
                    let name = if is_new { self.name_of(mark) } else { String::new() };
                    self.link(mark, &name, piece, &escaped_lines(&shortened(text)))
                }
            };
        }
        // What lies under other marks can still be linked to.
        let hidden = found.first.iter().filter(|mark| unnamed.contains(&mark.what));
        hidden.map(|mark| self.anchor(*mark)).collect::<String>() + &out
    }

    fn name_of(&self, mark: Mark) -> String {
        let id = self.number;
        match mark.what {
            Marked::Finding(at) => format!(" id=\"a{id}mn{at}\""),
            Marked::Claim(at) => format!(" id=\"a{id}mc{at}\""),
        }
    }

    fn anchor(&self, mark: Mark) -> String {
        format!("<span{}></span>", self.name_of(mark))
    }

    /// Marked words: a link to what is said of them. A mark cut in pieces is told once.
    fn link(&self, mark: Mark, name: &str, piece: &Piece, text: &str) -> String {
        let id = self.number;
        let label = self.label(mark);
        let end = match piece.closes() {
            true => format!(
                "<sup aria-hidden=\"true\">{}</sup><span class=\"said\"> ({})</span>",
                label.sign, label.said
            ),
            false => String::new(),
        };
        let Label { class, target, rule, .. } = label;
        format!("<a class=\"mark {class}\"{rule} href=\"#a{id}{target}\"{name}>{text}{end}</a>")
    }

    fn label(&self, mark: Mark) -> Label {
        match mark.what {
            Marked::Finding(at) => {
                let finding = self.findings[at];
                let word = severity_word(finding.severity).to_lowercase();
                let numbers: Vec<String> =
                    self.twins(mark).iter().map(|at| (at + 1).to_string()).collect();
                Label {
                    class: finding.severity.name(),
                    target: format!("n{at}"),
                    rule: format!(" data-rule=\"{}\"", escaped(&finding.rule)),
                    said: format!("{word}, note {}", numbers.join(" and ")),
                    sign: numbers.join(","),
                }
            }
            Marked::Claim(at) => {
                let verdict = self.claims[at].verdict;
                let is_silent = verdict == Verdict::Unchecked;
                Label {
                    class: verdict.name(),
                    target: format!("c{at}"),
                    rule: String::new(),
                    said: format!("claim, {}", verdict.name()),
                    sign: if is_silent { String::new() } else { verdict_sign(verdict).to_owned() },
                }
            }
        }
    }

    /// The findings at exactly the same words: they share one mark.
    fn twins(&self, mark: Mark) -> &[usize] {
        self.at.get(&mark.span).map_or(&[], Vec::as_slice)
    }

    fn notes(&self, marks: &[Mark]) -> String {
        let findings = marks.iter().filter_map(|mark| match mark.what {
            Marked::Finding(at) => Some(self.note(at)),
            Marked::Claim(_) => None,
        });
        let notes: String = findings.collect();
        if notes.is_empty() {
            return notes;
        }
        format!("<div class=\"notes\">{notes}</div>")
    }

    fn note(&self, at: usize) -> String {
        let finding = self.findings[at];
        let (id, severity, rule) = (self.number, finding.severity, escaped(&finding.rule));
        format!(
            "<div class=\"note {name}\" role=\"note\" id=\"a{id}n{at}\" tabindex=\"-1\" data-rule=\"{rule}\" data-severity=\"{name}\" aria-labelledby=\"a{id}n{at}h\">\
             <p class=\"kind\" id=\"a{id}n{at}h\"><a href=\"#a{id}mn{at}\" title=\"Back to the text\">{number}</a> {word} <code>{rule}</code></p>\
             <p class=\"says\">{message}</p>{evidence}</div>",
            name = severity.name(),
            number = at + 1,
            word = severity_word(severity),
            message = escaped(&capitalised(&finding.message)),
            evidence = definitions(&notes(self.article, finding)),
        )
    }

    /// What somebody lets stand, with the reason.
    fn accepted(&self) -> String {
        let accepted = self.article.findings.iter().filter_map(|finding| {
            let suppressed = finding.suppressed.as_ref()?;
            Some((finding, suppressed))
        });
        let items: String = accepted
            .map(|(finding, suppressed)| {
                let by = suppressed.by.as_deref().map(|by| format!(", {}", escaped(by)));
                let until = suppressed.until.map(|until| format!(", until {until}"));
                format!(
                    "<li><code>{}</code> “{}” (line {}): {}{}{}</li>\n",
                    escaped(&finding.rule),
                    escaped(&shortened(&finding.text)),
                    finding.start.line,
                    escaped(&suppressed.reason),
                    by.unwrap_or_default(),
                    until.unwrap_or_default(),
                )
            })
            .collect();
        if items.is_empty() {
            return items;
        }
        format!("<section class=\"accepted\"><h3>Let stand</h3>\n<ul>\n{items}</ul>\n</section>\n")
    }

    fn register(&self) -> String {
        if self.claims.is_empty() {
            return String::new();
        }
        let id = self.number;
        let all = self.article.claims.as_ref().map_or(0, Vec::len);
        let rows: String = (0..self.claims.len()).map(|at| self.claim(at)).collect();
        let more = match all - self.claims.len() {
            0 => String::new(),
            more => format!("<p>{more} more claims are not listed.</p>\n"),
        };
        format!(
            "<details class=\"register\" id=\"a{id}r\">\n<summary>Register of {}</summary>\n<table>\n\
             <thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Claim</th>\
             <th scope=\"col\">Text</th><th scope=\"col\">On what ground</th></tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table>\n{more}</details>\n",
            counted(all, "claim"),
        )
    }

    fn claim(&self, at: usize) -> String {
        let claim = &self.claims[at];
        let (id, verdict) = (self.number, claim.verdict);
        let back = match self.at.get(&claim.text_span).and_then(|findings| findings.first()) {
            Some(finding) => format!("a{id}mn{finding}"),
            None => format!("a{id}mc{at}"),
        };
        let subject = claim.subject.as_deref().map_or("not certain", |subject| subject);
        let ground = match unchecked_because(claim) {
            Some(reason) => format!("<p>Unchecked: {reason}.</p>"),
            None => format!(
                "<p>{}</p>{}",
                escaped(&capitalised(&claim.message)),
                definitions(&evidence_notes(self.article, &claim.evidence))
            ),
        };
        format!(
            "<tr id=\"a{id}c{at}\" tabindex=\"-1\"><td class=\"verdict {name}\"><span aria-hidden=\"true\">{sign}</span> {name}</td>\
             <td>{noun}<br><span class=\"subject\">{subject}</span></td>\
             <td>“<a href=\"#{back}\">{text}</a>” <span class=\"path\">line {line}</span></td>\
             <td class=\"ground\">{ground}</td></tr>\n",
            name = verdict.name(),
            sign = verdict_sign(verdict),
            noun = escaped(&capitalised(&claim.noun)),
            subject = escaped(subject),
            text = escaped(&shortened(&claim.text)),
            line = claim.start.line,
        )
    }

    /// Byline, date, place and what came of it, under the headline.
    fn facts_line(&self) -> String {
        let metadata = self.article.page.as_ref().map(|page| &page.metadata);
        let author = metadata.and_then(|metadata| metadata.author.as_deref());
        let author = author.map(|name| format!("By {}", escaped(name)));
        let date = self.article.date.map(|dated| {
            format!(
                "<time datetime=\"{0}\">{0}</time>, from the {1}",
                dated.date,
                dated.from.name()
            )
        });
        let path = format!("<bdi>{}</bdi>", escaped(&self.name()));
        let parts: Vec<String> = author.into_iter().chain(date).chain([path]).collect();
        format!("<p class=\"facts\">{}</p>\n{}", parts.join(" · "), self.coverage())
    }

    fn coverage(&self) -> String {
        let coverage = self.article.coverage;
        let mut line = format!("<p class=\"coverage\">{}. ", tally_words(self.tally()));
        line += &match coverage.checkable {
            0 => "No checkable claims were recognised.".to_owned(),
            all => format!("{} of {} checked:", coverage.checked(), counted(all, "claim")),
        };
        line.push(' ');
        let unchecked = coverage.checkable - coverage.checked();
        let shares: Vec<String> = [
            (Verdict::Supported, coverage.supported),
            (Verdict::Refuted, coverage.refuted),
            (Verdict::Outdated, coverage.outdated),
            (Verdict::Unsupported, coverage.unsupported),
            (Verdict::Undisclosed, coverage.undisclosed),
            (Verdict::Unchecked, unchecked),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| {
            let (name, sign) = (verdict.name(), verdict_sign(verdict));
            format!("<span class=\"share {name}\"><span aria-hidden=\"true\">{sign}</span> {count} {name}</span>")
        })
        .collect();
        line + &shares.join(" ") + "</p>\n"
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.findings.iter().for_each(|finding| tally.count(finding.severity));
        tally
    }

    fn title(&self) -> String {
        let page = self.article.page.as_ref();
        let heading = page.and_then(|page| {
            let block = page.blocks.first().filter(|block| block.kind == BlockKind::Heading)?;
            Some(page.text[block.span.range()].to_owned())
        });
        let stated = page.and_then(|page| page.metadata.title.clone());
        heading.or(stated).unwrap_or_else(|| self.name())
    }

    fn name(&self) -> String {
        match &self.article.record {
            Some(record) => format!("{}, record {record}", self.article.path),
            None => self.article.path.clone(),
        }
    }
}

fn tally_words(tally: Tally) -> String {
    tally.to_string_or("no findings")
}

/// What stands for the blocks that were left out, if any were.
fn gap(left_out: &mut usize) -> String {
    match std::mem::take(left_out) {
        0 => String::new(),
        1 => "<p class=\"gap\">[one paragraph without marks]</p>\n".to_owned(),
        count => format!("<p class=\"gap\">[{count} paragraphs without marks]</p>\n"),
    }
}

/// The edge of a character at or before this offset.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Head and tail of a long stretch.
fn shortened(text: &str) -> String {
    if text.len() <= STRETCH {
        return text.to_owned();
    }
    let head = boundary(text, STRETCH / 2);
    let tail = boundary(text, text.len() - STRETCH / 2);
    format!("{} […] {}", &text[..head], &text[tail..])
}

fn definitions(notes: &[Note]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let rows: String = notes.iter().map(definition).collect();
    format!("<dl>{rows}</dl>")
}

fn definition(note: &Note) -> String {
    let text = escaped(&note.text);
    let text = match &note.url {
        Some(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{text}</a>", escaped(url)),
        None => text,
    };
    format!("<div><dt>{}</dt><dd dir=\"auto\">{text}</dd></div>", note.label)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
