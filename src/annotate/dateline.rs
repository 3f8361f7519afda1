//! The head of a report that says where and when it was written: "KERMAN, Iran, January 4, 2024
//! (Agency) —", or a line of its own: "By Ann Marsh, Kerman, Thursday 4 January 2024".

use super::{Annotated, Meaning};
use crate::language::{Case, Function, TokenKind};
use crate::text::BlockKind;
use crate::value::{DateMention, PartialDate};
use jiff::civil::Date;
use std::ops::Range;

/// How many tokens it may take.
const LENGTH: usize = 28;

/// How many tokens a line of its own may take.
const LINE: usize = 20;

/// In how many of the first sentences it may stand.
const SENTENCES: usize = 4;

/// In how many of the first sentences a line of its own may stand, below the title, the author and
/// what the picture shows.
const LINES: usize = 6;

/// How many sentences above may be the heading of an entry.
const ENTRY: usize = 12;

/// How many entries above may be of the same day.
const ENTRIES: usize = 40;

/// How many tokens the part of a day may take that opens an entry, its dash among them: "Late evening –".
const PART_OF_DAY: usize = 3;

/// How many tokens of a heading may tell the first of several days.
const DAYS: usize = 3;

/// A dateline with a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// Its tokens, by index, up to the dash.
    pub tokens: Range<usize>,
    /// The day.
    pub day: Date,
}

