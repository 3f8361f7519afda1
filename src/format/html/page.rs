//! A web page as a list: the elements that matter, and the text between them.
//!
//! `lol_html` finds the tags and the exact range of every piece of text. It reports an end tag
//! only for an element with that name, and no end for an element whose end tag is left out; both
//! are made good here, with a stack of the open elements.

use super::boilerplate;
use super::tag::Tag;
use htmlize::unescape_attribute;
use lol_html::html_content::{Attribute, Comment, Element as LolElement, TextChunk, TextType};
use lol_html::{DocumentContentHandlers, EndTagHandler, HtmlRewriter, Settings, element};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// A page in document order.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) elements: Vec<Element>,
    pub(super) events: Vec<Event>,
    pub(super) clues: Clues,
}

/// An element that matters: inline markup without consequences is not listed.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) parent: Option<usize>,
    /// Its start and its end in [`Page::events`].
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) role: Role,
    /// `h1`, the one heading that may be a headline.
    pub(super) is_first_level: bool,
}

/// What an element's attributes say about its part in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    Plain,
    /// It holds the article's text.
    ArticleBody,
    /// By its name it stands around the article.
    Around,
    /// Nobody sees it.
    Hidden,
}

/// What happens next in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The element with this index starts.
    Open(usize),
    /// The element with this index ends.
    Close(usize),
    /// Text, undecoded, at these source bytes.
    Text(Range<usize>),
    /// `br`.
    LineBreak,
    /// `hr`.
    Rule,
}

/// What a page says about its article, as it stands there.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// Name, property or itemprop of a meta tag in lower case, and its content.
    pub(super) meta: Vec<(String, String)>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
    /// `datetime` of a `time` element marked as the date of publication.
    pub(super) time: Option<String>,
    pub(super) title: Option<String>,
    pub(super) json_ld: Vec<String>,
    /// Scripts of provenance data.
    pub(super) manifests: Vec<String>,
    /// Source starts of links, with their addresses.
    pub(super) links: Vec<(usize, String)>,
    /// Source starts of code among words.
    pub(super) code: Vec<usize>,
}

/// Lists the elements and the text of `source[range]`.
pub(super) fn parse(source: &str, range: Range<usize>) -> Page {
    let reader = Rc::new(RefCell::new(Reader { offset: range.start, ..Reader::default() }));
    let (elements, texts, comments) = (Rc::clone(&reader), Rc::clone(&reader), Rc::clone(&reader));
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", move |element| {
            start(&elements, element);
            Ok(())
        }))
        .append_document_content_handler(
            DocumentContentHandlers::default()
                .text(move |chunk: &mut TextChunk<'_>| {
                    texts.borrow_mut().text(chunk);
                    Ok(())
                })
                .comments(move |comment: &mut Comment<'_>| {
                    comments.borrow_mut().comment(&comment.text());
                    Ok(())
                }),
        );
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    // Not strict, without a memory limit and with handlers that do not fail, it cannot fail; if it
    // did, what was read so far would be the page. One write keeps the ranges exact.
    if rewriter.write(source[range].as_bytes()).is_ok() {
        let _ = rewriter.end();
    }
    let mut reader = reader.take();
    reader.close_from(0);
    reader.page
}

fn start(reader: &Rc<RefCell<Reader>>, element: &mut LolElement<'_, '_>) {
    let opened = reader.borrow_mut().start(element);
    let (Some(index), Some(handlers)) = (opened, element.end_tag_handlers()) else {
        return;
    };
    let reader = Rc::clone(reader);
    let on_end: EndTagHandler<'static> = Box::new(move |_| {
        reader.borrow_mut().close_from(index);
        Ok(())
    });
    handlers.push(on_end);
}

/// What a script holds, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Script {
    #[default]
    Other,
    JsonLd,
    /// Where a page's content came from, as C2PA writes it.
    Manifest,
}

/// In bytes; what says in a comment that a machine made a page is short.
const LONGEST_COMMENT: usize = 400;

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    /// Where the HTML starts in the source.
    offset: usize,
    open: Vec<Open>,
    /// What the script that is open holds.
    script: Script,
}

/// An open element, and which elements a sibling's start tag would end.
#[derive(Clone, Copy, Debug)]
struct Open {
    index: usize,
    enclosing: Enclosing,
}

/// Indices of the innermost open elements whose end tags may be left out.
#[derive(Clone, Copy, Debug, Default)]
struct Enclosing {
    paragraph: Option<usize>,
    item: Option<usize>,
    row: Option<usize>,
    cell: Option<usize>,
}

