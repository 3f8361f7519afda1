//! Looks for an article that stops before its end.

use super::{Hit, Scene};
use crate::annotate::{Annotated, Sentence};
use crate::language::{Case, Token, TokenKind, VocabularyBuilder, WordId};
use crate::pack::Expression;
use crate::pack::rule_file::CheckShape;
use crate::text::{BlockKind, TextSpan};
use std::collections::BTreeSet;

/// How many words the last sentence must have before its lack of an end means something: shorter
/// ones are captions, credits and addresses.
const SENTENCE_WORDS: usize = 6;

/// How many words a sentence must have that may break off in a name.
const LONG_SENTENCE: usize = 12;

/// How many lines at the end may be names of the publication.
const NAMES: usize = 3;

/// How an unfinished article ends.
#[derive(Debug)]
pub struct TruncatedText {
    /// Words that no sentence ends with.
    pub unfinished: BTreeSet<WordId>,
    /// Marks that say that text was cut off.
    pub marks: Expression,
    /// Pieces of text, in lower case, of which one stands in every mark; none where that is not
    /// known.
    pub needs: Vec<String>,
}

impl TruncatedText {
    /// Makes a rule's check from its shape, if it is one of this kind.
    pub fn compile(shape: &CheckShape, words: &mut VocabularyBuilder) -> Option<TruncatedText> {
        let CheckShape::TruncatedText { unfinished, marks, needs } = shape else { return None };
        Some(TruncatedText {
            unfinished: unfinished.iter().map(|word| words.intern(word)).collect(),
            marks: Expression::new(marks),
            needs: needs.clone(),
        })
    }

    /// Flags the place where the article breaks off.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        let annotated = scene.annotated;
        let end = self.cut_mark(annotated).or_else(|| self.open_end(annotated));
        self.cut_paragraphs(annotated).into_iter().chain(end).collect()
    }

    /// Paragraphs before the last that stop in the middle of a sentence, and are not gone on with.
    fn cut_paragraphs(&self, annotated: &Annotated<'_>) -> Vec<Hit> {
        let blocks = annotated.article.blocks();
        let ends = annotated.sentences.windows(2).filter(|pair| pair[0].block != pair[1].block);
        let cut = ends.filter(|pair| {
            let next = annotated.tokens[pair[1].tokens.clone()].first();
            let begins_anew = next.is_some_and(|next| next.kind == TokenKind::Word(Case::Title));
            let kinds = [pair[0].block, pair[1].block].map(|block| blocks[block].kind);
            begins_anew && kinds == [BlockKind::Paragraph; 2]
        });
        cut.filter_map(|pair| self.cut_off(annotated, &pair[0])).collect()
    }

    /// What a sentence ends with, if nothing but more words could follow that.
    fn cut_off(&self, annotated: &Annotated<'_>, sentence: &Sentence) -> Option<Hit> {
        let tokens = &annotated.tokens[sentence.tokens.clone()];
        let last = tokens.last()?;
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word(_))).count();
        let is_cut = words > SENTENCE_WORDS
            && last.kind == TokenKind::Word(Case::Lower)
            && self.unfinished.contains(&last.word)
            && is_lower(tokens)
            && !annotated.is_quoted(&(sentence.tokens.end - 1..sentence.tokens.end));
        is_cut.then(|| breaks_off_at(annotated, tokens, *last))
    }

    /// A mark such as “[+2381 chars]” at the end of one of the last blocks.
    fn cut_mark(&self, annotated: &Annotated<'_>) -> Option<Hit> {
        let blocks = annotated.article.blocks();
        blocks.iter().rev().take(2).filter(|block| block.kind != BlockKind::Code).find_map(
            |block| {
                let text = annotated.article.slice(block.span);
                let found = self.mark_in(text)?;
                let start = block.span.start + found.start();
                let message = format!("ends in “{}”: the rest was cut off", found.as_str().trim());
                Some(Hit::self_evident(TextSpan::new(start, start + found.len()), message))
            },
        )
    }

    /// The first mark of a text. Most texts hold none of the pieces, and the expression, a large
    /// one, is never compiled for them.
    fn mark_in<'t>(&self, text: &'t str) -> Option<regex::Match<'t>> {
        let lower = text.to_ascii_lowercase();
        let may_stand = self.needs.is_empty() || self.needs.iter().any(|need| lower.contains(need));
        may_stand.then(|| self.marks.regex()?.find(text)).flatten()
    }

    /// A last sentence that ends in the middle.
    fn open_end(&self, annotated: &Annotated<'_>) -> Option<Hit> {
        let sentence = last_of_prose(annotated)?;
        let kind = annotated.article.blocks()[sentence.block].kind;
        let tokens = &annotated.tokens[sentence.tokens.clone()];
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word(_))).count();
        let last = tokens.last()?;
        let is_prose = kind == BlockKind::Paragraph
            && words >= SENTENCE_WORDS
            && (is_lower(tokens)
                || self.unfinished.contains(&last.word) && is_mostly_lower(tokens))
            && !annotated.is_quoted(&(sentence.tokens.end - 1..sentence.tokens.end));
        let text = annotated.article.slice(last.span());
        let breaks_off = self.unfinished.contains(&last.word)
            || matches!(text, "," | "$" | "£" | "€")
            || text == "-" && last.joined;
        let same_block = annotated.sentences.iter().filter(|one| one.block == sentence.block);
        let is_later = same_block.count() > 1;
        let is_long = words >= LONG_SENTENCE && is_lower(tokens);
        let runs_on = is_later
            && match last.kind {
                TokenKind::Word(Case::Lower) => true,
                TokenKind::Word(_) => is_long,
                _ => false,
            };
        let is_prose = is_prose && !ends_in_address(annotated, sentence.span);
        (is_prose && (breaks_off || runs_on)).then(|| breaks_off_at(annotated, tokens, *last))
    }
}

