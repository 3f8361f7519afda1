//! A figure that is taken up with "the" or "its" and another number: "214 frogs" and further down
//! "the 241 frogs".
//!
//! What comes with "the" was told before. Where one figure alone was told of such things, and the
//! later number stands nowhere else, it is the one that is meant.

use super::{Candidate, FigureDiffers, OwnValue, shared};
use crate::check::Hit;
use crate::language::{Case, Function, Pattern, TokenKind};
use crate::statement::{Counted, Figure, Setting};

/// How many passages apart the two may stand.
const NEAR: usize = 5;

/// How many figures of a kind are looked at.
const FEW: usize = 8;

/// How many times one of two figures may be the other, for both to be of one thing.
const APART: f64 = 4.0;

/// How many words may stand between "the" and "of" before a figure.
const HEAD: usize = 4;

/// Counts below this are of things that come in twos and threes everywhere.
const SMALL: f64 = 10.0;

impl FigureDiffers {
    /// Flags figures of a kind that take up one before them with another number.
    pub(super) fn taken_up(&self, all: &[&Candidate<'_>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for later in 1..all.len().min(FEW) {
            let (known, second) = (&all[..later], all[later]);
            let is_new =
                all.iter().filter(|other| other.figure.agrees(&second.figure)).count() == 1;
            if !is_new || !self.takes_up(&second.figure) || !self.is_whole(&second.figure) {
                continue;
            }
            let first = known[0];
            let is_sole = known.iter().all(|other| other.figure.agrees(&first.figure));
            if is_sole && known.iter().all(|first| self.is_meant(first, second)) {
                hits.extend(self.hit(&first.figure, &second.figure));
            }
        }
        hits
    }

    fn is_meant(&self, first: &Candidate<'_>, second: &Candidate<'_>) -> bool {
        let (a, b) = (&first.figure, &second.figure);
        if first.order == second.order || second.order > first.order + NEAR || !self.is_whole(a) {
            return false;
        }
        let setting =
            |figure: &Figure<'_>| Setting::of(&figure.passage, &figure.shown, &self.words);
        let (here, there) = (setting(a), setting(b));
        let has_times = !here.times.is_empty() && !there.times.is_empty();
        let is_elsewhere = here.differs_in_source(&there)
            || here.differs_in_place(&there)
            || has_times && here.differs_in_period(&there);
        let (things, others) = (a.things(&self.words), b.things(&self.words));
        let is_same = things.is_subset(&others)
            || others.is_subset(&things)
            || a.noun == b.noun && b.is_definite && is_affected(b);
        // "212 buses … the 62 electric buses"
        let is_kind_of =
            !others.is_subset(&things) && b.amount.stated < a.amount.stated && !a.is_transposed(b);
        !is_elsewhere
            && is_same
            && !is_kind_of
            && !brings_another(a, b)
            && self.is_bound(first, second)
    }

    /// Whether the words beside the two tie them to each other.
    fn is_bound(&self, first: &Candidate<'_>, second: &Candidate<'_>) -> bool {
        let (a, b) = (&first.figure, &second.figure);
        let wide = shared(&a.around(&self.words), &b.around(&self.words));
        let is_swapped = a.is_transposed(b);
        let is_close = second.order <= first.order + 2;
        let (low, high) =
            (a.amount.stated.min(b.amount.stated), a.amount.stated.max(b.amount.stated));
        if high > low * APART && !is_swapped {
            return false;
        }
        let next = b.passage.annotated.tokens.get(b.shown.end);
        let is_picked = next.is_some_and(|next| self.words.is_relative(next.word));
        if is_picked || self.is_narrowed(b) && !is_swapped && wide < 2 {
            return false;
        }
        if !b.is_definite
            && let Some(head) = self.head(b)
        {
            let is_named = a.around(&self.words).contains(&head);
            return is_named && (is_swapped || a.counted != Counted::Percent && wide > 1);
        }
        match a.counted {
            Counted::Things(_) | Counted::Tally(_) => {
                let is_small = a.amount.stated.min(b.amount.stated) < SMALL;
                let is_anybody = self.counts_anybody(a);
                // "match points" are not any points.
                let is_vague = a.things(&self.words).len() < 2;
                let is_far = is_small && is_vague && !is_all(b) || !is_close;
                let least = usize::from(is_far) + usize::from(is_anybody);
                let is_owned = a.is_owned && b.is_owned;
                is_swapped
                    || are_kin(a, b)
                    || wide >= least && (b.is_definite || is_owned || wide > 0)
            }
            Counted::Percent => is_swapped && wide > 0,
            Counted::Unit(_) | Counted::Money(_) => {
                is_swapped && is_close || wide >= 1 && b.is_definite
            }
        }
    }

