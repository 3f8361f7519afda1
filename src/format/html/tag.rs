//! What the elements of HTML mean for an article.

/// The part an element plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Html,
    Body,
    Main,
    Article,
    Header,
    Footer,
    Heading,
    Paragraph,
    /// `div`, `section` and the like: they break paragraphs and say nothing more.
    Section,
    List,
    Item,
    Table,
    Row,
    Cell,
    Quotation,
    Figure,
    Caption,
    Preformatted,
    Link,
    Superscript,
    Form,
    Title,
    Script,
    /// Never part of an article's prose.
    Dropped,
    /// `br`: has no content.
    LineBreak,
    /// `hr`: has no content.
    Rule,
    /// Inline markup, and elements nobody knows.
    Inline,
}

impl Tag {
    /// The part the element `name` (in lower case) plays.
    pub(super) fn of(name: &str) -> Tag {
        match name {
            "html" => Tag::Html,
            "body" => Tag::Body,
            "main" => Tag::Main,
            "article" => Tag::Article,
            "header" => Tag::Header,
            "footer" => Tag::Footer,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
            "p" => Tag::Paragraph,
            "address" | "center" | "details" | "div" | "fieldset" | "hgroup" | "section"
            | "summary" | "head" => Tag::Section,
            "ul" | "ol" | "dl" | "menu" => Tag::List,
            "li" | "dt" | "dd" => Tag::Item,
            "table" | "tbody" | "thead" | "tfoot" => Tag::Table,
            "tr" => Tag::Row,
            "td" | "th" => Tag::Cell,
            "blockquote" => Tag::Quotation,
            "figure" => Tag::Figure,
            "figcaption" | "caption" => Tag::Caption,
            "pre" | "listing" => Tag::Preformatted,
            "a" => Tag::Link,
            "sup" => Tag::Superscript,
            "form" => Tag::Form,
            "title" => Tag::Title,
            "script" => Tag::Script,
            "aside" | "audio" | "button" | "canvas" | "datalist" | "del" | "dialog" | "iframe"
            | "math" | "nav" | "noembed" | "noframes" | "noscript" | "object" | "s" | "select"
            | "strike" | "style" | "svg" | "template" | "textarea" | "video" => Tag::Dropped,
            "br" => Tag::LineBreak,
            "hr" => Tag::Rule,
            _ => Tag::Inline,
        }
    }

    /// Whether the element starts and ends a block.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Tag::Link | Tag::Superscript | Tag::LineBreak | Tag::Inline | Tag::Dropped)
    }

    /// Whether two of them in one table cell mean that the table lays out a page.
    pub(super) fn is_paragraph_like(self) -> bool {
        matches!(self, Tag::Heading | Tag::Paragraph | Tag::List | Tag::Table | Tag::Quotation)
    }
}