/// The last sentence, but for lines at the end that are names: "The Daily Courier".
fn last_of_prose<'a>(annotated: &'a Annotated<'_>) -> Option<&'a Sentence> {
    let is_name = |sentence: &&Sentence| {
        let tokens = &annotated.tokens[sentence.tokens.clone()];
        tokens.len() < SENTENCE_WORDS && tokens.iter().all(Token::is_capitalised)
    };
    let names = annotated.sentences.iter().rev().take(NAMES).take_while(is_name).count();
    annotated.sentences.iter().rev().nth(names)
}

fn breaks_off_at(annotated: &Annotated<'_>, sentence: &[Token], last: Token) -> Hit {
    let head = sentence[sentence.len().saturating_sub(4)].span();
    let span = TextSpan::new(head.start, last.span().end);
    let end = annotated.article.slice(span);
    Hit::self_evident(span, format!("ends with “{end}”, in the middle of a sentence"))
}

/// Whether as many words are in lower case as not, which is enough where the last word shows that
/// more was to come.
fn is_mostly_lower(tokens: &[Token]) -> bool {
    let count = |case| tokens.iter().filter(|token| token.kind == TokenKind::Word(case)).count();
    count(Case::Lower) >= count(Case::Title) + count(Case::Upper) + count(Case::Mixed)
}

/// Whether most words are in lower case, as those of credits and results are not.
fn is_lower(tokens: &[Token]) -> bool {
    let count = |case| tokens.iter().filter(|token| token.kind == TokenKind::Word(case)).count();
    count(Case::Lower) > 2 * (count(Case::Title) + count(Case::Upper) + count(Case::Mixed))
}

/// Whether what follows the last white space is part of a web address, or a handle.
fn ends_in_address(annotated: &Annotated<'_>, span: TextSpan) -> bool {
    let last = annotated.article.slice(span).split_whitespace().next_back().unwrap_or_default();
    last.contains(['/', '@', '.'])
}
