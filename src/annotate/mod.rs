//! Typed things found in the text: sentences, numbers, dates, times, durations, quotes, names.
//!
//! One file an annotation. Everything here reads tokens and language data only; what packs know by
//! a name is found by [`crate::claim`], which also knows the facts.

mod age;
mod amount;
mod clock;
mod comparison;
mod compound;
mod context;
mod date;
mod dateline;
mod day_part;
mod duration;
mod label;
mod moment;
mod name;
mod number;
mod numeral;
mod period;
mod proportion;
mod quote;
mod range;
mod reader;
mod recurrence;
mod sentence;
mod speaker;
mod spoken;
mod subject;
#[cfg(test)]
mod tests;
mod told;

use crate::language::{
    Digest, Function, Language, Token, TokenKind, Vocabulary, WordId, WordSet, tokenize,
};
use crate::text::{Article, BlockKind, TextSpan};
use crate::value::{ClockTime, DateMention, Duration, PeriodMention, Quantity};
pub use context::{Context, Direction};
pub use dateline::Dateline;
pub use name::Name;
use reader::{Found, Reader, Style};
use std::cmp::Reverse;
use std::ops::Range;
pub use told::TimeValue;

/// Finds everything in an article. `vocabulary` is the one the language was compiled into.
pub fn annotate<'a>(
    article: &'a Article,
    language: &'a Language,
    vocabulary: &Vocabulary,
) -> Annotated<'a> {
    annotate_with(article, language, vocabulary, Annotator::ALL)
}

/// What reads the tokens of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annotator {
    /// Numbers, dates, times, durations.
    Values,
    /// Names of people, organisations, places.
    Names,
    /// Quotations and who said them, by their names where those are read too.
    Quotes,
}

impl Annotator {
    /// All of them.
    pub const ALL: &[Annotator] = &[Annotator::Values, Annotator::Names, Annotator::Quotes];
}

/// Splits an article into sentences and finds in it what these annotators look for.
pub fn annotate_with<'a>(
    article: &'a Article,
    language: &'a Language,
    vocabulary: &Vocabulary,
    annotators: &[Annotator],
) -> Annotated<'a> {
    let text = article.text();
    let mut annotated = Annotated {
        article,
        language,
        tokens: Vec::with_capacity(text.len() / 5),
        sentences: Vec::with_capacity(text.len() / 100),
        annotations: Vec::with_capacity(text.len() / 50),
        first_from: Vec::new(),
        words: Vec::new(),
        words_ends: Vec::new(),
        names: Vec::new(),
        quoted: Vec::new(),
    };
    for (index, block) in article.blocks().iter().enumerate() {
        let first = annotated.tokens.len();
        tokenize(text, block.span, vocabulary, &mut annotated.tokens);
        let sentences = &mut annotated.sentences;
        sentence::split(text, &annotated.tokens, first, index, language, sentences);
    }
    annotated.collect_words();
    let mut found = Vec::with_capacity(text.len() / 50);
    if annotators.contains(&Annotator::Values) {
        for sentence in &annotated.sentences {
            // Nobody asserts anything in code.
            if article.blocks()[sentence.block].kind != BlockKind::Code {
                values(&annotated, sentence, language, &mut found);
            }
        }
    }
    if annotators.contains(&Annotator::Names) {
        annotated.names = name::find(&annotated, language);
    }
    if annotators.contains(&Annotator::Quotes) {
        quote::find(&annotated, language, &mut found);
    }
    annotated.annotations.extend(found.into_iter().map(|found| Annotation {
        span: annotated_span(&annotated.tokens, &found.tokens),
        tokens: found.tokens,
        meaning: found.meaning,
    }));
    let order = |found: &Annotation| (found.tokens.start, Reverse(found.tokens.end));
    annotated.annotations.sort_by_key(order);
    annotated.first_from = first_from(&annotated.annotations, annotated.tokens.len());
    annotated.quoted = reach_of_quotes(&annotated.annotations);
    annotated
}

