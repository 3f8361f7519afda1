//! Which parts of a page are the article.
//!
//! Every element is weighed by the text inside it, from the leaves up. Elements that are no prose
//! are dropped with all they hold; of what is left, the heaviest `article` is the article, else
//! `main`, else an `articleBody`, else the whole page. Elements count by what they are and what
//! they hold, never by the language of their text.

use super::blocks;
use super::page::{Element, Event, Page, Role};
use super::tag::Tag;
use crate::format::draft::collapse;
use std::cmp::Reverse;
use std::rc::Rc;

/// A part of the page to read: an element, or all of it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The element; `None` is the whole page.
    pub(super) root: Option<usize>,
    /// For each element, whether it is left out.
    pub(super) dropped: Rc<[bool]>,
}

/// An article of this many bytes is one, however much stands around it.
const SURELY_AN_ARTICLE: usize = 500;

/// The whole page, save what can never be prose.
pub(super) fn everything(page: &Page) -> Part {
    let dropped = drop_below(page, |_, element| is_never_prose(element));
    Part { root: None, dropped: dropped.into() }
}

/// The parts of the page that are the article, in order: mostly one, or two when the headline
/// stands apart.
pub(super) fn parts(page: &Page, source: &str, title: Option<&str>) -> Vec<Part> {
    let weights = Weights::of(page, source);
    let inside = inside_landmark(page);
    let dropped = drop_below(page, |index, element| {
        is_never_prose(element)
            || is_site_furniture(element, inside[index])
            || is_around(element, &weights.all[index], weights.total)
            || is_list_of_links(element, &weights.all[index])
    });
    let article =
        Part { root: root(page, &weights.kept(page, source, &dropped)), dropped: dropped.into() };
    let headline = headline(page, source, &article, title);
    headline.into_iter().chain([article]).collect()
}

/// How much text stands in an element.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    text: usize,
    linked: usize,
    links: usize,
    has_landmark: bool,
}

struct Weights {
    all: Vec<Weight>,
    total: usize,
}

impl Weights {
    fn of(page: &Page, source: &str) -> Weights {
        let keep_all = vec![false; page.elements.len()];
        let all = weigh(page, source, &keep_all);
        let total = total(page, source, &all);
        Weights { all, total }
    }

    fn kept(&self, page: &Page, source: &str, dropped: &[bool]) -> Weights {
        let all = weigh(page, source, dropped);
        let total = total(page, source, &all).min(self.total);
        Weights { all, total }
    }
}

/// Text outside any element weighs as well.
fn total(page: &Page, source: &str, all: &[Weight]) -> usize {
    let tops = page.elements.iter().zip(all).filter(|(element, _)| element.parent.is_none());
    let mut total: usize = tops.map(|(_, weight)| weight.text).sum();
    let mut depth = 0usize;
    for event in &page.events {
        match event {
            Event::Open(_) => depth += 1,
            Event::Close(_) => depth -= 1,
            Event::Text(range) if depth == 0 => total += visible(&source[range.clone()]),
            _ => {}
        }
    }
    total
}

fn weigh(page: &Page, source: &str, dropped: &[bool]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); page.elements.len()];
    let mut open: Vec<usize> = Vec::new();
    for event in &page.events {
        match event {
            Event::Open(index) => open.push(*index),
            Event::Close(_) => drop(open.pop()),
            Event::Text(range) => {
                if let Some(&index) = open.last().filter(|&&index| !dropped[index]) {
                    weights[index].text += visible(&source[range.clone()]);
                }
            }
            _ => {}
        }
    }
    add_up(page, &mut weights);
    weights
}

/// An element comes after its parent, so backwards each one is complete when it is added.
fn add_up(page: &Page, weights: &mut [Weight]) {
    for (index, element) in page.elements.iter().enumerate().rev() {
        let mut own = weights[index];
        if element.tag == Tag::Link {
            own.linked = own.text;
            own.links = 1;
        }
        own.has_landmark |= is_landmark(element) || element.is_first_level;
        weights[index] = own;
        if let Some(parent) = element.parent {
            let parent = &mut weights[parent];
            parent.text += own.text;
            parent.linked += own.linked;
            parent.links += own.links;
            // Text nobody reads proves nothing about what is around it.
            parent.has_landmark |= own.has_landmark && !is_never_prose(element);
        }
    }
}

fn visible(text: &str) -> usize {
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}

