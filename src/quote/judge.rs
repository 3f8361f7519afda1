//! The quotations of an article against the quotes on record.
//!
//! A quotation is looked up sentence by sentence. Words that stand on record are right, whoever
//! printed them; words that nearly do were altered or joined from two statements; words of a
//! speaker with a record that stand nowhere in it are unsupported, which is not to say untrue.

use super::quotation::{Quotation, parts, quotations};
use super::record::{Candidate, QuoteRecord};
use super::said_day;
use super::speaker::{Identity, Quoted, RecordedSpeaker};
use super::word::Word;
use super::wording;
use crate::annotate::{Annotated, Annotation, Attribution, Meaning};
use crate::claim::{Mention, MentionedAs, Mentions};
use crate::fact::{EntityId, FactStore, Speaker, Subject, VerifiedQuote};
use crate::finding::{Evidence, Verdict};
use crate::language::Token;
use crate::pack::fact_file::{Confidence, EntityKind};
use crate::pack::rule_file::QuoteFault;
use crate::text::{BlockKind, TextSpan};
use crate::value::Period;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;

/// Fewer words are a term, not a statement.
const SHORTEST: usize = 4;
/// Fewer words do not tell which quote they are of.
const LEAST: usize = 3;
/// The share of a sentence's words that a quote must have, in their order, to be its original.
const ALTERED: f32 = 0.6;
/// The share from which there is no doubt about it.
const CLEARLY: f32 = 0.75;
/// How many words make it likely that two share them for a reason, whoever speaks.
const TELLING: usize = 6;
/// The share of a sentence's words that two quotes must have together to be joined in it.
const JOINED: f32 = 0.55;
/// How many words in a row each of them must have given.
const PIECE: usize = 3;
/// How many days after a statement is on record other words of the speaker deserve a look.
const DAYS: i64 = 7;

/// What the record says to a quoted sentence.
#[derive(Clone, Debug)]
pub struct JudgedQuote {
    /// Where it stands in the article's text.
    pub span: TextSpan,
    /// Whose words they are on record, or said to be.
    pub speaker: String,
    /// What is wrong with it, if anything.
    pub fault: Option<QuoteFault>,
    /// What was established.
    pub verdict: Verdict,
    /// What the text says and what the record says; empty where nothing can be said.
    pub message: String,
    /// What that rests on.
    pub evidence: Vec<Evidence>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The words as they were said, where it is plain which those are.
    pub correction: Option<String>,
    /// The quote on record that has the words without a change, by index into the facts.
    verbatim: Option<usize>,
}

/// What quotations are judged with.
#[derive(Clone, Copy, Debug)]
pub struct QuoteBench<'a> {
    /// The article.
    pub annotated: &'a Annotated<'a>,
    /// What it mentions.
    pub mentions: &'a Mentions,
    /// What the packs hold.
    pub facts: &'a FactStore,
    /// The quotes among that.
    pub record: &'a QuoteRecord,
    /// The day the article was written.
    pub date: Option<Date>,
}

/// Judges the quotations of an article, in order.
pub fn judge_quotes(bench: &QuoteBench<'_>) -> Vec<JudgedQuote> {
    if bench.record.is_empty() {
        return Vec::new();
    }
    let mut judged: Vec<JudgedQuote> = Vec::new();
    let mut reach = 0;
    let mut last: Option<Previous> = None;
    for quotation in quotations(bench.annotated) {
        let is_inner = quotation.found.tokens.end <= reach;
        reach = reach.max(quotation.found.tokens.end);
        let Some(block) = bench.block_of(&quotation).filter(|_| !is_inner) else { continue };
        let before =
            last.take().filter(|last| last.block == block && last.speaker == quotation.speaker);
        let is_stated = quotation.attribution == Attribution::Stated || before.is_some();
        let mut quote = None;
        if bench.annotated.article.blocks()[block].kind != BlockKind::Heading {
            let attribution = if is_stated { Attribution::Stated } else { Attribution::Inferred };
            let quotation = Quotation { attribution, ..quotation };
            let found = bench.judge(&quotation, block, before.and_then(|before| before.quote));
            quote = found.last().and_then(|quote| quote.verbatim);
            judged.extend(found);
        }
        last = is_stated.then_some(Previous { block, speaker: quotation.speaker, quote });
    }
    one_per_fault(judged)
}

/// A quotation whose speaker may go on in the next.
struct Previous {
    block: usize,
    speaker: Option<TextSpan>,
    /// The quote on record that it ends with, word for word.
    quote: Option<usize>,
}

