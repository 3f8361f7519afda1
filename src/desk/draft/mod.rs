//! Records proposed from trusted texts, each with its passage, for a person to accept.
//!
//! The texts of one draft are taken to tell one story: figures that no record of the packs is named
//! with become facts of one event.

mod cast;
mod quote;
mod story;

use super::fragment::{self, Fragment, Ids};
use super::known::{Known, NewIds};
use super::trial;
use crate::annotate::{Annotated, TimeValue, annotate};
use crate::engine::{self, CheckOptions, Reading};
use crate::knowledge::Knowledge;
use crate::pack::{self, PackFiles, Problems};
use crate::report::visible;
use crate::text::{Article, BlockKind, LineIndex, TextSpan};
use cast::Cast;
use jiff::civil::Date;
use std::collections::BTreeSet;
use story::Story;

/// What stands before every line that holds nothing yet.
pub const MARK: &str = "#~ ";

const HEAD: [&str; 3] = [
    "Proposed from trusted texts. Nothing here holds yet: every proposal stands behind \"#~ \",",
    "below the passage it was read in. Read the passage, mend the record, and take the \"#~ \" away",
    "from what you accept, the source included.",
];

/// What was proposed.
#[derive(Clone, Debug, Default)]
pub struct Drafted {
    /// The fact file, with every proposal commented out.
    pub text: String,
    /// How many records are proposed, sources aside.
    pub records: usize,
}

/// Proposes records from texts. What the packs of `knowledge` know by name is left out; `packs` are
/// the files they were made of.
///
/// # Errors
/// When what is proposed could not be loaded even without its doubtful parts.
pub fn draft(
    articles: &[Article],
    knowledge: &Knowledge,
    packs: &[PackFiles],
    date: Option<Date>,
) -> Result<Drafted, Problems> {
    let annotated: Vec<Annotated<'_>> = articles
        .iter()
        .map(|article| annotate(article, &knowledge.language, &knowledge.vocabulary))
        .collect();
    let options = CheckOptions { date, today: None };
    let mut ids = Known::new(&pack::load(packs.to_vec())?).ids();
    let texts: Vec<Text<'_>> = annotated
        .iter()
        .map(|text| Text::new(text, knowledge, options, &mut ids.sources))
        .collect();
    let NewIds { entities, events, quotes, .. } = ids;
    let proposals = Proposals {
        cast: Cast::of(&texts, knowledge, entities),
        story: Story::of(&texts, knowledge, events),
        quotes: quote::quotes(&texts, quotes),
    };
    let mut dropped = BTreeSet::new();
    loop {
        let (fragment, records) = proposals.write(&texts, &dropped);
        let Err(problems) = trial::load(&fragment, packs) else {
            return Ok(Drafted { text: fragment.behind(MARK), records });
        };
        let bad = trial::blamed(&problems, &fragment);
        if bad.is_empty() {
            return Err(problems);
        }
        dropped.extend(bad.into_keys());
    }
}

/// A trusted text, read.
struct Text<'a> {
    /// The id of its source.
    id: String,
    article: &'a Article,
    annotated: &'a Annotated<'a>,
    reading: Reading<'a>,
    /// The values of all annotations as times.
    times: Vec<TimeValue>,
    lines: LineIndex<'a>,
}

impl<'a> Text<'a> {
    fn new(
        annotated: &'a Annotated<'a>,
        knowledge: &Knowledge,
        options: CheckOptions,
        ids: &mut Ids,
    ) -> Self {
        let article = annotated.article;
        let reading = engine::read(annotated, knowledge, options);
        let name = article.origin.path.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let record = article.origin.record.as_deref().unwrap_or_default();
        Text {
            id: ids.give(&format!("{name} {record}"), "source"),
            article,
            annotated,
            times: annotated.times(reading.reference.date()),
            reading,
            lines: LineIndex::new(article.source()),
        }
    }

    /// `wire/a.txt:3: “…”`, with the sentence that holds the span.
    fn passage(&self, span: TextSpan, sentence: Option<TextSpan>) -> String {
        let position = self.lines.position(self.article.source_range(span).start);
        let words = self.article.slice(sentence.unwrap_or(span));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = words.chars().take(PASSAGE).collect();
        let cut = if shown.len() < words.len() { "…" } else { "" };
        let path = visible(&self.article.origin.path);
        let record = self.article.origin.record.as_ref();
        let record = record.map(|record| format!(" ({})", visible(record))).unwrap_or_default();
        format!("{path}:{}{record}: “{}{cut}”", position.line, visible(&shown))
    }

    /// The passage that a token stands in.
    fn passage_at(&self, token: usize, span: TextSpan) -> String {
        self.passage(span, self.annotated.sentence_of(token).map(|sentence| sentence.span))
    }

    /// The title, or the heading it opens with.
    fn headline(&self) -> Option<&str> {
        let first = self.article.blocks().first();
        let heading = first.filter(|block| block.kind == BlockKind::Heading);
        let title = self.article.metadata.title.as_deref();
        title.or_else(|| heading.map(|block| self.article.slice(block.span)))
    }

    fn day(&self) -> Option<Date> {
        self.reading.reference.date()
    }

    fn write(&self, fragment: &mut Fragment) {
        let metadata = &self.article.metadata;
        let name = self.headline().unwrap_or(&self.article.origin.path);
        fragment.space();
        fragment.open("[[source]]", None);
        fragment.field("id", &fragment::text(&self.id), None);
        fragment.field("name", &fragment::text(name), None);
        if let Some(url) = metadata.url.as_deref().filter(|url| !url.trim().is_empty()) {
            fragment.field("url", &fragment::text(url), None);
        }
        if let Some(day) = self.day() {
            fragment.field("published", &day.to_string(), None);
        }
    }
}

/// Code points of a passage that are shown.
const PASSAGE: usize = 240;

/// Everything that is proposed, before it is written.
struct Proposals {
    cast: Cast,
    story: Story,
    quotes: Vec<quote::Quote>,
}

impl Proposals {
    /// Writes what was not dropped: rows are numbered through, names first.
    fn write(&self, texts: &[Text<'_>], dropped: &BTreeSet<usize>) -> (Fragment, usize) {
        let mut fragment = Fragment::default();
        for line in HEAD {
            fragment.comment(line);
        }
        for text in texts {
            text.write(&mut fragment);
        }
        let mut sheet = Sheet { fragment, texts, dropped, row: 0, records: 0 };
        self.cast.write(&mut sheet);
        self.story.write(&self.cast, &mut sheet);
        quote::write(&self.quotes, &self.cast, &mut sheet);
        (sheet.fragment, sheet.records)
    }
}

/// The file while it is written.
struct Sheet<'a> {
    fragment: Fragment,
    texts: &'a [Text<'a>],
    dropped: &'a BTreeSet<usize>,
    row: usize,
    records: usize,
}

impl Sheet<'_> {
    /// The number of the next proposal, unless it was dropped.
    fn next(&mut self) -> Option<usize> {
        self.row += 1;
        Some(self.row).filter(|row| !self.dropped.contains(row))
    }

    fn source(&mut self, texts: &[usize], row: usize) {
        let mut seen = BTreeSet::new();
        let ids: Vec<&str> = texts
            .iter()
            .filter(|&&text| seen.insert(text))
            .map(|&text| self.texts[text].id.as_str())
            .collect();
        let literal = match ids.as_slice() {
            [one] => fragment::text(one),
            several => fragment::texts(several.iter().copied()),
        };
        self.fragment.field("source", &literal, Some(row));
    }
}
