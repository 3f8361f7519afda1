//! `ClaimReview`, the markup by which fact checkers publish what they found, alone or in a feed.

use super::{Fault, Imported};
use crate::desk::fragment::{self, Fragment, Ids};
use crate::language::{Language, fold};
use crate::pack::Pack;
use crate::value::PartialDate;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The class of words that rate a claim as false, and of those that rate it otherwise.
const FALSE: &str = "rated_false";
const OTHERWISE: &str = "rated_otherwise";

/// The scale where a review does not give it.
const WORST: f64 = 1.0;
const BEST: f64 = 5.0;

/// The debunked claims among the reviews of a document.
///
/// Reviews stand in the document alone, in a list, or anywhere in a feed. Only those that rate a
/// claim as false become records; the others are counted by the reason.
///
/// # Errors
/// When the document is no JSON.
pub fn claim_reviews(
    bytes: &[u8],
    packs: &[Pack],
    language: &Language,
) -> Result<Imported, serde_json::Error> {
    let document: Value = serde_json::from_slice(bytes)?;
    let mut found = Vec::new();
    collect(&document, &mut found);
    let mut import = Import { language, imported: Imported::default(), claims: Vec::new() };
    let mut places = BTreeMap::new();
    for (at, review) in found.into_iter().enumerate() {
        import.review(review, at + 1, &mut places);
    }
    Ok(import.finish(packs))
}

/// Every `ClaimReview` in a value, in its order. A review is not searched for others.
fn collect<'a>(value: &'a Value, found: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(object) if is_review(object) => found.push(object),
        Value::Object(object) => object.values().for_each(|value| collect(value, found)),
        _ => {}
    }
}

fn is_review(object: &Map<String, Value>) -> bool {
    let names = |name: &str| name.rsplit(['/', ':']).next() == Some("ClaimReview");
    match object.get("@type") {
        Some(Value::String(kind)) => names(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(names),
        _ => false,
    }
}

/// A debunked claim and the reviews that say so.
struct Claim<'a> {
    words: &'a str,
    reviews: Vec<Review<'a>>,
}

struct Review<'a> {
    author: &'a str,
    url: Option<&'a str>,
    /// The day of the review.
    day: Option<String>,
    rating: Rating<'a>,
}

struct Import<'a> {
    language: &'a Language,
    imported: Imported,
    claims: Vec<Claim<'a>>,
}

impl<'a> Import<'a> {
    fn review(
        &mut self,
        review: &'a Map<String, Value>,
        number: usize,
        places: &mut BTreeMap<String, usize>,
    ) {
        let claim = text(review.get("claimReviewed"));
        let author = author(review.get("author"));
        let (Some(claim), Some(author)) = (claim, author) else {
            let missing = if claim.is_none() { "claimReviewed" } else { "author" };
            let message = format!("review {number} has no {missing}");
            return self.imported.faults.push(Fault { line: None, message });
        };
        if text(review.get("inLanguage")).is_some_and(|tag| !is_english(tag)) {
            return self.leave_out("written in another language than English".to_owned());
        }
        match Rating::of(review.get("reviewRating"), self.language) {
            Verdict::False(rating) => {
                let day = text(review.get("datePublished")).and_then(day);
                let review = Review { author, url: text(review.get("url")), day, rating };
                let place = *places.entry(fold(claim).into_owned()).or_insert_with(|| {
                    self.claims.push(Claim { words: claim, reviews: Vec::new() });
                    self.claims.len() - 1
                });
                self.claims[place].reviews.push(review);
            }
            Verdict::Otherwise(reason) => self.leave_out(reason),
        }
    }

    fn leave_out(&mut self, reason: String) {
        *self.imported.left_out.entry(reason).or_default() += 1;
    }

    fn finish(mut self, packs: &[Pack]) -> Imported {
        let files = packs.iter().flat_map(|pack| &pack.facts).map(|file| &file.value);
        let sources = files.clone().flat_map(|file| &file.source).map(|source| source.id.as_str());
        let claims = files.flat_map(|file| &file.debunked).map(|claim| claim.id.as_str());
        let mut ids = (Ids::beside(sources), Ids::beside(claims));
        let mut fragment = Fragment::default();
        for claim in &self.claims {
            claim.write(&mut ids, &mut fragment);
        }
        self.imported.records = self.claims.len();
        self.imported.text = fragment.text();
        self.imported
    }
}

