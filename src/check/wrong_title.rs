//! Flags titles that the record gives to somebody else, or no longer, or never gave.
//!
//! Only titles that the packs say something of are looked at: the same post held by another, a
//! post of the same kind with another remit, a deputy's post told as the post itself, or one of
//! posts that nobody holds two of at once.

mod post;

use super::on_record::is_on_topic;
use super::{Hit, Scene};
use crate::annotate::{Annotated, Meaning, Name};
use crate::claim::MentionedAs;
use crate::fact::{Entity, EntityId, FactStore, Role, Subject};
use crate::finding::{Evidence, Verdict};
use crate::language::{Function, NameKind, TokenKind};
use crate::pack::fact_file::{Confidence, EntityKind};
use crate::text::TextSpan;
use jiff::civil::Date;
pub use post::Posts;
use post::{Post, Tense};
use std::collections::BTreeSet;
use std::ops::Range;

/// Days by which copy may lag behind a change of post.
const LAG_DAYS: i32 = 60;

/// How many words a role between commas may have.
const ROLE: usize = 8;

/// For how many days after an event those who held posts then are taken to hold them.
const NEWS: i32 = 120;

/// How many tokens before a title may name whose it is.
const OWNER: usize = 3;

/// How many words a title before a comma may have: "the island's interior minister, Anna Lind".
const TITLE: usize = 5;

impl Posts {
    /// Flags every title that the record speaks against.
    pub fn run(&self, scene: &Scene<'_>) -> Vec<Hit> {
        if scene.facts.with_posts().next().is_none() {
            return Vec::new();
        }
        let names = scene.annotated.names.iter();
        let mut hits: Vec<Hit> = names.flat_map(|name| self.titles(scene, name)).collect();
        if !scene.told_of.is_empty() && is_on_topic(scene) {
            let strangers = scene.annotated.names.iter();
            hits.extend(strangers.filter_map(|name| self.stranger(scene, name)));
        }
        hits
    }

    /// A name of which no pack knows, with a post of the story that somebody else holds.
    fn stranger(&self, scene: &Scene<'_>, name: &Name) -> Option<Hit> {
        let annotated = scene.annotated;
        let may_be_person = matches!(name.kind, NameKind::Person | NameKind::Unknown)
            && name.tokens.len() > 1
            && name.refers_to.is_none();
        if !may_be_person || bearer(scene, name).is_some() || annotated.is_quoted(&name.tokens) {
            return None;
        }
        self.spans(annotated, name).find_map(|span| {
            let (holder, role) = self.only_holder(scene, name, span)?;
            let fault = Fault::Stranger { name: annotated.article.slice(name.span), role };
            Some(hit(scene, holder, name.span.cover(span), fault))
        })
    }