/// What is told twice of one speaker's words is told once: the wrong name, the wrong day.
fn one_per_fault(judged: Vec<JudgedQuote>) -> Vec<JudgedQuote> {
    let mut kept: Vec<JudgedQuote> = Vec::new();
    for quote in judged {
        let of_speaker = [QuoteFault::Misattributed, QuoteFault::Misdated];
        let twin = kept.last_mut().filter(|last| {
            last.fault == quote.fault
                && quote.fault.is_some_and(|fault| of_speaker.contains(&fault))
                && last.message == quote.message
        });
        match twin {
            Some(twin) => twin.span = twin.span.cover(quote.span),
            None => kept.push(quote),
        }
    }
    kept
}

/// How many things with a name an article about the story mentions at least.
const KNOWN: usize = 4;

/// A quoted sentence, and whoever is said to have said it.
struct Sentence<'q> {
    tokens: Range<usize>,
    /// The parts that ellipses and brackets leave.
    parts: Vec<Vec<Word>>,
    /// All words of the parts.
    words: Vec<Word>,
    /// How many of them weigh something.
    weight: usize,
    by: Option<&'q Quoted>,
    is_stated: bool,
    /// Where the article names the speaker, in the same block.
    named_at: Option<TextSpan>,
    /// The day on which it says that they spoke.
    day: Option<&'q Annotation>,
    /// Quotes on record of which the sentence before or after has words without a change.
    beside: Vec<usize>,
}

impl Sentence<'_> {
    fn share(&self, common: usize) -> f32 {
        common as f32 / self.weight as f32
    }

    fn identity(&self, speaker: &RecordedSpeaker) -> Identity {
        self.by.map_or(Identity::Unsure, |by| by.is(speaker))
    }

    /// Whether the sentence stands beside words of the same quote.
    fn is_beside(&self, quote: usize) -> bool {
        self.beside.contains(&quote)
    }
}

impl<'a> QuoteBench<'a> {
    fn block_of(&self, quotation: &Quotation<'_>) -> Option<usize> {
        let sentence = self.annotated.sentence_of(quotation.found.tokens.start);
        sentence.map(|sentence| sentence.block)
    }

    fn judge(
        &self,
        quotation: &Quotation<'_>,
        block: usize,
        before: Option<usize>,
    ) -> Vec<JudgedQuote> {
        let by = Quoted::of(quotation, self.annotated, self.mentions, self.facts);
        let whole = self.annotated.article.blocks()[block].span;
        let named_at = quotation.speaker.filter(|speaker| whole.overlaps(*speaker));
        let day = said_day::told(self.annotated, quotation);
        let sentences = quotation.sentences(self.annotated).into_iter().filter_map(|tokens| {
            let parts = parts(self.annotated, tokens.clone());
            let words: Vec<Word> = parts.iter().flatten().copied().collect();
            let weight = words.iter().filter(|word| !word.is_light).count();
            let is_stated = quotation.attribution == Attribution::Stated;
            (weight > 0).then_some(Sentence {
                tokens,
                parts,
                words,
                weight,
                by: by.as_ref(),
                is_stated,
                named_at,
                day,
                beside: Vec::new(),
            })
        });
        let mut sentences: Vec<Sentence<'_>> = sentences.collect();
        let exact: Vec<Vec<usize>> = sentences.iter().map(|one| self.verbatim(one)).collect();
        for (at, sentence) in sentences.iter_mut().enumerate() {
            let last = at.checked_sub(1).map_or(before.as_slice(), |last| exact[last].as_slice());
            let next = exact.get(at + 1).map_or(&[] as &[usize], Vec::as_slice);
            sentence.beside = [last, next].concat();
        }
        let judged: Vec<JudgedQuote> = sentences
            .iter()
            .zip(&exact)
            .filter(|(sentence, _)| sentence.weight >= SHORTEST)
            .filter_map(|(sentence, exact)| self.judge_sentence(sentence, exact))
            .collect();
        merged(judged, quotation)
    }

    /// The quotes on record that have all words of a sentence, in their order.
    fn verbatim(&self, sentence: &Sentence<'_>) -> Vec<usize> {
        if sentence.weight < LEAST {
            return Vec::new();
        }
        let mut holding = self.record.holding(&sentence.parts);
        holding.retain(|&quote| self.may_be_from(quote));
        holding
    }

    fn judge_sentence(&self, sentence: &Sentence<'_>, exact: &[usize]) -> Option<JudgedQuote> {
        if !exact.is_empty() {
            return self.on_record(sentence, exact);
        }
        if let Some(quote) = self.pieced_together(sentence) {
            return Some(self.supported(sentence, quote));
        }
        let candidates = self.candidates(sentence, |_| true);
        self.altered(sentence, &candidates)
            .or_else(|| self.joined(sentence, &candidates))
            .or_else(|| self.unknown(sentence))
    }

