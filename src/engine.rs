//! The one path, for one article: annotate, find claims, judge them, run the checks.

use crate::annotate::{Annotated, annotate};
use crate::check::Scene;
use crate::claim::{Claim, Discourse, Mentions, Standing, find_claims};
use crate::fact::{FactStore, Subject};
use crate::finding::{Evidence, Finding, Verdict};
use crate::judge::{Bench, JudgedStatement, Judgement, Reference, StatementBench, judge_all};
use crate::knowledge::Knowledge;
use crate::quote::{JudgedQuote, QuoteBench, judge_quotes};
use crate::score::StyleReading;
use crate::source::{Compared, Library, compare};
use crate::statement::Passage;
use crate::text::{Article, DateOrigin, Dated, TextSpan};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a run may tell the engine about every article.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions {
    /// The reference date to use instead of the article's own.
    pub date: Option<Date>,
    /// The day of the run, which the last days of suppressions are held against; without it none
    /// of them is over.
    pub today: Option<Date>,
}

/// What came of checking one article.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The article's reference date and what gave it.
    pub date: Option<Dated>,
    /// Findings in order of position, then of rule; at most one of a rule at a span.
    pub findings: Vec<Finding>,
    /// How many claims could be checked, and what came of them.
    pub coverage: Coverage,
    /// Every claim, in order of position: the register that the coverage counts.
    pub claims: Vec<CheckedClaim>,
    /// What its style is like.
    pub style: StyleReading,
}

/// A claim of an article in words, and what came of judging it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedClaim {
    /// Where its value stands in the article's text.
    pub span: TextSpan,
    /// The sentence it stands in.
    pub sentence: TextSpan,
    /// What it is about; none when that is not certain.
    pub subject: Option<String>,
    /// What it says of the subject: the property's name, such as `deaths`.
    pub property: String,
    /// The property in words, such as `death toll`.
    pub noun: String,
    /// Whether the article asserts it.
    pub standing: Standing,
    /// What was established.
    pub verdict: Verdict,
    /// What the text says and what the record says; empty for a claim that stays unchecked.
    pub message: String,
    /// What that rests on.
    pub evidence: Vec<Evidence>,
}

/// How much of an article could be checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Coverage {
    /// Claims of a kind that factlint can check.
    pub checkable: usize,
    /// Claims with the verdict [`Verdict::Supported`].
    pub supported: usize,
    /// Claims with the verdict [`Verdict::Refuted`].
    pub refuted: usize,
    /// Claims with the verdict [`Verdict::Outdated`].
    pub outdated: usize,
    /// Claims with the verdict [`Verdict::Unsupported`].
    pub unsupported: usize,
    /// Claims with the verdict [`Verdict::Undisclosed`].
    pub undisclosed: usize,
}

impl Coverage {
    /// Counts one claim.
    pub fn count(&mut self, verdict: Verdict) {
        self.checkable += 1;
        match verdict {
            Verdict::Supported => self.supported += 1,
            Verdict::Refuted => self.refuted += 1,
            Verdict::Outdated => self.outdated += 1,
            Verdict::Unsupported => self.unsupported += 1,
            Verdict::Undisclosed => self.undisclosed += 1,
            Verdict::Unchecked => {}
        }
    }

    /// Claims that were compared with something.
    pub fn checked(&self) -> usize {
        self.supported + self.refuted + self.outdated + self.unsupported + self.undisclosed
    }

    /// Adds another article's counts.
    pub fn add(&mut self, other: Coverage) {
        self.checkable += other.checkable;
        self.supported += other.supported;
        self.refuted += other.refuted;
        self.outdated += other.outdated;
        self.unsupported += other.unsupported;
        self.undisclosed += other.undisclosed;
    }
}

/// What was read in an article, before any rule has looked at it.
#[derive(Debug)]
pub struct Reading<'a> {
    /// What was found in its text.
    pub annotated: &'a Annotated<'a>,
    /// The things of the packs that it mentions.
    pub mentions: Mentions,
    /// The events of the packs that it tells of beyond doubt.
    pub told_of: BTreeSet<Subject>,
    /// What it claims, and what came of judging that.
    pub claims: Vec<(Claim, Judgement)>,
    /// When it was written.
    pub reference: Reference,
}

impl Reading<'_> {
    fn bench<'b>(&'b self, knowledge: &'b Knowledge) -> Bench<'b> {
        let Reading { annotated, mentions, told_of, reference, .. } = self;
        let (facts, words) = (&knowledge.facts, &knowledge.qualifiers);
        Bench { annotated, mentions, facts, told_of, reference: *reference, words }
    }
}