    /// Who alone holds the post that some words name, if it is one that one person holds.
    fn only_holder<'a>(
        &self,
        scene: &Scene<'a>,
        name: &Name,
        span: TextSpan,
    ) -> Option<(&'a Entity, &'a Role)> {
        let facts = scene.facts;
        let stated = self.post(scene.annotated.article.slice(span))?;
        let is_shared = stated.head().is_none_or(|head| self.is_shared(head));
        if !stated.is_specific()
            || stated.tense != Tense::Now
            || is_shared
            || is_one_of_many(scene, span)
        {
            return None;
        }
        let named = |entity: EntityId| {
            scene.mentions.entities_within(0..usize::MAX).any(|mentioned| mentioned == entity)
        };
        let all = facts
            .with_posts()
            .flat_map(|(_, entity)| entity.roles.iter().map(move |role| (entity, role)));
        let mut holders = all.filter(|(_, role)| self.posts(role).any(|post| post.is(&stated)));
        let only = holders.next()?;
        let written = scene.reference.date();
        let is_alone = holders.next().is_none() && written.is_some() && holds(only.1, written);
        let is_told_now = only.1.from.is_some() || is_news(scene);
        let is_theirs = is_told_now
            && only.1.of.is_none_or(named)
            && !is_owned_by_another(scene, name, span, only.1.of);
        (is_alone && is_theirs).then_some(only)
    }

    fn titles(&self, scene: &Scene<'_>, name: &Name) -> Vec<Hit> {
        let Some(person) = bearer(scene, name) else { return Vec::new() };
        let annotated = scene.annotated;
        // A surname alone may be anybody's where the article is about something else.
        let is_theirs = name.tokens.len() > 1 || !scene.told_of.is_empty() || is_on_topic(scene);
        let has_posts = !scene.facts.entity(person).roles.is_empty();
        if !is_theirs || !has_posts || annotated.is_quoted(&name.tokens) {
            return Vec::new();
        }
        // "Lind, minister for a little over a year" is minister of nothing in particular.
        let is_timed = |span: &TextSpan| {
            let found = annotated.annotations.iter();
            let mut lengths = found.filter(|f| matches!(f.meaning, Meaning::Duration(_)));
            lengths.any(|length| length.span.overlaps(*span))
        };
        let spans = self.spans(annotated, name).filter(|span| !is_timed(span));
        spans.filter_map(|span| self.check(scene, name, person, span)).collect()
    }

    /// The titles that stand beside a name.
    fn spans(&self, annotated: &Annotated<'_>, name: &Name) -> impl Iterator<Item = TextSpan> {
        let title = name.title.map(|title| self.widened(annotated, title));
        let role = name.role.or_else(|| self.after_comma(annotated, name));
        let beside = [title, role, self.before_comma(annotated, name)];
        let stated = [self.before_copula(annotated, name), self.after_copula(annotated, name)];
        beside.into_iter().chain(stated).flatten()
    }

    /// A title with the words before it that belong to it: names are read from their end, and at
    /// the start of a sentence a capital tells nothing.
    fn widened(&self, annotated: &Annotated<'_>, title: TextSpan) -> TextSpan {
        let tokens = &annotated.tokens;
        let first = tokens.partition_point(|token| token.span().start < title.start);
        let floor = annotated.sentence_of(first).map_or(first, |sentence| sentence.tokens.start);
        let belongs = |&at: &usize| {
            let text = annotated.article.slice(tokens[at].span());
            text == "-" && tokens[at].joined || self.extends(&text.to_lowercase())
        };
        let start = (floor..first).rev().take_while(belongs).last().unwrap_or(first);
        TextSpan::new(tokens[start].span().start, title.end)
    }

    /// The words of "Anna Lind, currently finance minister, …".
    fn after_comma(&self, annotated: &Annotated<'_>, name: &Name) -> Option<TextSpan> {
        let comma = name.tokens.end;
        let sentence = annotated.sentence_of(name.tokens.start)?.tokens.clone();
        let word = |at: usize| annotated.article.slice(annotated.tokens[at].span());
        let is_word = |at: &usize| matches!(annotated.tokens[*at].kind, TokenKind::Word(_));
        if comma + 1 >= sentence.end || word(comma) != "," {
            return None;
        }
        let end = sentence.end.min(comma + 1 + ROLE);
        let last = (comma + 1..end).take_while(is_word).last()?;
        let closes = last + 1 < sentence.end && matches!(word(last + 1), "," | ".");
        let span = annotated.span_of(comma + 1..last + 1);
        let post = self.post(annotated.article.slice(span))?;
        let is_post = post.head().is_some_and(|head| self.is_office(head));
        (closes && is_post && post.is_short()).then_some(span)
    }

    /// The words before "… minister, Anna Lind".
    fn before_comma(&self, annotated: &Annotated<'_>, name: &Name) -> Option<TextSpan> {
        let comma = name.tokens.start.checked_sub(1)?;
        let sentence = annotated.sentence_of(name.tokens.start)?.tokens.clone();
        let word = |at: usize| annotated.article.slice(annotated.tokens[at].span());
        if name.title.is_some() || comma <= sentence.start || word(comma) != "," {
            return None;
        }
        let is_inner = |&at: &usize| {
            matches!(annotated.tokens[at].kind, TokenKind::Word(_))
                && !self.is_edge(&word(at).to_lowercase())
        };
        let first = (sentence.start..comma).rev().take(TITLE).take_while(is_inner).last()?;
        self.office(annotated, first..comma)
    }

    /// The words of "the director of Kestrel is Jane Doe".
    fn before_copula(&self, annotated: &Annotated<'_>, name: &Name) -> Option<TextSpan> {
        let copula = name.tokens.start.checked_sub(1)?;
        let sentence = annotated.sentence_of(name.tokens.start)?.tokens.clone();
        let word = |at: usize| annotated.article.slice(annotated.tokens[at].span());
        if copula <= sentence.start || !self.holds_now(word(copula)) {
            return None;
        }
        let is_inner = |&at: &usize| {
            let is_tied = at > sentence.start && self.ties(word(at - 1));
            matches!(annotated.tokens[at].kind, TokenKind::Word(_))
                && (is_tied || !self.is_edge(&word(at).to_lowercase()))
        };
        let first = (sentence.start..copula).rev().take(ROLE).take_while(is_inner).last()?;
        self.office(annotated, first..copula)
    }

    /// The words of "Jane Doe is the director of Kestrel".
    fn after_copula(&self, annotated: &Annotated<'_>, name: &Name) -> Option<TextSpan> {
        let copula = name.tokens.end;
        let sentence = annotated.sentence_of(name.tokens.start)?.tokens.clone();
        let word = |at: usize| annotated.article.slice(annotated.tokens[at].span());
        if copula + 1 >= sentence.end || !self.holds_now(word(copula)) {
            return None;
        }
        let goes_on = |&at: &usize| {
            let is_first = at == copula + 1;
            let text = word(at).to_lowercase();
            matches!(annotated.tokens[at].kind, TokenKind::Word(_))
                && (is_first || !self.ends.contains(&text))
                && !annotated.is_copula(annotated.tokens[at].word)
        };
        let reach = copula + 1..sentence.end.min(copula + 1 + ROLE);
        let last = reach.take_while(goes_on).last()?;
        let first = annotated.tokens[copula + 1].word;
        let is_definite = annotated.language.sense(first).functions.has(Function::Definite);
        let lead = usize::from(is_definite);
        (copula + lead < last).then(|| self.office(annotated, copula + 1 + lead..last + 1))?
    }

    /// The tokens, if they name an office.
    fn office(&self, annotated: &Annotated<'_>, tokens: Range<usize>) -> Option<TextSpan> {
        let span = annotated.span_of(tokens);
        let post = self.post(annotated.article.slice(span))?;
        let is_office = post.head().is_some_and(|head| self.is_office(head));
        (is_office && post.is_short()).then_some(span)
    }

    fn check(
        &self,
        scene: &Scene<'_>,
        name: &Name,
        person: EntityId,
        span: TextSpan,
    ) -> Option<Hit> {
        let facts = scene.facts;
        let stated = self.post(scene.annotated.article.slice(span))?;
        let entity = facts.entity(person);
        let matching: Vec<&Role> =
            entity.roles.iter().filter(|role| self.matches(&stated, role)).collect();
        let written = scene.reference.date();
        let fault = if matching.is_empty() {
            self.mistaken(scene, person, &stated, owner_of(scene, span, OwnerAt::Beside))
        } else {
            out_of_time(scene, name, &stated, &matching, written)
                .filter(|fault| !ended_with_life(scene.facts, person, fault))
        };
        // "late IRGC general": ranks are held in more houses than one.
        let is_held_in_one =
            stated.tense == Tense::Now && stated.head().is_some_and(|head| !self.is_shared(head));
        let owner = if is_held_in_one { OwnerAt::BesideOrInside } else { OwnerAt::Beside };
        let fault = fault.or_else(|| elsewhere(scene, span, &matching, owner))?;
        Some(hit(scene, entity, span, fault))
    }

    fn matches(&self, stated: &Post, role: &Role) -> bool {
        self.posts(role).any(|post| stated.may_be(&post))
    }

    /// A role by each of its titles.
    fn posts<'r>(&'r self, role: &'r Role) -> impl Iterator<Item = Post> + 'r {
        let titles = std::iter::once(&role.title).chain(&role.also);
        titles.filter_map(|title| self.post(title))
    }

    /// What speaks against a title that no role of the person has.
    fn mistaken<'a>(
        &self,
        scene: &Scene<'a>,
        person: EntityId,
        stated: &Post,
        owner: Option<EntityId>,
    ) -> Option<Fault<'a>> {
        if stated.tense != Tense::Now {
            return None;
        }
        let entity = scene.facts.entity(person);
        let written = scene.reference.date();
        let current = || entity.roles.iter().filter(|role| holds(role, written));
        let holder = self.holder(scene.facts, person, stated, (owner, written));
        if let Some((holder, role)) = holder {
            return Some(Fault::Others { holder, role });
        }
        let conflicting = current().find(|role| {
            // What both are of is no remit: "treasurer of Orvane".
            let of = role.of.map(|of| words_of_names(scene.facts.entity(of))).unwrap_or_default();
            let stated = stated.without(&of);
            self.posts(role).map(|own| own.without(&of)).any(|own| self.exclude(&stated, &own))
        });
        conflicting.map(|role| Fault::Another { role })
    }

    /// Who else holds the very post.
    fn holder<'a>(
        &self,
        facts: &'a FactStore,
        person: EntityId,
        stated: &Post,
        (owner, written): (Option<EntityId>, Option<Date>),
    ) -> Option<(&'a Entity, &'a Role)> {
        let own: Vec<Option<EntityId>> =
            facts.entity(person).roles.iter().map(|role| role.of).collect();
        let others = facts.with_posts().filter(|(other, _)| *other != person);
        let mut roles = others.flat_map(|(_, other)| other.roles.iter().map(move |r| (other, r)));
        roles.find(|(_, role)| {
            let is_it = || self.posts(role).any(|post| post.is(stated));
            // "President" alone may be of many things.
            let is_of_one = role.of.is_some() && (own.contains(&role.of) || role.of == owner);
            let is_told_apart = stated.is_specific() || is_of_one;
            is_told_apart && holds(role, written) && is_it()
        })
    }
}

