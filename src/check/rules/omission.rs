//! What of the English an edition lacks: whole sections, whole blocks, single sentences.

use std::collections::{BTreeMap, HashSet};

use super::super::{Sink, Subject, words};
use crate::config::Level;
use crate::text::{BlockKind, Edition, Role, Segment, Span};

/// A run of English segments that has no counterpart.
pub(super) struct Omission {
    /// Index of the first bead.
    bead: usize,
    /// Segments, from and to.
    from: usize,
    to: usize,
    /// How sure the aligner is.
    confidence: f64,
    kind: BlockKind,
}

/// What an edition lacks; nothing stands in two of the lists.
#[derive(Default)]
pub(super) struct Omissions {
    pub sections: Vec<Omission>,
    pub blocks: Vec<Omission>,
    pub sentences: Vec<Omission>,
}

impl Omissions {
    pub fn new(subject: &Subject<'_>, edition: Edition) -> Omissions {
        let lost = lost(subject, edition);
        let segments = subject.article.segments(Edition::En);
        let mut out = Omissions::default();
        let mut at = 0;
        while at < segments.len() {
            if !lost.contains_key(&at) {
                at += 1;
                continue;
            }
            let (list, to) = match section_end(segments, &lost, at) {
                Some(to) => (&mut out.sections, to),
                None => match block_end(segments, &lost, at) {
                    Some(to) => (&mut out.blocks, to),
                    None => (&mut out.sentences, at + 1),
                },
            };
            list.push(omission(segments, &lost, at, to));
            at = to;
        }
        out
    }
}

/// Lost English segments: the bead and the probability. Date and author are not counted.
fn lost(subject: &Subject<'_>, edition: Edition) -> BTreeMap<usize, (usize, f64)> {
    // English that was left as it is: C110 tells it.
    let left: HashSet<String> =
        subject.article.segments(edition).iter().map(|s| words::plain(&s.text)).collect();
    let counts = |s: &Segment| {
        matches!(s.role, Role::Body | Role::Title)
            && s.text.chars().any(char::is_alphanumeric)
            && !left.contains(&words::plain(&s.text))
    };
    let segments = subject.article.segments(Edition::En);
    let by_bead = subject.ladder.beads.iter().enumerate();
    by_bead
        .flat_map(|(number, bead)| bead.runs[Edition::En].range().map(move |at| (at, number)))
        .filter_map(|(at, number)| Some((at, (number, *subject.omitted[edition].get(at)?))))
        .filter(|(_, (_, p))| *p >= subject.settings.omission_least)
        .filter(|(at, _)| segments.get(*at).is_some_and(counts))
        .collect()
}

/// The end of a section that begins with the heading at `at`, where all of it is lost and it has a body.
fn section_end(segments: &[Segment], lost: &BTreeMap<usize, (usize, f64)>, at: usize) -> Option<usize> {
    let BlockKind::Heading(level) = segments[at].kind else { return None };
    let mut to = at;
    while to < segments.len() {
        let ends = to > at && matches!(segments[to].kind, BlockKind::Heading(other) if other <= level);
        if ends {
            break;
        }
        if !lost.contains_key(&to) {
            return None;
        }
        to += 1;
    }
    (to > at + 1).then_some(to)
}

fn block_end(segments: &[Segment], lost: &BTreeMap<usize, (usize, f64)>, at: usize) -> Option<usize> {
    let block = segments[at].block;
    let starts = at == 0 || segments[at - 1].block != block;
    let end = segments[at..].iter().position(|s| s.block != block).map_or(segments.len(), |n| at + n);
    (starts && (at..end).all(|k| lost.contains_key(&k))).then_some(end)
}

fn omission(segments: &[Segment], lost: &BTreeMap<usize, (usize, f64)>, from: usize, to: usize) -> Omission {
    let own: Vec<(usize, f64)> = (from..to).filter_map(|k| lost.get(&k).copied()).collect();
    let sum: f64 = own.iter().map(|(_, confidence)| confidence).sum();
    Omission {
        bead: own.first().map_or(0, |(bead, _)| *bead),
        from,
        to,
        confidence: sum / own.len().max(1) as f64,
        kind: segments[from].kind,
    }
}

impl Omission {
    /// What kind of block it is, in plain words.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            BlockKind::Heading(_) => "heading",
            BlockKind::ListItem => "list item",
            BlockKind::TableCell => "table cell",
            BlockKind::Quote => "quotation",
            BlockKind::Caption => "caption",
            BlockKind::Code => "code block",
            BlockKind::Paragraph => "paragraph",
        }
    }

    /// Shown where the translation would stand, with the English beside it.
    pub fn report(&self, subject: &Subject<'_>, edition: Edition, sink: &mut Sink<'_>, message: &str) {
        let segments = subject.article.segments(Edition::En).get(self.from..self.to).unwrap_or_default();
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return };
        let said = words::short(&first.text, 70);
        let place = subject.pages[Edition::En].as_ref();
        let related = place.map(|page| super::super::Related {
            place: page.place(Span::new(first.span.start, last.span.end)),
            message: segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" "),
        });
        let gap = subject.gap(self.bead, edition);
        let finding = sink.add(edition, gap, &first.text, format!("{message}: {said}"));
        finding.confidence = Some(self.confidence);
        finding.related.extend(related);
        if self.confidence < subject.settings.omission_error {
            finding.at_level(Level::Warning);
        }
    }
}
