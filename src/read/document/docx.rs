//! Word documents (Office Open XML, ECMA-376 part 1, 17): the text as it reads with all changes accepted.

use std::path::Path;

use super::Document;
use super::archive::{Archive, damaged};
use super::equation;
use super::extract::{Extract, Paragraph};
use super::styles::{Style, Styles};
use super::xml::{Element, Node, Xml};
use crate::error::Result;
use crate::text::{BlockKind, Role};

/// What is no text of the document: deletions, the old side of moves and formats, instructions of fields, readings above
/// ruby text, and what stands for a drawing in programs that cannot draw it.
const LEFT_OUT: [&str; 10] = [
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "rt",
    "Fallback",
];

/// Reads a document.
pub(super) fn read(bytes: &[u8], path: &Path) -> Result<Document> {
    let mut archive = Archive::open(bytes, path)?;
    let names = archive.names();
    let main = main_part(&mut archive, path)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let styles = match archive.text(&beside("styles.xml"))? {
        Some(text) => styles(&text, path)?,
        None => Styles::default(),
    };
    let mut body =
        Body { styles, extract: Extract::default(), role: None, what: String::new(), ..Body::default() };
    let text = archive.needed(&main)?;
    body.part(&text, path, "")?;
    for (name, what) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        if let Some(text) = archive.text(&beside(name))? {
            body.part(&text, path, what)?;
        }
    }
    let mut seen = Vec::new();
    for (start, role) in [("header", Role::Navigation), ("footer", Role::Foot)] {
        for name in names.iter().filter(|name| name.starts_with(&beside(start)) && name.ends_with(".xml")) {
            let Some(text) = archive.text(name)? else { continue };
            // First pages and even pages often have the same.
            if !seen.contains(&text) {
                body.role = Some(role);
                body.part(&text, path, start)?;
                seen.push(text);
            }
        }
    }
    Ok(body.extract.finish())
}

/// The part the package says is its document (part 2, 9.3).
fn main_part(archive: &mut Archive<'_>, path: &Path) -> Result<String> {
    let Some(text) = archive.text("_rels/.rels")? else {
        return Err(damaged(path, "it is no Word document"));
    };
    let mut xml = Xml::new(&text, path);
    while let Some(node) = xml.next()? {
        if let Node::Start(element) = node
            && element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = element.attribute("Target")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Err(damaged(path, "it names no document"))
}

fn styles(text: &str, path: &Path) -> Result<Styles> {
    let mut out = Styles::default();
    let mut xml = Xml::new(text, path);
    let mut open: Option<(String, Style)> = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) if element.name == "style" => {
                let paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
                open = element.attribute("styleId").filter(|_| paragraph).map(|id| (id, Style::default()));
            }
            Node::Start(element) => {
                let Some((_, style)) = &mut open else { continue };
                let value = || element.attribute("val").unwrap_or_default();
                match element.name.as_str() {
                    "name" => style.name = value(),
                    "basedOn" => style.parent = Some(value()),
                    "outlineLvl" => style.outline = level(&value()),
                    "numId" => style.listed = value() != "0",
                    _ => {}
                }
            }
            Node::End(name) if name == "style" => out.0.extend(open.take()),
            _ => {}
        }
    }
    Ok(out)
}

/// Outline levels count from 0; 9 is body text.
fn level(value: &str) -> Option<u8> {
    value.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level + 1)
}

/// A paragraph that is open.
#[derive(Default)]
struct Open {
    said: Paragraph,
    style: Option<String>,
    outline: Option<u8>,
    numbered: Option<bool>,
    /// Its end was deleted, so it goes on in the next one.
    joined: bool,
    properties: bool,
    hidden: bool,
}

#[derive(Default)]
struct Body {
    styles: Styles,
    extract: Extract,
    role: Option<Role>,
    /// What the part is, for places: empty for the body.
    what: String,
    /// Paragraphs, each in a text box of the one before.
    open: Vec<Open>,
    /// Text boxes wait for the end of the paragraph they hang on.
    boxes: Vec<Open>,
    /// Table, row and column, from 1, of the tables that are open.
    cells: Vec<[usize; 3]>,
    carried: Option<Open>,
    paragraphs: usize,
    tables: usize,
    note: usize,
    /// Fields that are open, each in the one before.
    fields: Vec<Field>,
}

/// A field: its instruction, and how long the paragraph was when its result began.
#[derive(Default)]
struct Field {
    instruction: String,
    result: Option<usize>,
}