/// Whether the article was written about the time of an event that it tells of.
fn is_news(scene: &Scene<'_>) -> bool {
    let Some(written) = scene.reference.date() else { return false };
    let began = |subject: &Subject| scene.facts.period(*subject).map(|period| period.first);
    let mut days = scene.told_of.iter().filter_map(began).map(|day| (written - day).get_days());
    days.any(|days| (-1..=NEWS).contains(&days))
}

/// "Kestrel's chief executive", of whom the record has that of Orvane: whoever the words before a
/// title name, by a name or a people, holds another post.
fn is_owned_by_another(
    scene: &Scene<'_>,
    person: &Name,
    title: TextSpan,
    of: Option<EntityId>,
) -> bool {
    let annotated = scene.annotated;
    let first = annotated.tokens.partition_point(|token| token.span().start < title.start);
    let past = annotated.tokens.partition_point(|token| token.span().end <= title.end);
    let floor = annotated.sentence_of(first).map_or(first, |sentence| sentence.tokens.start);
    let around = first.saturating_sub(OWNER).max(floor)..past;
    let is_theirs = |name: &Name| {
        let mut entities = scene.mentions.entities_within(name.tokens.clone());
        entities.any(|entity| Some(entity) == of)
    };
    annotated.names_within(around).any(|name| name.tokens != person.tokens && !is_theirs(name))
}