/// Checks an article. Pure: no I/O, cannot fail, same output for same input.
/// `library` holds the sources trusted for every article; an article may bring its own.
pub fn check(
    article: &Article,
    knowledge: &Knowledge,
    library: &Library<'_>,
    options: CheckOptions,
) -> Outcome {
    let annotated = annotate(article, &knowledge.language, &knowledge.vocabulary);
    let reading = read(&annotated, knowledge, options);
    let compared = against_sources(&annotated, knowledge, library, reading.reference.date());
    let quotes = judge_quotes(&QuoteBench {
        annotated: &annotated,
        mentions: &reading.mentions,
        facts: &knowledge.facts,
        record: &knowledge.quotes,
        date: reading.reference.date(),
    });
    let statements = StatementBench {
        bench: reading.bench(knowledge),
        known: &knowledge.statements,
        standing: &knowledge.standing,
    };
    let statements = statements.judge();
    let title = article.metadata.title.as_deref().map(Article::of_title);
    let title =
        title.as_ref().map(|title| annotate(title, &knowledge.language, &knowledge.vocabulary));
    let passages = Passage::all(&annotated, title.as_ref());
    let style = knowledge.style.read(article);
    let scene = Scene {
        annotated: &annotated,
        title: title.as_ref(),
        passages: &passages,
        mentions: &reading.mentions,
        told_of: &reading.told_of,
        claims: &reading.claims,
        compared: &compared,
        statements: &statements,
        quotes: &quotes,
        reference: reading.reference,
        today: options.today,
        facts: &knowledge.facts,
        language: &knowledge.language,
        stems: &knowledge.stems,
        standing: &knowledge.standing,
        known_claims: &knowledge.known_claims,
        misspellings: &knowledge.misspellings,
        style: &style,
        style_model: &knowledge.style,
    };
    let mut coverage = Coverage::default();
    let judged = reading.claims.iter().map(|(_, judgement)| judgement.verdict);
    let compared = compared.iter().map(|compared| compared.verdict);
    let quoted = quotes.iter().map(|quote| quote.verdict);
    let stated = statements.iter().map(|one| one.verdict);
    for verdict in judged.chain(compared).chain(stated).chain(quoted) {
        coverage.count(verdict);
    }
    Outcome {
        date: match reading.reference {
            Reference::Known(dated) => Some(dated),
            Reference::NotBefore(_) | Reference::Unknown => None,
        },
        findings: knowledge.rules.run(&scene),
        coverage,
        claims: register(&annotated, reading.claims, (quotes, statements), &knowledge.facts),
        style,
    }
}

fn register(
    annotated: &Annotated<'_>,
    claims: Vec<(Claim, Judgement)>,
    (quotes, statements): (Vec<JudgedQuote>, Vec<JudgedStatement>),
    facts: &FactStore,
) -> Vec<CheckedClaim> {
    let quotes = quotes.into_iter().map(|quote| checked_quote(annotated, quote));
    let statements = statements.into_iter().map(|one| checked_statement(annotated, one));
    let claims = claims.into_iter().map(|(claim, judgement)| {
        let property = facts.property(claim.property);
        CheckedClaim {
            span: claim.span,
            sentence: annotated.sentences[claim.sentence].span,
            subject: claim.subject.map(|subject| facts.subject_name(subject).to_owned()),
            property: property.name.clone(),
            noun: property.noun.clone(),
            standing: claim.standing,
            verdict: judgement.verdict,
            message: judgement.message,
            evidence: judgement.evidence,
        }
    });
    let mut all: Vec<CheckedClaim> = claims.chain(statements).chain(quotes).collect();
    all.sort_by_key(|claim| claim.span);
    all
}

fn checked_statement(annotated: &Annotated<'_>, statement: JudgedStatement) -> CheckedClaim {
    CheckedClaim {
        span: statement.span,
        sentence: annotated.sentences[statement.sentence].span,
        subject: Some(format!("“{}”", statement.says)),
        property: "statement".to_owned(),
        noun: "value".to_owned(),
        standing: Standing::Asserted,
        verdict: statement.verdict,
        message: statement.message,
        evidence: statement.evidence,
    }
}

/// That somebody said something is a claim too.
fn checked_quote(annotated: &Annotated<'_>, quote: JudgedQuote) -> CheckedClaim {
    let at = annotated.tokens.partition_point(|token| token.span().start < quote.span.start);
    CheckedClaim {
        span: quote.span,
        sentence: annotated.sentence_of(at).map_or(quote.span, |sentence| sentence.span),
        subject: Some(quote.speaker),
        property: "quote".to_owned(),
        noun: "words".to_owned(),
        standing: Standing::Asserted,
        verdict: quote.verdict,
        message: quote.message,
        evidence: quote.evidence,
    }
}

fn against_sources(
    annotated: &Annotated<'_>,
    knowledge: &Knowledge,
    library: &Library<'_>,
    date: Option<Date>,
) -> Vec<Compared> {
    let tongue = knowledge.tongue();
    let own = Library::new(&annotated.article.sources, tongue);
    compare(annotated, &[library, &own], tongue, date)
}

/// Reads an annotated article: what it mentions, what it claims, and what the facts say to that.
pub fn read<'a>(
    annotated: &'a Annotated<'a>,
    knowledge: &Knowledge,
    options: CheckOptions,
) -> Reading<'a> {
    let (facts, standing) = (&knowledge.facts, &knowledge.standing);
    let mentions = knowledge.mentions.find(annotated, facts);
    let dated = dated(annotated, options);
    let discourse = Discourse::new(
        annotated,
        &mentions,
        facts,
        &knowledge.qualifiers,
        standing,
        dated.map(|dated| dated.date),
    );
    let bound = || discourse.lower_bound().max(annotated.latest_reported_day());
    let reference = match (dated, dated.is_none().then(bound).flatten()) {
        (Some(dated), _) => Reference::Known(dated),
        (None, Some(bound)) => Reference::NotBefore(bound),
        (None, None) => Reference::Unknown,
    };
    let found = find_claims(
        annotated,
        &mentions,
        &discourse,
        (&knowledge.cues, &knowledge.figures),
        standing,
    );
    let told_of = discourse.certain_subjects();
    let mut reading = Reading { annotated, mentions, told_of, claims: Vec::new(), reference };
    reading.claims = judge_all(found, &reading.bench(knowledge));
    reading
}

/// The day the article was written: as the command line says, else its metadata, else its
/// dateline. Where none does, it cannot be earlier than the last thing it reports.
fn dated(annotated: &Annotated<'_>, options: CheckOptions) -> Option<Dated> {
    let stated = options.date.map(|date| Dated { date, from: DateOrigin::CommandLine });
    let dateline = || {
        let found = annotated.dateline()?;
        Some(Dated { date: found.day, from: DateOrigin::Dateline })
    };
    stated.or(annotated.article.metadata.date).or_else(dateline)
}