    /// Whether a figure is told plainly, and of all there are.
    fn is_whole(&self, figure: &Figure<'_>) -> bool {
        let slot = OwnValue(figure.tokens.clone());
        let tokens = &figure.passage.annotated.tokens;
        let whole = figure.passage.part(&figure.tokens);
        let is_apart = |pattern: &Pattern| pattern.find(tokens, whole.clone(), &slot).is_some();
        figure.is_plain()
            && figure.amount.modifier.is_none()
            && figure.amount.stated > 1.0
            && figure.is_told
            && !figure.passage.is_question()
            && !self.apart.iter().any(is_apart)
    }

    /// "the 12 people who were on deck": whether what follows picks some out.
    fn is_narrowed(&self, figure: &Figure<'_>) -> bool {
        let annotated = figure.passage.annotated;
        let Some(next) = annotated.tokens.get(figure.shown.end) else { return false };
        let text = annotated.article.slice(next.span());
        let is_participle = next.kind == TokenKind::Word(Case::Lower)
            && (text.ends_with("ed") || text.ends_with("ing"));
        next.kind != TokenKind::Mark
            && (self.words.is_relative(next.word)
                || self.words.is_preposition(next.word)
                || annotated.language.is_of("narrowing", text)
                || is_participle)
    }

    /// Whether "the", "all" or "its" leads to it.
    fn takes_up(&self, figure: &Figure<'_>) -> bool {
        let first = figure.passage.annotated.tokens[figure.tokens.start].word;
        let holds_article = self.words.is_definite(first);
        figure.is_definite
            || holds_article
            || pronoun(figure).is_some()
            || self.head(figure).is_some()
    }

    /// The noun of "the final turnout of 64.1 percent".
    fn head(&self, figure: &Figure<'_>) -> Option<String> {
        let annotated = figure.passage.annotated;
        let start = figure.passage.tokens().start;
        let of = figure.tokens.start.checked_sub(1).filter(|&at| at > start)?;
        let is_of = annotated.language.sense(annotated.tokens[of].word).functions.has(Function::Of);
        let mut lead = start.max(of.saturating_sub(HEAD))..of;
        let is_definite = lead.any(|at| self.words.is_definite(annotated.tokens[at].word));
        self.words.content(annotated, of - 1).filter(|_| is_of && is_definite)
    }
}

/// "his", "their": who has what is counted.
fn pronoun<'a>(figure: &Figure<'a>) -> Option<&'a str> {
    let before = figure.tokens.start.checked_sub(1).filter(|_| figure.is_owned)?;
    let word = figure.passage.word(before);
    owner(figure, word).map(|_| word)
}

/// The possessive pronoun that a word is, and the pronoun of whoever it means, if there is one.
fn owner<'a>(figure: &Figure<'a>, word: &str) -> Option<(&'a str, Option<&'a str>)> {
    let owners = figure.passage.annotated.language.classes.get("owner")?.iter();
    let mut pairs = owners.map(|pair| match pair.split_once(' ') {
        Some((owner, who)) => (owner, Some(who)),
        None => (pair.as_str(), None),
    });
    pairs.find(|(owner, _)| word.eq_ignore_ascii_case(owner))
}

/// "her", where "she" has what is counted: "She leaves two sons".
fn subject<'a>(figure: &Figure<'a>, whose: &'a str) -> Option<&'a str> {
    let who = owner(figure, whose)?.1?;
    let mut before = figure.passage.tokens().start..figure.tokens.start;
    let leads = before.any(|at| figure.passage.word(at).eq_ignore_ascii_case(who));
    leads.then_some(whose)
}

/// Whether another of the kind comes between: "Another ship, the Halvard, …".
fn brings_another(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    if !a.passage.is_in_text() {
        return false;
    }
    let annotated = b.passage.annotated;
    let mut between = a.shown.end..b.tokens.start.max(a.shown.end);
    between.any(|at| {
        let text = annotated.article.slice(annotated.tokens[at].span());
        annotated.language.is_of("one_more", &text.to_lowercase())
    })
}

/// "all 34 men"
fn is_all(figure: &Figure<'_>) -> bool {
    let before = figure.tokens.start.checked_sub(1).map(|at| figure.passage.word(at));
    let language = figure.passage.annotated.language;
    before.is_some_and(|word| language.is_of("all_of_them", &word.to_lowercase()))
}

/// "the 16 affected routes": whether a participle alone is added to what is counted.
fn is_affected(figure: &Figure<'_>) -> bool {
    let last = figure.shown.end - 1;
    let mut inner = figure.tokens.end..last;
    inner.len() == 1 && inner.all(|at| figure.passage.word(at).ends_with("ed"))
}

/// Whether both are the kin of one person: "their three daughters", "his four daughters".
fn are_kin(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let Some(other) = pronoun(b) else { return false };
    let Some(one) = pronoun(a).or_else(|| subject(a, other)) else { return false };
    let annotated = b.passage.annotated;
    let noun = annotated.article.slice(annotated.span_of(b.shown.end - 1..b.shown.end));
    let is_kin = ["kin", "offspring"].iter().any(|class| annotated.language.is_of(class, noun));
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let is_of_both = |whose: &String| annotated.language.is_of("owned_together", whose);
    is_kin && (one == other || is_of_both(&one) || is_of_both(&other))
}