fn is_landmark(element: &Element) -> bool {
    let is_holder = matches!(element.tag, Tag::Article | Tag::Main) && element.role != Role::Around;
    is_holder || element.role == Role::ArticleBody
}

/// For each element, whether it stands in the article or in the main part of the page.
fn inside_landmark(page: &Page) -> Vec<bool> {
    let mut inside = Vec::with_capacity(page.elements.len());
    for element in &page.elements {
        let around = element.parent.is_some_and(|parent| inside[parent]);
        inside.push(around || is_landmark(element));
    }
    inside
}

/// Marks the elements for which `test` holds, and all inside them.
fn drop_below(page: &Page, test: impl Fn(usize, &Element) -> bool) -> Vec<bool> {
    let mut dropped = Vec::with_capacity(page.elements.len());
    for (index, element) in page.elements.iter().enumerate() {
        let with_parent = element.parent.is_some_and(|parent| dropped[parent]);
        dropped.push(with_parent || test(index, element));
    }
    dropped
}

fn is_never_prose(element: &Element) -> bool {
    matches!(element.tag, Tag::Dropped | Tag::Script | Tag::Title) || element.role == Role::Hidden
}

/// Headers and footers of the site. Those of the article itself hold its headline, and at its
/// foot a disclaimer may stand.
fn is_site_furniture(element: &Element, inside_landmark: bool) -> bool {
    matches!(element.tag, Tag::Header | Tag::Footer) && !inside_landmark
}

/// Elements that are named for something around the article, unless the article is inside them:
/// a landmark, or more than half of the page's text. Some sites wrap the whole page in a form.
fn is_around(element: &Element, weight: &Weight, total: usize) -> bool {
    let is_suspect = element.role == Role::Around || element.tag == Tag::Form;
    let is_minor_article = element.tag == Tag::Article && is_suspect;
    is_minor_article || is_suspect && !weight.has_landmark && weight.text * 2 <= total
}

/// Lists of links, footers of links, and notes marked by a link.
fn is_list_of_links(element: &Element, weight: &Weight) -> bool {
    let is_linked = weight.links > 0 && weight.linked * 10 >= weight.text * 9;
    match element.tag {
        Tag::List => is_linked && weight.links > 1,
        Tag::Footer | Tag::Superscript => is_linked,
        _ => false,
    }
}

fn root(page: &Page, kept: &Weights) -> Option<usize> {
    let heaviest = |is_one: fn(&Element) -> bool| {
        let candidates = page.elements.iter().enumerate().filter(|(_, element)| is_one(element));
        // Of equals the first: it holds the others.
        candidates
            .map(|(index, _)| index)
            .max_by_key(|&index| (kept.all[index].text, Reverse(index)))
    };
    let holds_enough = |index: &usize| {
        let text = kept.all[*index].text;
        text > 0 && (text >= SURELY_AN_ARTICLE || text * 4 >= kept.total)
    };
    let article = heaviest(|element| element.tag == Tag::Article).filter(holds_enough);
    let body = heaviest(|element| element.role == Role::ArticleBody).filter(holds_enough);
    let main = heaviest(|element| element.tag == Tag::Main).filter(holds_enough);
    article.or(body).or(main)
}

/// The headline, where the article itself has none: the last `h1` before it that is part of the
/// page, or one in the site's header that says what the page's title says.
fn headline(page: &Page, source: &str, article: &Part, title: Option<&str>) -> Option<Part> {
    let root = &page.elements[article.root?];
    let is_headline = |element: &Element| element.is_first_level;
    let within = root.open..root.close;
    if page.elements.iter().any(|element| is_headline(element) && within.contains(&element.open)) {
        return None;
    }
    let before = page.elements.iter().enumerate().rev();
    before
        .filter(|(_, element)| is_headline(element) && element.close < root.open)
        .map(|(index, _)| whole(page, index))
        .find(|part| {
            let kept = part.root.is_some_and(|index| !article.dropped[index]);
            kept || title.is_some_and(|title| says(page, source, part, title))
        })
}

/// The element with all of its prose.
fn whole(page: &Page, index: usize) -> Part {
    Part { root: Some(index), ..everything(page) }
}

fn says(page: &Page, source: &str, part: &Part, title: &str) -> bool {
    let words: Vec<String> =
        blocks::drafts(page, source, part).iter().map(|draft| draft.words(source)).collect();
    let words = words.join(" ");
    !words.is_empty() && collapse(title).contains(&words)
}
