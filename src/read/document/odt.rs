//! OpenDocument texts (OASIS OpenDocument 1.3, part 3): the text as it reads with all changes accepted.

use std::path::Path;

use super::Document;
use super::archive::{Archive, protected};
use super::extract::{Extract, Paragraph};
use super::styles::{Style, Styles};
use super::xml::{Element, Node, Xml};
use crate::error::Result;
use crate::text::{BlockKind, Role};

/// What is no text of the document: deleted text, comments, note marks, readings above ruby text, descriptions.
const LEFT_OUT: [&str; 9] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "ruby-text",
    "title",
    "desc",
    "scripts",
    "font-face-decls",
    "forms",
];

/// Reads a document.
pub(super) fn read(bytes: &[u8], path: &Path) -> Result<Document> {
    let mut archive = Archive::open(bytes, path)?;
    if archive.text("META-INF/manifest.xml")?.is_some_and(|text| text.contains("encryption-data")) {
        return Err(protected(path));
    }
    let content = archive.needed("content.xml")?;
    let page = archive.text("styles.xml")?.unwrap_or_default();
    let mut styles = Styles::default();
    read_styles(&page, path, &mut styles)?;
    read_styles(&content, path, &mut styles)?;
    let mut body = Body { styles, ..Body::default() };
    body.part(&content, path)?;
    let notes = std::mem::take(&mut body.notes);
    for (number, note) in (1..).zip(notes) {
        body.what = format!("footnote {number}");
        note.into_iter().for_each(|open| body.place(open));
    }
    body.what = "header or footer".to_owned();
    body.page(&page, path)?;
    Ok(body.extract.finish())
}

fn read_styles(text: &str, path: &Path, out: &mut Styles) -> Result<()> {
    let mut xml = Xml::new(text, path);
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if element.name == "style" && element.attribute("family").as_deref() == Some("paragraph") {
            let name = element.attribute("name").unwrap_or_default();
            let outline = element.attribute("default-outline-level").and_then(|level| level.parse().ok());
            let parent = element.attribute("parent-style-name");
            // Names made by the program (`P3`) say nothing; the parents' do.
            out.0.insert(name.clone(), Style { name, parent, outline, listed: false });
        }
    }
    Ok(())
}

/// A paragraph that is open.
#[derive(Default)]
struct Open {
    said: Paragraph,
    style: Option<String>,
    heading: Option<u8>,
    listed: bool,
    index: bool,
    cell: Option<[usize; 3]>,
    /// White space at its end came from the source and would be folded with more.
    folded: bool,
}

#[derive(Default)]
struct Body {
    styles: Styles,
    extract: Extract,
    role: Option<Role>,
    what: String,
    /// Paragraphs, each in a note or text box of the one before.
    open: Vec<Open>,
    boxes: Vec<Open>,
    notes: Vec<Vec<Open>>,
    /// The paragraphs of the note that is open, and how many paragraphs were open when it began.
    note: Option<(Vec<Open>, usize)>,
    lists: usize,
    indices: usize,
    cells: Vec<[usize; 3]>,
    tables: usize,
    paragraphs: usize,
}

