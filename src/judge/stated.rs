//! What an article says in the words of a statement on record, and whether with its values.

use super::time::{DAY, within};
use super::{Bench, date};
use crate::annotate::{Annotation, Meaning};
use crate::claim::{Mention, MentionedAs, Standing, StandingCues};
use crate::fact::{Sign, StatedFact, StatedValues, Subject, TIME_TOLERANCE, TimeTold, counted};
use crate::finding::{Evidence, Verdict};
use crate::known_claim::{KnownClaims, Repeated};
use crate::language::Function;
use crate::pack::fact_file::Confidence;
use crate::text::TextSpan;
use crate::value::{Amount, ClockTime, DateMention, Scale};
use std::ops::Range;

/// How far before or after those words a value may stand that belongs to them, in tokens that are no
/// part of another value.
const REACH: usize = 3;

/// The share of a figure by which two ranges must overlap to agree.
const EDGE: f64 = 1e-6;

/// Among how many words after "not" the verb stands that it denies.
const DENIED: usize = 3;

/// How many times another a bare number may be that is a slip of it.
const SLIP: f64 = 120.0;

/// "Thousand" for "million" and the like is a slip too, within so much.
const SCALE: f64 = 1e3;
const NEAR: f64 = 0.1;

/// How far away values are looked at, in tokens.
const VALUES: usize = 16;

/// A sentence that makes a statement on record, or the same with other values.
#[derive(Clone, Debug)]
pub struct JudgedStatement {
    /// The value that differs, or the first that agrees.
    pub span: TextSpan,
    /// The sentence, by index.
    pub sentence: usize,
    /// The statement as the desk writes it.
    pub says: String,
    /// What was established.
    pub verdict: Verdict,
    /// What the text says and what the record says; empty where they agree.
    pub message: String,
    /// The statement.
    pub evidence: Vec<Evidence>,
    /// How sure it is that the two are about the same.
    pub confidence: Confidence,
}

/// What statements are looked for with.
#[derive(Clone, Copy, Debug)]
pub struct StatementBench<'a> {
    /// What claims are judged with.
    pub bench: Bench<'a>,
    /// The statements on record.
    pub known: &'a KnownClaims,
    /// What takes an assertion back.
    pub standing: &'a StandingCues,
}

/// A value of an article.
enum Value<'a> {
    /// One that an annotator read.
    Read(&'a Annotation),
    /// A score or a point of the compass, and its tokens.
    Sign(Range<usize>, Sign),
}