impl Body {
    fn part(&mut self, text: &str, path: &Path, what: &str) -> Result<()> {
        what.clone_into(&mut self.what);
        (self.paragraphs, self.note) = (0, 0);
        let mut xml = Xml::new(text, path);
        let (mut in_text, mut in_field) = (false, false);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => {
                    let deleted_end = element.name == "del" && self.open.last().is_some_and(|p| p.properties);
                    if deleted_end && let Some(open) = self.open.last_mut() {
                        open.joined = true;
                    }
                    let separator = ["footnote", "endnote"].contains(&element.name.as_str())
                        && element.attribute("type").is_some_and(|kind| kind != "normal");
                    if LEFT_OUT.contains(&element.name.as_str()) || separator {
                        xml.skip()?;
                        continue;
                    }
                    in_text |= element.name == "t" && element.prefix != "a";
                    in_field |= element.name == "instrText";
                    self.start(&element);
                }
                Node::Text(text) if in_text => self.say(&text),
                Node::Text(text) if in_field => {
                    self.fields.iter_mut().last().into_iter().for_each(|f| f.instruction.push_str(&text));
                }
                Node::Text(_) => {}
                Node::End(name) => {
                    in_text &= name != "t";
                    in_field &= name != "instrText";
                    self.end(&name);
                }
            }
        }
        if let Some(open) = self.carried.take() {
            self.place(open);
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut().filter(|open| !open.hidden) {
            open.said.text.push_str(text);
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        let value = || element.attribute("val").unwrap_or_default();
        match element.name.as_str() {
            "p" if element.prefix != "a" => {
                let carried = if self.open.is_empty() { self.carried.take() } else { None };
                let said = carried.map(|open| open.said).unwrap_or_default();
                self.open.push(Open { said, ..Open::default() });
            }
            "tbl" => {
                self.tables += 1;
                self.cells.push([self.tables, 0, 0]);
            }
            "tr" => {
                self.cells.iter_mut().last().into_iter().for_each(|cell| *cell = [cell[0], cell[1] + 1, 0])
            }
            "tc" => self.cells.iter_mut().last().into_iter().for_each(|cell| cell[2] += 1),
            "footnote" | "endnote" => self.note += 1,
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(Field::default()),
                Some("separate") => {
                    let length = self.length();
                    self.fields.iter_mut().last().into_iter().for_each(|f| f.result = Some(length));
                }
                _ => self.end_field(),
            },
            "fldSimple" => {
                let instruction = element.attribute("instr").unwrap_or_default();
                self.fields.push(Field { instruction, result: Some(self.length()) });
            }
            "tab" | "ptab" if !self.open.last().is_some_and(|open| open.properties) => self.say("\t"),
            "br" if matches!(element.attribute("type").as_deref(), Some("page" | "column")) => {}
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("\u{2011}"),
            "sym" => {
                let char = element.attribute("char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                // Private characters are pictures of a font.
                let char = char.filter(|code| *code < 0xE000).and_then(char::from_u32);
                char.into_iter().for_each(|c| self.say(&c.to_string()));
            }
            name => {
                let Some(open) = self.open.last_mut() else { return };
                match name {
                    "pPr" => open.properties = true,
                    "r" => open.hidden = false,
                    "vanish" if !open.properties => open.hidden = !matches!(value().as_str(), "0" | "false"),
                    "pStyle" => open.style = Some(value()),
                    "outlineLvl" => open.outline = level(&value()),
                    "numId" => open.numbered = Some(value() != "0"),
                    "footnoteReference" | "endnoteReference" => {
                        let at = open.said.text.len();
                        let label = element.attribute("id").unwrap_or_default();
                        open.said.notes.push((at, label));
                    }
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                let Some(open) = self.open.pop() else { return };
                if !self.open.is_empty() {
                    self.boxes.push(open);
                } else if open.joined {
                    self.carried = Some(open);
                } else {
                    self.place(open);
                    for open in std::mem::take(&mut self.boxes) {
                        self.place(open);
                    }
                }
            }
            "pPr" => self.open.iter_mut().last().into_iter().for_each(|open| open.properties = false),
            "r" => self.open.iter_mut().last().into_iter().for_each(|open| open.hidden = false),
            "tbl" => drop(self.cells.pop()),
            "fldSimple" => self.end_field(),
            _ => {}
        }
    }

    /// How long the paragraph is that is open.
    fn length(&self) -> usize {
        self.open.last().map_or(0, |open| open.said.text.len())
    }

    /// A field that shows what its instruction says has no result of its own.
    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if field.result.is_none_or(|start| start == self.length())
            && let Some(text) = equation::shown(&field.instruction)
        {
            self.say(&text);
        }
    }

    fn place(&mut self, open: Open) {
        self.paragraphs += 1;
        let (mut kind, mut role) = self.styles.kind(open.style.as_deref());
        if let Some(level) = open.outline.filter(|level| (1..=6).contains(level)) {
            kind = BlockKind::Heading(level);
        }
        match open.numbered {
            Some(true) if kind == BlockKind::Paragraph => kind = BlockKind::ListItem,
            Some(false) if kind == BlockKind::ListItem => kind = BlockKind::Paragraph,
            _ => {}
        }
        if !self.cells.is_empty() && !matches!(kind, BlockKind::Heading(_)) {
            kind = BlockKind::TableCell;
        }
        role = self.role.unwrap_or(role);
        let place = || match (self.cells.last(), self.what.as_str()) {
            (Some([table, row, column]), _) => format!("table {table}, row {row}, column {column}"),
            (None, "") => format!("paragraph {}", self.paragraphs),
            (None, what @ ("footnote" | "endnote")) => format!("{what} {}", self.note),
            (None, what) => what.to_owned(),
        };
        self.extract.push(kind, role, &open.said, place);
    }
}
