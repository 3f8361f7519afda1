//! Recomputes what a text states from what it states beside it.
//!
//! A *statement* is data: a relation, and templates that find the values it holds between. A
//! relation is code: it says whether the values fit, at the precision they are told with. Where
//! several readings of one result are possible, one that fits is enough.

mod age;
mod change;
mod elapsed;
mod form;
mod life;
mod list;
mod order;
mod product;
mod rate;
mod stated;
mod template;
mod together;
mod total;

use super::{Hit, Scene};
use crate::annotate::Sentence;
use crate::finding::{Evidence, Verdict};
use crate::language::{Language, NameKind, Pattern, VocabularyBuilder, WordList};
use crate::pack::fact_file::Confidence;
use crate::pack::rule_file::{Relation, StatementShape};
use crate::pack::{Place, Problems};
use stated::{Excuses, Stated, Values};
use std::cmp::Ordering;
use std::ops::Range;
use template::{Match, Template};
use together::Together;

/// How many tokens may lie between two fragments of a template, unless a statement says so.
const REACH: usize = 10;

/// Statements of one rule.
#[derive(Debug)]
pub struct Arithmetic {
    statements: Vec<Statement>,
    unless: Vec<Pattern>,
}

#[derive(Debug)]
struct Statement {
    relation: Relation,
    factor: f64,
    sentences: usize,
    templates: Vec<Template>,
    together: Together,
    needs: Vec<Pattern>,
    unless: Vec<Pattern>,
    breaks: Vec<Pattern>,
}

/// What a relation says of values.
enum Outcome {
    /// They fit.
    Fits,
    /// They do not.
    Off(Flaw),
}

/// What does not fit.
struct Flaw {
    /// What comes out, for the message: "3.1 million and 60% make 4.96 million".
    comes_out: String,
    /// The calculation.
    arithmetic: String,
    confidence: Confidence,
    /// What to flag, where that is more than the template covers.
    tokens: Option<Range<usize>>,
}

impl Flaw {
    fn off(comes_out: String, arithmetic: String, confidence: Confidence) -> Outcome {
        Outcome::Off(Flaw { comes_out, arithmetic, confidence, tokens: None })
    }
}

impl Outcome {
    /// Flags the value too, where it stands apart from what set the statement off, in its sentence.
    fn over(self, case: &Case<'_>, value: &Stated) -> Outcome {
        let own = &case.found.tokens;
        let Outcome::Off(flaw) = self else { return self };
        let is_beside = case.sentence.tokens.contains(&value.tokens.start);
        if !case.is_told_apart() || !is_beside {
            return Outcome::Off(flaw);
        }
        let tokens = own.start.min(value.tokens.start)..own.end.max(value.tokens.end);
        Outcome::Off(Flaw { tokens: Some(tokens), ..flaw })
    }
}

/// The state of affairs a relation judges.
struct Case<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Sentence,
    found: &'a Match,
    /// The number that the words of the template name: 2 for "doubled".
    factor: f64,
}

impl Arithmetic {
    /// Compiles statements; patterns that cannot be read are added to `problems`.
    pub fn compile(
        statements: &[StatementShape],
        unless: &[String],
        place: Place<'_>,
        language: &Language,
        words: &mut VocabularyBuilder,
        problems: &mut Problems,
    ) -> Arithmetic {
        let mut compiled = Vec::new();
        for (at, shape) in statements.iter().enumerate() {
            let place = place.key("statement").item(at);
            let mut templates = Vec::new();
            for (at, find) in shape.find.iter().enumerate() {
                let place = place.key("find").item(at);
                let reach = shape.reach.unwrap_or(REACH);
                let (inflection, classes) = (&language.inflection, &language.classes);
                match Template::parse(find, reach, words, inflection, classes) {
                    Ok(template) if template.is_filled_by_known_forms() => templates.push(template),
                    Ok(_) => problems.push(place.problem(format!(
                        "a slot of {find:?} lacks a form that exists; write it as {{part:count}}"
                    ))),
                    Err(error) => problems.push(place.problem(error.to_string())),
                }
            }
            let extent = (shape.sentences.unwrap_or(1), shape.look);
            let (inflection, classes) = (&language.inflection, &language.classes);
            let together =
                match Together::parse(&shape.together, extent, words, inflection, classes) {
                    Ok(together) => together,
                    Err(error) => {
                        problems.push(place.key("together").problem(error.to_string()));
                        Together::default()
                    }
                };
            if !together.is_filled_by_known_forms() {
                problems.push(place.key("together").problem(
                    "a slot lacks a form that exists; write it as {part:count}".to_owned(),
                ));
            }
            let usual = ["@clause_break".to_owned()];
            let mut patterns = |patterns: &[String], key| {
                super::compile::patterns_of(patterns, place.key(key), language, words, problems)
            };
            let needs = patterns(&shape.needs, "needs");
            let unless = patterns(&shape.unless, "unless");
            let breaks = patterns(shape.breaks.as_deref().unwrap_or(&usual), "breaks");
            compiled.push(Statement {
                relation: shape.relation,
                factor: shape.factor.unwrap_or(1.0),
                sentences: shape.sentences.unwrap_or(1),
                templates,
                together,
                needs,
                unless,
                breaks,
            });
        }
        let unless =
            super::compile::patterns_of(unless, place.key("unless"), language, words, problems);
        Arithmetic { statements: compiled, unless }
    }

