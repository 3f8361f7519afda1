//! The quotes on record, all in one transcript, with whoever said them.

use super::align::Alignment;
use super::speaker::{Identity, Quoted, RecordedSpeaker};
use super::transcript::{Passage, Transcript};
use super::word::{Word, words};
use crate::annotate::{Annotator, annotate_with};
use crate::fact::{EntityId, FactStore, Speaker};
use crate::language::{Language, Vocabulary, WordForm};
use crate::text::{Article, TextSpan};
use std::collections::BTreeMap;
use std::ops::Range;

/// Every quote on record, ready to be looked up.
#[derive(Debug, Default)]
pub struct QuoteRecord {
    transcript: Transcript,
    /// Where each word of the transcript stands in the text of its quote.
    spans: Vec<TextSpan>,
    /// The words of each quote in the transcript.
    quotes: Vec<Range<usize>>,
    /// Whose quote each is, by index into `speakers`.
    said_by: Vec<usize>,
    speakers: Vec<RecordedSpeaker>,
    by_entity: BTreeMap<EntityId, usize>,
    by_word: BTreeMap<WordForm, Vec<usize>>,
    by_surname: BTreeMap<String, Vec<usize>>,
}

/// A quote on record that resembles a quotation.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Which quote, by index into the facts' quotes.
    pub(super) quote: usize,
    /// Where its words begin in the transcript.
    pub(super) start: usize,
    /// The quotation's words beside the quote's.
    pub(super) alignment: Alignment,
    /// How many words they share, in order.
    pub(super) common: usize,
}

impl QuoteRecord {
    /// Indexes the quotes of a store. The vocabulary must know their words.
    pub fn new(facts: &FactStore, language: &Language, vocabulary: &Vocabulary) -> Self {
        let mut record = QuoteRecord::default();
        let mut all: Vec<Word> = Vec::new();
        let mut known: BTreeMap<&Speaker, usize> = BTreeMap::new();
        for (at, quote) in facts.quotes.iter().enumerate() {
            let (said, spans) = read(&quote.words, language, vocabulary);
            record.quotes.push(all.len()..all.len() + said.len());
            all.extend(said);
            record.spans.extend(spans);
            all.push(barrier());
            record.spans.push(TextSpan::new(0, 0));
            let speaker = *known.entry(&quote.speaker).or_insert_with(|| {
                let told = match &quote.speaker {
                    Speaker::InWords(told) => read(told, language, vocabulary).0,
                    Speaker::Entity(_) => Vec::new(),
                };
                record.speakers.push(RecordedSpeaker::new(&quote.speaker, &told, facts));
                record.speakers.len() - 1
            });
            record.speakers[speaker].quotes.push(at);
            record.said_by.push(speaker);
        }
        record.index_speakers();
        record.transcript = Transcript::new(all);
        record
    }

    fn index_speakers(&mut self) {
        for (at, speaker) in self.speakers.iter().enumerate() {
            for surname in speaker.surnames() {
                self.by_surname.entry(surname.clone()).or_default().push(at);
            }
            match speaker.speaker {
                Speaker::Entity(entity) => {
                    self.by_entity.insert(entity, at);
                }
                Speaker::InWords(_) => {
                    for &word in &speaker.words {
                        self.by_word.entry(word).or_default().push(at);
                    }
                }
            }
        }
    }

    /// Whether no quote is on record.
    pub fn is_empty(&self) -> bool {
        self.quotes.is_empty()
    }

    /// Whose quote it is.
    pub(super) fn speaker_of(&self, quote: usize) -> &RecordedSpeaker {
        &self.speakers[self.said_by[quote]]
    }

    /// Everybody on record who somebody quoted is.
    pub(super) fn known_as(&self, quoted: &Quoted) -> Vec<&RecordedSpeaker> {
        let by_record = quoted.entities().filter_map(|entity| self.by_entity.get(&entity)).copied();
        let by_word = quoted.words().iter().filter_map(|word| self.by_word.get(word)).flatten();
        let by_name = quoted.surname().and_then(|name| self.by_surname.get(name));
        let by_name = by_name.into_iter().flatten();
        let mut found: Vec<usize> = by_record.chain(by_word.chain(by_name).copied()).collect();
        found.sort_unstable();
        found.dedup();
        let all = found.into_iter().map(|at| &self.speakers[at]);
        all.filter(|speaker| quoted.is(speaker) == Identity::Same).collect()
    }

