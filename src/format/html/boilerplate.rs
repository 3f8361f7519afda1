//! Which elements' own words say that they are no part of an article.

/// Words in a class or an id that name something around an article.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adslot",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "commentlist",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "jetpack",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pagination",
    "paywall",
    "popup",
    "promo",
    "promos",
    "promotion",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "related",
    "respond",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "teaser",
    "toolbar",
    "trending",
];

/// Words that turn the word after them into something else: `has-sidebar`, `no-comments`.
const ABOUT: &[&str] = &["has", "no", "not", "with", "without", "is", "after", "before", "under"];

/// Classes that hide what only a screen reader should say.
const HIDDEN: &[&str] = &["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"];

/// Whether the classes or the id (both as written) name something around an article.
pub(super) fn is_around(classes: &str, id: &str) -> bool {
    classes.split_whitespace().chain([id]).any(names_boilerplate)
}

/// Whether an `article` element is one of the small ones, a comment or a teaser: by the first
/// word of its name, for an article itself may be `commented`, or open to `comments`.
pub(super) fn is_minor_article(classes: &str, id: &str) -> bool {
    let minor = ["comment", "teaser", "related", "promo", "recommended"];
    classes.split_whitespace().chain([id]).any(|name| {
        let words = words(name.strip_prefix("div-").unwrap_or(name));
        words.first().is_some_and(|word| minor.contains(&word.as_str()))
    })
}

/// Whether a class or an inline style keeps the element from sight.
pub(super) fn is_hidden(classes: &str, style: &str) -> bool {
    let style: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || classes.split_whitespace().any(|class| HIDDEN.contains(&class))
}

fn names_boilerplate(name: &str) -> bool {
    let words = words(name);
    let mut before = None;
    words.iter().any(|word| {
        let about =
            before.replace(word).is_some_and(|word: &String| ABOUT.contains(&word.as_str()));
        !about && AROUND.contains(&word.as_str())
    })
}

/// The words of a name in kebab-case, `snake_case` or `camelCase`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in name.chars() {
        let starts_word = !c.is_alphanumeric() || (c.is_uppercase() && after_lower);
        if starts_word {
            words.push(String::new());
        }
        after_lower = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_what_stands_around() {
        for class in
            ["share", "post-share-buttons", "relatedPosts", "c_newsletter", "x comments", "ad-slot"]
        {
            assert!(is_around(class, ""), "{class}");
        }
        assert!(is_around("", "cookie-banner"));
        for class in [
            "",
            "article-body",
            "has-sidebar",
            "no-comments",
            "shared-history",
            "ai-disclaimer",
            "header",
        ] {
            assert!(!is_around(class, ""), "{class}");
        }
    }

    #[test]
    fn small_articles() {
        assert!(is_minor_article("comment-body", ""));
        assert!(is_minor_article("", "div-comment-12"));
        assert!(!is_minor_article("post commented comments-open", "post-1"));
    }

    #[test]
    fn hidden_by_style_or_class() {
        assert!(is_hidden("", "color: red; DISPLAY : none"));
        assert!(is_hidden("a sr-only", ""));
        assert!(!is_hidden("screen", "display: block"));
    }
}