    /// The place of each template, and of each wording that sets off values told apart.
    pub fn templates(&self) -> impl Iterator<Item = (usize, usize)> {
        let statements = self.statements.iter().enumerate();
        statements.flat_map(|(at, statement)| {
            let wordings = statement.templates.len() + statement.together.anchors();
            (0..wordings).map(move |n| (at, n))
        })
    }

    /// Lists of words of which one each stands in a sentence where the template may match.
    pub fn certain_words(&self, (statement, template): (usize, usize)) -> Vec<WordList> {
        let statement = &self.statements[statement];
        let Some(template) = statement.templates.get(template) else {
            return statement.together.certain_words(template - statement.templates.len());
        };
        if statement.sentences == 1 {
            template.certain_words().into_iter().cloned().collect()
        } else {
            // A passage may begin with any of the fragments, and the others stand further on.
            vec![template.certain_openings()]
        }
    }

    /// Flags what does not fit in one sentence, where these templates are set off.
    pub fn run(
        &self,
        scene: &Scene<'_>,
        sentence: &Sentence,
        templates: &[(usize, usize)],
    ) -> Vec<Hit> {
        let mut judged = Vec::new();
        for &(statement, template) in templates {
            let statement = &self.statements[statement];
            let (found, passage) = statement.find(template, scene, sentence);
            for found in found {
                let factor = statement.factor;
                let case = Case { scene, sentence: &passage, found: &found, factor };
                if let Some(outcome) = case.judge(statement.relation) {
                    judged.push((statement, found, outcome));
                }
            }
        }
        if judged.iter().all(|(_, _, outcome)| matches!(outcome, Outcome::Fits)) {
            return Vec::new();
        }
        let fitting: Vec<Match> = judged
            .iter()
            .filter(|(_, _, outcome)| matches!(outcome, Outcome::Fits))
            .map(|(_, found, _)| found.clone())
            .collect();
        let mut hits: Vec<(Range<usize>, Hit)> = Vec::new();
        for (statement, found, outcome) in judged {
            let Outcome::Off(flaw) = outcome else { continue };
            let tokens = flaw.tokens.clone().unwrap_or(found.tokens.clone());
            let meets = |other: &Range<usize>| other.start < tokens.end && tokens.start < other.end;
            let is_told = fitting.iter().any(|other| other.explains(&found))
                || hits.iter().any(|(other, _)| meets(other));
            if !is_told && !self.is_excused(scene, sentence, statement, (&tokens, &found.sentences))
            {
                hits.push((tokens.clone(), hit(scene, tokens, flaw)));
            }
        }
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    fn is_excused(
        &self,
        scene: &Scene<'_>,
        sentence: &Sentence,
        statement: &Statement,
        (tokens, apart): (&Range<usize>, &[Range<usize>]),
    ) -> bool {
        let all = &scene.annotated.tokens;
        let flagged = scene.annotated.sentence_at(tokens.start).unwrap_or(tokens.clone());
        let around = sentence.tokens.start.min(flagged.start)
            ..sentence.tokens.end.max(tokens.end).max(flagged.end);
        let values = Excuses(Values { scene, clause_breaks: &[] });
        let stands = |pattern: &Pattern| {
            let mut passages = apart.iter().chain([&around]);
            passages.any(|passage| pattern.find(all, passage.clone(), &values).is_some())
        };
        scene.annotated.is_quoted(tokens)
            || !statement.needs.is_empty() && !statement.needs.iter().any(stands)
            || self.unless.iter().chain(&statement.unless).any(stands)
    }
}

impl Statement {
    /// Everything that one of its wordings finds, and the passage it was looked for in.
    fn find(
        &self,
        wording: usize,
        scene: &Scene<'_>,
        sentence: &Sentence,
    ) -> (Vec<Match>, Sentence) {
        let values = Values { scene, clause_breaks: &self.breaks };
        let Some(template) = self.templates.get(wording) else {
            let anchor = wording - self.templates.len();
            return (self.together.find(anchor, &values, sentence), sentence.clone());
        };
        let passage = passage(scene, sentence, self.sentences);
        let tokens = &scene.annotated.tokens[passage.tokens.clone()];
        // Of a single sentence its triggers told so.
        if self.sentences > 1 && !template.may_stand_in(tokens) {
            return (Vec::new(), passage);
        }
        (template.find(&values, &passage), passage)
    }
}

impl Case<'_> {
    /// As the text has what was found.
    fn text(&self) -> &str {
        let annotated = self.scene.annotated;
        annotated.article.slice(annotated.span_of(self.found.tokens.clone()))
    }