    /// The quotes in which all parts stand, word for word, in their order.
    pub(super) fn holding(&self, parts: &[Vec<Word>]) -> Vec<usize> {
        let Some((first, rest)) = parts.split_first() else { return Vec::new() };
        let mut quotes = Vec::new();
        for run in self.transcript.runs(first) {
            let Some(quote) = self.owner(run.start) else { continue };
            let mut end = run.end;
            let follow = rest.iter().all(|part| {
                let next = self
                    .transcript
                    .runs(part)
                    .into_iter()
                    .find(|next| next.start >= end && self.owner(next.start) == Some(quote));
                end = next.as_ref().map_or(end, |next| next.end);
                next.is_some()
            });
            if follow && !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
        quotes
    }

    /// The quotes that share most words with a quotation; `counts` says which of its words lead
    /// to them.
    pub(super) fn resembling(
        &self,
        quoted: &[Word],
        counts: impl Fn(usize) -> bool,
    ) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for passage in self.transcript.closest(quoted, counts) {
            for quote in self.owners(&passage) {
                if candidates.iter().all(|candidate| candidate.quote != quote) {
                    candidates.push(self.candidate(quoted, quote, &passage));
                }
            }
        }
        candidates
            .sort_by(|one, other| other.common.cmp(&one.common).then(one.quote.cmp(&other.quote)));
        candidates
    }

    fn candidate(&self, quoted: &[Word], quote: usize, passage: &Passage) -> Candidate {
        let whole = &self.quotes[quote];
        let near = whole.start.max(passage.words.start)..whole.end.min(passage.words.end);
        let alignment = Alignment::of(quoted, &self.transcript.words()[near.clone()]);
        let common = alignment.common(quoted);
        Candidate { quote, start: near.start, alignment, common }
    }

    fn owners(&self, passage: &Passage) -> Vec<usize> {
        let shared = passage.alignment.same.iter();
        let mut owners: Vec<usize> = shared
            .filter_map(|(_, theirs)| self.owner(passage.words.start + theirs.start))
            .collect();
        owners.dedup();
        owners
    }

    /// The quote that a word of the transcript belongs to.
    fn owner(&self, word: usize) -> Option<usize> {
        let after = self.quotes.partition_point(|quote| quote.start <= word);
        let quote = after.checked_sub(1)?;
        self.quotes[quote].contains(&word).then_some(quote)
    }

    /// The words of a candidate from where it was aligned on.
    pub(super) fn words_of(&self, candidate: &Candidate) -> &[Word] {
        &self.transcript.words()[candidate.start..self.quotes[candidate.quote].end]
    }

    /// Words of a candidate as the record has them.
    pub(super) fn text<'f>(
        &self,
        facts: &'f FactStore,
        candidate: &Candidate,
        words: Range<usize>,
    ) -> &'f str {
        let at = |word: usize| self.spans[candidate.start + word];
        if words.is_empty() {
            return "";
        }
        &facts.quotes[candidate.quote].words[at(words.start).start..at(words.end - 1).end]
    }
}

/// Words that stand in no text: nothing reaches from one quote into the next.
fn barrier() -> Word {
    let form = WordForm::of("\u{1}");
    Word { form, joined: form, is_light: false, is_function: true, token: 0, end: 0 }
}

fn read(text: &str, language: &Language, vocabulary: &Vocabulary) -> (Vec<Word>, Vec<TextSpan>) {
    let article = Article::of_title(text);
    let annotated = annotate_with(&article, language, vocabulary, &[] as &[Annotator]);
    let words = words(&annotated, 0..annotated.tokens.len());
    let span = |word: &Word| annotated.span_of(word.token as usize..word.end as usize);
    let spans = words.iter().map(span).collect();
    (words, spans)
}