impl Body {
    fn part(&mut self, text: &str, path: &Path) -> Result<()> {
        let mut xml = Xml::new(text, path);
        let mut inside = false;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) if LEFT_OUT.contains(&element.name.as_str()) => xml.skip()?,
                Node::Start(element) => {
                    inside |= element.name == "body";
                    if inside {
                        self.start(&element);
                    }
                }
                Node::Text(text) if inside => self.say(&text),
                Node::Text(_) => {}
                Node::End(name) => self.end(&name),
            }
        }
        Ok(())
    }

    /// Headers and footers of the pages.
    fn page(&mut self, text: &str, path: &Path) -> Result<()> {
        let mut xml = Xml::new(text, path);
        let mut inside = None;
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => {
                    let role = match element.name.as_str() {
                        "header" | "header-left" | "header-first" => Some(Role::Navigation),
                        "footer" | "footer-left" | "footer-first" => Some(Role::Foot),
                        _ => None,
                    };
                    if role.is_some() {
                        (inside, self.role) = (role, role);
                    }
                    if inside.is_some() {
                        self.start(&element);
                    }
                }
                Node::Text(text) if inside.is_some() => self.say(&text),
                Node::Text(_) => {}
                Node::End(name) => {
                    if name.starts_with("header") || name.starts_with("footer") {
                        inside = None;
                    }
                    self.end(&name);
                }
            }
        }
        Ok(())
    }

    /// Runs of white space are one space, none at the start (6.1.2).
    fn say(&mut self, text: &str) {
        let Some(open) = self.open.last_mut() else { return };
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !space {
                open.said.text.push(c);
            } else if !open.folded && !open.said.text.is_empty() {
                open.said.text.push(' ');
            }
            open.folded = space;
        }
    }

    /// White space that the document asks for.
    fn say_as_is(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.said.text.push_str(text);
            open.folded = false;
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        let count = |name: &str, most: usize| {
            element.attribute(name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).min(most)
        };
        match element.name.as_str() {
            "p" | "h" => {
                let heading = (element.name == "h").then(|| {
                    element.attribute("outline-level").and_then(|n| n.parse().ok()).unwrap_or(1u8).clamp(1, 6)
                });
                self.open.push(Open {
                    style: element.attribute("style-name"),
                    heading,
                    listed: self.lists > 0,
                    index: self.indices > 0,
                    cell: self.cells.last().copied(),
                    ..Open::default()
                });
            }
            "s" => self.say_as_is(&" ".repeat(count("c", 100))),
            "tab" => self.say_as_is("\t"),
            "line-break" => self.say_as_is("\n"),
            "list-item" => self.lists += 1,
            "table-of-content" | "table-index" | "illustration-index" | "alphabetical-index" => {
                self.indices += 1
            }
            "table" => {
                self.tables += 1;
                self.cells.push([self.tables, 0, 0]);
            }
            "table-row" => {
                let rows = count("number-rows-repeated", 1_000_000);
                self.cells
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|cell| *cell = [cell[0], cell[1] + rows, 0]);
            }
            "table-cell" | "covered-table-cell" => {
                let columns = count("number-columns-repeated", 1_000_000);
                self.cells.iter_mut().last().into_iter().for_each(|cell| cell[2] += columns);
            }
            "note" => {
                let label = (self.notes.len() + 1).to_string();
                if let Some(open) = self.open.last_mut() {
                    open.said.notes.push((open.said.text.len(), label));
                }
                self.note = Some((Vec::new(), self.open.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                let Some(open) = self.open.pop() else { return };
                match &mut self.note {
                    Some((paragraphs, depth)) if self.open.len() >= *depth => paragraphs.push(open),
                    _ if !self.open.is_empty() => self.boxes.push(open),
                    _ => {
                        self.place(open);
                        std::mem::take(&mut self.boxes).into_iter().for_each(|open| self.place(open));
                    }
                }
            }
            "note" => self.notes.extend(self.note.take().map(|(paragraphs, _)| paragraphs)),
            "list-item" => self.lists = self.lists.saturating_sub(1),
            "table-of-content" | "table-index" | "illustration-index" | "alphabetical-index" => {
                self.indices = self.indices.saturating_sub(1);
            }
            "table" => drop(self.cells.pop()),
            _ => {}
        }
    }

    fn place(&mut self, open: Open) {
        self.paragraphs += 1;
        let (styled, mut role) = self.styles.kind(open.style.as_deref());
        let kind = match open.heading {
            Some(level) => BlockKind::Heading(level),
            None if open.cell.is_some() => BlockKind::TableCell,
            None if open.listed && styled == BlockKind::Paragraph => BlockKind::ListItem,
            None => styled,
        };
        if open.index {
            role = Role::Navigation;
        }
        role = self.role.unwrap_or(role);
        let place = || match (open.cell, self.what.as_str()) {
            (Some([table, row, column]), _) => format!("table {table}, row {row}, column {column}"),
            (None, "") => format!("paragraph {}", self.paragraphs),
            (None, what) => what.to_owned(),
        };
        self.extract.push(kind, role, &open.said, place);
    }
}