impl Reader {
    /// Lists an element; gives its index if it has content that matters.
    fn start(&mut self, element: &LolElement<'_, '_>) -> Option<usize> {
        let name = element.tag_name();
        let is_foreign = element.namespace_uri() != "http://www.w3.org/1999/xhtml";
        let tag = match Tag::of(&name) {
            _ if is_foreign => Tag::Dropped,
            Tag::Dropped if name == "aside" && is_notice(element) => Tag::Section,
            tag => tag,
        };
        self.note(&name, element);
        match tag {
            Tag::LineBreak => self.page.events.push(Event::LineBreak),
            Tag::Rule => {
                self.close_implied(tag);
                self.page.events.push(Event::Rule);
            }
            _ => return self.open(tag, &name, element),
        }
        None
    }

    fn open(&mut self, tag: Tag, name: &str, element: &LolElement<'_, '_>) -> Option<usize> {
        let role = role(tag, element);
        let has_no_end = !element.can_have_content();
        if has_no_end || (tag == Tag::Inline && role == Role::Plain) {
            return None;
        }
        self.close_implied(tag);
        let index = self.page.elements.len();
        let enclosing = self.enclosing();
        self.page.elements.push(Element {
            tag,
            parent: self.open.last().map(|open| open.index),
            open: self.page.events.len(),
            close: usize::MAX,
            role,
            is_first_level: name == "h1",
        });
        self.page.events.push(Event::Open(index));
        self.open.push(Open { index, enclosing: enclosing.inside(tag, index) });
        Some(index)
    }

    fn enclosing(&self) -> Enclosing {
        self.open.last().map(|open| open.enclosing).unwrap_or_default()
    }

    /// Ends the elements whose end tag is left out before `tag`.
    fn close_implied(&mut self, tag: Tag) {
        let enclosing = self.enclosing();
        let ended = match tag {
            Tag::Item => enclosing.item,
            Tag::Row => enclosing.row,
            Tag::Cell => enclosing.cell,
            _ => None,
        };
        let paragraph = enclosing.paragraph.filter(|_| tag.is_block() && tag != Tag::Script);
        if let Some(index) = [ended, paragraph].into_iter().flatten().min() {
            self.close_from(index);
        }
    }

    /// Ends every open element from the one with this index inwards. An element that was ended
    /// before takes along what stands inside it now, as it does for `lol_html`.
    fn close_from(&mut self, index: usize) {
        while let Some(open) = self.open.pop_if(|open| open.index >= index) {
            self.page.elements[open.index].close = self.page.events.len();
            self.page.events.push(Event::Close(open.index));
        }
    }

    fn text(&mut self, chunk: &TextChunk<'_>) {
        if chunk.as_str().is_empty() {
            return;
        }
        match (chunk.text_type(), self.innermost()) {
            (TextType::ScriptData, Some(Tag::Script)) => {
                let clues = &mut self.page.clues;
                let script = match self.script {
                    Script::Other => None,
                    Script::JsonLd => clues.json_ld.last_mut(),
                    Script::Manifest => clues.manifests.last_mut(),
                };
                if let Some(script) = script {
                    script.push_str(chunk.as_str());
                }
            }
            (TextType::RCData, Some(Tag::Title)) => {
                let title = self.page.clues.title.get_or_insert_default();
                title.push_str(chunk.as_str());
            }
            (TextType::Data | TextType::PlainText, _) => {
                self.prose(chunk.source_location().bytes());
            }
            _ => {}
        }
    }

    /// A text may come in several chunks, cut wherever it pleases.
    fn prose(&mut self, range: Range<usize>) {
        let range = self.offset + range.start..self.offset + range.end;
        match self.page.events.last_mut() {
            Some(Event::Text(last)) if last.end == range.start => last.end = range.end,
            _ => self.page.events.push(Event::Text(range)),
        }
    }

    /// A comment may say what made the page.
    fn comment(&mut self, text: &str) {
        let is_long = text.len() > LONGEST_COMMENT;
        let text = text.trim();
        if !is_long && text.split_whitespace().any(is_making) {
            self.page.clues.meta.push(("page-comment".to_owned(), text.to_owned()));
        }
    }

    fn innermost(&self) -> Option<Tag> {
        self.open.last().map(|open| self.page.elements[open.index].tag)
    }

    fn note(&mut self, name: &str, element: &LolElement<'_, '_>) {
        let clues = &mut self.page.clues;
        match name {
            "html" => clues.language = clues.language.take().or(attribute(element, "lang")),
            "meta" => clues.meta.extend(meta(element)),
            "body" | "article" | "main" => clues.meta.extend(disclosures(element)),
            "a" => {
                let at = self.offset + element.source_location().bytes().start;
                clues.links.extend(attribute(element, "href").map(|target| (at, target)));
            }
            "code" | "kbd" | "samp" => {
                clues.code.push(self.offset + element.source_location().bytes().start);
            }
            "link" if has_word(element, "rel", "canonical") => {
                clues.canonical = clues.canonical.take().or(attribute(element, "href"));
            }
            "time" if is_publication_time(element) => {
                clues.time = clues.time.take().or(attribute(element, "datetime"));
            }
            "script" => {
                self.script = script(element);
                match self.script {
                    Script::Other => {}
                    Script::JsonLd => clues.json_ld.push(String::new()),
                    Script::Manifest => clues.manifests.push(String::new()),
                }
            }
            _ => {}
        }
    }
}

