//! A sentence of an article, or its title.

use crate::annotate::{Annotated, Sentence};
use crate::language::TokenKind;
use crate::text::{BlockKind, TextSpan};
use std::ops::Range;

/// What stands between the parts of a sentence.
const PART_MARKS: [&str; 8] = [",", ";", ":", "—", "–", "(", ")", "-"];

/// Which words an article is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// The title that its file gives it, outside the text.
    Title,
    /// The headline that the text begins with.
    Headline,
    /// Everything else.
    Body,
}

/// A sentence, or a title.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// What it is a part of: the article, or its title.
    pub annotated: &'a Annotated<'a>,
    /// Its sentence, by index.
    pub sentence: usize,
    /// What it tells.
    pub telling: Telling,
}

impl<'a> Passage<'a> {
    /// Every passage of an article, its title first. A title that the text repeats is left out.
    pub fn all(body: &'a Annotated<'a>, title: Option<&'a Annotated<'a>>) -> Vec<Passage<'a>> {
        let headline = headline_block(body);
        let title = title.filter(|title| !repeats(body, title));
        let titles = title.into_iter().flat_map(|annotated| {
            let passage = move |sentence| Passage { annotated, sentence, telling: Telling::Title };
            (0..annotated.sentences.len()).map(passage)
        });
        let told =
            body.sentences.iter().enumerate().filter(|(_, sentence)| {
                body.article.blocks()[sentence.block].kind != BlockKind::Code
            });
        let sentences = told.map(|(at, sentence)| {
            let is_headline = Some(sentence.block) == headline;
            let telling = if is_headline { Telling::Headline } else { Telling::Body };
            Passage { annotated: body, sentence: at, telling }
        });
        titles.chain(sentences).collect()
    }

    /// The sentence.
    pub fn sentence(&self) -> &'a Sentence {
        &self.annotated.sentences[self.sentence]
    }

    /// Its tokens, by index.
    pub fn tokens(&self) -> Range<usize> {
        self.sentence().tokens.clone()
    }

    /// Its text.
    pub fn text(&self) -> &'a str {
        self.annotated.article.slice(self.sentence().span)
    }

    /// The text of one of its tokens.
    pub fn word(&self, at: usize) -> &'a str {
        self.annotated.article.slice(self.annotated.tokens[at].span())
    }

    /// Whether it stands in the article's text, so that it has a span there.
    pub fn is_in_text(&self) -> bool {
        self.telling != Telling::Title
    }

    /// The span of some of its tokens.
    pub fn span(&self, tokens: Range<usize>) -> TextSpan {
        self.annotated.span_of(tokens)
    }

    /// Whether it asks.
    pub fn is_question(&self) -> bool {
        self.text().trim_end().ends_with(['?', '؟'])
    }

    /// Whether it heads the article.
    pub fn is_heading(&self) -> bool {
        self.telling != Telling::Body
    }

    /// The part of the sentence between commas and dashes that holds the tokens.
    pub fn part(&self, tokens: &Range<usize>) -> Range<usize> {
        let whole = self.tokens();
        let start = (whole.start..tokens.start).rev().find(|&at| self.parts(at));
        let end = (tokens.end..whole.end).find(|&at| self.parts(at));
        start.map_or(whole.start, |at| at + 1)..end.unwrap_or(whole.end)
    }

    /// The first part of the sentence, which often says when or where.
    pub fn opening(&self) -> Range<usize> {
        let whole = self.tokens();
        let end = whole.clone().find(|&at| self.parts(at)).unwrap_or(whole.end);
        whole.start..end
    }

    fn parts(&self, at: usize) -> bool {
        let token = self.annotated.tokens[at];
        // A hyphen inside a word parts nothing.
        let is_inner = token.joined && self.annotated.tokens.get(at + 1).is_some_and(|t| t.joined);
        token.kind == TokenKind::Mark && !is_inner && PART_MARKS.contains(&self.word(at))
    }
}

/// The block that heads the text, if the first one does.
fn headline_block(body: &Annotated<'_>) -> Option<usize> {
    let first = body.article.blocks().first()?;
    (first.kind == BlockKind::Heading).then_some(0)
}

fn repeats(body: &Annotated<'_>, title: &Annotated<'_>) -> bool {
    body.article.text().trim_start().starts_with(title.article.text().trim())
}
