//! The evidence on one English sentence.

use std::collections::HashSet;

use super::super::aligner::Alignment;
use super::against::{Against, LONGEST};
use crate::bead::Run;
use crate::text::numbers::{Key, chinese, english};
use crate::text::{Article, BlockKind, Edition};

/// Names of the numbers of the evidence, in order.
pub(super) const NAMES: [&str; 32] = [
    "bias",
    "bead:gap",
    "bead:odds",
    "bead:gap-odds",
    "alone:odds",
    "bead:others",
    "words:here",
    "words:window",
    "words:other",
    "words:lost",
    "words:weight",
    "words:lost×weight",
    "words:only",
    "length:here",
    "length:window",
    "length:block",
    "length:english",
    "numbers:lost",
    "chinese:there",
    "chinese:lost",
    "chinese:window",
    "heading",
    "chinese-words:here",
    "chinese-words:around",
    "chinese-words:gain",
    "blocks:here",
    "blocks:window",
    "blocks:before",
    "blocks:after",
    "bead:fewer",
    "gap:window",
    "gap:orphan",
];

fn odds(p: f64) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    ((p / (1.0 - p)).ln() / 4.0) as f32
}

/// An English sentence seen from an edition.
pub(super) struct Sentence<'a> {
    pub(super) article: &'a Article,
    pub(super) alignment: &'a Alignment,
    pub(super) edition: Edition,
    pub(super) own: &'a Against,
    pub(super) other: Option<&'a Against>,
    pub(super) shared: Option<Vec<f32>>,
}

