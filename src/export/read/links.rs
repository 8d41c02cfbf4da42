//! InterText and XCES: a file of links, and the two texts it names, beside it.

use std::collections::HashMap;
use std::path::Path;

use super::build::{self, Rung};
use super::tmx::content;
use super::xml::{Node, Xml, attribute};
use super::{Input, Read, decode};
use crate::bead::Status;
use crate::error::Result;
use crate::text::{Article, Edition, EditionText, Tag};

/// Which document stands left of `;` in `xtargets`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// toDoc: InterText.
    To,
    /// fromDoc: XCES.
    From,
}

const REMEDY: &str = "a link looks like <link xtargets=\"1:1 1:2;1:1\"/>";

struct Link {
    from: Vec<String>,
    to: Vec<String>,
    rung: Rung,
}

pub(super) fn read(text: &str, left: Left, input: &Input<'_>) -> Result<Read> {
    let mut xml = Xml::new(text, input.path);
    let (mut documents, mut links) = (None, Vec::new());
    while let Some(node) = xml.next()? {
        let Node::Start { name, attributes } = node else { continue };
        match name.as_str() {
            "linkGrp" => {
                if documents.is_some() {
                    return Err(xml.fault("a second <linkGrp>", "split it: a file for each pair of texts"));
                }
                let get = |name| attribute(&attributes, name).map(str::to_owned);
                let (Some(from), Some(to)) = (get("fromDoc"), get("toDoc")) else {
                    return Err(xml.fault("<linkGrp> names no fromDoc and toDoc", "name the two texts"));
                };
                documents = Some((from, to));
            }
            "link" => links.push(link(&xml, &attributes, left)?),
            _ => {}
        }
    }
    let Some((from, to)) = documents else {
        return Err(xml.fault("no <linkGrp>", "name the file with the links, not a text"));
    };
    let mut read = Read::default();
    let (a, b) = (side(&from, input)?, side(&to, input)?);
    if a.edition == b.edition {
        return Err(xml.fault(
            format!("both texts look like {}", a.edition),
            "name the files with en, zh-Hans and zh-Hant",
        ));
    }
    let rungs = rungs(&xml, links, [&a, &b])?;
    let id = a
        .name
        .split_once(&format!(".{}.", a.edition))
        .map_or(build::id_of(input.path), |(id, _)| unescape(id));
    let mut article = Article { id, ..Article::default() };
    for side in [a, b] {
        article.editions[side.edition] = Some(side.text);
    }
    let name = if left == Left::To { "intertext" } else { "xces" };
    read.records.push(build::record(&article, rungs, name, input.path)?);
    Ok(read)
}

/// The beads of the links, which have to go through both texts from start to end.
fn rungs(xml: &Xml<'_>, links: Vec<Link>, sides: [&Side; 2]) -> Result<Vec<Rung>> {
    let mut rungs = Vec::with_capacity(links.len());
    let mut next = [0; 2];
    for link in links {
        let mut rung = link.rung;
        for ((ids, side), next) in [(link.from, sides[0]), (link.to, sides[1])].into_iter().zip(&mut next) {
            for id in &ids {
                let at = side.ids.get(id).ok_or_else(|| {
                    xml.fault(
                        format!("the {} text has no segment {id}", side.edition),
                        "are these its texts?",
                    )
                })?;
                if at != next {
                    let message = format!("{}: segment {id} is out of order", side.edition);
                    return Err(xml.fault(message, "links go through both texts from start to end"));
                }
                *next += 1;
            }
            rung.lens[side.edition as usize] = ids.len();
        }
        rungs.push(rung);
    }
    Ok(rungs)
}

/// The id that a file name was made from.
fn unescape(name: &str) -> String {
    let mut out = Vec::new();
    let mut rest = name.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| name.to_owned())
}

fn link(xml: &Xml<'_>, attributes: &[(String, String)], left: Left) -> Result<Link> {
    let targets = attribute(attributes, "xtargets").and_then(|t| t.split_once(';'));
    let (a, b) = targets.ok_or_else(|| xml.fault("a link without two targets", REMEDY))?;
    let ids = |list: &str| list.split_whitespace().map(str::to_owned).collect();
    let (from, to) = if left == Left::To { (ids(b), ids(a)) } else { (ids(a), ids(b)) };
    let certainty = attribute(attributes, "certainty").and_then(|c| c.parse::<f64>().ok());
    let status = match attribute(attributes, "status") {
        Some("man") => Status::Confirmed,
        Some("plain") => Status::Flagged,
        _ => Status::Auto,
    };
    let confidence = certainty.filter(|p| (0.0..=1.0).contains(p));
    Ok(Link { from, to, rung: Rung { confidence, status, ..Rung::default() } })
}

/// One of the two texts.
struct Side {
    name: String,
    edition: Edition,
    text: EditionText,
    ids: HashMap<String, usize>,
}

/// Reads a text that the links name: by its file name only, beside them, so that no link leads anywhere else.
fn side(document: &str, input: &Input<'_>) -> Result<Side> {
    let name = Path::new(document).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let path = input.path.with_file_name(&name);
    let text = decode::text(&(input.open)(&path)?, &path)?;
    let mut xml = Xml::new(&text, &path);
    let edition =
        name.split(['.', '/']).rev().find_map(|part| part.parse::<Tag>().ok()).ok_or_else(|| {
            xml.fault(
                "the name of the text tells no edition",
                "name it ARTICLE.en.xml, ARTICLE.zh-Hans.xml …",
            )
        })?;
    let (mut block, mut segments, mut ids) = (0, Vec::new(), HashMap::new());
    while let Some(node) = xml.next()? {
        let Node::Start { name, attributes } = node else { continue };
        match name.as_str() {
            "p" | "head" => block += 1,
            "s" => {
                let id = attribute(&attributes, "id").unwrap_or_default().to_owned();
                if ids.insert(id.clone(), segments.len()).is_some() {
                    return Err(
                        xml.fault(format!("the id {id} stands twice"), "give every <s> an id of its own")
                    );
                }
                segments.push((block, content(&mut xml, "s")?));
            }
            _ => {}
        }
    }
    let text = build::edition(edition.edition, "", segments.into_iter());
    Ok(Side { name, edition: edition.edition, text, ids })
}
