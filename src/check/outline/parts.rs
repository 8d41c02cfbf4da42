//! The parts of an outline.

use super::blocks::Counted;
use super::item::Item;
use super::marks::Admonition;
use super::tags::Component;
use crate::text::Span;

/// A fenced block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The first word of its info string.
    pub language: String,
    /// Its lines.
    pub code: String,
    /// Where it stands.
    pub span: Span,
    /// Whether its end is there.
    pub closed: bool,
}

/// What a page is built of, each in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Fenced code.
    pub fences: Vec<Fence>,
    /// Admonitions of any dialect.
    pub admonitions: Vec<Admonition>,
    /// Shortcodes and components that open.
    pub components: Vec<Component>,
    /// How often each of them is closed, by name.
    pub closings: std::collections::BTreeMap<String, usize>,
    /// How often boxes between colons are opened and closed.
    pub boxes: (usize, usize),
    /// Ids that headings are given.
    pub ids: Vec<Item>,
    /// Links within the page.
    pub anchors: Vec<Item>,
    /// What links within the page can reach: given ids, and those made of headings.
    pub reachable: std::collections::BTreeSet<String>,
    /// Files that are put in.
    pub includes: Vec<Item>,
    /// Tables by their columns.
    pub tables: Vec<Counted>,
    /// Lists by their items.
    pub lists: Vec<Counted>,
    /// Comments, white space folded.
    pub comments: Vec<Item>,
    /// For each HTML element how often it is opened and closed.
    pub elements: std::collections::BTreeMap<&'static str, (usize, usize)>,
    /// Keys of the front matter and their values.
    pub front: Vec<(Item, String)>,
    /// Images by their sources.
    pub images: Vec<Item>,
    /// Strong text that CommonMark does not take for such; the key is the text with its asterisks.
    pub broken_strong: Vec<Item>,
}