impl Sentence<'_> {
    /// The numbers, in the order of [`NAMES`], of English segment `row` in bead `at`.
    pub(super) fn values(&self, at: usize, row: usize) -> [f32; NAMES.len()] {
        let bead = &self.alignment.ladder.beads[at];
        let pair = self.own.evidence.pair();
        let (here, window) = (self.own.here[at], self.own.window[at]);
        let one = Run::new(row, 1);
        let weight = pair.total(0, one);
        let share = |against: &Against, run: Run| {
            let pair = against.evidence.pair();
            pair.row_mass(one, run)[1] / (pair.total(0, one) + 1.0)
        };
        let gap = here.len == 0;
        let confidence = odds(bead.confidence.unwrap_or(0.5));
        let alone = self.alignment.alone[self.edition].get(row).copied().unwrap_or(0.5);
        let in_window = share(self.own, window);
        let in_other = self.other.map(|other| share(other, other.window[at]));
        let lost = 1.0 - weight_share(weight, in_window);
        let segment = &self.article.segments(Edition::En)[row];
        let (there, gone) = self.chinese(at, one);
        let blocks = self.blocks(at);
        let [by_row, by_others] = self.rendered_by(at, row);
        let [short_here, short_window, short_block] = self.short(at, row);
        [
            1.0,
            f32::from(u8::from(gap)),
            if gap { 0.0 } else { confidence },
            if gap { confidence } else { 0.0 },
            odds(alone),
            (bead.runs[Edition::En].len as f32).ln(),
            if gap { 0.0 } else { share(self.own, here) },
            in_window,
            in_other.map_or(0.0, |other| other - in_window),
            lost,
            (1.0 + weight).ln(),
            lost * (1.0 + weight).ln(),
            self.only(at, row),
            short_here,
            short_window,
            short_block,
            (1.0 + segment.text.chars().count() as f32).ln() / 4.0,
            self.numbers_lost(row, window),
            there,
            gone,
            gone * short_window.clamp(0.0, 1.0),
            f32::from(u8::from(!matches!(segment.kind, BlockKind::Paragraph))),
            by_row,
            by_others,
            by_row - by_others,
            blocks[0],
            blocks[1],
            blocks[2],
            blocks[3],
            if gap { 0.0 } else { bead.runs[Edition::En].len as f32 - here.len as f32 }.clamp(-2.0, 2.0),
            if gap { short_window } else { 0.0 },
            if gap { self.orphan(at, row) } else { 0.0 },
        ]
    }

    /// The parts of the bead's Chinese words that this sentence renders, and that the sentences beside it do.
    fn rendered_by(&self, at: usize, row: usize) -> [f32; 2] {
        let pair = self.own.evidence.pair();
        let columns = self.own.here[at];
        let total = pair.total(1, columns) + 1.0;
        let rows = pair.lines(0);
        let before = Run::new(row.saturating_sub(1), row.min(1));
        let after = Run::new((row + 1).min(rows), usize::from(row + 1 < rows));
        let mass = |run: Run| pair.column_mass(columns, run)[1] / total;
        [mass(Run::new(row, 1)), mass(before).max(mass(after))]
    }

    /// Chinese beside a gap that has no English itself, as a part of what the sentence would take.
    fn orphan(&self, at: usize, row: usize) -> f32 {
        let beads = &self.alignment.ladder.beads;
        let pair = self.own.evidence.pair();
        let own = (pair.length(0, Run::new(row, 1)) * self.own.ratio).max(2.0);
        let beside = [at.checked_sub(1), Some(at + 1).filter(|k| *k < beads.len())].into_iter().flatten();
        let alone = beside.filter(|k| beads[*k].runs[Edition::En].len == 0);
        let length = alone.map(|k| pair.length(1, self.own.here[k])).fold(0.0, f32::max);
        (length / own).min(1.0)
    }

    /// How many more blocks the English has: in the bead, around it, up to the bead before and after.
    fn blocks(&self, at: usize) -> [f32; 4] {
        let beads = &self.alignment.ladder.beads;
        if !self.own.evidence.has_paragraphs() {
            return [0.0; 4];
        }
        let more = |range: std::ops::Range<usize>| {
            let of = |edition: Edition| {
                let runs = range
                    .clone()
                    .map(|k| if edition == Edition::En { beads[k].runs[edition] } else { self.own.here[k] });
                let mut blocks: Vec<_> = runs
                    .flat_map(|run| self.article.segments(edition)[run.range()].iter().map(|s| s.block))
                    .collect();
                blocks.dedup();
                blocks.len() as f32
            };
            (of(Edition::En) - of(self.edition)).clamp(-2.0, 2.0)
        };
        let (before, after) = (at.saturating_sub(1), (at + 2).min(beads.len()));
        [more(at..at + 1), more(before..after), more(before..at + 1), more(at..after)]
    }

    /// The part of the Chinese words that only this sentence explains, over its part of the English length.
    fn only(&self, at: usize, row: usize) -> f32 {
        let rows = self.alignment.ladder.beads[at].runs[Edition::En];
        let columns = self.own.here[at];
        if rows.len < 2 || columns.len == 0 || rows.len > LONGEST {
            return 0.0;
        }
        let pair = self.own.evidence.pair();
        let all = pair.column_mass(columns, rows)[1];
        let before = pair.column_mass(columns, Run::new(rows.start, row - rows.start))[1];
        let after = pair.column_mass(columns, Run::new(row + 1, rows.end() - row - 1))[1];
        let added = (all - (before + after).min(all)) / all.max(1e-6);
        let part = pair.length(0, Run::new(row, 1)) / pair.length(0, rows).max(1e-6);
        (1.0 - added / part.max(1e-6)).clamp(-1.0, 1.0)
    }

    /// By how many sentences like this one the Chinese is too short: in its bead, around it, in its block.
    fn short(&self, at: usize, row: usize) -> [f32; 3] {
        let beads = &self.alignment.ladder.beads;
        let pair = self.own.evidence.pair();
        let own = (pair.length(0, Run::new(row, 1)) * self.own.ratio).max(2.0);
        let of = |range: std::ops::Range<usize>| {
            let difference = range.map(|k| {
                let english = pair.length(0, beads[k].runs[Edition::En]) * self.own.ratio;
                english - pair.length(1, self.own.here[k])
            });
            (difference.sum::<f32>() / own).clamp(-2.0, 2.0)
        };
        let segments = self.article.segments(Edition::En);
        let block = |k: &usize| {
            let run = beads[*k].runs[Edition::En];
            run.len == 0 || run.range().any(|r| segments[r].block == segments[row].block)
        };
        let from = (0..at).rev().take_while(block).last().unwrap_or(at);
        let to = (at + 1..beads.len()).take_while(block).last().unwrap_or(at);
        [of(at..at + 1), of(at.saturating_sub(1)..(at + 2).min(beads.len())), of(from..to + 1)]
    }

    /// Whether numbers of the sentence stand nowhere around its place.
    fn numbers_lost(&self, row: usize, window: Run) -> f32 {
        let own: Vec<Key> = english(&self.article.segments(Edition::En)[row].text)
            .iter()
            .filter(|n| n.sure)
            .map(|n| n.key())
            .collect();
        if own.is_empty() {
            return 0.0;
        }
        let there: HashSet<Key> = self.article.segments(self.edition)[window.range()]
            .iter()
            .flat_map(|s| chinese(&s.text))
            .map(|n| n.key())
            .collect();
        let lost = own.iter().filter(|key| !there.contains(key)).count() as f32;
        let kept = own.len() as f32 - lost;
        (lost.min(3.0) - 2.0 * kept.min(2.0)) / 2.0
    }

    /// What the other Chinese edition has for the sentence: whether it is there, and the part that is not here.
    fn chinese(&self, at: usize, one: Run) -> (f32, f32) {
        let (Some(other), Some(shared)) = (self.other, &self.shared) else { return (0.0, 0.0) };
        let run = other.here[at];
        if run.len == 0 {
            return (-1.0, 0.0);
        }
        let pair = other.evidence.pair();
        let (mut lost, mut all) = (0.0, 0.0);
        for k in run.range() {
            let weight = pair.row_mass(one, Run::new(k, 1))[1] + 0.05;
            lost += weight * (1.0 - shared[k]);
            all += weight;
        }
        (1.0, lost / all)
    }
}

fn weight_share(weight: f32, share: f32) -> f32 {
    if weight <= 0.0 { 1.0 } else { share * (weight + 1.0) / weight }
}