    /// Nobody prints what is said days later; the day of writing may be one off.
    fn may_be_from(&self, quote: usize) -> bool {
        let said = self.facts.quotes[quote].date;
        !matches!((said, self.date), (Some(said), Some(printed)) if days(printed, said) > 1)
    }

    /// Words that stand on record: right, unless they are given to somebody else.
    fn on_record(&self, sentence: &Sentence<'_>, quotes: &[usize]) -> Option<JudgedQuote> {
        let identity = |&quote: &usize| sentence.identity(self.record.speaker_of(quote));
        if let Some(&quote) = quotes.iter().find(|quote| identity(quote) == Identity::Same) {
            return self.misdated(sentence, quote).or(Some(self.supported(sentence, quote)));
        }
        let others = quotes.iter().map(identity).all(|identity| identity == Identity::Another);
        (others && sentence.is_stated && sentence.weight >= TELLING)
            .then(|| self.misattributed(sentence, quotes[0]))
            .flatten()
    }

    fn misattributed(&self, sentence: &Sentence<'_>, quote: usize) -> Option<JudgedQuote> {
        let by = sentence.by.filter(|by| !by.is_pronoun())?;
        let speaker = self.record.speaker_of(quote);
        let are_people = by.is_person() && speaker.is_person();
        let message = wording::misattributed(&by.shown, speaker, self.quote(quote));
        let words = self.annotated.span_of(sentence.tokens.clone());
        Some(JudgedQuote {
            span: sentence.named_at.map_or(words, |name| words.cover(name)),
            verbatim: Some(quote),
            fault: Some(QuoteFault::Misattributed),
            verdict: Verdict::Refuted,
            message,
            evidence: vec![wording::evidence(speaker, self.quote(quote))],
            confidence: if are_people { Confidence::High } else { Confidence::Medium },
            ..self.unchecked(sentence, speaker)
        })
    }

    /// Words on record that their speaker said on another day than the article has.
    fn misdated(&self, sentence: &Sentence<'_>, quote: usize) -> Option<JudgedQuote> {
        let (day, said) = (sentence.day?, self.quote(quote).date?);
        let Meaning::Date(date) = day.meaning else { return None };
        let readings = date.readings(self.date);
        let is_another = readings.iter().all(|period| !period.meets(Period::day(said)));
        if readings.is_empty() || !is_another {
            return None;
        }
        let speaker = self.record.speaker_of(quote);
        let told = self.annotated.article.slice(day.span);
        Some(JudgedQuote {
            span: day.span,
            fault: Some(QuoteFault::Misdated),
            verdict: Verdict::Refuted,
            message: wording::misdated(told, speaker, self.quote(quote), said),
            evidence: vec![wording::evidence(speaker, self.quote(quote))],
            verbatim: Some(quote),
            ..self.unchecked(sentence, speaker)
        })
    }

    /// The first of the statements of one speaker, each word for word, that ellipses join.
    fn pieced_together(&self, sentence: &Sentence<'_>) -> Option<usize> {
        let is_theirs = |&quote: &usize| {
            self.may_be_from(quote)
                && sentence.identity(self.record.speaker_of(quote)) == Identity::Same
        };
        let stands = |part: &Vec<Word>| {
            self.record.holding(std::slice::from_ref(part)).into_iter().find(is_theirs)
        };
        let quotes: Option<Vec<usize>> = sentence.parts.iter().map(stands).collect();
        quotes?.first().copied().filter(|_| sentence.parts.len() > 1)
    }

    /// Quotes that resemble a sentence and may be its original, those of its speaker first.
    fn candidates(
        &self,
        sentence: &Sentence<'_>,
        counts: impl Fn(usize) -> bool,
    ) -> Vec<Candidate> {
        let mut candidates = self.record.resembling(&sentence.words, counts);
        candidates.retain(|candidate| self.may_be_from(candidate.quote));
        candidates.sort_by_key(|candidate| {
            sentence.identity(self.record.speaker_of(candidate.quote)) != Identity::Same
        });
        candidates
    }