impl Annotated<'_> {
    /// The dateline: a whole date in the first tokens of one of the first paragraphs, which opens
    /// in capitals, with a dash after it; else one at the end of a line of names and credits.
    pub fn dateline(&self) -> Option<Dateline> {
        self.dateline_before_text().or_else(|| self.line_with_date())
    }

    fn dateline_before_text(&self) -> Option<Dateline> {
        let heads = self.sentences.iter().take(SENTENCES).map(|sentence| {
            let end = sentence.tokens.end.min(sentence.tokens.start + LENGTH);
            sentence.tokens.start..end
        });
        heads.filter(|head| self.opens_in_capitals(head)).find_map(|head| {
            let (past, day) = self.within(head.clone()).find_map(|found| match &found.meaning {
                Meaning::Date(DateMention::Calendar { date, .. }) if date.day.is_some() => {
                    Some((found.tokens.end, date.period()?.first))
                }
                _ => None,
            })?;
            let is_dash =
                |&at: &usize| matches!(self.article.slice(self.tokens[at].span()), "—" | "–" | "-");
            let dash = (past..head.end).find(is_dash)?;
            Some(Dateline { tokens: head.start..dash, day })
        })
    }

    fn line_with_date(&self) -> Option<Dateline> {
        let first = self.sentences.iter().take(LINES);
        let lines = first.filter(|sentence| {
            let kind = self.article.blocks()[sentence.block].kind;
            matches!(kind, BlockKind::Paragraph | BlockKind::Caption)
                && sentence.tokens.len() <= LINE
        });
        lines.map(|sentence| sentence.tokens.clone()).find_map(|line| {
            let mut dates = self.within(line.clone()).filter_map(|found| match &found.meaning {
                Meaning::Date(DateMention::Calendar { date, .. }) if date.day.is_some() => {
                    Some((found.tokens.clone(), date.period()?.first))
                }
                _ => None,
            });
            let (date, day) = dates.next().filter(|_| dates.next().is_none())?;
            let is_credit = (line.start..date.start).all(|at| self.is_of_credits(at));
            let ends = (date.end..line.end).all(|at| self.is_of_credits(at) || self.is_timed(at));
            let is_line = is_credit && ends && self.fills_its_block(&line);
            is_line.then_some(Dateline { tokens: line, day })
        })
    }

    /// The day that heads the entry of a diary or a live report in which a sentence stands, without
    /// its year if none is given: "Tuesday 13 August. By the evening two people had died."
    pub fn day_of_entry(&self, sentence: usize) -> Option<PartialDate> {
        let block = self.sentences[sentence].block;
        let first = self.sentences.partition_point(|one| one.block < block);
        let above = self.sentences[..first].iter().rev().take(ENTRY);
        let mut heading =
            above.filter(|one| self.article.blocks()[one.block].kind == BlockKind::Heading);
        let own = self.sentences[first].tokens.clone();
        let date = self.date_of_label(own.start).or_else(|| self.day_of_entries_above(first));
        date.or_else(|| {
            let heading = heading.next()?.tokens.clone();
            // "8 and 9 November" is over with its last day.
            let is_numbered = self.tokens[heading.start].kind == TokenKind::Number;
            let starts = heading.start..heading.start + if is_numbered { DAYS } else { 1 };
            let mut dates = starts.filter_map(|at| self.date_at(at));
            dates.find(|(past, _)| *past >= heading.end).map(|(_, date)| date)
        })
    }

    /// The date that an entry opens with, and its time of day: "8 October, 18:40."
    fn date_of_label(&self, start: usize) -> Option<PartialDate> {
        let (past, date) = self.date_at(start)?;
        let is_comma =
            self.tokens.get(past).is_some_and(|token| self.article.slice(token.span()) == ",");
        let time = self.time_at(past + usize::from(is_comma));
        self.ends_label(time.unwrap_or(past)).then_some(date)
    }

    fn time_at(&self, at: usize) -> Option<usize> {
        let mut times = self.starting_at(at);
        times.find(|found| matches!(found.meaning, Meaning::Time(_))).map(|time| time.tokens.end)
    }

    /// The day of the entries before one that has a time and no day: "06:40 – The gates are shut."
    fn day_of_entries_above(&self, first: usize) -> Option<PartialDate> {
        let own = self.sentences[first].tokens.clone();
        let is_timed = self.time_at(own.start).is_some_and(|past| self.ends_label(past));
        let is_part_of_day = (own.start + 1..own.end.min(own.start + PART_OF_DAY))
            .any(|at| matches!(self.article.slice(self.tokens[at].span()), "–" | "—"));
        let opens =
            |at: &usize| *at == 0 || self.sentences[at - 1].block != self.sentences[*at].block;
        let is_heading =
            |at: usize| self.article.blocks()[self.sentences[at].block].kind == BlockKind::Heading;
        let above = (0..first).rev().filter(opens).take(ENTRIES).take_while(|at| !is_heading(*at));
        (is_timed || is_part_of_day)
            .then(|| above.map(|at| self.sentences[at].tokens.start))?
            .find_map(|start| self.date_of_label(start))
    }

    /// The date with a day that starts at the token, and the token past it.
    fn date_at(&self, at: usize) -> Option<(usize, PartialDate)> {
        self.starting_at(at).find_map(|found| match &found.meaning {
            Meaning::Date(DateMention::Calendar { date, .. }) if date.day.is_some() => {
                Some((found.tokens.end, *date))
            }
            _ => None,
        })
    }

    fn ends_label(&self, at: usize) -> bool {
        let next = self.tokens.get(at).map(|token| self.article.slice(token.span()));
        next.is_none_or(|next| matches!(next, "." | ":" | "–" | "—" | "|"))
    }

    /// A name, a mark that parts names, or "by", "updated" and the like.
    fn is_of_credits(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Mark => !matches!(self.article.slice(token.span()), "." | "?" | "!" | "\""),
            TokenKind::Word(_) => {
                let functions = self.language.sense(token.word).functions;
                token.is_capitalised() || functions.has(Function::Credit)
            }
            TokenKind::Number => false,
        }
    }

    /// Whether the token is part of a time of day.
    fn is_timed(&self, at: usize) -> bool {
        let near = self.within(at.saturating_sub(LINE)..at + LINE);
        let mut times = near.filter(|found| matches!(found.meaning, Meaning::Time(_)));
        times.any(|time| time.tokens.contains(&at))
    }

    fn fills_its_block(&self, line: &Range<usize>) -> bool {
        let block = |at: usize| self.sentences.get(at).map(|sentence| sentence.block);
        let at = self.sentences.partition_point(|sentence| sentence.tokens.start < line.start);
        let before = at.checked_sub(1).and_then(block);
        before != block(at) && block(at + 1) != block(at)
    }

    fn opens_in_capitals(&self, head: &Range<usize>) -> bool {
        let first = self.tokens.get(head.start);
        first.is_some_and(|token| token.kind == TokenKind::Word(Case::Upper)) && !head.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::format::{InputFormat, read};
    use crate::language::Language;

    /// Checks the day that the first lines of a plain text give.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let (vocabulary, language) = Language::english();
        let article = read(InputFormat::Plain, text.as_bytes()).unwrap();
        let found = annotate(&article, &language, &vocabulary).dateline();
        let day = found.map(|dateline| dateline.day.to_string());
        assert_eq!(day.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_line_of_credits_gives_the_day() {
        let body = "\n\nThe harbour is open again, the mayor said, and the boats are back.";
        for line in [
            "By Ann Marsh, Kerman, Thursday 4 January 2024",
            "4 January 2024",
            "Updated 4 January 2024, 7:30 p.m.",
            "Harbour Post, January 4, 2024",
        ] {
            check(&format!("A quiet harbour\n\n{line}{body}"), Some("2024-01-04"));
        }
    }

    #[test]
    fn a_sentence_with_a_date_is_no_line_of_credits() {
        let body = "\n\nThe harbour is open again, the mayor said, and the boats are back.";
        for line in [
            "The harbour was shut on 4 January 2024.",
            "Shut since 4 January 2024, open from 9 March 2024",
            "Boats that sank before 4 January 2024",
        ] {
            check(&format!("A quiet harbour\n\n{line}{body}"), None);
        }
    }
}