/// "a finance minister", "another chief executive".
fn is_one_of_many(scene: &Scene<'_>, title: TextSpan) -> bool {
    let annotated = scene.annotated;
    let first = annotated.tokens.partition_point(|token| token.span().start < title.start);
    let lead = first.saturating_sub(1)..(first + 1).min(annotated.tokens.len());
    lead.into_iter().any(|at| {
        let word = annotated.tokens[at].word;
        scene.language.sense(word).functions.has(Function::Article)
    })
}

/// The words of an organisation's names, in lower case.
fn words_of_names(entity: &Entity) -> BTreeSet<String> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.flat_map(|name| name.split_whitespace()).map(str::to_lowercase).collect()
}

/// Where the house may be named that a post is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OwnerAt {
    /// Right before the title.
    Beside,
    /// There, or within the title.
    BesideOrInside,
}

/// What is wrong with a title.
enum Fault<'a> {
    /// Somebody else holds the post.
    Others { holder: &'a Entity, role: &'a Role },
    /// The person holds another post.
    Another { role: &'a Role },
    /// The person held it until, or from, some other time.
    Ended { role: &'a Role, on: Date },
    /// The post is told as over, and is not.
    StillHeld { role: &'a Role },
    /// Nobody knows the name, and the post is another's.
    Stranger { name: &'a str, role: &'a Role },
    /// The post is of something else.
    OfAnother { role: &'a Role, of: &'a Entity },
}

/// The person that a name means, if the packs know one.
fn bearer(scene: &Scene<'_>, name: &Name) -> Option<EntityId> {
    // An alias may have the title in it: "Colonel Rezo Amashuri".
    let around = name.tokens.start.saturating_sub(TITLE)..name.tokens.end;
    let mentions = scene.mentions.within(around);
    let covering = mentions.filter(|mention| mention.tokens.end > name.tokens.start);
    let persons = covering.filter_map(|mention| match &mention.named {
        MentionedAs::Entity(entities) => match entities.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        _ => None,
    });
    persons.into_iter().find(|&entity| scene.facts.entity(entity).kind == EntityKind::Person)
}

/// Whether a role holds on a day; without a day, whether it is not known to be over.
fn holds(role: &Role, day: Option<Date>) -> bool {
    match day {
        Some(day) => role.from.is_none_or(|from| from <= day) && role.to.is_none_or(|to| day <= to),
        None => role.to.is_none(),
    }
}

/// A post that was over, or still held, when the article was written.
fn out_of_time<'a>(
    scene: &Scene<'_>,
    name: &Name,
    stated: &Post,
    matching: &[&'a Role],
    written: Option<Date>,
) -> Option<Fault<'a>> {
    let written = written?;
    match stated.tense {
        Tense::Past => {
            let held =
                matching.iter().all(|role| holds(role, Some(written)) && role.from.is_some());
            held.then_some(Fault::StillHeld { role: matching[0] })
        }
        Tense::Now if !tells_of_the_past(scene, &name.tokens) => {
            let over =
                |role: &&Role| role.to.is_some_and(|to| (written - to).get_days() > LAG_DAYS);
            let role = matching.iter().copied().max_by_key(|role| role.to)?;
            let on = role.to?;
            matching.iter().all(over).then_some(Fault::Ended { role, on })
        }
        Tense::Now | Tense::Future => None,
    }
}

/// Whether a post ended when its holder died: the dead keep their titles.
fn ended_with_life(facts: &FactStore, person: EntityId, fault: &Fault<'_>) -> bool {
    let Fault::Ended { on, .. } = fault else { return false };
    let died = facts.property_id("died");
    let died = died.and_then(|died| facts.period(Subject::Happening(person, died)));
    died.is_some_and(|died| died.first <= *on || (died.first - *on).get_days() <= LAG_DAYS)
}

/// Whether the sentence is set at a time of its own.
fn tells_of_the_past(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let Some(sentence) = scene.annotated.sentence_of(tokens.start) else { return true };
    scene
        .annotated
        .within(sentence.tokens.clone())
        .any(|found| matches!(found.meaning, Meaning::Date(_) | Meaning::Period(_)))
}

/// "Kestrel chief executive Jane Doe" of somebody who is that at Orvane.
fn elsewhere<'a>(
    scene: &Scene<'a>,
    title: TextSpan,
    matching: &[&'a Role],
    owner_at: OwnerAt,
) -> Option<Fault<'a>> {
    let owner = owner_of(scene, title, owner_at)?;
    let of = scene.facts.entity(owner);
    let role = *matching.first()?;
    let is_other = |role: &&Role| {
        role.of.is_some_and(|own| {
            own != owner && scene.facts.entity(own).kind == EntityKind::Organisation
        })
    };
    let wrong = of.kind == EntityKind::Organisation && matching.iter().all(is_other);
    wrong.then_some(Fault::OfAnother { role, of })
}