    /// High where it is certain and one wording says it all.
    fn confidence(&self, is_certain: bool) -> Confidence {
        if is_certain && !self.is_told_apart() { Confidence::High } else { Confidence::Medium }
    }

    /// Whether its values are bound by nothing but that each is the only one of its kind.
    fn is_told_apart(&self) -> bool {
        !self.found.sentences.is_empty()
    }

    /// Whether the sentences that the values stand in name no second person.
    fn is_about_one_person(&self) -> bool {
        let annotated = self.scene.annotated;
        let sentences = self.found.sentences.iter();
        let names = sentences.flat_map(|tokens| annotated.names_within(tokens.clone()));
        let people = names.filter(|name| name.kind == NameKind::Person);
        let mut surnames: Vec<&str> = people
            .map(|name| annotated.article.slice(annotated.full_form(name).span))
            .map(|name| name.rsplit(' ').next().unwrap_or(name))
            .collect();
        surnames.sort_unstable();
        surnames.dedup();
        surnames.len() <= 1
    }

    fn judge(&self, relation: Relation) -> Option<Outcome> {
        match relation {
            Relation::Rise => change::rise(self),
            Relation::Fall => change::fall(self),
            Relation::Multiple => change::multiple(self),
            Relation::RiseBetween => change::between(self, Ordering::Greater),
            Relation::FallBetween => change::between(self, Ordering::Less),
            Relation::Points => change::points(self),
            Relation::Sum => total::sum(self),
            Relation::Within => total::within(self),
            Relation::PartsFollow => total::parts_follow(self),
            Relation::PartsWithin => total::parts_within(self),
            Relation::SharesOfOne => total::shares_of_one(self),
            Relation::PartsRow => total::parts_row(self),
            Relation::Remainder => total::remainder(self),
            Relation::Bracketed => total::bracketed(self),
            Relation::RestOfShare => total::rest_of_share(self),
            Relation::Margin => total::margin(self),
            Relation::RemainingShare => total::remaining_share(self),
            Relation::ClausesFollow => list::clauses_follow(self),
            Relation::ListFollows => list::follows(self),
            Relation::Elapsed => elapsed::between(self),
            Relation::SameLength => elapsed::same(self),
            Relation::Anniversary => elapsed::anniversary(self),
            Relation::Ago => elapsed::ago(self),
            Relation::Age => age::judge(self),
            Relation::AgeGrown => age::grown(self),
            Relation::Life => life::judge(self),
            Relation::AgeAgain => life::again(self),
            Relation::AgesApart => life::apart(self),
            Relation::AgeDecade => age::in_decade(self),
            Relation::SameAge => age::same(self),
            Relation::Elder => age::elder(self),
            Relation::WithinAges => age::inside(self),
            Relation::Product => product::product(self),
            Relation::Distance => product::distance(self),
            Relation::Rate => rate::rate(self),
            Relation::SameRate => rate::same_rate(self),
            Relation::SameShare => product::same_share(self),
            Relation::ShareOf => product::share_of(self),
            Relation::Ascending => order::ascending(self),
            Relation::AtMost => order::at_most(self),
            Relation::Bounds => order::bounds(self),
            Relation::Inside => order::inside(self),
            Relation::OrdinalEnding => order::ending(self),
            Relation::Upward => order::moves(self, Ordering::Greater),
            Relation::Downward => order::moves(self, Ordering::Less),
        }
    }
}

/// A sentence with those after it in its paragraph, so many in all.
fn passage(scene: &Scene<'_>, sentence: &Sentence, count: usize) -> Sentence {
    let mut whole = sentence.clone();
    for _ in 1..count {
        match scene.annotated.sentence_of(whole.tokens.end) {
            Some(next) if next.block == whole.block => whole.tokens.end = next.tokens.end,
            _ => break,
        }
    }
    whole
}

/// Without the mark that ends the clause.
fn trimmed(scene: &Scene<'_>, tokens: Range<usize>) -> Range<usize> {
    let last = scene.annotated.tokens[tokens.end - 1];
    let text = scene.annotated.article.slice(last.span());
    let is_loose = matches!(text, "," | ";" | ":" | "—" | "–") && tokens.len() > 1;
    tokens.start..tokens.end - usize::from(is_loose)
}

fn hit(scene: &Scene<'_>, tokens: Range<usize>, flaw: Flaw) -> Hit {
    let span = scene.annotated.span_of(trimmed(scene, tokens));
    let text = scene.annotated.article.slice(span);
    Hit {
        span,
        verdict: Verdict::Refuted,
        message: format!("says “{text}”; {}", flaw.comes_out),
        evidence: vec![Evidence::Arithmetic { text: flaw.arithmetic }],
        confidence: flaw.confidence,
    }
}