fn first_from(annotations: &[Annotation], tokens: usize) -> Vec<u32> {
    let mut first = 0;
    let count_before = |token: usize| {
        while annotations.get(first).is_some_and(|found| found.tokens.start < token) {
            first += 1;
        }
        first as u32
    };
    (0..tokens).map(count_before).collect()
}

fn reach_of_quotes(annotations: &[Annotation]) -> Vec<(usize, usize)> {
    let quotes = annotations.iter().filter(|found| matches!(found.meaning, Meaning::Quote { .. }));
    let mut reach = 0;
    quotes
        .map(|quote| {
            reach = reach.max(quote.tokens.end);
            (quote.tokens.start, reach)
        })
        .collect()
}

/// Numbers, dates, times and durations of a sentence. Two share a token only where one is part of
/// the other: the date in "early 2015".
fn values(
    annotated: &Annotated<'_>,
    sentence: &Sentence,
    language: &Language,
    found: &mut Vec<Found<Meaning>>,
) {
    let tokens = &annotated.tokens[..sentence.tokens.end];
    let starts = |token: &Token| token.kind == TokenKind::Number || language.is_trigger(token.word);
    let Some(first) = tokens[sentence.tokens.start..].iter().position(starts) else {
        return;
    };
    let mut reader = Reader {
        text: annotated.article.text(),
        tokens,
        language,
        start: sentence.tokens.start,
        floor: sentence.tokens.start,
        style: style(annotated, sentence),
    };
    let mut at = sentence.tokens.start + first;
    while at < tokens.len() {
        at = if starts(&tokens[at]) { value(&mut reader, at, found) } else { at + 1 };
    }
}

/// Reads what starts at the token; says where to go on.
fn value(reader: &mut Reader<'_>, at: usize, all: &mut Vec<Found<Meaning>>) -> usize {
    if !may_begin(reader, at) {
        return at + 1;
    }
    if let Some(found) = clock::read(reader, at).or_else(|| date::read(reader, at)) {
        return dated(reader, found, all);
    }
    if let Some((found, rest)) = period::read(reader, at) {
        all.push(found);
        reader.floor = rest;
        return rest;
    }
    if let Some(end) = number::passed_over(reader, at) {
        return end;
    }
    match number::read(reader, at) {
        Some(found) => counted(reader, found, all),
        None => at + 1,
    }
}

/// "a" and "an" are the most frequent words that may begin a value, and seldom do.
fn may_begin(reader: &Reader<'_>, at: usize) -> bool {
    if reader.is_number(at) || !reader.is(at, Function::Article) {
        return true;
    }
    let next = reader.sense(at + 1);
    next.number.is_some()
        || next.time_unit.is_some()
        || next.sign
        || reader.sense(at).number.is_some()
}

/// Takes in a date or a time with what lies around it.
fn dated(reader: &mut Reader<'_>, found: Found<Meaning>, all: &mut Vec<Found<Meaning>>) -> usize {
    let mut end = found.tokens.end;
    let last_day = match &found.meaning {
        Meaning::Date(date) => date::range_end(reader, date, end),
        _ => None,
    };
    let outer = comparison::from_date(reader, all, &found)
        .or_else(|| recurrence::around(reader, &found))
        .or_else(|| period::around(reader, &found));
    all.extend(outer);
    all.push(found);
    all.extend(moment::ending_with(reader, all));
    if let Some(last_day) = last_day {
        end = last_day.tokens.end;
        all.push(last_day);
    }
    reader.floor = end;
    end
}

/// Takes in a quantity with the other end of its range or change.
fn counted(
    reader: &mut Reader<'_>,
    mut found: Found<Meaning>,
    all: &mut Vec<Found<Meaning>>,
) -> usize {
    let mut end = found.tokens.end;
    if let Some((second, both)) = range::beyond(reader, &mut found) {
        end = second.tokens.end;
        all.extend([second, both]);
    }
    let outer = comparison::around(reader, &found);
    all.extend(outer.or_else(|| duration::determined(reader, &found)));
    all.push(found);
    reader.floor = end;
    end
}