/// What the words beside a title, or within it, say it is of: "Kestrel's chief executive",
/// "Kestrel, whose chief executive", "the chief executive of Kestrel".
fn owner_of(scene: &Scene<'_>, title: TextSpan, owner_at: OwnerAt) -> Option<EntityId> {
    let annotated = scene.annotated;
    let first = annotated.tokens.partition_point(|token| token.span().start < title.start);
    let lead = first.checked_sub(1);
    let possessive = lead.filter(|&at| annotated.is_possessive(annotated.tokens[at].word));
    let text = |at: usize| annotated.article.slice(annotated.tokens[at].span());
    let relative = lead.filter(|&at| {
        at > 0 && annotated.language.is_of("relative_owner", &text(at).to_lowercase())
    });
    let comma = relative.map(|at| if text(at - 1) == "," { at - 1 } else { at });
    let end = possessive.or(comma).unwrap_or(first);
    let before = scene.mentions.within(end.saturating_sub(TITLE)..end);
    let past = annotated.tokens.partition_point(|token| token.span().start < title.end);
    let beside = before.filter(|mention| mention.tokens.end == end);
    let inside = scene.mentions.within(first..past).filter(|_| owner_at == OwnerAt::BesideOrInside);
    beside.chain(inside).find_map(|mention| match &mention.named {
        MentionedAs::Entity(entities) if entities.len() == 1 => Some(entities[0]),
        _ => None,
    })
}

