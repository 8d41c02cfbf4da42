//! What the paragraph styles of a document say of a paragraph, by name, up their parents.

use std::collections::HashMap;

use crate::text::{BlockKind, Role};

/// Styles have no more parents than this.
const LONGEST: usize = 16;

/// A paragraph style.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// The name people see.
    pub name: String,
    /// The style it is based on.
    pub parent: Option<String>,
    /// The level of the outline, from 1.
    pub outline: Option<u8>,
    /// Whether it numbers or bullets its paragraphs.
    pub listed: bool,
}

/// The styles of a document by their key.
#[derive(Debug, Default)]
pub(super) struct Styles(pub HashMap<String, Style>);

impl Styles {
    /// What a paragraph of the style is: the nearest of the style and its parents that says something.
    pub fn kind(&self, key: Option<&str>) -> (BlockKind, Role) {
        let mut key = key;
        for _ in 0..LONGEST {
            let Some(name) = key else { break };
            let known = self.0.get(name);
            let found = said(known.map_or(name, |style| style.name.as_str()));
            if let Some(found) = found {
                return found;
            }
            let Some(style) = known else { break };
            if let Some(level) = style.outline.filter(|level| (1..=6).contains(level)) {
                return (BlockKind::Heading(level), Role::Body);
            }
            if style.listed {
                return (BlockKind::ListItem, Role::Body);
            }
            key = style.parent.as_deref();
        }
        (BlockKind::Paragraph, Role::Body)
    }
}

/// What the name of a built-in style says.
fn said(name: &str) -> Option<(BlockKind, Role)> {
    let name = name.replace("_20_", " ").to_lowercase();
    let body = |kind| Some((kind, Role::Body));
    if let Some(level) = name.strip_prefix("heading ").or(name.strip_prefix("heading")) {
        return level
            .trim()
            .parse()
            .ok()
            .filter(|level| (1..=6).contains(level))
            .and_then(|n| body(BlockKind::Heading(n)));
    }
    if name.starts_with("toc ") || name.starts_with("contents ") || name == "table of figures" {
        return Some((BlockKind::Paragraph, Role::Navigation));
    }
    match name.as_str() {
        "title" => body(BlockKind::Heading(1)),
        "subtitle" => body(BlockKind::Heading(2)),
        "caption" | "illustration" | "figure" | "drawing" => body(BlockKind::Caption),
        "quote" | "intense quote" | "quotations" | "block text" => body(BlockKind::Quote),
        "list bullet" | "list number" | "list bullet 2" | "list number 2" => body(BlockKind::ListItem),
        _ => None,
    }
}