    /// A sentence that has most words of one quote.
    fn altered(&self, sentence: &Sentence<'_>, candidates: &[Candidate]) -> Option<JudgedQuote> {
        let resembles = |candidate: &&Candidate| {
            let share = sentence.share(candidate.common);
            let is_short = sentence.weight < TELLING && !sentence.is_beside(candidate.quote);
            let enough = if is_short { CLEARLY } else { ALTERED };
            let least = if sentence.is_beside(candidate.quote) { 1 } else { 2 };
            share >= enough && meaningful(&sentence.words, candidate.alignment.covered()) >= least
        };
        let close = candidates.iter().filter(resembles).max_by(|one, other| {
            let rank = |c: &Candidate| {
                let is_theirs =
                    sentence.identity(self.record.speaker_of(c.quote)) == Identity::Same;
                (sentence.is_beside(c.quote), is_theirs, c.common)
            };
            rank(one).cmp(&rank(other)).then(other.quote.cmp(&one.quote))
        })?;
        let speaker = self.record.speaker_of(close.quote);
        let quote = self.quote(close.quote);
        if quote.is_translated {
            return Some(self.unchecked(sentence, speaker));
        }
        let is_clear = sentence.share(close.common) >= CLEARLY;
        let confidence = match sentence.identity(speaker) {
            _ if sentence.is_beside(close.quote) => Confidence::High,
            Identity::Same if is_clear && sentence.is_stated => Confidence::High,
            Identity::Same => Confidence::Medium,
            _ if is_clear && close.common >= TELLING && !self.is_title(sentence) => {
                Confidence::Medium
            }
            _ => return None,
        };
        let theirs = self.record.words_of(close);
        let changes = close.alignment.changes(&sentence.words, theirs);
        let whole = close.alignment.theirs()?;
        let said = self.record.text(self.facts, close, whole);
        let told: Vec<(&str, &str)> = changes
            .iter()
            .map(|change| {
                let ours = &sentence.words[change.ours.clone()];
                (self.printed(ours), self.record.text(self.facts, close, change.theirs.clone()))
            })
            .collect();
        Some(JudgedQuote {
            fault: Some(QuoteFault::Altered),
            verdict: Verdict::Refuted,
            message: wording::altered(speaker, quote, said, &told),
            evidence: vec![wording::evidence(speaker, quote)],
            confidence,
            correction: (is_clear && sentence.parts.len() == 1).then(|| said.to_owned()),
            ..self.unchecked(sentence, speaker)
        })
    }

    /// A sentence made of pieces of two statements of its speaker.
    fn joined(&self, sentence: &Sentence<'_>, candidates: &[Candidate]) -> Option<JudgedQuote> {
        let gives = |candidate: &Candidate| {
            let is_theirs =
                sentence.identity(self.record.speaker_of(candidate.quote)) == Identity::Same;
            is_theirs && longest_piece(&sentence.words, candidate) >= PIECE
        };
        let first = candidates.iter().find(|candidate| gives(candidate))?;
        let mut covered = vec![false; sentence.words.len()];
        first.alignment.covered().for_each(|at| covered[at] = true);
        let rest = self.candidates(sentence, |at| !covered[at]);
        let second = rest.iter().find(|candidate| {
            let is_fresh = candidate.alignment.covered().filter(|&at| !covered[at]).count();
            candidate.quote != first.quote && is_fresh >= PIECE && gives(candidate)
        })?;
        second.alignment.covered().for_each(|at| covered[at] = true);
        let common = (0..covered.len()).filter(|&at| covered[at] && !sentence.words[at].is_light);
        if sentence.share(common.count()) < JOINED {
            return None;
        }
        let quotes = [self.quote(first.quote), self.quote(second.quote)];
        if quotes.iter().any(|quote| quote.is_translated) {
            return None;
        }
        let speaker = self.record.speaker_of(first.quote);
        let is_complete = quotes.iter().all(|quote| quote.is_complete) && sentence.is_stated;
        Some(JudgedQuote {
            fault: Some(QuoteFault::Altered),
            verdict: Verdict::Refuted,
            message: wording::joined(speaker, quotes),
            evidence: quotes.map(|quote| wording::evidence(speaker, quote)).to_vec(),
            confidence: if is_complete { Confidence::High } else { Confidence::Medium },
            ..self.unchecked(sentence, speaker)
        })
    }

    /// A sentence of somebody on record that stands nowhere in the record.
    fn unknown(&self, sentence: &Sentence<'_>) -> Option<JudgedQuote> {
        let by = sentence.by.filter(|_| sentence.is_stated && !self.is_title(sentence))?;
        let known = self.record.known_as(by);
        // "A US official" is many people.
        let speaker = known.iter().find(|s| !matches!(s.speaker, Speaker::InWords(_)))?;
        let quotes = || known.iter().flat_map(|s| &s.quotes).map(|&quote| self.quote(quote));
        let deserves_a_look = quotes().any(|quote| quote.is_complete)
            || quotes().any(|q| self.is_of_these_days(q))
            || self.is_of_the_story(&speaker.speaker);
        let latest = quotes().max_by_key(|quote| quote.date)?;
        Some(JudgedQuote {
            fault: Some(QuoteFault::Unverified),
            verdict: Verdict::Unsupported,
            message: wording::unknown(speaker, quotes().count()),
            evidence: vec![wording::evidence(speaker, latest)],
            confidence: if deserves_a_look { Confidence::Medium } else { Confidence::Low },
            ..self.unchecked(sentence, speaker)
        })
    }