/// Whether most words of a sentence have a capital.
fn style(annotated: &Annotated<'_>, sentence: &Sentence) -> Style {
    let words = annotated.tokens[sentence.tokens.clone()]
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word(_)));
    let (mut capitals, mut all) = (0, 0);
    for word in words {
        capitals += usize::from(word.is_capitalised());
        all += 1;
    }
    let is_heading = annotated.article.blocks()[sentence.block].kind == BlockKind::Heading;
    if is_heading || capitals * 5 > all * 3 { Style::Title } else { Style::Prose }
}

fn annotated_span(tokens: &[Token], range: &Range<usize>) -> TextSpan {
    TextSpan::new(tokens[range.start].span().start, tokens[range.end - 1].span().end)
}

/// An article with everything found in it.
#[derive(Debug)]
pub struct Annotated<'a> {
    /// The article.
    pub article: &'a Article,
    /// What its words mean.
    pub language: &'a Language,
    /// Its tokens, block by block.
    pub tokens: Vec<Token>,
    /// Its sentences, in order; none crosses a block.
    pub sentences: Vec<Sentence>,
    /// What was found, in order of first token; of two that start together the longer is first.
    pub annotations: Vec<Annotation>,
    /// For each token, the first annotation that starts there or later.
    first_from: Vec<u32>,
    /// The known words of each sentence, in order, each once, one sentence after the other.
    words: Vec<WordId>,
    /// For each sentence, where its words end, and their digest.
    words_ends: Vec<(u32, Digest)>,
    /// The names of people, organisations, places and other things, in order; no two share a
    /// token. They stand apart from the values, which may lie inside them.
    pub names: Vec<Name>,
    /// Where each quotation starts, and the furthest that it or one before it reaches.
    quoted: Vec<(usize, usize)>,
}

/// A sentence, or a heading, a row or an item that is none but stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, by index.
    pub tokens: Range<usize>,
    /// Its text.
    pub span: TextSpan,
    /// The block it is in, by index.
    pub block: usize,
}

/// A typed thing found in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its tokens, by index, hedge included.
    pub tokens: Range<usize>,
    /// Its text, hedge included.
    pub span: TextSpan,
    /// What it means.
    pub meaning: Meaning,
}

/// What an annotated thing means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A number that counts or measures nothing named here: "84", "over 80", "two dozen".
    Number(Quantity),
    /// "third", "21st".
    Ordinal(f64),
    /// "60%", "60 per cent".
    Percent(Quantity),
    /// An amount of money.
    Money {
        /// The amount in whole units of the currency.
        amount: Quantity,
        /// ISO 4217 where it is certain, else as written: `USD`, `$`.
        currency: String,
    },
    /// A number with a unit: "35 miles".
    Measure {
        /// The number, in the unit.
        amount: Quantity,
        /// The unit as the lexicon names it.
        unit: String,
    },
    /// Two numbers and what lies between: "from 6.1 percent to 5.9". Both ends are annotations of
    /// their own too.
    Range {
        /// Where it starts.
        from: Quantity,
        /// Where it ends, which may be less.
        to: Quantity,
        /// The unit of both.
        unit: Option<String>,
    },
    /// A date.
    Date(DateMention),
    /// A stretch of time without a date of its own: "the third quarter", "recently".
    Period(PeriodMention),
    /// Comes again once in so long: "annual", "every week".
    Set(Duration),
    /// A time of day.
    Time(ClockTime),
    /// A time of day with its day: "9 a.m. Thursday". Both are annotations of their own too.
    Moment {
        /// The day.
        day: DateMention,
        /// The time of day.
        time: ClockTime,
    },
    /// A length of time: "over 5 months".
    Duration(Duration),
    /// How old somebody is: "24-year-old", "aged 24".
    Age(Duration),
    /// Words between quotation marks, the marks left out.
    Quote {
        /// Who said them.
        speaker: Option<TextSpan>,
        /// The first full mention of whoever that is, by index in [`Annotated::names`].
        name: Option<usize>,
        /// How that is known.
        attribution: Attribution,
    },
}

