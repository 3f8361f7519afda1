//! Trusted documents, and what they say to what an article says.
//!
//! A [`Library`] reads its documents once, with the annotators that read articles. [`compare`]
//! looks for each comparable thing of an article in them: it agrees with a passage, differs from
//! the passage that speaks of the same, or stands nowhere.

mod agree;
mod bearing;
mod bind;
mod case;
mod compare;
mod context;
mod derive;
mod direction;
mod displaced;
mod figure;
mod names;
mod number;
mod passage;
mod quotes;
mod role;
mod swap;
mod trend;
mod witness;
mod words;

use crate::annotate::{Annotated, annotate};
use crate::finding::{Evidence, Topic, Verdict};
use crate::language::{Language, Stem, Stems, Vocabulary};
use crate::pack::fact_file::Confidence;
use crate::quote::{self, Transcript};
use crate::text::{Article, LineIndex, TextSpan};
pub use compare::compare;
use figure::Figure;
use rustc_hash::{FxHashMap, FxHashSet};
use words::Words;

/// Trusted documents, read.
#[derive(Debug, Default)]
pub struct Library<'a> {
    documents: Vec<Document<'a>>,
    /// In how many sentences each content word stands.
    frequency: FxHashMap<Stem, u32>,
    sentences: usize,
    /// Every number that stands in them in any form, by its bits.
    numbers: FxHashSet<u64>,
    /// Those of them that may be of anything.
    loose: FxHashSet<u64>,
    /// The countries that they name, or name the people of, by code.
    countries: FxHashSet<&'a str>,
}

/// A trusted document, read.
#[derive(Debug)]
struct Document<'a> {
    annotated: Annotated<'a>,
    figures: Vec<Figure>,
    words: Words,
    /// Every word in the order in which it stands.
    said: Transcript,
    /// By sentence: its content words, sorted.
    told: Vec<Vec<Stem>>,
}

/// What reading a document takes.
#[derive(Clone, Copy, Debug)]
pub struct Tongue<'a> {
    /// The language it is written in.
    pub language: &'a Language,
    /// The words of the run.
    pub vocabulary: &'a Vocabulary,
    /// What words are about.
    pub stems: &'a Stems,
}

/// What the sources say to one thing that an article says.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Where it stands in the article's text.
    pub span: TextSpan,
    /// What it is.
    pub topic: Topic,
    /// What was established.
    pub verdict: Verdict,
    /// What the article says and what the sources say; empty where they agree.
    pub message: String,
    /// What that rests on.
    pub evidence: Vec<Evidence>,
    /// How sure the comparison is.
    pub confidence: Confidence,
}

impl<'a> Library<'a> {
    /// Reads trusted documents.
    pub fn new(articles: impl IntoIterator<Item = &'a Article>, tongue: Tongue<'a>) -> Self {
        let mut library = Library::default();
        for article in articles {
            library.add(article, tongue);
        }
        library
    }

    /// Whether there is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    fn add(&mut self, article: &'a Article, tongue: Tongue<'a>) {
        let annotated = annotate(article, tongue.language, tongue.vocabulary);
        let sentences = annotated.sentences.iter();
        let told: Vec<Vec<Stem>> = sentences
            .map(|sentence| {
                let words = passage::told(&annotated, tongue, sentence).into_iter();
                let mut stems: Vec<Stem> = words.map(|(stem, _)| stem).collect();
                stems.sort_unstable();
                stems.dedup();
                stems
            })
            .collect();
        for &word in told.iter().flatten() {
            *self.frequency.entry(word).or_default() += 1;
        }
        self.sentences += annotated.sentences.len();
        self.numbers.extend(number::numbers(&annotated).map(f64::to_bits));
        let figures = figure::find(&annotated, tongue.stems, figure::Role::Source);
        self.loose.extend(number::loose(&annotated, &figures).map(f64::to_bits));
        self.countries.extend(countries(&annotated, tongue.language));
        let words = Words::new(&annotated);
        let said = Transcript::new(quote::words(&annotated, 0..annotated.tokens.len()));
        self.documents.push(Document { annotated, figures, words, said, told });
    }

    /// How much it tells that two statements share the word: less the more often it is used.
    fn weight(&self, word: Stem) -> f32 {
        let frequency = self.frequency.get(&word).copied().unwrap_or(0);
        let sentences = (self.sentences + 1) as f32;
        0.3 + (sentences / (frequency as f32 + 1.0)).ln().max(0.0) / (1.0 + sentences.ln())
    }

    fn has_number(&self, number: f64) -> bool {
        self.numbers.contains(&number.to_bits())
    }

    fn has_loose(&self, number: f64) -> bool {
        self.loose.contains(&number.to_bits())
    }

    fn holds(&self, word: Stem) -> bool {
        self.frequency.contains_key(&word)
    }
}

/// The countries that a text names, or names the people of, in capitals or not.
fn countries<'l>(annotated: &Annotated<'_>, language: &'l Language) -> Vec<&'l str> {
    let text = annotated.article.text();
    let found = (0..annotated.tokens.len())
        .filter_map(|at| language.places.longest_at(text, &annotated.tokens, at));
    found.flat_map(|(_, places)| places.map(|place| &*place.country)).collect()
}

impl Document<'_> {
    /// The passage as evidence.
    fn passage(&self, span: TextSpan) -> Evidence {
        let article = self.annotated.article;
        let start = article.source_range(span).start;
        Evidence::Source {
            path: article.origin.path.clone(),
            span: article.file_span(span),
            start: LineIndex::new(article.source()).position(start),
            text: article.slice(span).to_owned(),
            date: article.metadata.date.map(|dated| dated.date),
        }
    }
}