impl Claim<'_> {
    fn write(&self, (sources, claims): &mut (Ids, Ids), fragment: &mut Fragment) {
        let ids: Vec<String> =
            self.reviews.iter().map(|review| review.write(sources, fragment)).collect();
        fragment.record("debunked");
        fragment.field("id", &fragment::text(&claims.give(self.words, "claim")), None);
        fragment.field("claim", &fragment::text(self.words), None);
        let said: Vec<String> = self.reviews.iter().map(Review::said).collect();
        fragment.field("why", &fragment::text(&said.join(" ")), None);
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        super::facts::source(&ids, fragment, None);
        if let Some(day) = self.reviews.iter().filter_map(|review| review.day.as_deref()).max() {
            fragment.field("as_of", &fragment::date(day), None);
        }
        // A number on a scale of its own is weaker than a word.
        if self.reviews.iter().all(|review| matches!(review.rating, Rating::Number(_))) {
            fragment.field("confidence", "\"medium\"", None);
        }
    }
}

impl Review<'_> {
    /// Writes the source; gives its id.
    fn write(&self, ids: &mut Ids, fragment: &mut Fragment) -> String {
        let day = self.day.as_deref().unwrap_or_default();
        let id = ids.give(&format!("{} {day}", self.author), "review");
        fragment.record("source");
        fragment.field("id", &fragment::text(&id), None);
        fragment.field("name", &fragment::text(self.author), None);
        if let Some(url) = self.url {
            fragment.field("url", &fragment::text(url), None);
        }
        if let Some(day) = &self.day {
            fragment.field("published", &fragment::date(day), None);
        }
        id
    }

    fn said(&self) -> String {
        match self.rating {
            Rating::Words(words) => format!("{} rates it “{words}”.", self.author),
            Rating::Number(number) => {
                format!("{} rates it {number}, the worst of its scale.", self.author)
            }
        }
    }
}

/// What a review calls false, in words or by a number.
#[derive(Clone, Copy)]
enum Rating<'a> {
    Words(&'a str),
    Number(f64),
}

enum Verdict<'a> {
    False(Rating<'a>),
    /// Why it is left out.
    Otherwise(String),
}

impl<'a> Rating<'a> {
    /// Words weigh more than numbers: scales vary, and some turn them round.
    fn of(rating: Option<&'a Value>, language: &Language) -> Verdict<'a> {
        let Some(rating) = rating.and_then(Value::as_object) else {
            return Verdict::Otherwise("not rated".to_owned());
        };
        let words = text(rating.get("alternateName")).or_else(|| text(rating.get("name")));
        let is_one_of = |class: &str| words.is_some_and(|words| is_one_of(words, class, language));
        if let Some(words) = words.filter(|_| is_one_of(FALSE)) {
            return Verdict::False(Rating::Words(words));
        }
        let value = number(rating.get("ratingValue"));
        let worst = number(rating.get("worstRating")).unwrap_or(WORST);
        let best = number(rating.get("bestRating")).unwrap_or(BEST);
        match (words, value) {
            (_, Some(value)) if value == worst && worst < best && !is_one_of(OTHERWISE) => {
                Verdict::False(Rating::Number(value))
            }
            (Some(words), _) => {
                let words: String = words.chars().take(60).collect();
                Verdict::Otherwise(format!("rated “{words}”"))
            }
            (None, Some(value)) => {
                Verdict::Otherwise(format!("rated {value} on a scale of {worst} to {best}"))
            }
            (None, None) => Verdict::Otherwise("not rated".to_owned()),
        }
    }
}

/// Whether a rating is one of the class, marks around it and capitals aside.
fn is_one_of(words: &str, class: &str, language: &Language) -> bool {
    let folded = fold(words);
    let plain = |c: char| !c.is_alphanumeric() && c != ' ' && c != '\'';
    let folded = folded.replace(plain, " ");
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    language.classes.get(class).is_some_and(|words| words.contains(&folded))
}

fn text(value: Option<&Value>) -> Option<&str> {
    let text = match value? {
        Value::Array(items) => items.first()?.as_str()?,
        value => value.as_str()?,
    };
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Numbers come as numbers and as texts.
fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// The name of a person or organisation, else its address.
fn author(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::String(name) => Some(name.trim()).filter(|name| !name.is_empty()),
        Value::Array(authors) => authors.iter().find_map(|one| author(Some(one))),
        Value::Object(object) => text(object.get("name")).or_else(|| text(object.get("url"))),
        _ => None,
    }
}

/// The day of a date and time, if there is such a day.
fn day(written: &str) -> Option<String> {
    let day = written.get(..10).unwrap_or(written);
    PartialDate::parse(day).filter(|date| date.day.is_some()).map(|date| date.iso())
}

fn is_english(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    language.eq_ignore_ascii_case("en") || language.eq_ignore_ascii_case("english")
}