/// How the speaker of a quotation is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attribution {
    /// A verb of saying beside it tells, or nothing does.
    #[default]
    Stated,
    /// The speaker before it goes on, or the sentence has no other subject: likely, not certain.
    Inferred,
}

impl Attribution {
    /// The name used in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Attribution::Stated => "stated",
            Attribution::Inferred => "inferred",
        }
    }
}

impl Annotated<'_> {
    fn collect_words(&mut self) {
        let mut words = Vec::new();
        for sentence in &self.sentences {
            words.clear();
            let known = self.tokens[sentence.tokens.clone()].iter().map(|token| token.word);
            words.extend(known.filter(|word| word.is_known()));
            words.sort_unstable();
            words.dedup();
            self.words.extend_from_slice(&words);
            self.words_ends.push((self.words.len() as u32, Digest::of(&words)));
        }
    }

    /// The known words of a sentence, given by index.
    pub fn words_of(&self, sentence: usize) -> WordSet<'_> {
        let start = sentence.checked_sub(1).map_or(0, |before| self.words_ends[before].0);
        let (end, digest) = self.words_ends[sentence];
        WordSet::new(&self.words[start as usize..end as usize], digest)
    }

    /// Whether a quotation holds the tokens.
    pub fn is_quoted(&self, tokens: &Range<usize>) -> bool {
        let opened = self.quoted.partition_point(|&(start, _)| start <= tokens.start);
        opened.checked_sub(1).is_some_and(|last| tokens.end <= self.quoted[last].1)
    }

    /// The sentence that a token stands in.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let at = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        self.sentences.get(at).filter(|sentence| sentence.tokens.start <= token)
    }

    /// What was found that starts at the token.
    pub fn starting_at(&self, token: usize) -> impl Iterator<Item = &Annotation> {
        let from = self.annotations[self.first_from(token)..].iter();
        from.take_while(move |found| found.tokens.start == token)
    }

    /// The annotations that start inside the tokens, by index.
    pub fn indices_within(&self, tokens: Range<usize>) -> Range<usize> {
        self.first_from(tokens.start)..self.first_from(tokens.end)
    }

    /// The first annotation that starts at the token or later, by index.
    fn first_from(&self, token: usize) -> usize {
        self.first_from.get(token).map_or(self.annotations.len(), |&first| first as usize)
    }

    /// What was found inside the tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Annotation> {
        self.annotations[self.first_from(tokens.start)..]
            .iter()
            .take_while(move |found| found.tokens.start < tokens.end)
            .filter(move |found| found.tokens.end <= tokens.end)
    }

    /// The tokens of the sentence that holds the token.
    pub fn sentence_at(&self, token: usize) -> Option<Range<usize>> {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start <= token);
        let sentence = self.sentences.get(after.checked_sub(1)?)?;
        Some(sentence.tokens.clone())
    }

    /// Whether it opens its block: a live report has the time of each entry there.
    pub fn opens_block(&self, found: &Annotation) -> bool {
        let start = found.tokens.start;
        let at = self.sentences.partition_point(|sentence| sentence.tokens.end <= start);
        let Some(sentence) = self.sentences.get(at) else { return true };
        let is_first =
            at.checked_sub(1).is_none_or(|at| self.sentences[at].block != sentence.block);
        let before = &self.tokens[sentence.tokens.start..start];
        let words = before.iter().filter(|token| token.kind != TokenKind::Mark);
        // "Sat 18:02", "Thursday 16 May, 13:00"
        let mut dated = self.within(sentence.tokens.start..start).filter(|date| {
            date.tokens.start == sentence.tokens.start && matches!(date.meaning, Meaning::Date(_))
        });
        is_first && (words.count() <= 1 || dated.any(|date| date.tokens.end + 1 >= start))
    }

    /// The text of tokens, from the first to the last.
    pub fn span_of(&self, tokens: Range<usize>) -> TextSpan {
        annotated_span(&self.tokens, &tokens)
    }
}
