//! How much of what an article tells in a place the sources tell, too, and how loudly their silence
//! speaks there: what an article adds of its own is no fault.

use super::figure::{Figure, Value, When};
use super::passage::{self, Told, told};
use super::{Library, Tongue};
use crate::annotate::{Annotated, Meaning};
use crate::language::{Function, TokenKind};
use crate::pack::fact_file::Confidence;
use crate::text::{BlockKind, TextSpan};
use crate::value::DateMention;

/// The share of its words from which a sentence tells what a sentence of a source does.
const ABOUT: f32 = 0.4;
/// The same for a length of time, which writers reckon themselves.
const ABOUT_LENGTH: f32 = 0.5;
/// From here on nobody gives an exact sum of money, or an exact count, for colour.
const SUM: f64 = 1_000.0;
const COUNT: f64 = 100_000.0;
/// Fewer words tell too little.
const WORDS: usize = 3;

/// What a sentence shares with the sentence of a source that is closest to it.
#[derive(Clone, Copy)]
pub(super) struct Bearing {
    /// The share of its words, weighed, that stand in the source's.
    pub(super) share: f32,
    /// How many words that is a share of.
    pub(super) words: usize,
}

/// What the words beside `span`, in its sentence, share with a source.
pub(super) fn around(
    annotated: &Annotated<'_>,
    libraries: &[&Library<'_>],
    tongue: Tongue<'_>,
    span: TextSpan,
) -> Bearing {
    let at = annotated.tokens.partition_point(|token| token.span().end <= span.start);
    let mut words: Vec<Told> =
        annotated.sentence_of(at).map_or(Vec::new(), |one| told(annotated, tongue, one));
    words.retain(|word| !annotated.tokens[word.1].span().overlaps(span));
    Bearing { share: passage::nearest(libraries, &words), words: words.len() }
}

impl Bearing {
    /// How sure it is that a source would have had the figure.
    pub(super) fn of_figure(self, figure: &Figure) -> Confidence {
        if figure.is_hedged() {
            // Whoever says "well over 40 percent" has reckoned it.
            return Confidence::Low;
        }
        if is_whole_day(&figure.value) || is_sum(&figure.value) {
            return Confidence::High;
        }
        let needed = match &figure.value {
            Value::Length(_) if self.words <= WORDS => return Confidence::Low,
            Value::Length(_) => ABOUT_LENGTH,
            _ => ABOUT,
        };
        self.sure(needed)
    }

    /// How sure it is that a source would have had a name that is no person's.
    pub(super) fn of_name(self) -> Confidence {
        if self.words > WORDS { self.sure(ABOUT) } else { Confidence::Low }
    }

    fn sure(self, needed: f32) -> Confidence {
        let is_about = self.words >= WORDS && self.share >= needed;
        if is_about { Confidence::High } else { Confidence::Low }
    }
}

fn is_sum(value: &Value) -> bool {
    match value {
        Value::Money { amount, .. } => amount.stated >= SUM,
        Value::Count(count) => count.stated >= COUNT,
        _ => false,
    }
}

/// A day that the calendar names, which nobody gives for colour.
fn is_whole_day(value: &Value) -> bool {
    match value {
        Value::Date(When::Mention(DateMention::Calendar { date, .. }), _) => {
            date.day.is_some() && date.month.is_some()
        }
        _ => false,
    }
}

/// In how many of the first sentences the furniture of a page may stand.
const HEAD: usize = 10;
/// How many tokens a line of it may have.
const LINE: usize = 14;

/// Whether a token stands in the furniture of a page: its byline, its masthead, the day of issue.
/// Where an article is from is no claim.
pub(super) fn is_furniture(annotated: &Annotated<'_>, token: usize) -> bool {
    let index = annotated.sentences.partition_point(|one| one.tokens.end <= token);
    let Some(sentence) = annotated.sentences.get(index).filter(|_| index < HEAD) else {
        return false;
    };
    let block = &annotated.article.blocks()[sentence.block];
    let has_body = annotated.article.blocks().len() > 2;
    let tokens = sentence.tokens.clone();
    let is_open = annotated.tokens[tokens.clone()].last().is_some_and(|last| {
        let is_word = last.kind != TokenKind::Mark;
        is_word || annotated.article.slice(last.span()) == ")"
    });
    let is_line = has_body && is_open && tokens.len() <= LINE;
    is_byline(annotated, token)
        || match block.kind {
            BlockKind::Paragraph => is_line,
            BlockKind::Heading => is_line && has_day(annotated, tokens),
            _ => false,
        }
}

/// "By" that opens a sentence, or follows a mark, before the name at the token.
fn is_byline(annotated: &Annotated<'_>, token: usize) -> bool {
    let Some(by) = token.checked_sub(1) else { return false };
    let start = annotated.sentence_at(by).map_or(by, |sentence| sentence.start);
    let functions = annotated.language.sense(annotated.tokens[by].word).functions;
    let is_by = functions.has(Function::By);
    is_by && (by == start || annotated.tokens[by - 1].kind == TokenKind::Mark)
}

fn has_day(annotated: &Annotated<'_>, tokens: std::ops::Range<usize>) -> bool {
    annotated.within(tokens).any(|found| {
        matches!(&found.meaning, Meaning::Date(DateMention::Calendar { date, .. })
            if date.day.is_some() && date.year.is_some())
    })
}