impl Enclosing {
    /// What encloses the content of the element `index`. Lists and tables shut out what is
    /// around them: an item inside a nested list does not end the item the list is in.
    fn inside(self, tag: Tag, index: usize) -> Enclosing {
        match tag {
            Tag::Paragraph => Enclosing { paragraph: Some(index), ..self },
            Tag::Item => Enclosing { item: Some(index), ..self },
            Tag::Row => Enclosing { row: Some(index), cell: None, ..self },
            Tag::Cell => Enclosing { cell: Some(index), ..self },
            Tag::List => Enclosing { item: None, ..self },
            Tag::Table => Enclosing { item: None, ..Enclosing::default() },
            _ => self,
        }
    }
}

fn role(tag: Tag, element: &LolElement<'_, '_>) -> Role {
    let text = |name| element.get_attribute(name).unwrap_or_default();
    let (classes, id) = (text("class"), text("id"));
    let is_around = match tag {
        Tag::Html | Tag::Body | Tag::Main => false,
        Tag::Article => boilerplate::is_minor_article(&classes, &id),
        _ => boilerplate::is_around(&classes, &id),
    };
    if is_hidden(tag, element, &classes) {
        Role::Hidden
    } else if has_word(element, "itemprop", "articleBody") {
        Role::ArticleBody
    } else if is_around {
        Role::Around
    } else {
        Role::Plain
    }
}

/// Some pages stay hidden until a script shows them, hence not `html` and `body`.
fn is_hidden(tag: Tag, element: &LolElement<'_, '_>, classes: &str) -> bool {
    let style = element.get_attribute("style").unwrap_or_default();
    !matches!(tag, Tag::Html | Tag::Body)
        && (element.has_attribute("hidden")
            || has_word(element, "aria-hidden", "true")
            || boilerplate::is_hidden(classes, &style))
}

/// Whether an element beside the text says something about the text itself: a note of its editors.
fn is_notice(element: &LolElement<'_, '_>) -> bool {
    let text = |name| element.get_attribute(name).unwrap_or_default().to_ascii_lowercase();
    let named = [text("class"), text("id"), text("role")].join(" ");
    named.split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "note" | "notice" | "disclaimer" | "disclosure" | "transparency" | "correction"
        )
    })
}

fn attribute(element: &LolElement<'_, '_>, name: &str) -> Option<String> {
    let value = element.get_attribute(name)?;
    Some(unescape_attribute(value.trim()).into_owned()).filter(|value| !value.is_empty())
}

fn has_word(element: &LolElement<'_, '_>, name: &str, word: &str) -> bool {
    let value = element.get_attribute(name).unwrap_or_default();
    value.split([' ', ';', '\t', '\n']).any(|part| part.eq_ignore_ascii_case(word))
}

fn meta(element: &LolElement<'_, '_>) -> Option<(String, String)> {
    let name = ["property", "name", "itemprop"].iter().find_map(|key| attribute(element, key))?;
    Some((name.to_ascii_lowercase(), attribute(element, "content")?))
}

/// The attributes by which a page says how a part of it was made: those of its own making, which
/// begin with `data-`, and `ai-disclosure`.
fn disclosures(element: &LolElement<'_, '_>) -> Vec<(String, String)> {
    let names = element.attributes().iter().map(Attribute::name);
    let telling = names.filter(|name| name.starts_with("data-") || name == "ai-disclosure");
    let said = telling.filter_map(|name| {
        let value = attribute(element, &name)?;
        let name = if name == "data-ai-disclosure" { "ai-disclosure".to_owned() } else { name };
        Some((name, value))
    });
    said.collect()
}

fn script(element: &LolElement<'_, '_>) -> Script {
    let kind = element.get_attribute("type").unwrap_or_default().to_ascii_lowercase();
    match kind {
        _ if has_word(element, "type", "application/ld+json") => Script::JsonLd,
        kind if kind.contains("c2pa") => Script::Manifest,
        _ => Script::Other,
    }
}

fn is_making(word: &str) -> bool {
    ["generated", "written", "created", "produced", "authored"]
        .iter()
        .any(|making| word.trim_matches(|c: char| !c.is_alphabetic()).eq_ignore_ascii_case(making))
}

fn is_publication_time(element: &LolElement<'_, '_>) -> bool {
    element.has_attribute("pubdate")
        || has_word(element, "itemprop", "datePublished")
        || ["published", "entry-date", "pubdate", "dt-published"]
            .iter()
            .any(|class| has_word(element, "class", class))
}
