//! What a page has beside its sentences, in the lock: code, description, images, ids of headings. A title is a sentence.

use std::collections::BTreeMap;

use super::unit::{LockedUnit, hash};
use crate::check::outline::Outline;
use crate::check::page::Page;
use crate::config::Level;
use crate::text::Span;

/// By the name of their kind, hashes of the parts in order: English, Chinese.
pub type Parts = BTreeMap<String, LockedUnit>;

/// A kind of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartKind {
    name: &'static str,
    /// What it is called in a message.
    pub said: &'static str,
    /// How grave it is where it is stale.
    pub level: Level,
}

const KINDS: [PartKind; 4] = [
    PartKind { name: "code", said: "a block of code", level: Level::Warning },
    PartKind { name: "description", said: "the description of the front matter", level: Level::Warning },
    PartKind { name: "image", said: "the source of an image", level: Level::Note },
    PartKind { name: "id", said: "the id of a heading", level: Level::Note },
];

/// A part of a page: its text and where it stands.
struct Part {
    text: String,
    span: Span,
}

fn parts(outline: &Outline, kind: PartKind) -> Vec<Part> {
    let items = |all: &[crate::check::outline::Item]| -> Vec<Part> {
        all.iter().map(|item| Part { text: item.key.clone(), span: item.span }).collect()
    };
    match kind.name {
        "code" => {
            let fences = outline.fences.iter();
            fences.map(|fence| Part { text: fence.code.clone(), span: fence.span }).collect()
        }
        "image" => items(&outline.images),
        "id" => items(&outline.ids),
        key => {
            let front = outline.front.iter().filter(|(item, _)| item.key == key);
            front.map(|(item, value)| Part { text: value.clone(), span: item.span }).collect()
        }
    }
}

fn hashes(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| hash(&part.text)).collect()
}

/// Records the parts of two pages; nothing where either has no outline.
pub(super) fn of(english: Option<&Page>, chinese: Option<&Page>) -> Parts {
    let outlines = english.and_then(Outline::of).zip(chinese.and_then(Outline::of));
    let Some((english, chinese)) = outlines else { return Parts::new() };
    let both = KINDS.iter().map(|kind| {
        (kind.name.to_owned(), (hashes(&parts(&english, *kind)), hashes(&parts(&chinese, *kind))))
    });
    both.filter(|(_, (en, zh))| !en.is_empty() || !zh.is_empty()).collect()
}

/// A part whose English changed while the translation did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StalePart {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands in the translation, where that is known.
    pub span: Option<Span>,
    /// The English as it is now and where it stands; `None` where it was taken out.
    pub now: Option<(String, Span)>,
    /// Its place among the parts of its kind, where there are as many on all sides.
    place: Option<usize>,
}

/// The parts that are stale by the record.
pub(super) fn stale(recorded: &Parts, english: Option<&Page>, chinese: Option<&Page>) -> Vec<StalePart> {
    let outlines = english.and_then(Outline::of).zip(chinese.and_then(Outline::of));
    let Some((english, chinese)) = outlines else { return Vec::new() };
    let mut out = Vec::new();
    for kind in KINDS {
        let Some((old_en, old_zh)) = recorded.get(kind.name) else { continue };
        let (en, zh) = (parts(&english, kind), parts(&chinese, kind));
        let (now_en, now_zh) = (hashes(&en), hashes(&zh));
        if &now_en == old_en {
            continue;
        }
        // As many on all sides: each stands for the one in its place.
        if now_en.len() == old_en.len() && now_zh.len() == old_zh.len() && now_en.len() == now_zh.len() {
            for at in (0..en.len()).filter(|at| now_en[*at] != old_en[*at] && now_zh[*at] == old_zh[*at]) {
                let now = Some((en[at].text.clone(), en[at].span));
                out.push(StalePart { kind, span: Some(zh[at].span), now, place: Some(at) });
            }
        } else if &now_zh == old_zh {
            let new = en.iter().zip(&now_en).find(|(_, hash)| !old_en.contains(hash));
            let now = new.map(|(part, _)| (part.text.clone(), part.span));
            out.push(StalePart { kind, span: zh.first().map(|part| part.span), now, place: None });
        }
    }
    out
}

/// A record of a kind of parts, with the English of those that are taken as it is now.
pub(super) fn accepted(record: &LockedUnit, kind: &str, taken: &[StalePart]) -> LockedUnit {
    let mut out = record.clone();
    for part in taken.iter().filter(|part| part.kind.name == kind) {
        let there = part.place.and_then(|at| out.0.get_mut(at)).zip(part.now.as_ref());
        if let Some((old, (text, _))) = there {
            *old = hash(text);
        }
    }
    out
}

/// The names of the kinds that are stale.
pub(super) fn stale_kinds(all: &[StalePart]) -> impl Iterator<Item = &'static str> + '_ {
    all.iter().map(|part| part.kind.name)
}
