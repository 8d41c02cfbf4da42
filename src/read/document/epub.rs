//! EPUB 3 and 2: the chapters in the order of the spine, each read as HTML.

use std::collections::HashMap;
use std::path::Path;

use super::super::html;
use super::Document;
use super::archive::{Archive, damaged};
use super::extract::{Extract, Paragraph};
use super::xml::{Node, Xml};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{BlockKind, Role};

/// A book with more parts than this is none.
const MOST: usize = 20_000;

/// Reads a book as one text.
pub(super) fn read(bytes: &[u8], path: &Path) -> Result<Document> {
    let mut archive = Archive::open(bytes, path)?;
    if let Some(text) = archive.text("META-INF/encryption.xml")? {
        // Fonts may be hidden in a way the standard allows (OCF 3, 4.4); anything else is a lock.
        let locked = text.matches("<EncryptionMethod").count() + text.matches(":EncryptionMethod").count();
        let fonts = text.matches("http://www.idpf.org/2008/embedding").count()
            + text.matches("http://ns.adobe.com/pdf/enc#RC").count();
        if locked > fonts {
            return Err(Error::new(ErrorKind::Input, "the book is locked (DRM)")
                .at(path)
                .remedy("use an unlocked copy"));
        }
    }
    let container = archive.needed("META-INF/container.xml")?;
    let package = attribute_of(&container, path, "rootfile", "full-path")?
        .ok_or_else(|| damaged(path, "it names no package"))?;
    let text = archive.needed(&package)?;
    let chapters = spine(&text, path)?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut extract = Extract::default();
    let (mut number, mut missing) = (0, Vec::new());
    for chapter in chapters {
        let Some(page) = archive.text(&resolve(folder, &chapter.href))? else {
            missing.push(chapter.href);
            continue;
        };
        number += 1;
        let blocks = html::blocks(&page).map_err(|error| error.at(path))?;
        let mut end = 0;
        for (at, block) in (1..).zip(blocks) {
            let span = block.offsets.span(0..block.text.len());
            // An empty paragraph between two is the empty line of a text that somebody pasted.
            let between = page.get(end..span.start).unwrap_or_default();
            if between.matches("<p>").count() + between.matches("<p ").count() > 1 {
                extract.push(BlockKind::Paragraph, Role::Body, &Paragraph::default(), String::new);
            }
            end = span.end;
            let role = if chapter.navigation { Role::Navigation } else { block.role };
            let said = Paragraph { text: block.text, ..Paragraph::default() };
            extract.push(block.kind, role, &said, || format!("chapter {number}, paragraph {at}"));
        }
    }
    if number == 0 {
        return Err(damaged(path, "no chapter is in it"));
    }
    let mut document = extract.finish();
    if let Some(first) = missing.first() {
        document
            .warnings
            .push(format!("{} chapters of its list are not in the book, the first {first}", missing.len()));
    }
    Ok(document)
}

struct Chapter {
    href: String,
    navigation: bool,
}

fn attribute_of(text: &str, path: &Path, name: &str, attribute: &str) -> Result<Option<String>> {
    let mut xml = Xml::new(text, path);
    while let Some(node) = xml.next()? {
        if let Node::Start(element) = node
            && element.name == name
            && let Some(value) = element.attribute(attribute)
        {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// The documents of the spine, in order.
fn spine(text: &str, path: &Path) -> Result<Vec<Chapter>> {
    let mut xml = Xml::new(text, path);
    let (mut items, mut order) = (HashMap::new(), Vec::new());
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        let get = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name.as_str() {
            "item" if get("media-type").contains("html") => {
                let navigation = get("properties").split(' ').any(|property| property == "nav");
                items.insert(get("id"), (get("href"), navigation));
            }
            "itemref" => order.push(get("idref")),
            _ => {}
        }
        if order.len() > MOST {
            return Err(damaged(path, "it has too many parts"));
        }
    }
    let chapter = |id: String| {
        items.get(&id).map(|(href, navigation)| Chapter { href: href.clone(), navigation: *navigation })
    };
    Ok(order.into_iter().filter_map(chapter).collect())
}

/// The name of a part that a package refers to.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut parts: Vec<String> =
        folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(percent_decoded(part)),
        }
    }
    parts.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
