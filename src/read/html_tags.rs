//! What the elements of HTML mean for reading.

use crate::text::{BlockKind, Role};

/// How an element takes part in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Goes on in the block around it.
    Inline,
    /// A block of its own.
    Block,
    /// Its contents are not text of the page.
    Dropped,
    /// A line break.
    Break,
    /// A place between blocks without contents.
    Void,
}

/// Name (lower case, one of the tables' own strings; empty for unknown elements) and class of an element.
pub(super) fn classify(name: &str) -> (&'static str, Class) {
    let find = |table: &[&'static str]| table.iter().find(|n| **n == name).copied();
    if let Some(name) = find(BLOCKS) {
        (name, Class::Block)
    } else if let Some(name) = find(INLINE) {
        (name, Class::Inline)
    } else if let Some(name) = find(DROPPED) {
        (name, Class::Dropped)
    } else if name == "br" {
        ("br", Class::Break)
    } else if let Some(name) = find(BLOCK_VOIDS) {
        (name, Class::Void)
    } else {
        ("", Class::Inline)
    }
}

const BLOCKS: &[&str] = &[
    "div",
    "p",
    "li",
    "td",
    "tr",
    "table",
    "th",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "body",
    "html",
    "main",
    "article",
    "section",
    "header",
    "footer",
    "nav",
    "aside",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "thead",
    "tbody",
    "tfoot",
    "caption",
    "address",
    "details",
    "summary",
    "fieldset",
    "legend",
    "form",
    "hgroup",
    "menu",
    "dir",
    "center",
    "dialog",
    "search",
    "select",
    "optgroup",
    "option",
    "button",
    "textarea",
    "listing",
    "xmp",
    "plaintext",
];
const INLINE: &[&str] = &["a", "span", "em", "strong", "b", "i", "code", "time", "sup", "sub", "ruby", "rb"];
const DROPPED: &[&str] = &[
    "script", "style", "head", "template", "noscript", "title", "iframe", "noembed", "noframes", "object",
    "svg", "audio", "video", "canvas", "rp", "rt", "rtc", "datalist",
];
const BLOCK_VOIDS: &[&str] = &["hr", "col", "colgroup"];

/// The elements that never have contents.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "basefont"
            | "bgsound"
            | "frame"
            | "keygen"
    )
}

/// The kind of block that an element makes of the text in it; `None` where the element around it decides.
pub(super) fn kind_of(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" => BlockKind::Heading(1),
        "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" => BlockKind::Heading(4),
        "h5" => BlockKind::Heading(5),
        "h6" => BlockKind::Heading(6),
        "li" | "dt" | "dd" => BlockKind::ListItem,
        "td" | "th" => BlockKind::TableCell,
        "blockquote" => BlockKind::Quote,
        "figcaption" | "caption" => BlockKind::Caption,
        "pre" | "listing" | "xmp" | "plaintext" => BlockKind::Code,
        _ => return None,
    })
}

/// Elements whose contents are controls or navigation.
pub(super) fn is_navigation(name: &str) -> bool {
    matches!(name, "nav" | "menu" | "select" | "button" | "textarea" | "search" | "dialog")
}

/// What the open element `open` does when `next` starts: whether it ends there (its end tag was left out).
pub(super) fn is_ended_by(open: &str, next: &str) -> bool {
    match open {
        "p" => !matches!(next, "option" | "optgroup" | "button" | "select" | "textarea"),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot" | "thead"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot" | "thead"),
        "thead" | "tbody" | "tfoot" => matches!(next, "tbody" | "tfoot" | "thead"),
        "option" => matches!(next, "option" | "optgroup"),
        "head" => true,
        "rt" => matches!(next, "rt" | "rp" | "rb" | "rtc"),
        "rp" | "rb" => matches!(next, "rt" | "rp" | "rb" | "rtc"),
        "rtc" => matches!(next, "rb" | "rtc"),
        _ => false,
    }
}

/// The parts of ruby: the end tags of all of them may be left out.
pub(super) fn is_of_ruby(name: &str) -> bool {
    matches!(name, "rt" | "rp" | "rb" | "rtc")
}

/// Elements that an end tag left out never reaches beyond.
pub(super) fn is_scope(name: &str) -> bool {
    matches!(
        name,
        "table"
            | "ul"
            | "ol"
            | "dl"
            | "td"
            | "th"
            | "body"
            | "html"
            | "blockquote"
            | "div"
            | "button"
            | "ruby"
    )
}

/// What the classes of an element hint at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// This role, where the rest of the page agrees.
    Role(Role),
    /// Navigation, whatever is in it.
    Navigation,
    /// The mark of a footnote, as EPUB, DPUB-ARIA, pandoc and Word name it.
    Note,
}

/// The hint in a `class` attribute (or `role`), by whole words.
pub(super) fn hint_of(classes: &str) -> Option<Hint> {
    classes.split_ascii_whitespace().take(32).find_map(|class| {
        let class = class.to_ascii_lowercase().replace('_', "-");
        Some(match class.as_str() {
            "nav" | "navbar" | "navigation" | "navheader" | "navfooter" | "breadcrumb" | "breadcrumbs"
            | "toc" | "table-of-contents" | "skip-link" | "pagination" | "sidebar-nav" | "site-nav"
            | "share-buttons" | "social-share" | "share-bar" | "sharedaddy" | "addtoany" | "post-share"
            | "post-tags" | "entry-tags" | "tag-list" | "tags-links" | "related-posts"
            | "related-articles" | "jp-relatedposts" | "post-navigation" | "nav-links" | "prev-next"
            | "comments-area" | "comment-list" | "comment-respond" | "cookie-banner"
            | "newsletter-signup" => Hint::Navigation,
            "author" | "byline" | "by-line" | "affiliation" | "author-name" | "article-author" => {
                Hint::Role(Role::Byline)
            }
            "date" | "pubdate" | "dateline-date" | "published" | "publish-date" | "post-date"
            | "article-date" => Hint::Role(Role::Date),
            "section" | "kicker" | "eyebrow" | "section-name" | "article-section" => {
                Hint::Role(Role::Section)
            }
            "footnote-ref"
            | "noteref"
            | "footnote-reference"
            | "msofootnotereference"
            | "msoendnotereference" => Hint::Note,
            "languages" | "language-switcher" | "lang-switcher" | "language" => Hint::Role(Role::Language),
            _ => return None,
        })
    })
}