impl StatementBench<'_> {
    /// Every statement on record that the article makes, in order of position.
    pub fn judge(&self) -> Vec<JudgedStatement> {
        let Bench { annotated, mentions, facts, told_of, .. } = self.bench;
        if self.known.is_empty() {
            return Vec::new();
        }
        let is_on_topic = self.names_an_event() || mentions.are_on_topic(annotated, facts, told_of);
        let reader = self.known.reader(annotated, mentions, facts);
        let mut judged = Vec::new();
        for (at, sentence) in annotated.sentences.iter().enumerate() {
            let repeated = reader.all_repeated_in(sentence);
            let of_the_packs = repeated.iter().filter(|one| {
                is_on_topic
                    || one.named.iter().any(|&entity| {
                        mentions.name_in_full(annotated, facts, Subject::Entity(entity))
                    })
            });
            judged.extend(of_the_packs.filter_map(|one| self.judge_one(at, one)));
        }
        // A value that one statement gives is right, whatever another gives.
        judged.sort_by_key(|one| (one.span, one.verdict == Verdict::Refuted));
        judged.dedup_by_key(|one| one.span);
        judged
    }

    /// Whether the article calls an event by its proper name: "the Osmeri earthquake".
    fn names_an_event(&self) -> bool {
        let Bench { annotated, mentions, told_of, .. } = self.bench;
        let is_proper = |mention: &Mention| {
            let first = annotated.sentences[mention.sentence].tokens.start;
            let inner = mention.tokens.clone().filter(|&at| at > first);
            // "Mayday" alone is nobody's name.
            mention.tokens.len() > 1
                && inner.into_iter().any(|at| annotated.tokens[at].is_capitalised())
        };
        let is_told = |mention: &Mention| match &mention.named {
            MentionedAs::Subject(subjects) => subjects.iter().any(|s| told_of.contains(s)),
            MentionedAs::Entity(_) | MentionedAs::Described(_) => false,
        };
        mentions.all().iter().any(|mention| is_told(mention) && is_proper(mention))
    }

    fn judge_one(&self, at: usize, repeated: &Repeated) -> Option<JudgedStatement> {
        let annotated = self.bench.annotated;
        let statement = &self.bench.facts.statements[repeated.claim];
        let sentence = annotated.sentences[at].tokens.clone();
        let denial = self.denial(at, repeated, statement);
        if denial.is_none() && !self.is_asserted(at, &repeated.tokens, statement) {
            return None;
        }
        let tokens = self.reach(&sentence, &repeated.tokens);
        let read = annotated.indices_within(tokens.clone());
        let read = annotated.annotations[read].iter().map(Value::Read);
        let signs = Sign::all(annotated, tokens).into_iter();
        let values = read.chain(signs.map(|(tokens, sign)| Value::Sign(tokens, sign)));
        let found: Vec<(Value<'_>, bool)> = values
            .filter_map(|value| {
                let agrees = self.agrees(&value, statement)?;
                let is_bound = !repeated.is_loose || self.is_countable(&value);
                (is_bound && !self.is_of_another_verb(&value, &repeated.tokens, statement))
                    .then_some((value, agrees))
            })
            .collect();
        // Where one value agrees, others beside it are of something else, but for the way to it.
        let is_sign = |value: &Value<'_>| matches!(value, Value::Sign(..));
        let is_right_way = found.iter().any(|(value, agrees)| *agrees && is_sign(value));
        let wrong_way = found.iter().find(|(value, agrees)| !agrees && is_sign(value));
        let wrong_way = wrong_way.filter(|_| !is_right_way);
        let right = wrong_way.or_else(|| found.iter().find(|(_, agrees)| *agrees));
        let (first, is_right) = right.or(found.first())?;
        if let Some(denial) = denial {
            // "Will not take place on 6 September": of another value it may well be so.
            let span = annotated.span_of(denial.start..denial.end.max(repeated.tokens.end));
            return is_right.then(|| judged(self.bench, at, span, statement, Verdict::Refuted));
        }
        let is_told = statement.time == TimeTold::Ahead
            || (*is_right || statement.time == TimeTold::Any) && self.is_countable(first)
            || self.standing.of(annotated, at, repeated.tokens.clone()).is_asserted();
        if !is_told {
            return None;
        }
        if let Some(turned) = &repeated.turned {
            // The right figure with the wrong verb: "fell 4%" for "rose 4%".
            let functions = annotated.language.sense(annotated.tokens[turned.start].word).functions;
            let is_way = functions.has(Function::Up) || functions.has(Function::Down);
            let span = annotated.span_of(turned.clone());
            let moves = |(value, _): &(Value<'_>, bool)| self.is_figure_of(value, statement);
            return (is_way && found.iter().any(moves))
                .then(|| judged(self.bench, at, span, statement, Verdict::Refuted));
        }
        if !is_right && self.is_on_record(first) {
            return None;
        }
        let span = match first {
            Value::Read(found) => found.span,
            Value::Sign(tokens, _) => annotated.span_of(tokens.clone()),
        };
        let verdict = if *is_right { Verdict::Supported } else { Verdict::Refuted };
        let judged = judged(self.bench, at, span, statement, verdict);
        let surest = if repeated.is_loose { Confidence::Medium } else { Confidence::High };
        Some(JudgedStatement { confidence: judged.confidence.min(surest), ..judged })
    }

    /// "A clerk was questioned on 4 May and has been charged": the day is that of the verb right before it,
    /// of which the statement knows nothing, and another verb follows.
    fn is_of_another_verb(
        &self,
        value: &Value<'_>,
        told: &Range<usize>,
        statement: &StatedFact,
    ) -> bool {
        let annotated = self.bench.annotated;
        let Value::Read(found) = value else { return false };
        let is_when = matches!(found.meaning, Meaning::Date(_) | Meaning::Time(_));
        let before = (told.start..found.tokens.start).rev();
        let mut before =
            before.skip_while(|&at| annotated.language.is_function_word(&annotated.tokens[at]));
        let verb = before.next().filter(|&at| annotated.may_be_past_verb(at));
        let goes_on = found.tokens.end < told.end
            && self.standing.joins.contains(&annotated.tokens[found.tokens.end].word);
        is_when && goes_on && verb.is_some_and(|verb| !self.tells(verb, statement))
    }

    /// Whether a word of the article means the same as one of the statement's.
    fn tells(&self, at: usize, statement: &StatedFact) -> bool {
        let annotated = self.bench.annotated;
        let word = annotated.article.slice(annotated.tokens[at].span());
        let mut words = statement.says().split(|c: char| !c.is_alphanumeric());
        !annotated.language.is_function_word(&annotated.tokens[at])
            && words.any(|other| self.known.are_alike(word, other))
    }

    /// Whether the sentence asserts what the statement says, now or for later; on a condition, if the
    /// statement has one.
    fn is_asserted(&self, at: usize, tokens: &Range<usize>, statement: &StatedFact) -> bool {
        let Bench { annotated, words, .. } = self.bench;
        let standing = self.standing.of_plan(annotated, at, tokens, &(0..0));
        let here = &annotated.tokens[annotated.sentences[at].tokens.clone()];
        let is_same_condition = statement.is_conditional
            && here.iter().any(|token| words.conditions.contains(&token.word));
        standing.is_asserted() || standing == Standing::NotAsserted && is_same_condition
    }

    /// The words that deny what the statement says, right before one of its verbs, where nothing else
    /// takes the sentence back: "will not take place".
    fn denial(
        &self,
        at: usize,
        repeated: &Repeated,
        statement: &StatedFact,
    ) -> Option<Range<usize>> {
        let annotated = self.bench.annotated;
        let sentence = annotated.sentences[at].tokens.clone();
        if repeated.is_denial || repeated.is_loose || repeated.turned.is_some() {
            return None;
        }
        let near = repeated.tokens.start.saturating_sub(1).max(sentence.start)..sentence.end;
        let mut denials =
            near.filter(|&at| self.bench.words.negations.contains(&annotated.tokens[at].word));
        let (denial, None) = (denials.next()?, denials.next()) else { return None };
        let mut near = denial + 1..sentence.end.min(denial + 1 + DENIED);
        let verb = near.find(|&at| self.tells(at, statement))?;
        // "Not until", "not only": then it is so.
        let is_bounded =
            sentence.clone().any(|at| self.bench.words.bounds.contains(&annotated.tokens[at].word));
        let others = sentence.start..denial;
        let stands = self.standing.of_plan(annotated, at, &others, &(0..0)).is_asserted();
        (!is_bounded && stands).then_some(denial..verb + 1)
    }

    /// The words that repeat a statement with those beside them, as far as no mark parts them.
    fn reach(&self, sentence: &Range<usize>, tokens: &Range<usize>) -> Range<usize> {
        let annotated = self.bench.annotated;
        let parts = |at: &usize| {
            let token = &annotated.tokens[*at];
            let mark = annotated.article.slice(token.span());
            // The marks of "8:41" and "1,200" part nothing.
            let is_inner = annotated.tokens.get(at + 1).is_some_and(|next| next.joined);
            let is_mark =
                matches!(mark, "," | ";" | ":" | "–" | "—" | "(" | ")" | "“" | "”" | "\"");
            is_mark && !(token.joined && is_inner)
        };
        let near = annotated.within(
            tokens.start.saturating_sub(VALUES).max(sentence.start)
                ..tokens.end.saturating_add(VALUES).min(sentence.end),
        );
        let near = near.filter(|found| !matches!(found.meaning, Meaning::Quote { .. }));
        let values: Vec<&Range<usize>> = near.map(|found| &found.tokens).collect();
        let is_value = |at: usize| values.iter().any(|tokens| tokens.contains(&at));
        let ends = |(passed, at): (usize, usize)| parts(&at) || passed > REACH;
        let reach = |tokens: &mut dyn Iterator<Item = usize>| {
            let passed = tokens.scan(0, |passed, at| {
                *passed += usize::from(!is_value(at));
                Some((*passed, at))
            });
            passed.take_while(|one| !ends(*one)).last().map(|(_, at)| at)
        };
        let start = reach(&mut (sentence.start..tokens.start).rev());
        let end = reach(&mut (tokens.end..sentence.end));
        start.unwrap_or(tokens.start)..end.map_or(tokens.end, |last| last + 1)
    }

    /// Whether the value is an amount or a sign, which few words bind.
    fn is_countable(&self, value: &Value<'_>) -> bool {
        match value {
            Value::Read(found) => self.bench.annotated.amount(found).is_some(),
            Value::Sign(..) => true,
        }
    }

    /// Whether the value is the very figure of the statement, and no rounding of it.
    fn is_figure_of(&self, value: &Value<'_>, statement: &StatedFact) -> bool {
        let Value::Read(found) = value else { return false };
        let amount = self.bench.annotated.amount(found).filter(|_| !self.is_step(found, statement));
        amount.is_some_and(|amount| {
            let is_it = |figure: f64| {
                (figure - amount.quantity.stated).abs() <= f64::EPSILON * figure.abs()
            };
            let stated = statement.values.amounts.iter();
            let mut alike = stated.filter(|one| one.amount.scale.compares(&amount.scale));
            alike.any(|one| is_it(one.amount.quantity.stated))
        })
    }

    /// Whether a fact gives the value, or it is too common to be wrong: one of something.
    fn is_on_record(&self, value: &Value<'_>) -> bool {
        let Value::Read(found) = value else { return false };
        let amount = self.bench.annotated.amount(found);
        amount.is_some_and(|amount| {
            let is_one = amount.scale == Scale::Number && amount.quantity.stated <= 1.0;
            is_one || self.bench.facts.all_facts().any(|fact| fact.recorded.gives(&amount))
        })
    }

    /// Whether a value is one of the statement's; none where the two cannot be compared.
    fn agrees(&self, value: &Value<'_>, statement: &StatedFact) -> Option<bool> {
        let values = &statement.values;
        let found = match value {
            Value::Read(found) => found,
            Value::Sign(_, sign) => {
                let mut alike = values.signs.iter().filter(|one| one.is_like(sign)).peekable();
                alike.peek()?;
                return Some(alike.any(|one| one == sign));
            }
        };
        match &found.meaning {
            // "Yesterday" belongs to whatever stands next to it.
            // "On the Monday": whichever was told of before.
            Meaning::Date(DateMention::Weekday { .. })
                if self.bench.annotated.follows(found, Function::Definite) =>
            {
                None
            }
            Meaning::Date(mention) if mention.is_by_name() => {
                let reference = self.bench.reference;
                match date::compare(*mention, &values.dates, false, reference) {
                    Verdict::Supported => Some(true),
                    Verdict::Refuted => Some(false),
                    _ => None,
                }
            }
            Meaning::Time(time) if !self.bench.annotated.opens_block(found) => {
                self.agrees_in_time(found, time, &values.times)
            }
            Meaning::Ordinal(number) => {
                (!values.ordinals.is_empty()).then(|| values.ordinals.contains(number))
            }
            _ if self.is_step(found, statement)
                || self.standing.is_lot(self.bench.annotated, &found.tokens, &found.tokens) =>
            {
                None
            }
            _ => self.agrees_in_amount(found, values),
        }
    }

    fn agrees_in_time(&self, found: &Annotation, time: &ClockTime, times: &[i32]) -> Option<bool> {
        if times.is_empty() || !time.is_local() {
            return None;
        }
        let is_open = self.bench.annotated.may_be_either_half(&found.tokens, time);
        let is_near = |minutes: i32| {
            let mut near = times.iter().map(|at| (at - TIME_TOLERANCE, at + TIME_TOLERANCE));
            near.any(|(from, to)| within(minutes, from, to))
        };
        Some(is_near(time.minutes) || is_open && is_near(time.minutes + DAY / 2))
    }

    /// Whether an amount is the distance between two others and the statement gives none: "20 million
    /// lower", "grew by seven million".
    fn is_step(&self, found: &Annotation, statement: &StatedFact) -> bool {
        let Bench { annotated, words, .. } = self.bench;
        let next = annotated.tokens.get(found.tokens.end);
        let is_farther = next.is_some_and(|next| words.steps.contains(&next.word));
        let is_moved =
            annotated.follows(found, Function::By) && annotated.context(found).direction.is_some();
        is_farther || is_moved && !statement.tells_steps
    }

    fn agrees_in_amount(&self, found: &Annotation, values: &StatedValues) -> Option<bool> {
        let amount = self.bench.annotated.amount(found)?;
        let noun = counted(self.bench.annotated, found);
        let counts_alike = |other: &Option<String>| match (&noun, other) {
            (Some(noun), Some(other)) => self.known.are_alike(noun, other),
            _ => true,
        };
        // What something moved from is not where it went, nor by how much.
        let is_start = self.bench.annotated.follows(found, Function::From);
        let mut comparable = values
            .amounts
            .iter()
            .filter(|stated| stated.is_start == is_start)
            .filter(|stated| stated.amount.scale.compares(&amount.scale))
            .filter(|stated| counts_alike(&stated.counted))
            .filter(|stated| is_within_reach(&stated.amount, &amount))
            .peekable();
        comparable.peek()?;
        let interval = amount.interval().widened(self.bench.annotated.rounding(found));
        // "8.04" and "8.05" have but an edge in common.
        let edge = (EDGE * amount.quantity.stated.abs()).min((interval.high - interval.low) / 4.0);
        let interval = interval.widened(-edge);
        Some(comparable.any(|stated| stated.amount.interval().meets(interval)))
    }
}

/// Whether one of two bare numbers may be a slip of the other: two is none of 28 million.
fn is_within_reach(one: &Amount, other: &Amount) -> bool {
    let ratio = one.quantity.stated / other.quantity.stated;
    let ratio = ratio.max(1.0 / ratio);
    one.scale != Scale::Number || ratio <= SLIP || (ratio / SCALE - 1.0).abs() <= NEAR
}

/// A statement as evidence.
pub fn statement_evidence(statement: &StatedFact) -> Evidence {
    let source = statement.sources.first();
    Evidence::Fact {
        id: statement.id.clone(),
        text: statement.says().to_owned(),
        value: None,
        source: source.map(|source| source.name.clone()),
        url: source.and_then(|source| source.url.clone()),
        as_of: statement.as_of,
    }
}

fn judged(
    bench: Bench<'_>,
    sentence: usize,
    span: TextSpan,
    statement: &StatedFact,
    verdict: Verdict,
) -> JudgedStatement {
    let stated = bench.annotated.article.slice(span);
    let by =
        statement.sources.first().map_or(String::new(), |source| format!(" ({})", source.name));
    let message = match verdict {
        Verdict::Refuted => format!("says “{stated}”; on record is “{}”{by}", statement.says()),
        _ => String::new(),
    };
    JudgedStatement {
        span,
        sentence,
        says: statement.says().to_owned(),
        verdict,
        message,
        evidence: vec![statement_evidence(statement)],
        confidence: statement.confidence,
    }
}