    /// Whether a statement falls in the days in which the article was written; a statement without
    /// a date may.
    fn is_of_these_days(&self, quote: &VerifiedQuote) -> bool {
        match (quote.date, self.date) {
            (Some(said), Some(printed)) => days(said, printed).abs() <= DAYS,
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    /// Whether the article is about the story that a person's quotes are on record for: it names an
    /// event of the packs, and enough of their people and places.
    fn is_of_the_story(&self, speaker: &Speaker) -> bool {
        let Speaker::Entity(entity) = speaker else { return false };
        let is_event = |mention: &Mention| {
            let subjects = mention.named.subjects();
            let is_certain = matches!(mention.named, MentionedAs::Subject(_));
            is_certain && subjects.iter().any(|subject| matches!(subject, Subject::Event(_)))
        };
        let all = 0..self.annotated.tokens.len();
        let known: BTreeSet<EntityId> = self.mentions.entities_within(all).collect();
        self.facts.entity(*entity).kind == EntityKind::Person
            && known.len() >= KNOWN
            && self.mentions.all().iter().any(is_event)
    }

    /// Whether every word that tells something has a capital: a title, a motto.
    fn is_title(&self, sentence: &Sentence<'_>) -> bool {
        let telling = sentence.words.iter().filter(|word| !word.is_function && !word.is_light);
        telling.map(|word| &self.annotated.tokens[word.token as usize]).all(Token::is_capitalised)
    }

    fn supported(&self, sentence: &Sentence<'_>, at: usize) -> JudgedQuote {
        let (speaker, quote) = (self.record.speaker_of(at), self.quote(at));
        JudgedQuote {
            verdict: Verdict::Supported,
            message: wording::supported(speaker, quote),
            evidence: vec![wording::evidence(speaker, quote)],
            verbatim: Some(at),
            ..self.unchecked(sentence, speaker)
        }
    }

    fn unchecked(&self, sentence: &Sentence<'_>, speaker: &RecordedSpeaker) -> JudgedQuote {
        JudgedQuote {
            span: self.annotated.span_of(sentence.tokens.clone()),
            speaker: speaker.shown.clone(),
            fault: None,
            verdict: Verdict::Unchecked,
            message: String::new(),
            evidence: Vec::new(),
            confidence: Confidence::High,
            correction: None,
            verbatim: None,
        }
    }

    fn quote(&self, quote: usize) -> &'a VerifiedQuote {
        &self.facts.quotes[quote]
    }

    /// Words as the article has them.
    fn printed(&self, words: &[Word]) -> &'a str {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return "" };
        let tokens = first.token as usize..last.end as usize;
        self.annotated.article.slice(self.annotated.span_of(tokens))
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// How many of some words tell something.
fn meaningful(words: &[Word], some: impl Iterator<Item = usize>) -> usize {
    some.filter(|&at| !words[at].is_function && !words[at].is_light).count()
}

/// The most words in a row that a sentence has from a quote, if one of them tells something.
fn longest_piece(words: &[Word], candidate: &Candidate) -> usize {
    let same = &candidate.alignment.same;
    let follows = |one: &Pair, next: &Pair| one.0.end == next.0.start && one.1.end == next.1.start;
    let pieces = same.chunk_by(follows).map(|piece| {
        let covered = piece.iter().flat_map(|(ours, _)| ours.clone());
        (piece.len(), meaningful(words, covered))
    });
    pieces.filter(|&(_, telling)| telling > 0).map(|(length, _)| length).max().unwrap_or(0)
}

type Pair = (Range<usize>, Range<usize>);

/// Sentences that stand nowhere are one finding where all of a quotation do.
fn merged(mut judged: Vec<JudgedQuote>, quotation: &Quotation<'_>) -> Vec<JudgedQuote> {
    let are_unknown = judged.iter().all(|quote| quote.fault == Some(QuoteFault::Unverified));
    if are_unknown && !judged.is_empty() {
        judged.truncate(1);
        judged[0].span = quotation.found.span;
    }
    judged
}