fn hit(scene: &Scene<'_>, entity: &Entity, span: TextSpan, fault: Fault<'_>) -> Hit {
    let stated = scene.annotated.article.slice(span);
    let name = &entity.name;
    let (message, role, confidence) = match &fault {
        Fault::Others { holder, role } => (
            format!("calls {name} “{stated}”; the record has {} in that post", holder.name),
            role,
            Confidence::High,
        ),
        Fault::Another { role } => (
            format!("calls {name} “{stated}”; the record has “{}”", role.title),
            role,
            Confidence::High,
        ),
        Fault::Ended { role, on } => (
            format!("calls {name} “{stated}”; the record has an end of that on {on}"),
            role,
            // Whoever tells of the past gives people the titles of that day.
            Confidence::Low,
        ),
        Fault::StillHeld { role } => (
            format!("calls {name} “{stated}”; the record has no end of that"),
            role,
            Confidence::Medium,
        ),
        Fault::Stranger { name: stranger, role } => (
            format!("has {stranger} as {}; the record has {name} in that post", role.title),
            role,
            Confidence::Medium,
        ),
        Fault::OfAnother { role, of } => (
            format!(
                "calls {name} “{stated}”; the record has that post at {}, not at {}",
                role.of.map_or("", |of| scene.facts.entity(of).name.as_str()),
                of.name
            ),
            role,
            Confidence::High,
        ),
    };
    let source = role.sources.first().or(entity.sources.first());
    let bearer = match &fault {
        Fault::Others { holder, .. } => holder,
        _ => entity,
    };
    let since = role.from.map_or(String::new(), |from| format!(" from {from}"));
    let until = role.to.map_or(String::new(), |to| format!(" until {to}"));
    Hit {
        span,
        verdict: Verdict::Refuted,
        message,
        evidence: vec![Evidence::Fact {
            id: format!("{}.role", bearer.id),
            text: format!("{}: {}{since}{until}", bearer.name, role.title),
            value: Some(role.title.clone()),
            source: source.map(|source| source.name.clone()),
            url: source.and_then(|source| source.url.clone()),
            as_of: None,
        }],
        confidence: confidence.min(entity.confidence),
    }
}
