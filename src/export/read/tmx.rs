//! TMX: one bead a unit; articles are told by the property `x-article`, else the file is one.

use std::collections::HashMap;

use super::build::{self, Rung};
use super::xml::{Node, Xml, attribute};
use super::{Input, Read};
use crate::bead::Flag;
use crate::error::Result;
use crate::text::script::Judgement;
use crate::text::{Article, Edition, PerEdition, Tag};

/// Elements whose content is mark-up, not text.
const CODES: [&str; 5] = ["bpt", "ept", "ph", "it", "ut"];

#[derive(Default)]
struct Unit {
    rung: Rung,
    article: Option<String>,
    texts: PerEdition<Option<String>>,
    /// Its Chinese says only `zh`: the text tells the script.
    bare: bool,
}

#[derive(Default)]
struct Found {
    ids: Vec<String>,
    index: HashMap<String, usize>,
    units: Vec<Vec<Unit>>,
    left_out: usize,
}

pub(super) fn read(text: &str, input: &Input<'_>) -> Result<Read> {
    let mut xml = Xml::new(text, input.path);
    let mut found = Found::default();
    let mut seen = false;
    while let Some(node) = xml.next()? {
        match node {
            Node::Start { name, .. } if name == "tmx" => seen = true,
            Node::Start { name, attributes } if name == "tu" => {
                let id = attribute(&attributes, "tuid").map(str::to_owned);
                let unit = unit(&mut xml, id, &mut found.left_out)?;
                found.add(unit, || build::id_of(input.path));
            }
            _ => {}
        }
    }
    if !seen {
        return Err(xml.fault("no <tmx> element", "is it a translation memory?"));
    }
    let mut out = Read::default();
    for (id, units) in found.ids.iter().zip(found.units) {
        out.records.push(record(id, units, input)?);
    }
    if found.left_out > 0 {
        let n = found.left_out;
        out.warnings
            .push(format!("{n} <tuv> are in other languages, or in one that the unit has already: left out"));
    }
    Ok(out)
}

impl Found {
    fn add(&mut self, unit: Unit, default: impl Fn() -> String) {
        if unit.texts.0.iter().all(Option::is_none) {
            return;
        }
        let id = unit.article.clone().unwrap_or_else(default);
        let at = *self.index.entry(id.clone()).or_insert_with(|| {
            self.ids.push(id);
            self.units.push(Vec::new());
            self.units.len() - 1
        });
        self.units[at].push(unit);
    }
}

/// All of a `<tu>` up to its end.
fn unit(xml: &mut Xml<'_>, id: Option<String>, left_out: &mut usize) -> Result<Unit> {
    let mut unit = Unit { rung: Rung { id, ..Rung::default() }, ..Unit::default() };
    let mut edition = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::End(name) if name == "tu" => break,
            Node::Start { name, attributes } => match name.as_str() {
                "tuv" => {
                    let lang = attribute(&attributes, "xml:lang").or(attribute(&attributes, "lang"));
                    let tag = lang.and_then(|lang| lang.parse::<Tag>().ok());
                    edition = tag.as_ref().map(|tag| tag.edition).filter(|&e| unit.texts[e].is_none());
                    unit.bare |= edition.is_some() && tag.is_some_and(|tag| tag.bare);
                    *left_out += usize::from(edition.is_none());
                }
                "seg" => {
                    let text = content(xml, "seg")?;
                    if let Some(edition) = edition.take() {
                        unit.texts[edition] = Some(text);
                    }
                }
                "note" => unit.rung.note = content(xml, "note")?,
                "prop" => {
                    let value = content(xml, "prop")?;
                    let kind = attribute(&attributes, "type").unwrap_or_default();
                    property(xml, &mut unit, kind, &value)?;
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(unit)
}

fn property(xml: &Xml<'_>, unit: &mut Unit, kind: &str, value: &str) -> Result<()> {
    match kind {
        "x-article" => unit.article = Some(value.to_owned()),
        "x-confidence" => {
            unit.rung.confidence =
                build::probability(value).map_err(|e| xml.fault(e, "mend the property"))?;
        }
        "x-status" => {
            let unknown =
                || xml.fault(format!("'{value}' is no status"), "auto, confirmed, edited or flagged");
            unit.rung.status = build::status(value).ok_or_else(unknown)?;
        }
        "x-flags" => unit.rung.flags = value.split_whitespace().map(Flag::from).collect(),
        _ => {}
    }
    Ok(())
}

/// The text up to the end of the element, without inline codes.
pub(super) fn content(xml: &mut Xml<'_>, end: &str) -> Result<String> {
    let mut text = String::new();
    let (mut codes, mut depth) = (0usize, 0usize);
    while let Some(node) = xml.next()? {
        match node {
            Node::Text(part) if codes == 0 => text.push_str(&part),
            Node::Start { name, .. } => {
                depth += 1;
                codes += usize::from(CODES.contains(&name.as_str()));
            }
            Node::End(name) if depth == 0 && name == end => break,
            Node::End(name) => {
                depth = depth.saturating_sub(1);
                codes -= usize::from(codes > 0 && CODES.contains(&name.as_str()));
            }
            Node::Text(_) => {}
        }
    }
    Ok(text)
}

fn record(id: &str, mut units: Vec<Unit>, input: &Input<'_>) -> Result<crate::export::Record> {
    in_script(&mut units);
    let mut article = Article { id: id.to_owned(), ..Article::default() };
    let mut rungs = Vec::with_capacity(units.len());
    for edition in Edition::ALL {
        if units.iter().any(|unit| unit.texts[edition].is_some()) {
            let texts = units.iter().filter_map(|unit| unit.texts[edition].clone()).enumerate();
            article.editions[edition] = Some(build::edition(edition, "", texts));
        }
    }
    for unit in units {
        let lens = unit.texts.0.map(|text| usize::from(text.is_some()));
        rungs.push(Rung { lens, ..unit.rung });
    }
    build::record(&article, rungs, "tmx", input.path)
}

/// Where an article's Chinese says only `zh` and is Traditional, it is the Traditional edition.
fn in_script(units: &mut [Unit]) {
    let mut judgement = Judgement::default();
    let bare = |unit: &&mut Unit| unit.bare && unit.texts[Edition::ZhHant].is_none();
    for unit in units.iter_mut().filter(bare) {
        unit.texts[Edition::ZhHans].iter().for_each(|text| judgement.add(text));
    }
    if judgement.likely() == Some(Edition::ZhHant) {
        for unit in units.iter_mut().filter(bare) {
            unit.texts[Edition::ZhHant] = unit.texts[Edition::ZhHans].take();
        }
    }
}
